//! Exports: what was recorded, as files other programs read.

pub mod csv;
pub mod figure;
pub mod npz;
pub mod svg;
