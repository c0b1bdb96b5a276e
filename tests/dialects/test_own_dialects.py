"""A team's own dialect: what it adds and replaces, where it stands, and every mistake with its line and key."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import docgen
from docgen import dialects
from docgen.dialects import DialectError, DialectFile, keys
from docgen.dialects.repetition import slowness

PAGE = """# Books

## Search books

`GET /books`

### What you send

| Feld | Art | Text |
| --- | --- | --- |
| q | whole number | What to look for. |

### What you get back

Returns `200 OK`.
"""
TEAM = """[headings.words]
parameters = ["what you send"]
response = ["what you get*"]

[columns]
name = ["feld"]
type = ["art"]
description = ["text"]

[types.any-integer]
words = ["whole number"]
"""


@pytest.fixture
def books(tmp_path, monkeypatch) -> Path:
    """Return the working directory, with a page that only the dialect of its team reads whole."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs_input").mkdir()
    (tmp_path / "docs_input" / "books.md").write_text(PAGE)
    (tmp_path / "team.toml").write_text(TEAM)
    return tmp_path


def parameters() -> list[tuple[str, object]]:
    operation = docgen.build(cached=True).document.content["paths"]["/books"]["get"]
    return [(one["name"], one["schema"].get("type")) for one in operation.get("parameters", ())]


def test_a_team_says_what_the_attributes_of_its_elements_are_called(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.md").write_text(
        "# Books\n\n## Search books\n\n`GET /books`\n\n"
        '<ParamField key="q" kind="integer" place="query" must initially="3" />\n'
        '<ParamField key="lang" kind="string" place="header" />\n'
    )
    (tmp_path / "team.toml").write_text(
        '[attributes]\nname = ["key"]\ntype = ["kind"]\nlocation = ["place"]\n'
        'required = ["must"]\ndefault = ["initially"]\n'
    )
    document = docgen.build(["."], settings=docgen.Settings(dialect="team.toml")).document.content
    told = document["paths"]["/books"]["get"]["parameters"]
    assert [(one["name"], one["in"], one.get("required", False), one["schema"]) for one in told] == [
        ("q", "query", True, {"type": "integer", "default": 3}),
        ("lang", "header", False, {"type": "string"}),
    ]


@pytest.mark.parametrize(
    "settings",
    [
        'dialect = "team.toml"\n',
        '[[dialects]]\npaths = ["docs_input/**"]\nname = "team.toml"\n',
        TEAM.replace("[", "[dialect.", 1).replace("\n[", "\n[dialect."),
    ],
    ids=["file", "for some pages", "table"],
)
def test_a_dialect_of_the_team_stands_in_a_file_or_in_the_settings(books, settings):
    assert parameters() == []
    (books / "docgen.toml").write_text(settings)
    assert parameters() == [("q", "integer")]


def test_the_table_may_stand_in_pyproject_toml(books):
    (books / "pyproject.toml").write_text(
        TEAM.replace("\n[", "\n[tool.docgen.dialect.").replace("[", "[tool.docgen.dialect.", 1)
    )
    assert parameters() == [("q", "integer")]


def test_a_change_of_the_dialect_is_seen_through_the_cache(books, run):
    (books / "docgen.toml").write_text('dialect = "team.toml"\n')
    run("build")
    assert "unchanged" in run("build").err
    (books / "team.toml").write_text(TEAM.replace("[types.any-integer]", "[types.any-number]"))
    run("build")
    assert "type: number" in (books / "build/openapi.yaml").read_text()


def test_processes_that_read_pages_know_the_dialect(books, run):
    for number in range(70):
        (books / "docs_input" / f"books-{number}.md").write_text(PAGE.replace("/books", f"/books{number}"))
    assert run("build", "--dialect", "team.toml", "--jobs", "2", "--no-cache").code == 0
    assert (books / "build/openapi.yaml").read_text().count("- name: q") == 71


def test_the_option_names_a_file_from_the_working_directory(books, run, monkeypatch):
    (books / "docgen.toml").write_text("")
    below = books / "below"
    below.mkdir()
    monkeypatch.chdir(below)
    assert run("build", "--dialect", "../team.toml").code == 0
    assert "- name: q" in (books / "build/openapi.yaml").read_text()


def test_a_dialect_file_is_not_overwritten(books, run):
    code, _, err = run("build", "--dialect", "team.toml", "-o", "team.toml")
    assert (code, (books / "team.toml").read_text()) == (2, TEAM)
    assert "team.toml is an input" in err


def test_a_list_is_added_to_and_replaced_only_on_purpose():
    base = dialects.load("base")
    added = read('[columns]\nname = ["feld"]\nnotes.add = ["zur sache"]\ntype.replace = ["art"]\n')
    assert added.columns.name == ("feld", *base.columns.name)
    assert added.columns.notes == ("zur sache", *base.columns.notes)
    assert added.columns.type == ("art",)
    assert added.columns.description == base.columns.description


def test_what_a_team_says_of_a_heading_is_asked_first():
    dialect = read('[headings.words]\nresponse = ["query parameters", "what * gives"]\n')
    roles = [
        next((role for role, pattern in dialect.headings.sections if pattern.search(title)), "")
        for title in ("query parameters", "what the call gives", "what it takes")
    ]
    assert roles == ["response", "response", ""]


def test_a_dialect_extends_another_of_the_package():
    assert read('extends = "microsoft-graph"\n').document.type_member == "@odata.type"


def read(text: str) -> dialects.Dialect:
    own = dialects.read_own("team.toml", DialectFile.parse("team.toml", text))
    return dialects.by_name((own,))["team.toml"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[columns\n", "team.toml: not valid TOML: "),
        ("x = 1\n", "team.toml:1: x: unknown; known are "),
        ("[column]\n", "team.toml:1: column: unknown; did you mean columns?"),
        ('extends = "bass"\n', "team.toml:1: extends: 'bass' is unknown; did you mean base?"),
        ('extends = "team.toml"\n', "team.toml:1: extends: 'team.toml' is unknown; known are "),
        ("extends = 1\n", "team.toml:1: extends: 1 is unknown; known are "),
        (
            '[headings.words]\nparameters = ["a"]\nrespone = ["b"]\n',
            "team.toml:3: headings.words.respone: the role 'respone' is unknown; did you mean response?",
        ),
        (
            '[headings]\nsections = [["respons", "^back$"]]\n',
            "team.toml:2: headings.sections: the role 'respons' is unknown; did you mean response?",
        ),
        ('[headings]\nwords.response = "a"\n', "team.toml:2: headings.words.response: expected array, got str"),
        (
            '[columns]\nname = ["Feld"]\n',
            "team.toml:2: columns.name: columns are compared in small letters; write 'feld' for 'Feld'",
        ),
        (
            '[columns]\nname.add = ["two  blanks"]\n',
            "team.toml:2: columns.name: columns are compared in small letters; write 'two blanks' for 'two  blanks'",
        ),
        ('[columns]\nnames = ["feld"]\n', "team.toml:2: columns.names: unknown; did you mean name?"),
        ('[columns]\nname = "feld"\n', "team.toml:2: columns.name: expected array, got str"),
        ('[columns]\nname.more = ["feld"]\n', "team.toml:2: columns.name: expected array, got object"),
        (
            "[sentences]\nrequire = '^needed$'\n",
            "team.toml:2: sentences.require: unknown; did you mean required?",
        ),
        ("[sentences]\nrequired = '(needed'\n", "team.toml:2: sentences.required: not a regular expression: "),
        ("[sentences]\nvalue = '`[a-z]+`'\n", "team.toml:2: sentences.value: the group (?P<value>...) is missing"),
        (
            "[sentences]\nrequired = '\\s*needed?\\s*x?\\s*$'\n",
            "team.toml:2: sentences.required: two repetitions that match the same characters meet; that takes too long",
        ),
        ("[outline]\ntell_unread = true\n", "team.toml:2: outline.tell_unread: unknown; did you mean tells_unread?"),
        ("[outline]\nlabels = 1\n", "team.toml:2: outline.labels: expected bool, got int"),
        ('[types.money]\nword = ["euro"]\n', "team.toml:2: types.money.word: unknown; did you mean words?"),
        (
            '[document]\nstring_values = "opened"\n',
            "team.toml:2: document.string_values: 'opened' is unknown; did you mean open?",
        ),
        ('[urls]\nquery = "["\n', "team.toml:2: urls.query: not a regular expression: "),
        ("[detect]\npriority = 90\n", "team.toml:1: detect: a dialect of your own is chosen by settings"),
        (
            "[outline]\nrequest_patterns = ['^Call (?P<method>\\w+) (/\\S+)$']\n",
            "team.toml:2: outline.request_patterns: the group (?P<path>...) is missing",
        ),
        (
            "[outline]\nrequest_patterns = ['^Call (\\w+) (?P<path>/\\S+)$']\n",
            "team.toml:2: outline.request_patterns: the group (?P<method>...) is missing",
        ),
        (
            "[outline]\nrequest_patterns = ['(?P<method>\\w+)\\w*(?P<path>/\\S+)']\n",
            "team.toml:2: outline.request_patterns: two repetitions that match the same characters meet",
        ),
        (
            '[outline]\nstatements.add = ["fences"]\n',
            "team.toml:2: outline.statements: 'fences' is unknown; did you mean fence?",
        ),
        ('[outline]\nrows = ["bullets"]\n', "team.toml:2: outline.rows: 'bullets' is unknown; known are definition, "),
        (
            '[outline]\nrequest_parts = "http_requests"\n',
            "team.toml:2: outline.request_parts: the role 'http_requests' is unknown; did you mean http_request?",
        ),
        (
            '[types.date]\ntype = "text"\n',
            "team.toml:2: types.date.type: 'text' is unknown; known are array, boolean, ",
        ),
        (
            "[permissions]\nkinds.add = [['for crews', 'crew']]\n",
            "team.toml:2: permissions.kinds: 'for crews' cannot be the name of a component: write letters",
        ),
        (
            '[outline]\nlocations = ["in the url"]\n',
            "team.toml:2: outline.locations: 'in the url' begins with none of query, path, header, body, cookie, form",
        ),
        (
            '[outline]\nrequired_words = ["Pflicht"]\n',
            "team.toml:2: outline.required_words: words are compared in small letters; write 'pflicht' for 'Pflicht'",
        ),
        (
            '[outline.verbs]\nfetch = "GET"\n',
            "team.toml:2: outline.verbs.fetch: methods are compared in capitals; write 'FETCH' for 'fetch'",
        ),
        (
            '[outline.verbs]\nFETCH = "GTE ?all=true"\n',
            "team.toml:2: outline.verbs.FETCH: the method 'GTE' is unknown; did you mean GET?",
        ),
        (
            '[types.money]\nwords = ["Euro"]\n',
            "team.toml:2: types.money.words: words are compared in small letters; write 'euro' for 'Euro'",
        ),
        (
            '[types.money]\nwords = ["decimal"]\n',
            "team.toml:1: types.money: the word 'decimal' already means decimal; replace types.decimal.words",
        ),
        ('[columns]\nname.add = "feld"\n', "team.toml:2: columns.name.add: expected array, got str"),
        (
            "[document]\ntitle.add = 'x'\n",
            "team.toml:2: document.title: only lists and patterns can be added to; write the value itself",
        ),
        (
            "[sentences]\nvalue.add = '<(?P<value>[a-z]+)>'\n",
            "team.toml:2: sentences.value: the pattern that holds has the group (?P<value>...); replace it as a whole",
        ),
        ("[placeholders]\nmark.add = '(offen'\n", "team.toml:2: placeholders.mark: not a regular expression: "),
        ("[naming]\ngeneric = '(?P<a>x'\n", "team.toml:2: naming.generic: not a regular expression: "),
        ("[naming]\ngenerics = 'x'\n", "team.toml:2: naming.generics: unknown; did you mean generic?"),
        (
            "[[rewrite]]\nfind = 'a'\nwith = 'b'\n[[rewrite]]\nfind = '('\nwith = ''\n",
            "team.toml:5: rewrite.find: not a regular expression: ",
        ),
        (
            "[[rewrite]]\nfind = 'a*'\nwith = 'b'\n",
            "team.toml:2: rewrite.find: the pattern also matches where nothing stands",
        ),
        (
            "[[rewrite]]\nfind = 'a'\nwith = '\\1'\n",
            "team.toml:3: rewrite.with: not a replacement: invalid group reference 1",
        ),
        (
            '[[rewrite]]\nfind = "a"\nwith = "b\\nc"\n',
            "team.toml:3: rewrite.with: what takes the place of a text stands on its line",
        ),
        ("[[rewrite]]\nfind = 'a'\n", "team.toml:1: rewrite: the key 'with' is missing"),
        ("[[rewrite]]\nfind = 'a'\nto = 'b'\n", "team.toml:3: rewrite.to: unknown; known are find, with"),
        ("[rewrite]\nfind = 'a'\nwith = 'b'\n", "team.toml:1: rewrite: expected array, got object"),
        ("rewrite = 'a'\n", "team.toml:1: rewrite: expected array, got str"),
        ("[samples]\ntypes = '('\n", "team.toml:2: samples.types: not a regular expression: "),
        (
            "[document.failure]\nbody = 'Erorr'\n[document.failure.types.Error]\nproperties = {}\n",
            "team.toml:2: document.failure.body: the type 'Erorr' is unknown; did you mean Error?",
        ),
        (
            "[document.failure.types.Error]\nproperties = { code = 'strnig' }\n",
            "team.toml:2: document.failure.types.Error.properties.code: the type 'strnig' is unknown; did you mean ",
        ),
        ("[document.failure]\nmessage = 'a.b'\n", "team.toml:2: document.failure.message: no type of a failure has "),
    ],
)
def test_a_mistake_is_told_with_file_line_key_and_what_was_meant(text, message):
    with pytest.raises(DialectError) as caught:
        read(text)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('dialect = "none"\n', "there is no dialect 'none'; "),
        ('dialect = "other.toml"\n', "there is no dialect file other.toml"),
        ('dialect = "docs_input"\n', "there is no dialect 'docs_input'; "),
        ('[dialect.columns]\nname = ["Feld"]\n', "docgen.toml:2: columns.name: columns are compared in small letters"),
        ("dialect = 1\n", "docgen.toml: dialect: expected "),
    ],
)
def test_a_dialect_that_cannot_be_used_ends_the_run_with_one_line(books, run, settings, message):
    (books / "docgen.toml").write_text(settings)
    code, out, err = run("build")
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {message}")
    assert err.count("\n") == 1


def test_a_dialect_file_that_is_no_text_is_told(books, run):
    (books / "team.toml").write_bytes(b"\xff\xfe")
    assert run("build", "--dialect", "team.toml").err == "error: the dialect team.toml is not UTF-8\n"


@pytest.mark.parametrize(
    ("pattern", "slow"),
    [
        (r"\s*x?\s*$", True),
        (r"(a+)+$", True),
        (r"(a*)*$", True),
        (r"(?:\w+\s*)+:", True),
        (r"\w+\d+", True),
        (r"(?:x|\s*)\s+y", True),
        (r"\s*:\s*", False),
        (r"(?:\.\w+)+", False),
        (r"\w+(?:\s\w+)*", False),
        (r"^[^.]*\.\s*\w", False),
        (r"\d{1,3}\d{1,3}", False),
        (r"(?:ab|cd)+", False),
    ],
)
def test_repetitions_that_meet_are_found(pattern, slow):
    assert bool(slowness(pattern)) is slow


def test_a_pattern_is_added_to_the_one_that_holds():
    base = dialects.load("base").placeholders["mark"]
    mark = read("[placeholders]\nmark.add = '^offen$|^folgt$'\n").placeholders["mark"]
    for text in ("TBD", "offen", "folgt"):
        assert mark.search(text)
    assert not base.search("offen")
    assert not mark.search("offensive")


def test_what_is_added_to_a_pattern_is_shown_with_its_place(books, run):
    (books / "team.toml").write_text("[placeholders]\nmark.add = '^offen$'\n")
    out = run("dialect", "show", "--dialect", "team.toml", "placeholders.mark").out
    assert "\n  ^offen$  team.toml:2\n  ^" in out
    assert "base.toml:" in out


def test_what_holds_is_shown_with_the_place_that_says_it(books, run):
    (books / "docgen.toml").write_text('dialect = "team.toml"\n')
    out = run("dialect", "show").out
    assert "columns.name\n  feld  team.toml:6\n  property, properties, parameter" in out
    assert "headings.words.response\n  what you get*  team.toml:3\n" in out
    assert "\n  integer  base.toml:" in run("dialect", "show", "types.any-integer.type").out
    graph = run("dialect", "show", "--isolated", "--dialect", "microsoft-graph", "document.type_member").out
    assert "\n  @odata.type  microsoft-graph.toml:" in graph
    code, _, err = run("dialect", "show", "columns.nam")
    assert (code, err) == (2, "error: columns.nam: unknown; did you mean columns.name?\n")


def test_a_dialect_that_extends_blueprint_reads_included_files_with_their_page(books):
    (books / "docs_input" / "books.md").write_text("FORMAT: 1A\n\n<!-- include(parts.md) -->\n")
    (books / "docs_input" / "parts.md").write_text("# Shelves [/shelves]\n\n## List [GET]\n\n+ Response 204\n")
    (books / "team.toml").write_text('extends = "api-blueprint"\n')
    (books / "docgen.toml").write_text('dialect = "team.toml"\n')
    built = docgen.build()
    assert [*built.document.content["paths"]] == ["/shelves"]
    assert [one.span.path for one in built.report.diagnostics if one.name == "repeated-operation"] == []


WRONG = (
    1,
    True,
    "(",
    "a",
    [],
    [1],
    [[]],
    ["A"],
    [["a"]],
    [["a", "("]],
    {},
    {"add": 1},
    {"add": ["a"]},
    {"x": {"y": 1}},
)


def keys_below(where: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key in keys.known(where) or ():
        yield (*where, key)
        yield from keys_below((*where, key))


@pytest.mark.parametrize("table", sorted(keys.known() or ()))
def test_a_value_of_any_type_is_taken_or_told_in_one_line(table):
    for where, value in product([(table,), *keys_below((table,))], WRONG):
        tables: Any = value
        for key in reversed(where):
            tables = [{key: tables}] if where[0] == "rewrite" and key != "rewrite" else {key: tables}
        try:
            dialects.read_own("team.toml", DialectFile("team.toml", tables))
        except DialectError as error:
            assert "\n" not in str(error)
            assert str(error).startswith("team.toml: ")
