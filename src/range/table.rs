//! What a range has come to as a table: a row for each value.

use super::{Course, Plan, Quantity};
use crate::model::network::Network;
use crate::units::Unit;

/// A head and rows of cells; a cell without a number is empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Names of the columns, with units; English as in all tables.
    pub head: Vec<String>,
    /// The value of the parameter first, then the figures.
    pub rows: Vec<(Vec<Option<f64>>, String)>,
}

/// All figures of the runs that have ended, in the order of the values.
#[must_use]
pub fn table(plan: &Plan, courses: &[Option<Course>]) -> Table {
    let network = plan.preset.network();
    let (name, unit) = plan
        .probe
        .describe(network)
        .map_or_else(|| (String::new(), Unit::One), |(name, state)| (name, state.unit));
    let quantities = Quantity::all(network);
    let mut head = vec![plan.path()];
    head.extend(quantities.iter().map(|own| column(*own, &name, unit, network)));
    head.push("status".to_owned());
    let rows = plan.values.iter().zip(courses).filter_map(|(value, course)| {
        let course = course.as_ref()?;
        let mut cells = vec![Some(*value)];
        cells.extend(quantities.iter().map(|own| course.figures.get(*own)));
        let status = course
            .failed_ms
            .map_or_else(|| "ok".to_owned(), |ms| format!("failed: V left the model at {ms} ms"));
        Some((cells, status))
    });
    Table { head, rows: rows.collect() }
}

/// The name of a column.
fn column(quantity: Quantity, probe: &str, unit: Unit, network: &Network) -> String {
    let of = quantity.of(network).unwrap_or(probe);
    let name = match quantity {
        Quantity::Peak => "peak",
        Quantity::PeakTime => "peak_time",
        Quantity::Decay => "tau_decay",
        Quantity::Rate(_) => "rate",
        Quantity::Weight(_) => "w_mean",
        Quantity::Latency(_) => "latency",
    };
    format!("{} {of}", quantity.unit(unit).suffixed(name))
}
