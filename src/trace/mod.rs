//! What was recorded.
