//! What outlives a document: settings, recent files, copies of unsaved work and their recovery.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use eframe::egui::{self, RichText, Window};

use super::unsaved::Replacement;
use super::widget::question::question_ui;
use super::{App, ThemeChoice};
use crate::document::Document;
use crate::storage::autosave::{Autosave, LastWrite, Origin, Orphan, orphans};
use crate::storage::{Folders, HOLD_RANGE_MS, Settings, ThemeSetting, ZOOM_RANGE};
use crate::text::Language;

/// What is kept for the next start, and where.
#[derive(Debug, Default)]
pub(super) struct Keeper {
    /// Where; nothing is kept without.
    folders: Option<Arc<Folders>>,
    /// The settings.
    pub settings: Settings,
    /// The settings as the file has them.
    saved: Settings,
    autosave: Option<Autosave>,
    /// What the system speaks.
    pub system_language: Language,
    /// Unsaved work of processes that are no more.
    found: Vec<Orphan>,
    /// Files that were open, the last one first, and whether each was there when the window was last turned to.
    pub recent: Vec<(PathBuf, bool)>,
}

impl Keeper {
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
        !self.found.is_empty()
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
            self.notices.error(self.text.say(&problem));
        }
        self.theme_choice = ThemeChoice::of_setting(settings.theme);
        let system_language = self.keeper.system_language;
        ctx.set_zoom_factor(settings.zoom);
        let (found, bad) = orphans(&folders.autosave());
        if !found.is_empty() {
            tracing::info!("unsaved work found: {}", found.len());
        }
        if 0 < bad {
            let folder = folders.autosave().display().to_string();
            self.notices
                .error(self.text.with("recovery-bad", &[("count", &bad.to_string()), ("folder", &folder)]));
        }
        let autosave = settings.autosave.then(|| Autosave::start(&folders.autosave())).transpose();
        let autosave = autosave.unwrap_or_else(|error| {
            self.notices.error(self.text.with("autosave-failed", &[("detail", &error.to_string())]));
            None
        });
        let folders = Some(Arc::new(folders));
        let saved = settings.clone();
        let recent = Vec::new();
        self.keeper = Keeper { folders, settings, saved, autosave, system_language, found, recent };
        self.speak(self.keeper.language());
        if let Some(path) = self.document.path().map(Path::to_owned) {
            self.keeper.settings.remember(&path);
        }
        self.keeper.look_for_recent();
    }

    /// What to speak unless another language is chosen.
    pub fn set_system_language(&mut self, language: Language) {
        self.keeper.system_language = language;
    }

    /// Writes unsaved work when it is called; for when the program is about to end.
    #[must_use]
    pub fn last_write(&self) -> Option<LastWrite> {
        self.keeper.autosave.as_ref().map(Autosave::last_write)
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.keeper.settings
    }

    /// Follows what changed: settings go to their file, unsaved work to its copy.
    pub(super) fn keep(&mut self, ctx: &egui::Context) {
        self.speak(self.keeper.language());
        let Some(folders) = self.keeper.folders.clone() else { return };
        if self.keeper.settings.autosave != self.keeper.saved.autosave {
            let autosave = self.keeper.settings.autosave.then(|| Autosave::start(&folders.autosave()));
            self.keeper.autosave = autosave.and_then(Result::ok);
        }
        if ctx.input(|input| input.raw.events.contains(&egui::Event::WindowFocused(true))) {
            self.keeper.look_for_recent();
        }
        self.keeper.settings.theme = self.theme_choice.setting();
        self.keeper.settings.zoom = ctx.zoom_factor();
        if self.keeper.settings != self.keeper.saved {
            self.keeper.saved = self.keeper.settings.clone();
            if let Err(error) = self.keeper.settings.save(&folders.settings()) {
                self.notices.error(self.text.with("settings-not-saved", &[("detail", &error.to_string())]));
            }
        }
        if let Some(autosave) = &self.keeper.autosave {
            let origin = || Origin {
                path: self.document.path().map(PathBuf::from),
                fingerprint: self.fingerprint.clone(),
            };
            let changed = self.document.is_changed();
            autosave.note(changed.then(|| (self.document.preset(), origin())));
        }
    }

    /// The window of the settings.
    pub(super) fn settings_ui(&mut self, ctx: &egui::Context) {
        let mut open = self.view.windows.settings;
        let text = &self.text;
        let settings = &mut self.keeper.settings;
        let theme = &mut self.theme_choice;
        Window::new(text.get("action-settings").trim_end_matches('…'))
            .collapsible(false)
            .resizable(false)
            .pivot(egui::Align2::CENTER_CENTER)
            .default_pos(ctx.content_rect().center())
            .open(&mut open)
            .show(ctx, |ui| {
                ui.set_max_width((ctx.content_rect().width() - 48.0).min(560.0));
                egui::Grid::new("settings").num_columns(2).spacing(egui::vec2(24.0, 8.0)).show(ui, |ui| {
                    ui.label(text.get("settings-theme"));
                    ui.horizontal_wrapped(|ui| {
                        for (choice, key) in [
                            (ThemeChoice::System, "action-theme-system"),
                            (ThemeChoice::Dark, "action-theme-dark"),
                            (ThemeChoice::Light, "action-theme-light"),
                            (ThemeChoice::Projector, "action-theme-projector"),
                        ] {
                            ui.selectable_value(theme, choice, text.get(key));
                        }
                    });
                    ui.end_row();
                    ui.label(text.get("settings-language"));
                    ui.horizontal_wrapped(|ui| {
                        let chosen = settings.language.as_deref().and_then(Language::of_code);
                        if ui
                            .selectable_label(chosen.is_none(), text.get("settings-language-system"))
                            .clicked()
                        {
                            settings.language = None;
                        }
                        for language in Language::ALL {
                            if ui.selectable_label(chosen == Some(language), language.name()).clicked() {
                                settings.language = Some(language.code().to_owned());
                            }
                        }
                    });
                    ui.end_row();
                    let label = ui.label(text.get("settings-zoom"));
                    let (min, max) = ZOOM_RANGE;
                    let mut percent = f64::from(ctx.zoom_factor()) * 100.0;
                    let range = f64::from(min) * 100.0..=f64::from(max) * 100.0;
                    let field = egui::DragValue::new(&mut percent).range(range).suffix(" %").max_decimals(0);
                    let field = ui.add(field).labelled_by(label.id);
                    // Only when it is let go: the window would flee from the pointer.
                    #[expect(clippy::cast_possible_truncation, reason = "a zoom")]
                    if field.changed() && !field.dragged() || field.drag_stopped() {
                        ctx.set_zoom_factor((percent / 100.0) as f32);
                    }
                    ui.end_row();
                });
                ui.horizontal(|ui| {
                    let name = ui.label(text.get("settings-hold"));
                    let field = egui::DragValue::new(&mut settings.hold_every_ms)
                        .range(HOLD_RANGE_MS.0..=HOLD_RANGE_MS.1)
                        .speed(0.5)
                        .suffix(" ms");
                    ui.add(field).labelled_by(name.id).on_hover_text(text.get("settings-hold-tip"));
                });
                ui.checkbox(&mut settings.reduced_motion, text.get("settings-motion"))
                    .on_hover_text(text.get("settings-motion-tip"));
                ui.checkbox(&mut settings.welcome, text.get("settings-welcome"));
                ui.checkbox(&mut settings.reopen_last, text.get("settings-reopen"));
                ui.checkbox(&mut settings.autosave, text.get("settings-autosave"))
                    .on_hover_text(text.get("settings-autosave-tip"));
            });
        self.view.windows.settings = open;
    }

    /// Lists unsaved work that was found, until it is recovered or given up.
    pub(super) fn recovery_ui(&mut self, ctx: &egui::Context) {
        if self.keeper.found.is_empty() || self.leaving.is_some() {
            return;
        }
        let text = &self.text;
        let (mut recovered, mut discarded, mut later) = (None, None, false);
        question_ui(ctx, &self.theme, &text.get("recovery-title"), 520.0, |ui| {
            ui.label(text.get("recovery-about"));
            ui.add_space(8.0);
            egui::Grid::new("recovery").num_columns(4).spacing(egui::vec2(16.0, 6.0)).show(ui, |ui| {
                for (index, orphan) in self.keeper.found.iter().enumerate() {
                    let file = orphan.origin.path.as_deref().and_then(Path::file_name);
                    let name = file.map_or_else(
                        || orphan.preset.title().to_owned(),
                        |file| file.to_string_lossy().into_owned(),
                    );
                    ui.label(RichText::new(&name).strong());
                    ui.label(RichText::new(age(orphan.written, text)).color(self.theme.weak_text));
                    let label = text.with("recovery-recover-name", &[("name", &name)]);
                    let recover = ui.button(text.get("recovery-recover"));
                    recover.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
                    let label = text.with("recovery-discard-name", &[("name", &name)]);
                    let discard = ui.button(text.get("recovery-discard"));
                    discard.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
                    recovered = recovered.or(recover.clicked().then_some(index));
                    discarded = discarded.or(discard.clicked().then_some(index));
                    ui.end_row();
                }
            });
            ui.add_space(8.0);
            later =
                ui.button(text.get("recovery-later")).on_hover_text(text.get("recovery-later-tip")).clicked();
        });
        if let Some(index) = recovered {
            let orphan = self.keeper.found.remove(index);
            self.replace(ctx, Replacement::Recovered(Box::new(orphan)));
        } else if let Some(index) = discarded {
            self.keeper.found.remove(index).discard();
        } else if later {
            self.keeper.found.clear();
        }
    }

    /// Opens unsaved work; it stays unsaved, and its copy goes once this process has its own.
    pub(super) fn recover(&mut self, orphan: &Orphan) {
        let origin = orphan.origin.clone();
        self.take_over(
            Document::recovered(orphan.preset.clone(), origin.path.clone()),
            origin.fingerprint.clone(),
        );
        if let Some(autosave) = &self.keeper.autosave {
            autosave.note(Some((&Arc::clone(self.document.preset()), origin)));
            // The copy of before goes once there is one of this process.
            if autosave.last_write().now() {
                orphan.discard();
            }
        }
    }

    /// Remembers a file among the recent ones.
    pub(super) fn remember(&mut self, path: &Path) {
        self.keeper.settings.remember(path);
        self.keeper.look_for_recent();
    }
}

/// How long ago something was, in words.
fn age(at: Option<SystemTime>, text: &crate::text::Text) -> String {
    let seconds = at.and_then(|at| at.elapsed().ok()).map_or(0, |age| age.as_secs());
    let (key, count) = match seconds {
        0..120 => ("ago-seconds", seconds),
        120..7200 => ("ago-minutes", seconds / 60),
        7200..172_800 => ("ago-hours", seconds / 3600),
        _ => ("ago-days", seconds / 86_400),
    };
    text.with(key, &[("count", &count.to_string())])
}
