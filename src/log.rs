//! The log: to standard error, and the last lines in memory for Help ▸ Diagnostics.
//!
//! `BOUTON_LOG` chooses what standard error shows: `error`, `warn` (the default), `info`, `debug`. The ring
//! keeps `info` and above whatever is shown. Lines of this program, of its libraries and of panics alike are made fit to be
//! shown where they are written: short, without characters that act, and without folders of the machine that built it.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::collections::VecDeque;
use std::io::Write;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use tracing::level_filters::LevelFilter;
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::FilterFn;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::message::{cut_lines, shown, without_build_folders};

/// The target of lines that only tests and scripts read, such as where something lies on screen: standard error shows them,
/// the lines in memory, which people copy into reports, are without them.
pub const HOOKS: &str = "bouton::hooks";

/// Lines kept in memory.
pub const RING_LINES: usize = 500;

static RING: LazyLock<Arc<Mutex<VecDeque<String>>>> = LazyLock::new(Arc::default);

/// Writes whole lines into the ring.
#[derive(Clone)]
struct RingWriter;

impl Write for RingWriter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let mut ring = RING.lock().unwrap_or_else(PoisonError::into_inner);
        let lines = cut_lines(&String::from_utf8_lossy(bytes));
        for line in lines.lines().filter(|line| !line.is_empty()) {
            if RING_LINES <= ring.len() {
                ring.pop_front();
            }
            ring.push_back(line.to_owned());
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Writes lines to standard error.
#[derive(Clone)]
struct ErrorWriter;

impl Write for ErrorWriter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let lines = cut_lines(&String::from_utf8_lossy(bytes));
        writeln!(std::io::stderr(), "{lines}").map(|()| bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        std::io::stderr().flush()
    }
}

/// Starts logging, of panics too. A second call does nothing.
pub fn start() {
    let level = match std::env::var("BOUTON_LOG").as_deref() {
        Ok("error") => LevelFilter::ERROR,
        Ok("info") => LevelFilter::INFO,
        Ok("debug") => LevelFilter::DEBUG,
        _ => LevelFilter::WARN,
    };
    let shown =
        tracing_subscriber::fmt::layer().with_writer(|| ErrorWriter).with_target(false).without_time();
    let kept =
        tracing_subscriber::fmt::layer().with_writer(|| RingWriter).with_ansi(false).with_target(false);
    // Ignored on purpose: a test or a host may have installed its own subscriber.
    let _ = tracing_subscriber::registry()
        .with(shown.with_ansi(false).with_filter(level).with_filter(FilterFn::new(is_news)))
        .with(kept.without_time().with_filter(LevelFilter::INFO).with_filter(FilterFn::new(is_kept)))
        .try_init();
    std::panic::set_hook(Box::new(|info| {
        let text = info.payload_as_str().unwrap_or("no text");
        let place = info.location().map(|place| (place.file(), place.line()));
        let thread = std::thread::current();
        tracing::error!("{}", panic_words(thread.name().unwrap_or("?"), text, place));
        // Kept whole, for whoever asked for it.
        let trace = Backtrace::capture();
        if trace.status() == BacktraceStatus::Captured {
            let _ = writeln!(std::io::stderr(), "{}", without_build_folders(&trace.to_string()));
        }
    }));
}

/// What is logged of a panic.
#[must_use]
pub fn panic_words(thread: &str, text: &str, place: Option<(&str, u32)>) -> String {
    let place = place.map_or_else(String::new, |(file, line)| format!(" ({file}:{line})"));
    format!("the thread “{}” stopped: {}{}", shown(thread), shown(text), shown(&place))
}

/// True if a line is worth logging. One that says that no pictures can be loaded from files is not: the window never does that.
fn is_news(line: &tracing::Metadata<'_>) -> bool {
    line.target() != "egui_extras::loaders"
}

/// Whether a line is kept in memory.
fn is_kept(line: &tracing::Metadata<'_>) -> bool {
    line.target() != HOOKS
}

/// The last lines of the log, oldest first.
#[must_use]
pub fn recent() -> Vec<String> {
    RING.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_in_a_library_names_its_file_without_folders_of_the_building_machine() {
        let file = "/home/me/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/egui-0.37.0/src/context.rs";
        let words = panic_words("engine", "index out of bounds\u{1b}[2J", Some((file, 7)));
        assert_eq!(
            words,
            "the thread “engine” stopped: index out of bounds\\u{1b}[2J (egui-0.37.0/src/context.rs:7)"
        );
    }

    #[test]
    fn what_only_tests_read_is_not_among_what_people_copy() {
        start();
        tracing::info!(target: HOOKS, "canvas vertex name=only-for-tests");
        tracing::info!("something that happened to a document");
        let kept = recent();
        assert!(kept.iter().any(|line| line.contains("something that happened")), "{kept:?}");
        assert!(!kept.iter().any(|line| line.contains("only-for-tests")), "{kept:?}");
    }

    #[test]
    fn lines_of_libraries_are_cut_and_cleaned_in_the_ring() {
        let line = format!(
            "warn /a/.cargo/registry/src/i-1/winit-0.30/src/lib.rs:3 \u{1b}]0;title\u{7} {}\n",
            "x".repeat(4_000_000)
        );
        RingWriter.write_all(line.as_bytes()).unwrap();
        let kept = recent();
        let kept = kept.iter().find(|line| line.contains("winit-0.30")).unwrap();
        assert!(
            kept.starts_with("warn winit-0.30/src/lib.rs:3 \\u{1b}]0;title\\u{7} xx"),
            "{}",
            &kept[..100]
        );
        assert!(kept.chars().count() <= 1000);
    }
}
