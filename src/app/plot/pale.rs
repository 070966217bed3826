//! How A of a twin looks beside B: paler and wider, so that B shows inside of it where the two agree.

use eframe::egui::Color32;

use crate::app::theme::Theme;

/// What is left of a colour in A, and how much wider its line is.
const PALE: f32 = 0.4;
const WIDER: f32 = 3.2;

/// The colour of A beside that of B.
pub(super) fn pale(colour: Color32) -> Color32 {
    colour.gamma_multiply(PALE)
}

/// The width of lines of A.
pub(super) fn wide(theme: &Theme) -> f32 {
    WIDER * theme.trace_width
}
