//! What people type into the command palette, and what they mean by it.

use eframe::egui::{Event, Key, Modifiers};

use super::{Stage, stage};

/// What is typed, and the beginning of the entry that is meant; where there are several, any of them.
const QUERIES: &[(&str, &[&str])] = &[
    // By name.
    ("save", &["Save"]),
    ("save as", &["Save as"]),
    ("open", &["Open…"]),
    ("new", &["New"]),
    ("quit", &["Quit"]),
    ("undo", &["Undo"]),
    ("redo", &["Redo"]),
    ("cut", &["Cut"]),
    ("copy", &["Copy"]),
    ("paste", &["Paste"]),
    ("duplicate", &["Duplicate"]),
    ("delete", &["Delete"]),
    ("select all", &["Select all"]),
    ("rename", &["Rename"]),
    ("connect", &["Connect…"]),
    ("inspect", &["Inspect"]),
    ("restart", &["Restart"]),
    ("slower", &["Slower"]),
    ("faster", &["Faster"]),
    ("full speed", &["Full speed"]),
    ("run", &["Run or pause"]),
    ("pause", &["Run or pause"]),
    ("glossary", &["Glossary"]),
    ("shortcuts", &["Keyboard shortcuts"]),
    ("keyboard", &["Keyboard shortcuts"]),
    ("messages", &["Messages"]),
    ("diagnostics", &["Diagnostics"]),
    ("welcome", &["Welcome"]),
    ("settings", &["Settings"]),
    ("lecture", &["Lecture"]),
    ("gallery", &["Gallery"]),
    ("equations", &["Equations"]),
    ("outline", &["Outline"]),
    ("fit network", &["Fit network"]),
    ("fit plots", &["Fit plots"]),
    ("full screen", &["Full screen"]),
    ("zoom in", &["Zoom in"]),
    ("zoom out", &["Zoom out"]),
    ("normal size", &["Normal size"]),
    ("reset layout", &["Reset layout"]),
    ("reset to preset", &["Reset to preset"]),
    ("revert", &["Revert"]),
    ("dark theme", &["Dark theme"]),
    ("light theme", &["Light theme"]),
    ("projector", &["Projector theme"]),
    ("align in a row", &["Align in a row"]),
    ("lay out", &["Lay out the network"]),
    ("next spike", &["To the next spike"]),
    ("one step", &["One step"]),
    ("one millisecond", &["One millisecond"]),
    ("run until", &["Run until"]),
    ("copy parameters", &["Copy parameters"]),
    ("paste parameters", &["Paste parameters"]),
    ("add a plot", &["Add a plot"]),
    ("add to plot", &["Add to plot"]),
    ("add to raster", &["Add to raster"]),
    ("teacher's notes", &["Teacher's notes"]),
    ("next pane", &["Next pane"]),
    // Begun, joined, with slips and fillers.
    ("sav", &["Save"]),
    ("dupl", &["Duplicate"]),
    ("fullscreen", &["Full screen"]),
    ("zoomin", &["Zoom in"]),
    ("shortcut", &["Keyboard shortcuts"]),
    ("seting", &["Settings"]),
    ("setings", &["Settings"]),
    ("gloassary", &["Glossary"]),
    ("duplciate", &["Duplicate"]),
    ("how do i save", &["Save"]),
    ("open the gallery", &["Gallery"]),
    ("rename the neuron", &["Rename"]),
    ("SAVE", &["Save"]),
    (" undo ", &["Undo"]),
    // By what else they are called.
    ("export", &["Save as", "Copy preset as text"]),
    ("load", &["Open…"]),
    ("import", &["Open…", "Open preset from the clipboard"]),
    ("exit", &["Quit"]),
    ("close", &["Quit", "Close lesson"]),
    ("preferences", &["Settings"]),
    ("options", &["Settings"]),
    ("language", &["Settings"]),
    ("german", &["Settings"]),
    ("deutsch", &["Settings"]),
    ("font size", &["Settings"]),
    ("dark mode", &["Dark theme"]),
    ("night", &["Dark theme"]),
    ("light mode", &["Light theme"]),
    ("beamer", &["Projector theme"]),
    ("high contrast", &["Projector theme"]),
    ("bigger", &["Zoom in"]),
    ("larger", &["Zoom in"]),
    ("smaller", &["Zoom out"]),
    ("100", &["Normal size"]),
    ("play", &["Run or pause"]),
    ("start", &["Run or pause"]),
    ("stop", &["Run or pause"]),
    ("freeze", &["Run or pause"]),
    ("simulate", &["Run or pause"]),
    ("rewind", &["Restart"]),
    ("start again", &["Restart"]),
    ("reset time", &["Restart"]),
    ("slow motion", &["Slower"]),
    ("speed up", &["Faster"]),
    ("max speed", &["Full speed"]),
    ("turbo", &["Full speed"]),
    ("as fast as possible", &["Full speed"]),
    ("single step", &["One step"]),
    ("clone", &["Duplicate"]),
    ("remove", &["Delete", "Remove"]),
    ("erase", &["Delete"]),
    ("everything", &["Select all"]),
    ("discard", &["Revert"]),
    ("defaults", &["Reset to preset"]),
    ("restore", &["Reset to preset"]),
    ("initial values", &["Reset to preset"]),
    ("examples", &["Gallery"]),
    ("library", &["Gallery"]),
    ("demos", &["Gallery"]),
    ("recover", &["All unsaved work"]),
    ("backup", &["All unsaved work"]),
    ("share", &["Copy preset as text"]),
    ("clipboard", &["Open preset from the clipboard", "Copy preset as text"]),
    ("format painter", &["Copy parameters"]),
    ("same values", &["Paste parameters"]),
    ("distribute", &["Align in a row"]),
    ("horizontal", &["Align in a row"]),
    ("vertical", &["Align in a column"]),
    ("layout", &["Lay out the network", "Reset layout"]),
    ("tidy up", &["Lay out the network"]),
    ("arrange", &["Lay out the network"]),
    ("center", &["Fit network"]),
    ("zoom to fit", &["Fit network"]),
    ("overview", &["Fit network"]),
    ("list", &["Outline"]),
    ("find neuron", &["Outline"]),
    ("all neurons", &["Outline"]),
    ("object list", &["Outline"]),
    ("formula", &["Equations"]),
    ("math", &["Equations"]),
    ("autoscale", &["Fit plots"]),
    ("maximize", &["Full screen"]),
    ("label", &["Rename"]),
    ("description", &["Edit title and texts"]),
    ("title", &["Edit title and texts"]),
    ("hint", &["Edit title and texts"]),
    ("properties", &["Inspect"]),
    ("details", &["Inspect"]),
    ("present", &["Lecture"]),
    ("presentation", &["Lecture"]),
    ("slides", &["Lecture"]),
    ("home", &["Welcome"]),
    ("definitions", &["Glossary"]),
    ("hotkeys", &["Keyboard shortcuts"]),
    ("help", &["Keyboard shortcuts"]),
    ("errors", &["Messages"]),
    ("log", &["Diagnostics"]),
    ("version", &["Diagnostics"]),
    ("bug report", &["Diagnostics"]),
    ("fps", &["Diagnostics"]),
    ("edit mode", &["Edit tool"]),
    ("build", &["Edit tool"]),
    // What can be added.
    ("lif", &["Add LIF"]),
    ("add lif", &["Add LIF"]),
    ("integrate and fire", &["Add LIF"]),
    ("leaky integrate and fire", &["Add LIF"]),
    ("adex", &["Add AdEx"]),
    ("izhikevich", &["Add Izhikevich"]),
    ("izh", &["Add Izhikevich"]),
    ("poisson", &["Add Poisson"]),
    ("poisson source", &["Add Poisson"]),
    ("noise", &["Add Poisson", "Add stimulus"]),
    ("spike generator", &["Add Source"]),
    ("source", &["Add Source"]),
    ("population", &["Add Population"]),
    ("add population", &["Add Population"]),
    ("new neuron", &["Add a neuron"]),
    ("add neuron", &["Add a neuron"]),
    ("cell", &["Add a neuron"]),
    ("synapse", &["Connect…"]),
    ("wire", &["Connect…"]),
    ("new synapse", &["Connect…"]),
    ("add synapse", &["Connect…"]),
    ("all to all", &["Connect with each other"]),
    ("lateral inhibition", &["Connect with each other"]),
    ("each other", &["Connect with each other"]),
    ("connect by gaba a", &["Connect by GABA"]),
    ("connect by nmda", &["Connect by NMDA"]),
    ("gap junction", &["Connect by Gap junction", "Open preset “Gap junction”"]),
    ("voltmeter", &["Add to plot"]),
    ("membrane potential", &["Add to plot"]),
    ("oscilloscope", &["Add to plot"]),
    ("raster", &["Add to raster", "Plot Raster"]),
    ("raster plot", &["Add to raster", "Plot Raster"]),
    ("histogram", &["Add a plot"]),
    ("graph", &["Add a plot"]),
    ("firing rate", &["Plot Firing rate"]),
    ("isi", &["Plot Interspike"]),
    ("interspike intervals", &["Plot Interspike"]),
    // Lessons and presets.
    ("ampa", &["Open preset “AMPA", "Open lesson “AMPA"]),
    ("lesson ampa", &["Open lesson “AMPA"]),
    ("preset nmda", &["Open preset “NMDA"]),
    ("facilitation", &["Open preset “Facilitation”"]),
    ("depression", &["Open preset “Depression”"]),
    ("shunting inhibition", &["Open preset “Shunting", "Open lesson"]),
    ("stdp window", &["Open preset “STDP: the window”", "Plot STDP"]),
    ("song 2000", &["Open preset “STDP: 1000 synapses"]),
    ("vogels", &["Open preset “A network with self-sustained"]),
    ("quantal release", &["Open preset “Quantal"]),
    ("tsodyks", &["Open preset “Tsodyks"]),
    ("gap-junction", &["Connect by Gap junction", "Open preset “Gap junction”"]),
    ("hebb", &["Open preset “Rate-based", "Open lesson “Hebb"]),
    ("paired pulse", &["Open preset “Paired", "Plot Paired"]),
    ("spatial summation", &["Open preset “Spatial summation”"]),
    ("exponential decay", &["Open preset “Exponential", "Open lesson “Exponential"]),
    // Parameters.
    ("tau_ms", &["projections.1-0.receptors.ampa.kinetics.tau_ms"]),
    ("g_max", &["projections.1-0.receptors.ampa.g_max_nS"]),
    ("seed", &["run.seed"]),
    ("dt_ms", &["run.dt_ms"]),
    ("I_app", &["populations."]),
    ("V_th", &["populations."]),
    ("delay", &["projections.1-0.delay"]),
    ("capacitance", &["populations."]),
];

/// What nobody could mean: nothing is offered for Enter.
const NONSENSE: &[&str] = &[
    "xqzw",
    "rst",
    "aaaa",
    "qwertz",
    "zzz",
    "dlt",
    "x",
    "e",
    "vq",
    "lorem ipsum",
    "12345",
    "?!",
    "blorb",
    "tnr",
];

fn first(harness: &mut egui_kittest::Harness<'static, Stage>, typed: &str) -> Option<(String, bool)> {
    harness.key_press_modifiers(Modifiers::COMMAND, Key::P);
    harness.run_steps(2);
    harness.event(Event::Text(typed.to_owned()));
    harness.run_steps(3);
    let found = harness.state().app.palette_first();
    harness.key_press(Key::Escape);
    harness.run_steps(2);
    found
}

#[test]
fn what_people_type_finds_what_they_mean() {
    let mut harness = stage();
    let (mut right, mut wrong, mut carried_out) = (0, Vec::new(), Vec::new());
    for (typed, meant) in QUERIES {
        match first(&mut harness, typed) {
            Some((words, _)) if meant.iter().any(|own| is_meant(&words, own)) => right += 1,
            Some((words, is_sure)) => {
                wrong.push(format!("“{typed}” finds “{words}”"));
                if is_sure {
                    carried_out.push(format!("“{typed}” + Enter: “{words}”"));
                }
            }
            None => wrong.push(format!("“{typed}” finds nothing")),
        }
    }
    println!("{right} of {} are right first:\n{}", QUERIES.len(), wrong.join("\n"));
    assert!(200 <= QUERIES.len(), "{}", QUERIES.len());
    assert!(95 * QUERIES.len() <= 100 * right, "{right} of {}", QUERIES.len());
    assert!(carried_out.is_empty(), "{}", carried_out.join("\n"));
}

/// Whether an entry is what was meant: its whole name, or the beginning of it where that goes on with punctuation or is long.
fn is_meant(words: &str, meant: &str) -> bool {
    let plain = bouton::text::subscript::written(words).replace('_', " ");
    let meant = meant.replace('_', " ");
    plain == meant
        || plain.starts_with(&meant) && (4 < meant.len() && !matches!(meant.as_str(), "Paste" | "Restart"))
}

#[test]
fn nonsense_is_never_carried_out() {
    let mut harness = stage();
    for typed in NONSENSE {
        let found = first(&mut harness, typed);
        assert!(found.as_ref().is_none_or(|(_, is_sure)| !is_sure), "“{typed}”: {found:?}");
    }
    // Enter in the empty palette does nothing.
    let before = super::fingerprint(&harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::P);
    harness.run_steps(2);
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    harness.key_press(Key::Escape);
    harness.run_steps(3);
    assert_eq!(super::fingerprint(&harness), before);
}

/// What cannot be done is shown with the reason, and Enter does not do it.
#[test]
fn disabled_commands_are_shown_with_the_reason() {
    use egui_kittest::kittest::Queryable as _;
    let mut harness = stage();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::P);
    harness.run_steps(2);
    harness.event(Event::Text("undo".to_owned()));
    harness.run_steps(3);
    assert!(harness.query_all_by_label_contains("There is nothing to undo").next().is_some());
    let (words, carries_out) = harness.state().app.palette_first().unwrap();
    assert_eq!((words.as_str(), carries_out), ("Undo", false));
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    assert!(harness.state().app.palette_first().is_some(), "the palette stays open");
}
