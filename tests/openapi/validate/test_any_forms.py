"""Whatever forms pages of any team mix, and however odd what they hold is, the document is valid."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen import dialects, extract, markdown, model
from docgen.model.api import Api
from docgen.openapi.emit.document import emit
from docgen.openapi.validate.run import validate
from docgen.source import Source

Text = st.SearchStrategy[str]


def usually(usual: list[str], *others: Text) -> Text:
    """Return a strategy for usual texts, and now and then for others."""
    common = st.sampled_from(usual)
    return st.one_of(common, common, common, *others)


def joined(parts: Text, *, least: int = 0, most: int, by: str = "\n") -> Text:
    """Return a strategy for several texts with something between them."""
    return st.lists(parts, min_size=least, max_size=most).map(by.join)


ODD = st.text(alphabet="aB1{}[]()<>|`*_#$@/\\~%^'\":;,.=?&+! -\u00e4\u00bb\u200b\u00a0\U0001f600", max_size=9)

# What cells and items hold.

MARKS = st.sampled_from(
    [
        "",
        "",
        "",
        "",
        "\u00bb ",
        "\u00bb ",
        "\u00bb\u00bb ",
        "\u00bb\u00bb\u00bb ",
        "&nbsp;&nbsp;",
        "- ",
        "\u21b3 ",
        "\u2514 ",
    ]
)
NAMES = usually(
    ["id", "size", "label", "shelf", "body", "Size", "si-ze", "limit", "X-Trace"],
    st.sampled_from(
        ["shelf.id", "shelf[label]", "shelf[].size", "shelf.label.size", "shelf.", ".id", "[]", "$.id", "*"]
    ),
    st.sampled_from(["a b", "the name of it", "Get it by key and secret", "Content-Type", "Accept", "Authorization"]),
    st.sampled_from(["{id}", ":id", "id?", "size*", "**label** *required*", "[label](#label)", "`size`", "~~size~~"]),
    st.sampled_from(["", "-", "1", "null", "$ref", "@type", "a/b", "x" * 90, "filter[a][b]", "\u00e4", "_", "id,size"]),
    ODD,
)
TYPES = usually(
    ["string", "integer", "boolean", "object", "number", "Shelf", "[Shelf](#schemashelf)", "[Book](book.md)"],
    st.sampled_from(
        ["integer(int32)", "string(date-time)", "array[string]", "string[]", "[Shelf]", "array of objects"]
    ),
    st.sampled_from(
        ["string or null", "integer | string", "?string", "enum", "string (enum)", "file", "binary", "any"]
    ),
    st.sampled_from(
        ["map[string]integer", "Shelf[]", "[[Shelf](#x)]", "list(Book)", "string, optional", "required", ""]
    ),
    st.sampled_from(["[**Shelf**](../Models/Shelf.md)", "[Shelf|Book]", "object (Shelf)", "[]", "Error", "#", "1x"]),
    ODD,
)
SAYINGS = st.sampled_from(
    [
        *("Required.", "Optional.", "Deprecated.", "Nullable.", "Read-only.", "Default is `7`.", "Defaults to `a b`."),
        *(
            "Default is `99999999999999999999`.",
            "Default: true.",
            "Possible values are: `a`, `A`, `a`.",
            "One of `1`, `2`.",
        ),
        *("Maximum length is 0.", "Valid values 9 to 1 are.", "Valid values 1E400 to -1E400 are.", "Min 1, max 1e999."),
        *(
            "Must be between 5 and 3.",
            "Can contain a maximum of 99999999999999999999 elements.",
            "See [Book](book.md).",
        ),
        *("In the path.", 'Example: `"x"`', "<br>Allowed: a<br>b", "`a`: first<br>`b`: second", "**required**"),
    ]
)
ABOUT = joined(SAYINGS | ODD, most=2, by=" ").map(lambda text: text.replace("\n", " "))
WHERE = st.sampled_from(
    ["path", "query", "header", "body", "cookie", "formData", "form", "Path", "url", "response", ""]
)
WHETHER = st.sampled_from(["true", "false", "Yes", "No", "required", "optional", "*", "-", "", "conditional", "none"])
DEFAULTS = st.sampled_from(["", "none", "1", "-1", "1e400", "true", "null", "'a'", "[]", "{}", "9" * 30, "a b"]) | ODD
HEADS: list[tuple[str, list[Text]]] = [
    ("Name|In|Type|Required|Description", [NAMES, WHERE, TYPES, WHETHER, ABOUT]),
    ("Name|Located in|Description|Required|Schema", [NAMES, WHERE, ABOUT, WHETHER, TYPES]),
    ("Name|Type|Description|Notes", [NAMES, TYPES, ABOUT, WHETHER]),
    ("Parameter|Default|Description", [NAMES, DEFAULTS, ABOUT]),
    ("Field|Type|Required|Restrictions|Description", [NAMES, TYPES, WHETHER, ABOUT, ABOUT]),
    ("Attribute|Type|Default|Optional|Details", [NAMES, TYPES, DEFAULTS, WHETHER, ABOUT]),
    ("Property|Type|Description", [NAMES, TYPES, ABOUT]),
    ("Parameter|Value", [NAMES, DEFAULTS]),
    ("Required|Schema", [WHETHER, TYPES]),
    ("Key|Where|Mandatory", [NAMES, WHERE, WHETHER]),
]


def table(head: str, cells: list[Text]) -> Text:
    """Return a strategy for a table with some columns."""
    row = st.tuples(MARKS, *cells).map(lambda given: f"|{given[0]}{'|'.join(given[1:])}|")
    rules = "|".join("-" for _ in cells)
    return joined(row, least=1, most=6).map(lambda rows: f"|{head}|\n|{rules}|\n{rows}")


TABLES = st.one_of(*(table(head, cells) for head, cells in HEADS))
INDENT = st.sampled_from(["", "", "  ", "    "])
ITEMS = st.one_of(
    st.builds("{}- `{}` ({}, {}) - {}".format, INDENT, NAMES, TYPES, WHETHER, ABOUT),
    st.builds("{}* **{}**: {} - {}".format, INDENT, NAMES, TYPES, ABOUT),
    st.builds("{}- {} (in: {}, default: {}): {}".format, INDENT, NAMES, WHERE, DEFAULTS, ABOUT),
    st.builds("{}+ {} = `{}` (required, {}) ... {}".format, INDENT, NAMES, DEFAULTS, TYPES, ABOUT),
)
DEFINED = st.builds("{} ({}, {})\n: {}\n".format, NAMES, TYPES, WHETHER, ABOUT)
ELEMENTS = st.one_of(
    st.builds(
        '<ParamField {}="{}" type="{}" default="{}" required>\n{}\n</ParamField>'.format,
        WHERE,
        NAMES,
        TYPES,
        DEFAULTS,
        ABOUT,
    ),
    st.builds('<Param name="{}" in="{}" type="{}">\n{}'.format, NAMES, WHERE, TYPES, ABOUT),
    st.builds(
        '{{% swagger-parameter in="{}" name="{}" type="{}" required="{}" %}}\n{}\n{{% endswagger-parameter %}}'.format,
        *(WHERE, NAMES, TYPES, WHETHER, ABOUT),
    ),
)
ROWS = st.one_of(
    *(TABLES, TABLES, TABLES),
    *(joined(ITEMS, least=1, most=5), joined(DEFINED, least=1, most=3), joined(ELEMENTS, least=1, most=3)),
)

# Requests.

PIECES = usually(
    ["shelves", "{id}", "books", "v1"],
    st.sampled_from(
        [":id", "<id>", "{shelf.id}", "{a b}", "{a}{b}", "{a}.{b}", "{id}:run", "{*rest}", "{id?}", "[id]", "$id"]
    ),
    st.sampled_from(
        ["{id", "id}", "{}", "(a)", "f(a={a},A={A})", "...", "*", "~", "%20", "{ID}", "{i-d}", "{\u00e4}", "@me"]
    ),
    ODD,
)
QUERIES = st.sampled_from(
    ["", "", "", "?limit={limit}", "?id=1&ID=2", "?a[]=1&a[]=2", "?", "?x", "#top", "{?limit,size}"]
)
HOSTS = st.sampled_from(
    ["", "", "", "", "https://api.example.com", "https://{host}/v1", "{{base}}", "http://localhost:80"]
)
TARGETS = st.builds("{}/{}{}".format, HOSTS, joined(PIECES, least=1, most=3, by="/"), QUERIES)
METHODS = usually(
    ["GET", "POST", "PUT", "DELETE", "PATCH"], st.sampled_from(["HEAD", "OPTIONS", "TRACE", "LIST", "get", "X"])
)
FORMS_OF_REQUESTS = [
    "```http\n{0} {1}\n```",
    "```\n{0} {1} HTTP/1.1\nHost: example.com\nContent-Type: application/json\n\n```",
    "`{0} {1}`",
    "**{0}** `{1}`",
    "{0} {1}",
    "    {0} {1}",
    "|Method|Path|\n|-|-|\n|{0}|`{1}`|",
    "|Method|HTTP request|Description|\n|-|-|-|\n|[**listIt**](#listit)|**{0}** {1}|Lists.|",
    '<Route method="{0}" path="{1}" />',
    '{{% swagger method="{0}" path="{1}" summary="It" %}}\n{{% endswagger %}}',
    "## {0} {1}",
    "### [{0}] {1}",
    "## It [{0} {1}]",
    "## {1}\n\n### {0}",
    "## It [{1}]\n\n### Do it [{0}]",
    "**Method**: {0}\n\n**URL**: `{1}`",
    "```sh\ncurl -X {0} '{1}' -H 'Accept: a/b' -d '{{\"size\": 1}}'\n```",
]
STATED = st.builds(
    lambda form, method, target: form.format(method, target), st.sampled_from(FORMS_OF_REQUESTS), METHODS, TARGETS
)

# What stands below the requests.

LABELS = st.sampled_from(
    [
        *(
            "### Parameters",
            "#### Path parameters",
            "**Query parameters**",
            "#### Headers",
            "### Request body",
            "Body:",
        ),
        *(
            "##### Form data",
            "### Cookies",
            "### Arguments",
            '<h3 id="x-parameters">Parameters</h3>',
            "> Body parameter",
        ),
        *("### Response", "#### Responses", "### Return type", "#### Enumerated Values", "### Errors", "### Odd", ""),
    ]
)
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), NAMES)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=6
)
JSON = st.one_of(VALUES.map(json.dumps), ODD)
STATUSES = st.sampled_from(
    ["200", "201", "204", "4XX", "404", "default", "99", "600", "2xx", "200/201", "", "200 OK", "0200"]
)
ANSWERS = st.one_of(
    st.lists(st.builds("|{}|{}|{}|".format, STATUSES, ABOUT, TYPES), min_size=1, max_size=4).map(
        lambda rows: "\n".join(("|Code|Description|Schema|", "|-|-|-|", *rows))
    ),
    st.lists(st.builds("- `{}`: {} {}".format, STATUSES, TYPES, ABOUT), min_size=1, max_size=3).map("\n".join),
    st.builds("Returns a `{}` response code and a {} object.".format, STATUSES, TYPES),
    st.builds("> {} Response\n\n```json\n{}\n```".format, STATUSES, JSON),
    st.builds(
        "```http\nHTTP/1.1 {}\nContent-Type: {}\n\n{}\n```".format,
        STATUSES,
        st.sampled_from(["application/json", "a b", "image/*", ""]),
        JSON,
    ),
)
SHOWN = st.builds("```json\n{}\n```".format, JSON)
SECTIONS = st.builds("{}\n\n{}".format, LABELS, st.one_of(ROWS, ROWS, ANSWERS, SHOWN, ABOUT))
OPERATIONS = st.builds(
    "{}\n\n{}\n\n{}".format,
    st.sampled_from(["", "", "## Get it", "# **getIt**", "## it"]),
    joined(STATED, least=1, most=2, by="\n\n"),
    joined(SECTIONS, most=4, by="\n\n"),
)
SCHEMAS = st.builds(
    "{}\n\n{}\n\n{}".format,
    st.sampled_from(
        ['<h2 id="tocS_Shelf">Shelf</h2>', "#### Shelf", "## Shelf", "# Shelf resource type", "## Book object"]
    ),
    st.sampled_from(["", "### Properties", "**Properties**", "*None*"]),
    st.one_of(TABLES, SHOWN),
)
MATTERS = st.one_of(
    *(st.just(""), st.just("")),
    st.builds(
        "---\ntitle: It\napi: {} {}\n---\n\n".format,
        METHODS,
        TARGETS.filter(lambda text: not set(text) & set("#:'\"&*!|>%@`{}[],?")),
    ),
)
PAGES = st.builds("{}# API\n\n{}\n".format, MATTERS, joined(OPERATIONS | SCHEMAS, least=1, most=4, by="\n\n"))
DOCSETS = st.lists(PAGES, min_size=1, max_size=2)
KINDS = [{"version": "3.0"}, {"version": "3.1", "profile": "graph", "discriminator": True}]


def linked(pages: list[str]) -> Api:
    """Return what pages say together."""
    facts = []
    for number, text in enumerate(pages):
        read = markdown.parse(Source(("book.md", "shelf.md")[number], text))
        facts.append(extract.extract(read, extract.choose(read, dialects.available())))
    return model.link(facts)


@given(DOCSETS)
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_forms_make_a_valid_document(pages):
    api = linked(pages)
    for kind in KINDS:
        assert validate(emit(api, **kind), full=True) == ()


HEAD = "|Name|In|Type|Required|Description|\n|-|-|-|-|-|\n"


@pytest.mark.parametrize(
    "rows",
    [
        "|size|body|integer|false|How many.|\n|size|body|integer|true|How many.|",
        "|body|body|object|true||\n|\u00bb size|body|integer|false||\n|\u00bb size|body|integer|true||",
        "|body|body|object|true||\n|\u00bb its new name|body|object|false||\n|\u00bb\u00bb size|body|integer|true||",
        "|shelf.size|body|integer|true||\n|shelf|body|object|true||\n|shelf|body|object|true||",
        "|shelf|body|object|true||\n|\u00bb size|body|integer|true||\n|\u00bb size|body|integer|true||",
    ],
)
def test_a_row_that_stands_twice_is_written_once(rows):
    page = f"# API\n\n## Make it\n\n`POST /shelves`\n\n### Parameters\n\n{HEAD}{rows}\n"
    for kind in KINDS:
        assert validate(emit(linked([page]), **kind), full=True) == ()
