//! All names of small documents.
use super::check;
use expect_test::expect;

#[test]
fn types() {
    check(
        "
components:
  schemas:
    Pet:
      properties:
        owner: {properties: {address: {properties: {city: {type: string}}}}}
        tags: {type: array, items: {properties: {a: {type: string}}}}
        kind: {type: string, enum: [cat, dog]}
        extra: {type: object, additionalProperties: {properties: {a: {type: string}}}}
        choice: {oneOf: [{type: string}, {properties: {a: {type: string}}}]}
    pet: {properties: {a: {type: string}}}
    Option: {properties: {a: {type: string}}}
    Vec: {type: array, items: {$ref: '#/components/schemas/Self'}}
    Error: {properties: {type: {type: string}}}
    Self: {properties: {String: {properties: {a: {type: string}}}}}
    2fa-method: {type: string, enum: [sms]}
    foo.bar/Baz: {type: integer, enum: [1, -1]}
    名前: {type: string}
    con: {type: string}
    mod: {type: string}
    type: {type: string}
  responses:
    Pet: {description: '', content: {application/json: {schema: {properties: {a: {type: string}}}}}}
paths:
  /a:
    get:
      operationId: a
      responses: {200: {$ref: '#/components/responses/Pet'}}
",
        &expect![[r#"
            /components/responses/Pet/content/application~1json/schema -> pet_response::PetResponse
            /components/responses/Pet/content/application~1json/schema "a" -> a
            /components/schemas/2fa-method -> n2fa_method::N2faMethod
            /components/schemas/2fa-method "sms" -> Sms
            /components/schemas/Error -> error::Error
            /components/schemas/Error "type" -> r#type
            /components/schemas/Option -> option_model::OptionModel
            /components/schemas/Option "a" -> a
            /components/schemas/Pet -> pet::Pet
            /components/schemas/Pet "choice" -> choice
            /components/schemas/Pet "extra" -> extra
            /components/schemas/Pet "kind" -> kind
            /components/schemas/Pet "owner" -> owner
            /components/schemas/Pet "tags" -> tags
            /components/schemas/Pet/properties/choice -> pet::Choice
            /components/schemas/Pet/properties/choice "Object" -> Object
            /components/schemas/Pet/properties/choice "String" -> String
            /components/schemas/Pet/properties/choice/oneOf/1 -> pet::ChoiceObject
            /components/schemas/Pet/properties/choice/oneOf/1 "a" -> a
            /components/schemas/Pet/properties/extra/additionalProperties -> pet::ExtraValue
            /components/schemas/Pet/properties/extra/additionalProperties "a" -> a
            /components/schemas/Pet/properties/kind -> pet::Kind
            /components/schemas/Pet/properties/kind "cat" -> Cat
            /components/schemas/Pet/properties/kind "dog" -> Dog
            /components/schemas/Pet/properties/owner -> pet::Owner
            /components/schemas/Pet/properties/owner "address" -> address
            /components/schemas/Pet/properties/owner/properties/address -> pet::OwnerAddress
            /components/schemas/Pet/properties/owner/properties/address "city" -> city
            /components/schemas/Pet/properties/tags/items -> pet::Tag
            /components/schemas/Pet/properties/tags/items "a" -> a
            /components/schemas/Self -> self_model::SelfModel
            /components/schemas/Self "String" -> string
            /components/schemas/Self/properties/String -> self_model::StringOfSelfModel
            /components/schemas/Self/properties/String "a" -> a
            /components/schemas/Vec -> vec_model::VecModel
            /components/schemas/con -> con_::Con
            /components/schemas/foo.bar~1Baz -> foo_bar_baz::FooBarBaz
            /components/schemas/foo.bar~1Baz "-1" -> Minus1
            /components/schemas/foo.bar~1Baz "1" -> Value1
            /components/schemas/mod -> mod_model::Mod
            /components/schemas/pet -> pet_lower::PetLower
            /components/schemas/pet "a" -> a
            /components/schemas/type -> type_::Type
            /components/schemas/名前 -> ming_qian::MingQian
            GET /a -> a() A AError
            GET /a Exact(200) -> Ok
            tag no tag -> operations::Operations by operations()
        "#]],
    );
}

#[test]
fn parts() {
    check(
        "
components:
  schemas:
    A:
      properties: {additional: {type: string}, additional_properties: {type: string}}
      additionalProperties: {type: string}
    E: {type: string, enum: [Unrecognized, unrecognized, a, A]}
    I: {type: integer, enum: [0, -1, 1]}
    N: {type: integer, enum: [1, 2, 3], x-enum-varnames: [Email, email, '']}
    U: {oneOf: [{$ref: '#/components/schemas/A'}, {type: string}, {type: array, items: {type: string}}]}
",
        &expect![[r#"
            /components/schemas/A -> a::A
            /components/schemas/A "additional" -> additional
            /components/schemas/A "additional_properties" -> additional_properties
            /components/schemas/E -> e::E
            /components/schemas/E "A" -> A
            /components/schemas/E "Unrecognized" -> Unrecognized
            /components/schemas/E "a" -> ALower
            /components/schemas/E "unrecognized" -> UnrecognizedLower
            /components/schemas/I -> i::I
            /components/schemas/I "-1" -> Minus1
            /components/schemas/I "0" -> Value0
            /components/schemas/I "1" -> Value1
            /components/schemas/N -> n::N
            /components/schemas/N "1" -> Email
            /components/schemas/N "2" -> EmailUpper
            /components/schemas/N "3" -> Value3
            /components/schemas/U -> u::U
            /components/schemas/U "Array" -> Strings
            /components/schemas/U "Object" -> A
            /components/schemas/U "String" -> String
        "#]],
    );
}

#[test]
fn resources() {
    let tags = [
        "Pets",
        "pets",
        "Pet Store",
        "type",
        "models",
        "runtime",
        "execute",
        "名前",
        "../x",
        "Call",
    ];
    let paths: String = tags
        .iter()
        .enumerate()
        .map(|(index, tag)| {
            format!("  /{index}: {{get: {{operationId: o{index}, tags: ['{tag}'], responses: {{204: {{description: ''}}}}}}}}\n")
        })
        .collect();
    check(
        &format!("paths:\n{paths}"),
        &expect![[r#"
            GET /0 -> o0() O0 O0Error
            GET /0 Exact(204) -> NoContent
            GET /1 -> o1() O1 O1Error
            GET /1 Exact(204) -> NoContent
            GET /2 -> o2() O2 O2Error
            GET /2 Exact(204) -> NoContent
            GET /3 -> o3() O3 O3Error
            GET /3 Exact(204) -> NoContent
            GET /4 -> o4() O4 O4Error
            GET /4 Exact(204) -> NoContent
            GET /5 -> o5() O5 O5Error
            GET /5 Exact(204) -> NoContent
            GET /6 -> o6() O6 O6Error
            GET /6 Exact(204) -> NoContent
            GET /7 -> o7() O7 O7Error
            GET /7 Exact(204) -> NoContent
            GET /8 -> o8() O8 O8Error
            GET /8 Exact(204) -> NoContent
            GET /9 -> o9() O9 O9Error
            GET /9 Exact(204) -> NoContent
            tag ../x -> x::X by x()
            tag Call -> call::CallResource by call()
            tag Pet Store -> pet_store::PetStore by pet_store()
            tag Pets -> pets_resource::Pets by pets_resource()
            tag execute -> execute::Execute by execute_resource()
            tag models -> models_resource::Models by models()
            tag pets -> pets::Pets by pets()
            tag runtime -> runtime_resource::Runtime by runtime()
            tag type -> type_::Type by r#type()
            tag 名前 -> ming_qian::MingQian by ming_qian()
        "#]],
    );
}

#[test]
fn operations() {
    check(
        "
paths:
  /pets/{pet-id}/toys:
    get: {responses: {204: {description: ''}}}
    put: {operationId: type, responses: {204: {description: ''}}}
    post: {operationId: 'Pets_addToy', responses: {204: {description: ''}}}
    patch: {operationId: pets-add-toy, responses: {204: {description: ''}}}
    delete: {operationId: clone, responses: {204: {description: ''}}}
    head: {operationId: ' ! ', responses: {204: {description: ''}}}
  /:
    get: {responses: {204: {description: ''}}}
  /a/{b}.json: {get: {responses: {204: {description: ''}}}}
  /request: {get: {operationId: request, responses: {204: {description: ''}}}}
",
        &expect![[r#"
            DELETE /pets/{pet-id}/toys -> clone_delete_pets_by_pet_id_toys() CloneDeletePetsByPetIdToys CloneDeletePetsByPetIdToysError
            DELETE /pets/{pet-id}/toys Exact(204) -> NoContent
            DELETE /pets/{pet-id}/toys Path(Simple) pet-id -> pet_id
            GET / -> get() Get GetError
            GET / Exact(204) -> NoContent
            GET /a/{b}.json -> get_a_by_b_json() GetAByBJson GetAByBJsonError
            GET /a/{b}.json Exact(204) -> NoContent
            GET /a/{b}.json Path(Simple) b -> b
            GET /pets/{pet-id}/toys -> get_pets_by_pet_id_toys() GetPetsByPetIdToys GetPetsByPetIdToysError
            GET /pets/{pet-id}/toys Exact(204) -> NoContent
            GET /pets/{pet-id}/toys Path(Simple) pet-id -> pet_id
            GET /request -> request() RequestOperation RequestOperationError
            GET /request Exact(204) -> NoContent
            HEAD /pets/{pet-id}/toys -> space_not_space() SpaceNotSpace SpaceNotSpaceError
            HEAD /pets/{pet-id}/toys Exact(204) -> NoContent
            HEAD /pets/{pet-id}/toys Path(Simple) pet-id -> pet_id
            PATCH /pets/{pet-id}/toys -> pets_add_toy() PetsAddToy PetsAddToyError
            PATCH /pets/{pet-id}/toys Exact(204) -> NoContent
            PATCH /pets/{pet-id}/toys Path(Simple) pet-id -> pet_id
            POST /pets/{pet-id}/toys -> pets_add_toy_post_pets_by_pet_id_toys() PetsAddToyPostPetsByPetIdToys PetsAddToyPostPetsByPetIdToysError
            POST /pets/{pet-id}/toys Exact(204) -> NoContent
            POST /pets/{pet-id}/toys Path(Simple) pet-id -> pet_id
            PUT /pets/{pet-id}/toys -> r#type() Type TypeError
            PUT /pets/{pet-id}/toys Exact(204) -> NoContent
            PUT /pets/{pet-id}/toys Path(Simple) pet-id -> pet_id
            tag no tag -> operations::Operations by operations()
        "#]],
    );
}

#[test]
fn parameters() {
    check(
        "
paths:
  /a/{id}/{Id}:
    get:
      operationId: a
      parameters:
        - {name: id, in: query, schema: {type: string}}
        - {name: id, in: header, schema: {type: string}}
        - {name: id, in: cookie, schema: {type: string}}
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: Id, in: path, required: true, schema: {type: string}}
        - {name: body, in: query, schema: {type: string}}
        - {name: send, in: query, schema: {type: string}}
        - {name: self, in: query, schema: {type: string}}
        - {name: 'filter[name]', in: query, schema: {type: string}}
        - {name: '$top', in: query, schema: {type: string}}
        - {name: X-Request-ID, in: header, schema: {type: string}}
        - {name: '', in: query, schema: {type: string}}
      responses: {204: {description: ''}}
",
        &expect![[r#"
            GET /a/{id}/{Id} -> a() A AError
            GET /a/{id}/{Id} Cookie(Exploded) id -> id_cookie
            GET /a/{id}/{Id} Exact(204) -> NoContent
            GET /a/{id}/{Id} Header(Simple) X-Request-ID -> x_request_id
            GET /a/{id}/{Id} Header(Simple) id -> id_header
            GET /a/{id}/{Id} Path(Simple) Id -> id_pascal
            GET /a/{id}/{Id} Path(Simple) id -> id
            GET /a/{id}/{Id} Query(Exploded, Encoded) $top -> top
            GET /a/{id}/{Id} Query(Exploded, Encoded) body -> body_query
            GET /a/{id}/{Id} Query(Exploded, Encoded) filter[name] -> filter_name
            GET /a/{id}/{Id} Query(Exploded, Encoded) id -> id_query
            GET /a/{id}/{Id} Query(Exploded, Encoded) self -> self_
            GET /a/{id}/{Id} Query(Exploded, Encoded) send -> send_query
            tag no tag -> operations::Operations by operations()
        "#]],
    );
}

#[test]
fn answers() {
    check(
        "
paths:
  /a:
    get:
      operationId: a
      responses:
        200: {description: ''}
        2XX: {description: ''}
        418: {description: ''}
        404: {description: ''}
        499: {description: ''}
        4XX: {description: ''}
        default: {description: ''}
",
        &expect![[r#"
            GET /a -> a() A AError
            GET /a Default -> Other
            GET /a Exact(200) -> Ok
            GET /a Exact(404) -> NotFound
            GET /a Exact(418) -> ImATeapot
            GET /a Exact(499) -> Status499
            GET /a Range(2) -> Success
            GET /a Range(4) -> ClientError
            tag no tag -> operations::Operations by operations()
        "#]],
    );
}

#[test]
fn types_inside_operations() {
    check(
        "
paths:
  /pets/{kind}:
    parameters: [{name: kind, in: path, required: true, schema: {type: string, enum: [cat]}}]
    post:
      operationId: addPet
      tags: [Pets]
      parameters: [{name: order, in: query, schema: {type: string, enum: [up]}}]
      requestBody: {content: {application/json: {schema: {properties: {owner: {properties: {a: {type: string}}}}}}}}
      responses:
        200: {description: '', content: {application/json: {schema: {type: array, items: {properties: {a: {type: string}}}}}}}
        201: {description: '', content: {application/json: {schema: {properties: {a: {type: string}}}}}}
        default: {description: '', content: {application/json: {schema: {properties: {a: {type: string}}}}}}
",
        &expect![[r#"
            /paths/~1pets~1{kind}/parameters/0/schema -> pets_kind_path::Kind
            /paths/~1pets~1{kind}/parameters/0/schema "cat" -> Cat
            /paths/~1pets~1{kind}/post/parameters/0/schema -> pets (resource)::AddPetOrder
            /paths/~1pets~1{kind}/post/parameters/0/schema "up" -> Up
            /paths/~1pets~1{kind}/post/requestBody/content/application~1json/schema -> pets (resource)::AddPetBody
            /paths/~1pets~1{kind}/post/requestBody/content/application~1json/schema "owner" -> owner
            /paths/~1pets~1{kind}/post/requestBody/content/application~1json/schema/properties/owner -> pets (resource)::AddPetBodyOwner
            /paths/~1pets~1{kind}/post/requestBody/content/application~1json/schema/properties/owner "a" -> a
            /paths/~1pets~1{kind}/post/responses/200/content/application~1json/schema/items -> pets (resource)::AddPetResponseItem
            /paths/~1pets~1{kind}/post/responses/200/content/application~1json/schema/items "a" -> a
            /paths/~1pets~1{kind}/post/responses/201/content/application~1json/schema -> pets (resource)::AddPetCreated
            /paths/~1pets~1{kind}/post/responses/201/content/application~1json/schema "a" -> a
            /paths/~1pets~1{kind}/post/responses/default/content/application~1json/schema -> pets (resource)::AddPetOther
            /paths/~1pets~1{kind}/post/responses/default/content/application~1json/schema "a" -> a
            POST /pets/{kind} -> add_pet() AddPet AddPetError
            POST /pets/{kind} Default -> Other
            POST /pets/{kind} Exact(200) -> Ok
            POST /pets/{kind} Exact(201) -> Created
            POST /pets/{kind} Path(Simple) kind -> kind
            POST /pets/{kind} Query(Exploded, Encoded) order -> order
            tag Pets -> pets::Pets by pets()
        "#]],
    );
}

/// A schema can be reached at a place that no operation and no component holds.
#[test]
fn types_at_places_of_their_own() {
    check(
        "
paths:
  /a:
    parameters: [{name: kind, in: query, schema: {type: string, enum: [cat]}}]
components:
  schemas:
    A: {$ref: '#/paths/~1a/parameters/0/schema'}
    B: {$ref: '#/x-own/B'}
x-own:
  B: {properties: {a: {type: string}}}
",
        &expect![[r#"
            /components/schemas/A -> a::A
            /components/schemas/B -> b::B
            /paths/~1a/parameters/0/schema -> a_path::Parameter0
            /paths/~1a/parameters/0/schema "cat" -> Cat
            /x-own/B -> x_own_b::XOwnB
            /x-own/B "a" -> a
        "#]],
    );
}

/// What is read keeps the name of the schema. What is sent gives way to all that the document names.
#[test]
fn what_is_sent_of_a_schema_that_is_read_too() {
    let document = |more: &str| {
        format!(
            "
paths:
  /a:
    put:
      operationId: put
      requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/All'}}}}}}}}
      responses: {{200: {{description: '', content: {{application/json: {{schema: {{$ref: '#/components/schemas/All'}}}}}}}}}}
components:
  schemas:
    All: {{properties: {{person: {{$ref: '#/components/schemas/Person'}}, create: {{$ref: '#/components/schemas/CreateRequest'}}}}}}
    Person: {{properties: {{id: {{type: string, readOnly: true}}, home: {{properties: {{id: {{type: string, readOnly: true}}}}}}, kind: {{type: string, enum: [a]}}}}}}
    CreateRequest: {{properties: {{id: {{type: string, readOnly: true}}}}}}
{more}"
        )
    };
    let types = |document: &str| -> String {
        let (_, names) = super::all(document);
        let is_type = |place: &&String| place.starts_with("/components") && !place.contains('"');
        let lines = names.keys().filter(is_type);
        lines
            .map(|place| format!("{place} -> {}\n", names[place]))
            .collect()
    };
    expect![[r#"
        /components/schemas/All -> all::All
        /components/schemas/All (sent) -> all_request::AllRequest
        /components/schemas/CreateRequest -> create_request::CreateRequest
        /components/schemas/CreateRequest (sent) -> create_request_sent::CreateRequestSent
        /components/schemas/Person -> person::Person
        /components/schemas/Person (sent) -> person_request::PersonRequest
        /components/schemas/Person/properties/home -> person::Home
        /components/schemas/Person/properties/home (sent) -> person_request::Home
        /components/schemas/Person/properties/kind -> person::Kind
    "#]]
    .assert_eq(&types(&document("")));
    // With a schema of the name that is wanted.
    expect![[r#"
        /components/schemas/All -> all::All
        /components/schemas/All (sent) -> all_request::AllRequest
        /components/schemas/CreateRequest -> create_request::CreateRequest
        /components/schemas/CreateRequest (sent) -> create_request_sent::CreateRequestSent
        /components/schemas/Person -> person::Person
        /components/schemas/Person (sent) -> person_request_sent::PersonRequestSent
        /components/schemas/Person/properties/home -> person::Home
        /components/schemas/Person/properties/home (sent) -> person_request_sent::Home
        /components/schemas/Person/properties/kind -> person::Kind
        /components/schemas/PersonRequest -> person_request::PersonRequest
    "#]]
    .assert_eq(&types(&document(
        "    PersonRequest: {properties: {a: {type: string}}}\n",
    )));
}

/// Branches that stand inline and have the same members have nothing of their own to be called by.
#[test]
fn branches_that_look_alike() {
    check(
        "
components:
  schemas:
    Alike:
      oneOf:
        - {properties: {x: {type: string}}}
        - {properties: {x: {type: integer}}}
        - {properties: {x: {type: boolean}}}
    Nested:
      oneOf:
        - type: string
        - allOf: [{$ref: '#/components/schemas/Alike'}, {properties: {y: {type: string}}}]
    Lists:
      oneOf:
        - {type: array, items: {type: array, items: {type: integer}}}
        - {type: array, items: {type: array, items: {type: string}}}
",
        &expect![[r#"
            /components/schemas/Alike -> alike::Alike
            /components/schemas/Alike "Object" -> ObjectVariant3
            /components/schemas/Alike/oneOf/0 -> alike::Object
            /components/schemas/Alike/oneOf/0 "x" -> x
            /components/schemas/Alike/oneOf/1 -> alike::ObjectOfAlike
            /components/schemas/Alike/oneOf/1 "x" -> x
            /components/schemas/Alike/oneOf/2 -> alike::ObjectVariant3
            /components/schemas/Alike/oneOf/2 "x" -> x
            /components/schemas/Lists -> lists::Lists
            /components/schemas/Lists "Array" -> ArrayOfArraysOfText
            /components/schemas/Nested -> nested::Nested
            /components/schemas/Nested "Object" -> Object
            /components/schemas/Nested "String" -> String
            /components/schemas/Nested/oneOf/1 -> nested::Object
            /components/schemas/Nested/oneOf/1 "Object" -> ObjectObjectVariant3
            /components/schemas/Nested/oneOf/1/oneOf/0 -> nested::ObjectObject
            /components/schemas/Nested/oneOf/1/oneOf/0 "x" -> x
            /components/schemas/Nested/oneOf/1/oneOf/0 "y" -> y
            /components/schemas/Nested/oneOf/1/oneOf/1 -> nested::ObjectObjectOfNested
            /components/schemas/Nested/oneOf/1/oneOf/1 "x" -> x
            /components/schemas/Nested/oneOf/1/oneOf/1 "y" -> y
            /components/schemas/Nested/oneOf/1/oneOf/2 -> nested::ObjectObjectVariant3
            /components/schemas/Nested/oneOf/1/oneOf/2 "x" -> x
            /components/schemas/Nested/oneOf/1/oneOf/2 "y" -> y
        "#]],
    );
}

/// A tag that is a number is no position.
#[test]
fn branches_that_numbers_tell_apart() {
    check(
        "
components:
  schemas:
    Event:
      oneOf:
        - {required: [v], properties: {v: {type: integer, enum: [7]}}}
        - {required: [v], properties: {v: {type: integer, enum: [18446744073709551615]}}}
",
        &expect![[r#"
            /components/schemas/Event -> event::Event
            /components/schemas/Event "Object" -> Value18446744073709551615
            /components/schemas/Event/oneOf/0 -> event::Value7
            /components/schemas/Event/oneOf/0 "v" -> v
            /components/schemas/Event/oneOf/0/properties/v -> event::Value7V
            /components/schemas/Event/oneOf/0/properties/v "7" -> Value7
            /components/schemas/Event/oneOf/1 -> event::Value18446744073709551615
            /components/schemas/Event/oneOf/1 "v" -> v
            /components/schemas/Event/oneOf/1/properties/v -> event::Value18446744073709551615V
            /components/schemas/Event/oneOf/1/properties/v "18446744073709551615" -> Value18446744073709551615
        "#]],
    );
}
