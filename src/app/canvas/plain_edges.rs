//! Very many projections: straight lines in one mesh, made anew only where something about them changes.

use std::sync::Arc;

use eframe::egui::Mesh;

use super::geometry::Transform;
use super::hit::Strokes;
use super::paint;
use crate::app::calm::MANY;
use crate::app::context::ViewContext;
use crate::app::selection::Selection;
use crate::app::theme::Theme;
use crate::model::network::Object;
use crate::preset::Preset;

/// The strokes of very many projections, and what they show.
#[derive(Debug)]
pub(in crate::app) struct PlainEdges {
    of: (Arc<Preset>, Transform),
    selection: Selection,
    theme: Theme,
    /// All but those that are drawn in full.
    pub mesh: Arc<Mesh>,
    /// Which are drawn in full, by their places in the document.
    pub full: Vec<usize>,
}

impl PlainEdges {
    /// Those of a context.
    pub fn of(strokes: &Strokes, transform: &Transform, context: &ViewContext<'_>) -> Self {
        let mut mesh = Mesh::default();
        let mut full = Vec::new();
        for (index, (projection, curve)) in
            context.network().projections().iter().zip(strokes.curves()).enumerate()
        {
            let is_selected = context.selection.has(Object::Projection(projection.id));
            // Where all are selected, that all stand out says it.
            if is_selected && full.len() < MANY {
                full.push(index);
                continue;
            }
            let touches = |id| context.selection.has(Object::Population(id));
            let is_related = is_selected || touches(projection.from) || touches(projection.to);
            paint::plain_edge(&mut mesh, &curve, projection, is_related, context, transform.zoom);
        }
        let (selection, theme) = (context.selection.clone(), context.theme.clone());
        let of = (Arc::clone(context.preset()), *transform);
        Self { of, selection, theme, mesh: Arc::new(mesh), full }
    }

    /// Whether they show what a context says.
    pub fn are_of(&self, transform: &Transform, context: &ViewContext<'_>) -> bool {
        Arc::ptr_eq(&self.of.0, context.preset())
            && self.of.1 == *transform
            && self.selection == *context.selection
            && self.theme == *context.theme
    }
}
