//! What a plot shows, as it stands in a document.

use serde::{Deserialize, Serialize};

/// A plot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plot {
    /// Unique in the document and never reused.
    pub id: u32,
    /// What it shows.
    pub kind: PlotSpec,
}

/// What a plot shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum PlotSpec {
    /// Probes against time.
    Trace(TraceSpec),
}

/// Probes of one unit against time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TraceSpec {
    /// The probes, as they are written: `V_0`, `g_1-0`.
    pub probes: Vec<String>,
    /// Length of the window [ms].
    #[serde(default = "default_window_ms")]
    pub window_ms: f64,
    /// The vertical axis.
    #[serde(default)]
    pub y: Span,
}

/// The range of an axis.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub enum Span {
    /// As large as what is shown.
    #[default]
    Auto,
    /// From the first to the second value at least, in the unit of the probes.
    Fixed(f64, f64),
}

/// Shortest and longest window [ms].
pub const WINDOW_RANGE_MS: (f64, f64) = (1.0, 1e6);

/// Most plots in a document.
pub const MAX_PLOTS: usize = 32;

/// Most probes on a plot.
pub const MAX_PROBES: usize = 16;

fn default_window_ms() -> f64 {
    300.0
}
