//! Exports: what was recorded, as files other programs read.

pub mod csv;
pub mod npz;
