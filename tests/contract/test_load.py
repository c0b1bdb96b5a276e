"""Contracts that are broken, huge or hostile: one line, and nothing outside of their folder is read."""

from __future__ import annotations

import json

import pytest

from docgen.contract import places
from docgen.contract.load import load
from docgen.contract.parts import span_of
from docgen.contract.schemas import Shapes
from docgen.errors import DocgenError

EDMX = '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">{}</edmx:Edmx>'
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + EDMX.format("&b;")
ALIASES = "a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]\n" for n in range(1, 12)
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is no contract that is known"),
        ("[]", "is no contract that is known"),
        ("openapi: 4.0.0\npaths: {}\n", "is no contract that is known"),
        ("openapi: [3.0.3\n", "not valid YAML or JSON"),
        ("a: 1\na: 2\n", "stands twice"),
        ("a: &a [*a]\n", "nothing that is complete before it"),
        (ALIASES, "stands for more than 5,000,000 values"),
        ("[" * 300 + "]" * 300, "nested more than 100 deep"),
        ("{" + '"a":{' * 5000 + "}" * 5001, "nested more than 100 deep"),
        (BOMB, "a document type is declared"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', "a document type is declared"),
        ("<a><b></a>", "not valid XML: mismatched tag"),
        ("<a/>", "no OData CSDL of version 4"),
        (EDMX.format("<a>" * 200 + "</a>" * 200), "nested more than 50 deep"),
        (EDMX.replace("4.0", "1.0").format(""), "no OData CSDL of version 4"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(tmp_path, text, message):
    (tmp_path / "contract").write_text(text)
    with pytest.raises(DocgenError, match=message) as raised:
        load(str(tmp_path / "contract"))
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"\0\1\2", "is no text in UTF-8"), (b'{"openapi": "\xff"}', "is no text in UTF-8"), (None, "does not exist")],
)
def test_files_that_are_no_text(tmp_path, data, message):
    if data is not None:
        (tmp_path / "contract").write_bytes(data)
    with pytest.raises(DocgenError, match=message):
        load(str(tmp_path / "contract"))


@pytest.mark.parametrize("security", [[], [{}]])
def test_an_operation_that_needs_nothing_may_say_so_in_two_ways(tmp_path, security):
    lamp = {"get": {"security": security, "responses": {"204": {"description": "Lit."}}}}
    whole = {"openapi": "3.0.3", "info": {}, "security": [{"key": []}], "paths": {"/lamp": lamp}}
    (tmp_path / "contract").write_text(json.dumps(whole))
    (operation,) = load(str(tmp_path / "contract")).api.operations
    assert operation.requirements == (frozenset(),)


def with_reference(folder, reference):
    schema = {"type": "object", "properties": {"title": {"$ref": reference}}}
    content = {"openapi": "3.1.0", "paths": {}, "components": {"schemas": {"Book": schema}}}
    (folder / "api").mkdir(exist_ok=True)
    (folder / "api/contract.json").write_text(json.dumps(content))
    contract = load(str(folder / "api/contract.json"))
    shapes = Shapes()
    return shapes.of(*shapes.of(contract.api.components["Book"]).members["title"])


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("../secret.json#/a", "outside of its folder"),
        ("/etc/passwd", "outside of its folder"),
        ("%2e%2e/secret.json", "outside of its folder"),
        ("link.json#/a", "outside of its folder"),
        ("https://example.com/book.json", "only files of its own folder are read"),
        ("//example.com/book.json", "only files of its own folder are read"),
        ("gone.json", "does not exist"),
    ],
)
def test_references_lead_to_files_of_the_folder_alone(tmp_path, reference, message):
    (tmp_path / "secret.json").write_text('{"a": {"type": "string"}}')
    (tmp_path / "api").mkdir()
    (tmp_path / "api/link.json").symlink_to(tmp_path / "secret.json")
    with pytest.raises(DocgenError, match=message):
        with_reference(tmp_path, reference)


@pytest.mark.parametrize("reference", ["#/components/schemas/Book/properties/title", "#/nowhere", "#", "contract.json"])
def test_references_in_a_circle_and_to_nothing_are_any_value(tmp_path, reference):
    assert not with_reference(tmp_path, reference).types & {"string"}


def test_a_schema_that_is_part_of_itself(tmp_path):
    parts = {"A": {"allOf": [{"$ref": "#/components/schemas/B"}]}, "B": {"allOf": [{"$ref": "#/components/schemas/A"}]}}
    (tmp_path / "c.json").write_text(json.dumps({"openapi": "3.0.0", "components": {"schemas": parts}}))
    assert Shapes().of(load(str(tmp_path / "c.json")).api.components["A"]).says_nothing


def test_aliases_and_merged_keys(tmp_path):
    text = (
        "openapi: 3.0.0\npaths: {}\ncomponents:\n  schemas:\n    A: &a\n      type: object\n"
        "      properties: {x: {type: string}}\n    B:\n      <<: *a\n      description: Like A.\n"
    )
    (tmp_path / "c.yaml").write_text(text)
    shape = Shapes().of(load(str(tmp_path / "c.yaml")).api.components["B"])
    assert (list(shape.members), shape.text) == (["x"], "Like A.")


def test_places_in_json_and_yaml(tmp_path):
    content = {"openapi": "3.0.0", "paths": {"/a": {"get": {"tags": ["x", "y"]}}}}
    for name, text in (
        ("c.json", json.dumps(content, indent=2)),
        ("c.yaml", "openapi: 3.0.0\npaths:\n  /a:\n    get: {tags: [x, y]}\n"),
    ):
        (tmp_path / name).write_text(text)
        contract = load(str(tmp_path / name))
        part = contract.api.operations[0].part
        span = span_of(part)
        assert text[span.start : span.end].strip('"') == "get"
        second = span_of(part.below("tags").at(1))
        assert text[second.start :].lstrip('"').startswith("y")
        assert span_of(contract.api.root.below("nowhere", "at", "all")).start == 0
    assert places.find("", [("a",)]) == {("a",): (0, 0)}
