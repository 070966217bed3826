//! The weights of a projection that learns: one by one, their distribution, and its film.

use eframe::egui::{Color32, ColorImage, TextureOptions, Ui};

use super::axis::run_unit;
use super::chart::{Axis, Bars, Chart, Curve, Dots, Image, range_from_zero};
use super::film_picture::FilmPicture;
use super::{Drawn, kind};
use crate::app::appearance::Appearance;
use crate::app::context::ViewContext;
use crate::app::frame::Frame;
use crate::app::theme::Theme;
use crate::app::view_state::PlotsState;
use crate::app::widget::number;
use crate::model::network::{Connect, Projection};
use crate::model::network::{Network, Object};
use crate::model::neuron::NeuronKind;
use crate::preset::plot_spec::OfProjection;
use crate::preset::plot_spec::{WeightOrder, WeightsSpec};
use crate::sim::WeightSample;
use crate::trace::{self, WEIGHT_BINS, WeightHistory, distribution};
use crate::units::Step;

impl Drawn for kind::Weights {
    type Spec = WeightsSpec;

    fn chart(spec: &WeightsSpec, context: &ViewContext<'_>) -> Option<Chart> {
        weights(spec, context)
    }

    fn offers(object: Object, network: &Network) -> Vec<(&'static str, Self::Spec)> {
        super::offer("add-weights", object, super::learns(object, network))
    }

    fn other(spec: &WeightsSpec, context: &ViewContext<'_>) -> Option<(&'static str, WeightsSpec)> {
        let (key, x) = match spec.x {
            WeightOrder::Index => ("switch-by-group", WeightOrder::Group),
            WeightOrder::Group => ("switch-by-index", WeightOrder::Index),
        };
        has_groups(spec.projection, context).then(|| (key, WeightsSpec { x, ..spec.clone() }))
    }
}

impl Drawn for kind::WeightHistogram {
    type Spec = OfProjection;

    fn chart(spec: &OfProjection, context: &ViewContext<'_>) -> Option<Chart> {
        histogram(spec.projection, context)
    }

    fn offers(object: Object, network: &Network) -> Vec<(&'static str, Self::Spec)> {
        super::offer("add-weight-histogram", object, super::learns(object, network))
    }
}

impl Drawn for kind::WeightFilm {
    type Spec = OfProjection;

    fn draw(ui: &mut Ui, id: u32, spec: &OfProjection, frame: &mut Frame<'_, PlotsState>) -> Option<Chart> {
        let picture = frame.view.films.entry(id).or_default();
        film(ui, spec.projection, frame.context, picture)
    }

    fn offers(object: Object, network: &Network) -> Vec<(&'static str, Self::Spec)> {
        super::offer("add-weight-film", object, super::learns(object, network))
    }
}

/// Columns of a film on screen.
const FILM_COLUMNS: usize = 360;

/// A projection with its weights and its colour.
struct Shown<'a> {
    projection: &'a Projection,
    history: Option<&'a WeightHistory>,
    colour: Color32,
}

fn shown<'a>(id: u32, context: &ViewContext<'a>) -> Option<Shown<'a>> {
    let projection = context.network().projection(id)?;
    let colour = Appearance::of_projection(projection, context.network(), context.theme).colour;
    let traces = context.traces;
    Some(Shown { projection, history: traces.weights(projection.id), colour })
}

/// A chart without weights: they are fixed.
fn fixed(title: String, context: &ViewContext<'_>) -> Chart {
    Chart { title, notes: vec![context.text.get("note-fixed-weights")], ..Chart::default() }
}

/// Of which synapses the presynaptic neuron belongs to a correlated group, if there is one and the synapses are in order.
fn in_group(projection: &Projection, context: &ViewContext<'_>) -> Option<impl Fn(usize) -> bool + use<>> {
    let source = context.network().population(projection.from)?;
    let targets = context.network().population(projection.to)?.n;
    let NeuronKind::PoissonSource(kind) = &source.kind else { return None };
    let first = kind.first_correlated(source.n);
    if first == source.n {
        return None;
    }
    let per_axon = match projection.connect {
        Connect::AllToAll => targets,
        Connect::OneToOne => 1,
        _ => return None,
    };
    Some(move |synapse: usize| first <= synapse as u64 / per_axon)
}

/// Whether the synapses of a projection fall into groups.
pub(super) fn has_groups(projection: u32, context: &ViewContext<'_>) -> bool {
    shown(projection, context).is_some_and(|shown| in_group(shown.projection, context).is_some())
}

/// Where a synapse of a group stands beside the others of its group: scattered evenly, and always the same.
fn scatter(synapse: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
    let golden = synapse as f64 * 0.618_033_988_75;
    (golden - golden.floor() - 0.5) * 0.7
}

/// Every weight as a dot.
#[expect(clippy::cast_precision_loss, reason = "numbers of synapses")]
pub(super) fn weights(spec: &WeightsSpec, context: &ViewContext<'_>) -> Option<Chart> {
    let Shown { projection, history, colour } = shown(spec.projection, context)?;
    let title = context.text.with("plot-weights", &[("name", projection.name.as_str())]);
    let Some(history) = history else { return Some(fixed(title, context)) };
    let WeightSample { total, every, values, .. } = history.last();
    let group = in_group(projection, context);
    let by_group = spec.x == WeightOrder::Group && group.is_some();
    let mut points = [Vec::new(), Vec::new()];
    let mut sums = [(0.0, 0.0); 2];
    for (k, w) in values.iter().enumerate() {
        let synapse = k * every;
        let place = usize::from(group.as_ref().is_some_and(|is_in| is_in(synapse)));
        let x = if by_group { place as f64 + scatter(synapse) } else { synapse as f64 };
        points[place].push((x, f64::from(*w)));
        sums[place] = (sums[place].0 + f64::from(*w), sums[place].1 + 1.0);
    }
    let x = if by_group {
        Axis::bare(context.text.get("axis-groups"), -0.5, 1.5)
    } else {
        Axis::linear(context.text.get("axis-synapse"), 0.0, *total as f64)
    };
    let colours = [colour, context.theme.shade(colour, 2)];
    let mut names = if group.is_some() {
        [context.text.get("curve-uncorrelated"), context.text.get("curve-correlated")]
    } else {
        [String::new(), String::new()]
    };
    let means = sums.map(|(sum, n)| (0.0 < n).then(|| sum / n));
    let mut notes = Vec::new();
    let mut curves = Vec::new();
    for (place, mean) in means.into_iter().enumerate() {
        let Some(mean) = mean else { continue };
        let value = format!("⟨w⟩ = {}", number::signed(mean, 3));
        if group.is_some() {
            names[place] = format!("{}: {value}", names[place]);
        } else {
            notes.push(value);
        }
        if by_group {
            let points = vec![(place as f64 - 0.4, mean), (place as f64 + 0.4, mean)];
            curves.push(Curve { name: String::new(), colour: context.theme.text, points, is_faint: false });
        }
    }
    let dots = points.into_iter().zip(colours).zip(names);
    let dots = dots.map(|((points, colour), name)| Dots { name, colour, points, size: 0.8 });
    Some(Chart {
        title,
        x,
        y: Axis::linear(String::new(), -0.03, 1.03),
        curves,
        dots: dots.filter(|dots| !dots.points.is_empty()).collect(),
        notes,
        ..Chart::default()
    })
}

/// How often weights have which size.
pub(super) fn histogram(projection: u32, context: &ViewContext<'_>) -> Option<Chart> {
    let Shown { projection, history, colour } = shown(projection, context)?;
    let title = context.text.with("plot-weight-histogram", &[("name", projection.name.as_str())]);
    let Some(history) = history else { return Some(fixed(title, context)) };
    let values = &history.last().values;
    #[expect(clippy::cast_precision_loss, reason = "few bins and a few thousand weights")]
    let (width, n) = (1.0 / WEIGHT_BINS as f64, values.len().max(1) as f64);
    let bin = |(k, fraction): (u32, f32)| ((f64::from(k) + 0.5) * width, 100.0 * f64::from(fraction));
    let counts: Vec<(f64, f64)> = (0..).zip(distribution(values)).map(bin).collect();
    let percent = |is: &dyn Fn(f32) -> bool| {
        #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
        let count = values.iter().filter(|w| is(**w)).count() as f64;
        number::signed(100.0 * count / n, 1)
    };
    let mean = values.iter().map(|w| f64::from(*w)).sum::<f64>() / n;
    let range = range_from_zero(counts.iter().map(|bar| bar.1), 10.0);
    Some(Chart {
        title,
        x: Axis::linear("w".to_owned(), 0.0, 1.0),
        y: Axis::linear(context.text.get("axis-percent"), range.0, range.1),
        bars: Some(Bars { counts, width: 0.92 * width, colour }),
        notes: vec![
            format!("⟨w⟩ = {}", number::signed(mean, 3)),
            format!("w < 0.1: {} %", percent(&|w| w < 0.1)),
            format!("w > 0.9: {} %", percent(&|w| 0.9 < w)),
        ],
        ..Chart::default()
    })
}

/// The distribution of weights against time.
pub(super) fn film(
    ui: &Ui,
    projection: u32,
    context: &ViewContext<'_>,
    picture: &mut Option<FilmPicture>,
) -> Option<Chart> {
    let Shown { projection, history, .. } = shown(projection, context)?;
    let title = context.text.with("plot-weight-film", &[("name", projection.name.as_str())]);
    let Some(history) = history else { return Some(fixed(title, context)) };
    let theme = context.theme;
    let now = context.run.now.max(history.last().at);
    let made_from = (history.last().at, history.film().len(), theme.pane);
    if picture.as_ref().is_none_or(|picture| picture.made_from != made_from) {
        let image = film_image(history.film(), history.last().at, theme);
        if let Some(picture) = picture {
            picture.texture.set(image, TextureOptions::NEAREST);
            picture.made_from = made_from;
        } else {
            let texture = ui.ctx().load_texture("weight film", image, TextureOptions::NEAREST);
            *picture = Some(FilmPicture { texture, made_from });
        }
    }
    let (unit, per_ms) = run_unit(context.run.grid.time_ms(now));
    let place = |step: Step| context.run.grid.time_ms(step) * per_ms;
    let image = picture.as_ref().map(|picture| Image {
        texture: picture.texture.id(),
        x: (0.0, place(history.last().at)),
        y: (0.0, 1.0),
    });
    Some(Chart {
        title,
        x: Axis::linear(context.text.get(unit), 0.0, place(now).max(per_ms)),
        y: Axis::linear(String::new(), 0.0, 1.0),
        image,
        ..Chart::default()
    })
}

/// A film as a picture: time to the right, weights upwards, and the more weights the further from the ground's colour.
fn film_image(film: &[trace::Frame], end: Step, theme: &Theme) -> ColorImage {
    let mut pixels = vec![theme.pane; FILM_COLUMNS * WEIGHT_BINS];
    for column in 0..FILM_COLUMNS {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a place on screen"
        )]
        let at = Step((end.0 as f64 * (column as f64 + 1.0) / FILM_COLUMNS as f64) as u64);
        let next = film.partition_point(|frame| frame.at <= at);
        let Some(frame) = film.get(next.saturating_sub(1)) else { continue };
        for (bin, fraction) in frame.fractions.iter().enumerate() {
            // A hundredth of the weights is to be seen, and half of them to be told from all.
            let strength = (1.0 + 200.0 * fraction).ln() / 201.0_f32.ln();
            pixels[(WEIGHT_BINS - 1 - bin) * FILM_COLUMNS + column] = theme.heat(strength);
        }
    }
    ColorImage::new([FILM_COLUMNS, WEIGHT_BINS], pixels)
}
