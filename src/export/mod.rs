//! Exports: what was recorded, as files other programs read, and networks as scripts for other simulators.

pub mod csv;
pub mod figure;
pub mod ledger;
pub mod npz;
pub mod script;
pub mod svg;
