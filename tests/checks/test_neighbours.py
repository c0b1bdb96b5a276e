"""What stands beside a mistake and is none: nothing is told of it, and of the mistake beside it something is."""

from __future__ import annotations

import pytest

import docgen
from docgen.diagnostic import Severity
from docgen.settings import Settings

HOIST = (
    "# Hoists\n\n## Make a hoist\n\n`POST /hoists`\n\n{about}\n\n### Parameters\n\n{rows}\n\n"
    "### Request\n\n{request}\n\n### Response\n\nReturns `201 Created`.\n"
)
ROWS = "- `rope` (string) - The rope."
SENDS = "```shell\ncurl -X POST https://api.example.com/hoists -d {}\n```"
REQUEST = SENDS.format("""'{"rope": "hemp"}'""")


def found(folder, **files):
    """Return the codes and messages of the findings of some files, ``__`` in their names standing for a dot."""
    for name, text in files.items():
        file = folder / "docs" / name.replace("__", ".")
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    report = docgen.lint([str(folder / "docs")], settings=Settings(cache=False))
    return [(one.code, one.message) for one in report.diagnostics if one.severity is not Severity.INFO]


def hoist(about="Makes a hoist.", rows=ROWS, request=REQUEST):
    return HOIST.format(about=about, rows=rows, request=request)


def codes(told):
    return {code for code, _ in told}


@pytest.mark.parametrize(
    ("about", "is_told"),
    [
        (r"Send Bearer \{{crane\_key\}} with it.", False),  # escaped: these words are meant for readers
        ("<img style={{ maxHeight: '70px' }} src=\"a.png\" />", False),
        ('<div style={{"maxHeight":"70px"}}>', False),
        ("Send Bearer {{ crane_key }} with it.", True),
    ],
)
def test_braces(tmp_path, about, is_told):
    assert ("DG207" in codes(found(tmp_path, a__md=hoist(about=about)))) is is_told


@pytest.mark.parametrize(("type_", "is_told"), [("[]string", False), ("[]int", False), ("string", True)])
def test_lists_whose_brackets_stand_in_front(tmp_path, type_, is_told):
    value = "1" if type_ == "[]int" else '"a"'
    page = hoist(rows=f"- `ropes` ({type_}) - The ropes.", request=SENDS.format(f"""'{{"ropes": [{value}]}}'"""))
    assert ("DG509" in codes(found(tmp_path, a__md=page))) is is_told


@pytest.mark.parametrize(
    ("body", "is_told"),
    [
        (r"""$'{"rope": "it\'s hemp"}'""", False),
        (r"""$'{"rope": "two\\nlines", "knot": "\'"}'""", False),
        (r"""$'{"rope": "it\'s hemp}'""", True),
    ],
)
def test_quotes_of_a_shell_that_knows_escapes(tmp_path, body, is_told):
    rows = f"{ROWS}\n- `knot` (string) - Its knot."
    page = hoist(rows=rows, request=SENDS.format(body))
    assert ("DG501" in codes(found(tmp_path, a__md=page))) is is_told


BLUEPRINT = (
    "FORMAT: 1A\n\n# Hoists [/hoists]\n\n## Find [POST]\n\n+ Request (application/json)\n    + Attributes\n"
    "        + `ropes` (optional, {type_})\n            A filter, or codes.\n\n+ Response 200 (application/json)\n"
    "    + Attributes\n        + `count` (required, number)\n{indent}+ Body\n\n"
    '            {{"count": 3}}\n\n# Data Structures\n\n## RopeFilter (object)\n+ `fibre` (optional, string)\n'
)


@pytest.mark.parametrize("indent", [4, 5])
def test_a_bullet_that_is_a_column_off(tmp_path, indent):
    assert "DG304" not in codes(found(tmp_path, a__apib=BLUEPRINT.format(type_="RopeFilter", indent=" " * indent)))


@pytest.mark.parametrize("type_", ["enum[RopeFilter, array[string]]", "enum[string, number]", "RopeFilter", ""])
def test_choices_between_types(tmp_path, type_):
    text = BLUEPRINT.format(type_=type_, indent=" " * 4).replace(" (optional, )", " (optional)")  # then it is a string
    assert "DG304" not in codes(found(tmp_path, a__apib=text))


def test_links_between_the_parts_of_a_page(tmp_path):
    part = hoist(about="See [Weights](#weights), [Ropes](#ropes).")
    told = found(tmp_path, _hoists__md=part, _weights__md="# Weights\n\nWeights are in grams.\n")
    assert [message for code, message in told if code == "DG603"] == [
        "_hoists.md has no heading with the anchor #ropes"
    ]


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("Cannot begin with `Big` or be one of the following values: `None`, `Winch`, `Crane`.", None),
        ("One possible value being `Weak`, which allows less. `Slack` can also be given.", None),
        ("The possible values are: `none`, `winch`, `crane`.", ["none", "winch", "crane"]),
    ],
)
def test_values_that_are_no_closed_list(tmp_path, said, values):
    page = tmp_path / "a.md"
    page.write_text(hoist(rows=f"- `rope` (string) - {said}"), encoding="utf-8")
    document = docgen.build([page], settings=Settings(cache=False)).document.content
    rope = document["components"]["schemas"]["CreateHoistRequest"]["properties"]["rope"]
    assert rope.get("enum", rope.get("x-docgen-known-values")) == values


@pytest.mark.parametrize(
    ("shown", "is_told"),
    [
        ('{"rope": <String>, "knots": [<String>, …]}', False),  # says what is to be put there
        ("{<ropeName>: <Boolean>}", False),
        ('{"rope": {{rope_name}}}', False),
        ('{"rope": hemp}', True),
        ('{"rope": "hemp", "…"}', False),
    ],
)
def test_json_that_names_what_stands_in_its_place(tmp_path, shown, is_told):
    page = hoist(request=SENDS.format(f"'{shown}'"))
    assert ("DG501" in codes(found(tmp_path, a__md=page))) is is_told


def test_braces_that_code_of_the_page_has_too(tmp_path):
    request = (
        """```shell\ncurl -X POST https://api.example.com/hoists -H 'X-Key: {{crane_key}}' -d '{"rope": "hemp"}'\n```"""
    )
    told = found(tmp_path, a__md=hoist(about="Send {{crane_key}} with it.", request=request))
    assert "DG207" not in codes(told)


@pytest.mark.parametrize(("member", "is_told"), [("**additionalProperties**", False), ("length", True)])
def test_members_of_any_name(tmp_path, member, is_told):
    table = f"|Name|Type|Description|\n|---|---|---|\n|ropes|object|By name.|\n|» {member}|object|One.|\n"
    request = SENDS.format("""'{"ropes": {"hemp_rope": {}}}'""")
    assert ("DG505" in codes(found(tmp_path, a__md=hoist(rows=table, request=request)))) is is_told


def test_a_named_array_is_no_single_value(tmp_path):
    page = (
        "FORMAT: 1A\n\n# Hoists [/hoists]\n\n## Make [POST]\n\n+ Request (application/json)\n    + Attributes\n"
        '        + ropes (required, RopeNames)\n    + Body\n\n            {"ropes": ["hemp"]}\n\n'
        "+ Response 204\n\n# Data Structures\n\n## RopeNames (array)\n- `hemp`\n"
    )
    assert "DG509" not in codes(found(tmp_path, a__apib=page))


def test_a_type_that_a_section_describes_in_words(tmp_path):
    row = "|Name|Type|Description|\n|---|---|---|\n|load|[Load]({}) object|It hangs there.|\n\n#### Load\n\nIn kg.\n"
    assert "DG301" not in codes(found(tmp_path, a__md=hoist(rows=row.format("#load"))))
    told = codes(found(tmp_path, a__md=hoist(rows=row.format("#loads"))))
    assert "DG603" in told
    assert "DG301" not in told  # which follows from it


def test_a_request_in_a_comment(tmp_path):
    about = "Makes a hoist.\n\n<!-- Later: `POST /hoists/{id}/ropes`. -->"
    assert "DG113" not in codes(found(tmp_path, a__md=hoist(about=about)))
    told = found(tmp_path, a__md=hoist(about=about.replace("<!-- ", "").replace(" -->", "")))
    assert "DG113" in codes(told)


TYPED = (
    "# Hoists\n\n## Lift\n\n`GET /lifts/{id}`\n\n### Response\n\n|Status|Meaning|Schema|\n|---|---|---|\n"
    "|200|OK|[Mode](#mode)|\n\n# Schemas\n\n## Mode\n\nHow it goes.\n\n{about}\n\n### Properties\n\n"
    "|Name|Type|Description|\n|---|---|---|\n|*anonymous*|string|How it goes.|\n{row}"
)


@pytest.mark.parametrize(
    ("about", "row", "is_told"),
    [
        ("1. SLOW - for heavy loads\n2. FAST - for light ones", "", False),
        ("* within(low, high): goes between two floors\n* near(floor, most): goes there", "", False),
        ("", "|speed|integer|How fast.|\n", True),
    ],
)
def test_lists_beside_the_table_of_a_plain_type(tmp_path, about, row, is_told):
    told = codes(found(tmp_path, a__md=TYPED.format(about=about, row=row, id="{id}")))
    assert ("DG320" in told) is is_told


def test_values_that_are_listed_behind_definitions(tmp_path):
    rows = "ropes[]\n: Array of String. Which ropes, one of:\n- `hemp` = The old one\n- `steel` = The strong one"
    assert "DG304" not in codes(found(tmp_path, a__md=hoist(rows=rows)))


def test_a_type_that_adds_to_another_one_of_its_page(tmp_path):
    table = "|Property|Type|Description|\n|---|---|---|\n"
    names = ("rope", "hook", "load", "drum")
    rows = "".join(f"|{name}|String|The {name} of it.|\n" for name in names)
    shown = ", ".join(f'"{name}": "a"' for name in names)
    page = (
        f"# Types\n\n## Hoist\n\n### Properties\n\n{table}{rows}\n## WinchHoist\n\n"
        f'```json\n{{{shown}, "crank": "a"}}\n```\n\n### Properties\n\n{table}|crank|String|What turns.|\n'
    )
    assert "DG310" not in codes(found(tmp_path, a__md=page))


@pytest.mark.parametrize(("type_", "is_told"), [("type: slice of maps", False), ("type: map", True)])
def test_a_type_behind_its_key(tmp_path, type_, is_told):
    page = hoist(rows=f"- `ropes` ({type_}) - The ropes.", request=SENDS.format("""'{"ropes": [{"rope": "hemp"}]}'"""))
    assert ("DG509" in codes(found(tmp_path, a__md=page))) is is_told


@pytest.mark.parametrize(("about", "is_told"), [("Whether it turns.", False), ("What it looks like.", True)])
def test_a_digit_that_tells_whether(tmp_path, about, is_told):
    rows = f"|Name|Type|Description|\n|---|---|---|\n|turns|Binary|{about}|"
    page = hoist(rows=rows, request=SENDS.format("""'{"turns": 1}'"""))
    assert ("DG507" in codes(found(tmp_path, a__md=page))) is is_told


def test_a_member_that_is_left_out_is_not_missing(tmp_path):
    rows = "|Name|Type|Required|Description|\n|---|---|---|---|\n|id|uuid|true|The key.|\n|rope|string|false|It.|"
    (tmp_path / "docs").mkdir()
    page = hoist(rows=rows, request=SENDS.format("""'{"id": "first one", "rope": "hemp"}'"""))
    (tmp_path / "docs" / "a.md").write_text(page, encoding="utf-8")
    report = docgen.lint([str(tmp_path / "docs")], settings=Settings(cache=False))
    told = [one.message for one in report.diagnostics if one.code in ("DG503", "DG516")]
    assert [message.partition(",")[0] for message in told] == ["id is not written as a uuid"]
