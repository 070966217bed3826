//! Notices: toasts for outcomes, and the list of what was said.

use std::collections::VecDeque;
use std::time::Duration;

use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{
    Align2, Area, Color32, Context, CornerRadius, FontId, Galley, Id, Order, Role, Sense, Stroke, StrokeKind,
    WidgetInfo, vec2,
};

use super::theme::{self, Theme};
use crate::message::cut_lines;
use crate::text::Text;

/// Messages that are kept.
const HISTORY: usize = 200;
/// Toasts that are shown at once.
const MOST_SHOWN: usize = 4;
/// Rows of one toast; the list of messages has the rest.
const MOST_ROWS: usize = 8;
/// Greatest width of a toast, and its distance from the window's edges and from its words [points].
const WIDTH: f32 = 480.0;
const MARGIN: f32 = 16.0;
const PADDING: f32 = 10.0;

/// A kind of notice: its sign, its colour, and how long it is shown [s].
#[derive(Debug, Clone, Copy)]
struct Kind {
    sign: &'static str,
    colour: Color32,
    seconds: f64,
}

const DONE: Kind = Kind { sign: "✓", colour: theme::DONE, seconds: 4.0 };
const INFO: Kind = Kind { sign: "ℹ", colour: theme::INFO, seconds: 5.0 };
const CAUTION: Kind = Kind { sign: "⚠", colour: theme::INFO, seconds: 12.0 };
const ERROR: Kind = Kind { sign: "⚠", colour: theme::ERROR, seconds: 20.0 };

/// A notice on screen.
#[derive(Debug)]
struct Toast {
    words: String,
    kind: Kind,
    /// Until when it is shown, once it has been [s].
    until_s: Option<f64>,
    number: u64,
}

/// Toasts and their history.
#[derive(Debug, Default)]
pub struct Notices {
    toasts: Vec<Toast>,
    history: VecDeque<String>,
    /// How many there were.
    count: u64,
    /// When they were drawn last [s].
    drawn_s: f64,
}

#[expect(clippy::needless_pass_by_value, reason = "callers have just made the words")]
impl Notices {
    /// Says that something was done.
    pub fn done(&mut self, words: String) {
        self.say(&words, DONE);
    }

    /// Says what is fine and yet worth a second look.
    pub fn caution(&mut self, words: String) {
        self.say(&words, CAUTION);
    }

    /// Says something that may be of use.
    pub fn info(&mut self, words: String) {
        // A value held at its limit says so every frame; once is enough.
        if self.history.back() != Some(&words) || self.toasts.is_empty() {
            self.say(&words, INFO);
        }
    }

    /// Says what went wrong; the list of messages keeps it.
    pub fn error(&mut self, words: String) {
        // Cut before anything lays it out or writes it.
        let words = cut_lines(&words);
        tracing::warn!("{words}");
        self.say(&words, ERROR);
    }

    fn say(&mut self, words: &str, kind: Kind) {
        if HISTORY <= self.history.len() {
            self.history.pop_front();
        }
        let words = cut_lines(words);
        self.history.push_back(words.clone());
        if MOST_SHOWN <= self.toasts.len() {
            self.toasts.remove(0);
        }
        self.count += 1;
        self.toasts.push(Toast { words, kind, until_s: None, number: self.count });
    }

    /// What was said, oldest first.
    #[must_use]
    pub fn history(&self) -> &VecDeque<String> {
        &self.history
    }

    /// Draws the toasts, the newest lowest, as many as have room.
    pub fn show(&mut self, ctx: &Context, text: &Text, theme: &Theme) {
        let now_s = ctx.input(|input| input.time);
        let passed_s = now_s - std::mem::replace(&mut self.drawn_s, now_s);
        self.toasts.retain(|toast| toast.until_s.is_none_or(|until_s| now_s < until_s));
        if self.toasts.is_empty() {
            return;
        }
        let window = ctx.content_rect();
        let margin = MARGIN.min(0.05 * window.width().min(window.height()));
        let width = (window.width() - 2.0 * margin).clamp(1.0, WIDTH);
        let mut room = window.height() - 2.0 * margin;
        let mut fitting = Vec::new();
        for toast in self.toasts.iter().rev() {
            let Some(galley) =
                lay_out(ctx, toast, (width - 2.0 * PADDING, room - 2.0 * PADDING), text, theme)
            else {
                break;
            };
            room -= galley.size().y + 2.0 * PADDING + 0.5 * margin;
            fitting.push((toast.number, galley));
        }
        let pointer = ctx.pointer_hover_pos();
        let area = Area::new(Id::unique("notices"))
            .order(Order::Tooltip)
            .anchor(Align2::RIGHT_BOTTOM, vec2(-margin, -margin))
            .interactable(false); // What lies beneath can be clicked.
        area.show(ctx, |ui| {
            ui.spacing_mut().item_spacing.y = 0.5 * margin;
            for (number, galley) in fitting.into_iter().rev() {
                let Some(toast) = self.toasts.iter_mut().find(|toast| toast.number == number) else {
                    continue;
                };
                let size = vec2(width, galley.size().y + 2.0 * PADDING);
                let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &toast.words));
                let corner = CornerRadius::same(theme::CORNER);
                ui.painter().rect_filled(rect, corner, theme.well);
                ui.painter().rect_stroke(
                    rect,
                    corner,
                    Stroke::new(1.0, toast.kind.colour),
                    StrokeKind::Inside,
                );
                ui.painter().galley(rect.min + vec2(PADDING, PADDING), galley, theme.text);
                let until_s = toast.until_s.get_or_insert(now_s + toast.kind.seconds);
                // Whoever points at it is reading.
                if pointer.is_some_and(|at| rect.contains(at)) {
                    *until_s += passed_s;
                }
            }
        });
        let next_s = self.toasts.iter().filter_map(|toast| toast.until_s).fold(f64::INFINITY, f64::min);
        if next_s.is_finite() {
            ctx.request_repaint_after(Duration::from_secs_f64((next_s - now_s).clamp(0.01, 60.0)));
        }
    }
}

/// The words of a toast in so much room; `None` if not even a row fits.
fn lay_out(
    ctx: &Context,
    toast: &Toast,
    (width, height): (f32, f32),
    text: &Text,
    theme: &Theme,
) -> Option<std::sync::Arc<Galley>> {
    let font = FontId::proportional(theme.text_size);
    let row = ctx.fonts_mut(|fonts| fonts.row_height(&font));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a handful of rows")]
    let rows = ((height / row).floor().max(0.0) as usize).min(MOST_ROWS);
    if rows == 0 {
        return None;
    }
    let job = |words: &str, rows: usize, more: Option<String>| {
        let format = |colour| TextFormat::simple(font.clone(), colour);
        let mut job = LayoutJob {
            wrap: TextWrapping { max_width: width.max(1.0), max_rows: rows, ..Default::default() },
            ..Default::default()
        };
        job.append(toast.kind.sign, 0.0, format(toast.kind.colour));
        job.append(words, 6.0, format(theme.text));
        if let Some(more) = more {
            job.append(&format!("\n{more}"), 0.0, format(theme.weak_text));
        }
        job
    };
    let whole = ctx.fonts_mut(|fonts| fonts.layout_job(job(&toast.words, rows, None)));
    if !whole.elided || rows < 3 {
        return Some(whole);
    }
    // The last row says where the rest is.
    let kept: usize = whole.rows.iter().take(rows - 2).map(|row| row.char_count_including_newline().0).sum();
    let words: String = toast.words.chars().take(kept.saturating_sub(2)).collect();
    let more = text.get("notice-more");
    Some(ctx.fonts_mut(|fonts| fonts.layout_job(job(&format!("{}…", words.trim_end()), rows, Some(more)))))
}
