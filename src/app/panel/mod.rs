//! The panels round the canvas and the plots, each a function of what it reads and what it asks for.

pub(super) mod add_plot;
pub(super) mod goal;
pub(super) mod help;
pub(super) mod inspector;
mod members;
pub(super) mod menu;
pub(super) mod palette;
pub(super) mod panes;
pub(super) mod parameters;
pub(super) mod transport;
