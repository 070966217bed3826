//! The keys of a lecture: one list for what they do, the notes and the shortcut sheet.

use eframe::egui::{self, Event, Key};

use crate::app::action::key_words;

/// Declares the keys: variant, catalogue key of what it does, keys.
macro_rules! stage_keys {
    ($( $variant:ident: $key:literal, [$($own:ident),+]; )+) => {
        /// What a key of a lecture does.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum StageKey { $( #[doc = $key] $variant, )+ }

        impl StageKey {
            /// All of them, with what the catalogue says they do and the keys that do it.
            pub const ALL: &'static [(Self, &'static str, &'static [Key])] =
                &[ $( (Self::$variant, $key, &[$( Key::$own ),+]), )+ ];
        }
    };
}

stage_keys! {
    Next: "stage-next", [PageDown, ArrowRight, ArrowDown];
    Back: "stage-back", [PageUp, ArrowLeft, ArrowUp];
    Show: "action-show-me", [Enter];
    Question: "stage-question", [Q];
    Black: "stage-black", [B];
    List: "stage-list", [L];
    Notes: "stage-notes", [N];
    Laser: "stage-laser", [Z];
    Large: "stage-large", [M];
    Pen: "stage-pen", [D];
    Erase: "stage-erase", [X];
    End: "stage-end", [Escape];
}

impl StageKey {
    fn of(key: Key) -> Option<Self> {
        Self::ALL.iter().find(|(_, _, keys)| keys.contains(&key)).map(|(own, ..)| *own)
    }
}

/// Takes the presses of a frame, in their order, so that no widget sees them. A key that is held is one press.
pub(super) fn take(ctx: &egui::Context) -> Vec<StageKey> {
    let mut pressed = Vec::new();
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, pressed: true, repeat, modifiers, .. } = event else { return true };
            let Some(own) = StageKey::of(*key).filter(|_| modifiers.is_none()) else { return true };
            if !repeat {
                pressed.push(own);
            }
            false
        });
    });
    pressed
}

/// The keys of something, as people write them.
pub(in crate::app) fn words(keys: &[Key]) -> String {
    keys.iter().map(|key| key_words(*key)).collect::<Vec<_>>().join("  ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Language, Text};

    #[test]
    fn every_key_does_one_thing_and_says_it() {
        let mut keys: Vec<Key> = StageKey::ALL.iter().flat_map(|(_, _, keys)| keys.iter().copied()).collect();
        let count = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), count);
        for language in Language::ALL {
            let text = Text::of(language, &crate::text::Declared::default());
            for (_, key, _) in StageKey::ALL {
                assert!(text.has(key), "{key}");
            }
        }
    }
}
