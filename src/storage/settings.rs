//! Settings of the program: what a person chose for all documents. A file that cannot be used is kept beside the new one.

use std::collections::BTreeSet;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::atomic::{self, SaveError};
use super::seen::Seen;
use crate::message::{MAX_TEXT_BYTES, Message};
use crate::preset;

/// Version of the file.
pub const SETTINGS_FORMAT: u32 = 1;
/// Longest file that is read [bytes].
const MAX_BYTES: u64 = 256 * 1024;
/// Files that are remembered.
pub const MAX_RECENT: usize = 10;
/// Names of open folds that are remembered: more than there are.
const MAX_FOLDS: usize = 500;
/// Unusable files that are kept beside the settings.
const MOST_KEPT: usize = 100;
/// Least and greatest time between the spikes of a held button [ms of model time].
pub const HOLD_RANGE_MS: (f64, f64) = (1.0, 1000.0);
/// Memory for looking back at first [MiB].
pub const PAST_MIB: f64 = 256.0;
/// Least and greatest memory for looking back [MiB].
pub const PAST_RANGE_MIB: (f64, f64) = (0.0, 8192.0);
/// Least and greatest zoom of the window.
pub const ZOOM_RANGE: (f32, f32) = (0.5, 3.0);

/// Colours and sizes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeSetting {
    /// Dark or light, as the system says.
    #[default]
    System,
    /// Light on dark.
    Dark,
    /// Dark on light.
    Light,
    /// Large and high in contrast.
    Projector,
}

/// What a person chose for all documents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Version of the file.
    pub format: u32,
    /// Colours and sizes.
    pub theme: ThemeSetting,
    /// Zoom of the whole window.
    pub zoom: f32,
    /// Language; as the system says without one.
    pub language: Option<String>,
    /// Whether marks stand where things would move.
    pub reduced_motion: bool,
    /// Whether the page of welcome is shown at a start without a document.
    pub welcome: bool,
    /// Whether the bar of equations is shown.
    pub equations: bool,
    /// Model time from one spike to the next while a button is held on a neuron [ms].
    pub hold_every_ms: f64,
    /// Memory for looking back at the past of a run [MiB]; with 0, the past is computed again from the start.
    pub past_mib: f64,
    /// Whether unsaved work is copied while it is done.
    pub autosave: bool,
    /// Whether the last file is opened at the start.
    pub reopen_last: bool,
    /// Whether large networks run on all cores, and not on one.
    pub all_cores: bool,
    /// Whether at most thirty frames a second are drawn, for computers that draw without a graphics card.
    pub few_frames: bool,
    /// Files that were open, the last one first.
    pub recent: Vec<PathBuf>,
    /// Names of what is folded away at first and was opened.
    pub open_folds: BTreeSet<String>,
    /// What was seen of the lessons and presets that come with the program.
    pub seen: Seen,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            format: SETTINGS_FORMAT,
            theme: ThemeSetting::System,
            zoom: 1.0,
            language: None,
            reduced_motion: false,
            welcome: true,
            equations: true,
            hold_every_ms: 10.0,
            past_mib: PAST_MIB,
            autosave: true,
            reopen_last: false,
            all_cores: false,
            few_frames: false,
            recent: Vec::new(),
            open_folds: BTreeSet::new(),
            seen: Seen::default(),
        }
    }
}

impl Settings {
    /// Remembers whether what is folded under a name is open.
    pub fn fold(&mut self, name: String, is_open: bool) {
        if !is_open {
            self.open_folds.remove(&name);
        } else if self.open_folds.len() < MAX_FOLDS {
            self.open_folds.insert(name);
        }
    }

    /// Remembers a file that was opened or saved.
    pub fn remember(&mut self, path: &Path) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.recent.retain(|own| *own != path);
        self.recent.insert(0, path);
        self.recent.truncate(MAX_RECENT);
    }

    /// The settings of a file, or the defaults and what is wrong with it. A file that cannot be used is moved to
    /// `settings.ron.bad`, or the first free of `settings.ron.bad2`, `settings.ron.bad3`…, so that nothing is lost by saving
    /// others.
    #[must_use]
    pub fn load(path: &Path) -> (Self, Option<Message>) {
        let text = match read(path) {
            Ok(None) => return (Self::default(), None),
            Ok(Some(text)) => text,
            Err(detail) => return (Self::default(), Some(bad(path, detail))),
        };
        match ron::from_str::<Self>(&text) {
            Ok(settings) if SETTINGS_FORMAT < settings.format => {
                let detail = Message::new("settings-newer").with("found", settings.format);
                (Self::default(), Some(bad(path, detail)))
            }
            Ok(mut settings) => {
                if let Some(detail) = settings.fault() {
                    return (Self::default(), Some(bad(path, detail)));
                }
                settings.recent.truncate(MAX_RECENT);
                (settings, None)
            }
            Err(error) => (Self::default(), Some(bad(path, preset::syntax_message(&error)))),
        }
    }

    /// What makes the settings unusable, if anything does.
    fn fault(&self) -> Option<Message> {
        let outside = |key: &str, value: String, (min, max): (String, String)| {
            let message = Message::new("settings-outside").with("key", key).with("value", value);
            message.with("min", min).with("max", max)
        };
        let ((least, most), (min, max)) = (ZOOM_RANGE, HOLD_RANGE_MS);
        if !(least..=most).contains(&self.zoom) {
            let range = (least.to_string(), most.to_string());
            return Some(outside("zoom", self.zoom.to_string(), range));
        }
        if !(min..=max).contains(&self.hold_every_ms) {
            let range = (min.to_string(), format!("{max} ms"));
            return Some(outside("hold_every_ms", self.hold_every_ms.to_string(), range));
        }
        let (least, most) = PAST_RANGE_MIB;
        if !(least..=most).contains(&self.past_mib) {
            let range = (least.to_string(), format!("{most} MiB"));
            return Some(outside("past_mib", self.past_mib.to_string(), range));
        }
        if self.seen.is_too_much() {
            return Some(Message::new("settings-seen"));
        }
        self.has_long_text().then(|| Message::new("settings-long-text").with("limit", MAX_TEXT_BYTES))
    }

    /// Whether a text or a path is longer than any has to be.
    fn has_long_text(&self) -> bool {
        let paths = self.recent.iter().map(|path| path.as_os_str().len());
        paths.chain(self.language.as_ref().map(String::len)).any(|length| MAX_TEXT_BYTES < length)
    }

    /// Writes the settings.
    ///
    /// # Errors
    /// If the file cannot be written; the old one is then as it was.
    pub fn save(&self, path: &Path) -> Result<(), SaveError> {
        if let Some(folder) = path.parent() {
            let _ = std::fs::create_dir_all(folder); // What is wrong with it, writing says.
        }
        let pretty = ron::ser::PrettyConfig::default();
        let text = ron::ser::to_string_pretty(self, pretty).unwrap_or_default();
        atomic::write(path, &format!("{text}\n"), None).map(drop)
    }
}

fn read(path: &Path) -> Result<Option<String>, Message> {
    let unreadable = |error: std::io::Error| Message::new("settings-unreadable").with("detail", error);
    let metadata = match std::fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        metadata => metadata.map_err(unreadable)?,
    };
    if !metadata.is_file() || MAX_BYTES < metadata.len() {
        return Err(Message::new("settings-no-file"));
    }
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let mut text = String::new();
    file.take(MAX_BYTES).read_to_string(&mut text).map_err(unreadable)?;
    Ok(Some(text))
}

/// Moves a file out of the way, and says so. What was moved earlier stays.
fn bad(path: &Path, detail: Message) -> Message {
    let named = |number: usize| {
        let mut kept = path.as_os_str().to_owned();
        kept.push(if number == 1 { ".bad".to_owned() } else { format!(".bad{number}") });
        PathBuf::from(kept)
    };
    let is_free = |kept: &PathBuf| {
        let text = |path: &Path| read(path).ok().flatten();
        std::fs::symlink_metadata(kept).is_err() || text(kept).is_some_and(|kept| Some(kept) == text(path))
    };
    let free = (1..=MOST_KEPT).map(named).find(is_free);
    let moved = free.as_ref().is_some_and(|kept| std::fs::rename(path, kept).is_ok());
    let kept = free.unwrap_or_else(|| named(1));
    let key = if moved { "settings-bad" } else { "settings-unusable" };
    Message::new(key).with("path", path.display()).with("kept", kept.display()).with_message("detail", detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_as_they_were() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/settings.ron");
        assert_eq!(Settings::load(&path), (Settings::default(), None), "none yet");
        let mut settings = Settings { theme: ThemeSetting::Projector, zoom: 1.5, ..Settings::default() };
        settings.seen.preset("ampa");
        settings.seen.step("nmda", 2, 8);
        for index in 0..15 {
            settings.remember(Path::new(&format!("/tmp/{}.ron", index % 12)));
        }
        assert_eq!(settings.recent.len(), MAX_RECENT);
        assert_eq!(settings.recent[0], Path::new("/tmp/2.ron"));
        settings.save(&path).unwrap();
        assert_eq!(Settings::load(&path), (settings, None));
    }

    #[test]
    fn a_file_that_cannot_be_used_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.ron");
        let kept = folder.path().join("settings.ron.bad");
        for text in
            ["", "(format: 99)", "(zoom: \"large\")", "(theme: Pink)", "\u{0}\u{1}", "(nonsense: 1)", "((("]
        {
            std::fs::write(&path, text).unwrap();
            let (settings, problem) = Settings::load(&path);
            assert_eq!(settings, Settings::default(), "{text}");
            assert_eq!(problem.unwrap().key, "settings-bad");
            assert_eq!(std::fs::read_to_string(&kept).unwrap(), text);
            assert!(!path.exists());
            std::fs::remove_file(&kept).unwrap();
        }
        for text in ["(zoom: 1e30)", "(zoom: NaN)", "(zoom: 0.4)", "(hold_every_ms: 0.0)"] {
            std::fs::write(&path, text).unwrap();
            let (settings, problem) = Settings::load(&path);
            assert_eq!((settings, problem.unwrap().key), (Settings::default(), "settings-bad"), "{text}");
            std::fs::remove_file(&kept).unwrap();
        }
    }

    /// A file that cannot be used does not take the place of one that could not be used earlier.
    #[test]
    fn unusable_files_do_not_replace_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.ron");
        for text in ["(1", "(2", "(2", "(3"] {
            std::fs::write(&path, text).unwrap();
            assert!(Settings::load(&path).1.is_some());
        }
        let kept = ["settings.ron.bad", "settings.ron.bad2", "settings.ron.bad3"]
            .map(|name| std::fs::read_to_string(folder.path().join(name)).unwrap());
        assert_eq!(kept, ["(1", "(2", "(3"]);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3);
    }

    /// Any file leads to settings that can be used, and to no panic.
    #[test]
    fn mutated_settings_do_no_harm() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.ron");
        let mut settings = Settings { language: Some("de".to_owned()), ..Settings::default() };
        settings.seen.preset("ampa");
        settings.seen.step("nmda", 2, 8);
        settings.remember(Path::new("/tmp/a.ron"));
        settings.save(&path).unwrap();
        let good = std::fs::read(&path).unwrap();
        let mut bits = 1_u64;
        let mut random = |below: usize| {
            bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(bits >> 33).unwrap() % below
        };
        let mut used = 0;
        for _ in 0..2000 {
            let mut text = good.clone();
            for _ in 0..=random(3) {
                let place = random(text.len());
                match random(3) {
                    0 => text[place] = u8::try_from(random(256)).unwrap(),
                    1 => drop(text.remove(place)),
                    _ => text.truncate(place.max(1)),
                }
            }
            std::fs::write(&path, &text).unwrap();
            let (settings, problem) = Settings::load(&path);
            used += u32::from(problem.is_none());
            assert!((0.5..=3.0).contains(&settings.zoom) && settings.recent.len() <= MAX_RECENT);
            let _ = std::fs::remove_file(&path);
        }
        assert!(0 < used && used < 2000);
    }
}
