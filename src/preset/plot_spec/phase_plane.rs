//! What a plot of one probe against another says in a document.

use serde::{Deserialize, Serialize};

use super::naming::{Ids, Naming, Renaming, Written};
use super::shape::Shape;
use crate::model::probe::Probe;
use crate::param::Bounds;
use crate::units::Unit;

/// Least and greatest time of which a way is shown [ms].
pub const SPAN_RANGE_MS: (f64, f64) = (1.0, 1e5);

/// One probe against another, with time as colour.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, bound = "N: Written")]
pub struct PhasePlaneSpec<N: Naming = Ids> {
    /// The probe along the horizontal axis.
    pub x: N::Probe,
    /// The probe along the vertical axis.
    pub y: N::Probe,
    /// How much of the run is shown [ms].
    #[serde(default = "default_span_ms")]
    pub span_ms: f64,
}

fn default_span_ms() -> f64 {
    300.0
}

impl PhasePlaneSpec {
    /// One probe against another over the usual time.
    #[must_use]
    pub fn new(x: Probe, y: Probe) -> Self {
        Self { x, y, span_ms: default_span_ms() }
    }
}

impl<A: Naming> Shape<A> for PhasePlaneSpec<A> {
    type With<B: Naming> = PhasePlaneSpec<B>;

    fn renamed<B: Naming>(&self, by: &mut dyn Renaming<A, B>) -> Option<PhasePlaneSpec<B>> {
        let (x, y) = (by.probe("x", &self.x), by.probe("y", &self.y));
        Some(PhasePlaneSpec { x: x?, y: y?, span_ms: self.span_ms })
    }

    fn numbers(&self) -> Vec<(&'static str, f64, Bounds, Unit)> {
        vec![("span_ms", self.span_ms, Bounds::new(SPAN_RANGE_MS.0, SPAN_RANGE_MS.1), Unit::Ms)]
    }
}
