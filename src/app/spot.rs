//! Things in the window that can stand out: because a lesson speaks of them, or because the pointer is on them.

use crate::measure::Event;
use crate::model::network::{Address, Object};
use crate::model::probe::Probe;

/// Something in the window that can stand out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Spot {
    /// An object on the canvas.
    Object(Object),
    /// A parameter, wherever it is shown.
    Parameter(Address),
    /// A plot, by id.
    Plot(u32),
    /// A state, wherever it is shown.
    State(Probe),
    /// What the spikes of a projection release, by the projection's id.
    Releases(u32),
}

/// What the pointer is on.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Hover {
    /// The thing under the pointer, which is lit wherever it is shown.
    pub spot: Option<Spot>,
    /// The time under the pointer [ms], shown on every plot against time.
    pub time_ms: Option<f64>,
    /// What happened at that time.
    pub event: Option<Event>,
}
