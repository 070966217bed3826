//! What stands above the data of a plot against time: the names of its traces, or the values under the pointer, and buttons
//! that lead back.

use eframe::egui::{self, Color32, Rect, Role, Ui, WidgetInfo, pos2, vec2};
use egui_plot::PlotPoint;

use super::navigate::Window;
use super::surroundings::{NAMES, flow, menu_room, paint_at};
use super::trace::Trace;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::measuring::time_words;
use crate::app::theme::{GRID, Theme};
use crate::app::view_state::PlotsState;
use crate::app::widget::number;
use crate::app::widget::symbol::{held_together, symbol_job};
use crate::measure::EventKind;

/// What stands above the data: a name with its colour.
pub(super) type Label = (String, Color32);

/// What stands above the data: names, or while the pointer is over a plot the values there; at its right end the ways back to
/// the newest data and to the plot's own scale.
pub(super) struct Strip {
    /// Where it is.
    rect: Rect,
    /// Where its names are, in their order.
    names: Vec<Rect>,
    /// What is shown of each name.
    galleys: Vec<std::sync::Arc<egui::Galley>>,
    /// Height [points].
    pub height: f32,
    /// Width for names.
    width: f32,
    /// The buttons at its right end.
    ways: Vec<Way>,
}

/// Another way to look at a plot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Way {
    /// At the newest data.
    Live,
    /// At the plot's own scale.
    Fit,
    /// From one value to another, so that spikes show whole.
    Whole((f64, f64)),
}

impl Way {
    /// Those that lead elsewhere than to what is shown; `whole` is the range that shows spikes whole, if they are cut.
    pub fn those_of(id: u32, whole: Option<(f64, f64)>, plots: &PlotsState) -> Vec<Self> {
        let is_scaled = plots.stretch.is_some() || plots.ranges.contains_key(&id);
        let ways = [
            plots.held_at_ms.is_some().then_some(Self::Live),
            is_scaled.then_some(Self::Fit),
            whole.map(Self::Whole),
        ];
        ways.into_iter().flatten().collect()
    }

    /// Keys of its words and of what it does.
    fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::Live => ("plot-live", "plot-live-tip"),
            Self::Fit => ("plot-fit", "plot-fit-tip"),
            Self::Whole(_) => ("plot-whole", "plot-whole-tip"),
        }
    }

    fn go(self, id: u32, plots: &mut PlotsState) {
        match self {
            Self::Live => plots.held_at_ms = None,
            Self::Fit => {
                plots.stretch = None;
                plots.ranges.remove(&id);
            }
            Self::Whole(range) => {
                plots.ranges.insert(id, range);
            }
        }
    }
}

impl Strip {
    /// What stands above these traces, and above what `labels` name, in the upper part of `area`.
    pub fn new(
        ui: &Ui,
        traces: &[Trace],
        labels: &[Label],
        area: Rect,
        ways: Vec<Way>,
        context: &ViewContext<'_>,
    ) -> Self {
        let theme = context.theme;
        let font = theme.bold_font(NAMES);
        let buttons: f32 = ways
            .iter()
            .map(|way| Self::button_width(ui, &context.text.get(way.keys().0), context) + GRID)
            .sum();
        let width = (area.width() - GRID - menu_room(context) - buttons).max(8.0);
        let lay_out = |text: &str, colour| {
            let mut job = symbol_job(text, font.size, &font.family, colour);
            job.wrap.max_width = width;
            ui.fonts_mut(|fonts| fonts.layout_job(job))
        };
        let named = traces.iter().map(|trace| {
            let name = held_together(&trace.name);
            let title = match trace.state.unit.symbol() {
                "" => name,
                unit => format!("{name} ({unit})"),
            };
            let colour =
                if trace.is_hidden { theme.weak_text.gamma_multiply(0.6) } else { trace.look.colour };
            lay_out(&trace.look.mark.before(&title), colour)
        });
        let labelled = labels.iter().map(|(name, colour)| lay_out(name, *colour));
        let galleys: Vec<_> = named.chain(labelled).collect();
        let sizes: Vec<egui::Vec2> = galleys.iter().map(|galley| galley.size()).collect();
        let (places, height) = flow(&sizes, width, 2.0 * GRID);
        let height = height.max(1.25 * font.size);
        let corner = area.min + vec2(0.5 * GRID, 0.0);
        let names = places
            .iter()
            .zip(&sizes)
            .map(|(place, size)| Rect::from_min_size(corner + *place, *size))
            .collect();
        let rect = Rect::from_min_size(area.min, vec2(area.width(), height));
        Self { rect, names, galleys, height, width, ways }
    }

    fn button_width(ui: &Ui, words: &str, context: &ViewContext<'_>) -> f32 {
        let font = context.theme.font(0.82);
        let galley = ui.fonts_mut(|fonts| fonts.layout_no_wrap(words.to_owned(), font, context.theme.text));
        galley.size().x + 2.0 * GRID
    }

    /// Draws it.
    pub fn show(
        self,
        ui: &mut Ui,
        id: u32,
        traces: &[Trace],
        window: Window,
        frame: &mut Frame<'_, PlotsState>,
    ) {
        let context = frame.context;
        let at = context.hover.time_ms.filter(|ms| {
            !traces.is_empty() && window.end_ms - window.width_ms <= *ms && *ms <= window.end_ms
        });
        let words = at.map(|ms| values(ms, window, traces, context));
        self.show_with(ui, id, traces, words.as_deref(), frame);
    }

    /// Draws it, with words in the place of the names if there are some.
    pub fn show_with(
        self,
        ui: &mut Ui,
        id: u32,
        traces: &[Trace],
        words: Option<&[Label]>,
        frame: &mut Frame<'_, PlotsState>,
    ) {
        let context = frame.context;
        let theme = context.theme;
        let painter = ui.painter_at(ui.clip_rect());
        if let Some(words) = words {
            self.paint_words(&painter, words, theme);
        } else {
            for (rect, galley) in self.names.iter().zip(&self.galleys) {
                paint_at(&painter, rect.min, galley.clone(), theme);
            }
        }
        for (trace, rect) in traces.iter().zip(&self.names) {
            if context.is_lit(&trace.spot) && words.is_none() {
                painter.hline(
                    rect.x_range(),
                    rect.bottom(),
                    egui::Stroke::new(1.5 * theme.line, trace.look.colour),
                );
            }
            if ui.rect_contains_pointer(*rect) {
                frame.requests.light(trace.spot.clone());
            }
            if 1 < traces.len() || trace.is_hidden {
                let widget = ui.scope_id().with(("legend", id, &trace.name));
                let response = ui.interact(*rect, widget, egui::Sense::click());
                let label = context.text.with("legend-name", &[("name", &trace.name)]);
                response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, !trace.is_hidden, &label));
                if response.on_hover_text(context.text.get("legend-tip")).clicked() {
                    let key = (id, trace.name.clone());
                    if !frame.view.hidden.remove(&key) {
                        frame.view.hidden.insert(key);
                    }
                }
            }
        }
        self.buttons_ui(ui, id, context, frame.view);
    }

    /// Words in the place of the names, as far as they have room.
    fn paint_words(&self, painter: &egui::Painter, words: &[Label], theme: &Theme) {
        let font = theme.bold_font(NAMES);
        let galleys: Vec<_> = words
            .iter()
            .map(|(text, colour)| {
                painter.layout_job(symbol_job(text.trim_end(), font.size, &font.family, *colour))
            })
            .collect();
        let sizes: Vec<egui::Vec2> = galleys.iter().map(|galley| galley.size()).collect();
        let (places, _) = flow(&sizes, self.width, 2.0 * GRID);
        let corner = self.rect.min + vec2(0.5 * GRID, 0.0);
        for ((place, size), galley) in places.iter().zip(&sizes).zip(galleys) {
            if place.y + size.y <= self.height + 1.0 && place.x + size.x <= self.width + 1.0 {
                paint_at(painter, corner + *place, galley, theme);
            }
        }
    }

    fn buttons_ui(&self, ui: &mut Ui, id: u32, context: &ViewContext<'_>, plots: &mut PlotsState) {
        let theme = context.theme;
        let mut right = self.rect.right() - menu_room(context);
        for way in self.ways.iter().copied() {
            let (key, tip) = way.keys();
            let words = context.text.get(key);
            let size = vec2(Self::button_width(ui, &words, context), theme.text_size * 1.25);
            let rect = Rect::from_min_size(pos2(right - size.x, self.rect.top()), size);
            right = rect.left() - GRID;
            let button =
                egui::Button::new(egui::RichText::new(&words).font(theme.font(0.82)).color(theme.accent));
            if ui.put(rect, button.small()).on_hover_text(context.text.get(tip)).clicked() {
                way.go(id, plots);
            }
        }
    }
}

/// The values of traces at a time [ms].
fn values(ms: f64, window: Window, traces: &[Trace], context: &ViewContext<'_>) -> Vec<Label> {
    let theme = context.theme;
    let time = time_words(ms, context.run.grid).replace(' ', "\u{a0}");
    let mut words = vec![(format!("t = {time}"), theme.text)];
    words.extend(event_words(context).map(|event| (event, theme.weak_text)));
    for trace in traces.iter().filter(|trace| !trace.is_hidden) {
        if ms < 0.0 {
            // Before the start there is nothing.
            words.push((format!("{} = –", held_together(&trace.name)), trace.look.colour));
            continue;
        }
        let value =
            trace.probe.as_ref().and_then(|probe| context.traces.value_at(probe, ms, context.run.grid));
        let drawn = || value_of_points(&trace.points, ms - window.end_ms);
        if let Some(value) = value.or_else(|| drawn().map(|place| trace.axis.value(place))) {
            words.push(value_words(trace, value, context));
        }
    }
    words
}

/// A trace and a value of it.
pub(super) fn value_words(trace: &Trace, value: f64, context: &ViewContext<'_>) -> Label {
    let (name, unit) = (held_together(&trace.name), trace.state.unit.symbol());
    let value = context.text.localised(&number::signed(value, 2));
    (trace.look.mark.before(&format!("{name} = {value} {unit}")), trace.look.colour)
}

/// What happened at the time under the pointer.
fn event_words(context: &ViewContext<'_>) -> Option<String> {
    let (text, network) = (context.text, context.network());
    match context.hover.event?.kind {
        EventKind::Spike(population, neuron) => {
            let population = network.population(population)?;
            let name = match population.n {
                1 => population.name.clone(),
                _ => format!("{}:{neuron}", population.name),
            };
            Some(text.with("event-spike", &[("name", &name)]))
        }
        EventKind::Arrival(projection) => {
            Some(text.with("event-arrival", &[("name", &network.projection(projection)?.name)]))
        }
    }
}

/// The value of a staircase at a time before the right edge [ms].
pub(super) fn value_of_points(points: &[PlotPoint], x: f64) -> Option<f64> {
    let after = points.partition_point(|point| point.x <= x);
    points.get(after.checked_sub(1)?).map(|point| point.y)
}
