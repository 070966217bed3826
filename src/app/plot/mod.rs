//! Plots. A kind of plot stands in a file that implements [`Drawn`]; the list of kinds is that of documents,
//! [`with_plots`]. Plots against time draw traces on a common time axis; all others say what they show
//! as a chart.

mod axis;
mod chart;
pub(super) mod correlogram;
mod cursors;
mod dash;
mod decay;
pub(super) mod film_picture;
mod ghost;
mod histogram;
mod jumps;
mod levels;
mod navigate;
mod pale;
mod phase_plane;
pub(super) mod range;
mod raster;
mod raster_box;
pub(super) mod raster_picture;
mod rate_distribution;
mod rate_learning;
mod rates;
mod reference;
mod release;
mod releases;
mod strip;
mod strokes;
mod surroundings;
pub(super) mod sweeps;
pub(super) mod taken;
mod thin;
mod timing;
mod trace;
mod twin;
mod twin_chart;
mod voltage;
mod weights;

pub(super) use decay::sampled_open_times;

use eframe::egui::{Button, Color32, Rect, RichText, Ui, Vec2, vec2};

use super::context::ViewContext;
use super::request::{Request, Requests};
use super::theme::{GRID, Theme};
use super::view_state::PlotsState;
use crate::app::frame::Frame;
use crate::document::{Edit, PlotEdit};
use crate::model::network::{Network, Object, Projection};
use crate::preset::plot_spec::{OfObject, Plot, PlotSpec};
use crate::with_plots;
use chart::Chart;

/// A plot that leaves pointer and keys to us: axes and grid only.
fn bare_plot<'a>(kind: &'static str, id: u32, theme: &Theme) -> egui_plot::Plot<'a> {
    egui_plot::Plot::new((kind, id))
        .show_background(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .show_axes(false)
        .show_x(false)
        .show_y(false)
        // Its own least size would reach over the numbers below it.
        .min_size(Vec2::ZERO)
        .set_margin_fraction(Vec2::ZERO)
        .grid_color(theme.hairline)
        .grid_fade(0.0)
        .label_formatter(|_| None)
        .cursor_color(Color32::TRANSPARENT)
}

/// A kind of plot: its file implements this, and everything that is done with plots asks it.
trait Drawn {
    /// What it says in a document.
    type Spec;

    /// What it shows as a chart; `None` if there is nothing to show, or the plot draws itself.
    fn chart(_spec: &Self::Spec, _context: &ViewContext<'_>) -> Option<Chart> {
        None
    }

    /// Draws the plot with this id into the whole of `ui`, or answers the chart that is to be drawn in its place.
    fn draw(_ui: &mut Ui, _id: u32, spec: &Self::Spec, frame: &mut Frame<'_, PlotsState>) -> Option<Chart> {
        Self::chart(spec, frame.context)
    }

    /// What can be added of it for an object: keys of words in the catalogue, and plots.
    fn offers(_object: Object, _network: &Network) -> Vec<(&'static str, Self::Spec)> {
        Vec::new()
    }

    /// The other way to look at the same, if it has one: the key of words in the catalogue, and the plot.
    fn other(_spec: &Self::Spec, _context: &ViewContext<'_>) -> Option<(&'static str, Self::Spec)> {
        None
    }
}

macro_rules! kinds {
    ([] $( $(#[$attr:meta])* $variant:ident $(($spec:ident))? : $what:ident; )+) => {
        /// The kinds of plots, to implement [`Drawn`] for.
        mod kind { $( $(#[$attr])* pub struct $variant; )+ }
    };
}

macro_rules! draw_plot {
    ([$plot:ident, $ui:ident, $frame:ident] $( $(#[$attr:meta])* $variant:ident $(($spec:ident))? : $what:ident; )+) => {
        $( draw_plot!(@one $plot $ui $frame $variant $($spec)?); )+
    };
    (@one $plot:ident $ui:ident $frame:ident $variant:ident $spec:ident) => {
        if let PlotSpec::$variant(spec) = &$plot.kind {
            return kind::$variant::draw($ui, $plot.id, spec, $frame);
        }
    };
    (@one $plot:ident $ui:ident $frame:ident $variant:ident) => {
        if let PlotSpec::$variant = &$plot.kind {
            return kind::$variant::draw($ui, $plot.id, &(), $frame);
        }
    };
}

macro_rules! collect_offers {
    ([$offers:ident, $object:ident, $network:ident] $( $(#[$attr:meta])* $variant:ident $(($spec:ident))? : $what:ident; )+) => {
        $( collect_offers!(@one $offers $object $network $variant $($spec)?); )+
    };
    (@one $offers:ident $object:ident $network:ident $variant:ident $spec:ident) => {
        let own = kind::$variant::offers($object, $network);
        $offers.extend(own.into_iter().map(|(key, spec)| (key, PlotSpec::$variant(spec))));
    };
    // A model without neurons has no objects.
    (@one $offers:ident $object:ident $network:ident $variant:ident) => {};
}

macro_rules! other_plot {
    ([$kind:ident, $context:ident] $( $(#[$attr:meta])* $variant:ident $(($spec:ident))? : $what:ident; )+) => {
        $( other_plot!(@one $kind $context $variant $($spec)?); )+
    };
    (@one $kind:ident $context:ident $variant:ident $spec:ident) => {
        if let PlotSpec::$variant(spec) = $kind {
            return kind::$variant::other(spec, $context)
                .map(|(key, spec)| (key, PlotSpec::$variant(spec)));
        }
    };
    (@one $kind:ident $context:ident $variant:ident) => {};
}

with_plots!(kinds);

/// What a plot shows as a chart; none if it has drawn itself.
fn drawn(ui: &mut Ui, plot: &Plot, frame: &mut Frame<'_, PlotsState>) -> Option<Chart> {
    with_plots!(draw_plot plot, ui, frame);
    None
}

/// The plots that can be added for an object: keys of words in the catalogue, and plots.
pub(super) fn offers(object: Object, network: &Network) -> Vec<(&'static str, PlotSpec)> {
    let mut offers = Vec::new();
    with_plots!(collect_offers offers, object, network);
    offers
}

/// The other way to look at the same, if a plot has one.
fn other(kind: &PlotSpec, context: &ViewContext<'_>) -> Option<(&'static str, PlotSpec)> {
    with_plots!(other_plot kind, context);
    None
}

/// The plot of an object, if it is offered for it.
fn offer<S: OfObject>(key: &'static str, object: Object, is_offered: bool) -> Vec<(&'static str, S)> {
    S::of(object).filter(|_| is_offered).map(|spec| (key, spec)).into_iter().collect()
}

/// The projection that an object is, if it is one.
fn projection_of(object: Object, network: &Network) -> Option<&Projection> {
    if let Object::Projection(id) = object { network.projection(id) } else { None }
}

/// Whether an object is a projection whose weights change.
fn learns(object: Object, network: &Network) -> bool {
    projection_of(object, network).is_some_and(|projection| projection.plasticity.inner().is_some())
}

/// Draws a plot into the whole of `ui`.
pub(super) fn plot_ui(ui: &mut Ui, plot: &Plot, frame: &mut Frame<'_, PlotsState>) {
    // Where changes act on A of a twin, the plots are still those of the run.
    let of_run = frame.context.of_run();
    let frame = &mut Frame { context: &of_run, view: &mut *frame.view, requests: &mut *frame.requests };
    let of_a = frame.context.of_a();
    if let Some(chart) = drawn(ui, plot, frame) {
        let chart = match &of_a {
            Some(of_a) => twin_chart::beside(chart, taken::chart(&plot.kind, of_a), frame.context),
            None => chart,
        };
        let chart = chart.on(plot.axis);
        frame.view.shown.insert(plot.id, chart.y.range);
        let area = ui.available_rect_before_wrap();
        let switch = Switch::of(ui, area, plot, frame.context);
        let spare = switch.as_ref().map_or(0.0, |own| own.size.x + GRID);
        chart::chart_ui(ui, plot.id, &chart, spare, frame.context);
        if let Some(switch) = switch {
            switch.show(ui, area, plot.id, frame.context, frame.requests);
        }
    }
}

/// The other way to look at the same: a button in the corner, on plots that have two.
struct Switch {
    words: String,
    kind: PlotSpec,
    size: Vec2,
}

impl Switch {
    fn of(ui: &Ui, area: Rect, plot: &Plot, context: &ViewContext<'_>) -> Option<Self> {
        let (key, kind) = other(&plot.kind, context)?;
        let (theme, words) = (context.theme, context.text.get(key));
        let width = ui.fonts_mut(|fonts| {
            fonts.layout_no_wrap(words.clone(), theme.font(0.82), theme.text).size().x + 2.0 * GRID
        });
        let size = vec2(width, theme.text_size * 1.35);
        // In a narrow plot it would leave the title no room.
        (3.0 * size.x <= area.width()).then_some(Self { words, kind, size })
    }

    fn show(self, ui: &mut Ui, area: Rect, plot: u32, context: &ViewContext<'_>, requests: &mut Requests) {
        let corner = area.right_top() + vec2(-surroundings::menu_room(context) - GRID * 0.5, GRID * 0.5);
        let rect = Rect::from_min_size(corner - vec2(self.size.x, 0.0), self.size);
        let words = RichText::new(self.words).font(context.theme.font(0.82));
        let response = ui.put(rect, Button::new(words).small()).on_hover_text(context.text.get("switch-tip"));
        if response.clicked() {
            requests.push(Request::Edit(Edit::Plots(PlotEdit::Set { plot, kind: self.kind }), None));
        }
    }
}
