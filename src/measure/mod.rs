//! Measuring what was recorded: readings between two times, fits, statistics of spikes, averages and correlograms.
//!
//! Pure functions of times [ms] and values; they know no window and no file. Curves are slices of (time [ms], value) in
//! order of time, at full resolution ([`TraceStore::samples`](crate::trace::TraceStore::samples)).

mod collector;
mod correlogram;
mod curve;
mod decay;
mod events;
mod least_squares;
mod readings;
mod spikes;
mod sweeps;
mod triggered;

pub use collector::{Begin, Collected, Collector, Sweep};
pub use correlogram::{Correlogram, MOST_BINS, correlogram};
pub use curve::{thinned, value_at};
pub use decay::{Decays, Fit, LEAST_R_SQUARED, Term, fit_decays};
pub use events::{Event, EventKind, nearest, next};
pub use least_squares::{
    Evaluations, MOST_PARAMETERS, Parameter, Solution, Unsolved, minimise, minimise_together,
};
pub use readings::{Peak, RISE, Readings};
pub use spikes::{FANO_PARTS, Histogram, SpikeStatistics};
pub use sweeps::{
    Crossings, MOST_LAGS, MOST_RESPONSES, MOST_SWEEPS, SweepCurve, amplitudes, decimated, lags_ms,
};
pub use triggered::{Average, Running, triggered_average};
