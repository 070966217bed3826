//! Playing a step without a window: what its acts lead to, so that a lesson is known to show what it says.

use std::sync::Arc;

use super::{Act, Effect, Step};
use crate::model::probe::Probe;
use crate::preset::{Preset, parse_value};
use crate::sim::{Event, Observer, Simulation};

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

/// Counts the spikes that a step speaks of.
#[derive(Default)]
struct Spikes {
    /// Of which population up to when [ms], and how many there were.
    wanted: Vec<(Option<u32>, f64, u64)>,
    /// When the step under way began [ms].
    now_ms: f64,
}

impl Observer for Spikes {
    fn event(&mut self, event: &Event) {
        if let Event::Spike(spike) = event {
            for (population, until_ms, count) in &mut self.wanted {
                *count += u64::from(*population == Some(spike.population) && self.now_ms <= *until_ms);
            }
        }
    }
}

/// Runs a step from its start, does what it says is done, and looks.
#[must_use]
pub fn play(step: &Step) -> Vec<Seen> {
    let mut preset = Preset::clone(&step.preset);
    for act in &step.page.act {
        if let Act::Set(path, value) = act
            && let Ok(address) = preset.find(path)
            && let Some((spec, _)) = preset.get(address)
            && let Ok(value) = parse_value(spec, value.get_ron())
            && let Ok(changed) = preset.with_values(&[(address, value)])
        {
            preset = changed;
        }
    }
    let grid = preset.grid();
    let mut sim = Simulation::new(Arc::new(preset.network().clone()), preset.run().seed, grid);
    for act in &step.page.act {
        let Act::Fire(name, times_ms) = act else { continue };
        let Some(population) = sim.network().population_named(name).map(|population| population.id) else {
            continue;
        };
        for time_ms in times_ms {
            sim.schedule_fire(population, None, *time_ms);
        }
    }
    let longest = step.page.see.iter().map(Effect::time_ms).fold(0.0, f64::max);
    let probes: Vec<Option<crate::sim::Slot>> = step
        .page
        .see
        .iter()
        .map(|effect| {
            let (Effect::Peak(probe, ..) | Effect::Trough(probe, ..) | Effect::End(probe, ..)) = effect
            else {
                return None;
            };
            sim.slot(&Probe::parse(probe, sim.network()).ok()?)
        })
        .collect();
    let mut found: Vec<f64> = step
        .page
        .see
        .iter()
        .map(|effect| match effect {
            Effect::Peak(..) => f64::NEG_INFINITY,
            Effect::Trough(..) => f64::INFINITY,
            Effect::End(..) | Effect::Spikes(..) => 0.0,
        })
        .collect();
    let mut spikes = Spikes::default();
    spikes.wanted.extend(step.page.see.iter().map(|effect| match effect {
        Effect::Spikes(name, until_ms, ..) => {
            (sim.network().population_named(name).map(|population| population.id), *until_ms, 0)
        }
        _ => (None, 0.0, 0),
    }));
    while sim.now_ms() < longest {
        sim.step(&mut spikes);
        spikes.now_ms = sim.now_ms();
        for ((effect, slot), found) in step.page.see.iter().zip(&probes).zip(&mut found) {
            let Some(slot) = slot.filter(|_| sim.now_ms() <= effect.time_ms() + 0.5 * grid.dt_ms()) else {
                continue;
            };
            let value = sim.read(slot);
            *found = match effect {
                Effect::Peak(..) => found.max(value),
                Effect::Trough(..) => found.min(value),
                Effect::End(..) | Effect::Spikes(..) => value,
            };
        }
    }
    let seen = step.page.see.iter().zip(found).zip(&spikes.wanted).map(|((effect, found), (_, _, fired))| {
        let (found, holds) = match effect {
            Effect::Spikes(_, _, least, most) => {
                let fired = *fired;
                #[expect(clippy::cast_precision_loss, reason = "a number of spikes")]
                (fired as f64, (*least..=*most).contains(&fired))
            }
            Effect::Peak(_, _, least, most)
            | Effect::Trough(_, _, least, most)
            | Effect::End(_, _, least, most) => (found, (*least..=*most).contains(&found)),
        };
        Seen { effect: effect.clone(), found, holds }
    });
    seen.collect()
}
