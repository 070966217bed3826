//! The panels round the canvas and the plots, each a function of what it reads and what it asks for.

pub(super) mod add_plot;
pub(super) mod axes;
pub(crate) mod equations;
pub(super) mod gallery;
pub(super) mod goal;
mod group;
pub(super) mod help;
pub(super) mod inspector;
mod joining;
pub(super) mod lecture;
pub(super) mod lesson;
mod members;
pub(super) mod menu;
pub(super) mod naming;
pub(super) mod outline;
pub(super) mod palette;
mod palette_find;
pub(super) mod palette_state;
mod panes;
pub(super) mod parameters;
pub(super) mod settings;
mod several;
pub(super) mod texts;
mod transport;
mod welcome;
pub(super) mod workbench;
