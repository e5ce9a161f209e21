//! Dates and times in paths, queries, headers and cookies.

use super::Parameter;
use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat};

/// `YYYY-MM-DD` (`full-date` of RFC 3339).
impl Parameter for NaiveDate {
    fn write(&self, values: &mut Vec<String>) {
        values.push(self.to_string());
    }
}

/// RFC 3339, with the offset as it is and as many digits of the second as needed.
impl Parameter for DateTime<FixedOffset> {
    fn write(&self, values: &mut Vec<String>) {
        values.push(self.to_rfc3339_opts(SecondsFormat::AutoSi, true));
    }
}
