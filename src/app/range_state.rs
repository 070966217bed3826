//! What the window knows of range runs: what was chosen, what is under way, and what came of it.

use std::sync::Arc;

use super::past::Mark;
use super::selection::Selection;
use crate::engine::InputKind;
use crate::message::Message;
use crate::model::network::{Address, Target};
use crate::model::probe::Probe;
use crate::param::ParamSpec;
use crate::preset::Preset;
use crate::range::{
    Course, Job, MOST_STEPS, Plan, Quantity, USUAL_VALUES, listed, present, spread, usual, variable,
};
use crate::units::Grid;

/// Length of a run where no plot and no click says one [ms].
const USUAL_MS: f64 = 300.0;

/// What was chosen for a range.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Setup {
    /// The parameter.
    pub address: Address,
    /// True if its values are a list; otherwise they are steps.
    pub is_list: bool,
    /// The first value and the last.
    pub ends: (f64, f64),
    /// The number of values.
    pub n: f64,
    /// True if the steps are equal ratios.
    pub is_log: bool,
    /// The list as it was typed.
    pub list: String,
    /// Length of each run [ms].
    pub duration_ms: f64,
    /// The probe whose trace is kept.
    pub probe: Probe,
    /// True if the clicks of the present run act on each run.
    pub with_clicks: bool,
}

impl Setup {
    /// What is proposed for a parameter, or for one that is likely to be meant; none for a document without parameters or probes.
    pub fn new(
        preset: &Preset,
        address: Option<Address>,
        selection: &Selection,
        marks: &[Mark],
        grid: Grid,
    ) -> Option<Self> {
        let all = variable(preset);
        let is_there = |own: &Address| all.iter().any(|(_, address, _)| address == own);
        let address = address.filter(is_there).or_else(|| likely(&all, selection))?;
        let probe = probes(preset).into_iter().next()?.0;
        let mut plots = preset.view().plots.iter();
        let window_ms = plots.find_map(|plot| plot.kind.window_ms()).unwrap_or(USUAL_MS);
        let click_ms = last_click_ms(marks, grid).unwrap_or(0.0);
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
        let most_ms = MOST_STEPS as f64 * grid.dt_ms();
        // Whole milliseconds are whole steps.
        let duration_ms = (click_ms + window_ms).ceil().min(most_ms.floor()).max(1.0);
        let mut setup = Self {
            address,
            is_list: false,
            ends: (0.0, 1.0),
            n: 0.0,
            is_log: false,
            list: String::new(),
            duration_ms,
            probe,
            with_clicks: true,
        };
        setup.vary(preset, address);
        Some(setup)
    }

    /// Chooses another parameter, with values around its present one.
    pub fn vary(&mut self, preset: &Preset, address: Address) {
        let Some((from, to, is_log)) = usual(preset, address) else { return };
        #[expect(clippy::cast_precision_loss, reason = "9")]
        let n = USUAL_VALUES as f64;
        (self.address, self.ends, self.is_log, self.n) = (address, (from, to), is_log, n);
        self.is_list = false;
        self.list = present(preset, address).map_or_else(String::new, |now| now.to_string());
    }

    /// The values.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn values(&self, spec: &ParamSpec) -> Result<Vec<f64>, Message> {
        if self.is_list {
            return listed(spec, &self.list);
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a field of whole numbers"
        )]
        let n = self.n.round().max(0.0) as usize;
        spread(self.ends.0, self.ends.1, n, self.is_log)
    }
}

/// The time of the last click on a neuron [ms].
fn last_click_ms(marks: &[Mark], grid: Grid) -> Option<f64> {
    let mut clicks = marks.iter().filter(|mark| matches!(mark.kind, InputKind::Fire { .. }));
    clicks.next_back().map(|mark| grid.time_ms(mark.at.step))
}

/// The parameter that is likely to be meant: one of what is selected, and of a synapse one of its channels.
fn likely(all: &[(String, Address, &'static ParamSpec)], selection: &Selection) -> Option<Address> {
    let is_selected = |address: &Address| {
        let object = address.target.object();
        object.is_some() && object == selection.only()
    };
    let is_of_channel =
        |address: &Address| matches!(address.target, Target::Receptor { .. } | Target::Kinetics { .. });
    let addresses = || all.iter().map(|(_, address, _)| *address);
    let mut of_selected = addresses().filter(is_selected);
    let channel = addresses().filter(is_selected).find(is_of_channel);
    channel.or_else(|| of_selected.next()).or_else(|| addresses().find(|own| own.target != Target::Run))
}

/// The probes whose trace can be kept: those of the plots first, then all others of the first objects.
pub(crate) fn probes(preset: &Preset) -> Vec<(Probe, String)> {
    let network = preset.network();
    let mut found: Vec<(Probe, String)> = Vec::new();
    let timed = preset.view().plots.iter().filter(|plot| plot.kind.window_ms().is_some());
    let plotted = timed.flat_map(|plot| plot.kind.probes());
    let objects = network.parts().objects().take(MOST_OBJECTS);
    let others = objects.flat_map(|object| Probe::first_of(network, object));
    // A model without neurons has no objects, and what it has is little.
    let of_model = preset.standalone().map_or_else(Vec::new, |_| Probe::all(network));
    for probe in plotted.chain(others).chain(of_model) {
        let Some((name, _)) = probe.describe(network) else { continue };
        if !found.iter().any(|own| own.0 == probe) {
            found.push((probe, name));
        }
    }
    found
}

/// Objects whose probes are offered.
const MOST_OBJECTS: usize = 60;

/// What came of a range so far.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// What was run.
    pub plan: Arc<Plan>,
    /// The runs that have ended, by the places of their values.
    pub courses: Vec<Option<Course>>,
    /// True if the rest was given up.
    pub is_stopped: bool,
    /// The run that was opened last.
    pub opened: Option<usize>,
}

impl Outcome {
    /// Nothing so far.
    pub fn new(plan: Arc<Plan>) -> Self {
        let courses = plan.values.iter().map(|_| None).collect();
        Self { plan, courses, is_stopped: false, opened: None }
    }

    /// Number of runs that have ended.
    pub fn n_ended(&self) -> usize {
        self.courses.iter().flatten().count()
    }

    /// Whether a document is what was run, but for the parameter that was varied.
    pub fn is_of(&self, preset: &Preset) -> bool {
        let own = &self.plan.preset;
        if std::ptr::eq(&raw const **own, preset) {
            return true;
        }
        let Some((_, value)) = own.get(self.plan.address) else { return false };
        let is_same = |other: &Preset| {
            other.network() == own.network() && {
                let (one, other) = (own.run(), other.run());
                (one.seed, one.dt_ms) == (other.seed, other.dt_ms)
            }
        };
        is_same(preset) || preset.with_values(&[(self.plan.address, value)]).is_ok_and(|own| is_same(&own))
    }
}

/// What the window knows of range runs.
#[derive(Debug, Default)]
pub(super) struct RangeView {
    /// True if its window is open.
    pub is_open: bool,
    /// What was chosen.
    pub setup: Option<Setup>,
    /// What is looked for among parameters.
    pub search: String,
    /// What is under way.
    pub job: Option<Job>,
    /// What came of the last range.
    pub outcome: Option<Outcome>,
    /// True if the button that runs it all, or gives that up, is to get the keyboard with the next frame.
    pub wants_focus: bool,
    /// Whether that button had the keyboard in the last frame, and whether it was there to give up.
    pub button: (bool, bool),
    /// What was refused, in words.
    pub refused: Option<String>,
    /// What is read off each run.
    pub quantity: Option<Quantity>,
    /// Whether the document is still that of the outcome, for as long as it is this one.
    pub known: Option<(Arc<Preset>, bool)>,
    /// True if what came of it is to be put into the document as a note with the next frame.
    pub notes: bool,
}

impl RangeView {
    /// Whether runs are under way.
    pub fn is_busy(&self) -> bool {
        self.job.is_some()
    }

    /// What is read off each run: what was chosen, where the runs have it.
    pub fn quantity(&self) -> Quantity {
        let network = self.outcome.as_ref().map(|own| own.plan.preset.network());
        let is_there = |own: &Quantity| network.is_some_and(|network| Quantity::all(network).contains(own));
        self.quantity.filter(is_there).unwrap_or(Quantity::Peak)
    }

    /// Gives up what is under way; what has ended stays.
    pub fn stop(&mut self) {
        if self.job.take().is_some()
            && let Some(outcome) = &mut self.outcome
        {
            outcome.is_stopped = true;
        }
    }

    /// Forgets everything: another document is open.
    pub fn forget(&mut self) {
        let is_open = self.is_open;
        *self = Self { is_open, ..Self::default() };
    }

    /// In words for tests: what is open, chosen and under way.
    pub fn fingerprint(&self) -> String {
        let n_ended = self.outcome.as_ref().map(Outcome::n_ended);
        format!("range: {} {:?} {:?} {n_ended:?}", self.is_open, self.setup, self.quantity)
    }
}
