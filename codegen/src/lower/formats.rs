//! The values of `format` that are known, and the types that they belong to.
//!
//! The list is that of the `OpenAPI` Format Registry, of JSON Schema 2020-12 (Validation, section 7.3), and of names
//! that many documents have.

use crate::diag;

/// Formats of strings.
const TEXT: &[&str] = &[
    "base64url",
    "binary",
    "byte",
    "char",
    "commonmark",
    "date",
    "date-time",
    "date-time-local",
    "duration",
    "email",
    "hostname",
    "html",
    "http-date",
    "idn-email",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "media-range",
    "password",
    "regex",
    "relative-json-pointer",
    "sf-binary",
    "sf-boolean",
    "sf-string",
    "sf-token",
    "time",
    "time-local",
    "uri",
    "uri-reference",
    "uri-template",
    "url",
    "uuid",
];

/// Formats of whole numbers.
const INTEGER: &[&str] = &[
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "uint",
    "unix-time",
    "unixtime",
    "sf-integer",
];

/// Formats of numbers, which whole numbers can have too. Strings can, where a number would lose digits.
const NUMBER: &[&str] = &[
    "float",
    "double",
    "double-int",
    "decimal",
    "decimal128",
    "sf-decimal",
];

/// All formats that are known, with the types that each says something about.
pub fn known() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    let all = [TEXT, INTEGER, NUMBER].into_iter().flatten();
    all.map(|format| (*format, types(format)))
}

/// Whether a format of whole numbers says how large they are: seconds since 1970 are, for all purposes.
pub(super) fn bounds_integers(format: &str) -> bool {
    INTEGER.contains(&format)
}

/// The known format that was probably meant.
pub(super) fn nearest(format: &str) -> Option<&'static str> {
    let known = [TEXT, INTEGER, NUMBER].into_iter().flatten().copied();
    diag::nearest(format, known)
}

/// The types that a format says something about; none for one that is not known.
pub(super) fn types(format: &str) -> &'static [&'static str] {
    if TEXT.contains(&format) {
        &["string"]
    } else if INTEGER.contains(&format) || NUMBER.contains(&format) {
        &["integer", "number", "string"]
    } else {
        &[]
    }
}

/// The type of a schema that says no more than its format.
pub(super) fn implied_type(format: &str) -> Option<&'static str> {
    if TEXT.contains(&format) {
        Some("string")
    } else if INTEGER.contains(&format) {
        Some("integer")
    } else if NUMBER.contains(&format) {
        Some("number")
    } else {
        None
    }
}

/// Whether the Rust type says the format already.
pub(super) fn is_typed(ty: Option<&str>, format: &str) -> bool {
    let typed: &[&str] = match ty {
        Some("integer") => &[
            "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
        ],
        Some("number") => &["float", "double"],
        Some("string") => &["date", "date-time", "uuid", "byte", "password"],
        _ => &[],
    };
    typed.contains(&format)
}
