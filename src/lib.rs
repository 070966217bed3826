//! Bouton.
pub mod cli;
pub mod document;
pub mod export;
pub mod family;
pub mod log;
pub mod message;
pub mod model;
pub mod param;
pub mod preset;
pub mod sim;
pub mod storage;
pub mod text;
pub mod units;
