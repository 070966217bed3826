//! Courses that were kept, under the present one: their curves, their colours and their names.

use eframe::egui::Color32;
use egui_plot::{Line, PlotPoint, PlotPoints, PlotUi};

use super::thin::Fineness;
use crate::app::frame::Frame;
use crate::app::theme::Theme;
use crate::app::view_state::{MOST_GHOSTS, PlotsState};
use crate::app::widget::number;
use crate::model::network::Network;
use crate::param::{ParamSpec, Value};
use crate::trace::Ghost;

/// What is left of a colour in the youngest ghost, and in older ones.
const FADED: [f32; MOST_GHOSTS] = [0.5, 0.38, 0.3, 0.24];
/// Most values that are named where a course differs from the present one.
const MOST_NAMED: usize = 2;

/// The colour of what a ghost shows, of which so many are as young or younger.
pub(super) fn ghostly(colour: Color32, age: usize) -> Color32 {
    colour.gamma_multiply(FADED[age.clamp(1, MOST_GHOSTS) - 1])
}

/// Draws what ghosts have of a trace of a colour, the oldest first.
pub(super) fn ghost_lines(
    plot: &mut PlotUi<'_>,
    ghosts: &[Vec<PlotPoint>],
    colour: Color32,
    (fineness, theme): (Fineness, &Theme),
) {
    for (index, ghost) in ghosts.iter().enumerate() {
        let colour = ghostly(colour, ghosts.len() - index);
        for points in fineness.lines(ghost) {
            let line = Line::new("", PlotPoints::Owned(points)).color(colour);
            plot.line(line.width(0.8 * theme.trace_width).allow_band(false).allow_hover(false));
        }
    }
}

/// Names of the ghosts that a plot shows: their numbers, and what was otherwise in them.
pub(super) fn ghost_labels(
    frame: &Frame<'_, PlotsState>,
    is_shown: impl Fn(&Ghost) -> bool,
) -> Vec<(String, Color32)> {
    let context = frame.context;
    let named = |(number, ghost): &(u32, Ghost)| {
        let different = differences(ghost.network(), context.network());
        let mut words: Vec<String> = different.iter().filter_map(in_words).take(MOST_NAMED).collect();
        if words.len() < different.len() {
            words.push("…".to_owned());
        }
        let name = context.text.with("ghost-name", &[("number", &number.to_string())]);
        let name = if words.is_empty() { name } else { format!("{name}: {}", words.join(", ")) };
        (context.text.localised(&name), context.theme.weak_text)
    };
    frame.view.ghosts.iter().filter(|(_, ghost)| is_shown(ghost)).map(named).collect()
}

/// Which values of a network another one has otherwise, or has not: what each is, and its value. Lists are left out.
fn differences(network: &Network, other: &Network) -> Vec<(&'static ParamSpec, Value)> {
    let mut different = Vec::new();
    network.parts().visit(&mut |address, spec, value| {
        let is_short = !matches!(value, Value::List(_));
        if is_short && other.get(address).is_none_or(|(_, there)| there != value) {
            different.push((spec, value));
        }
    });
    different
}

/// A number with its symbol and unit. A space ends the subscript of a symbol; the unit stays beside its number.
fn in_words((spec, value): &(&ParamSpec, Value)) -> Option<String> {
    let written = match value {
        Value::Number(number) => number::show(*number),
        Value::Count(count) => count.to_string(),
        Value::Choice(_) | Value::List(_) => return None,
    };
    let value = format!("{written} {}", spec.unit.symbol());
    Some(format!("{} {}", spec.symbol, value.trim_end().replace(' ', "\u{a0}")))
}
