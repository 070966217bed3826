//! Whether there is memory for a document in the place of another.

use crate::model::problem::{Fault, Problem};
use crate::preset::Preset;
use crate::storage;

/// What speaks against running one document in the place of another: too little memory.
pub(super) fn lacks_memory(after: &Preset, before: &Preset) -> Option<Problem> {
    let bytes = |preset: &Preset| preset.network().parts().state_bytes();
    let (bytes, held) = (bytes(after), bytes(before));
    let free = storage::memory::lacks(bytes, held)?;
    Some(Problem::new("model", "model", Fault::NoMemory { bytes, free }))
}
