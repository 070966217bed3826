//! Bouton.
pub mod cli;
pub mod engine;
pub mod export;
pub mod family;
pub mod log;
pub mod message;
pub mod model;
pub mod param;
pub mod preset;
pub mod sim;
pub mod text;
pub mod trace;
pub mod units;
