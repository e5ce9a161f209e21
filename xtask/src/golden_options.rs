//! The options of the documents under `tests/golden/documents`: the defaults, but for those that show an option.
use oasmith::{
    ApiOptions, Dates, Enums, ForLarge, Numbers, PagingRule, PagingStyle, Setters, UnknownMembers,
    Validation,
};

/// The options of the document of this name, which is its module's too.
#[must_use]
pub(crate) fn of(name: &str) -> ApiOptions {
    let mut options = ApiOptions::new(name);
    match name {
        "dates_text" => options.dates = Dates::Text,
        "enum_closed" => options.enums = Enums::Closed,
        "numbers_exact" => options.numbers = Numbers::Exact,
        "unknown_members" => options.unknown_members = UnknownMembers::Keep,
        "tag_features" => options.tag_features = ForLarge::On,
        "path_groups" => options.path_groups = ForLarge::On,
        "setters_chained" => options.setters = Setters::Chained,
        "paging" => {
            let style = PagingStyle::Cursor {
                parameter: "from".to_owned(),
                next: "state.resume".to_owned(),
            };
            let rule = PagingRule {
                style,
                items: Some("found".to_owned()),
                more: None,
            };
            options.paging.insert("configured".to_owned(), rule);
        }
        "validation" | "validation_shapes" => options.validation = Validation::On,
        _ => {}
    }
    options
}
