//! Lists, maps and objects through the golden types: items and members that no schema describes one by one.
mod values;

use serde_json::json;
use values::{read, refused, unchanged, write};

mod unknown_members {
    use super::*;
    use golden::unknown_members::models::{Closed, ClosedHeir, Heir, Open, Typed};

    #[test]
    fn they_are_kept_at_every_depth() {
        let json = json!({
            "id": "a", "new": {"deep": [null, 1.5]}, "inner": {"x": 1.0, "y": null},
            "list": [{"y": null, "z": "b"}, {"z": 18_446_744_073_709_551_615_u64}],
        });
        let open: Open = unchanged(&json);
        assert_eq!(open.additional["new"]["deep"][1], 1.5);
        let heir: Heir = unchanged(&json!({"id": "a", "more": "b", "new": null}));
        assert!(heir.additional["new"].is_null());
    }

    #[test]
    fn what_is_declared_is_never_among_them() {
        let open: Open = read(&json!({"id": "a", "inner": null}));
        assert!(open.additional.is_empty());
        assert!(refused::<Open>(&json!({"id": 1, "new": 1})).contains("expected a string"));
    }

    #[test]
    fn closed_objects_have_none_and_typed_ones_keep_their_type() {
        let closed: Closed = read(&json!({"id": "a", "new": 1}));
        assert_eq!(write(&closed), json!({"id": "a"}));
        let heir: ClosedHeir = read(&json!({"id": "a", "more": "b", "new": 1}));
        assert_eq!(write(&heir), json!({"id": "a", "more": "b"}));
        let typed: Typed = unchanged(&json!({"id": "a", "new": 1}));
        assert_eq!(typed.additional["new"], 1);
        assert!(refused::<Typed>(&json!({"new": "b"})).contains("string"));
    }
}
