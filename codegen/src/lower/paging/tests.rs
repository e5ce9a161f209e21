//! Tests of what is configured of pages; what is clear from a document is shown by the golden documents `paging`, `paging_counted` and `paging_unclear`.
use crate::{
    config::{ApiOptions, PagingRule},
    lower::tests::{check_with, lowered},
};
use expect_test::expect;

const DOCUMENT: &str = "
paths:
  /a:
    get:
      operationId: a
      parameters:
        - {name: token, in: query, schema: {type: string}}
        - {name: page, in: query, schema: {type: integer}}
      responses:
        200:
          description: ''
          content:
            application/json:
              schema:
                type: object
                properties:
                  pets: {type: array, items: {type: string}}
                  x.y: {type: object, properties: {resume: {type: string}}}
                  left: {type: boolean}
";

fn options(rules: &[(&str, &str)]) -> ApiOptions {
    let mut options = ApiOptions::new("test");
    for (operation, rule) in rules {
        let rule: PagingRule = rule.parse().unwrap();
        options.paging.insert((*operation).to_owned(), rule);
    }
    options
}

/// What is found with this rule: the line of the model, or the message.
fn found(operation: &str, rule: &str) -> String {
    let (api, diagnostics) = lowered(DOCUMENT, &options(&[(operation, rule)]));
    let mut messages = diagnostics.into_iter().map(|found| found.message);
    let pages = api
        .operations
        .iter()
        .find_map(|(_, operation)| Some(operation.paging.as_ref()?.line(&api, operation)));
    messages.next().or(pages).unwrap_or_default()
}

#[test]
fn rules_are_applied_to_the_operations_that_they_name() {
    for operation in ["a", "*"] {
        let cursor = "cursor,parameter:token,next:x.y.resume,more:left";
        assert_eq!(
            found(operation, cursor),
            "    pages of \"pets\": token is x.y.resume if left"
        );
        assert_eq!(
            found(operation, "page-from-zero,parameter:page"),
            "    pages of \"pets\": number page from 0"
        );
    }
    assert_eq!(found("*", "url,next:gone"), "");
}

#[test]
fn what_an_operation_lacks_for_a_rule_is_reported() {
    let lacks = |rule: &str| {
        let message = found("a", rule);
        let rest = message.strip_prefix("the pages of `a` can not be found as configured: ");
        rest.map(str::to_owned).unwrap_or(message)
    };
    assert_eq!(lacks("url,next:gone"), "its body has no member `gone`");
    assert_eq!(lacks("url,next:left"), "`left` is no text");
    assert_eq!(lacks("link,items:left"), "`left` is no list");
    assert_eq!(lacks("link,more:pets"), "`pets` is no boolean");
    assert_eq!(
        lacks("offset,parameter:skip"),
        "its query has no parameter `skip` that may be left out"
    );
    assert_eq!(
        lacks("offset,parameter:token"),
        "`token` is no whole number"
    );
    assert_eq!(
        lacks("cursor,parameter:page,next:x.y.resume"),
        "`x.y.resume` is of another type than `page`"
    );
}

#[test]
fn rules_for_operations_that_are_not_there() {
    check_with(
        "
paths:
  /a:
    get: {operationId: listPets, responses: {204: {description: ''}}}
",
        &options(&[("listPest", "link")]),
        &expect![[r"
            resource without a tag
              GET /a (listPets)
                ok 204

            unmatched-name at File: pages are configured for `listPest`, which is no operation
        "]],
    );
}
