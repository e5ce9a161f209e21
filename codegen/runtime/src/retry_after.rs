//! What an answer says about when to ask again, and how often.

use super::HeaderMap;
use http::header::{DATE, HeaderName, RETRY_AFTER};
use std::time::Duration;

/// How long the server asks to wait (`Retry-After`, RFC 9110, section 10.2.3), counted from when it answered. A moment
/// that has passed is no time to wait.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let then = seconds_of(text)?;
    // By the server's own clock, which may differ from the one here.
    let date = headers.get(DATE).and_then(|date| date.to_str().ok());
    let now = date.and_then(seconds_of).or_else(now)?;
    Some(Duration::from_secs(
        u64::try_from(then.saturating_sub(now)).unwrap_or(0),
    ))
}

#[cfg(not(target_arch = "wasm32"))]
fn now() -> Option<i64> {
    let since = std::time::UNIX_EPOCH.elapsed().ok()?;
    i64::try_from(since.as_secs()).ok()
}

/// There is no clock.
#[cfg(target_arch = "wasm32")]
const fn now() -> Option<i64> {
    None
}

pub(super) const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The seconds since 1970 of a date as HTTP writes it, the obsolete forms included (RFC 9110, section 5.6.7).
fn seconds_of(date: &str) -> Option<i64> {
    let words: Vec<&str> = date
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let (day, month, year, [hour, minute, second]) = match words.as_slice() {
        [_, day, month, year, hour, minute, second, "GMT"] => {
            (day, month, year, [hour, minute, second])
        }
        [_, month, day, hour, minute, second, year] => (day, month, year, [hour, minute, second]),
        _ => return None,
    };
    let number = |text: &str, most: i64| {
        text.parse()
            .ok()
            .filter(|number| (0..=most).contains(number))
    };
    let month = MONTHS.iter().position(|name| name == month)?;
    let year = match number(year, 9999)? {
        // Years of two digits are those of the Unix epoch.
        year if year < 70 => year + 2000,
        year if year < 100 => year + 1900,
        year => year,
    };
    let days = days_before(year, i64::try_from(month).ok()?) + number(day, 31)? - 1;
    let time = number(hour, 23)? * 3600 + number(minute, 59)? * 60 + number(second, 60)?;
    Some(days * 86400 + time)
}

/// The days from the beginning of 1970 to the beginning of a month. Years are counted from March here, so that leap days
/// stand at their ends.
const fn days_before(year: i64, month: i64) -> i64 {
    let from_march = (month + 10) % 12;
    let year = if month < 2 { year - 1 } else { year };
    let leap_days = year / 4 - year / 100 + year / 400;
    // Months from March on have 31, 30, 31, 30, 31 days, over and over.
    year * 365 + leap_days + (from_march * 153 + 2) / 5 - 719_468
}

/// How often the server may still be asked, as far as the answer says it: the headers `RateLimit-Limit` and so on, or
/// `X-RateLimit-Limit` and so on. No standard says what they mean, so the API's own docs do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RateLimit {
    /// How many requests there may be.
    pub limit: Option<u64>,
    /// How many of them are left.
    pub remaining: Option<u64>,
    /// When there are more again: most servers give the seconds until then, and some those since 1970.
    pub reset: Option<u64>,
}

impl RateLimit {
    /// What the headers of an answer say.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        const fn names(standard: &'static str, common: &'static str) -> [HeaderName; 2] {
            [
                HeaderName::from_static(standard),
                HeaderName::from_static(common),
            ]
        }
        let number = |names: [HeaderName; 2]| {
            names.iter().find_map(|name| {
                let text = headers.get(name)?.to_str().ok()?;
                // Some servers write rules behind the number: `100, 100;w=60`.
                let first = text.split([',', ';']).next()?;
                first.trim().parse().ok()
            })
        };
        Self {
            limit: number(names("ratelimit-limit", "x-ratelimit-limit")),
            remaining: number(names("ratelimit-remaining", "x-ratelimit-remaining")),
            reset: number(names("ratelimit-reset", "x-ratelimit-reset")),
        }
    }
}
