//! Animated pictures (APNG): plots against time as they come, frame by frame, from a recorded run.
//!
//! A frame shows what a plot in the window would at its moment. Axes stay where they are: they are those of the whole.

use std::io;

use super::csv::Provenance;
use super::figure::{Dotted, Figure, Panel, Series, Style};
use super::picture::{self, TooLarge};
use crate::message::Message;

/// Most frames.
pub const MOST_FRAMES: u64 = 1200;
/// Most pixels of all frames together.
pub const MOST_PIXELS: f64 = 1e9;
/// How many frames per second there may be.
pub const FPS_RANGE: (u16, u16) = (1, 50);

/// How time passes in an animated picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    /// Frames per second.
    pub fps: u16,
    /// Model time that passes in a second [ms].
    pub speed_ms_per_s: f64,
    /// How much time a frame shows [ms].
    pub window_ms: f64,
}

/// Why there is no such picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It would have so many frames.
    Frames(u64),
    /// A frame, or all of them together, would have so many millions of pixels.
    Pixels(u64),
}

impl Refused {
    /// What to say.
    #[must_use]
    pub fn message(self) -> Message {
        match self {
            Self::Frames(n) => {
                Message::new("animation-too-many-frames").with("found", n).with("most", MOST_FRAMES)
            }
            Self::Pixels(millions) => {
                Message::new("animation-too-large").with("size", millions).with("limit", MOST_PIXELS / 1e6)
            }
        }
    }
}

/// How many frames a picture of a figure has.
#[must_use]
pub fn n_frames(span_ms: (f64, f64), pace: Pace) -> u64 {
    let each_ms = pace.speed_ms_per_s / f64::from(pace.fps);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
    let n = ((span_ms.1 - span_ms.0) / each_ms - 1e-9).ceil().max(0.0) as u64;
    n.saturating_add(1)
}

/// Whether a figure may be animated; how many frames there are then, and how large each is [pixels].
///
/// # Errors
/// If there would be more than [`MOST_FRAMES`], or more pixels than there may be.
pub fn fits(figure: &Figure, style: &Style, dpi: f64, pace: Pace) -> Result<(u64, (usize, usize)), Refused> {
    let n = n_frames(figure.span_ms, pace);
    if MOST_FRAMES < n {
        return Err(Refused::Frames(n));
    }
    let (width, height) =
        picture::fits(figure, style, dpi).map_err(|TooLarge { millions }| Refused::Pixels(millions))?;
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "limited above"
    )]
    {
        let all = width as f64 * height as f64 * n as f64;
        if MOST_PIXELS < all {
            return Err(Refused::Pixels((all / 1e6).ceil() as u64));
        }
    }
    Ok((n, (width, height)))
}

/// Draws a figure of a recorded run as it came, with what made it. `go_on` is told after each frame how many there are of how
/// many; once it says no, there is no picture.
///
/// # Errors
/// If it does not fit ([`fits`]).
pub fn draw(
    (figure, style): (&Figure, &Style),
    dpi: f64,
    pace: Pace,
    provenance: &Provenance<'_>,
    go_on: &mut dyn FnMut(u64, u64) -> bool,
) -> io::Result<Option<Vec<u8>>> {
    let too_large = || io::Error::from(io::ErrorKind::FileTooLarge);
    let (n, size) = fits(figure, style, dpi, pace).map_err(|_| too_large())?;
    let mut bytes = Vec::new();
    let mut encoder = picture::encoder(&mut bytes, size, png::ColorType::Rgb, Some(dpi), provenance)?;
    encoder.set_animated(u32::try_from(n).map_err(|_| too_large())?, 0)?;
    encoder.set_frame_delay(1, pace.fps)?;
    let mut writer = encoder.write_header()?;
    for frame in 0..n {
        let drawn = picture::draw(&at_frame(figure, frame, pace), style, dpi).map_err(|_| too_large())?;
        writer.write_image_data(&drawn.pixels)?;
        if !go_on(frame + 1, n) {
            return Ok(None);
        }
    }
    writer.finish()?;
    Ok(Some(bytes))
}

/// A frame: what there was until its moment, in a window of time that first fills and then moves on.
fn at_frame(figure: &Figure, frame: u64, pace: Pace) -> Figure {
    let (from, to) = figure.span_ms;
    #[expect(clippy::cast_precision_loss, reason = "at most 1200 frames")]
    let now = (from + frame as f64 * pace.speed_ms_per_s / f64::from(pace.fps)).min(to);
    let window_ms = pace.window_ms.min(to - from);
    let begin = (now - window_ms).max(from);
    let end = begin + window_ms;
    let is_shown = |time: f64| begin <= time && time <= now;
    let panels = figure.panels.iter().map(|panel| match panel {
        Panel::Lines { unit, range, is_log, series } => {
            let series = series.iter().map(|own| {
                // In order of time; one more on the left, so that the line comes from the edge.
                let first = own.points.partition_point(|(time, _)| *time < begin);
                let last = own.points.partition_point(|(time, _)| *time <= now);
                let points = own.points.get(first..last).unwrap_or_default().to_vec();
                let spikes = own.spikes.as_ref().map(|(times, low, high)| {
                    (times.iter().copied().filter(|time| is_shown(*time)).collect(), *low, *high)
                });
                Series { name: own.name.clone(), symbol: own.symbol, points, spikes }
            });
            Panel::Lines { unit: *unit, range: *range, is_log: *is_log, series: series.collect() }
        }
        Panel::Dots { populations } => {
            let populations = populations.iter().map(|own| {
                let spikes = own.spikes.iter().copied().filter(|(time, _)| is_shown(*time)).collect();
                Dotted { name: own.name.clone(), n: own.n, spikes }
            });
            Panel::Dots { populations: populations.collect() }
        }
        Panel::Graph(graph) => Panel::Graph(graph.clone()),
    });
    Figure { span_ms: (begin, end), panels: panels.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Unit;

    fn figure() -> Figure {
        let points = (0..=100).map(|time| (f64::from(time), f64::from(time % 7))).collect();
        let series =
            Series { name: "V_0".to_owned(), symbol: "V", points, spikes: Some((vec![50.0], 0.0, 9.0)) };
        Figure {
            span_ms: (0.0, 100.0),
            panels: vec![Panel::Lines {
                unit: Unit::MV,
                range: (0.0, 10.0),
                is_log: false,
                series: vec![series],
            }],
        }
    }

    const PACE: Pace = Pace { fps: 10, speed_ms_per_s: 50.0, window_ms: 40.0 };

    #[test]
    fn a_window_fills_and_then_moves_on() {
        let shown = |frame| {
            let own = at_frame(&figure(), frame, PACE);
            let Panel::Lines { series, range, .. } = &own.panels[0] else { panic!() };
            assert_eq!(*range, (0.0, 10.0));
            let times: Vec<f64> = series[0].points.iter().map(|own| own.0).collect();
            let n_spikes = series[0].spikes.as_ref().unwrap().0.len();
            (own.span_ms, times.first().copied(), times.last().copied(), n_spikes)
        };
        assert_eq!(n_frames((0.0, 100.0), PACE), 21);
        assert_eq!(shown(0), ((0.0, 40.0), Some(0.0), Some(0.0), 0));
        assert_eq!(shown(4), ((0.0, 40.0), Some(0.0), Some(20.0), 0));
        assert_eq!(shown(10), ((10.0, 50.0), Some(10.0), Some(50.0), 1));
        assert_eq!(shown(20), ((60.0, 100.0), Some(60.0), Some(100.0), 0));
        assert_eq!(n_frames((0.0, 101.0), PACE), 22, "the last frame is at the end");
        assert_eq!(n_frames((5.0, 5.0), PACE), 1);
    }

    #[test]
    fn nothing_comes_of_what_is_stopped() {
        let preset = crate::preset::load::argument("ampa").unwrap();
        let provenance = Provenance::new(&preset);
        let style = Style { width_mm: 40.0, panel_mm: 20.0, legend: true, caption: None };
        let own = figure();
        let mut seen = Vec::new();
        let mut until_five = |done, all| {
            seen.push((done, all));
            done < 5
        };
        let drawn = draw((&own, &style), 40.0, PACE, &provenance, &mut until_five).unwrap();
        assert_eq!((drawn, seen.last()), (None, Some(&(5, 21))));
        let whole = draw((&own, &style), 40.0, PACE, &provenance, &mut |_, _| true).unwrap().unwrap();
        assert!(whole.windows(4).filter(|four| four == b"fcTL").count() == 21);
    }

    #[test]
    fn what_is_too_much_is_refused() {
        let style = Style { width_mm: 85.0, panel_mm: 28.0, legend: true, caption: None };
        let slow = Pace { speed_ms_per_s: 0.5, ..PACE };
        assert_eq!(fits(&figure(), &style, 100.0, slow), Err(Refused::Frames(2001)));
        let fine = Pace { speed_ms_per_s: 1.0, ..PACE };
        assert!(matches!(fits(&figure(), &style, 1200.0, fine), Err(Refused::Pixels(_))));
        let (n, (width, _)) = fits(&figure(), &style, 100.0, PACE).unwrap();
        assert_eq!((n, width), (21, 335));
    }
}
