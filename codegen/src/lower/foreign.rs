//! Constraints on values of another type than the schema's: they hold for no value, so that no docs state them.
use super::keywords::{Keywords, Numeric};
use crate::source;

impl Keywords {
    /// Whether a keyword is about values of other types alone.
    fn is_foreign(&self, keyword: &str) -> bool {
        let ty = self.ty.as_deref();
        ty.is_some_and(|ty| source::is_idle(keyword, ty))
    }

    /// Forgets the constraints on values of other types, which were reported when the document was read.
    pub(super) fn forget_foreign(&mut self) {
        if self.is_foreign("minimum") {
            self.numeric = Numeric::default();
        }
        if self.is_foreign("minLength") {
            self.length = (None, None);
            self.pattern = None;
            self.carried.media_type = None;
            self.carried.encoding = None;
        }
        if self.is_foreign("minItems") {
            self.item_count = (None, None);
            self.unique_items = false;
        }
        if self.is_foreign("minProperties") {
            self.property_count = (None, None);
            self.carried.patterns.clear();
            self.carried.names.clear();
            self.carried.name_pattern = None;
        }
        let mut unchecked = std::mem::take(&mut self.carried.unchecked);
        unchecked.retain(|name| !self.is_foreign(name));
        self.carried.unchecked = unchecked;
    }
}
