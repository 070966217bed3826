//! The ledger as CSV: a row for each change, with the conventions in the header. And what other rules would have made of the same
//! spikes.

use std::io::{self, Write};

use super::csv::{Provenance, io_error, number, text_cell};
use crate::model::network::DelaySide;
use crate::model::plasticity::trace::Side;
use crate::model::plasticity::what_if::{Change, Synapse, Trains, flips};
use crate::sim::{Event, SpikeCause, WeightCause};
use crate::text::Text;
use crate::trace::ledger::{Ledger, Row};
use crate::trace::why::{neuron_name, object_name};
use crate::units::{Grid, Moment};

/// Columns of the ledger.
const COLUMNS: [&str; 29] = [
    "t_ms",
    "object",
    "cause",
    "pre",
    "post",
    "before",
    "recovered",
    "raw",
    "after",
    "change",
    "x1",
    "x2",
    "y1",
    "y2",
    "x1_after",
    "x2_after",
    "y1_after",
    "y2_after",
    "partner_ms",
    "dt_post_minus_pre_ms",
    "amplitude",
    "state1",
    "state2",
    "state1_recovered",
    "state2_recovered",
    "state1_after",
    "state2_after",
    "added_nS",
    "since_ms",
];

/// What the columns mean: keys of the catalogue.
const CONVENTIONS: [&str; 6] = [
    "cli-ledger-note-times",
    "cli-ledger-note-delay",
    "cli-ledger-note-traces",
    "cli-ledger-note-raw",
    "cli-ledger-note-release",
    "cli-ledger-note-sum",
];

/// The lines above a table of the ledger: how it was made, and what its columns mean.
#[must_use]
pub fn with_conventions<'a>(provenance: Provenance<'a>, text: &Text) -> Provenance<'a> {
    let delays = provenance.preset.network().projections().iter().filter(|own| 0.0 < own.delay_ms);
    let delays: Vec<String> = delays
        .map(|own| {
            let side = if own.delay_side == DelaySide::Axonal { "axonal" } else { "dendritic" };
            format!("{} {} ms {side}", own.name, number(own.delay_ms))
        })
        .collect();
    let notes: Vec<String> = CONVENTIONS.iter().map(|key| text.get(key)).collect();
    provenance.with_all("convention", &notes).with("delays", &delays.join(", "))
}

/// Writes rows of a ledger.
#[derive(Debug)]
pub struct LedgerWriter<W: Write> {
    out: csv::Writer<W>,
    grid: Grid,
}

impl<W: Write> LedgerWriter<W> {
    /// Writes the provenance and the header.
    ///
    /// # Errors
    /// If the output fails.
    pub fn new(mut out: W, provenance: &Provenance<'_>) -> io::Result<Self> {
        provenance.write(&mut out)?;
        let mut out = csv::Writer::from_writer(out);
        out.write_record(COLUMNS).map_err(io_error)?;
        Ok(Self { out, grid: provenance.preset.grid() })
    }

    /// Writes rows in the order in which they are given.
    ///
    /// # Errors
    /// If the output fails.
    pub fn write<'a>(&mut self, ledger: &Ledger, rows: impl IntoIterator<Item = &'a Row>) -> io::Result<()> {
        for row in rows {
            self.out.write_record(cells(ledger, row, self.grid)).map_err(io_error)?;
        }
        self.out.flush()
    }
}

/// The rows of a ledger as text for the clipboard: tabs between cells, with a header.
#[must_use]
pub fn as_tabs<'a>(ledger: &Ledger, rows: impl IntoIterator<Item = &'a Row>, grid: Grid) -> String {
    let mut text = COLUMNS.join("\t");
    for row in rows {
        text.push('\n');
        text.push_str(&cells(ledger, row, grid).join("\t"));
    }
    text
}

/// What made a row, as files call it.
fn cause(row: &Row) -> &'static str {
    match &row.event {
        Event::Weight(change) => match change.cause {
            WeightCause::Pre => "pre",
            WeightCause::Post => "post",
            WeightCause::Drift => "drift",
            WeightCause::Edit => "edit",
        },
        Event::Calcium(change) => {
            if change.c[0] < change.c[1] {
                "jump"
            } else {
                "drift"
            }
        }
        Event::Pool(_) => "release",
        Event::Conductance(_) => "opening",
        Event::SpikeDetail(detail) => match detail.cause {
            SpikeCause::Threshold => "threshold",
            SpikeCause::Asked => "asked",
            SpikeCause::Chance => "chance",
        },
        Event::Spike(_) | Event::Release(_) | Event::Ignored(_) => "",
    }
}

/// The cells of a row, as many as there are [`COLUMNS`].
// Longer than 60 lines: an arm for each kind of row.
fn cells(ledger: &Ledger, row: &Row, grid: Grid) -> Vec<String> {
    let mut cells = vec![String::new(); COLUMNS.len()];
    let place = |column: &str| COLUMNS.iter().position(|own| *own == column).unwrap_or_default();
    let mut set = |column: &str, value: f64| cells[place(column)] = number(value);
    let at = row.at();
    set("t_ms", grid.moment_ms(at));
    set("change", row.change);
    if let Some(since_ms) = row.since_ms {
        set("since_ms", since_ms);
    }
    let mut ends = None;
    match &row.event {
        Event::Weight(change) => {
            set("before", change.before);
            set("raw", change.raw);
            set("after", change.after);
            if change.cause.is_spike() {
                for (column, value) in ["x1", "x2", "y1", "y2"].iter().zip(change.traces) {
                    set(column, value);
                }
                for (column, value) in ["x1_after", "x2_after", "y1_after", "y2_after"].iter().zip(row.traces)
                {
                    set(column, value);
                }
            }
            if let Some(partner) = row.partner {
                set("partner_ms", grid.moment_ms(partner));
                set("dt_post_minus_pre_ms", signed_ms(change.cause, partner, change.at, grid));
            }
            ends = Some((change.pre, Some(change.post)));
        }
        Event::Calcium(change) => {
            set("before", change.c[0]);
            set("after", change.c[1]);
        }
        Event::Pool(change) => {
            set("before", row.P_rel[0]);
            set("recovered", row.P_rel[1]);
            set("after", row.P_rel[2]);
            set("amplitude", change.amplitude);
            for (column, value) in [
                ("state1", change.before[0]),
                ("state2", change.before[1]),
                ("state1_recovered", change.recovered[0]),
                ("state2_recovered", change.recovered[1]),
                ("state1_after", change.after[0]),
                ("state2_after", change.after[1]),
            ] {
                set(column, value);
            }
            ends = Some((change.neuron, None));
        }
        Event::Conductance(change) => {
            set("before", change.P[0]);
            set("after", change.P[1]);
            set("added_nS", change.added_nS);
        }
        Event::SpikeDetail(detail) => {
            if let Some([before, after]) = detail.V_mV {
                set("before", before);
                set("after", after);
            }
        }
        Event::Spike(_) | Event::Release(_) | Event::Ignored(_) => {}
    }
    cells[place("object")] = text_cell(&object_name(ledger, row));
    cause(row).clone_into(&mut cells[place("cause")]);
    if let (Some((pre, post)), Some(projection)) = (ends, ledger.projection_of(row)) {
        let network = ledger.network_of(row);
        cells[place("pre")] = text_cell(&neuron_name(network, projection.from, pre));
        if let Some(post) = post {
            cells[place("post")] = text_cell(&neuron_name(network, projection.to, post));
        }
    }
    cells
}

/// t_post − t_pre at the synapse, from the spike that a row pairs with [ms].
#[must_use]
pub fn signed_ms(cause: WeightCause, partner: Moment, at: Moment, grid: Grid) -> f64 {
    let ago_ms = grid.between_ms(partner, at);
    if cause == WeightCause::Pre { -ago_ms } else { ago_ms }
}

/// How a variant of a synapse is called: its pairs, its dependence on the weight, the side of its delay.
#[must_use]
pub fn variant_name(synapse: &Synapse, text: &Text) -> String {
    let parts: Vec<String> = synapse.names().into_iter().map(|name| text.own(name)).collect();
    parts.join(", ")
}

/// What each of some variants makes of the same spikes.
#[derive(Debug, Clone)]
pub struct Variant {
    /// The synapse with another rule.
    pub synapse: Synapse,
    /// What the spikes do to its weight, in order of time.
    pub changes: Vec<Change>,
    /// For each change, whether it goes the other way than that by the same spike does as the synapse is.
    pub flips: Vec<bool>,
}

/// The variants of a synapse on its spikes, first as it is. A change is compared with that by the same spike of the same side.
#[must_use]
pub fn variants(synapse: &Synapse, trains: &Trains) -> Vec<Variant> {
    let mut base: [Vec<f64>; 2] = Default::default();
    let mut all = Vec::new();
    for variant in synapse.variants() {
        let Some(changes) = variant.changes(trains) else { return Vec::new() };
        let mut nth = [0, 0];
        let mut flipped = Vec::with_capacity(changes.len());
        for change in &changes {
            let own = usize::from(change.side == Side::Post);
            let by = change.raw - change.before;
            if all.is_empty() {
                base[own].push(by);
            }
            flipped.push(base[own].get(nth[own]).is_some_and(|base| flips(*base, by)));
            nth[own] += 1;
        }
        all.push(Variant { synapse: variant, changes, flips: flipped });
    }
    all
}

/// Writes what variants of some synapses make of the same spikes: a row for each change by each variant.
///
/// # Errors
/// If the output fails.
pub fn write_what_if(
    mut out: impl Write,
    provenance: &Provenance<'_>,
    synapses: &[(String, Vec<Variant>)],
    text: &Text,
) -> io::Result<()> {
    provenance.write(&mut out)?;
    writeln!(out, "# {}", text.get("cli-ledger-what-if-kept"))?;
    let mut out = csv::Writer::from_writer(out);
    let header = ["object", "variant", "t_ms", "cause", "before", "raw", "after", "change", "sign_flips"];
    out.write_record(header).map_err(io_error)?;
    for (name, variants) in synapses {
        for Variant { synapse, changes, flips } in variants {
            let variant = variant_name(synapse, text);
            for (change, flips) in changes.iter().zip(flips) {
                let side = if change.side == Side::Pre { "pre" } else { "post" };
                let record = [
                    text_cell(name),
                    variant.clone(),
                    number(change.at_ms),
                    side.to_owned(),
                    number(change.before),
                    number(change.raw),
                    number(change.after),
                    number(change.after - change.before),
                    u8::from(*flips).to_string(),
                ];
                out.write_record(&record).map_err(io_error)?;
            }
        }
    }
    out.flush()
}
