//! What goes out of the window and comes into it past the widgets: links, the clipboard, names for screen readers.
//!
//! Whatever asks for an address to be opened (a link in a lesson, in whatever form, or a widget of a library), the request
//! ends here: the guard stands where egui hands its output over. An address is opened after a person has seen it, and only
//! if it begins with `https:`. Text that is pasted or typed at once into a field has a limit, as texts in files have.

use std::borrow::Cow;

use eframe::egui::{
    Context, Event, FullOutput, Key, OpenUrl, OutputCommand, Plugin, RawInput, RichText, ScrollArea,
};
use url::{Host, Url};

use super::App;
use super::request::{Answer, Request, Requests};
use super::widget::question::question_ui;
use crate::message::{MAX_TEXT_BYTES, Message, plain_text};

/// Longest address that is opened [bytes]: more cannot be looked through.
const LONGEST_ADDRESS: usize = 2000;

/// The guard at the window's output and input.
#[derive(Debug, Default)]
pub(super) struct Guard {
    /// Addresses that something asked to open.
    asked: Vec<String>,
    /// The address that a person has agreed to.
    agreed: Option<String>,
    /// How long a text was that was too long for a field [bytes].
    too_long: Option<usize>,
}

impl Plugin for Guard {
    fn debug_name(&self) -> &'static str {
        "link-guard"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        // A document is pasted where no field has the keyboard; it has a limit of its own.
        if !ctx.text_edit_focused() {
            return;
        }
        input.events.retain(|event| {
            let (Event::Paste(text) | Event::Text(text)) = event else { return true };
            if MAX_TEXT_BYTES < text.len() {
                self.too_long = Some(text.len());
            }
            text.len() <= MAX_TEXT_BYTES
        });
    }

    fn output_hook(&mut self, ctx: &Context, output: &mut FullOutput) {
        let mut asked = Vec::new();
        output.platform_output.commands.retain_mut(|command| match command {
            OutputCommand::OpenUrl(open) => {
                let agreed = self.agreed.as_deref() == Some(open.url.as_str());
                if agreed {
                    self.agreed = None;
                } else {
                    asked.push(std::mem::take(&mut open.url));
                }
                agreed
            }
            OutputCommand::CopyText(text) | OutputCommand::TextSelectionSettled(text) => {
                if let Some(plain) = plainer(text) {
                    *text = plain;
                }
                true
            }
            OutputCommand::CopyImage(_) => true,
        });
        if !asked.is_empty() {
            self.asked.append(&mut asked);
            ctx.request_repaint(); // The next frame asks.
        }
        if let Some(update) = &mut output.platform_output.accesskit_update {
            for (_, node) in &mut update.nodes {
                if let Some(plain) = node.label().and_then(plainer) {
                    node.set_label(plain);
                }
                if let Some(plain) = node.value().and_then(plainer) {
                    node.set_value(plain);
                }
            }
        }
    }
}

/// A text without characters that act instead of showing, if it has some.
fn plainer(text: &str) -> Option<String> {
    if let Cow::Owned(plain) = plain_text(text) { Some(plain) } else { None }
}

/// Whether an address may be opened: as it will be, in plain ASCII, with its host; or why it may not.
fn checked(address: &str) -> Result<(String, String), Message> {
    let refused = |key| Err(Message::new(key).with("address", address));
    if LONGEST_ADDRESS < address.len() {
        return Err(Message::new("link-too-long").with("limit", LONGEST_ADDRESS));
    }
    let Ok(url) = Url::parse(address.trim()) else { return refused("link-nowhere") };
    if url.scheme() != "https" {
        return Err(Message::new("link-not-https").with("address", address).with("scheme", url.scheme()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Message::new("link-with-user")
            .with("address", address)
            .with("host", url.host_str().unwrap_or("?")));
    }
    let Some(Host::Domain(host)) = url.host() else { return refused("link-without-name") };
    // What begins with xn-- is spelled in letters of other scripts, which may look like others.
    let host = host.to_owned();
    let shown = url.to_string();
    if shown.is_ascii() && shown.len() <= LONGEST_ADDRESS {
        Ok((shown, host))
    } else {
        refused("link-nowhere")
    }
}

impl App {
    /// Puts the guard at the window's output and input, if it is not there yet.
    pub(super) fn guard(ctx: &Context) {
        if ctx.plugin_opt::<Guard>().is_none() {
            ctx.add_plugin(Guard::default());
        }
    }

    /// Takes in what the guard has stopped.
    pub(super) fn take_guarded(&mut self, ctx: &Context) {
        let stopped =
            ctx.with_plugin::<Guard, _>(|guard| (std::mem::take(&mut guard.asked), guard.too_long.take()));
        let (asked, too_long) = stopped.unwrap_or_default();
        if let Some(address) = asked.first() {
            self.ask_to_open(address);
        }
        if let Some(bytes) = too_long {
            let words =
                Message::new("problem-text-too-long").with("bytes", bytes).with("limit", MAX_TEXT_BYTES);
            self.shell.notices.error(self.shell.text.say(&words));
        }
    }

    /// Asks whether an address is to be opened, or says why it is not.
    pub(super) fn ask_to_open(&mut self, address: &str) {
        match checked(address) {
            Ok(link) => self.view.link = Some(link),
            Err(message) => {
                let words = self.shell.text.say(&message);
                self.shell.notices.error(words);
            }
        }
    }

    /// Shows the address that a link leads to, before it is opened.
    pub(super) fn link_ui(&self, ctx: &Context, requests: &mut Requests) {
        let Some((address, host)) = &self.view.link else { return };
        let text = &self.shell.text;
        let mut closes = ctx.input(|input| input.key_pressed(Key::Escape));
        let mut opens = false;
        let width = (ctx.content_rect().width() - 48.0).clamp(160.0, 480.0);
        question_ui(ctx, &self.shell.theme, &text.get("link-title"), width, |ui| {
            ui.label(text.with("link-question", &[("host", host)]));
            ui.add_space(8.0);
            let height = (ctx.content_rect().height() * 0.4).max(40.0);
            ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
                ui.label(RichText::new(address).strong());
            });
            if host.split('.').any(|part| part.starts_with("xn--")) {
                ui.label(RichText::new(text.get("link-other-script")).color(self.shell.theme.warning));
            }
            ui.add_space(8.0);
            ui.horizontal_wrapped(|ui| {
                opens = ui.button(text.get("link-open")).clicked();
                if ui.button(text.get("link-copy")).clicked() {
                    requests.push(Request::Copy(address.clone()));
                    closes = true;
                }
                let cancel = ui.button(text.get("cancel"));
                if ctx.memory(|memory| memory.focused().is_none()) {
                    cancel.request_focus();
                }
                closes |= cancel.clicked();
            });
        });
        if opens {
            requests.push(Request::Answer(Answer::OpenLink));
        } else if closes {
            requests.push(Request::Answer(Answer::CloseLink));
        }
    }

    /// Opens the address that a person has seen and agreed to.
    pub(super) fn open_link(&mut self, ctx: &Context) {
        let Some((address, _)) = self.view.link.take() else { return };
        ctx.with_plugin::<Guard, _>(|guard| guard.agreed = Some(address.clone()));
        ctx.open_url(OpenUrl::new_tab(address));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_https_addresses_are_opened_and_as_they_are_shown() {
        let opened = |address: &str| checked(address).map(|(shown, _)| shown).map_err(|message| message.key);
        assert_eq!(opened("https://doi.org/10.1038/78829"), Ok("https://doi.org/10.1038/78829".to_owned()));
        assert_eq!(opened("HTTPS://Example.ORG"), Ok("https://example.org/".to_owned()));
        assert_eq!(
            opened("https://bücher.example/ä?ö#ü"),
            Ok("https://xn--bcher-kva.example/%C3%A4?%C3%B6#%C3%BC".to_owned())
        );
        assert_eq!(opened("https://аpple.com/"), Ok("https://xn--pple-43d.com/".to_owned()), "a Cyrillic a");
        assert_eq!(opened("https:\\\\example.org\\a"), Ok("https://example.org/a".to_owned()));
        for (address, why) in [
            ("http://example.org", "link-not-https"),
            ("javascript:alert(1)", "link-not-https"),
            ("JaVaScRiPt:alert(1)", "link-not-https"),
            ("file:///etc/passwd", "link-not-https"),
            ("mailto:someone@example.org", "link-not-https"),
            ("data:text/html,x", "link-not-https"),
            ("ms-msdt:/id", "link-not-https"),
            ("ssh://host", "link-not-https"),
            ("C:\\Windows\\calc.exe", "link-not-https"),
            ("\\\\server\\share", "link-nowhere"),
            ("//evil.org/x", "link-nowhere"),
            ("/etc/passwd", "link-nowhere"),
            ("evil.exe", "link-nowhere"),
            ("", "link-nowhere"),
            ("https://", "link-nowhere"),
            ("https://good.org@evil.org/", "link-with-user"),
            ("https://good.org:secret@evil.org/", "link-with-user"),
            ("https://127.0.0.1/", "link-without-name"),
            ("https://0x7f.1/", "link-without-name"),
            ("https://[::1]/", "link-without-name"),
        ] {
            assert_eq!(opened(address), Err(why), "{address}");
        }
        assert_eq!(opened(&format!("https://example.org/{}", "a".repeat(3000))), Err("link-too-long"));
        assert_eq!(opened("java\nscript:alert(1)"), Err("link-not-https"), "browsers leave line breaks out");
    }
}
