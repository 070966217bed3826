//! The picture of a film of weights: kept from frame to frame, for making it is work.

use eframe::egui::{Color32, TextureHandle};

use crate::units::Step;

/// The picture of a film, and what it was made from.
pub(crate) struct FilmPicture {
    /// Its pixels.
    pub texture: TextureHandle,
    /// The time of the last frame, the number of frames, and the colour of the ground.
    pub made_from: (Step, usize, Color32),
}

impl std::fmt::Debug for FilmPicture {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("FilmPicture").field("made_from", &self.made_from).finish_non_exhaustive()
    }
}
