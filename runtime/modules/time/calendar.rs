//! Dates: `struct_time`, and the functions of `time` that make and print one.
//!
//! The calendar is the proleptic Gregorian one, as in C. Local time comes from the system's time zone.

use gilvm_vm::error::R;
use gilvm_vm::error::Raised;
use gilvm_vm::held::Held;
use gilvm_vm::native::NativeDef;
use gilvm_vm::native::TypeDef;
use gilvm_vm::object::Class;
use gilvm_vm::object::Module;
use gilvm_vm::rc::Rc;
use gilvm_vm::value::Value;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::super::record;
use super::super::record::Record;
use crate::clock::Clock;

/// `time.struct_time`
pub(crate) static STRUCT_TIME: Record = Record {
    qualified: "time.struct_time",
    attributes: record::fields!(
        "tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst"
    ),
};

static NEW: NativeDef = NativeDef::new("__new__($type, iterable, /)", "", |held, a| {
    let items = held.collect(&a[1])?;
    let Value::Class(class) = &a[0] else { return Ok(Value::None) };
    if items.len() < SHOWN {
        return Err(Raised::type_error(format!(
            "time.struct_time() takes an at least 9-sequence ({}-sequence given)",
            items.len()
        )));
    }
    if items.len() > SHOWN + 2 {
        return Err(Raised::type_error(format!(
            "time.struct_time() takes an at most 11-sequence ({}-sequence given)",
            items.len()
        )));
    }
    Ok(record::make(class, items.into_iter().take(SHOWN).collect()))
});

static CLASS: TypeDef = STRUCT_TIME.definition("time", "struct_time", Some(&NEW));

/// Items of the tuple. CPython has two attributes more, zone and offset, which are not kept here.
const SHOWN: usize = 9;

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const SECONDS_PER_DAY: i64 = 86_400;

/// A broken-down time.
#[derive(Clone, Copy)]
struct Date {
    year: i64,
    /// 1 to 12.
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    /// 0 is Monday.
    weekday: i64,
    /// 1 to 366.
    year_day: i64,
    is_dst: i64,
}

/// Days from 1970-01-01 to a date.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    // Years begin in March here, so that the leap day is the last of its year.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The date of a number of seconds since 1970, in UTC.
fn date_of(seconds: i64) -> Date {
    let days = seconds.div_euclid(SECONDS_PER_DAY);
    let rest = seconds.rem_euclid(SECONDS_PER_DAY);
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Date {
        year,
        month,
        day,
        hour: rest / 3600,
        minute: rest / 60 % 60,
        second: rest % 60,
        weekday: (days + 3).rem_euclid(7),
        year_day: days - days_from_civil(year, 1, 1) + 1,
        is_dst: 0,
    }
}

/// Offset from UTC in seconds, daylight saving and name of the local zone at a moment.
fn local_offset(seconds: i64) -> (i64, bool, String) {
    let zone = TimeZone::system();
    match Timestamp::from_second(seconds) {
        Ok(at) => {
            let info = zone.to_offset_info(at);
            (i64::from(info.offset().seconds()), info.dst().is_dst(), info.abbreviation().to_owned())
        }
        // Beyond the years the zone's rules are known for.
        Err(_) => (0, false, "UTC".to_owned()),
    }
}

fn class(held: &mut Held) -> R<Rc<Class>> {
    const SLOT: &str = "time.struct_time";
    let known = held.interp.extensions.get(SLOT).and_then(|slot| slot.downcast_ref::<Rc<Class>>()).cloned();
    if let Some(class) = known {
        return Ok(class);
    }
    let class = record::class(held, &CLASS);
    held.interp.extensions.insert(SLOT, Box::new(Rc::clone(&class)));
    Ok(class)
}

/// Adds the names of the calendar to the module.
pub(super) fn install(held: &mut Held, module: &Rc<Module>) -> R<()> {
    let class = class(held)?;
    held.set_name(module, "struct_time", Value::Class(class));
    let year = date_of(Clock::Wall.read_ns() / 1_000_000_000).year;
    let (winter, summer) = (days_from_civil(year, 1, 1), days_from_civil(year, 7, 1));
    let halves = [local_offset(winter * SECONDS_PER_DAY), local_offset(summer * SECONDS_PER_DAY)];
    let standard = halves.iter().find(|half| !half.1).unwrap_or(&halves[0]);
    let saving = halves.iter().find(|half| half.1);
    let names = [&standard.2, saving.map_or(&standard.2, |saving| &saving.2)];
    held.set_name(module, "timezone", Value::Int(-standard.0));
    held.set_name(module, "altzone", Value::Int(-saving.map_or(standard.0, |saving| saving.0)));
    held.set_name(module, "daylight", Value::Int(i64::from(saving.is_some())));
    held.set_name(module, "tzname", Value::tuple(names.map(|name| Value::str(name.as_str()))));
    Ok(())
}

fn record_of(held: &mut Held, date: &Date) -> R {
    let class = class(held)?;
    let fields = [
        date.year,
        date.month,
        date.day,
        date.hour,
        date.minute,
        date.second,
        date.weekday,
        date.year_day,
        date.is_dst,
    ];
    Ok(record::make(&class, fields.map(Value::Int).to_vec()))
}

/// Seconds since 1970 of an argument, now by default.
fn moment(held: &mut Held, value: &Value) -> R<i64> {
    if value.is_none() {
        return Ok(Clock::Wall.read_ns().div_euclid(1_000_000_000));
    }
    let seconds = match held.base_ref(value) {
        Value::Float(seconds) => {
            let seconds = *seconds;
            if seconds.is_nan() {
                return Err(Raised::value_error("Invalid value NaN (not a number)"));
            }
            let seconds = seconds.floor();
            if !(-9.2e18..9.2e18).contains(&seconds) {
                return Err(Raised::overflow("timestamp out of range for platform time_t"));
            }
            seconds as i64
        }
        _ => match held.index(value)? {
            Value::Int(seconds) => seconds,
            _ => return Err(Raised::overflow("timestamp out of range for platform time_t")),
        },
    };
    // C keeps the year in an int.
    if !(-67_768_040_609_740_800..=67_768_036_191_676_799).contains(&seconds) {
        return Err(super::super::io::os_error(&std::io::Error::from_raw_os_error(EOVERFLOW)));
    }
    Ok(seconds)
}

/// `EOVERFLOW` of Linux.
const EOVERFLOW: i32 = 75;

pub(super) fn gmtime(held: &mut Held, a: &[Value]) -> R {
    let seconds = moment(held, &a[0])?;
    record_of(held, &date_of(seconds))
}

fn local_date(seconds: i64) -> (Date, String, i64) {
    let (offset, is_dst, zone) = local_offset(seconds);
    let date = Date { is_dst: i64::from(is_dst), ..date_of(seconds.saturating_add(offset)) };
    (date, zone, offset)
}

pub(super) fn localtime(held: &mut Held, a: &[Value]) -> R {
    let seconds = moment(held, &a[0])?;
    record_of(held, &local_date(seconds).0)
}

/// The date in an argument that is a tuple of nine numbers.
fn date_argument(held: &mut Held, value: &Value, function: &str) -> R<Date> {
    let Some(items) = held.as_tuple(value) else {
        return Err(Raised::type_error("Tuple or struct_time argument required"));
    };
    if items.items().len() != SHOWN {
        return Err(Raised::type_error(format!("{function}(): illegal time tuple argument")));
    }
    let mut fields = [0; SHOWN];
    for (field, item) in fields.iter_mut().zip(items.items()) {
        *field = held.index_i64(item)?;
        if i32::try_from(*field).is_err() {
            return Err(Raised::overflow("Python int too large to convert to C int"));
        }
    }
    let [year, month, day, hour, minute, second, weekday, year_day, is_dst] = fields;
    Ok(Date { year, month, day, hour, minute, second, weekday: weekday.rem_euclid(7), year_day, is_dst })
}

/// The same, with the ranges checked, for printing.
fn printable(held: &mut Held, value: &Value, function: &str) -> R<Date> {
    let mut date = date_argument(held, value, function)?;
    // Zero is taken for one, as C programs have always had it.
    date.month += i64::from(date.month == 0);
    date.day += i64::from(date.day == 0);
    date.year_day += i64::from(date.year_day == 0);
    let checks = [
        (date.month, 1..=12, "month out of range"),
        (date.day, 1..=31, "day of month out of range"),
        (date.hour, 0..=23, "hour out of range"),
        (date.minute, 0..=59, "minute out of range"),
        (date.second, 0..=61, "seconds out of range"),
        (date.year_day, 1..=366, "day of year out of range"),
    ];
    match checks.into_iter().find(|(value, range, _)| !range.contains(value)) {
        Some((_, _, message)) => Err(Raised::value_error(message)),
        None => Ok(date),
    }
}

pub(super) fn mktime(held: &mut Held, a: &[Value]) -> R {
    let date = date_argument(held, &a[0], "mktime")?;
    let month = date.month - 1;
    let days = days_from_civil(date.year + month.div_euclid(12), month.rem_euclid(12) + 1, 1) + date.day - 1;
    let local = days * SECONDS_PER_DAY + date.hour * 3600 + date.minute * 60 + date.second;
    // The offset at the moment itself is what counts; two rounds find it except in the hour that clocks skip.
    let first = local - local_offset(local).0;
    let seconds = local - local_offset(first).0;
    Ok(Value::Float(seconds as f64))
}

fn asctime_of(date: &Date) -> String {
    format!(
        "{} {} {:2} {:02}:{:02}:{:02} {}",
        short(&DAYS, date.weekday),
        short(&MONTHS, date.month - 1),
        date.day,
        date.hour,
        date.minute,
        date.second,
        date.year
    )
}

pub(super) fn asctime(held: &mut Held, a: &[Value]) -> R {
    let date = match &a[0] {
        Value::None => local_date(moment(held, &Value::None)?).0,
        tuple => printable(held, tuple, "asctime")?,
    };
    Ok(Value::from(asctime_of(&date)))
}

pub(super) fn ctime(held: &mut Held, a: &[Value]) -> R {
    let seconds = moment(held, &a[0])?;
    Ok(Value::from(asctime_of(&local_date(seconds).0)))
}

fn long(names: &[&'static str], at: i64) -> &'static str {
    usize::try_from(at).ok().and_then(|at| names.get(at)).copied().unwrap_or("?")
}

fn short(names: &[&'static str], at: i64) -> &'static str {
    let name = long(names, at);
    name.get(..3).unwrap_or(name)
}

pub(super) fn strftime(held: &mut Held, a: &[Value]) -> R {
    let Value::Str(format) = &a[0] else {
        return Err(Raised::type_error(format!(
            "strftime() argument 1 must be str, not {}",
            held.type_name(&a[0])
        )));
    };
    let (date, zone, offset) = match &a[1] {
        Value::None => local_date(moment(held, &Value::None)?),
        tuple => {
            let date = printable(held, tuple, "strftime")?;
            let (offset, _, zone) = local_offset(0);
            (date, zone, offset)
        }
    };
    let mut out = String::new();
    push_strftime(&mut out, format.as_str(), &date, &zone, offset);
    Ok(Value::from(out))
}

/// Year and number of the ISO 8601 week of a date.
fn iso_week(date: &Date) -> (i64, i64) {
    let week = (date.year_day - 1 - date.weekday + 10) / 7;
    let weeks_in = |year: i64| {
        let first = (days_from_civil(year, 1, 1) + 3).rem_euclid(7);
        let leap = days_from_civil(year + 1, 1, 1) - days_from_civil(year, 1, 1) == 366;
        if first == 3 || (first == 2 && leap) { 53 } else { 52 }
    };
    if week < 1 {
        (date.year - 1, weeks_in(date.year - 1))
    } else if week > weeks_in(date.year) {
        (date.year + 1, 1)
    } else {
        (date.year, week)
    }
}

/// C's `strftime` in the C locale.
fn push_strftime(out: &mut String, format: &str, date: &Date, zone: &str, offset: i64) {
    use std::fmt::Write;
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let Some(directive) = chars.next() else {
            out.push('%');
            return;
        };
        let hour12 = (date.hour + 11) % 12 + 1;
        let half = if date.hour < 12 { "AM" } else { "PM" };
        let expand = |out: &mut String, format: &str| push_strftime(out, format, date, zone, offset);
        // Writing to a string cannot fail.
        let _ = match directive {
            'Y' => write!(out, "{}", date.year),
            'C' => write!(out, "{:02}", date.year.div_euclid(100)),
            'y' => write!(out, "{:02}", date.year.rem_euclid(100)),
            'm' => write!(out, "{:02}", date.month),
            'd' => write!(out, "{:02}", date.day),
            'e' => write!(out, "{:2}", date.day),
            'H' => write!(out, "{:02}", date.hour),
            'k' => write!(out, "{:2}", date.hour),
            'I' => write!(out, "{hour12:02}"),
            'l' => write!(out, "{hour12:2}"),
            'M' => write!(out, "{:02}", date.minute),
            'S' => write!(out, "{:02}", date.second),
            'j' => write!(out, "{:03}", date.year_day),
            'a' => write!(out, "{}", short(&DAYS, date.weekday)),
            'A' => write!(out, "{}", long(&DAYS, date.weekday)),
            'b' | 'h' => write!(out, "{}", short(&MONTHS, date.month - 1)),
            'B' => write!(out, "{}", long(&MONTHS, date.month - 1)),
            'p' => write!(out, "{half}"),
            'P' => write!(out, "{}", half.to_lowercase()),
            'u' => write!(out, "{}", date.weekday + 1),
            'w' => write!(out, "{}", (date.weekday + 1) % 7),
            'U' => write!(out, "{:02}", (date.year_day + 6 - (date.weekday + 1) % 7) / 7),
            'W' => write!(out, "{:02}", (date.year_day + 6 - date.weekday) / 7),
            'G' => write!(out, "{}", iso_week(date).0),
            'g' => write!(out, "{:02}", iso_week(date).0.rem_euclid(100)),
            'V' => write!(out, "{:02}", iso_week(date).1),
            'Z' => write!(out, "{zone}"),
            'z' => {
                let sign = if offset < 0 { '-' } else { '+' };
                write!(out, "{sign}{:02}{:02}", offset.abs() / 3600, offset.abs() / 60 % 60)
            }
            's' => {
                let days = days_from_civil(date.year, date.month, date.day);
                let clock = date.hour * 3600 + date.minute * 60 + date.second;
                write!(out, "{}", days * SECONDS_PER_DAY + clock - offset)
            }
            'n' => out.write_char('\n'),
            't' => out.write_char('\t'),
            '%' => out.write_char('%'),
            'c' => {
                expand(out, "%a %b %e %H:%M:%S %Y");
                Ok(())
            }
            'x' | 'D' => {
                expand(out, "%m/%d/%y");
                Ok(())
            }
            'X' | 'T' => {
                expand(out, "%H:%M:%S");
                Ok(())
            }
            'F' => {
                expand(out, "%Y-%m-%d");
                Ok(())
            }
            'R' => {
                expand(out, "%H:%M");
                Ok(())
            }
            'r' => {
                expand(out, "%I:%M:%S %p");
                Ok(())
            }
            other => write!(out, "%{other}"),
        };
    }
}
