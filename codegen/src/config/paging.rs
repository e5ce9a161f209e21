//! What a user says about the pages of lists, where a document does not make it clear.
use std::{collections::BTreeMap, str::FromStr};

/// How the answers of an operation are pages of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagingRule {
    /// Where the next page is.
    pub style: PagingStyle,
    /// The member of the body that is the list, as in `data.items`; none where it is clear from the document.
    pub items: Option<String>,
    /// The member of the body that says whether there are more.
    pub more: Option<String>,
}

/// Where the page after another is. Parameters are those of the query, and members are given as in `meta.next`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PagingStyle {
    /// What this member holds is sent as this parameter.
    Cursor {
        /// The name of the parameter.
        parameter: String,
        /// The member of the body.
        next: String,
    },
    /// What this member of the last item holds is sent as this parameter.
    LastItem {
        /// The name of the parameter.
        parameter: String,
        /// The member of the item.
        next: String,
    },
    /// This parameter says how many items are left out.
    Offset {
        /// The name of the parameter.
        parameter: String,
    },
    /// This parameter is the number of the page.
    Number {
        /// The name of the parameter.
        parameter: String,
        /// The number of the first page.
        first: i64,
    },
    /// This member holds the URL.
    Url {
        /// The member of the body.
        next: String,
    },
    /// The header `Link` of relation `next` holds the URL.
    Link,
    /// The answers are no pages, whatever the document looks like.
    Off,
}

impl PagingRule {
    /// Reads a rule from its keys: `style`, and what it needs of `parameter`, `next`, `items` and `more`.
    ///
    /// # Errors
    ///
    /// What is wrong with it: a style that there is not, or a key that is missing or has no meaning.
    pub fn of_keys(mut keys: BTreeMap<String, String>) -> Result<Self, String> {
        let style = keys.remove("style").unwrap_or_default();
        let items = keys.remove("items");
        let more = keys.remove("more");
        let mut take = |key: &str| {
            let value = keys.remove(key).filter(|value| !value.is_empty());
            value.ok_or_else(|| format!("the style `{style}` needs `{key}`"))
        };
        let style = match style.as_str() {
            "cursor" => PagingStyle::Cursor {
                parameter: take("parameter")?,
                next: take("next")?,
            },
            "last-item" => PagingStyle::LastItem {
                parameter: take("parameter")?,
                next: take("next")?,
            },
            "offset" => PagingStyle::Offset {
                parameter: take("parameter")?,
            },
            "page" => PagingStyle::Number {
                parameter: take("parameter")?,
                first: 1,
            },
            "page-from-zero" => PagingStyle::Number {
                parameter: take("parameter")?,
                first: 0,
            },
            "url" => PagingStyle::Url {
                next: take("next")?,
            },
            "link" => PagingStyle::Link,
            "off" => PagingStyle::Off,
            other => {
                return Err(format!(
                    "there is no style `{other}`, but `cursor`, `last-item`, `offset`, `page`, `page-from-zero`, \
                     `url`, `link` and `off`"
                ));
            }
        };
        match keys.keys().next() {
            Some(key) => Err(format!("`{key}` has no meaning there")),
            None => Ok(Self { style, items, more }),
        }
    }
}

/// `cursor,parameter:page_token,next:meta.next,items:data`.
impl FromStr for PagingRule {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut words = text.split(',');
        let style = words.next().unwrap_or_default();
        let mut keys = BTreeMap::from([("style".to_owned(), style.to_owned())]);
        for word in words {
            let Some((key, value)) = word.split_once(':') else {
                return Err(format!(
                    "`{word}` is no key and value with `:` between them"
                ));
            };
            if keys.insert(key.to_owned(), value.to_owned()).is_some() {
                return Err(format!("`{key}` is there twice"));
            }
        }
        Self::of_keys(keys)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_read_from_one_line() {
        let rule = "cursor,parameter:token,next:meta.next,items:data";
        let rule: PagingRule = rule.parse().unwrap();
        let style = PagingStyle::Cursor {
            parameter: "token".to_owned(),
            next: "meta.next".to_owned(),
        };
        assert_eq!(rule.style, style);
        assert_eq!(rule.items.as_deref(), Some("data"));
        assert_eq!(rule.more, None);
    }

    #[test]
    fn what_is_wrong_with_a_rule_is_said() {
        let error = |text: &str| text.parse::<PagingRule>().unwrap_err();
        let missing = "the style `cursor` needs `parameter`";
        assert_eq!(error("cursor,next:a"), missing);
        assert_eq!(error("link,next:a"), "`next` has no meaning there");
        assert_eq!(error("link,style:url"), "`style` is there twice");
        let word = "`next` is no key and value with `:` between them";
        assert_eq!(error("link,next"), word);
        assert!(error("cursors").starts_with("there is no style `cursors`, but `cursor`"));
    }
}
