//! Jumps on plots: a click that asks why a trace jumped, and lines to the spikes behind the jump that is explained.

use eframe::egui::{self, Painter, Stroke};
use egui_plot::{LineStyle, PlotPoint, PlotTransform, PlotUi, VLine};

use super::navigate::Window;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::panel::ledger_state::Link;
use crate::app::request::{LedgerRequest, Request};
use crate::app::view_state::PlotsState;
use crate::model::probe::Probe;

/// What a curve shows, its points, and those that come after the playhead.
pub(super) type Curve<'a> = (&'a Probe, &'a [PlotPoint], &'a [PlotPoint]);

/// A click on a trace asks why it jumped there; a double click does not.
pub(super) fn ask_why(
    response: &egui::Response,
    transform: &PlotTransform,
    curves: &[Curve<'_>],
    window: Window,
    frame: &mut Frame<'_, PlotsState>,
) {
    if response.double_clicked() {
        frame.requests.push(Request::Ledger(LedgerRequest::Close));
        return;
    }
    let Some(pointer) = response.interact_pointer_pos().filter(|_| response.clicked()) else { return };
    let at_ms = transform.value_from_position(pointer).x;
    let off = |(_, points, ahead): &Curve<'_>| {
        // A jump is as high as it is: the nearest point of the curve counts.
        let near = |point: &&PlotPoint| (point.x - at_ms).abs() < 0.02 * window.width_ms;
        let points = points.iter().chain(*ahead).filter(near);
        let distance = |point: &PlotPoint| (transform.position_from_point(point) - pointer).length();
        points.map(distance).fold(f32::INFINITY, f32::min)
    };
    let nearest = curves.iter().min_by(|a, b| off(a).total_cmp(&off(b)));
    if let Some(probe) = nearest.map(|(probe, _, _)| (*probe).clone()) {
        frame.requests.push(Request::Ledger(LedgerRequest::Why(probe, at_ms + window.end_ms)));
    }
}

/// Lines at the jump that is explained and, dashed, at the spike that pairs with the one behind it.
pub(super) fn linked_lines(plot: &mut PlotUi<'_>, end_ms: f64, context: &ViewContext<'_>) {
    let Some(link) = context.link else { return };
    let theme = context.theme;
    let line = |ms: f64| VLine::new("", ms - end_ms).color(theme.accent).allow_hover(false);
    plot.vline(line(link.at_ms).width(2.0 * theme.line));
    if let Some((_, _, ms)) = link.partner {
        plot.vline(line(ms).width(1.2 * theme.line).style(LineStyle::dashed_dense()));
    }
}

/// A ring round the spike behind the jump that is explained, and a line to the one that it pairs with.
pub(super) fn link_ui(
    painter: &Painter,
    transform: &PlotTransform,
    (window, populations): (Window, &[u32]),
    link: Link,
    context: &ViewContext<'_>,
) {
    let place = |(population, neuron, at_ms): (u32, u32, f64)| {
        let mut above = 0.0;
        for id in populations {
            if *id == population {
                let row = -above - f64::from(neuron) - 0.5;
                return Some(transform.position_from_point(&PlotPoint::new(at_ms - window.end_ms, row)));
            }
            #[expect(clippy::cast_precision_loss, reason = "at most 100 000 neurons")]
            let n = context.network().population(*id).map_or(0, |own| own.n) as f64;
            above += n;
        }
        None
    };
    let stroke = Stroke::new(2.0 * context.theme.line, context.theme.accent);
    let places = [place(link.own), link.partner.and_then(place)];
    for own in places.into_iter().flatten() {
        painter.circle_stroke(own, 0.4 * context.theme.text_size, stroke);
    }
    if let [Some(own), Some(partner)] = places {
        painter.line_segment([own, partner], stroke);
    }
}
