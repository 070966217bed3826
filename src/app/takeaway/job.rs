//! Going through a stretch of the run again on a thread of its own, and writing what comes out.
//!
//! The thread has everything it needs and says once how it ended; meanwhile the window asks how far it has come, and may stop it.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::time::{Duration, Instant};

use super::order::{Order, Table};
use super::wish::What;
use crate::declared;
use crate::engine::Excerpt;
use crate::export::animation;
use crate::export::csv::{Provenance, SampleWriter, SpikeWriter, write_table};
use crate::export::npz::{Arrays, MOST_BYTES};
use crate::export::picture::{self, MOST_PIXELS, Picture, Pixels, TooLarge};
use crate::export::svg;
use crate::input::output::{self, Content, Wanted};
use crate::sim::{Observer as _, Recorder, Recording, Spike};
use crate::text::Text;
use crate::units::Step;

/// Steps between two looks at whether it is to stop.
const LOOK: u64 = 500;
/// How long it is not worth telling that something is being written.
const SOON: Duration = Duration::from_millis(400);
/// Most cells of a table on the clipboard.
const MOST_CELLS: usize = 1_000_000;

/// How something ended.
#[derive(Debug)]
pub(super) enum Done {
    /// A file was written; what there is to say about it, such as that it will not open again.
    Written(PathBuf, Option<String>),
    /// A table for the clipboard, and the number of its rows.
    Table(String, usize),
    /// A picture for the clipboard.
    Picture(Picture),
    /// It failed.
    Failed(Vec<String>),
    /// It was stopped.
    Stopped,
}

/// Something that is being written.
#[derive(Debug)]
pub(super) struct Job {
    pub name: String,
    answer: Receiver<Done>,
    control: Arc<Control>,
    since: Instant,
}

/// What the window and the thread tell each other meanwhile.
#[derive(Debug, Default)]
pub(super) struct Control {
    /// How far it has come, in thousandths.
    progress: AtomicU32,
    /// Whether it is to stop.
    pub stops: AtomicBool,
}

impl Control {
    /// Tells that so much of all is done.
    pub fn tell(&self, done: usize, all: usize) {
        self.progress.store(u32::try_from(1000 * done / all.max(1)).unwrap_or(1000), Ordering::Relaxed);
    }
}

impl Job {
    /// Starts to work, on a picture if one was taken. Without a path it is for the clipboard.
    pub fn start(
        order: Order,
        excerpt: Option<Excerpt>,
        drawn: Option<Picture>,
        path: Option<PathBuf>,
    ) -> io::Result<Self> {
        let to = path.clone();
        Self::of(to.as_deref(), move |control| {
            Work { order, drawn, path, control: Arc::clone(control) }.run(excerpt)
        })
    }

    /// Starts other work, for a file or the clipboard.
    pub fn of(
        path: Option<&Path>,
        work: impl FnOnce(&Arc<Control>) -> Done + Send + 'static,
    ) -> io::Result<Self> {
        let (sender, answer) = sync_channel(1);
        let control = Arc::new(Control::default());
        let name = path.and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
        let own = Arc::clone(&control);
        let run = move || {
            // Whoever asked may be gone.
            let _ = sender.send(work(&own));
        };
        std::thread::Builder::new().name("takeaway".to_owned()).spawn(run)?;
        Ok(Self { name, answer, control, since: Instant::now() })
    }

    /// How it ended, once it has.
    pub fn poll(&self) -> Option<Done> {
        match self.answer.try_recv() {
            Ok(done) => Some(done),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Done::Stopped),
        }
    }

    /// How far it has come, from 0 to 1, if it takes long enough to be told.
    pub fn progress(&self) -> Option<f32> {
        #[expect(clippy::cast_precision_loss, reason = "at most 1000")]
        let share = self.control.progress.load(Ordering::Relaxed) as f32 / 1e3;
        (SOON < self.since.elapsed()).then_some(share)
    }

    /// Stops it soon.
    pub fn stop(&self) {
        self.control.stops.store(true, Ordering::Relaxed);
    }
}

/// Does the same and waits for it.
pub(super) fn at_once(order: Order, excerpt: Option<Excerpt>, path: PathBuf) -> Done {
    Work { order, drawn: None, path: Some(path), control: Arc::default() }.run(excerpt)
}

struct Work {
    order: Order,
    drawn: Option<Picture>,
    path: Option<PathBuf>,
    control: Arc<Control>,
}

/// Why nothing came out.
enum Stop {
    Asked,
    Failed(Vec<String>),
}

impl From<Vec<String>> for Stop {
    fn from(lines: Vec<String>) -> Self {
        Self::Failed(lines)
    }
}

impl Work {
    fn run(&self, excerpt: Option<Excerpt>) -> Done {
        let text = Text::of(self.order.language, &declared::texts());
        match self.make(excerpt, &text) {
            Ok(done) => done,
            Err(Stop::Asked) => Done::Stopped,
            Err(Stop::Failed(lines)) => Done::Failed(lines),
        }
    }

    fn make(&self, excerpt: Option<Excerpt>, text: &Text) -> Result<Done, Stop> {
        let (order, what) = (&self.order, self.order.wish.what);
        let mut note = None;
        let packed = excerpt.as_ref().and_then(|excerpt| match order.pack(excerpt, text) {
            Ok(packed) => Some(packed),
            Err(reason) => {
                note = Some(text.with("cli-will-not-reopen", &[("reason", &reason)]));
                None
            }
        });
        let provenance = order.provenance(packed);
        let (recording, excerpt) = match excerpt {
            Some(excerpt) if order.needs_run() => {
                let (recording, excerpt) = self.record(excerpt, text)?;
                (recording, Some(excerpt))
            }
            other => (Recording::default(), other),
        };
        let Some(path) = &self.path else { return self.for_clipboard(&recording, text) };
        let mut bytes = Vec::new();
        let failed = |error: io::Error| vec![output::why(&error, text)];
        match what {
            What::Table | What::Spikes => self.table(&mut bytes, &recording, &provenance).map_err(failed)?,
            What::Arrays => {
                if let Some(excerpt) = &excerpt {
                    let simulation = excerpt.simulation();
                    let arrays = Arrays::of_run(&recording, &order.probes, simulation, order.preset.grid());
                    arrays.write(&mut bytes, &provenance).map_err(failed)?;
                }
            }
            What::Drawing => {
                bytes = svg::draw(&order.figure(&recording), &order.style, &provenance).into_bytes();
            }
            What::Film => bytes = self.film(&recording, &provenance, text)?,
            What::Picture | What::Canvas | What::Window => {
                let (drawn, lacking) = self.picture(&recording, text)?;
                note = note.or(lacking);
                let (size, pixels) = ((drawn.width, drawn.height), Pixels::Rgb(&drawn.pixels));
                let dpi = self.drawn.is_none().then_some(order.dpi);
                bytes = picture::png(size, pixels, dpi, &provenance).map_err(failed)?;
            }
        }
        write(order, path, &bytes, text)?;
        Ok(Done::Written(path.clone(), note))
    }

    fn table(
        &self,
        bytes: &mut Vec<u8>,
        recording: &Recording,
        provenance: &Provenance<'_>,
    ) -> io::Result<()> {
        let order = &self.order;
        match order.graphs.first().filter(|_| !order.needs_run()) {
            Some((_, graph)) => {
                let Table { head, rows } = Table::of_graph(graph);
                write_table(bytes, provenance, &head, &rows)
            }
            None if order.shows_spikes() => SpikeWriter::new(bytes, provenance)?.write(&recording.spikes),
            None => SampleWriter::new(bytes, provenance, &order.probes)?.write(recording),
        }
    }

    /// An animated picture; the second half of the work.
    fn film(&self, recording: &Recording, provenance: &Provenance<'_>, text: &Text) -> Result<Vec<u8>, Stop> {
        let (order, figure) = (&self.order, self.order.figure(recording));
        animation::fits(&figure, &order.style, order.dpi, order.pace)
            .map_err(|refused| vec![text.say(&refused.message())])?;
        let mut go_on = |done: u64, all: u64| {
            let share = u32::try_from(1000 * done / all.max(1)).unwrap_or(1000);
            self.control.progress.store(share, Ordering::Relaxed);
            !self.control.stops.load(Ordering::Relaxed)
        };
        let drawn = animation::draw((&figure, &order.style), order.dpi, order.pace, provenance, &mut go_on)
            .map_err(|error| vec![output::why(&error, text)])?;
        drawn.ok_or(Stop::Asked)
    }

    fn picture(&self, recording: &Recording, text: &Text) -> Result<(Picture, Option<String>), Stop> {
        let order = &self.order;
        if let Some(drawn) = &self.drawn {
            return Ok((drawn.clone(), None));
        }
        let figure = order.figure(recording);
        let drawn = picture::draw(&figure, &order.style, order.dpi).map_err(|TooLarge { millions }| {
            let limit = format!("{}", MOST_PIXELS / 1e6);
            vec![text.with("picture-too-large", &[("size", millions.to_string()), ("limit", limit)])]
        })?;
        let lacking = picture::lacking(&figure, &order.style);
        let note = (!lacking.is_empty()).then(|| {
            let count = lacking.len().to_string();
            let letters: String = lacking.into_iter().take(20).collect();
            text.with("screenshot-boxes", &[("letters", letters), ("count", count)])
        });
        Ok((drawn, note))
    }

    fn for_clipboard(&self, recording: &Recording, text: &Text) -> Result<Done, Stop> {
        let order = &self.order;
        if order.wish.what == What::Picture {
            return self.picture(recording, text).map(|(drawn, _)| Done::Picture(drawn));
        }
        let table = match order.graphs.first().filter(|_| !order.needs_run()) {
            Some((_, graph)) => Table::of_graph(graph),
            None if order.shows_spikes() => Table::of_spikes(recording, &order.preset),
            None => Table::of_samples(recording, &order.probes, &order.preset),
        };
        if MOST_CELLS < table.n_cells() {
            let args = [("count", table.n_cells().to_string()), ("limit", MOST_CELLS.to_string())];
            return Err(vec![text.with("take-too-many-cells", &args)].into());
        }
        Ok(Done::Table(table.with_tabs(order.language), table.rows.len()))
    }

    /// Goes through the stretch and records it.
    fn record(&self, mut excerpt: Excerpt, text: &Text) -> Result<(Recording, Excerpt), Stop> {
        let (from, to) = self.order.span;
        let rows = to.0.saturating_sub(from.0) + 1;
        let bytes = rows.saturating_mul(8 * (self.order.probes.len() as u64 + 1));
        if MOST_BYTES < bytes {
            let args = [("size", (bytes >> 20).to_string()), ("limit", (MOST_BYTES >> 20).to_string())];
            return Err(vec![text.with("take-too-long", &args)].into());
        }
        let (start, end) = (excerpt.simulation().now().0, to.0.max(1));
        let go = |excerpt: &mut Excerpt, until: Step, mut recorder: Option<&mut Recorder>| {
            loop {
                if self.control.stops.load(Ordering::Relaxed) {
                    return Err(Stop::Asked);
                }
                let done = match &mut recorder {
                    Some(recorder) => excerpt.advance(LOOK, until, false, &mut **recorder),
                    None => excerpt.advance(LOOK, until, true, &mut ()),
                };
                let now = excerpt.simulation().now().0;
                let share = 1000 * now.saturating_sub(start) / end.saturating_sub(start).max(1);
                self.control.progress.store(u32::try_from(share).unwrap_or(1000), Ordering::Relaxed);
                if done == 0 {
                    return Ok(());
                }
                if let Some(recorder) = &recorder
                    && MOST_SPIKES < recorder.n_spikes()
                {
                    let args = [("limit", MOST_SPIKES.to_string())];
                    return Err(vec![text.with("take-too-many-spikes", &args)].into());
                }
            }
        };
        go(&mut excerpt, from, None)?;
        let mut recorder = Recorder::new(excerpt.simulation(), self.order.probes.clone(), 1);
        go(&mut excerpt, to, Some(&mut recorder))?;
        excerpt.simulation_mut().settle(&mut recorder);
        recorder.sample(excerpt.simulation());
        let mut recording = recorder.take();
        self.order.put_in_order(&mut recording.spikes);
        Ok((recording, excerpt))
    }
}

/// Most spikes that are written, as many as an archive holds.
const MOST_SPIKES: usize = 1 << 24;

impl Order {
    /// Whether its table is one of spikes.
    fn shows_spikes(&self) -> bool {
        self.wish.what == What::Spikes || self.probes.is_empty()
    }

    /// Spikes in order of time, then of population and neuron; a step tells of one population after the other. Where a plot is
    /// meant, only those that it shows are left.
    fn put_in_order(&self, spikes: &mut Vec<Spike>) {
        let populations = self.preset.network().populations();
        let place = |spike: &Spike| populations.iter().position(|own| own.id == spike.population);
        if self.wish.plot.is_some() {
            let shown: Vec<u32> = self.plots.iter().flat_map(|plot| plot.kind.populations()).collect();
            if !shown.is_empty() {
                spikes.retain(|spike| shown.contains(&spike.population));
            }
        }
        spikes.sort_by(|a, b| {
            a.at.order(&b.at).then_with(|| place(a).cmp(&place(b))).then(a.neuron.cmp(&b.neuron))
        });
    }
}

/// Writes a file through the guard of outputs. A person was asked before whether one may be replaced.
pub(super) fn write(order: &Order, path: &Path, bytes: &[u8], text: &Text) -> Result<(), Vec<String>> {
    write_content(&order.source, path, order.wish.what.content(), bytes, text)
}

/// The same of what is no order; `document` is the argument that names the document.
pub(super) fn write_content(
    document: &std::ffi::OsStr,
    path: &Path,
    content: Content,
    bytes: &[u8],
    text: &Text,
) -> Result<(), Vec<String>> {
    let wanted = [Wanted { path, content }];
    let outputs = output::open(document, &wanted, true, text).map_err(crate::input::Failure::into_lines)?;
    for mut out in outputs {
        out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| {
            let args = [("path", path.display().to_string()), ("detail", output::why(&error, text))];
            vec![text.with("cli-write-failed", &args)]
        })?;
        out.finish(text).map_err(crate::input::Failure::into_lines)?;
    }
    Ok(())
}
