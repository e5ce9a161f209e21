//! The tree that emission makes: modules with items, whatever files they become.
//!
//! Tokens can not move between threads, so a module holds the function that makes its items.
use proc_macro2::TokenStream;
use quote::quote;

/// A module. Its text is made on demand, so that files can be made side by side.
pub struct Module<'a> {
    /// Its name, which is the name of its file.
    pub name: String,
    /// Makes what stands in it.
    pub content: Box<dyn Fn() -> Content + Send + Sync + 'a>,
    /// Each makes some of the items that stand after the content, so that a large file is made side by side too.
    pub parts: Vec<Items<'a>>,
    /// The modules inside it.
    pub children: Vec<Child<'a>>,
}

/// What makes items.
pub type Items<'a> = Box<dyn Fn() -> Vec<Item> + Send + Sync + 'a>;

/// What stands in a module, apart from the modules inside it.
#[derive(Debug, Clone, Default)]
pub struct Content {
    /// What its `//!` lines say.
    pub docs: Vec<String>,
    /// Its items.
    pub items: Vec<Item>,
}

/// How long a line may be before the printer of items breaks it, with its end.
const LINE: usize = 90;

/// A module inside another one.
pub struct Child<'a> {
    /// The attributes and the visibility before `mod`.
    pub before: String,
    /// The module.
    pub module: Module<'a>,
}

impl<'a> Module<'a> {
    /// A module with nothing inside it.
    pub fn new(name: impl Into<String>, content: impl Fn() -> Content + Send + Sync + 'a) -> Self {
        Self {
            name: name.into(),
            content: Box::new(content),
            parts: Vec::new(),
            children: Vec::new(),
        }
    }
}

impl<'a> Child<'a> {
    /// A module for everybody.
    #[must_use]
    pub fn public(module: Module<'a>) -> Self {
        Self {
            before: "pub ".to_owned(),
            module,
        }
    }

    /// A module for everybody who asks for one of some cargo features; for everybody where there are none.
    #[must_use]
    pub fn conditional(features: &[String], module: Module<'a>) -> Self {
        let features: Vec<String> = features
            .iter()
            .map(|feature| format!("feature = {feature:?}"))
            .collect();
        let condition = match features.as_slice() {
            [] => String::new(),
            [feature] => format!("#[cfg({feature})]\n"),
            features => {
                let line = format!("#[cfg(any({}))]\n", features.join(", "));
                if line.len() <= LINE {
                    line
                } else {
                    format!("#[cfg(any(\n    {}\n))]\n", features.join(",\n    "))
                }
            }
        };
        Self {
            before: format!("{condition}pub "),
            module,
        }
    }
}

/// A part of a module's text.
#[derive(Debug, Clone)]
pub enum Item {
    /// Rust code. A doc attribute holds several lines, with [`LINE_END`] between them.
    Code(TokenStream),
    /// A table of the runtime's macros, which no formatter knows how to print.
    Table(Table),
    /// Text that is copied as it is.
    Text(String),
}

impl Item {
    /// The same with an attribute before it, where it is code.
    #[must_use]
    pub fn under(self, attribute: &TokenStream) -> Self {
        match self {
            Self::Code(code) => Self::Code(quote!(#attribute #code)),
            Self::Table(_) | Self::Text(_) => self,
        }
    }
}

/// What ends a line inside the docs of an item, where they go on: a sign that no docs hold.
pub const LINE_END: &str = "\u{1}";

/// A call of one of the runtime's macros with a row per line.
#[derive(Debug, Clone)]
pub struct Table {
    /// The path of the macro, without `!`.
    pub call: &'static str,
    /// What stands before the rows.
    pub head: String,
    /// The rows, without the commas after them; none where the head is all.
    pub rows: Option<Vec<String>>,
}
