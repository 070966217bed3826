//! Range runs at work: runs on threads of their own, taken in as they end; a run that is opened; and what is taken out.

use std::fmt::Write as _;
use std::sync::Arc;

use eframe::egui::Context;

use super::App;
use super::action::Action;
use super::memory::lacks_memory;
use super::range_state::{Outcome, Setup};
use super::request::RangeRequest;
use crate::document::Edit;
use crate::engine::{Command, Goal as RunGoal};
use crate::export::csv::{Provenance, number, text_cell};
use crate::input::output::Content;
use crate::message::Message;
use crate::model::network::Address;
use crate::model::problem::{Fault, Problem};
use crate::range::{self, Job, Plan};
use crate::replay;
use crate::storage::memory;
use crate::text::Language;

impl App {
    /// Opens or closes the window of range runs, or notes what is on screen.
    pub(super) fn act_on_range(&mut self, action: Action) {
        if action == Action::Note {
            self.note_what_is_read();
            return;
        }
        self.view.range.is_open = !self.view.range.is_open;
        if self.view.range.is_open {
            self.view.range.wants_focus = true;
            self.propose_range(None);
        } else {
            self.view.range.stop(); // Nobody sees what would come.
        }
    }

    /// Does what the window of range runs asks for.
    pub(super) fn range_request(&mut self, ctx: &Context, request: RangeRequest) {
        match request {
            RangeRequest::Vary(address) => {
                (self.view.range.is_open, self.view.range.wants_focus) = (true, true);
                self.propose_range(Some(address));
            }
            RangeRequest::Start => self.start_range(ctx),
            RangeRequest::Stop => self.view.range.stop(),
            RangeRequest::Open(index) => self.open_point(index),
            RangeRequest::Copy => {
                if let Some(table) = self.range_table() {
                    self.copy_text(ctx, table);
                }
            }
            RangeRequest::Save => {
                if let Some(table) = self.range_csv() {
                    self.save_text(Content::Table, table);
                }
            }
        }
    }

    /// Proposes a range where none was chosen, or over another parameter.
    fn propose_range(&mut self, address: Option<Address>) {
        let preset = Arc::clone(self.document.preset());
        let own = &mut self.view.range;
        own.refused = None;
        let is_there = own.setup.as_ref().is_some_and(|setup| {
            preset.get(setup.address).is_some() && setup.probe.describe(preset.network()).is_some()
        });
        match (&mut own.setup, address) {
            (Some(_), None) if is_there => {}
            (Some(setup), Some(address)) if is_there => setup.vary(&preset, address),
            (setup, address) => {
                let (selection, marks) = (&self.view.selection, &self.course.marks);
                *setup = Setup::new(&preset, address, selection, marks, preset.grid());
            }
        }
    }

    /// Begins to run what was chosen, or says why it cannot be run.
    fn start_range(&mut self, ctx: &Context) {
        let Some(setup) = self.view.range.setup.clone() else { return };
        self.view.range.refused = None;
        match self.plan_range(&setup) {
            Err(wrong) => {
                let words: Vec<String> = wrong.iter().map(|own| self.shell.text.say(own)).collect();
                self.view.range.refused = Some(words.join("\n"));
            }
            Ok((plan, threads)) => {
                let (plan, wakes) = (Arc::new(plan), ctx.clone());
                self.view.range.job = None; // Of two ranges the last one counts.
                match Job::start(Arc::clone(&plan), threads, move || wakes.request_repaint()) {
                    Ok(job) => {
                        self.view.range.known = None;
                        self.view.range.outcome = Some(Outcome::new(plan));
                        self.view.range.job = Some(job);
                    }
                    Err(error) => self.view.range.refused = Some(error.to_string()),
                }
            }
        }
    }

    /// What was chosen as a plan, with the number of threads that there is memory for.
    fn plan_range(&self, setup: &Setup) -> Result<(Plan, usize), Vec<Message>> {
        let preset = Arc::clone(self.document.preset());
        let Some((spec, _)) = preset.get(setup.address) else {
            return Err(vec![Message::new("range-gone")]);
        };
        let values = setup.values(spec).map_err(|message| vec![message])?;
        let inputs = if setup.with_clicks { self.clicks() } else { Vec::new() };
        let plan =
            Plan::new(&preset, &inputs, setup.address, values, setup.probe.clone(), setup.duration_ms)?;
        let most = plan.largest_bytes();
        if let Some(free) = memory::lacks(most, 0) {
            let problem = Problem::new("model", "model", Fault::NoMemory { bytes: most, free });
            return Err(vec![problem.message()]);
        }
        let threads = beside_the_window();
        let all = most.saturating_mul(threads as u128);
        Ok((plan, if memory::lacks(all, 0).is_some() { 1 } else { threads }))
    }

    /// Takes in the runs that have ended.
    pub(super) fn poll_range(&mut self) {
        let own = &mut self.view.range;
        let (Some(job), Some(outcome)) = (&own.job, &mut own.outcome) else { return };
        let is_over = job.is_over(); // Asked first: what ends between is taken.
        for (index, course) in job.take() {
            outcome.courses[index] = Some(course);
        }
        if is_over {
            outcome.is_stopped = outcome.n_ended() < outcome.courses.len();
            own.job = None;
        }
    }

    /// Opens a run: sets its value as one step of undo, and runs again with the same inputs up to its end.
    fn open_point(&mut self, index: usize) {
        let Some(outcome) = &mut self.view.range.outcome else { return };
        let plan = Arc::clone(&outcome.plan);
        let Some(value) =
            plan.value(index).filter(|_| outcome.courses.get(index).is_some_and(Option::is_some))
        else {
            return;
        };
        outcome.opened = Some(index);
        let before = Arc::clone(self.document.preset());
        if before.get(plan.address).is_none() {
            self.shell.notices.error(self.shell.text.get("range-gone"));
            return;
        }
        let edit = Edit::SetValue { address: plan.address, value };
        let is_work = self.teaching.open.is_none();
        self.view.gesture += 1;
        match self.document.apply_if(&edit, None, is_work, |after| lacks_memory(after, &before)) {
            Ok(_) => {
                self.view.gesture += 1;
                self.forget_undone();
                self.run_anew(false);
                if !plan.inputs.is_empty() {
                    self.engine.send(Command::Play(plan.inputs.clone()));
                }
                self.engine.send(Command::RunUntil(RunGoal::Time(plan.duration_ms())));
            }
            Err(problems) => self.say_problems(&problems),
        }
    }

    /// What came of the range with tabs between its cells, with the decimal sign of the language.
    fn range_table(&self) -> Option<String> {
        let outcome = self.view.range.outcome.as_ref()?;
        let table = range::table(&outcome.plan, &outcome.courses);
        let is_german = self.shell.text.language() == Language::German;
        let cell = |value: &Option<f64>| {
            let plain = value.map_or_else(String::new, number);
            if is_german { plain.replace('.', ",") } else { plain }
        };
        let mut lines = table.head.join("\t") + "\n";
        for (cells, status) in &table.rows {
            let cells: Vec<String> = cells.iter().map(cell).collect();
            // A text of many lines never fails to be written.
            let _ = writeln!(lines, "{}\t{status}", cells.join("\t"));
        }
        Some(lines)
    }

    /// The same as a file, with what made it and what opens it again.
    fn range_csv(&self) -> Option<String> {
        let outcome = self.view.range.outcome.as_ref()?;
        let plan = &outcome.plan;
        let table = range::table(plan, &outcome.courses);
        let values: Vec<String> = plan.values.iter().map(|value| number(*value)).collect();
        let span_ms = (0.0, plan.duration_ms());
        let carried = replay::carried(&plan.preset, &plan.inputs, plan.end, span_ms);
        let packed = carried.and_then(|carried| carried.pack().ok());
        let provenance = Provenance::of_many(&plan.preset)
            .with("preset", &self.source().display().to_string())
            .with("set", &format!("{}={}", plan.path(), values.join(",")))
            .with("duration_ms", &number(plan.duration_ms()))
            .with("seed", &plan.preset.run().seed.to_string())
            .with("dt_ms", &number(plan.preset.run().dt_ms))
            .with("clicks", &plan.inputs.len().to_string())
            .reopening(packed);
        let mut bytes = Vec::new();
        provenance.write(&mut bytes).ok()?;
        let row = |cells: Vec<String>| {
            let quoted = cells.iter().map(|cell| {
                let cell = text_cell(cell);
                if cell.contains([',', '"', '\n']) {
                    format!("\"{}\"", cell.replace('"', "\"\""))
                } else {
                    cell
                }
            });
            quoted.collect::<Vec<_>>().join(",") + "\n"
        };
        let mut text = String::from_utf8(bytes).ok()?;
        text += &row(table.head);
        for (cells, status) in table.rows {
            let cells = cells.into_iter().map(|own| own.map_or_else(String::new, number));
            let cells: Vec<String> = cells.collect();
            text += &(cells.join(",") + "," + &row(vec![status]));
        }
        Some(text)
    }
}

/// As many threads as there are cores besides the one that draws, and at least one.
fn beside_the_window() -> usize {
    std::thread::available_parallelism().map_or(1, |cores| cores.get().saturating_sub(1).max(1))
}
