//! Every pair is counted once, however a run comes, and 1 is chance.

use super::*;
use crate::sim::{Stream, StreamKind};

/// Spikes of two populations at random, where some of the second follow those of neuron 0 of the first.
fn spikes(until_ms: f64, seed: u64) -> Vec<Spike> {
    let grid = Grid::new(0.1).unwrap();
    let mut stream = Stream::new(seed, StreamKind::Population, 0);
    let mut times: Vec<(f64, u32, u32)> = Vec::new();
    for (population, neuron, rate_hz) in
        [(1, 0, 30.0), (1, 1, 50.0), (1, 2, 10.0), (2, 0, 20.0), (2, 1, 40.0)]
    {
        let mut time = 0.0;
        loop {
            time += 1e3 / rate_hz * stream.exponential();
            if until_ms <= time {
                break;
            }
            times.push((time, population, neuron));
            if (population, neuron) == (1, 0) {
                times.push((time + 7.3, 2, 0));
            }
        }
    }
    times.sort_by(|a, b| a.0.total_cmp(&b.0));
    let spike =
        |(time, population, neuron): (f64, u32, u32)| Spike { at: grid.moment(time), population, neuron };
    times.into_iter().filter(|own| own.0 < until_ms).map(spike).collect()
}

const OF: Correlate =
    Correlate { of: 1, about: 2, neuron: None, n: 3, bin_ms: 2.5, beside: 12, over_ms: 4000.0 };

fn reached(ms: f64) -> Reached {
    let grid = Grid::new(0.1).unwrap();
    Reached { now: grid.step_at_or_after(ms), since_ms: 0.0, grid }
}

/// All pairs by looking at each, of references in a stretch.
fn by_hand(of: &Correlate, all: &[Spike], rows: &[u32], (from_ms, to_ms): (f64, f64)) -> Vec<u64> {
    let grid = Grid::new(0.1).unwrap();
    let mut counts = vec![0; of.bins()];
    for about in all.iter().filter(|own| own.population == of.about) {
        let at = grid.moment_ms(about.at);
        if !(from_ms..to_ms).contains(&at) || of.neuron.is_some_and(|neuron| neuron != about.neuron) {
            continue;
        }
        for other in all.iter().filter(|own| own.population == of.of && rows.contains(&own.neuron)) {
            let lag = grid.moment_ms(other.at) - at;
            for (bin, count) in counts.iter_mut().enumerate() {
                let low = of.lag_ms(bin) - 0.5 * of.bin_ms;
                *count += u64::from(low <= lag && lag < low + of.bin_ms);
            }
        }
    }
    counts
}

/// However the run comes in pieces: the pairs are those that are found by looking at all of them.
#[test]
fn pieces_count_every_pair_once() {
    for (pieces, neuron, seed) in [(1, None, 1), (7, None, 2), (400, Some(1), 3), (13, Some(0), 4)] {
        let all = spikes(4000.0, seed);
        let of = Correlate { neuron, ..OF };
        let mut own = Correlation::new(of);
        let mut log = SpikeLog::default();
        let mut done = 0;
        for piece in 1..=pieces {
            let to = 4000.0 * f64::from(piece) / f64::from(pieces);
            let upto = all.partition_point(|spike| spike.at.step < reached(to).now);
            log.absorb(&all[done..upto]);
            done = upto;
            own.advance(&log, reached(to));
        }
        let until = 4000.0 - of.reach_ms();
        for rows in [&[0_u32, 1, 2][..], &[0], &[1, 2]] {
            let recent = own.recent(|row| rows.contains(&u32::try_from(row).unwrap()));
            assert_eq!(recent.pairs, by_hand(&of, &all, rows, (0.0, until)), "{pieces} {rows:?}");
            assert_eq!(recent.pairs, own.first(|row| rows.contains(&u32::try_from(row).unwrap())).pairs);
            assert!((recent.covered_ms - until).abs() < 1e-6);
            assert_eq!(recent.neurons, rows.len() as u64);
        }
    }
}

/// Only the last time counts, in whole blocks, and the first stays what it was.
#[test]
fn what_is_old_goes_and_the_first_stays() {
    let all = spikes(20_000.0, 5);
    let of = Correlate { over_ms: 2000.0, ..OF };
    let (mut own, mut log) = (Correlation::new(of), SpikeLog::default());
    let mut done = 0;
    for to in (1..=100).map(|k| 200.0 * f64::from(k)) {
        let upto = all.partition_point(|spike| spike.at.step < reached(to).now);
        log.absorb(&all[done..upto]);
        done = upto;
        own.advance(&log, reached(to));
    }
    let until = 20_000.0 - of.reach_ms();
    let from = 18_000.0;
    assert_eq!(own.recent(|_| true).pairs, by_hand(&of, &all, &[0, 1, 2], (from, until)));
    assert_eq!(own.first(|_| true).pairs, by_hand(&of, &all, &[0, 1, 2], (0.0, 2000.0)));
    assert!(own.has_first());
    // Back in the past, as if the run had just come there.
    own.look_back(&log, reached(7000.0));
    let until = 7000.0 - of.reach_ms();
    assert_eq!(own.recent(|_| true).pairs, by_hand(&of, &all, &[0, 1, 2], (5000.0, until)));
}

/// Independent trains are at 1, and the echo is where it was put.
#[test]
fn chance_is_one_and_an_echo_stands_out() {
    let all = spikes(60_000.0, 6);
    let of = Correlate { over_ms: 60_000.0, ..OF };
    let (mut own, mut log) = (Correlation::new(of), SpikeLog::default());
    log.absorb(&all);
    own.advance(&log, reached(60_000.0));
    let others = own.recent(|row| row != 0);
    let mean = (0..of.bins()).filter_map(|bin| others.relative(bin)).sum::<f64>() / 25.0;
    assert!((mean - 1.0).abs() < 0.03, "{mean}");
    let echo = own.recent(|row| row == 0);
    let most = (0..of.bins()).max_by_key(|bin| echo.pairs[*bin]).unwrap();
    assert_eq!(of.lag_ms(most), -7.5, "the first population fires first");
    // 30 Hz of echoes in 2.5 ms, where chance has 90 Hz · 0.075: all of the first's spikes pair with their echo.
    let expected = 1.0 + 1e3 / (90.0 * 2.5);
    assert!((echo.relative(most).unwrap() / expected - 1.0).abs() < 0.05, "{:?}", echo.relative(most));
}

/// Where spikes are known by their number only, nothing is counted that would miss a pair.
#[test]
fn what_is_not_listed_is_not_counted() {
    let all = spikes(4000.0, 7);
    let grid = Grid::new(0.1).unwrap();
    let cut = all.partition_point(|spike| grid.moment_ms(spike.at) < 1500.0);
    let mut counts = crate::sim::SpikeCounts::default();
    all[..cut].iter().for_each(|spike| counts.add(spike));
    let mut log = SpikeLog::default();
    log.absorb_counts(&counts);
    log.absorb(&all[cut..]);
    let mut own = Correlation::new(OF);
    own.advance(&log, reached(4000.0));
    let recent = own.recent(|_| true);
    let (reach, span) = (OF.reach_ms(), recent.covered_ms);
    assert!((2400.0..2500.0).contains(&span), "{span}");
    let until = 4000.0 - reach;
    assert_eq!(recent.pairs, by_hand(&OF, &all, &[0, 1, 2], (until - span, until)));
}

/// A population with itself: a neuron is no pair with itself, and chance knows that.
#[test]
fn a_population_with_itself_leaves_out_each_neuron_alone() {
    let all = spikes(60_000.0, 8);
    let of = Correlate { of: 1, about: 1, over_ms: 60_000.0, ..OF };
    let (mut own, mut log) = (Correlation::new(of), SpikeLog::default());
    log.absorb(&all);
    own.advance(&log, reached(60_000.0));
    let recent = own.recent(|_| true);
    let middle = recent.relative(12).unwrap();
    assert!(middle < 1.3, "no peak of each spike with itself: {middle}");
    assert_eq!(recent.pairs[0..12].iter().sum::<u64>(), recent.pairs[13..].iter().sum::<u64>());
}
