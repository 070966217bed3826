//! Ranges of numbers, and the rules between fields that narrow them.

/// A range of numbers, given the fields beside them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Least value, in the parameter's unit.
    pub min: f64,
    /// Greatest value.
    pub max: f64,
    /// The rule between fields that raised the lower end, if one did.
    pub low: Option<Constraint>,
    /// The rule between fields that lowered the upper end, if one did.
    pub high: Option<Constraint>,
}

/// A rule between fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constraint {
    /// The threshold lies above the reset.
    ThresholdAboveReset,
    /// A time constant is at least two steps long, or the step is too coarse to show it.
    TwoStepsPerTimeConstant,
    /// Weights that change are fractions of the greatest conductance.
    WeightOfPlasticSynapse,
    /// The smallest value is not above the greatest.
    LowBelowHigh,
}

impl Constraint {
    /// Whether the end of a range that the rule sets is itself not allowed.
    #[must_use]
    pub fn is_strict(self) -> bool {
        self == Self::ThresholdAboveReset
    }

    /// How far a slider stays away from an end that is itself not allowed, in the parameter's unit.
    fn margin(self) -> f64 {
        if self.is_strict() { 0.5 } else { 0.0 }
    }
}

/// How far rounding may carry a value beyond an end that was worked out from other fields, relative to it.
const ROUNDING: f64 = 1e-12;

impl Bounds {
    /// A range that no rule has narrowed.
    #[must_use]
    pub const fn new(min: f64, max: f64) -> Self {
        Self { min, max, low: None, high: None }
    }

    /// Raises the lower end; remembers the rule if that narrowed the range.
    pub fn at_least(&mut self, min: f64, rule: Constraint) {
        if self.min < min || rule.is_strict() && self.min == min {
            self.min = min;
            self.low = Some(rule);
        }
    }

    /// Lowers the upper end; remembers the rule if that narrowed the range.
    pub fn at_most(&mut self, max: f64, rule: Constraint) {
        if max < self.max || rule.is_strict() && self.max == max {
            self.max = max;
            self.high = Some(rule);
        }
    }

    /// The range of a slider, which stays a little away from ends that are themselves not allowed.
    #[must_use]
    pub fn with_margins(mut self) -> Self {
        self.min += self.low.map_or(0.0, Constraint::margin);
        self.max -= self.high.map_or(0.0, Constraint::margin);
        self
    }

    /// Whether no number lies in the range.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let is_strict = |rule: Option<Constraint>| rule.is_some_and(Constraint::is_strict);
        self.max < self.min || self.max == self.min && (is_strict(self.low) || is_strict(self.high))
    }

    /// The nearest value in the range; NaN goes to the lower end.
    #[must_use]
    pub fn clamp(&self, value: f64) -> f64 {
        if value.is_nan() { self.min } else { value.min(self.max).max(self.min) }
    }

    /// Whether a value lies in the range.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        self.is_high_enough(value) && self.is_low_enough(value)
    }

    /// Whether a value does not lie below the range; NaN does.
    #[must_use]
    pub fn is_high_enough(&self, value: f64) -> bool {
        match self.low {
            None => self.min <= value,
            Some(rule) if rule.is_strict() => self.min < value,
            Some(_) => self.min - ROUNDING * self.min.abs() <= value,
        }
    }

    /// Whether a value does not lie above the range; NaN does.
    #[must_use]
    pub fn is_low_enough(&self, value: f64) -> bool {
        match self.high {
            None => value <= self.max,
            Some(rule) if rule.is_strict() => value < self.max,
            Some(_) => value <= self.max + ROUNDING * self.max.abs(),
        }
    }
}
