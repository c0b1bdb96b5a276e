"""Where the parts of the document come from, and what becomes of a page."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from docgen.errors import DocgenError
from docgen.openapi import source_map
from docgen.openapi.document import Document
from docgen.openapi.validate.run import validate
from docgen.run import pipeline
from docgen.source import Span


@pytest.fixture
def document(books):
    return pipeline.build().document


def test_a_marked_document_names_page_and_line_in_each_part(document):
    folder = Path(os.path.abspath(next(iter(document.origins.values())).path)).parent
    marked = source_map.marked(document, folder)
    marks = {text.split('"')[0] for text in json.dumps(marked.content).split('"x-docgen-source": "')[1:]}
    assert marks
    for mark in marks:
        path, _, line = mark.rpartition(":")
        assert not os.path.isabs(path)
        assert int(line) <= len((folder / path).read_text("utf-8").split("\n"))
    assert "x-docgen-source" not in json.dumps(document.content)
    assert validate(marked) == ()


def test_the_source_map_names_page_line_and_column(document):
    places = source_map.source_map(document)
    assert places["/components/schemas/book/properties/title"] == "docs_input/book.md:15:1"
    assert places["/paths/~1books~1{id}/get"] == "docs_input/book-get.md:20:1"
    assert list(places) == list(document.origins)


@pytest.mark.parametrize(
    ("pointer", "place", "text"),
    [
        ("#/components/schemas/book/properties/title", "docs_input/book.md:15:1", "|title|String|"),
        ("/components/schemas/book/properties/title/type", "docs_input/book.md:15:1", "|title|String|"),
        ("#/paths/~1books~1{id}", "docs_input/book-get.md:20:1", "GET /books/{id}"),
    ],
)
def test_a_pointer_leads_to_the_line_that_says_it(document, pointer, place, text):
    found = source_map.of_pointer(document, pointer)
    assert str(found) == place
    assert found.text.startswith(text)


def test_a_property_of_a_derived_type_is_found_without_the_way_through_its_composition():
    schemas = {"a": {"allOf": [{"$ref": "#/components/schemas/b"}, {"properties": {"x": {"type": "string"}}}]}}
    content = {"components": {"schemas": schemas}}
    document = Document(content, {"/components/schemas/a/allOf/1/properties/x": Span(__file__, 0, 3)})
    assert str(source_map.of_pointer(document, "#/components/schemas/a/properties/x")) == f"{__file__}:1:1"


@pytest.mark.parametrize(
    ("pointer", "message"),
    [
        ("#/components/schemas/nothing", "the document has no part #/components/schemas/nothing"),
        ("#/openapi", "no page says #/openapi"),
    ],
)
def test_a_part_that_no_page_says_is_an_error(document, pointer, message):
    with pytest.raises(DocgenError, match=message):
        source_map.of_pointer(document, pointer)


@pytest.mark.parametrize("name", ["docs_input/book.md", "book.md"])
def test_a_page_leads_to_the_parts_that_it_says_in_its_order(document, books, name):
    for page in (name, str(books / "docs_input/book.md")):
        found = source_map.of_page(document, page)
        assert [place.line for place in found.values()] == sorted(place.line for place in found.values())
        assert "/components/schemas/book/properties/id" in found
        assert {place.path for place in found.values()} == {"docs_input/book.md"}


def test_a_page_that_says_nothing_leads_nowhere(document):
    assert source_map.of_page(document, "other.md") == {}
