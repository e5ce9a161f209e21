//! Operations whose answers are pages of a list: where the items are, and where the next page is.
use super::{Api, Operation, Type, TypeId, TypeKind};

/// How an operation gives a list page by page.
#[derive(Debug, Clone)]
pub struct Paging {
    /// Where the list is in the body: no steps where the body is the list.
    pub items: MemberPath,
    /// What it is of.
    pub item: Type,
    /// Where the next page is.
    pub next: NextPage,
    /// A member that says whether there are more.
    pub more: Option<MemberPath>,
    /// Who says that it is so.
    pub source: PagingSource,
}

/// The way from a body to a member inside it, over objects alone.
pub type MemberPath = Vec<MemberStep>;

/// A member of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberStep {
    /// The object.
    pub owner: TypeId,
    /// The position of the member in it.
    pub position: usize,
}

/// Where the page after another is. Parameters are given by their position in the operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextPage {
    /// A member holds the value of a parameter for it.
    Cursor(usize, MemberPath),
    /// A member of the last item holds that value.
    LastItem(usize, MemberStep),
    /// A parameter says how many items are left out; a member may say how many there are.
    Offset(usize, Option<MemberPath>),
    /// A parameter is the number of the page, counted from this number; a member may say how many there are.
    Number(usize, i64, Option<MemberPath>),
    /// A member holds its URL.
    Url(MemberPath),
    /// A header `Link` of relation `next` holds it.
    Link,
}

/// Who says how pages are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PagingSource {
    /// The document, since it is clear from it.
    Document,
    /// The configuration.
    Configuration,
}

impl Api {
    /// A way from a body to a member, by the names on the wire: `meta.next`.
    #[must_use]
    pub fn member_path(&self, path: &[MemberStep]) -> String {
        let names = path
            .iter()
            .filter_map(|step| match &self.types[step.owner].kind {
                TypeKind::Struct(object) => {
                    let member = object.members.get(step.position)?;
                    Some(member.wire.as_str())
                }
                TypeKind::Tuple(_)
                | TypeKind::Enum(_)
                | TypeKind::Union(_)
                | TypeKind::Alias(_) => None,
            });
        names.collect::<Vec<_>>().join(".")
    }
}

impl Paging {
    /// It as one line of a dump.
    #[must_use]
    pub fn line(&self, api: &Api, operation: &Operation) -> String {
        let parameter = |index: usize| {
            let parameter = operation.parameters.get(index);
            parameter.map_or("?", |parameter| parameter.wire.as_str())
        };
        let end = |end: &Option<MemberPath>| {
            let end = end.as_ref().map(|path| api.member_path(path));
            end.map_or(String::new(), |path| format!(" of {path}"))
        };
        let next = match &self.next {
            NextPage::Cursor(index, path) => {
                format!("{} is {}", parameter(*index), api.member_path(path))
            }
            NextPage::LastItem(index, step) => {
                let member = api.member_path(&[*step]);
                format!("{} is {member} of the last", parameter(*index))
            }
            NextPage::Offset(index, total) => {
                format!("offset {}{}", parameter(*index), end(total))
            }
            NextPage::Number(index, first, total) => {
                format!("number {} from {first}{}", parameter(*index), end(total))
            }
            NextPage::Url(path) => format!("url {}", api.member_path(path)),
            NextPage::Link => "link".to_owned(),
        };
        let more = self.more.as_ref().map(|path| api.member_path(path));
        let more = more.map_or(String::new(), |path| format!(" if {path}"));
        format!(
            "    pages of {:?}: {next}{more}",
            api.member_path(&self.items)
        )
    }
}
