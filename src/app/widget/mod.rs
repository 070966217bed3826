//! Small widgets that panels share.

pub(crate) mod choice;
pub mod field;
pub(crate) mod fit;
pub mod fold;
pub mod number;
pub(crate) mod own_number;
pub mod param_row;
pub mod question;
pub mod spoken;
pub mod symbol;
