//! Unsaved work that was left or cut off: keeping it, listing it, opening it again.

use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use eframe::egui::{self, Button, Key, RichText, ScrollArea, Ui, Window};

use super::context::ViewContext;
use super::request::{Request, Requests, WorksAnswer};
use super::runs::Runs;
use super::theme::{GRID, Theme};
use super::twin_state::Ending;
use super::widget::question::{list_ui, question_ui};
use super::{Action, App};
use crate::document::{Document, Unsaved};
use crate::message::Message;
use crate::preset::Preset;
use crate::storage::atomic;
use crate::storage::work::{Change, Kept, MAX_COPIES, MAX_COPIES_BYTES, Origin, Store, beyond_budget};
use crate::text::Text;

/// Works that the menu lists.
pub(super) const MOST_LISTED: usize = 20;
/// Characters of a title that a copy is listed by.
const MOST_TITLE_CHARS: usize = 200;
/// Copies that the question about the oldest names.
const MOST_NAMED: usize = 8;

impl App {
    /// Whether work that is left is kept for later.
    pub(super) fn can_keep(&self) -> bool {
        self.persistence.autosave.is_some() && self.persistence.failure.is_none()
    }

    /// What a copy of the document's unsaved work is.
    pub(super) fn origin(&self, unsaved: &Unsaved, replaces: Option<&str>) -> Origin {
        Origin {
            // A path that is no text cannot stand in a note.
            path: self.document.path().filter(|path| path.to_str().is_some()).map(Path::to_owned),
            fingerprint: self.fingerprint().cloned(),
            title: short_title(&unsaved.preset),
            changes: self.changes_of(unsaved),
            replaces: replaces.map(str::to_owned),
        }
    }

    /// What was changed in unsaved work: in what was found again, also what had been changed before.
    pub(super) fn changes_of(&self, unsaved: &Unsaved) -> Vec<Change> {
        let mut changes = Origin::changes_of(&unsaved.changes);
        let copy = self.document.copy().filter(|_| self.document.is_recovered());
        let kept = copy.and_then(|(name, _)| self.persistence.works.iter().find(|kept| kept.name == name));
        for change in kept.into_iter().flat_map(|kept| &kept.origin.changes) {
            if !changes.contains(change) {
                changes.push(change.clone());
            }
        }
        changes
    }

    /// Keeps the document's unsaved work among recent work, as something else is about to take its place.
    pub(super) fn keep_work(&mut self) {
        let Some(unsaved) = self.document.unsaved() else { return };
        let Some(autosave) = &self.persistence.autosave else { return };
        let copy = self.document.copy();
        if copy.is_some_and(|(_, copied)| Arc::ptr_eq(copied, &unsaved.preset)) {
            return; // It is kept as it is.
        }
        let name = match copy {
            Some((name, _)) => name.to_owned(),
            None => autosave.store().free_name(&self.persistence.works),
        };
        let origin = self.origin(&unsaved, None);
        autosave.keep(&name, &unsaved.preset, &origin);
        self.persistence.works.retain(|kept| kept.name != name);
        let written = Some(SystemTime::now());
        let kept = Kept { name: name.clone(), origin, written, bytes: 0, was_cut_off: false };
        self.persistence.works.insert(0, kept);
        self.document.set_copy(Some((name, unsaved.preset)));
    }

    /// What would be lost of the other runs: their documents, each once, with what was changed first in them. What was tried in
    /// a lesson is no work.
    pub(super) fn work_of_runs(&self) -> Vec<(Arc<Preset>, Message)> {
        let mut work: Vec<(Arc<Preset>, Message)> = Vec::new();
        if self.teaching.open.is_some() {
            return work;
        }
        let own = self.document.preset().network();
        for (preset, change) in self.runs.others().into_iter().chain(self.work_of_twin()) {
            let is_known = preset.network() == own
                || !self.document.would_be_lost(&preset)
                || work.iter().any(|(known, _)| known.network() == preset.network());
            if !is_known {
                work.push((preset, change));
            }
        }
        work
    }

    /// Keeps the parameters of the runs that are about to be left among recent work, each set of them once, and says how many
    /// runs go.
    pub(super) fn leave_runs(&mut self) {
        let n = self.runs.open().count() - 1;
        if self.teaching.open.is_some() {
            return;
        }
        for (preset, change) in self.work_of_runs() {
            // An end that was put off kept it.
            if !self.saving.left_runs.iter().any(|left| Arc::ptr_eq(left, &preset)) {
                self.keep_version(preset, change);
            }
        }
        if 0 < n {
            self.shell.notices.info(self.shell.text.with("runs-left", &[("count", &n.to_string())]));
        }
    }

    /// Keeps a version of the document among recent work, under the name of a change; `false` if nothing is kept.
    pub(super) fn keep_version(&mut self, preset: Arc<Preset>, change: Message) -> bool {
        let Some(autosave) = &self.persistence.autosave else { return false };
        let name = autosave.store().free_name(&self.persistence.works);
        let origin = Origin {
            path: None,
            fingerprint: None,
            title: short_title(&preset),
            changes: Origin::changes_of(&[change]),
            replaces: None,
        };
        autosave.keep(&name, &preset, &origin);
        let written = Some(SystemTime::now());
        self.persistence.works.insert(0, Kept { name, origin, written, bytes: 0, was_cut_off: false });
        self.saving.left_runs.push(preset);
        true
    }

    /// Another document takes the place of this one: what is unsaved of it, and of its runs, is kept.
    pub(super) fn leave_document(&mut self) {
        self.end_twin(&Ending::OtherDocument);
        self.keep_work();
        self.leave_runs();
        self.runs = Runs::default();
    }

    /// Forgets the copy of work that stands in a file now.
    pub(super) fn forget_copy(&mut self) {
        if let Some(name) = self.document.copy().map(|(name, _)| name.to_owned()) {
            self.document.set_copy(None);
            self.delete_work(&name);
        }
    }

    /// Deletes a copy.
    pub(super) fn delete_work(&mut self, name: &str) {
        if let Some(autosave) = &self.persistence.autosave {
            autosave.forget(name);
        }
        self.persistence.works.retain(|kept| kept.name != name);
        self.persistence.asks_about.retain(|own| own != name);
    }

    /// Works that were left and that undo or redo lead to.
    pub(super) fn works_in_reach(&self) -> Vec<&Kept> {
        let names = self.document.copies_in_reach();
        self.persistence.works.iter().filter(|kept| names.contains(&kept.name)).collect()
    }

    /// Takes unsaved work over from the process that left it, and returns its new name; what fails is said.
    pub(super) fn take_over_work(&mut self, store: &Store, kept: &Kept) -> Option<String> {
        let name = match store.take_over(kept, &self.persistence.works) {
            Ok(name) => name,
            Err(error) => {
                let detail = self.shell.text.say(&atomic::advice(&error));
                self.shell.notices.error(self.shell.text.with("autosave-failed", &[("detail", &detail)]));
                return None;
            }
        };
        if let Some(own) = self.persistence.works.iter_mut().find(|own| own.name == kept.name) {
            own.name.clone_from(&name);
            own.was_cut_off = false;
        }
        self.persistence.asks_about.retain(|own| *own != kept.name);
        Some(name)
    }

    /// Opens unsaved work again; it stays unsaved. What was cut off goes on as the document of its file.
    pub(super) fn recover(&mut self, name: &str) {
        let Some(kept) = self.persistence.works.iter().find(|kept| kept.name == name).cloned() else {
            return;
        };
        if kept.is_run() {
            self.recover_run(&kept);
            return;
        }
        let Some(autosave) = &self.persistence.autosave else { return };
        if autosave.is_pending() {
            let _ = autosave.last_write().now(); // What fails is shown anyway.
        }
        let store = autosave.store().clone();
        // What is open already keeps its own copy; the older state becomes a work of its own.
        let is_open = self.document.copy().is_some_and(|(own, _)| own == name)
            || self.document.copies_in_reach().iter().any(|own| own == name);
        let preset = match store.read(name) {
            Ok(preset) => preset,
            Err(error) => {
                let lines = crate::input::error_lines(&kept.origin.title, &error, &self.shell.text);
                self.shell.notices.error(lines.join("\n"));
                return;
            }
        };
        let Some(name) = self.take_over_work(&store, &kept) else { return };
        let path = kept.origin.path.clone().filter(|_| kept.was_cut_off);
        let mut document = Document::recovered(preset, path);
        let copied = Arc::clone(document.preset());
        document.set_copy((!is_open).then_some((name, copied)));
        self.teaching.close();
        let fingerprint = kept.origin.fingerprint.filter(|_| kept.was_cut_off);
        self.change_to(document, fingerprint);
        self.note_work(true);
    }

    /// Lists work that was cut off, until it is opened again or put off; and the oldest copies where there are too many.
    pub(super) fn recovery_ui(&self, ctx: &egui::Context, requests: &mut Requests) {
        if !self.persistence.is_asking() || self.saving.leaving.is_some() {
            return;
        }
        let names = &self.persistence.asks_about;
        if names.is_empty() {
            self.budget_ui(ctx, requests);
            return;
        }
        let persistence = &self.persistence;
        let (text, theme) = (&self.shell.text, &self.shell.theme);
        let width = (ctx.content_rect().width() - 64.0).min(640.0);
        question_ui(ctx, theme, &text.get("recovery-title"), width, |ui| {
            ui.label(text.get("recovery-about"));
            ui.add_space(GRID);
            let works: Vec<Kept> =
                persistence.works.iter().filter(|kept| names.contains(&kept.name)).cloned().collect();
            let keys = ("recovery-recover", "recovery-discard");
            let look = (text, theme, persistence.deleting.as_deref());
            list_ui(ctx, ui, |ui| works_ui(ui, &works, keys, look, requests));
            ui.add_space(GRID);
            let button = ui.button(text.get("recovery-later"));
            if button.on_hover_text(text.get("recovery-later-tip")).clicked() {
                requests.push(Request::Works(WorksAnswer::Later));
            }
        });
    }

    /// Asks whether the oldest copies may go.
    fn budget_ui(&self, ctx: &egui::Context, requests: &mut Requests) {
        let beyond: Vec<Kept> = beyond_budget(&self.persistence.works).to_vec();
        let (mut deletes, mut keeps) = (false, beyond.is_empty());
        let text = &self.shell.text;
        let width = (ctx.content_rect().width() - 64.0).min(560.0);
        question_ui(ctx, &self.shell.theme, &text.get("budget-title"), width, |ui| {
            let bytes: u64 = self.persistence.works.iter().map(|kept| kept.bytes).sum();
            let about = [
                ("count", self.persistence.works.len().to_string()),
                ("size", size(bytes, text)),
                ("most", MAX_COPIES.to_string()),
                ("space", size(MAX_COPIES_BYTES, text)),
            ];
            ui.label(text.with("budget-about", &about));
            ui.add_space(GRID);
            list_ui(ctx, ui, |ui| {
                for kept in beyond.iter().take(MOST_NAMED) {
                    ui.label(RichText::new(text.own(&kept.origin.title)).strong());
                    ui.label(RichText::new(about_work(kept, text)).color(self.shell.theme.weak_text));
                }
                if MOST_NAMED < beyond.len() {
                    ui.label(text.with("and-more", &[("count", (beyond.len() - MOST_NAMED).to_string())]));
                }
            });
            ui.add_space(GRID);
            ui.horizontal_wrapped(|ui| {
                let count = [("count", beyond.len().to_string())];
                deletes = ui.button(text.with("budget-delete", &count)).clicked();
                keeps |= ui.button(text.get("budget-keep")).clicked();
            });
        });
        if deletes {
            for kept in &beyond {
                requests.push(Request::Works(WorksAnswer::Delete(kept.name.clone())));
            }
        }
        if deletes || keeps {
            requests.push(Request::Works(WorksAnswer::KeepTheRest));
        }
    }

    /// The window that lists all unsaved work.
    pub(super) fn works_window_ui(&self, ctx: &egui::Context, requests: &mut Requests) {
        let mut open = self.view.windows.recent_work;
        if !open {
            return;
        }
        let persistence = &self.persistence;
        let (text, theme) = (&self.shell.text, &self.shell.theme);
        let mut opens = false;
        Window::new(text.get("menu-recent-work"))
            .collapsible(false)
            .resizable(true)
            .pivot(egui::Align2::CENTER_CENTER)
            .default_pos(ctx.content_rect().center())
            .open(&mut open)
            .show(ctx, |ui| {
                ui.set_width((ctx.content_rect().width() - 64.0).min(640.0));
                ui.label(text.get("recent-work-about"));
                ui.add_space(GRID);
                let height = (ctx.content_rect().height() - 16.0 * GRID).max(80.0);
                ScrollArea::vertical().max_height(height).show(ui, |ui| {
                    if persistence.works.is_empty() {
                        ui.label(text.get("recent-work-none"));
                    }
                    let keys = ("recent-work-open", "recent-work-delete");
                    let look = (text, theme, persistence.deleting.as_deref());
                    opens = works_ui(ui, &persistence.works, keys, look, requests);
                });
            });
        if opens || !open {
            requests.act(Action::RecentWork);
        }
    }

    /// Does what was asked for in a list of works.
    pub(super) fn answer_works(&mut self, answer: WorksAnswer) {
        match answer {
            WorksAnswer::Ask(name) => self.persistence.deleting = name,
            WorksAnswer::Delete(name) => {
                self.persistence.deleting = None;
                self.delete_work(&name);
            }
            WorksAnswer::Later => self.persistence.asks_about.clear(),
            WorksAnswer::KeepTheRest => self.persistence.asks_about_budget = false,
        }
    }
}

/// Works with what they are, each with buttons to open it and to delete it, which asks once more. True if one was opened.
fn works_ui(
    ui: &mut Ui,
    works: &[Kept],
    (open_key, delete_key): (&str, &str),
    (text, theme, deleting): (&Text, &Theme, Option<&str>),
    requests: &mut Requests,
) -> bool {
    let mut opens = false;
    let mut asked = None;
    for kept in works {
        let title = name_of(kept, text);
        ui.push_id(&kept.name, |ui| {
            ui.add(egui::Label::new(RichText::new(&title).strong()).wrap());
            let about = RichText::new(about_work(kept, text)).color(theme.weak_text);
            ui.add(egui::Label::new(about).wrap());
            let button = |ui: &mut Ui, key: &str| {
                let label = text.with(&format!("{key}-name"), &[("name", &title)]);
                let button = ui.button(text.get(key));
                button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
                button.clicked()
            };
            ui.horizontal_wrapped(|ui| {
                if deleting == Some(kept.name.as_str()) {
                    ui.label(RichText::new(text.get("delete-sure")).color(theme.warning));
                    if button(ui, "delete-yes") {
                        asked = Some(Request::Works(WorksAnswer::Delete(kept.name.clone())));
                    } else if button(ui, "delete-no") || ui.input(|input| input.key_pressed(Key::Escape)) {
                        asked = Some(Request::Works(WorksAnswer::Ask(None)));
                    }
                } else {
                    if button(ui, open_key) {
                        asked = Some(Request::OpenWork(kept.name.clone()));
                        opens = true;
                    }
                    if button(ui, delete_key) {
                        asked = Some(Request::Works(WorksAnswer::Ask(Some(kept.name.clone()))));
                    }
                }
            });
            ui.add_space(GRID);
        });
    }
    requests.extend(asked);
    opens
}

/// Entries of a menu, or buttons on a page, that open works.
pub(super) fn work_buttons_ui(
    ui: &mut Ui,
    most: usize,
    frame: bool,
    context: &ViewContext<'_>,
    requests: &mut Requests,
) {
    let text = context.text;
    for kept in context.works.iter().take(most) {
        let title = text.own(&kept.origin.title);
        let changes = changes_words(&kept.origin.changes, text);
        let words = if changes.is_empty() { title.clone() } else { format!("{title} – {changes}") };
        let button = Button::new(&words).truncate().frame(frame).shortcut_text(age(kept.written, text));
        let response = ui.add(button).on_hover_text(about_work(kept, text));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &words));
        if response.clicked() {
            requests.push(Request::OpenWork(kept.name.clone()));
            ui.close();
        }
    }
}

/// The title of a document, as far as a note keeps it.
pub(super) fn short_title(preset: &Preset) -> String {
    preset.title().chars().take(MOST_TITLE_CHARS).collect()
}

/// A work by the name of its file, or by its title.
fn name_of(kept: &Kept, text: &Text) -> String {
    let file = kept.origin.path.as_deref().and_then(Path::file_name);
    file.map_or_else(|| text.own(&kept.origin.title), |file| file.to_string_lossy().into_owned())
}

/// What was changed in a work, when, how large it is, and where it comes from.
fn about_work(kept: &Kept, text: &Text) -> String {
    let mut parts = vec![changes_words(&kept.origin.changes, text), age(kept.written, text)];
    if 0 < kept.bytes {
        parts.push(size(kept.bytes, text));
    }
    if let Some(path) = &kept.origin.path {
        parts.push(text.with("work-from", &[("path", &path.display().to_string())]));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// The newest change, and how many more there are.
pub(super) fn changes_words(changes: &[Change], text: &Text) -> String {
    // A note may be of another version, or written by somebody else.
    let known = |change: &&Change| {
        (change.key.starts_with("edit-") || change.key.starts_with("work-")) && text.has(&change.key)
    };
    let known: Vec<&Change> = changes.iter().filter(known).collect();
    let say = |change: &Change| {
        let values: Vec<(&str, &str)> =
            change.values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        text.with(&change.key, &values)
    };
    match known[..] {
        [] => String::new(),
        [only] => say(only),
        [first, ..] => {
            let count = (known.len() - 1).to_string();
            text.with("work-and-more", &[("first", &say(first)), ("count", &count)])
        }
    }
}

/// A number of bytes, in words.
fn size(bytes: u64, text: &Text) -> String {
    if bytes < 10 << 20 {
        text.with("size-kib", &[("size", bytes.div_ceil(1024).to_string())])
    } else {
        text.with("size-mib", &[("size", bytes.div_ceil(1 << 20).to_string())])
    }
}

/// How long ago something was, in words.
fn age(at: Option<SystemTime>, text: &Text) -> String {
    let seconds = at.and_then(|at| at.elapsed().ok()).map_or(0, |age| age.as_secs());
    let (key, count) = match seconds {
        0..120 => ("ago-seconds", seconds),
        120..7200 => ("ago-minutes", seconds / 60),
        7200..172_800 => ("ago-hours", seconds / 3600),
        _ => ("ago-days", seconds / 86_400),
    };
    text.with(key, &[("count", &count.to_string())])
}
