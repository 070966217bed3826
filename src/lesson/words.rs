//! The Markdown of lessons: its words, and its links in whatever form they are written.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

/// A link or a picture in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What is shown of it, as plain text; a formula stands between `$`.
    pub shown: String,
    /// Where it leads.
    pub target: String,
    /// Whether it is a picture.
    pub is_picture: bool,
    /// Where it stands in the text [bytes].
    pub range: Range<usize>,
}

/// The Markdown that is understood, the same as where it is drawn.
fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_MATH;
    Parser::new_ext(text, options).into_offset_iter()
}

/// The links and pictures of a text, in their order. Of what stands in one another only the outermost counts.
#[must_use]
pub fn links(text: &str) -> Vec<Link> {
    let mut links = Vec::new();
    let mut open: Option<Link> = None;
    let mut depth = 0_usize;
    for (event, range) in events(text) {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                depth += 1;
                let mail = if link_type == LinkType::Email { "mailto:" } else { "" };
                let target = format!("{mail}{dest_url}");
                open.get_or_insert(Link { shown: String::new(), target, is_picture: false, range });
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                depth += 1;
                let target = dest_url.to_string();
                open.get_or_insert(Link { shown: String::new(), target, is_picture: true, range });
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    links.extend(open.take());
                }
            }
            other => {
                if let Some(open) = &mut open {
                    open.shown.push_str(&plain(&other, true));
                }
            }
        }
    }
    links
}

/// A text with what its links show in their places.
#[must_use]
pub fn without_links(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut at = 0;
    for link in links(text) {
        plain.push_str(&text[at..link.range.start]);
        plain.push_str(&link.shown);
        at = link.range.end;
    }
    plain.push_str(&text[at..]);
    plain
}

/// What an event says, as plain text.
fn plain(event: &Event<'_>, with_formulas: bool) -> String {
    match event {
        Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
            words.to_string()
        }
        Event::InlineMath(formula) | Event::DisplayMath(formula) if with_formulas => format!("${formula}$"),
        Event::InlineMath(_) | Event::DisplayMath(_) => "x".to_owned(),
        Event::Start(_) | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {
            String::new()
        }
        Event::End(TagEnd::Link | TagEnd::Image) => String::new(),
        _ => " ".to_owned(),
    }
}

/// Number of words of a text; a formula counts as one, and where links lead does not count.
pub(super) fn count(text: &str) -> usize {
    let words: String = events(text).map(|(event, _)| plain(&event, false)).collect();
    words.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_in_every_form() {
        let text = "[one](a.b) [two](<Purkinje cell> \"title\") [three][r] [r] <https://four.org> <five@six.org> \
                    ![seven](file:///etc/passwd) [![eight](pic.png)](nine) [$g$ and `x`](ten) \\[no](no) `[no](no)` $[no](no)$\n\n\
                    [r]: javascript:alert(1)\n";
        let found = links(text);
        let found: Vec<(&str, &str)> = found.iter().map(|l| (l.shown.as_str(), l.target.as_str())).collect();
        let expected = [
            ("one", "a.b"),
            ("two", "Purkinje cell"),
            ("three", "javascript:alert(1)"),
            ("r", "javascript:alert(1)"),
            ("https://four.org", "https://four.org"),
            ("five@six.org", "mailto:five@six.org"),
            ("seven", "file:///etc/passwd"),
            ("eight", "nine"),
            ("$g$ and x", "ten"),
        ];
        assert_eq!(found, expected);
        let pictures = links(text).into_iter().filter(|link| link.is_picture).count();
        assert_eq!(pictures, 1);
    }

    #[test]
    fn links_can_be_left_out() {
        let text = "Drag [τ](a.b) of [the *cell*](<Purkinje cell>), A₋/A₊ and f(w).";
        assert_eq!(without_links(text), "Drag τ of the cell, A₋/A₊ and f(w).");
        assert_eq!(without_links("none"), "none");
    }

    #[test]
    fn words_are_counted_without_marks_targets_and_formulas() {
        assert_eq!(count("One **two** [three four](five.six) $a + b = c$ - *five*.\n\nSix"), 7);
        assert_eq!(count(""), 0);
    }
}
