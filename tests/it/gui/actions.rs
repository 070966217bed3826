//! Every command by its shortcut: what it does, against a run of the same length without the key.

use std::sync::Arc;

use bouton::app::ThemeChoice;
use bouton::units::Speed;

use super::{Action, Harness, Preset, Script, Selection, Stage, egui, prepare, stage_with};

/// What a person would see of the window's state.
struct Seen {
    preset: Arc<Preset>,
    original: Arc<Preset>,
    selection: Selection,
    theme: ThemeChoice,
    zoom: f32,
    speed: Speed,
    is_running: bool,
    now_ms: f64,
    lesson: Option<(&'static str, usize)>,
    is_lecture: bool,
    equations: bool,
    /// What the tabs say, and which run is looked at.
    runs: (Vec<String>, usize),
    messages: Vec<String>,
    /// Windows, tools, plots and the like, in words.
    views: String,
}

fn seen(harness: &Harness<'static, Stage>) -> Seen {
    let app = &harness.state().app;
    Seen {
        preset: Arc::clone(app.document().preset()),
        original: Arc::clone(app.document().original()),
        selection: app.selection().clone(),
        theme: app.theme_choice(),
        zoom: harness.ctx.zoom_factor(),
        speed: app.speed(),
        is_running: app.is_running(),
        now_ms: app.now_ms(),
        lesson: app.lesson(),
        is_lecture: app.is_lecture(),
        equations: app.settings().equations,
        runs: app.runs(),
        messages: app.messages(),
        views: app.view_fingerprint(),
    }
}

/// The window after an action was prepared, and its key pressed or not.
fn run(action: Action, presses: bool) -> (Seen, Seen) {
    let mut harness = stage_with(Script::default(), egui::vec2(1280.0, 720.0), 1.0);
    prepare(&mut harness, action);
    let before = seen(&harness);
    if presses {
        let shortcut = action.shortcut();
        harness.key_press_modifiers(shortcut.modifiers, shortcut.logical_key);
    }
    harness.run_steps(3);
    (before, seen(&harness))
}

fn tau(preset: &Preset) -> f64 {
    let address = preset.find("projections.1-0.receptors.ampa.kinetics.tau_ms").unwrap();
    match preset.get(address).unwrap().1 {
        bouton::param::Value::Number(tau) => tau,
        other => panic!("{other:?}"),
    }
}

/// The capacities of the neurons that have one [pF], the least first.
fn capacities(seen: &Seen) -> Vec<f64> {
    let mut found = Vec::new();
    seen.preset.visit(&mut |_, spec, value| {
        if let ("C_pF", bouton::param::Value::Number(capacity)) = (spec.key, value) {
            found.push(capacity);
        }
    });
    found.sort_by(f64::total_cmp);
    found
}

/// The places of the vertices that have one.
fn places(seen: &Seen) -> Vec<(f32, f32)> {
    seen.preset.view().positions.values().copied().collect()
}

/// Whether as many runs are open with a key as without it.
fn same_run_count(with: &Seen, without: &Seen) -> bool {
    with.runs.0.len() == without.runs.0.len()
}

/// Whether the key did what the action is for: `before` it was pressed, `with` it and `without` it a few frames later.
fn has_effect(action: Action, before: &Seen, with: &Seen, without: &Seen) -> bool {
    let opens = |window: &str| {
        let is_open = format!("{window}: true");
        with.views.contains(&is_open) && !without.views.contains(&is_open)
    };
    let network = with.preset.network();
    let same_document = with.preset == without.preset;
    let differs = with.views != without.views;
    match action {
        Action::New => network.populations().is_empty(),
        Action::Gallery => opens("gallery"),
        Action::RecentWork => opens("recent_work"),
        Action::Open | Action::Save | Action::SaveAs | Action::SaveRun => differs && same_document,
        Action::Revert | Action::ResetAll => {
            with.preset == with.original && without.preset != without.original
        }
        Action::CopyPreset => differs && same_document && without.messages.len() < with.messages.len(),
        Action::PastePreset | Action::Paste | Action::Copy | Action::Quit | Action::FullScreen => {
            differs && same_document && with.messages == without.messages
        }
        Action::Undo => with.preset == with.original && without.preset != without.original,
        Action::Redo => (tau(&with.preset) - 9.0).abs() < 0.2 && (tau(&without.preset) - 5.0).abs() < 1e-9,
        Action::Cut => network.populations().len() == 1 && network.projections().is_empty(),
        Action::Duplicate => network.populations().len() == 3,
        Action::Delete => network.projections().is_empty() && network.populations().len() == 2,
        Action::SelectAll => with.selection.objects().len() == 3 && without.selection.objects().len() == 1,
        Action::EditTool => with.views.contains("Edit") && !without.views.contains("Edit"),
        Action::Connect | Action::Inspect | Action::Rename | Action::Texts | Action::TeacherNotes => {
            differs && same_document
        }
        Action::CopyValues => differs && same_document && without.messages.len() < with.messages.len(),
        Action::PasteValues => {
            let [one, other] = capacities(with)[..] else { return false };
            let [one_before, other_before] = capacities(without)[..] else { return false };
            one == other && one_before != other_before && other == other_before
        }
        Action::AddNeuron => network.populations().len() == 3,
        // The synapse that there was, and another: a source is no target.
        Action::ConnectAll => network.projections().len() == 2,
        Action::Outline => with.views.contains("outline: true") && without.views.contains("outline: false"),
        Action::NextPane | Action::PreviousPane => differs && same_document,
        Action::Plot | Action::PlotSpikes => {
            without.preset.view().plots.len() < with.preset.view().plots.len()
        }
        Action::AddPlot => opens("add_plot"),
        Action::AlignRow | Action::AlignColumn => {
            let [one, other] = places(with)[..] else { return false };
            let [one_before, other_before] = places(without)[..] else { return false };
            if action == Action::AlignRow {
                one.1 == other.1 && one_before.1 != other_before.1 && one.0 != other.0
            } else {
                one.0 == other.0 && one_before.0 != other_before.0 && one.1 != other.1
            }
        }
        Action::LayOut => with.preset.view().positions != without.preset.view().positions,
        Action::Settings => opens("settings"),
        Action::ThemeSystem => with.theme == ThemeChoice::System && without.theme != ThemeChoice::System,
        Action::ThemeDark => with.theme == ThemeChoice::Dark && without.theme != ThemeChoice::Dark,
        Action::ThemeLight => with.theme == ThemeChoice::Light && without.theme != ThemeChoice::Light,
        Action::ThemeProjector => {
            with.theme == ThemeChoice::Projector && without.theme != ThemeChoice::Projector
        }
        Action::Palette => with.views.contains("PaletteState") && !without.views.contains("PaletteState"),
        Action::ZoomIn => (with.zoom - 1.1).abs() < 1e-3 && without.zoom == 1.0,
        Action::ZoomOut => (with.zoom - 1.0 / 1.1).abs() < 1e-3 && without.zoom == 1.0,
        Action::ZoomReset => with.zoom == 1.0 && 1.05 < without.zoom,
        Action::FitCanvas => with.views.contains("fits: true") && !without.views.contains("fits: true"),
        Action::Equations => with.equations != without.equations,
        Action::FitPlots => {
            let fits =
                |seen: &Seen| seen.views.contains("held_at_ms: None") && seen.views.contains("ranges: {}");
            fits(with) && !fits(without)
        }
        Action::Measure => {
            with.views.contains("Measuring { is_on: true")
                && !without.views.contains("Measuring { is_on: true")
        }
        Action::Sweeps | Action::TriggeredAverage => {
            let shows =
                |seen: &Seen| seen.preset.view().plots.iter().any(|plot| plot.kind.sweeps().is_some());
            shows(with) && !shows(without) && with.views.contains("open: Some(")
        }
        Action::Range => opens("range") && same_document,
        Action::Note => without.preset.notes().len() < with.preset.notes().len(),
        Action::Export => opens("export"),
        Action::Code => opens("code"),
        Action::CopyCommand | Action::CopyPicture | Action::CopyTable | Action::SaveLedger => {
            with.views.contains("taken 1") && !without.views.contains("taken 1")
        }
        Action::LogAxis | Action::LogAxisX | Action::LockAxis => {
            let axes =
                |seen: &Seen| seen.preset.view().plots.iter().filter(|plot| !plot.axis.is_usual()).count();
            // Potentials have no logarithm, which is said.
            axes(with) != axes(without) || with.messages != without.messages
        }
        Action::OtherCursor => with.views.contains(" active: 1") && without.views.contains(" active: 0"),
        Action::CopyReadings | Action::CopySweeps => {
            differs && same_document && with.messages == without.messages
        }
        Action::OpenRecording => differs && same_document,
        Action::OwnData => with.views.contains("own_data: true") && without.views.contains("own_data: false"),
        Action::AlignRecording => {
            without.views.contains("shift_ms: 0.0 ") && !with.views.contains("shift_ms: 0.0 ")
        }
        // No parameter is chosen yet, which is said.
        Action::FitParameters => differs && same_document,
        Action::SourceOfSpikes => network.populations().len() == 3,
        Action::ResetLayout => {
            with.preset.view().panes == with.original.view().panes
                && without.preset.view().panes != without.original.view().panes
        }
        Action::RunPause => with.is_running != without.is_running,
        Action::StepDt => (with.now_ms - without.now_ms - 0.1).abs() < 1e-9,
        Action::StepMs => (with.now_ms - without.now_ms - 1.0).abs() < 1e-9,
        Action::StepToSpike => without.now_ms < with.now_ms && before.now_ms == without.now_ms,
        Action::RunUntil => opens("run_until"),
        Action::BackDt => (without.now_ms - with.now_ms - 0.1).abs() < 1e-9,
        Action::BackMs => (without.now_ms - with.now_ms - 1.0).abs() < 1e-9,
        Action::SpikeBefore | Action::MarkBefore | Action::JumpBefore => {
            with.now_ms < without.now_ms && before.now_ms == without.now_ms
        }
        Action::MarkAfter | Action::JumpAfter => {
            without.now_ms < with.now_ms && before.now_ms == without.now_ms
        }
        Action::ToStart => with.now_ms == 0.0 && 0.0 < without.now_ms,
        Action::ToEnd => without.now_ms == 0.0 && 0.0 < with.now_ms,
        Action::Follow => with.views.contains("stays: true") && without.views.contains("stays: false"),
        Action::KeepGhost => with.views.contains("ghosts: [(1, ") && without.views.contains("ghosts: []"),
        Action::ClearGhosts => with.views.contains("ghosts: []") && without.views.contains("ghosts: [(1, "),
        Action::Twin => with.views.contains("twin: true") && without.views.contains("twin: false"),
        Action::TwinDifference => {
            with.views.contains("shows_difference: true") && without.views.contains("shows_difference: false")
        }
        Action::TwinSide => with.views.contains("to A: true") && without.views.contains("to A: false"),
        Action::Why => differs && same_document,
        Action::Ledger => opens("ledger"),
        Action::PreviousRun | Action::NextRun => with.runs != without.runs && same_run_count(with, without),
        Action::CloseRun => with.runs.0.len() + 1 == without.runs.0.len(),
        Action::Restart => with.now_ms < before.now_ms && before.now_ms < without.now_ms,
        Action::Slower => with.speed == Speed::MsPerSecond(50.0),
        Action::Faster => with.speed == Speed::MsPerSecond(200.0),
        Action::Unlimited => with.speed == Speed::Unlimited,
        Action::NextStep => with.lesson.map(|(_, step)| step) == Some(2),
        Action::PreviousStep => with.lesson.map(|(_, step)| step) == Some(0),
        Action::ShowMe => differs && with.lesson == without.lesson,
        Action::CloseLesson => with.lesson.is_none() && without.lesson.is_some(),
        Action::Lecture => with.is_lecture && !without.is_lecture,
        Action::Welcome => !with.is_running && without.is_running,
        Action::Glossary => opens("glossary"),
        Action::Shortcuts => opens("shortcuts"),
        Action::Messages => opens("messages"),
        Action::Diagnostics => opens("diagnostics"),
    }
}

#[test]
fn every_action_does_what_it_is_for() {
    let mut failures = Vec::new();
    for action in Action::ALL.iter().copied() {
        let (before, with) = run(action, true);
        let (_, without) = run(action, false);
        if !has_effect(action, &before, &with, &without) {
            failures.push(format!("{action:?}: {}\n  and without the key {}", with.views, without.views));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Where nothing was done, the effect of no action is seen.
#[test]
fn no_effect_is_seen_where_nothing_was_done() {
    let (before, without) = run(Action::Messages, false);
    for action in Action::ALL.iter().copied() {
        let is_told = has_effect(action, &before, &without, &without);
        assert!(!is_told, "{action:?} is seen though nothing was done");
    }
}

/// A key whose action is of no use now says why.
#[test]
fn a_key_that_cannot_act_says_why() {
    let text = bouton::text::Text::english();
    for (action, why) in [
        (Action::Undo, "why-no-undo"),
        (Action::Redo, "why-no-redo"),
        (Action::Revert, "why-no-changes"),
        (Action::NextStep, "why-no-lesson"),
        (Action::StepMs, "why-running"),
        (Action::ToEnd, "why-at-end"),
        (Action::CloseRun, "why-one-run"),
        (Action::ClearGhosts, "why-no-ghosts"),
        (Action::TwinSide, "why-no-twin"),
        (Action::OtherCursor, "why-no-cursors"),
        (Action::Note, "why-nothing-to-note"),
        (Action::FitParameters, "why-no-reference"),
    ] {
        let mut harness = stage_with(Script::default(), egui::vec2(1280.0, 720.0), 1.0);
        harness.run_steps(3);
        let shortcut = action.shortcut();
        harness.key_press_modifiers(shortcut.modifiers, shortcut.logical_key);
        harness.run_steps(3);
        assert_eq!(seen(&harness).messages, [text.get(why)], "{action:?}");
    }
}
