//! Members that may be left out and may be null: every one of them in each of its three states, written and read.

use crate::{
    documents::Document,
    operations::{bloxs_owner, bloxs_person},
};
use generated::{
    Field, bigchange::models as bigchange, bloxs::models as bloxs,
    equals_money::models as equals_money, personio::models as personio,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Debug,
};

/// Which members of which schemas were looked at.
#[derive(Default)]
struct Checked(BTreeSet<(&'static str, &'static str)>);

impl Checked {
    /// Writes and reads a model with one member in each state; the others stay as they are.
    fn member<M, T>(
        &mut self,
        (schema, name): (&'static str, &'static str),
        model: &M,
        set: impl Fn(&mut M, Field<T>),
        (value, json): (T, Value),
    ) where
        M: Clone + Debug + PartialEq + Serialize + DeserializeOwned,
    {
        let states = [
            (Field::Absent, None),
            (Field::Null, Some(Value::Null)),
            (Field::Value(value), Some(json)),
        ];
        let others = serde_json::to_value(model).unwrap();
        assert_eq!(others.get(name), None, "{schema}.{name} is absent at first");
        for (state, member) in states {
            let mut model = model.clone();
            set(&mut model, state);
            let mut wanted = others.clone();
            if let Some(member) = member {
                wanted[name] = member;
            }
            let written = serde_json::to_value(&model).unwrap();
            assert_eq!(written, wanted, "{schema}.{name}");
            let read: M = serde_json::from_str(&wanted.to_string()).unwrap();
            assert_eq!(read, model, "{schema}.{name}");
        }
        assert!(
            self.0.insert((schema, name)),
            "{schema}.{name} stands twice"
        );
    }

    /// That no three-state member of the document was left out.
    fn all_of(&self, document: &str) {
        let document = Document::read(document);
        let schemas = document.schemas();
        let stated: BTreeSet<(&str, &str)> = schemas
            .into_iter()
            .flat_map(|schema| {
                let members = document.three_state_members(schema);
                members.into_iter().map(move |name| (schema, name))
            })
            .collect();
        assert_eq!(self.0, stated);
    }
}

/// A table of members: the field, its name on the wire, a value, and that value as JSON.
macro_rules! members {
    ($checked:ident, $schema:literal, $model:expr, { $($field:ident $name:literal: $value:expr => $json:expr,)+ }) => {
        $($checked.member(
            ($schema, $name),
            &$model,
            |model, state| model.$field = state,
            ($value, json!($json)),
        );)+
    };
}

/// The same for members that are text.
macro_rules! texts {
    ($checked:ident, $schema:literal, $model:expr, { $($field:ident $name:literal,)+ }) => {
        members!($checked, $schema, $model, {
            $($field $name: "a \"b\"\n\u{1F600}".to_owned() => "a \"b\"\n\u{1F600}",)+
        });
    };
}

/// The same for members that are lists of text.
macro_rules! lists {
    ($checked:ident, $schema:literal, $model:expr, { $($field:ident $name:literal,)+ }) => {
        members!($checked, $schema, $model, {
            $($field $name: vec![String::new(), "b".to_owned()] => ["", "b"],)+
        });
    };
}

#[test]
fn personio_members() {
    let mut checked = Checked::default();
    members!(checked, "Person", personio::Person::default(), {
        gender "gender": personio::person::Gender::Undefined => "UNDEFINED",
    });
    checked.all_of("personio.json");
}

#[test]
fn bigchange_members() {
    let mut checked = Checked::default();
    let mut update = bigchange::PersonUpdate::default();
    update.forename = Some("Zoë".into());
    texts!(checked, "PersonUpdate", update, {
        title "title",
        mobile "mobile",
        landline "landline",
        extension "extension",
        position "position",
        department "department",
    });
    texts!(checked, "CustomFieldValue", bigchange::CustomFieldValue::new(1), {
        value "value",
    });
    texts!(checked, "Problem", bigchange::Problem::default(), {
        r#type "type",
        title "title",
        detail "detail",
        instance "instance",
    });
    members!(checked, "Problem", bigchange::Problem::default(), {
        status "status": i32::MIN => i32::MIN,
    });
    texts!(checked, "ValidationProblem", bigchange::ValidationProblem::default(), {
        r#type "type",
        title "title",
        detail "detail",
        instance "instance",
    });
    members!(checked, "ValidationProblem", bigchange::ValidationProblem::default(), {
        status "status": 422 => 422,
        errors "errors": BTreeMap::from([("a".to_owned(), None)]) => json!({"a": null}),
    });
    checked.all_of("bigchange.yaml");
}

#[test]
fn equals_money_members() {
    let date = || "2000-02-29".parse::<chrono::NaiveDate>().unwrap();
    let mut checked = Checked::default();
    let update = equals_money::PersonUpdate::default();
    texts!(checked, "PersonUpdate", update, {
        middle_initials "middleInitials",
        gender "gender",
        nationality "nationality",
        country_of_residence "countryOfResidence",
    });
    members!(checked, "PersonUpdate", update, {
        title "title": equals_money::person_update::Title::Ms => "Ms",
        dob "dob": date() => "2000-02-29",
        transactional_email_preference "transactionalEmailPreference": false => false,
    });
    let person = equals_money::Person::default();
    texts!(checked, "Person", person, {
        title "title",
        middle_initials "middleInitials",
        gender "gender",
        nationality "nationality",
        country_of_residence "countryOfResidence",
        primary_mobile_number "primaryMobileNumber",
    });
    members!(checked, "Person", person, {
        dob "dob": date() => "2000-02-29",
    });
    texts!(checked, "Persona", equals_money::Persona::default(), {
        created_by_persona_id "createdByPersonaId",
    });
    checked.all_of("equals-money.yaml");
}

#[test]
fn bloxs_members() {
    let mut checked = Checked::default();
    bloxs_relations(&mut checked);
    bloxs_persons(&mut checked);
    bloxs_owners(&mut checked);
    let address = bloxs::Address::new("Damrak", "1012 LG", "Amsterdam", "NL");
    texts!(checked, "Address", address, { house_number "houseNumber", });
    texts!(checked, "AddressResult", bloxs::AddressResult::default(), {
        house_number "houseNumber",
    });
    texts!(checked, "ValidationProblem", bloxs::ValidationProblem::default(), {
        r#type "type",
        title "title",
        trace_id "traceId",
    });
    members!(checked, "ValidationProblem", bloxs::ValidationProblem::default(), {
        errors "errors": BTreeMap::from([("a".to_owned(), Some(vec!["b".to_owned()]))])
            => json!({"a": ["b"]}),
    });
    checked.all_of("bloxs.yaml");
}

/// What persons and owners have in common, in requests and in answers.
fn bloxs_relations(checked: &mut Checked) {
    macro_rules! relation {
        ($schema:literal, $model:expr) => {
            texts!(checked, $schema, $model, {
                language_iso_code "languageISOCode",
                external_identifier "externalIdentifier",
                phone_number "phoneNumber",
                mobile_number "mobileNumber",
                coc_number "cocNumber",
                coc_description "cocDescription",
                vat_number "vatNumber",
                remarks "remarks",
                reference "reference",
            });
            lists!(checked, $schema, $model, {
                primary_email_addresses "primaryEmailAddresses",
                invoices_email_addresses "invoicesEmailAddresses",
                payment_reminders_email_addresses "paymentRemindersEmailAddresses",
                indexations_email_addresses "indexationsEmailAddresses",
                service_tickets_email_addresses "serviceTicketsEmailAddresses",
                purchase_orders_email_addresses "purchaseOrdersEmailAddresses",
                portals_email_addresses "portalsEmailAddresses",
                other_email_addresses "otherEmailAddresses",
            });
        };
    }
    relation!("PersonUpdate", bloxs_person());
    relation!("Person", bloxs::Person::default());
    relation!("OwnerUpdate", bloxs_owner());
    relation!("Owner", bloxs::Owner::default());
}

fn bloxs_persons(checked: &mut Checked) {
    macro_rules! person {
        ($schema:literal, $model:expr) => {
            texts!(checked, $schema, $model, {
                initials "initials",
                first_name "firstName",
                last_name_prefix "lastNamePrefix",
                job_title "jobTitle",
            });
            members!(checked, $schema, $model, {
                date_of_birth "dateOfBirth":
                    "0999-12-31".parse::<chrono::NaiveDate>().unwrap() => "0999-12-31",
                identification_types "identificationTypes": vec![] => json!([]),
            });
        };
    }
    person!("PersonUpdate", bloxs_person());
    person!("Person", bloxs::Person::default());
    texts!(checked, "Person", bloxs::Person::default(), { display_name "displayName", });
    members!(checked, "Person", bloxs::Person::default(), {
        archive_date "archiveDate":
            "2024-12-31".parse::<chrono::NaiveDate>().unwrap() => "2024-12-31",
    });
}

fn bloxs_owners(checked: &mut Checked) {
    texts!(checked, "OwnerUpdate", bloxs_owner(), { website "website", });
    texts!(checked, "Owner", bloxs::Owner::default(), {
        website "website",
        display_name "displayName",
    });
    members!(checked, "Owner", bloxs::Owner::default(), {
        archive_date "archiveDate":
            "2024-12-31".parse::<chrono::NaiveDate>().unwrap() => "2024-12-31",
    });
}

#[test]
fn required_members_must_be_there() {
    let update = serde_json::to_value(bloxs_person()).unwrap();
    for name in [
        "correspondenceMethod",
        "relationTypeName",
        "communicationFormName",
        "lastName",
    ] {
        let mut missing = update.clone();
        missing.as_object_mut().unwrap().remove(name);
        let error = serde_json::from_value::<bloxs::PersonUpdate>(missing).unwrap_err();
        assert!(error.to_string().contains(name), "{error}");
        let mut null = update.clone();
        null[name] = Value::Null;
        serde_json::from_value::<bloxs::PersonUpdate>(null).unwrap_err();
    }
}
