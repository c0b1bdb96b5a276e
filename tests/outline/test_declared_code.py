"""Types that blocks of code declare: as JSON Schema, or as interfaces of TypeScript."""

from __future__ import annotations

import pytest

from docgen import dialects, extract, markdown
from docgen.extract.facts import OperationFact, PageFacts, PropertyFact
from docgen.outline import interface_rows, schema_rows
from docgen.outline.row import Declared
from docgen.source import Source, Span, Text

BASE = dialects.load("base")
_LETTERS = "ABCDEFGHIJ"
_MEMBERS = ", ".join(f'"{name}": {{"$ref": "#/$defs/{name}"}}' for name in _LETTERS)


def read(text: str) -> PageFacts:
    return extract.extract(markdown.parse(Source("page.md", text)), BASE)


def operation(text: str) -> OperationFact:
    (one,) = read(f"# Lamps\n\n## POST /lamps\n\n{text}\n").operations
    return one


def whole(text: str) -> Text:
    return Text(text, Span("page.md", 0, len(text)))


def shown(declared: Declared) -> list[str]:
    """Return rows with their depth as dots, what is required, the type and the values."""
    return [
        f"{'.' * row.depth}{row.name.text}{'!' if row.required else ''}: {row.type.text if row.type else ''}"
        + "".join(f" {value.text}" for value in row.values)
        + (f" = {row.default.text}" if row.default else "")
        + (f" ({row.description.text})" if row.description else "")
        for row in declared.rows
    ]


def members(facts: tuple[PropertyFact, ...]) -> list[str]:
    return [f"{one.name}{'!' if one.required else ''} {one.type.primitive if one.type else ''}" for one in facts]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "{\n  // How bright.\n  level: integer //default: 3\n  on?: boolean\n}",
            ["level!: integer (How bright.\ndefault: 3)", "on: boolean"],
        ),
        (
            "/** A lamp. */\nexport interface Lamp extends Thing {\n  readonly id: string; // Its number.\n}",
            [": Thing", "id!: string (Its number.)"],
        ),
        (
            "interface Lamp extends Thing, Pair<Room, Place>{ a: string }",
            [": Thing", ": Pair<Room, Place>", "a!: string"],
        ),
        ("interface Lamp extends Thing {}", [": Thing"]),
        ("type Lamp = { color?: 'red' | 'green' | null };", ["color: string or null red green"]),
        (
            "{\n  color?: enum[red, green]\n  sizes: enum[1, 2][]\n}",
            ["color: string red green", "sizes!: integer[] 1 2"],
        ),
        (
            "{ room: { of: Room, 'old name'?: string }[], at: Place[] }",
            ["room!: array of object", ".of!: Room", ".old name: string", "at!: Place[]"],
        ),
        ("{ room:#/components/schemas/Room[] }", ["room!: Room[]"]),
        (
            "{ [key: string]: { a: string }, kept?: Record<string, Lamp> | undefined }",
            ["kept: Record<string, Lamp>"],
        ),
        (
            "{ parts: Array<{ a: string }>, one: { a: string } | null }",
            ["parts!: array of object", "one!: object or null", ".a!: string"],
        ),
        ("level?: integer", ["level: integer"]),
        ("level: integer\n// How bright.\non?: boolean", ["level!: integer", "on: boolean (How bright.)"]),
        ("#/components/schemas/Lamp", [": Lamp"]),
        ("Lamp[]", [": Lamp[]"]),
        ("type Color = 'red' | 'green'", [": string red green"]),
    ],
)
def test_an_interface_is_read_as_rows(code: str, expected: list[str]) -> None:
    assert shown(interface_rows.read(whole(code))) == expected


def test_an_array_of_objects_has_the_rows_of_its_items() -> None:
    declared = interface_rows.read(whole("{ a: string }[]"))
    assert (shown(declared), declared.many) == (["a!: string"], True)
    declared = schema_rows.declared(whole('{"type": "array", "items": {"properties": {"a": {"type": "string"}}}}'))
    assert (shown(declared), declared.many) == (["a: string"], True)


@pytest.mark.parametrize(
    "code",
    [
        "const lamps = await client.lamps();",
        "import { lamps } from 'lamps'",
        "{ level: 3, color: 'red' }",
        '{"a": {"b": 1}}',
        "Lamp",
        "{ level: integer",
        "{ a: string } & Lamp",
        "",
    ],
)
def test_other_code_declares_no_type(code: str) -> None:
    assert interface_rows.read(whole(code)) == Declared()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            '{"required": ["id"], "properties": {"id": {"type": "string", "format": "uuid"}}, "type": "object"}',
            ["id!: string (uuid)"],
        ),
        (
            '{"type": "object", "properties": {"a": {"type": "integer", "default": 3, "description": "The a."}}}',
            ["a: integer = 3 (The a.)"],
        ),
        (
            '{"type": "object", "properties": {"color": {"enum": ["red"], "type": ["string", "null"]}}}',
            ["color: string red"],
        ),
        (
            '{"type": "object", "properties": {"in": {"$ref": "#/components/schemas/Room"}}}',
            ["in: Room"],
        ),
        (
            '{"allOf": [{"$ref": "#/components/schemas/Thing"}, {"properties": {"a": {"type": "string"}}}]}',
            [": Thing", "a: string"],
        ),
        (
            '{"oneOf": [{"required": ["a"], "properties": {"a": {"type": "string"}}}, {"properties": {"b": {}}}]}',
            ["a: string", "b: "],
        ),
        (
            '{"type": "object", "properties": {"a": {"type": ["string", "integer", "null"]}, "c": {"const": "red"}}}',
            ["a: string or integer", "c:  red"],
        ),
        (
            '{"properties": {"b": {"oneOf": [{"$ref": "#/$defs/Room"}, {"type": "string"}]}}, "type": "object"}',
            ["b: Room or string"],
        ),
        ('{"anyOf": [{"$ref": "#/$defs/Room"}, {"$ref": "#/$defs/Lamp"}]}', [": Room or Lamp"]),
        ('{"$ref": "#/components/schemas/Lamp"}', [": Lamp"]),
        ('{"type": "array", "items": {"$ref": "#/components/schemas/Lamp"}}', [": array[Lamp]"]),
    ],
)
def test_a_schema_is_read_as_rows(code: str, expected: list[str]) -> None:
    assert shown(schema_rows.declared(whole(code))) == expected


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ('"maxLength": 20, "type": "string"', "max_length=20"),
        ('"minimum": 1, "maximum": 90, "type": "integer"', "minimum='1', maximum='90'"),
        ('"minimum": 1.5, "type": "number"', "minimum='1.5'"),
        ('"type": "array", "items": {"type": "string", "description": "One hue."}', "One hue."),
        ('"type": "string", "examples": ["d\u00e9"]', 'examples: `["d\u00e9"]`'),
        ('"readOnly": true, "type": "string"', "read_only=True"),
        ('"writeOnly": true, "type": "string"', "write_only=True"),
        ('"deprecated": true, "type": "string"', "deprecated=True"),
        ('"example": 4, "type": "integer"', "example='4'"),
        ('"pattern": "^[a-z]+$", "type": "string"', "pattern: `^[a-z]+$`"),
        ('"default": ["a"], "type": "array"', 'default: `["a"]`'),
        ('"type": "array", "items": {"type": "string", "minLength": 3}', "items.minLength: 3"),
        (
            '"type": "object", "additionalProperties": {"type": "integer"}',
            'additionalProperties: `{"type": "integer"}`',
        ),
        ('"title": "The Hue", "type": "string"', "title: `The Hue`"),
        ('"allOf": [{"$ref": "#/$defs/Room"}, {"$ref": "#/$defs/Lamp"}]', "allOf: Room, Lamp"),
    ],
)
def test_what_a_schema_says_of_a_member_reaches_its_fact(schema: str, expected: str) -> None:
    one = operation(f'### Request body\n\n```json\n{{"type": "object", "properties": {{"a": {{{schema}}}}}}}\n```')
    assert one.request_body is not None
    (fact,) = one.request_body.properties
    assert expected in repr(fact) or expected in fact.description


def test_a_title_that_repeats_the_name_says_nothing() -> None:
    declared = schema_rows.declared(whole('{"type": "object", "properties": {"room_id": {"title": "Room Id"}}}'))
    assert [row.others for row in declared.rows] == [()]


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        ('"A": {"type": "array", "items": {"$ref": "#/$defs/A"}}', 1),
        ('"A": {"$ref": "#/$defs/A"}', 1),
        ('"A": {"oneOf": [{"$ref": "#/$defs/A"}, {"$ref": "#/$defs/A"}]}', 1),
        ('"A": {"allOf": [{"$ref": "#/$defs/A"}, {"properties": {"x": {}, "y": {"$ref": "#/$defs/A"}}}]}', 3),
        (", ".join(f'"{a}": {{"properties": {{{_MEMBERS}}}}}' for a in _LETTERS), 2_100),
    ],
    ids=["array", "itself", "one-of", "all-of", "many"],
)
def test_schemas_that_refer_to_each_other_end(types: str, expected: int) -> None:
    code = f'{{"type": "object", "properties": {{"a": {{"$ref": "#/$defs/A"}}}}, "$defs": {{{types}}}}}'
    assert 1 <= len(schema_rows.declared(whole(code)).rows) <= expected


def test_the_answer_of_a_schema_has_the_type_and_the_members_beside_it() -> None:
    parts = '{"allOf": [{"$ref": "#/$defs/Thing"}, {"properties": {"a": {"type": "string"}}}]}'
    (answer,) = operation(f"### Response 200\n\n```json\n{parts}\n```").responses
    assert ([one.name for one in answer.types], members(answer.properties)) == (["Thing"], ["a string"])


def test_code_in_a_language_of_types_that_cannot_be_read_is_told() -> None:
    page = read("# Lamps\n\n## POST /lamps\n\n### Request body\n\n```ts\ninterface Lamp { light(): void }\n```\n")
    assert [(one.kind, one.cause) for one in page.unread] == [("code", 'code below "Request body"')]


@pytest.mark.parametrize("name", ["Lamp.md", "Lamp.mdx"])
def test_a_page_called_like_the_end_of_a_qualified_name_describes_that_type(name: str) -> None:
    text = "# harbour.Lamp object\n\n| Property | Type |\n|---|---|\n| a | string |\n"
    page = extract.extract(markdown.parse(Source(name, text)), BASE)
    assert [one.name for one in page.resources] == ["Lamp"]


@pytest.mark.parametrize(
    "code",
    [
        '{"type": "Feature", "properties": {"name": "Pier"}}',
        '{"type": "object", "properties": {"name": "Pier"}}',
        '{"properties": {"name": {"type": "text"}}}',
        '{"items": [{"type": "string"}]}',
        '{"type": "array", "items": 3}',
        '{"$ref": "#/lamps/3", "more": 1}',
        '{"oneOf": []}',
    ],
)
def test_json_that_shows_a_value_is_no_schema(code: str) -> None:
    assert schema_rows.declared(whole(code)) == Declared()


SCHEMA = '{"type": "object", "required": ["color"], "properties": {"color": {"type": "string"}}}'


def test_a_schema_below_a_body_describes_it_beside_its_example() -> None:
    one = operation(
        f'**Request body**\n\n```json\n{{"color": "red"}}\n```\n\n**Schema of the request body**'
        f"\n\n```json\n{SCHEMA}\n```\n\n### Response 200\n\n```json\n{SCHEMA}\n```"
    )
    assert one.request_body is not None
    assert members(one.request_body.properties) == ["color! string"]
    assert [each.request_body.value for each in one.examples if each.request_body] == [{"color": "red"}]
    (answer,) = one.responses
    assert (answer.status, members(answer.properties)) == (200, ["color! string"])


def test_tabs_and_admonitions_of_bodies_and_answers() -> None:
    code = f"```json\n{SCHEMA}\n```".replace("\n", "\n        ")
    one = operation(
        '<p class="title"><strong>Request body</strong></p>\n\n=== "application/json"\n'
        f'    ??? hint "Schema"\n        {code}\n\n<p><b>Responses</b></p>\n\n=== "201 Created"\n'
        f'    !!! hint "Schema"\n        {code}\n\n=== "409 Conflict"\n    It was.\n'
    )
    assert one.request_body is not None
    assert members(one.request_body.properties) == ["color! string"]
    assert one.request_body.media_types == ("application/json",)
    assert [(each.status, members(each.properties)) for each in one.responses] == [(201, ["color! string"]), (409, [])]


@pytest.mark.parametrize(("method", "is_body"), [("POST", True), ("GET", False)])
def test_a_type_that_nothing_places_is_a_body_where_the_method_sends_one(method: str, *, is_body: bool) -> None:
    (one,) = read(f"# Lamps\n\n## {method} /lamps\n\n```json\n{SCHEMA}\n```\n").operations
    assert bool(one.parameters or one.query_parameters or one.request_body) is is_body


def test_a_schema_in_an_example_is_an_example() -> None:
    one = operation(f"### Example request body\n\n```json\n{SCHEMA}\n```")
    assert one.request_body is None or not one.request_body.properties
    assert [bool(each.request_body) for each in one.examples] == [True]


def test_interfaces_describe_parameters_bodies_and_answers() -> None:
    one = operation(
        "### Parameters(Query)\n\n```ts\nlevel?: integer\n```\n\n```ts\ncolor: string\n```\n\n"
        "### RequestBody\n\n- application/json\n\n```ts\n{ on: boolean }[]\n```\n\n"
        "### Responses\n\n- 200 lit\n\n`application/json`\n\n```ts\nLamp[]\n```\n\n- 404 No lamp of that number.\n"
    )
    assert members(one.query_parameters) == ["level any-integer", "color! string"]
    assert one.request_body is not None
    assert (members(one.request_body.properties), one.request_body.many) == (["on! boolean"], True)
    found = [(each.status, [(type_.name, type_.collection) for type_ in each.types]) for each in one.responses]
    assert found == [(200, [("Lamp", True)]), (404, [])]


def test_headings_that_are_pointers_name_types() -> None:
    page = read(
        "# Lamps\n\n## References\n\n### #/components/schemas/Lamp\n\n```ts\n{ on: boolean }\n```\n\n"
        "### #/components/schemas/Color\n\n```ts\nstring[]\n```\n"
    )
    assert [(one.name, members(one.properties), one.sure) for one in page.resources] == [
        ("Lamp", ["on! boolean"], True),
        ("Color", [], True),
    ]
    assert page.resources[1].value is not None
    assert page.resources[1].value.collection


def test_headings_of_answers_beside_requests_belong_to_the_request_before_them() -> None:
    page = read(
        "# Lamps\n\n## Shop\n\n### GET /lamps\n\nLists lamps.\n\n### Response 200 OK\n\nAll of them.\n\n"
        "### POST /lamps\n\nAdds one.\n\n### Response 201 Created\n\nIt is there.\n\n"
        "### Response 409 Conflict\n\nIt was.\n"
    )
    assert [[answer.status for answer in one.responses] for one in page.operations] == [[200], [201, 409]]


@pytest.mark.parametrize(("name", "is_header"), [("content-disposition", True), ("shade", False)])
def test_a_table_of_names_of_headers_in_an_answer_is_of_its_headers(name: str, *, is_header: bool) -> None:
    rows = f"|Name|Description|Schema|\n|-|-|-|\n|{name}|The name.|string|\n|x-left|How many.|integer|"
    (answer,) = operation(f"### Response 200 OK\n\n{rows}").responses
    assert members(answer.headers if is_header else answer.properties) == [f"{name} string", "x-left any-integer"]
