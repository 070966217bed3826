//! The window in which it is chosen what is taken away, and how figures look.

use eframe::egui::{self, Button, Ui, Window};

use super::menu::within_window;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::request::{Request, Requests};
use crate::app::takeaway::wish::{FILM_RANGE_S, WIDTHS_MM, What, Wish};
use crate::app::theme::GRID;
use crate::app::widget::choice;
use crate::app::widget::own_number::{Own, own_ui};
use crate::export::picture::DPI_RANGE;

/// Dots per inch that printers and journals ask for.
const USUAL_DPI: [f64; 2] = [300.0, 600.0];

/// Draws the window, if it is open.
// Longer than 60 lines: one view from top to bottom.
pub(crate) fn export_ui(ui: &Ui, frame: &mut Frame<'_>) {
    if !frame.view.windows.export {
        return;
    }
    let (context, ctx) = (frame.context, ui.ctx());
    let text = context.text;
    if frame.view.escapes(ctx) {
        frame.view.windows.export = false;
        return;
    }
    let (mut is_open, mut is_chosen) = (true, false);
    Window::new(text.get("action-export").trim_end_matches('…'))
        .id(egui::Id::unique("export"))
        .collapsible(false)
        .resizable(false)
        .pivot(egui::Align2::CENTER_CENTER)
        .default_pos(ctx.content_rect().center())
        .open(&mut is_open)
        .show(ctx, |ui| {
            ui.strong(text.get("export-figures"));
            ui.horizontal(|ui| {
                choice::radio_value(ui, &mut frame.view.take.is_whole, false, text.get("export-shown"));
                choice::radio_value(ui, &mut frame.view.take.is_whole, true, text.get("export-whole"));
            });
            let fields = [
                ("export-width", (20.0, 2000.0), "mm", &WIDTHS_MM[..]),
                ("export-height", (20.0, 2000.0), "mm", &[]),
                ("export-dpi", DPI_RANGE, "dpi", &USUAL_DPI[..]),
                ("export-film", FILM_RANGE_S, "s", &[]),
                ("export-fps", (1.0, 50.0), "1/s", &[]),
            ];
            for (name, range, unit, usual) in fields {
                ui.horizontal(|ui| {
                    let label = ui.label(text.get(name));
                    let own = Own { name, range, unit, speed: 1.0 };
                    let take = &mut frame.view.take;
                    let value = match name {
                        "export-width" => &mut take.width_mm,
                        "export-height" => &mut take.panel_mm,
                        "export-film" => &mut take.film_s,
                        "export-fps" => &mut take.fps,
                        _ => &mut take.dpi,
                    };
                    own_ui(ui, &own, value, label.id, &mut frame.view.fields, context);
                    for usual in usual {
                        if ui.add(Button::selectable(value == usual, format!("{usual}"))).clicked() {
                            *value = *usual;
                        }
                    }
                });
            }
            choice::checkbox(ui, &mut frame.view.take.legend, text.get("export-legend"));
            choice::checkbox(ui, &mut frame.view.take.caption, text.get("export-caption"));
            ui.add_space(GRID);
            // What is chosen takes the place of the window, which a picture must not show.
            is_chosen = buttons_ui(ui, context, frame.requests);
        });
    if !is_open || is_chosen {
        frame.view.windows.export = false;
    }
}

/// A button for everything that can be taken away of the document; says whether one was chosen.
fn buttons_ui(ui: &mut Ui, context: &ViewContext<'_>, requests: &mut Requests) -> bool {
    let mut is_chosen = false;
    for (what, key) in What::ALL {
        if ui.button(context.text.get(key)).clicked() {
            requests.push(Request::TakeAway(Wish::of_document(what)));
            is_chosen = true;
        }
    }
    is_chosen
}

/// The part of the File menu.
pub(super) fn menu_ui(ui: &mut Ui, context: &ViewContext<'_>, requests: &mut Requests) {
    ui.menu_button(context.text.get("menu-export"), |ui| {
        within_window(ui, |ui| {
            if buttons_ui(ui, context, requests) {
                ui.close();
            }
        });
    });
}

/// The part of a plot's menu.
pub(super) fn plot_menu_ui(ui: &mut Ui, plot: u32, context: &ViewContext<'_>, requests: &mut Requests) {
    ui.menu_button(context.text.get("plot-take"), |ui| {
        for (key, what, copies) in [
            ("plot-take-table", What::Table, false),
            ("plot-take-drawing", What::Drawing, false),
            ("plot-take-picture", What::Picture, false),
            ("action-copy-picture", What::Picture, true),
            ("action-copy-table", What::Table, true),
        ] {
            if ui.button(context.text.get(key)).clicked() {
                requests.push(Request::TakeAway(Wish { what, plot: Some(plot), copies }));
                ui.close();
            }
        }
    });
}
