//! Pictures of the window as it is drawn, whole or in part.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use eframe::egui::{ColorImage, Context, Rect};

use super::App;
use super::job::Job;
use super::order::Order;
use super::wish::What;
use crate::engine::{Command, Excerpt, Handover};
use crate::export::picture::Picture;

/// Frames in which what was clicked last goes away before the picture is taken.
const FRAMES: u8 = 3;
/// How long whatever draws the window has for the picture.
const PATIENCE: Duration = Duration::from_secs(10);

/// A picture that is asked for.
#[derive(Debug)]
pub(super) struct Shot {
    /// What it carries comes by this.
    handover: Handover,
    excerpt: Option<Excerpt>,
    order: Order,
    path: Option<PathBuf>,
    frames: u8,
    asked: Option<Instant>,
    image: Arc<Mutex<Option<Arc<ColorImage>>>>,
}

impl Shot {
    /// A picture for an order.
    pub fn new(order: Order, path: Option<PathBuf>) -> Self {
        let (handover, image) = (Handover::default(), Arc::default());
        Self { handover, excerpt: None, order, path, frames: FRAMES, asked: None, image }
    }

    fn image(&self) -> Option<Arc<ColorImage>> {
        self.image.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl App {
    /// Asks for pictures once what was clicked is gone, and gives those that have come to be written.
    pub(super) fn go_on_shooting(&mut self, ctx: &Context) {
        let mut left = Vec::new();
        for mut shot in std::mem::take(&mut self.takeaway.shots) {
            ctx.request_repaint();
            if shot.excerpt.is_none() {
                shot.excerpt = Excerpt::of(&shot.handover);
            }
            if 0 < shot.frames {
                shot.frames -= 1;
            } else if shot.asked.is_none() {
                shot.asked = Some(Instant::now());
                // It carries the run up to the moment that it shows.
                let end = self.run.end.step.max(shot.order.span.0);
                shot.order.span.1 = end;
                let to = shot.handover.clone();
                self.engine.send(Command::TakeOut { from: shot.order.span.0, to });
                let (image, ctx) = (Arc::clone(&shot.image), ctx.clone());
                ctx.clone().request_screenshot(move |taken| {
                    *image.lock().unwrap_or_else(PoisonError::into_inner) = Some(taken);
                    ctx.request_repaint();
                });
            } else if let Some(image) = shot.image()
                && let Some(excerpt) = shot.excerpt.take()
            {
                let area = self.area_of(&shot.order, ctx);
                let picture = cut(&image, area, ctx.pixels_per_point());
                match Job::start(shot.order, Some(excerpt), Some(picture), shot.path) {
                    Ok(job) => self.takeaway.jobs.push(job),
                    Err(error) => self.shell.notices.error(error.to_string()),
                }
                continue;
            } else if shot.asked.is_some_and(|asked| PATIENCE < asked.elapsed()) {
                self.shell.notices.error(self.shell.text.get("take-no-picture"));
                continue;
            }
            left.push(shot);
        }
        self.takeaway.shots.extend(left);
    }

    /// The part of the window that is meant [points].
    fn area_of(&self, order: &Order, ctx: &Context) -> Rect {
        let plot = order.wish.plot.and_then(|plot| self.view.plot_areas.get(&plot).copied());
        match order.wish.what {
            What::Canvas => self.view.drawn.area,
            _ => plot.unwrap_or_else(|| ctx.content_rect()),
        }
    }
}

/// A part of a picture.
fn cut(image: &ColorImage, area: Rect, scale: f32) -> Picture {
    let [width, height] = image.size;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a picture")]
    let whole = |place: f32, most: usize| (place.max(0.0).round() as usize).min(most);
    let (left, right) = (whole(area.left() * scale, width), whole(area.right() * scale, width));
    let (top, bottom) = (whole(area.top() * scale, height), whole(area.bottom() * scale, height));
    let rows = image.pixels.chunks_exact(width.max(1)).take(bottom).skip(top);
    let pixels =
        rows.flat_map(|row| row[left..right].iter().flat_map(|pixel| [pixel.r(), pixel.g(), pixel.b()]));
    Picture { width: right - left, height: bottom.saturating_sub(top), pixels: pixels.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::{Color32, pos2};

    #[test]
    fn a_part_is_cut_by_points_and_not_by_pixels() {
        let mut image = ColorImage::filled([8, 6], Color32::WHITE);
        image.pixels[3 * 8 + 4] = Color32::RED;
        let cut = cut(&image, Rect::from_min_max(pos2(2.0, 1.0), pos2(3.0, 90.0)), 2.0);
        assert_eq!((cut.width, cut.height, cut.pixels.len()), (2, 4, 24));
        assert_eq!(cut.pixels[6..9], [255, 0, 0]);
    }
}
