//! Which network ran when. What is measured over some time is of the parameters of that time: a mean over two sets of them is of
//! neither.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::model::network::Network;
use crate::units::{Grid, Step};

/// Most networks that are remembered; what ran before is taken to be other than all of them.
pub const MOST_REGIMES: usize = 32;

/// A network from when it took over until the next one did.
#[derive(Debug, Clone)]
struct Regime {
    from: Step,
    network: Arc<Network>,
    /// Whether it is the network that runs now.
    is_as_now: bool,
}

/// The networks of a run, in the order in which they took over.
#[derive(Debug, Clone, Default)]
pub struct Regimes {
    regimes: VecDeque<Regime>,
    /// Number of those that took over before the playhead, while that is in the past.
    in_force: Option<usize>,
}

impl Regimes {
    /// A network takes over at a step. It may be one that ran before.
    pub fn change(&mut self, from: Step, network: &Arc<Network>) {
        // What ran for no time measured nothing.
        if self.regimes.back().is_some_and(|last| last.from == from) {
            self.regimes.pop_back();
        }
        if MOST_REGIMES <= self.regimes.len() {
            self.regimes.pop_front();
        }
        self.in_force = None;
        for regime in &mut self.regimes {
            regime.is_as_now = regime.network == *network;
        }
        self.regimes.push_back(Regime { from, network: Arc::clone(network), is_as_now: true });
    }

    /// Forgets the networks that took over at a step or after it, where the first is kept.
    pub fn truncate(&mut self, before: Step) {
        let kept = self.regimes.iter().take_while(|regime| regime.from < before).count().max(1);
        self.regimes.truncate(kept);
        self.in_force = None;
        let Some(now) = self.regimes.back().map(|regime| Arc::clone(&regime.network)) else { return };
        for regime in &mut self.regimes {
            regime.is_as_now = regime.network == now;
        }
    }

    /// Takes what ran at a step in the past for what runs now, or without one what took over last.
    pub fn look_from(&mut self, step: Option<Step>) {
        let until = step.map(|step| self.regimes.iter().take_while(|regime| regime.from <= step).count());
        let in_force = until.filter(|until| 0 < *until && *until < self.regimes.len());
        if self.in_force == in_force {
            return;
        }
        self.in_force = in_force;
        let Some(now) = self.now().map(|regime| Arc::clone(&regime.network)) else { return };
        for regime in &mut self.regimes {
            regime.is_as_now = regime.network == now;
        }
    }

    /// What runs at the playhead.
    fn now(&self) -> Option<&Regime> {
        self.regimes.get(self.in_force.unwrap_or(self.regimes.len()).checked_sub(1)?)
    }

    /// When the network was as it is now.
    #[must_use]
    pub fn as_now(&self, grid: Grid) -> Stretches {
        self.stretches(grid, |regime| regime.is_as_now)
    }

    /// When a part of the network was as it is now.
    #[must_use]
    pub fn alike<T: PartialEq>(&self, grid: Grid, part: impl Fn(&Network) -> T) -> Stretches {
        let now = self.now().map(|last| part(&last.network));
        self.stretches(grid, |regime| now.as_ref() == Some(&part(&regime.network)))
    }

    fn stretches(&self, grid: Grid, is_meant: impl Fn(&Regime) -> bool) -> Stretches {
        let mut stretches: Vec<(f64, f64)> = Vec::new();
        for (index, regime) in self.regimes.iter().enumerate().filter(|(_, regime)| is_meant(regime)) {
            let from_ms = grid.time_ms(regime.from);
            let to_ms = self.regimes.get(index + 1).map_or(f64::INFINITY, |next| grid.time_ms(next.from));
            match stretches.last_mut() {
                Some(last) if last.1 == from_ms => last.1 = to_ms,
                _ => stretches.push((from_ms, to_ms)),
            }
        }
        if self.regimes.is_empty() {
            stretches.push((0.0, f64::INFINITY));
        }
        Stretches(stretches)
    }
}

/// Stretches of time [ms]: from each beginning until just before its end.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretches(Vec<(f64, f64)>);

impl Stretches {
    /// Whether a time [ms] is in one.
    #[must_use]
    pub fn holds(&self, time_ms: f64) -> bool {
        self.hold(time_ms, time_ms)
    }

    /// Whether all from one time to another [ms] is in one.
    #[must_use]
    pub fn hold(&self, from_ms: f64, to_ms: f64) -> bool {
        self.0.iter().any(|(begin, end)| *begin <= from_ms && to_ms < *end)
    }

    /// When the last one began [ms].
    #[must_use]
    pub fn last_from_ms(&self) -> f64 {
        self.0.last().map_or(f64::INFINITY, |(begin, _)| *begin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::network::{NetworkParts, Population, Projection};
    use crate::model::neuron::NeuronKey;
    use crate::model::receptor::ReceptorKey;

    fn networks() -> [Arc<Network>; 3] {
        let mut parts = NetworkParts::default();
        parts.populations.push(Population::new(1, 1, NeuronKey::Lif.make()));
        parts.projections.push(Projection::new(2, 1, 1, vec![ReceptorKey::Ampa.make()]));
        let first = parts.clone();
        parts.projections[0].delay_ms = 1.0;
        let second = parts.clone();
        parts.populations[0].name = "a".to_owned();
        [first, second, parts].map(|own| Arc::new(Network::new(own).unwrap()))
    }

    #[test]
    fn what_was_measured_with_the_same_parameters_counts_again() {
        let [first, second, third] = networks();
        let grid = Grid::new(0.1).unwrap();
        let mut regimes = Regimes::default();
        assert!(regimes.as_now(grid).holds(5.0), "nothing is known to be different");
        regimes.change(Step(0), &first);
        regimes.change(Step(100), &second);
        let now = regimes.as_now(grid);
        assert!(!now.holds(9.9) && now.holds(10.0) && now.holds(99.0) && !now.hold(9.0, 11.0));
        assert_eq!(now.last_from_ms(), 10.0);
        regimes.change(Step(200), &first);
        let now = regimes.as_now(grid);
        assert!(now.holds(9.9) && !now.holds(15.0) && now.holds(20.0), "undone");
        // Of a part that stayed, all counts, in one piece.
        regimes.change(Step(300), &second);
        regimes.change(Step(400), &third);
        let delays = |own: &Network| own.projections()[0].delay_ms;
        let now = regimes.alike(grid, delays);
        assert!(now.hold(30.0, 50.0) && now.holds(12.0) && !now.hold(15.0, 25.0));
        assert!(!regimes.as_now(grid).holds(35.0));
    }

    #[test]
    fn networks_that_ran_for_no_time_and_very_old_ones_are_forgotten() {
        let [first, second, _] = networks();
        let grid = Grid::new(0.1).unwrap();
        let mut regimes = Regimes::default();
        regimes.change(Step(0), &first);
        for _ in 0..100 {
            regimes.change(Step(10), &second);
            regimes.change(Step(10), &first);
        }
        assert_eq!(regimes.regimes.len(), 2);
        assert!(regimes.as_now(grid).hold(0.0, 99.0));
        for step in 11..200 {
            regimes.change(Step(step), if step % 2 == 0 { &first } else { &second });
        }
        assert_eq!(regimes.regimes.len(), MOST_REGIMES);
        assert!(!regimes.alike(grid, |_| 0).holds(0.5), "what is forgotten is not known to be alike");
    }
}
