"""What changed between two documents, and which changes break clients."""

from __future__ import annotations

import copy
import json

import pytest

from docgen.compare import changelog
from docgen.compare.changes import Level, changes
from docgen.contract.load import load

BOOK = {
    "type": "object",
    "required": ["title"],
    "properties": {
        "title": {"type": "string", "maxLength": 80},
        "kind": {"type": "string", "enum": ["a", "b"]},
        "pages": {"type": "integer", "format": "int32", "nullable": True},
    },
}
OLD = {
    "openapi": "3.0.3",
    "info": {"title": "Books", "version": "1"},
    "paths": {
        "/books": {
            "get": {
                "summary": "List books",
                "parameters": [{"name": "top", "in": "query", "schema": {"type": "integer", "default": 10}}],
                "responses": {
                    "200": {
                        "description": "OK",
                        "content": {
                            "application/json": {
                                "schema": {"type": "array", "items": {"$ref": "#/components/schemas/Book"}}
                            }
                        },
                    }
                },
                "security": [{"key": ["read"]}, {"key": ["all"]}],
            },
            "post": {
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/NewBook"}}}},
                "responses": {"201": {"description": "Created"}, "400": {"description": "Bad"}},
            },
        }
    },
    "components": {"schemas": {"Book": BOOK, "NewBook": copy.deepcopy(BOOK)}},
}
GET, POST = OLD["paths"]["/books"]["get"], OLD["paths"]["/books"]["post"]
TOP = ("paths", "/books", "get", "parameters", 0)
READ, SENT = ("components", "schemas", "Book"), ("components", "schemas", "NewBook")
B, C, T = Level.BREAKING, Level.COMPATIBLE, Level.TEXT


def made(folder, new, old=OLD):
    for name, content in (("old.json", old), ("new.json", new)):
        (folder / name).write_text(json.dumps(content))
    return changes(load(str(folder / "old.json")).api, load(str(folder / "new.json")).api)


def edited(way, value):
    new = copy.deepcopy(OLD)
    part = new
    for step in way[:-1]:
        part = part[step]
    if value is None:
        del part[way[-1]]
    else:
        part[way[-1]] = value
    return new


def test_nothing_changed(tmp_path):
    assert made(tmp_path, OLD) == ()


@pytest.mark.parametrize(
    ("way", "value", "level", "message"),
    [
        (("paths", "/books", "post"), None, B, "removed"),
        (("paths", "/books", "put"), {"responses": {}}, C, "added"),
        (("paths", "/books", "get", "summary"), "All books", T, "the summary is another one"),
        (("info", "title"), "Library", T, "the title is another one"),
        (TOP, None, B, "parameter top removed"),
        ((*TOP, "required"), True, B, "is required now"),
        ((*TOP, "name"), "Top", B, "top is now called Top"),
        ((*TOP, "in"), "header", B, "top was in the query and is in the header"),
        ((*TOP, "schema"), {"type": "number", "default": 10}, C, "the type was integer and is number"),
        ((*TOP, "schema"), {"type": "string", "default": "10"}, B, "the type was integer and is string"),
        ((*TOP, "schema", "default"), 20, B, "the default was 10 and is 20"),
        ((*TOP, "schema", "maximum"), 5, B, "maximum was none and is 5"),
        ((*TOP, "deprecated"), True, C, "is deprecated now"),
        (("paths", "/books", "get", "responses", "200"), None, B, "status 200 removed"),
        (("paths", "/books", "post", "responses", "400"), None, C, "status 400 removed"),
        (("paths", "/books", "post", "responses", "409"), {"description": "Conflict"}, C, "status 409 added"),
        (("paths", "/books", "post", "requestBody"), None, B, "request body removed"),
        (("paths", "/books", "get", "security"), [{"key": ["all"]}], B, "other permissions are needed"),
        ((*READ, "properties", "pages"), None, B, "property removed"),
        ((*READ, "properties", "shelf"), {"type": "string"}, C, "property added"),
        ((*READ, "properties", "pages", "nullable"), None, C, "is never null now"),
        ((*READ, "properties", "pages", "format"), "int64", B, "the format was int32 and is int64"),
        ((*READ, "properties", "kind", "enum"), ["a"], C, "value b removed"),
        ((*READ, "properties", "kind", "enum"), ["a", "b", "c"], B, "value c added"),
        ((*READ, "properties", "title", "maxLength"), 100, B, "maxLength was 80 and is 100"),
        ((*READ, "required"), [], B, "is no longer required"),
        ((*READ, "properties", "title", "description"), "Its name.", T, "the description is another one"),
        ((*SENT, "properties", "shelf"), {"type": "string"}, C, "property added"),
        ((*SENT, "required"), ["title", "kind"], B, "is required now"),
        ((*SENT, "required"), [], C, "is no longer required"),
        ((*SENT, "properties", "pages", "format"), "int64", C, "the format was int32 and is int64"),
        ((*SENT, "properties", "kind", "enum"), ["a"], B, "value b removed"),
        ((*SENT, "properties", "kind", "enum"), ["a", "b", "c"], C, "value c added"),
        ((*SENT, "properties", "title", "maxLength"), 100, C, "maxLength was 80 and is 100"),
        ((*SENT, "properties", "title", "readOnly"), True, B, "is read-only now"),
    ],
)
def test_a_change_and_its_level(tmp_path, way, value, level, message):
    found = made(tmp_path, edited(way, value))
    assert (level, message) in [(one.level, one.message) for one in found]
    assert found[0].level is level


def test_a_new_member_that_must_be_sent_breaks_clients(tmp_path):
    new = edited((*SENT, "properties", "isbn"), {"type": "string"})
    new["components"]["schemas"]["NewBook"]["required"] = ["title", "isbn"]
    assert [(one.level, one.message) for one in made(tmp_path, new)] == [(B, "required property added")]


def test_one_more_way_to_be_allowed_breaks_nothing(tmp_path):
    new = edited(("paths", "/books", "get", "security"), [*GET["security"], {"key": ["some"]}])
    assert [one.level for one in made(tmp_path, new)] == [C]


def test_the_formats_of_changes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = made(tmp_path, edited((*READ, "properties", "pages"), None))
    texts = {name: write(found, lambda _span: None) for name, write in changelog.FORMATS.items()}
    assert texts["text"] == "Breaking:\n  Book.pages: property removed\n"
    assert texts["markdown"] == "### Breaking\n\n- `Book.pages`: property removed\n"
    assert json.loads(texts["json"])[0]["level"] == "breaking"
    assert [write((), lambda _span: None) for write in changelog.FORMATS.values()] == ["", "No changes.\n", "[]\n"]
