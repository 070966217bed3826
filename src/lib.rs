//! Bouton.
pub mod family;
pub mod message;
pub mod model;
pub mod param;
pub mod sim;
pub mod units;
