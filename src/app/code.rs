//! The script of the document for another simulator, written anew on a thread of its own whenever something changed.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

use eframe::egui::Context;

use super::App;
use super::request::CodeRequest;
use crate::export::script::{self, Simulator, Wishes};
use crate::input::output::Content;
use crate::message::Message;
use crate::model::network::Address;
use crate::param::Value;
use crate::preset::Preset;

/// Networks whose state is larger than this [bytes] have scripts written only when that is asked for.
const LARGE: u128 = 16 << 20;

/// What there is to show.
#[derive(Debug, Clone, Default)]
pub(super) enum Written {
    /// Nothing yet.
    #[default]
    Nothing,
    /// The network is so large that a person has to ask.
    Large,
    /// A script.
    Script(Arc<str>),
    /// What does not map, with what to do instead.
    Refused(Vec<Message>),
}

/// The code pane.
#[derive(Debug)]
pub(super) struct CodePane {
    /// For which simulator.
    pub to: Simulator,
    /// What is shown.
    pub written: Written,
    /// Of which document, and for which simulator.
    of: Option<(Arc<Preset>, Simulator)>,
    job: Option<Receiver<Result<String, Vec<Message>>>>,
    /// The document for which a person has asked although it is large.
    asked: Option<Arc<Preset>>,
}

impl Default for CodePane {
    fn default() -> Self {
        let to = Simulator::Brian2;
        Self { to, written: Written::Nothing, of: None, job: None, asked: None }
    }
}

impl CodePane {
    /// Whether a script is being written.
    pub fn is_busy(&self) -> bool {
        self.job.is_some()
    }
}

/// Whether two documents have the same script.
fn are_alike(one: &Arc<Preset>, other: &Arc<Preset>) -> bool {
    Arc::ptr_eq(one, other)
        || one.network() == other.network()
            && one.title() == other.title()
            && one.run().seed == other.run().seed
            && one.run().dt_ms.to_bits() == other.run().dt_ms.to_bits()
}

/// Writes the script of a document at the step that suits the simulator.
fn write(preset: &Preset, to: Simulator) -> Result<String, Vec<Message>> {
    let step = (Address::run("dt_ms"), Value::Number(to.usual_dt_ms(preset)));
    let preset = preset.with_values(&[step]).map_err(|problems| {
        problems.iter().map(crate::model::problem::Problem::message).collect::<Vec<_>>()
    })?;
    script::script(&preset, to, &Wishes::default()).map(|script| script.text)
}

impl App {
    /// Keeps the script up to date while its pane is open.
    pub(super) fn follow_code(&mut self, ctx: &Context) {
        let is_open = self.view.windows.code;
        let preset = self.document.preset();
        let code = &mut self.view.code;
        if let Some(answer) = code.job.as_ref().map(Receiver::try_recv) {
            match answer {
                Ok(written) => {
                    code.job = None;
                    code.written = match written {
                        Ok(script) => Written::Script(script.into()),
                        Err(messages) => Written::Refused(messages),
                    };
                    ctx.request_repaint();
                }
                Err(TryRecvError::Empty) => ctx.request_repaint_after(super::FEW),
                Err(TryRecvError::Disconnected) => code.job = None,
            }
        }
        if !is_open || code.job.is_some() {
            return;
        }
        let is_same = code.of.as_ref().is_some_and(|(of, to)| *to == code.to && are_alike(of, preset));
        let is_asked = code.asked.as_ref().is_some_and(|asked| are_alike(asked, preset));
        let waits = matches!(code.written, Written::Large) && is_asked;
        if is_same && !waits {
            return;
        }
        code.of = Some((Arc::clone(preset), code.to));
        if LARGE < preset.network().parts().state_bytes() && !is_asked {
            code.written = Written::Large;
            return;
        }
        let (sender, receiver) = sync_channel(1);
        let (preset, to) = (Arc::clone(preset), code.to);
        let work = move || {
            // The window may be gone.
            let _ = sender.send(write(&preset, to));
        };
        match std::thread::Builder::new().name("script".to_owned()).spawn(work) {
            Ok(_) => code.job = Some(receiver),
            Err(error) => self.shell.notices.error(error.to_string()),
        }
        ctx.request_repaint_after(super::FEW);
    }

    /// Does what the code pane asks for.
    pub(super) fn do_code(&mut self, ctx: &Context, asked: CodeRequest) {
        let script = match &self.view.code.written {
            Written::Script(script) => Some(script.to_string()),
            _ => None,
        };
        match (asked, script) {
            (CodeRequest::Write, _) => self.view.code.asked = Some(Arc::clone(self.document.preset())),
            (CodeRequest::Copy, Some(script)) => {
                let count = script.lines().count().to_string();
                self.copy_text(ctx, script);
                self.shell.notices.done(self.shell.text.with("code-copied", &[("count", &count)]));
            }
            (CodeRequest::Save, Some(script)) => self.save_text(Content::Script, script),
            (CodeRequest::Copy | CodeRequest::Save, None) => {}
        }
    }
}
