//! UUIDs in paths, queries, headers and cookies.

use super::Parameter;
use uuid::Uuid;

/// Hyphenated, in lower case.
impl Parameter for Uuid {
    fn write(&self, values: &mut Vec<String>) {
        values.push(self.to_string());
    }
}
