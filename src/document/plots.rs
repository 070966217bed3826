//! Edits of what is plotted.

use crate::message::Message;
use crate::model::probe::Probe;
use crate::preset::plot_spec::{HEIGHT_RANGE, Plot, PlotSpec, Span, TraceSpec};
use crate::preset::{Preset, PresetParts};

/// An edit of the plots.
#[derive(Debug, Clone, PartialEq)]
pub enum PlotEdit {
    /// Makes a plot show something else.
    Set {
        /// Its id.
        plot: u32,
        /// What it shows.
        kind: PlotSpec,
    },
    /// Adds a plot after the others.
    Add(PlotSpec),
    /// Removes a plot.
    Remove(u32),
    /// Puts a plot in the place of another, which moves on.
    Shift {
        /// Its id.
        plot: u32,
        /// Its new place in the list.
        to: usize,
    },
    /// Sets heights of plots relative to others in their column.
    SetHeights(Vec<(u32, f32)>),
    /// Shows a probe on a plot of traces, or on a new one.
    Attach {
        /// The plot; without one, a new one.
        plot: Option<u32>,
        /// The probe.
        probe: Probe,
    },
    /// Shows a probe on a plot no longer; a plot that shows nothing goes.
    Detach {
        /// The plot.
        plot: u32,
        /// The probe.
        probe: Probe,
    },
}

impl PlotEdit {
    /// Changes the parts of a preset.
    pub(super) fn change(&self, parts: &mut PresetParts, fresh: &mut dyn FnMut() -> u32) {
        let plots = &mut parts.view.plots;
        match self {
            Self::Set { plot: id, kind } => {
                if let Some(plot) = plots.iter_mut().find(|plot| plot.id == *id) {
                    plot.kind = kind.clone();
                }
            }
            Self::Add(kind) => plots.push(Plot::new(fresh(), kind.clone())),
            Self::Remove(id) => plots.retain(|plot| plot.id != *id),
            Self::Shift { plot: id, to } => {
                if let Some(from) = plots.iter().position(|plot| plot.id == *id) {
                    let plot = plots.remove(from);
                    plots.insert((*to).min(plots.len()), plot);
                }
            }
            Self::SetHeights(heights) => {
                for (id, height) in heights {
                    if let Some(plot) = plots.iter_mut().find(|plot| plot.id == *id) {
                        let (min, max) = HEIGHT_RANGE;
                        plot.height = if height.is_nan() { 1.0 } else { height.clamp(min, max) };
                    }
                }
            }
            Self::Attach { plot, probe } => {
                let own = plots.iter_mut().find(|own| Some(own.id) == *plot);
                if let Some(PlotSpec::Trace(trace)) = own.map(|plot| &mut plot.kind) {
                    if !trace.probes.contains(probe) {
                        trace.probes.push(probe.clone());
                    }
                } else {
                    let window_ms = plots.iter().find_map(|plot| plot.kind.window_ms()).unwrap_or(300.0);
                    let trace = TraceSpec { probes: vec![probe.clone()], window_ms, y: Span::Auto };
                    plots.push(Plot::new(fresh(), PlotSpec::Trace(trace)));
                }
            }
            Self::Detach { plot: id, probe } => {
                plots.retain_mut(|plot| match &mut plot.kind {
                    PlotSpec::Trace(trace) if plot.id == *id => {
                        trace.probes.retain(|own| own != probe);
                        !trace.probes.is_empty()
                    }
                    _ => true,
                });
            }
        }
    }

    /// What the edit is called in the menu.
    pub(super) fn name(&self, preset: &Preset) -> Message {
        let written =
            |probe: &Probe| probe.describe(preset.network()).map_or_else(|| "?".to_owned(), |(name, _)| name);
        match self {
            Self::Set { .. } => Message::new("edit-set-plot"),
            Self::Add(_) => Message::new("edit-add-plot"),
            Self::Remove(_) => Message::new("edit-remove-plot"),
            Self::Shift { .. } => Message::new("edit-shift-plot"),
            Self::SetHeights(_) => Message::new("edit-resize-plot"),
            Self::Attach { probe, .. } => Message::new("edit-attach").with("probe", written(probe)),
            Self::Detach { probe, .. } => Message::new("edit-detach").with("probe", written(probe)),
        }
    }
}
