"""Parameters that the dialect knows are shared, and those in paths say what they identify."""

from __future__ import annotations

from docgen import dialects, extract, markdown, model
from docgen.openapi.emit.document import emit
from docgen.openapi.transform.slices import Slice, cut
from docgen.openapi.validate.run import validate
from docgen.source import Source

OPTIONS = """## Optional query parameters

This method supports the `$select` and `$top` query parameters.
"""
TABLE = """## Optional query parameters

|Name|Type|Description|
|:---|:---|:---|
|$top|String|How many shelves at once.|
|$select|String|Which columns.|
"""


def document_of(library, extra):
    page = library.page(
        "List shelves",
        "GET /shelves",
        "Returns a `200 OK` response code and a collection of [shelf](../resources/shelf.md) objects.",
    ).replace("## Request body", f"{extra}\n## Request body")
    return emit(library.link({**library.pages, "api/shelf-list.md": page}))


def test_a_parameter_that_the_dialect_knows_is_shared_with_type_and_description(library):
    document = document_of(library, OPTIONS)
    assert validate(document, full=True) == ()
    refs = document.content["paths"]["/shelves"]["get"]["parameters"]
    assert sorted(one["$ref"] for one in refs) == ["#/components/parameters/select", "#/components/parameters/top"]
    shared = document.content["components"]["parameters"]
    assert shared["top"]["schema"] == {"type": "integer", "format": "int32"}
    assert shared["top"]["name"] == "$top"
    assert shared["top"]["description"]
    assert "/paths/~1shelves/get/parameters/0" in document.origins
    assert "parameters" not in cut(document, Slice(include_path=("/rooms",))).content["components"]


def test_what_a_page_says_of_such_a_parameter_stays_with_its_operation(library):
    content = document_of(library, TABLE).content
    told = {one["name"]: one for one in content["paths"]["/shelves"]["get"]["parameters"]}
    assert told["$top"]["description"] == "How many shelves at once."
    assert told["$top"]["schema"] == {"type": "integer", "format": "int32"}, "text says nothing of a number"
    assert "parameters" not in content["components"]


def test_a_parameter_in_a_path_says_which_type_it_identifies(library, document):
    [key] = document.content["paths"]["/shelves/{id}"]["get"]["parameters"]
    assert key["description"] == "Identifies the shelf."
    page = library.page("Get room", "GET /floors/{floor}/places/{roomId}", "Returns a `204 No Content` response code.")
    content = emit(library.link({**library.pages, "api/room-get.md": page})).content
    floor, room = content["paths"]["/floors/{floor}/places/{roomId}"]["get"]["parameters"]
    assert room["description"] == "Identifies the room."
    assert "description" not in floor


def test_pages_of_other_teams_say_themselves_what_parameters_are():
    page = markdown.parse(Source("shelf.md", "# Shelves\n\n## Get one\n\n`GET /shelves/{id}?$top=5`\n"))
    content = emit(model.link([extract.extract(page, dialects.load("base"))])).content
    assert content["components"].get("parameters") is None
    [item] = content["paths"].values()
    assert all("description" not in one for one in item["get"]["parameters"])
