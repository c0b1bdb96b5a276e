"""Whatever pages say, the document is valid: what cannot be is left out of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen import dialects, extract, markdown, model
from docgen.model.api import Api
from docgen.openapi.emit.document import emit
from docgen.openapi.validate.run import validate
from docgen.source import Source

Text = st.SearchStrategy[str]

SHELF = """# shelf resource type

Namespace: microsoft.graph

## Properties

|Property|Type|Description|
|:---|:---|:---|
|id|String|The key. Read-only.|
|size|Int32|How many books fit. Default is `7`.|
|label|String|What is on it.|
|wood|[wood](shelf.md#wood-values)|Of what it is made.|

## wood values

|Member|
|:---|
|oak|
"""
BOOK = """# book resource type

Namespace: microsoft.graph

Inherits from [shelf](shelf.md).

## Properties

|Property|Type|Description|
|:---|:---|:---|
|title|String|The title.|
|place|[shelf](shelf.md)|Where it stands.|
"""
CRATE = BOOK.replace("# book", "# crate").replace("|title|String|The title.|", "|slats|String collection|Of what.|")
USUAL = {"shelf.md": SHELF, "book.md": BOOK, "crate.md": CRATE}


def usually(usual: list[str], *others: Text) -> Text:
    """Return a strategy for usual texts, and now and then for others."""
    common = st.sampled_from(usual)
    return st.one_of(common, common, common, *others)


ODD = st.text(alphabet="aB1{}[]()<>|`*_#$@/\\~%'\":;,.=?& -\u00e4\u200b\u00a0\U0001f600", max_size=8)
NAMES = usually(
    ["id", "size", "label", "title", "slats", "Size"],
    st.sampled_from(["", "a b", "a/b", "la-bel", "@odata.type", "x@odata.bind", "$ref", "1", "null", "x" * 120]),
    ODD,
)
TYPE_NAMES = usually(
    ["shelf", "book", "crate", "wood"],
    st.sampled_from(["Shelf", "my.own", "a-b", "1x", "error", "shelfCollectionResponse", "#", "microsoft.graph.book"]),
    ODD,
)
TARGETS = usually(["shelf.md", "book.md", "crate.md"], st.sampled_from(["shelf.md#wood-values", "#x", "no.md", "/x/y"]))
LINKS = st.builds(lambda name, target: f"[{name}]({target})", TYPE_NAMES, TARGETS)
PLAIN = ["String", "Int32", "Int64", "Boolean", "Double", "DateTimeOffset", "Guid", "Binary", "Stream", "String (enum)"]
ONE = st.one_of(st.sampled_from(PLAIN), TYPE_NAMES, LINKS)
TYPES = st.one_of(
    ONE,
    st.builds(lambda one: f"Collection({one})", ONE),
    st.builds(lambda one, other: f"{one} or {other}", ONE, ONE),
)
SAYINGS = [
    *("Required.", "Required.", "Optional.", "Read-only.", "Write-only.", "Nullable.", "Deprecated.", "Key."),
    *("Default is `b`.", "Default is `5`.", "Default is `99999999999`.", "Default is true.", "Default is `null`."),
    *("Possible values are: `a`, `b`.", "Possible values are: `A`, `a`.", "Possible values are: `a b`, `-`."),
    *("Valid values 1 to 3 are.", "Valid values -5 to 99999999999999999999 are.", "Valid values 9 to 1E400 are."),
    *("Can contain a maximum of 0 elements.", "Maximum length is 3 characters.", "Inherited from [crate](crate.md)."),
]
DESCRIPTIONS = st.one_of(st.just("Which. Required."), st.lists(st.sampled_from(SAYINGS), max_size=3).map(" ".join), ODD)
ROWS = st.builds(lambda *cells: f"|{'|'.join(cells)}|".replace("\n", " "), NAMES, TYPES, DESCRIPTIONS)
USUAL_HEAD = "|Property|Type|Description|\n|:---|:---|:---|"
HEADS = usually(
    [USUAL_HEAD],
    st.sampled_from(["|Name|Description|\n|-|-|", "|Member|Value|Description|\n|-|-|-|", "|Parameter|\n|-|", "|a|\n-"]),
)
TABLES = st.builds(lambda head, rows: "\n".join((head, *rows)), HEADS, st.lists(ROWS, min_size=1, max_size=5))
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), NAMES)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=6
)


def typed(value: dict[str, Any], name: str, wrapped: str) -> Any:
    """Return an object that names its type, perhaps inside a member."""
    named = {**value, "@odata.type": name} if name else value
    return {wrapped: [named]} if wrapped == "value" else {wrapped: named} if wrapped else named


JSON = st.builds(
    typed,
    st.dictionaries(NAMES, VALUES, max_size=4),
    st.sampled_from(["", "#microsoft.graph.book", "microsoft.graph.wood", "#"]),
    st.sampled_from(["", "", "value", "shelf"]),
).map(json.dumps)
NOTES = st.builds(
    lambda kind, type_, base, many: json.dumps(
        {"blockType": kind, "@odata.type": type_, "baseType": base, "isCollection": many}
    ),
    st.sampled_from(["request", "response", "resource"]),
    TYPE_NAMES,
    TYPE_NAMES,
    st.booleans(),
).map("<!-- {} -->".format)
PIECES = usually(
    ["shelves", "{id}", "books"],
    st.sampled_from(["shel-ves", "shelVes", "shelves2", "{shelf-id}", "{a b}", "{a|b}", "{a}{b}", "{ä}", "a{b}c"]),
    st.sampled_from(["f(a='{a}',b={b})", "f(a={a},A={A})", "f()", "$value", "$ref", ":id", "{b", "b}", "'{x}'", "(x)"]),
    ODD,
)
QUERIES = st.sampled_from(["", "", "?a={b}", "?id=1&ID=2", "?$top=3&x=", "?ä=1"])
TARGET = st.lists(PIECES, min_size=1, max_size=3).map("/".join)
PATHS = st.builds("/{}{}".format, TARGET, QUERIES)
METHODS = st.sampled_from(["GET", "POST", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS"])
LINES = usually(["POST /shelves", "POST /books", "GET /shelves/{id}"], st.builds("{} {}".format, METHODS, PATHS))
STATUSES = st.sampled_from(["200 OK", "201 Created", "204 No Content", "302 Found", "404 Not Found", "599"])
OTHERS = st.just("") | LINKS.map(" or {}".format)
SUPPLIED = st.builds("Supply a JSON representation of a {}{}.".format, LINKS, OTHERS)
SENTENCES = st.one_of(SUPPLIED, SUPPLIED, SUPPLIED, st.just("Send the binary data."), ODD)
SENT = st.builds("|{}|String|{}|".format, usually(["size", "label", "title", "slats"], NAMES), DESCRIPTIONS)
SENT_TABLES = st.lists(SENT, min_size=1, max_size=5).map(
    lambda rows: "\n".join((USUAL_HEAD, *rows)).replace("\n\n", "")
)
BODIES = st.builds("{}\n\n{}\n\n{}".format, SENTENCES, SENT_TABLES, st.just("") | TABLES)
ANSWERS = st.builds(
    "If successful, this method returns a `{}` response code and {}{} object.".format,
    STATUSES,
    st.sampled_from(["a ", "a collection of ", "binary data or a "]),
    LINKS | TYPE_NAMES.map("**{}**".format),
)
MEDIA = st.sampled_from(["Content-Type: application/json", "Content-Type: image/png", "Content-Type: a b", ""])
EXAMPLES = st.builds(
    lambda line, media, sent, note, status, shown: (
        f"### Request\n\n```http\n{line}\n{media}\n\n{sent}\n```\n\n"
        f"### Response\n\n{note}\n```http\nHTTP/1.1 {status}\n{media}\n\n{shown}\n```"
    ),
    LINES,
    MEDIA,
    JSON | ODD,
    NOTES,
    STATUSES,
    JSON | ODD,
)
PERMISSIONS = st.sampled_from(["Book.Read.All, Book.Write", "Not supported.", "A.Read and B.Read", "x"])


def page(title: str, *parts: str) -> str:
    """Return a page; each part is a heading and what stands below it."""
    return "\n\n".join((title, *parts)) + "\n"


def part(heading: str, content: Text) -> Text:
    """Return a strategy for a section, which may be missing."""
    section = content.map(lambda text: f"## {heading}\n\n{text}")
    return st.one_of(section, section, st.just(""))


REQUESTS = st.lists(LINES, min_size=1, max_size=3).map("\n".join).map("## HTTP request\n\n```http\n{}\n```".format)
OPERATIONS = st.builds(
    page,
    st.just("# Create shelf\n\nNamespace: microsoft.graph"),
    REQUESTS,
    part("Permissions", PERMISSIONS.map("|Permission type|Permissions|\n|-|-|\n|Application|{}|".format)),
    part("Path parameters", TABLES),
    part("Query parameters", TABLES),
    part("Request headers", TABLES),
    part("Request body", BODIES),
    part("Response", st.lists(ANSWERS, min_size=1, max_size=3).map("\n\n".join)),
    part("Examples", EXAMPLES),
)
RESOURCES = st.builds(
    page,
    TYPE_NAMES.map(lambda name: f"# {name} resource type\n\nInherits from [book](book.md)."),
    part("Properties", TABLES),
    part("Relationships", TABLES),
    part("wood values", TABLES),
    part("JSON representation", st.builds(lambda note, shape: f"{note}\n```json\n{shape}\n```", NOTES, JSON)),
)
DOCSETS = st.builds(
    lambda usual, operation, others: {
        **(USUAL if usual else {}),
        "operation.md": operation,
        **{f"other{number}.md": text for number, text in enumerate(others)},
    },
    st.sampled_from([True, True, False]),
    OPERATIONS,
    st.lists(OPERATIONS | RESOURCES, max_size=2),
)
FORMS: list[dict[str, Any]] = [
    {},
    {"version": "3.1"},
    {"profile": "graph", "function_quotes": "none"},
    {"version": "3.1", "discriminator": True, "navigation": False},
]


def linked(pages: dict[str, str], dialect: str = "") -> Api:
    """Return what pages say together."""
    facts = []
    for path, text in pages.items():
        read = markdown.parse(Source(path, text))
        chosen = dialects.load(dialect) if dialect else extract.choose(read, dialects.available())
        facts.append(extract.extract(read, chosen))
    return model.link(facts)


@given(DOCSETS)
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_pages_make_a_valid_document(pages):
    api = linked(pages)
    for form in FORMS:
        assert validate(emit(api, **form), full=True) == ()


def create(*rows: str, body: str = "Supply a JSON representation of a [shelf](shelf.md).") -> dict[str, str]:
    """Return pages of which one creates a shelf."""
    table = "\n".join(("|Property|Type|Description|", "|:---|:---|:---|", *(f"|{row}|" for row in rows)))
    request = "## HTTP request\n\n```http\nPOST /shelves\n```"
    return {"a.md": page("# Create shelf", request, f"## Request body\n\n{body}\n\n{table}"), **USUAL}


def described(row: str) -> dict[str, str]:
    """Return a page about a type with one property."""
    return {"a.md": f"# a resource type\n\n## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|{row}|\n"}


@pytest.mark.parametrize(
    "pages",
    [
        {"a.md": "# Get it\n\n## HTTP request\n\n```http\nGET /a-b\nGET /aB\nGET /aB2\nGET /a_b\n```\n"},
        create("size|Int32|How many.", "gone|String|Where to. Required."),
        create("size|Int32|Required.", "Size|Int32|Required.", "si-ze|Int32|Required."),
        create("gone|String|Required.", body="Provide a [gone](gone.md)."),
        create(
            "slats|String|Required.", "title|String|Required.", body="Supply a [book](book.md) or [crate](crate.md)."
        ),
        described("count|Int32|Default is `99999999999`."),
        described("count|Int32|Valid values 1 to 3 . Default is `5`."),
        described("name|String|Maximum length is 2 characters. Default is `abc`."),
        {"a.md": '# a resource type\n\n<!-- {"blockType": "resource", "@odata.type": "#"} -->\n```json\n{}\n```\n'},
    ],
)
@pytest.mark.parametrize("dialect", ["base", "microsoft-graph"])
def test_what_cannot_be_valid_is_left_out(pages, dialect):
    api = linked(pages, dialect)
    for form in FORMS:
        assert validate(emit(api, **form), full=True) == ()
