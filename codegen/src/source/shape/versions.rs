//! Sets of versions of the specification: in which of them a keyword exists.

use crate::source::document::Version;

/// Versions of the specification, and [`Versions::CARRIED`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::source) struct Versions(u8);

impl Versions {
    /// Swagger 2.0.
    pub(in crate::source) const V20: Self = Self(1);
    /// `OpenAPI` 3.0.
    pub(in crate::source) const V30: Self = Self(2);
    /// `OpenAPI` 3.2.
    pub(in crate::source) const V32: Self = Self(8);
    /// 3.1 and later.
    pub(in crate::source) const SINCE_31: Self = Self(4 | 8);
    /// 3.0 and later.
    pub(in crate::source) const SINCE_30: Self = Self(2 | 4 | 8);
    /// 3.0 and 3.1.
    pub(in crate::source) const V30_V31: Self = Self(2 | 4);
    /// 2.0 and 3.0.
    pub(in crate::source) const UNTIL_30: Self = Self(1 | 2);
    /// All that were published.
    pub(in crate::source) const ALL: Self = Self(1 | 2 | 4 | 8);
    /// No version: what conversion puts into a tree of the shape of 3.0 that 3.0 has no word for.
    pub(in crate::source) const CARRIED: Self = Self(16);
    /// The shape that conversion brings every document to.
    pub(in crate::source) const CONVERTED: Self = Self(2 | 16);

    /// Whether the sets have a version in common.
    pub(in crate::source) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The versions in the words of a message.
    pub(in crate::source) fn describe(self) -> &'static str {
        match self.0 & 15 {
            1 => "Swagger 2.0",
            2 => "OpenAPI 3.0",
            3 => "OpenAPI 3.0 and before",
            4 => "OpenAPI 3.1",
            6 => "OpenAPI 3.0 and 3.1",
            8 => "OpenAPI 3.2",
            12 => "OpenAPI 3.1 and later",
            14 => "OpenAPI 3.0 and later",
            _ => "another version",
        }
    }
}

impl From<Version> for Versions {
    fn from(version: Version) -> Self {
        match version {
            Version::V20 => Self(1),
            Version::V30 => Self(2),
            Version::V31 => Self(4),
            Version::V32 => Self(8),
        }
    }
}
