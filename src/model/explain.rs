//! What makes a jump: the equation of a mechanism with the numbers in it, before they are worded.

use crate::units::Unit;

/// A number of an equation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Term {
    /// Its name among the variables of the sentence.
    pub name: &'static str,
    /// Its symbol in the equation.
    pub symbol: &'static str,
    /// Its value.
    pub value: f64,
    /// The unit of the value.
    pub unit: Unit,
}

/// An equation and the numbers in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Key of the sentence that says it, whose variables are the names of the terms.
    pub key: &'static str,
    /// The equation, as a line of text.
    pub equation: &'static str,
    /// The numbers, in the order of the equation.
    pub terms: Vec<Term>,
}

impl Explanation {
    /// An equation without numbers.
    #[must_use]
    pub fn new(key: &'static str, equation: &'static str) -> Self {
        Self { key, equation, terms: Vec::new() }
    }

    /// Adds a pure number.
    #[must_use]
    pub fn with(self, name: &'static str, symbol: &'static str, value: f64) -> Self {
        self.with_unit(name, symbol, value, Unit::One)
    }

    /// Adds a number with a unit.
    #[must_use]
    pub fn with_unit(mut self, name: &'static str, symbol: &'static str, value: f64, unit: Unit) -> Self {
        self.terms.push(Term { name, symbol, value, unit });
        self
    }

    /// The equation with every number beside its symbol: `Δw = A₊ x f₊(w)   A₊ = 0.005, x = 0.852`.
    #[must_use]
    pub fn line(&self) -> String {
        let term = |term: &Term| {
            let unit = term.unit.symbol();
            let gap = if unit.is_empty() { "" } else { " " };
            format!("{} = {}{gap}{unit}", term.symbol, short(term.value))
        };
        let terms: Vec<String> = self.terms.iter().map(term).collect();
        format!("{};  {}", self.equation, terms.join(", "))
    }
}

/// A number with as many digits as a sentence can bear: five, without zeros at the end, and with a true minus sign.
#[must_use]
pub fn short(value: f64) -> String {
    let size = value.abs();
    let text = if size != 0.0 && !(1e-4..1e6).contains(&size) {
        let text = format!("{value:.4e}");
        match text.split_once('e') {
            Some((digits, power)) => format!("{}·10^{power}", without_zeros(digits)),
            None => text,
        }
    } else {
        let before = if size < 1.0 { 0.0 } else { libm::log10(size).floor() + 1.0 };
        // A number below 1 has zeros behind the point that say nothing.
        let zeros = if 0.0 < size && size < 1.0 { -libm::log10(size).floor() - 1.0 } else { 0.0 };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 8")]
        let decimals = (5.0 - before + zeros).clamp(0.0, 8.0) as usize;
        without_zeros(&format!("{value:.decimals$}")).to_owned()
    };
    let text = if text == "-0" { "0".to_owned() } else { text };
    text.replace('-', "−")
}

fn without_zeros(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_five_digits() {
        for (value, shown) in [
            (0.0, "0"),
            (-0.0, "0"),
            (0.005, "0.005"),
            (0.852_143_789, "0.85214"),
            (-0.004_260_718_9, "−0.0042607"),
            (1.0, "1"),
            (1243.2, "1243.2"),
            (-70.000_012, "−70"),
            (3.2e-7, "3.2·10^−7"),
            (12_345_678.0, "1.2346·10^7"),
        ] {
            assert_eq!(short(value), shown);
        }
    }

    #[test]
    fn a_line_has_the_equation_and_every_number() {
        let explanation = Explanation::new("why-pair-post", "Δw = A₊ x").with("A", "A₊", 0.005).with_unit(
            "tau",
            "τ₊",
            20.0,
            Unit::Ms,
        );
        assert_eq!(explanation.line(), "Δw = A₊ x;  A₊ = 0.005, τ₊ = 20 ms");
    }
}
