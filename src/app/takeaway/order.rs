//! What is to be written, settled at the moment it was asked for: the run may go on meanwhile.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::sync::Arc;

use crate::engine::{Epoch, Excerpt};
use crate::export::animation::Pace;
use crate::export::csv::{PROGRAM, Provenance, column_name, number, text_cell};
use crate::export::figure::{Curve, Figure, Graph, Panel, Style};
use crate::model::network::Network;
use crate::model::probe::Probe;
use crate::preset::Preset;
use crate::preset::carrier::Packed;
use crate::preset::plot_spec::Plot;
use crate::replay;
use crate::sim::Recording;
use crate::text::{Language, Text};
use crate::units::{RunId, Step};

use super::wish::{What, Wish};

/// Something to be taken away.
#[derive(Debug, Clone)]
pub(super) struct Order {
    pub wish: Wish,
    /// The document whose names and plots are meant.
    pub preset: Arc<Preset>,
    /// The document at the start of the run, looked at as now.
    pub first: Arc<Preset>,
    /// The document's file, or the name of the preset.
    pub source: OsString,
    /// Hash of the document's text.
    pub hash: u64,
    /// The run, and the start that it belongs to.
    pub run: (Epoch, RunId),
    /// The boundaries between which it is.
    pub span: (Step, Step),
    /// The same as the axis of a figure has it [ms].
    pub span_ms: (f64, f64),
    pub probes: Vec<Probe>,
    /// Plots against time that are drawn.
    pub plots: Vec<Plot>,
    /// Vertical ranges that a person chose, by plot.
    pub ranges: BTreeMap<u32, (f64, f64)>,
    /// Plots on axes of their own, with the number of plots above each.
    pub graphs: Vec<(usize, Graph)>,
    pub style: Style,
    pub dpi: f64,
    /// How time passes, if it is an animated picture.
    pub pace: Pace,
    pub language: Language,
}

impl Order {
    /// The line below a figure.
    pub fn caption(preset: &Preset, name: &str) -> String {
        let run = preset.run();
        let parts = [
            PROGRAM.to_owned(),
            name.to_owned(),
            format!("seed {}", run.seed),
            format!("dt {} ms", number(run.dt_ms)),
        ];
        parts.join(" · ")
    }

    /// Whether it is a picture of the window itself.
    pub fn is_shot(&self) -> bool {
        let Wish { what, plot, .. } = self.wish;
        let has_figure = !(self.plots.is_empty() && self.graphs.is_empty());
        matches!(what, What::Canvas | What::Window) || what == What::Picture && plot.is_some() && !has_figure
    }

    /// Whether it needs what the run did, and not only what is known in the window.
    pub fn needs_run(&self) -> bool {
        let Wish { what, plot, .. } = self.wish;
        let of_plots = plot.is_some() || matches!(what, What::Drawing | What::Picture | What::Film);
        !(self.is_shot() || of_plots && self.plots.is_empty())
    }

    /// How it is made; `packed` is what reopens it.
    pub fn provenance(&self, packed: Option<Packed>) -> Provenance<'_> {
        let (from, to) = self.span;
        let grid = self.preset.grid();
        Provenance::new(&self.preset)
            .with("preset", &self.source.display().to_string())
            .with("document", &format!("fnv1a64:{:016x}", self.hash))
            .with("from_ms", &number(grid.time_ms(from)))
            .with("to_ms", &number(grid.time_ms(to)))
            .reopening(packed)
    }

    /// What opens it again, or why nothing does.
    pub fn pack(&self, excerpt: &Excerpt, text: &Text) -> Result<Packed, String> {
        let Some(inputs) = excerpt.inputs() else { return Err(text.get("take-beginning-gone")) };
        let (from, to) = self.span;
        let grid = self.first.grid();
        let span_ms = (grid.time_ms(from), grid.time_ms(to));
        let carried = replay::carried(&self.first, inputs, to, span_ms);
        let carried = carried.ok_or_else(|| text.get("cli-started-anew"))?;
        carried.pack().map_err(|error| text.say(&error.message()))
    }

    /// The figure.
    pub fn figure(&self, recording: &Recording) -> Figure {
        let mut figure =
            Figure::of_plots(&self.preset, self.plots.iter(), (recording, &self.probes), self.span_ms);
        for (panel, plot) in figure.panels.iter_mut().zip(&self.plots) {
            if let (Panel::Lines { range, .. }, Some(chosen)) = (panel, self.ranges.get(&plot.id)) {
                *range = *chosen;
            }
        }
        for (place, graph) in &self.graphs {
            figure.panels.insert((*place).min(figure.panels.len()), Panel::Graph(graph.clone()));
        }
        figure
    }
}

/// A table in lines: a head and rows of cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Table {
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The samples of probes.
    pub fn of_samples(recording: &Recording, probes: &[Probe], preset: &Preset) -> Self {
        let network: &Network = preset.network();
        let mut head = vec!["t_ms".to_owned()];
        head.extend(probes.iter().map(|probe| column_name(probe, network)));
        let row = |row: usize| {
            let step = Step(recording.first.0 + row as u64 * recording.every);
            let time = number(preset.grid().time_ms(step));
            let values = recording.columns.iter().map(|column| number(column[row]));
            std::iter::once(time).chain(values).collect()
        };
        Self { head, rows: (0..recording.n_samples()).map(row).collect() }
    }

    /// The spikes of populations.
    pub fn of_spikes(recording: &Recording, preset: &Preset) -> Self {
        let head = ["t_ms", "population", "neuron"].map(str::to_owned).to_vec();
        let name = |id| preset.network().population(id).map_or("", |own| own.name.as_str());
        let row = |spike: &crate::sim::Spike| {
            let time = number(preset.grid().moment_ms(spike.at));
            vec![time, name(spike.population).to_owned(), spike.neuron.to_string()]
        };
        Self { head, rows: recording.spikes.iter().map(row).collect() }
    }

    /// What a graph shows: each curve, set of dots, or bars in rows of its own.
    pub fn of_graph(graph: &Graph) -> Self {
        let named =
            |label: &str, other: &str| if label.is_empty() { other.to_owned() } else { label.to_owned() };
        let first = if graph.way.is_some() { "t_ms" } else { "series" };
        let head = vec![first.to_owned(), named(&graph.x.label, "x"), named(&graph.y.label, "y")];
        if let Some(way) = &graph.way {
            let row = |((x, y), time): (&(f64, f64), &f64)| vec![number(*time), number(*x), number(*y)];
            return Self { head, rows: way.points.iter().zip(&way.times_ms).map(row).collect() };
        }
        let rows_of = |curve: &Curve| {
            let name = curve.name.clone();
            curve
                .points
                .iter()
                .map(move |(x, y)| vec![name.clone(), number(*x), number(*y)])
                .collect::<Vec<_>>()
        };
        let bars = graph
            .bars
            .iter()
            .map(|(left, right, height)| vec![String::new(), number(0.5 * (left + right)), number(*height)]);
        Self { head, rows: graph.curves.iter().chain(&graph.dots).flat_map(rows_of).chain(bars).collect() }
    }

    /// It with tabs, as spreadsheets take it, with the decimal sign of a language.
    pub fn with_tabs(&self, language: Language) -> String {
        let is_number = |cell: &str| cell.parse::<f64>().is_ok();
        let cell = |cell: &String| {
            let one_line = cell.replace(['\t', '\n', '\r'], " ");
            match (is_number(cell), language) {
                (true, Language::German) => one_line.replace('.', ","),
                (true, _) => one_line,
                (false, _) => text_cell(&one_line),
            }
        };
        let line = |cells: &Vec<String>| cells.iter().map(cell).collect::<Vec<_>>().join("\t") + "\n";
        std::iter::once(&self.head).chain(&self.rows).map(line).collect()
    }

    /// Cells in all.
    pub fn n_cells(&self) -> usize {
        self.head.len() * (self.rows.len() + 1)
    }
}
