//! What a run cannot be trusted in, the window says once.

use bouton::app::{Action, ThemeChoice};
use bouton::preset::{Preset, library, load, parse_value};
use eframe::egui;

use super::{Script, app, stage_of};

/// `ampa` with a neuron that fires every 0.02 ms.
fn crowded() -> Preset {
    let preset = load::parse(library::find("ampa").unwrap().text.as_bytes()).unwrap();
    let values = [
        ("populations.0.t_ref_ms", "0"),
        ("populations.0.C_pF", "20"),
        ("populations.0.g_L_nS", "1"),
        ("populations.0.V_reset_mV", "-54.5"),
        ("populations.0.I_app_pA", "500"),
    ];
    let values = values.map(|(path, written)| {
        let address = preset.find(path).unwrap();
        let (spec, _) = preset.get(address).unwrap();
        (address, parse_value(spec, written).unwrap())
    });
    preset.with_values(&values).unwrap()
}

#[test]
fn the_window_says_once_in_a_run_what_it_cannot_be_trusted_in() {
    let strays = load::parse(include_bytes!("../cli/strays.ron")).unwrap();
    for (preset, said) in [(crowded(), "More than one spike in a step"), (strays, "passed 1000 mV")] {
        let size = egui::vec2(1280.0, 720.0);
        let mut harness = stage_of(preset, ThemeChoice::Light, Script::default(), size, 1.0);
        let count =
            |harness: &mut _| app(harness).messages().iter().filter(|message| message.contains(said)).count();
        harness.run_steps(60);
        assert!(app(&mut harness).is_running(), "it goes on");
        assert_eq!(count(&mut harness), 1, "{said}: {:?}", app(&mut harness).messages());
        let ctx = harness.ctx.clone();
        app(&mut harness).do_action(&ctx, Action::Restart);
        harness.run_steps(60);
        assert_eq!(count(&mut harness), 2, "once more in the next run");
    }
}
