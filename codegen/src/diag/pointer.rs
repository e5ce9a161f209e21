//! JSON pointers (RFC 6901) as data: how every node of a document is named.

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use serde_json::{Map, Value};
use std::borrow::{Borrow, Cow};
use std::fmt::{self, Write as _};
use std::sync::Arc;

/// A JSON pointer (RFC 6901), held as its text: `""` is the root, `/components/schemas/Foo~1Bar` a node below it.
///
/// Cloning copies a reference count, so that every node of every later model can keep its own.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer {
    text: Arc<str>,
}

impl Pointer {
    /// The pointer to the whole document.
    #[must_use]
    pub fn root() -> Self {
        Self {
            text: Arc::from(""),
        }
    }

    /// The pointer to the member `token` of the node here; `token` is the name as it stands, not escaped.
    #[must_use]
    pub fn child(&self, token: &str) -> Self {
        let mut text = String::with_capacity(self.text.len() + token.len() + 1);
        text.push_str(&self.text);
        push_token(&mut text, token);
        Self { text: text.into() }
    }

    /// The pointer to the item number `index`, counted from 0, of the list here.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self {
            text: format!("{}/{index}", self.text).into(),
        }
    }

    /// The names on the way from the root to the node, unescaped.
    pub fn tokens(&self) -> impl Iterator<Item = Cow<'_, str>> + Clone {
        // The text before the first slash is always empty and no token, so that the root has none.
        let mut rest = self.text.strip_prefix('/');
        std::iter::from_fn(move || {
            let text = rest?;
            // Names are short, so that a plain loop finds their ends sooner than a search does.
            let end = text.bytes().position(|byte| byte == b'/');
            rest = end.and_then(|end| text.get(end + 1..));
            Some(unescape(
                end.and_then(|end| text.get(..end)).unwrap_or(text),
            ))
        })
    }

    /// The pointer to the node that holds this one; none for the root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (head, _) = self.text.rsplit_once('/')?;
        Some(Self { text: head.into() })
    }

    /// The texts of the node itself and of all that hold it, the nearest first, the root last: what maps of pointers
    /// can be asked for, without making a pointer for each.
    pub fn upwards(&self) -> impl Iterator<Item = &str> {
        std::iter::successors(Some(&*self.text), |text| {
            text.rsplit_once('/').map(|(head, _)| head)
        })
    }

    /// The pointer to the node that holds this one and is `depth` names below the root.
    #[must_use]
    pub fn truncated(&self, depth: usize) -> Self {
        let mut slashes = self.text.match_indices('/').skip(depth);
        let end = slashes.next().map(|(end, _)| end);
        match end.and_then(|end| self.text.get(..end)) {
            Some(head) => Self { text: head.into() },
            None => self.clone(),
        }
    }

    /// The pointer to the node that `inside` leads to from here.
    #[must_use]
    pub fn join(&self, inside: &Self) -> Self {
        Self {
            text: format!("{}{}", self.text, inside.text).into(),
        }
    }

    /// Where the node stands after the node at `ancestor`, which holds it, came to `target`. None where that does not
    /// hold it.
    #[must_use]
    pub fn moved(&self, ancestor: &str, target: &Self) -> Option<Self> {
        let inside = self.text.strip_prefix(ancestor)?;
        if inside.is_empty() {
            return Some(target.clone());
        }
        Some(Self {
            text: format!("{}{inside}", target.text).into(),
        })
    }

    /// The last name, unescaped; none for the root.
    #[must_use]
    pub fn last(&self) -> Option<Cow<'_, str>> {
        let (_, tail) = self.text.rsplit_once('/')?;
        Some(unescape(tail))
    }

    /// Whether the node is the one at `ancestor` or below it.
    #[must_use]
    pub fn starts_with(&self, ancestor: &Self) -> bool {
        self.text
            .strip_prefix(&*ancestor.text)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The node of a tree that the pointer leads to (RFC 6901 section 4).
    #[must_use]
    pub fn find<'v>(&self, root: &'v Value) -> Option<&'v Value> {
        let mut node = root;
        for token in self.tokens() {
            node = match node {
                Value::Object(members) => member_of(members, &token)?,
                Value::Array(items) => items.get(item_number(&token)?)?,
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return None,
            };
        }
        Some(node)
    }

    /// The text form, which [`Pointer::parse`] reads back.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether this is the pointer to the whole document.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.text.is_empty()
    }

    /// Reads the text form, `/a/b~1c`. None when it does not begin with a slash, or holds a `~` that is neither
    /// `~0` nor `~1` (RFC 6901 section 3).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let begins_well = text.is_empty() || text.starts_with('/');
        let escapes_well = text
            .split('~')
            .skip(1)
            .all(|rest| rest.starts_with(['0', '1']));
        (begins_well && escapes_well).then(|| Self { text: text.into() })
    }

    /// Reads the fragment of a reference, `#/a/b~1c%2Bd`: percent-decoded first, then unescaped (RFC 6901
    /// section 6). None when it is not a pointer, such as `#name` or a reference to another file.
    #[must_use]
    pub fn parse_fragment(reference: &str) -> Option<Self> {
        Self::parse(&percent_decode(reference.strip_prefix('#')?)?)
    }

    /// The fragment form, `#/a/b~1c%25d`: what [`Pointer::parse_fragment`] reads back.
    #[must_use]
    pub fn to_fragment(&self) -> String {
        let mut fragment = String::with_capacity(self.text.len() + 1);
        fragment.push('#');
        for byte in self.text.bytes() {
            if is_fragment_byte(byte) {
                fragment.push(char::from(byte));
            } else {
                // Writing to a string cannot fail.
                let _ = write!(fragment, "%{byte:02X}");
            }
        }
        fragment
    }
}

/// A pointer is equal to its text, has its order, and its hash.
impl Borrow<str> for Pointer {
    fn borrow(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pointer({:?})", self.text)
    }
}

/// What is known by place. Places are long, and looked up very often.
pub(crate) type ByPlace<V> = IndexMap<Pointer, V, RandomState>;

/// Objects of so few members are searched sooner than the hash of a name is made.
const FEW: usize = 8;

/// A member of an object of the document.
pub(crate) fn member_of<'v>(members: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    if members.len() > FEW {
        return members.get(name);
    }
    let found = members.iter().find(|(key, _)| *key == name);
    found.map(|(_, value)| value)
}

/// Which item of a list a name means: digits alone, without zeros before others.
fn item_number(token: &str) -> Option<usize> {
    let is_plain = !token.starts_with('+') && (token.len() == 1 || !token.starts_with('0'));
    token.parse().ok().filter(|_| is_plain)
}

fn push_token(text: &mut String, token: &str) {
    text.push('/');
    if !token.contains(['~', '/']) {
        text.push_str(token);
        return;
    }
    for c in token.chars() {
        match c {
            '~' => text.push_str("~0"),
            '/' => text.push_str("~1"),
            other => text.push(other),
        }
    }
}

/// `~1` before `~0`, so that `~01` becomes `~1` and not a slash (RFC 6901 section 4).
fn unescape(token: &str) -> Cow<'_, str> {
    if token.bytes().any(|byte| byte == b'~') {
        Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(token)
    }
}

/// None when a `%` is not followed by two hexadecimal digits, or the bytes are not UTF-8.
fn percent_decode(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('%') {
        return Some(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

/// The bytes that a URI's fragment may hold as they are (RFC 3986 section 3.5).
fn is_fragment_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte)
}
