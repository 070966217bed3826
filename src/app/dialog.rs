//! Choosing files: the system's dialog on its own thread, and a path field beside it that always works.
//!
//! Without a portal the system's dialog answers at once as if it had been cancelled, or hangs; so the field
//! is there from the start, and closes when the system's dialog answers with a file.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::time::{Duration, Instant};

use eframe::egui::{self, Key, TextEdit};

use super::request::{OwnDataRequest, Request, Requests};
use super::theme::{GRID, Theme};
use super::widget::question::question_ui;
use crate::input::output::Content;
use crate::text::Text;

/// What a file is chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To read it.
    Open,
    /// To write it.
    Save,
    /// To write the run.
    SaveRun,
    /// To read it as a recording.
    Recording,
    /// To write something else than a preset.
    Export(Content),
}

impl Purpose {
    /// The ending of the file's name.
    fn ending(self) -> &'static str {
        match self {
            Self::Open | Self::Save => "ron",
            Self::SaveRun => "run.ron",
            Self::Recording => "csv",
            Self::Export(content) => content.ending(),
        }
    }

    /// What comes after the last full stop of the file's name.
    fn extension(self) -> &'static str {
        self.ending().rsplit('.').next().unwrap_or_default()
    }

    /// Endings of files that the system's dialog shows.
    fn shown(self) -> Vec<&'static str> {
        match self {
            // Results that open again, and what comes in from elsewhere.
            Self::Open => vec!["ron", "png", "apng", "svg", "csv", "npz", "nfy"],
            _ => vec![self.extension()],
        }
    }

    /// A name without ending, as an example.
    fn example(self) -> &'static str {
        match self {
            Self::Open | Self::Save | Self::SaveRun => "preset",
            Self::Recording => "recording",
            Self::Export(_) => "result",
        }
    }

    /// What files with this ending are called by the system's dialog; `None` where it is what is inside that counts.
    fn filter(self) -> Option<&'static str> {
        match self {
            Self::Open | Self::Save | Self::SaveRun => Some("Bouton preset"),
            Self::Recording => None,
            Self::Export(Content::Table) => Some("CSV"),
            Self::Export(Content::Picture) => Some("PNG"),
            Self::Export(Content::Animation) => Some("APNG"),
            Self::Export(Content::Script) => Some("Python"),
            Self::Export(Content::Drawing) => Some("SVG"),
            Self::Export(Content::Arrays) => Some("NPZ"),
        }
    }
}

/// Asks the system for a file; answers on a channel.
pub trait FileChooser {
    /// Starts to ask. `folder` and `name` are where to begin.
    fn ask(&mut self, purpose: Purpose, folder: Option<PathBuf>, name: String) -> Receiver<Option<PathBuf>>;
}

/// The system's own dialogs.
#[derive(Debug, Default)]
pub struct SystemChooser;

impl FileChooser for SystemChooser {
    fn ask(&mut self, purpose: Purpose, folder: Option<PathBuf>, name: String) -> Receiver<Option<PathBuf>> {
        let (sender, receiver) = sync_channel(1);
        let ask = move || {
            let mut dialog = rfd::FileDialog::new();
            if let Some(filter) = purpose.filter() {
                dialog = dialog.add_filter(filter, &purpose.shown());
            }
            if let Some(folder) = folder {
                dialog = dialog.set_directory(folder);
            }
            let chosen = match purpose {
                Purpose::Open | Purpose::Recording => dialog.pick_file(),
                Purpose::Save | Purpose::SaveRun | Purpose::Export(_) => {
                    dialog.set_file_name(name).save_file()
                }
            };
            drop(sender.send(chosen)); // Nobody waits any more if the field was used.
        };
        if let Err(error) = std::thread::Builder::new().name("file dialog".to_owned()).spawn(ask) {
            tracing::warn!("no file dialog: {error}");
        }
        receiver
    }
}

/// A file being chosen.
#[derive(Debug)]
struct Asking {
    purpose: Purpose,
    typed: String,
    /// What the field said at first.
    suggested: String,
    answer: Option<Receiver<Option<PathBuf>>>,
    since: Instant,
    focus: bool,
    /// The document's own file, which may be replaced without asking.
    own: Option<PathBuf>,
    /// A file that exists, and will be replaced if it is asked for once more.
    replaces: Option<PathBuf>,
}

/// The file dialogs of the window.
pub struct Dialogs {
    chooser: Box<dyn FileChooser>,
    asking: Option<Asking>,
    folder: Option<PathBuf>,
}

/// A system's dialog that says “cancelled” sooner than a person could was none.
const NO_PERSON: Duration = Duration::from_millis(700);

impl Dialogs {
    /// Dialogs that use this chooser.
    #[must_use]
    pub fn new(chooser: Box<dyn FileChooser>) -> Self {
        Self { chooser, asking: None, folder: None }
    }

    /// Starts to choose a file. `name` is the one to save under.
    pub fn ask(&mut self, purpose: Purpose, document: Option<&Path>, name: &str) {
        let folder = document.and_then(folder_of).or_else(|| self.folder.clone());
        // A run never goes by itself to the file of its document.
        let file = format!("{}.{}", file_name(name), purpose.ending());
        let typed = match (purpose, document) {
            (Purpose::Save, Some(document)) => document.display().to_string(),
            (Purpose::Save, None) | (Purpose::SaveRun | Purpose::Export(_), _) => folder
                .as_ref()
                .map_or_else(|| file.clone(), |folder| folder.join(&file).display().to_string()),
            (Purpose::Open | Purpose::Recording, _) => {
                folder.as_ref().map_or_else(String::new, |folder| format!("{}/", folder.display()))
            }
        };
        let answer = Some(self.chooser.ask(purpose, folder, file));
        self.asking = Some(Asking {
            purpose,
            suggested: typed.clone(),
            typed,
            answer,
            since: Instant::now(),
            focus: true,
            own: document.filter(|_| purpose == Purpose::Save).map(Path::to_owned),
            replaces: None,
        });
    }

    /// Whether a file is being chosen.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.asking.is_some()
    }

    /// Looks whether the system's dialog has answered.
    pub fn poll(&mut self, requests: &mut Requests) {
        let Some(asking) = &mut self.asking else { return };
        let Some(answer) = &asking.answer else { return };
        match answer.try_recv() {
            Ok(Some(path)) => {
                let purpose = asking.purpose;
                self.finish(purpose, &path, requests);
            }
            // A portal may also give up late: what has been typed by then stays.
            Ok(None) if NO_PERSON <= asking.since.elapsed() && asking.typed == asking.suggested => {
                self.asking = None;
            }
            Ok(None) | Err(TryRecvError::Disconnected) => asking.answer = None, // The field is left.
            Err(TryRecvError::Empty) => {}
        }
    }

    fn finish(&mut self, purpose: Purpose, chosen: &Path, requests: &mut Requests) {
        let path = with_ending(chosen, purpose);
        if let Some(asking) = &mut self.asking
            && path != chosen
            && !asking.may_write(&path)
        {
            // The system's dialog asked about another name.
            (asking.typed, asking.answer) = (path.display().to_string(), None);
            (asking.replaces, asking.focus) = (Some(path), true);
            return;
        }
        self.folder = folder_of(&path);
        self.asking = None;
        requests.push(match purpose {
            Purpose::Open => Request::OpenFile(path),
            Purpose::Recording => Request::OwnData(OwnDataRequest::Open(path)),
            Purpose::Save => Request::SaveTo(path),
            Purpose::Export(_) => Request::WriteTo(path),
            Purpose::SaveRun => Request::SaveRunTo(path),
        });
    }

    /// Draws the path field.
    // Longer than 60 lines: all that may be drawn, in the order of painting.
    pub fn show(
        &mut self,
        ctx: &egui::Context,
        text: &Text,
        theme: &Theme,
        recent: &[(PathBuf, bool)],
        requests: &mut Requests,
    ) {
        let Some(asking) = &mut self.asking else { return };
        let (title, verb) = match asking.purpose {
            Purpose::Open => (text.get("dialog-open"), text.get("dialog-open-verb")),
            Purpose::Save => (text.get("dialog-save"), text.get("dialog-save-verb")),
            Purpose::Recording => (text.get("dialog-recording"), text.get("dialog-open-verb")),
            Purpose::Export(_) => (text.get("dialog-export"), text.get("dialog-export-verb")),
            Purpose::SaveRun => (text.get("dialog-save-run"), text.get("dialog-save-verb")),
        };
        let mut chosen = None;
        let mut cancelled = ctx.input(|input| input.key_pressed(Key::Escape));
        question_ui(ctx, theme, &title, 460.0, |ui| {
            let label =
                ui.label(text.get(if asking.answer.is_some() { "dialog-or-type" } else { "dialog-type" }));
            let hint = format!("{}.{}", asking.purpose.example(), asking.purpose.ending());
            let field = TextEdit::singleline(&mut asking.typed).desired_width(420.0).hint_text(hint);
            let response = ui.add(field).labelled_by(label.id);
            if std::mem::take(&mut asking.focus) {
                response.request_focus();
            }
            if response.changed() {
                asking.replaces = None;
            }
            if let Some(path) = &asking.replaces {
                ui.label(text.with("dialog-exists", &[("path", &path.display().to_string())]));
            }
            let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            ui.horizontal(|ui| {
                let ready = !asking.typed.trim().is_empty();
                if (ui.add_enabled(ready, egui::Button::new(verb)).clicked() || entered) && ready {
                    let typed = PathBuf::from(asking.typed.trim());
                    let path = with_ending(&typed, asking.purpose);
                    if asking.may_write(&path) {
                        chosen = Some(path);
                    } else {
                        asking.replaces = Some(path);
                        asking.focus = true;
                    }
                }
                cancelled |= ui.button(text.get("cancel")).clicked();
            });
            if asking.purpose == Purpose::Open && recent.iter().any(|(_, is_there)| *is_there) {
                ui.add_space(GRID);
                ui.label(text.get("menu-recent"));
                for (path, _) in recent.iter().filter(|(_, is_there)| *is_there) {
                    if ui.add(egui::Button::new(path.display().to_string()).truncate()).clicked() {
                        chosen = Some(path.clone());
                    }
                }
            }
        });
        let purpose = asking.purpose;
        if let Some(path) = chosen {
            self.finish(purpose, &path, requests);
        } else if cancelled {
            self.asking = None;
        }
    }
}

impl Asking {
    /// Whether the typed path may be used as it is: what would be replaced has to be asked for twice.
    fn may_write(&self, path: &Path) -> bool {
        let own = self.own.as_deref() == Some(path);
        self.purpose != Purpose::Save || own || self.replaces.as_deref() == Some(path) || !path.exists()
    }
}

/// The file to write where this path was asked for: without an ending it gets the one that is due. A number after a full stop,
/// as in `model 0.5`, is none.
fn with_ending(path: &Path, purpose: Purpose) -> PathBuf {
    if matches!(purpose, Purpose::Open | Purpose::Recording) {
        return path.to_owned();
    }
    let is_folder = path.as_os_str().to_string_lossy().ends_with(std::path::is_separator) || path.is_dir();
    let is_ending = |ending: &std::ffi::OsStr| ending.to_string_lossy().chars().any(char::is_alphabetic);
    if is_folder || path.file_name().is_none() || path.extension().is_some_and(is_ending) {
        return path.to_owned(); // What is wrong with a folder, saving says.
    }
    let mut whole = path.as_os_str().to_owned();
    if !whole.to_string_lossy().ends_with('.') {
        whole.push(".");
    }
    whole.push(purpose.ending());
    PathBuf::from(whole)
}

/// The folder of a file; `None` for one in the current folder.
fn folder_of(path: &Path) -> Option<PathBuf> {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).map(Path::to_owned)
}

/// A file name made of a title: what a person can type anywhere.
fn file_name(title: &str) -> String {
    let kept = title.split_once(['.', ':']).map_or(title, |(before, _)| before);
    let name: String = kept.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let name = name.trim_matches('-').to_lowercase();
    if name.is_empty() { "preset".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_an_ending_gets_one() {
        for (asked, saved) in [
            ("/a/mine", "/a/mine.ron"),
            ("mine", "mine.ron"),
            ("mine.ron", "mine.ron"),
            ("mine.RON", "mine.RON"),
            ("notes.txt", "notes.txt"),
            ("model 0.5", "model 0.5.ron"),
            ("model.v2", "model.v2"),
            ("mine.", "mine.ron"),
            (".hidden", ".hidden.ron"),
            ("/a.b/mine", "/a.b/mine.ron"),
            ("/a/", "/a/"),
            ("/", "/"),
            ("..", ".."),
        ] {
            assert_eq!(with_ending(Path::new(asked), Purpose::Save), Path::new(saved), "{asked}");
        }
    }
}
