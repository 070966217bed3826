//! What comes in from other programs and beside documents: circuits of Neuronify, and sets of parameters.

use std::path::Path;

use super::App;
use crate::document::{Document, Edit};
use crate::input::parameters::read_parameters;
use crate::message::Message;
use crate::preset::neuronify::Circuit;

impl App {
    /// Opens a circuit, untitled, so that saving asks where to; says what is not as it was.
    pub(super) fn take_circuit(&mut self, source: &str, circuit: &Circuit) {
        let preset = circuit.preset.clone();
        if self.has_memory_for(source, &preset) {
            self.say_cautions(&preset);
            self.change_to(Document::untitled(preset), None);
            self.say_notes(&circuit.notes);
        }
    }

    /// Says what is not as it was in the file of another program.
    pub(super) fn say_notes(&mut self, notes: &[Message]) {
        if notes.is_empty() {
            return;
        }
        let lines: Vec<String> = notes.iter().map(|note| self.shell.text.say(note)).collect();
        self.shell.notices.caution(lines.join("\n"));
    }

    /// Sets the parameters that stand in a file, all in one step of undo, or says why none is set.
    pub(super) fn take_parameters(&mut self, path: &Path) {
        match read_parameters(path, self.document.preset(), &self.shell.text) {
            Ok(values) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let args = [("count", values.len().to_string()), ("name", name)];
                self.edit(&Edit::SetValues(values), None);
                self.shell.notices.done(self.shell.text.with("parameters-set", &args));
            }
            Err(lines) => self.shell.notices.error(lines.join("\n")),
        }
    }
}
