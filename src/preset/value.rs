//! Values as they are written by hand.

use crate::param::{Kind, ParamSpec, Value};

/// A value for a parameter, written as in a RON file: a number, or the name of an option.
#[must_use]
pub fn parse_value(spec: &ParamSpec, written: &str) -> Option<Value> {
    match spec.kind {
        Kind::Number { .. } => ron::from_str(written).ok().map(Value::Number),
        Kind::Count { .. } => ron::from_str(written).ok().map(Value::Count),
        Kind::List { .. } => {
            ron::from_str::<Vec<f64>>(written).ok().map(|numbers| Value::List(numbers.into()))
        }
        Kind::Choice { options } => {
            options.iter().position(|option| option.key == written.trim()).map(Value::Choice)
        }
    }
}
