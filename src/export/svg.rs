//! SVG: figures for print, in millimetres, whose text stays text.
//!
//! What reopens a figure stands in `<metadata>`, its first element. No name or title can add an element: whatever comes from a
//! document is escaped.

use std::fmt::Write as _;

use super::csv::Provenance;
use super::figure::{Figure, Style};
use super::paper::{self, Anchor, Area, Paper, Piece, SMALL, TYPE, Words};

/// The drawing of a figure.
#[must_use]
pub fn draw(figure: &Figure, style: &Style, provenance: &Provenance<'_>) -> String {
    let (width, height) = paper::size_mm(figure, style);
    let mut svg = Svg::default();
    let size =
        format!("width=\"{w}mm\" height=\"{h}mm\" viewBox=\"0 0 {w} {h}\"", w = mm(width), h = mm(height));
    svg.add(&format!("<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" {size}>"));
    svg.add("<metadata>");
    for line in provenance.lines() {
        svg.add(&escaped(&line));
    }
    for line in provenance.packed().iter().flat_map(|packed| packed.lines()) {
        svg.add(&line);
    }
    svg.add("</metadata>");
    svg.add(&format!("<title>{}</title>", escaped(provenance.preset.title())));
    let font = "font-family=\"Helvetica, Arial, 'Liberation Sans', sans-serif\"";
    svg.add(&format!("<g {font} font-size=\"{TYPE}\" fill=\"#000000\" stroke-linejoin=\"round\">"));
    paper::draw(figure, style, &mut svg);
    svg.add("</g>");
    svg.add("</svg>");
    svg.text
}

#[derive(Debug, Default)]
struct Svg {
    text: String,
    n_clips: usize,
}

impl Svg {
    fn add(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }
}

impl Paper for Svg {
    fn bar(&mut self, area: Area, colour: &str) {
        let (x, y) = (mm(area.left), mm(area.top));
        let (w, h) = (mm(area.width), mm(area.height));
        self.add(&format!("<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" fill=\"{colour}\"/>"));
    }

    fn stroke(&mut self, from: (f64, f64), to: (f64, f64), width: f64) {
        let ends = [("x1", from.0), ("y1", from.1), ("x2", to.0), ("y2", to.1)];
        let ends: String = ends.iter().fold(String::new(), |mut all, (name, value)| {
            let _ = write!(all, "{name}=\"{}\" ", mm(*value));
            all
        });
        self.add(&format!("<line {ends}stroke=\"#000000\" stroke-width=\"{width}\"/>"));
    }

    fn clip(&mut self, area: Area) {
        self.n_clips += 1;
        let clip = format!("plot{}", self.n_clips);
        let (x, y, w, h) = (mm(area.left), mm(area.top), mm(area.width), mm(area.height));
        self.add(&format!(
            "<clipPath id=\"{clip}\"><rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"/></clipPath>"
        ));
        self.add(&format!("<g clip-path=\"url(#{clip})\">"));
    }

    fn unclip(&mut self) {
        self.add("</g>");
    }

    fn line(&mut self, points: &[(f64, f64)], colour: &str, width: f64) {
        let mut path = String::new();
        for (x, y) in points {
            let _ = write!(path, "{},{} ", mm(*x), mm(*y));
        }
        let stroke = format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"");
        self.add(&format!("<polyline points=\"{}\" {stroke}/>", path.trim_end()));
    }

    fn uprights(&mut self, lines: &[(f64, f64, f64)], colour: &str, width: f64) {
        let mut path = String::new();
        for (x, foot, top) in lines {
            let _ = write!(path, "M{},{}V{} ", mm(*x), mm(*foot), mm(*top));
        }
        let stroke = format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"");
        self.add(&format!("<path d=\"{}\" {stroke}/>", path.trim_end()));
    }

    fn dots(&mut self, centres: &[(f64, f64)], colour: &str, size: f64) {
        let mut path = String::new();
        for (x, y) in centres {
            let _ = write!(path, "M{},{}h0 ", mm(*x), mm(*y));
        }
        let stroke = format!("stroke=\"{colour}\" stroke-width=\"{}\" stroke-linecap=\"round\"", mm(size));
        self.add(&format!("<path d=\"{}\" fill=\"none\" {stroke}/>", path.trim_end()));
    }

    fn words(&mut self, words: &Words) {
        let Words { at: (x, y), anchor, is_upright, size, pieces } = words;
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let (x, y) = (mm(*x), mm(*y));
        let mut how = format!("x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" xml:space=\"preserve\"");
        if *is_upright {
            let _ = write!(how, " transform=\"rotate(-90 {x} {y})\"");
        }
        if size.to_bits() != TYPE.to_bits() {
            let _ = write!(how, " font-size=\"{size}\"");
        }
        let shown: String = pieces.iter().map(piece).collect();
        self.add(&format!("<text {how}>{shown}</text>"));
    }
}

fn piece(piece: &Piece) -> String {
    let Piece { text, is_lower, colour } = piece;
    let text = escaped(text);
    if *is_lower {
        // An empty element would not raise what follows.
        let lower = format!("<tspan dy=\"0.6\" font-size=\"{SMALL}\" fill=\"{colour}\">{text}</tspan>");
        return format!("{lower}<tspan dy=\"-0.6\">\u{200b}</tspan>");
    }
    if *colour == "#000000" { text } else { format!("<tspan fill=\"{colour}\">{text}</tspan>") }
}

/// A length [mm], to a thousandth.
fn mm(value: f64) -> String {
    let rounded = (value * 1000.0).round() / 1000.0 + 0.0;
    rounded.to_string()
}

/// A text that adds no element, without characters that XML does not allow.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_document_says_is_no_element() {
        assert_eq!(escaped("<a> & \"b\"'\u{1}"), "&lt;a&gt; &amp; &quot;b&quot;&#39; ");
        let lower = Piece { text: "<x>".to_owned(), is_lower: true, colour: "#000000" };
        assert!(piece(&lower).contains("&lt;x&gt;"));
    }
}
