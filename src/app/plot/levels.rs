//! Levels that the potential of a neuron is held against, such as its threshold: lines, and their names beside the data.

use eframe::egui::{self, pos2};
use egui_plot::{HLine, LineStyle};

use super::surroundings::{free_place, paint_at};
use crate::app::theme::Theme;
use crate::app::widget::symbol::symbol_job;

/// A level: its value, and its name.
pub(super) type Level = (f64, &'static str);

/// Space between the data and what is written beside them [points].
pub(super) const LEFT_OF_VALUES: f32 = 6.0;

/// Dashed lines at some levels.
pub(super) fn reference_lines(plot: &mut egui_plot::PlotUi<'_>, levels: &[Level], theme: &Theme) {
    for (value, name) in levels {
        let line = HLine::new(*name, *value).color(theme.weak_text.gamma_multiply(0.7)).width(theme.line);
        plot.hline(line.style(LineStyle::dashed_dense()).allow_hover(false));
    }
}

/// Names of levels right of the data, where there is room beside what is `taken` already, from one height to another.
pub(super) fn name_levels(
    painter: &egui::Painter,
    levels: impl Iterator<Item = Level>,
    (frame, taken): (egui::Rect, &mut Vec<(f32, f32)>),
    y_of: impl Fn(f64) -> f32,
    theme: &Theme,
) {
    let (left, font) = (frame.right() + LEFT_OF_VALUES, theme.font(0.82));
    let room = (frame.top() - 0.3 * theme.text_size, frame.bottom() + 2.0);
    let faint = theme.weak_text.gamma_multiply(0.7);
    let mut named: Vec<Level> = Vec::new();
    for (value, name) in levels {
        // Levels that several neurons share have one name.
        if named.contains(&(value, name)) {
            continue;
        }
        named.push((value, name));
        let level = y_of(value);
        let job = symbol_job(name, font.size, &font.family, theme.weak_text);
        let galley = painter.layout_job(job);
        let half = 0.5 * galley.size().y;
        if !frame.y_range().contains(level) {
            continue;
        }
        // A name that has to give way is tied to its line; one that would have to go far stays away.
        let place = free_place(level, 2.0 * half, taken, room);
        if let Some(y) = place.filter(|y| (y - level).abs() < 1.6 * theme.text_size) {
            taken.push((y - half, y + half));
            painter.line_segment(
                [pos2(frame.right(), level), pos2(left - 1.0, y)],
                egui::Stroke::new(theme.line, faint),
            );
            paint_at(painter, pos2(left, y - half), galley, theme);
        }
    }
}
