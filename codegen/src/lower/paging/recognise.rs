//! How the pages of an operation are found, where that is clear from the document: a wrong way would leave items out,
//! or ask for the same ones for ever.
use super::{
    Hint,
    body::{Asked, Body, Found, asked, fits, is_text, members},
    words,
};
use crate::ir::{Api, Fact, MemberPath, NextPage, Operation, Paging, PagingSource, Presence, Type};

/// What is known of an operation.
struct Known<'a> {
    api: &'a Api,
    operation: &'a Operation,
    hint: &'a Hint,
    body: Body<'a>,
    asked: Vec<Asked<'a>>,
    item: Type,
}

/// How the pages are found, if the operation has some and the document leaves no doubt.
pub(super) fn recognised(api: &Api, operation: &Operation, hint: &Hint) -> Option<Paging> {
    // Other methods change things, and a page that is asked for changes them once more.
    if operation.method != "GET" && hint.next_link.is_none() {
        return None;
    }
    let body = Body::of(api, operation)?;
    let (items, item) = body.list()?;
    let known = Known {
        api,
        operation,
        hint,
        body,
        asked: asked(api, operation),
        item,
    };
    let next = known.next()?;
    let more = known.more();
    Some(Paging {
        items,
        item: known.item,
        next,
        more,
        source: PagingSource::Document,
    })
}

impl<'a> Known<'a> {
    /// The ways in the order of how much is said for them.
    fn next(&self) -> Option<NextPage> {
        if let Some(member) = &self.hint.next_link {
            return self.pageable(member);
        }
        let cursors = self.cursors();
        if let [only] = cursors.as_slice() {
            return self
                .positions()
                .is_empty()
                .then(|| only.clone())
                .or_else(|| {
                    // A number that leads to the next page in the words of the parameter is clear all the same.
                    let NextPage::Cursor(index, _) = only else {
                        return None;
                    };
                    let is_it = |asked: &&Asked<'_>| asked.index == *index;
                    let positions = self.positions();
                    let is_only = positions.len() == 1 && positions.iter().all(is_it);
                    is_only.then(|| only.clone())
                });
        }
        if !cursors.is_empty() {
            return None;
        }
        self.last_item()
            .or_else(|| self.url())
            .or_else(|| self.link())
            .or_else(|| self.counted())
    }

    fn positions(&self) -> Vec<&Asked<'a>> {
        let asked = self.asked.iter();
        asked
            .filter(|asked| words::POSITIONS.contains(&asked.name.as_str()))
            .collect()
    }

    /// `x-ms-pageable` names the member.
    fn pageable(&self, member: &str) -> Option<NextPage> {
        let (path, ty) = self.body.at(member)?;
        is_text(ty).then_some(NextPage::Url(path))
    }

    /// Each parameter with each member that may hold its next value.
    fn cursors(&self) -> Vec<NextPage> {
        let pairs = self.asked.iter().flat_map(|asked| {
            let members = self.body.members.iter();
            let fitting = members.filter(|found| self.is_cursor(asked, found));
            fitting.map(|found| NextPage::Cursor(asked.index, found.path.clone()))
        });
        pairs.collect()
    }

    fn is_cursor(&self, asked: &Asked<'_>, found: &Found<'_>) -> bool {
        let parameter = asked.name.as_str();
        let is_general = words::CURSORS.contains(&parameter);
        if !is_general && !words::MORE_CURSORS.contains(&parameter)
            || !fits(asked.ty, found.ty)
            || is_url(found)
        {
            return false;
        }
        let has_more = self.more().is_some();
        if !found.may_be_nothing() && !has_more {
            return false;
        }
        let member = found.name();
        if member.strip_prefix("next") == Some(parameter) {
            return true;
        }
        if member == parameter {
            return member.starts_with("next")
                || found.is_inside("next")
                || found.is_inside("cursors") && member == "after"
                || found.says(words::SAYS_NEXT);
        }
        is_general
            && (words::NEXT_CURSORS.contains(&member)
                || member == "endcursor" && has_more
                || member == "next" && (found.is_inside("cursor") || found.is_inside("cursors"))
                || member == "next" && found.says(&["cursor", "token"]))
    }

    /// `starting_after` is the `id` of the last item, and `has_more` says whether there are more.
    fn last_item(&self) -> Option<NextPage> {
        let asked = self
            .asked
            .iter()
            .find(|asked| asked.name == "startingafter")?;
        self.body
            .only(&["hasmore"], |found| *found.ty == Type::Boolean)?;
        let ids = members(self.api, &self.item).into_iter();
        let mut ids = ids.filter(|found| found.member.wire == "id");
        let id = ids.next()?;
        let is_there = id.member.presence == Presence::Required && fits(asked.ty, id.ty);
        let step = id.path.first().copied()?;
        is_there.then_some(NextPage::LastItem(asked.index, step))
    }

    /// The one member that holds the URL of the next page. An answer about one thing may have the same members as
    /// lists have, without being one.
    fn url(&self) -> Option<NextPage> {
        if self.operation.path.ends_with('}') && !self.asked.iter().any(is_of_pages) {
            return None;
        }
        let is_next = |found: &Found<'_>| {
            let is_named = words::NEXT_URLS.contains(&found.name());
            let is_href = found.name() == "href"
                && found
                    .names
                    .iter()
                    .rev()
                    .nth(1)
                    .is_some_and(|name| name == "next");
            (is_named || is_href) && is_text(found.ty) && is_url(found) && found.may_be_nothing()
        };
        let mut members = self.body.members.iter().filter(|found| is_next(found));
        match (members.next(), members.next()) {
            (Some(found), None) => Some(NextPage::Url(found.path.clone())),
            (Some(_) | None, _) => None,
        }
    }

    /// The header `Link` is documented, and the operation has a parameter of pages.
    fn link(&self) -> Option<NextPage> {
        (self.hint.has_link && self.asked.iter().any(is_of_pages)).then_some(NextPage::Link)
    }

    /// An offset or a number, beside a size.
    fn counted(&self) -> Option<NextPage> {
        let is_cursor = |asked: &Asked<'_>| words::CURSORS.contains(&asked.name.as_str());
        if self.asked.iter().any(is_cursor) {
            return None;
        }
        let positions = self.positions();
        let [position] = positions.as_slice() else {
            return None;
        };
        let is_size = |asked: &&Asked<'_>| words::SIZES.contains(&asked.name.as_str());
        if !position.is_integer() || self.asked.iter().filter(is_size).count() != 1 {
            return None;
        }
        let name = position.name.as_str();
        if words::OFFSETS.contains(&name) {
            let is_of_items = default_of(position).is_none_or(|default| default == 0)
                && !position.text().contains("page");
            return is_of_items
                .then(|| NextPage::Offset(position.index, self.total(words::TOTALS)));
        }
        if !words::NUMBERS.contains(&name) || position.text().contains("offset") {
            return None;
        }
        let first = first_page(position)?;
        // With pages from zero on, the number of pages is none that a page has either; with one, the last is.
        let total = self.total(words::PAGES).filter(|_| first == 1);
        Some(NextPage::Number(position.index, first, total))
    }

    fn total(&self, names: &[&str]) -> Option<MemberPath> {
        let is_integer = |found: &Found<'_>| matches!(found.ty, Type::Integer(format) if *format != crate::ir::IntegerFormat::Exact);
        Some(self.body.only(names, is_integer)?.path.clone())
    }

    fn more(&self) -> Option<MemberPath> {
        let found = self
            .body
            .only(words::MORE, |found| *found.ty == Type::Boolean)?;
        Some(found.path.clone())
    }
}

/// Whether a parameter is about pages.
fn is_of_pages(asked: &Asked<'_>) -> bool {
    let name = asked.name.as_str();
    [words::SIZES, words::POSITIONS, words::CURSORS]
        .iter()
        .any(|names| names.contains(&name))
}

/// Whether a member holds a URL, by what it is called or by what is said of it.
fn is_url(found: &Found<'_>) -> bool {
    let is_format = |format: &str| {
        let format = format.to_ascii_lowercase();
        format.starts_with("uri") || format == "url"
    };
    let is_example = |example: &str| example.starts_with("\"http") || example.starts_with("\"/");
    words::CLEAR_URLS.contains(&found.name())
        || found.is_inside("links")
        || found.name() == "href"
        || found.format().is_some_and(is_format)
        || found.example().is_some_and(is_example)
        || found.says(&["url", "uri ", "link to the next", "hyperlink"])
}

fn default_of(asked: &Asked<'_>) -> Option<i64> {
    let facts = &asked.parameter.docs.facts;
    facts.iter().find_map(|fact| {
        let Fact::Default(default) = fact else {
            return None;
        };
        default.parse().ok()
    })
}

/// The number of the first page: what counts when none is given, or the least that can be given if that is one.
fn first_page(asked: &Asked<'_>) -> Option<i64> {
    if let Some(default) = default_of(asked) {
        return (0..=1).contains(&default).then_some(default);
    }
    let facts = &asked.parameter.docs.facts;
    let is_one = |fact: &Fact| matches!(fact, Fact::Minimum(least) if least == "1");
    facts.iter().any(is_one).then_some(1)
}
