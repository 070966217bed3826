//! The panels round the canvas and the plots, each a function of what it reads and what it asks for.

pub(super) mod add_plot;
pub(crate) mod equations;
pub(super) mod gallery;
pub(super) mod goal;
mod group;
pub(super) mod help;
pub(super) mod inspector;
pub(super) mod lecture;
pub(super) mod lesson;
pub(super) mod markdown;
mod members;
pub(super) mod menu;
pub(super) mod palette;
pub(super) mod palette_state;
mod panes;
pub(super) mod parameters;
pub(super) mod settings;
mod transport;
mod welcome;
pub(super) mod workbench;
