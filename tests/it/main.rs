//! The integration tests: one binary, so that the window is linked once.
mod physics;
