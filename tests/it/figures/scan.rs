//! Numbers with a unit, as they stand in a text.

use std::fmt;

/// A number with its unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// As written, with a point and a plain minus sign.
    pub number: String,
    /// Its symbol; `/ms` for “per ms”.
    pub unit: &'static str,
}

impl Figure {
    pub fn value(&self) -> f64 {
        self.number.parse().unwrap()
    }

    /// What one unit of the last digit is worth.
    pub fn last_digit(&self) -> f64 {
        let decimals = self.number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        0.1_f64.powi(decimals.try_into().unwrap())
    }

    /// Whether the text's number is this one, rounded.
    pub fn rounds(&self, found: f64) -> bool {
        (found - self.value()).abs() <= 0.505 * self.last_digit()
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.number, self.unit)
    }
}

/// Units, the longer before the shorter, each with the symbol it stands for.
const UNITS: [(&str, &str); 27] = [
    ("mM⁻¹ms⁻¹", "/mM/ms"),
    ("mM⁻¹ ms⁻¹", "/mM/ms"),
    ("ms⁻¹", "/ms"),
    ("per ms", "/ms"),
    ("pro ms", "/ms"),
    ("/ms", "/ms"),
    ("per s", "/s"),
    ("pro s", "/s"),
    ("min", "min"),
    ("mV", "mV"),
    ("mM", "mM"),
    ("µM", "µM"),
    ("ms", "ms"),
    ("nS", "nS"),
    ("pS", "pS"),
    ("µs", "µs"),
    ("pA", "pA"),
    ("nA", "nA"),
    ("pF", "pF"),
    ("kHz", "kHz"),
    ("Hz", "Hz"),
    ("MΩ", "MΩ"),
    ("GΩ", "GΩ"),
    ("nm", "nm"),
    ("µm", "µm"),
    ("%", "%"),
    ("s", "s"),
];

/// What joins a number to the next, which has the unit: “7 to 28 ms”.
const JOINTS: [&str; 13] = [
    " to ",
    " bis ",
    " auf ",
    " or ",
    " oder ",
    " and ",
    " und ",
    " instead of ",
    " statt ",
    ", ",
    " … ",
    "–",
    "/",
];

/// A text without marks, and with formulas as prose.
fn plain(text: &str, is_german: bool) -> Vec<char> {
    let mut text = text.replace("\\,", " ").replace("{,}", ".").replace("\\mathrm{", "").replace("\\%", "%");
    for (from, to) in [("−", "-"), ("μ", "µ"), ("\u{a0}", " "), ("\u{202f}", " "), ("}", ""), ("$", "")] {
        text = text.replace(from, to);
    }
    // Groups of digits: 1 000 000.
    let mut letters: Vec<char> = Vec::new();
    text = text.replace(" 000", "\u{1}000");
    let mut is_target = false;
    for letter in text.chars() {
        is_target = if is_target { letter != ')' } else { letter == '(' && letters.last() == Some(&']') };
        let is_group = letter == '\u{1}' && letters.last().is_some_and(char::is_ascii_digit);
        if !is_target && !is_group && !matches!(letter, '*' | '`') {
            letters.push(if letter == '\u{1}' { ' ' } else { letter });
        }
    }
    if is_german {
        for at in 1..letters.len().saturating_sub(1) {
            let between = letters[at - 1].is_ascii_digit() && letters[at + 1].is_ascii_digit();
            if letters[at] == ',' && between {
                letters[at] = '.';
            }
        }
    }
    letters
}

fn starts(letters: &[char], with: &str) -> bool {
    let mut rest = letters.iter();
    with.chars().all(|letter| rest.next() == Some(&letter))
}

/// The number that begins here: its end, if it is one.
fn number(letters: &[char], at: usize) -> Option<usize> {
    let before = at.checked_sub(1).map(|before| letters[before]);
    let follows_word =
        before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '^' | '-' | '₀'));
    let digits = if letters[at] == '-' { at + 1 } else { at };
    if follows_word || !letters.get(digits).is_some_and(char::is_ascii_digit) {
        return None;
    }
    let mut end = digits;
    while letters.get(end).is_some_and(char::is_ascii_digit) {
        end += 1;
    }
    if letters.get(end) == Some(&'.') && letters.get(end + 1).is_some_and(char::is_ascii_digit) {
        end += 1;
        while letters.get(end).is_some_and(char::is_ascii_digit) {
            end += 1;
        }
    }
    Some(end)
}

/// The unit of a number that ends here; its own, or that of the number it is joined to.
fn unit(letters: &[char], end: usize) -> Option<&'static str> {
    let rest = &letters[end..];
    let spaces = rest.iter().take_while(|c| **c == ' ').count();
    for (written, symbol) in UNITS {
        let after = rest.get(spaces + written.chars().count());
        // The 1990s are no time.
        let is_apart = 0 < spaces || written != "s";
        if is_apart && starts(&rest[spaces..], written) && !after.is_some_and(|c| c.is_alphanumeric()) {
            return Some(symbol);
        }
    }
    // In the rows of a table numbers stand apart, and the last one has the unit.
    let joint = JOINTS.iter().find(|joint| starts(rest, joint)).map(|joint| joint.chars().count());
    let next = end + joint.or((1 < spaces).then_some(spaces))?;
    number_after_joint(letters, next).and_then(|end| unit(letters, end))
}

fn number_after_joint(letters: &[char], at: usize) -> Option<usize> {
    // “10/20 ms” and “5–6 ms”: what stands before is the joint.
    let own: Vec<char> = letters.get(at..)?.to_vec();
    (!own.is_empty()).then(|| number(&own, 0)).flatten().map(|end| at + end)
}

/// The numbers with a unit in a text, in their order.
pub fn figures(text: &str, is_german: bool) -> Vec<Figure> {
    let letters = plain(text, is_german);
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let Some(end) = number(&letters, at) else {
            at += 1;
            continue;
        };
        let name = letters[..at].iter().rev().take(7).collect::<String>();
        let is_name = name.to_lowercase().starts_with(" noruen");
        if let Some(unit) = unit(&letters, end).filter(|_| !is_name) {
            found.push(Figure { number: letters[at..end].iter().collect(), unit });
        }
        at = end;
    }
    found
}

#[test]
fn numbers_with_units_are_found() {
    let shown =
        |text: &str, is_german| figures(text, is_german).iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        shown("late by 7 to 28 ms, −70 mV, 4.5 % of neuron 1 or 20 ms", false),
        ["7 ms", "28 ms", "-70 mV", "4.5 %", "20 ms"]
    );
    assert_eq!(
        shown("um 0,5 mV; 0,19 pro ms; $200\\,\\mathrm{pF}/10\\,\\mathrm{nS}=0{,}85$", true),
        ["0.5 mV", "0.19 /ms", "200 pF", "10 nS"]
    );
    assert_eq!(shown("g_0-1 in [x](a.b.3 ms) 2 seconds, 12 synapses, V_0 5 msec", false), [""; 0]);
}
