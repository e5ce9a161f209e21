//! Values for examples, as people would write them: those of the document where it has some, and samples elsewhere.
use super::{Emit, ident, type_ref::Place};
use crate::ir::{
    Branch, Deprecation, Docs, EnumValue, Fact, IntegerFormat, Literal, Member, NumberFormat,
    Presence, StringFormat, Struct, Type, TypeId, TypeKind, Values,
};
use serde_json::Value;
use std::collections::BTreeSet;

/// How deep values stand in each other before a list is left empty.
const DEEPEST: usize = 4;

/// The longest text of an example that is written out, and the most items of a list.
const LONGEST_TEXT: usize = 60;
const MOST_ITEMS: usize = 3;

/// Writes values, and keeps what they name.
pub(super) struct Sampler<'e, 'a> {
    pub(super) emit: &'e Emit<'a>,
    place: Place,
    /// What has to be brought in from the API's module.
    pub(super) modules: BTreeSet<String>,
    /// What has to be brought in from the crate's root.
    pub(super) root: BTreeSet<&'static str>,
    depth: usize,
}

/// What a value is made of: the document's example, and the name that stands for a text where there is none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hint<'v> {
    pub(super) value: Option<&'v Value>,
    pub(super) name: &'v str,
    /// The `format` of a text that has no type of its own.
    pub(super) format: Option<&'v str>,
}

impl<'v> Hint<'v> {
    /// The same for a part of the value.
    fn of(self, value: Option<&'v Value>) -> Self {
        Self { value, ..self }
    }
}

impl<'e, 'a> Sampler<'e, 'a> {
    pub(super) fn new(emit: &'e Emit<'a>) -> Self {
        Self {
            emit,
            place: Place::api(),
            modules: BTreeSet::new(),
            root: BTreeSet::new(),
            depth: 0,
        }
    }

    /// The path to a type from the API's module.
    pub(super) fn path(&mut self, id: TypeId) -> String {
        let path = spaceless(&self.place.path(self.emit, id).to_string());
        if let Some((module, _)) = path.split_once("::") {
            self.modules.insert(module.to_owned());
        }
        path
    }

    /// A type as an example writes it.
    pub(super) fn ty(&mut self, ty: &Type) -> String {
        let mut named = Vec::new();
        ty.add_named(&mut named);
        for id in named {
            self.path(id);
        }
        let written = spaceless(&self.place.owned(self.emit, ty).to_string());
        written
            .replace("BTreeMap", "std::collections::BTreeMap")
            .replace(',', ", ")
    }

    /// An owned value of a type; none where there is no short one.
    pub(super) fn owned(&mut self, ty: &Type, hint: Hint<'_>) -> Option<String> {
        if self.depth > DEEPEST {
            return None;
        }
        self.depth += 1;
        let written = self.written(ty, hint);
        self.depth -= 1;
        written
    }

    fn written(&mut self, ty: &Type, hint: Hint<'_>) -> Option<String> {
        Some(match ty {
            Type::Any(_) => any(hint.value),
            Type::Boolean => hint
                .value
                .and_then(Value::as_bool)
                .unwrap_or(true)
                .to_string(),
            Type::Integer(IntegerFormat::Exact) | Type::Number(NumberFormat::Exact) => {
                let digits = hint.value.filter(|value| value.is_number());
                format!(
                    "{:?}.parse()?",
                    digits.map_or("1".to_owned(), Value::to_string)
                )
            }
            Type::Integer(format) => integer(*format, hint.value).to_string(),
            Type::Number(NumberFormat::Double) => {
                format!("{:?}", hint.value.and_then(Value::as_f64).unwrap_or(1.5))
            }
            Type::String(format) => string(*format, hint),
            Type::Array(item) => {
                let items = self.items(item, hint);
                format!("vec![{}]", items.join(", "))
            }
            Type::Tuple(types) => {
                let values = hint.value.and_then(Value::as_array);
                let items = types.iter().enumerate().map(|(position, ty)| {
                    let value = values.and_then(|values| values.get(position));
                    self.owned(ty, hint.of(value))
                });
                let items: Vec<String> = items.collect::<Option<_>>()?;
                format!("({})", items.join(", "))
            }
            Type::Map(ty) => self.map(ty, hint)?,
            Type::Named(id) => self.named(*id, hint)?,
            Type::Nullable(inner) => match hint.value {
                Some(Value::Null) => "None".to_owned(),
                _ => format!("Some({})", self.owned(inner, hint)?),
            },
        })
    }

    /// The items of a list: those of the example, or one.
    pub(super) fn items(&mut self, item: &Type, hint: Hint<'_>) -> Vec<String> {
        match hint.value.and_then(Value::as_array) {
            Some(values) => {
                let values = values.iter().take(MOST_ITEMS);
                let items = values.map(|value| self.owned(item, hint.of(Some(value))));
                items.collect::<Option<_>>().unwrap_or_default()
            }
            None => self.owned(item, hint.of(None)).into_iter().collect(),
        }
    }

    fn map(&mut self, ty: &Type, hint: Hint<'_>) -> Option<String> {
        let entries: Vec<(&str, Option<&Value>)> = match hint.value.and_then(Value::as_object) {
            Some(object) => {
                let entries = object.iter().take(MOST_ITEMS);
                entries
                    .map(|(name, value)| (name.as_str(), Some(value)))
                    .collect()
            }
            None => vec![("name", None)],
        };
        let entries: Vec<String> = entries
            .into_iter()
            .map(|(name, value)| {
                let value = self.owned(ty, hint.of(value))?;
                Some(format!("({name:?}.to_owned(), {value})"))
            })
            .collect::<Option<_>>()?;
        Some(if entries.is_empty() {
            "Default::default()".to_owned()
        } else {
            format!("[{}].into()", entries.join(", "))
        })
    }

    fn named(&mut self, id: TypeId, hint: Hint<'_>) -> Option<String> {
        let emit = self.emit;
        let item = &emit.api.types[id];
        let own = example(&item.docs);
        let hint = hint.of(hint.value.or(own.as_ref()));
        match &item.kind {
            TypeKind::Struct(object) => self.made(id, object, hint),
            TypeKind::Tuple(object) => self.made(id, object, hint.of(None)),
            TypeKind::Enum(values) => {
                let position = listed(values, hint.value)?;
                let name = ident(emit.names.parts(id).get(position)?);
                Some(format!("{}::{name}", self.path(id)))
            }
            TypeKind::Union(union) => {
                let mut branches = union.branches.iter().enumerate();
                branches.find_map(|(position, branch)| self.branch(id, position, branch, hint))
            }
            TypeKind::Alias(ty) if emit.facts.is_newtype(id) => {
                let value = self.owned(ty, hint)?;
                let value = self.boxed(id, 0, value);
                Some(format!("{}({value})", self.path(id)))
            }
            TypeKind::Alias(ty) => self.owned(ty, hint),
        }
    }

    fn branch(
        &mut self,
        id: TypeId,
        position: usize,
        branch: &Branch,
        hint: Hint<'_>,
    ) -> Option<String> {
        let value = hint.value.filter(|value| self.fits(&branch.ty, value));
        if hint.value.is_some() && value.is_none() {
            return None;
        }
        let value = self.owned(&branch.ty, hint.of(value))?;
        let value = self.boxed(id, position, value);
        let name = ident(self.emit.names.parts(id).get(position)?);
        Some(format!("{}::{name}({value})", self.path(id)))
    }

    /// Whether a value may be one of a type, as far as its outside tells.
    fn fits(&self, ty: &Type, value: &Value) -> bool {
        match ty {
            Type::Any(_) => true,
            Type::Boolean => value.is_boolean(),
            Type::Integer(_) => value.is_i64() || value.is_u64(),
            Type::Number(_) => value.is_number(),
            Type::String(_) => value.is_string(),
            Type::Array(_) | Type::Tuple(_) => value.is_array(),
            Type::Map(_) => value.is_object(),
            Type::Nullable(inner) => value.is_null() || self.fits(inner, value),
            Type::Named(id) => match &self.emit.api.types[*id].kind {
                TypeKind::Struct(object) => value.as_object().is_some_and(|value| {
                    let mut required = object.members.iter();
                    required.all(|member| match member.presence {
                        Presence::Required | Presence::RequiredNullable => {
                            value.contains_key(&member.wire)
                        }
                        Presence::Optional | Presence::OptionalNullable => true,
                    })
                }),
                TypeKind::Tuple(_) => value.is_array(),
                TypeKind::Enum(values) => listed(values, Some(value)).is_some(),
                TypeKind::Union(_) => true,
                TypeKind::Alias(ty) => self.emit.facts.is_newtype(*id) || self.fits(ty, value),
            },
        }
    }

    fn boxed(&self, owner: TypeId, position: usize, value: String) -> String {
        if self.emit.facts.is_boxed(owner, position) {
            format!("Box::new({value})")
        } else {
            value
        }
    }

    /// A struct, made of what is required.
    pub(super) fn made(&mut self, id: TypeId, object: &Struct, hint: Hint<'_>) -> Option<String> {
        let mut arguments = Vec::new();
        for (position, member) in object.members.iter().enumerate() {
            let is_required = match member.presence {
                Presence::Required | Presence::RequiredNullable => true,
                Presence::Optional | Presence::OptionalNullable => false,
            };
            if is_required && self.emit.facts.constant(id, position).is_none() {
                arguments.push(self.argument(id, position, member, hint)?);
            }
        }
        let path = self.path(id);
        Some(if arguments.is_empty() {
            format!("{path}::default()")
        } else {
            format!("{path}::new({})", arguments.join(", "))
        })
    }

    fn argument(
        &mut self,
        id: TypeId,
        position: usize,
        member: &Member,
        hint: Hint<'_>,
    ) -> Option<String> {
        let value = hint.value.and_then(|value| value.get(&member.wire));
        match (member.presence, &member.ty) {
            (Presence::Required, Type::String(StringFormat::Text | StringFormat::Password)) => {
                let own = example(&member.docs);
                Some(format!(
                    "{:?}",
                    text(of_member(member, value.or(own.as_ref())))
                ))
            }
            (Presence::Required, _) => self.member(id, position, member, value),
            (_, _) => match value {
                Some(Value::Null) => Some("None".to_owned()),
                _ => Some(format!(
                    "Some({})",
                    self.member(id, position, member, value)?
                )),
            },
        }
    }

    /// The value of a member that is there.
    fn member(
        &mut self,
        id: TypeId,
        position: usize,
        member: &Member,
        value: Option<&Value>,
    ) -> Option<String> {
        let own = example(&member.docs);
        let value = self.owned(&member.ty, of_member(member, value.or(own.as_ref())))?;
        Some(self.boxed(id, position, value))
    }

    /// What is assigned to a member that may be left out.
    pub(super) fn assigned(
        &mut self,
        id: TypeId,
        position: usize,
        member: &Member,
        value: Option<&Value>,
    ) -> Option<String> {
        match member.presence {
            Presence::Required | Presence::RequiredNullable => None,
            Presence::Optional => Some(format!(
                "Some({})",
                self.member(id, position, member, value)?
            )),
            Presence::OptionalNullable => {
                let written = match value {
                    Some(Value::Null) => "Field::Null".to_owned(),
                    _ => format!(
                        "Field::Value({})",
                        self.member(id, position, member, value)?
                    ),
                };
                self.root.insert("Field");
                Some(written)
            }
        }
    }
}

fn of_member<'v>(member: &'v Member, value: Option<&'v Value>) -> Hint<'v> {
    Hint {
        value,
        name: &member.wire,
        format: format(&member.docs),
    }
}

/// The first example that the docs of a thing have.
pub(super) fn example(docs: &Docs) -> Option<Value> {
    docs.facts.iter().find_map(|fact| {
        let Fact::Example(json) = fact else {
            return None;
        };
        serde_json::from_str(json).ok()
    })
}

/// The format of a text that has no type of its own.
pub(super) fn format(docs: &Docs) -> Option<&str> {
    docs.facts.iter().find_map(|fact| {
        let Fact::Format(format) = fact else {
            return None;
        };
        Some(format.as_str())
    })
}

/// A text: the example if it is short, else one of the format, else the name of what it is for.
pub(super) fn text(hint: Hint<'_>) -> String {
    let short = |text: &&str| text.chars().count() <= LONGEST_TEXT;
    if let Some(text) = hint.value.and_then(Value::as_str).filter(short) {
        return text.to_owned();
    }
    match hint.format {
        Some("email") => "jo@example.com",
        Some("uri" | "url") => "https://example.com",
        _ => hint.name,
    }
    .to_owned()
}

fn string(format: StringFormat, hint: Hint<'_>) -> String {
    let given = hint.value.and_then(Value::as_str);
    let read = |sample: &str| format!("{:?}.parse()?", given.unwrap_or(sample));
    match format {
        StringFormat::Text | StringFormat::Password => format!("{:?}.into()", text(hint)),
        StringFormat::Date => read("2024-01-31"),
        StringFormat::DateTime => read("2024-01-31T12:00:00Z"),
        StringFormat::Uuid => read("8e214819-5c83-429f-a976-eb127a0a8a88"),
        StringFormat::Base64 => "b\"bytes\".to_vec().into()".to_owned(),
    }
}

/// A whole number that the type has room for.
fn integer(format: IntegerFormat, value: Option<&Value>) -> i128 {
    let given = value.and_then(|value| {
        let signed = value.as_i64().map(i128::from);
        signed.or_else(|| value.as_u64().map(i128::from))
    });
    given
        .filter(|given| format.range().contains(given))
        .unwrap_or(1)
}

fn any(value: Option<&Value>) -> String {
    match value {
        Some(Value::Bool(value)) => format!("{value}.into()"),
        Some(Value::String(text)) => format!("{text:?}.into()"),
        Some(value @ (Value::Array(_) | Value::Object(_) | Value::Number(_) | Value::Null)) => {
            parsed(value)
        }
        None => "serde_json::json!({})".to_owned(),
    }
}

/// Any value, read from its JSON.
pub(super) fn parsed(value: &Value) -> String {
    let mut json = String::new();
    for character in value.to_string().chars() {
        // What has no picture stands in strings alone, where JSON has a way to write it.
        if character.escape_debug().count() > 1 && !matches!(character, '"' | '\'' | '\\') {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                json.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            json.push(character);
        }
    }
    let mut fence = String::new();
    while json.contains(&format!("\"{fence}")) {
        fence.push('#');
    }
    format!("serde_json::from_str(r{fence}\"{json}\"{fence})?")
}

/// The position of a value of an enumeration: that of the example, or the first that nothing speaks against.
fn listed(values: &Values, value: Option<&Value>) -> Option<usize> {
    fn find<T>(
        values: &[EnumValue<T>],
        value: Option<&Value>,
        is: impl Fn(&T, &Value) -> bool,
    ) -> Option<usize> {
        match value {
            Some(value) => values.iter().position(|listed| is(&listed.wire, value)),
            None => values
                .iter()
                .position(|listed| listed.deprecation == Deprecation::Current),
        }
    }
    let number = |one: f64, value: &Value| {
        value
            .as_f64()
            .is_some_and(|it| it.to_bits() == one.to_bits())
    };
    let whole = |one: i128, value: &Value| value.as_i64().is_some_and(|it| i128::from(it) == one);
    match values {
        Values::Strings(values) => find(values, value, |one, value| value.as_str() == Some(one)),
        Values::Integers(_, values) => find(values, value, |one, value| whole(*one, value)),
        Values::Numbers(values) => find(values, value, |one, value| number(*one, value)),
        Values::Mixed(values) => find(values, value, |one, value| match one {
            Literal::Boolean(one) => value.as_bool() == Some(*one),
            Literal::Integer(one) => whole(*one, value),
            Literal::Number(one) => number(*one, value),
            Literal::String(one) => value.as_str() == Some(one),
        }),
    }
}

/// The text of tokens that hold no words which have to stand apart.
pub(super) fn spaceless(tokens: &str) -> String {
    tokens.chars().filter(|it| *it != ' ').collect()
}
