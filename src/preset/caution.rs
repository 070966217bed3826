//! Cautions: what is valid and yet unlikely to be what was meant, or shows less than it seems to.
//!
//! A caution changes nothing and refuses nothing. It says what happens and what would avoid it, at the value or the
//! mechanism that it is about; `bouton check` and `bouton run` print all of them, and the window shows them where they
//! belong and when a document is opened.

#![allow(non_snake_case, reason = "names are symbol and unit as written in science")]

use super::Preset;
use super::error::MAX_PROBLEMS;
use super::span::Spans;
use crate::message::Message;
use crate::model::accuracy::step_error_mV;
use crate::model::kinetics::Kinetics;
use crate::model::kinetics::square_pulse::SquarePulse;
use crate::model::network::{Address, Connect, Network, Projection, Target, Weights};
use crate::model::neuron::lif::Lif;
use crate::model::neuron::poisson_source::{PoissonSource, RateShape};
use crate::model::neuron::spike_source::{SpikeSource, Train};
use crate::model::neuron::{NeuronKind, NeuronModel};
use crate::model::problem::number;
use crate::model::receptor::{Receptor, ReceptorModel};
use crate::param::{Bounds, ParamSet, Value};
use crate::units::Grid;

/// Key of the caution about a value beyond its slider, which has a mark of its own in the window.
pub const UNUSUAL: &str = "caution-unusual";

/// Something to know about a document that is valid.
#[derive(Debug, Clone, PartialEq)]
pub struct Caution {
    /// Whose.
    pub target: Target,
    /// The parameter that it is about; none if it is about the mechanism as a whole.
    pub key: Option<&'static str>,
    /// Where, as a path that people use: `populations.0.E_L_mV`.
    pub path: String,
    /// Where in the file's structure.
    file_path: String,
    /// What to know.
    pub message: Message,
    /// Line and column in the text it was read from, counted from 1, where that is known.
    pub place: Option<(usize, usize)>,
}

impl Caution {
    /// The parameter that it is about.
    #[must_use]
    pub fn address(&self) -> Option<Address> {
        self.key.map(|key| Address { target: self.target, key })
    }
}

impl Preset {
    /// What to know about the document, in its order.
    #[must_use]
    pub fn cautions(&self) -> Vec<Caution> {
        let mut found = Vec::new();
        for target in self.network().parts().targets() {
            // Only so many are shown.
            let has_estimates = found.len() < MAX_PROBLEMS;
            let mut list = List { preset: self, target, has_estimates, found };
            list.look();
            found = list.found;
        }
        found
    }

    /// What to know about one thing in it.
    #[must_use]
    pub fn cautions_of(&self, target: Target) -> Vec<Caution> {
        let mut list = List { preset: self, target, has_estimates: true, found: Vec::new() };
        list.look();
        list.found
    }
}

/// Finds the places of cautions, of the first [`MAX_PROBLEMS`] of them, in the text that a document was read from.
pub fn locate(text: &[u8], cautions: &mut [Caution]) {
    let shown = cautions.len().min(MAX_PROBLEMS);
    let cautions = &mut cautions[..shown];
    let Ok(text) = std::str::from_utf8(text) else { return };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let wanted: Vec<&str> = cautions.iter().map(|caution| caution.file_path.as_str()).collect();
    let spans = Spans::of(text, &wanted);
    for caution in cautions {
        caution.place = spans.find(&caution.file_path);
    }
}

/// The cautions of one target, as they are found.
struct List<'a> {
    preset: &'a Preset,
    target: Target,
    /// Whether estimates are made that take a while.
    has_estimates: bool,
    found: Vec<Caution>,
}

impl List<'_> {
    fn push(&mut self, key: Option<&'static str>, message: Message) {
        let parts = self.preset.network().parts();
        let (path, file_path) = match key {
            Some(key) => {
                (parts.path(Address { target: self.target, key }), parts.file_path(self.target, key))
            }
            None => (parts.target_path(self.target), parts.file_path_of(self.target)),
        };
        self.found.push(Caution { target: self.target, key, path, file_path, message, place: None });
    }

    fn grid(&self) -> Grid {
        self.preset.grid()
    }

    fn network(&self) -> &Network {
        self.preset.network()
    }

    /// Values beyond the sliders.
    fn unusual(&mut self) {
        let Some(set) = self.preset.network().parts().param_set(self.target) else { return };
        let mut found = Vec::new();
        set.visit(&mut |spec, value| {
            let range = spec.range();
            #[expect(clippy::cast_precision_loss, reason = "for comparing")]
            let beyond = match &value {
                Value::Number(number) => Some(*number).filter(|number| !range.contains(*number)),
                Value::Count(count) => Some(*count as f64).filter(|count| !range.contains(*count)),
                Value::List(numbers) => numbers.iter().copied().find(|number| !range.contains(*number)),
                Value::Choice(_) => None,
            };
            if let Some(value) = beyond.filter(|_| set.is_relevant(spec.key)) {
                found.push((spec, value));
            }
        });
        for (spec, value) in found {
            let unit = spec.unit.symbol();
            let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
            let Bounds { min, max, .. } = spec.range();
            let message = Message::new(UNUSUAL)
                .with("value", number(value))
                .with("min", number(min))
                .with("max", number(max))
                .with("unit", unit);
            self.push(Some(spec.key), message);
        }
    }

    fn look(&mut self) {
        self.unusual();
        let preset = self.preset;
        let network = preset.network();
        match self.target {
            Target::Population(id) => {
                if let Some(population) = network.population(id) {
                    if let Some(model) = population.kind.inner() {
                        self.membrane(model);
                    }
                    if let NeuronKind::LifEuler(lif) = &population.kind {
                        self.euler(id, lif);
                    }
                    if let NeuronKind::SpikeSource(source) = &population.kind {
                        self.spike_source(source);
                    }
                    if let NeuronKind::PoissonSource(source) = &population.kind {
                        self.poisson_source(source, population.n);
                    }
                }
            }
            Target::Projection(id) => self.projection(id),
            Target::Kinetics { projection, receptor } => {
                if let Some(projection) = network.projection(projection)
                    && let Some(model) = projection.receptor(receptor).and_then(Receptor::inner)
                    && let Kinetics::SquarePulse(pulse) = model.kinetics()
                {
                    self.square_pulse(pulse, model, projection);
                }
            }
            Target::Stimulus { .. }
            | Target::Receptor { .. }
            | Target::Release(_)
            | Target::Plasticity(_)
            | Target::GapJunction(_)
            | Target::Run
            | Target::Standalone => {}
        }
        if let Some(key) = network.parts().param_set(self.target).and_then(ParamSet::caution) {
            self.push(None, Message::new(key));
        }
    }

    /// Cautions about any kind of membrane: that it rests, or starts, where it fires.
    fn membrane(&mut self, model: &dyn NeuronModel) {
        let value = |key: &str| match model.get(key) {
            Some((_, Value::Number(value))) => Some(value),
            _ => None,
        };
        if let (Some((_, V_th)), Some(E_L)) = (model.rest_and_threshold_mV(), value("E_L_mV"))
            && V_th <= E_L
        {
            let message = Message::new("caution-rest-above-threshold");
            self.push(Some("E_L_mV"), message.with("E_L", number(E_L)).with("V_th", number(V_th)));
        }
        if let (Some([V_th, _]), Some(V)) = (model.spike_jump_mV(), value("V_init_mV"))
            && V_th <= V
        {
            let message = Message::new("caution-start-above-threshold");
            self.push(Some("V_init_mV"), message.with("V", number(V)).with("V_th", number(V_th)));
        }
    }

    /// Forward Euler multiplies the distance from where V goes by 1 − dt G/C.
    fn euler(&mut self, id: u32, lif: &Lif) {
        let dt_ms = self.grid().dt_ms();
        if 0.0 < lif.t_ref_ms && lif.t_ref_ms < dt_ms {
            let message = Message::new("caution-euler-refractory");
            self.push(
                Some("t_ref_ms"),
                message.with("t_ref", number(lif.t_ref_ms)).with("dt", number(dt_ms)),
            );
        }
        // One synapse of each projection, wide open.
        let open: f64 = self
            .network()
            .projections()
            .iter()
            .filter(|projection| projection.to == id)
            .map(|projection| {
                let w = large_weight(projection);
                let of_receptors = projection.receptors.iter().filter_map(Receptor::inner);
                w * of_receptors.map(ReceptorModel::g_max_nS).sum::<f64>()
            })
            .sum();
        let G = lif.g_L_nS + open;
        let ratio = dt_ms * G / lif.C_pF;
        if 2.0 < ratio {
            let message = Message::new("caution-euler-unstable")
                .with("G", rounded(G))
                .with("ratio", rounded(ratio))
                .with("longest", rounded(2.0 * lif.C_pF / G));
            self.push(None, message);
        }
    }

    fn spike_source(&mut self, source: &SpikeSource) {
        let dt_ms = self.grid().dt_ms();
        match source.train {
            Train::Off => return,
            Train::Listed => {
                self.listed(&source.times_ms, Some(source.t_ref_ms));
                return;
            }
            Train::Regular | Train::Burst => {}
        }
        let interval_ms = 1e3 / source.rate_Hz;
        let is_single = source.n_spikes == 1;
        if interval_ms < source.t_ref_ms - 1e-9 && !is_single {
            let message = Message::new("caution-train-refractory");
            let message =
                message.with("interval", rounded(interval_ms)).with("t_ref", number(source.t_ref_ms));
            self.push(Some("rate_Hz"), message);
        } else if interval_ms < dt_ms && !is_single {
            self.many_per_step(source.rate_Hz);
        }
        #[expect(clippy::cast_precision_loss, reason = "at most a million")]
        let last_ms =
            if source.n_spikes == 0 { f64::INFINITY } else { (source.n_spikes - 1) as f64 * interval_ms };
        if source.train == Train::Burst && source.period_ms <= last_ms {
            let fitting = (source.period_ms / interval_ms).ceil().max(1.0);
            let message = Message::new(if source.n_spikes == 0 {
                "caution-burst-endless"
            } else {
                "caution-burst-too-long"
            });
            let message = message
                .with("n", source.n_spikes)
                .with("lasts", rounded(last_ms))
                .with("period", number(source.period_ms))
                .with("fitting", fitting);
            self.push(Some("n_spikes"), message);
        }
    }

    fn poisson_source(&mut self, source: &PoissonSource, n: u64) {
        let dt_ms = self.grid().dt_ms();
        let fastest = match source.shape {
            RateShape::Steps => source.rates_Hz.iter().copied().fold(0.0, f64::max),
            RateShape::Sine => source.rate_Hz * (1.0 + source.depth),
            RateShape::Constant | RateShape::Correlated | RateShape::Volleys => source.rate_Hz,
            RateShape::Replayed => {
                // The times go round the neurons: only those of one neuron are close to each other.
                if n == 1 {
                    self.listed(&source.times_ms, None);
                }
                return;
            }
        };
        if 1e3 < fastest * dt_ms {
            self.many_per_step(fastest);
        }
        if source.shape == RateShape::Correlated && n < source.n_correlated {
            let message = Message::new("caution-more-correlated");
            self.push(Some("n_correlated"), message.with("asked", source.n_correlated).with("n", n));
        }
    }

    fn many_per_step(&mut self, rate_Hz: f64) {
        let dt_ms = self.grid().dt_ms();
        let message = Message::new("caution-many-per-step")
            .with("rate", number(rate_Hz))
            .with("per_step", rounded(rate_Hz * dt_ms * 1e-3))
            .with("dt", number(dt_ms));
        self.push(Some("rate_Hz"), message);
    }

    /// Times of one neuron that has a refractory period, if it has.
    fn listed(&mut self, times_ms: &[f64], t_ref_ms: Option<f64>) {
        let mut sorted = times_ms.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        let key = Some("times_ms");
        let twice = sorted.windows(2).find(|two| two[0] == two[1]).map(|two| two[0]);
        if let Some(time) = twice {
            self.push(key, Message::new("caution-listed-twice").with("time", number(time)));
        }
        if !times_ms.is_sorted() {
            self.push(key, Message::new("caution-listed-unordered"));
        }
        let mut ignored = 0;
        if let Some(t_ref_ms) = t_ref_ms.filter(|t_ref| 0.0 < *t_ref) {
            let mut last = f64::NEG_INFINITY;
            for time in &sorted {
                if *time - last < t_ref_ms - 1e-9 {
                    ignored += 1;
                } else {
                    last = *time;
                }
            }
            if 0 < ignored {
                let message = Message::new("caution-listed-refractory");
                self.push(key, message.with("count", ignored).with("t_ref", number(t_ref_ms)));
            }
        }
        // Spikes that are ignored need no other remark, and times that are equal have had theirs.
        let grid = self.grid();
        let close = sorted
            .windows(2)
            .find(|two| two[0] < two[1] && grid.moment(two[0]).step == grid.moment(two[1]).step);
        if ignored == 0
            && let Some(two) = close
        {
            let message = Message::new("caution-listed-close")
                .with("first", number(two[0]))
                .with("second", number(two[1]))
                .with("dt", number(grid.dt_ms()));
            self.push(key, message);
        }
    }

    fn projection(&mut self, id: u32) {
        let Some(projection) = self.preset.network().projection(id) else { return };
        if projection.connect == Connect::OneToOne && projection.leaves_out_autapses() {
            self.push(Some("autapses"), Message::new("caution-nothing-joined"));
        }
        if let Weights::Normal(mean, sd) = projection.weights {
            let most = projection.greatest_weight();
            // More than 2.3 % of a normal distribution lie beyond two standard deviations on one side.
            if mean - 2.0 * sd < 0.0 || most < mean + 2.0 * sd {
                let message = Message::new("caution-weights-clipped");
                self.push(Some("w_sd"), message.with("most", number(most)));
            }
        }
    }

    fn square_pulse(&mut self, pulse: &SquarePulse, receptor: &dyn ReceptorModel, projection: &Projection) {
        let dt_ms = self.grid().dt_ms();
        let tau_ms = 1.0 / (pulse.alpha_per_mM_ms * pulse.T_max_mM + pulse.beta_per_ms);
        if dt_ms <= tau_ms && dt_ms <= pulse.T_dur_ms {
            return;
        }
        // How far V is off, where that can be said: not of a membrane without a leak, nor by a method that errs by itself.
        let target = self.network().population(projection.to).map(|population| &population.kind);
        let error = match target {
            Some(NeuronKind::Lif(lif)) if self.has_estimates => {
                rounded(step_error_mV(receptor, large_weight(projection), lif, dt_ms))
            }
            _ => String::new(),
        };
        let known = if error.is_empty() { "no" } else { "yes" };
        let with_error = |message: Message| message.with("known", known).with("error", &error);
        if tau_ms < dt_ms {
            let message = Message::new("caution-fast-binding");
            let message = message.with("tau", rounded(tau_ms)).with("dt", number(dt_ms));
            self.push(Some("alpha_per_mM_ms"), with_error(message));
        }
        if pulse.T_dur_ms < dt_ms {
            let message = Message::new("caution-short-pulse");
            let message = message.with("T_dur", number(pulse.T_dur_ms)).with("dt", number(dt_ms));
            self.push(Some("T_dur_ms"), with_error(message));
        }
    }
}

/// A weight that few synapses of a projection exceed.
fn large_weight(projection: &Projection) -> f64 {
    match &projection.weights {
        Weights::Constant(w) => *w,
        Weights::Uniform(_, high) => *high,
        Weights::Normal(mean, sd) => (mean + 2.0 * sd).clamp(0.0, projection.greatest_weight()),
        Weights::List(weights) => weights.iter().copied().fold(0.0, f64::max),
    }
}

/// A number with three significant digits.
fn rounded(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return number(value);
    }
    #[expect(clippy::cast_possible_truncation, reason = "at most 308")]
    let digits = 2 - libm::log10(value.abs()).floor() as i32;
    if digits <= 0 {
        return number(value.round());
    }
    let scale = libm::pow(10.0, f64::from(digits));
    number((value * scale).round() / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits_are_shown() {
        for (value, shown) in [
            (0.0, "0"),
            (50.05, "50.1"),
            (0.039_96, "0.04"),
            (1234.5, "1235"),
            (0.001_234_5, "0.00123"),
            (450.0, "450"),
        ] {
            assert_eq!(rounded(value), shown);
        }
    }
}
