//! Playing a step without a window: what its acts lead to, so that a lesson is known to show what it says.

use std::sync::Arc;

use super::{Act, Effect, LessonStep, Page};
use crate::model::network::{Address, Network};
use crate::model::probe::Probe;
use crate::param::Value;
use crate::preset::{Preset, parse_value};
use crate::sim::{Event, Observer, Simulation, Slot};

/// What was seen of an effect.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// The effect.
    pub effect: Effect,
    /// What was found: a number of spikes or a value.
    pub found: f64,
    /// Whether that is as the lesson says.
    pub holds: bool,
}

/// Looks for the effects that a step says can be seen, while a run of it goes on.
#[derive(Debug)]
pub struct Look<'a> {
    effects: &'a [Effect],
    /// The value of each effect's probe so far: the greatest, the least, or the last.
    values: Vec<(Option<Slot>, f64)>,
    /// Of each effect that speaks of spikes: of which population, until when [ms], and how many there were.
    spikes: Vec<(Option<u32>, f64, u64)>,
    /// When the step under way began [ms].
    now_ms: f64,
}

impl Observer for Look<'_> {
    fn event(&mut self, event: &Event) {
        if let Event::Spike(spike) = event {
            for (population, until_ms, count) in &mut self.spikes {
                *count += u64::from(*population == Some(spike.population) && self.now_ms <= *until_ms);
            }
        }
    }
}

impl<'a> Look<'a> {
    /// Looks for the effects of a page in a run that is about to start.
    #[must_use]
    pub fn new(page: &'a Page, simulation: &Simulation) -> Self {
        let slot = |probe: &String| simulation.slot(&Probe::parse(probe, simulation.network()).ok()?);
        let values = page.see.iter().map(|effect| match effect {
            Effect::Peak(probe, ..) => (slot(probe), f64::NEG_INFINITY),
            Effect::Trough(probe, ..) => (slot(probe), f64::INFINITY),
            Effect::End(probe, ..) => (slot(probe), 0.0),
            Effect::Spikes(..) => (None, 0.0),
        });
        let spikes = page.see.iter().map(|effect| match effect {
            Effect::Spikes(name, until_ms, ..) => {
                let population = simulation.network().population_named(name);
                (population.map(|population| population.id), *until_ms, 0)
            }
            _ => (None, 0.0, 0),
        });
        Self { effects: &page.see, values: values.collect(), spikes: spikes.collect(), now_ms: 0.0 }
    }

    /// How long the run has to be watched [ms].
    #[must_use]
    pub fn until_ms(&self) -> f64 {
        self.effects.iter().map(Effect::time_ms).fold(0.0, f64::max)
    }

    /// Advances the run by a step and looks.
    pub fn step(&mut self, simulation: &mut Simulation) {
        simulation.step(self);
        self.now_ms = simulation.now_ms();
        let half_step_ms = 0.5 * simulation.grid().dt_ms();
        for (effect, (slot, found)) in self.effects.iter().zip(&mut self.values) {
            let Some(slot) = slot.filter(|_| self.now_ms <= effect.time_ms() + half_step_ms) else {
                continue;
            };
            let value = simulation.read(slot);
            *found = match effect {
                Effect::Peak(..) => found.max(value),
                Effect::Trough(..) => found.min(value),
                Effect::End(..) | Effect::Spikes(..) => value,
            };
        }
    }

    /// What was seen of every effect.
    #[must_use]
    pub fn seen(&self) -> Vec<Seen> {
        let found = self.values.iter().zip(&self.spikes);
        let seen = self.effects.iter().zip(found).map(|(effect, ((_, found), (_, _, fired)))| {
            let (found, holds) = match effect {
                #[expect(clippy::cast_precision_loss, reason = "a number of spikes")]
                Effect::Spikes(_, _, least, most) => (*fired as f64, (*least..=*most).contains(fired)),
                Effect::Peak(_, _, least, most)
                | Effect::Trough(_, _, least, most)
                | Effect::End(_, _, least, most) => (*found, (*least..=*most).contains(found)),
            };
            Seen { effect: effect.clone(), found, holds }
        });
        seen.collect()
    }
}

impl LessonStep {
    /// The parameters that the step sets when it is shown, in order.
    pub fn sets(&self) -> impl Iterator<Item = (Address, Value)> {
        self.page.act.iter().filter_map(|act| {
            let Act::Set(path, value) = act else { return None };
            let address = self.preset.find(path).ok()?;
            let (spec, _) = self.preset.get(address)?;
            Some((address, parse_value(spec, value.get_ron()).ok()?))
        })
    }

    /// The document with what the step sets when it is shown.
    #[must_use]
    pub fn shown(&self) -> Preset {
        let mut preset = Preset::clone(&self.preset);
        for set in self.sets() {
            if let Ok(changed) = preset.with_values(&[set]) {
                preset = changed;
            }
        }
        preset
    }
}

impl Page {
    /// The spikes of its acts: id of the population, and time from the start of the run [ms].
    pub fn spikes<'a>(&'a self, network: &'a Network) -> impl Iterator<Item = (u32, f64)> + 'a {
        self.act.iter().flat_map(|act| {
            let (name, times_ms): (_, &[f64]) = match act {
                Act::Fire(name, times_ms) => (Some(name), times_ms),
                Act::Set(..) => (None, &[]),
            };
            let id = name.and_then(|name| network.population_named(name)).map(|population| population.id);
            times_ms.iter().filter_map(move |time_ms| Some((id?, *time_ms)))
        })
    }
}

/// Runs a step from its start, does what it says is done, and looks.
#[must_use]
pub fn play(step: &LessonStep) -> Vec<Seen> {
    let preset = step.shown();
    let mut simulation =
        Simulation::new(Arc::new(preset.network().clone()), preset.run().seed, preset.grid());
    for (population, time_ms) in step.page.spikes(preset.network()) {
        simulation.schedule_fire(population, None, time_ms);
    }
    let mut look = Look::new(&step.page, &simulation);
    while simulation.now_ms() < look.until_ms() {
        look.step(&mut simulation);
    }
    look.seen()
}
