//! The model as text, for tests: stable and compact, one line for each thing.
//!
//! Types are called by the place of their schema: `Pet` is `/components/schemas/Pet`, and
//! `Pet/properties/owner` a schema inside it; all other places are written in full.
mod answers;

use super::{
    Api, Body, BodyContent, Branch, Choice, Content, Deprecation, Detail, Docs, EnumValue, Fact,
    FieldEncoding, Form, Group, Inner, IntegerFormat, JsonType, Location, Member, NumberFormat,
    Operation, Overlap, Parameter, PartKind, Payload, Presence, QueryText, Requirement, Reserved,
    Resource, Rule, Rules, Scheme, SchemeFact, SchemeKind, Server, StringFormat, Struct, TextStyle,
    Told, ToldBy, Type, TypeDef, TypeId, TypeKind, Values, Webhook,
};

/// The whole model: what the document says of itself, servers, schemes, resources with their
/// operations, and types, in the order in which lowering made them.
#[must_use]
pub fn dump(api: &Api) -> String {
    let mut lines = vec![format!("api {:?} {:?}", api.title, api.version) + &docs(&api.docs)];
    lines.extend(api.servers.iter().map(server));
    lines.extend(api.schemes.iter().map(scheme));
    for resource in &api.resources {
        lines.push(resource_line(resource));
        for id in &resource.operations {
            operation(api, &api.operations[*id], &mut lines);
        }
    }
    let webhooks = api.webhooks.iter();
    lines.extend(webhooks.map(|item| format!("webhook {}", webhook(api, item))));
    for (_, item) in api.types.iter() {
        type_def(api, item, &mut lines);
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn server(server: &Server) -> String {
    let mut line = format!("server {:?}", server.url);
    for variable in &server.variables {
        line += &format!(" {}={:?}", variable.name, variable.default);
        if !variable.values.is_empty() {
            line += &format!(" of {:?}", variable.values);
        }
        line += &quoted(variable.description.as_deref());
    }
    line + &quoted(server.description.as_deref())
}

fn scheme(scheme: &Scheme) -> String {
    let kind = match &scheme.kind {
        SchemeKind::Bearer => "bearer".to_owned(),
        SchemeKind::Basic => "basic".to_owned(),
        SchemeKind::Http(scheme) => format!("http {scheme}"),
        SchemeKind::ApiKeyHeader(name) => format!("header {name}"),
        SchemeKind::ApiKeyQuery(name) => format!("query {name}"),
        SchemeKind::ApiKeyCookie(name) => format!("cookie {name}"),
    };
    let mut line =
        format!("scheme {}: {kind}", scheme.name) + &quoted(scheme.description.as_deref());
    for fact in &scheme.facts {
        line += &match fact {
            SchemeFact::TokenFormat(format) => format!(", tokens {format}"),
            SchemeFact::Discovery(url) => format!(", at {url}"),
            SchemeFact::Flow(name, urls) => {
                let urls: Vec<&str> = urls.iter().map(|(_, url)| url.as_str()).collect();
                format!(", flow {name} ({})", urls.join(" "))
            }
            SchemeFact::Scope(name, text) => format!(", scope {name}") + &quoted(Some(text)),
        };
    }
    line
}

fn webhook(api: &Api, webhook: &Webhook) -> String {
    let payload = match webhook.payload {
        Payload::Nothing => "nothing".to_owned(),
        Payload::AnyJson => "any JSON".to_owned(),
        Payload::Json(position) => match api.kept.get(position) {
            Some((_, id)) => ty(api, &Type::Named(*id)),
            None => "a lost type".to_owned(),
        },
    };
    let answers: Vec<&str> = webhook.answers.iter().map(|(it, _)| it.as_str()).collect();
    let Webhook {
        name, method, url, ..
    } = webhook;
    let to = url
        .as_ref()
        .map_or_else(String::new, |url| format!(" to {url}"));
    let answers = answers.join(" ");
    format!(
        "{method} {name}{to}: {payload}, answers {answers}{}",
        docs(&webhook.docs)
    )
}

fn resource_line(resource: &Resource) -> String {
    let group = match &resource.group {
        Group::Tag(tag) => format!("{tag:?}"),
        Group::Path(segment) => format!("without a tag, on {segment:?}"),
        Group::Untagged => "without a tag".to_owned(),
    };
    format!("resource {group}{}", docs(&resource.docs))
}

fn operation(api: &Api, operation: &Operation, lines: &mut Vec<String>) {
    let whole = operation;
    let Operation {
        origin: _,
        method,
        path,
        operation_id,
        other_body_of,
        docs: of_operation,
        parameters,
        body,
        successes,
        alternatives,
        streaming,
        paging,
        failures,
        callbacks,
        security,
        scopes,
        server,
        // Types are shown as what is kept, whoever carries them.
        carried: _,
    } = operation;
    let id = operation_id.as_deref().unwrap_or("without an id");
    let again = other_body_of.map_or("", |_| " with another body");
    lines.push(format!(
        "  {method} {path} ({id}){again}{}",
        docs(of_operation)
    ));
    lines.extend(parameters.iter().map(|item| parameter(api, item)));
    lines.extend(body.iter().map(|item| body_line(api, item)));
    for item in successes {
        lines.extend(answers::lines(api, "ok", item));
    }
    for alternative in alternatives {
        let word = format!("as {}", alternative.media_type);
        let successes = alternative.successes.iter();
        lines.extend(successes.map(|item| answers::response(api, &word, item)));
    }
    lines.extend(streaming.iter().map(|streaming| {
        let item = content(api, &streaming.item);
        format!(
            "    stream {} {:?} of {item}",
            streaming.media_types, streaming.framing
        )
    }));
    lines.extend(paging.iter().map(|found| found.line(api, whole)));
    for item in failures {
        lines.extend(answers::lines(api, "error", item));
    }
    let callbacks = callbacks.iter();
    lines.extend(callbacks.map(|item| format!("    callback {}", webhook(api, item))));
    if !security.is_empty() {
        let sets: Vec<String> = security
            .iter()
            .map(|set| {
                if set.is_empty() {
                    "nothing".to_owned()
                } else {
                    set.join(" and ")
                }
            })
            .collect();
        lines.push(format!("    security {}", sets.join(", or ")));
    }
    if !scopes.is_empty() {
        lines.push(format!("    scopes {}", scopes.join(", ")));
    }
    lines.extend(server.iter().map(|url| format!("    server {url:?}")));
}

fn text_style(style: TextStyle) -> &'static str {
    match style {
        TextStyle::Simple => "",
        TextStyle::SimpleExploded => " exploded",
        TextStyle::Label => " as label",
        TextStyle::LabelExploded => " as label exploded",
        TextStyle::Matrix => " as matrix",
        TextStyle::MatrixExploded => " as matrix exploded",
        TextStyle::Json => " as JSON",
    }
}

fn pairs(encoding: FieldEncoding) -> String {
    match encoding {
        FieldEncoding::Exploded => String::new(),
        FieldEncoding::Joined(",") => " with commas".to_owned(),
        FieldEncoding::Joined("%20") => " with spaces".to_owned(),
        FieldEncoding::Joined("%7C") => " with pipes".to_owned(),
        FieldEncoding::Joined("%09") => " with tabs".to_owned(),
        FieldEncoding::Joined(delimiter) => format!(" with {delimiter}"),
        FieldEncoding::DeepObject => " deep".to_owned(),
        FieldEncoding::Json => " as JSON".to_owned(),
    }
}

fn parameter(api: &Api, parameter: &Parameter) -> String {
    let location = match parameter.location {
        Location::Path(style) => format!("path{}", text_style(style)),
        Location::Query(encoding, Reserved::Encoded) => format!("query{}", pairs(encoding)),
        Location::Query(encoding, Reserved::Kept) => format!("query{}, unencoded", pairs(encoding)),
        Location::WholeQuery(QueryText::Plain) => "whole query".to_owned(),
        Location::WholeQuery(QueryText::Json) => "whole query as JSON".to_owned(),
        Location::Header(style) => format!("header{}", text_style(style)),
        Location::Cookie(encoding) => format!("cookie{}", pairs(encoding)),
        Location::Part(PartKind::File) => "file".to_owned(),
        Location::Part(PartKind::Files) => "files".to_owned(),
        Location::Part(PartKind::Value) => "part".to_owned(),
    };
    format!(
        "    {location} {}: {} {}{}",
        parameter.wire,
        ty(api, &parameter.ty),
        requirement(parameter.requirement),
        docs(&parameter.docs)
    )
}

fn requirement(requirement: Requirement) -> &'static str {
    match requirement {
        Requirement::Required => "required",
        Requirement::Optional => "optional",
    }
}

fn body_line(api: &Api, body: &Body) -> String {
    format!(
        "    body {} as {} {}{}",
        body.media_type,
        body_content(api, &body.content),
        requirement(body.requirement),
        docs(&body.docs)
    )
}

fn body_content(api: &Api, of: &BodyContent) -> String {
    match of {
        BodyContent::Plain(of) => content(api, of),
        BodyContent::Form(of, encodings) => {
            let encodings = encodings.iter();
            let encodings = encodings.map(|(name, how)| format!(", `{name}` {how:?}"));
            format!("form of {}{}", ty(api, of), encodings.collect::<String>())
        }
        BodyContent::Parts(media_types) => {
            let said: Vec<&str> = media_types.iter().flatten().map(String::as_str).collect();
            format!("parts ({})", said.join(", "))
        }
    }
}

fn content(api: &Api, content: &Content) -> String {
    match content {
        Content::Json(of) => ty(api, of),
        Content::Text => "text".to_owned(),
        Content::Bytes => "bytes".to_owned(),
    }
}

fn type_def(api: &Api, item: &TypeDef, lines: &mut Vec<String>) {
    let TypeDef {
        origin: _,
        form: _,
        docs: of_item,
        rules: of_values,
        kind,
    } = item;
    let head = |what: &str| format!("{what} {}{}", origin(item), rules(of_values));
    match kind {
        TypeKind::Struct(Struct { members, rest }) => {
            lines.push(head("struct") + &docs(of_item));
            lines.extend(members.iter().map(|item| member(api, item)));
            lines.extend(rest.iter().map(|rest| format!("  ..: {}", ty(api, rest))));
        }
        TypeKind::Tuple(Struct { members, rest }) => {
            lines.push(head("tuple") + &docs(of_item));
            lines.extend(members.iter().map(|item| member(api, item)));
            lines.extend(rest.iter().map(|rest| format!("  ..: {}", ty(api, rest))));
        }
        TypeKind::Enum(Values::Strings(values)) => {
            lines.push(head("enum") + &docs(of_item));
            lines.extend(values.iter().map(value));
        }
        TypeKind::Enum(Values::Integers(format, values)) => {
            lines.push(head("enum") + &format!(" of {}", integer(*format)) + &docs(of_item));
            lines.extend(values.iter().map(value));
        }
        TypeKind::Enum(Values::Numbers(values)) => {
            lines.push(head("enum") + " of number" + &docs(of_item));
            lines.extend(values.iter().map(value));
        }
        TypeKind::Enum(Values::Mixed(values)) => {
            lines.push(head("enum") + " of any" + &docs(of_item));
            lines.extend(values.iter().map(value));
        }
        TypeKind::Union(union) => {
            let told_by = match &union.told_by {
                ToldBy::JsonType => String::new(),
                ToldBy::Tag(name, Told::Discriminator) => format!(" by `{name}`"),
                ToldBy::Tag(name, Told::Constants) => format!(" by the constants of `{name}`"),
                ToldBy::Look(Overlap::Excluded) => " by look".to_owned(),
                ToldBy::Look(Overlap::Possible) => " by look, overlapping".to_owned(),
            };
            lines.push(head("union") + &told_by + &docs(of_item));
            lines.extend(union.branches.iter().map(|it| branch(api, it)));
        }
        TypeKind::Alias(of) => {
            lines.push(head("alias") + &format!(" = {}", ty(api, of)) + &docs(of_item));
        }
    }
}

fn branch(api: &Api, branch: &Branch) -> String {
    let tags: Vec<String> = branch.tags.iter().map(ToString::to_string).collect();
    let constants = branch.constants.iter();
    let constants: Vec<String> = constants
        .map(|(name, value)| format!(" with {name}={value}"))
        .collect();
    let label = branch
        .label
        .as_ref()
        .map(|label| format!(" called {label:?}"));
    let tags = if tags.is_empty() {
        branch.json.map_or("?", json).to_owned()
    } else {
        tags.join("|")
    };
    let (label, constants) = (label.unwrap_or_default(), constants.concat());
    format!("  {tags}: {}{label}{constants}", ty(api, &branch.ty))
        + &rules(&branch.rules)
        + &docs(&branch.docs)
}

fn member(api: &Api, member: &Member) -> String {
    let presence = match member.presence {
        Presence::Required => "required",
        Presence::RequiredNullable => "required nullable",
        Presence::Optional => "optional",
        Presence::OptionalNullable => "optional nullable",
    };
    let Member { wire, docs: of, .. } = member;
    let ty = ty(api, &member.ty);
    format!(
        "  {wire}: {ty} {presence}{}{}",
        rules(&member.rules),
        docs(of)
    )
}

fn value<T: std::fmt::Debug>(value: &EnumValue<T>) -> String {
    let name = value.name.as_deref();
    let name = name.map(|name| format!(" called {name}"));
    let description = quoted(value.description.as_deref());
    let deprecated = match value.deprecation {
        Deprecation::Current => "",
        Deprecation::Deprecated => " (deprecated)",
    };
    format!(
        "  {:?}{}{description}{deprecated}",
        value.wire,
        name.unwrap_or_default()
    )
}

fn ty(api: &Api, of: &Type) -> String {
    match of {
        Type::Any(_) => "any".to_owned(),
        Type::Boolean => "boolean".to_owned(),
        Type::Integer(format) => integer(*format).to_owned(),
        Type::Number(NumberFormat::Double) => "number".to_owned(),
        Type::Number(NumberFormat::Exact) => "exact number".to_owned(),
        Type::String(format) => match format {
            StringFormat::Text => "text",
            StringFormat::Date => "date",
            StringFormat::DateTime => "date-time",
            StringFormat::Uuid => "uuid",
            StringFormat::Base64 => "base64",
            StringFormat::Password => "password",
        }
        .to_owned(),
        Type::Array(item) => format!("[{}]", ty(api, item)),
        Type::Tuple(items) => {
            let items: Vec<String> = items.iter().map(|item| ty(api, item)).collect();
            format!("({})", items.join(", "))
        }
        Type::Map(value) => format!("{{{}}}", ty(api, value)),
        Type::Named(id) => named(api, *id),
        Type::Nullable(inner) => format!("{}?", ty(api, inner)),
    }
}

fn named(api: &Api, id: TypeId) -> String {
    origin(&api.types[id])
}

fn origin(item: &TypeDef) -> String {
    let whole = item.origin.as_str();
    let short = whole.strip_prefix("/components/schemas/");
    short
        .filter(|short| !short.is_empty() && !short.starts_with('/'))
        .unwrap_or(whole)
        .to_owned()
        + match item.form {
            Form::Plain => "",
            Form::Sent(_) => " (sent)",
        }
}

fn integer(format: IntegerFormat) -> &'static str {
    match format {
        IntegerFormat::I8 => "i8",
        IntegerFormat::I16 => "i16",
        IntegerFormat::I32 => "i32",
        IntegerFormat::I64 => "i64",
        IntegerFormat::U8 => "u8",
        IntegerFormat::U16 => "u16",
        IntegerFormat::U32 => "u32",
        IntegerFormat::U64 => "u64",
        IntegerFormat::Exact => "exact integer",
    }
}

fn json(json: JsonType) -> &'static str {
    match json {
        JsonType::Boolean => "boolean",
        JsonType::Integer => "integer",
        JsonType::Number => "number",
        JsonType::String => "string",
        JsonType::Array => "array",
        JsonType::Object => "object",
    }
}

/// A text after a dash, where there is one.
fn quoted(text: Option<&str>) -> String {
    text.map(|text| format!(" - {text:?}")).unwrap_or_default()
}

fn docs(said: &Docs) -> String {
    let Docs {
        summary,
        description,
        facts,
        deprecation,
        details,
    } = said;
    let mut line = quoted(summary.as_deref()) + &quoted(description.as_deref());
    if *deprecation == Deprecation::Deprecated {
        line += " - deprecated";
    }
    if !facts.is_empty() {
        let facts: Vec<String> = facts.iter().map(fact).collect();
        line += &format!(" ({})", facts.join(", "));
    }
    for Detail { of, docs: inner } in details {
        let of = match of {
            Inner::Item => "each item",
            Inner::FurtherItem => "each further item",
            Inner::Value => "each value",
            Inner::Undeclared => "each undeclared member",
            Inner::Form => "one form",
            Inner::Null => "null",
        };
        line += &format!(" [{of}{}]", docs(inner));
    }
    line
}

fn fact(fact: &Fact) -> String {
    match fact {
        Fact::Format(format) => format!("format {format}"),
        Fact::Length(least, most) => format!("length {}", range(*least, *most)),
        Fact::Pattern(pattern) => format!("pattern {pattern}"),
        Fact::Minimum(bound) => format!(">= {bound}"),
        Fact::ExclusiveMinimum(bound) => format!("> {bound}"),
        Fact::Maximum(bound) => format!("<= {bound}"),
        Fact::ExclusiveMaximum(bound) => format!("< {bound}"),
        Fact::MultipleOf(of) => format!("multiple of {of}"),
        Fact::Items(least, most) => format!("items {}", range(*least, *most)),
        Fact::UniqueItems => "unique items".to_owned(),
        Fact::Properties(least, most) => format!("members {}", range(*least, *most)),
        Fact::Names(names) => format!("names {}", names.join(" ")),
        Fact::NamePatterns(patterns) => format!("names like {}", patterns.join(" ")),
        Fact::UndeclaredNames(patterns) => format!("undeclared names like {}", patterns.join(" ")),
        Fact::Values(values) => format!("one of {}", values.join(" ")),
        Fact::Default(value) => format!("default {value}"),
        Fact::Example(value) => format!("example {value}"),
        Fact::Content(media_type, encoding) => {
            let said: Vec<&str> = media_type
                .iter()
                .chain(encoding)
                .map(String::as_str)
                .collect();
            format!("holds {}", said.join(" in "))
        }
        Fact::Together(choice, sets) => together(*choice, sets),
        Fact::Requires(member, others) => format!("{member} requires {}", others.join(" ")),
        Fact::Unchecked(keywords) => format!("not checked: {}", keywords.join(" ")),
        Fact::ReadOnly => "read only".to_owned(),
        Fact::WriteOnly => "write only".to_owned(),
        Fact::ExternalDocs(url, text) => format!("see {url}{}", quoted(text.as_deref())),
    }
}

/// What is looked at, in brackets; nothing where nothing is.
fn rules(asked: &Rules) -> String {
    if asked.is_empty() {
        return String::new();
    }
    let Rules {
        own,
        items,
        positions,
        values,
        names,
    } = asked;
    let mut all: Vec<String> = own.iter().map(rule).collect();
    all.extend(names.iter().map(|name| format!("name {}", rule(name))));
    all.extend(items.iter().map(|inner| format!("items{}", rules(inner))));
    all.extend(
        positions
            .iter()
            .map(|inner| format!("item{}", rules(inner))),
    );
    all.extend(values.iter().map(|inner| format!("values{}", rules(inner))));
    format!(" <{}>", all.join(", "))
}

fn rule(rule: &Rule) -> String {
    match rule {
        Rule::Length(least, most) => format!("length {}", range(*least, *most)),
        Rule::Pattern(pattern) => format!("pattern {}", pattern.rust),
        Rule::Listed(texts) => format!("one of {}", texts.join(" ")),
        Rule::Minimum(bound) => format!(">= {bound}"),
        Rule::ExclusiveMinimum(bound) => format!("> {bound}"),
        Rule::Maximum(bound) => format!("<= {bound}"),
        Rule::ExclusiveMaximum(bound) => format!("< {bound}"),
        Rule::MultipleOf(of) => format!("multiple of {of}"),
        Rule::Items(least, most) => format!("items {}", range(*least, *most)),
        Rule::UniqueItems => "unique items".to_owned(),
        Rule::Members(least, most) => format!("members {}", range(*least, *most)),
        Rule::Together(choice, sets) => together(*choice, sets),
        Rule::Requires(member, others) => format!("{member} requires {}", others.join(" ")),
    }
}

fn together(choice: Choice, sets: &[Vec<String>]) -> String {
    let choice = match choice {
        Choice::AtLeastOne => "at least one",
        Choice::ExactlyOne => "exactly one",
    };
    let sets: Vec<String> = sets.iter().map(|set| set.join("+")).collect();
    format!("{choice} of {}", sets.join(" "))
}

fn range(least: Option<usize>, most: Option<usize>) -> String {
    let bound = |bound: Option<usize>| bound.map(|bound| bound.to_string()).unwrap_or_default();
    format!("{}..{}", bound(least), bound(most))
}
