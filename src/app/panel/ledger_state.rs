//! What is known of jumps: the one that is explained, and the rows of the ledger with how they are looked at.

use std::sync::Arc;

use crate::engine::{Answer, RunPlace};
use crate::model::network::Object;
use crate::trace::ledger::{self, Ledger, Row};
use crate::units::{Grid, Step};

/// Which changes are listed, by their sign.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::app) enum Sign {
    /// All.
    #[default]
    Both,
    /// Those that go up.
    Up,
    /// Those that go down.
    Down,
}

/// In which order rows are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::app) enum Order {
    /// The newest first.
    #[default]
    Newest,
    /// The greatest change first.
    Size,
}

/// What a question is about.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::app) enum About {
    /// The jump of one of these nearest to a time [ms], or the last one before it.
    Jump {
        /// What may have jumped, by sort.
        sort: Sort,
        /// The time [ms].
        near_ms: f64,
        /// True if only what came before the time counts.
        is_before: bool,
        /// The question once more from the start of the run, if nothing is found: synapses and neurons.
        again: Option<Watched>,
    },
    /// The last jump of one of these before a place, or the next one after it, to go there.
    Go {
        /// What may have jumped, by sort.
        sort: Sort,
        /// The place.
        from: RunPlace,
        /// True if the last jump before it is meant.
        is_back: bool,
        /// The question once more for the rest of the run, if nothing is found: synapses and neurons.
        again: Option<Watched>,
    },
    /// The rows of the list.
    List {
        /// Where the playhead was.
        at: Step,
    },
}

/// Synapses, each as projection and number, and neurons, each as population and number.
pub(in crate::app) type Watched = (Vec<(u32, usize)>, Vec<(u32, u32)>);

/// A sort of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum Sort {
    /// Weights.
    Weight,
    /// Calcium.
    Calcium,
    /// Release.
    Release,
    /// Open channels.
    Channels,
    /// Spikes.
    Spikes,
}

impl Sort {
    /// The sort of rows behind a variable.
    pub fn of_symbol(symbol: &str) -> Option<Self> {
        match symbol {
            "w" | "x_pre" | "x_post" | "r_1" | "r_2" | "o_1" | "o_2" => Some(Self::Weight),
            "c" => Some(Self::Calcium),
            "P_rel" | "u" | "x" | "ready" => Some(Self::Release),
            "g" | "I" | "P_s" | "T" | "r" | "s" | "G_NMDA" => Some(Self::Channels),
            "V" => Some(Self::Spikes),
            _ => None,
        }
    }

    /// Whether a row is of this sort.
    pub fn has(self, row: &Row) -> bool {
        matches!(
            (self, row.object),
            (Self::Weight, ledger::Object::Weight(..))
                | (Self::Calcium, ledger::Object::Calcium(..))
                | (Self::Release, ledger::Object::Release(..))
                | (Self::Channels, ledger::Object::Channels(..))
                | (Self::Spikes, ledger::Object::Spikes(..))
        )
    }
}

/// A pair of spikes that made a weight jump, as plots show it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Link {
    /// Id of the projection.
    pub projection: u32,
    /// When the jump was [ms].
    pub at_ms: f64,
    /// The spike that made it, as it left its neuron: population, neuron, time [ms].
    pub own: (u32, u32, f64),
    /// The spike that it pairs with, in the same way.
    pub partner: Option<(u32, u32, f64)>,
    /// t_post − t_pre at the synapse [ms], and the change, if there is a pair.
    pub pair: Option<(f64, f64)>,
}

/// A jump that is explained.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::app) struct Jump {
    /// What jumped.
    pub name: String,
    /// Why, in a sentence.
    pub sentence: String,
    /// The equation with its numbers.
    pub equation: String,
    /// When [ms].
    pub at_ms: f64,
    /// The spikes behind it, if it was a weight.
    pub link: Option<Link>,
    /// The spikes of the other side that the trace is made of: how long ago [ms] and the share of each.
    pub pairs: Vec<(f64, f64)>,
}

/// Rows of a stretch of the run.
#[derive(Debug)]
pub(in crate::app) struct Book {
    /// The rows.
    pub ledger: Arc<Ledger>,
    /// How many came before them in the stretch and are not kept.
    pub gone: u64,
    /// The time grid of the run.
    pub grid: Grid,
    /// The stretch.
    pub span: (Step, Step),
    /// Where the playhead was when they were asked for.
    pub at: Step,
}

impl Book {
    /// The rows of an answer.
    pub fn new(answer: &Answer, at: Step) -> Self {
        let mut networks = answer.networks.iter();
        let first = networks.next().map_or_else(Arc::default, |(_, network)| Arc::clone(network));
        let mut ledger = Ledger::new(first, answer.grid);
        let mut next = networks.next();
        for (index, event) in answer.events.iter().enumerate() {
            while let Some((from, network)) = next.filter(|(from, _)| *from <= index) {
                let _ = from;
                ledger.change_network(Arc::clone(network));
                next = networks.next();
            }
            ledger.absorb(event);
        }
        let gone = answer.gone as u64 + ledger.gone();
        Self { ledger: Arc::new(ledger), gone, grid: answer.grid, span: (answer.from, answer.to), at }
    }
}

/// What is known of jumps, and how it is looked at.
#[derive(Debug, Default)]
pub(in crate::app) struct LedgerState {
    /// True if the list is open.
    pub is_open: bool,
    /// True if the whole run is listed rather than its last seconds.
    pub is_whole: bool,
    /// Number of the last question.
    pub asked: u64,
    /// Number of the last answer that was taken in.
    pub answered: u64,
    /// What the question under way is about.
    pub about: Option<About>,
    /// The rows of the list.
    pub book: Option<Book>,
    /// Which objects they are of: what was selected.
    pub of: Vec<Object>,
    /// Why nothing is listed, if that was refused.
    pub refused: Option<String>,
    /// The jump that is explained.
    pub jump: Option<Jump>,
    /// The row that is selected.
    pub selected: Option<usize>,
    /// What names of objects have to contain.
    pub sought: String,
    /// Which signs are listed.
    pub sign: Sign,
    /// Changes smaller than this are not listed.
    pub least: f64,
    /// The order.
    pub order: Order,
    /// What other rules make of the spikes of the selected row's synapse.
    pub what_if: Option<Vec<crate::export::ledger::Variant>>,
}

impl LedgerState {
    /// Forgets what is about a run: another one is looked at.
    pub fn forget_run(&mut self) {
        (self.jump, self.book, self.about, self.selected) = (None, None, None, None);
        self.what_if = None;
    }

    /// Whether rows are listed.
    pub fn lists_rows(&self) -> bool {
        self.is_open && self.book.as_ref().is_some_and(|book| book.ledger.has_rows())
    }

    /// What is open and explained, in words.
    pub fn fingerprint(&self) -> String {
        let jump = self.jump.as_ref().map(|jump| &jump.sentence);
        format!("ledger: {} {jump:?} {:?} {:?} {}", self.is_open, self.sign, self.selected, self.asked)
    }

    /// The numbers of the rows that are listed, in order.
    pub fn listed(&self) -> Vec<usize> {
        let Some(book) = &self.book else { return Vec::new() };
        let sought = self.sought.to_lowercase();
        let is_listed = |row: &Row| {
            let has_sign = match self.sign {
                Sign::Both => true,
                Sign::Up => 0.0 < row.change,
                Sign::Down => row.change < 0.0,
            };
            let has_size = self.least <= row.change.abs();
            has_sign
                && has_size
                && (sought.is_empty()
                    || crate::trace::why::object_name(&book.ledger, row).to_lowercase().contains(&sought))
        };
        let rows = book.ledger.rows().iter().enumerate();
        let mut listed: Vec<usize> = rows.filter(|(_, row)| is_listed(row)).map(|(index, _)| index).collect();
        let size = |index: &usize| book.ledger.rows()[*index].change.abs();
        match self.order {
            Order::Newest => listed.reverse(),
            Order::Size => listed.sort_by(|a, b| size(b).total_cmp(&size(a))),
        }
        listed
    }
}
