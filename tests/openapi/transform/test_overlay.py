"""An overlay corrects the document, and says where it cannot."""

from __future__ import annotations

import json

import pytest

from docgen.errors import DocgenError
from docgen.openapi.document import Document
from docgen.openapi.transform import overlay
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
    assert operation["operationId"] == "getRooms"
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
        (f"{HEAD}- {{target: '$.info[', remove: true}}", r"fix.yaml: action 1: \$.info\[ is no JSONPath"),
    ],
)
def test_a_mistake_in_an_overlay_names_the_file_and_the_action(text, message):
    with pytest.raises(DocgenError, match=message):
        overlay.parse(text, "fix.yaml")


def test_an_action_that_selects_nothing_is_an_error(document):
    actions = "- {target: $.info, update: {}}\n- {target: \"$.paths['/nowhere']\", remove: true}\n"
    with pytest.raises(DocgenError, match=r"fix.yaml: action 2: \$.paths\['/nowhere'\] selects nothing"):
        corrected(document, actions)


def test_the_whole_document_cannot_be_removed(document):
    with pytest.raises(DocgenError, match="the whole document cannot be removed"):
        corrected(document, "- {target: $, remove: true}\n")
