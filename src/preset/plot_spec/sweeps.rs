//! Traces aligned on what happens again and again, as an oscilloscope shows them: what begins a sweep, and how sweeps are shown.

use serde::{Deserialize, Serialize};

use super::naming::{Ids, Naming, Renaming, Subject, Written};

/// Before the trigger, least and most [ms].
pub const BEFORE_RANGE_MS: (f64, f64) = (0.0, 1e5);
/// After the trigger, least and most [ms].
pub const AFTER_RANGE_MS: (f64, f64) = (0.1, 1e5);
/// Fewest and most sweeps on a plot.
pub const SWEEPS_RANGE: (u32, u32) = (1, 100);
/// Least and largest level, and the largest hysteresis, in the unit of the probe.
pub const LEVEL_RANGE: (f64, f64) = (-1e6, 1e6);

/// Whether traces are aligned on a trigger.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(bound = "N: Written")]
pub enum Aligned<N: Naming = Ids> {
    /// They are shown against the time of the run.
    #[default]
    Off,
    /// They are shown in sweeps.
    On(SweepsSpec<N>),
}

/// What begins a sweep, how long it is, and how sweeps are shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, bound = "N: Written")]
pub struct SweepsSpec<N: Naming = Ids> {
    /// What begins a sweep.
    pub trigger: Trigger<N>,
    /// From how long before the trigger [ms].
    #[serde(default = "default_before_ms")]
    pub before_ms: f64,
    /// To how long after it [ms].
    #[serde(default = "default_after_ms")]
    pub after_ms: f64,
    /// When sweeps are shown.
    #[serde(default)]
    pub mode: SweepMode,
    /// What is shown of them.
    #[serde(default)]
    pub shows: SweepView,
    /// How many of the last sweeps are shown.
    #[serde(default = "default_last")]
    pub last: u32,
}

/// What begins a sweep.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "N: Written")]
pub enum Trigger<N: Naming = Ids> {
    /// A spike of any neuron of a population.
    Spike(N::Population),
    /// A spike of one neuron of a population.
    SpikeOf(N::Population, u32),
    /// A population that is made to fire by hand or by a command.
    Click(N::Population),
    /// A probe that crosses a level.
    Level(LevelSpec<N>),
}

/// A level of a probe.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, bound = "N: Written")]
pub struct LevelSpec<N: Naming = Ids> {
    /// The probe; in a file as it is written: `V_0`.
    pub probe: N::Probe,
    /// The level, in its unit.
    pub level: f64,
    /// In which direction it is crossed.
    #[serde(default)]
    pub edge: Edge,
    /// How far it has to be on the other side of the level before it can cross it again, in its unit.
    #[serde(default)]
    pub hysteresis: f64,
}

/// In which direction a level is crossed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edge {
    /// Upwards.
    #[default]
    Rising,
    /// Downwards.
    Falling,
}

/// When sweeps are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SweepMode {
    /// The plot scrolls until there is a sweep.
    #[default]
    Auto,
    /// The plot waits for a sweep.
    Normal,
    /// The plot keeps the first sweep.
    Once,
}

/// What is shown of sweeps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SweepView {
    /// The last sweeps, with their mean and standard deviation.
    #[default]
    Overlaid,
    /// The mean about every trigger of the run, with its standard error; sweeps may overlap.
    Average,
}

fn default_before_ms() -> f64 {
    20.0
}

fn default_after_ms() -> f64 {
    200.0
}

fn default_last() -> u32 {
    20
}

impl<N: Naming> Aligned<N> {
    /// What begins and shows sweeps, if there are some.
    #[must_use]
    pub fn on(&self) -> Option<&SweepsSpec<N>> {
        if let Self::On(own) = self { Some(own) } else { None }
    }

    /// Whether there are none.
    pub(super) fn is_off(&self) -> bool {
        self.on().is_none()
    }

    /// The same with objects named in another way; without sweeps if what begins them is gone.
    pub(super) fn renamed<B: Naming>(&self, by: &mut dyn Renaming<N, B>) -> Aligned<B> {
        let Self::On(own) = self else { return Aligned::Off };
        let Some(trigger) = own.trigger.renamed(by) else { return Aligned::Off };
        let SweepsSpec { before_ms, after_ms, mode, shows, last, .. } = *own;
        Aligned::On(SweepsSpec { trigger, before_ms, after_ms, mode, shows, last })
    }
}

/// Where a trigger stands in the part of a file that is a plot's.
pub(in crate::preset) const TRIGGER: &str = "sweeps.trigger";

impl<N: Naming> Trigger<N> {
    fn renamed<B: Naming>(&self, by: &mut dyn Renaming<N, B>) -> Option<Trigger<B>> {
        Some(match self {
            Self::Spike(own) => Trigger::Spike(by.population(TRIGGER, own)?),
            Self::SpikeOf(own, neuron) => {
                let neuron = by.neuron(TRIGGER, own, *neuron);
                Trigger::SpikeOf(by.population(TRIGGER, own)?, neuron?)
            }
            Self::Click(own) => Trigger::Click(by.population(TRIGGER, own)?),
            Self::Level(own) => {
                let LevelSpec { level, edge, hysteresis, .. } = *own;
                Trigger::Level(LevelSpec { probe: by.probe(TRIGGER, &own.probe)?, level, edge, hysteresis })
            }
        })
    }
}

impl Trigger {
    /// What has to be recorded for it.
    #[must_use]
    pub fn subject(&self) -> Subject {
        match self {
            Self::Spike(id) | Self::SpikeOf(id, _) | Self::Click(id) => Subject::Population(*id),
            Self::Level(own) => Subject::Probe(own.probe.clone()),
        }
    }
}
