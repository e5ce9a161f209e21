//! How much memory does a process hold? As Linux tells in `/proc`; other systems are not asked.
use std::fs;

/// Whether this system tells about memory at all.
#[must_use]
pub fn is_measured() -> bool {
    resident("self").is_some()
}

/// What a process holds now, in bytes. `process` is a number, or `self`.
#[must_use]
pub fn resident(process: &str) -> Option<u64> {
    field(process, "VmRSS:")
}

/// The most that a process has held since it began, or since [`reset_peak`].
#[must_use]
pub fn peak(process: &str) -> Option<u64> {
    field(process, "VmHWM:")
}

/// Forgets this process's peak, so that the next one is that of the next document. Whether it is permitted.
#[must_use]
pub fn reset_peak() -> bool {
    fs::write("/proc/self/clear_refs", "5").is_ok()
}

fn field(process: &str, name: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    parse(&status, name)
}

fn parse(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_in_kibibytes() {
        let status = "Name:\tx\nVmHWM:\t    2048 kB\nVmRSS:\t 1024 kB\n";
        assert_eq!(parse(status, "VmHWM:"), Some(2 << 20));
        assert_eq!(parse(status, "VmRSS:"), Some(1 << 20));
        assert_eq!(parse(status, "VmSwap:"), None);
    }
}
