//! Unions of objects and of other types of one kind: which variant a value is read as, and that it comes back.
use super::{read, refused, unchanged, write};
use golden::{
    union_beside_members::models::{Payment, Refund},
    union_constants::models::{Event, Level, Reply, Step, event::AddedType, step},
    union_look::models::{Filter, Lists, Moment, Scalar, Source, When, Word},
    union_subtypes::models::{Cat, CatRequest, Dog, Pet, PetRequest},
    union_tagged::models::{Corner, Figure, Point, Shape},
};
use serde_json::json;

#[test]
fn a_tag_names_the_variant() {
    for tag in ["round", "disc"] {
        let circle: Shape = unchanged(&json!({"shape": tag, "radius": 1.5}));
        assert!(matches!(circle, Shape::Circle(circle) if circle.shape == tag));
    }
    assert!(matches!(
        unchanged(&json!({"shape": "square", "side": 2.0})),
        Shape::Square(_)
    ));
    // Another union with the same member is among the branches.
    let figure: Figure = unchanged(&json!({"shape": "disc", "radius": 1.5}));
    assert!(matches!(figure, Figure::Shape(Shape::Circle(_))));
    assert!(matches!(
        unchanged(&json!({"shape": "text", "text": "t"})),
        Figure::Text(_)
    ));
}

#[test]
fn a_tag_that_the_type_lacks_is_told_by_the_variant_and_written() {
    for (tag, corner) in [
        ("start", Corner::Start(Point::default())),
        ("end", Corner::End(Point::default())),
    ] {
        assert_eq!(unchanged::<Corner>(&json!({"shape": tag})), corner);
    }
    let point: Shape = unchanged(&json!({"shape": "Point", "x": 1.0}));
    assert!(matches!(point, Shape::Point(_)));
    // Without its tag, the value is read all the same, and written with it.
    let point: Shape = read(&json!({"x": 1.0}));
    assert_eq!(write(&point), json!({"shape": "Point", "x": 1.0}));
}

#[test]
fn what_no_variant_is_for_is_kept() {
    let star = json!({"shape": "star", "points": [5, null, {"a": 1}]});
    assert_eq!(unchanged::<Shape>(&star), Shape::Unrecognized(star.clone()));
    assert_eq!(
        unchanged::<Figure>(&star),
        Figure::Shape(Shape::Unrecognized(star)),
        "it may be of the union inside"
    );
    let unknown = json!({"type": "moved", "row": 1});
    assert_eq!(unchanged::<Event>(&unknown), Event::Unrecognized(unknown));
    // It has members of two branches, and may be both.
    let both = json!({"key": "a", "least": 1, "match": "b"});
    assert_eq!(unchanged::<Filter>(&both), Filter::Unrecognized(both));
}

#[test]
fn constants_name_the_variant() {
    let changed: Event = unchanged(&json!({"type": "changed", "row": 1}));
    assert!(matches!(changed, Event::Added(added) if added.r#type == AddedType::Changed));
    let go: Step = unchanged(&json!({"op": 2, "to": "end"}));
    assert!(matches!(go, Step::Go(_)));
    assert_eq!(
        write(&Step::Wait(step::Wait::default())),
        json!({"op": 1}),
        "the constant is set"
    );
    assert!(matches!(unchanged(&json!({"ok": false})), Reply::False(_)));
    assert!(matches!(unchanged(&json!("ok")), Reply::String(_)));
    // Nobody asks for the member, so that nothing writes it.
    assert!(matches!(unchanged(&json!({"error": "e"})), Reply::False(_)));
    assert_eq!(
        unchanged::<Level>(&json!("medium")),
        Level::Unrecognized("medium".to_owned())
    );
}

#[test]
fn members_and_types_tell_the_variant() {
    assert!(matches!(
        unchanged(&json!({"key": "a", "match": true})),
        Filter::Match(_)
    ));
    let nested = json!({"any": [{"key": "a", "least": 1}, {"any": [{"key": "b", "match": 2}]}]});
    assert!(matches!(unchanged(&nested), Filter::Any(any) if any.any.len() == 2));
    assert_eq!(unchanged::<Scalar>(&json!(3)), Scalar::Integer(3));
    assert_eq!(read::<Scalar>(&json!(3.0)), Scalar::Integer(3));
    assert!(matches!(unchanged(&json!("2024-02-29")), Moment::Date(_)));
    assert!(matches!(
        unchanged(&json!("2024-02-29T12:30:45Z")),
        Moment::DateTime(_)
    ));
    assert_eq!(
        unchanged::<Moment>(&json!("never")),
        Moment::Word(Word::Never)
    );
    assert!(matches!(unchanged(&json!("later")), Moment::String(_)));
    // Without an offset it is no date-time to the standard, but to many servers.
    let loose = json!("2024-02-29 12:30:45");
    assert!(matches!(unchanged(&loose), Moment::String(_)));
    assert!(matches!(read(&loose), When::DateTime(_)));
    let floats = json!([42, 3.0]);
    assert!(matches!(read(&floats), Lists::Integers(list) if list == [42, 3]));
    assert!(matches!(unchanged(&json!([])), Lists::Integers(_)));
    assert!(matches!(unchanged(&json!([["a"], []])), Lists::Array(_)));
    assert!(matches!(
        unchanged(&json!(["now", "x"])),
        Lists::MomentList(_)
    ));
    assert!(matches!(
        unchanged(&json!({"kind": "file", "path": "p"})),
        Source::File(_)
    ));
    assert!(matches!(unchanged(&json!({"url": "u"})), Source::Url(_)));
    assert!(matches!(
        unchanged(&json!({"a": "b", "c": "d"})),
        Source::Object(_)
    ));
}

#[test]
fn each_variant_has_the_members_beside_the_union() {
    let card: Payment = unchanged(&json!({"amount": 1, "note": "n", "number": "4242"}));
    assert!(matches!(card, Payment::Card(card) if card.amount == 1));
    assert!(matches!(
        unchanged(&json!({"amount": 1, "cash": true})),
        Payment::Cash(_)
    ));
    let refund: Refund = unchanged(&json!({"iban": "DE02", "reason": "late"}));
    assert!(matches!(refund, Refund::Bank(bank) if bank.reason.as_deref() == Some("late")));
    assert!(refused::<Payment>(&json!({"number": "4242"})).contains("missing field `amount`"));
}

#[test]
fn a_base_is_any_of_its_subtypes() {
    let cat: Pet = unchanged(&json!({"kind": "kitty", "id": "1", "lives": 9}));
    assert!(matches!(cat, Pet::Cat(cat) if cat.lives == Some(9)));
    let dog: Pet = unchanged(&json!({"kind": "hound", "good": true}));
    assert!(matches!(dog, Pet::Dog(_)));
    assert!(matches!(
        unchanged(&json!({"kind": "Puppy", "good": true, "weeks": 8})),
        Pet::Puppy(_)
    ));
    assert!(matches!(unchanged(&json!({"kind": "Fish"})), Pet::Fish(_)));
    let bird: Pet = unchanged(&json!({"kind": "Bird", "name": "Tweety", "wings": 2}));
    assert!(matches!(bird, Pet::Base(base) if base.additional["wings"] == 2));
    // The tag of each is set.
    assert_eq!(
        write(&Pet::Dog(Dog::new(true))),
        json!({"kind": "hound", "good": true})
    );
    assert_eq!(write(&Cat::default()), json!({"kind": "kitty"}));
    assert_eq!(
        write(&PetRequest::Cat(CatRequest::default())),
        json!({"kind": "kitty"})
    );
}

#[test]
fn an_error_names_each_variant_and_the_place() {
    let refusal = refused::<Filter>(&json!({"any": [{"key": "a"}, {"key": 1}]}));
    assert!(
        refusal.starts_with("no branch of `Filter` takes this value: `Least`: missing field `key`")
            && refusal.contains("`Any`: at `any[1]`: ")
            && refusal.contains("`Least`: at `key`")
            && refusal.contains("invalid type: integer `1`, expected a string"),
        "{refusal}"
    );
    assert_eq!(
        refused::<Shape>(&json!({"shape": "square", "side": "long"})),
        "no branch of `Shape` takes this value: `Square`: at `side`: invalid type: string \"long\", expected f64"
    );
}
