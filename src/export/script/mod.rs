//! Scripts for other simulators: a network in their language, with what Bouton computes of it to compare with.
//!
//! A mechanism that does not map exactly is refused by name, with what to do instead; nothing is approximated in silence.
//! What a script compares with is computed when the script is made, by running the network here.

#![allow(non_snake_case, reason = "names are symbol and unit as written in science")]

mod brian2;
mod limits;
mod nest;
mod python;
mod statistics;
mod values;
mod wishes;

pub use limits::{LONGEST_BY_STATISTICS_MS, LONGEST_MS, MOST_BESIDE, MOST_SPIKES, MOST_SYNAPSES};
use wishes::refusal;
pub use wishes::{Asked, Script, Simulator, Wishes};

use crate::message::Message;
use crate::preset::Preset;

/// A network as a script for another simulator; the document's step is that of the script.
///
/// # Errors
/// A message for each mechanism that the simulator does not have, and what to do instead.
pub fn script(preset: &Preset, to: Simulator, wishes: &Wishes) -> Result<Script, Vec<Message>> {
    let network = preset.network();
    if network.standalone().is_some() {
        return Err(vec![refusal("script-no-neurons", to)]);
    }
    if network.populations().is_empty() {
        return Err(vec![refusal("script-empty", to)]);
    }
    let refused = match to {
        Simulator::Brian2 => brian2::refused(preset),
        Simulator::Nest => nest::refused(preset),
    };
    if !refused.is_empty() {
        return Err(refused);
    }
    let values = values::Values::compute(preset, to, wishes).map_err(|message| vec![message])?;
    let text = match to {
        Simulator::Brian2 => brian2::script(preset, &values, wishes),
        Simulator::Nest => nest::script(preset, &values, wishes),
    };
    Ok(Script { text, beside: python::beside(&values) })
}
