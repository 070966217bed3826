//! Taking things away: files, the clipboard, the command line and the code, through the window.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bouton::preset::carrier::{self, Carried, Source};
use bouton::preset::load;
use bouton::preset::plot_spec::PlotSpec;
use bouton::text::Language;
use eframe::egui::{self, Color32, ColorImage, Key, Modifiers, OutputCommand, Role, ViewportCommand};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Action, Script, Stage, ThemeChoice, act, app, place, preset, stage_of};
use crate::cli::run;
use crate::presets::is_long;

/// How long something may take that takes far less.
const GUARD: Duration = Duration::from_secs(120);

/// A window on a preset, and where its file dialogs lead.
pub(super) fn open(name: &str) -> (Harness<'static, Stage>, Script, tempfile::TempDir) {
    let script = Script::default();
    let size = egui::vec2(1280.0, 720.0);
    let mut harness = stage_of(preset(name), ThemeChoice::Light, script.clone(), size, 1.0);
    let document = bouton::document::Document::untitled(preset(name)).with_bundled(Some(name_of(name)));
    let engine = bouton::engine::Engine::by_hand(bouton::app::App::program(document.preset(), true));
    *app(&mut harness) =
        bouton::app::App::new(document, engine, ThemeChoice::Light, Box::new(script.clone()));
    harness.run_steps(3);
    (harness, script, tempfile::tempdir().unwrap())
}

fn name_of(name: &str) -> &'static str {
    bouton::preset::library::find(name).unwrap().name
}

/// Does a command without drawing a frame.
fn begin(harness: &mut Harness<'static, Stage>, action: Action) {
    let ctx = harness.ctx.clone();
    app(harness).do_action(&ctx, action);
}

pub(super) fn pause(harness: &mut Harness<'static, Stage>) {
    if harness.state().app.is_running() {
        act(harness, Action::RunPause);
    }
    harness.run_steps(2);
}

/// What came to the clipboard and to the window system.
#[derive(Default)]
pub(super) struct Outcome {
    texts: Vec<String>,
    images: Vec<ColorImage>,
}

/// Does something, and draws frames until a message holds one of these words; pictures of the window are all of one colour but
/// for a corner.
pub(super) fn wait_for(
    harness: &mut Harness<'static, Stage>,
    act: impl FnOnce(&mut Harness<'static, Stage>),
    words: &[&str],
) -> (String, Outcome) {
    let (start, mut outcome) = (Instant::now(), Outcome::default());
    let before = harness.state().app.messages().len();
    act(harness);
    let mut asked: Vec<(u8, egui::ScreenshotCallback)> = Vec::new();
    loop {
        harness.step();
        for command in &harness.output().platform_output.commands {
            match command {
                OutputCommand::CopyText(text) => outcome.texts.push(text.clone()),
                OutputCommand::CopyImage(image) => outcome.images.push(image.clone()),
                OutputCommand::OpenUrl(_) | OutputCommand::TextSelectionSettled(_) => {}
            }
        }
        for out in harness.output().viewport_output.values() {
            for command in &out.commands {
                if let ViewportCommand::Screenshot(callback) = command {
                    asked.push((3, callback.clone()));
                }
            }
        }
        // Whatever draws the window takes its time.
        for (left, callback) in std::mem::take(&mut asked) {
            if 0 < left {
                asked.push((left - 1, callback));
                continue;
            }
            let mut image = ColorImage::filled([1280, 720], Color32::from_rgb(1, 2, 3));
            image.pixels[0] = Color32::RED;
            callback.complete(Arc::new(image));
        }
        let messages = harness.state().app.messages();
        let new = messages.iter().skip(before);
        let found = { new }.find(|line| words.iter().any(|word| line.contains(word)));
        if let Some(found) = found {
            return (found.clone(), outcome);
        }
        assert!(start.elapsed() < GUARD, "{words:?} is not in {messages:?}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Chooses an entry of the menu that exports the document, with this file as the answer of the dialog.
fn export(harness: &mut Harness<'static, Stage>, script: &Script, entry: &str, path: &Path) -> String {
    script.0.borrow_mut().push(path.to_owned());
    harness.get_by_label("File").click();
    harness.run_steps(3);
    harness.get_by_label("Export as").click();
    harness.run_steps(3);
    let click = |harness: &mut Harness<'static, Stage>| harness.get_by_label(entry).click();
    wait_for(harness, click, &["Exported to", "folder", "holds a preset"]).0
}

pub(super) fn carried(path: &Path) -> Carried {
    match carrier::source_of_file(path, load::MAX_BYTES) {
        Ok(Source::Carried(carried)) => *carried,
        other => panic!("{}: {other:?}", path.display()),
    }
}

pub(super) fn command(words: &[&str]) -> String {
    let output = run(words);
    assert_eq!((output.code(), output.err.as_str()), (0, ""), "{words:?}");
    output.out
}

pub(super) fn bare(csv: &str) -> Vec<&str> {
    csv.lines().filter(|line| !line.starts_with('#')).collect()
}

/// Clicks and moved sliders on a run, which then rests.
fn busy_run(harness: &mut Harness<'static, Stage>) {
    for _ in 0..3 {
        harness.key_press(Key::Num1);
        harness.run_steps(7);
    }
    harness.get_by_role_and_label(Role::Slider, "τ").set_value_accesskit(12.0);
    harness.run_steps(4);
    harness.key_press(Key::Num1);
    harness.run_steps(20);
    pause(harness);
}

/// Entries of an archive: name and data.
fn entries(npz: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let (mut at, mut all) = (0, BTreeMap::new());
    while npz[at..].starts_with(b"PK\x03\x04") {
        let two = |from: usize| usize::from(u16::from_le_bytes([npz[at + from], npz[at + from + 1]]));
        let length = u32::from_le_bytes(npz[at + 18..at + 22].try_into().unwrap()) as usize;
        let (name, data) = (at + 30, at + 30 + two(26) + two(28));
        all.insert(
            String::from_utf8_lossy(&npz[name..name + two(26)]).into_owned(),
            npz[data..data + length].to_vec(),
        );
        at = data + length;
    }
    all
}

/// What the window writes is what the command line writes of the same run, to the bit, with clicks and changes on the way; and
/// every file opens as that run.
#[test]
fn what_the_window_exports_is_what_the_command_line_exports() {
    for name in ["ampa", "nmda"] {
        let (mut harness, script, folder) = open(name);
        let at = |name: &str| folder.path().join(name);
        let word = |path: &PathBuf| path.to_str().unwrap().to_owned();
        busy_run(&mut harness);
        let [table, spikes, arrays, drawing, picture] = ["a.csv", "s.csv", "a.npz", "a.svg", "a.png"].map(at);
        for (entry, path) in [
            ("All samples as CSV…", &table),
            ("All spikes as CSV…", &spikes),
            ("Everything as NPZ…", &arrays),
            ("Figure as SVG…", &drawing),
            ("Figure as PNG…", &picture),
        ] {
            let said = export(&mut harness, &script, entry, path);
            assert_eq!(said, format!("Exported to {}", path.display()), "{name}");
        }
        let state = harness.state_mut().app.engine().simulation().unwrap().digest();
        for path in [&table, &spikes, &arrays, &drawing, &picture] {
            let hash = command(&["replay", &word(path), "--hash", "--quiet"]);
            let hash = hash.lines().next().unwrap().trim_start_matches("state: ").to_owned();
            assert_eq!(u64::from_str_radix(&hash, 16).unwrap(), state, "{}", path.display());
            let own = carried(path);
            assert_eq!(own.log.inputs(0).len(), 5, "four clicks and a slider");
            assert_eq!(own.log.preset.view(), preset(name).view());
        }
        let [again, again_npz, again_spikes] = ["b.csv", "b.npz", "b-s.csv"].map(at);
        command(&["export", &word(&table), "--csv", &word(&again), "--npz", &word(&again_npz), "--quiet"]);
        command(&["run", &word(&table), "--spikes", &word(&again_spikes), "--quiet"]);
        let read = |path: &PathBuf| std::fs::read_to_string(path).unwrap();
        assert!(100 < bare(&read(&table)).len());
        assert_eq!(bare(&read(&table)), bare(&read(&again)), "{name}");
        assert_eq!(bare(&read(&spikes)), bare(&read(&again_spikes)), "{name}");
        let [mut own, mut other] = [&arrays, &again_npz].map(|path| entries(&std::fs::read(path).unwrap()));
        assert!(own.remove("provenance.json").is_some() && other.remove("provenance.json").is_some());
        assert!(3 < own.len() && own == other, "{:?} {:?}", own.keys(), other.keys());
        let image = image::open(&picture).unwrap();
        assert_eq!(image.width(), 1004, "85 mm at 300 dpi");
    }
}

/// The last seconds as an animated picture: as many frames as they have, and it opens as the run that it shows the end of.
#[test]
fn the_last_seconds_become_an_animated_picture() {
    let (mut harness, script, folder) = open("ampa");
    busy_run(&mut harness);
    let now = harness.state().app.now_ms();
    let film = folder.path().join("a.apng");
    // The document runs at 100 ms in a second: half a second is 50 ms.
    harness.state_mut().app.draw_with(60.0, 0.5);
    let said = export(&mut harness, &script, "Animated picture (APNG)…", &film);
    assert_eq!(said, format!("Exported to {}", film.display()));
    let reader = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(&film).unwrap()));
    let reader = reader.read_info().unwrap();
    let control = reader.info().animation_control.unwrap();
    assert_eq!((control.num_frames, control.num_plays), (11, 0));
    let span = carried(&film).span_ms;
    assert!((span.1 - now).abs() < 1e-9 && (span.1 - span.0 - 50.0).abs() < 0.11, "{span:?} {now}");
    let state = harness.state_mut().app.engine().simulation().unwrap().digest();
    let hash = command(&["replay", film.to_str().unwrap(), "--hash", "--quiet"]);
    let hash = hash.lines().next().unwrap().trim_start_matches("state: ").to_owned();
    assert_eq!(u64::from_str_radix(&hash, 16).unwrap(), state);
}

/// A plot gives what it shows in its range, without what is hidden; of plots on axes of their own, what stands there.
#[test]
fn a_plot_gives_what_it_shows() {
    let (mut harness, script, folder) = open("ampa");
    for _ in 0..40 {
        harness.key_press(Key::Num1);
        harness.run_steps(20);
    }
    pause(&mut harness);
    let now = harness.state().app.now_ms();
    let path = folder.path().join("plot.csv");
    script.0.borrow_mut().push(path.clone());
    harness.get_by_role_and_label(Role::Button, "Plot 1").click();
    harness.run_steps(3);
    harness.get_by_label("Take away").click();
    harness.run_steps(3);
    wait_for(&mut harness, |harness| harness.get_by_label("Table as CSV…").click(), &["Exported to"]);
    let text = std::fs::read_to_string(&path).unwrap();
    let rows = bare(&text);
    let probes = preset("ampa").view().plots[0].kind.probes();
    assert_eq!(rows[0].split(',').count(), 1 + probes.len(), "{}", rows[0]);
    let time = |row: &str| row.split(',').next().unwrap().parse::<f64>().unwrap();
    let width = preset("ampa").view().plots[0].kind.window_ms().unwrap();
    assert!(width < now, "the window is full: {width} of {now} ms");
    assert!((time(rows[1]) - (now - width)).abs() < 0.11 && (time(rows[rows.len() - 1]) - now).abs() < 1e-9);
    let span = carried(&path).span_ms;
    assert!((span.0 - time(rows[1])).abs() < 1e-9 && (span.1 - now).abs() < 1e-9);
    // The same values as the whole run has there.
    let all = folder.path().join("all.csv");
    export(&mut harness, &script, "All samples as CSV…", &all);
    let all = std::fs::read_to_string(&all).unwrap();
    let first = rows[1].split(',').take(2).collect::<Vec<_>>().join(",");
    assert!(bare(&all).iter().any(|row| row.starts_with(&first)), "{first}");

    let (mut harness, script, folder) = open("stdp-window");
    harness.run_steps(10);
    pause(&mut harness);
    let plots = preset("stdp-window").view().plots.clone();
    let window = plots.iter().position(|plot| format!("{:?}", plot.kind).starts_with("StdpWindow")).unwrap();
    for (entry, name) in
        [("Table as CSV…", "w.csv"), ("Figure as SVG…", "w.svg"), ("Figure as PNG…", "w.png")]
    {
        let path = folder.path().join(name);
        script.0.borrow_mut().push(path.clone());
        harness.get_by_role_and_label(Role::Button, &format!("Plot {}", window + 1)).click();
        harness.run_steps(3);
        harness.get_by_label("Take away").click();
        harness.run_steps(3);
        wait_for(&mut harness, |harness| harness.get_by_label(entry).click(), &["Exported to"]);
        assert_eq!(carried(&path).log.preset.network(), preset("stdp-window").network());
    }
    let text = std::fs::read_to_string(folder.path().join("w.csv")).unwrap();
    assert!(100 < bare(&text).len() && bare(&text)[0].starts_with("series,"), "{}", bare(&text)[0]);
}

/// Pictures of the canvas and of the window are those that the window system gave, and carry the run.
#[test]
fn pictures_of_the_window_are_what_is_on_screen() {
    let (mut harness, script, folder) = open("ampa");
    busy_run(&mut harness);
    let [window, canvas] = ["w.png", "c.png"].map(|name| folder.path().join(name));
    act(&mut harness, Action::RunPause);
    let chosen_ms = harness.state().app.now_ms();
    export(&mut harness, &script, "Window as PNG…", &window);
    pause(&mut harness);
    // The run went on while the file was chosen, and the picture carries what it shows.
    let to_ms = carried(&window).span_ms.1;
    assert!(chosen_ms < to_ms && to_ms <= harness.state().app.now_ms(), "{chosen_ms} {to_ms}");
    export(&mut harness, &script, "Network as PNG…", &canvas);
    let [whole, part] = [&window, &canvas].map(|path| image::open(path).unwrap().into_rgb8());
    assert_eq!((whole.dimensions(), whole[(0, 0)].0), ((1280, 720), [255, 0, 0]));
    let area = harness.state().app.canvas_words().0;
    assert!((area.width() - part.width() as f32).abs() < 2.0 && part[(3, 3)].0 == [1, 2, 3], "{area:?}");
    for path in [&window, &canvas] {
        assert_eq!(carried(path).log.inputs(0).len(), 5);
    }
}

/// The window that says how figures look makes way for what is chosen in it, and its sizes hold.
#[test]
fn figures_have_the_size_that_was_chosen() {
    let (mut harness, script, folder) = open("ampa");
    busy_run(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run_steps(3);
    for button in ["174", "600"] {
        harness.get_by_role_and_label(Role::Button, button).click();
        harness.run_steps(2);
    }
    let path = folder.path().join("wide.png");
    script.0.borrow_mut().push(path.clone());
    let click = |harness: &mut Harness<'static, Stage>| {
        harness.get_by_role_and_label(Role::Button, "Figure as PNG…").click();
    };
    wait_for(&mut harness, click, &["Exported to"]);
    assert!(harness.query_by_label("The whole run").is_none(), "the window is closed");
    assert_eq!(image::open(&path).unwrap().width(), 4110);
}

/// The clipboard gets a table with the decimal sign of the language, and a picture.
#[test]
fn a_plot_is_copied_as_table_and_as_picture() {
    for (language, sign) in [(Language::English, '.'), (Language::German, ',')] {
        let (mut harness, _script, _folder) = open("ampa");
        app(&mut harness).set_language(language);
        busy_run(&mut harness);
        let plot = harness.state().app.document().preset().view().plots[0].clone();
        let words = ["clipboard", "Zwischenablage"];
        let (said, outcome) = wait_for(&mut harness, |harness| begin(harness, Action::CopyTable), &words);
        let table = outcome.texts.last().unwrap_or_else(|| panic!("no table: {said}"));
        let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split('\t').collect()).collect();
        assert!(rows.iter().all(|row| row.len() == 1 + plot.kind.probes().len()), "{:?}", rows[0]);
        assert_eq!(rows[0][0], "t_ms");
        assert_eq!(rows[2][0], format!("0{sign}1"));
        let value: f64 = rows[2][1].replace(sign, ".").parse().unwrap();
        assert!(value.is_finite() && !table.contains(if sign == '.' { "0,1" } else { "0.1" }));
        let (_, outcome) = wait_for(&mut harness, |harness| begin(harness, Action::CopyPicture), &["1004 ×"]);
        assert_eq!(outcome.images.last().unwrap().size[0], 1004);
    }
}

/// What cannot be written is said, and nothing is destroyed.
#[test]
fn what_cannot_be_written_is_said() {
    let (mut harness, script, folder) = open("ampa");
    busy_run(&mut harness);
    let missing = folder.path().join("no").join("a.csv");
    let said = export(&mut harness, &script, "All samples as CSV…", &missing);
    assert!(said.contains("there is no folder") || said.contains("folder"), "{said}");
    let own = folder.path().join("mine.csv");
    std::fs::write(&own, bouton::preset::library::find("ampa").unwrap().text).unwrap();
    script.0.borrow_mut().push(own.clone());
    let said = export(&mut harness, &Script::default(), "All samples as CSV…", &own);
    assert!(said.contains("holds a preset"), "{said}");
    assert_eq!(std::fs::read_to_string(&own).unwrap(), bouton::preset::library::find("ampa").unwrap().text);
    // The run that was meant is gone by the time the file is chosen.
    harness.get_by_label("File").click();
    harness.run_steps(3);
    harness.get_by_label("Export as").click();
    harness.run_steps(3);
    harness.get_by_label("All samples as CSV…").click();
    harness.run_steps(2);
    act(&mut harness, Action::Restart);
    let late = folder.path().join("late.csv");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(egui::Event::Text(late.to_str().unwrap().to_owned()));
    harness.run_steps(2);
    let enter = |harness: &mut Harness<'static, Stage>| harness.key_press(Key::Enter);
    let (said, _) = wait_for(&mut harness, enter, &["no longer", "Exported"]);
    assert!(said.contains("no longer the one in the window") && !late.exists(), "{said}");
}

/// Spikes of the run in the window: population, neuron, and time [ms] to the bit.
fn window_spikes(harness: &mut Harness<'static, Stage>) -> Vec<(String, u32, u64)> {
    let app = app(harness);
    let grid = app.document().preset().grid();
    let names: BTreeMap<u32, String> = app
        .document()
        .preset()
        .network()
        .populations()
        .iter()
        .map(|own| (own.id, own.name.clone()))
        .collect();
    let spikes = app.spikes();
    let mut all: Vec<_> = spikes
        .iter()
        .map(|spike| (names[&spike.population].clone(), spike.neuron, grid.moment_ms(spike.at).to_bits()))
        .collect();
    all.sort();
    all
}

/// The words of a command line, as a shell parts them.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut is_quoted) = (Vec::new(), String::new(), false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\'' => is_quoted = !is_quoted,
            '\\' if !is_quoted => word.extend(letters.next()),
            ' ' if !is_quoted => words.push(std::mem::take(&mut word)),
            other => word.push(other),
        }
    }
    words.push(word);
    words
}

/// The spikes that a command line gives in a terminal.
fn command_spikes(line: &str) -> Vec<(String, u32, u64)> {
    let words = words(line);
    assert_eq!(words[0], "bouton");
    let arguments: Vec<&str> = words[1..].iter().map(String::as_str).chain(["--quiet"]).collect();
    let out = command(&arguments);
    let spike = |row: &&str| {
        let cells: Vec<&str> = row.split(',').collect();
        (cells[1].to_owned(), cells[2].parse().unwrap(), cells[0].parse::<f64>().unwrap().to_bits())
    };
    let mut all: Vec<_> = bare(&out)[1..].iter().map(spike).collect();
    all.sort();
    all
}

/// Numbers that come by chance and are always the same.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

fn copied_line(harness: &mut Harness<'static, Stage>) -> Result<String, String> {
    let words = ["On the clipboard:", "No command line", "has no name"];
    let (said, outcome) = wait_for(harness, |harness| begin(harness, Action::CopyCommand), &words);
    outcome.texts.last().cloned().ok_or(said)
}

/// Whatever was clicked and moved by chance, the line that is copied gives the same spikes as a process of its own.
#[test]
fn the_command_line_gives_the_same_spikes() {
    let n = if is_long() { 24 } else { 2 };
    let (mut fired, mut sets) = (0, 0);
    for name in ["ampa", "nmda", "depression"] {
        for seed in 0..n {
            let (mut harness, _script, _folder) = open(name);
            let mut chance = Chance(seed * 7919 + name.len() as u64);
            let rests = chance.below(2) == 0;
            if rests {
                pause(&mut harness); // Sliders that move at t = 0 are changes of the run, too.
                harness.run_steps(1);
            }
            for _ in 0..14 {
                match chance.below(5) {
                    0..2 => harness.key_press(if chance.below(4) == 0 { Key::Num0 } else { Key::Num1 }),
                    _ => {
                        let sliders: Vec<_> = harness.query_all_by_role(Role::Slider).collect();
                        let slider = &sliders[chance.below(sliders.len() as u64) as usize];
                        let node = slider.accesskit_node();
                        let span = (node.min_numeric_value(), node.max_numeric_value());
                        if let (Some(low), Some(high)) = span {
                            let share = chance.below(1000) as f64 / 1e3;
                            let value = low + share * (high - low);
                            slider.set_value_accesskit(value);
                        }
                    }
                }
                harness.run_steps(1);
                if !harness.state().app.is_running() {
                    // Time passes between a click and what comes after it.
                    act(&mut harness, Action::StepMs);
                }
                harness.run_steps(2 + chance.below(9) as usize);
            }
            pause(&mut harness);
            let spikes = window_spikes(&mut harness);
            let line = copied_line(&mut harness).unwrap_or_else(|said| panic!("{name} {seed}: {said}"));
            assert!(line.starts_with(&format!("bouton run {name} --duration ")), "{line}");
            assert_eq!(command_spikes(&line), spikes, "{name} {seed}: {line}");
            fired += spikes.len();
            sets += line.matches("--set").count();
        }
    }
    assert!(20 < fired && 10 < sets, "{fired} spikes and {sets} changes");
}

/// A document in a file is named by its path, and values that differ from it at the start are set at the start.
#[test]
fn the_command_line_names_the_file_and_what_differs_from_it() {
    let (mut harness, _script, folder) = open("ampa");
    let path = folder.path().join("my cell's.ron");
    std::fs::write(&path, bouton::preset::library::find("ampa").unwrap().text).unwrap();
    super::drop_file(&mut harness, &path);
    harness.get_by_role_and_label(Role::Slider, "τ").set_value_accesskit(30.0);
    harness.run_steps(2);
    act(&mut harness, Action::Restart);
    harness.run_steps(4);
    for _ in 0..3 {
        harness.key_press(Key::Num1);
        harness.run_steps(6);
    }
    harness.run_steps(10);
    pause(&mut harness);
    let spikes = window_spikes(&mut harness);
    let line = copied_line(&mut harness).unwrap();
    assert!(
        line.contains("my cell'\\''s.ron'") && line.contains("tau_ms=") && !line.contains(".tau_ms=30@"),
        "{line}"
    );
    assert_eq!(command_spikes(&line), spikes, "{line}");
    assert!(spikes.iter().any(|spike| spike.0 == "0"), "{spikes:?}");
}

/// What no option says is refused by name, and nothing is copied.
#[test]
fn what_no_command_line_says_is_refused_by_name() {
    let refused = |prepare: &dyn Fn(&mut Harness<'static, Stage>), part: &str| {
        let (mut harness, _script, _folder) = open("ampa");
        harness.run_steps(5);
        prepare(&mut harness);
        harness.run_steps(5);
        let said = copied_line(&mut harness).expect_err(part);
        assert!(said.contains(part), "{said}");
    };
    refused(&|harness| act(harness, Action::AddNeuron), "was added");
    refused(
        &|harness| {
            harness.get_by_label("Parameters of 1").click();
            harness.run_steps(2);
            act(harness, Action::Delete);
        },
        "was removed",
    );
    refused(
        &|harness| {
            pause(harness);
            harness.key_press(Key::Num1);
            harness.run_steps(2);
            harness.get_by_role_and_label(Role::Slider, "τ").set_value_accesskit(12.0);
            harness.run_steps(2);
            act(harness, Action::StepMs);
        },
        "1 was fired and then projections.1-0.receptors.ampa.kinetics.tau_ms changed",
    );
    refused(&|harness| act(harness, Action::New), "has no name");
}

fn shown_script(harness: &Harness<'static, Stage>) -> Option<String> {
    harness.query_by_label("Script").and_then(|node| node.accesskit_node().value())
}

/// Waits until the code pane shows something that passes.
fn wait_for_script(harness: &mut Harness<'static, Stage>, is_right: impl Fn(&str) -> bool) -> String {
    let start = Instant::now();
    loop {
        harness.run_steps(1);
        if let Some(script) = shown_script(harness).filter(|script| is_right(script)) {
            return script;
        }
        assert!(start.elapsed() < GUARD, "{:?}", shown_script(harness));
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// The code follows the sliders, is copied and saved as it is shown, and says what does not map.
#[test]
fn the_code_follows_the_sliders() {
    let (mut harness, script, folder) = open("ampa");
    pause(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::B);
    harness.run_steps(2);
    let first = wait_for_script(&mut harness, |script| script.contains("from brian2 import"));
    assert!(first.contains("5*ms") || first.contains("5.0*ms") || first.contains("5 * ms"), "{first}");
    harness.get_by_role_and_label(Role::Slider, "τ").set_value_accesskit(17.5);
    let second = wait_for_script(&mut harness, |script| script.contains("17.5"));
    assert_ne!(first, second);
    // What moves only on the canvas writes no script anew.
    let from = place(&harness, 1);
    super::drag(&mut harness, from, from + egui::vec2(30.0, 20.0));
    harness.run_steps(5);
    assert_eq!(shown_script(&harness).as_deref(), Some(second.as_str()));
    let copy =
        |harness: &mut Harness<'static, Stage>| harness.get_by_role_and_label(Role::Button, "Copy").click();
    let (_, outcome) = wait_for(&mut harness, copy, &["A script of"]);
    assert_eq!(outcome.texts.last(), Some(&second));
    let path = folder.path().join("mine.py");
    script.0.borrow_mut().push(path.clone());
    let save =
        |harness: &mut Harness<'static, Stage>| harness.get_by_role_and_label(Role::Button, "Save…").click();
    wait_for(&mut harness, save, &["Exported to"]);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), second);
    harness.get_by_role_and_label(Role::RadioButton, "NEST").click();
    wait_for_script(&mut harness, |script| script.contains("import nest"));
    // What does not map is named.
    let ctx = harness.ctx.clone();
    app(&mut harness).open_preset(&ctx, name_of("gaba-b"));
    let start = Instant::now();
    while harness.query_by_label_contains("no script for NEST").is_none() {
        harness.run_steps(1);
        assert!(start.elapsed() < GUARD);
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// What is copied of a plot of releases has those of A of a twin beside those of B, as far as there is a twin.
#[test]
fn releases_are_copied_with_those_of_a_twin() {
    let (mut harness, _script, _folder) = open("depression");
    let plots = harness.state().app.document().preset().view().plots.clone();
    assert!(plots.iter().any(|plot| matches!(plot.kind, PlotSpec::Releases(_))));
    for plot in plots.iter().filter(|plot| !matches!(plot.kind, PlotSpec::Releases(_))) {
        let ctx = harness.ctx.clone();
        let edit = bouton::document::Edit::Plots(bouton::document::PlotEdit::Remove(plot.id));
        app(&mut harness).do_edit(&ctx, &edit);
    }
    for has_twin in [false, true] {
        if has_twin {
            act(&mut harness, Action::Twin);
        }
        for _ in 0..3 {
            harness.key_press(Key::Num1);
            harness.run_steps(8);
        }
        let copies = |harness: &mut Harness<'static, Stage>| begin(harness, Action::CopyTable);
        let (_, outcome) = wait_for(&mut harness, copies, &["clipboard"]);
        let table = outcome.texts.last().unwrap();
        assert_eq!(table.contains("A: "), has_twin, "{table}");
    }
}
