"""The options that say how the document is written, which part of it, and what is written beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

OUTPUT = Path("build/openapi.yaml")
OVERLAY = "overlay: 1.0.0\nactions:\n- {target: $.info, update: {title: Corrected}}\n"
SHELF_PAGE = (
    "# List shelves\n\n## HTTP request\n\n```http\nGET /shelves/of(by='{by}')\n```\n\n## Response\n\nReturns `204`.\n"
)


def document():
    return yaml.safe_load(OUTPUT.read_text())


@pytest.fixture
def shelves(books):
    (books / "docs_input/shelf-list.md").write_text(SHELF_PAGE)
    return books


def test_a_slice_is_asked_for_by_option_and_by_setting(shelves, run):
    assert run("build", "-q", "--fail-on", "never", "--include-path", "/books").code == 0
    assert list(document()["paths"]) == ["/books/{id}"]
    Path("docgen.toml").write_text('exclude-tag = ["books"]\nfunction-quotes = "none"\n')
    assert run("build", "-q", "--fail-on", "never").code == 0
    assert list(document()["paths"]) == ["/shelves/of(by={by})"]


def test_several_values_of_an_option_are_given_with_commas_or_one_by_one(shelves, run):
    run("build", "-q", "--fail-on", "never", "--include-path", "/books,/shelves")
    assert len(document()["paths"]) == 2
    run("build", "-q", "--fail-on", "never", "--exclude-path", "/x", "--exclude-path", "/books")
    assert len(document()["paths"]) == 1


def test_a_slice_of_nothing_is_one_clear_line(books, run):
    code, _, err = run("build", "-q", "--include-tag", "nothing")
    assert (code, err) == (2, "error: include-tag: no operation has the tag 'nothing'\n")
    assert not OUTPUT.exists()


def test_overlays_are_applied_in_their_order(books, run):
    Path("a.yaml").write_text(OVERLAY)
    Path("b.json").write_text(json.dumps({"overlay": "1.0.0", "actions": [{"target": "$.servers", "remove": True}]}))
    assert run("build", "-q", "--overlay", "a.yaml", "--overlay", "b.json").code == 0
    assert document()["info"]["title"] == "Corrected"
    assert "servers" not in document()
    Path("docgen.toml").write_text('overlay = ["a.yaml"]\n')
    assert run("build", "-q").code == 0
    assert document()["info"]["title"] == "Corrected"


def test_an_overlay_that_selects_nothing_or_cannot_be_read_is_one_clear_line(books, run):
    Path("a.yaml").write_text(OVERLAY.replace("$.info", "$.nothing"))
    assert run("build", "-q", "--overlay", "a.yaml")[::2] == (
        2,
        "error: a.yaml: action 1: $.nothing selects nothing in the document\n",
    )
    missing = run("build", "-q", "--overlay", "none.yaml")
    assert missing[::2] == (2, "error: the overlay none.yaml cannot be read\n")


def test_an_overlay_that_makes_the_document_invalid_is_found(books, run):
    Path("a.yaml").write_text(OVERLAY.replace("$.info, update: {title: Corrected}", "$.info.title, remove: true"))
    code, out, err = run("build", "--overlay", "a.yaml")
    assert code == 1
    assert "DG901" in out
    assert "is not written: it would not be valid OpenAPI" in err


def test_one_document_per_tag_and_a_source_map_are_written_beside_and_checked(shelves, run):
    arguments = ("build", "--fail-on", "never", "--split", "parts", "--source-map", "map.json")
    assert run(*arguments).code == 0
    assert sorted(path.name for path in Path("parts").iterdir()) == ["books.yaml", "components.yaml", "shelves.yaml"]
    places = json.loads(Path("map.json").read_text())
    assert places["/components/schemas/book/properties/title"] == "docs_input/book.md:15:1"
    assert run(*arguments, "--check").code == 0
    Path("parts/books.yaml").write_text("old\n")
    code, _, err = run(*arguments, "--check")
    assert code == 1
    assert "parts/books.yaml is not up to date" in err
    assert run(*arguments, "--format", "json").code == 0
    assert json.loads(Path("parts/books.json").read_text())["info"]["title"].endswith(": books")


def test_the_profile_is_chosen_by_option(books, run):
    assert run("build", "-q", "--profile", "graph").code == 0
    assert document()["paths"]["/books/{id}"]["get"]["x-ms-docs-operation-type"] == "operation"


def test_trace_shows_the_line_of_a_part(books, run):
    assert run("trace", "#/components/schemas/book/properties/title")[:2] == (
        0,
        "docs_input/book.md:15:1: |title|String|The title of the book.|\n",
    )


def test_trace_shows_the_parts_of_a_page(books, run):
    code, out, _ = run("trace", "docs_input/book.md")
    assert code == 0
    assert "docs_input/book.md:15:1: #/components/schemas/book/properties/title\n" in out
    assert run("trace", "book-get.md").out.startswith("docs_input/book-get.md:")


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("#/paths/~1nothing", "error: the document has no part #/paths/~1nothing\n"),
        ("other.md", "error: nothing in the document comes from a page other.md\n"),
    ],
)
def test_trace_of_nothing_is_one_clear_line(books, run, where, message):
    assert run("trace", where)[::2] == (2, message)


@pytest.mark.parametrize(
    ("update", "problem"),
    [
        ("{paths: 5}", 'DG901 /paths: the value is not of type "object"'),
        ("{info: null}", 'DG901 /info: the value is not of type "object"'),
        ("{components: {schemas: [1]}}", "DG901 /components/schemas: "),
        ("{tags: [{description: x}]}", "DG901 /tags/1: "),
        ("{paths: {'/books/{id}': {get: {operationId: {}}}}}", "DG901 /paths/~1books~1{id}/get/operationId: "),
    ],
)
def test_an_overlay_that_leaves_no_openapi_is_told_whatever_else_is_asked(books, run, update, problem):
    (books / "fix.yaml").write_text(f"overlay: 1.0.0\nactions: [{{target: $, update: {update}}}]\n")
    options = ("--split", "parts", "--source-map", "map.json", "--include-operation", "*", "--mark-sources")
    for version in ("3.0", "3.1"):
        code, out, err = run(
            *("build", "--overlay", "fix.yaml", "--openapi", version, "--output-format", "concise", *options)
        )
        assert code == 1
        assert problem in out
        assert "is not written: it would not be valid OpenAPI" in err
    assert not any((books / name).exists() for name in ("build", "parts", "map.json"))
