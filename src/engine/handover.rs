//! A place where the worker leaves what was asked for, and whoever asked finds it.

use std::any::Any;
use std::sync::{Arc, Mutex, PoisonError};

/// Such a place. Two are equal if they are the same place.
#[derive(Debug, Clone, Default)]
pub struct Handover(Arc<Mutex<Option<Box<dyn Any + Send>>>>);

impl PartialEq for Handover {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Handover {
    /// Takes what was left here, once; none if nothing is here yet, or something else.
    #[must_use]
    pub(super) fn take<T: 'static>(&self) -> Option<T> {
        let left = self.0.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        left.downcast().ok().map(|left| *left)
    }

    /// Leaves something here.
    pub(super) fn put<T: Send + 'static>(&self, what: T) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(what));
    }
}
