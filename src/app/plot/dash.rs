//! How curves and dots of a chart are told apart without their colours: by dashes and by shapes.

use eframe::egui::Color32;
use egui_plot::LineStyle;

use super::chart::{Chart, Curve, Dots};
use crate::app::appearance::Mark;
use crate::app::theme::Theme;

/// How the line of a curve is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dash {
    Solid,
    Long,
    Dots,
    Short,
}

impl Dash {
    pub const ALL: [Self; 4] = [Self::Solid, Self::Long, Self::Dots, Self::Short];

    pub fn style(self, theme: &Theme) -> LineStyle {
        let unit = theme.trace_width;
        match self {
            Self::Solid => LineStyle::Solid,
            Self::Long => LineStyle::Dashed { length: 6.0 * unit },
            Self::Dots => LineStyle::Dotted { spacing: 3.0 * unit },
            Self::Short => LineStyle::Dashed { length: 3.0 * unit },
        }
    }

    /// Pieces of a line of this kind, from 0 to 1: a sample beside a name.
    pub fn pieces(self) -> &'static [(f32, f32)] {
        match self {
            Self::Solid => &[(0.0, 1.0)],
            Self::Long => &[(0.0, 0.4), (0.6, 1.0)],
            Self::Dots => &[(0.0, 0.08), (0.31, 0.39), (0.61, 0.69), (0.92, 1.0)],
            Self::Short => &[(0.0, 0.2), (0.4, 0.6), (0.8, 1.0)],
        }
    }
}

/// How the curves of a chart are drawn: those of another colour or name in another way, so that they can be told apart without
/// colour. What has no name belongs to the curve of its colour before it, or after it if there is none. Plain thin lines without a name are no curves, but help
/// the eye.
pub(super) fn dashes<'a>(chart: &'a Chart) -> Vec<Dash> {
    if chart.is_plain {
        return vec![Dash::Solid; chart.curves.len()];
    }
    let mut known: Vec<(Color32, bool, &str)> = Vec::new();
    let mut of = |curve: &'a Curve| {
        if curve.is_faint && curve.name.is_empty() {
            return Dash::Solid;
        }
        let own = (curve.colour, curve.is_faint, curve.name.as_str());
        let is_own = |other: &(Color32, bool, &str)| {
            (other.0, other.1) == (own.0, own.1)
                && (own.2.is_empty() || other.2.is_empty() || other.2 == own.2)
        };
        let place = known.iter().rposition(is_own).unwrap_or_else(|| {
            known.push(own);
            known.len() - 1
        });
        if !own.2.is_empty() {
            known[place].2 = own.2;
        }
        Dash::ALL[place % Dash::ALL.len()]
    };
    // Full curves first: the first of them is solid whatever stands before it.
    let mut all = vec![Dash::Solid; chart.curves.len()];
    for is_faint in [false, true] {
        for (curve, dash) in chart.curves.iter().zip(&mut all).filter(|(own, _)| own.is_faint == is_faint) {
            *dash = of(curve);
        }
    }
    all
}

/// The shapes of the dots of a chart: those of another name have another.
pub(super) fn shapes(chart: &Chart) -> Vec<Mark> {
    let mut next = 0;
    let mut of = |dots: &Dots| {
        let own = if dots.name.is_empty() { 0 } else { next };
        next += usize::from(!dots.name.is_empty());
        Mark::nth(own)
    };
    chart.dots.iter().map(&mut of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(name: &str, colour: Color32, is_faint: bool) -> Curve {
        Curve { name: name.to_owned(), colour, points: vec![(0.0, 0.0), (1.0, 1.0)], is_faint }
    }

    /// Curves of different colours differ in their dashes, too, and so do dots of different names in their shapes.
    #[test]
    fn what_differs_in_colour_differs_in_shape() {
        let (red, blue, grey) = (Color32::RED, Color32::BLUE, Color32::GRAY);
        let curves = vec![
            curve("", grey, true),
            curve("theory", grey, true),
            curve("F", red, false),
            curve("", red, false),
            curve("G", blue, false),
        ];
        // Of one colour, but of two names; what has no name goes on with the one before it.
        let same = ["", "a", "", "b", "", "a"].map(|name| curve(name, red, false)).to_vec();
        let [a, b] = [Dash::Solid, Dash::Long];
        assert_eq!(dashes(&Chart { curves: same, ..Chart::default() }), [a, a, a, b, b, a]);
        let dots = |name: &str| Dots { name: name.to_owned(), colour: red, points: Vec::new(), size: 1.0 };
        let chart = Chart { curves, dots: vec![dots(""), dots("a"), dots("b")], ..Chart::default() };
        assert_eq!(dashes(&chart), [Dash::Solid, Dash::Dots, Dash::Solid, Dash::Solid, Dash::Long]);
        let marks = shapes(&chart);
        assert!(marks[1] != marks[2], "{marks:?}");
        for dash in Dash::ALL {
            assert!(dash.pieces().iter().all(|(from, to)| from < to && *to <= 1.0));
        }
    }
}
