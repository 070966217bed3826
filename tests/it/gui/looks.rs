//! What belongs together looks alike, and what does not is told apart: colours and marks as they are painted.

use std::collections::BTreeMap;

use bouton::app::ThemeChoice;
use bouton::model::network::{Network, Object, Target};
use bouton::model::receptor::{Receptor, ReceptorKey};
use bouton::preset::library;
use bouton::preset::plot_spec::PlotSpec;
use eframe::egui::{Color32, Key, Rect, Role, Shape, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Script, Stage, app, preset, stage_of};

const THEMES: [ThemeChoice; 3] = [ThemeChoice::Dark, ThemeChoice::Light, ThemeChoice::Projector];
const MARKS: &str = "■▲◆▼▶◀";

/// Words as they are painted, in full and without what only sets them: the words, their first colour, and where they are.
pub(super) fn words(harness: &Harness<'static, Stage>) -> Vec<(String, Color32, Rect)> {
    let mut found = Vec::new();
    visit(harness, &mut |shape, _| {
        if let Shape::Text(text) = shape {
            let own = text.galley.job.sections.first().map_or(Color32::PLACEHOLDER, |own| own.format.color);
            let colour = if own == Color32::PLACEHOLDER { text.fallback_color } else { own };
            let rect = text.galley.rect.translate(text.pos.to_vec2());
            found.push((plain(text.galley.text()), text.override_text_color.unwrap_or(colour), rect));
        }
    });
    found
}

/// Letters and digits of a name without what sets it: underscores, commas, spaces and the signs of lowered letters.
pub(super) fn plain(text: &str) -> String {
    bouton::text::subscript::written(text).chars().filter(|letter| !" \u{a0}_,".contains(*letter)).collect()
}

pub(super) fn visit(harness: &Harness<'static, Stage>, each: &mut dyn FnMut(&Shape, Rect)) {
    fn inner(shape: &Shape, clip: Rect, each: &mut dyn FnMut(&Shape, Rect)) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| inner(shape, clip, each)),
            _ => each(shape, clip),
        }
    }
    for clipped in &harness.output().shapes {
        inner(&clipped.shape, clipped.clip_rect, each);
    }
}

/// Colours of lines whose bounds touch a place.
fn lines_in(harness: &Harness<'static, Stage>, place: Rect) -> Vec<Color32> {
    let mut found = Vec::new();
    visit(harness, &mut |shape, clip| {
        let (stroke, bounds) = match shape {
            Shape::Path(path) => (path.stroke.color.clone(), shape.visual_bounding_rect()),
            Shape::LineSegment { stroke, .. } => {
                (eframe::egui::epaint::ColorMode::Solid(stroke.color), shape.visual_bounding_rect())
            }
            _ => return,
        };
        if let eframe::egui::epaint::ColorMode::Solid(colour) = stroke
            && bounds.intersect(clip).intersects(place)
        {
            found.push(colour);
        }
    });
    found
}

fn receptor_of(target: Target, network: &Network) -> Option<(u32, ReceptorKey)> {
    match target {
        Target::Receptor { projection, receptor } => Some((projection, receptor)),
        _ => match target.object() {
            Some(Object::Projection(id)) => {
                let receptors = &network.projection(id)?.receptors;
                (receptors.len() == 1).then(|| (id, receptors[0].key()))
            }
            _ => None,
        },
    }
}

/// How the name of a receptor stands on the canvas.
fn short(receptor: &Receptor) -> String {
    plain(receptor.label().trim_end_matches(" receptor"))
}

fn far_apart(one: Color32, other: Color32) -> bool {
    let difference = |channel: fn(&Color32) -> u8| f64::from(channel(&one).abs_diff(channel(&other)));
    60.0 < difference(Color32::r) + difference(Color32::g) + difference(Color32::b)
}

/// Every preset in every theme: edges, curves and cards of a receptor have its colour, which is that of no population; the
/// second synapse with it has a mark, the same on the canvas and on its curves; and curves of one plot differ in colour and mark.
#[test]
fn a_receptor_has_one_colour_everywhere() {
    let mut faults: Vec<String> = Vec::new();
    let (mut n_curves, mut n_edges, mut n_marked, mut n_cards) = (0, 0, 0, 0);
    for choice in THEMES {
        let mut of_receptor: BTreeMap<ReceptorKey, Color32> = BTreeMap::new();
        let mut of_populations: Vec<Color32> = Vec::new();
        for name in library::PRESETS.iter().map(|bundled| bundled.name) {
            let own = preset(name);
            let network = own.network();
            let mut harness = stage_of(own.clone(), choice, Script::default(), vec2(1920.0, 1080.0), 1.0);
            harness.run_steps(8);
            let of = format!("{name}, {choice:?}");
            let painted = words(&harness);
            let find = |wanted: &str, within: Rect| {
                painted.iter().find(|(text, _, at)| {
                    within.contains(at.center())
                        && text.trim_start_matches(|own| MARKS.contains(own)) == wanted
                })
            };
            let canvas = harness.query_all_by_role(Role::Canvas).next().unwrap().rect();
            let mut ranks: BTreeMap<ReceptorKey, usize> = BTreeMap::new();
            let mut edges: BTreeMap<u32, (String, Color32)> = BTreeMap::new();
            for projection in network.projections() {
                let receptor = &projection.receptors[0];
                let rank = ranks.entry(receptor.key()).or_default();
                let mark: String =
                    rank.checked_sub(1).and_then(|n| MARKS.chars().nth(n)).into_iter().collect();
                *rank += 1;
                let wanted = format!("{mark}{}", short(receptor));
                let Some((_, colour, _)) =
                    painted.iter().find(|(text, _, at)| canvas.contains(at.center()) && *text == wanted)
                else {
                    faults.push(format!("{of}: no name {wanted:?} at an edge"));
                    continue;
                };
                n_edges += 1;
                n_marked += usize::from(!mark.is_empty());
                if mark.is_empty() && *of_receptor.entry(receptor.key()).or_insert(*colour) != *colour {
                    faults.push(format!("{of}: {wanted} has another colour than elsewhere"));
                }
                edges.insert(projection.id, (mark, *colour));
            }
            // The head of an edge has its colour in full.
            let mut fills = lines_in(&harness, canvas);
            visit(&harness, &mut |shape, _| {
                if let Shape::Path(path) = shape {
                    fills.push(path.fill);
                }
            });
            // What is not joined to a selected neuron is pale.
            let is_dimmed = harness.state().app.selection().populations().next().is_some();
            for (id, (_, colour)) in &edges {
                if !is_dimmed && !fills.contains(colour) {
                    faults.push(format!("{of}: the edge of {id} has not the colour of its name"));
                }
            }
            for plot in &own.view().plots {
                let PlotSpec::Trace(spec) = &plot.kind else { continue };
                let mut shown: Vec<(String, Color32)> = Vec::new();
                let named: Vec<_> = spec
                    .probes
                    .iter()
                    .filter_map(|probe| Some((probe, probe.describe(network)?.0)))
                    .collect();
                let listed: Vec<&str> = named.iter().map(|(_, name)| name.as_str()).collect();
                let label = format!("Plot of {}", listed.join(", "));
                let is_it = |own: Option<String>| own.is_some_and(|own| plain(&own) == plain(&label));
                let found =
                    harness.query_all_by_role(Role::Image).find(|node| is_it(node.accesskit_node().label()));
                let Some(node) = found else {
                    faults.push(format!("{of}: no {label}"));
                    continue;
                };
                let data = node.rect();
                let strip = data.expand2(vec2(80.0, 60.0));
                let mut first_of: Vec<(u32, ReceptorKey)> = Vec::new();
                for (probe, name) in &named {
                    let unit = probe.describe(network).map(|(_, state)| state.unit.symbol()).unwrap();
                    let title = if unit.is_empty() { name.clone() } else { format!("{name} ({unit})") };
                    let Some((text, colour, _)) = find(&plain(&title), strip) else {
                        faults.push(format!("{of}: no name {title:?}"));
                        continue;
                    };
                    let mark: String = text.chars().filter(|own| MARKS.contains(*own)).collect();
                    shown.push((mark.clone(), *colour));
                    n_curves += 1;
                    if !lines_in(&harness, data).contains(colour) {
                        faults.push(format!("{of}: no line of {title} has the colour of its name"));
                    }
                    match receptor_of(probe.source, network) {
                        Some(own) if !first_of.contains(&own) => {
                            first_of.push(own);
                            let Some((edge_mark, edge)) = edges.get(&own.0) else { continue };
                            if edge != colour || (!edge_mark.is_empty() && *edge_mark != mark) {
                                faults.push(format!("{of}: {title} looks other than its edge on the canvas"));
                            }
                        }
                        Some(_) => {}
                        None => of_populations.push(*colour),
                    }
                }
                for (index, one) in shown.iter().enumerate() {
                    for other in &shown[..index] {
                        if one.0 == other.0 || one.1 == other.1 {
                            faults.push(format!("{of}: two curves of {label} look alike: {one:?} {other:?}"));
                        }
                    }
                }
            }
            // The card in the panel, as far as it is in view.
            let selected = harness.state().app.selection().only();
            if let Some(Object::Projection(id)) = selected {
                let receptor = &network.projection(id).unwrap().receptors[0];
                let unmarked = |text: &str| text.trim_start_matches(|own| MARKS.contains(own)).to_owned();
                let named: Vec<Color32> = painted
                    .iter()
                    .filter(|(text, ..)| unmarked(text) == plain(receptor.label()))
                    .map(|(_, colour, _)| *colour)
                    .collect();
                // The heading, and the choice of what may stand in its place.
                if 1 < named.len() {
                    n_cards += 1;
                    if edges.get(&id).is_none_or(|own| !named.contains(&own.1)) {
                        faults.push(format!("{of}: the card of {} has another colour", receptor.label()));
                    }
                }
            }
        }
        assert!(4 <= of_receptor.len(), "{of_receptor:?}");
        let colours: Vec<Color32> = of_receptor.values().copied().collect();
        for (index, one) in colours.iter().enumerate() {
            if !colours[..index].iter().chain(&of_populations).all(|other| far_apart(*one, *other)) {
                faults.push(format!("{choice:?}: {one:?} is another object's colour, too"));
            }
        }
        // The cards of the lesson on receptors.
        let mut harness = stage_of(preset("ampa"), choice, Script::default(), vec2(1920.0, 1080.0), 1.0);
        let ctx = harness.ctx.clone();
        app(&mut harness).open_lesson_at(&ctx, "receptors", 1);
        harness.run_steps(6);
        let all = lines_in(&harness, Rect::EVERYTHING);
        for (key, colour) in &of_receptor {
            if *key != ReceptorKey::Kainate && !all.contains(colour) {
                faults.push(format!("{choice:?}: the picture of {} has another colour", key.label()));
            }
        }
    }
    println!("{n_curves} curves, {n_edges} edges, {n_marked} of them marked, {n_cards} cards");
    faults.sort();
    faults.dedup();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    assert!(150 < n_curves && 90 < n_edges && 20 < n_marked && 30 < n_cards);
}

/// A synapse with two receptors shows both on its edge, each in its colour, and its total is neither.
#[test]
fn two_receptors_of_one_synapse_both_show() {
    let mut parts = preset("ampa").network().parts().clone();
    parts.projections[0].receptors.push(ReceptorKey::Nmda.make());
    let own = preset("ampa").with_network(|own| *own = parts).unwrap();
    let mut harness = stage_of(own, ThemeChoice::Light, Script::default(), vec2(1280.0, 720.0), 1.0);
    harness.run_steps(4);
    harness.key_press(Key::Num1);
    harness.run_steps(6);
    let canvas = harness.query_all_by_role(Role::Canvas).next().unwrap().rect();
    let painted = words(&harness);
    let (_, total, _) = painted.iter().find(|(text, ..)| text == "g1-0(nS)").unwrap();
    let on_canvas = lines_in(&harness, canvas);
    let mut sections: Vec<Color32> = Vec::new();
    visit(&harness, &mut |shape, _| {
        if let Shape::Text(text) = shape
            && plain(text.galley.text()) == "AMPA+NMDA"
        {
            sections = text.galley.job.sections.iter().map(|own| own.format.color).collect();
        }
    });
    assert_eq!(sections.len(), 3, "{sections:?}");
    assert!(sections[0] != sections[2] && ![sections[0], sections[2]].contains(total));
    assert!(on_canvas.contains(&sections[2]), "the edge has stripes of the second receptor");
}
