//! What a card of the gallery shows of a lesson or a preset.

use super::Item;
use super::sketch::Sketch;
use crate::document::Document;
use crate::lesson::{self, Pane, library as lessons};
use crate::preset::{Preset, library, load};

/// What a card's picture is made of.
#[derive(Debug)]
pub(super) struct Card {
    /// Its document, at rest.
    pub(super) document: Document,
    /// A few curves of what it does.
    pub(super) sketch: Sketch,
    /// Whether the drawing of a synapse stands for the network.
    pub(super) is_synapse: bool,
    /// What it is about, in English.
    pub(super) about: String,
}

impl Card {
    /// Reads a lesson or a preset, and lets it run for a moment.
    pub fn of(item: Item) -> Self {
        // A test reads every one of them.
        let (preset, about, is_synapse) = match item {
            Item::Preset(name) => {
                let preset = library::find(name).and_then(|own| load::parse(own.text.as_bytes()).ok());
                let preset = preset.unwrap_or_else(|| Preset::empty(name));
                let about = preset.description().to_owned();
                (preset, about, false)
            }
            Item::Lesson(name) => {
                let lesson = lessons::find(name).and_then(|own| lesson::parse(own.text.as_bytes()).ok());
                let first = lesson.as_ref().and_then(|lesson| lesson.steps.first());
                let is_synapse = first.is_some_and(|step| step.page.show.contains(&Pane::Synapse));
                let preset = first.map(|step| Preset::clone(&step.preset));
                let about = lesson.map_or_else(String::new, |lesson| lesson.notes.aim);
                (preset.unwrap_or_else(|| Preset::empty(name)), about, is_synapse)
            }
        };
        let sketch = Sketch::of(&preset);
        Self { document: Document::untitled(preset), sketch, is_synapse, about }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lesson_and_preset_has_a_card() {
        for item in lesson::topics::TOPICS.iter().flat_map(super::super::items) {
            let started = std::time::Instant::now();
            let card = Card::of(item);
            println!("{item:?}: {:.1} ms", started.elapsed().as_secs_f64() * 1e3);
            assert!(!card.about.is_empty(), "{item:?}");
            let preset = card.document.preset();
            let has_network = !preset.network().populations().is_empty();
            assert!(has_network || !card.sketch.is_empty(), "{item:?} has no picture");
        }
    }
}
