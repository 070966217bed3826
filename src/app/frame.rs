//! What a view works with in one frame.

use super::context::ViewContext;
use super::request::Requests;
use super::view_state::ViewState;

/// What a view may read, its own state, and what it asks for.
#[derive(Debug)]
pub(super) struct Frame<'a, S = ViewState> {
    /// What it may read.
    pub context: &'a ViewContext<'a>,
    /// Its own state.
    pub view: &'a mut S,
    /// What it asks for.
    pub requests: &'a mut Requests,
}

impl<S> Frame<'_, S> {
    /// The same frame for a view whose own state is a part of this one's.
    pub fn part<P>(&mut self, part: impl FnOnce(&mut S) -> &mut P) -> Frame<'_, P> {
        Frame { context: self.context, view: part(self.view), requests: self.requests }
    }
}
