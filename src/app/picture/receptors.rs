//! The four receptors as pictures: by transmitter and by speed. Each opens its preset.

use std::sync::Arc;

use eframe::egui::{
    self, Galley, Painter, Pos2, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use crate::app::context::ViewContext;
use crate::app::request::{Request, Requests};
use crate::app::theme::{CORNER, GRID, Theme};
use crate::app::widget::fit::{scale_to_words, widest_word};
use crate::model::receptor::ReceptorKey;

/// A receptor: preset, name, where it pulls to and how long it stays open, with default kinetics.
struct Card {
    preset: &'static str,
    name: &'static str,
    E_mV: f64,
    tau_ms: f64,
    /// Rise of what it does to the potential, and its direction.
    rise_ms: f64,
    sign: f32,
    key: &'static str,
}

const CARDS: [[Card; 2]; 2] = [
    [
        Card {
            preset: "ampa",
            name: "AMPA",
            E_mV: 0.0,
            tau_ms: 5.0,
            rise_ms: 1.0,
            sign: 1.0,
            key: "card-ampa",
        },
        Card {
            preset: "nmda",
            name: "NMDA",
            E_mV: 0.0,
            tau_ms: 150.0,
            rise_ms: 8.0,
            sign: 1.0,
            key: "card-nmda",
        },
    ],
    [
        Card {
            preset: "gaba-a",
            name: "GABA_A",
            E_mV: -70.0,
            tau_ms: 6.0,
            rise_ms: 1.0,
            sign: -1.0,
            key: "card-gaba-a",
        },
        Card {
            preset: "gaba-b",
            name: "GABA_B",
            E_mV: -90.0,
            tau_ms: 150.0,
            rise_ms: 45.0,
            sign: -1.0,
            key: "card-gaba-b",
        },
    ],
];

/// Headings of columns and rows.
const COLUMNS: [&str; 2] = ["card-fast", "card-slow"];
const ROWS: [&str; 2] = ["card-glutamate", "card-gaba"];
/// Least width of a card beside the heading of its row, in sizes of text; in less, headings stand above their rows.
const CARD_WIDTH: f32 = 7.0;
/// Height of the curve of a card, in sizes of text.
const CURVE: f32 = 2.8;
/// Sizes of numbers relative to the text: the first that has room is taken.
const SIZES: [f32; 4] = [0.9, 0.8, 0.72, 0.65];

/// How the table is divided.
struct Layout {
    /// Width of the headings of rows; none where they stand above their rows.
    side: f32,
    /// Height of the headings of columns, and of those of rows, where they stand above.
    head: f32,
    above: f32,
    /// Width of a card.
    width: f32,
}

impl Layout {
    fn of(ui: &Ui, width: f32, context: &ViewContext<'_>) -> Self {
        let em = context.theme.text_size;
        let side = em * if width < em * 40.0 { 5.9 } else { 7.0 };
        let card = |side: f32| (width - side - GRID) / 2.0;
        let head = 1.6 * em;
        if CARD_WIDTH * em <= card(side) {
            return Self { side, head, above: 0.0, width: card(side) };
        }
        let headings =
            ROWS.map(|key| heading(ui.painter(), &context.text.get(key), width, f32::MAX, context));
        let above = headings.iter().map(|own| own.size().y).fold(0.0, f32::max) + 0.5 * GRID;
        Self { side: 0.0, head, above, width: card(0.0) }
    }
}

/// A heading in bold, in a width and a height.
fn heading(
    painter: &Painter,
    words: &str,
    width: f32,
    height: f32,
    context: &ViewContext<'_>,
) -> Arc<Galley> {
    let theme = context.theme;
    let lay_out = |size: f32| {
        let font = theme.bold_font(size);
        let is_whole = widest_word(painter, words, &font) <= width;
        let galley = painter.layout(words.to_owned(), font, theme.weak_text, width);
        (is_whole && galley.size().y <= height, galley)
    };
    let sizes = [1.0, 0.9, 0.8, 0.7, 0.6];
    let fitting = sizes.into_iter().map(lay_out).find(|(fits, _)| *fits);
    fitting.map_or_else(|| lay_out(0.6).1, |(_, galley)| galley)
}

/// The least height in which the table can be read with ease in a width [points].
pub(super) fn least_height(ui: &Ui, width: f32, context: &ViewContext<'_>) -> f32 {
    let layout = Layout::of(ui, width - 2.0 * GRID, context);
    let em = context.theme.text_size;
    let card = CARDS.iter().flatten().map(|card| {
        let width = layout.width - 2.0 * margin(layout.width, context);
        let head = Head::of(ui.painter(), card, vec2(width, f32::MAX), context);
        head.size.y
    });
    let card = card.fold(0.0, f32::max) + CURVE * em + GRID + 2.0 * margin(layout.width, context);
    layout.head + 2.0 * (layout.above + card) + 3.0 * GRID
}

/// Draws them into the whole of `ui`.
pub(crate) fn receptors_ui(ui: &mut Ui, context: &ViewContext<'_>, requests: &mut Requests) {
    let (theme, text) = (context.theme, context.text);
    let area = ui.available_rect_before_wrap().shrink(GRID);
    let layout = Layout::of(ui, area.width(), context);
    let rows = Rect::from_min_max(area.min + vec2(layout.side, layout.head), area.max);
    let height = (rows.height() - GRID) / 2.0;
    let painter = ui.painter_at(area);
    for (column, key) in (0_u8..).zip(COLUMNS) {
        let x = rows.left() + (layout.width + GRID) * f32::from(column) + layout.width / 2.0;
        let words = heading(&painter, &text.get(key), layout.width, layout.head, context);
        painter.galley(pos2(x - words.size().x / 2.0, area.top()), words, theme.weak_text);
    }
    for ((row, own), key) in (0_u8..).zip(&CARDS).zip(ROWS) {
        let top = rows.top() + (height + GRID) * f32::from(row);
        let place = if layout.above == 0.0 {
            let words = heading(&painter, &text.get(key), layout.side - GRID, height, context);
            (pos2(area.left(), top + height / 2.0 - words.size().y / 2.0), words)
        } else {
            (pos2(area.left(), top), heading(&painter, &text.get(key), area.width(), layout.above, context))
        };
        painter.galley(place.0, place.1, theme.weak_text);
        for (column, card) in (0_u8..).zip(own) {
            let left = rows.left() + (layout.width + GRID) * f32::from(column);
            let corner = pos2(left, top + layout.above);
            let size = vec2(layout.width, height - layout.above);
            card_ui(ui, Rect::from_min_size(corner, size), card, context, requests);
        }
    }
}

/// Space inside the edge of a card.
fn margin(width: f32, context: &ViewContext<'_>) -> f32 {
    if width < 10.0 * context.theme.text_size { 0.75 * GRID } else { 1.25 * GRID }
}

/// Name and numbers of a card, laid out from its corner.
struct Head {
    name: Arc<Galley>,
    numbers: Vec<(Arc<Galley>, Pos2)>,
    size: Vec2,
}

impl Head {
    fn of(painter: &Painter, card: &Card, room: Vec2, context: &ViewContext<'_>) -> Self {
        let theme = context.theme;
        let title = crate::text::subscript::typeset(card.name);
        let font = theme.bold_font(1.25);
        let size = 1.25 * scale_to_words(painter, &title, &font, room.x);
        let name = painter.layout_no_wrap(title, theme.bold_font(size), theme.text);
        let shown = crate::app::widget::number::show;
        let numbers =
            context.text.with("card-numbers", &[("E", shown(card.E_mV)), ("tau", shown(card.tau_ms))]);
        let in_size = |words: &str, size: f32| {
            painter.layout_no_wrap(words.to_owned(), theme.font(size), theme.weak_text)
        };
        // Beside the name, below it in a line, or below it in two.
        let wide = in_size(&numbers, SIZES[0]);
        let below = name.size().y;
        if name.size().x + GRID + wide.size().x < room.x {
            let place = pos2(room.x - wide.size().x, 0.0);
            return Self { size: vec2(room.x, below), name, numbers: vec![(wide, place)] };
        }
        let parts: Vec<&str> = numbers.split(" · ").collect();
        for lines in [vec![numbers.as_str()], parts] {
            for size in SIZES {
                let mut top = below;
                let mut placed = Vec::new();
                for line in &lines {
                    let galley = in_size(line, size);
                    let height = galley.size().y;
                    placed.push((galley, pos2(0.0, top)));
                    top += height;
                }
                let fits = placed.iter().all(|(own, _)| own.size().x <= room.x) && top <= room.y;
                if fits {
                    return Self { name, numbers: placed, size: vec2(room.x, top) };
                }
            }
        }
        Self { size: vec2(room.x, below), name, numbers: Vec::new() }
    }
}

fn card_ui(ui: &Ui, rect: Rect, card: &Card, context: &ViewContext<'_>, requests: &mut Requests) {
    let (theme, text) = (context.theme, context.text);
    if rect.width() < 24.0 || rect.height() < 24.0 {
        return;
    }
    let response = ui.interact(rect, ui.scope_id().with(card.preset), Sense::click());
    let name = text.with("card-open", &[("name", card.name)]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let is_on = response.hovered() || response.has_focus();
    let painter = ui.painter_at(rect);
    let stroke = if is_on { Stroke::new(2.0, theme.accent) } else { Stroke::new(1.0, theme.hairline) };
    painter.rect(rect, f32::from(CORNER), theme.well, stroke, egui::StrokeKind::Inside);
    let inner = rect.shrink(margin(rect.width(), context));
    let head = Head::of(&painter, card, inner.size(), context);
    let mut y = inner.top() + head.size.y;
    painter.galley(inner.min, head.name, theme.text);
    for (numbers, place) in head.numbers {
        painter.galley(inner.min + place.to_vec2(), numbers, theme.weak_text);
    }
    let about = painter.layout(text.get(card.key), theme.font(0.92), theme.weak_text, inner.width());
    if y + about.size().y + theme.text_size * 4.0 < inner.bottom() {
        let from = pos2(inner.left(), y);
        y += about.size().y;
        painter.galley(from, about, theme.weak_text);
    }
    // What one spike does to the potential. Inhibition would not show at rest.
    let mut plot = Rect::from_min_max(pos2(inner.left(), y + GRID), inner.max);
    let note = painter.layout_no_wrap(text.get("card-depolarised"), theme.font(0.75), theme.weak_text);
    if card.sign < 0.0 && note.size().x < plot.width() && note.size().y + 24.0 < plot.height() {
        let at = pos2(plot.right() - note.size().x, plot.bottom() - note.size().y);
        plot.max.y = at.y;
        painter.galley(at, note, theme.weak_text);
    }
    if 16.0 < plot.height() {
        curve(&painter, plot, card, theme);
    }
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        requests.push(Request::OpenPreset(card.preset));
    }
}

/// Paints what one spike does to the potential, over 400 ms.
fn curve(painter: &Painter, plot: Rect, card: &Card, theme: &Theme) {
    let key = ReceptorKey::of_name(&card.preset.replace('-', "_"));
    let colour = key.map_or(theme.accent, |key| theme.receptor(key));
    let base = if 0.0 < card.sign { plot.bottom() - 4.0 } else { plot.top() + 4.0 };
    painter.hline(plot.x_range(), base, Stroke::new(1.0, theme.hairline));
    let points: Vec<Pos2> = (0..=160_u16)
        .map(|k| {
            let part = f32::from(k) / 160.0;
            let t = f64::from(part) * 400.0 - 20.0;
            #[expect(clippy::cast_possible_truncation, reason = "a place on a screen")]
            let height = response_to_spike(t, card.rise_ms, card.tau_ms) as f32;
            let up = card.sign * height * (plot.height() - 10.0);
            pos2(plot.left() + part * plot.width(), base - up)
        })
        .collect();
    painter.line(points, Stroke::new(theme.trace_width * 1.2, colour));
}

/// The shape of a postsynaptic potential, at most 1: a difference of exponentials through a membrane of 20 ms.
fn response_to_spike(t_ms: f64, rise_ms: f64, fall_ms: f64) -> f64 {
    if t_ms <= 0.0 {
        return 0.0;
    }
    let (rise, fall) = (rise_ms.max(5.0), fall_ms.max(20.0));
    let peak_at = rise * fall / (fall - rise) * (fall / rise).ln();
    let shape = |t: f64| (-t / fall).exp() - (-t / rise).exp();
    shape(t_ms) / shape(peak_at)
}
