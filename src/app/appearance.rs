//! How what a network consists of looks, everywhere: its colour, and the mark that tells apart what has the same colour.
//!
//! A population has its colour; the second one with this colour has a mark, the third one another. A synapse has the colour of its receptor; the second one with a receptor has another shade and a
//! mark, the third one others still. The mark stands before its name and along its curves.

use eframe::egui::Color32;
use egui_plot::MarkerShape;

use super::theme::Theme;
use crate::model::network::{Network, Object, Projection, Target};
use crate::model::probe::{Probe, TOTAL_CONDUCTANCE, TOTAL_CURRENT};
use crate::model::receptor::{Receptor, ReceptorKey};

/// A sign that stands before a name and along a curve.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Mark {
    #[default]
    None,
    Square,
    Up,
    Diamond,
    Down,
    Right,
    Left,
}

/// Marks in the order in which they are given.
const MARKS: [(Mark, &str); 7] = [
    (Mark::None, ""),
    (Mark::Square, "■"),
    (Mark::Up, "▲"),
    (Mark::Diamond, "◆"),
    (Mark::Down, "▼"),
    (Mark::Right, "▶"),
    (Mark::Left, "◀"),
];

impl Mark {
    /// The `n`-th mark; the first is none, and after the last one they begin again.
    pub fn nth(n: usize) -> Self {
        let marks = MARKS.len() - 1;
        if n == 0 { Self::None } else { MARKS[1 + (n - 1) % marks].0 }
    }

    /// The first that is not among others, if there is one.
    pub fn free(taken: &[Self]) -> Option<Self> {
        MARKS.iter().map(|(mark, _)| *mark).find(|mark| !taken.contains(mark))
    }

    /// The mark as a letter; empty if there is none.
    pub fn sign(self) -> &'static str {
        MARKS.iter().find(|(mark, _)| *mark == self).map_or("", |(_, sign)| sign)
    }

    /// A name after the mark.
    pub fn before(self, name: &str) -> String {
        if self == Self::None { name.to_owned() } else { format!("{}\u{a0}{name}", self.sign()) }
    }

    /// How far from a round place it stands on its curve, from 0 to 1: different marks stand at different places.
    pub fn place(self) -> f64 {
        let index = MARKS.iter().position(|(mark, _)| *mark == self).unwrap_or(0);
        let golden = 0.618 * f64::from(u8::try_from(index).unwrap_or(0));
        golden - golden.floor()
    }

    /// Its shape along a curve.
    pub fn shape(self) -> Option<MarkerShape> {
        match self {
            Self::None => None,
            Self::Square => Some(MarkerShape::Square),
            Self::Up => Some(MarkerShape::Up),
            Self::Diamond => Some(MarkerShape::Diamond),
            Self::Down => Some(MarkerShape::Down),
            Self::Right => Some(MarkerShape::Right),
            Self::Left => Some(MarkerShape::Left),
        }
    }
}

/// What has a look, whatever the theme.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Hue {
    /// A population, by its id.
    Population(u32),
    /// A receptor, and which of the synapses with it has it.
    Receptor(ReceptorKey, usize),
    /// A weight of a model without receptors, by its place.
    Weight(usize),
    /// What several receptors do together, and which synapse has them.
    Several(usize),
    /// What is none of these.
    Other,
}

impl Hue {
    /// A projection looks like its first receptor.
    pub fn of_projection(projection: &Projection, network: &Network) -> Self {
        let key = projection.receptors.first().map(Receptor::key);
        key.map_or(Self::Other, |key| Self::Receptor(key, rank(projection.id, network)))
    }

    /// How a probe looks. What several receptors do together has the colour of none.
    pub fn of_probe(probe: &Probe, network: &Network) -> Self {
        let projection = match probe.source.object() {
            Some(Object::Population(id)) => return Self::Population(id),
            Some(Object::GapJunction(_)) | None => return Self::Other,
            Some(Object::Projection(id)) => network.projection(id),
        };
        let Some(projection) = projection else { return Self::Other };
        if let Target::Receptor { receptor, .. } | Target::Kinetics { receptor, .. } = probe.source {
            return Self::Receptor(receptor, rank(projection.id, network));
        }
        let is_total = [TOTAL_CONDUCTANCE, TOTAL_CURRENT].iter().any(|own| own.symbol == probe.symbol);
        if is_total && 1 < projection.receptors.len() {
            Self::Several(rank(projection.id, network))
        } else {
            Self::of_projection(projection, network)
        }
    }

    /// How it looks in a theme.
    pub fn look(self, theme: &Theme) -> Appearance {
        let (colour, rank) = match self {
            Self::Population(id) => return Appearance::of_population(id, theme),
            Self::Receptor(key, rank) => (theme.receptor(key), rank),
            Self::Weight(rank) => (theme.sign(true), rank),
            Self::Several(rank) => return Appearance { colour: theme.text, mark: Mark::nth(rank) },
            Self::Other => (theme.accent, 0),
        };
        Appearance { colour: theme.shade(colour, rank), mark: Mark::nth(rank) }
    }
}

/// A colour and a mark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Appearance {
    /// The colour.
    pub colour: Color32,
    /// The mark.
    pub mark: Mark,
}

impl Appearance {
    /// How a population looks.
    pub fn of_population(id: u32, theme: &Theme) -> Self {
        Self { colour: theme.population(id), mark: Mark::nth(theme.rank_of_population(id)) }
    }

    /// A name after the mark.
    pub fn before(self, name: &str) -> String {
        self.mark.before(name)
    }

    /// How a projection looks: like its first receptor.
    pub fn of_projection(projection: &Projection, network: &Network, theme: &Theme) -> Self {
        Hue::of_projection(projection, network).look(theme)
    }

    /// How a receptor of a projection looks.
    pub fn of_receptor(key: ReceptorKey, projection: &Projection, network: &Network, theme: &Theme) -> Self {
        Hue::Receptor(key, rank(projection.id, network)).look(theme)
    }

    /// How a probe looks.
    pub fn of_probe(probe: &Probe, network: &Network, theme: &Theme) -> Self {
        Hue::of_probe(probe, network).look(theme)
    }
}

/// Which of the synapses with one of its receptors a projection is, from 0: the least number that none before it has that has a
/// receptor in common with it.
fn rank(id: u32, network: &Network) -> usize {
    // Ranks that are taken, as bits, by receptor.
    let mut taken = [0_u64; ReceptorKey::ALL.len()];
    for projection in network.projections() {
        let keys = || projection.receptors.iter().map(Receptor::key);
        let common = keys().fold(0, |all, key| all | taken[key as usize]);
        let rank = common.trailing_ones();
        if projection.id == id {
            return rank as usize;
        }
        for key in keys() {
            let own = &mut taken[key as usize];
            // After so many they begin again.
            *own = if rank < MOST_RANKS { *own | 1 << rank } else { 1 };
        }
    }
    0
}

/// How many synapses with one receptor look different.
const MOST_RANKS: u32 = 60;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::ThemeChoice;
    use crate::preset::{library, load};

    #[test]
    fn synapses_with_one_receptor_are_told_apart() {
        let theme = Theme::new(ThemeChoice::Light, false);
        let bundled = library::find("kinetics").unwrap();
        let preset = load::parse(bundled.text.as_bytes()).unwrap();
        let network = preset.network();
        let looks: Vec<Appearance> =
            network.projections().iter().map(|own| Appearance::of_projection(own, network, &theme)).collect();
        assert_eq!(looks.iter().map(|own| own.mark.sign()).collect::<String>(), "■▲◆");
        assert_eq!(looks[0].colour, theme.receptor(ReceptorKey::Ampa));
        for (index, one) in looks.iter().enumerate() {
            for other in &looks[..index] {
                assert!(one.colour != other.colour && one.mark != other.mark);
            }
        }
    }

    /// Eight colours and seven marks: of 56 populations, no two look alike.
    #[test]
    fn populations_of_one_colour_are_told_apart() {
        let mut theme = Theme::new(ThemeChoice::Dark, false);
        let colours = (0..56_u32).map(|id| (id, (id % 8) as u8)).collect();
        theme.given = std::sync::Arc::new(crate::app::population_colours::PopulationColours::new(colours));
        let looks: Vec<Appearance> = (0..56).map(|id| Appearance::of_population(id, &theme)).collect();
        for (index, one) in looks.iter().enumerate() {
            assert!(!looks[..index].contains(one), "population {index} looks like one before it");
        }
        assert_eq!(looks[8].before("inh"), "■\u{a0}inh");
    }

    #[test]
    fn marks_begin_again_without_the_one_that_is_none() {
        assert_eq!([0, 1, 6, 7, 12, 13].map(|n| Mark::nth(n).sign()), ["", "■", "◀", "■", "◀", "■"]);
        assert_eq!(Mark::free(&[Mark::Square, Mark::None]), Some(Mark::Up));
        assert_eq!(Mark::Up.before("g_1-0"), "▲\u{a0}g_1-0");
    }
}
