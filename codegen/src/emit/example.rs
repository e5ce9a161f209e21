//! The example of an operation: how it is called, as a block of its docs.
use super::{
    Emit, Examples, ident,
    params::{Argument, Held},
    sample::{self, Hint, Sampler},
};
use crate::{
    ir::{
        Body, BodyContent, Content, Deprecation, Docs, Member, Operation, Presence, Requirement,
        Struct, Type, TypeId, TypeKind,
    },
    names::{Name, OperationNames},
};
use serde_json::Value;

/// Columns of a line: as docs have, less the indentation of a method.
const LINE_WIDTH: usize = 88;

/// How many members of a body are set, and how many arguments are given that may be left out.
const MOST_SET: usize = 4;

/// The longest body that is shown as JSON, in characters.
const LONGEST_JSON: usize = 400;

/// The answer of an operation, as far as an example speaks of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// There is a value.
    Value,
    /// There is none but that it worked.
    Nothing,
}

/// Adds the example of an operation. `arguments` are its parameters in their order, and the body.
pub(super) fn add(
    lines: &mut Vec<String>,
    emit: &Emit<'_>,
    operation: &Operation,
    names: &OperationNames,
    arguments: &[Argument],
    answer: Answer,
) {
    if emit.examples == Examples::Left {
        return;
    }
    let mut sampler = Sampler::new(emit);
    let mut statements = Vec::new();
    let Some(call) = call(&mut sampler, &mut statements, operation, names, arguments) else {
        return;
    };
    let value = match answer {
        Answer::Value => "let answer = ",
        Answer::Nothing => "",
    };
    statements.extend(chained(value, &call));
    let mut block = Vec::new();
    match emit.examples {
        Examples::Left => {}
        Examples::Shown => {
            block.push("```ignore".to_owned());
            block.extend(statements);
        }
        Examples::Compiled { package, module } => {
            block.push("```no_run".to_owned());
            block.push(format!(
                "# async fn run(client: &{package}::{module}::Client) -> Result<(), Box<dyn std::error::Error>> {{"
            ));
            if let Some(uses) = uses(&sampler, package, module) {
                block.extend([uses, String::new()]);
            }
            block.extend(statements);
            block.push("# Ok(()) }".to_owned());
        }
    }
    block.push("```".to_owned());
    super::docs::paragraph(lines, block);
}

/// The line that brings in what the example names: from the root of the crate, and from the API's module.
fn uses(sampler: &Sampler<'_, '_>, package: &str, module: &str) -> Option<String> {
    let modules: Vec<&str> = sampler.modules.iter().map(String::as_str).collect();
    let root = sampler.root.iter().map(|name| (*name).to_owned());
    let names: Vec<String> = match modules.as_slice() {
        [] => root.collect(),
        [only] => root.chain([format!("{module}::{only}")]).collect(),
        several => root
            .chain([format!("{module}::{{{}}}", several.join(", "))])
            .collect(),
    };
    match names.as_slice() {
        [] => None,
        [only] => Some(format!("use {package}::{only};")),
        several => Some(format!("use {package}::{{{}}};", several.join(", "))),
    }
}

/// The links of the chain that makes the call, and the statements before it; none where something that is required has
/// no short value.
fn call(
    sampler: &mut Sampler<'_, '_>,
    statements: &mut Vec<String>,
    operation: &Operation,
    names: &OperationNames,
    arguments: &[Argument],
) -> Option<Vec<Link>> {
    let mut required = Vec::new();
    let mut optional = Vec::new();
    let types = operation.parameters.iter();
    let types =
        types.map(|parameter| Given::parameter(&parameter.ty, &parameter.docs, &parameter.wire));
    let types = types.chain(operation.body.iter().filter_map(Given::body));
    for (argument, given) in arguments.iter().zip(types) {
        // Documents leave it out that a body is required, where it is what the operation is about.
        let is_shown = given.example.is_some() || given.of == Of::Body;
        match argument.requirement {
            Requirement::Required => {
                required.push(value(sampler, statements, argument, &given)?);
            }
            Requirement::Optional if optional.len() < MOST_SET && is_shown => {
                let name = argument.name.to_string();
                let mut before = Vec::new();
                let value = value(sampler, &mut before, argument, &given);
                // An object without members is not worth a line.
                let is_empty = before.iter().any(|line| line.ends_with("::default();"));
                if let Some(value) = value.filter(|_| before.len() != 1 || !is_empty) {
                    statements.extend(before);
                    optional.push(Link(name, Some(vec![value])));
                }
            }
            Requirement::Optional => {}
        }
    }
    let resource = sampler.emit.names.resources.get(names.resource)?;
    let mut links = vec![
        Link(ident(&resource.accessor).to_string(), Some(Vec::new())),
        Link(ident(&names.method).to_string(), Some(required)),
    ];
    links.extend(optional);
    links.push(Link("await?".to_owned(), None));
    Some(links)
}

/// What an argument is made of.
struct Given<'a> {
    ty: Option<&'a Type>,
    example: Option<Value>,
    format: Option<&'a str>,
    name: &'a str,
    of: Of,
}

/// What an argument is of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Parameter,
    Body,
}

impl<'a> Given<'a> {
    fn parameter(ty: &'a Type, docs: &'a Docs, name: &'a str) -> Self {
        Self {
            ty: Some(ty),
            example: sample::example(docs),
            format: sample::format(docs),
            name,
            of: Of::Parameter,
        }
    }

    /// The body, unless it is one of parts, each of which is an argument of its own.
    fn body(body: &'a Body) -> Option<Self> {
        let ty = match &body.content {
            BodyContent::Plain(Content::Json(ty)) | BodyContent::Form(ty, _) => Some(ty),
            BodyContent::Plain(Content::Text | Content::Bytes) => None,
            BodyContent::Parts(_) => return None,
        };
        Some(Self {
            ty,
            example: body.example.clone().or_else(|| sample::example(&body.docs)),
            format: None,
            name: "text",
            of: Of::Body,
        })
    }
}

/// The value of an argument as it stands in the call. What is more than a word is made before.
fn value(
    sampler: &mut Sampler<'_, '_>,
    statements: &mut Vec<String>,
    argument: &Argument,
    given: &Given<'_>,
) -> Option<String> {
    let hint = Hint {
        value: given.example.as_ref(),
        name: given.name,
        format: given.format,
    };
    let (held, path) = argument.held();
    let name = &argument.name;
    let text = || format!("{:?}", sample::text(hint));
    match (held, path.as_str()) {
        (_, "runtime::File" | "Vec<runtime::File>") => {
            sampler.root.insert("File");
            statements.push(format!("let {name} = File::open({:?})?;", "picture.png"));
            let is_one = path == "runtime::File";
            return Some(if is_one {
                format!("&{name}")
            } else {
                format!("&[{name}]")
            });
        }
        (_, "Bytes") => return Some(format!("{}.into()", text())),
        (Held::Reference, "String") => return Some(text()),
        (Held::Texts, _) => {
            let values = hint
                .value
                .and_then(Value::as_array)
                .filter(|it| !it.is_empty());
            let texts: Vec<String> = match values {
                Some(values) => values
                    .iter()
                    .take(MOST_SET)
                    .map(|value| {
                        format!(
                            "{:?}",
                            sample::text(Hint {
                                value: Some(value),
                                ..hint
                            })
                        )
                    })
                    .collect(),
                None => vec![text()],
            };
            return Some(format!("&[{}]", texts.join(", ")));
        }
        (Held::Value | Held::Reference | Held::NullableReference, _) => {}
    }
    let ty = given.ty?;
    match held {
        Held::Value | Held::Texts => sampler.owned(ty, hint),
        Held::Reference => {
            let emit = sampler.emit;
            // A list without a name of its own is a slice.
            if let (Type::Array(item), true) = (emit.unaliased(ty), path.starts_with("Vec<")) {
                let items = sampler.items(item, hint);
                return Some(format!("&[{}]", items.join(", ")));
            }
            made(sampler, statements, &name.to_string(), ty, hint)?;
            Some(format!("&{name}"))
        }
        Held::NullableReference => {
            let inner = ty.clone().split_null().0;
            made(sampler, statements, &name.to_string(), &inner, hint)?;
            Some(format!("Some(&{name})"))
        }
    }
}

/// The statements that make a value of its own name.
fn made(
    sampler: &mut Sampler<'_, '_>,
    statements: &mut Vec<String>,
    name: &str,
    ty: &Type,
    hint: Hint<'_>,
) -> Option<()> {
    let emit = sampler.emit;
    if let Type::Named(id) = ty
        && let TypeKind::Struct(object) = &emit.api.types[*id].kind
    {
        let own = sample::example(&emit.api.types[*id].docs);
        let value = hint
            .value
            .or(own.as_ref())
            .filter(|value| value.is_object());
        let hint = Hint { value, ..hint };
        if let Some(start) = sampler.made(*id, object, hint) {
            let sets = sets(sampler, name, (*id, object), value);
            let mutable = if sets.is_empty() { "" } else { "mut " };
            statements.extend(broken(&format!("let {mutable}{name} = "), &start, ";"));
            statements.extend(sets);
            return Some(());
        }
    }
    let short = |value: &&Value| value.to_string().len() <= LONGEST_JSON;
    let json = || hint.value.filter(short).map(sample::parsed);
    let written = sampler.owned(ty, hint).or_else(json)?;
    let path = sampler.ty(ty);
    // What the call takes says it as well, where the name would have to be brought in.
    let is_far = path.contains("runtime::") || path.contains("Base64");
    let of = if is_far || written.starts_with(&path) {
        String::new()
    } else {
        format!(": {path}")
    };
    statements.extend(broken(&format!("let {name}{of} = "), &written, ";"));
    Some(())
}

/// The members that are set one by one: those of the example, or those that have examples of their own, or the first.
fn sets(
    sampler: &mut Sampler<'_, '_>,
    name: &str,
    (id, object): (TypeId, &Struct),
    value: Option<&Value>,
) -> Vec<String> {
    let names = sampler.emit.names.parts(id);
    let members: Vec<_> = object.members.iter().zip(names).enumerate().collect();
    let is_given = |member: &Member| match value {
        Some(value) => value.get(&member.wire).is_some(),
        None => {
            sample::example(&member.docs).is_some()
                && member.docs.deprecation == Deprecation::Current
        }
    };
    let given = members.iter().filter(|(_, (member, _))| is_given(member));
    let mut set = |(position, (member, field)): &(usize, (&Member, &Name))| {
        let own = value.and_then(|value| value.get(&member.wire));
        let assigned = sampler.assigned(id, *position, member, own)?;
        if assigned.ends_with("::default())") {
            return None;
        }
        let field = ident(field);
        Some(broken(&format!("{name}.{field} = "), &assigned, ";"))
    };
    let sets: Vec<_> = given.filter_map(&mut set).take(MOST_SET).collect();
    let is_whole = |member: &Member| match member.presence {
        Presence::Required | Presence::RequiredNullable => true,
        Presence::Optional | Presence::OptionalNullable => false,
    };
    // An object of which nothing is said shows nothing.
    if sets.is_empty() && value.is_none() && !object.members.iter().any(is_whole) {
        return members.iter().find_map(set).unwrap_or_default();
    }
    sets.concat()
}

/// A link of a chain: a method with its arguments, or a word.
struct Link(String, Option<Vec<String>>);

impl Link {
    fn text(&self) -> String {
        let Self(name, arguments) = self;
        match arguments {
            Some(arguments) => format!(".{name}({})", arguments.join(", ")),
            None => format!(".{name}"),
        }
    }
}

/// A statement that calls: in one line if there is room, else a line for each link.
fn chained(before: &str, chain: &[Link]) -> Vec<String> {
    let whole: String = chain.iter().map(Link::text).collect();
    let whole = format!("{before}client{whole};");
    if whole.chars().count() <= LINE_WIDTH {
        return vec![whole];
    }
    let mut lines = vec![format!("{before}client")];
    for link in chain {
        lines.extend(broken("    ", &link.text(), ""));
    }
    if let Some(last) = lines.last_mut() {
        last.push(';');
    }
    lines
}

/// An expression in one line if there is room, else with a line for each of the outermost arguments.
fn broken(before: &str, expression: &str, after: &str) -> Vec<String> {
    let whole = format!("{before}{expression}{after}");
    let Some((start, inner, end)) = outermost(expression) else {
        return vec![whole];
    };
    if whole.chars().count() <= LINE_WIDTH {
        return vec![whole];
    }
    if let [only] = inner.as_slice()
        && outermost(only).is_some()
    {
        return broken(&format!("{before}{start}"), only, &format!("{end}{after}"));
    }
    let indentation: String = before.chars().take_while(|it| *it == ' ').collect();
    let mut lines = vec![format!("{before}{start}")];
    for argument in inner {
        lines.extend(broken(&format!("{indentation}    "), argument, ","));
    }
    lines.push(format!("{indentation}{end}{after}"));
    lines
}

/// What an expression has before, between and behind its outermost brackets.
fn outermost(expression: &str) -> Option<(&str, Vec<&str>, &str)> {
    if expression.contains("r#") || expression.starts_with("serde_json::from_str") {
        return None;
    }
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    let (mut open, mut close, mut commas) = (None, None, Vec::new());
    for (position, character) in expression.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if in_text => escaped = true,
            '"' => in_text = !in_text,
            _ if in_text => {}
            '(' | '[' => {
                depth += 1;
                open = open.or(Some(position));
            }
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && close.is_none() {
                    close = Some(position);
                }
            }
            ',' if depth == 1 && close.is_none() => commas.push(position),
            _ => {}
        }
    }
    let (open, close) = (open?, close?);
    let mut inner = Vec::new();
    let mut from = open + 1;
    for comma in commas.into_iter().chain([close]) {
        inner.push(expression.get(from..comma)?.trim());
        from = comma + 1;
    }
    inner.retain(|argument| !argument.is_empty());
    (!inner.is_empty()).then_some(())?;
    Some((expression.get(..=open)?, inner, expression.get(close..)?))
}
