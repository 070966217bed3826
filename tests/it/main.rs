//! The integration tests: one binary, so that the window is linked once.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::allow_attributes_without_reason,
    clippy::disallowed_methods,
    clippy::pedantic,
    non_snake_case,
    reason = "a test that fails says so by panicking, and its figures need no last bit"
)]

mod allocation;
mod bits;
mod carriers;
mod circuits;
mod cli;
mod comments;
mod common;
mod determinism;
mod doors;
mod edits;
mod events;
mod figures;
mod files;
mod fits;
mod forks;
#[cfg(feature = "gui")]
mod gui;
mod history;
mod kill_edit;
mod kill_run;
mod kill_save;
mod ledger;
mod measure;
mod networks;
mod physics;
mod presets;
mod ranges;
mod reconcile;
mod recordings;
mod standalone;
mod sweeps;
mod texts;
mod threads;
mod tidy;
mod twin;
mod until;
mod watching;
