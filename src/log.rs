//! The log: to standard error, and the last lines in memory for Help ▸ Diagnostics.
//!
//! `BOUTON_LOG` chooses what standard error shows: `error`, `warn` (the default), `info`, `debug`. The ring
//! keeps `info` and above whatever is shown.

use std::collections::VecDeque;
use std::io::Write;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use tracing::level_filters::LevelFilter;
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::FilterFn;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Lines kept in memory.
pub const RING_LINES: usize = 500;

static RING: LazyLock<Arc<Mutex<VecDeque<String>>>> = LazyLock::new(Arc::default);

/// Writes whole lines into the ring.
#[derive(Clone)]
struct RingWriter;

impl Write for RingWriter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let mut ring = RING.lock().unwrap_or_else(PoisonError::into_inner);
        for line in String::from_utf8_lossy(bytes).lines().filter(|line| !line.is_empty()) {
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

/// Starts logging. A second call does nothing.
pub fn start() {
    let level = match std::env::var("BOUTON_LOG").as_deref() {
        Ok("error") => LevelFilter::ERROR,
        Ok("info") => LevelFilter::INFO,
        Ok("debug") => LevelFilter::DEBUG,
        _ => LevelFilter::WARN,
    };
    let shown =
        tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_target(false).without_time();
    let kept =
        tracing_subscriber::fmt::layer().with_writer(|| RingWriter).with_ansi(false).with_target(false);
    // Ignored on purpose: a test or a host may have installed its own subscriber.
    let _ = tracing_subscriber::registry()
        .with(shown.with_ansi(false).with_filter(level).with_filter(FilterFn::new(is_news)))
        .with(kept.without_time().with_filter(LevelFilter::INFO))
        .try_init();
}

/// Whether a line tells something: that no pictures can be loaded from files, which the window never does, is none.
fn is_news(line: &tracing::Metadata<'_>) -> bool {
    line.target() != "egui_extras::loaders"
}

/// The last lines of the log, oldest first.
#[must_use]
pub fn recent() -> Vec<String> {
    RING.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
}
