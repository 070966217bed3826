//! Times on a lecturer's clock.

use chrono::{Local, Timelike as _};

/// The time of day, in hours and minutes.
pub(super) fn clock() -> String {
    let now = Local::now();
    format!("{:02}:{:02}", now.hour(), now.minute())
}

/// How long something has lasted [s], in minutes and seconds, with hours where there are some.
pub(super) fn elapsed(seconds: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` clamps")]
    let whole = seconds as u64;
    let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60);
    if 0 < hours { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_on_a_clock() {
        let shown = [0.0, 59.9, 60.0, 754.2, 3600.0, 5025.0].map(elapsed);
        assert_eq!(shown, ["0:00", "0:59", "1:00", "12:34", "1:00:00", "1:23:45"]);
        let clock = clock();
        assert_eq!((clock.len(), clock.as_bytes()[2]), (5, b':'), "{clock}");
    }
}
