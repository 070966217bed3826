//! Why something jumped: a row of the ledger as a sentence with its equation and its numbers, before it is worded.

use super::ledger::{Ledger, Object, Row, side_of};
use crate::message::Message;
use crate::model::explain::{Explanation, short};
use crate::model::network::{Network, Projection};
use crate::model::plasticity::Between;
use crate::model::plasticity::trace::Side;
use crate::model::receptor::{ReceptorModel, explain_opening};
use crate::sim::{
    CalciumChange, ConductanceChange, Event, PoolChange, SpikeCause, SpikeDetail, WeightCause, WeightChange,
};
use crate::units::{Grid, Moment};

/// A jump, explained.
#[derive(Debug, Clone, PartialEq)]
pub struct Why {
    /// The sentence.
    pub message: Message,
    /// The equation with its numbers, as a line.
    pub equation: String,
}

/// A time in a sentence [ms], without a unit.
fn time(ms: f64) -> String {
    let text = format!("{ms:.3}");
    text.trim_end_matches('0').trim_end_matches('.').replace('-', "−")
}

/// A neuron as it is called: by its population, and by its number where there are several.
#[must_use]
pub fn neuron_name(network: &Network, population: u32, neuron: u32) -> String {
    match network.population(population) {
        Some(own) if own.n == 1 => own.name.clone(),
        Some(own) => format!("{}:{neuron}", own.name),
        None => "?".to_owned(),
    }
}

/// Why a row is what it is.
#[must_use]
pub fn why(ledger: &Ledger, row: &Row, grid: Grid) -> Why {
    let network = ledger.network_of(row);
    let projection = ledger.projection_of(row);
    let scene = Scene { network, grid, row };
    match (&row.event, projection) {
        (Event::Weight(change), Some(projection)) => scene.weight(change, projection),
        (Event::Calcium(change), Some(projection)) => scene.calcium(change, projection),
        (Event::Pool(change), Some(projection)) => scene.pool(change, projection),
        (Event::Conductance(change), Some(projection)) => scene.channels(change, projection),
        (Event::SpikeDetail(detail), _) => scene.spike(detail),
        _ => Why { message: Message::new("why-unknown"), equation: String::new() },
    }
}

struct Scene<'a> {
    network: &'a Network,
    grid: Grid,
    row: &'a Row,
}

/// A message with all numbers of an explanation.
fn with_terms(explained: &Explanation) -> Message {
    let terms = explained.terms.iter();
    terms.fold(Message::new(explained.key), |message, term| message.with(term.name, short(term.value)))
}

impl Scene<'_> {
    fn time(&self, at: Moment) -> String {
        time(self.grid.moment_ms(at))
    }

    /// What became of the weight.
    fn outcome(change: &WeightChange) -> Message {
        let WeightChange { before, raw, after, .. } = *change;
        let key = if after != raw {
            "why-w-cut"
        } else if before < after {
            "why-w-rises"
        } else if after < before {
            "why-w-falls"
        } else {
            "why-w-stays"
        };
        Message::new(key)
            .with("before", short(before))
            .with("raw", short(raw))
            .with("after", short(after))
            .with("change", short(raw - before))
    }

    /// Which spike came, and with which it pairs.
    fn when(&self, change: &WeightChange, side: Side, projection: &Projection, counts: bool) -> Message {
        let pre = neuron_name(self.network, projection.from, change.pre);
        let post = neuron_name(self.network, projection.to, change.post);
        let (own, other) = if side == Side::Pre { (pre, post) } else { (post, pre) };
        let message = match self.row.partner {
            Some(partner) => {
                let ago = self.grid.between_ms(partner, change.at);
                Message::new("why-when").with("ago", time(ago))
            }
            None if counts => Message::new("why-when-plain"),
            None => Message::new("why-when-alone"),
        };
        message.with("time", self.time(change.at)).with("own", own).with("other", other)
    }

    fn weight(&self, change: &WeightChange, projection: &Projection) -> Why {
        let outcome = Self::outcome(change);
        let Some(rule) = projection.plasticity.inner().filter(|_| change.cause != WeightCause::Edit) else {
            let message = Message::new("why-edit").with("time", self.time(change.at));
            return Why { message: message.with_message("outcome", outcome), equation: String::new() };
        };
        if let Some(between) = rule.between() {
            let since_ms = self.row.since_ms.unwrap_or_else(|| self.grid.moment_ms(change.at));
            let explained = between.explain(change.before, self.row.calcium.unwrap_or(0.0), since_ms);
            let message =
                with_terms(&explained).with("time", self.time(change.at)).with_message("outcome", outcome);
            return Why { message, equation: explained.line() };
        }
        let Some(side) = side_of(change.cause) else {
            return Why { message: outcome, equation: String::new() };
        };
        let [x, slow_x, y, slow_y] = change.traces;
        let explained = rule.explain(side, change.before, [x, slow_x], [y, slow_y]);
        let first = if side == Side::Pre { y } else { x };
        let is_alone = change.raw == change.before && first != 0.0 && self.row.partner.is_none();
        let when = self.when(change, side, projection, first != 0.0 && !is_alone);
        let message = if is_alone { Message::new("why-alone") } else { with_terms(&explained) };
        let message = message
            .with("change", short(change.raw - change.before))
            .with_message("when", when)
            .with_message("outcome", outcome);
        Why { message, equation: explained.line() }
    }

    fn calcium(&self, change: &CalciumChange, projection: &Projection) -> Why {
        let added = change.c[1] - change.c[0];
        let mut equation = String::new();
        let mut key = "why-calcium-step";
        if added != 0.0
            && let Some(rule) = projection.plasticity.inner()
        {
            let jumps = rule.between().map_or((0.0, 0.0), Between::jumps);
            // Both may be equal; then either name will do.
            let is_pre = (added - jumps.0).abs() <= (added - jumps.1).abs();
            let side = if is_pre { Side::Pre } else { Side::Post };
            let explained = rule.explain(side, 0.0, [0.0; 2], [0.0; 2]);
            (key, equation) = (explained.key, explained.line());
        }
        let message = Message::new(key)
            .with("time", self.time(change.at))
            .with("C", short(added))
            .with("before", short(change.c[0]))
            .with("after", short(change.c[1]));
        Why { message, equation }
    }

    fn pool(&self, change: &PoolChange, projection: &Projection) -> Why {
        let pre = neuron_name(self.network, projection.from, change.neuron);
        let when = match self.row.since_ms {
            Some(since_ms) => Message::new("why-release-when").with("since", time(since_ms)),
            None => Message::new("why-release-first"),
        };
        let when = when.with("time", self.time(change.at)).with("pre", pre);
        let Some(rule) = projection.release.inner() else {
            return Why { message: when, equation: String::new() };
        };
        let explained = rule.explain(change.recovered, change.after, change.amplitude);
        Why { message: with_terms(&explained).with_message("when", when), equation: explained.line() }
    }

    fn channels(&self, change: &ConductanceChange, projection: &Projection) -> Why {
        let opened = change.P[1] - change.P[0];
        let receptor = projection.receptors.iter().find(|own| own.key() == change.receptor);
        let g_max_nS = receptor.and_then(|own| own.inner()).map_or(0.0, ReceptorModel::g_max_nS);
        let key = if opened == 0.0 { "why-channels-later" } else { "why-channels" };
        let equation = explain_opening(key, g_max_nS, opened, change.added_nS);
        let message = with_terms(&equation)
            .with("time", self.time(change.at))
            .with("receptor", receptor.map_or("?", |own| own.label()))
            .with("before", short(change.P[0]))
            .with("after", short(change.P[1]));
        Why { message, equation: equation.line() }
    }

    fn spike(&self, detail: &SpikeDetail) -> Why {
        let own = neuron_name(self.network, detail.spike.population, detail.spike.neuron);
        let key = match (detail.cause, detail.V_mV) {
            (SpikeCause::Threshold, _) => "why-spike-threshold",
            (SpikeCause::Asked, Some(_)) => "why-spike-asked",
            (SpikeCause::Asked, None) => "why-spike-asked-source",
            (SpikeCause::Chance, _) => "why-spike-chance",
        };
        let [before, after] = detail.V_mV.unwrap_or_default();
        let message = Message::new(key)
            .with("time", self.time(detail.spike.at))
            .with("own", own)
            .with("before", short(before))
            .with("after", short(after));
        Why { message, equation: String::new() }
    }
}

/// The name of what a row is of: the projection and the synapse or axon, or the neuron.
#[must_use]
pub fn object_name(ledger: &Ledger, row: &Row) -> String {
    let network = ledger.network_of(row);
    let name = ledger.projection_of(row).map_or("?", |own| own.name.as_str());
    let own = |symbol: &str, index: u32| {
        let is_one = ledger.projection_of(row).is_some_and(|own| {
            [own.from, own.to].iter().all(|id| network.population(*id).is_some_and(|p| p.n == 1))
        });
        if is_one { format!("{symbol}_{name}") } else { format!("{symbol}_{name}:{index}") }
    };
    match row.object {
        Object::Weight(_, synapse) => own("w", synapse),
        Object::Calcium(_, synapse) => own("c", synapse),
        Object::Release(_, group) => own("P_rel", group),
        Object::Channels(_, receptor, group) => format!("{}.{receptor}", own("P_s", group)),
        Object::Spikes(population, neuron) => {
            let name = neuron_name(network, population, neuron);
            if row.is_bare_spike() { name } else { format!("V_{name}") }
        }
    }
}
