//! What the operating system says of this process and this machine; `unknown` where it has no `/proc`.

use std::fs;

/// Ticks of a second in `/proc/self/stat`; Linux says so to every program.
const TICKS: f64 = 100.0;

/// Memory of this process, in bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    anonymous: Option<u64>,
    mapped: Option<u64>,
}

impl Memory {
    /// As of now.
    pub fn now() -> Self {
        let text = fs::read_to_string("/proc/self/statm").unwrap_or_default();
        let mut pages = text.split_whitespace().skip(1).map(|word| word.parse::<u64>().ok());
        let resident = pages.next().flatten();
        let mapped = pages.next().flatten();
        let page = 4096;
        let anonymous = resident.zip(mapped).map(|(all, shared)| all.saturating_sub(shared) * page);
        Self { anonymous, mapped: mapped.map(|pages| pages * page) }
    }

    /// What the process has for itself.
    pub fn anonymous(self) -> String {
        megabytes(self.anonymous)
    }

    /// What is mapped from files, which the system can take back.
    pub fn mapped(self) -> String {
        megabytes(self.mapped)
    }

    /// Both.
    pub fn resident(self) -> String {
        megabytes(self.anonymous.zip(self.mapped).map(|(a, b)| a + b))
    }
}

/// The most memory this process ever had.
pub fn peak() -> String {
    let text = fs::read_to_string("/proc/self/status").unwrap_or_default();
    megabytes(kilobytes(&text, "VmHWM:").map(|kb| kb * 1024))
}

/// User and system seconds of this process, with the threads that have ended.
pub fn cpu_seconds() -> Option<f64> {
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    // the name of the program may hold spaces; what follows its bracket does not
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
    Some(ticks / TICKS)
}

/// Cores and memory.
pub fn describe() -> String {
    let cores = std::thread::available_parallelism().map_or("unknown".to_owned(), |n| n.to_string());
    let text = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let memory = kilobytes(&text, "MemTotal:").map_or("unknown".into(), |kb| format!("{} GiB", kb >> 20));
    format!("{cores} cores, {memory} of memory")
}

/// Bytes in words.
pub fn megabytes(bytes: Option<u64>) -> String {
    bytes.map_or_else(|| "unknown".to_owned(), |bytes| format!("{:.1} MB", bytes as f64 / 1e6))
}

fn kilobytes(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}
