//! Correlograms, planes, axes of values and boxes on rasters, as a person uses them.

use bouton::app::{Action, ThemeChoice};
use bouton::preset::plot_spec::{CorrelogramSpec, Plot, PlotSpec, RasterSpec, ValueAxis};
use bouton::preset::{Preset, load};
use eframe::egui::{Key, Modifiers, OutputCommand, Pos2, Rect, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Script, Stage, app, key, preset, stage_of};

fn open(preset: Preset) -> Harness<'static, Stage> {
    let mut harness = stage_of(preset, ThemeChoice::Dark, Script::default(), vec2(1280.0, 720.0), 1.0);
    harness.run_steps(3);
    harness
}

/// A bundled preset with something replaced in its text.
fn with(name: &str, replaced: &[(&str, &str)]) -> Preset {
    let text = bouton::preset::library::find(name).unwrap().text.to_owned();
    let text = replaced.iter().fold(text, |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replace(old, new)
    });
    load::parse(text.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

/// Lets model time pass.
fn pass(harness: &mut Harness<'static, Stage>, ms: u64) {
    for _ in 0..ms / 100 {
        app(harness).engine().advance_steps(1000);
        harness.run_steps(1);
    }
    harness.run_steps(1);
}

fn plots(harness: &Harness<'static, Stage>) -> Vec<Plot> {
    harness.state().app.document().preset().view().plots.clone()
}

/// Where a chart or a plot of traces is drawn, and what it says to a screen reader.
fn image(harness: &Harness<'static, Stage>, title: &str) -> (Rect, String) {
    let all: Vec<String> =
        harness.query_all_by_role(Role::Image).filter_map(|node| node.accesskit_node().label()).collect();
    let node = harness
        .query_all_by_role(Role::Image)
        .find(|node| node.accesskit_node().label().is_some_and(|label| label.contains(title)));
    let node = node.unwrap_or_else(|| panic!("no {title} among {all:?}"));
    (node.rect(), node.accesskit_node().value().unwrap_or_default())
}

fn numbers(text: &str) -> Vec<f64> {
    let plain = text.replace('\u{2212}', "-");
    let parts = plain.split(|own: char| !(own.is_ascii_digit() || own == '.' || own == '-'));
    parts.filter_map(|own| own.trim_end_matches('.').parse().ok()).collect()
}

/// What is drawn of the correlogram is what comes out when every pair of spikes is looked at.
#[test]
fn a_correlogram_counts_every_pair() {
    let mut harness = open(preset("stdp-correlations"));
    pass(&mut harness, 500);
    key(&mut harness, Modifiers::NONE, Key::Space);
    let (_, said) = image(&harness, "Cross-correlogram");
    harness.get_by_role_and_label(Role::Button, "all neurons").click();
    harness.run_steps(3);
    let table = copied(&mut harness, "Cross-correlogram");
    let spikes = app(&mut harness).spikes();
    let grid = bouton::units::Grid::default();
    let time = |spike: &bouton::sim::Spike| grid.moment_ms(spike.at);
    let now = harness.state().app.now_ms();
    let until = now - 20.5 * 2.5;
    let about: Vec<f64> =
        spikes.iter().filter(|own| own.population == 0).map(time).filter(|at| *at < until).collect();
    let exc: Vec<f64> = spikes.iter().filter(|own| own.population == 1).map(time).collect();
    assert!(100 < about.len() && 10_000 < exc.len(), "{} {}", about.len(), exc.len());
    // Both curves together: strong and weak synapses are all there are.
    let mut pairs = vec![0_u64; 41];
    for at in &about {
        for other in &exc {
            let bin = ((other - at) / 2.5 + 20.5).floor();
            if (0.0..41.0).contains(&bin) {
                pairs[bin as usize] += 1;
            }
        }
    }
    let n: Vec<u64> = said
        .split("n = ")
        .skip(1)
        .map(|rest| rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap())
        .collect();
    assert_eq!(n.iter().sum::<u64>(), pairs.iter().sum::<u64>(), "{said}");
    // What chance gives follows the rates, second by second.
    let chance: f64 = (0..=(until / 1000.0) as u32)
        .map(|block| {
            let (from, to) = (1000.0 * f64::from(block), until.min(1000.0 * f64::from(block + 1)));
            let n = |all: &[f64]| all.iter().filter(|at| (from..to).contains(*at)).count() as f64;
            n(&about) * n(&exc) / (to - from) * 2.5
        })
        .sum();
    // The outline has two points for each bin.
    assert_eq!((n.len(), table.len()), (2, 83), "{said}");
    for (bin, count) in pairs.iter().enumerate() {
        let drawn: f64 = table[1 + 2 * bin][2].parse().unwrap();
        assert!((drawn - *count as f64 / chance).abs() < 1e-6, "{bin}: {drawn} {count} {chance}");
    }
    assert!(said.contains(&format!(" s: {};", about.len())), "{said}");
}

/// What “copy as table” gives of the plot with this title.
fn copied(harness: &mut Harness<'static, Stage>, title: &str) -> Vec<Vec<String>> {
    let (place, _) = image(harness, title);
    harness.hover_at(place.center());
    harness.run_steps(2);
    let shortcut = Action::CopyTable.shortcut();
    harness.key_press_modifiers(shortcut.modifiers, shortcut.logical_key);
    let started = std::time::Instant::now();
    loop {
        harness.step();
        let mut commands = harness.output().platform_output.commands.iter();
        let text =
            commands.find_map(|own| if let OutputCommand::CopyText(text) = own { Some(text) } else { None });
        if let Some(text) = text {
            return text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect();
        }
        assert!(started.elapsed().as_secs() < 60, "nothing was copied: {:?}", harness.state().app.messages());
    }
}

/// The switch in the corner, the words of the palette, undo, and a projection that goes.
#[test]
fn correlograms_are_added_switched_and_follow_the_network() {
    let mut harness = open(preset("stdp-correlations"));
    let own = |harness: &Harness<'static, Stage>| -> Vec<CorrelogramSpec> {
        let specs = plots(harness).into_iter().filter_map(|plot| match plot.kind {
            PlotSpec::Correlogram(spec) => Some(spec),
            _ => None,
        });
        specs.collect()
    };
    assert_eq!(own(&harness)[0].by_weight, Some(3));
    pass(&mut harness, 300);
    harness.get_by_role_and_label(Role::Button, "all neurons").click();
    harness.run_steps(3);
    assert_eq!(own(&harness)[0].by_weight, None);
    harness.get_by_role_and_label(Role::Button, "by weight").click();
    harness.run_steps(3);
    assert_eq!(own(&harness)[0].by_weight, Some(3));
    key(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(own(&harness)[0].by_weight, None, "undone");
    key(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    let offered = harness.query_all_by_label("Cross-correlogram by weight").next();
    offered.expect("offered for a synapse that learns").scroll_to_me();
    harness.run_steps(8);
    harness.query_all_by_label("Cross-correlogram by weight").next().unwrap().click();
    harness.run_steps(4);
    assert_eq!(own(&harness).len(), 2);
    assert_eq!(own(&harness)[1].by_weight, Some(3));
}

/// L and Shift+L on the plot under the pointer, undo, and a reason where no logarithm can be.
#[test]
fn axes_become_logarithmic_and_are_locked() {
    let mut harness = open(preset("ampa"));
    let index = |harness: &Harness<'static, Stage>, symbol: &str| {
        let found = plots(harness).iter().position(|own| {
            let probes = own.kind.probes();
            !probes.is_empty() && probes.iter().all(|probe| probe.symbol == symbol)
        });
        found.unwrap_or_else(|| panic!("no plot of {symbol}"))
    };
    let (g, v) = (index(&harness, "g"), index(&harness, "V"));
    super::press(&mut harness, "Neuron 1");
    harness.run_steps(40);
    key(&mut harness, Modifiers::NONE, Key::Space);
    let place = |harness: &Harness<'static, Stage>, title: &str| image(harness, title).0.center();
    let at = place(&harness, "g 1-0");
    harness.hover_at(at);
    harness.run_steps(2);
    key(&mut harness, Modifiers::NONE, Key::L);
    assert_eq!(plots(&harness)[g].axis, ValueAxis { log: true, ..ValueAxis::default() });
    key(&mut harness, Modifiers::SHIFT, Key::L);
    let locked = plots(&harness)[g].axis.locked.expect("locked");
    assert!(0.0 < locked.0 && 10.0 <= locked.1, "the limits that were drawn: {locked:?}");
    // The wheel does not move what is locked, and a spike beyond it neither.
    super::press(&mut harness, "Neuron 1");
    harness.run_steps(4);
    assert_eq!(plots(&harness)[g].axis.locked, Some(locked));
    key(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(
        plots(&harness)[g].axis,
        ValueAxis { log: true, ..ValueAxis::default() },
        "one step of undo each"
    );
    key(&mut harness, Modifiers::COMMAND, Key::Z);
    assert!(plots(&harness)[g].axis.is_usual());
    // A potential has no logarithm: that is said, and nothing changes.
    let at = place(&harness, "V 0");
    harness.hover_at(at);
    harness.run_steps(2);
    let before = app(&mut harness).messages().len();
    key(&mut harness, Modifiers::NONE, Key::L);
    assert!(plots(&harness)[v].axis.is_usual());
    let messages = app(&mut harness).messages();
    assert!(before < messages.len() && messages.last().unwrap().contains("may be negative"), "{messages:?}");
}

/// Shift+X on a histogram: its horizontal axis shows what is above 0 in decades, and stays in the document; an axis of time says why
/// it cannot.
#[test]
fn a_horizontal_axis_becomes_logarithmic() {
    let mut harness = open(preset("gaba-a"));
    let at = |harness: &Harness<'static, Stage>, wanted: &dyn Fn(&PlotSpec) -> bool| {
        plots(harness).iter().position(|own| wanted(&own.kind)).expect("a plot")
    };
    let histogram = at(&harness, &|kind| matches!(kind, PlotSpec::Histogram(_)));
    let trace = at(&harness, &|kind| matches!(kind, PlotSpec::Trace(_)));
    harness.run_steps(60);
    for (place, is_log) in [(histogram, true), (trace, false)] {
        harness.get_by_label(&format!("Plot {}", place + 1)).focus();
        harness.run_steps(2);
        let before = app(&mut harness).messages().len();
        key(&mut harness, Modifiers::SHIFT, Key::X);
        harness.run_steps(4);
        assert_eq!(plots(&harness)[place].axis.log_x, is_log);
        assert!(!plots(&harness)[place].axis.log);
        let messages = app(&mut harness).messages();
        assert_eq!(before < messages.len(), !is_log, "{messages:?}");
        assert!(is_log || messages.last().unwrap().contains("time begins at 0"), "{messages:?}");
    }
    let own = harness.state().app.document().preset().to_ron().unwrap();
    assert!(own.contains("log_x: true"));
    let again = load::parse(own.as_bytes()).unwrap();
    assert!(again.view().plots[histogram].axis.log_x);
    // The same key puts it back.
    harness.get_by_label(&format!("Plot {}", histogram + 1)).focus();
    harness.run_steps(2);
    key(&mut harness, Modifiers::SHIFT, Key::X);
    assert!(plots(&harness)[histogram].axis.is_usual());
}

/// On a logarithmic axis a conductance that decays exponentially is a straight line on screen.
#[test]
fn an_exponential_is_a_straight_line_on_a_logarithmic_axis() {
    let mut parts = preset("ampa");
    let at =
        parts.view().plots.iter().position(|own| own.kind.probes().iter().all(|probe| probe.symbol == "g"));
    let id = parts.view().plots[at.unwrap()].id;
    let edit = bouton::document::Edit::Plots(bouton::document::PlotEdit::SetAxis {
        plot: id,
        axis: ValueAxis { log: true, locked: Some((1e-3, 100.0)), ..ValueAxis::default() },
    });
    let mut document = bouton::document::Document::untitled(parts);
    document.apply(&edit, None).unwrap();
    parts = Preset::clone(document.preset());
    let mut harness = open(parts);
    super::press(&mut harness, "Neuron 1");
    harness.run_steps(20);
    key(&mut harness, Modifiers::NONE, Key::Space);
    let (data, _) = image(&harness, "g 1-0");
    let decay = falling_line(&harness, data);
    let (first, last) = (decay[0], *decay.last().unwrap());
    assert!(20.0 < last.y - first.y, "it falls: {first:?} {last:?}");
    for at in &decay {
        let expected = first.y + (last.y - first.y) * (at.x - first.x) / (last.x - first.x);
        assert!((at.y - expected).abs() < 0.6, "{at:?} is not on the line from {first:?} to {last:?}");
    }
    // Five decades are as high as the data, and 300 ms as wide; it falls by log₁₀ e decades in 5 ms.
    let slope = (std::f32::consts::LOG10_E / 5.0 * data.height() / 5.0) / (data.width() / 300.0);
    let drawn = (last.y - first.y) / (last.x - first.x);
    assert!((drawn / slope - 1.0).abs() < 0.02, "{drawn} {slope}");
}

/// The line inside a place that falls farthest while time passes.
fn falling_line(harness: &Harness<'static, Stage>, data: Rect) -> Vec<Pos2> {
    fn fall(points: &[Pos2]) -> f32 {
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return 0.0 };
        if first.x + 5.0 < last.x { last.y - first.y } else { 0.0 }
    }
    fn walk(shape: &eframe::egui::Shape, data: Rect, best: &mut Vec<Pos2>) {
        match shape {
            eframe::egui::Shape::Vec(all) => all.iter().for_each(|own| walk(own, data, best)),
            eframe::egui::Shape::LineSegment { points, .. }
                if points.iter().all(|at| data.expand(2.0).contains(*at)) && fall(best) < fall(points) =>
            {
                *best = points.to_vec();
            }
            eframe::egui::Shape::Path(path) => {
                let is_inside = path.points.iter().all(|at| data.expand(2.0).contains(*at));
                if is_inside && !path.closed && fall(best) < fall(&path.points) {
                    best.clone_from(&path.points);
                }
            }
            _ => {}
        }
    }
    let mut best = Vec::new();
    harness.output().shapes.iter().for_each(|own| walk(&own.shape, data, &mut best));
    best
}

/// The plane holds what was recorded, pair by pair, and what is copied of it has its times.
#[test]
fn a_plane_shows_recorded_pairs() {
    let name = "rebound";
    let mut harness = open(preset(name));
    let probes: Vec<String> = {
        let network = preset(name);
        let neuron = network.network().populations().iter().find(|own| {
            bouton::model::probe::Probe::parse(&format!("u_{}", own.name), network.network()).is_ok()
        });
        let neuron = neuron.expect("an Izhikevich neuron").name.clone();
        vec![format!("V_{neuron}"), format!("u_{neuron}")]
    };
    key(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    let offered: Vec<Pos2> =
        harness.query_all_by_label("Phase plane").map(|node| node.rect().center()).collect();
    assert!(!offered.is_empty());
    let before = plots(&harness).len();
    harness.query_all_by_label("Phase plane").next().unwrap().click();
    harness.run_steps(3);
    assert_eq!(plots(&harness).len(), before + 1);
    key(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    pass(&mut harness, 200);
    let PlotSpec::PhasePlane(spec) = plots(&harness).last().unwrap().kind.clone() else { panic!("no plane") };
    let network = preset(name);
    let described = |probe: &bouton::model::probe::Probe| probe.describe(network.network()).unwrap().0;
    let (x, y) = (described(&spec.x), described(&spec.y));
    let title = format!("{y} against {x}").replace('_', " ");
    let table = copied(&mut harness, &title);
    assert_eq!(table[0][0], "t_ms");
    assert!(500 < table.len(), "{}", table.len());
    for row in table.iter().skip(1).step_by(37) {
        let [time, a, b] = [0, 1, 2].map(|at| row[at].parse::<f64>().unwrap());
        let recorded = |probe: &str| harness.state().app.probe_at(probe, time).unwrap();
        assert!((a - recorded(&x)).abs() < 1e-3 && (b - recorded(&y)).abs() < 1e-3, "{row:?}");
    }
    assert!(probes.contains(&x) || probes.contains(&y), "{x} {y} {probes:?}");
}

/// A box dragged with Shift over a raster reads its neurons between its times; by keyboard the same.
#[test]
fn a_box_on_a_raster_reads_its_neurons() {
    let mut raster = preset("stdp-correlations");
    let edit = bouton::document::Edit::Plots(bouton::document::PlotEdit::Add(PlotSpec::Raster(RasterSpec {
        populations: vec![1],
        window_ms: 1000.0,
    })));
    let mut document = bouton::document::Document::untitled(raster);
    document.apply(&edit, None).unwrap();
    for id in [10, 11, 12, 13] {
        let edit = bouton::document::Edit::Plots(bouton::document::PlotEdit::Remove(id));
        document.apply(&edit, None).unwrap();
    }
    raster = Preset::clone(document.preset());
    let mut harness = open(raster);
    pass(&mut harness, 1500);
    key(&mut harness, Modifiers::NONE, Key::Space);
    let place = image(&harness, "Plot of exc").0;
    let (from, to) = (place.lerp_inside(vec2(0.25, 0.25)), place.lerp_inside(vec2(0.75, 0.5)));
    harness.hover_at(from);
    harness.run_steps(1);
    harness.event_modifiers(
        eframe::egui::Event::PointerButton {
            pos: from,
            button: eframe::egui::PointerButton::Primary,
            pressed: true,
            modifiers: Modifiers::SHIFT,
        },
        Modifiers::SHIFT,
    );
    harness.run_steps(1);
    for part in [0.3, 0.7, 1.0] {
        harness.event_modifiers(eframe::egui::Event::PointerMoved(from.lerp(to, part)), Modifiers::SHIFT);
        harness.run_steps(1);
    }
    harness.event_modifiers(
        eframe::egui::Event::PointerButton {
            pos: to,
            button: eframe::egui::PointerButton::Primary,
            pressed: false,
            modifiers: Modifiers::SHIFT,
        },
        Modifiers::SHIFT,
    );
    harness.run_steps(4);
    let field = |harness: &Harness<'static, Stage>, name: &str| {
        let node = harness
            .query_all_by_role(Role::SpinButton)
            .find(|node| node.accesskit_node().label().is_some_and(|label| label.contains(name)));
        node.unwrap_or_else(|| panic!("no {name}")).accesskit_node().numeric_value().unwrap()
    };
    let (first, last) = (field(&harness, "Neurons from"), field(&harness, "to"));
    assert!((90.0..=110.0).contains(&first) && (190.0..=210.0).contains(&last), "{first} {last}");
    let cursor = |harness: &Harness<'static, Stage>, name: &str| {
        harness.get_by_role_and_label(Role::Slider, name).accesskit_node().numeric_value().unwrap()
    };
    let between = (cursor(&harness, "Cursor 1"), cursor(&harness, "Cursor 2"));
    let grid = bouton::units::Grid::default();
    let n = app(&mut harness)
        .spikes()
        .iter()
        .filter(|own| own.population == 1 && (first..=last).contains(&f64::from(own.neuron)))
        .filter(|own| (between.0..=between.1).contains(&grid.moment_ms(own.at)))
        .count();
    let labels: Vec<String> = harness
        .query_all_by_role(Role::Label)
        .map(|node| node.accesskit_node().value().or(node.accesskit_node().label()).unwrap_or_default())
        .collect();
    let at = labels.iter().position(|own| own == "Spikes").unwrap_or_else(|| panic!("{labels:?}"));
    let shown = numbers(&labels[at + 1])[0];
    assert!((shown - n as f64).abs() < 0.5 && 100 < n, "{shown} {n}");
}

/// What a file says that cannot be is refused with the reason.
#[test]
fn files_with_axes_that_cannot_be_are_refused() {
    let text = bouton::preset::library::find("ampa").unwrap().text;
    let plot = text.find("(id:").unwrap();
    assert!(0 < plot);
    for (old, new, reason) in [
        (
            "kind: Correlogram((of: \"exc\"",
            "axis: (locked: Some((2.0, 1.0))), kind: Correlogram((of: \"exc\"",
            "axis.locked",
        ),
        ("about: \"0\", by_weight", "about: \"0\", bin_ms: 0.0, by_weight", "bin_ms"),
        ("about: \"0\", by_weight", "about: \"0\", lag_ms: 1e9, by_weight", "lag_ms"),
        ("about: \"0\", by_weight", "about: \"0\", neuron: Some(7), by_weight", "neuron"),
        ("by_weight: Some(\"exc-0\")", "by_weight: Some(\"exc-1\")", "exc-1"),
        ("kind: WeightHistogram", "axis: (log: true), kind: WeightFilm", "no-log-no-values"),
        ("kind: WeightHistogram", "axis: (log_x: true), kind: WeightFilm", "no-log-time"),
    ] {
        let text = bouton::preset::library::find("stdp-correlations").unwrap().text.replace(old, new);
        let error = load::parse(text.as_bytes()).map(|_| ()).expect_err(new);
        let said = error.to_string() + &format!("{error:?}");
        assert!(said.contains(reason), "{new}: {said}");
    }
    // What can be reads back as it was written.
    let axis = "axis: (log: true, locked: Some((0.01, 100.0))), kind: Rates";
    let own = with("stdp-correlations", &[("kind: Rates", axis)]);
    let again = load::parse(own.to_ron().unwrap().as_bytes()).unwrap();
    assert_eq!(own, again);
    assert!(again.view().plots.iter().any(|plot| plot.axis.log && plot.axis.locked == Some((0.01, 100.0))));
}
