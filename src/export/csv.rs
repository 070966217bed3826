//! CSV: sampled probes and spikes, with `#` lines that say how they were made.
//!
//! RFC 4180 with '.' decimals whatever the locale. Numbers are the shortest text that reads back as the same
//! 64 bits. A text cell that a spreadsheet could take for a formula is quoted with an apostrophe.

use std::io::{self, Write};

use crate::model::network::Network;
use crate::model::probe::Probe;
use crate::model::problem::is_invisible;
use crate::preset::Preset;
use crate::preset::carrier::Packed;
use crate::sim::{Recording, Simulation, Spike};
use crate::units::{Grid, Step};

/// The program that writes results, as it calls itself in them.
pub const PROGRAM: &str = concat!("Bouton ", env!("CARGO_PKG_VERSION"));

/// What stands above the data: how it was made.
#[derive(Debug, Clone)]
pub struct Provenance<'a> {
    /// The document that ran.
    pub preset: &'a Preset,
    /// Names and values, in order; a name may come several times.
    entries: Vec<(&'static str, String)>,
    /// What reopens the file.
    packed: Option<Packed>,
}

impl<'a> Provenance<'a> {
    /// What a run says of its document: its title, its seed and its step.
    #[must_use]
    pub fn new(preset: &'a Preset) -> Self {
        Self::of_many(preset)
            .with("seed", &preset.run().seed.to_string())
            .with("dt_ms", &number(preset.run().dt_ms))
    }

    /// What many runs have in common: the title of the document.
    #[must_use]
    pub fn of_many(preset: &'a Preset) -> Self {
        Self { preset, entries: Vec::new(), packed: None }.with("title", preset.title())
    }

    /// Adds a line. What would end the line, or not be seen, is escaped.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.entries.push((name, one_line(value)));
        self
    }

    /// Adds a line for each of some values.
    #[must_use]
    pub fn with_all(self, name: &'static str, values: &[String]) -> Self {
        values.iter().fold(self, |provenance, value| provenance.with(name, value))
    }

    /// Adds what reopens the file.
    #[must_use]
    pub fn reopening(mut self, packed: Option<Packed>) -> Self {
        self.packed = packed;
        self
    }

    /// Names and values, in order; a name may come several times.
    #[must_use]
    pub fn entries(&self) -> &[(&'static str, String)] {
        &self.entries
    }

    /// What reopens the file.
    #[must_use]
    pub fn packed(&self) -> Option<&Packed> {
        self.packed.as_ref()
    }

    /// The lines for a person, without what marks them as comments.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let entries = self.entries.iter().map(|(name, value)| format!("{name}: {value}"));
        std::iter::once(PROGRAM.to_owned()).chain(entries).collect()
    }

    /// Writes it above a table: lines that begin with `#`.
    ///
    /// # Errors
    /// If the output fails.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let packed = self.packed.iter().flat_map(Packed::lines);
        self.lines().into_iter().chain(packed).try_for_each(|line| writeln!(out, "# {line}"))
    }
}

/// A text in one line, with everything escaped that does not show.
fn one_line(text: &str) -> String {
    let shown = |c: char| if is_invisible(c) { c.escape_unicode().collect() } else { String::from(c) };
    text.chars().map(shown).collect()
}

/// Writes samples: `t_ms` and a column per probe.
#[derive(Debug)]
pub struct SampleWriter<W: Write> {
    out: csv::Writer<W>,
    grid: Grid,
}

impl<W: Write> SampleWriter<W> {
    /// Writes the provenance and the header.
    ///
    /// # Errors
    /// If the output fails.
    pub fn new(mut out: W, provenance: &Provenance<'_>, probes: &[Probe]) -> io::Result<Self> {
        provenance.write(&mut out)?;
        let network = provenance.preset.network();
        let mut header = vec!["t_ms".to_owned()];
        header.extend(probes.iter().map(|probe| column_name(probe, network)));
        let mut out = csv::Writer::from_writer(out);
        out.write_record(&header).map_err(io_error)?;
        Ok(Self { out, grid: provenance.preset.grid() })
    }

    /// Writes the samples of a recording.
    ///
    /// # Errors
    /// If the output fails.
    pub fn write(&mut self, recording: &Recording) -> io::Result<()> {
        for row in 0..recording.n_samples() {
            let step = Step(recording.first.0 + row as u64 * recording.every);
            self.out.write_field(number(self.grid.time_ms(step))).map_err(io_error)?;
            for column in &recording.columns {
                self.out.write_field(number(column[row])).map_err(io_error)?;
            }
            self.out.write_record(None::<&[u8]>).map_err(io_error)?;
        }
        self.out.flush()
    }
}

/// Writes spikes: `t_ms,population,neuron`, with times inside the step.
#[derive(Debug)]
pub struct SpikeWriter<W: Write> {
    out: csv::Writer<W>,
    grid: Grid,
    /// Id and name of every population.
    names: Vec<(u32, String)>,
}

impl<W: Write> SpikeWriter<W> {
    /// Writes the provenance and the header.
    ///
    /// # Errors
    /// If the output fails.
    pub fn new(mut out: W, provenance: &Provenance<'_>) -> io::Result<Self> {
        provenance.write(&mut out)?;
        let mut out = csv::Writer::from_writer(out);
        out.write_record(["t_ms", "population", "neuron"]).map_err(io_error)?;
        let populations = provenance.preset.network().populations();
        let names =
            populations.iter().map(|population| (population.id, text_cell(&population.name))).collect();
        Ok(Self { out, grid: provenance.preset.grid(), names })
    }

    /// Writes spikes in the order in which they are given.
    ///
    /// # Errors
    /// If the output fails.
    pub fn write(&mut self, spikes: &[Spike]) -> io::Result<()> {
        for spike in spikes {
            let name = self.names.iter().find(|(id, _)| *id == spike.population).map_or("", |(_, name)| name);
            let time = number(self.grid.moment_ms(spike.at));
            self.out.write_record([time.as_str(), name, &spike.neuron.to_string()]).map_err(io_error)?;
        }
        self.out.flush()
    }
}

/// Writes the weights of every projection whose weights change: presynaptic and postsynaptic neuron, and the weight.
///
/// # Errors
/// If the output fails.
pub fn write_weights(
    mut out: impl Write,
    provenance: &Provenance<'_>,
    simulation: &Simulation,
) -> io::Result<()> {
    provenance.write(&mut out)?;
    let mut out = csv::Writer::from_writer(out);
    out.write_record(["projection", "pre", "post", "w"]).map_err(io_error)?;
    for projection in provenance.preset.network().projections() {
        if projection.plasticity.is_fixed() {
            continue;
        }
        let name = text_cell(&projection.name);
        for (pre, post, w) in simulation.synapses(projection.id) {
            let record = [name.as_str(), &pre.to_string(), &post.to_string(), &number(w)];
            out.write_record(record).map_err(io_error)?;
        }
    }
    out.flush()
}

/// A probe's column: its name and unit, `V_0_mV`.
#[must_use]
pub fn column_name(probe: &Probe, network: &Network) -> String {
    probe.describe(network).map_or_else(String::new, |(name, state)| state.unit.suffixed(&name))
}

/// The shortest text that reads back as the same number; nothing for NaN.
#[must_use]
pub fn number(value: f64) -> String {
    let size = value.abs();
    if value.is_nan() {
        String::new()
    } else if value != 0.0 && !(1e-5..1e16).contains(&size) {
        format!("{value:e}")
    } else {
        value.to_string()
    }
}

/// A text that no spreadsheet takes for a formula.
#[must_use]
pub fn text_cell(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t']) { format!("'{text}") } else { text.to_owned() }
}

/// The error of the output under an error of the writer of CSV.
#[must_use]
pub fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_back_exactly() {
        for value in [0.1 + 0.2, -70.0, 1e-300, 5e-324, f64::MAX, 30.649_999_999_3, 0.0, 1e15, 123_456.789] {
            assert_eq!(number(value).parse::<f64>(), Ok(value), "{}", number(value));
        }
        assert_eq!(number(-70.0), "-70");
        assert_eq!(number(1e-300), "1e-300");
        assert_eq!(number(f64::NAN), "");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for name in ["=cmd()", "+1", "-x", "@a", "\tx"] {
            assert!(text_cell(name).starts_with('\''));
        }
        assert_eq!(text_cell("exc"), "exc");
    }
}
