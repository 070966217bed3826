//! Asking the engine from any thread what acted on the run, for when the program is about to end and nobody draws frames any more.

use std::sync::mpsc::{SyncSender, TrySendError};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use super::Mail;
use super::batch::ToldRun;
use super::command::{Command, Sent, Ticket};
use super::handover::Handover;

/// How long an answer is waited for: many turns of the engine, and short for whoever waits for the program to end.
const MOST: Duration = Duration::from_secs(2);
/// How often it is looked for.
const LOOK: Duration = Duration::from_millis(1);

/// A way to the engine that does not keep it going.
#[derive(Debug, Clone)]
pub struct LastWord(pub(super) Weak<SyncSender<Mail>>);

impl LastWord {
    /// What acted on the present run up to now; none if the engine has ended or does not answer.
    #[must_use]
    pub fn ask(&self) -> Option<Arc<ToldRun>> {
        let commands = self.0.upgrade()?;
        let place = Handover::default();
        let until = Instant::now() + MOST;
        let command = Command::LeaveRun(place.clone());
        let mut mail = Mail::Command(Sent { ticket: Ticket::default(), command });
        loop {
            match commands.try_send(mail) {
                Ok(()) => break,
                Err(TrySendError::Full(back)) if Instant::now() < until => mail = back,
                Err(_) => return None,
            }
            std::thread::sleep(LOOK);
        }
        drop(commands);
        while Instant::now() < until {
            if let Some(told) = place.take() {
                return Some(told);
            }
            std::thread::sleep(LOOK);
        }
        None
    }
}
