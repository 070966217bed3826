//! Kinetics: how the open fraction of a receptor's channels follows a release.

pub mod instant;

use crate::param::ParamSet;

crate::family! {
    /// How the open fraction P follows a release.
    pub enum Kinetics as "kinetics" with ParamSet {
        Instant(instant::Instant): "instant", "Instant rise",
            "Channels open at once and close exponentially.";
    }
}
