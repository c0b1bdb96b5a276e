"""Each class of defect, put into a clean page, is found on its line, as one finding and nothing else."""

import shutil
from pathlib import Path

import pytest

import docgen
from docgen.settings import Settings

LIBRARY = Path(__file__).parent / "library"
GET, LIST, CREATE, DELETE = (f"api/book-{name}.md" for name in ("get", "list", "create", "delete"))
BOOK, PERSON, ENUMS = "resources/book.md", "resources/person.md", "resources/enums.md"
PROPERTIES = (LIBRARY / PERSON).read_text(encoding="utf-8").partition("writes books.\n\n## P")[2]
PROPERTIES = f"## P{PROPERTIES}"  # to the end of the page
TODO = "**TODO: Add Description**"
PLACE = "⟵"  # marks the line of the finding in the new text; taken out before the page is read

# What is wrong, the page, what stands there, what stands there instead, the rule.
DEFECTS = [
    # JSON
    ("missing comma", GET, '"pages": 304,\n', '"pages": 304⟵\n', "malformed-json"),
    ("trailing comma", GET, '"1973-09-01T08:00:00Z"\n}', '"1973-09-01T08:00:00Z",⟵\n}', "malformed-json"),
    ("unbalanced brackets", GET, '"children"],', '"children"}⟵,', "malformed-json"),
    ("truncated JSON", GET, '"1973-09-01T08:00:00Z"\n}', '"1973-09-01T08:00:00Z"⟵', "malformed-json"),
    ("curly quotation marks", GET, '"Momo"', "\u201cMomo\u201d⟵", "malformed-json"),
    ("no-break space", GET, '"title": "Momo"', '"title":\xa0"Momo"⟵', "malformed-json"),
    ("zero-width space", GET, '"title": "Momo"', '"title":\u200b "Momo"⟵', "malformed-json"),
    # examples
    ("misspelt property", GET, '"pages": 304', '"pagse": 304⟵', "unknown-property"),
    ("letter case of a property", GET, '"isLent"', '"islent"⟵', "property-letter-case"),
    ("number for a string", GET, '"Momo"', "1973⟵", "wrong-json-type"),
    ("string for a number", GET, "304", '"304"⟵', "wrong-json-type"),
    ("string for a Boolean", GET, "false", '"false"⟵', "wrong-json-type"),
    ("string for an object", GET, '{\n    "name": "Michael Ende"\n  }', '"Michael Ende"⟵', "wrong-json-type"),
    ("array for an object", GET, '{\n    "name": "Michael Ende"\n  }', "[]⟵", "collection-for-single"),
    ("object for an array", GET, '["time", "children"]', '{"time": 1}⟵', "single-for-collection"),
    ("single for a collection", GET, '["time", "children"]', '"time"⟵', "single-for-collection"),
    (
        "whole body single for a collection",
        LIST,
        '{\n  "value": [\n    {\n      "id": "17",\n      "title": "Momo"\n    }\n  ]\n}',
        '{⟵\n  "id": "17",\n  "title": "Momo"\n}',
        "single-for-collection",
    ),
    (
        "whole body a collection for a single",
        CREATE,
        'json\n\n{\n  "id": "17",\n  "title": "Momo",\n  "pages": 304\n}',
        'json\n\n{\n  "value": [⟵\n    { "id": "17" }\n  ]\n}',
        "collection-for-single",
    ),
    ("unlisted enumeration value", GET, '"novel"', '"novell"⟵', "unlisted-value"),
    ("invalid date-time", GET, "1973-09-01T08:00:00Z", "1973-09-01 at eight⟵", "invalid-date-time"),
    (
        "type of an object that nobody describes",
        GET,
        "#microsoft.graph.book",
        "#microsoft.graph.tome⟵",
        "undescribed-instance-type",
    ),
    (
        "type of an object in another namespace",
        GET,
        "#microsoft.graph.book",
        "#example.library.book⟵",
        "misnamed-instance-type",
    ),
    # HTTP
    ("status differs", CREATE, "HTTP/1.1 201 Created", "HTTP/1.1 200 OK⟵", "contradicting-status"),
    (
        "204 with a body",
        DELETE,
        "204 No Content\n```",
        '204 No Content\n\n{⟵\n  "id": "17"\n}\n```',
        "body-without-content",
    ),
    (
        "204 and an object",
        DELETE,
        "response code.",
        "response code and a [book](../resources/book.md).⟵",
        "object-without-content",
    ),
    (
        "status line missing",
        GET,
        "HTTP/1.1 200 OK\nContent-Type: application/json\n\n{",
        "Content-Type: application/json⟵\n\n{",
        "missing-status-line",
    ),
    ("verb differs", DELETE, "DELETE https:", "POST https:⟵", "contradicting-method"),
    ("path differs", GET, "v1.0/books/17", "v1.0/tomes/17⟵", "contradicting-path"),
    ("version differs", DELETE, "graph.microsoft.com/v1.0/", "graph.microsoft.com/beta/⟵", "contradicting-version"),
    ("brace missing in the template", DELETE, "DELETE /books/{book-id}", "DELETE /books/{book-id⟵", "unbalanced-path"),
    ("slash missing", DELETE, "DELETE /books/", "DELETE books/⟵", "missing-slash"),
    (
        "Content-Type missing",
        CREATE,
        "201 Created\nContent-Type: application/json\n\n{",
        "201 Created\n\n{⟵",
        "missing-content-type",
    ),
    ("response missing", DELETE, "\n### Response\n\n```http\nHTTP/1.1 204 No Content\n```\n", "", "unpaired-request"),
    ("GET with a body", LIST, "v1.0/books\n```", 'v1.0/books\n\n{⟵\n  "kind": "novel"\n}\n```', "body-on-get"),
    (
        "path parameter without a row",
        GET,
        "|book-id|String|The number on the shelf.|",
        "|shelf-id|String|The shelf.|⟵",
        "unused-path-parameter",
    ),
    # tables
    (
        "duplicated row",
        BOOK,
        "|title|String|The name of the book.|",
        "|title|String|The name of the book.|\n|title|String|Again.|⟵",
        "duplicate-row",
    ),
    ("missing cell", BOOK, "|pages|Int32|The number of pages.|", "|pages|Int32|⟵", "missing-cell"),
    ("extra cell", BOOK, "The number of pages.|", "The number | of pages.|⟵", "extra-cell"),
    (
        "missing separator",
        PERSON,
        "|Property|Type|Description|\n|:---|:---|:---|\n",
        "|Property|Type|Description|⟵\n",
        "missing-table-separator",
    ),
    ("row over two lines", BOOK, "|The number of pages.|", "|The number⟵\nof pages.|", "broken-row"),
    ("unknown type", BOOK, "|pages|Int32|", "|pages|pageCount|⟵", "undescribed-type"),
    ("missing type", BOOK, "|pages|Int32|", "|pages||⟵", "missing-type"),
    ("unreadable type", BOOK, "|pages|Int32|", "|pages|see the note|⟵", "unreadable-type"),
    ("empty description", BOOK, "The number of pages.", "⟵", "empty-description"),
    ("unknown column", PERSON, "|Property|Type|Description|", "|Proprety|Type|Description|⟵", "unknown-column"),
    (
        "value that the enumeration lacks",
        BOOK,
        "`novel`, `atlas`.",
        "`novel`, `comic`, `atlas`.⟵",
        "contradicting-members",
    ),
    # links
    ("missing page", LIST, "(book-get.md)", "(book-got.md)⟵", "missing-page"),
    ("letter case of a link", LIST, "(book-get.md)", "(Book-Get.md)⟵", "link-letter-case"),
    ("broken anchor", GET, "#properties", "#proprties⟵", "broken-anchor"),
    ("missing include", GET, "includes/note.md", "includes/notes.md⟵", "missing-include"),
    # markup
    ("unclosed fence", GET, '1973-09-01T08:00:00Z"\n}\n```', '1973-09-01T08:00:00Z"\n}', "unclosed-fence"),
    ("unclosed comment", LIST, "## Response\n\nIf", "<!-- old⟵\n\n## Response\n\nIf", "unclosed-comment"),
    ("annotation JSON", GET, '"name": "get_book"', '"name": "get_book",⟵', "malformed-annotation"),
    (
        "annotation kind",
        GET,
        '<!-- { "blockType": "ignored" } -->',
        '<!-- { "blockType": "ingored" } -->⟵',
        "unknown-annotation",
    ),
    (
        "annotation type",
        GET,
        '"@odata.type": "microsoft.graph.book"\n}',
        '"@odata.type": "microsoft.graph.person"⟵\n}',
        "contradicting-annotation",
    ),
    # structure
    ("no title", DELETE, "# Delete book", "", "missing-title"),
    (
        "no HTTP request section",
        DELETE,
        "## HTTP request\n\n```http\nDELETE /books/{book-id}\n```\n\n",
        "",
        "missing-section",
    ),
    (
        "no Response section",
        DELETE,
        "## Response\n\nIf successful, this method returns a `204 No Content` response code.\n\n",
        "",
        "missing-section",
    ),
    ("no Properties section", PERSON, PROPERTIES, "", "missing-section"),
    ("misspelt heading", DELETE, "## Permissions", "## Premissions⟵", "unknown-section"),
    ("tabs without an end", LIST, "### Request\n", "### Request\n\n# [HTTP](#tab/http)⟵\n", "unclosed-tab-group"),
    # front matter
    ("missing key", GET, 'author: "library-team"\n', "", "missing-front-matter-key"),
    ("invalid YAML", GET, 'title: "Get book"', "title: Get: book⟵", "invalid-front-matter"),
    ("wrong doc_type", GET, "doc_type: apiPageType", "doc_type: resourcePageType⟵", "contradicting-doc-type"),
    # permissions
    ("scope with a space", GET, "|Application|Books.Read.All|", "|Application|Books Read.All|⟵", "malformed-scope"),
    ("kind of permission left out", GET, "|Application|Books.Read.All|\n", "", "missing-permission-kind"),
    # placeholders
    ("TODO in the front matter", GET, '"library-team"', f'"{TODO}"⟵', "todo-in-front-matter"),
    (
        "TODO in the introduction",
        CREATE,
        "\nPut a book on the shelf.\n\n## Per",
        f"\n{TODO}⟵\n\n## Per",
        "todo-in-introduction",
    ),
    ("TODO in a description", BOOK, "The number of pages.", f"{TODO}⟵", "todo-in-description"),
    ("TODO in the permissions", GET, "|Books.Read.All|", f"|{TODO}|⟵", "todo-in-permissions"),
    ("TODO in the text", GET, "Do not send a request body.", f"Do not send a request body. {TODO}⟵", "todo-in-prose"),
    ("macro", GET, '"library-team"', '"$(metadata.owner)"⟵', "unexpanded-macro"),
    ("missing address", LIST, "GET /books\n", "GET ** Collection URI for book not found⟵\n", "missing-uri"),
    ("missing in other letters", LIST, "GET /books\n", "GET ** collection Uri For book not found⟵\n", "missing-uri"),
    (
        "empty block",
        LIST,
        "### Request\n\n```http\nGET https://graph.microsoft.com/v1.0/books\n",
        "### Request\n\n```http⟵\n",
        "empty-http-block",
    ),
    ("bare host", LIST, "graph.microsoft.com/v1.0/books", "graph.microsoft.com/v1.0⟵", "empty-request-url"),
    ("marker for a type", BOOK, "|pages|Int32|", "|pages|** Unknown Type `edm.pages` **|⟵", "unknown-type-marker"),
    ("not yet documented", BOOK, "The number of pages.", "Not yet documented⟵", "not-documented-text"),
    ("sample value", GET, '"Momo"', '"title-value"⟵', "sample-value"),
    # representation
    ("representation: type differs", BOOK, '"isLent": true', '"isLent": "String"⟵', "contradicting-representation"),
    (
        "representation: collection differs",
        BOOK,
        '"tags": ["String"]',
        '"tags": "String"⟵',
        "contradicting-representation",
    ),
    (
        "representation: extra property",
        BOOK,
        '"pages": 1024,',
        '"pages": 1024,\n  "shelf": "String",⟵',
        "untabled-property",
    ),
    ("representation: property left out", BOOK, '  "pages": 1024,\n', "", "unrepresented-property"),
    ("representation: letter case", BOOK, '"isLent": true', '"islent": true⟵', "representation-letter-case"),
    ("representation: bad JSON", BOOK, '"pages": 1024,\n', '"pages": 1024⟵\n', "malformed-json"),
    (
        "names that collide",
        BOOK,
        "|isLent|Boolean|Whether somebody has it at home.|",
        "|isLent|Boolean|Whether somebody has it at home.|\n|is_lent|Boolean|The same.|⟵",
        "colliding-names",
    ),
]


@pytest.fixture
def library(tmp_path, monkeypatch):
    shutil.copytree(LIBRARY, tmp_path / "docs")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "docs"


def findings():
    report = docgen.lint(["docs"], settings=Settings())
    return [
        (one.name, one.span.path, report.sources[one.span.path].position(one.span.start).line)
        for one in report.diagnostics
    ]


def test_the_clean_pages_have_no_findings(library):
    assert findings() == []


@pytest.mark.parametrize(
    ("page", "old", "new", "rule"), [case[1:] for case in DEFECTS], ids=[case[0] for case in DEFECTS]
)
def test_each_class_of_defect_is_one_finding_on_its_line(library, page, old, new, rule):
    file = library / page
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    start = text.index(old)
    line = text[: start + new.index(PLACE)].count("\n") + 1 if PLACE in new else None
    if line is not None:
        line = (text[:start] + new[: new.index(PLACE)]).count("\n") + 1
    file.write_text(text.replace(old, new.replace(PLACE, "")), encoding="utf-8")
    found = findings()
    assert [(name, path) for name, path, _ in found] == [(rule, f"docs/{page}")]
    assert line is None or found[0][2] == line


def test_one_operation_on_two_pages_is_one_finding(library):
    shutil.copy(library / GET, library / "api/book-read.md")
    assert [(name, path) for name, path, _ in findings()] == [("repeated-operation", "docs/api/book-read.md")]


def test_pages_that_contradict_each_other_about_one_operation_are_one_finding(library):
    text = (library / LIST).read_text(encoding="utf-8").replace("# List books", "# All books")
    single = text.replace(
        "a collection of [book](../resources/book.md) objects", "a [book](../resources/book.md) object"
    )
    (library / "api/book-all.md").write_text(single[: single.index("## Examples")], encoding="utf-8")
    assert [name for name, _, _ in findings()] == ["contradicting-operations"]


def test_a_type_that_no_page_leads_to_is_one_finding(library):
    text = (library / PERSON).read_text(encoding="utf-8").replace("person", "shelf")
    (library / "resources/shelf.md").write_text(text, encoding="utf-8")
    assert [(name, path) for name, path, _ in findings()] == [("orphan-resource", "docs/resources/shelf.md")]


def test_a_type_on_two_pages_with_other_properties_is_one_finding(library):
    text = (library / PERSON).read_text(encoding="utf-8").replace("name", "alias").replace("blockType", "blockType")
    (library / "resources/person2.md").write_text(text, encoding="utf-8")
    (library / PERSON).write_text(
        (library / PERSON)
        .read_text(encoding="utf-8")
        .replace("writes books.\n\n##", "writes [books](person2.md).\n\n##"),
        encoding="utf-8",
    )
    assert [name for name, _, _ in findings()] == ["contradicting-pages"]


def test_a_part_of_a_docset_has_no_errors_about_what_was_not_given(library):
    shutil.rmtree(library / "resources")
    report = docgen.lint(["docs"], settings=Settings())
    assert [one.message for one in report.diagnostics if one.severity == "error"] == []
    assert "unknown-property" not in {one.name for one in report.diagnostics}


def test_a_row_of_parameters_without_a_name_is_told_and_its_members_are_no_finding(tmp_path):
    rows = "|body|body|object|All.|\n|» the first of these words|body|object|It.|\n|»» size|body|string|How many.|\n"
    page = tmp_path / "make.md"
    page.write_text(
        f"# Make it\n\n`POST /shelves`\n\n### Parameters\n\n|Name|In|Type|Description|\n|-|-|-|-|\n{rows}",
        encoding="utf-8",
    )
    report = docgen.lint([str(page)], settings=Settings())
    found = [one for one in report.diagnostics if one.code == "DG307"]
    lines = [report.sources[one.span.path].position(one.span.start).line for one in found]
    assert [(one.message, line) for one, line in zip(found, lines, strict=True)] == [
        ("'» the first of these words' is not the name of a property or parameter", 10)
    ]
