//! What is being dragged over the canvas.

use eframe::egui::Pos2;

use crate::document::Place;
use crate::model::network::Object;

/// The key by which gap junctions stand beside receptors.
pub(in crate::app) const GAP: &str = "gap_junction";

/// What is being dragged over the canvas.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::app) enum Drag {
    /// Populations, from where they were.
    Move(Vec<Place>),
    /// A connection from a population; whether the pointer has left it.
    Connect(u32, bool),
    /// A new population: kind and number.
    Place(&'static str, u64),
    /// A frame around what is to be selected, from here.
    Marquee(Pos2),
    /// A meter of an object, on its way to a plot.
    Meter(Object),
}
