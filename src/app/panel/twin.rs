//! The small window of a twin: what is compared, where the two part, and a table of both.

use eframe::egui::{self, Align2, Grid, ProgressBar, RichText, ScrollArea, Ui, Window, vec2};

use crate::app::action::{Action, tip};
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::measuring::time_words;
use crate::app::request::Request;
use crate::app::theme::GRID;
use crate::app::twin_state::{Pairs, Twin};
use crate::app::widget::choice;
use crate::app::widget::number;
use crate::engine::{Compared, Counted, Happened, Measure, PAIRS, Parting, SeekTo, TwinScene};
use crate::model::network::Network;
use crate::units::{Moment, Step};

/// Most populations and projections that the table has.
const MOST_ROWS: usize = 40;

/// A line of the table: what it is, and its value in A and in B.
struct Row {
    label: String,
    a: Option<f64>,
    b: Option<f64>,
    unit: &'static str,
    tip: Option<String>,
}

/// Draws the window, while there is a twin.
pub(crate) fn twin_ui(ui: &Ui, frame: &mut Frame<'_>) {
    let context = frame.context;
    let Some(twin) = context.twin else { return };
    let (ctx, theme, text) = (ui.ctx(), context.theme, context.text);
    let area = ctx.content_rect();
    let window = Window::new(text.get("twin"))
        .id(egui::Id::unique("twin"))
        .resizable(false)
        // Away from the neurons, which are clicked to compare the two.
        .pivot(Align2::RIGHT_BOTTOM)
        .default_pos(area.right_bottom() - vec2(1.5, 1.5) * theme.text_size);
    window.show(ctx, |ui| {
        ui.set_width((24.0 * theme.text_size).min(area.width() - 4.0 * GRID));
        let most = (area.height() - 9.0 * theme.text_size).max(6.0 * theme.text_size);
        ScrollArea::vertical().max_height(most).show(ui, |ui| {
            let Some(scene) = &twin.scene else {
                ui.label(text.get("twin-begins"));
                return;
            };
            parting_ui(ui, scene, twin, context);
            side_ui(ui, frame);
            ui.horizontal_wrapped(|ui| choices_ui(ui, scene, frame));
            ui.add_space(0.5 * GRID);
            table_ui(ui, scene, twin, context);
            ui.add_space(0.5 * GRID);
            pairs_ui(ui, scene, twin, frame);
        });
        if ui.button(text.get("twin-end")).on_hover_text(text.get("twin-end-tip")).clicked() {
            frame.requests.act(Action::Twin);
        }
    });
}

/// Which side changes act on: a choice of two.
fn side_ui(ui: &mut Ui, frame: &mut Frame<'_>) {
    let context = frame.context;
    let text = context.text;
    let is_a = context.twin.is_some_and(|twin| twin.sides.is_a);
    ui.horizontal_wrapped(|ui| {
        ui.label(text.get("twin-side"));
        for (own, key) in [(false, "twin-side-b"), (true, "twin-side-a")] {
            let radio = choice::radio(ui, is_a == own, text.get(key));
            if radio.on_hover_text(tip(ui, Action::TwinSide, context)).clicked() && is_a != own {
                frame.requests.act(Action::TwinSide);
            }
        }
    });
}

/// Above parameters, while there is a twin: whose they are.
pub(super) fn side_note_ui(ui: &mut Ui, context: &ViewContext<'_>) {
    let Some(twin) = context.twin else { return };
    let key = if twin.sides.is_a { "twin-edits-a" } else { "twin-edits-b" };
    let colour = if twin.sides.is_a { context.theme.accent } else { context.theme.weak_text };
    let words = RichText::new(context.text.get(key)).color(colour);
    ui.add_space(0.5 * GRID);
    ui.horizontal_wrapped(|ui| {
        ui.add_space(GRID);
        let tip = tip(ui, Action::TwinSide, context);
        ui.label(words).on_hover_text(tip);
    });
}

/// Whether B − A is shown, and a way to where the two part.
fn choices_ui(ui: &mut Ui, scene: &TwinScene, frame: &mut Frame<'_>) {
    let context = frame.context;
    let text = context.text;
    let mut difference = context.shows_difference;
    let switch = choice::checkbox(ui, &mut difference, text.get("action-twin-difference"));
    if switch.on_hover_text(text.get("action-twin-difference-tip")).changed() {
        frame.requests.act(Action::TwinDifference);
    }
    let Some(parting) = &scene.parting else { return };
    if ui.button(text.get("twin-go")).on_hover_text(text.get("twin-go-tip")).clicked() {
        let at_ms = context.run.grid.moment_ms(parting.at);
        frame.requests.push(Request::Seek(SeekTo::Ms(at_ms)));
    }
}

/// Where the two part, in words.
fn parting_ui(ui: &mut Ui, scene: &TwinScene, twin: &Twin, context: &ViewContext<'_>) {
    let text = context.text;
    let Some(parting) = &scene.parting else {
        ui.label(text.get("twin-same")).on_hover_text(text.get("twin-about"));
        return;
    };
    ui.label(RichText::new(parting_words(parting, twin, context)).strong());
}

/// The first event at which the two part, as a sentence.
fn parting_words(parting: &Parting, twin: &Twin, context: &ViewContext<'_>) -> String {
    let text = context.text;
    let time = time_words(context.run.grid.moment_ms(parting.at), context.run.grid);
    let Some(happened) = parting.b.or(parting.a) else { return String::new() };
    let of_run = context.of_run();
    let network: &Network = if parting.b.is_some() { of_run.network() } else { &twin.network };
    let (name, neuron, amplitude) = match happened {
        Happened::Spike(spike) => {
            (network.population(spike.population).map(|own| &own.name), spike.neuron, None)
        }
        Happened::Release(release) => (
            network.projection(release.projection).map(|own| &own.name),
            release.neuron,
            Some(release.amplitude),
        ),
    };
    let (name, neuron) = (name.map_or("?", String::as_str), neuron.to_string());
    let mut args = vec![("time", time), ("name", name.to_owned()), ("neuron", neuron)];
    let key = match (parting.a, parting.b, amplitude) {
        (Some(Happened::Release(a)), Some(Happened::Release(b)), _) => {
            args.push(("a", number::show(a.amplitude)));
            args.push(("b", number::show(b.amplitude)));
            "twin-parting-amplitude"
        }
        (Some(_), _, None) => "twin-parting-spike-a",
        (None, _, None) => "twin-parting-spike-b",
        (Some(_), _, Some(_)) => "twin-parting-release-a",
        (None, _, Some(_)) => "twin-parting-release-b",
    };
    text.with(key, &args)
}

/// Rates, mean weights and latencies of A and of B, and what B has more.
fn table_ui(ui: &mut Ui, scene: &TwinScene, twin: &Twin, context: &ViewContext<'_>) {
    let (text, grid) = (context.text, context.run.grid);
    let Some(now) = twin.at_playhead.1.now else {
        let since = number::time(grid.time_ms(scene.since));
        ui.label(text.with("twin-not-yet", &[("time", &since)]));
        return;
    };
    let rows = rows((scene.since, now), twin, context);
    let args = [("from", number::time(grid.time_ms(scene.since))), ("to", number::time(grid.time_ms(now)))];
    ui.label(RichText::new(text.with("twin-span", &args)).color(context.theme.weak_text));
    let show = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |own| number::show(rounded(own)));
    Grid::new("twin-table").num_columns(4).striped(true).spacing(vec2(1.5 * GRID, 2.0)).show(ui, |ui| {
        for head in ["twin-measure", "twin-a", "twin-b", "twin-b-less-a"] {
            ui.label(RichText::new(text.get(head)).strong());
        }
        ui.end_row();
        for row in &rows {
            let label = ui.label(&row.label);
            if let Some(tip) = &row.tip {
                label.on_hover_text(tip);
            }
            for value in [row.a, row.b] {
                ui.label(format!("{} {}", show(value), row.unit).trim_end());
            }
            let more = row.a.zip(row.b).map(|(a, b)| b - a);
            let more = more.map_or_else(|| "–".to_owned(), signed);
            ui.label(format!("{more} {}", row.unit).trim_end());
            ui.end_row();
        }
    });
}

/// The comparison over many seeds: a button, how far it is, or what it has come to.
fn pairs_ui(ui: &mut Ui, scene: &TwinScene, twin: &Twin, frame: &mut Frame<'_>) {
    let context = frame.context;
    let text = context.text;
    let count = [("count", PAIRS.to_string())];
    if let Pairs::Running(job) = &twin.pairs {
        let percent = format!("{:.0}", 100.0 * job.progress());
        let words = text.with("twin-pairs-running", &[("percent", &percent)]);
        ui.add(ProgressBar::new(job.progress()).text(words));
        if ui.button(text.get("twin-pairs-stop")).clicked() {
            frame.requests.push(Request::ComparePairs(false));
        }
        return;
    }
    let can = scene.since < scene.now && !matches!(twin.pairs, Pairs::Asked(_));
    let button = ui.add_enabled(can, egui::Button::new(text.with("twin-pairs", &count)));
    if button.on_hover_text(text.with("twin-pairs-tip", &count)).clicked() {
        frame.requests.push(Request::ComparePairs(true));
    }
    match &twin.pairs {
        Pairs::Done(compared) => compared_ui(ui, compared, twin, context),
        Pairs::Failed(why) => _ = ui.label(text.get(why)),
        Pairs::Unasked | Pairs::Asked(_) | Pairs::Running(_) => {}
    }
}

/// What many seeds have come to: B − A with its interval, in pairs and apart.
fn compared_ui(ui: &mut Ui, compared: &[Compared], twin: &Twin, context: &ViewContext<'_>) {
    let text = context.text;
    let about = text.with("twin-pairs-about", &[("count", &PAIRS.to_string())]);
    ui.label(RichText::new(about).color(context.theme.weak_text));
    let of_run = context.of_run();
    let of_b = of_run.network();
    let population =
        |id: u32| of_b.population(id).or(twin.network.population(id)).map_or("?", |own| own.name.as_str());
    let projection =
        |id: u32| of_b.projection(id).or(twin.network.projection(id)).map_or("?", |own| own.name.as_str());
    Grid::new("twin-pairs").num_columns(4).striped(true).spacing(vec2(1.5 * GRID, 2.0)).show(ui, |ui| {
        for head in ["twin-measure", "twin-b-less-a", "twin-paired", "twin-unpaired"] {
            ui.label(RichText::new(text.get(head)).strong());
        }
        ui.end_row();
        for own in compared.iter().take(3 * MOST_ROWS) {
            let (key, name, unit) = match own.measure {
                Measure::Rate(id) => ("twin-rate", population(id), "Hz"),
                Measure::Weight(id) => ("twin-weight", projection(id), ""),
                Measure::Latency(id) => ("twin-latency", population(id), "ms"),
            };
            ui.label(text.with(key, &[("name", name)]));
            ui.label(format!("{} {unit}", signed(own.means[2])).trim_end());
            if let (Some(paired), Some(unpaired)) = (own.paired, own.unpaired) {
                for half in [paired, unpaired] {
                    ui.label(format!("± {} {unit}", number::show(rounded(half))).trim_end());
                }
            } else {
                ui.label(text.with("twin-pairs-few", &[("count", &own.n.to_string())]));
            }
            ui.end_row();
        }
    });
}

/// A number to four digits.
fn rounded(value: f64) -> f64 {
    format!("{value:.3e}").parse().unwrap_or(value)
}

/// A difference with its sign; none has none.
fn signed(value: f64) -> String {
    let shown = number::show(rounded(value));
    if 0.0 < value { format!("+{shown}") } else { shown }
}

/// A line for each rate, each mean weight and each latency.
fn rows((since, now): (Step, Step), twin: &Twin, context: &ViewContext<'_>) -> Vec<Row> {
    let (text, grid) = (context.text, context.run.grid);
    let of_run = context.of_run();
    let (of_a, of_b): (&Network, &Network) = (twin.sides.a_at_playhead().network(), of_run.network());
    let own = &twin.at_playhead.1;
    let ms = grid.time_ms(now) - grid.time_ms(since);
    let counted = |id: u32| {
        let counts = own.counts.iter().find(|own| own.population == id);
        counts.map_or((Counted::default(), Counted::default()), |own| (own.a, own.b))
    };
    let mut ids: Vec<u32> = of_b.populations().iter().map(|own| own.id).collect();
    ids.extend(of_a.populations().iter().map(|own| own.id).filter(|id| of_b.population(*id).is_none()));
    let named = |id: u32| of_b.population(id).or(of_a.population(id)).map_or("?", |own| own.name.as_str());
    let mut rows = Vec::new();
    for id in ids.iter().take(MOST_ROWS) {
        let (a, b) = counted(*id);
        let rate = |network: &Network, own: Counted| {
            let n = network.population(*id)?.n.max(1);
            #[expect(clippy::cast_precision_loss, reason = "a rate for reading")]
            let rate = own.spikes as f64 / n as f64 / ms * 1e3;
            rate.is_finite().then_some(rate)
        };
        let label = text.with("twin-rate", &[("name", named(*id))]);
        rows.push(Row { label, a: rate(of_a, a), b: rate(of_b, b), unit: "Hz", tip: None });
    }
    for own in own.weights.iter().take(MOST_ROWS) {
        let tip = (own.at != now).then(|| {
            let time = number::time(grid.time_ms(own.at));
            text.with("twin-weight-tip", &[("time", &time)])
        });
        let name = of_b.projection(own.projection).or(of_a.projection(own.projection));
        let name = name.map_or("?", |own| own.name.as_str());
        let label = text.with("twin-weight", &[("name", name)]);
        rows.push(Row { label, a: own.a, b: own.b, unit: "", tip });
    }
    if let Some(click) = own.click {
        for id in ids.iter().take(MOST_ROWS) {
            let (a, b) = counted(*id);
            let since = |first: Option<Moment>| first.map(|first| later_ms(click, first, context));
            let label = text.with("twin-latency", &[("name", named(*id))]);
            rows.push(Row {
                label,
                a: since(a.first),
                b: since(b.first),
                unit: "ms",
                tip: Some(text.get("twin-latency-tip")),
            });
        }
    }
    rows
}

/// Time from a click to a moment [ms].
fn later_ms(click: Step, first: Moment, context: &ViewContext<'_>) -> f64 {
    context.run.grid.between_ms(Moment::at(click), first)
}
