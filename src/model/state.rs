//! What a mechanism lets be recorded.

use crate::units::Unit;

/// One recordable variable of a mechanism: declared beside its equations, stored or computed by the kernel,
/// and from there plotted and exported with no further code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StateSpec {
    /// Symbol in probes and CSV columns, such as `V` or `P_rel`.
    pub symbol: &'static str,
    /// Its unit.
    pub unit: Unit,
    /// What it is, in English.
    pub meaning: &'static str,
}
