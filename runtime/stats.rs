//! `--stats`: what the GIL did, as a table or as JSON, on stderr.
//!
//! The figures are the lock's own ([`gilvm_vm::gil::account`]); here they get names and units. Slices are given in
//! units of the switch interval, since that is what makes runs comparable.

use std::collections::BTreeMap;
use std::fmt::Write;

use gilvm_vm::gil::Blocking;
use gilvm_vm::gil::Distribution;
use gilvm_vm::gil::GilStats;
use gilvm_vm::gil::Interval;
use gilvm_vm::gil::ThreadId;
use gilvm_vm::gil::ThreadStats;
use gilvm_vm::gil::account::WAIT_CLASSES;
use gilvm_vm::gil::ledger::OTHERS;
use gilvm_vm::held::Held;
use serde_json::Value as Json;
use serde_json::json;

use crate::cli::StatsFormat;
use crate::clock::Stopwatch;
use crate::threads;

/// Under this id the interpreter's types were made.
const INITIALISATION: ThreadId = ThreadId(1);

/// What the process used.
struct Usage {
    wall_seconds: f64,
    user_seconds: f64,
    system_seconds: f64,
    peak_memory_bytes: u64,
}

/// A thread's line.
struct Line {
    name: String,
    stats: ThreadStats,
}

/// Prints the statistics of the interpreter and of the process.
pub fn print(held: &mut Held, format: StatsFormat, watch: Stopwatch) {
    let text = match format {
        StatsFormat::Table => as_table_now(held, watch),
        StatsFormat::Json => format!("{:#}\n", as_json_now(held, watch)),
    };
    // Straight to the descriptor: `sys.stderr` is the script's, and may be replaced or closed.
    use std::io::Write as _;
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// The books as of now, without the attachment that made the interpreter and ran no script.
fn books(held: &Held) -> GilStats {
    let mut gil = held.gil().lock().stats();
    // It was alone, so it neither waited nor was asked.
    if let Some(made) = gil.threads.iter().position(|page| page.id == INITIALISATION) {
        let made = gil.threads.remove(made).stats;
        gil.total.running_ns = gil.total.running_ns.saturating_sub(made.running_ns);
        gil.total.blocked_ns = gil.total.blocked_ns.saturating_sub(made.blocked_ns);
        gil.total.times_got = gil.total.times_got.saturating_sub(made.times_got);
        gil.total.given_up_blocking = gil.total.given_up_blocking.saturating_sub(made.given_up_blocking);
    }
    gil
}

/// The statistics as of now, for people.
fn as_table_now(held: &mut Held, watch: Stopwatch) -> String {
    let interval = held.gil().lock().interval();
    let gil = books(held);
    let lines = thread_lines(held, &gil);
    let policy = held.gil().lock().policy().describe();
    let kind = (policy.as_str(), held.interp.config.check_points.name());
    let text = table(&gil, &lines, interval, kind, &usage(watch));
    text + &details(&gil, &threads::names(held), &places(held))
}

fn usage(watch: Stopwatch) -> Usage {
    let wall_seconds = watch.elapsed().as_secs_f64();
    // The process's name is in parentheses and may hold anything; the fields after it count from 3 ("state").
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace().collect();
    let ticks = rustix::param::clock_ticks_per_second() as f64;
    let seconds =
        |field: usize| fields.get(field).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0) / ticks;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("");
    let peak_kib = peak.split_whitespace().next().and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
    Usage {
        wall_seconds,
        user_seconds: seconds(11),
        system_seconds: seconds(12),
        peak_memory_bytes: peak_kib * 1024,
    }
}

/// A duration in the unit that suits it, seven characters wide.
fn short(ns: u64) -> String {
    let ns = ns as f64;
    match ns {
        _ if ns < 1e3 => format!("{ns:.0} ns"),
        _ if ns < 1e6 => format!("{:.1} us", ns / 1e3),
        _ if ns < 1e9 => format!("{:.2} ms", ns / 1e6),
        _ => format!("{:.2} s", ns / 1e9),
    }
}

const COLUMNS: [&str; 12] = [
    "running", "waiting", "blocked", "got", "forced", "blocking", "requests", "futile", "waits", "wait p50",
    "wait p99", "wait max",
];

fn cells(stats: &ThreadStats) -> [String; 12] {
    [
        short(stats.running_ns),
        short(stats.waiting_ns),
        short(stats.blocked_ns),
        stats.times_got.to_string(),
        stats.switches_forced.to_string(),
        stats.given_up_blocking.to_string(),
        stats.requests_made.to_string(),
        stats.futile_wake_ups.to_string(),
        stats.waits.count.to_string(),
        short(stats.waits.p50_ns),
        short(stats.waits.p99_ns),
        short(stats.waits.max_ns),
    ]
}

/// In units of the switch interval.
fn intervals(ns: u64, interval: Interval) -> f64 {
    ns as f64 / interval.wait().as_nanos() as f64
}

fn table(
    gil: &GilStats,
    lines: &[Line],
    interval: Interval,
    (policy, check_points): (&str, &str),
    usage: &Usage,
) -> String {
    let mut rows: Vec<(String, [String; 12])> =
        lines.iter().map(|line| (line.name.clone(), cells(&line.stats))).collect();
    rows.push(("total".to_owned(), cells(&gil.total)));
    let name_width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0).max("thread".len());
    let mut widths = COLUMNS.map(str::len);
    for (_, row) in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.len());
        }
    }
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "GIL: policy {policy}, check points {check_points}, switch interval {}, {} switches",
        interval_text(interval),
        gil.switch_number
    );
    let _ = write!(out, "{:name_width$}", "thread");
    for (column, width) in COLUMNS.iter().zip(widths) {
        let _ = write!(out, "  {column:>width$}");
    }
    out.push('\n');
    for (name, row) in &rows {
        let _ = write!(out, "{name:name_width$}");
        for (cell, width) in row.iter().zip(widths) {
            let _ = write!(out, "  {cell:>width$}");
        }
        out.push('\n');
    }
    if gil.threads_omitted > 0 {
        let _ = writeln!(out, "({} more threads are only in the total)", gil.threads_omitted);
    }
    let slices = &gil.total.slices;
    if slices.count > 0 {
        let _ = writeln!(
            out,
            "slices ended by a request: {}, in intervals: p50 {:.2}, p90 {:.2}, p99 {:.2}, max {:.2}",
            slices.count,
            intervals(slices.p50_ns, interval),
            intervals(slices.p90_ns, interval),
            intervals(slices.p99_ns, interval),
            intervals(slices.max_ns, interval)
        );
    }
    let _ = writeln!(
        out,
        "process: wall {:.3} s, user {:.2} s, system {:.2} s, peak memory {:.1} MB",
        usage.wall_seconds,
        usage.user_seconds,
        usage.system_seconds,
        usage.peak_memory_bytes as f64 / 1e6
    );
    out
}

fn interval_text(interval: Interval) -> String {
    short(interval.as_micros().saturating_mul(1_000))
}

fn distribution(of: &Distribution) -> Json {
    let seconds = |ns: u64| ns as f64 / 1e9;
    json!({
        "count": of.count,
        "p50": seconds(of.p50_ns),
        "p90": seconds(of.p90_ns),
        "p99": seconds(of.p99_ns),
        "max": seconds(of.max_ns),
    })
}

fn page(name: &str, stats: &ThreadStats, interval: Interval) -> Json {
    let seconds = |ns: u64| ns as f64 / 1e9;
    let slices = &stats.slices;
    json!({
        "name": name,
        "running_seconds": seconds(stats.running_ns),
        "waiting_seconds": seconds(stats.waiting_ns),
        "handing_over_seconds": seconds(stats.handing_over_ns),
        "blocked_seconds": seconds(stats.blocked_ns),
        "times_got": stats.times_got,
        "switches_forced": stats.switches_forced,
        "given_up_blocking": stats.given_up_blocking,
        "requests_made": stats.requests_made,
        "requests_received": stats.requests_received,
        "futile_wake_ups": stats.futile_wake_ups,
        "waits_seconds": distribution(&stats.waits),
        "slices_intervals": {
            "count": slices.count,
            "p50": intervals(slices.p50_ns, interval),
            "p90": intervals(slices.p90_ns, interval),
            "p99": intervals(slices.p99_ns, interval),
            "max": intervals(slices.max_ns, interval),
        },
    })
}

/// The most lines of a list in a table.
const ROWS_MAX: usize = 8;

/// What stands below the table of threads: the waits by length, who waited for whom, calls, hand-overs, places.
fn details(gil: &GilStats, names: &BTreeMap<ThreadId, String>, places: &[Place]) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    if gil.total.waits.count > 0 {
        let _ = write!(out, "waits by length in intervals:");
        let bounds = WAIT_CLASSES.map(|bound| bound.to_string());
        for (index, count) in gil.waits_by_length.iter().enumerate().filter(|(_, count)| **count > 0) {
            let from = if index == 0 { "0" } else { &bounds[index - 1] };
            let to = bounds.get(index).map_or("more", String::as_str);
            let _ = write!(out, "  {from} to {to}: {count}");
        }
        out.push('\n');
    }
    if gil.hand_overs.count > 0 {
        let _ = writeln!(
            out,
            "from a release to the next holder: p50 {}, p99 {}, {} times",
            short(gil.hand_overs.p50_ns),
            short(gil.hand_overs.p99_ns),
            gil.hand_overs.count
        );
    }
    for (kind, stats) in Blocking::ALL.iter().zip(&gil.calls).filter(|(_, stats)| stats.calls > 0) {
        let _ = writeln!(
            out,
            "blocking calls ({}): {}, in the calls {}, waiting to get the GIL back {}",
            kind.name(),
            stats.calls,
            short(stats.call_ns),
            short(stats.back_ns)
        );
    }
    let mut pairs = gil.waited_for.clone();
    pairs.sort_by_key(|pair| std::cmp::Reverse(pair.waited_ns));
    for pair in pairs.iter().take(ROWS_MAX) {
        let _ = writeln!(
            out,
            "{} waited for {}: {} times, {}",
            name_in(names, pair.waiter),
            name_in(names, pair.holder),
            pair.waits,
            short(pair.waited_ns)
        );
    }
    if let Some(rest) = pairs.get(ROWS_MAX..).filter(|rest| !rest.is_empty()) {
        let (waits, ns) = rest.iter().fold((0, 0), |sum, pair| (sum.0 + pair.waits, sum.1 + pair.waited_ns));
        let _ = writeln!(out, "({} more pairs: {waits} times, {})", rest.len(), short(ns));
    }
    for Place { file, line, function, times } in places.iter().take(ROWS_MAX) {
        let _ = writeln!(out, "asked for the GIL at {file}:{line} in {function}: {times} times");
    }
    if let Some(rest) = places.get(ROWS_MAX..).filter(|rest| !rest.is_empty()) {
        let times: u64 = rest.iter().map(|place| place.times).sum();
        let _ = writeln!(out, "({} more places: {times} times)", rest.len());
    }
    out
}

/// Where holders were when they were asked for the GIL.
struct Place {
    file: String,
    function: String,
    line: u32,
    times: u64,
}

/// The places, the most frequent first.
fn places(held: &Held) -> Vec<Place> {
    let Some(asked_at) = &held.interp.asked_at else { return Vec::new() };
    let mut places: Vec<Place> = asked_at
        .iter()
        .map(|((_, line), (code, times))| Place {
            file: code.filename.to_string(),
            function: code.qualname.to_string(),
            line: *line,
            times: *times,
        })
        .collect();
    places.sort_by(|a, b| b.times.cmp(&a.times).then(a.line.cmp(&b.line)));
    places
}

/// The statistics as of now, as `--stats=json` prints them.
pub fn as_json_now(held: &mut Held, watch: Stopwatch) -> Json {
    let interval = held.gil().lock().interval();
    let gil = books(held);
    let lines = thread_lines(held, &gil);
    let policy = held.gil().lock().policy().describe();
    let kind = (policy.as_str(), held.interp.config.check_points.name());
    let mut json = as_json(&gil, &lines, interval, kind, &usage(watch));
    json["waits"] = waits_json(held, &gil);
    json
}

/// What the books know beyond the table.
fn waits_json(held: &mut Held, gil: &GilStats) -> Json {
    let names = threads::names(held);
    let seconds = |ns: u64| ns as f64 / 1e9;
    let pairs = gil.waited_for.iter().map(|pair| {
        json!({
            "waiter": name_in(&names, pair.waiter),
            "holder": name_in(&names, pair.holder),
            "waits": pair.waits,
            "seconds": seconds(pair.waited_ns),
        })
    });
    let calls =
        Blocking::ALL.iter().zip(&gil.calls).filter(|(_, stats)| stats.calls > 0).map(|(kind, stats)| {
            json!({
                "kind": kind.name(),
                "calls": stats.calls,
                "call_seconds": seconds(stats.call_ns),
                "back_seconds": seconds(stats.back_ns),
            })
        });
    let asked_at = places(held);
    let asked_at = asked_at.iter().map(|place| {
        json!({
            "file": place.file,
            "line": place.line,
            "function": place.function,
            "times": place.times,
        })
    });
    json!({
        "bounds_intervals": WAIT_CLASSES,
        "counts_by_length": gil.waits_by_length,
        "hand_over_seconds": distribution(&gil.hand_overs),
        "waited_for": pairs.collect::<Vec<_>>(),
        "calls": calls.collect::<Vec<_>>(),
        "asked_at": asked_at.collect::<Vec<_>>(),
    })
}

fn name_in(names: &BTreeMap<ThreadId, String>, id: ThreadId) -> String {
    match names.get(&id) {
        Some(name) => name.clone(),
        None if id == OTHERS => "others".to_owned(),
        None => format!("thread {id}"),
    }
}

fn thread_lines(held: &mut Held, gil: &GilStats) -> Vec<Line> {
    let mut lines = Vec::new();
    for page in &gil.threads {
        let name = threads::name_of(held, page.id).unwrap_or_else(|| format!("thread {}", page.id));
        lines.push(Line { name, stats: page.stats.clone() });
    }
    lines
}

fn as_json(
    gil: &GilStats,
    lines: &[Line],
    interval: Interval,
    (policy, check_points): (&str, &str),
    usage: &Usage,
) -> Json {
    json!({
        "policy": policy,
        "check_points": check_points,
        "switch_interval_seconds": interval.as_seconds(),
        "switches": gil.switch_number,
        "threads": lines.iter().map(|line| page(&line.name, &line.stats, interval)).collect::<Vec<_>>(),
        "threads_omitted": gil.threads_omitted,
        "total": page("total", &gil.total, interval),
        "process": {
            "wall_seconds": usage.wall_seconds,
            "user_seconds": usage.user_seconds,
            "system_seconds": usage.system_seconds,
            "peak_memory_bytes": usage.peak_memory_bytes,
        },
    })
}
