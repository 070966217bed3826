//! The physics of the simulation, held against golden trajectories, closed forms, and a second implementation.
//!
//! Figures that are only measured are printed; run with `--nocapture` to see them.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]
#![allow(non_snake_case, reason = "names are symbol and unit as written in science")]

mod balance;
mod chance;
mod closed_forms;
mod convergence;
mod exact;
mod golden;
mod golden_receptors;
mod network;
mod plasticity;
mod properties;
mod reference;
mod replacing;
mod scenarios;
mod sites;
mod sources;
mod tables;
mod ties;
mod trains;
