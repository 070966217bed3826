//! A document of 500 neurons and 5000 projections in the whole window: how long a frame of it takes, whatever is done.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use bouton::app::{Action, ThemeChoice};
use bouton::preset::{Preset, load};
use eframe::egui::{Event, Key, Modifiers, pos2, vec2};
use egui_kittest::Harness;

use super::{Script, Stage, app, stage_of};

/// The text of a file with as many projections as fit, with places on the canvas or without.
pub fn large_text(with_places: bool) -> String {
    let (mut populations, mut projections, mut places) = (String::new(), String::new(), String::new());
    for id in 0..500_u32 {
        let _ = write!(populations, "(id:{id},name:\"p{id}\",n:1,kind:Lif(())),");
        let _ = write!(places, "{id}:({},{}),", id % 25 * 120, id / 25 * 120);
    }
    for index in 0..5000_u32 {
        let (from, to) = (index % 500, (index * 7 + index / 500 * 31 + 1) % 500);
        let _ = write!(
            projections,
            "(id:{},name:\"e{index}\",from:{from},to:{to},connect:AllToAll,delay_ms:1,weights:Constant(1),\
             receptors:[Ampa(()),Nmda(())],release:TsodyksMarkram(()),plasticity:Fixed),",
            index + 1000
        );
    }
    let places = if with_places { places } else { String::new() };
    let plots = "(id:9001,kind:Trace((probes:[\"V_p0\",\"V_p1\",\"V_p2\",\"V_p3\"]))),(id:9002,kind:Trace((probes:[\"g_e0\",\"g_e1\"])))";
    format!(
        "(format:1,title:\"Large\",model:Network((populations:[{populations}],projections:[{projections}])),\
         view:(positions:{{{places}}},plots:[{plots}]))"
    )
}

/// Times of some frames, the slowest and the middle one.
fn frames(harness: &mut Harness<'static, Stage>, count: usize) -> (Duration, Duration) {
    let mut times: Vec<Duration> = (0..count)
        .map(|_| {
            let started = Instant::now();
            harness.step();
            started.elapsed()
        })
        .collect();
    times.sort_unstable();
    (times[count - 1], times[count / 2])
}

#[test]
fn a_large_document_is_handled_frame_by_frame() {
    for with_places in [true, false] {
        let started = Instant::now();
        let preset: Preset = load::parse(large_text(with_places).as_bytes()).unwrap();
        println!("reading: {:.1} ms", started.elapsed().as_secs_f64() * 1e3);
        let mut harness = stage_of(preset, ThemeChoice::Dark, Script::default(), vec2(1280.0, 720.0), 1.0);
        let ctx = harness.ctx.clone();
        let mut slowest = Duration::ZERO;
        let mut scene = |harness: &mut Harness<'static, Stage>, name: &str| {
            let (worst, middle) = frames(harness, 5);
            println!(
                "places {with_places}, {name}: slowest {:.1} ms, middle {:.1} ms",
                worst.as_secs_f64() * 1e3,
                middle.as_secs_f64() * 1e3
            );
            slowest = slowest.max(worst);
        };
        scene(&mut harness, "running");
        harness.hover_at(pos2(300.0, 300.0));
        scene(&mut harness, "hovering");
        app(&mut harness).do_action(&ctx, Action::EditTool);
        scene(&mut harness, "edit tool");
        app(&mut harness).do_action(&ctx, Action::SelectAll);
        scene(&mut harness, "all selected");
        harness.key_press(Key::ArrowRight);
        scene(&mut harness, "all nudged");
        app(&mut harness).do_action(&ctx, Action::Copy);
        scene(&mut harness, "all copied");
        app(&mut harness).do_action(&ctx, Action::Undo);
        scene(&mut harness, "undone");
        app(&mut harness).do_action(&ctx, Action::Palette);
        scene(&mut harness, "palette opened");
        for letter in ["t", "a", "u", "_", "r"] {
            harness.event(Event::Text(letter.to_owned()));
            scene(&mut harness, "palette typed");
        }
        harness.key_press(Key::Enter);
        scene(&mut harness, "parameter chosen");
        app(&mut harness).do_action(&ctx, Action::Inspect);
        scene(&mut harness, "inspector");
        app(&mut harness).do_action(&ctx, Action::AddPlot);
        scene(&mut harness, "list of plots");
        harness.key_press_modifiers(Modifiers::NONE, Key::Escape);
        scene(&mut harness, "closed");
        assert!(slowest < Duration::from_secs(20), "{slowest:?}");
    }
}
