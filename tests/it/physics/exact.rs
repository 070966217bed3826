//! A second implementation of membranes, receptors with all their kinetics, release, delays and gap junctions, written plainly
//! and sharing nothing with the first but the parameters: one system of differential equations for everything, by the
//! classical Runge–Kutta method with steps of 0.005 ms that end at every arrival, every end of a pulse and every release
//! from the reset, and with thresholds found by bisection.
//!
//! Synapses with pulses of transmitter are the mean over many release sites, each of which sees the whole pulse with
//! probability A, or none: cohorts of sites with an end of their own.

use bouton::model::kinetics::Kinetics;
use bouton::model::kinetics::double_exponential::DoubleExponential;
use bouton::model::kinetics::instant::Summation;
use bouton::model::kinetics::square_pulse::Unbinding;
use bouton::model::neuron::izhikevich::Izhikevich;
use bouton::model::neuron::lif::Lif;
use bouton::model::receptor::Receptor;
use bouton::model::release::Release;

/// Step of the reference [ms].
const H_MS: f64 = 0.005;

/// A cell of a scenario.
#[derive(Debug, Clone)]
pub enum Cell {
    /// Fires at these times [ms].
    Source(Vec<f64>),
    Lif(Lif),
    Izhikevich(Izhikevich),
}

/// A synapse of one cell onto another.
#[derive(Debug, Clone)]
pub struct Link {
    pub from: usize,
    pub to: usize,
    pub delay_ms: f64,
    pub w: f64,
    pub release: Release,
    pub receptor: Receptor,
}

/// Cells, synapses, and gap junctions as (cell, cell, conductance [nS]).
#[derive(Debug, Clone, Default)]
pub struct Scenario {
    pub cells: Vec<Cell>,
    pub links: Vec<Link>,
    pub gaps: Vec<(usize, usize, f64)>,
}

/// Sites that a pulse drives, as a fraction of all, and until when [ms].
#[derive(Debug, Clone)]
struct Cohort {
    mass: f64,
    until_ms: f64,
}

/// What a link has besides its differential equations.
#[derive(Debug, Clone)]
struct LinkState {
    /// u and x of release, and when they were so [ms].
    pool: (f64, f64),
    at_ms: f64,
    cohorts: Vec<Cohort>,
    /// Where its variables begin: those of the kinetics, then what is open in each cohort.
    first: usize,
}

/// Everything that changes.
struct Run<'a> {
    scenario: &'a Scenario,
    t: f64,
    /// V and u of each cell, then the variables of each link.
    y: Vec<f64>,
    links: Vec<LinkState>,
    held_until: Vec<f64>,
    /// Arrivals as (time [ms], link).
    arrivals: Vec<(f64, usize)>,
    spikes: Vec<Vec<f64>>,
}

/// V of each cell at the samples [mV], and its spikes [ms].
pub struct Course {
    pub V: Vec<Vec<f64>>,
    pub spikes: Vec<Vec<f64>>,
}

/// Number of variables of a link without cohorts.
fn n_variables(kinetics: &Kinetics) -> usize {
    match kinetics {
        Kinetics::Instant(_) | Kinetics::SquarePulse(_) => 1,
        Kinetics::DoubleExponential(_) | Kinetics::GProtein(_) => 2,
    }
}

fn kinetics(link: &Link) -> &Kinetics {
    link.receptor.inner().unwrap().kinetics()
}

/// B (1/τ_r − 1/τ_d), or e/τ: by which y drives P.
fn drive(double: &DoubleExponential) -> f64 {
    let (rise, decay) = (double.tau_rise_ms, double.tau_decay_ms);
    if rise == decay {
        return libm::exp(1.0) / decay;
    }
    let peak = rise * decay / (decay - rise) * libm::log(decay / rise);
    (1.0 / rise - 1.0 / decay) / (libm::exp(-peak / decay) - libm::exp(-peak / rise))
}

/// The greatest P that a double exponential reaches without another release: by sections of the time to come.
fn peak_to_come(double: &DoubleExponential, P: f64, y: f64) -> f64 {
    let (rise, decay) = (double.tau_rise_ms, double.tau_decay_ms);
    let k = drive(double);
    let at = |t: f64| {
        let wave = if rise == decay {
            t * libm::exp(-t / decay)
        } else {
            (libm::exp(-t / decay) - libm::exp(-t / rise)) / (1.0 / rise - 1.0 / decay)
        };
        P * libm::exp(-t / decay) + y * k * wave
    };
    let (mut low, mut high) = (0.0, 20.0 * rise.max(decay));
    for _ in 0..200 {
        let (a, b) = (low + (high - low) / 3.0, high - (high - low) / 3.0);
        if at(a) < at(b) { low = a } else { high = b }
    }
    at(0.5 * (low + high)).max(P)
}

impl Run<'_> {
    fn new(scenario: &Scenario) -> Run<'_> {
        let mut y = Vec::new();
        for cell in &scenario.cells {
            y.extend(match cell {
                Cell::Source(_) => [0.0, 0.0],
                Cell::Lif(lif) => [lif.V_init_mV, 0.0],
                Cell::Izhikevich(model) => [model.V_init_mV, model.b * model.V_init_mV],
            });
        }
        let mut links = Vec::new();
        for link in &scenario.links {
            let pool = match &link.release {
                Release::Constant(constant) => (constant.P0, 1.0),
                Release::Facilitation(rule) => (rule.P0, 1.0),
                Release::Depression(rule) => (rule.P0, 1.0),
                Release::FacilitationDepression(rule) => (rule.P0, 1.0),
                Release::TsodyksMarkram(rule) => (rule.U, 1.0),
                Release::Quantal(_) => panic!("nothing is left to chance here"),
            };
            let first = y.len();
            y.resize(first + n_variables(kinetics(link)), 0.0);
            links.push(LinkState { pool, at_ms: 0.0, cohorts: Vec::new(), first });
        }
        let arrivals = scenario.links.iter().enumerate().flat_map(|(index, link)| {
            let times: &[f64] =
                if let Cell::Source(times) = &scenario.cells[link.from] { times } else { &[] };
            times.iter().map(move |t| (t + link.delay_ms, index))
        });
        let arrivals = arrivals.collect();
        let n = scenario.cells.len();
        let held_until = vec![0.0; n];
        Run { scenario, t: 0.0, y, links, held_until, arrivals, spikes: vec![Vec::new(); n] }
    }

    /// What is open of a link.
    fn open(&self, index: usize, y: &[f64]) -> f64 {
        let state = &self.links[index];
        match kinetics(&self.scenario.links[index]) {
            Kinetics::Instant(_) | Kinetics::DoubleExponential(_) => y[state.first],
            Kinetics::SquarePulse(_) => y[state.first..=state.first + state.cohorts.len()].iter().sum(),
            Kinetics::GProtein(protein) => {
                let s = y[state.first + 1];
                s * s * s * s / (s * s * s * s + protein.K_d_uM4)
            }
        }
    }

    fn slopes_of_links(&self, y: &[f64], dy: &mut [f64]) {
        for (link, state) in self.scenario.links.iter().zip(&self.links) {
            let i = state.first;
            match kinetics(link) {
                Kinetics::Instant(instant) => dy[i] = -y[i] / instant.tau_ms,
                Kinetics::DoubleExponential(double) => {
                    dy[i] = -y[i] / double.tau_decay_ms + drive(double) * y[i + 1];
                    dy[i + 1] = -y[i + 1] / double.tau_rise_ms;
                }
                Kinetics::SquarePulse(pulse) => {
                    dy[i] = -pulse.beta_per_ms * y[i];
                    for (k, cohort) in state.cohorts.iter().enumerate() {
                        let open = y[i + 1 + k];
                        let unbinding =
                            if pulse.unbinding == Unbinding::Always { pulse.beta_per_ms } else { 0.0 };
                        dy[i + 1 + k] =
                            pulse.alpha_per_mM_ms * pulse.T_max_mM * (cohort.mass - open) - unbinding * open;
                    }
                }
                Kinetics::GProtein(protein) => {
                    dy[i] = -protein.K2_per_ms * y[i];
                    let mut active = y[i];
                    for (k, cohort) in state.cohorts.iter().enumerate() {
                        let r = y[i + 2 + k];
                        active += r;
                        dy[i + 2 + k] = protein.K1_per_mM_ms * protein.T_max_mM * (cohort.mass - r)
                            - protein.K2_per_ms * r;
                    }
                    dy[i + 1] = protein.K3_uM_per_ms * active - protein.K4_per_ms * y[i + 1];
                }
            }
        }
    }

    fn slopes(&self, y: &[f64]) -> Vec<f64> {
        let mut dy = vec![0.0; y.len()];
        self.slopes_of_links(y, &mut dy);
        // Currents into the cells [pA].
        let mut I = vec![0.0; self.scenario.cells.len()];
        for (index, link) in self.scenario.links.iter().enumerate() {
            let model = link.receptor.inner().unwrap();
            let V = y[2 * link.to];
            let free = if let Receptor::Nmda(nmda) = &link.receptor {
                1.0 / (1.0 + nmda.Mg_mM / 3.57 * libm::exp(-V / 16.13))
            } else {
                1.0
            };
            I[link.to] -= model.g_max_nS() * link.w * self.open(index, y) * free * (V - model.E_mV());
        }
        for (first, second, g_c) in &self.scenario.gaps {
            let I_c = g_c * (y[2 * first] - y[2 * second]);
            I[*first] -= I_c;
            I[*second] += I_c;
        }
        for (index, cell) in self.scenario.cells.iter().enumerate() {
            let (V, u) = (y[2 * index], y[2 * index + 1]);
            match cell {
                Cell::Source(_) => {}
                Cell::Lif(_) if self.t < self.held_until[index] => {}
                Cell::Lif(lif) => {
                    dy[2 * index] = (-lif.g_L_nS * (V - lif.E_L_mV) + lif.I_app_pA + I[index]) / lif.C_pF;
                }
                Cell::Izhikevich(model) => {
                    let input = (model.I_app_pA + I[index]) / model.I_unit_pA;
                    dy[2 * index] = model.k2 * V * V + model.k1 * V + model.k0 - u + input;
                    dy[2 * index + 1] = model.a_per_ms * (model.b * V - u);
                }
            }
        }
        dy
    }

    /// Everything after a step of `h` [ms].
    fn rk4(&self, h: f64) -> Vec<f64> {
        let moved =
            |k: &[f64], h: f64| -> Vec<f64> { self.y.iter().zip(k).map(|(y, k)| y + h * k).collect() };
        let k1 = self.slopes(&self.y);
        let k2 = self.slopes(&moved(&k1, 0.5 * h));
        let k3 = self.slopes(&moved(&k2, 0.5 * h));
        let k4 = self.slopes(&moved(&k3, h));
        let step = |i: usize| self.y[i] + h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
        (0..self.y.len()).map(step).collect()
    }

    /// Whether a cell is at its threshold with these variables.
    fn fires(&self, cell: usize, y: &[f64]) -> bool {
        match &self.scenario.cells[cell] {
            Cell::Source(_) => false,
            Cell::Lif(lif) => self.held_until[cell] <= self.t && lif.V_th_mV <= y[2 * cell],
            Cell::Izhikevich(_) => 30.0 <= y[2 * cell],
        }
    }

    fn any_fires(&self, y: &[f64]) -> bool {
        (0..self.scenario.cells.len()).any(|cell| self.fires(cell, y))
    }

    fn fire(&mut self, cell: usize) {
        self.spikes[cell].push(self.t);
        match &self.scenario.cells[cell] {
            Cell::Source(_) => {}
            Cell::Lif(lif) => {
                self.y[2 * cell] = lif.V_reset_mV;
                self.held_until[cell] = self.t + lif.t_ref_ms;
            }
            Cell::Izhikevich(model) => {
                self.y[2 * cell] = model.c_mV;
                self.y[2 * cell + 1] += model.d;
            }
        }
        for (index, link) in self.scenario.links.iter().enumerate().filter(|(_, link)| link.from == cell) {
            self.arrivals.push((self.t + link.delay_ms, index));
        }
    }

    /// What a spike releases at a link.
    fn release(&mut self, index: usize) -> f64 {
        let state = &mut self.links[index];
        let since = self.t - state.at_ms;
        state.at_ms = self.t;
        let relax = |value: f64, to: f64, tau: f64| {
            if tau == 0.0 { to } else { to + (value - to) * libm::exp(-since / tau) }
        };
        let (u, x) = state.pool;
        let (amplitude, pool) = match &self.scenario.links[index].release {
            Release::Constant(constant) => (constant.P0, (u, x)),
            Release::Facilitation(rule) => {
                let P = relax(u, rule.P0, rule.tau_P_ms);
                (P, (P + rule.f_F * (1.0 - P), x))
            }
            Release::Depression(rule) => {
                let P = relax(u, rule.P0, rule.tau_P_ms);
                (P, (rule.f_D * P, x))
            }
            Release::FacilitationDepression(rule) => {
                let (u, x) = (relax(u, rule.P0, rule.tau_F_ms), relax(x, 1.0, rule.tau_D_ms));
                (u * x, (u + rule.f_F * (1.0 - u), rule.f_D * x))
            }
            Release::TsodyksMarkram(rule) => {
                let (u, x) = (relax(u, rule.U, rule.tau_facil_ms), relax(x, 1.0, rule.tau_rec_ms));
                (u * x, (u + rule.U * (1.0 - u), x - u * x))
            }
            Release::Quantal(_) => panic!("nothing is left to chance here"),
        };
        state.pool = pool;
        amplitude
    }

    /// Begins a cohort with a fraction of all sites, taken from everywhere alike.
    fn begin_pulse(&mut self, index: usize, A: f64, until_ms: f64, n_own: usize) {
        let state = &mut self.links[index];
        let n_cohorts = state.cohorts.len();
        let (first, variables) = (state.first, state.first + n_own..state.first + n_own + n_cohorts);
        let mut moved = A * self.y[first];
        self.y[first] *= 1.0 - A;
        for i in variables.clone() {
            moved += A * self.y[i];
            self.y[i] *= 1.0 - A;
        }
        for cohort in &mut state.cohorts {
            cohort.mass *= 1.0 - A;
        }
        state.cohorts.push(Cohort { mass: A, until_ms });
        self.insert(index, variables.end, moved);
    }

    fn insert(&mut self, index: usize, place: usize, value: f64) {
        self.y.insert(place, value);
        self.links[index + 1..].iter_mut().for_each(|link| link.first += 1);
    }

    fn end_pulses(&mut self) {
        for index in 0..self.links.len() {
            let n_own = n_variables(kinetics(&self.scenario.links[index]));
            while let Some(k) = self.links[index].cohorts.iter().position(|c| c.until_ms <= self.t) {
                let first = self.links[index].first;
                let open = self.y.remove(first + n_own + k);
                self.y[first] += open;
                self.links[index].cohorts.remove(k);
                self.links[index + 1..].iter_mut().for_each(|link| link.first -= 1);
            }
        }
    }

    fn arrive(&mut self, index: usize) {
        let A = self.release(index);
        let i = self.links[index].first;
        let opened = |summation, P: f64| match summation {
            Summation::Saturating => A * (1.0 - P),
            Summation::Replacing => A - P,
            Summation::Linear => A,
        };
        match kinetics(&self.scenario.links[index]).clone() {
            Kinetics::Instant(instant) => self.y[i] += opened(instant.summation, self.y[i]),
            Kinetics::DoubleExponential(double) => {
                let P = peak_to_come(&double, self.y[i], self.y[i + 1]);
                self.y[i + 1] += opened(double.summation, P);
            }
            Kinetics::SquarePulse(pulse) => self.begin_pulse(index, A, self.t + pulse.T_dur_ms, 1),
            Kinetics::GProtein(protein) => self.begin_pulse(index, A, self.t + protein.T_dur_ms, 2),
        }
    }

    /// The next time at which something happens by itself, `stop` at most.
    fn next_event(&self, stop: f64) -> f64 {
        let pulses = self.links.iter().flat_map(|link| &link.cohorts).map(|cohort| cohort.until_ms);
        let arrivals = self.arrivals.iter().map(|(at, _)| *at);
        let held = self.held_until.iter().copied().filter(|until| self.t < *until);
        pulses.chain(arrivals).chain(held).fold(stop, f64::min)
    }

    /// Lets everything happen that is due.
    fn act(&mut self) {
        self.end_pulses();
        while let Some(k) = self.arrivals.iter().position(|(at, _)| *at <= self.t) {
            let (_, index) = self.arrivals.remove(k);
            self.arrive(index);
        }
    }

    fn run_to(&mut self, stop: f64) {
        self.act();
        while self.t < stop {
            let next = self.next_event(stop);
            let h = H_MS.min(next - self.t);
            let y = self.rk4(h);
            if self.any_fires(&y) {
                let (mut low, mut high) = (0.0, h);
                for _ in 0..60 {
                    let middle = 0.5 * (low + high);
                    if self.any_fires(&self.rk4(middle)) { high = middle } else { low = middle }
                }
                let y = self.rk4(high);
                let firing: Vec<usize> =
                    (0..self.scenario.cells.len()).filter(|cell| self.fires(*cell, &y)).collect();
                (self.y, self.t) = (y, self.t + high);
                firing.into_iter().for_each(|cell| self.fire(cell));
            } else {
                self.y = y;
                self.t = if next - self.t <= h { next } else { self.t + h };
            }
            self.act();
        }
    }
}

/// What a scenario does up to the last of the times at which it is looked at [ms].
pub fn integrate(scenario: &Scenario, samples_ms: &[f64]) -> Course {
    let mut run = Run::new(scenario);
    let mut V = vec![Vec::new(); scenario.cells.len()];
    for t in samples_ms {
        run.run_to(*t);
        for (cell, V) in V.iter_mut().enumerate() {
            V.push(run.y[2 * cell]);
        }
    }
    Course { V, spikes: run.spikes }
}
