//! What a plot shows at the end of a run, written into files without a display: the same application as in the window, fed by a real
//! engine.

use std::process::ExitCode;

use super::screenshot::{LOOKS, NoChooser, Stage};
use super::takeaway::wish::{Options, What, Wish};
use super::{App, ThemeChoice};
use crate::document::Document;
use crate::engine::{Command, Engine, Status};
use crate::input::output::Content;
use crate::input::progress::Progress;
use crate::input::shown::Shown;
use crate::input::{Failure, is_file_argument, terminal};
use crate::preset::library;
use crate::replay;
use crate::units::Step;

/// The window that nobody sees [points]: so high that every plot is drawn, however many there are.
const SIZE: (u32, u32) = (1280, 8000);

/// Writes what a plot shows into its files.
#[must_use]
pub fn export_shown(shown: Shown) -> ExitCode {
    match write(shown) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn write(shown: Shown) -> Result<(), Failure> {
    let Shown { source, log, plot, files, look, quiet } = shown;
    let inputs = replay::inputs(&log, 0);
    let last = log.runs.first().map_or(Step(0), |run| run.end);
    let preset = log.preset;
    let engine = Engine::by_hand(App::program(&preset, false));
    let bundled = source.to_str().filter(|_| !is_file_argument(&source)).and_then(library::find);
    let document = Document::untitled(preset).with_bundled(bundled.map(|own| own.name));
    let mut app = App::new(document, engine, ThemeChoice::Light, Box::new(NoChooser));
    app.view.take = Options {
        width_mm: look.width_mm,
        panel_mm: look.panel_mm,
        dpi: look.dpi,
        legend: look.legend,
        caption: look.caption,
        ..Options::default()
    };
    let stride = (last.0 / LOOKS).max(1);
    let mut stage = Stage::new(SIZE, 1.0, stride);
    stage.frame(&mut app);
    if !inputs.is_empty() {
        app.engine.send(Command::Play(inputs));
    }
    let mut progress = Progress::new(quiet);
    let mut done = 0;
    while done < last.0 {
        let some = stride.min(last.0 - done);
        stage.advance(&mut app, some);
        done += some;
        catch_up(&mut stage, &mut app);
        progress.show(done, last.0);
    }
    progress.clear();
    catch_up(&mut stage, &mut app);
    if let Status::Halted(halt) = &app.run.status {
        return Err(Failure::Failed(app.shell.text.say(&halt.message())));
    }
    for (path, content) in files {
        let what = match content {
            Content::Drawing => What::Drawing,
            Content::Picture => What::Picture,
            _ => What::Table,
        };
        let ctx = stage.ctx.clone();
        let note = app.take_now(&ctx, Wish { what, plot: Some(plot), copies: false }, (&source, path));
        if let Some(note) = note.map_err(Failure::BadInput)? {
            terminal::say(&note);
        }
    }
    Ok(())
}

/// Draws until everything that has happened is in the plots.
fn catch_up(stage: &mut Stage, app: &mut App) {
    loop {
        app.view.plots.sweeping.is_behind = false;
        stage.frame(app);
        if !app.view.plots.sweeping.is_behind {
            return;
        }
    }
}
