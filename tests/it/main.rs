//! The integration tests: one binary, so that the window is linked once.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::allow_attributes_without_reason,
    clippy::disallowed_methods,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    clippy::cast_lossless,
    clippy::too_many_lines,
    non_snake_case,
    reason = "a test that fails says so by panicking, and its figures need no last bit"
)]

mod cli;
mod files;
#[cfg(feature = "gui")]
mod gui;
mod kill_save;
mod physics;
mod tidy;
