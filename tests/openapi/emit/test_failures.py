"""A failure has the status ``default`` or its own, and the body that its page shows, or else the one of the dialect."""

from __future__ import annotations

import pytest

from docgen import dialects, extract, markdown, model
from docgen.openapi.emit.document import emit
from docgen.openapi.validate.run import validate
from docgen.source import Source

BODY = {"$ref": "#/components/schemas/microsoft.graph.ODataErrors.ODataError"}
SHOWN = """### Request

```http
DELETE https://graph.microsoft.com/v1.0/shelves/1
```

### Response

```http
HTTP/1.1 409 Conflict
Content-Type: application/json

{"error": {"code": "inUse", "message": "Books stand on it."}}
```
"""
FAILING = "Returns a `204 No Content` response code. If the shelf is in use, returns `409 Conflict`."


def operation(library, response, example=""):
    page = library.page("Remove shelf", "DELETE /shelves/{id}", response, example=example)
    document = emit(library.link({**library.pages, "api/shelf-remove.md": page}))
    assert validate(document, full=True) == ()
    return document.content["paths"]["/shelves/{id}"]["delete"]


def test_any_request_may_be_refused_with_the_body_that_the_dialect_states(document, schemas):
    shared = document.content["components"]["responses"]["error"]
    assert shared["content"] == {"application/json": {"schema": BODY}}
    for item in document.content["paths"].values():
        for one in item.values():
            assert one["responses"]["default"] == {"$ref": "#/components/responses/error"}
            assert not [code for code in one["responses"] if code.endswith("XX")]
    error = schemas["microsoft.graph.ODataErrors.MainError"]
    assert error["required"] == ["code", "message"]
    assert error["properties"]["message"] == {"type": "string", "x-ms-primary-error-message": True}
    assert error["x-docgen-inferred"] is True


def test_a_failure_that_is_only_named_has_the_body_of_all_failures(library):
    responses = operation(library, FAILING)["responses"]
    assert list(responses) == ["204", "409", "default"]
    assert responses["409"]["content"] == {"application/json": {"schema": BODY}}


def test_an_example_of_a_failure_shows_the_type_that_is_stated(library):
    failure = operation(library, FAILING, SHOWN)["responses"]["409"]["content"]["application/json"]
    assert failure["schema"] == BODY
    [example] = failure["examples"].values()
    assert example["value"]["error"]["code"] == "inUse"


def test_an_example_with_other_members_is_a_body_of_its_own(library):
    shown = SHOWN.replace('{"error": {"code": "inUse", "message": "Books stand on it."}}', '{"reason": "in use"}')
    schema = operation(library, FAILING, shown)["responses"]["409"]["content"]["application/json"]["schema"]
    assert list(schema["properties"]) == ["reason"]


TEAM = """# Shelves

## Remove a shelf

`DELETE /shelves/{id}`

### Responses

| Status | Meaning | Type |
|---|---|---|
| 204 | The shelf is gone. | |
| 4XX | The request is wrong. | integer |
| 5XX | The service is down. | string |
"""


@pytest.mark.parametrize("version", ["3.0", "3.1"])
def test_ranges_that_a_page_states_are_one_default(version):
    page = markdown.parse(Source("shelves.md", TEAM))
    document = emit(model.link([extract.extract(page, dialects.load("base"))]), version=version)
    assert validate(document, full=True) == ()
    responses = document.content["paths"]["/shelves/{id}"]["delete"]["responses"]
    assert list(responses) == ["204", "default"]
    told = responses["default"]
    assert told["description"] == "The request is wrong. The service is down."
    assert told["content"]["application/json"]["schema"] == {"anyOf": [{"type": "integer"}, {"type": "string"}]}


ROOMS = """# Rooms

## List rooms

`GET /rooms`

### Responses

| Status | Meaning | Schema |
|---|---|---|
| 200 | The rooms. | |
| 400 | The request is wrong. | [Problem](#problem) |

## Delete a room

`DELETE /rooms/{id}`

### Responses

| Status | Meaning | Schema |
|---|---|---|
| 204 | The room is gone. | |
| 404 | There is none. | |
| 409 | It is in use. | [OTHER](#other) |

## Schemas

### Problem

| Name | Type |
|---|---|
| reason | string |
"""


@pytest.mark.parametrize(("other", "inferred"), [("Problem", True), ("string", False)])
def test_a_failure_without_a_body_has_the_one_that_all_others_show(other, inferred):
    page = markdown.parse(Source("rooms.md", ROOMS.replace("[OTHER](#other)", other)))
    document = emit(model.link([extract.extract(page, dialects.load("base"))]))
    assert validate(document, full=True) == ()
    named = document.content["paths"]["/rooms/{id}"]["delete"]["responses"]["404"]
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}, "x-docgen-inferred": True}
    assert named.get("content") == ({"application/json": problem} if inferred else None)


BERTHS = """# Harbour

HEADING

Whatever goes wrong, the answer says why:

SHOWN

## List berths

`GET /berths`

### Responses

| Status | Meaning |
|---|---|
| 200 | The berths. |
| 404 | There are none. |

## Leave a berth

`DELETE /berths/{id}`

### Responses

| Status | Meaning |
|---|---|
| 204 | The berth is free. |

#### 409

```json
{"reason": "It is ice that keeps the ship."}
```
"""
ONE = '```json\n{"reason": "fog", "hours": [3]}\n```'
SEVERAL = (
    '```http\nHTTP/1.1 400 Bad Request\n\n{"reason": "fog"}\n```\n\n'
    '```http\nHTTP/1.1 503 Unavailable\n\n{"reason": {"tide": "low"}, "hours": [3]}\n```'
)
ROWS = f"{ONE}\n\n| Field | Description |\n|---|---|\n| reason | Why. |\n| hours | When to try again. |"


def harbour(heading, shown, **others):
    texts = {"harbour.md": BERTHS.replace("HEADING", heading).replace("SHOWN", shown), **others}
    pages = [markdown.parse(Source(path, text)) for path, text in texts.items()]
    built = emit(model.link([extract.extract(page, dialects.load("base")) for page in pages]))
    assert validate(built, full=True) == ()
    return built.content


@pytest.mark.parametrize("heading", ["## Errors", "## 2. Error responses", "## Limits and error handling"])
@pytest.mark.parametrize(
    ("shown", "reason", "hours"),
    [
        (ONE, {"type": "string"}, {"type": "array", "items": {"type": "integer"}}),
        (SEVERAL, {}, {"type": "array", "items": {"type": "integer"}}),
        (
            ROWS,
            {"type": "string", "description": "Why."},
            {"type": "array", "items": {"type": "integer"}, "description": "When to try again."},
        ),
    ],
)
def test_a_section_about_errors_shows_the_body_of_all_failures(heading, shown, reason, hours):
    content = harbour(heading, shown)
    members = content["components"]["schemas"]["Error"]["properties"]
    assert {name: {k: v for k, v in one.items() if k[0] != "x"} for name, one in members.items()} == {
        "reason": reason,
        "hours": hours,
    }
    error = {"schema": {"$ref": "#/components/schemas/Error"}, "x-docgen-inferred": True}
    listed = content["paths"]["/berths"]["get"]["responses"]
    assert listed["404"]["content"] == {"application/json": error}
    assert listed["default"] == {"$ref": "#/components/responses/error"}
    assert content["components"]["responses"]["error"]["content"] == {"application/json": error}
    left = content["paths"]["/berths/{id}"]["delete"]["responses"]["409"]["content"]["application/json"]
    assert left["schema"] == {"$ref": "#/components/schemas/Error"}
    assert [one["value"] for one in left["examples"].values()] == [{"reason": "It is ice that keeps the ship."}]


def test_what_is_broken_in_any_body_of_failures_is_told():
    shown = '```json\n{"code": 1}\n```\n\n```json\n{"code": 2,}\n```\n'
    page = f"# Tides\n\n## Read a tide\n\n```\nGET /tides\n```\n\n## Errors\n\n{shown}"
    told = extract.extract(markdown.parse(Source("tides.md", page)), dialects.load("base")).diagnostics
    assert [page[one.span.start :] for one in told if one.code == "DG501"] == [",}\n```\n"]


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        ("## Errors in forecasts", ONE),  # about something else
        ("## Errors", "```json\n[]\n```"),
        ("## Errors", f'{ONE}\n\n```json\n{{"code": 7}}\n```'),  # which of the two?
        ("## Errors", "They are told in the log."),
    ],
)
def test_another_section_shows_no_failure(heading, shown):
    content = harbour(heading, shown)
    listed = content["paths"]["/berths"]["get"]["responses"]
    assert "default" not in listed
    assert "content" not in listed["404"]
    assert "Error" not in content["components"]["schemas"]


def test_a_page_about_the_type_is_one_of_errors_as_well():
    page = (
        "# Error\n\nSays what went wrong.\n\n## Example\n\n```json\n"
        '{"reason": "fog"}\n```\n\n## Attributes\n\n| Name | Type |\n|---|---|\n| reason | string |\n'
    )
    content = harbour("## Fog", "It is thick.", **{"error.md": page})
    assert content["components"]["schemas"]["Error"]["properties"] == {"reason": {"type": "string"}}
    left = content["paths"]["/berths/{id}"]["delete"]["responses"]["409"]["content"]["application/json"]
    assert left["schema"] == {"$ref": "#/components/schemas/Error"}


def test_what_a_connection_goes_on_with_is_no_body():
    shown = "```http\nHTTP/1.1 101 Switching Protocols\nContent-Type: application/vnd.tide\n\n{{ WAVES }}\n```"
    page = (
        f"# Harbour\n\n## Watch the tide\n\n`GET /tide`\n\n### Response\n\n- **101** – The line is open.\n\n{shown}\n"
    )
    document = emit(model.link([extract.extract(markdown.parse(Source("a.md", page)), dialects.load("base"))]))
    opened = document.content["paths"]["/tide"]["get"]["responses"]["101"]
    assert "content" not in opened
    assert opened["x-docgen-media-types"] == ["application/vnd.tide"]


def shelves(*told, extra=""):
    """Return the document of pages whose operations answer with JSON: (name, status, JSON) each."""
    parts = [
        f"## Read {name}\n\n`GET /{name}`\n\n### Response {status}\n\n```json\n{shown}\n```\n"
        for name, status, shown in told
    ]
    page = markdown.parse(Source("shelves.md", "\n".join(["# Shelves", *parts, extra])))
    document = emit(model.link([extract.extract(page, dialects.load("base"))]))
    assert validate(document, full=True) == ()
    schemas = {
        (path[1:], status): answer["content"]["application/json"]["schema"]
        for path, item in document.content["paths"].items()
        for status, answer in item["get"]["responses"].items()
        if "content" in answer
    }
    return schemas, document.content["components"]["schemas"]


LOST = '{"status": 404, "message": "Lost."}'
WRONG = '{"message": "Too big.", "status": 400}'


def test_failures_that_show_objects_alike_are_of_one_type():
    found, components = shelves(("shelf", 404, LOST), ("book", 400, WRONG), ("book", 200, LOST))
    shared = {"$ref": "#/components/schemas/Error"}
    assert found["shelf", "404"] == found["book", "400"] == shared
    assert found["book", "200"]["title"] == "GetBookResponse"
    assert components["Error"] == {
        "type": "object",
        "properties": {"message": {"type": "string"}, "status": {"type": "integer"}},
        "x-docgen-inferred": True,
    }


def test_a_body_that_one_operation_alone_shows_stays_where_it_is():
    found, components = shelves(("shelf", 404, LOST), ("shelf", 400, WRONG), ("book", 400, '{"message": 7}'))
    assert {one["title"] for one in found.values()} == {
        "GetShelf404Response",
        "GetShelf400Response",
        "GetBook400Response",
    }
    assert components == {}


def test_the_rarer_body_is_called_after_its_operation():
    told = [(name, 404, LOST) for name in ("book", "room", "shelf")]
    rare = [(name, status, '{"reason": "in use"}') for name, status in (("book", 409), ("room", 409))]
    rarest = [(name, 500, '{"fault": 1}') for name in ("book", "shelf")]
    found, components = shelves(*told, *rare, *rarest)
    assert list(components) == ["Error", "GetBook500Error", "GetBookError"]
    assert found["room", "409"] == {"$ref": "#/components/schemas/GetBookError"}
    assert found["shelf", "500"] == {"$ref": "#/components/schemas/GetBook500Error"}


def test_no_number_tells_the_body_of_failures_from_a_type_of_that_name():
    own = "## Schemas\n\n### Error\n\n| Name | Type |\n|---|---|\n| page | string |\n"
    found, components = shelves(("shelf", 404, LOST), ("book", 400, WRONG), extra=own)
    assert list(components) == ["Error", "ErrorResponse"]
    assert found["book", "400"] == {"$ref": "#/components/schemas/ErrorResponse"}


def test_what_only_some_pages_say_of_a_member_is_not_said_of_all():
    rows = "| Name | Type | Description |\n|---|---|---|\n| reason | string | {} |\n| code | string | Which. |\n"
    parts = [
        f"## Read {name}\n\n`GET /{name}`\n\n### Response 404\n\n{rows.format(text)}\n"
        for name, text in (("shelf", "Why the shelf."), ("book", "Why the book."))
    ]
    found, components = shelves(extra="\n".join(parts))
    assert found["shelf", "404"] == found["book", "404"] == {"$ref": "#/components/schemas/Error"}
    assert components["Error"]["properties"] == {
        "reason": {"type": "string"},
        "code": {"type": "string", "description": "Which."},
    }
