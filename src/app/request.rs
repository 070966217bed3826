//! What a view asks for. Views read and ask; `dispatch` does.

use std::path::PathBuf;

use super::action::Action;
use super::selection::Selection;
use super::spot::{Hover, Spot};
use super::takeaway::wish::Wish;
use super::theme::ThemeChoice;
use crate::document::Edit;
use crate::engine::{Goal, SeekTo, Until};
use crate::measure::Event;
use crate::model::network::{Address, Object};
use crate::model::neuron::NeuronKey;
use crate::model::probe::Probe;
use crate::storage::Settings;
use crate::units::{RunId, Speed};

/// What the window of recordings asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnDataRequest {
    /// A file to be read as a recording.
    Open(PathBuf),
    /// Reading to be given up.
    StopReading,
    /// A fit to be given up.
    StopFit,
}

/// What is asked for about range runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangeRequest {
    /// A parameter to be varied.
    Vary(Address),
    /// What was chosen to be run.
    Start,
    /// Runs under way to be given up.
    Stop,
    /// A run to be opened, by the place of its value.
    Open(usize),
    /// What came of them, for the clipboard.
    Copy,
    /// What came of them, for a file.
    Save,
}

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
    /// The playhead to go somewhere.
    Seek(SeekTo),
    /// Another run to be looked at.
    GoToRun(RunId),
    /// Begin to compare a twin over many seeds, or give that up.
    ComparePairs(bool),
    /// A run to be closed.
    CloseRun(RunId),
    /// The playhead to stay where it was, while it is on a long way.
    GiveUpSeek,
    /// Something about recordings.
    OwnData(OwnDataRequest),
    /// Something about range runs.
    Range(RangeRequest),
    /// A text to be put into the document as a note.
    Note(String),
    /// Something about jumps and their rows.
    Ledger(LedgerRequest),
    /// What is held to be let go.
    LetGo,
    /// Objects to select.
    Select(Selection),
    /// An object to look at in a window of its own.
    Inspect(Object),
    /// An object to show on a plot: on one that was named, or where it fits.
    Attach(Object, Option<u32>),
    /// A population to add where there is room.
    Add {
        /// The kind of its neurons.
        kind: NeuronKey,
        /// How many.
        n: u64,
        /// True if it is selected beside what is selected already.
        joins: bool,
    },
    /// Each of some populations to be joined to each of others by what new connections are.
    Connect {
        /// The presynaptic ones.
        from: Vec<u32>,
        /// The postsynaptic ones.
        to: Vec<u32>,
    },
    /// Populations to be copied in their place, and the copies to be dragged.
    Duplicate(Vec<u32>),
    /// What is folded under a name to be shown or not, from now on.
    Fold {
        /// The name.
        name: String,
        /// True if it is to be shown.
        is_open: bool,
    },
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
    /// The glossary to open, at a term if a link leads to one.
    Glossary(Option<&'static str>),
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
    /// Something to take away.
    TakeAway(Wish),
    /// A table to be saved to a file, as a text.
    SaveTable(String),
    /// Sweeps of a plot to be collected anew from now on.
    BeginSweepsAgain(u32),
    /// A file to write what is taken away to.
    WriteTo(PathBuf),
    /// Something that is being written to be given up, by its place in the list.
    StopWriting(usize),
    /// What the code pane asks for.
    Code(CodeRequest),
    /// A file to save the run to.
    SaveRunTo(PathBuf),
    /// The document's file again, as it stands on disk.
    Reload,
    /// Text for the clipboard.
    Copy(String),
    /// The engine to start again after a fault.
    RestartEngine,
    /// Runs on to a goal.
    RunUntil(Goal),
    /// Moves the playhead back to where something happened last.
    RunBack(Until),
    /// The answer to the question of the lesson's step to be shown.
    Reveal,
    /// An answer to a question that everything else waits for.
    Answer(Answer),
    /// What was answered about unsaved work that was kept.
    Works(WorksAnswer),
    /// Settings to take over.
    SetSettings(Box<Settings>),
    /// A theme to show.
    SetTheme(ThemeChoice),
    /// A size of everything, where 1 is the size as designed.
    SetZoom(f32),
}

/// What the code pane asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeRequest {
    /// To write the script although the network is large.
    Write,
    /// To copy the script.
    Copy,
    /// To save the script to a file.
    Save,
}

/// What is asked for about jumps and their rows.
#[derive(Debug, Clone, PartialEq)]
pub enum LedgerRequest {
    /// Why a probe jumped near a time [ms].
    Why(Probe, f64),
    /// The jump to be explained no more.
    Close,
    /// A row of the list to be explained, by its number.
    Row(usize),
    /// The rows of what is selected to be listed anew.
    List,
    /// What other rules make of the spikes of the selected row's synapse.
    WhatIf,
}

/// An answer to a question that everything else waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Saves the document, and goes on once it is in its file.
    SaveFirst,
    /// Goes on without saving.
    Leave,
    /// Stays with the document.
    Stay,
    /// Has read that saving failed.
    NotSaved,
    /// Saves although comments of the file are lost.
    Rewrite,
    /// Leaves the file with its comments as it is.
    DoNotRewrite,
    /// Opens what the file carries.
    Reopen,
    /// Opens the file as a recording, whatever it carries.
    OpenAsRecording,
    /// Leaves what the file carries.
    DoNotReopen,
    /// Opens the link outside.
    OpenLink,
    /// Does not open the link.
    CloseLink,
}

/// What was answered about unsaved work that was kept, each by its name in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorksAnswer {
    /// To ask whether one is to be deleted, or about none any more.
    Ask(Option<String>),
    /// To delete one, for good.
    Delete(String),
    /// To ask about those that were cut off another time.
    Later,
    /// To keep what there is, though it is much.
    KeepTheRest,
}

/// What the views of a frame ask for, in order, and what the pointer is on in it.
#[derive(Debug, Default)]
pub struct Requests {
    queue: Vec<Request>,
    hover: Hover,
    ends_gesture: bool,
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

    /// Says that the pointer is on something.
    pub(super) fn light(&mut self, spot: Spot) {
        self.hover.spot = Some(spot);
    }

    /// Says which time of a plot the pointer is on [ms], and what happened then.
    pub(super) fn point_at_time(&mut self, time_ms: f64, event: Option<Event>) {
        self.hover.time_ms = Some(time_ms);
        self.hover.event = event;
    }

    /// Takes what the pointer is on.
    pub(super) fn take_hover(&mut self) -> Hover {
        std::mem::take(&mut self.hover)
    }

    /// Says that the gesture under way ends with this frame, if it does.
    pub fn end_gesture_if(&mut self, ends: bool) {
        self.ends_gesture |= ends;
    }

    /// Whether the gesture ends with this frame; asked once a frame.
    pub fn take_gesture_end(&mut self) -> bool {
        std::mem::take(&mut self.ends_gesture)
    }

    /// Asks for something, or for nothing.
    pub fn extend(&mut self, requests: impl IntoIterator<Item = Request>) {
        self.queue.extend(requests);
    }

    /// Takes everything that was asked for.
    pub fn take(&mut self) -> Vec<Request> {
        std::mem::take(&mut self.queue)
    }
}
