//! Which operations give lists page by page, and how: as the configuration says, or as is clear from the document.
mod body;
mod recognise;
mod words;

#[cfg(test)]
mod tests;

use super::Lowerer;
use crate::{
    config::{ApiOptions, PagingRule, PagingStyle},
    diag::{Code, Diagnostic, Diagnostics, Place, Pointer, nearest},
    ir::{Api, NextPage, Operation, OperationId, Paging, PagingSource, Type},
};
use body::{Body, asked, fits, is_text, members};
use indexmap::{IndexMap, IndexSet};
use recognise::recognised;

/// The key of a rule that is for all operations which it fits.
const ALL: &str = "*";

/// What the document says of the pages of each operation, apart from parameters and bodies.
pub(super) type Hints = IndexMap<OperationId, Hint>;

/// The same of one operation.
#[derive(Debug)]
pub(super) struct Hint {
    /// Where the operation is.
    at: Pointer,
    /// Whether a header `Link` is documented that is about pages.
    has_link: bool,
    /// The member that holds the URL of the next page (`x-ms-pageable`).
    next_link: Option<String>,
    /// Whether the document says that the URL of another page is none of this operation: there is only one page, or
    /// another operation has the others (the same, with a name of null or with an operation).
    has_no_next: bool,
}

impl Lowerer<'_> {
    /// Keeps what only the document says.
    pub(super) fn note_paging(&mut self, id: OperationId, at: &Pointer) {
        let pageable = self.document.member(at, "x-ms-pageable");
        let next_link = pageable.and_then(|it| it.get("nextLinkName"));
        let name = next_link.and_then(|name| name.as_str());
        let hint = Hint {
            at: at.clone(),
            has_link: self.has_link(at),
            next_link: name.filter(|name| !name.is_empty()).map(str::to_owned),
            has_no_next: next_link.is_some_and(serde_json::Value::is_null)
                || pageable.is_some_and(|it| it.get("operationName").is_some()),
        };
        self.paging.insert(id, hint);
    }

    /// Whether a success of the operation has a header `Link` whose description or example is about pages.
    fn has_link(&self, at: &Pointer) -> bool {
        let responses = self.document.members(&at.child("responses")).into_iter();
        let mut successes = responses.filter(|(status, _)| status.starts_with('2'));
        successes.any(|(_, response)| {
            let Ok(response) = self.document.resolve(&response) else {
                return false;
            };
            let headers = self
                .document
                .members(&response.child("headers"))
                .into_iter();
            let mut links = headers.filter(|(name, _)| name.eq_ignore_ascii_case("link"));
            links.any(|(_, header)| {
                let header = self.document.resolve(&header).ok();
                let header = header.and_then(|header| self.document.get(&header));
                let text = header.map(|header| header.to_string().to_lowercase());
                text.is_some_and(|text| {
                    ["next", "paginat", "page"]
                        .iter()
                        .any(|it| text.contains(it))
                })
            })
        })
    }
}

/// Decides it for each operation, when all types are what they stay.
pub(super) fn settle(
    api: &mut Api,
    options: &ApiOptions,
    hints: &Hints,
    diagnostics: &mut Diagnostics,
) {
    let ids: Vec<OperationId> = api.operations.iter().map(|(id, _)| id).collect();
    let mut known: IndexSet<String> = IndexSet::from([ALL.to_owned()]);
    for id in ids {
        let operation = &api.operations[id];
        let key = operation.key();
        let Some(hint) = hints.get(&id) else {
            continue;
        };
        let found = if let Some(rule) = options.paging.get(&key) {
            applied(api, operation, rule).unwrap_or_else(|why| {
                let message = format!("the pages of `{key}` can not be found as configured: {why}");
                diagnostics.push(
                    Diagnostic::new(Code::UnmatchedPaging, Place::key(hint.at.clone()), message)
                        .label("called as if its answers were no pages"),
                );
                None
            })
        } else {
            let shared = options.paging.get(ALL);
            let shared = shared.and_then(|rule| applied(api, operation, rule).ok());
            shared.unwrap_or_else(|| {
                let clear = (!hint.has_no_next).then(|| recognised(api, operation, hint));
                clear.flatten()
            })
        };
        known.insert(key);
        api.operations[id].paging = found;
    }
    for configured in options.paging.keys().filter(|key| !known.contains(*key)) {
        let message = format!("pages are configured for `{configured}`, which is no operation");
        let diagnostic = Diagnostic::new(Code::UnmatchedName, Place::File, message);
        diagnostics.push(
            match nearest(configured, known.iter().map(String::as_str)) {
                Some(name) => diagnostic.hint(format!("did you mean `{name}`?")),
                None => diagnostic,
            },
        );
    }
}

/// The pages as configured, or what the operation lacks for it.
fn applied(api: &Api, operation: &Operation, rule: &PagingRule) -> Result<Option<Paging>, String> {
    if rule.style == PagingStyle::Off {
        return Ok(None);
    }
    let body = Body::of(api, operation)
        .ok_or_else(|| "its successes do not have one body of JSON".to_owned())?;
    let member = |path: &str| {
        let found = body.at(path);
        found.ok_or_else(|| format!("its body has no member `{path}`"))
    };
    let (items, item) = match &rule.items {
        None => body
            .list()
            .ok_or_else(|| "it is not clear which list has the items".to_owned())?,
        Some(path) => match member(path)? {
            (steps, Type::Array(item)) => (steps, (**item).clone()),
            (_, _) => return Err(format!("`{path}` is no list")),
        },
    };
    let more = match &rule.more {
        None => None,
        Some(path) => match member(path)? {
            (steps, Type::Boolean) => Some(steps),
            (_, _) => return Err(format!("`{path}` is no boolean")),
        },
    };
    let next = next_of(api, operation, &rule.style, &body, &item)?;
    Ok(next.map(|next| Paging {
        items,
        item,
        next,
        more,
        source: PagingSource::Configuration,
    }))
}

/// Where the next page is as configured.
fn next_of(
    api: &Api,
    operation: &Operation,
    style: &PagingStyle,
    body: &Body<'_>,
    item: &Type,
) -> Result<Option<NextPage>, String> {
    let asked = asked(api, operation);
    let parameter = |name: &str| {
        let found = asked.iter().find(|asked| asked.parameter.wire == name);
        found.ok_or_else(|| format!("its query has no parameter `{name}` that may be left out"))
    };
    let counted = |name: &str| {
        let found = parameter(name)?;
        if found.is_integer() {
            Ok(found.index)
        } else {
            Err(format!("`{name}` is no whole number"))
        }
    };
    let member = |path: &str| {
        let found = body.at(path).filter(|(steps, _)| !steps.is_empty());
        found.ok_or_else(|| format!("its body has no member `{path}`"))
    };
    let other_type = |next: &str, name: &str| format!("`{next}` is of another type than `{name}`");
    Ok(match style {
        PagingStyle::Cursor {
            parameter: name,
            next,
        } => {
            let (parameter, (path, ty)) = (parameter(name)?, member(next)?);
            if !fits(parameter.ty, ty) {
                return Err(other_type(next, name));
            }
            Some(NextPage::Cursor(parameter.index, path))
        }
        PagingStyle::LastItem {
            parameter: name,
            next,
        } => {
            let parameter = parameter(name)?;
            let members = members(api, item).into_iter();
            let mut found = members.filter(|found| found.member.wire == *next);
            let found = found
                .next()
                .and_then(|found| Some((*found.path.first()?, found.ty)));
            let (step, ty) = found.ok_or_else(|| format!("its items have no member `{next}`"))?;
            if !fits(parameter.ty, ty) {
                return Err(other_type(next, name));
            }
            Some(NextPage::LastItem(parameter.index, step))
        }
        PagingStyle::Offset { parameter } => Some(NextPage::Offset(counted(parameter)?, None)),
        PagingStyle::Number { parameter, first } => {
            Some(NextPage::Number(counted(parameter)?, *first, None))
        }
        PagingStyle::Url { next } => match member(next)? {
            (path, ty) if is_text(ty) => Some(NextPage::Url(path)),
            (_, _) => return Err(format!("`{next}` is no text")),
        },
        PagingStyle::Link => Some(NextPage::Link),
        PagingStyle::Off => None,
    })
}
