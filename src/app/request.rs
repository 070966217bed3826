//! What a view asks for. Views read and ask; `dispatch` does.

use std::path::PathBuf;

use super::action::Action;
use super::selection::Selection;
use crate::document::Edit;
use crate::engine::Goal;
use crate::model::network::Object;
use crate::units::Speed;

/// One thing a view asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// A command.
    Act(Action),
    /// A neuron to fire; without one, the population's volley.
    Fire {
        /// Id of the population.
        population: u32,
        /// Which of its neurons.
        neuron: Option<u32>,
    },
    /// A neuron to fire now, and again and again until it is let go.
    Hold {
        /// Id of the population.
        population: u32,
        /// Which of its neurons.
        neuron: Option<u32>,
    },
    /// What is held to be let go.
    LetGo,
    /// Objects to select.
    Select(Selection),
    /// An object to look at in a window of its own.
    Inspect(Object),
    /// An object to show on a plot: on one that was named, or where it fits.
    Attach(Object, Option<u32>),
    /// Text that was pasted.
    Paste {
        /// The text.
        text: String,
        /// Whether it is opened rather than added.
        opens: bool,
    },
    /// An edit; edits with one gesture number are undone together.
    Edit(Edit, Option<u64>),
    /// A preset that comes with the program, by name.
    OpenPreset(&'static str),
    /// A lesson that comes with the program, by name.
    OpenLesson(&'static str),
    /// A step of the lesson that is open.
    GoToStep(usize),
    /// What a link in a lesson speaks of, to stand out.
    Flash(String),
    /// The address that a link leads to, to be opened outside.
    OpenLink(String),
    /// The page of welcome to make way for the window.
    LeaveWelcome,
    /// A file to open.
    OpenFile(PathBuf),
    /// Unsaved work to open again, by its name in the store.
    OpenWork(String),
    /// A speed for the run.
    SetSpeed(Speed),
    /// A file to save to.
    SaveTo(PathBuf),
    /// The document's file again, as it stands on disk.
    Reload,
    /// Text for the clipboard.
    Copy(String),
    /// The engine to start again after a fault.
    RestartEngine,
    /// Runs on to a goal.
    RunUntil(Goal),
}

/// What the views of a frame ask for, in order.
#[derive(Debug, Default)]
pub struct Requests {
    queue: Vec<Request>,
}

impl Requests {
    /// Asks for something.
    pub fn push(&mut self, request: Request) {
        self.queue.push(request);
    }

    /// Asks for a command.
    pub fn act(&mut self, action: Action) {
        self.push(Request::Act(action));
    }

    /// Takes everything that was asked for.
    pub fn take(&mut self) -> Vec<Request> {
        std::mem::take(&mut self.queue)
    }
}
