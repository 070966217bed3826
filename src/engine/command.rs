//! What can be asked of the engine, and how requests merge while they wait.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use super::goal::Goal;
use super::handover::Handover;
use super::history::place::{RunPlace, SeekTo};
use super::input_log::LoggedInput;
use super::question::Question;
use super::until::Until;
use crate::model::network::Network;
use crate::model::probe::Probe;
use crate::units::{Grid, RunId, Speed, Step};

/// A request to the engine.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Makes a neuron fire at the boundary already reached; without one, the population's volley.
    Fire {
        /// Id of the population.
        population: u32,
        /// Which of its neurons.
        neuron: Option<u32>,
    },
    /// Makes neurons fire at times of the run, exactly; what lies in the past fires at once.
    Schedule(Vec<PlannedSpike>),
    /// Lets inputs act at the boundaries that they are logged at, as the end of the run reaches them. They take the place of those
    /// that have not acted yet. One whose boundary is past acts at once.
    Play(Vec<LoggedInput>),
    /// Makes a neuron fire now, and again after every so much model time, until [`Command::LetGo`].
    Hold {
        /// Id of the population.
        population: u32,
        /// Which of its neurons; without one, the population's volley.
        neuron: Option<u32>,
        /// Model time from one spike to the next [ms]; at least a step.
        every_ms: f64,
    },
    /// Ends a [`Command::Hold`].
    LetGo,
    /// Goes on with an edited network.
    SetNetwork(Arc<Network>),
    /// Records these probes from now on.
    SetProbes(Vec<Probe>),
    /// Lists the releases of these projections from now on, by id.
    SetReleases(Vec<u32>),
    /// Lists changes of weights of these projections from now on, by id.
    SetWeights(Vec<u32>),
    /// Changes how fast model time passes.
    SetSpeed(Speed),
    /// Advances large networks on at most so many threads. It changes no result.
    SetThreads(usize),
    /// Rests as long as it takes for the window to have at most this much time between two frames. It changes no result.
    SetFrameTime(Duration),
    /// Lets model time pass.
    Run,
    /// Stops model time.
    Pause,
    /// Advances by one step, then pauses.
    StepDt,
    /// Advances by a millisecond of model time, then pauses.
    StepMs,
    /// Advances as fast as it goes until any neuron fires, then pauses.
    StepToSpike,
    /// Advances as fast as it goes until a goal is reached, then pauses.
    RunUntil(Goal),
    /// Moves the playhead back to where something happened last before it, and pauses.
    RunBack {
        /// What.
        until: Until,
        /// As that of a seek.
        number: u64,
    },
    /// Moves the playhead and pauses. Of neighbours the last counts; the number comes back with the scene that shows it.
    Seek {
        /// Where to.
        to: SeekTo,
        /// A number that rises from one to the next.
        number: u64,
    },
    /// Tells what acted on the present run up to its end, so that it can be saved ([`ToldRun`](super::ToldRun)).
    TellRun {
        /// A number that comes back with the answer.
        number: u64,
        /// The number of the first input that is told.
        first: usize,
        /// Whether the hash of the state at the end is told.
        hashes: bool,
    },
    /// Leaves what acted on the present run up to its end where it can be found from any thread ([`LastWord`](super::LastWord)).
    LeaveRun(Handover),
    /// Goes on with a run of its own from a place in the past of the present one, which stays as it is. Model time goes on or
    /// rests as before.
    Fork(Fork),
    /// Goes to a place in another run and pauses; the number comes back as that of a seek.
    SwitchRun {
        /// The run.
        run: RunId,
        /// Where in it.
        to: RunPlace,
        /// A number that rises from one seek to the next.
        number: u64,
    },
    /// Begins a twin at the end of the run: a copy of what is there, which goes on in lockstep with the run and gets its clicks, but
    /// not its edits. What it records comes under this run. A twin that there was ends.
    BeginTwin(RunId),
    /// Lets go of the twin.
    EndTwin,
    /// Asks for what it takes to play both of the twin again from t = 0. The answer comes with a scene.
    PlanPairs,
    /// Goes on in the twin alone with an edited network.
    EditTwin(Arc<Network>),
    /// Plays runs of the present program in the background, which has not begun yet.
    PlayBeside(Vec<PlayedRun>),
    /// Lets go of a run, which is not the present one, for good.
    ForgetRun(RunId),
    /// Limits the memory of kept states of the past from now on [bytes]; with 0, none is kept.
    SetPast(usize),
    /// Gives up a seek under way: the playhead stays where it was, or where it has come to.
    GiveUpSeek,
    /// Asks what happened in the past; the answer comes with a scene. Of two questions the last counts.
    Ask(Question),
    /// Hands over what it takes to go through the run again elsewhere from a boundary on.
    TakeOut {
        /// The boundary.
        from: Step,
        /// Where it is put.
        to: Handover,
    },
    /// Starts anew at t = 0 with a new epoch.
    Restart(Program),
    /// Makes something go wrong, to see that it is handled.
    Inject(Injection),
}

impl Command {
    /// Whether it acts on the run, so that its answer is a place ([`Acted`](super::Acted)).
    pub(super) fn is_input(&self) -> bool {
        matches!(self, Self::Fire { .. } | Self::Schedule(_) | Self::Hold { .. } | Self::SetNetwork(_))
    }

    /// Whether it acts on the run or lets time pass, which a seek under way comes before.
    pub(super) fn waits_for_seek(&self) -> bool {
        match self {
            Self::Fire { .. }
            | Self::Schedule(_)
            | Self::Play(_)
            | Self::Hold { .. }
            | Self::LetGo
            | Self::SetNetwork(_)
            | Self::Fork(_)
            | Self::BeginTwin(_)
            | Self::EditTwin(_)
            | Self::Run
            | Self::StepDt
            | Self::StepMs
            | Self::StepToSpike
            | Self::RunUntil(_)
            | Self::RunBack { .. }
            | Self::Inject(_)
            // A search begins where the seek under way leads.
            | Self::Seek { to: SeekTo::SpikeBefore, .. } => true,
            Self::SetProbes(_)
            | Self::SetReleases(_)
            | Self::SetWeights(_)
            | Self::SetSpeed(_)
            | Self::SetThreads(_)
            | Self::SetFrameTime(_)
            | Self::Pause
            | Self::SetPast(_)
            | Self::TellRun { .. }
            | Self::LeaveRun(_)
            | Self::Seek { .. }
            | Self::SwitchRun { .. }
            | Self::EndTwin
            | Self::PlanPairs
            | Self::ForgetRun(_)
            | Self::PlayBeside(_)
            | Self::GiveUpSeek
            | Self::Ask(_)
            | Self::TakeOut { .. }
            | Self::Restart(_) => false,
        }
    }
}

/// Where a run forks from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fork {
    /// The new run.
    pub run: RunId,
    /// The place in the present run that was seen. If model time has gone on since, the fork still begins there.
    pub at: RunPlace,
    /// Whether all that happened at the boundary of this place is part of the new run: no input of the present run acts there
    /// after it.
    pub keeps_boundary: bool,
}

/// A run that is played in the background.
#[derive(Debug, Clone, PartialEq)]
pub struct PlayedRun {
    /// The new run.
    pub run: RunId,
    /// What acts on it, in order.
    pub inputs: Vec<LoggedInput>,
    /// The boundary at which it ends.
    pub end: Step,
}

/// A spike that is asked for at a time of the run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlannedSpike {
    /// Id of the population.
    pub population: u32,
    /// Which of its neurons; without one, the population's volley.
    pub neuron: Option<u32>,
    /// When [ms since the start of the run].
    pub time_ms: f64,
}

/// What the engine runs, from the start.
#[derive(Debug, Clone, PartialEq)]
pub struct Program {
    /// The network.
    pub network: Arc<Network>,
    /// Seed of all random numbers.
    pub seed: u64,
    /// The time grid.
    pub grid: Grid,
    /// What is recorded.
    pub probes: Vec<Probe>,
    /// Ids of the projections whose releases are listed.
    pub releases: Vec<u32>,
    /// Ids of the projections of which changes of weights are listed: at the synapses onto the first neuron, as far as they are
    /// few enough.
    pub weights: Vec<u32>,
    /// How fast model time passes.
    pub speed: Speed,
    /// Whether model time passes at once, or waits for [`Command::Run`].
    pub running: bool,
}

/// A fault that diagnostics can ask for. Injections are no inputs of a run and are not logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Injection {
    /// The engine panics.
    Panic,
    /// A membrane potential stops being a number.
    NotANumber,
}

/// The number of a command, by which its sender knows the answer to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// A command on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    /// Its number.
    pub ticket: Ticket,
    /// The command.
    pub command: Command,
}

/// Commands that wait, in order. Of neighbours that replace each other only the last is kept; a fire or a
/// transport command between two keeps its place and keeps them apart, and is itself never dropped.
#[derive(Debug, Clone, Default)]
pub struct CommandQueue {
    waiting: VecDeque<Sent>,
}

impl CommandQueue {
    /// Adds a command at the end.
    pub fn push(&mut self, sent: Sent) {
        use Command::{
            Ask, EditTwin, Seek, SetFrameTime, SetNetwork, SetProbes, SetReleases, SetSpeed, SetThreads,
            SetWeights,
        };
        use SeekTo::{At, End, Mark, Ms, Start};
        if let Some(last) = self.waiting.back_mut()
            && let (SetNetwork(_), SetNetwork(_))
            | (EditTwin(_), EditTwin(_))
            | (SetProbes(_), SetProbes(_))
            | (SetReleases(_), SetReleases(_))
            | (SetWeights(_), SetWeights(_))
            | (SetSpeed(_), SetSpeed(_))
            | (SetThreads(_), SetThreads(_))
            | (SetFrameTime(_), SetFrameTime(_))
            | (Ask(_), Ask(_))
            | (Seek { .. }, Seek { to: At(_) | Ms(_) | Mark(_) | Start | End, .. }) =
                (&last.command, &sent.command)
        {
            *last = sent;
        } else {
            self.waiting.push_back(sent);
        }
    }

    /// The first command.
    #[must_use]
    pub fn first(&self) -> Option<&Command> {
        self.waiting.front().map(|sent| &sent.command)
    }

    /// Takes the first command.
    pub fn pop(&mut self) -> Option<Sent> {
        self.waiting.pop_front()
    }

    /// Puts a command back in front that could not be passed on.
    pub fn put_back(&mut self, sent: Sent) {
        self.waiting.push_front(sent);
    }

    /// Number of commands that wait.
    #[must_use]
    pub fn len(&self) -> usize {
        self.waiting.len()
    }

    /// Whether none waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network() -> Arc<Network> {
        Arc::new(Network::default())
    }

    fn fire(population: u32) -> Command {
        Command::Fire { population, neuron: None }
    }

    fn merged(commands: impl IntoIterator<Item = Command>) -> Vec<Command> {
        let mut queue = CommandQueue::default();
        for (number, command) in commands.into_iter().enumerate() {
            queue.push(Sent { ticket: Ticket(number as u64), command });
        }
        std::iter::from_fn(|| queue.pop()).map(|sent| sent.command).collect()
    }

    #[test]
    fn neighbours_that_replace_each_other_merge() {
        let speed = |speed| Command::SetSpeed(Speed::MsPerSecond(speed));
        let last = network();
        let kept = merged([Command::SetNetwork(network()), Command::SetNetwork(Arc::clone(&last))]);
        assert!(matches!(&kept[..], [Command::SetNetwork(network)] if Arc::ptr_eq(network, &last)));
        assert_eq!(merged([speed(1.0), speed(2.0), Command::SetSpeed(Speed::Unlimited)]).len(), 1);
        assert_eq!(merged([Command::SetProbes(Vec::new()), Command::SetProbes(Vec::new())]).len(), 1);
        assert_eq!(merged([speed(1.0), Command::SetProbes(Vec::new()), speed(2.0)]).len(), 3);
    }

    #[test]
    fn a_fire_between_two_networks_keeps_its_place() {
        let kept = merged([
            Command::SetNetwork(network()),
            Command::SetNetwork(network()),
            fire(1),
            Command::SetNetwork(network()),
            Command::SetNetwork(network()),
        ]);
        assert!(matches!(kept[..], [Command::SetNetwork(_), Command::Fire { .. }, Command::SetNetwork(_)]));
    }

    #[test]
    fn fire_and_transport_are_never_dropped() {
        let all =
            [fire(1), fire(1), Command::Run, Command::Run, Command::Pause, Command::StepDt, Command::StepDt];
        assert_eq!(merged(all.clone()), all);
    }

    #[test]
    fn what_could_not_be_passed_on_stays_first() {
        let mut queue = CommandQueue::default();
        let sent = |number, command| Sent { ticket: Ticket(number), command };
        queue.push(sent(1, fire(1)));
        queue.push(sent(2, fire(2)));
        if let Some(first) = queue.pop() {
            queue.put_back(first);
        }
        assert_eq!((queue.len(), queue.is_empty()), (2, false));
        assert_eq!(queue.pop(), Some(sent(1, fire(1))));
    }
}
