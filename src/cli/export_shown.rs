//! `export --shown`: what a plot shows at the end of a run, as the window has it.

use super::export_files::{Asked, ExportArgs};
use super::{carried, run, say_cautions};
use crate::engine::{Input, LoggedInput};
use crate::input::output::{self, Wanted};
use crate::input::shown::{Look, Shown};
use crate::input::{Failure, check_memory};
use crate::replay;
use crate::text::Text;
use crate::units::Step;

/// Checks what is asked for.
pub(super) fn shown(args: &ExportArgs, place: usize, text: &Text) -> Result<Shown, Failure> {
    let Asked { loaded, of_run, preset, duration_ms, source, mut lines } = args.asked(text)?;
    let plots = &preset.view().plots;
    let plot = place.checked_sub(1).and_then(|index| plots.get(index)).map(|plot| plot.id);
    if plot.is_none() {
        let args = [("place", place.to_string()), ("last", plots.len().to_string())];
        lines.push(text.with("cli-no-such-plot", &args));
    }
    let wanted: Vec<Wanted<'_>> = args.wanted().into_iter().map(|(wanted, _)| wanted).collect();
    let planned = output::check(&args.preset, &wanted, args.force, text);
    check_memory(&preset, text)?;
    let planned_run = run::plan(&of_run, (&loaded, &preset, duration_ms), lines, text).and_then(|plan| {
        let is_edit = |input: &LoggedInput| matches!(input.input, Input::SetNetwork(_));
        if plan.inputs.all().iter().any(is_edit) {
            return Err(vec![text.with("cli-screenshot-edits", &[("path", &source)])]);
        }
        let end = Step(plan.steps);
        let span_ms = (0.0, preset.grid().time_ms(end));
        let run = replay::carried(&preset, plan.inputs.all(), end, span_ms);
        run.ok_or_else(|| vec![text.get("cli-started-anew")])
    });
    let (run, _) = Failure::of_both(planned_run, planned)?;
    say_cautions(&source, &preset.cautions(), text);
    if let Some(carried) = &loaded.carried {
        carried::say_version(carried, text);
    }
    Ok(Shown {
        source: args.preset.clone(),
        log: run.log,
        plot: plot.unwrap_or_default(),
        files: wanted.iter().map(|own| (own.path.to_owned(), own.content)).collect(),
        look: Look {
            width_mm: args.width,
            panel_mm: args.height,
            dpi: args.dpi,
            legend: !args.no_legend,
            caption: !args.no_caption,
        },
        quiet: args.quiet,
    })
}
