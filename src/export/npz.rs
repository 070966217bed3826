//! NPZ: arrays that NumPy opens, after a first entry that says how they were made and opens the run again.
//!
//! An archive (zip) whose entries are not packed, each an array in NumPy's own format, version 1. Its times are those of 1980, so
//! that the same run gives the same bytes.

use std::io::{self, Write};

use flate2::Crc;
use serde_json::{Map, Value};

use super::csv::{PROGRAM, Provenance, column_name};
use crate::model::network::Network;
use crate::model::probe::Probe;
use crate::preset::carrier::ENTRY;
use crate::sim::{Recording, Simulation};
use crate::units::{Grid, Step};

/// Longest archive that is written [bytes], which is the longest that opens again.
pub const MOST_BYTES: u64 = crate::preset::carrier::MOST_FILE;

/// An array of one dimension.
#[derive(Debug, Clone, PartialEq)]
pub enum Array {
    /// Numbers.
    Numbers(Vec<f64>),
    /// Counts.
    Counts(Vec<u32>),
    /// Texts.
    Texts(Vec<String>),
}

impl Array {
    /// It in NumPy's format.
    fn to_npy(&self) -> Vec<u8> {
        let (kind, length, data): (String, usize, Vec<u8>) = match self {
            Self::Numbers(all) => {
                ("<f8".to_owned(), all.len(), all.iter().flat_map(|one| one.to_le_bytes()).collect())
            }
            Self::Counts(all) => {
                ("<u4".to_owned(), all.len(), all.iter().flat_map(|one| one.to_le_bytes()).collect())
            }
            Self::Texts(all) => {
                let longest = all.iter().map(|one| one.chars().count()).max().unwrap_or(0).max(1);
                let padded = |one: &String| {
                    let letters = one.chars().map(u32::from).chain(std::iter::repeat(0)).take(longest);
                    letters.flat_map(u32::to_le_bytes).collect::<Vec<u8>>()
                };
                (format!("<U{longest}"), all.len(), all.iter().flat_map(padded).collect())
            }
        };
        let mut header = format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': ({length},), }}");
        // What stands before the data fills whole blocks of 64 bytes.
        let filled = (10 + header.len() + 1).next_multiple_of(64) - 11;
        header = format!("{header:filled$}\n");
        let length = u16::try_from(header.len()).unwrap_or(u16::MAX).to_le_bytes();
        [b"\x93NUMPY\x01\x00", &length[..], header.as_bytes(), &data].concat()
    }
}

/// Arrays by name, in order; no name comes twice.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Arrays(Vec<(String, Array)>);

impl Arrays {
    /// Adds an array; where the name is taken, under the next that is free.
    pub fn add(&mut self, name: &str, array: Array) {
        let is_taken = |name: &str| self.0.iter().any(|(taken, _)| taken == name);
        let mut free = name.replace('/', "_");
        while is_taken(&free) {
            free.push('_');
        }
        self.0.push((free, array));
    }

    /// Everything that was recorded of a run: the samples of probes, spikes, and the weights that have changed.
    #[must_use]
    pub fn of_run(recording: &Recording, probes: &[Probe], simulation: &Simulation, grid: Grid) -> Self {
        let network: &Network = simulation.network();
        let mut arrays = Self::default();
        let step = |row: usize| Step(recording.first.0 + row as u64 * recording.every);
        let times = (0..recording.n_samples()).map(|row| grid.time_ms(step(row)));
        if !probes.is_empty() {
            arrays.add("t_ms", Array::Numbers(times.collect()));
        }
        for (probe, column) in probes.iter().zip(&recording.columns) {
            arrays.add(&column_name(probe, network), Array::Numbers(column.clone()));
        }
        if network.standalone().is_some() {
            return arrays;
        }
        let populations = network.populations();
        let names = populations.iter().map(|population| population.name.clone()).collect();
        let place = |id: u32| populations.iter().position(|population| population.id == id);
        let spikes = &recording.spikes;
        arrays
            .add("spike_t_ms", Array::Numbers(spikes.iter().map(|spike| grid.moment_ms(spike.at)).collect()));
        let of_population = |id: u32| place(id).and_then(|place| u32::try_from(place).ok());
        let places = spikes.iter().map(|spike| of_population(spike.population).unwrap_or(u32::MAX));
        arrays.add("spike_population", Array::Counts(places.collect()));
        arrays.add("spike_neuron", Array::Counts(spikes.iter().map(|spike| spike.neuron).collect()));
        arrays.add("populations", Array::Texts(names));
        for projection in network.projections().iter().filter(|one| !one.plasticity.is_fixed()) {
            let (mut pre, mut post, mut w) = (Vec::new(), Vec::new(), Vec::new());
            for (from, to, weight) in simulation.synapses(projection.id) {
                pre.push(from);
                post.push(to);
                w.push(weight);
            }
            let name = |what: &str| format!("weights_{}_{what}", projection.name);
            arrays.add(&name("pre"), Array::Counts(pre));
            arrays.add(&name("post"), Array::Counts(post));
            arrays.add(&name("w"), Array::Numbers(w));
        }
        arrays
    }

    /// Writes the archive.
    ///
    /// # Errors
    /// If the output fails, or the archive would be longer than [`MOST_BYTES`].
    pub fn write(&self, out: &mut impl Write, provenance: &Provenance<'_>) -> io::Result<()> {
        let mut archive = Archive::default();
        let json = serde_json::to_vec_pretty(&to_json(provenance))?;
        archive.add(out, ENTRY, &json)?;
        for (name, array) in &self.0 {
            archive.add(out, &format!("{name}.npy"), &array.to_npy())?;
        }
        archive.finish(out)
    }
}

/// How arrays were made, as JSON: names that come several times have a list.
fn to_json(provenance: &Provenance<'_>) -> Value {
    let mut all = Map::new();
    all.insert("bouton".to_owned(), env!("CARGO_PKG_VERSION").into());
    for (name, value) in provenance.entries() {
        match all.get_mut(*name) {
            None => _ = all.insert((*name).to_owned(), value.as_str().into()),
            Some(Value::Array(values)) => values.push(value.as_str().into()),
            Some(first) => *first = Value::Array(vec![first.clone(), value.as_str().into()]),
        }
    }
    all.insert("program".to_owned(), PROGRAM.into());
    if let Some(packed) = provenance.packed() {
        all.insert("reopen".to_owned(), packed.as_str().into());
    }
    Value::Object(all)
}

/// A zip archive on its way.
#[derive(Default)]
struct Archive {
    written: u64,
    n_entries: u16,
    /// What stands at the end of it.
    directory: Vec<u8>,
}

impl Archive {
    fn add(&mut self, out: &mut impl Write, name: &str, data: &[u8]) -> io::Result<()> {
        let too_long = || io::Error::from(io::ErrorKind::FileTooLarge);
        let total = self.written + data.len() as u64 + self.directory.len() as u64 + 64 * 1024;
        let begin = u32::try_from(self.written).map_err(|_| too_long())?;
        let length = u32::try_from(data.len()).map_err(|_| too_long())?;
        if MOST_BYTES < total {
            return Err(too_long());
        }
        let mut sum = Crc::new();
        sum.update(data);
        let n_name = u16::try_from(name.len()).map_err(|_| too_long())?;
        // Version 2.0, names in UTF-8, not packed, midnight of 1 January 1980.
        let mut head = Vec::new();
        for two in [20_u16, 0x0800, 0, 0, 0x0021] {
            head.extend(two.to_le_bytes());
        }
        for four in [sum.sum(), length, length] {
            head.extend(four.to_le_bytes());
        }
        head.extend(n_name.to_le_bytes());
        head.extend(0_u16.to_le_bytes());
        for part in [b"PK\x03\x04", &head[..], name.as_bytes(), data] {
            out.write_all(part)?;
            self.written += part.len() as u64;
        }
        self.directory.extend([b"PK\x01\x02", &20_u16.to_le_bytes()[..], &head].concat());
        // No comment, one disk, no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(begin.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.n_entries = self.n_entries.checked_add(1).ok_or_else(too_long)?;
        Ok(())
    }

    fn finish(self, out: &mut impl Write) -> io::Result<()> {
        let mut end = b"PK\x05\x06\0\0\0\0".to_vec();
        end.extend(self.n_entries.to_le_bytes());
        end.extend(self.n_entries.to_le_bytes());
        for four in [self.directory.len() as u64, self.written] {
            end.extend(u32::try_from(four).unwrap_or(u32::MAX).to_le_bytes());
        }
        end.extend([0; 2]);
        out.write_all(&self.directory)?;
        out.write_all(&end)
    }
}
