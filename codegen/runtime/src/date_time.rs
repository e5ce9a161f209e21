//! Date-times as servers write them: RFC 3339, and what is near to it.

use super::Tolerant;
use chrono::{DateTime, FixedOffset};
use serde::de::{Deserializer, Error, Unexpected, Visitor};
use std::fmt;

/// Besides RFC 3339, the offset may be missing, which is read as UTC, or be written `+01` or `+0100`; a space may
/// stand for the `T`, a comma for the point, and the seconds may be missing. Written, they are RFC 3339 with the same
/// offset.
impl<'de> Tolerant<'de> for DateTime<FixedOffset> {
    fn read<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_str(DateTimeVisitor)
    }
}

struct DateTimeVisitor;

impl Visitor<'_> for DateTimeVisitor {
    type Value = DateTime<FixedOffset>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date and time (RFC 3339)")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        DateTime::parse_from_rfc3339(text)
            .ok()
            .or_else(|| DateTime::parse_from_rfc3339(&regular(text)?).ok())
            .ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

/// The same as RFC 3339 has it, if it is near to that.
fn regular(text: &str) -> Option<String> {
    let (date, rest) = text.trim().split_at_checked(10)?;
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let end = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (time, offset) = rest.split_at_checked(end)?;
    let time = time.trim_end().replace(',', ".");
    let seconds = if time.matches(':').count() == 1 && !time.contains('.') {
        ":00"
    } else {
        ""
    };
    let digits = offset.get(1..).unwrap_or_default().replace(':', "");
    let offset = match (offset.get(..1), digits.split_at_checked(2)) {
        (None | Some("Z" | "z"), _) if digits.is_empty() => "Z".to_owned(),
        (Some(sign), Some((hours, ""))) => format!("{sign}{hours}:00"),
        (Some(sign), Some((hours, minutes))) => format!("{sign}{hours}:{minutes}"),
        (None | Some(_), _) => return None,
    };
    Some(format!("{date}T{time}{seconds}{offset}"))
}
