//! Which plot a command means that was not given by the menu of one.

use eframe::egui::{Context, Memory, Order, Pos2};

use super::App;
use crate::preset::plot_spec::Plot;

impl App {
    /// The plot under the pointer, or the one that has the keyboard, by id, among those that suit.
    pub(super) fn plot_pointed_at(&self, ctx: &Context, suits: impl Fn(&Plot) -> bool) -> Option<u32> {
        let at = |place: Pos2| {
            let is_there = |plot: &Plot| {
                let area = self.view.plot_areas.get(&plot.id);
                self.is_shown(plot) && suits(plot) && area.is_some_and(|area| area.contains(place))
            };
            self.shown_preset().view().plots.iter().find(|plot| is_there(plot)).map(|plot| plot.id)
        };
        // A window that lies over a plot is no plot.
        let pointer = ctx.input(|input| input.pointer.latest_pos());
        let pointer =
            pointer.filter(|at| ctx.layer_id_at(*at).is_none_or(|layer| layer.order == Order::Background));
        let focused = ctx.memory(Memory::focused).and_then(|id| ctx.read_response(id));
        pointer.and_then(at).or_else(|| at(focused?.rect.center()))
    }

    /// The same, or the first that is shown.
    pub(super) fn plot_meant(&self, ctx: &Context, suits: impl Fn(&Plot) -> bool) -> Option<u32> {
        let is_meant = |plot: &&Plot| self.is_shown(plot) && suits(plot);
        let first = || self.shown_preset().view().plots.iter().find(is_meant).map(|plot| plot.id);
        self.plot_pointed_at(ctx, &suits).or_else(first)
    }

    fn is_shown(&self, plot: &Plot) -> bool {
        self.view.popped.is_none_or(|popped| popped == plot.id)
    }
}
