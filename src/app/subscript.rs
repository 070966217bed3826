//! Lowered letters are for the eye: a screen reader and the clipboard get plain ones.

use eframe::egui::accesskit::{Node, Role};
use eframe::egui::{Context, FullOutput, OutputCommand, Plugin};

use crate::text::subscript::{is_typeset, spoken, written};

/// Replaces lowered letters in all that leaves the window as text.
#[derive(Debug, Default)]
pub(super) struct PlainSubscripts;

impl Plugin for PlainSubscripts {
    fn debug_name(&self) -> &'static str {
        "plain_subscripts"
    }

    fn output_hook(&mut self, _ctx: &Context, output: &mut FullOutput) {
        for command in &mut output.platform_output.commands {
            if let OutputCommand::CopyText(text) = command {
                *text = written(text);
            }
        }
        if let Some(update) = &mut output.platform_output.accesskit_update {
            for (_, node) in &mut update.nodes {
                speak(node);
            }
        }
    }
}

/// Puts plain letters into all that a node says.
fn speak(node: &mut Node) {
    let plain = |text: Option<&str>| text.filter(|text| is_typeset(text)).map(spoken);
    if let Some(text) = plain(node.label()) {
        node.set_label(text);
    }
    if let Some(text) = plain(node.description()) {
        node.set_description(text);
    }
    if let Some(text) = plain(node.tooltip()) {
        node.set_tooltip(text);
    }
    let Some(text) = node.value().filter(|text| is_typeset(text)).map(ToOwned::to_owned) else { return };
    if node.role() == Role::TextRun {
        // Every character has its length in bytes there, and keeps its place.
        let (mut lengths, mut at) = (Vec::new(), 0);
        let mut said = String::new();
        for length in node.character_lengths() {
            let end = at + usize::from(*length);
            let letter = text.get(at..end).unwrap_or_default();
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let goes_on = before.is_some_and(|before| is_typeset(&before.to_string()));
            let own = spoken(letter);
            let own = if goes_on && is_typeset(letter) { own.trim_start().to_owned() } else { own };
            lengths.push(u8::try_from(own.len()).unwrap_or(u8::MAX));
            said.push_str(&own);
            at = end;
        }
        node.set_character_lengths(lengths);
        node.set_value(said);
    } else {
        node.set_value(spoken(&text));
    }
}
