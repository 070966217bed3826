//! What plots refer to: read from names in a file, and checked where it is known by id.

use super::check::{self, Plain};
use super::error::MAX_PROBLEMS;
use super::plot_spec::{
    Ids, MAX_PROBES, Names, Naming, Plot, PlotSpec, Renaming, TRIGGER, Unnamed, ValueAxis,
};
use super::{PresetParts, View};
use crate::message::did_you_mean;
use crate::model::network::{Network, number_fault};
use crate::model::probe::Probe;
use crate::model::problem::{Fault, Problem};
use crate::model::receptor::{Receptor, ReceptorKey};
use crate::param::Bounds;
use crate::units::Unit;

/// Everything that is wrong with a document's parts.
pub(super) fn problems(parts: &PresetParts) -> Vec<Problem> {
    let PresetParts { title, description, hint, notes, run, network, view } = parts;
    let mut references = |kind: &PlotSpec, path: &str, problems: &mut Vec<Problem>| {
        let _ = kind.renamed(&mut Checking { network, path, problems });
        check_counts(kind, path, problems);
    };
    let plain = Plain { texts: [title, description, hint], notes, run: *run, network };
    let mut problems = check::problems(&plain, view, &mut references);
    problems.extend(axis_problems(view.plots.iter().map(|plot| (&plot.kind, plot.axis)), network));
    problems
}

/// Axes of values that do not suit what is shown.
fn axis_problems<'a>(
    plots: impl Iterator<Item = (&'a PlotSpec, ValueAxis)>,
    network: &Network,
) -> Vec<Problem> {
    let wrong = plots.enumerate().flat_map(|(index, (kind, axis))| {
        let upright = axis.log.then(|| kind.no_log(network)).flatten().map(|why| (index, "log", why));
        let level = axis.log_x.then(|| kind.no_log_x(network)).flatten().map(|why| (index, "log_x", why));
        [upright, level].into_iter().flatten()
    });
    wrong
        .map(|(index, key, why)| {
            let path = format!("view.plots[{index}].axis.{key}");
            Problem::new(path.clone(), path, Fault::NoLogAxis(why.key(), why.name()))
        })
        .collect()
}

/// A view as it stands in a file as one of a network, or all that is wrong with the document.
pub(super) fn read(view: &View<Names>, plain: &Plain<'_>) -> Result<View, Vec<Problem>> {
    let network = plain.network;
    let mut plots: Vec<Plot> = Vec::new();
    let mut is_bad = false;
    let mut references = |kind: &PlotSpec<Names>, path: &str, problems: &mut Vec<Problem>| {
        let before = problems.len();
        let read = kind.renamed(&mut Reading { network, path, problems, n_seen: 0 });
        check_counts(kind, path, problems);
        is_bad |= before < problems.len();
        plots.extend(read.map(|kind| Plot::new(0, kind)));
    };
    let problems = check::problems(plain, view, &mut references);
    if is_bad || plots.len() != view.plots.len() {
        return Err(problems);
    }
    let axes: Vec<_> = view.plots.iter().map(|plot| plot.axis).collect();
    let problems = axis_problems(plots.iter().map(|plot| &plot.kind).zip(axes), network);
    if !problems.is_empty() {
        return Err(problems);
    }
    for (plot, written) in plots.iter_mut().zip(&view.plots) {
        (plot.id, plot.height, plot.axis) = (written.id, written.height, written.axis);
    }
    let (positions, colours) = (view.positions.clone(), view.colours.clone());
    Ok(View { positions, colours, plots, panes: view.panes })
}

/// That a plot names more than it may.
pub(super) fn check_counts<N: Naming>(kind: &PlotSpec<N>, path: &str, problems: &mut Vec<Problem>) {
    let mut counting = Counting::default();
    let _ = kind.renamed::<Unnamed>(&mut counting);
    let Counting { probes, projections, populations } = counting;
    for (what, count) in [("probes", probes), ("projections", projections), ("populations", populations)] {
        if MAX_PROBES < count {
            let fault = Fault::TooMany { what, count: count as u128, limit: MAX_PROBES as u128 };
            problems.push(Problem::new(path, format!("{path}.kind.{what}"), fault));
        }
    }
}

/// Counts what a plot names.
#[derive(Default)]
struct Counting {
    probes: usize,
    projections: usize,
    populations: usize,
}

impl<N: Naming> Renaming<N, Unnamed> for Counting {
    fn population(&mut self, place: &str, _own: &N::Population) -> Option<()> {
        self.populations += usize::from(place != TRIGGER);
        Some(())
    }

    fn projection(&mut self, _place: &str, _own: &N::Projection) -> Option<()> {
        self.projections += 1;
        Some(())
    }

    fn receptor(&mut self, _place: &str, _of: &N::Projection, _own: &N::Receptor) -> Option<()> {
        Some(())
    }

    fn probe(&mut self, place: &str, _own: &N::Probe) -> Option<()> {
        self.probes += usize::from(place != TRIGGER);
        Some(())
    }
}

/// Finds what plots name in a file, and collects what is not there.
struct Reading<'a> {
    network: &'a Network,
    /// The plot's place: `view.plots[0]`.
    path: &'a str,
    problems: &'a mut Vec<Problem>,
    /// How much of the plot was looked at.
    n_seen: usize,
}

impl Reading<'_> {
    /// Whether the next name is looked at: a plot that names too many is refused, and nobody reads about all of them. What begins
    /// sweeps is one more.
    fn looks(&mut self, place: &str) -> bool {
        if place == TRIGGER {
            return true;
        }
        self.n_seen += 1;
        self.n_seen <= MAX_PROBES
    }

    fn no_such<'n>(
        &mut self,
        what: &'static str,
        place: &str,
        name: &str,
        known: impl Iterator<Item = &'n str>,
    ) {
        // Of more than are shown nobody reads what was meant, and each search looks at every name.
        let suggests = self.problems.len() < MAX_PROBLEMS;
        let suggestion = if suggests { did_you_mean(name, known).map(str::to_owned) } else { None };
        let place = format!("{}.kind.{place}", self.path);
        let fault = Fault::NoSuchName { what, name: name.to_owned(), suggestion };
        self.problems.push(Problem::new(place.clone(), place, fault));
    }
}

/// What is wrong with the number of a neuron of `n`.
fn neuron_fault(neuron: u32, n: u64) -> Option<Fault> {
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2⁵³")]
    let bounds = Bounds::new(0.0, n.saturating_sub(1) as f64);
    number_fault(f64::from(neuron), bounds, Unit::One)
}

impl Renaming<Names, Ids> for Reading<'_> {
    fn population(&mut self, place: &str, own: &String) -> Option<u32> {
        if !self.looks(place) {
            return None;
        }
        let network = self.network;
        let found = network.population_named(own).map(|population| population.id);
        if found.is_none() {
            let known = network.populations().iter().map(|population| population.name.as_str());
            self.no_such("population", place, own, known);
        }
        found
    }

    fn projection(&mut self, place: &str, own: &String) -> Option<u32> {
        if !self.looks(place) {
            return None;
        }
        let network = self.network;
        let found = network.projection_named(own).map(|projection| projection.id);
        if found.is_none() {
            let known = network.projections().iter().map(|projection| projection.name.as_str());
            self.no_such("projection", place, own, known);
        }
        found
    }

    fn receptor(&mut self, place: &str, of: &String, own: &String) -> Option<ReceptorKey> {
        let projection = self.network.projection_named(of)?;
        let found = ReceptorKey::of_name(own).filter(|key| projection.receptor(*key).is_some());
        if found.is_none() {
            let known = projection.receptors.iter().map(Receptor::key).map(ReceptorKey::name);
            self.no_such("receptor", place, own, known);
        }
        found
    }

    fn probe(&mut self, place: &str, own: &String) -> Option<Probe> {
        if !self.looks(place) {
            return None;
        }
        let parsed = if self.problems.len() < MAX_PROBLEMS {
            Probe::parse(own, self.network)
        } else {
            Probe::look_up(own, self.network).ok_or_else(|| Probe::unknown(own))
        };
        parsed
            .map_err(|unknown| {
                let place = format!("{}.kind.{place}", self.path);
                let fault = Fault::BadProbe { written: unknown.written, suggestion: unknown.suggestion };
                self.problems.push(Problem::new(place.clone(), place, fault));
            })
            .ok()
    }

    fn neuron(&mut self, place: &str, of: &String, own: u32) -> Option<u32> {
        // A population that is not there is a problem of its own.
        let fault = self.network.population_named(of).and_then(|of| neuron_fault(own, of.n));
        let is_right = fault.is_none();
        let place = format!("{}.kind.{place}", self.path);
        self.problems.extend(fault.map(|fault| Problem::new(place.clone(), place, fault)));
        is_right.then_some(own)
    }
}

/// Collects what plots name by id and is not there.
struct Checking<'a> {
    network: &'a Network,
    /// The plot's place: `view.plots[0]`.
    path: &'a str,
    problems: &'a mut Vec<Problem>,
}

impl Checking<'_> {
    fn check(&mut self, place: &str, is_there: bool, fault: impl FnOnce() -> Fault) {
        if !is_there {
            let place = format!("{}.kind.{place}", self.path);
            self.problems.push(Problem::new(place.clone(), place, fault()));
        }
    }
}

impl Renaming<Ids, Ids> for Checking<'_> {
    fn population(&mut self, place: &str, own: &u32) -> Option<u32> {
        self.check(place, self.network.population(*own).is_some(), || Fault::NoSuchObject(*own));
        Some(*own)
    }

    fn projection(&mut self, place: &str, own: &u32) -> Option<u32> {
        self.check(place, self.network.projection(*own).is_some(), || Fault::NoSuchObject(*own));
        Some(*own)
    }

    fn receptor(&mut self, place: &str, of: &u32, own: &ReceptorKey) -> Option<ReceptorKey> {
        let is_there = self.network.projection(*of).is_none_or(|own_of| own_of.receptor(*own).is_some());
        let name = own.to_string();
        self.check(place, is_there, || Fault::NoSuchName { what: "receptor", name, suggestion: None });
        Some(*own)
    }

    fn probe(&mut self, place: &str, own: &Probe) -> Option<Probe> {
        let object = own.object_id().map_or_else(String::new, |id| format!("_{id}"));
        let written = format!("{}{object}", own.symbol);
        let is_there = own.describe(self.network).is_some();
        self.check(place, is_there, || Fault::BadProbe { written, suggestion: None });
        Some(own.clone())
    }

    fn neuron(&mut self, place: &str, of: &u32, own: u32) -> Option<u32> {
        let fault = self.network.population(*of).and_then(|of| neuron_fault(own, of.n));
        let place = format!("{}.kind.{place}", self.path);
        self.problems.extend(fault.map(|fault| Problem::new(place.clone(), place, fault)));
        Some(own)
    }
}
