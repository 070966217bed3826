//! What columns of numbers are: samples against time, points of a window, or spikes.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::header::{is_interval, is_source, is_time};
use super::{Against, Column, Fault, Recording, SpikeList, Table, TimeUnit, Wrong};

/// Whether the numbers of a column have to increase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// They have to be there and to increase: times of samples.
    Needed,
    /// Any numbers.
    Any,
}

/// A column as it was read.
#[derive(Debug, Default)]
struct Read {
    /// Name and unit, if there is a header.
    title: Option<(String, Option<String>)>,
    values: Vec<f64>,
    /// Texts instead of numbers, each with its number.
    labels: Option<BTreeMap<String, u32>>,
    /// The first value that is not after the one before it: its line, it, and the one before.
    disorder: Option<(usize, f64, f64)>,
}

/// Columns as they were read.
#[derive(Debug, Default)]
pub(super) struct Columns {
    all: Vec<Read>,
    /// The line of the last row.
    last_line: usize,
}

impl Columns {
    /// Columns without a value; names and units if there is a header.
    pub fn new(titles: impl Iterator<Item = Option<(String, Option<String>)>>) -> Self {
        let all = titles.map(|title| {
            let is_source = title.as_ref().is_some_and(|(name, _)| is_source(name));
            Read { title, labels: is_source.then(BTreeMap::new), ..Read::default() }
        });
        Self { all: all.collect(), last_line: 0 }
    }

    /// A column without a unit beside the others, such as an array.
    pub fn add(&mut self, title: (String, Option<String>), values: Vec<f64>) {
        let disorder = values.windows(2).position(|pair| !is_before(pair[0], pair[1]));
        let disorder = disorder.map(|at| (at + 2, values[at + 1], values[at]));
        self.all.push(Read { title: Some(title), values, labels: None, disorder });
    }

    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Takes units that stand below names, where a name says none.
    pub fn take_units(&mut self, units: Vec<String>) {
        for (own, unit) in self.all.iter_mut().zip(units) {
            if let Some((_, said)) = &mut own.title
                && !unit.is_empty()
            {
                said.get_or_insert(unit);
            }
        }
    }

    /// Whether a column has texts.
    pub fn is_label(&self, column: usize) -> bool {
        self.all[column].labels.is_some()
    }

    /// The number that stands for a text of a column.
    pub fn label(&mut self, column: usize, text: &str) -> f64 {
        let Some(labels) = &mut self.all[column].labels else { return f64::NAN };
        if let Some(known) = labels.get(text) {
            return f64::from(*known);
        }
        let next = u32::try_from(labels.len()).unwrap_or(u32::MAX);
        labels.insert(text.to_owned(), next);
        f64::from(next)
    }

    /// Whether the numbers of a column have to be there and to increase.
    pub fn order(&self, column: usize) -> Order {
        if self.time() == Some(column) { Order::Needed } else { Order::Any }
    }

    /// What a column is called in messages.
    pub fn title(&self, column: usize) -> String {
        let named = self.all[column].title.as_ref().map(|(name, _)| name.clone());
        named.filter(|name| !name.is_empty()).unwrap_or_else(|| (column + 1).to_string())
    }

    /// Adds a row that has a value for each column.
    pub fn push(&mut self, row: &[f64], line: usize) -> Result<(), Fault> {
        self.last_line = line;
        let time = self.time().filter(|_| self.is_table());
        for (index, (own, value)) in self.all.iter_mut().zip(row).enumerate() {
            if let Some(before) = own.values.last()
                && own.disorder.is_none()
                && !is_before(*before, *value)
            {
                own.disorder = Some((line, *value, *before));
                if time == Some(index) {
                    return Err(disordered(own.disorder));
                }
            }
            own.values.push(*value);
        }
        Ok(())
    }

    fn named(&self, is_meant: impl Fn(&str) -> bool) -> Option<usize> {
        self.all.iter().position(|own| own.title.as_ref().is_some_and(|(name, _)| is_meant(name)))
    }

    /// The column of times: the one that is named so, or else the first of several.
    fn time(&self) -> Option<usize> {
        let first = (1 < self.all.len() && !self.is_label(0) && self.interval().is_none()).then_some(0);
        self.named(is_time).or(first)
    }

    /// The column of intervals, if there are some and no times.
    fn interval(&self) -> Option<usize> {
        self.named(is_interval).filter(|_| 1 < self.all.len() && self.named(is_time).is_none())
    }

    /// Whether it is known from the header that rows are samples of one time after another.
    fn is_table(&self) -> bool {
        1 < self.all.len()
            && self.all.iter().all(|own| own.title.is_some() && own.labels.is_none())
            && self.interval().is_none()
    }
}

fn is_before(one: f64, other: f64) -> bool {
    one.partial_cmp(&other) == Some(Ordering::Less)
}

fn disordered(found: Option<(usize, f64, f64)>) -> Fault {
    let (line, time, before) = found.unwrap_or_default();
    Fault::at(line, Wrong::Disordered { time, before })
}

/// What columns are.
pub(super) fn interpret(columns: Columns) -> Result<Recording, Fault> {
    if columns.all.first().is_none_or(|first| first.values.is_empty()) {
        return Err(Wrong::Empty.into());
    }
    if columns.named(|name| name == "time_step").is_some() {
        return Err(Wrong::TimeInSteps.into());
    }
    if columns.all.iter().any(|own| own.labels.is_some()) {
        return of_sources(&columns);
    }
    let names = || (0..columns.len()).map(|column| columns.title(column)).collect::<Vec<_>>().join(", ");
    match columns.len() {
        1 => {
            let is_named_otherwise = columns.all[0].title.as_ref().is_some_and(|(name, unit)| {
                !is_time(name) && unit.as_deref().is_none_or(|unit| TimeUnit::of(unit).is_none())
            });
            if is_named_otherwise {
                return Err(Wrong::NoTimeColumn { columns: names() }.into());
            }
            one_source(columns)
        }
        2 if columns.all[0].title.is_none() && is_list_of_spikes(&columns) => Ok(numbered_sources(columns)),
        _ => samples(columns).map(|table| Recording { table: Some(table), spikes: None }),
    }
}

/// Whether two columns without names are numbers of sources and times of their spikes.
fn is_list_of_spikes(columns: &Columns) -> bool {
    let (ids, times) = (&columns.all[0], &columns.all[1].values);
    let are_ids = ids.values.iter().all(|id| id.fract() == 0.0 && (0.0..4e9).contains(id));
    ids.disorder.is_some() && are_ids && times.is_sorted()
}

fn unit_of(read: &Read) -> Option<TimeUnit> {
    read.title.as_ref().and_then(|(_, unit)| TimeUnit::of(unit.as_deref()?))
}

/// A column of times, and nothing else.
fn one_source(columns: Columns) -> Result<Recording, Fault> {
    let Some(times) = columns.all.into_iter().next() else { return Err(Wrong::Empty.into()) };
    if times.values.iter().any(|time| time.is_nan()) {
        return Err(Wrong::NoTime { written: String::new() }.into());
    }
    let spikes = SpikeList {
        sources: vec!["0".to_owned()],
        time_unit: unit_of(&times),
        spikes: times.values.into_iter().map(|time| (0, time)).collect(),
    };
    Ok(Recording { table: None, spikes: Some(spikes) })
}

/// Numbers of sources beside times, without names.
fn numbered_sources(mut columns: Columns) -> Recording {
    let times = std::mem::take(&mut columns.all[1]);
    let mut sources: Vec<f64> = columns.all[0].values.clone();
    sources.sort_by(f64::total_cmp);
    sources.dedup();
    let place = |id: &f64| sources.partition_point(|own| own < id);
    let ids = columns.all[0].values.iter().map(|id| u32::try_from(place(id)).unwrap_or(u32::MAX));
    let spikes = SpikeList {
        spikes: ids.zip(times.values).collect(),
        sources: sources.iter().map(ToString::to_string).collect(),
        time_unit: None,
    };
    Recording { table: None, spikes: Some(spikes) }
}

/// Rows with the name of what spiked, or of whose samples they are.
fn of_sources(columns: &Columns) -> Result<Recording, Fault> {
    let names = (0..columns.len()).map(|column| columns.title(column)).collect::<Vec<_>>().join(", ");
    let is_label = |own: &Read| own.labels.is_some();
    let by_unit = columns.all.iter().position(|own| !is_label(own) && unit_of(own).is_some());
    let Some(time) = columns.named(is_time).or(by_unit) else {
        return Err(Wrong::NoTimeColumn { columns: names }.into());
    };
    let (sources, places) = sources_of(columns);
    let n_values = columns.all.iter().filter(|own| !is_label(own)).count() - 1;
    if 0 < n_values {
        return by_source(columns, time, &sources, &places)
            .map(|table| Recording { table: Some(table), spikes: None });
    }
    let times = &columns.all[time];
    let spikes = places.into_iter().zip(times.values.iter().copied()).collect();
    let spikes = SpikeList { sources, time_unit: unit_of(times), spikes };
    Ok(Recording { table: None, spikes: Some(spikes) })
}

/// The sources of rows by name, and which of them each row is of.
fn sources_of(columns: &Columns) -> (Vec<String>, Vec<u32>) {
    let labels: Vec<(&Read, Vec<&str>)> = columns
        .all
        .iter()
        .filter_map(|own| {
            let labels = own.labels.as_ref()?;
            let mut names = vec![""; labels.len()];
            for (name, number) in labels {
                names[*number as usize] = name;
            }
            Some((own, names))
        })
        .collect();
    let n_rows = columns.all[0].values.len();
    let (mut sources, mut known, mut places) = (Vec::new(), BTreeMap::new(), Vec::with_capacity(n_rows));
    for row in 0..n_rows {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small whole number")]
        let key: Vec<u32> = labels.iter().map(|(own, _)| own.values[row] as u32).collect();
        let next = u32::try_from(sources.len()).unwrap_or(u32::MAX);
        let place = *known.entry(key).or_insert_with_key(|key| {
            let names: Vec<&str> =
                labels.iter().zip(key).map(|((_, names), at)| names[*at as usize]).collect();
            sources.push(names.join(":"));
            next
        });
        places.push(place);
    }
    (sources, places)
}

/// Samples whose rows name whose they are: a column for each of them and each quantity.
fn by_source(columns: &Columns, time: usize, sources: &[String], places: &[u32]) -> Result<Table, Fault> {
    let times_of: Vec<f64> = columns.all[time].values.clone();
    let mut times = times_of.clone();
    times.sort_by(f64::total_cmp);
    times.dedup();
    let quantities: Vec<&Read> = columns
        .all
        .iter()
        .enumerate()
        .filter(|(index, own)| *index != time && own.labels.is_none())
        .map(|(_, own)| own)
        .collect();
    let n_columns = quantities.len() * sources.len();
    if super::MOST_COLUMNS < n_columns {
        return Err(Wrong::TooManyColumns(n_columns).into());
    }
    if super::MOST_SAMPLES < n_columns.saturating_mul(times.len()) {
        return Err(Wrong::TooManySamples.into());
    }
    let mut table = Columns::default();
    let (name, unit) = columns.all[time].title.clone().unwrap_or_default();
    table.add((name, unit), times.clone());
    for quantity in quantities {
        let (name, unit) = quantity.title.clone().unwrap_or_default();
        let mut values = vec![vec![f64::NAN; times.len()]; sources.len()];
        for ((place, at), value) in places.iter().zip(&times_of).zip(&quantity.values) {
            values[*place as usize][times.partition_point(|own| own < at)] = *value;
        }
        for (source, values) in sources.iter().zip(values) {
            table.add((format!("{name} {source}"), unit.clone()), values);
        }
    }
    samples(table)
}

/// Samples against time, or points against intervals.
pub(super) fn samples(mut columns: Columns) -> Result<Table, Fault> {
    let interval = columns.interval();
    let Some(first) = interval.or(columns.time()) else {
        let names = (0..columns.len()).map(|column| columns.title(column)).collect::<Vec<_>>().join(", ");
        return Err(Wrong::NoTimeColumn { columns: names }.into());
    };
    let times = columns.all.remove(first);
    if interval.is_none() && times.disorder.is_some() {
        return Err(disordered(times.disorder));
    }
    if times.values.iter().any(|time| time.is_nan()) {
        return Err(Wrong::NoTime { written: "NaN".to_owned() }.into());
    }
    let number = |index: usize| (index + 1 + usize::from(first <= index)).to_string();
    let time_unit = unit_of(&times);
    let all = columns.all.into_iter().enumerate().map(|(index, own)| {
        let (name, unit) = own.title.unwrap_or_default();
        Column { name: if name.is_empty() { number(index) } else { name }, unit, values: own.values }
    });
    Ok(Table {
        against: if interval.is_some() { Against::Interval } else { Against::Time },
        name: times.title.map(|(name, _)| name).unwrap_or_default(),
        time_unit,
        times: times.values,
        columns: all.collect(),
    })
}
