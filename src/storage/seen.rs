//! What a person has seen of the lessons and presets that come with the program.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// Most lessons, and most presets, that are remembered.
pub const MAX_SEEN: usize = 1000;
/// Most steps that are remembered of a lesson.
pub const MAX_STEPS: u32 = 1000;

/// What was seen, by name. Names that this version of the program does not know stay.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Seen {
    /// Presets that were opened.
    pub presets: BTreeSet<String>,
    /// Lessons that were opened.
    pub lessons: BTreeMap<String, SeenLesson>,
}

/// What was seen of a lesson.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SeenLesson {
    /// The steps, from 0.
    pub steps: BTreeSet<u32>,
    /// How many the lesson had when it was opened last.
    pub of: u32,
}

impl Seen {
    /// Remembers that a preset was opened.
    pub fn preset(&mut self, name: &str) {
        if self.presets.len() < MAX_SEEN && !self.presets.contains(name) {
            self.presets.insert(name.to_owned());
        }
    }

    /// Remembers that a step of a lesson, counted from 0, was shown, of so many.
    pub fn step(&mut self, name: &str, step: usize, of: usize) {
        let (Ok(step), Ok(of)) = (u32::try_from(step), u32::try_from(of)) else { return };
        if MAX_STEPS <= step || MAX_SEEN <= self.lessons.len() && !self.lessons.contains_key(name) {
            return;
        }
        let lesson = self.lessons.entry(name.to_owned()).or_default();
        lesson.steps.insert(step);
        lesson.of = of;
    }

    /// How many steps of a lesson were seen, and how many it has; nothing of one that was never opened.
    #[must_use]
    pub fn steps_of(&self, name: &str) -> (usize, usize) {
        self.lessons.get(name).map_or((0, 0), |lesson| {
            let steps = lesson.steps.iter().filter(|step| **step < lesson.of).count();
            (steps, lesson.of as usize)
        })
    }

    /// Whether a lesson was seen to its end.
    #[must_use]
    pub fn is_finished(&self, name: &str) -> bool {
        let (seen, of) = self.steps_of(name);
        0 < of && of <= seen
    }

    /// Whether there is more than can have come from this program.
    #[must_use]
    pub fn is_too_much(&self) -> bool {
        let has_long_name = self.presets.iter().chain(self.lessons.keys()).any(|name| 200 < name.len());
        let mut steps = self.lessons.values().map(|lesson| lesson.steps.len());
        has_long_name
            || MAX_SEEN < self.presets.len()
            || MAX_SEEN < self.lessons.len()
            || steps.any(|steps| MAX_STEPS as usize <= steps)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lesson_is_finished_when_every_step_was_seen() {
        let mut seen = Seen::default();
        for step in [0, 2, 2] {
            seen.step("ampa", step, 3);
        }
        assert_eq!((seen.steps_of("ampa"), seen.is_finished("ampa")), ((2, 3), false));
        seen.step("ampa", 1, 3);
        assert!(seen.is_finished("ampa") && !seen.is_finished("nmda"));
        // A later version of the lesson has more steps.
        seen.step("ampa", 0, 5);
        assert_eq!((seen.steps_of("ampa"), seen.is_finished("ampa")), ((3, 5), false));
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let mut seen = Seen::default();
        for index in 0..3 * MAX_SEEN {
            seen.preset(&index.to_string());
            seen.step(&index.to_string(), 0, 1);
            seen.step("0", index, 5);
        }
        assert_eq!((seen.presets.len(), seen.lessons.len()), (MAX_SEEN, MAX_SEEN));
        assert!(seen.lessons["0"].steps.len() <= MAX_STEPS as usize);
    }
}
