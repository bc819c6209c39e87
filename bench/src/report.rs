//! `docs/performance.md`: the tables with what they mean.

use crate::workload::MADE_ON_MS;

/// The whole page.
pub fn report(version: &str, n_runs: usize, sections: &[String]) -> String {
    let n_cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let date = today();
    let tables = sections.join("\n");
    format!(
        "# Performance\n\n\
         Written by `cargo xtask bench`; do not edit. {date}, headless {version}, {n_cores} cores{}, \
         {n_runs} runs.\n\n{}\n{tables}",
        processor().unwrap_or_default(),
        include_str!("page/method.md")
    )
}

/// Which processor it is, as Linux says: its make and how fast it runs now.
fn processor() -> Option<String> {
    let described = std::fs::read_to_string("/proc/cpuinfo").ok()?;
    let value = |name: &str| {
        let line = described.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once(':')?.1.trim())
    };
    let mhz: f64 = value("cpu MHz")?.parse().ok()?;
    Some(format!(" of {} at {:.1} GHz", value("model name")?, mhz / 1000.0))
}

/// The day in UTC.
fn today() -> String {
    let since_1970 = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now_ms = since_1970.map_or(MADE_ON_MS, |since| since.as_millis() as u64);
    onrecord_core::model::Timestamp::from_unix_ms(now_ms as i64).date()
}
