//! Names of what a figure shows: their pieces, their colours, and the rows above a plot in which they stand.

use super::figure::{Curve, Graph, Panel};
use super::font::Fonts;

/// Colours of lines: those of Okabe and Ito, which differ for all eyes, the darker ones first.
pub(super) const COLOURS: [&str; 7] =
    ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000", "#e69f00", "#56b4e9"];

/// The same paler: for what belongs to a line of that colour, or is there for comparison.
const PALE: [&str; 7] = ["#99c7e0", "#eebf99", "#99d8c7", "#ebc9dc", "#999999", "#f5d999", "#bbe1f6"];
/// What is there for comparison and belongs to no line.
const FAINT: &str = "#999999";
/// With more curves for comparison than this, they are not named.
const MOST_FAINT_NAMED: usize = 4;

/// Type [mm], of 7 points, and what is set lower.
pub(super) const TYPE: f64 = 2.47;
pub(super) const SMALL: f64 = 1.9;
/// How far names stand inside the plot.
pub(super) const INDENT: f64 = 1.0;
/// Between two names.
const BETWEEN: &str = "   ";

/// Colours of a way, from the earliest to the latest: ever darker, and told apart without colour vision.
pub(super) const SHADES: [&str; 8] =
    ["#c6dbef", "#a6c8e4", "#7fb1d6", "#5a98c7", "#3c7eb6", "#2463a2", "#124885", "#08306b"];

/// A piece of a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub text: String,
    /// True if it is set lower and smaller.
    pub is_lower: bool,
    pub colour: &'static str,
}

/// A text in one piece.
pub(super) fn plain(text: &str, colour: &'static str) -> Vec<Piece> {
    vec![Piece { text: text.to_owned(), is_lower: false, colour }]
}

/// A name with what follows its first `_` set lower, up to a comma or a colon; there a text goes on, which may hold more names.
pub(super) fn pieces(name: &str, colour: &'static str) -> Vec<Piece> {
    let piece = |text: &str, is_lower| Piece { text: text.to_owned(), is_lower, colour };
    match name.split_once('_') {
        Some((symbol, below)) if !below.is_empty() => {
            let end = below.find([',', ':']).filter(|end| 0 < *end).unwrap_or(below.len());
            let (below, rest) = below.split_at(end);
            let mut all = vec![piece(symbol, false), piece(&below.replace('_', " "), true)];
            if !rest.is_empty() {
                all.extend(pieces(rest, colour));
            }
            all
        }
        _ => vec![piece(name, false)],
    }
}

/// Colours of a curve and of its name.
pub(super) type Colours = (&'static str, &'static str);

/// Curves and dots of a graph: whether they are lines, and their colours. What belongs to a curve has its colour, paler
/// where it is there for comparison.
pub(super) fn coloured(graph: &Graph) -> Vec<(&Curve, bool, Colours)> {
    let first = usize::from(!graph.bars.is_empty());
    let colour = |number: usize| (first + number) % COLOURS.len();
    let lines = graph.curves.iter().map(|own| (own, true));
    let mut number = 0;
    lines
        .chain(graph.dots.iter().map(|own| (own, false)))
        .map(|(own, is_line)| {
            let colours = match (own.is_faint, own.of) {
                (true, None) => (FAINT, FAINT),
                (true, Some(of)) => (PALE[colour(of)], COLOURS[colour(of)]),
                (false, Some(of)) => (COLOURS[colour(of)], COLOURS[colour(of)]),
                (false, None) => {
                    number += 1;
                    (COLOURS[colour(number - 1)], COLOURS[colour(number - 1)])
                }
            };
            (own, is_line, colours)
        })
        .collect()
}

/// The names of what a plot shows, in its colours.
fn names(panel: &Panel) -> Vec<Vec<Piece>> {
    let colours = || COLOURS.iter().cycle();
    match panel {
        Panel::Lines { series, .. } => {
            series.iter().zip(colours()).map(|(own, colour)| pieces(&own.name, colour)).collect()
        }
        Panel::Dots { populations } => {
            populations.iter().zip(colours()).map(|(own, colour)| plain(&own.name, colour)).collect()
        }
        Panel::Graph(graph) => {
            let way = graph.way.iter().map(|own| pieces(&own.name, SHADES[SHADES.len() - 1]));
            let are_named = graph.curves.iter().filter(|own| own.is_faint).count() <= MOST_FAINT_NAMED;
            let curves = coloured(graph).into_iter();
            let named = curves.filter(|(own, ..)| !own.name.is_empty() && (are_named || !own.is_faint));
            way.chain(named.map(|(own, _, (_, colour))| pieces(&own.name, colour))).collect()
        }
    }
}

/// The names of a plot in rows of at most a width [mm], where they fit; each with its own width.
pub(super) fn rows(panel: &Panel, width: f64) -> Vec<(Vec<Piece>, f64)> {
    let fonts = Fonts::new();
    let length = |pieces: &[Piece]| -> f64 {
        let size = |piece: &Piece| if piece.is_lower { SMALL } else { TYPE };
        pieces.iter().map(|piece| size(piece) * fonts.width(&piece.text)).sum()
    };
    let between = TYPE * fonts.width(BETWEEN);
    let mut rows: Vec<(Vec<Piece>, f64)> = Vec::new();
    for name in names(panel) {
        let own = length(&name);
        match rows.last_mut() {
            Some((row, filled)) if *filled + between + own <= width - INDENT => {
                row.extend(plain(BETWEEN, "#000000"));
                row.extend(name);
                *filled += between + own;
            }
            _ => rows.push((name, own)),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_set_in_pieces() {
        let texts = |name: &str| {
            let all = pieces(name, "#000000");
            all.into_iter().map(|piece| (piece.text, piece.is_lower)).collect::<Vec<_>>()
        };
        let owned = |text: &str, is_lower: bool| (text.to_owned(), is_lower);
        assert_eq!(texts("w"), [owned("w", false)]);
        assert_eq!(texts("P_rel"), [owned("P", false), owned("rel", true)]);
        assert_eq!(texts("V_Purkinje cell"), [owned("V", false), owned("Purkinje cell", true)]);
        assert_eq!(texts("g_exc_1-0"), [owned("g", false), owned("exc 1-0", true)]);
        let [symbol, below] = [owned("V", false), owned("F", true)];
        assert_eq!(texts("V_F, mean"), [symbol.clone(), below.clone(), owned(", mean", false)]);
        assert_eq!(texts("V_F, V_F"), [symbol, below.clone(), owned(", V", false), below]);
    }

    #[test]
    fn names_that_do_not_fit_stand_in_another_row() {
        let curve = |name: &str, is_faint| Curve { name: name.to_owned(), is_faint, ..Curve::default() };
        let long = "strong: 1.07 before, 1.00 after, n = 274283";
        let mut graph = Graph { curves: vec![curve(long, false), curve(long, true)], ..Graph::default() };
        let of = |graph: &Graph| rows(&Panel::Graph(graph.clone()), 70.0);
        assert_eq!(of(&graph).len(), 2);
        assert!(
            of(&graph).iter().all(|(_, width)| (30.0..=70.0 - INDENT).contains(width)),
            "{:?}",
            of(&graph)
        );
        assert_eq!(rows(&Panel::Graph(graph.clone()), 200.0).len(), 1);
        // Many for comparison would be no names any more.
        graph.curves.extend((0..MOST_FAINT_NAMED).map(|_| curve("a sweep", true)));
        assert_eq!(of(&graph).len(), 1);
    }

    #[test]
    fn what_belongs_to_a_curve_has_its_colour() {
        let curve = |is_faint, of| Curve { is_faint, of, ..Curve::default() };
        let curves = vec![curve(true, Some(1)), curve(false, None), curve(false, None), curve(true, None)];
        let graph =
            Graph { curves, dots: vec![curve(false, Some(0)), curve(false, None)], ..Graph::default() };
        let colours: Vec<&str> = coloured(&graph).iter().map(|own| own.2.0).collect();
        assert_eq!(colours, [PALE[1], COLOURS[0], COLOURS[1], FAINT, COLOURS[0], COLOURS[2]]);
    }
}
