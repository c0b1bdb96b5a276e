"""Each kind of slip that a careful reader sees is one finding at its place; what only looks like one is none."""

# ruff: noqa: E501 (a case is easier to read on its lines than cut to pieces)
from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import docgen
from docgen.settings import Settings

LIBRARY = Path(__file__).parent / "library"
GET, LIST, CREATE, DELETE, UPDATE = (f"api/book-{name}.md" for name in ("get", "list", "create", "delete", "update"))
BOOK, PERSON, DISC = "resources/book.md", "resources/person.md", "resources/disc.md"
PLACE = "⟵"  # marks the place of the finding in the new text; taken out before the page is read
KINDS = ("disc", "map", "game")  # types whose pages are those of books with another name

UPDATE_PAGE = """
# Update book

Namespace: microsoft.graph

Change a [book](../resources/book.md).

## Permissions

|Permission type|Permissions (from least to most privileged)|
|:---|:---|
|Delegated (work or school account)|Books.ReadWrite|
|Delegated (personal Microsoft account)|Not supported.|
|Application|Books.ReadWrite.All|

## HTTP request

```http
PATCH /books/{book-id}
```

## Request headers

|Name|Description|
|:---|:---|
|Authorization|Bearer {token}. Required.|
|If-Match|The version of the book.|

## Request body

In the request body, supply a JSON representation of a [book](../resources/book.md).

|Property|Type|Description|
|:---|:---|:---|
|title|String|The name of the book.|
|pages|Int32|The number of pages.|

## Response

If successful, this method returns a `200 OK` response code and a [book](../resources/book.md) object in the response body.

## Examples

### Request

<!-- {
  "blockType": "request",
  "name": "update_book"
} -->
```http
PATCH https://graph.microsoft.com/v1.0/books/17
Content-Type: application/json
If-Match: "3"

{
  "title": "Momo"
}
```

### Response

<!-- {
  "blockType": "response",
  "truncated": true,
  "@odata.type": "microsoft.graph.book"
} -->
```http
HTTP/1.1 200 OK
Content-Type: application/json

{
  "id": "17",
  "title": "Momo"
}
```

<!-- {
  "type": "#page.annotation",
  "description": "Update book",
  "section": "documentation"
} -->
"""
OTHER_KIND = """
# {kind} resource type

Namespace: microsoft.graph

A {kind} on a shelf.

## Methods

|Method|Return type|Description|
|:---|:---|:---|
|[List {kind}s](../api/{kind}-list.md)|[{kind}]({kind}.md) collection|Return all {kind}s.|
|[Create {kind}](../api/{kind}-create.md)|[{kind}]({kind}.md)|Put a {kind} on the shelf.|
|[Get {kind}](../api/{kind}-get.md)|[{kind}]({kind}.md)|Return one {kind}.|
|[Delete {kind}](../api/{kind}-delete.md)|None|Take a {kind} off the shelf.|

## Properties

|Property|Type|Description|
|:---|:---|:---|
|id|String|The number on the shelf.|
|title|String|The name of the {kind}.|
|pages|Int32|The number of leaves.|
|isLent|Boolean|Whether somebody has it at home.|
|kind|String|What kind of {kind} it is.|
|tags|String collection|Words that the search finds it by.|
|author|[person](person.md)|Who made it.|
|acquired|DateTimeOffset|When the library got it.|
|state|String|Where it is. Possible values are: `available`, `lent`, `reserved`, `lost`.|
"""

TABS = "# [HTTP](#tab/http)\n\nOne.\n\n# [Lua](#tab/lua)\n\nTwo.\n\n---\n"
TABS_IN_ANOTHER_ORDER = "⟵# [Lua](#tab/lua)\n\nOne.\n\n# [HTTP](#tab/http)\n\nTwo.\n\n---\n"
FEWER_TABS = "⟵# [HTTP](#tab/http)\n\nOne.\n\n---\n"


def matter(title: str, kind: str) -> str:
    return (
        f'---\ntitle: "{title}"\ndescription: "About {title}."\nauthor: "library-team"\nms.prod: "library"\n'
        f"doc_type: {kind}\n---\n"
    )


@pytest.fixture
def library(tmp_path, monkeypatch):
    """Return a set of clean pages about several types, in which what is usual can be seen."""
    folder = tmp_path / "docs"
    shutil.copytree(LIBRARY, folder)
    (folder / UPDATE).write_text(matter("Update book", "apiPageType") + UPDATE_PAGE, encoding="utf-8")
    text = (folder / BOOK).read_text(encoding="utf-8")
    line = "|[Delete book](../api/book-delete.md)|None|Take a book off the shelf.|\n"
    more = "|[Update book](../api/book-update.md)|[book](book.md)|Change a book.|\n"
    (folder / BOOK).write_text(text.replace(line, line + more), encoding="utf-8")
    for kind in KINDS:
        for page in (GET, LIST, CREATE, DELETE):
            text = (LIBRARY / page).read_text(encoding="utf-8").replace("book", kind)
            (folder / page.replace("book", kind)).write_text(text, encoding="utf-8")
        page = matter(f"{kind} resource type", "resourcePageType") + OTHER_KIND.format(kind=kind)
        (folder / f"resources/{kind}.md").write_text(page, encoding="utf-8")
    (folder / "resources/cover.png").write_bytes(b"\x89PNG")
    monkeypatch.chdir(tmp_path)
    return folder


def findings():
    report = docgen.lint(["docs"], settings=Settings())
    return [
        (one.name, one.span.path, report.sources[one.span.path].position(one.span.start), one.severity.value)
        for one in report.diagnostics
    ]


def placed():
    """Return the findings, each as its rule, its page, and its line and column."""
    return [(name, path, (at.line, at.column)) for name, path, at, _ in findings()]


def change(folder: Path, page: str, old: str, new: str) -> tuple[int, int]:
    """Put a text in the place of another one; return the line, and the column, of the mark in it."""
    file = folder / page
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, (page, old, text.count(old))
    whole = text.replace(old, new)
    before = whole[: whole.index(PLACE)] if PLACE in whole else ""
    file.write_text(whole.replace(PLACE, ""), encoding="utf-8")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


APPLICATION = "|Application|Books.ReadWrite.All|"
ROW = "|title|String|The name of the book.|"
ACQUIRED = '"acquired": "1973-09-01T08:00:00Z"'
RESPONSE = "### Response\n"

# What is wrong, the page, what stands there, what stands there instead with the mark at the place, the rule.
SLIPS = [
    # names
    ("permission", UPDATE, APPLICATION, "|Application|⟵Books.RaedWrite.All|", "unusual-spelling"),
    ("permission in other letters", UPDATE, APPLICATION, "|Application|⟵Books.Readwrite.All|", "unusual-spelling"),
    ("host", UPDATE, "https://graph.microsoft.com", "https://⟵grpah.microsoft.com", "unusual-spelling"),
    ("query option", LIST, "v1.0/books\n", "v1.0/books?⟵$slect=title\n", "unusual-spelling"),
    ("header in a table", GET, "|Authorization|", "|⟵Authorizaton|", "unusual-spelling"),
    ("header in a message", UPDATE, 'If-Match: "3"', '⟵If-Mach: "3"', "unusual-spelling"),
    ("header that has two slips", GET, "|Authorization|", "|⟵Autorizaton|", "unusual-spelling"),
    ("media type", UPDATE, "json\nIf-Match", "jsn\nIf-Match", "unusual-spelling"),
    ("path segment in other letters", "api/disc-get.md", "GET /discs/", "GET /⟵Discs/", "unusual-spelling"),
    ("value of front matter", GET, "doc_type: apiPageType", "doc_type: ⟵apiPageTyp", "unusual-spelling"),
    ("value of front matter without a letter", GET, '"Return one book."', '⟵"."', "empty-front-matter-key"),
    ("value of front matter, letters", GET, 'ms.prod: "library"', 'ms.prod: "⟵Library"', "unusual-spelling"),
    # requests
    (
        "address that only another page describes",
        LIST,
        "GET https://graph.microsoft.com/v1.0/books",
        "GET ⟵https://graph.microsoft.com/v1.0/books/17",
        "contradicting-path",
    ),
    (
        "identifier in the place of a parameter",
        DELETE,
        "DELETE /books/{book-id}",
        "⟵DELETE /books/5b0a2d3c-7c1e-4f0b-9a55-0f3f6f1f2a11",
        "fixed-identifier",
    ),
    (
        "request in a sentence, in other letter case",
        BOOK,
        "## Methods",
        "Ask for all with `GET ⟵/Books`.\n\n## Methods",
        "path-letter-case",
    ),
    (
        "link to another operation than the request below",
        BOOK,
        "## Methods",
        "To [have them all](⟵../api/book-get.md), send:\n\n```http\nGET /books\n```\n\n## Methods",
        "misleading-link",
    ),
    ("collection in the place of an item", DELETE, "DELETE /books/{book-id}", "⟵DELETE /books", "collection-for-item"),
    # copies
    ("title of another page", UPDATE, 'title: "Update book"', 'title: ⟵"Delete disc"', "contradicting-title"),
    (
        "title that the page knows nothing of",
        UPDATE,
        'title: "Update book"',
        'title: ⟵"List vouchers"',
        "contradicting-title",
    ),
    (
        "introduction about another type",
        UPDATE,
        "Change a [book](../resources/book.md).",
        "Change a [disc](⟵../resources/disc.md).",
        "foreign-introduction",
    ),
    ("verb of the title", UPDATE, "# Update book", "# ⟵Delete book", "contradicting-verb"),
    (
        "introduction of another page",
        "api/disc-delete.md",
        "\nTake a disc off the shelf.",
        "\n⟵Take a book off the shelf.",
        "copied-introduction",
    ),
    (
        "description of the row above",
        BOOK,
        "|pages|Int32|The number of pages.|\n|isLent|Boolean|Whether somebody has it at home.|",
        "|pages|Int32|The number of pages.|\n|⟵isLent|Boolean|The number of pages.|",
        "copied-description",
    ),
    (
        "link to the page of another type",
        UPDATE,
        "Change a [book](../resources/book.md).",
        "Change a book, a [book](⟵../resources/disc.md).",
        "misleading-link",
    ),
    (
        "link to the page of another type, in the plural",
        UPDATE,
        "Change a [book](../resources/book.md).",
        "Change a book, one of the [books](⟵../resources/disc.md).",
        "misleading-link",
    ),
    (
        "description of a row of another type",
        DISC,
        "|title|String|The name of the disc.|",
        "|⟵title|String|The name of the book. It has no other.|",
        "copied-description",
    ),
    (
        "description from a later section",
        GET,
        'description: "Return one book."',
        'description: ⟵"Do not send a request body."',
        "foreign-introduction",
    ),
    (
        "name in a sentence",
        UPDATE,
        "Change a [book](../resources/book.md).",
        "Change a [book](../resources/book.md), but not `⟵accquired`.",
        "misspelt-name",
    ),
    (
        "link to another operation",
        BOOK,
        "[Get book](../api/book-get.md)",
        "[Get book](⟵../api/disc-get.md)",
        "misleading-link",
    ),
    # links
    (
        "link one folder too high",
        UPDATE,
        "Change a [book](../resources/book.md).",
        "Change a [book](⟵resources/book.md).",
        "missing-page",
    ),
    (
        "link that is not closed",
        UPDATE,
        "Change a [book](../resources/book.md).",
        "Change a book, see ⟵[Get book](book-get.md",
        "broken-markup",
    ),
    (
        "link with a blank",
        UPDATE,
        "Change a [book](../resources/book.md).",
        "Change a book, see ⟵[Get book] (book-get.md).",
        "broken-markup",
    ),
    (
        "link with its brackets exchanged",
        UPDATE,
        "Change a [book](../resources/book.md).",
        "Change a book, see ⟵(Get book)[book-get.md].",
        "broken-markup",
    ),
    (
        "link without a target",
        UPDATE,
        "Change a [book](../resources/book.md).",
        "Change a book, see ⟵[Get book]().",
        "broken-markup",
    ),
    (
        "link without a text",
        UPDATE,
        "Change a [book](../resources/book.md).",
        "Change a book, see ⟵[](book-get.md).",
        "broken-markup",
    ),
    (
        "label that nothing defines",
        UPDATE,
        "Change a [book](../resources/book.md).",
        "Change a book, see [Get book][⟵getting].",
        "undefined-reference",
    ),
    (
        "missing picture",
        UPDATE,
        "Change a [book](../resources/book.md).",
        "Change a book.\n\n![It](⟵../resources/covers.png)",
        "missing-file",
    ),
    (
        "missing include in a tab",
        UPDATE,
        "### Request\n",
        "### Request\n\n# [HTTP](#tab/http)\n\nCall it.\n\n# [C#](#tab/csharp)\n\n⟵[!INCLUDE [sample](../includes/gone.md)]\n\n---\n\n",
        "missing-include",
    ),
    # tables and sections
    (
        "comment in a table",
        BOOK,
        "|isLent|Boolean|Whether somebody has it at home.|\n",
        "<!-- old -->\n⟵|isLent|Boolean|Whether somebody has it at home.|\n",
        "stray-row",
    ),
    (
        "an operation that the table of its type leaves out",
        BOOK,
        "[book](book.md) collection|Return all books.|\n|[Create book](../api/book-create.md)|[book](book.md)|Put a book on the shelf.|\n|[Get book](../api/book-get.md)|[book](book.md)|Return one book.|\n",
        "⟵[book](book.md) collection|Return all books.|\n|[Create book](../api/book-create.md)|[book](book.md)|Put a book on the shelf.|\n",
        "unlisted-operation",
    ),
    (
        "descriptions of two rows that are exchanged",
        PERSON,
        "|name|String|The whole name.|\n",
        "|name|String|The whole name.|\n|⟵firstLoan|String|The day on which the last book was lent.|\n|lastLoan|String|The day on which the first book was lent.|\n",
        "swapped-descriptions",
    ),
    (
        "methods without a row",
        PERSON,
        "## Properties\n",
        "## Methods\n\n⟵|Method|Return type|Description|\n|:---|:---|:---|\n\n## Properties\n",
        "empty-section",
    ),
    (
        "blank line before several rows",
        PERSON,
        "|name|String|The whole name.|\n",
        "|name|String|The whole name.|\n\n⟵|born|String|The day.|\n|died|String|The day.|\n",
        "stray-row",
    ),
    (
        "name and type exchanged",
        DISC,
        "|pages|Int32|The number of leaves.|",
        "|⟵Int32|pages|The number of leaves.|",
        "swapped-cells",
    ),
    (
        "type and description exchanged",
        DISC,
        "|pages|Int32|The number of leaves.|",
        "|pages|⟵The number of leaves.|Int32|",
        "swapped-cells",
    ),
    (
        "table without descriptions",
        UPDATE,
        "|Property|Type|Description|\n|:---|:---|:---|\n|title|String|The name of the book.|\n|pages|Int32|The number of pages.|",
        "⟵|Property|Type|\n|:---|:---|\n|title|String|\n|pages|Int32|",
        "missing-column",
    ),
    (
        "header that stands twice in a table",
        UPDATE,
        "|If-Match|The version of the book.|",
        "|If-Match|The version of the book.|\n|⟵If-Match|The version.|",
        "duplicate-row",
    ),
    (
        "kind of permission that stands twice",
        UPDATE,
        APPLICATION,
        f"{APPLICATION}\n|⟵Application|Books.ReadWrite.All|",
        "duplicate-row",
    ),
    (
        "heading that stands twice",
        UPDATE,
        "## Examples\n",
        "## ⟵Response\n\nIf it fails, it says so.\n\n## Examples\n",
        "repeated-section",
    ),
    (
        "annotation of a page about another operation",
        UPDATE,
        '"description": "Update book"',
        '"description": "⟵Delete book"',
        "foreign-introduction",
    ),
    (
        "description in front matter that is cut",
        GET,
        'description: "Return one book."',
        'description: "Return one book of ⟵the"',
        "cut-description",
    ),
    (
        "sentence about a body below another heading",
        DELETE,
        "## Response\n\nIf",
        "## Function parameters\n\n⟵Do not send a request body.\n\n## Response\n\nIf",
        "misplaced-sentence",
    ),
    (
        "empty section with a response below too deep a heading",
        GET,
        "## Request body\n\nDo not send a request body.\n\n## Response\n",
        "## ⟵Request body\n\n### Response\n",
        "empty-section",
    ),
    ("empty section", GET, "## Request body\n\nDo not send a request body.\n", "## ⟵Request body\n", "empty-section"),
    # requests and answers
    (
        "list for one thing",
        UPDATE,
        '{\n  "title": "Momo"\n}',
        '{\n  ⟵"value": [\n    { "title": "Momo" }\n  ]\n}',
        "collection-for-single",
    ),
    (
        "member beside the items",
        LIST,
        "    }\n  ]\n}",
        '    }\n  ],\n  ⟵"title": "Momo"\n}',
        "member-beside-collection",
    ),
    (
        "one object in a wrapper",
        UPDATE,
        '{\n  "id": "17",\n  "title": "Momo"\n}',
        '{\n  ⟵"value": {\n    "id": "17"\n  }\n}',
        "wrapped-object",
    ),
    (
        "one object in a member called after it",
        UPDATE,
        '{\n  "id": "17",\n  "title": "Momo"\n}',
        '{\n  ⟵"book": {\n    "id": "17"\n  }\n}',
        "wrapped-object",
    ),
    (
        "address of another version in an answer",
        CREATE,
        '{\n  "id": "17",',
        '{\n  "@odata.context": "https://graph.microsoft.com/⟵beta/$metadata#books/$entity",\n  "id": "17",',
        "contradicting-version",
    ),
    (
        "version in other letter case",
        UPDATE,
        "PATCH https://graph.microsoft.com/v1.0/",
        "PATCH https://graph.microsoft.com/⟵V1.0/",
        "path-letter-case",
    ),
    (
        "more of a query option than is allowed",
        LIST,
        "v1.0/books\n```\n",
        "v1.0/books?$top=⟵60\n```\n\nThe maximum allowed `$top` value is 50.\n",
        "argument-out-of-range",
    ),
    (
        "value of a property in other letters than in the table",
        BOOK,
        "`novel`, `atlas`.|",
        "`⟵Novel`, `atlas`.|",
        "contradicting-members",
    ),
    (
        "values of a property that are those of another one",
        BOOK,
        "`novel`, `atlas`.|",
        "`⟵lent`, `lost`.|",
        "contradicting-members",
    ),
    (
        "value of a body that the type does not have",
        UPDATE,
        "|pages|Int32|The number of pages.|",
        "|pages|Int32|The number of pages.|\n|kind|[bookKind](../resources/enums.md#bookkind-values)|Possible values are: `novel`, `⟵comic`.|",
        "contradicting-members",
    ),
    (
        "object of another type",
        GET,
        '"@odata.type": "#microsoft.graph.book",\n  "id"',
        '"@odata.type": ⟵"#microsoft.graph.disc",\n  "id"',
        "other-type",
    ),
    ("selected property", LIST, "v1.0/books\n", "v1.0/books?$select=id,⟵titel\n", "unknown-selected-property"),
    ("method in small letters", UPDATE, "PATCH https", "⟵Patch https", "method-letter-case"),
    ("entity in a request", LIST, "v1.0/books\n", "v1.0/books?$top=3⟵&amp;$skip=3\n", "entity-in-code"),
    ("entity in code of a cell", GET, "Bearer {token}. Required.", "`Bearer ⟵&lt;token>`. Required.", "entity-in-code"),
    ("typographic quotes", LIST, "v1.0/books\n", "v1.0/books?$search=⟵“Momo”\n", "curly-quote"),
    (
        "header that stands twice in a message",
        UPDATE,
        'If-Match: "3"',
        'If-Match: "3"\n⟵If-Match: "4"',
        "repeated-header",
    ),
    (
        "no blank line before the body",
        CREATE,
        'application/json\n\n{\n  "id"',
        'application/json\n⟵{\n  "id"',
        "missing-blank-line",
    ),
    ("blank line before a header", UPDATE, "200 OK\nContent-Type", "200 OK\n\n⟵Content-Type", "stray-blank-line"),
    ("length that is no number", UPDATE, 'If-Match: "3"', "Content-Length: ⟵many", "malformed-content-length"),
    ("media type that is not accepted", UPDATE, 'If-Match: "3"', "Accept: ⟵application/xml", "unaccepted-media-type"),
    (
        "value that comes back as another one",
        UPDATE,
        '"17",\n  "title": "Momo"',
        '"17",\n  "title": ⟵"Emil"',
        "differing-echo",
    ),
    (
        "credential of another kind",
        UPDATE,
        'If-Match: "3"',
        "Authorization: ⟵Basic Ym9vazpib29r",
        "contradicting-credential",
    ),
    (
        "permission that stands twice in a cell",
        UPDATE,
        APPLICATION,
        "|Application|Books.ReadWrite.All, Books.Read.All, ⟵Books.ReadWrite.All|",
        "repeated-scope",
    ),
    ("kind of permission", UPDATE, APPLICATION, "|⟵Aplication|Books.ReadWrite.All|", "misspelt-permission-kind"),
    (
        "kind of permission within brackets",
        UPDATE,
        "|Delegated (personal Microsoft account)|",
        "|⟵Delegated (persnal Microsoft account)|",
        "misspelt-permission-kind",
    ),
    (
        "what is required to do something else",
        UPDATE,
        "of a [book](../resources/book.md).\n\n|Property",
        "of a [book](../resources/book.md).\n\nThese are required when you ⟵create it.\n\n|Property",
        "other-verb",
    ),
    (
        "answer that a table of methods says otherwise",
        BOOK,
        "(../api/book-update.md)|[book](book.md)|",
        "(../api/book-update.md)|⟵None|",
        "contradicting-return",
    ),
    (
        "one thing for a collection in a table of methods",
        BOOK,
        "(../api/book-list.md)|[book](book.md) collection|",
        "(../api/book-list.md)|⟵[book](book.md)|",
        "contradicting-return",
    ),
    (
        "body of a GET request",
        LIST,
        "v1.0/books\n",
        'v1.0/books\nContent-Type: application/json\n\n⟵{"title": "Momo"}\n',
        "body-on-get",
    ),
    (
        "reason phrase of a heading",
        UPDATE,
        "### Response\n",
        "### Response\n\n#### ⟵404 Created\n",
        "contradicting-reason",
    ),
    (
        "reason phrase behind a language",
        UPDATE,
        "```http\nHTTP/1.1 200 OK",
        "```http ⟵404 OK\nHTTP/1.1 200 OK",
        "contradicting-reason",
    ),
    (
        "label that stands twice",
        UPDATE,
        "Change a [book](../resources/book.md).",
        "Change a [book][one].\n\n[one]: ../resources/book.md\n[⟵one]: ../resources/person.md",
        "repeated-definition",
    ),
    (
        "answer without the body that is promised",
        UPDATE,
        'HTTP/1.1 200 OK\nContent-Type: application/json\n\n{\n  "id": "17",\n  "title": "Momo"\n}',
        "⟵HTTP/1.1 200 OK",
        "unshown-body",
    ),
    ("reason phrase", CREATE, "HTTP/1.1 201 Created", "HTTP/1.1 ⟵201 OK", "contradicting-reason"),
    ("misspelt reason phrase", CREATE, "HTTP/1.1 201 Created", "HTTP/1.1 ⟵201 Craeted", "contradicting-reason"),
    ("reason phrase in a sentence", GET, "`200 OK`", "`⟵200 Created`", "contradicting-reason"),
    (
        "media type of another body",
        UPDATE,
        "application/json\nIf-Match",
        "⟵text/plain\nIf-Match",
        "contradicting-media-type",
    ),
    # values
    ("day that no month has", GET, ACQUIRED, '"acquired": "⟵1973-02-30T08:00:00Z"', "impossible-date"),
    ("29th of February", GET, ACQUIRED, '"acquired": "⟵1973-02-29T08:00:00Z"', "impossible-date"),
    ("month that no year has", GET, ACQUIRED, '"acquired": "⟵1973-13-01T08:00:00Z"', "impossible-date"),
    ("hour that no day has", GET, ACQUIRED, '"acquired": "⟵1973-09-01T25:00:00Z"', "impossible-date"),
    ("date in a query", LIST, "v1.0/books\n", "v1.0/books?$filter=acquired ge ⟵2021-11-31\n", "impossible-date"),
    ("description that stops", DISC, "|The number of leaves.|", "|The number of ⟵the|", "cut-description"),
    (
        "description that stops at a comma",
        DISC,
        "|The number of leaves.|",
        "|The number of leaves⟵,|",
        "cut-description",
    ),
    (
        "range that is empty",
        DISC,
        "|pages|Int32|",
        "|⟵stars|Int32|How good it is. Valid values 9 to 1|\n|pages|Int32|",
        "empty-range",
    ),
    # front matter
    (
        "key that stands twice",
        GET,
        'author: "library-team"\n',
        'author: "library-team"\n⟵author: "me"\n',
        "invalid-front-matter",
    ),
    ("key without a value", GET, 'author: "library-team"\n', 'author: ⟵""\n', "empty-front-matter-key"),
    ("list for a single value", GET, 'author: "library-team"\n', 'author: ⟵["library-team"]\n', "front-matter-form"),
    # annotations
    ("request called response", UPDATE, '"blockType": "request"', '"blockType": "⟵response"', "swapped-annotation"),
    ("kind of annotation", GET, '"blockType": "ignored"', '"blockType": "ignore"', "unknown-annotation"),
    (
        "kind key misspelt",
        GET,
        '<!-- { "blockType": "ignored" } -->',
        '<!-- { "⟵blokType": "ignored" } -->',
        "unknown-annotation",
    ),
    (
        "annotation of the page",
        UPDATE,
        '"Update book",\n  "section"',
        '"Update book"\n  "section"',
        "malformed-annotation",
    ),
    ("whole example that is none", UPDATE, '"truncated": true', '"truncated": false', "members-left-out"),
    ("key that is no property", BOOK, '"keyProperty": "id"', '"keyProperty": "⟵number"', "unknown-key"),
    ("name of an example", UPDATE, '"name": "update_book"', '"name": "get_book"', "repeated-example-name"),
    (
        "order of tabs",
        UPDATE,
        "## Examples\n",
        f"## Examples\n\n{TABS}\n{TABS_IN_ANOTHER_ORDER}",
        "differing-tabs",
    ),
    ("tab that is missing", UPDATE, "## Examples\n", f"## Examples\n\n{TABS}\n{FEWER_TABS}", "differing-tabs"),
    # values and paths
    (
        "value a letter off",
        DISC,
        "`available`, `lent`",
        "`available`, `⟵lnet`",
        "differing-value",
    ),
    (
        "type without a table",
        PERSON,
        "## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|name|String|The whole name.|\n\n",
        "",
        "missing-table",
    ),
    # parameters, defaults and arguments
    (
        "default that is no value",
        DISC,
        "Possible values are: `available`, `lent`, `reserved`, `lost`.|",
        "Possible values are: `available`, `lent`, `reserved`, `lost`. The default value is `free`.|",
        "contradicting-default",
    ),
    (
        "http instead of https",
        UPDATE,
        "PATCH https://graph",
        "PATCH ⟵http://graph",
        "other-scheme",
    ),
    (
        "version of a status line",
        UPDATE,
        "HTTP/1.1 200 OK",
        "⟵HTTP 200 OK",
        "malformed-status-line",
    ),
    (
        "link in the front matter",
        GET,
        'description: "Return one book."',
        'description: ⟵"Return one [book](../resources/book.md)."',
        "markup-in-front-matter",
    ),
    (
        "back-tick without a partner",
        UPDATE,
        "returns a `200 OK` response code and",
        "returns a ⟵`200 OK response code and",
        "unclosed-code",
    ),
    (
        "verb of the introduction",
        "api/disc-delete.md",
        "\nTake a disc off the shelf.",
        "\n⟵Create a disc.",
        "contradicting-verb",
    ),
    (
        "method that stands twice",
        DISC,
        "|[Delete disc](../api/disc-delete.md)|None|Take a disc off the shelf.|",
        "|[Delete disc](../api/disc-delete.md)|None|Take a disc off the shelf.|\n|⟵[Delete disc](../api/disc-delete.md)|None|Again.|",
        "duplicate-row",
    ),
    (
        "parameters of the URL below the heading of a body",
        GET,
        "Do not send a request body.",
        (
            "In the request URL, provide the following query parameters with values.\n\n"
            "|Property|Type|Description|\n|:---|:---|:---|\n|edition|String|Which one of them.|"
        ),
        "unexpected-body",
    ),
    (
        "body of a deletion",
        DELETE,
        "## Response\n\nIf",
        "## ⟵Request body\n\nIn the request body, supply the number on the shelf.\n\n## Response\n\nIf",
        "unexpected-body",
    ),
    (
        "media type in a table",
        UPDATE,
        "|If-Match|The version of the book.|",
        "|If-Match|The version of the book.|\n|Content-Type|⟵application/jsn. Required.|",
        "unusual-spelling",
    ),
    (
        "two zones of one time",
        GET,
        ACQUIRED,
        '"acquired": "⟵1973-09-01T08:00:00Z+02:00"',
        "impossible-date",
    ),
    (
        "annotation of one for a collection",
        LIST,
        "### Response\n\n",
        '### Response\n\n<!-- {"blockType": "response", "@odata.type": "⟵microsoft.graph.book"} -->\n',
        "annotation-against-page",
    ),
    (
        "title that is a heading of the page",
        UPDATE,
        'title: "Update book"',
        'title: ⟵"Permissions"',
        "contradicting-title",
    ),
    (
        "title a letter off",
        UPDATE,
        'title: "Update book"',
        'title: ⟵"Udpate book"',
        "contradicting-title",
    ),
    (
        "property that the annotation may leave out",
        BOOK,
        '"keyProperty": "id"',
        '"keyProperty": "id",\n  "optionalProperties": ["⟵titel"]',
        "unknown-optional-property",
    ),
]


def test_the_clean_pages_have_no_findings(library):
    assert findings() == []


@pytest.mark.parametrize(("page", "old", "new", "rule"), [slip[1:] for slip in SLIPS], ids=[slip[0] for slip in SLIPS])
def test_each_slip_is_one_finding_at_its_place(library, page, old, new, rule):
    place = change(library, page, old, new)
    found = findings()
    assert [(name, path) for name, path, _, _ in found] == [(rule, f"docs/{page}")]
    if PLACE in new:
        position = found[0][2]
        assert (position.line, position.column) == place


TWIN = "api/book-zz.md"
TYPED = "If successful, this method returns a `200 OK` response code and a [book](../resources/book.md) object in the response body."
ONLY_TITLE = {"# Update book": "# ⟵Change book", 'title: "Update book"': 'title: "Change book"'}
# What a second page of an operation says otherwise: what, the page that is copied, what is changed, the rule.
TWINS = [
    (
        "another status",
        UPDATE,
        {TYPED: "If successful, this method returns `⟵204 No Content`."},
        "contradicting-operations",
    ),
    ("another type", GET, {TYPED: TYPED.replace("book", "disc").replace("`200", "`⟵200")}, "contradicting-operations"),
    (
        "no body",
        UPDATE,
        {
            "In the request body, supply a JSON representation of a [book](../resources/book.md).": "Do not send a request body.",
            "|title|String|The name of the book.|\n|pages|Int32|The number of pages.|\n": "",
            "|Property|Type|Description|\n|:---|:---|:---|\n": "",
        },
        "contradicting-operations",
    ),
    ("another title", UPDATE, ONLY_TITLE, "disagreeing-titles"),
    ("nothing", UPDATE, {"PATCH /books/{book-id}": "⟵PATCH /books/{book-id}"}, "repeated-operation"),
]


@pytest.mark.parametrize(("page", "changes", "rule"), [twin[1:] for twin in TWINS], ids=[twin[0] for twin in TWINS])
def test_a_second_page_of_an_operation_is_told(library, page, changes, rule):
    shutil.copy(library / page, library / TWIN)
    change(library, BOOK, "## Properties", "[Another page](../api/book-zz.md).\n\n## Properties")
    places = [change(library, TWIN, old, new) for old, new in changes.items() if PLACE in new]
    for old, new in changes.items():
        if PLACE not in new:
            change(library, TWIN, old, new)
    found = [one for one in findings() if one[1] == f"docs/{TWIN}"]
    assert rule in [name for name, *_ in found]
    position = next(position for name, _, position, _ in found if name == rule)
    assert not places or (position.line, position.column) == places[0]


def test_pages_of_derived_types_may_have_one_request(library):
    for kind, base in (("disc", "book"), ("map", "book")):
        change(library, f"resources/{kind}.md", f"A {kind} on a shelf.", f"A {kind}. Inherits from [{base}](book.md).")
        text = (library / f"api/{kind}-get.md").read_text(encoding="utf-8").replace(f"/{kind}s/", "/books/")
        (library / f"api/{kind}-get.md").write_text(text, encoding="utf-8")
    names = [name for name, *_ in findings()]
    assert not {"contradicting-operations", "disagreeing-titles", "repeated-operation"} & set(names)


def test_a_page_that_nothing_leads_to_is_told(library):
    change(library, BOOK, "|[Update book](../api/book-update.md)|[book](book.md)|Change a book.|\n", "")
    assert [(name, path, severity) for name, path, _, severity in findings()] == [
        ("orphan-operation", "docs/api/book-update.md", "info")
    ]
    (library / "mkdocs.yml").write_text("site_name: Books\n", encoding="utf-8")
    assert [one[3] for one in findings()] == ["info"]  # no page is listed, so that all are
    (library / "toc.yml").write_text("- name: Books\n  href: api/book-get.md\n", encoding="utf-8")
    assert [one[3] for one in findings() if one[1] == "docs/api/book-update.md"] == ["warning"]
    (library / "toc.yml").write_text("- name: Books\n  href: api/old-book-update.md\n", encoding="utf-8")
    assert [one[3] for one in findings()] == ["warning"]
    (library / "toc.yml").write_text("- name: Books\n  href: api/book-update.md\n", encoding="utf-8")
    assert [name for name, *_ in findings()] == ["unlisted-operation"]
    (library / "toc.yml").unlink()
    site = '{"navigation": [{"group": "Books", "pages": ["api/book-update"]}]}'
    (library / "docs.json").write_text(site, encoding="utf-8")
    assert [name for name, *_ in findings()] == ["unlisted-operation"]


# What looks like a slip, and is none: what, the page, what stands there, what stands there instead.
NEIGHBORS = [
    (
        "a sentence about a change where something is changed",
        UPDATE,
        "In the request body, supply a JSON representation of a [book](../resources/book.md).",
        "In the request body, supply the fields of a [book](../resources/book.md) that should be updated.",
    ),
    (
        "a section whose rows stand below a deeper heading",
        UPDATE,
        "## Request body\n\nIn the",
        "## Request body\n\n### Properties\n\nIn the",
    ),
    (
        "a link to the operation of the request below",
        BOOK,
        "## Methods",
        "To [have them all](../api/book-list.md), send:\n\n```http\nGET /books\n```\n\n## Methods",
    ),
    (
        "a request beside links to several operations",
        BOOK,
        "## Methods",
        "Ask with `GET /books`, [get one](../api/book-get.md) or [list all](../api/book-list.md).\n\n## Methods",
    ),
    (
        "an example that calls another operation on the way",
        LIST,
        "## Examples\n",
        "## Examples\n\nFirst find one.\n\n```http\nGET https://graph.microsoft.com/v1.0/books/17\n```\n",
    ),
    (
        "an identifier that comes back as another one",
        UPDATE,
        '"title": "Momo"\n}\n```\n\n### R',
        '"title": "Momo",\n  "id": "A4F1"\n}\n```\n\n### R',
    ),
    ("a text in other letters", UPDATE, '"17",\n  "title": "Momo"', '"17",\n  "title": "momo"'),
    ("a kind of media type that is accepted", UPDATE, 'If-Match: "3"', "Accept: application/*"),
    ("a length that is a number", UPDATE, 'If-Match: "3"', "Content-Length: 17"),
    (
        "permissions in a sentence",
        UPDATE,
        APPLICATION,
        "|Application|Books.Read.All with a book, Books.Read.All without.|",
    ),
    ("a kind of permission in other letters", UPDATE, APPLICATION, "|application|Books.ReadWrite.All|"),
    (
        "what is required to do the same",
        UPDATE,
        "(../resources/book.md).\n\n|Property",
        "(../resources/book.md).\n\nThese are required when you update it.\n\n|Property",
    ),
    ("a permission of its own", UPDATE, APPLICATION, "|Application|Books.Manage.All|"),
    ("a singular beside a plural", UPDATE, APPLICATION, "|Application|Book.ReadWrite.All|"),
    (
        "another host",
        UPDATE,
        "[book](../resources/book.md).\n\n## Perm",
        "[book](../resources/book.md), as `https://example.com` says.\n\n## Perm",
    ),
    ("a header of the service", UPDATE, "|If-Match|The version of the book.|", "|X-Library-Card|The number.|"),
    ("another media type", UPDATE, 'If-Match: "3"', "Accept: application/xml, application/json"),
    ("a title with another ending", UPDATE, 'title: "Update book"', 'title: "Update a book"'),
    ("a title in other words", UPDATE, 'title: "Update book"', 'title: "Change a book of the library"'),
    ("deprecated in a title alone", UPDATE, "# Update book", "# Update book (deprecated)"),
    (
        "an introduction with a second type",
        UPDATE,
        "Change a [book](../resources/book.md).",
        "Change a book, as with a [disc](../resources/disc.md).",
    ),
    (
        "a link with other words",
        UPDATE,
        "Change a [book](../resources/book.md).",
        "Change [one of them](../resources/book.md).",
    ),
    ("a link to the words of another type", BOOK, "[Get book](../api/book-get.md)", "[Get](../api/book-get.md)"),
    (
        "brackets in a sentence",
        UPDATE,
        "Change a [book](../resources/book.md).",
        "Change a [book](../resources/book.md) [sic] (once).",
    ),
    (
        "an index of an array in code",
        UPDATE,
        "Change a [book](../resources/book.md).",
        "Change a [book](../resources/book.md), `tags[0][1]`.",
    ),
    (
        "a target with blanks",
        UPDATE,
        "Change a [book](../resources/book.md).",
        "Change a book, see [it](https://example.com/a book).",
    ),
    (
        "a picture that is there",
        UPDATE,
        "Change a [book](../resources/book.md).",
        "Change a [book](../resources/book.md).\n\n![It](../resources/cover.png)",
    ),
    (
        "a picture elsewhere",
        UPDATE,
        "Change a [book](../resources/book.md).",
        "Change a [book](../resources/book.md).\n\n![It](https://example.com/none.png)",
    ),
    (
        "a comment after a table",
        BOOK,
        "|acquired|DateTimeOffset|When the library got it.|\n",
        "|acquired|DateTimeOffset|When the library got it.|\n<!-- |old|String|Gone.| -->\n",
    ),
    (
        "two descriptions that are alike",
        DISC,
        "|isLent|Boolean|Whether somebody has it at home.|",
        "|isLent|Boolean|The number of leaves.|",
    ),
    (
        "opposites that are both in a description",
        PERSON,
        "|name|String|The whole name.|\n",
        "|name|String|The whole name.|\n|firstLoan|String|The day before the last loan, on which the first one was.|\n|lastLoan|String|The day of the loan behind the first one.|\n",
    ),
    (
        "descriptions that set a limit by the opposite",
        PERSON,
        "|name|String|The whole name.|\n",
        "|name|String|The whole name.|\n|start|String|Must be before the end.|\n|end|String|Must be after the start.|\n",
    ),
    (
        "descriptions that name the row of the opposite",
        PERSON,
        "|name|String|The whole name.|\n",
        "|name|String|The whole name.|\n|first_loan|String|From this day. Required with last_loan.|\n|last_loan|String|To this day. Required with `first_loan`.|\n",
    ),
    (
        "a description of a row about another type that the page speaks of",
        DISC,
        "A disc on a shelf.",
        "A disc on a shelf, as a book is. Its **title** is the name of the book.",
    ),
    (
        "names in sentences that the page or another one has",
        UPDATE,
        "Change a [book](../resources/book.md).",
        "Change a [book](../resources/book.md), its `acquired` but not **isLent**, with `If-Match`, as `map_list` does.",
    ),
    (
        "None behind the head of a table",
        GET,
        "Do not send a request body.",
        "|Property|Type|Description|\n|:---|:---|:---|\n\nNone.",
    ),
    ("None in a section", GET, "Do not send a request body.", "None."),
    ("a response of an example on the same level", UPDATE, RESPONSE, "#### Response\n"),
    ("annotations beside a collection", LIST, "    }\n  ]\n}", '    }\n  ],\n  "@odata.count": 1\n}'),
    ("a property that is selected", LIST, "v1.0/books\n", "v1.0/books?$select=id,title&$orderby=pages desc\n"),
    ("a template as a value", LIST, "v1.0/books\n", "v1.0/books?$select={properties}\n"),
    ("a slot in the address of an example", UPDATE, "v1.0/books/17", "v1.0/books/{id}"),
    ("a reason phrase in capitals", CREATE, "HTTP/1.1 201 Created", "HTTP/1.1 201 CREATED"),
    ("no reason phrase", CREATE, "HTTP/1.1 201 Created", "HTTP/1.1 201"),
    (
        "an entity in a sentence",
        UPDATE,
        "Change a [book](../resources/book.md).",
        "Change a [book](../resources/book.md) &amp; see.",
    ),
    ("an entity in a body", UPDATE, '{\n  "title": "Momo"\n}', '{\n  "title": "Momo &amp; more"\n}'),
    ("the 29th of February of a leap year", GET, ACQUIRED, '"acquired": "1972-02-29T08:00:00Z"'),
    ("a number that looks like a date", GET, '"Momo"', '"ISBN 1973-13-45-1"'),
    ("midnight", GET, ACQUIRED, '"acquired": "1973-09-01T00:00:00Z"'),
    ("a description with a colon", DISC, "|The number of leaves.|", "|The number of leaves, and of what is between:|"),
    ("a description without a stop", DISC, "|The number of leaves.|", "|Leaves|"),
    ("an example without an annotation of length", UPDATE, '"truncated": true,\n', ""),
    ("another author", GET, 'author: "library-team"\n', 'author: "somebody"\n'),
    ("no name of an example", GET, ',\n  "name": "get_book"', ""),
]


@pytest.mark.parametrize(("page", "old", "new"), [one[1:] for one in NEIGHBORS], ids=[one[0] for one in NEIGHBORS])
def test_what_is_no_slip_is_no_finding(library, page, old, new):
    change(library, page, old, new)
    assert findings() == []


def test_a_link_to_the_page_of_another_type_can_lead_to_the_one_it_names(tmp_path):
    table = "## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n|id|String|The key.|\n"
    get = (
        "# Get kite\n\nReturns a [boatHouse](../resources/kite.md).\n\n## HTTP request\n\n```http\nGET /kites/1\n```\n"
    )
    pages = {
        "api/kite-get.md": get,
        "resources/kite.md": f"# kite resource type\n\nA kite.\n\n{table}",
        "resources/boathouse.md": f"# boatHouse resource type\n\nA house for boats.\n\n{table}",
    }
    for name, text in pages.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (one,) = [one for one in docgen.lint([tmp_path], settings=Settings()).diagnostics if one.code == "DG609"]
    assert one.fix is not None
    (edit,) = one.fix.edits
    assert (edit.text, get[edit.span.start : edit.span.end]) == ("../resources/boathouse.md", "../resources/kite.md")
    assert not one.fix.is_safe


def test_typographic_quotation_marks_of_a_request_become_straight(tmp_path):
    page = "# Get kite\n\n## HTTP request\n\n```http\nGET /kites\n```\n\n## Example\n\n```http\nGET /kites?name=“Momo”\n```\n"
    (tmp_path / "kite.md").write_text(page, encoding="utf-8")
    (one,) = [one for one in docgen.lint([tmp_path], settings=Settings()).diagnostics if one.code == "DG425"]
    assert one.fix is not None
    assert one.fix.is_safe
    assert [edit.text for edit in one.fix.edits] == ['"', '"']


def test_bars_in_brackets_belong_to_the_text(tmp_path):
    page = "# kite resource type\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n|id|String|Name (*.a | *.b).|\n"
    (tmp_path / "kite.md").write_text(page, encoding="utf-8")
    (one,) = [one for one in docgen.lint([tmp_path], settings=Settings()).diagnostics if one.code == "DG106"]
    assert one.fix is not None
    assert [(edit.text, page[edit.span.start]) for edit in one.fix.edits] == [("\\", "|")]


def test_a_credential_of_another_kind_than_on_all_other_pages(library):
    page = (library / GET).read_text(encoding="utf-8")
    for number in range(9):
        other = page.replace("books", f"books{number}").replace("Get book", f"Get book {number}")
        (library / f"api/book{number}-get.md").write_text(other, encoding="utf-8")
    change(library, "api/book3-get.md", "|Authorization|Bearer", "|Authorization|Basic")
    told = [(name, path) for name, path, _, _ in findings() if name == "contradicting-credential"]
    assert told == [("contradicting-credential", "docs/api/book3-get.md")]


def test_words_that_come_back_as_others(library):
    change(library, CREATE, '"pages": 304\n}\n```\n\n### R', '"tags": ["old"]\n}\n```\n\n### R')
    change(library, CREATE, '"title": "Momo",\n  "pages": 304', '"title": "Momo",\n  "tags": ["new"]')
    assert [name for name, *_ in findings()] == ["differing-echo"]


def test_a_description_of_a_row_further_above(library):
    said = "How many pages the library has counted so far."
    change(library, DISC, "|pages|Int32|The number of leaves.|", f"|pages|Int32|{said}|")
    change(library, DISC, "Words that the search finds it by.", said)
    assert [name for name, *_ in findings()] == ["copied-description"]


def test_a_description_of_a_row_further_below(library):
    said = "Words that the tags of the search are made of."
    place = change(library, DISC, "|pages|Int32|The number of leaves.|", f"|⟵pages|Int32|{said}|")
    change(library, DISC, "Words that the search finds it by.", said)
    assert placed() == [("copied-description", f"docs/{DISC}", place)]
    assert findings()[0][-1] == "warning"


def test_a_description_of_a_row_that_another_page_has(library):
    row = "|name|String|The whole name.|"
    change(library, PERSON, row, f"{row}\n|birthPlace|String|The birth place.|")
    place = change(library, DISC, "|pages|Int32|The number of leaves.|", "|⟵pages|Int32|The birth place.|")
    assert placed() == [("copied-description", f"docs/{DISC}", place)]
    change(library, DISC, "|pages|Int32|", "|birthPlace|String|Where it is from.|\n|pages|Int32|")
    assert findings() == []  # the row that the text is about stands on the page, too


def test_an_introduction_of_the_page_of_another_type(library):
    change(library, BOOK, "\nA book on a shelf.\n\n", "\nA book on a shelf of the library.\n\n")
    place = change(library, DISC, "\nA disc on a shelf.\n\n", "\n⟵A book on a shelf of the library.\n\n")
    assert placed() == [("copied-introduction", f"docs/{DISC}", place)]


def test_links_to_a_type_with_a_longer_name(library):
    for name in ("oldBook", "oldBookCase"):
        page = matter(f"{name} resource type", "resourcePageType") + OTHER_KIND.format(kind="disc")
        (library / f"resources/{name.lower()}.md").write_text(
            page.replace("disc resource type", f"{name} resource type"), encoding="utf-8"
        )
    text = "Change a [book](../resources/book.md)."
    place = change(
        library,
        UPDATE,
        text,
        f"{text} Not an [oldBook](⟵../resources/oldbookcase.md), see [it](../resources/oldbook.md).",
    )
    assert [one for one in placed() if one[0] == "misleading-link"] == [("misleading-link", f"docs/{UPDATE}", place)]


def test_an_example_without_the_body_that_another_one_sends(library):
    request = "```http\nPATCH https://graph.microsoft.com/v1.0/books/17\n```\n"
    change(library, UPDATE, "### Response\n", f"### Request\n\n{request}\n### Response\n")
    assert [name for name, *_ in findings()] == ["unsent-body"]


def test_a_title_that_is_about_the_path_of_another_page(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("books", "discs"):
        page = f"# Download books\n\n`POST /downloads/{name}`\n\nStart it.\n"
        (tmp_path / f"{name}.md").write_text(page, encoding="utf-8")
    report = docgen.lint(["."], settings=Settings())
    told = [(one.name, one.span.path) for one in report.diagnostics if one.name == "copied-title"]
    assert told == [("copied-title", "discs.md")]


def test_objects_in_a_wrapper_are_one_finding_of_a_folder_and_one_of_each_page_by_itself(library):
    for page in (GET, UPDATE):
        file = library / page
        text = file.read_text(encoding="utf-8")
        before, _, answer = text.rpartition("json\n\n{")
        body, _, rest = answer.partition("\n}\n")
        file.write_text(f'{before}json\n\n{{\n"value": {{{body}\n}}}}\n{rest}', encoding="utf-8")
    report = docgen.lint(["docs"], settings=Settings())
    assert [(one.name, len(one.related)) for one in report.diagnostics] == [("wrapped-object", 2)]
    for page in (GET, UPDATE):
        (one,) = docgen.lint([f"docs/{page}"], settings=Settings(inputs=("docs",))).diagnostics
        assert (one.name, one.span.path) == ("wrapped-object", f"docs/{page}")


def test_messages_of_a_page_that_lack_their_blank_line_are_one_finding(library):
    page = library / CREATE
    page.write_text(
        page.read_text(encoding="utf-8").replace("application/json\n\n{", "application/json\n{"), encoding="utf-8"
    )
    assert [name for name, *_ in findings()] == ["missing-blank-line"]


LENDER = """
# List lenders

Namespace: microsoft.graph

Return who has a book at home.

## Permissions

|Permission type|Permissions (from least to most privileged)|
|:---|:---|
|Delegated (work or school account)|Books.Read|
|Delegated (personal Microsoft account)|Not supported.|
|Application|Books.Read.All|

## HTTP request

```http
GET /books/{book-id}/lender
```

## Response

If successful, this method returns a `200 OK` response code and a collection of [person](../resources/person.md) objects in the response body.
"""


def test_an_operation_on_a_relationship_of_one_thing_that_returns_many(library):
    page = library / BOOK
    lenders = matter("List lenders", "apiPageType") + LENDER
    (library / "api/book-list-lenders.md").write_text(lenders, encoding="utf-8")
    link = "See [List lenders](../api/book-list-lenders.md).\n\n## Properties"
    text = page.read_text(encoding="utf-8").replace("## Properties", link, 1)
    table = "|Relationship|Type|Description|\n|:---|:---|:---|\n|lender|{}|Who has it at home.|"
    for type_, names in (
        ("[person](person.md)", ["contradicting-relationship"]),
        ("[person](person.md) collection", []),
    ):
        page.write_text(text.replace("None.", table.format(type_)), encoding="utf-8")
        assert [name for name, *_ in findings()] == names


def test_a_request_in_a_table_without_what_its_path_begins_with(library):
    page = library / BOOK
    lenders = matter("List lenders", "apiPageType") + LENDER
    (library / "api/book-list-lenders.md").write_text(lenders, encoding="utf-8")
    table = "|Relationship|Type|Description|\n|:---|:---|:---|\n|lender|[person](person.md) collection|Who has it: {}.|"
    text = page.read_text(encoding="utf-8")
    link = "See [List lenders](../api/book-list-lenders.md).\n\n## Properties"
    text = text.replace("## Properties", link, 1)
    for request, names in (("GET /{book-id}/lender", ["contradicting-path"]), ("GET /books/{book-id}/lender", [])):
        page.write_text(text.replace("None.", table.format(f"`{request}`")), encoding="utf-8")
        assert [name for name, *_ in findings()] == names


def test_members_of_items_where_one_object_is_promised(library):
    text = (library / GET).read_text(encoding="utf-8")
    head, brace, body = text.rpartition("json\n\n{")
    body, fence, rest = body.partition("\n}\n```")
    (library / GET).write_text(f'{head}{brace}"value": [{{"colour": "red",{body}}}]{fence}{rest}', encoding="utf-8")
    assert {name for name, *_ in findings()} == {"collection-for-single", "unknown-property"}


def test_members_of_an_answer_to_another_request_that_is_annotated_as_the_one_promised(library):
    change(library, LIST, "graph.microsoft.com/v1.0/books", "graph.microsoft.com/v1.0/towns/1/shelves/2/books")
    note = '<!-- {"blockType": "response", "@odata.type": "Collection(microsoft.graph.book)"} -->\n'
    change(library, LIST, "```http\nHTTP/1.1 200 OK", note + "```http\nHTTP/1.1 200 OK")
    change(library, LIST, '"title": "Momo"', '"titel": "Momo"')
    assert {name for name, *_ in findings()} == {"contradicting-path", "unknown-property"}


REQUIRED = """Supply a JSON representation of a book. The table shows the properties that are required when you create it.

|Property|Type|Description|
|:---|:---|:---|
|title|String|The name of the book.|
|id|String|The number on the shelf.{more}|
"""


@pytest.mark.parametrize(("more", "severity"), [("", "info"), (" Read-only.", "warning")])
def test_what_a_sentence_requires_to_create_something_is_sent(library, more, severity):
    text = (library / CREATE).read_text(encoding="utf-8")
    before, _, rest = text.partition("## Request body\n\n")
    _, heading, rest = rest.partition("## Response\n")
    (library / CREATE).write_text(
        f"{before}## Request body\n\n{REQUIRED.format(more=more)}\n{heading}{rest}", encoding="utf-8"
    )
    assert [(name, level) for name, _, _, level in findings()] == [("unmet-requirement", severity)]


def test_a_listed_value_in_other_letters_is_told_although_the_list_may_leave_some_out(library):
    change(library, PERSON, "The whole name.", "The whole name. Can be `Michael ENDE`, `Astrid Lindgren`.")
    assert ("unlisted-value", f"docs/{GET}") in [(name, path) for name, path, _, _ in findings()]
