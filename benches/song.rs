//! How fast the engine runs the network of Song, Miller & Abbott (2000), beside the bare kernel, round by round.
//!
//!     cargo bench --bench song --no-default-features

#![allow(non_snake_case, reason = "names are symbol and unit as written in science")]

#[path = "kernel/song.rs"]
mod song;

use std::sync::Arc;
use std::time::Instant;

use bouton::param::Value;
use bouton::preset::{library, load};
use bouton::sim::{Event, Observer, Simulation};

/// Model time of a round [s].
const SECONDS: u64 = 300;
const ROUNDS: usize = 3;

#[derive(Default)]
struct Spikes(u64);

impl Observer for Spikes {
    fn wants_samples(&self) -> bool {
        false
    }

    fn event(&mut self, event: &Event) {
        self.0 += u64::from(matches!(event, Event::Spike(spike) if spike.population == 0));
    }
}

fn main() {
    println!(
        "1000 plastic and 200 fixed inputs, dt 0.1 ms, {SECONDS} s of model time a round; times real time"
    );
    for rate_Hz in [10.0, 40.0] {
        let mut figures: [Vec<f64>; 2] = Default::default();
        for round in 0..ROUNDS {
            let started = Instant::now();
            let ran = song::run(SECONDS, rate_Hz, 1);
            figures[0].push(report("bare kernel", round, rate_Hz, ran.spikes, ran.mean_w, started));
            if let Some((spikes, mean_w, started)) = engine(rate_Hz) {
                figures[1].push(report("engine", round, rate_Hz, spikes, mean_w, started));
            }
        }
        let [kernel, engine] = figures.map(|mut values| {
            values.sort_by(f64::total_cmp);
            values.get(values.len() / 2).copied().unwrap_or(0.0)
        });
        println!(
            "{rate_Hz} Hz, median: kernel {kernel:.0}, engine {engine:.0} ({:.2} of the kernel)",
            engine / kernel
        );
    }
}

fn engine(rate_Hz: f64) -> Option<(u64, f64, Instant)> {
    let preset = load::parse(library::find("stdp-song-2000")?.text.as_bytes()).ok()?;
    let rate = preset.find("populations.exc.rate_Hz").ok()?;
    let preset = preset.with_values(&[(rate, Value::Number(rate_Hz))]).ok()?;
    let mut simulation = Simulation::new(Arc::new(preset.network().clone()), 1, preset.grid());
    let mut spikes = Spikes::default();
    let started = Instant::now();
    simulation.run(SECONDS * 10_000, &mut spikes);
    let w = simulation.weights(3)?;
    #[expect(clippy::cast_precision_loss, reason = "1000 synapses")]
    let mean = w.iter().sum::<f64>() / w.len() as f64;
    Some((spikes.0, mean, started))
}

fn report(what: &str, round: usize, rate_Hz: f64, spikes: u64, mean_w: f64, started: Instant) -> f64 {
    let wall_s = started.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "figures for reading")]
    let (seconds, rate) = (SECONDS as f64, spikes as f64 / SECONDS as f64);
    let factor = seconds / wall_s;
    println!(
        "round {round}, {rate_Hz} Hz: {what}: {factor:.0}, fires at {rate:.1} Hz, mean weight {mean_w:.3}"
    );
    factor
}
