//! Bouton: explore how synapses work by clicking and dragging.
//!
//! # Bird's-eye view
//!
//! ```text
//! model ──► sim ──► engine ──► app            model   WHAT is simulated: pure data + equations, one file per mechanism
//!   │        │                  ▲             sim     HOW it advances: deterministic, no clock, no I/O, no thread
//!   │        ├──► trace ────────┤             engine  WHEN it advances: the background thread, pacing, the input log
//!   ▼        ▼                  │             trace   WHAT WAS recorded, kept for looking at
//! preset ► document ► storage ──┘             preset  FILES: RON in and out;  document: what is being edited, undo
//!   └──► export, input, cli                   storage: atomic write;  input: what window and cli share
//! ```
//!
//! No arrow points back. A person edits a [`document::Document`]; every edit makes another valid
//! [`preset::Preset`]. Its [`model::network::Network`] goes to the [`engine`] as one command, where
//! [`sim::Simulation::reconcile`] takes it over by id while the run goes on. The engine sends batches of samples,
//! spikes and events back; the window puts them into a [`trace::TraceStore`] and draws.
//!
//! # Code map
//!
//! - [`units`]: ms, mV, nS, pA, pF, Hz; steps and moments of model time. [`param`], [`family`]: parameters and
//!   mechanisms declared once, everything else derived. [`message`]: what an error says, before it is worded, and how much of
//!   what is quoted is shown.
//!   [`number`]: the one grammar of numbers and lists.
//! - [`model`]: neurons, receptors, kinetics, release, plasticity, stimuli, gap junctions; the network; models without
//!   neurons ([`model::toy`]); probes; problems. Kinetics are exact gates ([`model::kinetics`]), release rules exact pools
//!   ([`model::release`]), plasticity rules change weights from 0 to 1 ([`model::plasticity`]).
//! - [`sim`]: the step, its random streams, spikes under way, recording, reconciling with an edited network. Synapses
//!   that release alike are a lane; a receptor sums its gates into one conductance per target neuron, and works out
//!   one by one only those that a transmitter pulse drives. `sim/plasticity` handles spikes of both sides in order of
//!   their own times; `sim/leap.rs` is the direct way through one neuron with many simple inputs, bit for bit the same.
//! - [`engine`]: the worker thread, pacing, running on to a goal, batches that merge, the input log.
//! - [`trace`]: what was recorded, in rings with a min–max pyramid; spikes; releases; weights; rates over a run.
//! - [`preset`]: the file format, the one door for reading, checks, cautions, the presets that come with the program; what a
//!   file of another program is ([`preset::foreign`]), and what its names are called here (`preset/habit.rs`, `preset/known.rs`);
//!   `preset/patch.rs` writes a document over the text that it was read from.
//! - [`lesson`]: lessons in steps, each with the state it speaks of: format, checks, playing a step, those that come with
//!   the program (`assets/lessons`, with their German beside them).
//! - [`document`]: edits (values in `edit.rs`, objects in `structure.rs`, plots in `plots.rs`) and undo. [`storage`]: saving,
//!   settings, copies of unsaved work (`work.rs` the store, `autosave.rs` the copy while it is done), and how much memory is
//!   free. [`export`]: CSV. [`text`]: the string catalogues, and subscripts in prose; [`declared`]: English texts beside
//!   declarations and in bundled files, by key. [`log`]: the log. [`input`]: what window and command line share: arguments,
//!   `--fire`, error lines, what may reach a terminal, and the guard where outputs are
//!   opened (`input/output.rs`). [`cli`]: commands without a window; `cli/wishes.rs` refuses what cannot be met.
//! - `app` (feature `gui`): the window. `app/action.rs` lists its commands, `app/dispatch.rs` does them,
//!   `app/theme.rs` holds every colour and size. `app/plot/`: a file per kind of plot; those against time share an
//!   axis (`trace.rs`), all others say what they show as a value that `chart.rs` draws. `app/canvas/edit.rs` is where
//!   networks are built by hand, `app/building.rs` what is done to what is selected; `app/unsaved.rs` asks before work is
//!   left, `app/works.rs` lists and opens what was left, `app/keeping.rs` keeps what outlives a document. `app/teaching.rs` opens lessons and holds lectures
//!   (`panel/lesson.rs`, `panel/lecture.rs`, `panel/welcome.rs`), `app/stage/` has what a lecturer uses on stage: keys, pointer, pen, question, notes;
//!   `panel/gallery/` shows all lessons and presets (by `lesson/topics.rs`, with `storage/seen.rs`), `app/math.rs` lays out LaTeX (`panel/equations.rs`),
//!   `app/calm.rs` keeps the canvas from flickering, `app/links.rs` guards what goes out of the window.
//!
//! # Invariants
//!
//! - **The simulation knows no clock.** [`sim::Simulation::step`] advances exactly one step; only the engine's
//!   pacer relates steps to wall time. Time is a step and an offset, never a sum.
//! - **Same preset, seed and inputs at the same steps give the same bits**, whatever the speed, batch size,
//!   plots, window or build. So transcendental functions come from `libm`, random streams are named and their
//!   samplers are ours, nothing iterates a hash map, and nothing contracts a multiply-add. What chance decides at a
//!   synapse is keyed by the synapse and how many draws there were before, so that one spike more shifts nothing elsewhere.
//! - **A network is always valid.** Its fields are private; it is built by a checking constructor or changed by
//!   an edit that checks. So `sim` cannot fail.
//! - **What is edited, what runs, what was recorded and how it is looked at are four types.** Only the first
//!   goes into a file.
//! - **Nothing is clamped.** A value beyond what is valid, or against a rule between fields, is refused with the reason; no
//!   edit changes another value.
//! - **A mechanism is one file**, and **a parameter is declared once**: slider, range check, file key, `--set`
//!   path, tooltip and table derive from the declaration.
//! - **Views read and ask.** They get a read-only context and push requests; only `dispatch` and `app/mod.rs`
//!   change anything but view state.
//! - **The engine never waits for the window, nor the window for the engine.** Every queue is bounded and merges
//!   by rule; a loss is counted and shown.
//! - **Decimation keeps extremes**: a one-step spike is visible at any zoom.
//! - **An error from a file names place, value, allowed range and unit, and all are reported together.** No
//!   input panics.
//! - **Work that undo could bring back is unsaved work.** It is asked about, or copied so that the next start offers it.
//! - **Every edit is a value and every engine input is logged with its step**; what the engine did is an event.
//! - **Every interactive thing on screen is a real widget with a name.**
//! - **No output destroys anything.** Results are opened in one place, which knows documents by content and by link, writes
//!   beside the target, and renames what is whole.
//! - **Every sentence the program says goes through the catalogue.** What a parameter means and where it comes from
//!   stands with its declaration.
//!
//! `tests/it/tidy.rs` holds the table of which module may use which.

#[cfg(feature = "gui")]
pub mod app;
pub mod cli;
pub mod declared;
pub mod document;
pub mod engine;
pub mod export;
pub mod family;
pub mod input;
pub mod lesson;
pub mod log;
pub mod message;
pub mod model;
pub mod number;
pub mod param;
pub mod preset;
pub mod sim;
pub mod storage;
pub mod text;
pub mod trace;
pub mod units;
