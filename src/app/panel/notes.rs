//! The notes of the document: read, written and deleted.

use eframe::egui::{self, Key, Modifiers, RichText, TextEdit, Ui};

use crate::app::frame::Frame;
use crate::app::request::Request;
use crate::app::theme::GRID;
use crate::document::{Edit, Structure};
use crate::model::problem::Problem;

/// Lines that a note has room for at least and at most, while it is not being written.
const LINES: (usize, usize) = (1, 12);

/// Draws all notes of the document, each in a field of its own, and a button for a new one.
pub(super) fn notes_ui(ui: &mut Ui, frame: &mut Frame<'_>) {
    let context = frame.context;
    let text = context.text;
    let notes = context.document.preset().notes();
    ui.add_space(GRID);
    let heading = RichText::new(text.get("notes")).font(context.theme.bold_font(0.95));
    ui.label(heading.color(context.theme.weak_text)).on_hover_text(text.get("notes-about"));
    for (index, note) in notes.iter().enumerate() {
        note_ui(ui, index, note, frame);
    }
    if let Some(refused) = &frame.view.notes.refused {
        ui.colored_label(context.theme.warning, refused);
    }
    if ui.button(text.get("note-new")).clicked() {
        let mut all = notes.to_vec();
        all.push(String::new());
        frame.view.notes.writing = None;
        put(all, frame);
    }
}

/// A note: its text, and a button that deletes it. What is written counts when the field is left; Escape gives it up.
fn note_ui(ui: &mut Ui, index: usize, note: &str, frame: &mut Frame<'_>) {
    let context = frame.context;
    let text = context.text;
    let args = [("number", (index + 1).to_string())];
    let mut written = match &frame.view.notes.writing {
        Some((own, written)) if *own == index => written.clone(),
        _ => note.to_owned(),
    };
    ui.horizontal_top(|ui| {
        let name = text.with("note-delete", &args);
        let delete = ui.small_button("✕");
        delete.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
        if delete.on_hover_text(&name).clicked() {
            let mut all = context.document.preset().notes().to_vec();
            all.remove(index);
            frame.view.notes.writing = None;
            put(all, frame);
        }
        let rows = written.lines().count().clamp(LINES.0, LINES.1);
        let field = TextEdit::multiline(&mut written)
            .id(egui::Id::unique(("note", index)))
            .desired_width(f32::INFINITY)
            .desired_rows(rows);
        let response = ui.add(field);
        let name = text.with("note-name", &args);
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::labeled(egui::Role::MultilineTextInput, true, &name);
            info.current_text_value = Some(written.clone());
            info
        });
        if frame.view.notes.added == Some(index) {
            frame.view.notes.added = None;
            response.scroll_to_me(None);
        }
        let gives_up = ui.input(|input| input.key_pressed(Key::Escape));
        let entered =
            response.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
        if entered {
            response.surrender_focus();
        }
        if response.lost_focus() && gives_up {
            frame.view.notes.writing = None;
        } else if response.lost_focus() || entered {
            frame.view.notes.writing = None;
            if written != note {
                let mut all = context.document.preset().notes().to_vec();
                all[index] = written;
                put(all, frame);
            }
        } else if response.has_focus() {
            frame.view.notes.writing = Some((index, written));
        }
    });
}

/// Asks for all notes to be these, or says why they cannot be.
fn put(notes: Vec<String>, frame: &mut Frame<'_>) {
    let edit = Edit::Structure(Structure::SetNotes(notes));
    match frame.context.document.check(&edit) {
        Ok(()) => {
            frame.view.notes.refused = None;
            frame.requests.push(Request::Edit(edit, None));
        }
        Err(problems) => {
            let words = problems.first().map(Problem::message);
            frame.view.notes.refused = words.map(|words| frame.context.text.say(&words));
        }
    }
}
