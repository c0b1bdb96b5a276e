"""The schemas and enumerations that pages describe, merged, and the types that names and links mean."""

from __future__ import annotations

import pytest

from docgen import dialects
from docgen.extract.facts import PageFacts, TypeFact
from docgen.model.resolve import Resolver
from docgen.model.types import Type
from docgen.source import Span

KINDS = "# Enumerations\n\nNamespace: microsoft.graph\n\n## kind values\n\n|Member|\n|:---|\n|oak|\n"
BOOK = "id|String|The key. Read-only."


@pytest.mark.parametrize(
    ("cell", "type_"),
    [
        ("[shelf](shelf.md)", "microsoft.graph.shelf"),
        ("[shelf](../resources/shelf.md)", "microsoft.graph.shelf"),
        ("[Shelf](SHELF.md)", "microsoft.graph.shelf"),
        ("[another name](shelf.md)", "microsoft.graph.shelf"),
        ("[shelf](/graph/api/resources/shelf?view=latest)", "microsoft.graph.shelf"),
        ("[Library.Internal.shelf](shelf.md) collection", "microsoft.graph.shelf collection"),
        ("shelf", "microsoft.graph.shelf"),
        ("microsoft.graph.shelf", "microsoft.graph.shelf"),
        ("Collection(microsoft.graph.shelf)", "microsoft.graph.shelf collection"),
        ("[shelf][]", "microsoft.graph.shelf"),
        ("[shelf](shelf.md) or [loan](loan.md)", "microsoft.graph.shelf or microsoft.graph.lending.loan"),
        ("loan", "microsoft.graph.lending.loan"),
        ("[kind](enums.md#kind-values)", "microsoft.graph.kind"),
        ("kind collection", "microsoft.graph.kind collection"),
        ("[state](shelf.md#state-values)", "microsoft.graph.state"),
        ("[DateTimeOffset](shelf.md)", "string/date-time"),
        ("Int64", "integer/int64"),
        ("String collection", "string collection"),
        ("Json", "any"),
    ],
)
def test_a_cell_leads_to_the_type_that_a_page_describes(join, resource, cell, type_):
    joined = join(
        {
            "resources/book.md": resource("book", f"place|{cell}|Where.", extra="[shelf]: shelf.md"),
            "resources/shelf.md": resource("shelf", BOOK, extra="### state values\n\n|Member|\n|:---|\n|full|\n"),
            "resources/loan.md": resource("loan", BOOK, namespace="microsoft.graph.lending"),
            "resources/enums.md": KINDS,
        }
    )
    assert joined.properties("book") == {"place": type_}
    assert joined.findings() == []


def test_a_type_without_a_page_gets_a_stand_in_and_one_finding(join, resource):
    rows = ("a|[shelf](shelf.md)|One.", "b|[shelf](shelf.md) collection|Two.")
    joined = join({"resources/book.md": resource("book", *rows)})
    assert joined.schemas == ["microsoft.graph.book", "microsoft.graph.shelf (missing)"]
    assert joined.findings() == ["undescribed-type"]
    assert joined.api.diagnostics[0].related[0].span.path == "resources/book.md"


def test_short_names_of_two_namespaces_stay_apart(join, resource):
    joined = join(
        {
            "resources/a.md": resource("label", "id|String|One."),
            "resources/b.md": resource("label", "id|Int32|Two.", namespace="microsoft.graph.lending"),
            "resources/c.md": resource("book", "near|label|Its own.", namespace="microsoft.graph.lending"),
            "resources/d.md": resource("page", "near|label|Its own.", "far|[label](b.md)|The other."),
        }
    )
    assert joined.properties("book") == {"near": "microsoft.graph.lending.label"}
    assert joined.properties("page") == {"near": "microsoft.graph.label", "far": "microsoft.graph.lending.label"}


def test_a_base_comes_from_sentence_annotation_or_rows(join, resource):
    note = '<!-- {"blockType": "resource", "@odata.type": "microsoft.graph.c", "baseType": "microsoft.graph.item"} -->'
    joined = join(
        {
            "resources/item.md": resource("item", BOOK),
            "resources/a.md": resource("a", "x|String|.", intro="Inherits from [item](item.md)."),
            "resources/b.md": resource("b", "id|String|The key. Inherited from [item](item.md)."),
            "resources/c.md": resource(
                "c", "x|String|.", extra=f"## JSON representation\n\n{note}\n```json\n{{}}\n```"
            ),
        }
    )
    assert [joined.schema(name).base for name in "abc"] == ["microsoft.graph.item"] * 3


def test_the_nearest_of_several_bases_wins(join, resource):
    joined = join(
        {
            "resources/entity.md": resource("entity", BOOK),
            "resources/item.md": resource("item", "name|String|.", intro="Inherits from [entity](entity.md)."),
            "resources/book.md": resource(
                "book",
                "id|String|The key. Inherited from [entity](entity.md).",
                "name|String|Inherited from [item](item.md).",
            ),
        }
    )
    assert joined.schema("book").base == "microsoft.graph.item"
    assert joined.properties("book") == {}


def test_inherited_rows_stay_where_the_base_has_no_page(join, resource):
    row = "id|String|The key. Inherited from [item](item.md)."
    joined = join({"resources/book.md": resource("book", row, "size|Int32|How thick.")})
    assert joined.schema("book").base == "microsoft.graph.item"
    assert list(joined.properties("book")) == ["id", "size"]
    assert joined.schemas == ["microsoft.graph.book", "microsoft.graph.item (missing)"]


def test_a_row_that_contradicts_the_base_is_told_and_the_base_wins(join, resource):
    joined = join(
        {
            "resources/item.md": resource("item", BOOK),
            "resources/book.md": resource("book", "id|Int32|Another key.", intro="Inherits from [item](item.md)."),
        }
    )
    assert joined.properties("book") == {}
    assert joined.findings() == ["contradicting-types"]


def test_a_row_without_a_type_contradicts_no_base(join, resource):
    joined = join(
        {
            "resources/item.md": resource("item", BOOK),
            "resources/book.md": resource("book", "id||The key.", intro="Inherits from [item](item.md)."),
        }
    )
    assert joined.properties("book") == {}
    assert "contradicting-types" not in joined.findings()


def test_types_that_inherit_from_each_other_do_not_hang(join, resource):
    joined = join(
        {
            "resources/a.md": resource("a", BOOK, intro="Inherits from [b](b.md)."),
            "resources/b.md": resource("b", BOOK, intro="Inherits from [a](a.md)."),
        }
    )
    assert sorted(s.base for s in joined.api.schemas) == ["", "microsoft.graph.a"] or sorted(
        s.base for s in joined.api.schemas
    ) == ["", "microsoft.graph.b"]


def test_a_type_on_two_pages_has_the_properties_of_both(join, resource):
    joined = join(
        {
            "resources/a.md": resource("book", BOOK, "size|Int32|How thick."),
            "resources/b.md": resource(
                "book", "id|String|The key.", "size|String|How thick.", "name|String|Its title."
            ),
        }
    )
    assert joined.properties("book") == {"id": "string", "size": "integer/int32", "name": "string"}
    found = [(one.name, one.span.path, one.related[0].span.path) for one in joined.api.diagnostics]
    places = ("resources/b.md", "resources/a.md")
    assert sorted(found) == [("contradicting-pages", *places), ("contradicting-types", *places)]


def test_a_page_with_a_table_decides_before_one_with_an_example_alone(join, resource):
    shown = (
        '<!-- {"blockType": "resource", "@odata.type": "microsoft.graph.book"} -->\n```json\n{"size": "String"}\n```'
    )
    page = (
        f"# book resource type\n\nNamespace: microsoft.graph\n\nOf the example.\n\n## JSON representation\n\n{shown}\n"
    )
    table = resource("book", "size|Int32|How thick.", intro="Of the table.")
    joined = join({"resources/a.md": page, "resources/b.md": table})
    assert joined.properties("book") == {"size": "integer/int32"}
    assert joined.schema("book").description == "Of the table."


def test_a_representation_adds_what_the_table_leaves_out(join, resource):
    shape = '{"id": "String (identifier)", "at": "String (timestamp)", "size": 1024, "tags": ["String"], "ok": true}'
    shown = f"## JSON representation\n\n```json\n{shape}\n```"
    joined = join({"resources/book.md": resource("book", "id|Guid|The key.", extra=shown)})
    assert joined.properties("book") == {
        "id": "string/uuid",
        "at": "string/date-time",
        "size": "integer/int32",
        "tags": "string collection",
        "ok": "boolean",
    }


def test_a_row_without_a_type_is_told(join, resource):
    joined = join({"resources/book.md": resource("book", "id||The key.")})
    assert (joined.properties("book"), joined.findings()) == ({"id": "any"}, ["missing-type"])


def test_values_of_a_type_without_a_page_make_its_enumeration(join, resource):
    joined = join(
        {
            "resources/a.md": resource("a", "kind|bookKind|The kind. Possible values are: `novel`, `atlas`."),
            "resources/b.md": resource("b", "kind|bookKind|The kind. Possible values are: `novel`, `guide`."),
        }
    )
    assert joined.enums == {"microsoft.graph.bookKind": ["novel", "atlas", "guide"]}
    assert joined.findings() == []


def test_values_of_a_text_stay_with_the_property(join, resource):
    joined = join({"resources/a.md": resource("a", "kind|String|The kind. Possible values are: `novel`, `atlas`.")})
    (kind,) = joined.schema("a").properties
    assert ([m.name for m in kind.values], joined.enums) == (["novel", "atlas"], {})


def test_an_enumeration_on_two_pages_has_the_members_of_both(join):
    page = "# bookKind enum type\n\nNamespace: microsoft.graph\n\n## Members\n\n|Member|Value|\n|:---|:---|\n"
    joined = join({"resources/a.md": f"{page}|novel|0|\n|poem|2|\n", "resources/b.md": f"{page}|novel|7|\n|atlas|1|\n"})
    assert joined.enums == {"microsoft.graph.bookKind": ["novel", "poem", "atlas"]}
    assert [m.value for m in joined.api.enums[0].members] == [0, 2, 1]


def test_a_type_that_only_an_example_shows_is_inferred(join, operation, example):
    answer = 'HTTP/1.1 200 OK\nContent-Type: application/json\n\n{"id": "1", "size": 4, "at": "2020-01-01T00:00:00Z"}'
    said = "If successful, this method returns a `200 OK` response code and a [book](../resources/book.md) object."
    shown = example("GET /books/1", answer)
    joined = join({"api/a.md": operation("GET /books/{id}", response=said, examples=shown)})
    assert joined.schema("book").inferred
    assert joined.properties("book") == {"id": "string", "size": "integer/int32", "at": "string/date-time"}
    assert joined.findings("missing-permissions") == ["inferred-schema"]


def test_a_type_that_only_a_request_body_describes_has_those_rows(join, operation):
    rows = "|name|String|The title. Required.|\n|size|Int32|How thick.|"
    text = "In the request body, supply a JSON representation of the [book](../resources/book.md) object."
    body = f"{text}\n\n|Property|Type|Description|\n|:---|:---|:---|\n{rows}"
    joined = join({"api/a.md": operation("POST /books", body=body)})
    assert joined.properties("book") == {"name": "string", "size": "integer/int32"}
    assert not any(p.required for p in joined.schema("book").properties)
    assert joined.body("POST /books") == "type microsoft.graph.book, required name"


def test_the_key_of_the_annotation_is_marked(join, resource):
    note = '<!-- {"blockType": "resource", "@odata.type": "microsoft.graph.book", "keyProperty": "isbn"} -->'
    shown = f"## JSON representation\n\n{note}\n```json\n{{}}\n```"
    joined = join({"resources/book.md": resource("book", "isbn|String|The number.", "id|String|.", extra=shown)})
    assert [(p.name, p.key) for p in joined.schema("book").properties] == [("isbn", True), ("id", False)]


def test_null_is_allowed_where_an_example_shows_it_and_no_page_forbids_it(join, operation, resource, example):
    answer = (
        'HTTP/1.1 200 OK\nContent-Type: application/json\n\n{"value": [{"id": "1", "a": null, "b": null, "c": "x"}]}'
    )
    said = (
        "If successful, this method returns a `200 OK` response code and a collection of [book](../resources/book.md)."
    )
    joined = join(
        {
            "api/a.md": operation("GET /books", response=said, examples=example("GET /books", answer)),
            "resources/book.md": resource(
                "book", BOOK, "a|String|One.", "b|String|Two. Not nullable.", "c|String|Three."
            ),
        }
    )
    nullable = {p.name: p.nullable for p in joined.schema("book").properties}
    assert nullable == {"id": None, "a": True, "b": False, "c": None}


@pytest.mark.parametrize("name", ["", "#"])
def test_a_link_without_words_names_no_type(name):
    page = PageFacts("a.md", "a", "", "base")
    resolver = Resolver((page,), dialects.by_name())
    assert resolver.resolve(TypeFact(name, Span("a.md", 0, 1)), page) == Type()
    assert resolver.missing == {}


def test_a_link_to_an_anchor_does_not_mean_the_one_type_of_the_page(join, resource):
    hall = resource("hall", "plaque|[Plaque](shelf.md#plaque)|What it says.", "shelf|[Old shelf](shelf.md)|Where.")
    joined = join({"resources/hall.md": hall, "resources/shelf.md": resource("shelf", BOOK)})
    types = joined.properties("hall")
    assert types["shelf"] == "microsoft.graph.shelf"
    assert types["plaque"] != "microsoft.graph.shelf"
