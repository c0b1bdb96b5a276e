"""Types below headings of pages of no template: what makes a heading one, and how references find it."""

from __future__ import annotations

import pytest

from docgen.model.api import One, Stream
from docgen.model.types import Type

PAGE = """
# Harbour

## The Boat object

| Attribute | Type | Description |
|---|---|---|
| id | integer | The ID. |
| sails | list of Sails | All sails. |
| master | [Master](#master-structure) | Who steers. |
| berth | Berth | Where it lies. |
| rig | one of `sloop`, `ketch` | How it is rigged. |

## Sail

| Field | Type | Description |
|---|---|---|
| area | number | In square metres. |

## Master Structure

- `name` (string, required) - The name.
- `boats` (array of [Boat](#the-boat-object)) - All boats.

## Opening hours

| Name | Type | Value |
|---|---|---|
| winter | integer | 5 |

## List boats

`GET /boats`

Returns a list of [boat objects](#the-boat-object).
"""


def test_what_rows_and_answers_lead_to_is_a_type_and_nothing_else(join):
    joined = join({"docs/harbour.md": PAGE})
    assert joined.schemas == ["Berth (missing)", "Boat", "Master", "Sail"]
    assert joined.properties("Boat") == {
        "id": "integer",
        "sails": "Sail collection",
        "master": "Master",
        "berth": "Berth",
        "rig": "string",
    }
    assert joined.properties("Master") == {"name": "string", "boats": "Boat collection"}
    assert joined.responses("GET /boats") == {200: "array Boat"}
    assert "undescribed-type" in joined.findings()


ALIKE = """
# Crews

## Add a crew

`POST /crews`

### Parameters

| Name | Type | Description |
|---|---|---|
| rights | [Crew Rights](#crew-rights) | What it may do. |

#### Crew Rights

| Name | Type | Description |
|---|---|---|
| sail | boolean | Whether it may sail. |

## Change a crew

`PATCH /crews/{id}`

### Parameters

| Name | Type | Description |
|---|---|---|
| rights | [Crew Rights](#crew-rights-NUMBER) | What it may do. |

#### Crew Rights

| Name | Type | Description |
|---|---|---|
| sail | boolean | Whether it may sail. |
"""


@pytest.mark.parametrize("number", [1, 2])
def test_the_second_of_two_headings_alike_has_the_number_of_any_renderer(join, number):
    joined = join({"crews.md": ALIKE.replace("NUMBER", str(number))})
    assert joined.schemas == ["Crew Rights"]
    assert joined.body("PATCH /crews/{id}") == joined.body("POST /crews")


@pytest.mark.parametrize(
    ("listed", "expected"),
    [("Schemas", ["Buoy"]), ("Data types", ["Buoy"]), ("Opening hours", []), ("Seamarks", [])],
)
def test_a_heading_in_a_list_of_types_is_one_though_nothing_leads_to_it(join, listed, expected):
    table = "| Name | Type |\n|---|---|\n| colour | string |"
    page = f"# Harbour\n\n## Ring\n\n`GET /bell`\n\n# {listed}\n\n## Buoy\n\n{table}\n"
    assert join({"docs/harbour.md": page}).schemas == expected


@pytest.mark.parametrize(
    ("heading", "link"),
    [
        ("## Buoy", "[Buoy](#buoy)"),
        ("## Buoy {#mark}", "[a buoy](#mark)"),
        ('## Buoy\n\n<a id="schemabuoy"></a>', "[thing](#schemabuoy)"),
        ('<h2 id="tocS_Buoy">Buoy</h2>', "[it](#tocS_Buoy)"),
        ("## The Buoy model", "Buoy"),
        ("## Buoy attributes", "array of Buoys"),
    ],
)
def test_a_type_is_found_by_what_leads_to_its_heading(join, heading, link):
    table = "| Name | Type |\n|---|---|\n| colour | string |"
    body = f"| Name | In | Type |\n|---|---|---|\n| body | body | {link} |"
    page = f"# Harbour\n\n## Moor\n\n`POST /buoys`\n\n### Parameters\n\n{body}\n\n{heading}\n\n{table}\n"
    joined = join({"docs/harbour.md": page})
    assert joined.schemas == ["Buoy"]
    assert "Buoy" in joined.body("POST /buoys")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("string(date-time)", "string/date-time"),
        ("string¦null", "string"),
        ("[[Buoy](#buoy)]", "Buoy collection"),
        ("[ string ]", "string collection"),
        ("array[object]", "object collection"),
        ("[[string]]", "string collection"),
        ("[ [ [Buoy](#buoy) ] ]", "Buoy collection"),
        ("**byte[]**", "string/byte"),
        ("[**List**](#buoy)", "Buoy collection"),
        ('string, <br>**Available values:** "a", "b"', "string"),
        ("integer, <br>**Default:** 3", "integer"),
        ('{ **"a"**: string, **"b"**: [ object ] }', "object"),
        ('[ { **"a"**: string } ]', "object collection"),
    ],
)
def test_what_a_cell_writes_is_a_type(join, written, expected):
    head = "| Name | Type | Description |\n|---|---|---|\n"
    page = f"# Schemas\n\n## Buoy\n\n{head}| a | string | x |\n\n## Mast\n\n{head}| part | {written} | x |\n"
    assert join({"docs/types.md": page}).properties("Mast") == {"part": expected}


@pytest.mark.parametrize("name", ["Set", "List", "dates", "Maps"])
def test_a_link_to_a_type_that_is_called_like_a_word_is_that_type(join, name):
    head = "| Name | Type |\n|---|---|\n"
    cell = f"[{name}](#{name.lower()})"
    page = f"# Schemas\n\n## {name}\n\n{head}| a | string |\n\n## Mast\n\n{head}| part | {cell} |\n"
    assert join({"docs/types.md": page}).properties("Mast") == {"part": name}


def test_a_body_has_the_members_of_all_types_that_stand_together(join):
    head = "| Name | Type |\n|---|---|\n"
    types = f"## Hull\n\n{head}| a | string |\n\n## Mast\n\n{head}| b | string |\n"
    body = "| Required | Schema |\n|---|---|\n| Yes | **application/json**: [Hull](#hull) & [Mast](#mast)<br> |"
    page = f"## POST /boats\n\n### Request body\n\n{body}\n\n# Schemas\n\n{types}"
    joined = join({"docs/types.md": page})
    shape = next(one.body for one in joined.api.operations if one.body).content[0].shape
    assert [(one.name, one.together, [other.name for other in one.alternatives]) for one in shape.types] == [
        ("Hull", True, ["Mast"])
    ]


@pytest.mark.parametrize("name", ["a name of words", "x-b#c", "1st"])
def test_a_name_in_quotes_is_the_whole_name(join, name):
    head = "| Name | Type |\n|---|---|\n"
    cell = f'{{ **"{name}"**: string }}'
    page = f"# Schemas\n\n## Mast\n\n{head}| part | {cell} |\n"
    mast = next(one for one in join({"docs/types.md": page}).api.schemas if one.name == "Mast")
    assert [inner.name for inner in mast.properties[0].members] == [name]


@pytest.mark.parametrize(
    ("cell", "column", "expected"),
    [
        ('The colour.<br>*Example:* `"red"`', "", ("The colour.", "red")),
        ("The colour. Example: `red`", "", ("The colour.", "red")),
        ("For example `red`.", "", ("For example `red`.", "")),
        ("The colour.", "`red`", ("The colour.", "red")),
        ("The colour.", "-", ("The colour.", "")),
    ],
)
def test_a_row_shows_an_example(join, cell, column, expected):
    head = "| Name | Type | Description | Example |\n|---|---|---|---|\n"
    page = f"# Schemas\n\n## Mast\n\n{head}| part | string | {cell} | {column} |\n"
    mast = next(one for one in join({"docs/types.md": page}).api.schemas if one.name == "Mast")
    assert (mast.properties[0].description, mast.properties[0].example) == expected


def test_what_stands_below_a_heading_that_a_type_leads_to_is_that_type_and_no_part_of_the_answer(join):
    head = "| Attribute | Type |\n|---|---|\n"
    page = (
        "# Harbour\n\n## List boats\n\n`GET /boats`\n\n### Response\n\n#### Response Schema\n\n"
        f"{head}| boats | Array of [Small Boat](#small-boat) |\n\n#### Small Boat\n\n{head}| sail | string |\n"
    )
    joined = join({"docs/harbour.md": page})
    assert joined.properties("Small Boat") == {"sail": "string"}
    assert joined.responses("GET /boats") == {200: "object boats Small Boat collection"}


def test_a_variant_of_a_type_has_its_members_but_the_removed_ones_and_the_added_and_changed_ones(join):
    head = "| Attribute | Type |\n|---|---|\n"
    page = (
        f"# Schemas\n\n## Boat\n\n{head}| name | string |\n| crew | string |\n| hull | [Hull](#hull) |\n\n"
        "### Boat Minified\n\n#### Removed Attributes\n\n* `crew`\n\n#### Modified Attributes\n\n"
        f"* `hull` is an array of [Hull](#hull)\n\n#### Added Attributes\n\n{head}| berths | integer |\n\n"
        f"## Hull\n\n{head}| wood | string |\n\n## Fleet\n\n{head}| boats | [Boat Minified](#boat-minified) |\n"
    )
    joined = join({"docs/harbour.md": page})
    assert joined.properties("Boat") == {"name": "string", "crew": "string", "hull": "Hull"}
    assert joined.properties("Boat Minified") == {"name": "string", "hull": "Hull collection", "berths": "integer"}
    assert joined.properties("Fleet") == {"boats": "Boat Minified"}


def test_words_that_no_page_describes_are_values_and_no_types(join):
    head = "| Name | Type |\n|---|---|\n"
    rows = "| state | `up`\\|`down` |\n| of | `mast` or `hull` |\n"
    page = f"# Schemas\n\n## Mast\n\n{head}{rows}\n## hull\n\n{head}| a | string |\n"
    mast = next(one for one in join({"docs/types.md": page}).api.schemas if one.name == "Mast")
    assert [[value.name for value in one.values] for one in mast.properties] == [["up", "down"], []]


def test_what_stands_inside_a_row_of_a_plain_type_are_its_values(join):
    rows = "- `rig` (string) - The rig. One of:\n    - `sloop` - One mast.\n    - `ketch` - Two masts.\n"
    nested = "- `hull` (string) - As JSON:\n    - `wood` (string) - The wood.\n"
    page = f"# Harbour\n\n`POST /boats`\n\n### Body parameters\n\n{rows}{nested}"
    rig, hull = join({"docs/harbour.md": page}).operation("POST /boats").body.content[0].shape.properties
    assert ([value.name for value in rig.values], rig.members) == (["sloop", "ketch"], ())
    assert rig.description == "The rig. One of:\n\n- `sloop`: One mast.\n- `ketch`: Two masts."
    assert [inner.name for inner in hull.members] == ["wood"]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ('{"kind": "date", "name": "x", "of": "y"}', "kind string, name string, of string"),
        ('{"kind": "date", "count": "integer"}', "kind string/date, count integer"),
        ('{"ports": {"22/tcp": {}}, "tags": {"key1": "a"}}', "ports object, tags object"),
    ],
)
def test_what_an_example_shows_besides_rows(join, shown, expected):
    rows = "### Body parameters\n\n- `a` (string)"
    page = f"# Harbour\n\n`POST /boats`\n\n{rows}\n\n### Example request body\n\n```json\n{shown}\n```\n"
    shape = join({"docs/harbour.md": page}).operation("POST /boats").body.content[0].shape
    assert all(not one.members for one in shape.properties)
    assert join({"docs/harbour.md": page}).body("POST /boats").startswith(f"object a string, {expected}")


def test_a_template_tag_in_a_heading_tells_what_is_deprecated(join):
    page = "# Harbour\n\n## Ring the bell {{%deprecated%}} {#ring}\n\n`POST /bell`\n"
    operation = join({"docs/harbour.md": page}).operation("POST /bell")
    assert (operation.summary, operation.deprecated) == ("Ring the bell", True)


def test_a_table_whose_title_names_a_row_describes_what_is_inside_that_row(join):
    rows = "| Attribute | Type |\n|---|---|\n| `crew[]` | array |\n| `name` | string |\n"
    inner = "| `crew[]` Attribute | Type |\n|---|---|\n| `role` | string |\n"
    page = f"# Harbour\n\n`POST /boats`\n\n{rows}\n\n{inner}"
    crew, name = join({"docs/harbour.md": page}).operation("POST /boats").body.content[0].shape.properties
    assert (crew.name, crew.type.collection, [one.name for one in crew.members]) == ("crew", True, ["role"])
    assert (name.name, name.members) == ("name", ())


@pytest.mark.parametrize(
    ("label", "row", "command", "expected"),
    [
        ("Form data parameters", "- `sail` (string)", "", "application/x-www-form-urlencoded"),
        ("Form data parameters", "- `sail` (file)", "", "multipart/form-data"),
        ("Body parameters", "- `sail` (string)", "-F sail=red", "multipart/form-data"),
        ("Body parameters", "- `sail` (string)", "-d sail=red", "application/x-www-form-urlencoded"),
        ("Body parameters", "- `sail` (string)", "", "application/json"),
    ],
)
def test_what_is_sent_as_a_form(join, label, row, command, expected):
    shown = f"```\ncurl {command} https://harbour.example/boats\n```\n" if command else ""
    page = f"# Harbour\n\n`POST /boats`\n\n### {label}\n\n{row}\n\n{shown}"
    assert join({"docs/harbour.md": page}).operation("POST /boats").body.content[0].media_types == (expected,)


def test_a_type_stands_before_brackets_that_describe_it(join):
    rows = "ports[]\n: Array of String (a code of five letters). The ports.\n\ncrew\n: Integer (at most nine)\n\n"
    rows += "note\n: Text (see below) of the log.\n"
    page = f"# Harbour\n\n`POST /boats`\n\n### Body parameters\n\n{rows}"
    ports, crew, note = join({"docs/harbour.md": page}).operation("POST /boats").body.content[0].shape.properties
    assert (ports.type.type, ports.type.collection) == ("string", True)
    assert ports.description == "(a code of five letters). The ports."
    assert (crew.type.type, crew.description) == ("integer", "(at most nine)")
    assert note.description == "Text (see below) of the log."


def test_a_binary_value_of_0_or_1_is_a_number(join):
    rows = "| Parameter | Type | Description |\n|---|---|---|\n| deep | Binary | `0` for false, `1` for true. |\n"
    page = f"# Harbour\n\n`GET /boats`\n\n### Query parameters\n\n{rows}"
    deep = join({"docs/harbour.md": page}).operation("GET /boats").parameters[0]
    assert (deep.type.type, [value.name for value in deep.values]) == ("integer", ["0", "1"])


def test_an_answer_below_several_commands_is_that_of_each(join):
    fence = "```\nGET /boats/:id/crew\nGET /ships/:id/crew\n```"
    commands = "```\ncurl https://sea.example/api/v3/boats/1/crew\ncurl https://sea.example/api/v3/ships/1/crew\n```"
    page = f'# Harbour\n\n## Crew\n\n{fence}\n\n{commands}\n\nExample response:\n\n```json\n{{"name": "x"}}\n```\n'
    joined = join({"docs/harbour.md": page})
    for path in ("/boats/{id}/crew", "/ships/{id}/crew"):
        assert next(iter(joined.responses(f"GET {path}").values())).startswith("sample")


def test_parameters_between_two_operations_are_those_of_the_first_where_it_has_none(join):
    rows = "## Parameters\n\n|Parameter|Type|\n|---|---|\n|force|boolean|\n"
    page = f"# Harbour\n\n## Sink\n\n`DELETE /boats/:id`\n\n{rows}\n## List\n\n`GET /boats`\n\nAll.\n"
    joined = join({"docs/harbour.md": page})
    assert [one.name for one in joined.operation("DELETE /boats/{id}").parameters] == ["id", "force"]
    assert joined.operation("GET /boats").parameters == ()


CLIENT = """
# Harbour

| Method | HTTP request |
|---|---|
| [**addBoat()**](Api.md#addBoat) | **Post** /boats |
| [**boats()**](Api.md#boats) | **Get** /boats |

## `addBoat()`

### Parameters

| Name | Type | Description | Notes |
|---|---|---|---|
| **boat** | **Boat** | The boat. |  |

## `boats()`

### Return type

[**Vec<models::Boat>**](missing/Boat.md)
"""
BOAT = """
# {title}

## Properties

| Name | Type | Description | Notes |
|---|---|---|---|
| **id** | [**kotlin.collections.List&lt;Part&gt;**](Part.md) | The ID. |  |
| **rig** | Option<**String**> | The rig. | [optional] |
| **part** | [**\\Harbour\\Part[]**](Part.md) | The part. | [optional] |
"""


@pytest.mark.parametrize("title", ["Boat", "Harbour::Boat", "Harbour.Model.Boat"])
def test_qualified_names_and_links_to_missing_pages_lead_to_types(join, title):
    part = "# Part\n\n## Properties\n\n| Name | Type |\n|---|---|\n| **id** | **int** |\n"
    joined = join({"docs/Api.md": CLIENT, "docs/model/Boat.md": BOAT.format(title=title), "docs/model/Part.md": part})
    assert joined.schemas == ["Boat", "Part"]
    assert joined.properties("Boat") == {"id": "Part collection", "rig": "string", "part": "Part collection"}
    assert joined.responses("GET /boats") == {200: "array Boat"}


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("json", '{"allOf": [{"$ref": "#/$defs/Sail"}, {"properties": {"mast": {"type": "integer"}}}]}'),
        ("ts", "interface Made extends Sail { mast?: integer }"),
    ],
)
def test_bodies_that_extend_a_type_have_its_members_and_their_own(join, language, code):
    page = (
        f"# Sails\n\n## POST /sails\n\n### Request body\n\n```{language}\n{code}\n```\n\n"
        f"### Response 200\n\n```{language}\n{code}\n```\n\n## Sail object\n\n- `area` (number, required)\n"
    )
    joined = join({"docs/sails.md": page})
    (content,) = joined.operation("POST /sails").body.content
    assert [(one.name, one.required) for one in content.shape.properties] == [("area", True), ("mast", False)]
    (answer,) = joined.operation("POST /sails").responses
    assert sorted(one.name for one in answer.content[0].shape.properties) == ["area", "mast"]


def test_lists_of_words_above_the_rows_of_a_type_stay_in_its_description(join):
    page = (
        "# Sails\n\n## GET /sails\n\nReturns a list of [sails](#sail-object).\n\n## Sail object\n\nOf any kind:\n\n"
        "1. JIB - at the bow\n2. GENOA - larger\n\n|Name|Type|Description|\n|-|-|-|\n|area|number|Of it.|\n"
    )
    sail = join({"docs/sails.md": page}).schema("Sail")
    assert sail.description == "Of any kind:\n- JIB - at the bow\n- GENOA - larger"
    assert [one.name for one in sail.properties] == ["area"]


def test_a_null_that_a_table_lists_is_a_value_and_no_text(join):
    page = (
        "# Sails\n\n## GET /sails\n\n### Responses\n\n|Status|Schema|\n|---|---|\n|200|[Sail](#sail)|\n\n"
        "# Schemas\n\n## Sail\n\n### Properties\n\n|Name|Type|\n|---|---|\n|kind|string¦null|\n|rig|string|\n\n"
        "#### Enumerated Values\n\n|Property|Value|\n|---|---|\n|kind|jib|\n|kind|*null*|\n|rig|sloop|\n|rig|null|\n"
    )
    kind, rig = join({"docs/sails.md": page}).api.schemas[0].properties
    assert ([value.name for value in kind.values], kind.nullable) == (["jib"], True)
    assert ([value.name for value in rig.values], rig.nullable) == (["sloop", "null"], None)


@pytest.mark.parametrize(
    ("stated", "media"),
    [
        ("multipart/form-data", "multipart/form-data"),
        ("application/x-www-form-urlencoded", "application/x-www-form-urlencoded"),
        ("multipart/form-data, application/json", "application/json"),
        ("application/json", "application/json"),
    ],
)
def test_the_header_of_a_request_tells_the_media_type_of_members_that_nothing_places(join, stated, media):
    page = (
        "# SailApi\n\n# **add**\n\n`POST /sails/{id}`\n\n### Parameters\n\n| Name | Type | Notes |\n|---|---|---|\n"
        "| **id** | **int** | |\n| **photo** | **file** | |\n| **note** | **string** | [optional] |\n\n"
        f"### HTTP request headers\n\n - **Content-Type**: {stated}\n - **Accept**: application/json\n"
    )
    (content,) = join({"docs/SailApi.md": page}).operation("POST /sails/{id}").body.content
    assert content.media_types == (media,)
    assert [one.name for one in content.shape.properties] == ["photo", "note"]


@pytest.mark.parametrize(
    ("type_", "stated", "media", "shape"),
    [
        ("bytes", "image/png", "image/png", Stream()),
        ("[Sail](Sail.md)", "application/x-yaml", "application/x-yaml", One((Type(name="Sail"),))),
    ],
)
def test_the_header_of_a_request_tells_the_media_type_of_a_whole_body(join, type_, stated, media, shape):
    page = (
        "# SailApi\n\n# **put**\n\n`PUT /sails/{id}`\n\n### Parameters\n\n| Name | Type | Notes |\n|---|---|---|\n"
        f"| **id** | **int** | |\n| **body** | {type_} | |\n\n"
        f"### HTTP request headers\n\n - **Content-Type**: {stated}\n - **Accept**: application/json\n"
    )
    sail = "# Sail\n\n## Properties\n\n| Name | Type |\n|---|---|\n| **area** | **int** |\n"
    (content,) = join({"docs/SailApi.md": page, "docs/Sail.md": sail}).operation("PUT /sails/{id}").body.content
    assert (content.media_types, content.shape) == ((media,), shape)


def test_an_array_of_a_plain_type_is_that_wherever_its_link_leads(join):
    page = (
        "# Sails\n\n## GET /sails\n\n### Response\n\n| Status | Schema |\n|---|---|\n| 200 | [Sail](#sail) |\n\n"
        "# Schemas\n\n## Sail\n\n| Name | Type |\n|---|---|\n| a | [List&lt;String&gt;](String.md) |\n"
        "| b | [**Set[int]**](int.md) |\n| c | [File[]](#file) |\n\n"
        "## File\n\n| Name | Type |\n|---|---|\n| id | int |\n"
    )
    joined = join({"docs/sails.md": page})
    assert joined.schemas == ["File", "Sail"]
    assert joined.properties("Sail") == {"a": "string collection", "b": "integer collection", "c": "File collection"}
