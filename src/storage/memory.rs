//! How much memory is free, where the system says so.

/// Networks that need less than this are not worth a look [bytes].
const SMALL: u128 = 64 << 20;

/// Stands for what the system says: free memory in millions of bytes, as where a container has a limit of its own.
const VARIABLE: &str = "BOUTON_FREE_MEMORY_MB";

/// How much memory is free [bytes] if that is less than is needed; `held` is what is let go on the way.
#[must_use]
pub fn lacks(needed: u128, held: u128) -> Option<u128> {
    if needed <= SMALL.max(held) {
        return None;
    }
    let free = free_bytes()?.saturating_add(held);
    (free < needed).then_some(free)
}

/// Memory that can be had without swapping [bytes]; `None` where the system does not say.
fn free_bytes() -> Option<u128> {
    if let Some(millions) = std::env::var(VARIABLE).ok().and_then(|set| set.parse::<u32>().ok()) {
        return Some(u128::from(millions) * 1_000_000);
    }
    available(&std::fs::read_to_string("/proc/meminfo").ok()?)
}

/// What Linux calls available [bytes].
fn available(meminfo: &str) -> Option<u128> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u128>().ok()? * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linux_says_what_is_available() {
        let meminfo = "MemTotal:       16316432 kB\nMemFree:         1234 kB\nMemAvailable:    9000000 kB\nBuffers: 1 kB\n";
        assert_eq!(available(meminfo), Some(9_000_000 * 1024));
        assert_eq!(available("MemTotal: 1 kB\n"), None);
        assert_eq!(available("MemAvailable: many kB\n"), None);
    }

    #[test]
    fn what_is_small_or_shrinks_is_never_refused() {
        assert_eq!(lacks(SMALL, 0), None);
        assert_eq!(lacks(u128::MAX, u128::MAX), None);
        if free_bytes().is_some() {
            assert!(lacks(u128::MAX, 0).is_some());
        }
    }
}
