"""An overlay corrects the document, and says where it cannot."""

from __future__ import annotations

import json

import pytest

from docgen.errors import DocgenError
from docgen.openapi.document import Document
from docgen.openapi.transform import overlay, slices, split
from docgen.source import Span

HEAD = "overlay: 1.0.0\ninfo: {title: Corrections, version: '1'}\nactions:\n"


def corrected(document, actions):
    return overlay.apply(document, overlay.parse(HEAD + actions, "fix.yaml")).content


def test_objects_are_united_lists_joined_and_the_rest_replaced(document):
    content = corrected(
        document,
        "- target: $.paths['/rooms'].get\n  update: {summary: All rooms, tags: [extra], x-new: {a: 1}}\n",
    )
    operation = content["paths"]["/rooms"]["get"]
    assert operation["summary"] == "All rooms"
    assert operation["tags"] == ["rooms", "extra"]
    assert operation["x-new"] == {"a": 1}
    assert operation["operationId"] == "listRooms"
    assert document.content["paths"]["/rooms"]["get"]["tags"] == ["rooms"], "the document given stays as it is"


def test_an_update_of_a_list_is_added_to_it(document):
    content = corrected(document, "- {target: $.tags, update: {name: more, description: More.}}\n")
    assert content["tags"][-1] == {"name": "more", "description": "More."}


def test_a_filter_selects_many_and_removal_takes_all_of_them():
    numbers = Document({"list": [1, 5, 2, 6], "keep": {"a": {"x": 1}, "b": {"x": 2}}}, {})
    content = corrected(numbers, "- {target: '$.list[?@ > 4]', remove: true}\n- {target: $..x, remove: true}\n")
    assert content == {"list": [1, 2], "keep": {"a": {}, "b": {}}}


def test_what_is_removed_has_no_origin_any_more():
    span = Span("a.md", 0, 1)
    document = Document({"a": {"b": 1}, "ab": [1, 2]}, {"/a": span, "/a/b": span, "/ab": span, "/ab/0": span})
    found = overlay.apply(document, overlay.parse(f"{HEAD}- {{target: $.a, remove: true}}\n", "fix.yaml"))
    assert set(found.origins) == {"/ab", "/ab/0"}


def test_json_is_read_as_well(document):
    text = json.dumps({"overlay": "1.0.0", "actions": [{"target": "$.info", "update": {"title": "T"}}]})
    assert overlay.apply(document, overlay.parse(text, "fix.json")).content["info"]["title"] == "T"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [", "fix.yaml: not valid YAML or JSON"),
        ("openapi: 3.0.3", "fix.yaml: not an OpenAPI Overlay: it must say overlay: 1.0.0"),
        ("overlay: 1.0.0", "fix.yaml: the overlay has no actions"),
        (f"{HEAD}- {{update: {{}}}}", "fix.yaml: action 1: the target is missing"),
        (f"{HEAD}- {{target: $.info}}", "fix.yaml: action 1: there is neither update nor remove: true"),
        (
            f"{HEAD}- {{target: '$.info[', remove: true}}",
            r"action 1: \$.info\[ is no JSONPath that can be used",
        ),
    ],
)
def test_a_mistake_in_an_overlay_names_the_file_and_the_action(text, message):
    with pytest.raises(DocgenError, match=message):
        overlay.parse(text, "fix.yaml")


def test_an_action_that_selects_nothing_is_an_error(document):
    actions = "- {target: $.info, update: {}}\n- {target: \"$.paths['/nowhere']\", remove: true}\n"
    with pytest.raises(DocgenError, match=r"fix.yaml: action 2: \$.paths\['/nowhere'\] selects nothing"):
        corrected(document, actions)


@pytest.mark.parametrize(
    ("action", "message"),
    [
        ("{target: $, remove: true}", "the whole document cannot be removed"),
        ("{target: $, update: 5}", "the whole document cannot become anything but an object"),
    ],
)
def test_the_document_stays_an_object(document, action, message):
    with pytest.raises(DocgenError, match=f"fix.yaml: action 1: {message}"):
        corrected(document, f"- {action}\n")


def test_what_an_expression_names_twice_is_corrected_once():
    document = Document({"a": [{"b": []}]}, {})
    assert corrected(document, "- {target: '$.a[0, 0, -1].b', update: [1]}\n") == {"a": [{"b": [1]}]}


def test_an_overlay_adds_no_more_than_a_document_can_hold(monkeypatch):
    document = Document({"a": [{} for _ in range(10)]}, {})
    monkeypatch.setattr(overlay, "_MOST_ADDED", 100)
    double = "- {target: '$.a.*', update: {x: {y: 1}}}\n"
    assert len(corrected(document, double * 3)["a"]) == 10
    with pytest.raises(DocgenError, match="action 4: more than 100 values would be added to the document"):
        corrected(document, double * 4)


@pytest.mark.parametrize(
    "content",
    [
        {"tags": [{"name": "a"}], "paths": {"/a": {"get": {"responses": {}}}}, "info": {"title": "A", "version": "1"}},
        {"tags": [{"name": "a"}], "paths": {"/a": {"get": {"tags": []}}}, "info": {"title": "A", "version": "1"}},
        {"paths": {"/a": {"get": {"tags": ["a"]}}}, "components": {"schemas": {"A": True}}, "info": {"title": "A"}},
    ],
)
def test_what_overlays_take_away_is_missed_nowhere(content):
    chosen = slices.cut(Document(content, {}), slices.Slice(include_path=("/a",), exclude_operation=("b",))).content
    assert next(iter(split.split(chosen, ending=".yaml"))) == "components.yaml"
    with pytest.raises(DocgenError, match="no operation has the operation 'b'"):
        slices.cut(Document(content, {}), slices.Slice(include_operation=("b",)))
