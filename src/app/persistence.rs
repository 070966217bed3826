//! What outlives a document: settings, recent files, and copies of unsaved work while it is done.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use eframe::egui;

use super::{App, ThemeChoice};
use crate::message::Message;
use crate::preset::Preset;
use crate::storage::autosave::{Autosave, LastWrite};
use crate::storage::journal::RunJournal;
use crate::storage::work::{Kept, Store, beyond_budget};
use crate::storage::{Fingerprint, Folders, Settings, ThemeSetting, atomic};
use crate::text::Language;

/// How soon the window looks again whether a copy could be written.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// What is kept for the next start, and where.
#[derive(Debug, Default)]
pub(super) struct Persistence {
    /// Where; nothing is kept without.
    folders: Option<Arc<Folders>>,
    /// The settings.
    pub settings: Settings,
    /// The settings as the file has them.
    saved: Settings,
    pub(super) autosave: Option<Autosave>,
    /// What the run is written down in.
    pub(super) journal: Option<RunJournal>,
    /// What the system speaks.
    pub system_language: Language,
    /// Unsaved work that no process is editing, the newest first.
    pub works: Vec<Kept>,
    /// Names of those that were cut off and that a person is being asked about.
    pub(super) asks_about: Vec<String>,
    /// Whether it is asked which copies may go, as there are too many.
    pub(super) asks_about_budget: bool,
    /// The work that is being deleted, until that is confirmed.
    pub(super) deleting: Option<String>,
    /// Why unsaved work is not being copied, if it is not.
    pub failure: Option<String>,
    /// The state of the document that was noted last.
    noted: Option<Noted>,
    /// Files that were open, the last one first, and whether each was there when the window was last turned to.
    pub recent: Vec<(PathBuf, bool)>,
}

/// A state of the document, as far as copies of it go.
#[derive(Debug, PartialEq)]
struct Noted {
    preset: Arc<Preset>,
    is_changed: bool,
    path: Option<PathBuf>,
    fingerprint: Option<Fingerprint>,
    copies: bool,
}

impl Persistence {
    /// Looks which of the recent files are there.
    fn look_for_recent(&mut self) {
        let there = |path: &PathBuf| (path.clone(), path.exists());
        self.recent = self.settings.recent.iter().map(there).collect();
    }

    /// The language that was chosen, or the system's.
    fn language(&self) -> Language {
        let chosen = self.settings.language.as_deref().and_then(Language::of_code);
        chosen.unwrap_or(self.system_language)
    }

    /// Whether a person is asked what to do with unsaved work.
    pub fn is_asking(&self) -> bool {
        !self.asks_about.is_empty() || self.asks_about_budget
    }

    /// Looks through the store anew, unless something is on its way there.
    fn look_for_works(&mut self) {
        if let Some(autosave) = self.autosave.as_ref().filter(|autosave| !autosave.is_pending()) {
            self.works = autosave.store().look().works;
        }
    }
}

impl ThemeChoice {
    fn of_setting(setting: ThemeSetting) -> Self {
        match setting {
            ThemeSetting::System => Self::System,
            ThemeSetting::Dark => Self::Dark,
            ThemeSetting::Light => Self::Light,
            ThemeSetting::Projector => Self::Projector,
        }
    }

    fn setting(self) -> ThemeSetting {
        match self {
            Self::System => ThemeSetting::System,
            Self::Dark => ThemeSetting::Dark,
            Self::Light => ThemeSetting::Light,
            Self::Projector => ThemeSetting::Projector,
        }
    }
}

impl App {
    /// Keeps settings and copies of unsaved work in these folders, and takes up what is there.
    pub fn keep_in(&mut self, ctx: &egui::Context, folders: Folders) {
        let (settings, problem) = Settings::load(&folders.settings());
        if let Some(problem) = problem {
            self.shell.notices.error(self.shell.text.say(&problem));
        }
        self.shell.theme_choice = ThemeChoice::of_setting(settings.theme);
        let system_language = self.persistence.system_language;
        ctx.set_zoom_factor(settings.zoom);
        if let Some(folder) = folders.settings().parent() {
            atomic::clean(folder);
        }
        let store = Store::new(&folders.autosave());
        let found = store.look();
        let cut_off = found.works.iter().filter(|kept| kept.was_cut_off);
        let asks_about: Vec<String> = cut_off.map(|kept| kept.name.clone()).collect();
        if !asks_about.is_empty() {
            tracing::info!("unsaved work found: {}", asks_about.len());
        }
        if 0 < found.bad {
            let folder = folders.autosave().display().to_string();
            let count = found.bad.to_string();
            self.shell
                .notices
                .error(self.shell.text.with("recovery-bad", &[("count", &count), ("folder", &folder)]));
        }
        self.persistence = Persistence {
            folders: Some(Arc::new(folders)),
            saved: settings.clone(),
            settings,
            autosave: Some(Autosave::start(&store)),
            journal: Some(RunJournal::start(&store)),
            system_language,
            asks_about,
            asks_about_budget: !beyond_budget(&found.works).is_empty(),
            works: found.works,
            ..Persistence::default()
        };
        self.speak(self.persistence.language());
        if let Some(path) = self.document.path().map(Path::to_owned) {
            self.persistence.settings.remember(&path);
        }
        self.persistence.look_for_recent();
    }

    /// What to speak unless another language is chosen.
    pub fn set_system_language(&mut self, language: Language) {
        self.persistence.system_language = language;
    }

    /// Writes unsaved work when it is called; for when the program is about to end.
    #[must_use]
    pub fn last_write(&self) -> Option<LastWrite> {
        self.persistence.autosave.as_ref().map(Autosave::last_write)
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.persistence.settings
    }

    /// Follows what changed: settings go to their file, unsaved work to its copy.
    pub(super) fn keep(&mut self, ctx: &egui::Context) {
        self.speak(self.persistence.language());
        let Some(folders) = self.persistence.folders.clone() else { return };
        if ctx.input(|input| input.raw.events.contains(&egui::Event::WindowFocused(true))) {
            self.persistence.look_for_recent();
            self.persistence.look_for_works();
        }
        self.persistence.settings.theme = self.shell.theme_choice.setting();
        self.persistence.settings.zoom = ctx.zoom_factor();
        if self.persistence.settings != self.persistence.saved {
            self.persistence.saved = self.persistence.settings.clone();
            if let Err(error) = self.persistence.settings.save(&folders.settings()) {
                self.shell.notices.error(
                    self.shell
                        .text
                        .say(&Message::new("settings-not-saved").with_message("detail", error.message())),
                );
            }
        }
        self.note_work(!ctx.input(|input| input.pointer.any_down()));
        self.note_run(ctx);
        self.follow_failure(ctx);
    }

    /// Has the document's unsaved work copied: `at_once`, or soon where a gesture lasts.
    pub(super) fn note_work(&mut self, at_once: bool) {
        let Some(autosave) = self.persistence.autosave.as_ref().filter(|_| !self.saving.may_close) else {
            return;
        };
        let noted = Noted {
            preset: Arc::clone(self.document.preset()),
            is_changed: self.document.is_changed(),
            path: self.document.path().map(Path::to_owned),
            fingerprint: self.fingerprint().cloned(),
            copies: self.persistence.settings.autosave,
        };
        let is_same = self.persistence.noted.as_ref().is_some_and(|last| {
            Arc::ptr_eq(&last.preset, &noted.preset)
                && (last.is_changed, last.copies) == (noted.is_changed, noted.copies)
                && (&last.path, &last.fingerprint) == (&noted.path, &noted.fingerprint)
        });
        if is_same {
            if at_once {
                autosave.hurry();
            }
            return;
        }
        let unsaved = self.document.unsaved().filter(|_| noted.copies);
        let replaces = self.document.copy().map(|(name, _)| name);
        let origin = unsaved.as_ref().map(|unsaved| self.origin(unsaved, replaces));
        autosave.note(unsaved.as_ref().map(|unsaved| &unsaved.preset).zip(origin), at_once);
        self.persistence.noted = Some(noted);
    }

    /// Says when copying fails, and when it works again; what is shown meanwhile stands beside the document's name.
    fn follow_failure(&mut self, ctx: &egui::Context) {
        let Some(autosave) = &self.persistence.autosave else { return };
        if autosave.is_pending() {
            ctx.request_repaint_after(LOOK_AGAIN);
        }
        let failure = autosave.failure().map(|failure| self.shell.text.say(&failure));
        match (&self.persistence.failure, &failure) {
            (None, Some(detail)) => {
                self.shell.notices.error(self.shell.text.with("autosave-failed", &[("detail", detail)]));
            }
            (Some(_), None) => self.shell.notices.done(self.shell.text.get("autosave-works")),
            _ => {}
        }
        self.persistence.failure = failure;
    }

    /// Keeps everything that is unsaved, as the program is about to end in order; `false` if that failed.
    pub(super) fn keep_before_end(&mut self) -> bool {
        self.leave_runs();
        self.keep_work();
        self.finish_journal();
        let Some(autosave) = &self.persistence.autosave else { return true };
        autosave.note(None, true);
        self.persistence.noted = None;
        autosave.last_write().now()
    }

    /// Remembers a file among the recent ones.
    pub(super) fn remember(&mut self, path: &Path) {
        self.persistence.settings.remember(path);
        self.persistence.look_for_recent();
    }
}
