//! Exports: what was recorded, as files other programs read, and networks as scripts for other simulators.

pub mod animation;
pub mod csv;
pub mod figure;
mod font;
pub mod ledger;
mod legend;
pub mod npz;
mod paper;
pub mod picture;
mod raster;
pub mod script;
pub mod svg;
