//! Values of a document as texts: numbers as people write them, whole ones to the last digit.
use serde::Serialize as _;
use serde_json::{Serializer, Value, ser::Formatter};
use std::io;

/// From here on, numbers with many zeros have an exponent where that is shorter.
const LONG: f64 = 1e9;

/// From here on, whole numbers are not known to the last digit.
const INEXACT: f64 = 18_446_744_073_709_551_616.0;

/// A value as JSON.
pub(super) fn json_text(value: &Value) -> String {
    let mut bytes = Vec::new();
    let written = value.serialize(&mut Serializer::with_formatter(&mut bytes, Plain));
    let text = written.ok().and_then(|()| String::from_utf8(bytes).ok());
    text.unwrap_or_else(|| value.to_string())
}

/// A bound as a text: a fraction of zero says nothing.
pub(super) fn bound_text(bound: &Value) -> String {
    let text = json_text(bound);
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// Writes JSON in one line, with numbers that are easy to read.
struct Plain;

impl Formatter for Plain {
    fn write_f64<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        let size = value.abs();
        let (plain, short) = (value.to_string(), format!("{value:e}"));
        let is_short = size >= INEXACT
            || (size >= LONG && short.len() < plain.len())
            || (size < 1e-6 && value != 0.0);
        let text = if is_short {
            short
        } else if value.fract() == 0.0 {
            format!("{plain}.0")
        } else {
            plain
        };
        writer.write_all(text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_write_them() {
        for (written, value, bound) in [
            ("1", "1", "1"),
            ("1.0", "1.0", "1"),
            ("1e12", "1e12", "1e12"),
            ("12345678901.0", "12345678901.0", "12345678901"),
            (
                "18446744073709551615",
                "18446744073709551615",
                "18446744073709551615",
            ),
            (
                "-9223372036854775808",
                "-9223372036854775808",
                "-9223372036854775808",
            ),
            ("1e-7", "1e-7", "1e-7"),
            ("0.000001", "0.000001", "0.000001"),
            (
                "[{\"a\": 1e20}, \"1e20\"]",
                "[{\"a\":1e20},\"1e20\"]",
                "[{\"a\":1e20},\"1e20\"]",
            ),
        ] {
            let read: Value = serde_json::from_str(written).expect("JSON");
            assert_eq!(json_text(&read), value, "{written}");
            assert_eq!(bound_text(&read), bound, "{written}");
        }
    }
}
