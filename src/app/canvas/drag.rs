//! What is being dragged over the canvas.

use eframe::egui::Pos2;

use crate::document::Place;
use crate::model::network::Object;
use crate::model::neuron::NeuronKey;
use crate::model::receptor::ReceptorKey;

/// By what two populations are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// By synapses with a receptor.
    Receptor(ReceptorKey),
    /// By gap junctions.
    Gap,
}

/// What is being dragged over the canvas.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::app) enum Drag {
    /// Copies of populations that are about to come, dragged from here.
    Copy(Pos2),
    /// Populations, from where they were, dragged from here.
    Move(Vec<Place>, Pos2),
    /// A connection from a population; whether the pointer has left it.
    Connect(u32, bool),
    /// A new population: kind and number.
    Place(NeuronKey, u64),
    /// A frame around what is to be selected, from here.
    Marquee(Pos2),
    /// A meter of an object, on its way to a plot.
    Meter(Object),
}
