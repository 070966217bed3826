//! Names and units of columns.

use crate::units::Unit;

/// A unit of time that a file may be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    /// Microseconds.
    Us,
    /// Milliseconds.
    Ms,
    /// Seconds.
    S,
}

impl TimeUnit {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::S, Self::Ms, Self::Us];

    /// It as it is written.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Us => "µs",
            Self::Ms => "ms",
            Self::S => "s",
        }
    }

    /// The unit that is written so, if there is one.
    #[must_use]
    pub fn of(written: &str) -> Option<Self> {
        match written {
            "us" | "µs" | "μs" | "usec" => Some(Self::Us),
            "ms" | "msec" => Some(Self::Ms),
            "s" | "sec" | "secs" | "second" | "seconds" => Some(Self::S),
            _ => None,
        }
    }

    /// A time in it [ms]. What is a thousandth is divided, so that it is rounded once.
    #[must_use]
    pub fn to_ms(self, time: f64) -> f64 {
        match self {
            Self::Us => time / 1e3,
            Self::Ms => time,
            Self::S => time * 1e3,
        }
    }
}

/// Quantities whose units a header may name.
const QUANTITIES: [Unit; 9] = [
    Unit::MV,
    Unit::PA,
    Unit::NS,
    Unit::PF,
    Unit::Hz,
    Unit::MilliMolar,
    Unit::MicroMolar,
    Unit::Ms,
    Unit::One,
];

/// How many of `unit` one of the unit `written` is; nothing if it is no unit of that quantity. A pure number may have none.
#[must_use]
pub fn factor(written: &str, unit: Unit) -> Option<f64> {
    match (written, unit) {
        ("A", Unit::PA) | ("F", Unit::PF) => return Some(1e12),
        ("mA", Unit::PA) => return Some(1e9),
        ("fA", Unit::PA) => return Some(1e-3),
        ("" | "1", Unit::One) => return Some(1.0),
        _ => {}
    }
    let own = |(symbol, size): &(&str, f64)| (*symbol == written).then_some(*size);
    unit.accepted().iter().find_map(own)
}

/// The units that a column of a quantity may have, each once.
#[must_use]
pub fn units_of(unit: Unit) -> Vec<&'static str> {
    let is_plain = |symbol: &&str| !symbol.starts_with(['u', 'μ']) || *symbol == "uM4";
    let more: &[&str] = match unit {
        Unit::PA => &["A"],
        Unit::One => &[""],
        _ => &[],
    };
    unit.accepted().iter().map(|(symbol, _)| *symbol).filter(is_plain).chain(more.iter().copied()).collect()
}

/// Whether this is a unit that a header may name.
pub(super) fn is_unit(written: &str) -> bool {
    let is_known = |unit: &Unit| !written.is_empty() && written != "1" && factor(written, *unit).is_some();
    TimeUnit::of(written).is_some() || QUANTITIES.iter().any(is_known)
}

/// Name and unit of a column: `V (mV)`, `V [mV]`, `V / mV`, `V_0_mV`, `V, mV`.
pub(super) fn split(written: &str) -> (String, Option<String>) {
    let written = written.trim();
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some(inner) = written.strip_suffix(close)
            && let Some((name, unit)) = inner.rsplit_once(open)
            && (is_unit(unit.trim()) || unit.trim().is_empty())
        {
            let unit = unit.trim();
            return (name.trim().to_owned(), (!unit.is_empty()).then(|| unit.to_owned()));
        }
    }
    for sign in ['/', ',', '_', ' '] {
        if let Some((name, unit)) = written.rsplit_once(sign)
            && is_unit(unit.trim())
            && !name.trim().is_empty()
            // One letter after an underscore belongs to a name, as in `I_A`; seconds are meant as such.
            && !(sign == '_' && unit.chars().count() < 2 && unit != "s")
        {
            return (name.trim().to_owned(), Some(unit.trim().to_owned()));
        }
    }
    // What NEST records has units that its documentation says, not its files.
    let of_nest = match written {
        "V_m" => Some("mV"),
        "g_ex" | "g_in" => Some("nS"),
        "I_syn_ex" | "I_syn_in" => Some("pA"),
        _ => None,
    };
    (written.to_owned(), of_nest.map(str::to_owned))
}

/// Whether a name is one of times.
pub(super) fn is_time(name: &str) -> bool {
    let name = name.to_lowercase();
    matches!(name.as_str(), "t" | "time" | "times" | "zeit" | "spike_t" | "spike time" | "spike times")
}

/// Whether a name is one of intervals between spikes.
pub(super) fn is_interval(name: &str) -> bool {
    let name = name.to_lowercase();
    matches!(name.as_str(), "dt" | "δt" | "∆t" | "delta_t" | "delta t" | "interval" | "timing" | "lag")
}

/// Whether a name is one of what spiked.
pub(super) fn is_source(name: &str) -> bool {
    let name = name.to_lowercase();
    matches!(
        name.as_str(),
        "sender"
            | "senders"
            | "id"
            | "gid"
            | "node_id"
            | "neuron"
            | "unit"
            | "population"
            | "cell"
            | "source"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_say_names_and_units() {
        for (written, name, unit) in [
            ("t_ms", "t", Some("ms")),
            ("Time (s)", "Time", Some("s")),
            ("time [µs]", "time", Some("µs")),
            ("I / pA", "I", Some("pA")),
            ("V_0_mV", "V_0", Some("mV")),
            ("g_1-0_nS", "g_1-0", Some("nS")),
            ("V, mV", "V", Some("mV")),
            ("V mV", "V", Some("mV")),
            ("time_s", "time", Some("s")),
            ("P_rel_1-0", "P_rel_1-0", None),
            ("V_m", "V_m", Some("mV")),
            ("I_A", "I_A", None),
            ("w ()", "w", None),
            ("trial (2)", "trial (2)", None),
            ("V", "V", None),
            ("", "", None),
        ] {
            let (own_name, own_unit) = split(written);
            assert_eq!((own_name.as_str(), own_unit.as_deref()), (name, unit), "{written}");
        }
    }

    #[test]
    fn units_have_their_sizes() {
        assert_eq!(factor("nA", Unit::PA), Some(1e3));
        assert_eq!(factor("A", Unit::PA), Some(1e12));
        assert_eq!(factor("V", Unit::MV), Some(1e3));
        assert_eq!(factor("", Unit::One), Some(1.0));
        assert_eq!((factor("mV", Unit::PA), factor("", Unit::MV)), (None, None));
        for unit in QUANTITIES {
            assert!(units_of(unit).iter().all(|own| factor(own, unit).is_some()), "{unit:?}");
        }
        assert_eq!([TimeUnit::S.to_ms(0.0123), TimeUnit::Us.to_ms(150.0)], [12.3, 0.15]);
    }
}
