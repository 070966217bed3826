//! Sweeps and averages about triggers, on recordings as the window takes them in, and as documents hold them.

use std::sync::Arc;

use bouton::document::{Document, Edit, PlotEdit, Structure};
use bouton::measure::{Begin, Collected, Collector, Crossings, MOST_SWEEPS, Readings, Sweep};
use bouton::model::kinetics::instant::Summation;
use bouton::model::network::{NetworkParts, Object};
use bouton::model::neuron::lif::Lif;
use bouton::model::probe::Probe;
use bouton::preset::plot_spec::{
    Aligned, Edge, LevelSpec, PlotSpec, SweepMode, SweepView, SweepsSpec, Trigger,
};
use bouton::preset::{Preset, library, load};
use bouton::sim::{Recorder, Recording, SampleBlock, Samples, SpikeCounts};
use bouton::trace::TraceStore;
use bouton::units::{Grid, Step};

use crate::common::{Dice, advance, ampa, grid, lif, network, poisson, probes, projection, simulation};
use crate::presets::{bundled, run};

/// A recording as the window gets it, some steps at a time.
struct Feed<'a> {
    recording: &'a Recording,
    probes: Arc<[Probe]>,
    store: TraceStore,
    reached: u64,
}

impl<'a> Feed<'a> {
    fn new(recording: &'a Recording, probes: &[Probe]) -> Self {
        Self { recording, probes: probes.into(), store: TraceStore::default(), reached: 0 }
    }

    fn steps(&self) -> u64 {
        self.recording.columns[0].len() as u64
    }

    /// Takes in what happened before a boundary.
    fn to(&mut self, to: u64) {
        let (from, to) = (self.reached, to.min(self.steps()));
        if to <= from {
            return;
        }
        let cut = |column: &Vec<f64>| {
            column[from as usize..to as usize].iter().map(|value| [*value as f32; 2]).collect::<Vec<_>>()
        };
        let columns = self.recording.columns.iter().map(cut).collect();
        let samples = Samples { first: Step(from), every: 1, columns };
        let block = SampleBlock { probes: Arc::clone(&self.probes), samples };
        let spikes: Vec<_> =
            self.recording.spikes.iter().filter(|own| (from..to).contains(&own.at.step.0)).copied().collect();
        let head: Vec<f64> = self.probes.iter().map(|_| 0.0).collect();
        self.store.absorb(&[block], &spikes, &SpikeCounts::default(), &self.probes, &head);
        self.reached = to;
    }
}

fn none(_: Step, _: Step) -> Vec<f64> {
    Vec::new()
}

/// Looks until nothing is left to be done.
fn look(own: &mut Collector, feed: &Feed<'_>, grid: Grid, until_ms: f64) {
    for _ in 0..10_000 {
        if !own.advance(&feed.store, grid, (Step(feed.reached), until_ms), &none) {
            return;
        }
    }
    panic!("it never ends");
}

fn wanted(begin: Begin, probes: &[Probe], about_ms: (f64, f64), last: usize) -> Collected {
    Collected { begin, probes: probes.to_vec(), about_ms, last, is_once: false, is_average: false }
}

/// The paired-pulse preset over 20 s: seven pairs.
fn pairs() -> (Preset, Recording, Vec<Probe>) {
    let preset = bundled("paired-pulse");
    let names = ["g_1-F", "g_1-D", "V_F"];
    let recording = run(&preset, 20_000.0, &[], &names);
    let probes = probes(preset.network(), &names);
    (preset, recording, probes)
}

/// Peaks of sweeps are what is read off the run directly, and the ratios of conductances what the rules say.
#[test]
fn amplitudes_are_those_of_direct_readings_and_ratios_those_of_the_rules() {
    let (preset, recording, probes) = pairs();
    let grid = preset.grid();
    let mut feed = Feed::new(&recording, &probes);
    feed.to(u64::MAX);
    let mut own = Collector::new(wanted(Begin::Spikes(1, None), &probes, (20.0, 580.0), 20), grid, 0.0);
    look(&mut own, &feed, grid, 20_000.0);
    let whole: Vec<&Sweep> = own.whole().collect();
    let begins: Vec<f64> = whole.iter().map(|own| own.begin_ms).collect();
    assert_eq!(begins, [100.0, 3100.0, 6100.0, 9100.0, 12_100.0, 15_100.0, 18_100.0]);
    for sweep in whole {
        for (place, probe) in probes.iter().enumerate() {
            let found = &sweep.curves[place].amplitudes;
            assert_eq!(found.len(), 2, "{probe:?}");
            for (index, (from_ms, to_ms)) in [(0.0, 50.0), (50.0, 580.1)].into_iter().enumerate() {
                let (from_ms, to_ms) = (sweep.begin_ms + from_ms - 0.1, sweep.begin_ms + to_ms - 0.1);
                let direct = Readings::of(&feed.store.samples(probe, from_ms, to_ms, grid)).unwrap();
                let direct = direct.peak.unwrap().value - direct.ends.0;
                assert!(
                    (found[index] / direct - 1.0).abs() < 1e-9,
                    "{probe:?} {index}: {} {direct}",
                    found[index]
                );
            }
        }
        let ratio = |place: usize| sweep.curves[place].amplitudes[1] / sweep.curves[place].amplitudes[0];
        let decay = |tau_ms: f64| libm::exp(-50.0 / tau_ms);
        let facilitating = 1.0 + 0.4 * (1.0 - 0.1) * decay(200.0) / 0.1;
        let depressing = 1.0 - (1.0 - 0.4) * decay(500.0);
        println!("{:.5} {facilitating:.5}, {:.5} {depressing:.5}", ratio(0), ratio(1));
        // Later pairs come before all has recovered: e^(−2950/500).
        assert!((ratio(0) / facilitating - 1.0).abs() < 5e-3, "{} {facilitating}", ratio(0));
        assert!((ratio(1) / depressing - 1.0).abs() < 5e-3, "{} {depressing}", ratio(1));
    }
}

/// The average of g about the spikes of a random source is the mean of g, and after the spike what one spike does.
#[test]
fn the_average_about_random_spikes_is_the_kernel() {
    let parts = NetworkParts {
        populations: vec![poisson(1, 1, 20.0), lif(0, Lif::default())],
        projections: vec![projection(3, 1, 0, ampa(10.0, 5.0, Summation::Linear))],
        ..NetworkParts::default()
    };
    let network = network(parts);
    let probes = probes(&network, &["g_1-0"]).to_vec();
    let grid = grid(0.1);
    let mut simulation = simulation(&network, 0.1);
    let mut recorder = Recorder::new(&simulation, probes.clone(), 1);
    let n_steps = 800_000;
    advance(&mut simulation, n_steps, &mut recorder);
    let recording = recorder.take();
    let mut feed = Feed::new(&recording, &probes);
    let about = wanted(Begin::Spikes(1, None), &probes, (20.0, 30.0), 1);
    let mut own = Collector::new(Collected { is_average: true, ..about }, grid, 0.0);
    // In parts, as a run goes on.
    while feed.reached < n_steps {
        feed.to(feed.reached + 7919);
        look(&mut own, &feed, grid, grid.time_ms(Step(feed.reached)));
    }
    let average = own.mean(0).unwrap();
    let n = recording.spikes.iter().filter(|own| own.population == 1).count();
    assert!(n - 3 <= average.n && average.n <= n, "{} of {n}", average.n);
    let (g_max, tau, rate_per_ms) = (10.0, 5.0, n as f64 / 80_000.0);
    let errors = average.errors();
    for lag in [-19.0, -10.0, -3.0, -1.0, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 29.0] {
        let at = average.lags_ms.iter().position(|own| (own - lag).abs() < 1e-6).unwrap();
        let kernel = if lag < 0.0 { 0.0 } else { g_max * libm::exp(-lag / tau) };
        let expected = g_max * tau * rate_per_ms + kernel;
        let (found, error) = (average.mean[at], errors[at]);
        println!("{lag} ms: {found:.4} nS, wanted {expected:.4}, {:.2} SE", (found - expected) / error);
        assert!((found - expected).abs() < 3.0 * error, "{lag} ms: {found} ± {error}, wanted {expected}");
    }
}

/// Where a curve crosses by definition: a sample on the far side, with one before it that is beyond by the hysteresis and none on
/// the far side between.
fn by_definition(values: &[f64], level: f64, hysteresis: f64, is_upwards: bool) -> Vec<usize> {
    let sign = if is_upwards { 1.0 } else { -1.0 };
    let above: Vec<f64> = values.iter().map(|own| sign * (own - level)).collect();
    (0..above.len())
        .filter(|k| 0.0 <= above[*k])
        .filter(|k| {
            (0..*k).any(|j| {
                above[j] < 0.0 && above[j] <= -hysteresis && above[j..*k].iter().all(|own| *own < 0.0)
            })
        })
        .collect()
}

/// Hysteresis tells crossings from noise, as its definition does, on random walks with noise.
#[test]
fn crossings_are_those_of_the_definition() {
    let mut dice = Dice(7);
    let mut n = 0;
    for _ in 0..400 {
        let (mut slow, noise) = (0.0, dice.pick(&[0.0, 0.1, 0.5, 2.0]));
        let values: Vec<f64> = (0..300)
            .map(|_| {
                slow = 0.97 * slow + dice.uniform(-0.4, 0.4);
                let value = slow + noise * dice.uniform(-1.0, 1.0);
                // Values that are met exactly.
                if dice.below(4) == 0 { (4.0 * value).round() / 4.0 } else { value }
            })
            .collect();
        let level = dice.pick(&[0.0, 0.25, -0.5, 1.0]);
        let hysteresis = dice.pick(&[0.0, 0.25, 0.5, 1.0]);
        let is_upwards = dice.below(2) == 0;
        let mut own = Crossings::new(level, hysteresis, is_upwards);
        let times: Vec<f64> =
            values.iter().enumerate().filter_map(|(k, value)| own.next((k as f64, *value))).collect();
        let expected = by_definition(&values, level, hysteresis, is_upwards);
        assert_eq!(times.len(), expected.len(), "{level} {hysteresis} {is_upwards}");
        for (time, sample) in times.iter().zip(&expected) {
            assert!(*time <= *sample as f64 && (*sample as f64) - 1.0 < *time, "{time} {sample}");
        }
        n += times.len();
    }
    assert!(1000 < n, "{n} crossings");
}

/// Whatever is looked at between, and however a run comes in: the same sweeps.
#[test]
fn looking_back_and_going_on_changes_no_sweep() {
    let (preset, recording, probes) = pairs();
    let grid = preset.grid();
    let level = Begin::Level { probe: probes[2].clone(), level: -69.0, hysteresis: 0.2, is_upwards: true };
    let mut dice = Dice(3);
    for (begin, is_average) in [
        (Begin::Spikes(1, Some(0)), false),
        (level.clone(), false),
        (level, true),
        (Begin::Spikes(1, None), true),
    ] {
        let own = wanted(begin, &probes, (30.0, 170.0), 5);
        let new = || Collector::new(Collected { is_average, ..own.clone() }, grid, 0.0);
        let (mut straight, mut wandering) = (new(), new());
        let (mut once, mut feed) = (Feed::new(&recording, &probes), Feed::new(&recording, &probes));
        once.to(u64::MAX);
        look(&mut straight, &once, grid, 20_000.0);
        while feed.reached < feed.steps() {
            feed.to(feed.reached + 1 + dice.below(9000));
            let end_ms = grid.time_ms(Step(feed.reached));
            for _ in 0..dice.below(3) {
                let back_ms = dice.uniform(0.0, end_ms);
                // Not always until everything is there.
                if dice.below(2) == 0 {
                    look(&mut wandering, &feed, grid, back_ms);
                } else {
                    let _ = wandering.advance(&feed.store, grid, (Step(feed.reached), back_ms), &none);
                }
                let beyond = wandering.sweeps().find(|own| back_ms < own.until_ms);
                assert!(beyond.is_none(), "a sweep of what has not happened yet");
            }
            let _ = wandering.advance(&feed.store, grid, (Step(feed.reached), end_ms), &none);
        }
        look(&mut wandering, &feed, grid, 20_000.0);
        assert!(straight.sweeps().eq(wandering.sweeps()));
        for place in 0..probes.len() {
            let mean = straight.mean(place);
            assert!(mean.as_ref().is_some_and(|own| 3 < own.n), "{mean:?}");
            assert_eq!(mean, wandering.mean(place));
        }
    }
}

/// No more than asked for are kept, the newest; one alone is the first; a trigger within a sweep begins none.
#[test]
fn as_many_sweeps_as_asked_for() {
    let (preset, recording, probes) = pairs();
    let grid = preset.grid();
    let mut feed = Feed::new(&recording, &probes);
    feed.to(u64::MAX);
    let begins = |own: &Collector| own.sweeps().map(|own| own.begin_ms).collect::<Vec<_>>();
    let of = |about_ms: (f64, f64), last: usize, is_once: bool| {
        let own = wanted(Begin::Spikes(1, None), &probes, about_ms, last);
        let mut own = Collector::new(Collected { is_once, ..own }, grid, 0.0);
        look(&mut own, &feed, grid, 20_000.0);
        own
    };
    assert_eq!(begins(&of((20.0, 100.0), 3, false)), [12_100.0, 15_100.0, 18_100.0]);
    assert_eq!(begins(&of((20.0, 100.0), 3, true)), [100.0]);
    assert_eq!(
        begins(&of((20.0, 50.0), 2, false)),
        [18_100.0, 18_150.0],
        "the first is over when the second comes"
    );
    assert_eq!(begins(&of((20.0, 50.1), 2, false)), [15_100.0, 18_100.0]);
    assert_eq!(of((5.0, 10.0), MOST_SWEEPS, false).sweeps().count(), 14);
    // From a time on.
    let own = wanted(Begin::Spikes(1, None), &probes, (20.0, 100.0), 9);
    let mut own = Collector::new(own, grid, 9050.0);
    look(&mut own, &feed, grid, 20_000.0);
    assert_eq!(begins(&own), [9100.0, 12_100.0, 15_100.0, 18_100.0]);
    // The last one goes on.
    look(&mut own, &feed, grid, 18_150.0);
    let last = own.sweeps().last().unwrap();
    assert!(!last.is_whole && last.until_ms == 18_150.0);
    assert!(last.curves[0].points.iter().all(|point| point.0 <= 50.0 + 1e-6));
    assert_eq!(own.whole().count(), 3);
}

/// A document with sweeps on its first plot of traces.
fn swept(name: &str, sweeps: &str) -> String {
    let text = library::find(name).unwrap().text;
    let at = text.find(" y: Fixed").unwrap();
    format!("{}sweeps: {sweeps}, {}", &text[..at], &text[at..])
}

/// Every kind of trigger comes back from a file as it went in, and a document without sweeps has none in its text.
#[test]
fn sweeps_are_kept_in_documents() {
    let plain = bundled("ampa");
    assert!(!plain.to_ron().unwrap().contains("sweeps"));
    for sweeps in [
        r#"On((trigger: Spike("1")))"#,
        r#"On((trigger: SpikeOf("0", 0), before_ms: 0.0, after_ms: 0.1, mode: Once, shows: Average, last: 100))"#,
        r#"On((trigger: Click("1"), mode: Normal))"#,
        r#"On((trigger: Level((probe: "V_0", level: -60.5, edge: Falling, hysteresis: 0.5)), last: 1))"#,
        r#"On((trigger: Level((probe: "I_1-0", level: 0.5))))"#,
    ] {
        let text = swept("ampa", sweeps);
        let read = load::parse(text.as_bytes()).unwrap_or_else(|error| panic!("{sweeps}: {error:?}"));
        assert!(read.view().plots[0].kind.sweeps().is_some());
        let again = load::parse(read.to_ron().unwrap().as_bytes()).unwrap();
        assert_eq!(again, read, "{sweeps}");
    }
    // What begins sweeps is recorded, though no plot shows it.
    let text = swept("ampa", r#"On((trigger: Level((probe: "I_1-0", level: 0.5))))"#);
    let read = load::parse(text.as_bytes()).unwrap();
    let last = read.plotted_probes().pop().unwrap();
    assert_eq!((last.symbol, read.plotted_probes().len()), ("I", plain.plotted_probes().len() + 1));
    assert_eq!(read.view().plots[0].kind.probes(), plain.view().plots[0].kind.probes());
}

/// What is out of range or not there is refused with its place.
#[test]
fn wrong_sweeps_are_refused_with_their_place() {
    for (sweeps, place) in [
        (r#"On((trigger: Spike("2")))"#, "sweeps.trigger"),
        (r#"On((trigger: SpikeOf("1", 1)))"#, "sweeps.trigger"),
        (r#"On((trigger: Level((probe: "V_9", level: 0.0))))"#, "sweeps.trigger"),
        (
            r#"On((trigger: Level((probe: "V_0", level: 0.0, hysteresis: -1.0))))"#,
            "sweeps.trigger.hysteresis",
        ),
        (r#"On((trigger: Level((probe: "V_0", level: 1e7))))"#, "sweeps.trigger.level"),
        (r#"On((trigger: Spike("1"), before_ms: -1.0))"#, "sweeps.before_ms"),
        (r#"On((trigger: Spike("1"), after_ms: 0.0))"#, "sweeps.after_ms"),
        (r#"On((trigger: Spike("1"), after_ms: inf))"#, "sweeps.after_ms"),
        (r#"On((trigger: Spike("1"), last: 101))"#, "sweeps.last"),
        (r#"On((trigger: Spike("1"), last: 0))"#, "sweeps.last"),
        (r#"On((trigger: Spike("1"), first: 3))"#, "first"),
        (r#"On((trigger: Whisper("1")))"#, "Whisper"),
        ("On(())", "trigger"),
    ] {
        let error = load::parse(swept("ampa", sweeps).as_bytes()).unwrap_err();
        assert!(format!("{error:?}").contains(place), "{sweeps}: {error:?}");
    }
    let many: Vec<String> = (0..17).map(|_| "\"V_0\"".to_owned()).collect();
    let text = swept("ampa", r#"On((trigger: Level((probe: "V_0", level: 0.0))))"#);
    let with =
        |n: usize| text.replacen(r#"probes: ["V_0"]"#, &format!("probes: [{}]", many[..n].join(", ")), 1);
    assert_ne!(with(16), text);
    let most = load::parse(with(16).as_bytes()).unwrap();
    assert_eq!(most.view().plots[0].kind.probes().len(), 16, "what begins sweeps is one more");
    assert!(load::parse(with(17).as_bytes()).is_err());
}

/// Turned on and off by edits: undone, written over the file without loss of a comment, and gone with what begins them.
#[test]
fn edits_of_sweeps_keep_comments_and_follow_the_network() {
    let source = library::find("paired-pulse").unwrap().text;
    let preset = load::parse(source.as_bytes()).unwrap();
    let mut document = Document::untitled(preset.clone());
    let plot = &preset.view().plots[0];
    let PlotSpec::Trace(spec) = &plot.kind else { panic!() };
    assert!(spec.sweeps.on().is_some(), "the preset has sweeps");
    let set = |sweeps: Aligned| {
        let kind = PlotSpec::Trace(bouton::preset::plot_spec::TraceSpec { sweeps, ..spec.clone() });
        Edit::Plots(PlotEdit::Set { plot: plot.id, kind })
    };
    let level =
        LevelSpec { probe: spec.probes[0].clone(), level: -60.0, edge: Edge::Falling, hysteresis: 1.0 };
    let other = SweepsSpec {
        trigger: Trigger::Level(level),
        before_ms: 5.0,
        after_ms: 50.0,
        mode: SweepMode::Normal,
        shows: SweepView::Average,
        last: 7,
    };
    for sweeps in [Aligned::On(other), Aligned::Off] {
        document.apply(&set(sweeps), None).unwrap();
        let written = document.preset().to_ron_over(source).unwrap();
        assert_eq!(load::parse(written.text.as_bytes()).unwrap(), **document.preset());
        println!("{} comments lost", written.n_lost);
        let plain = crate::comments::comments(&written.text).len();
        assert!(crate::comments::comments(source).len() <= plain + 1, "{}", written.text);
        document.undo();
        assert_eq!(**document.preset(), preset);
    }
    // Without neuron 1 nothing begins sweeps, and the plot shows what it did before.
    let gone = [Object::Population(1)].into_iter().collect();
    document.apply(&Edit::Structure(Structure::Remove(gone)), None).unwrap();
    let left = document.preset().view().plots.iter().find(|own| own.id == plot.id).unwrap();
    assert_eq!((left.kind.probes(), left.kind.sweeps()), (spec.probes.clone(), None));
    document.undo();
    assert_eq!(**document.preset(), preset);
}
