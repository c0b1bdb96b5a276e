"""Rows and requests against what stands beside them: each mistake has one finding, and what is none has no finding."""

from __future__ import annotations

import pytest

import docgen
from docgen.settings import Settings

NEW = {
    "DG322",
    *("DG305", "DG333", "DG341", "DG342", "DG343", "DG411", "DG416", "DG417", "DG422"),
    *("DG451", "DG452", "DG453", "DG461", "DG503", "DG516", "DG540", "DG541", "DG542"),
    *("DG543", "DG551", "DG552", "DG553", "DG561", "DG610", "DG631"),
}


SHOWN = ("DG503", "DG516")


def found(folder, text, *others):
    """Return the codes of the findings about a page, of the rules that are tested here, with their lines."""
    for number, one in enumerate((text, *others)):
        file = folder / "docs" / f"page{number}.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(one, encoding="utf-8")
    report = docgen.lint([str(folder / "docs")], settings=Settings(cache=False))
    return [
        (one.code, report.sources[one.span.path].position(one.span.start).line)
        for one in report.diagnostics
        if one.code in NEW and one.span.path.endswith("page0.md")
    ]


HEAD = "|Name|In|Type|Required|Description|\n|:---|:---|:---|:---|:---|\n"
PLACED = "# Hoists\n\n## Move a hoist\n\n`{request}`\n\n### Parameters\n\n" + HEAD + "{rows}\n"


@pytest.mark.parametrize(
    ("request_", "row", "code"),
    [
        ("POST /hoists", "|X-Crane|path|string|true|The crane.|", "DG451"),
        ("POST /hoists", "|X-Crane|header|string|true|The crane.|", ""),
        ("POST /hoists/{X-Crane}", "|X-Crane|path|string|true|The crane.|", ""),
        ("POST /hoists", "|hoist|path|string|true|The hoist.|", "DG417"),
        ("POST /hoists/{hoist}", "|hoist|path|string|true|The hoist.|", ""),
    ],
)
def test_what_is_put_into_the_path(tmp_path, request_, row, code):
    told = found(tmp_path, PLACED.format(request=request_, rows=row))
    assert told == ([(code, 11)] if code else [])


def test_all_headers_in_the_path_are_one_finding(tmp_path):
    rows = "|Content-Type|path|string|true|Its type.|\n|Authorization|path|string|true|Who asks.|"
    assert found(tmp_path, PLACED.format(request="POST /hoists", rows=rows)) == [("DG451", 11)]


READ = "## Read a hoist\n\n`GET /hoists/{hoist}`\n\n### Parameters\n\n- `hoist` (string) - The hoist.\n\n"
MOVE = "## Move a hoist\n\n{about}`PUT /hoists/{{hoist}}/floor`\n\n### Parameters\n\n{rows}\n"


@pytest.mark.parametrize(
    ("about", "rows", "is_told"),
    [
        ("", "- `floor` (integer) - Where it goes.", True),
        ("", "- `hoist` (string) - The hoist.\n- `floor` (integer) - Where it goes.", False),
        ("It moves `hoist`.\n\n", "- `floor` (integer) - Where it goes.", False),  # another place tells it
    ],
)
def test_parameters_of_the_path_that_another_operation_describes(tmp_path, about, rows, is_told):
    told = found(tmp_path, f"# Hoists\n\n{READ}{MOVE.format(about=about, rows=rows)}")
    assert told == ([("DG452", 13)] if is_told else [])


def test_members_of_answers_describe_no_parameter(tmp_path):
    answer = "### Response\n\n|Field|Type|Description|\n|:---|:---|:---|\n|hoist|string|Its name.|\n"
    read = f"## Read a hoist\n\n`GET /hoists/{{hoist}}`\n\n{answer}\n"
    move = MOVE.format(about="", rows="- `floor` (integer) - Where it goes.")
    assert found(tmp_path, f"# Hoists\n\n{read}{move}") == []


def test_the_parameter_under_another_name(tmp_path):
    rows = "- `thing_id` (string, required) - The hoist or crane."
    read = READ.replace("hoist}", "hoist_id}").replace("`hoist`", "`hoist_id`")
    move = MOVE.format(about="", rows=rows).replace("{hoist}", "{hoist_id}")
    assert "DG452" not in dict(found(tmp_path, f"# Hoists\n\n{read}{move}"))


def test_operations_that_describe_nothing_where_most_do_not(tmp_path):
    bare = "".join(f"## {verb} a hoist\n\n`POST /hoists/{{hoist}}/{verb}`\n\n" for verb in ("lift", "drop", "stop"))
    assert found(tmp_path, f"# Hoists\n\n{READ}{bare}") == []
    assert found(tmp_path, f"# Hoists\n\n{READ}{bare.partition('## drop')[0]}") == [("DG452", 13)]


@pytest.mark.parametrize(("type_", "is_told"), [("string", False), ("integer", True), ("uuid", False)])
def test_types_of_one_parameter_of_the_path(tmp_path, type_, is_told):
    move = MOVE.format(about="", rows=f"- `hoist` ({type_}) - The hoist.")
    assert found(tmp_path, f"# Hoists\n\n{READ}{move}") == ([("DG305", 17)] if is_told else [])


TWICE = (
    "# Hoists\n\n## Make a hoist\n\n`POST /hoists`\n\n### Parameters\n\n- `rope` (string, required) - Its rope.\n\n"
    "## {title}\n\n`POST /hoists`\n\n### Parameters\n\n- `rope` (string, {word}) - Its rope.\n"
)


@pytest.mark.parametrize(
    ("title", "word", "is_told"),
    [
        ("Make a hoist", "optional", True),
        ("Make a hoist", "required", False),
        ("Make a hoist from parts", "optional", False),  # another use of the same request
    ],
)
def test_one_operation_that_is_described_twice(tmp_path, title, word, is_told):
    assert found(tmp_path, TWICE.format(title=title, word=word)) == ([("DG453", 17)] if is_told else [])


CALLED = "# Hoists\n\n## Read a hoist\n\n`GET {path}`\n\n### Request\n\n```shell\ncurl {url}\n```\n"
OTHERS = "# Ropes\n\n" + "".join(f"## Read {n}\n\n`GET {{0}}/{n}`\n\n" for n in ("ropes", "knots", "hooks"))


@pytest.mark.parametrize(
    ("path", "url", "prefix", "is_told"),
    [
        ("/hoists/{hoist}", "https://api.example.com/crane/v1/hoists/7", "/crane/v1", True),
        ("/hoists/{hoist}", "https://api.example.com/crane/v1/hoists/read/7", "/crane/v1", True),
        ("/crane/v1/hoists/{hoist}", "https://api.example.com/crane/v1/hoists/7", "/crane/v1", False),
        ("/hoists/{hoist}", "https://api.example.com/crane/v1/hoists/7", "", False),  # all leave it out
        ("/hoists/{hoist}", "https://api.example.com/hoists/7", "/crane/v1", False),
        ("/hoists/{hoist}", "https://api.example.com/crane/v1/hoists/7", "https://api.example.com/crane/v1", False),
    ],
)
def test_paths_without_their_beginning(tmp_path, path, url, prefix, is_told):
    told = found(tmp_path, CALLED.format(path=path, url=url), OTHERS.format(prefix))
    assert [one for one in told if one[0] == "DG461"] == ([("DG461", 5)] if is_told else [])


UNREAD = (
    "# Copy a hoist\n\n`POST /hoists/copy`\n\n## Response\n\n`200 OK`\n\n```json\n{json}\n```\n\n"
    "## Success result schema\n\n|Attribute|Type|Description|\n|:---|:---|:---|\n|ropes|{type}|Its ropes.|\n"
)


@pytest.mark.parametrize(
    ("json", "type_", "is_told"),
    [
        ('{"ropes": ["hemp"]}', "Object", True),
        ('{"ropes": ["hemp"]}', "Array of strings", False),
        ('{"ropes": [{"of": "hemp"}]}', "Array of strings", True),
        ('{"ropes": []}', "Array of strings", False),
        ('{"ropes": "hemp"}', "Number", True),
        ('{"ropes": "7"}', "Number", False),
        ('{"ropes": 7}', "String", False),
        ('{"ropes": null}', "Object", False),
        ('{"ropes": "hemp"}', "Rope", False),
        ('{"ropes": ["hemp"], "made": {"ropes": {}}}', "Object", False),  # another object has one
    ],
)
def test_rows_that_nothing_reads(tmp_path, json, type_, is_told):
    assert found(tmp_path, UNREAD.format(json=json, type=type_)) == ([("DG541", 17)] if is_told else [])


LINES = (
    "FORMAT: 1A\n\n# Hoist [/hoist]\n\n## Watch [GET]\n\n+ Response 200 (application/x-ndjson)\n    + Attributes\n"
    "        + `at` (required, {type})\n        + `rope` (optional, string)\n\n    + Body\n\n"
    '            {{"at": "top", "rope": "hemp"}}\n            {{"at": "end", "rope": "hemp"}}\n'
)


@pytest.mark.parametrize(("type_", "is_told"), [("object", True), ("string", False)])
def test_json_on_lines(tmp_path, type_, is_told):
    assert found(tmp_path, LINES.format(type=type_)) == ([("DG541", 9)] if is_told else [])


ANSWERS = "# List ropes\n\n`GET /ropes`\n\n## Response\n\n" + "".join(
    f"### {status}\n\n```json\n{{{number}}}\n```\n\n"
    for number, status in enumerate(("200 OK", "404 Not Found", "500 X"))
).replace("500 X", "500 Internal Server Error")
NAMED = '{{"id": "{}", "ropes": 1}}'


@pytest.mark.parametrize(
    ("names", "line"),
    [
        (("crane.ropes.list", "crane.ropes.list", "crane.rope.list"), 22),
        (("crane.rope.list", "crane.ropes.list", "crane.ropes.list"), 10),
        (("crane.ropes.list", "crane.ropes.list", "crane.ropes.list"), 0),
        (("crane.ropes.list", "crane.ropes.list", "error.of.crane"), 0),
        (("a1", "a2", "a3"), 0),
    ],
)
def test_the_name_that_answers_have(tmp_path, names, line):
    told = found(tmp_path, ANSWERS.format(*(NAMED.format(name) for name in names)))
    assert told == ([("DG542", line)] if line else [])


INSIDE, BESIDE = '{"state": {"code": 1, "why": ""}}', '{"state": {}, "code": 1, "why": ""}'


@pytest.mark.parametrize(
    ("bodies", "is_told"),
    [
        ((INSIDE, INSIDE, BESIDE), True),
        ((INSIDE, INSIDE, INSIDE), False),
        ((INSIDE, BESIDE, BESIDE), False),
        ((INSIDE, INSIDE, '{"code": 1, "why": ""}'), False),  # it has no such object
    ],
)
def test_members_beside_the_object_that_has_them(tmp_path, bodies, is_told):
    assert found(tmp_path, ANSWERS.format(*bodies)) == ([("DG551", 22)] if is_told else [])


SAMPLED = (
    "FORMAT: 1A\n\n# Rope [/ropes/{{code}}]\n\n## Read [GET]\n\n+ Parameters\n"
    "    + `code`: {sample} (required, {type}) - The code.\n\n+ Response 200\n"
)


@pytest.mark.parametrize(
    ("sample", "type_", "is_told"),
    [
        ("012", "number", True),
        ("code=12", "number", True),
        ("12", "number", False),
        ("0.5", "number", False),
        ("012", "string", False),
        ("{code}", "number", False),
    ],
)
def test_samples_of_rows(tmp_path, sample, type_, is_told):
    told = [one for one in found(tmp_path, SAMPLED.format(sample=sample, type=type_)) if one[0] == "DG543"]
    assert told == ([("DG543", 8)] if is_told else [])


BLOCK = (
    '{{% swagger method="get" path="/ropes" baseUrl="" summary="Lists ropes." %}}\n'
    '{{% swagger-parameter in="query" name="{name}" type="String" %}}\nWhich ropes.\n{{% endswagger-parameter %}}\n\n'
    '{{% swagger-response status="200: OK" description={told} %}}\n```json\n{{"ropes": 1}}\n```\n'
    "{{% endswagger-response %}}\n{{% endswagger %}}\n"
)


@pytest.mark.parametrize(("name", "is_told"), [("kind=old", True), ("kind", False), ("a=b=c", False)])
def test_names_with_a_value(tmp_path, name, is_told):
    text = "# Ropes\n\n" + BLOCK.format(name=name, told='"The ropes."')
    assert found(tmp_path, text) == ([("DG341", 4)] if is_told else [])


@pytest.mark.parametrize(
    ("told", "is_told"), [('""The ropes" are listed."', True), ('"The ropes."', False), ('""', False)]
)
def test_attributes_that_end_too_early(tmp_path, told, is_told):
    assert found(tmp_path, "# Ropes\n\n" + BLOCK.format(name="kind", told=told)) == ([("DG540", 8)] if is_told else [])


STRUCTURES = (
    "FORMAT: 1A\n\n# Ropes [/ropes]\n\n## List [GET]\n\n+ Response 200 (application/json)\n    + Attributes\n"
    "        + `ropes` (required, array[{type}])\n\n# Data Structures\n\n"
    "## RopeMetaData (object)\n+ `name` (required, string)\n\n## Ropes (array[RopeMetaData])\n"
)


@pytest.mark.parametrize(
    ("type_", "is_told"),
    [
        ("RopeMetaData", False),
        ("RopeMetadata", True),
        ("LongRopeMetaData", True),
        ("RopeMetaDta", True),
        ("Rope", False),
        ("string", False),
    ],
)
def test_structures_by_another_name(tmp_path, type_, is_told):
    told = [one for one in found(tmp_path, STRUCTURES.format(type=type_)) if one[0] == "DG333"]
    assert told == ([("DG333", 9)] if is_told else [])


@pytest.mark.parametrize(
    ("word", "is_told"), [("tex", True), ("text", False), ("te", False), ("texting", False), ("texts", False)]
)
def test_cut_addresses(tmp_path, word, is_told):
    whole = "- https://example.com/ropes/text\n"
    told = found(tmp_path, f"# Ropes\n\n{whole}- https://example.com/ropes/{word}\n")
    assert told == ([("DG631", 4)] if is_told else [])


ORDERED = "# {title}\n\n## List {title}\n\n`GET {path}`\n\n### Parameters\n\n- `order` (string) - {text}\n"
ROPES = ORDERED.format(title="ropes", path="/ropes", text="Return ropes in this order.")


@pytest.mark.parametrize(
    ("title", "path", "text", "is_told"),
    [
        ("hoists", "/hoists", "Return ropes in this order.", True),
        ("hoists", "/hoists/ropes", "Return ropes in this order.", False),
        ("all ropes", "/hoists", "Return ropes in this order.", False),
        ("hoists", "/hoists", "Return hoists in this order.", False),
        ("hoists", "/hoists", "Sorts by ropes.", False),
    ],
)
def test_rows_about_the_things_of_another_operation(tmp_path, title, path, text, is_told):
    told = found(tmp_path, ORDERED.format(title=title, path=path, text=text), ROPES)
    assert told == ([("DG342", 9)] if is_told else [])


BEGUN = "# {page}\n\n{lead}\n\n## {title}\n\n{text}\n\n`GET {path}`\n\n## Stop {page}\n\n`POST {path}/stop`\n"
SAYS = "This endpoint lists all ropes of steel."
OF_ROPES = BEGUN.format(page="Ropes", lead="", title="List ropes", text=SAYS, path="/ropes")


@pytest.mark.parametrize(
    ("lead", "title", "path", "text", "is_told"),
    [
        ("", "Read hoists", "/hoists", SAYS, True),
        ("Hoists and their ropes.", "Read hoists", "/hoists", SAYS, False),
        ("", "Read hoists", "/hoists/ropes", SAYS, False),
        ("", "Read hoists", "/hoists", "This endpoint lists all hoists of steel.", False),
        ("", "Read steel", "/steel", SAYS, False),
    ],
)
def test_operations_that_begin_as_another_one(tmp_path, lead, title, path, text, is_told):
    told = found(tmp_path, BEGUN.format(page="Hoists", lead=lead, title=title, text=text, path=path), OF_ROPES)
    assert told == ([("DG610", 7)] if is_told else [])


USED = "# Hoists\n\nThese endpoints are used to {use} hoists.\n\n## One\n\n`GET /hoists`\n\n## Other\n\n`{other}`\n"


@pytest.mark.parametrize(
    ("use", "other", "is_told"),
    [("manage", "GET /hoists/{id}", True), ("read", "GET /hoists/{id}", False), ("manage", "POST /hoists", False)],
)
def test_pages_that_only_read(tmp_path, use, other, is_told):
    assert found(tmp_path, USED.format(use=use, other=other)) == ([("DG422", 3)] if is_told else [])


@pytest.mark.parametrize(
    ("json", "name", "is_told"),
    [
        ('{"identifier": 7}', "identidier", True),
        ('{"identifier": 7}', "identifier", False),
        ('{"identifier": 7, "identidier": 7}', "identidier", False),
        ('{"identifiers": 7}', "identifier", False),  # a form of the word
        ('{"made": 7}', "identidier", False),
    ],
)
def test_misspelt_names_of_rows_that_nothing_reads(tmp_path, json, name, is_told):
    text = UNREAD.format(json=json, type="Number").replace("|ropes|", f"|{name}|")
    assert found(tmp_path, text) == ([("DG552", 17)] if is_told else [])


@pytest.mark.parametrize(
    ("command", "is_told"),
    [
        ("curl https://api.example.com/ropes?of=hemp&length=7", True),
        ('curl --header "X: 1" https://api.example.com/ropes?of=hemp&length=7', True),
        ("curl \\\n  https://api.example.com/ropes?of=hemp&length=7", True),
        ('curl "https://api.example.com/ropes?of=hemp&length=7"', False),
        ("curl https://api.example.com/ropes?of=hemp\\&length=7", False),
        ("curl https://api.example.com/ropes?of=hemp && echo done", False),
        ("curl https://api.example.com/ropes?of=hemp", False),
    ],
)
def test_addresses_that_a_shell_cuts(tmp_path, command, is_told):
    told = found(tmp_path, f"# List ropes\n\n`GET /ropes`\n\n## Request\n\n```shell\n{command}\n```\n")
    assert [code for code, _ in told] == (["DG553"] if is_told else [])


@pytest.mark.parametrize(
    ("named", "is_told"),
    [
        ("ropes/hoist.md", True),
        ("`ropes/hoist.md`", True),
        ("ropes/hoist_id.md", False),
        ("docs/ropes/hoist_id.md", False),
        ("elsewhere/hoist.md", False),  # no folder of the set
        ('"ropes/hoist.md"', False),
    ],
)
def test_files_that_a_text_names(tmp_path, monkeypatch, named, is_told):
    (tmp_path / "docs" / "ropes").mkdir(parents=True)
    (tmp_path / "docs" / "ropes" / "hoist_id.md").write_text("# A hoist\n\n`GET /hoists`\n", encoding="utf-8")
    (tmp_path / "docs" / "page0.md").write_text(f"# Old\n\nSee {named} instead.\n\n`GET /old`\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    report = docgen.lint(["docs"], settings=Settings(cache=False))
    told = [one.told for one in report.diagnostics if one.code == "DG601"]
    assert len(told) == is_told
    assert all("hoist_id.md" in one for one in told)


@pytest.mark.parametrize(
    ("path", "url", "is_told"),
    [
        ("/hoists/lift/{hoist}", "https://api.example.com/hoists/v1/lift/7", True),
        ("/hoists/{hoist}", "https://api.example.com/hoists/7/lift", False),  # another request
        ("/hoists/lift/{hoist}", "https://api.example.com/ropes/v1/lift/7", False),
    ],
)
def test_another_method_of_nearly_the_path(tmp_path, path, url, is_told):
    text = CALLED.format(path=path, url=f"-X POST {url}").replace("`GET", "`DELETE")
    told = [one for one in found(tmp_path, text) if one[0] == "DG411"]
    assert told == ([("DG411", 10)] if is_told else [])


MADE = (
    "FORMAT: 1A\n\n# Ropes [/ropes]\n\n## Read [GET]\n\n+ Response 200 (application/json)\n    + Attributes\n"
    "        + `name` (required, string)\n        + `notes` (required, string)\n        + `price` (required, number)\n"
    "\n    + Body\n\n            {\n              NAME\n              MORE\n            }\n"
)


@pytest.mark.parametrize(
    ("name", "more", "is_told"),
    [
        ('"name": "hemp"', '"price": 3', True),  # the comma that is missing hides nothing
        ('"name": "hemp",', '"price": 3', True),
        ('"name": "hemp",', '"price": 3, ...', False),
        ('"name": "hemp"', '"price": 3, "notes": ""', False),
    ],
)
def test_members_that_malformed_json_lacks(tmp_path, name, more, is_told):
    told = [one for one in found(tmp_path, MADE.replace("NAME", name).replace("MORE", more)) if one[0] in SHOWN]
    assert len(told) == is_told


@pytest.mark.parametrize(
    ("said", "is_told"),
    [
        ("The ID of the rope.", True),
        ("The unique identifier of a rope", True),
        ("The ID of the hoist.", False),
        ("The ID of the old hoist.", False),
        ("The ID of the rope's hoist.", False),
        ("The number.", False),
    ],
)
def test_what_a_parameter_of_the_path_identifies(tmp_path, said, is_told):
    read = READ.replace("The hoist.", "The ID of the hoist.").replace("hoist`", "id`").replace("{hoist}", "{id}")
    move = MOVE.format(about="", rows=f"- `id` (string) - {said}").replace("{hoist}", "{id}")
    assert found(tmp_path, f"# Hoists\n\n{read}{move}") == ([("DG343", 17)] if is_told else [])


@pytest.mark.parametrize(
    ("mark", "said", "is_told"),
    [
        ("required", "Its rope. Mutually exclusive with `wire`.", True),
        ("required", "Its rope. Only required when it is new.", True),
        ("optional", "Its rope. Mutually exclusive with `wire`.", False),
        ("required", "Its rope. Required by all cranes.", False),
    ],
)
def test_rows_that_are_required_and_are_not(tmp_path, mark, said, is_told):
    move = MOVE.format(about="", rows=f"- `hoist` (string) - The hoist.\n- `rope` (string, {mark}) - {said}")
    told = [one for one in found(tmp_path, f"# Hoists\n\n{READ}{move}") if one[0] == "DG322"]
    assert told == ([("DG322", 18)] if is_told else [])


@pytest.mark.parametrize(
    ("header", "is_told"), [("X-Crane=7", True), ("X-Crane: 7", False), ("X-Crane: a=7", False), ("X-Crane;", False)]
)
def test_headers_of_commands(tmp_path, header, is_told):
    command = f'curl --header "{header}" https://api.example.com/ropes'
    told = found(tmp_path, f"# List ropes\n\n`GET /ropes`\n\n## Request\n\n```shell\n{command}\n```\n")
    assert [code for code, _ in told] == (["DG561"] if is_told else [])
