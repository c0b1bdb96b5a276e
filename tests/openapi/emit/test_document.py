"""The document is written as generators, mock servers and viewers can take it, and as the options say."""

from __future__ import annotations

import json
import re

import pytest

from docgen import dialects, extract, markdown, model
from docgen.openapi.emit.document import emit
from docgen.openapi.validate.run import validate
from docgen.source import Source


def body_of(document, method, path, *, response=""):
    operation = document.content["paths"][path][method]
    part = operation["responses"][response] if response else operation["requestBody"]
    return part["content"]["application/json"]


@pytest.mark.parametrize("version", ["3.0", "3.1"])
@pytest.mark.parametrize("profile", ["portable", "graph"])
@pytest.mark.parametrize("discriminator", [False, True])
def test_the_document_is_valid_whatever_the_options(document_of, version, profile, discriminator):
    document = document_of(version=version, profile=profile, discriminator=discriminator, navigation=False)
    assert validate(document, full=True) == ()
    assert document.content["openapi"].startswith(version)


@pytest.mark.parametrize("profile", ["portable", "graph"])
def test_the_document_is_plain_data_that_shares_no_part_with_another(document_of, profile):
    parts = [document_of(profile=profile, discriminator=True).content]
    for part in parts:
        inner = part.values() if isinstance(part, dict) else part
        parts += [each for each in inner if isinstance(each, dict | list)]
    assert {type(part) for part in parts} == {dict, list}
    assert len({id(part) for part in parts}) == len(parts), "an overlay would change both"


def test_members_that_an_example_shows_are_allowed_by_the_schema(document, schemas):
    examples = body_of(document, "get", "/shelves", response="200")["examples"]
    [value] = [each["value"] for each in examples.values()]
    assert value["value"][0]["books"][0]["colors"] == 1
    book = schemas["microsoft.graph.book"]
    assert book["additionalProperties"] is True, "a property of a derived type is shown"
    assert book["properties"]["@odata.etag"] == {"type": "string"}, "an annotation is declared"
    assert "additionalProperties" not in schemas["microsoft.graph.shelf"]


def test_a_request_example_is_shown_without_what_only_a_response_has(document):
    [sent] = [each["value"] for each in body_of(document, "post", "/shelves")["examples"].values()]
    [answered] = [each["value"] for each in body_of(document, "post", "/shelves", response="201")["examples"].values()]
    assert sent == {"size": 3}
    assert answered == {"id": "1", "size": 3}
    [misfits] = document.misfits
    assert (misfits.side, [(one.kind, one.pointer) for one in misfits.found]) == (
        "request",
        [("hidden-member", ("id",))],
    )


def test_a_path_with_a_parameter_comes_before_paths_with_words_in_its_place(document):
    paths = list(document.content["paths"])
    assert paths.index("/shelves/{id}") < paths.index("/shelves/sorted(by='{by}')")


def test_function_arguments_lose_their_quotes_by_option(document_of):
    assert "/shelves/sorted(by={by})" in document_of(function_quotes="none").content["paths"]


def test_navigation_properties_are_left_out_by_option(document_of):
    schemas = document_of(navigation=False).content["components"]["schemas"]
    assert "room" not in schemas["microsoft.graph.shelf"]["properties"]
    assert "room" in document_of().content["components"]["schemas"]["microsoft.graph.shelf"]["properties"]


def test_a_base_names_its_derived_types_by_option_and_can_be_written(document_of, schemas):
    assert "discriminator" not in schemas["microsoft.graph.book"]
    book = document_of(discriminator=True).content["components"]["schemas"]["microsoft.graph.book"]
    assert book["discriminator"] == {
        "propertyName": "@odata.type",
        "mapping": {
            f"#microsoft.graph.{name}": f"#/components/schemas/microsoft.graph.{name}" for name in ("book", "comic")
        },
    }
    assert schemas["microsoft.graph.book"]["properties"]["id"]["readOnly"] is True
    assert "readOnly" not in book["properties"]["id"]


def test_a_base_that_stands_for_no_value_names_nothing(library):
    thing = library.pages["resources/comic.md"].replace("comic", "thing").replace(" Inherits from [book](book.md).", "")
    book = library.pages["resources/book.md"].replace("A book.", "A book. Inherits from [thing](thing.md).")
    book = book.replace("A book.", "A book. It is an abstract type.", 1)
    pages = {**library.pages, "resources/thing.md": thing, "resources/book.md": book}
    schemas = emit(library.link(pages), discriminator=True).content["components"]["schemas"]
    assert "discriminator" not in schemas["microsoft.graph.thing"]
    assert list(schemas["microsoft.graph.book"]["discriminator"]["mapping"]) == ["#microsoft.graph.comic"]


def test_a_type_between_others_can_be_written_as_well(library):
    comic = library.pages["resources/comic.md"].replace("|How many colors it is printed in.|", "|How many. Read-only.|")
    manga = comic.replace("comic", "manga").replace("[book](book.md)", "[comic](comic.md)").replace("colors", "pages")
    pages = {**library.pages, "resources/comic.md": comic, "resources/manga.md": manga}
    schemas = emit(library.link(pages), discriminator=True).content["components"]["schemas"]
    assert "readOnly" not in schemas["microsoft.graph.comic"]["allOf"][1]["properties"]["colors"]
    assert schemas["microsoft.graph.manga"]["allOf"][1]["properties"]["pages"]["readOnly"] is True


def test_the_profile_graph_writes_the_forms_of_the_service(document_of):
    content = document_of(profile="graph").content
    operation = content["paths"]["/shelves"]["get"]
    assert re.fullmatch(r"ListShelves-[0-9a-f]{4}", operation["operationId"])
    assert sorted(operation["responses"]) == ["2XX", "4XX", "5XX"]
    assert operation["x-ms-docs-operation-type"] == "operation"
    assert operation["x-ms-pageable"]["itemName"] == "value"
    assert content["paths"]["/shelves/sorted(by='{by}')"]["get"]["x-ms-docs-operation-type"] == "function"
    shelf = content["components"]["schemas"]["microsoft.graph.shelf"]
    assert shelf["title"] == "shelf"
    assert shelf["required"] == ["@odata.type"]
    assert shelf["properties"]["size"]["type"] == "number"
    assert shelf["properties"]["size"]["format"] == "int32"
    assert "discriminator" in content["components"]["schemas"]["microsoft.graph.book"]


def test_no_schema_of_the_portable_profile_has_a_title_or_requires_its_type(schemas):
    for schema in schemas.values():
        assert "title" not in schema
        assert "@odata.type" not in schema.get("required", ())


def test_long_paths_give_short_operation_ids_that_differ(library):
    deep = "/".join(f"veryLongCollectionName{n}/{{veryLongCollectionName{n}-id}}" for n in range(6))
    pages = {
        f"api/{word}.md": library.page(
            f"Get {word}", f"GET /{deep}/{word}", "Returns a `204 No Content` response code."
        )
        for word in ("one", "two")
    }
    content = emit(library.link(pages)).content
    ids = [operation["operationId"] for item in content["paths"].values() for operation in item.values()]
    assert len(set(ids)) == 2
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9]{0,99}", one) for one in ids)


def test_a_path_parameter_makes_way_for_a_query_parameter_of_its_name(library):
    request = "DELETE /shelves/{id}/books/$ref?$id=https://graph.microsoft.com/v1.0/books/{id}"
    pages = {
        **library.pages,
        "api/x.md": library.page("Remove book", request, "Returns a `204 No Content` response code."),
    }
    content = emit(library.link(pages)).content
    [path] = [path for path in content["paths"] if path.endswith("$ref")]
    names = [parameter["name"] for parameter in content["paths"][path]["delete"]["parameters"]]
    folded = [re.sub(r"\W", "", name).lower() for name in names]
    assert "$id" in names
    assert len(set(folded)) == len(folded)


def test_a_text_body_is_bytes_to_clients_and_keeps_its_type_in_an_extension(library):
    example = """### Request

```http
PUT https://graph.microsoft.com/v1.0/shelves/1/label
Content-Type: text/plain

The label
```
"""
    page = library.page(
        "Set label",
        "PUT /shelves/{id}/label",
        "Returns a `204 No Content` response code.",
        body="The binary stream of the label.",
        example=example,
    )
    pages = {**library.pages, "api/label.md": page}
    body = emit(library.link(pages)).content["paths"]["/shelves/{id}/label"]["put"]["requestBody"]
    assert list(body["content"]) == ["application/octet-stream"]
    assert body["x-docgen-media-types"] == ["text/plain"]
    assert body["required"] is True
    body = emit(library.link(pages), profile="graph").content["paths"]["/shelves/{id}/label"]["put"]["requestBody"]
    assert "text/plain" in body["content"]


def test_an_answer_of_text_is_no_bytes_to_clients(library):
    answer = "Returns `200 OK` and the labels as a `{}` file."
    pages = {
        f"api/{name}-labels.md": library.page(f"Get {name} labels", f"GET /{name}/labels", answer.format(media))
        for name, media in (("paper", "text/csv"), ("metal", "image/png"))
    }
    paths = emit(library.link({**library.pages, **pages})).content["paths"]

    def schema(path, media):
        return paths[path]["get"]["responses"]["200"]["content"][media]["schema"]

    assert schema("/paper/labels", "text/csv") == {"type": "string"}
    assert schema("/metal/labels", "image/png") == {"type": "string", "format": "binary"}


def test_bytes_are_text_inside_json(library):
    shelf = library.pages["resources/shelf.md"].replace("|size|", "|cover|Stream|A picture.|\n|size|")
    pages = {**library.pages, "resources/shelf.md": shelf}
    shelf_schema = emit(library.link(pages)).content["components"]["schemas"]["microsoft.graph.shelf"]
    assert shelf_schema["properties"]["cover"]["format"] == "base64url"


BODY = """Supply a JSON representation of a [comic](../resources/comic.md) or [shelf](../resources/shelf.md) object.

|Property|Type|Description|
|:---|:---|:---|
|title|String|The title. Required.|
|size|Int32|How many books fit. Required.|
|room|[room](../resources/room.md)|Where. Required.|
"""


@pytest.mark.parametrize(("navigation", "more"), [(True, ["room"]), (False, [])])
def test_each_alternative_requires_of_the_names_those_that_its_schema_has(library, navigation, more):
    page = library.page("Add", "POST /things", "Returns a `201 Created` response code.", body=BODY)
    document = emit(library.link({**library.pages, "api/add.md": page}), navigation=navigation)
    first, second = body_of(document, "post", "/things")["schema"]["anyOf"]
    assert first["allOf"][0] == {"$ref": "#/components/schemas/microsoft.graph.comic"}
    assert first["allOf"][1] == {"type": "object", "required": ["title"], "properties": {"title": {"type": "string"}}}
    assert second["allOf"][0] == {"$ref": "#/components/schemas/microsoft.graph.shelf"}
    assert second["allOf"][1]["required"] == list(second["allOf"][1]["properties"]) == ["size", *more]
    assert validate(document, full=True) == ()


def test_terms_of_use_are_no_license(document):
    assert document.content["info"]["termsOfService"].startswith("https://")
    assert "license" not in document.content["info"]


PLAIN = """# Get book

Read one book.

## HTTP request

```http
GET /books/{id}
```
"""
FORM = "application/x-www-form-urlencoded"
SCOPES = "\n## Permissions\n\n|Permission type|Permissions|\n|:---|:---|\n|Any|Book.Read, Book.Write|\n"
HEADER = "\n## Request headers\n\n|Name|Description|\n|:---|:---|\n|Authorization|A key. Optional.|\n"


def written(text: str, version: str = "3.0", **options: str) -> dict[str, object]:
    """Return the content of the valid document of one page."""
    page = markdown.parse(Source("book.md", text))
    facts = extract.extract(page, dialects.load("base"))
    document = emit(model.link([facts], model.LinkOptions(**options)), version=version)
    assert validate(document, full=True) == ()
    return document.content


def secured(text: str, version: str = "3.0", **options: str) -> tuple[object, dict[str, object], dict[str, object]]:
    """Return the security of the document, the operation, and the security schemes."""
    content = written(text, version, **options)
    operation = content["paths"]["/books/{id}"]["get"]
    return content.get("security"), operation, content["components"].get("securitySchemes", {})


def test_where_nothing_is_said_of_security_nothing_is_claimed():
    root, operation, schemes = secured(PLAIN)
    assert root is None
    assert "security" not in operation
    assert schemes == {}


@pytest.mark.parametrize("text", [PLAIN, PLAIN + SCOPES])
def test_a_setting_says_what_holds_where_pages_are_silent(text):
    root, operation, schemes = secured(text, security="basic")
    assert root == [{"basic": []}]
    assert ("security" in operation) == (text != PLAIN)
    assert schemes["basic"] == {"type": "http", "scheme": "basic"}


def test_a_requirement_of_an_http_scheme_is_empty_in_3_0_and_its_scopes_stand_beside_it():
    _, operation, schemes = secured(PLAIN + SCOPES)
    assert operation["security"] == [{"scopes": []}]
    assert operation["x-docgen-security"] == [{"scopes": ["Book.Read"]}, {"scopes": ["Book.Write"]}]
    assert schemes == {"scopes": {"type": "http", "scheme": "bearer"}}
    _, operation, _ = secured(PLAIN + SCOPES, "3.1")
    assert operation["security"] == [{"scopes": ["Book.Read"]}, {"scopes": ["Book.Write"]}]
    assert "x-docgen-security" not in operation


def test_a_header_that_can_be_left_out_is_an_optional_key():
    _, operation, schemes = secured(PLAIN + HEADER)
    assert operation["security"] == [{"authorization": []}, {}]
    assert schemes == {"authorization": {"type": "apiKey", "in": "header", "name": "Authorization"}}


def test_schemes_that_are_needed_together_stand_in_one_requirement():
    said = {
        "openapi": "3.0.3",
        "info": {"title": "Books"},
        "paths": {
            "/books/{id}": {
                "get": {"summary": "Read", "security": [{"key": [], "own": ["read"]}, {"basic": ["all"]}, {}]}
            }
        },
        "security": [{"key": [], "basic": []}],
        "components": {
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
                "basic": {"type": "http", "scheme": "basic"},
                "own": {
                    "type": "oauth2",
                    "flows": {"clientCredentials": {"tokenUrl": "https://id.example/t", "scopes": {"read": "Read."}}},
                },
            }
        },
    }
    _, operation, schemes = secured(f"# Books\n\n```json\n{json.dumps(said)}\n```\n")
    assert operation["security"] == [{"key": [], "own": ["read"]}, {"basic": []}, {}]
    assert operation["x-docgen-security"] == [{"key": [], "own": ["read"]}, {"basic": ["all"]}, {}]
    assert sorted(schemes) == ["basic", "key", "own"]
    del said["paths"]["/books/{id}"]["get"]["security"]
    _, operation, schemes = secured(f"# Books\n\n```json\n{json.dumps(said)}\n```\n")
    assert operation["security"] == [{"key": [], "basic": []}]
    assert sorted(schemes) == ["basic", "key"]


def test_operations_with_scopes_of_oauth_keep_them(document):
    content = document.content
    assert "security" not in content
    assert content["paths"]["/shelves"]["get"]["security"] == [{"delegatedWork": ["Shelf.Read"]}]
    assert content["components"]["securitySchemes"]["delegatedWork"]["type"] == "oauth2"


def test_schemas_have_their_short_names_by_option_and_keep_the_whole_one(library):
    pages = {
        **library.pages,
        "resources/room2.md": library.pages["resources/room.md"].replace("microsoft.graph", "microsoft.graph.old"),
    }
    names = emit(library.link(pages), schema_names="short").content["components"]["schemas"]
    assert names["shelf"]["x-docgen-name"] == "microsoft.graph.shelf"
    assert {"microsoft.graph.room", "microsoft.graph.old.room"} <= names.keys(), "short they would be the same"
    assert "x-docgen-name" not in names["microsoft.graph.room"]
    assert "ODataError" in names


def test_namespaces_that_differ_in_letter_case_are_spelled_in_one_way(library):
    lamp = library.pages["resources/room.md"].replace("microsoft.graph", "Microsoft.Lights").replace("room", "lamp")
    schemas = emit(library.link({**library.pages, "resources/lamp.md": lamp})).content["components"]["schemas"]
    assert "microsoft.Lights.lamp" in schemas
    assert not any(name.startswith("Microsoft.") for name in schemas)


def test_made_names_have_the_namespace_of_the_types(library):
    types = {path: text.replace("microsoft.graph", "Library") for path, text in library.pages.items() if "res" in path}
    schemas = emit(library.link({**library.pages, **types})).content["components"]["schemas"]
    assert {"Library.shelf", "Library.ODataErrors.ODataError"} <= schemas.keys()
    assert all(name.startswith("Library.") for name in schemas)


@pytest.mark.parametrize(("stated", "name"), [("Namespace: harbour.sail\n\n", "harbour.sail."), ("", "")])
def test_made_names_have_the_namespace_that_pages_of_any_team_state(stated, name):
    rows = "|Property|Type|Description|\n|:---|:---|:---|\n|name|String|The name.|\n"
    body = PLAIN.replace("GET /books/{id}", "POST /books") + f"\n## Request body\n\n{rows}"
    pages = [f"# book resource type\n\n{stated}A book.\n\n## Properties\n\n{rows}", body]
    sources = [markdown.parse(Source(f"{number}.md", text)) for number, text in enumerate(pages)]
    api = model.link([extract.extract(page, dialects.load("base")) for page in sources])
    assert list(emit(api).content["components"]["schemas"]) == [f"{name}PostBooksRequest", f"{name}book"]


SHOWN = """
## Response

```http
HTTP/1.1 200 OK
Content-Type: application/json

{"books": [{"cover": {"color": "red"}}, {"cover": null}], "room": {"number": 1}}
```
"""


@pytest.mark.parametrize("version", ["3.0", "3.1"])
def test_an_object_that_may_be_null_has_a_title_that_no_generator_has_to_make_up(version):
    content = written(PLAIN + SHOWN, version)
    [media] = content["paths"]["/books/{id}"]["get"]["responses"]["200"]["content"].values()
    members = media["schema"]["properties"]
    cover = members["books"]["items"]["properties"]["cover"]
    assert cover["title"] == f"{media['schema']['title']}_books_item_cover"
    assert "title" not in members["room"]


def test_quotes_of_function_arguments_are_encoded_by_option(document_of):
    assert "/shelves/sorted(by=%27{by}%27)" in document_of(function_quotes="encoded").content["paths"]


def test_bodies_without_a_name_are_components_called_after_their_operation(library):
    rows = "|Parameter|Type|Description|\n|:---|:---|:---|\n|color|String|Which color.|"
    page = library.page("Paint", "POST /shelves/{id}/paint", "Returns a `204 No Content` response code.", body=rows)
    content = emit(library.link({**library.pages, "api/paint.md": page})).content
    body = content["paths"]["/shelves/{id}/paint"]["post"]["requestBody"]["content"]["application/json"]
    assert body["schema"] == {"$ref": "#/components/schemas/microsoft.graph.ShelfPaintRequest"}
    assert list(content["components"]["schemas"]["microsoft.graph.ShelfPaintRequest"]["properties"]) == ["color"]


def test_null_is_the_only_value_of_the_branch_that_allows_it(library):
    shelf = library.pages["resources/shelf.md"].replace("|The room of the shelf.|", "|The room. Nullable.|")
    pages = {**library.pages, "resources/shelf.md": shelf}
    for version, null in (("3.0", {"type": "object", "nullable": True, "enum": [None]}), ("3.1", {"type": "null"})):
        document = emit(library.link(pages), version=version)
        assert validate(document, full=True) == ()
        room = document.content["components"]["schemas"]["microsoft.graph.shelf"]["properties"]["room"]
        assert room["anyOf"] == [{"$ref": "#/components/schemas/microsoft.graph.room"}, null]


def test_a_collection_says_how_to_page_through_it(document):
    paths = document.content["paths"]
    listed = paths["/shelves"]["get"]
    assert listed["x-ms-pageable"] == {"nextLinkName": "@odata.nextLink", "itemName": "value"}
    assert listed["x-docgen-pages"] == {"next": "@odata.nextLink", "items": "value"}
    assert "x-docgen-pages" not in paths["/shelves/{id}"]["get"]


def test_an_object_inside_a_type_is_not_called_like_another_type():
    head = "| Name | Type |\n|---|---|\n"
    cell = '{ **"sail"**: string }'
    page = (
        f"# Harbour\n\n## GET /boats\n\n### Response\n\n| Status | Schema |\n|---|---|\n| 200 | [Boat](#boat) |\n\n"
        f"# Schemas\n\n## Boat\n\n{head}| mast | {cell} |\n| hull | {cell} |\n\n"
        f"## BoatMast\n\n{head}| wood | string |\n"
    )
    schemas = written(page)["components"]["schemas"]
    titles = {name: inner.get("title") for name, inner in schemas["Boat"]["properties"].items()}
    assert titles == {"mast": "Boat_mast_2", "hull": None}


def test_members_that_nothing_can_be_called_after_are_any_members():
    page = '# Harbour\n\n## GET /boats\n\n### Response\n\n```json\n{"/*": {"a": 1}, "b": 2}\n```\n'
    response = written(page)["paths"]["/boats"]["get"]["responses"]["200"]
    answer = response["content"]["application/json"]["schema"]
    assert (list(answer["properties"]), answer["additionalProperties"]) == (["b"], True)


def test_an_object_that_holds_entries_by_keys_has_any_members():
    page = '# Harbour\n\n## GET /boats\n\n### Response\n\n```json\n{"22/tcp": {"a": 1}, "23/tcp": {"b": 2}}\n```\n'
    response = written(page)["paths"]["/boats"]["get"]["responses"]["200"]
    answer = response["content"]["application/json"]["schema"]
    assert list(answer["additionalProperties"]["properties"]) == ["a", "b"]


@pytest.mark.parametrize(("mark", "media"), [("Yes", ["application/json"]), ("No", ["application/json", FORM])])
def test_a_body_that_must_be_given_has_one_media_type_for_one_schema(mark, media):
    cell = f"**application/json**: [Boat](#boat)<br>**{FORM}**: [Boat](#boat)<br>"
    page = (
        f"# Harbour\n\n## POST /boats\n\n### Request body\n\n| Required | Schema |\n|---|---|\n| {mark} | {cell} |\n\n"
        "# Schemas\n\n## Boat\n\n| Name | Type |\n|---|---|\n| a | string |\n"
    )
    body = written(page)["paths"]["/boats"]["post"]["requestBody"]
    assert [*body["content"], *body.get("x-docgen-media-types", ())] == ["application/json", FORM]
    assert list(body["content"]) == media


def test_a_number_that_32_bits_do_not_hold_makes_an_integer_one_of_64():
    head = "| Name | Type | Description |\n|---|---|---|\n"
    page = (
        "# Harbour\n\n## POST /boats\n\n"
        f"### Query parameters\n\n{head}| since | integer | Defaults to 4294967296. |\n\n"
        f"### Request body\n\n{head}| limit | integer | Defaults to 3865470566. |\n"
        "| size | integer | Minimum: -2147483648. Defaults to 2147483647. |\n"
        "| depth | integer | Minimum: -2147483649. |\n| speed | number | Defaults to 3865470566. |\n"
    )
    content = written(page)
    [since] = content["paths"]["/boats"]["post"]["parameters"]
    assert since["schema"] == {"type": "integer", "format": "int64", "default": 4294967296}
    [body] = content["components"]["schemas"].values()
    assert {name: inner.get("format") for name, inner in body["properties"].items()} == {
        "limit": "int64",
        "size": None,
        "depth": "int64",
        "speed": None,
    }
    assert [inner.get("default", inner.get("minimum")) for inner in body["properties"].values()] == [
        3865470566,
        2147483647,
        -2147483649,
        3865470566,
    ]


def test_files_in_a_form_are_bytes_also_where_there_are_several():
    rows = "| sails | array of files |\n| names | array of strings |\n| log | file |\n"
    page = f"# Harbour\n\n## POST /boats\n\n### Form data parameters\n\n| Name | Type |\n|---|---|\n{rows}"
    [body] = written(page)["components"]["schemas"].values()
    file = {"type": "string", "format": "binary"}
    assert body["properties"] == {
        "sails": {"type": "array", "items": file},
        "names": {"type": "array", "items": {"type": "string"}},
        "log": file,
    }


def test_an_object_with_any_names_says_what_it_holds():
    types = [
        "map of integers",
        "[Map<String, Mast>](#mast)",
        "map of masts",
        "Dict[str, List[str]]",
        "map of things",
        "Map<String, Flag>",
    ]
    rows = "".join(f"| {'abcdef'[number]} | {type_} |\n" for number, type_ in enumerate(types))
    head = "| Name | Type |\n|---|---|\n"
    page = (
        "# Harbour\n\n## GET /boats\n\n### Response\n\n| Status | Schema |\n|---|---|\n| 200 | [Boat](#boat) |\n\n"
        f"# Schemas\n\n## Boat\n\n{head}{rows}\n## Mast\n\n{head}| wood | string |\n"
    )
    schemas = written(page)["components"]["schemas"]
    mast = {"$ref": "#/components/schemas/Mast"}
    assert [inner.get("additionalProperties") for inner in schemas["Boat"]["properties"].values()] == [
        {"type": "integer"},
        mast,
        mast,
        {"type": "array", "items": {"type": "string"}},
        None,
        {"$ref": "#/components/schemas/Flag"},
    ]
    assert sorted(schemas) == ["Boat", "Flag", "Mast"], "words are no types that pages lack, what brackets hold is one"


@pytest.mark.parametrize("type_", ["[Map<String, Boat>](#boat)", "map of [Boat](#boat)"])
def test_an_answer_with_any_names_holds_what_its_type_says_besides_its_example(type_):
    page = (
        f"# Harbour\n\n## GET /boats\n\n### Response\n\n| Status | Schema |\n|---|---|\n| 200 | {type_} |\n\n"
        '```json\n{"a": {"sail": 1}}\n```\n\n# Schemas\n\n## Boat\n\n| Name | Type |\n|---|---|\n| sail | integer |\n'
    )
    response = written(page)["paths"]["/boats"]["get"]["responses"]["200"]
    schema = response["content"]["application/json"]["schema"]
    assert schema == {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Boat"}}
