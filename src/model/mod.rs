//! What is simulated: plain data and equations, one file per mechanism.
//!
//! Nothing here knows how or when a model advances, or what a file or a window is. A mechanism's file holds
//! its parameters, its recordable state, its equations with their source, and tests against closed forms.

#![allow(non_snake_case, reason = "names are symbol and unit as written in science")]

pub mod accuracy;
pub mod explain;
pub mod kinetics;
pub mod mechanism;
pub mod network;
pub mod neuron;
pub mod plasticity;
pub mod probe;
pub mod problem;
pub mod receptor;
pub mod release;
pub mod standalone;
pub mod state;
pub mod stimulus;
