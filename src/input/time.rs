//! Times that a run can take.

use crate::text::Text;
use crate::units::{Grid, Step};

/// The number of steps that a time asked for with an option takes [ms].
///
/// # Errors
/// A line with the two times nearest to it, if it is not a whole number.
pub fn whole_steps(option: &str, time_ms: f64, grid: Grid, text: &Text) -> Result<u64, String> {
    let moment = grid.moment(time_ms);
    if moment.offset_ms == 0.0 {
        return Ok(moment.step.0);
    }
    let [below, above] = [moment.step, Step(moment.step.0 + 1)].map(|step| grid.time_ms(step).to_string());
    let (written, dt) = (time_ms.to_string(), grid.dt_ms().to_string());
    let args =
        [("option", option.to_owned()), ("written", written), ("dt", dt), ("below", below), ("above", above)];
    Err(text.with("cli-not-whole-steps", &args))
}
