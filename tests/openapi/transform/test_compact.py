"""A compact document has no examples, no references in bodies, short texts, and three levels of objects at most."""

from __future__ import annotations

import json

import pytest

from docgen.openapi.emit.document import emit
from docgen.openapi.transform.compact import LARGEST, LEVELS, compact, first_sentence
from docgen.openapi.validate.run import validate

HALL = """# hall resource type

Namespace: microsoft.graph

A hall. It is large.

## Properties

|Property|Type|Description|
|:---|:---|:---|
|id|String|The key of the hall. Read-only.|
|shelf|[shelf](shelf.md)|The first shelf. Others follow.|
|above|[hall](hall.md)|The hall above. Nullable.|
"""


@pytest.fixture
def content(library):
    pages = {
        **library.pages,
        "resources/hall.md": HALL,
        "api/hall.md": library.page(
            "Create hall",
            "POST /halls",
            "Returns a `201 Created` response code and a [hall](../resources/hall.md) object.",
            body="Supply a JSON representation of a [hall](../resources/hall.md) object.",
        ),
        "api/y.md": library.page("Put up hall", "PUT /halls/{id}", "Returns a `204 No Content` response code.").replace(
            "PUT /halls/{id}\n", "PUT /halls/{id}\nPATCH /halls/{id}\n"
        ),
        "api/x.md": library.page("Get shelf", "GET /other/{id}", "Returns a `204 No Content` response code."),
    }
    document = compact(emit(library.link(pages), navigation=False))
    assert validate(document, full=True) == ()
    return document.content


def depth(schema):
    inner = [*schema.get("properties", {}).values(), *filter(None, [schema.get("items")]), *schema.get("anyOf", ())]
    return bool(schema.get("properties")) + max(map(depth, inner), default=0)


def bodies(content):
    for item in content["paths"].values():
        for operation in item.values():
            for part in (operation.get("requestBody", {}), *operation["responses"].values()):
                yield from (media["schema"] for media in part.get("content", {}).values())


def test_bodies_are_written_out_a_few_levels_deep(content):
    assert max(map(depth, bodies(content))) == LEVELS
    assert not any("$ref" in json.dumps(schema) for schema in bodies(content))
    assert "schemas" not in content["components"] or "microsoft.graph.hall" not in content["components"]["schemas"]


@pytest.mark.parametrize(("members", "deep"), [(1, 3), (20, 2), (400, 1)])
def test_a_large_answer_is_written_fewer_levels_deep(library, members, deep):
    rows = "".join(f"|place{number}|String|Where something stands.|\n" for number in range(members))
    hall = f"{HALL}|next|[hall](hall.md)|The next hall.|\n{rows}"
    answer = "Returns a `200 OK` response code and a [hall](../resources/hall.md) object."
    pages = {**library.pages, "resources/hall.md": hall, "api/hall.md": library.page("Get hall", "GET /hall", answer)}
    content = compact(emit(library.link(pages), navigation=False)).content
    [media] = content["paths"]["/hall"]["get"]["responses"]["200"]["content"].values()
    assert depth(media["schema"]) == deep
    assert deep == 1 or len(json.dumps(media["schema"])) <= LARGEST


def test_what_an_object_with_any_names_holds_is_written_out(library):
    hall = f"{HALL}|doors|map of integers|How many of each.|\n|floors|map of [hall](hall.md)|The floors.|\n"
    answer = "Returns a `200 OK` response code and a [hall](../resources/hall.md) object."
    pages = {**library.pages, "resources/hall.md": hall, "api/hall.md": library.page("Get hall", "GET /hall", answer)}
    content = compact(emit(library.link(pages), navigation=False)).content
    [media] = content["paths"]["/hall"]["get"]["responses"]["200"]["content"].values()
    members = media["schema"]["properties"]
    assert members["doors"]["additionalProperties"]["type"] == "integer"
    assert members["floors"]["additionalProperties"]["properties"]["doors"]["type"] == "object"
    assert "$ref" not in json.dumps(media)


def test_a_request_has_no_members_that_it_cannot_set_and_none_that_models_refuse(content):
    hall = content["paths"]["/halls"]["post"]
    [sent] = [media["schema"] for media in hall["requestBody"]["content"].values()]
    assert list(sent["properties"]) == ["shelf", "above"]
    [answered] = [media["schema"] for media in hall["responses"]["201"]["content"].values()]
    assert list(answered["properties"]) == ["id", "shelf", "above", "@odata.type"]
    assert answered["properties"]["above"]["nullable"] is True


def test_texts_are_one_sentence_and_there_are_no_examples(content):
    text = json.dumps(content)
    assert "The first shelf." in text
    assert "Others follow" not in text
    assert '"examples"' not in text
    assert first_sentence("One of `a.b`, e.g. two.  More.") == "One of `a.b`, e.g. two."
    assert first_sentence("No end") == "No end"


def test_operations_of_one_title_are_told_apart(content):
    summaries = [one["summary"] for item in content["paths"].values() for one in item.values()]
    assert len(set(summaries)) == len(summaries)
    assert "Get shelf (/other/{id})" in summaries
    assert "Create hall" in summaries
    assert {"Put up hall (PATCH /halls/{id})", "Put up hall (PUT /halls/{id})"} <= set(summaries)
