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
//!   neurons ([`model::standalone`]), one of which a network may hold in the place of neurons; probes; problems. Whatever has
//!   parameters is a target ([`model::network::Target`]), the run of a document included. Kinetics are exact gates
//!   ([`model::kinetics`]), release rules exact pools ([`model::release`]), plasticity rules change weights from 0 to 1
//!   ([`model::plasticity`]).
//! - [`sim`]: a network in motion; `sim/mod.rs` is the step, in its order. What moves: `neuron/` (a kernel per kind of neuron,
//!   behind one trait; all paths of the integrate-and-fire neuron are in `neuron/lif/`), `stimulus/` (a kernel per kind),
//!   `junction.rs` (neurons that gap junctions couple, by parts of a step). What joins them: `population.rs` (cells, their kernel,
//!   what acts on them), `projection.rs` (spikes under way, release, weights), `receptor.rs` and `gates.rs` (channels; synapses
//!   that release alike are a lane, and a receptor sums its gates into one conductance per target), `inputs.rs` (what acts
//!   on membranes in a step), `plasticity/` (one kernel for all rules, which say themselves what a spike changes),
//!   `deliver.rs` (what happens at a boundary, in its order), `spike_queue.rs`, `synapses.rs` with `numbers.rs` (who is joined),
//!   `weights.rs`.
//!   `parts/` parts a large network by target, so that threads may take a part each and meet once in the shortest delay.
//!   What it is made of: `columns.rs`, `vector.rs`, `fade.rs`, `rng.rs`. What is seen of it: `slot.rs` (a probe's place),
//!   `recorder.rs`, `samples.rs`, `spike_counts.rs`, `snapshot.rs`, `balance.rs`, `caveat.rs`, `event.rs` (what happened, of
//!   single synapses where somebody watches). `reconcile.rs` goes on with an edited network, `digest.rs` hashes live state,
//!   `leap.rs` is the direct way through one neuron with many simple inputs, bit for bit the same, and `standalone.rs`
//!   with `rate_learning.rs` is how models without neurons move.
//! - [`engine`]: the worker thread, the threads that share a large network (`engine/crew.rs`), pacing, running on to a goal,
//!   batches that merge, the input log.
//!   `engine/history/` is the past of a run: its inputs, keyframes within a limit of memory, and what can be reached with how
//!   long a wait; `engine/worker/past.rs` moves the playhead over it, and `engine/worker/runs.rs` forks runs and goes from one
//!   to another; `engine/worker/beside.rs` plays others in the background.
//! - [`replay`]: saved runs (`preset/run_log.rs`, and `preset/journal.rs` while they grow) as inputs of the engine, and back.
//!   `engine/twin.rs` and `engine/worker/twin.rs` are a second simulation in lockstep, and where the two part; `engine/pairs.rs`
//!   plays both again with other seeds.
//!   `engine/question.rs` and `engine/worker/ask.rs` answer what happened in a stretch of the past by going through it again;
//!   `engine/witness.rs` watches some synapses and neurons for whoever keeps what happens there;
//!   `engine/leeway.rs` leaves the window time to draw; `engine/last_word.rs` asks the engine from any thread before the program ends, and `engine/excerpt.rs` is a stretch of a run to be gone through again on a thread of its own.
//! - [`trace`]: what was recorded, in rings with a min–max pyramid; spikes; correlograms that grow; releases; weights; rates over a run;
//!   which network ran when. `trace/ledger/mod.rs` makes rows of events that add up (`trace/ledger/entry.rs` how they are kept until somebody looks,
//!   `trace/ledger/account.rs` what a row takes from those before it), and `trace/why.rs` says why a row is what it is.
//! - [`measure`]: readings between two times of a curve, fits of exponentials by least squares, statistics of spikes, correlograms,
//!   averages about events, sweeps (`measure/collector.rs` as they come), and which event is near a time.
//! - [`recording`]: files of one's own, as tables and lists of spikes. [`fit`]: parameters of a document adjusted until it matches one, from several starts (`fit/starts.rs`).
//!   [`range`]: a document run once for each of some values of a parameter (`range/job.rs` its threads, `range/course.rs` a run, `range/table.rs`).
//! - [`preset`]: a document and its parameters (`preset/parameters.rs`), the file format, the one door for reading, checks, cautions, the presets that come with the program; what a
//!   file of another program is ([`preset::foreign`]), and what its names are called here (`preset/habit.rs`, `preset/known.rs`);
//!   circuits of Neuronify come in through `preset/neuronify/mod.rs` (JSON with paths in `json.rs`, nodes in `nodes.rs`, edges in `wiring.rs`), sets of parameters through `preset/parameter_file.rs`;
//!   `preset/patch/mod.rs` writes a document over the text that it was read from; `preset/carrier/mod.rs` is what results carry so that
//!   they open again.
//! - [`lesson`]: lessons in steps, each with the state it speaks of: format, checks, playing a step, those that come with
//!   the program (`assets/lessons`, with their German beside them).
//! - [`document`]: edits (values in `edit.rs`, objects in `structure.rs`, plots in `plots.rs`) and undo; each run has its own
//!   version (`version.rs`). [`storage`]: saving,
//!   settings, copies of unsaved work (`work.rs` the store, `autosave.rs` the copy while it is done, `journal.rs` the run while it goes on), and how much memory is
//!   free. [`export`]: CSV, NPZ (`export/npz.rs`), and figures (`export/figure.rs`), which `export/paper.rs` draws as SVG (`export/svg.rs`) or, with the outlines of `export/font.rs`, in pixels (`export/raster.rs`, `export/picture.rs`), frame by frame where they move (`export/animation.rs`); `export/script` writes a network in the language of another simulator, with what Bouton computes of it
//!   (`export/script/values.rs`), or with figures of ten seeds where no two runs are alike (`export/script/statistics.rs`). [`text`]: the string catalogues, and subscripts in prose; [`declared`]: English texts beside
//!   declarations and in bundled files, by key. [`log`]: the log. [`input`]: what window and command line share: arguments,
//!   `--fire`, error lines, what may reach a terminal, progress, what `screenshot` draws and `export --shown` writes, and the guard where outputs are
//!   opened (`input/output/mod.rs`). [`cli`]: commands without a window; `cli/wishes.rs` refuses what cannot be met, and `cli/timed.rs` reads what is set while a run goes on.
//! - `app` (feature `gui`): the window, file by file below.
//!
//! # Start reading here
//!
//! - To see what a run is: [`sim::Simulation::step`]. To see what a network may be: [`model::network`].
//! - To see what an edit does: [`document::Edit`], then `App::follow` in `app/dispatch.rs`.
//! - To see a frame of the window: `App::think` and `App::draw` in `app/mod.rs`.
//!
//! # Three walks
//!
//! - **Where a spike is drawn.** The worker (`engine/worker/mod.rs`) puts spikes into a batch; `App::think` (`app/mod.rs`) hands
//!   them to the traces (`TraceStore::absorb`, `trace/mod.rs`) and notes who fired (`RunView::note_firing`, `app/run_view.rs`).
//!   `paint_spikes` (`app/plot/trace.rs`) draws the line of a spike in a plot of V, `raster_ui` (`app/plot/raster.rs`) its dot,
//!   `vertex` (`app/canvas/paint.rs`) its ring on the canvas.
//! - **How a slider's value becomes a conductance.** `slider_ui` (`app/widget/param_row.rs`) moves, `param_row_ui` asks for an
//!   edit that sets a value; `App::dispatch` (`app/dispatch.rs`) applies it to the document (`Document::apply_if`,
//!   `document/mod.rs`), of which a new valid preset comes (`Preset::with_values`, `preset/parameters.rs`). `App::follow`
//!   (`app/dispatch.rs`) sends its network to the engine; `Simulation::reconcile` (`sim/reconcile.rs`) takes it over, and the next step multiplies gates by
//!   the new ḡ (`sim/receptor.rs`).
//! - **How a key becomes an action.** `actions!` (`app/action.rs`) lists commands with their keys; `App::take_shortcuts`
//!   (`app/shortcuts.rs`) asks for those whose keys were pressed and that are enabled; `App::act` (`app/dispatch.rs`) does them.
//!
//! # The window, file by file
//!
//! - What a view works with: `app/frame.rs` (context, own state and requests in one), `app/context.rs` (what it may read),
//!   `app/view_state.rs` (how the document is looked at), `app/run_view.rs` (what the engine has reported last), `app/past.rs` (the playhead in the past, and what acted on the run), `app/runs.rs` (the runs that forked), `app/opened_runs.rs` (the other runs of a saved file), `app/twin.rs` with `app/twin_state.rs` (a second course in lockstep), `app/twin_side.rs` with `app/sides.rs` (which side changes act on) and `app/twin_moment.rs` (what both have come to at the playhead), `app/memory.rs` (whether a document has room), `app/waiting.rs` (what waits for the playhead),
//!   `app/request.rs` (what it asks for), `app/spot.rs` (what stands out or is under the pointer), `app/axes.rs` (axes of values), `app/meant.rs` (which plot a command means), `app/measuring.rs` (two cursors, and what is read between them), `app/sweeping.rs` (sweeps of plots; commands in `app/sweep_commands.rs`),
//!   `app/own_data/mod.rs` (recordings of one's own), with `app/own_data/reference.rs` (what lies under a plot) and
//!   `app/recordings.rs` (reading and fitting on threads),
//!   `app/range.rs` with `app/range_state.rs` (range runs), `app/notes.rs` with `app/notes_state.rs` (notes of the document),
//!   `app/why.rs` (questions why something jumped, and what is made of the answers),
//!   `app/selection.rs`, `app/shell.rs` (words, colours, messages, dialogs around the views).
//! - What acts: `app/mod.rs` (a frame), `app/dispatch.rs` (requests), `app/action.rs` (the list of commands),
//!   `app/shortcuts.rs` (keys), `app/selection_commands.rs` (commands on what is selected), `app/carried.rs` (files that carry a run), `app/incoming.rs` (circuits of Neuronify, sets of parameters), `app/takeaway/mod.rs` (what is exported and copied: `app/takeaway/wish.rs` what is asked for, `app/takeaway/order.rs` what is meant, `app/takeaway/job.rs` its thread, `app/takeaway/shot.rs` pictures of the window, `app/takeaway/rows.rs` rows of the ledger, `app/takeaway/command_line.rs` the run as a command), `app/code.rs` (the script of the document), `app/unsaved.rs` (questions before work is
//!   left), `app/works.rs` (unsaved work that was left), `app/persistence.rs` (what outlives a document), `app/journal.rs` (writing the run down while it goes on), `app/teaching.rs`
//!   (lessons), `app/stage/mod.rs` (lectures: its keys are in `app/stage/keys.rs`), `app/run_file.rs` (saving the run), `app/links.rs` (the guard of what goes out of the window), `app/holding.rs` (a key or button that
//!   is held), `app/in_order.rs` (events of a slow frame).
//! - What everything draws with: `app/theme.rs` (every colour and size), `app/appearance.rs` (colours and marks of objects), `app/population_colours.rs`, `app/math.rs` (LaTeX), `app/subscript.rs`, `app/calm.rs` (nothing
//!   flickers), `app/notice.rs` (messages), `app/dialog.rs` (choosing files), `app/widget/field.rs` (typing),
//!   `app/widget/fit.rs` (words that are not broken), `app/widget/param_row.rs` (a parameter), `app/widget/own_number.rs` (a number that is none), `app/widget/number.rs`,
//!   `app/widget/symbol.rs`, `app/widget/spoken.rs` (formulas read aloud), `app/widget/question.rs`, `app/widget/choice.rs` (boxes to tick, rings to choose by), `app/widget/fold.rs` (what is
//!   folded away).
//! - The canvas: `app/canvas/mod.rs` (the whole, and vertices), `app/canvas/edges.rs` (what joins them),
//!   `app/canvas/paint.rs` (how both look), `app/canvas/plain_edges.rs` (very many projections), `app/canvas/geometry.rs` (where they lie), `app/canvas/edit.rs` (building by
//!   hand), `app/canvas/drag.rs` (what is dragged), `app/canvas/arrange.rs` (where vertices go), `app/canvas/hit.rs` (what lies
//!   under the pointer), `app/canvas/hand.rs` (moving it by hand), `app/canvas/menu.rs`, `app/canvas/navigate.rs` (panning, zooming,
//!   the way back), `app/canvas/hint.rs` (the hint with its links),
//!   `app/canvas/small.rs` (a network in small); instead of a network `app/canvas/channels.rs` and
//!   `app/canvas/two_inputs.rs`.
//! - Plots, a file for each kind or some that belong together: `app/plot/mod.rs` (what a kind of plot has to say), `app/plot/trace.rs` (probes against time),
//!   `app/plot/strip.rs` (names and read-outs above them), `app/plot/navigate.rs` (their common axis of time),
//!   `app/plot/chart.rs` (draws what other plots say), `app/plot/dash.rs` (dashes and shapes), `app/plot/thin.rs` (the points that a curve needs), `app/plot/taken.rs` (what a plot shows, to take away), `app/plot/cursors.rs` (the two cursors, dots under the pointer), `app/plot/surroundings.rs` and `app/plot/axis.rs` (numbers and names
//!   around the data of both),
//!   `app/plot/releases.rs`, `app/plot/ghost.rs` (courses that were kept), `app/plot/twin.rs` (A and B of a twin), `app/plot/twin_chart.rs` (the same in charts), `app/plot/pale.rs` (how A looks), `app/plot/reference.rs` (a recording under them), `app/plot/sweeps.rs` with `app/plot/strokes.rs` (the last sweeps over each other, as one mesh), `app/plot/range.rs` (charts of range runs), `app/plot/levels.rs` (thresholds and the like), `app/plot/raster.rs`, `app/plot/rates.rs`, `app/plot/correlogram.rs`, `app/plot/phase_plane.rs` (a probe against another), `app/plot/raster_box.rs` (a box on a raster), `app/plot/raster_picture.rs` (many dots as a picture), `app/plot/histogram.rs`, `app/plot/release.rs`,
//!   `app/plot/jumps.rs` (clicks that ask why a trace jumped, and lines to the spikes behind it),
//!   `app/plot/weights.rs`, `app/plot/film_picture.rs`, `app/plot/timing.rs`, `app/plot/voltage.rs`, `app/plot/decay.rs`,
//!   `app/plot/rate_learning.rs`.
//! - Panels: `app/panel/workbench.rs` (the window outside lectures), `app/panel/panes.rs` (how it is divided),
//!   `app/panel/parameters.rs` (of what is selected), `app/panel/group.rs` (one mechanism of it), `app/panel/several.rs` (what several
//!   objects share), `app/panel/joining.rs` (rules that join populations), `app/panel/members.rs`, `app/panel/naming.rs` and
//!   `app/panel/naming_state.rs`, `app/panel/texts.rs` and `app/panel/texts_state.rs` (title and texts),
//!   `app/panel/outline.rs` and `app/panel/outline_state.rs` (a list of all there is), `app/panel/axes.rs` (limits of a plot), `app/panel/export.rs` (what is taken away), `app/panel/code.rs` (the code pane), `app/panel/readings.rs` (what is read between cursors), `app/panel/sweeps.rs` (sweeps and their table), `app/panel/own_data.rs` (recordings and fits),
//!   `app/panel/parameter_search.rs`, `app/panel/range.rs` with `app/panel/range_result.rs` (range runs), `app/panel/notes.rs`,
//!   `app/panel/inspector.rs`, `app/panel/equations.rs`, `app/panel/transport.rs`, `app/panel/run_tabs.rs` (the runs as tabs), `app/panel/time_line.rs` with `app/panel/time_line_state.rs`, `app/panel/goal.rs` with `app/panel/event_goal.rs`, `app/panel/twin.rs`, `app/panel/menu.rs`,
//!   `app/panel/palette.rs` with `app/panel/palette_state.rs` and `app/panel/palette_find.rs`, `app/panel/add_plot.rs`,
//!   `app/panel/settings.rs`, `app/panel/help.rs`, `app/panel/welcome.rs`, `app/panel/ledger.rs` with `app/panel/ledger_state.rs` (a jump explained, and the list of all), `app/panel/lesson.rs` (its words in
//!   `app/panel/markdown.rs`), `app/panel/lecture.rs` (the stage); drawings in `app/picture/mod.rs`,
//!   `app/picture/synapse.rs`, `app/picture/neuron.rs` (both with the named parts of `app/picture/part.rs`, which
//!   `app/picture/plan.rs` places) and `app/picture/receptors.rs`.
//! - The gallery of lessons and presets (by `lesson/topics.rs`, with `storage/seen.rs`): `app/panel/gallery/mod.rs`, its
//!   `app/panel/gallery/state.rs` and `app/panel/gallery/index.rs` (finding by words), its cards in
//!   `app/panel/gallery/card.rs` and `app/panel/gallery/card_ui.rs`, with a few curves from `app/panel/gallery/sketch.rs`.
//! - What a lecturer has on stage: `app/stage/state.rs`, `app/stage/pen.rs`, `app/stage/pointer.rs`,
//!   `app/stage/question.rs`, `app/stage/notes.rs` (with the times of `app/stage/elapsed.rs`).
//! - Around it: `app/window.rs` (opening it), `app/screenshot.rs` (a picture without a screen), `app/export_shown.rs` (what a plot shows, without a screen), `app/software_renderer.rs`
//!   (draws frames on the CPU), `app/frame_times.rs`, `app/test_hooks.rs` (what tests ask).
//!
//! # To add something
//!
//! | to add | touch |
//! |---|---|
//! | a receptor, kinetics, a rule of release or plasticity | its file, 2 lines in the `mod.rs` beside it, German in `de-texts.ftl` |
//! | a neuron | its file in `model/neuron` and its kernel in `sim/neuron`, 2 lines in each `mod.rs`, German in `de-texts.ftl`, words of its entry in the palette in both catalogues |
//! | a stimulus | a current: its file in `model/stimulus`, 2 lines in the `mod.rs`, German in `de-texts.ftl`; one with a state of its own: a kernel in `sim/stimulus` and its line there, too |
//! | a model without neurons | its file in `model/standalone`, 2 lines in the `mod.rs`, how it moves in `sim/standalone.rs`, its name in files in `preset/format.rs`, its plots, German in `de-texts.ftl` |
//! | a plot | a file in `app/plot` that implements `Drawn`, `mod …;` there, a line in `with_plots!` (`preset/plot_spec/mod.rs`), words in both catalogues |
//! | a parameter | 2 lines in `params!` of its mechanism, German in `de-texts.ftl` |
//! | a preset | its `.ron`, a line in `preset/library.rs`, German in `de-presets.ftl` |
//! | a lesson | its `.ron` and `.de.ftl`, a line in `lesson/library.rs` |
//! | a command | a line in `actions!`, an arm in `App::act`, words in both catalogues |
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
//! - **A mechanism owns its behaviour**: a file in [`model`], for a neuron a kernel in `sim/neuron` besides, each with two
//!   lines in its `mod.rs`, and the catalogue. Nobody else asks which kind it is; `tidy` holds that, with a list of what is left.
//!   **A parameter is declared once**: slider, range check, file key, `--set` path, tooltip and table derive from the
//!   declaration.
//! - **Views read and ask.** They get a read-only context, their own state and a list of requests as one frame; what draws
//!   does not act.
//! - **Plots know what they show by id**; names stand in files only. What a plot shows is said in one place, and checks,
//!   recording and what can be added derive from it.
//! - **No circle of imports is larger than two files**; a file and its folder's `mod.rs` count as one.
//! - **The engine never waits for the window, nor the window for the engine.** Every queue is bounded and merges
//!   by rule; a loss is counted and shown.
//! - **Decimation keeps extremes**: a one-step spike is visible at any zoom.
//! - **An error from a file names place, value, allowed range and unit, and all are reported together.** No
//!   input panics.
//! - **Work that undo could bring back is unsaved work.** It is asked about, or copied so that the next start offers it.
//! - **Every edit is a value and every engine input is logged with its step**; what the engine did is an event, changes of
//!   single weights, pools and channels included, and to watch them changes no bit.
//! - **The past is computed again, never remembered**: a place (a step, and how many inputs have acted) determines the state, and a
//!   keyframe changes no bit. Only model time that passes for the first time is recorded, logged and counted. A change in the past
//!   begins a run of its own at the place that the person saw; what a run did before a fork never changes.
//! - **A twin changes no bit of the run.** It is a copy that goes on to the same boundaries and gets the same clicks; without an edit
//!   both stay the same to the bit, and an edit shifts no draw of what it does not reach.
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
pub mod fit;
pub mod input;
pub mod lesson;
pub mod log;
pub mod measure;
pub mod message;
pub mod model;
pub mod number;
pub mod param;
pub mod preset;
pub mod range;
pub mod recording;
pub mod replay;
pub mod sim;
pub mod storage;
pub mod text;
pub mod trace;
pub mod units;
