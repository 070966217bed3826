//! What is to be seen is large: the extent on screen of what the hint of each preset speaks of, in a small window.

use bouton::app::ThemeChoice;
use bouton::preset::library;
use eframe::egui::{Color32, Pos2, Rect, Role, Shape, TextureId, Vec2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::looks::{plain, words};
use super::{Script, Stage, app, preset, stage_of};
use bouton::engine::Command;

/// The size of the window, and the least extent [points].
const WINDOW: Vec2 = vec2(1280.0, 720.0);
const LEAST: f32 = 40.0;

/// What of a plot is measured.
#[derive(Debug, Clone, Copy)]
enum What {
    /// How far a curve reaches up and down.
    Curve(&'static str),
    /// How far the top of a curve is above the axis.
    Above(&'static str),
    /// How far apart the highest points of two curves are.
    Tops(&'static str, &'static str),
    /// How much lower the lowest of a curve's three highest peaks is than the highest.
    Peaks(&'static str),
    /// How far dots or bars reach up and down.
    Marks,
    /// How wide the longest gap between spikes is.
    Pause,
}

use What::{Above, Curve, Marks, Pause, Peaks, Tops};

/// What a preset is about: what is done (which neuron fires when [ms]), until when it runs [ms], on which plot it is seen (the
/// first whose name begins so), and what is measured there.
struct Phenomenon {
    preset: &'static str,
    fires: &'static [(f64, &'static str)],
    until_ms: f64,
    plot: &'static str,
    what: What,
}

const fn seen(
    preset: &'static str,
    fires: &'static [(f64, &'static str)],
    until_ms: f64,
    plot: &'static str,
    what: What,
) -> Phenomenon {
    Phenomenon { preset, fires, until_ms, plot, what }
}

const FOUR: &[(f64, &str)] = &[(100.0, "1"), (150.0, "1"), (200.0, "1"), (250.0, "1")];
const FIVE: &[(f64, &str)] = &[(100.0, "1"), (150.0, "1"), (200.0, "1"), (250.0, "1"), (300.0, "1")];
const FOUR_SLOW: &[(f64, &str)] = &[(100.0, "1"), (200.0, "1"), (300.0, "1"), (400.0, "1")];

/// What each preset shows. Some show two things.
const PHENOMENA: &[Phenomenon] = &[
    seen("exponential-decay", &[], 20.0, "N(t)", Curve("N")),
    seen("ampa", &[(50.0, "1")], 150.0, "Plot of V 0", Curve("V_0")),
    seen("ampa", &[(50.0, "1")], 150.0, "Plot of g", Curve("g_1-0")),
    seen("nmda", &[(100.0, "1"), (700.0, "1")], 1000.0, "Plot of V 0", Curve("V_0")),
    seen("nmda", &[(100.0, "1"), (700.0, "1")], 1000.0, "Plot of P", Curve("P_s_1-0")),
    seen("nmda-and-gate", &[(50.0, "1"), (70.0, "2")], 200.0, "Plot of V 0", Curve("V_0")),
    seen("gaba-a", &[(140.0, "1")], 250.0, "Plot of V 0", Pause),
    seen("gaba-a", &[(140.0, "1")], 250.0, "Plot of I", Curve("I_1-0")),
    seen("gaba-b", &[(200.0, "1")], 1200.0, "Plot of V 0", Pause),
    seen("gaba-b", &[(200.0, "1")], 1200.0, "Plot of g", Curve("g_1-0")),
    seen("gaba-b-burst-detector", &[], 2500.0, "Plot of V 0", Pause),
    seen("gaba-b-burst-detector", &[], 2500.0, "Plot of s", Curve("s_1-0")),
    seen("facilitation", FOUR, 400.0, "Plot of Release", Marks),
    seen("facilitation", FOUR, 400.0, "Plot of g", Curve("g_1-0")),
    seen("depression", FOUR_SLOW, 600.0, "Plot of Release", Marks),
    seen("depression", FOUR_SLOW, 600.0, "Plot of P", Curve("P_rel_1-0")),
    seen("facilitation-and-depression", FIVE, 400.0, "Plot of Release", Marks),
    seen("paired-pulse", &[], 400.0, "Plot of Release", Marks),
    seen("paired-pulse", &[], 400.0, "Paired-pulse", Curve("theory")),
    seen("tsodyks-markram-depressing", &[], 800.0, "Return map", Marks),
    seen("tsodyks-markram-facilitating", &[], 800.0, "Return map", Marks),
    seen("frequency-filtering", &[], 1400.0, "Plot of Release", Marks),
    seen("rate-modulation", &[], 7000.0, "Plot of g 1-D", Curve("g_1-D")),
    seen("rate-modulation", &[], 7000.0, "Plot of g 1-D", Curve("g_1-F")),
    seen("quantal-release", &[], 3000.0, "Plot of Release", Marks),
    seen("quantal-release", &[], 3000.0, "Distribution", Marks),
    seen("kinetics", &[(10.0, "1")], 60.0, "Plot of P", Curve("P_s_1-instant")),
    seen("kinetics", &[(10.0, "1")], 60.0, "Plot of V", Curve("V_free")),
    seen("temporal-summation", &[], 150.0, "Plot of V 0", Curve("V_0")),
    seen("spatial-summation", &[], 590.0, "Plot of V 0", Curve("V_0")),
    seen("spatial-summation", &[], 590.0, "Plot of V 0", Peaks("V_0")),
    seen("saturation", &[], 150.0, "Plot of V", Tops("V_linear", "V_saturating")),
    seen("shunting-inhibition", &[], 590.0, "Plot of V 0", Peaks("V_0")),
    seen("excitatory-gaba", &[(100.0, "1")], 200.0, "Plot of V adult", Curve("V_adult")),
    seen("excitatory-gaba", &[(100.0, "1")], 200.0, "Plot of V immature", Curve("V_immature")),
    seen("numerics", &[], 280.0, "Plot of 1", Marks),
    seen("gap-junction", &[], 500.0, "Plot of V", Curve("V_0")),
    seen("rebound", &[], 300.0, "Plot of V spike", Curve("V_spike")),
    seen("rebound", &[], 300.0, "Plot of V lif", Curve("V_lif")),
    seen("bombardment", &[(300.0, "1")], 800.0, "Plot of V 0", Curve("V_0")),
    seen("bombardment", &[(300.0, "1")], 800.0, "Plot of V B", Curve("V_B")),
    seen("e-i-balance", &[], 900.0, "Plot of V 0", Curve("V_0")),
    seen("vogels-abbott", &[], 60.0, "Plot of E", Marks),
    seen("hebb-oja-bcm", &[], 2000.0, "Length", Curve("|w|")),
    seen("stdp-window", &[], 62_000.0, "Plot of w", Curve("w_pre-post")),
    seen("stdp-window", &[], 3_000.0, "STDP window", Curve("F(Δt)")),
    seen("triplet-frequency", &[], 6_200.0, "Weight change", Curve("Δt = 10 ms")),
    seen("calcium", &[], 3_000.0, "STDP window", Curve("F(Δt)")),
    seen("calcium", &[], 3_000.0, "Weights", Marks),
    seen("stdp-song-2000", &[], 40_000.0, "Weights", Marks),
    seen("stdp-lecture", &[], 500.0, "Weights", Marks),
    seen("stdp-brian-example", &[], 500.0, "Weights", Marks),
    seen("stdp-rate-homeostasis", &[], 6_000.0, "Firing rate", Above("0")),
    seen("stdp-ratio", &[], 6_000.0, "Firing rate", Above("0")),
    seen("stdp-correlated-group", &[], 40_000.0, "Weights", Marks),
    seen("stdp-correlations", &[], 20_000.0, "Weights", Marks),
    seen("stdp-latency", &[], 390.0, "Plot of r", Curve("r_exc")),
    seen("stdp-latency", &[], 390.0, "Plot of V 0", Curve("V_0")),
    seen("stdp-nearest-neighbour", &[], 6_000.0, "Firing rate", Above("0")),
    seen("stdp-multiplicative", &[], 500.0, "Weight distribution", Marks),
];

/// The places of everything that is drawn in a plot: points of lines with their colours, and middles and edges of marks.
struct Drawn {
    lines: Vec<(Color32, Vec<Pos2>)>,
    uprights: Vec<f32>,
    marks: Vec<Rect>,
}

fn drawn(harness: &Harness<'static, Stage>, data: Rect) -> Drawn {
    let mut all = Drawn { lines: Vec::new(), uprights: Vec::new(), marks: Vec::new() };
    super::looks::visit(harness, &mut |shape, clip| {
        let place = data.intersect(clip);
        if !place.is_positive() {
            return;
        }
        let clamped = |at: &Pos2| pos2(at.x, at.y.clamp(place.top(), place.bottom()));
        let inside = |at: &&Pos2| place.x_range().expand(0.5).contains(at.x);
        match shape {
            Shape::Path(path) if !path.closed => {
                if let eframe::egui::epaint::ColorMode::Solid(colour) = path.stroke.color {
                    all.lines.push((colour, path.points.iter().filter(inside).map(clamped).collect()));
                }
            }
            Shape::LineSegment { points, stroke } if place.contains(points[0].lerp(points[1], 0.5)) => {
                if (points[0].x - points[1].x).abs() < 0.1 && 4.0 < (points[0].y - points[1].y).abs() {
                    all.uprights.push(points[0].x);
                }
                all.lines.push((stroke.color, points.iter().filter(inside).map(clamped).collect()));
            }
            Shape::Circle(circle) if place.contains(circle.center) => {
                all.marks.push(Rect::from_center_size(circle.center, Vec2::ZERO));
            }
            Shape::Rect(rect)
                if place.expand(1.0).contains_rect(rect.rect) && rect.rect.width() < 0.5 * place.width() =>
            {
                all.marks.push(rect.rect.intersect(place));
            }
            Shape::Path(path) if path.closed && path.points.len() < 12 => {
                let bounds = shape.visual_bounding_rect();
                if place.contains(bounds.center()) && bounds.width() < 20.0 {
                    all.marks.push(Rect::from_center_size(bounds.center(), Vec2::ZERO));
                }
            }
            // Many dots are one picture, as large as they reach.
            Shape::Mesh(mesh) if mesh.texture_id != TextureId::default() => {
                let bounds = mesh.calc_bounds();
                if place.expand(1.0).contains_rect(bounds) {
                    all.marks.push(bounds);
                }
            }
            Shape::Mesh(mesh) => {
                all.marks.extend(
                    mesh.vertices
                        .chunks(4)
                        .map(|own| {
                            Rect::from_points(&own.iter().map(|vertex| vertex.pos).collect::<Vec<_>>())
                        })
                        .filter(|own| place.contains(own.center()) && own.width() < 10.0),
                );
            }
            _ => {}
        }
    });
    all
}

/// The extent of what is measured [points].
fn extent(harness: &Harness<'static, Stage>, own: &Phenomenon) -> Result<f32, String> {
    let label = |node: &egui_kittest::Node<'_>| plain(&node.accesskit_node().label().unwrap_or_default());
    let found =
        harness.query_all_by_role(Role::Image).filter(|node| label(node).starts_with(&plain(own.plot)));
    // Other plots have longer names that begin alike.
    let node = found.min_by_key(|node| label(node).len()).ok_or("no such plot")?;
    let (data, all) = (node.rect(), drawn(harness, node.rect()));
    let strip = data.expand2(vec2(90.0, 70.0));
    let points = |name: &str| -> Result<Vec<Pos2>, String> {
        let wanted = plain(name);
        let is_it = |text: &str| {
            let text = text.trim_start_matches(|letter| "■▲◆▼▶◀".contains(letter));
            text == wanted || text.strip_prefix(&wanted).is_some_and(|rest| rest.starts_with('('))
        };
        // A number on an axis may look like the name of a neuron.
        let painted = words(harness);
        let named = painted.iter().filter(|(text, _, at)| strip.contains(at.center()) && is_it(text));
        let lines_of = |colour: Color32| {
            let lines = all.lines.iter().filter(move |(own, _)| *own == colour);
            lines.flat_map(|(_, points)| points.iter().copied()).collect::<Vec<Pos2>>()
        };
        let mut lines = named.map(|(_, colour, _)| lines_of(*colour)).filter(|own| !own.is_empty());
        let points = lines.next().unwrap_or_default();
        if points.is_empty() { Err(format!("no line of {name}")) } else { Ok(points) }
    };
    let height = |points: &[Pos2]| {
        let ys = || points.iter().map(|at| at.y);
        ys().fold(f32::NEG_INFINITY, f32::max) - ys().fold(f32::INFINITY, f32::min)
    };
    let top = |points: &[Pos2]| points.iter().map(|at| at.y).fold(f32::INFINITY, f32::min);
    match own.what {
        Curve(name) => Ok(height(&points(name)?)),
        Above(name) => Ok(data.bottom() - top(&points(name)?)),
        Tops(one, other) => Ok((top(&points(one)?) - top(&points(other)?)).abs()),
        Peaks(name) => {
            let mut points = points(name)?;
            points.sort_by(|a, b| a.x.total_cmp(&b.x));
            let floor = points.iter().map(|at| at.y).fold(f32::NEG_INFINITY, f32::max);
            // Peaks lie far apart.
            let mut peaks: Vec<Pos2> = Vec::new();
            let mut sorted = points.clone();
            sorted.sort_by(|a, b| a.y.total_cmp(&b.y));
            for at in sorted.into_iter().filter(|at| 15.0 < floor - at.y) {
                if peaks.iter().all(|peak| 0.2 * data.width() < (peak.x - at.x).abs()) {
                    peaks.push(at);
                }
            }
            let (first, last) = peaks.first().zip(peaks.last()).ok_or("no peaks")?;
            Ok(last.y - first.y)
        }
        Marks => {
            let bottom = all.marks.iter().map(Rect::bottom).fold(f32::NEG_INFINITY, f32::max);
            let top = all.marks.iter().map(Rect::top).fold(f32::INFINITY, f32::min);
            if all.marks.is_empty() { Err("no marks".to_owned()) } else { Ok(bottom - top) }
        }
        Pause => {
            let mut places = all.uprights;
            places.sort_by(f32::total_cmp);
            let gaps = places.windows(2).map(|two| two[1] - two[0]);
            Ok(gaps.fold(0.0, f32::max))
        }
    }
}

/// Does what the hint says.
fn played(own: &Phenomenon) -> Harness<'static, Stage> {
    let preset = preset(own.preset);
    let grid = preset.grid();
    let mut harness = stage_of(preset.clone(), ThemeChoice::Dark, Script::default(), WINDOW, 1.0);
    app(&mut harness).engine().send(Command::Pause);
    harness.run_steps(1);
    let begun = app(&mut harness).engine().now().0;
    let mut reached = begun;
    let mut advance = |harness: &mut Harness<'static, Stage>, to_ms: f64| {
        // A run without a limit of speed has come far before it is stopped.
        let to = grid.step_at_or_after(to_ms).0 + if 1000 < begun { begun } else { 0 };
        while reached < to {
            let some = (to - reached).min(4_000);
            app(harness).engine().advance_steps(some);
            reached += some;
            harness.run_steps(1);
        }
    };
    for (ms, name) in own.fires {
        advance(&mut harness, *ms);
        let id = preset.network().population_named(name).unwrap().id;
        app(&mut harness).engine().send(Command::Fire { population: id, neuron: None });
    }
    advance(&mut harness, own.until_ms);
    harness.run_steps(4);
    harness
}

#[test]
fn what_a_hint_speaks_of_is_large() {
    let mut faults = Vec::new();
    for bundled in library::PRESETS {
        if !PHENOMENA.iter().any(|own| own.preset == bundled.name) {
            faults.push(format!("{}: nothing says what it shows", bundled.name));
        }
    }
    for own in PHENOMENA {
        let harness = played(own);
        let of = format!("{}: {} {:?}", own.preset, own.plot, own.what);
        match extent(&harness, own) {
            Ok(points) => {
                println!("{of}: {points:.0}");
                if points < LEAST {
                    faults.push(format!("{of} is {points:.0} points"));
                }
            }
            Err(why) => {
                let said = harness.state().app.messages();
                faults.push(format!("{of}: {why}; {said:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
