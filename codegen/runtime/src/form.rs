//! Bodies as forms have them: the members of an object as pairs of name and value (`application/x-www-form-urlencoded`).

use super::encoding::{self, Encoding, Pairs};
use super::tree::Tree;
use super::{
    RequestBuilder,
    request::{percent_encoded, query_pair},
};
use serde::Serialize;
use serde::ser::Error as _;

impl RequestBuilder {
    /// Sets the body to a form of the members of an object. Those that are named are written as it says there.
    pub fn form<T: Serialize + ?Sized>(
        self,
        body: &T,
        encodings: &[(&'static str, Encoding)],
    ) -> Self {
        let text = Tree::of(body).and_then(|value| form(value, encodings));
        self.written("application/x-www-form-urlencoded", text.map(Vec::from))
    }

    /// Sets the body to a form, if there is one.
    pub fn optional_form<T: Serialize + ?Sized>(
        self,
        body: Option<&T>,
        encodings: &[(&'static str, Encoding)],
    ) -> Self {
        match body {
            Some(body) => self.form(body, encodings),
            None => self,
        }
    }
}

/// A list is written one by one where nothing is said, and an object as JSON (`OpenAPI` 3.1.1, Encoding Object).
fn form(value: Tree, encodings: &[(&'static str, Encoding)]) -> serde_json::Result<String> {
    let Tree::Object(members) = value else {
        return Err(serde_json::Error::custom("only objects are forms"));
    };
    let mut pairs = Pairs::new();
    for (name, value) in &members {
        let said = encodings.iter().find(|(known, _)| known == name);
        let encoding = match (said, value) {
            (Some((_, encoding)), _) => *encoding,
            (None, Tree::Object(_)) => Encoding::Json,
            (None, _) => Encoding::Exploded,
        };
        encoding::push(&mut pairs, name, value, encoding, percent_encoded);
    }
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| query_pair(name, value))
        .collect();
    Ok(pairs.join("&"))
}
