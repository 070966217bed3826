//! Small expressions over what runs show: `peak(V_0, 60) - peak(V_0, 60, 30)`.
//!
//! Functions of a run (times in ms from its start): `peak`, `trough` (probe, until, from), `tpeak`, `ttrough` (when), `end`
//! (probe, at), `mean`, `area` (probe, from, until), `cross` (probe, level, from: when it is next crossed), `spikes` (population,
//! until, from), `spike` (population, which from 1, or from the end if negative), `longest` (population: the longest time between spikes),
//! `rate`, `cv` (population, from, until),
//! `weight`, `share` (projection, least, most, from which synapse, until which: mean of the weights at the end, or the part
//! of them within bounds), `corr` (projection, least lag, greatest, from, until, least weight, greatest: how often its neurons with such
//! weights fire at such lags about spikes of its target, relative to chance, in bins of 2.5 ms), `doc` (path of a parameter). The run's name may stand before: `b.peak(V_0, 60)`. Others: `exp`, `ln`, `sqrt`, `abs`,
//! `max`, `min`; `x` is the number of the text. In a scene an expression may stand in braces: `fire 2@{500 - x}`.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bouton::lesson::{self, Act, library as lessons};
use bouton::model::probe::Probe;
use bouton::preset::{self, Preset, library as presets};
use bouton::sim::{Recorder, Simulation};

/// What a run has to show: its probes, and how long it is watched [ms].
#[derive(Default, Clone)]
struct Wanted {
    probes: BTreeSet<String>,
    until_ms: f64,
}

/// A run that was done.
struct Run {
    dt_ms: f64,
    columns: BTreeMap<String, Vec<f64>>,
    /// The last weights of each projection.
    weights: BTreeMap<String, Vec<f64>>,
    /// The spikes of each population.
    spikes: BTreeMap<String, Train>,
    /// From where to where each projection goes.
    ends: BTreeMap<String, (String, String)>,
}

/// Times of the spikes of a population, each with its neuron, and how many neurons there are [ms].
type Train = (Vec<(u32, f64)>, u64);

/// The runs by what is done in them.
#[derive(Default)]
pub struct Runs {
    wanted: RefCell<BTreeMap<String, Wanted>>,
    done: RefCell<BTreeMap<String, Arc<Run>>>,
}

/// A bundled preset.
pub fn preset(name: &str) -> Result<Preset, String> {
    let bundled = presets::find(name).ok_or_else(|| format!("no preset “{name}”"))?;
    preset::load::parse(bundled.text.as_bytes()).map_err(|error| error.to_string())
}

/// A step of a lesson: `ampa:3`.
pub fn step(name: &str) -> Result<lesson::LessonStep, String> {
    let (lesson, step) = name.split_once(':').ok_or("no step")?;
    let bundled = lessons::find(lesson).ok_or_else(|| format!("no lesson “{lesson}”"))?;
    let step: usize = step.parse().map_err(|_| format!("no step “{step}”"))?;
    let lesson = lesson::parse(bundled.text.as_bytes()).map_err(|error| error.to_string())?;
    lesson.steps.get(step - 1).cloned().ok_or_else(|| format!("{name}: no such step"))
}

/// What happens in a run: `on ampa; set a.b=3; fire 1@0,10; fire 1@0:10:90; for 200`.
struct Scene {
    preset: Preset,
    fire: Vec<(String, f64)>,
    for_ms: f64,
}

fn value(text: &str) -> Result<f64, String> {
    text.trim().parse().map_err(|_| format!("no number: “{text}”"))
}

fn times(text: &str) -> Result<Vec<f64>, String> {
    let mut times = Vec::new();
    for part in text.split(',') {
        let bounds = part.split(':').map(value).collect::<Result<Vec<_>, _>>()?;
        match bounds[..] {
            [at] => times.push(at),
            [from, every, to] => {
                times.extend((0..).map(|k| from + f64::from(k) * every).take_while(|at| *at <= to + 1e-9));
            }
            _ => return Err(format!("no times: “{text}”")),
        }
    }
    Ok(times)
}

impl Scene {
    fn parse(text: &str) -> Result<Self, String> {
        let mut scene: Option<Self> = None;
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (verb, rest) = part.split_once(' ').ok_or_else(|| format!("no rest: “{part}”"))?;
            if verb == "on" {
                scene = Some(Self::on(rest.trim())?);
                continue;
            }
            let scene = scene.as_mut().ok_or("a scene begins with “on”")?;
            match verb {
                "set" => {
                    let (path, typed) = rest.split_once('=').ok_or("set path=value")?;
                    let address = scene.preset.find(path.trim()).map_err(|e| format!("{path}: {e:?}"))?;
                    let value = scene
                        .preset
                        .read_value(address, typed.trim())
                        .map_err(|error| format!("{path}: {error:?}"))?;
                    scene.preset = scene
                        .preset
                        .with_values(&[(address, value)])
                        .map_err(|problems| format!("{path}: {problems:?}"))?;
                }
                "fire" => {
                    let (name, at) = rest.split_once('@').ok_or("fire name@time")?;
                    scene.fire.extend(times(at)?.into_iter().map(|at| (name.to_owned(), at)));
                }
                "for" => scene.for_ms = value(rest)?,
                _ => return Err(format!("unknown: “{part}”")),
            }
        }
        scene.ok_or_else(|| "an empty scene".to_owned())
    }

    /// A preset, a step after its acts (`ampa:3`), or as a reader finds it (`ampa:3!`).
    fn on(name: &str) -> Result<Self, String> {
        if !name.contains(':') {
            return Ok(Self { preset: preset(name)?, fire: Vec::new(), for_ms: 0.0 });
        }
        let step = step(name.trim_end_matches('!'))?;
        if name.ends_with('!') {
            return Ok(Self { preset: Preset::clone(&step.preset), fire: Vec::new(), for_ms: 0.0 });
        }
        let fire = step.page.act.iter().filter_map(|act| match act {
            Act::Fire(name, times) => Some(times.iter().map(|at| (name.clone(), *at))),
            Act::Set(..) => None,
        });
        Ok(Self { preset: step.shown(), fire: fire.flatten().collect(), for_ms: 0.0 })
    }

    fn run(&self, wanted: &Wanted) -> Result<Run, String> {
        let grid = self.preset.grid();
        let network = self.preset.network();
        let mut simulation = Simulation::new(Arc::new(network.clone()), self.preset.run().seed, grid);
        for (name, at) in &self.fire {
            let population = network.population_named(name).ok_or_else(|| format!("no neuron “{name}”"))?;
            simulation.schedule_fire(population.id, None, *at);
        }
        let parsed = wanted
            .probes
            .iter()
            .map(|probe| Probe::parse(probe, network).map_err(|error| format!("{probe}: {error:?}")));
        let probes = parsed.collect::<Result<Vec<_>, _>>()?;
        let mut recorder = Recorder::new(&simulation, probes, 1);
        simulation.settle(&mut recorder);
        let until_ms = wanted.until_ms.max(self.for_ms);
        let steps = (until_ms / grid.dt_ms()).ceil() as u64;
        // A boundary is sampled when the step after it begins.
        simulation.run(steps + 1, &mut recorder);
        let recording = recorder.take();
        let columns = wanted.probes.iter().cloned().zip(recording.columns).collect();
        let mut spikes = BTreeMap::new();
        for population in network.populations() {
            let own = recording.spikes.iter().filter(|spike| spike.population == population.id);
            let times =
                own.map(|spike| (spike.neuron, spike.at.step.0 as f64 * grid.dt_ms() + spike.at.offset_ms));
            spikes.insert(population.name.clone(), (times.collect(), population.n));
        }
        let weights = network.projections().iter().map(|projection| {
            let weights = simulation.weights(projection.id).unwrap_or_default().to_vec();
            (projection.name.clone(), weights)
        });
        let name = |id| network.population(id).map(|own| own.name.clone()).unwrap_or_default();
        let ends = network.projections().iter().map(|own| (own.name.clone(), (name(own.from), name(own.to))));
        Ok(Run { dt_ms: grid.dt_ms(), columns, weights: weights.collect(), spikes, ends: ends.collect() })
    }
}

impl Run {
    /// The samples of a probe between two times, each with its time.
    fn samples(&self, probe: &str, from: f64, until: f64) -> Result<Vec<(f64, f64)>, String> {
        let column = self.columns.get(probe).ok_or_else(|| format!("no probe “{probe}”"))?;
        let own = column.iter().enumerate().map(|(at, value)| (at as f64 * self.dt_ms, *value));
        let half = 0.5 * self.dt_ms;
        Ok(own.filter(|(at, _)| from - half <= *at && *at <= until + half).collect())
    }

    fn times(&self, name: &str) -> Result<&Train, String> {
        self.spikes.get(name).ok_or_else(|| format!("no population “{name}”"))
    }

    /// Mean and standard deviation of the intervals of each neuron.
    fn cv(&self, name: &str, from: f64, until: f64) -> Result<f64, String> {
        let (all, _) = self.times(name)?;
        let mut last: BTreeMap<u32, f64> = BTreeMap::new();
        let mut gaps = Vec::new();
        for (neuron, at) in all.iter().filter(|(_, at)| from <= *at && *at <= until) {
            if let Some(before) = last.insert(*neuron, *at) {
                gaps.push(at - before);
            }
        }
        let n = gaps.len() as f64;
        let mean = gaps.iter().sum::<f64>() / n;
        Ok((gaps.iter().map(|gap| (gap - mean).powi(2)).sum::<f64>() / n).sqrt() / mean)
    }

    /// How often neurons with weights within bounds fire at lags about spikes of the target, relative to chance. Each pair is
    /// looked at.
    fn correlation(&self, projection: &str, numbers: &[f64]) -> Result<f64, String> {
        let [low, high, from, until, least, most] = numbers[..] else {
            return Err("lags, times and weights".to_owned());
        };
        let (pre, post) = self.ends.get(projection).ok_or("no such projection")?;
        let weights = &self.weights[projection];
        let is_meant = |neuron: u32| (least..=most).contains(&weights[neuron as usize]);
        let times = |name: &str| self.times(name).map(|own| own.0.iter());
        let pre: Vec<f64> = times(pre)?.filter(|own| is_meant(own.0)).map(|own| own.1).collect();
        let about: Vec<f64> = times(post)?.map(|own| own.1).filter(|at| (from..until).contains(at)).collect();
        let (low, high) = (low - 1.25, high + 1.25);
        let mut pairs = 0;
        for at in &about {
            let first = pre.partition_point(|own| *own < at + low);
            pairs += pre[first..].iter().take_while(|own| **own < at + high).count();
        }
        let n = pre.iter().filter(|at| (from..until).contains(*at)).count();
        let chance = about.len() as f64 * n as f64 / (until - from) * (high - low);
        Ok(pairs as f64 / chance)
    }

    fn measure(&self, name: &str, what: &str, numbers: &[f64]) -> Result<f64, String> {
        let number = |at: usize, otherwise: f64| numbers.get(at).copied().unwrap_or(otherwise);
        let greatest = |sign: f64| -> Result<(f64, f64), String> {
            let samples = self.samples(what, number(1, 0.0), number(0, f64::INFINITY))?;
            let best = samples.into_iter().max_by(|a, b| (sign * a.1).total_cmp(&(sign * b.1)));
            best.ok_or_else(|| "no samples".to_owned())
        };
        Ok(match name {
            "peak" => greatest(1.0)?.1,
            "trough" => greatest(-1.0)?.1,
            "tpeak" => greatest(1.0)?.0,
            "ttrough" => greatest(-1.0)?.0,
            "end" => self.samples(what, number(0, 0.0), number(0, 0.0))?.last().ok_or("no sample")?.1,
            "mean" | "area" => {
                let (from, until) = (number(0, 0.0), number(1, f64::INFINITY));
                let samples = self.samples(what, from, until)?;
                let mean = samples.iter().map(|own| own.1).sum::<f64>() / samples.len() as f64;
                if name == "mean" { mean } else { mean * (until - from) }
            }
            "cross" => {
                let samples = self.samples(what, number(1, 0.0), f64::INFINITY)?;
                let level = number(0, 0.0);
                let pair = samples.windows(2).find(|pair| (pair[0].1 < level) != (pair[1].1 < level));
                let pair = pair.ok_or_else(|| format!("{what} does not cross {level}"))?;
                pair[0].0 + (level - pair[0].1) / (pair[1].1 - pair[0].1) * (pair[1].0 - pair[0].0)
            }
            "spikes" => {
                let (from, until) = (number(1, f64::NEG_INFINITY), number(0, f64::INFINITY));
                self.times(what)?.0.iter().filter(|(_, at)| from <= *at && *at <= until).count() as f64
            }
            "rate" => {
                let (from, until) = (number(0, 0.0), number(1, 0.0));
                let (all, n) = self.times(what)?;
                let n_spikes = all.iter().filter(|(_, at)| from <= *at && *at < until).count();
                n_spikes as f64 / (*n as f64) / (until - from) * 1e3
            }
            "weight" | "share" => {
                let all = self.weights.get(what).ok_or_else(|| format!("no projection “{what}”"))?;
                let all = &all[number(2, 0.0) as usize..number(3, all.len() as f64) as usize];
                let within =
                    all.iter().filter(|own| number(0, 0.0) <= **own && **own <= number(1, 1.0)).count();
                let mean = all.iter().sum::<f64>() / all.len() as f64;
                if name == "weight" { mean } else { within as f64 / all.len() as f64 }
            }
            "corr" => self.correlation(what, numbers)?,
            "cv" => self.cv(what, number(0, 0.0), number(1, 0.0))?,
            "longest" => {
                let all = &self.times(what)?.0;
                all.windows(2).map(|two| two[1].1 - two[0].1).fold(0.0, f64::max)
            }
            "spike" => {
                let all = &self.times(what)?.0;
                let which = number(0, 1.0);
                let at = if which < 0.0 { all.len() as f64 + which } else { which - 1.0 };
                all.get(at as usize).ok_or_else(|| format!("{what} has no spike {which}"))?.1
            }
            _ => return Err(format!("no function “{name}”")),
        })
    }
}

/// Until when a function looks [ms].
fn reach(name: &str, numbers: &[f64]) -> f64 {
    let all = numbers.iter().copied().filter(|number| number.is_finite());
    match name {
        "cross" => numbers.get(1).copied().unwrap_or(0.0),
        "spike" | "longest" | "weight" | "share" => 0.0,
        "corr" => numbers.get(3).map_or(0.0, |until| until + 60.0),
        _ => all.fold(0.0, f64::max),
    }
}

/// An expression with the scenes of its runs by name.
pub struct Reckoning<'a> {
    pub runs: &'a Runs,
    /// Name and text of each scene; the first is meant where none is named.
    pub scenes: &'a [(String, String)],
    pub x: f64,
    /// Whether runs are only asked for and not done yet.
    pub is_asking: bool,
}

impl Reckoning<'_> {
    /// The value of an expression; a comparison is 1 or 0.
    pub fn value(&self, expression: &str) -> Result<f64, String> {
        let letters: Vec<char> = expression.chars().filter(|c| !c.is_whitespace()).collect();
        let mut reader = Reader { letters: &letters, at: 0, of: self };
        let value = reader.all()?;
        if reader.at == letters.len() { Ok(value) } else { Err(format!("left over: {}", reader.rest())) }
    }

    fn scene(&self, name: Option<&str>) -> Result<String, String> {
        let found = self.scenes.iter().find(|(own, _)| name.is_none_or(|name| own == name));
        let text = &found.ok_or_else(|| format!("no scene {name:?}"))?.1;
        let mut parts = text.split('{');
        let mut scene = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (inner, rest) = part.split_once('}').ok_or("no }")?;
            scene.push_str(&format!("{}{rest}", self.value(inner)?));
        }
        Ok(scene)
    }

    fn call(&self, name: &str, arguments: &[String]) -> Result<f64, String> {
        let numbers =
            |from: usize| arguments[from..].iter().map(|own| self.value(own)).collect::<Result<Vec<_>, _>>();
        let (scene, function) = name.split_once('.').map_or((None, name), |(scene, own)| (Some(scene), own));
        let plain: Option<fn(f64) -> f64> = match function {
            "exp" => Some(f64::exp),
            "ln" => Some(f64::ln),
            "sqrt" => Some(f64::sqrt),
            "abs" => Some(f64::abs),
            _ => None,
        };
        if let Some(plain) = plain {
            return Ok(plain(numbers(0)?[0]));
        }
        if function == "max" || function == "min" {
            let all = numbers(0)?.into_iter();
            return Ok(if function == "max" {
                all.fold(f64::MIN, f64::max)
            } else {
                all.fold(f64::MAX, f64::min)
            });
        }
        let text = self.scene(scene)?;
        let what = arguments.first().ok_or("no argument")?;
        if function == "doc" {
            let preset = Scene::parse(&text)?.preset;
            let address = preset.find(what).map_err(|error| format!("{what}: {error:?}"))?;
            let (_, value) = preset.get(address).ok_or("no value")?;
            return match value {
                bouton::param::Value::Number(number) => Ok(number),
                bouton::param::Value::Count(count) => Ok(count as f64),
                _ => Err(format!("{what} is no number")),
            };
        }
        let numbers = numbers(1)?;
        if self.is_asking {
            let mut wanted = self.runs.wanted.borrow_mut();
            let own = wanted.entry(text).or_default();
            own.until_ms = own.until_ms.max(reach(function, &numbers));
            if !["spikes", "spike", "longest", "rate", "cv", "weight", "share", "corr"].contains(&function) {
                own.probes.insert(what.clone());
            }
            return Ok(1.0);
        }
        self.runs.of(&text)?.measure(function, what, &numbers)
    }
}

impl Runs {
    fn of(&self, text: &str) -> Result<Arc<Run>, String> {
        if let Some(run) = self.done.borrow().get(text) {
            return Ok(Arc::clone(run));
        }
        let wanted = self.wanted.borrow().get(text).cloned().unwrap_or_default();
        let run = Arc::new(Scene::parse(text)?.run(&wanted)?);
        self.done.borrow_mut().insert(text.to_owned(), Arc::clone(&run));
        Ok(run)
    }
}

struct Reader<'a> {
    letters: &'a [char],
    at: usize,
    of: &'a Reckoning<'a>,
}

impl Reader<'_> {
    fn rest(&self) -> String {
        self.letters[self.at..].iter().collect()
    }

    fn takes(&mut self, what: &str) -> bool {
        let fits = self.rest().starts_with(what);
        self.at += if fits { what.chars().count() } else { 0 };
        fits
    }

    fn all(&mut self) -> Result<f64, String> {
        let mut value = self.comparison()?;
        while self.takes("&&") {
            value = f64::min(value, self.comparison()?);
        }
        Ok(value)
    }

    fn comparison(&mut self) -> Result<f64, String> {
        let left = self.sum()?;
        for (sign, holds) in [
            ("<=", (|a, b| a <= b) as fn(f64, f64) -> bool),
            (">=", |a, b| a >= b),
            ("==", |a, b| (a - b).abs() < 1e-9),
            ("<", |a, b| a < b),
            (">", |a, b| a > b),
        ] {
            if self.takes(sign) {
                return Ok(f64::from(u8::from(holds(left, self.sum()?))));
            }
        }
        Ok(left)
    }

    fn sum(&mut self) -> Result<f64, String> {
        let mut value = self.product()?;
        loop {
            if self.takes("+") {
                value += self.product()?;
            } else if self.takes("-") {
                value -= self.product()?;
            } else {
                return Ok(value);
            }
        }
    }

    fn product(&mut self) -> Result<f64, String> {
        let mut value = self.power()?;
        loop {
            if self.takes("*") {
                value *= self.power()?;
            } else if self.takes("/") {
                value /= self.power()?;
            } else {
                return Ok(value);
            }
        }
    }

    fn power(&mut self) -> Result<f64, String> {
        if self.takes("-") {
            return Ok(-self.power()?);
        }
        let base = self.atom()?;
        if self.takes("^") { Ok(base.powf(self.power()?)) } else { Ok(base) }
    }

    fn atom(&mut self) -> Result<f64, String> {
        if self.takes("(") {
            let value = self.all()?;
            return if self.takes(")") { Ok(value) } else { Err(format!("no ): {}", self.rest())) };
        }
        let start = self.at;
        let is_number = self.letters.get(start).is_some_and(char::is_ascii_digit);
        while self.letters.get(self.at).is_some_and(|c| c.is_alphanumeric() || *c == '.') {
            self.at += 1;
        }
        let word: String = self.letters[start..self.at].iter().collect();
        if is_number {
            return word.parse().map_err(|_| format!("no number: {word}"));
        }
        if word == "x" {
            return Ok(self.of.x);
        }
        if !self.takes("(") {
            return Err(format!("what is “{word}”? {}", self.rest()));
        }
        let mut arguments = vec![String::new()];
        let mut depth = 0;
        loop {
            let letter = *self.letters.get(self.at).ok_or("no )")?;
            self.at += 1;
            match letter {
                ')' if depth == 0 => break,
                ',' if depth == 0 => arguments.push(String::new()),
                _ => {
                    depth += i32::from(letter == '(') - i32::from(letter == ')');
                    arguments.last_mut().unwrap().push(letter);
                }
            }
        }
        self.of.call(&word, &arguments)
    }
}
