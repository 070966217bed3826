//! What the command palette keeps while it is open.

use std::sync::Arc;

use super::palette_find::{Found, folded};
use crate::app::action::Action;
use crate::app::canvas::drag::Joint;
use crate::model::network::Address;
use crate::model::neuron::NeuronKey;
use crate::model::probe::Probe;
use crate::model::receptor::ReceptorKey;
use crate::model::stimulus::StimulusKey;
use crate::preset::plot_spec::PlotSpec;
use crate::text::subscript::written;

/// What was typed, and which entry the keyboard is on.
#[derive(Debug, Default)]
pub struct PaletteState {
    /// What was typed.
    pub(super) typed: String,
    /// The entry that the keyboard was moved to; without one, it is on the first if that is meant beyond doubt.
    pub(super) at: Option<usize>,
    /// Everything that can be chosen, as it was when the palette opened.
    pub(super) entries: Option<Vec<Choice>>,
    /// What was found for what was typed.
    pub(super) found: Option<(String, Vec<Found>)>,
}

impl PaletteState {
    /// The first entry that was found, and whether Enter carries it out.
    pub(in crate::app) fn first(&self) -> Option<(String, bool)> {
        let (_, found) = self.found.as_ref()?;
        let first = found.first()?;
        let choice = self.entries.as_ref()?.get(first.index)?;
        Some((choice.words.clone(), first.is_sure && choice.hindrance.is_none()))
    }
}

/// Something that can be chosen.
#[derive(Debug)]
pub(super) struct Choice {
    /// Its words.
    pub(super) words: String,
    /// The same in plain small letters.
    pub(super) plain: String,
    /// What else it is called, in plain small letters, with commas between.
    pub(super) also: String,
    /// What stands beside them; parameters of one kind share it.
    pub(super) detail: Arc<str>,
    /// The same in plain small letters.
    pub(super) plain_detail: Arc<str>,
    /// Why it cannot be chosen now: a key of the catalogue.
    pub(super) hindrance: Option<&'static str>,
    /// What it does.
    pub(super) entry: Entry,
}

impl Choice {
    /// An entry of words, what else it is called, and what stands beside it.
    pub(super) fn new(words: String, also: &str, detail: Arc<str>, entry: Entry) -> Self {
        let plain_detail = folded(&written(&detail)).into();
        Self::with_plain_detail(words, also, (detail, plain_detail), entry)
    }

    /// The same where what stands beside it is known in plain letters.
    pub(super) fn with_plain_detail(
        words: String,
        also: &str,
        (detail, plain_detail): (Arc<str>, Arc<str>),
        entry: Entry,
    ) -> Self {
        let plain = folded(&written(&words));
        Self { plain, also: folded(also), words, detail, plain_detail, hindrance: None, entry }
    }

    /// The same, which cannot be chosen for a reason.
    pub(super) fn hindered(self, hindrance: Option<&'static str>) -> Self {
        Self { hindrance, ..self }
    }
}

/// What an entry does.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Entry {
    /// A command.
    Act(Action),
    /// Adds neurons.
    Add(NeuronKey, u64),
    /// Adds a stimulus to what is selected.
    AddStimulus(StimulusKey),
    /// Adds a receptor to what is selected.
    AddReceptor(ReceptorKey),
    /// Connects what is selected by this, or makes it what new connections are.
    ConnectBy(Joint),
    /// Adds a plot.
    Plot(PlotSpec),
    /// Shows probes on a plot.
    Show(Vec<Probe>),
    /// A lesson that comes with the program, by name.
    Lesson(&'static str),
    /// A preset that comes with the program, by name.
    Preset(&'static str),
    /// Unsaved work, by its name in the store.
    Work(String),
    /// A parameter.
    Parameter(Address),
}
