"""Answers, addresses and rows that are told by their form alone, and forms like them of which nothing is told."""

from __future__ import annotations

import pytest

import docgen
from docgen.settings import Settings

NEW = {"DG148", "DG309", "DG314", "DG329", "DG434", "DG475", "DG476", "DG517", "DG555", "DG617", "DG621"}


def found(folder, **pages):
    """Return the codes of the findings about some pages, of the rules that are tested here, with their lines."""
    for name, text in pages.items():
        file = folder / "docs" / f"{name}.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    report = docgen.lint([str(folder / "docs")], settings=Settings(cache=False))
    return [
        (one.code, report.sources[one.span.path].position(one.span.start).line)
        for one in report.diagnostics
        if one.code in NEW
    ]


LIFT = """# Lift a crate

`POST /crates/lift`

## Response

### 200 OK

```json
%s
```

### %s

```json
%s
```
"""
DONE = '{"state": "done", "crate": "c-17", "floor": 4}'


@pytest.mark.parametrize(
    ("success", "status", "other", "is_told"),
    [
        (DONE, "404 Not Found", DONE, True),
        (DONE, "404 Not Found", '{"floor": 4, "crate": "c-17", "state": "done"}', True),
        (DONE, "404 Not Found", DONE.replace("done", "failed"), False),
        (DONE, "202 Accepted", DONE, False),
        ('{"message": ""}', "404 Not Found", '{"message": ""}', False),
        ('{"state": "string", "crate": "string"}', "404 Not Found", '{"state": "string", "crate": "string"}', False),
    ],
)
def test_failures_with_the_body_of_a_success(tmp_path, success, status, other, is_told):
    told = found(tmp_path, page=LIFT % (success, status, other))
    assert told == ([("DG555", 16)] if is_told else [])


@pytest.mark.parametrize(
    ("times", "lines"),
    [
        (("2021-02-03T09:39:14ZZ",), [14]),
        (("2021-02-03T09:39:14ZZ", "2021-02-03T09:39:15ZZ"), [14]),  # one slip of what writes them
        (("2021-02-03T09:39:14+02:00Z",), [14]),
        (("2021-02-03T09:39:14Z+02:00", "2021-02-03T09:39:15ZZ"), [14, 15]),
        (("2021-02-03T09:39:14Z", "2021-02-03T09:39:14.5+02:00"), []),
    ],
)
def test_times_with_two_zones(tmp_path, times, lines):
    rows = ",\n".join(f'  "time{number}": "{time}"' for number, time in enumerate(times))
    text = "# Read a crate\n\nRead it.\n\n`GET /crates/{crate}`\n\n## Response\n\n### 200 OK\n\nThe crate.\n\n```json\n"
    told = found(tmp_path, page=f"{text}{{\n{rows}\n}}\n```\n")
    assert told == [("DG517", line + 1) for line in lines]


STATUS = "# Crates\n\nHow crates are moved.\n\n```http\n{}\nContent-Type: application/json\n\n{{}}\n```\n"


@pytest.mark.parametrize(
    ("line", "is_told"),
    [
        ("HTTP code: 200 OK", True),
        ("HTTP status: 404 Not Found", True),
        ("HTTP Status Code: 201", False),  # in the letter case of a heading
        ("HTTP/1.1 200 OK", False),
        ("HTTP codes are 200 or 404", False),
    ],
)
def test_lines_that_are_nearly_status_lines_on_any_page(tmp_path, line, is_told):
    assert found(tmp_path, page=STATUS.format(line)) == ([("DG434", 6)] if is_told else [])


def test_equal_lines_that_are_nearly_status_lines_are_one_finding(tmp_path):
    block = STATUS.format("HTTP code: 200 OK").partition("```http")[2]
    page = STATUS.format("HTTP code: 200 OK") + f"\n```http{block}\n```http{block.replace('200 OK', '204 No Content')}"
    assert found(tmp_path, page=page) == [("DG434", 6), ("DG434", 20)]


TYPE = "# crate resource type\n\nA crate.\n\n## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|{}|\n"


@pytest.mark.parametrize(
    ("row", "is_told"),
    [
        ("kind|String|Possible values are: `box`, `drum`, or `sack`.", True),
        ("kind|String|The possible values are `box` and `drum`. Read-only.", True),
        ("kind|String|Read-only. Nullable.", True),
        ("kind|String|", True),
        ("kind|String|The form of the crate. Possible values are: `box`, `drum`.", False),
        ("kind|String|Possible values are: `box` (of wood), `drum` (of steel).", False),
        ("kind|String|Possible values are: `box`, `drum`. The form of the crate.", False),
        ("kind|[crateKind](kinds.md)|Possible values are: `box`, `drum`.", False),
        ("lids|[lid](lid.md) collection|Read-only. Nullable.", True),
    ],
)
def test_descriptions_that_only_list_values(tmp_path, row, is_told):
    assert found(tmp_path, page=TYPE.format(row)) == ([("DG314", 9)] if is_told else [])


@pytest.mark.parametrize(
    ("description", "is_told"),
    [
        ("When the crate was last modified.", True),
        ("When the crate was last accessed or modified.", False),
        ("When the crate was last opened.", False),
    ],
)
def test_what_was_accessed(tmp_path, description, is_told):
    told = found(tmp_path, page=TYPE.format(f"lastAccessedDateTime|DateTimeOffset|{description}"))
    assert told == ([("DG329", 9)] if is_told else [])


GET = """# Get {name}

Get a {name}.

## HTTP request

```http
GET /{name}s/{{id}}
```

## Response

If successful, this method returns `200 OK`.

## Example

```http
GET https://api.example.com/{version}/{name}s/17
```
"""


@pytest.mark.parametrize(("version", "is_told"), [("V1.0", True), ("v1.0", False)])
def test_versions_in_other_letter_case(tmp_path, version, is_told):
    names = ("box", "crate", "drum", "sack", "tub", "vat", "keg", "bin", "jar", "can")
    pages = {name: GET.format(name=name, version="v1.0" if number else version) for number, name in enumerate(names)}
    assert found(tmp_path, **pages) == ([("DG617", 18)] if is_told else [])


@pytest.mark.parametrize(("shown", "is_told"), [('"true"', True), ("true", False), ('"Boolean"', False)])
def test_words_in_quotation_marks_for_what_is_true_or_false(tmp_path, shown, is_told):
    json = f'<!-- {{"blockType": "resource", "@odata.type": "crate"}} -->\n```json\n{{\n  "sealed": {shown}\n}}\n```\n'
    text = TYPE.format("sealed|Boolean|Whether it is sealed.") + f"\n## JSON representation\n\n{json}"
    assert found(tmp_path, page=text) == ([("DG309", 16)] if is_told else [])


UPDATE = """# Update crate

Change a crate.

## HTTP request

```http
PATCH /crates/{{id}}
```

## Request body

{}

## Response

If successful, this method returns `204 No Content`.
"""
FIELDS = "In the request body, supply the values for relevant fields that should be updated."


@pytest.mark.parametrize(
    ("body", "is_told"),
    [
        (FIELDS, True),
        ("Send only the fields you want to change.", True),
        (f"{FIELDS}\n\n|Property|Type|Description|\n|:---|:---|:---|\n|floor|Int32|Where it is.|", False),
        (f"{FIELDS}\n\nFor the list of properties, see [crate](crate.md).", False),
        ("Do not supply a request body for this method.", False),
    ],
)
def test_fields_to_change_of_which_none_is_named(tmp_path, body, is_told):
    assert found(tmp_path, page=UPDATE.format(body)) == ([("DG475", 13)] if is_told else [])


METHODS = """# crate resource type

Namespace: microsoft.graph

A crate.

## Methods

|Method|Return type|Description|
|:---|:---|:---|
|[List crates](list.md)|[{name}]({page}.md){many}|Lists them.|

## Properties

|Property|Type|Description|
|:---|:---|:---|
|floor|Int32|Where it is.|
"""
LIST = """# List crates

Namespace: microsoft.graph

List the crates.

## HTTP request

```http
GET /crates
```

## Response

If successful, this method returns `200 OK`, with what was found.

## Example

### Request

<!-- {"blockType": "request", "name": "list_crates"} -->
```http
GET https://graph.microsoft.com/v1.0/crates
```

### Response

<!-- {"blockType": "response", "@odata.type": "Collection(microsoft.graph.crate)"} -->
```http
HTTP/1.1 200 OK
Content-Type: application/json

{"value": [{"floor": 1}]}
```
"""
LID = METHODS.partition("## Methods")[0].replace("crate", "lid") + METHODS.partition("A crate.\n\n")[2].partition(
    "Lists them.|\n\n"
)[2].replace("floor", "lift")


@pytest.mark.parametrize(
    ("name", "page", "many", "is_told"),
    [
        ("crate", "crate", " collection", False),
        ("crates", "crate", " collection", False),
        ("crate", "crate", "", True),
        ("lid", "lid", " collection", True),
    ],
)
def test_tables_of_methods_against_the_annotation_of_the_example(tmp_path, name, page, many, is_told):
    table = METHODS.format(name=name, page=page, many=many)
    assert found(tmp_path, crate=table, lid=LID, list=LIST) == ([("DG621", 11)] if is_told else [])


CALL = "# {} crate\n\n{}{} a crate.\n\n## HTTP request\n\n```http\nPOST /crates/{{id}}/{}\n```\n"
VERBS = ("lift", "drop", "open", "seal", "weigh", "move", "burn")


@pytest.mark.parametrize(
    ("with_line", "without", "is_told"), [(5, 1, True), (6, 1, True), (5, 2, False), (4, 1, False), (5, 0, False)]
)
def test_pages_without_the_line_that_the_others_have(tmp_path, with_line, without, is_told):
    verbs = VERBS[:with_line] + VERBS[::-1][:without]
    lines = ["Namespace: crates.v1\n\n"] * with_line + [""] * without
    pages = {verb: CALL.format(verb.title(), line, verb.title(), verb) for verb, line in zip(verbs, lines, strict=True)}
    pages["guide"] = "# Guide\n\nHow crates are moved.\n"
    assert found(tmp_path, **pages) == ([("DG148", 1)] if is_told else [])


PULL = "# rope: pull\n\nPull a rope.\n\n## HTTP request\n\n```http\nGET /ropes/{{id}}/pull({})\n{}```\n"


@pytest.mark.parametrize(
    ("arguments", "is_told"),
    [
        ("times=n", True),
        ("times=times-value", True),
        ("hard=true,times=n", True),
        ("times=times-value,floor=floor-value", True),
        ("times={n}", False),
        ("times='{times}'", False),
        ("times=2", False),
        ("hard=true", False),
        ("how=slowly", False),
    ],
)
def test_arguments_without_braces(tmp_path, arguments, is_told):
    assert found(tmp_path, page=PULL.format(arguments, "")) == ([("DG476", 8)] if is_told else [])


def test_one_argument_of_several_requests_is_one_finding(tmp_path):
    assert found(tmp_path, page=PULL.format("times=n", "GET /cords/{id}/pull(times=n)\n")) == [("DG476", 8)]


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("/guide/plant_trees", ["DG632"]),
        ("/guide/Plant-trees", ["DG632"]),
        ("/guide/plant_trees#roots", ["DG632"]),
        ("/guide/plant-trees", []),
        ("/guide/fell-trees", []),
        ("https://example.com/guide/plant_trees", []),
    ],
)
def test_addresses_of_the_site_with_other_marks(tmp_path, target, told):
    (tmp_path / "docs").mkdir()
    for number in range(6):
        text = f"# Tree {number}\n\nSee [how to plant it]({'/guide/plant-trees' if number else target}).\n"
        (tmp_path / "docs" / f"{number}.md").write_text(text, encoding="utf-8")
    report = docgen.lint([str(tmp_path / "docs")], settings=Settings(cache=False, select=("DG632",)))
    assert [one.code for one in report.diagnostics] == told


@pytest.mark.parametrize("end", ["&#44;", "&comma;", ","])
def test_a_description_that_ends_with_a_comma_however_it_is_written(tmp_path, end):
    text = f'---\ntitle: Get crate\ndescription: "Returns a crate of the shed with its lid{end}"\n---\n'
    text += "# Get crate\n\nReturns a crate.\n\n## HTTP request\n\n```http\nGET /crates/{id}\n```\n"
    report = docgen.lint([str(write(tmp_path, text))], settings=Settings(cache=False, select=("DG316", "DG021")))
    assert [one.code for one in report.diagnostics] == ["DG316"]


def test_two_requests_of_which_one_begins_as_the_other_are_no_cut_address(tmp_path):
    text = "# Ping\n\n```http\nGET https://api.example.com/v1/ping\n```\n\n```http\nPOST https://api.example.com/v1/pin\n```\n"
    report = docgen.lint([str(write(tmp_path, text))], settings=Settings(cache=False, select=("DG631",)))
    assert report.diagnostics == ()


def write(folder, text):
    file = folder / "docs" / "page.md"
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    return file.parent


def test_a_type_whose_name_holds_braces_and_a_row_that_is_read_only(tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    kind = "# {crate} resource type\n\nA crate.\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n"
    (folder / "crate.md").write_text(f"{kind}|lid|String|What closes it. Read-only.|\n", encoding="utf-8")
    text = "# Update crate\n\nUpdate a [crate](crate.md).\n\n## HTTP request\n\n```http\nPATCH /crates/{id}\n```\n\n"
    text += "## Request body\n\n|Property|Type|Description|\n|:--|:--|:--|\n|lid|String|What closes it.|\n\n"
    text += "## Response\n\nIf successful, returns `200 OK` and the [crate](crate.md).\n"
    (folder / "crate-update.md").write_text(text, encoding="utf-8")
    report = docgen.lint([str(folder)], settings=Settings(cache=False))
    assert "DG021" not in [one.code for one in report.diagnostics]
