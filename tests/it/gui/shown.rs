//! What a plot shows, written by a command without a window: the same as the window writes of the same run.

use bouton::preset::plot_spec::PlotSpec;
use eframe::egui::Role;
use egui_kittest::kittest::Queryable as _;

use super::takeaway::{bare, carried, command, open, pause, wait_for};
use super::{app, preset};
use crate::cli::run;

/// Rows that the window writes of a plot, by its place from 1, when the run has come to a boundary.
fn of_window(name: &str, place: usize, steps: u64) -> Vec<String> {
    let (mut harness, script, folder) = open(name);
    pause(&mut harness);
    while harness.state_mut().app.engine().now().0 < steps {
        let left = steps - harness.state_mut().app.engine().now().0;
        app(&mut harness).engine().advance_steps(left.min(3777));
        harness.run_steps(2);
    }
    harness.run_steps(8);
    let path = folder.path().join("window.csv");
    script.0.borrow_mut().push(path.clone());
    harness.get_by_role_and_label(Role::Button, &format!("Plot {place}")).click();
    harness.run_steps(3);
    harness.get_by_label("Take away").click();
    harness.run_steps(3);
    wait_for(&mut harness, |harness| harness.get_by_label("Table as CSV…").click(), &["Exported to"]);
    bare(&std::fs::read_to_string(&path).unwrap()).into_iter().map(str::to_owned).collect()
}

#[test]
fn a_command_writes_what_the_window_shows() {
    let place = |name: &str, is_meant: fn(&PlotSpec) -> bool| {
        preset(name).view().plots.iter().position(|plot| is_meant(&plot.kind)).unwrap() + 1
    };
    let correlogram = place("stdp-correlations", |kind| matches!(kind, PlotSpec::Correlogram(_)));
    let trace = place("ampa", |kind| matches!(kind, PlotSpec::Trace(_)));
    for (name, place, ms, least) in [
        ("paired-pulse", 1, 9000, 1000),
        ("stdp-correlations", correlogram, 6000, 80),
        ("stdp-window", 1, 3000, 20),
        ("ampa", trace, 700, 1000),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let (table, drawing, picture) = (at("a.csv"), at("a.svg"), at("a.png"));
        let (duration, shown) = (ms.to_string(), place.to_string());
        command(&[
            "export",
            name,
            "--duration",
            &duration,
            "--shown",
            &shown,
            "--csv",
            &table,
            "--svg",
            &drawing,
            "--png",
            &picture,
        ]);
        let text = std::fs::read_to_string(&table).unwrap();
        let grid = preset(name).grid();
        let steps = grid.moment(f64::from(ms)).step;
        assert!(least < bare(&text).len(), "{name}: {} rows", bare(&text).len());
        assert_eq!(bare(&text), of_window(name, place, steps.0), "{name}, plot {place}");
        for path in [&table, &drawing, &picture] {
            let own = carried(path.as_ref());
            assert_eq!((&own.log.preset, own.log.runs[0].end), (&preset(name), steps), "{path}");
        }
        // From a file that carries the run it is the same again.
        let again = at("again.csv");
        command(&["export", &table, "--shown", &shown, "--csv", &again]);
        assert_eq!(bare(&text), bare(&std::fs::read_to_string(&again).unwrap()), "{name}");
    }
}

#[test]
fn what_cannot_be_shown_is_refused() {
    for (words, said) in [
        (&["ampa", "--shown", "9", "--csv", "-"][..], "--shown 9: no such plot; the preset has plots 1 to"),
        (&["ampa", "--shown", "0", "--csv", "-"], "--shown 0: no such plot"),
        (&["ampa", "--shown", "1", "--npz", "-"], "--shown"),
        (
            &["ampa", "--shown", "1", "--csv", "-", "--set", "populations.0.I_app_pA=180@5"],
            "parameters change",
        ),
        (&["ampa", "--shown", "1", "--csv", "-", "--set", "populations.0.C_pF=-1"], "C_pF"),
    ] {
        let output = run(&[&["export"], words, &["--duration", "10"]].concat());
        assert_eq!(output.code(), 2, "{words:?}: {}", output.err);
        assert!(output.err.contains(said) && output.out.is_empty(), "{words:?}: {}", output.err);
    }
    // Values are set before the run, sources fire, and standard output takes a table.
    let words = ["export", "ampa", "--shown", "1", "--csv", "-", "--duration", "60", "--fire", "1@10,20,30"];
    let [plain, set] =
        [&[][..], &["--set", "populations.0.C_pF=300"]].map(|more| command(&[&words[..], more].concat()));
    assert!(600 < bare(&plain).len() && bare(&plain) != bare(&set));
}
