//! Structs of parameters, seen from outside: visited, set, narrowed by rules.

use super::{Bounds, ChoiceOption, Constraint, Flag, ParamSpec, Value};
use crate::units::Unit;

/// An enumeration that a parameter can choose from; made by [`choice!`](crate::choice).
pub trait Choice: Copy + PartialEq + Sized + 'static {
    /// The options in menu order; the first is the default.
    const OPTIONS: &'static [ChoiceOption];
    /// Position of this value among the options.
    fn index(self) -> usize;
    /// The option at a position.
    fn from_index(index: usize) -> Option<Self>;
}

/// A struct of parameters; made by [`params!`](crate::params).
pub trait ParamSet {
    /// Calls `visit` with every parameter and its value, in the order of declaration.
    fn visit(&self, visit: &mut dyn FnMut(&'static ParamSpec, Value));

    /// Sets the parameter with this key; `false` if there is none or the value is of another kind.
    /// Ranges are not checked here.
    fn set(&mut self, key: &str, value: Value) -> bool;

    /// Narrows the range of a parameter by the fields beside it and the step [ms].
    fn apply_rules(&self, spec: &ParamSpec, dt_ms: f64, bounds: &mut Bounds) {
        apply_step_rule(spec, dt_ms, bounds);
    }

    /// The range of a parameter's slider now, given the fields beside it and the step [ms]; it may be empty.
    fn bounds(&self, spec: &ParamSpec, dt_ms: f64) -> Bounds {
        let mut bounds = spec.range();
        self.apply_rules(spec, dt_ms, &mut bounds);
        bounds.with_margins()
    }

    /// What may be typed for a parameter or stand in a file now, given the fields beside it and the step [ms]; never
    /// empty.
    fn valid_bounds(&self, spec: &ParamSpec, dt_ms: f64) -> Bounds {
        let mut bounds = spec.valid();
        self.apply_rules(spec, dt_ms, &mut bounds);
        // Where a rule leaves nothing, the field beside it is wrong, and has a message of its own.
        if bounds.is_empty() { spec.valid() } else { bounds }
    }

    /// Whether the parameter with this key does something, given the fields beside it.
    fn is_relevant(&self, key: &str) -> bool {
        let _ = key;
        true
    }

    /// Sets of values with a name in the literature, for a menu.
    fn named_sets(&self) -> &'static [NamedSet] {
        &[]
    }

    /// The equations of the mechanism in LaTeX, in which `\p{key}{τ}` is a parameter and `\s{symbol}{P}` a state.
    fn equations(&self) -> Vec<&'static str> {
        Vec::new()
    }

    /// What a person should know who uses values like these: a key of the catalogue.
    fn caution(&self) -> Option<&'static str> {
        None
    }

    /// The value of the parameter with this key.
    fn get(&self, key: &str) -> Option<(&'static ParamSpec, Value)> {
        let mut found = None;
        self.visit(&mut |spec, value| {
            if spec.key == key {
                found = Some((spec, value));
            }
        });
        found
    }
}

/// The rule that a time constant spans two steps, for parameters that it concerns.
pub fn apply_step_rule(spec: &ParamSpec, dt_ms: f64, bounds: &mut Bounds) {
    if spec.unit == Unit::Ms && spec.key.starts_with("tau") && !spec.is(Flag::AnyStep) {
        bounds.at_least(2.0 * dt_ms, Constraint::TwoStepsPerTimeConstant);
    }
}

/// A set of values with a name in the literature.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NamedSet {
    /// Its name, in English.
    pub name: &'static str,
    /// Keys and numbers; what is not named stays as it is.
    pub values: &'static [(&'static str, f64)],
}

impl NamedSet {
    /// Whether a mechanism has these values.
    pub fn is_in(&self, set: &dyn ParamSet) -> bool {
        self.values_of(set).all(|(key, value)| set.get(key).is_some_and(|(_, has)| has == value))
    }

    /// Keys and values, for a mechanism: what it can choose from is given by its position in the menu.
    pub fn values_of(&self, set: &dyn ParamSet) -> impl Iterator<Item = (&'static str, Value)> {
        self.values.iter().map(|(key, number)| match set.get(key) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a position")]
            Some((_, Value::Choice(_))) => (*key, Value::Choice(*number as usize)),
            _ => (*key, Value::Number(*number)),
        })
    }
}

crate::choice! {
    /// Something that is on or off; a check box on screen.
    pub enum Switch {
        On: "On", "Enabled.";
        Off: "Off", "Disabled.";
    }
}

/// What is particular to a mechanism's parameters. Most mechanisms have nothing of the kind and take the defaults.
pub trait Particulars {
    /// Narrows `bounds`, the range of `key`, by the fields beside it, for steps of `dt_ms` [ms].
    fn narrow(&self, key: &str, dt_ms: f64, bounds: &mut Bounds) {
        let _ = (key, dt_ms, bounds);
    }

    /// Whether `key` does something, given the fields beside it.
    fn is_relevant(&self, key: &str) -> bool {
        let _ = key;
        true
    }

    /// Sets of values with a name in the literature.
    fn named_sets(&self) -> &'static [NamedSet] {
        &[]
    }

    /// The equations in LaTeX; see [`ParamSet::equations`].
    fn equations(&self) -> Vec<&'static str> {
        Vec::new()
    }

    /// What a person should know who uses values like these: a key of the catalogue.
    fn caution(&self) -> Option<&'static str> {
        None
    }
}

/// A set of no parameters, for mechanisms that have none.
#[derive(Debug, Clone, Copy)]
pub struct NoParams;

impl ParamSet for NoParams {
    fn visit(&self, _visit: &mut dyn FnMut(&'static ParamSpec, Value)) {}
    fn set(&mut self, _key: &str, _value: Value) -> bool {
        false
    }
}
