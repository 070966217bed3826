//! Places in a run, and where the playhead may be sent.

use crate::units::Step;

/// A place in a run: a boundary, and how many of the run's inputs have acted. It determines the state to the bit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunPlace {
    /// The boundary.
    pub step: Step,
    /// Number of inputs that have acted, from the start of the run.
    pub done: usize,
}

/// Where the playhead is to go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SeekTo {
    /// To a place. Beyond what the run has, to its end; before what can be reached, to the earliest place that can.
    At(RunPlace),
    /// To the boundary at or before a time [ms], with all inputs there; limits as for `At`.
    Ms(f64),
    /// To right before an input, by its number in the run.
    Mark(usize),
    /// This many steps on, or back, with all inputs there.
    By(i64),
    /// To the earliest place that can be reached.
    Start,
    /// To the end of the run.
    End,
}
