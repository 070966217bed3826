//! The four receptors as pictures: by transmitter and by speed. Each opens its preset.

use eframe::egui::{self, Align2, Pos2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::app::context::ViewContext;
use crate::app::request::{Request, Requests};
use crate::app::theme::{CORNER, GRID};
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

/// Draws them into the whole of `ui`.
pub(crate) fn receptors_ui(ui: &mut Ui, context: &ViewContext<'_>, requests: &mut Requests) {
    let (theme, text) = (context.theme, context.text);
    let area = ui.available_rect_before_wrap().shrink(GRID);
    let head = theme.text_size * 1.6;
    let side = theme.text_size * if area.width() < theme.text_size * 40.0 { 5.9 } else { 7.0 };
    let cards = Rect::from_min_max(area.min + vec2(side, head), area.max);
    let cell = vec2((cards.width() - GRID) / 2.0, (cards.height() - GRID) / 2.0);
    let painter = ui.painter_at(area);
    for (column, key) in [(0_u8, "card-fast"), (1, "card-slow")] {
        let x = cards.left() + (cell.x + GRID) * f32::from(column) + cell.x / 2.0;
        painter.text(
            pos2(x, area.top()),
            Align2::CENTER_TOP,
            text.get(key),
            theme.bold_font(1.0),
            theme.weak_text,
        );
    }
    for (row, (own, key)) in CARDS.iter().zip(["card-glutamate", "card-gaba"]).enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "two rows")]
        let top = cards.top() + (cell.y + GRID) * row as f32;
        let words = painter.layout(text.get(key), theme.bold_font(1.0), theme.weak_text, side - GRID);
        painter.galley(pos2(area.left(), top + cell.y / 2.0 - words.size().y / 2.0), words, theme.weak_text);
        for (column, card) in own.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "two columns")]
            let left = cards.left() + (cell.x + GRID) * column as f32;
            card_ui(ui, Rect::from_min_size(pos2(left, top), cell), card, context, requests);
        }
    }
}

// Longer than 60 lines: one view from top to bottom.
fn card_ui(ui: &mut Ui, rect: Rect, card: &Card, context: &ViewContext<'_>, requests: &mut Requests) {
    let (theme, text) = (context.theme, context.text);
    if rect.width() < 24.0 || rect.height() < 24.0 {
        return;
    }
    let response = ui.interact(rect, ui.scope_id().with(card.preset), Sense::click());
    let name = text.with("card-open", &[("name", card.name)]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let is_on = response.hovered() || response.has_focus();
    let painter = ui.painter_at(rect);
    let stroke = if is_on { Stroke::new(2.0, theme.accent) } else { Stroke::new(1.0, theme.hairline) };
    painter.rect(rect, f32::from(CORNER), theme.well, stroke, egui::StrokeKind::Inside);
    let key = ReceptorKey::of_name(&card.preset.replace('-', "_"));
    let colour = key.map_or(theme.accent, |key| theme.receptor(key));
    let inner = rect.shrink(GRID * 1.25);
    let title = crate::text::subscript::typeset(card.name);
    let title = painter.layout_no_wrap(title, theme.bold_font(1.25), theme.text);
    let mut y = inner.top() + title.size().y;
    let title_width = title.size().x;
    painter.galley(inner.min, title, theme.text);
    let numbers = text.with(
        "card-numbers",
        &[
            ("E", crate::app::widget::number::show(card.E_mV)),
            ("tau", crate::app::widget::number::show(card.tau_ms)),
        ],
    );
    let in_size = |size: f32| painter.layout_no_wrap(numbers.clone(), theme.font(size), theme.weak_text);
    let wide = in_size(0.9);
    let numbers = if wide.size().x < inner.width() { wide } else { in_size(0.65) };
    let fits = title_width + GRID + numbers.size().x < inner.width();
    let at = if fits { pos2(inner.right() - numbers.size().x, inner.top()) } else { pos2(inner.left(), y) };
    y += if fits { 0.0 } else { numbers.size().y };
    painter.galley(at, numbers, theme.weak_text);
    let about = painter.layout(text.get(card.key), theme.font(0.92), theme.weak_text, inner.width());
    if y + about.size().y + theme.text_size * 4.0 < inner.bottom() {
        let from = pos2(inner.left(), y);
        y += about.size().y;
        painter.galley(from, about, theme.weak_text);
    }
    // What one spike does to the potential, over 400 ms. Inhibition would not show at rest.
    let mut plot = Rect::from_min_max(pos2(inner.left(), y + GRID), inner.max);
    let note = painter.layout_no_wrap(text.get("card-depolarised"), theme.font(0.75), theme.weak_text);
    if card.sign < 0.0 && note.size().x < plot.width() && note.size().y + 24.0 < plot.height() {
        let at = pos2(plot.right() - note.size().x, plot.bottom() - note.size().y);
        plot.max.y = at.y;
        painter.galley(at, note, theme.weak_text);
    }
    if 16.0 < plot.height() {
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
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        requests.push(Request::OpenPreset(card.preset));
    }
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
