//! Signals that end a run early. A run looks for them between steps, so that what was computed by then is kept.

/// A signal that asks a run to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signal {
    /// Ctrl+C.
    Interrupt,
    /// A polite request of the system.
    Terminate,
}

impl Signal {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Interrupt => "SIGINT",
            Self::Terminate => "SIGTERM",
        }
    }

    /// The exit code of a process that it has ended.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Interrupt => 130,
            Self::Terminate => 143,
        }
    }
}

#[cfg(unix)]
mod system {
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::sync::{Arc, OnceLock};

    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::flag;

    use super::Signal;

    /// What has come: 0, or one more than the place of the signal in [`SIGNALS`].
    static RECEIVED: OnceLock<Arc<AtomicUsize>> = OnceLock::new();
    const SIGNALS: [(i32, Signal); 2] = [(SIGINT, Signal::Interrupt), (SIGTERM, Signal::Terminate)];

    pub fn watch() {
        let received = RECEIVED.get_or_init(|| Arc::new(AtomicUsize::new(0)));
        for (place, (number, signal)) in SIGNALS.into_iter().enumerate() {
            let again = Arc::new(AtomicBool::new(false));
            let code = i32::from(signal.exit_code());
            // In this order: the second one ends at once, the first one is remembered.
            let registered = flag::register_conditional_shutdown(number, code, Arc::clone(&again))
                .and_then(|_| flag::register(number, again))
                .and_then(|_| flag::register_usize(number, Arc::clone(received), place + 1));
            if let Err(error) = registered {
                tracing::warn!("{} ends a run at once: {error}", signal.name());
            }
        }
    }

    pub fn received() -> Option<Signal> {
        let place = RECEIVED.get()?.load(Ordering::Relaxed).checked_sub(1)?;
        SIGNALS.get(place).map(|(_, signal)| *signal)
    }
}

#[cfg(not(unix))]
mod system {
    use super::Signal;

    pub fn watch() {}

    pub fn received() -> Option<Signal> {
        None
    }
}

/// From now on signals are remembered; a second one of a kind ends the process at once.
pub(super) fn watch() {
    system::watch();
}

/// The signal that has come, if one has.
pub(super) fn received() -> Option<Signal> {
    system::received()
}
