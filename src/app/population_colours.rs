//! Which colours the populations of a document have.

use std::collections::BTreeMap;

/// The colours of populations, by id: each a place among those of a theme, and how many populations before have the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PopulationColours {
    of: BTreeMap<u32, (u8, usize)>,
    /// The same in the order of the document.
    listed: Vec<(u32, u8)>,
}

impl PopulationColours {
    /// The colours of some populations, in the order of the document.
    #[must_use]
    pub fn new(listed: Vec<(u32, u8)>) -> Self {
        let mut known: BTreeMap<u8, usize> = BTreeMap::new();
        let of = listed.iter().map(|(id, colour)| {
            let rank = known.entry(*colour).or_default();
            *rank += 1;
            (*id, (*colour, *rank - 1))
        });
        Self { of: of.collect(), listed }
    }

    /// Whether these are the colours of some populations.
    pub fn is_of(&self, listed: impl Iterator<Item = (u32, u8)>) -> bool {
        self.listed.iter().copied().eq(listed)
    }

    /// The colour of a population, and how many before it have the same.
    pub(super) fn get(&self, id: u32) -> Option<(u8, usize)> {
        self.of.get(&id).copied()
    }
}
