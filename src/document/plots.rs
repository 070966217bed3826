//! Edits of what is plotted.

use crate::message::Message;
use crate::model::network::Network;
use crate::model::probe::Probe;
use crate::preset::plot_spec::{
    Aligned, HEIGHT_RANGE, MAX_PROBES, Plot, PlotSpec, RasterSpec, Span, TraceSpec, ValueAxis,
};
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
    /// Divides the axis of values of a plot in another way, or holds its limits.
    SetAxis {
        /// Its id.
        plot: u32,
        /// The axis.
        axis: ValueAxis,
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
    /// Shows probes, each on a plot of its unit that has room, or on a new one.
    Show {
        /// The plot that comes first.
        plot: Option<u32>,
        /// The probes.
        probes: Vec<Probe>,
    },
    /// Shows the spikes of populations on a raster that has room, or on a new one.
    ShowSpikes(Vec<u32>),
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
    // Longer than 60 lines: an arm for each edit.
    pub(super) fn change(&self, parts: &mut PresetParts, fresh: &mut dyn FnMut() -> u32) {
        if let Self::Show { plot, probes } = self {
            let PresetParts { network, view, .. } = parts;
            for probe in probes {
                show(&mut view.plots, network, *plot, probe, fresh);
            }
            return;
        }
        let plots = &mut parts.view.plots;
        match self {
            Self::Show { .. } => {}
            Self::ShowSpikes(populations) => show_spikes(plots, populations, fresh),
            Self::Set { plot: id, kind } => {
                if let Some(plot) = plots.iter_mut().find(|plot| plot.id == *id) {
                    plot.kind = kind.clone();
                }
            }
            Self::SetAxis { plot: id, axis } => {
                if let Some(plot) = plots.iter_mut().find(|plot| plot.id == *id) {
                    plot.axis = *axis;
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
                    plots.push(Plot::new(fresh(), trace_of(probe, plots)));
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
            Self::Set { .. } | Self::SetAxis { .. } => Message::new("edit-set-plot"),
            Self::Add(_) => Message::new("edit-add-plot"),
            Self::Remove(_) => Message::new("edit-remove-plot"),
            Self::Shift { .. } => Message::new("edit-shift-plot"),
            Self::SetHeights(_) => Message::new("edit-resize-plot"),
            Self::Attach { probe, .. } => Message::new("edit-attach").with("probe", written(probe)),
            Self::Show { probes, .. } => match &probes[..] {
                [probe] => Message::new("edit-attach").with("probe", written(probe)),
                _ => Message::new("edit-attach-several").with("count", probes.len()),
            },
            Self::ShowSpikes(populations) => {
                Message::new("edit-show-spikes").with("count", populations.len())
            }
            Self::Detach { probe, .. } => Message::new("edit-detach").with("probe", written(probe)),
        }
    }
}

/// A new plot of a probe, over as long a time as others.
fn trace_of(probe: &Probe, plots: &[Plot]) -> PlotSpec {
    let (probes, window_ms) = (vec![probe.clone()], window_ms(plots));
    PlotSpec::Trace(TraceSpec { probes, window_ms, y: Span::Auto, sweeps: Aligned::Off })
}

/// The window of time of the plots that there are [ms].
fn window_ms(plots: &[Plot]) -> f64 {
    plots.iter().find_map(|plot| plot.kind.window_ms()).unwrap_or(300.0)
}

/// Shows a probe on a plot of its unit that has room, the one that was named first, or on a new one.
fn show(
    plots: &mut Vec<Plot>,
    network: &Network,
    named: Option<u32>,
    probe: &Probe,
    fresh: &mut dyn FnMut() -> u32,
) {
    let unit_of = |own: &Probe| own.describe(network).map(|(_, state)| state.unit);
    let unit = unit_of(probe);
    let fits = |plot: &Plot| match &plot.kind {
        PlotSpec::Trace(trace) => {
            trace.probes.len() < MAX_PROBES && trace.probes.first().is_some_and(|own| unit_of(own) == unit)
        }
        _ => false,
    };
    let shows = |plot: &Plot| matches!(&plot.kind, PlotSpec::Trace(trace) if trace.probes.contains(probe));
    let at = match named {
        Some(id) => plots.iter().position(|plot| plot.id == id && fits(plot)),
        None if plots.iter().any(shows) => return,
        None => plots.iter().position(fits),
    };
    match at.map(|at| &mut plots[at].kind) {
        Some(PlotSpec::Trace(trace)) => {
            if !trace.probes.contains(probe) {
                trace.probes.push(probe.clone());
            }
        }
        _ => plots.push(Plot::new(fresh(), trace_of(probe, plots))),
    }
}

/// Shows the spikes of populations on a raster that has room for all of them, or on a new one.
fn show_spikes(plots: &mut Vec<Plot>, populations: &[u32], fresh: &mut dyn FnMut() -> u32) {
    let rasters = plots.iter_mut().filter_map(|plot| match &mut plot.kind {
        PlotSpec::Raster(raster) => Some(raster),
        _ => None,
    });
    for raster in rasters {
        let missing: Vec<u32> =
            populations.iter().copied().filter(|id| !raster.populations.contains(id)).collect();
        if raster.populations.len() + missing.len() <= MAX_PROBES {
            raster.populations.extend(missing);
            return;
        }
    }
    let window_ms = window_ms(plots);
    for some in populations.chunks(MAX_PROBES) {
        let raster = RasterSpec { populations: some.to_vec(), window_ms };
        plots.push(Plot::new(fresh(), PlotSpec::Raster(raster)));
    }
}
