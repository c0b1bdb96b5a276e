"""Parameters that the dialect knows have type and description, and those in paths say what they identify."""

from __future__ import annotations

from docgen import dialects, extract, markdown, model
from docgen.openapi.emit.document import emit
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


def told(document):
    return {one["name"]: one for one in document.content["paths"]["/shelves"]["get"]["parameters"]}


def test_a_parameter_that_is_only_named_has_type_and_description_of_the_dialect(library):
    document = document_of(library, OPTIONS)
    assert validate(document, full=True) == ()
    top, select = told(document)["$top"], told(document)["$select"]
    assert top["schema"] == {"type": "integer", "format": "int32"}
    assert select["schema"] == {"type": "string"}
    assert top["description"] == "How many items a page of the answer has at most."


def test_what_a_page_says_of_such_a_parameter_counts_first(library):
    top = told(document_of(library, TABLE))["$top"]
    assert top["description"] == "How many shelves at once."
    assert top["schema"] == {"type": "integer", "format": "int32"}, "text says nothing of a number"


def test_a_parameter_in_a_path_says_which_type_it_identifies(library, document):
    [key] = document.content["paths"]["/shelves/{id}"]["get"]["parameters"]
    assert key["description"] == "Identifies the shelf."
    page = library.page("Get room", "GET /floors/{floor}/places/{roomId}", "Returns a `204 No Content` response code.")
    content = emit(library.link({**library.pages, "api/room-get.md": page})).content
    floor, room = content["paths"]["/floors/{floor}/places/{roomId}"]["get"]["parameters"]
    assert room["description"] == "Identifies the room."
    assert "description" not in floor


def test_a_key_identifies_what_its_request_answers_where_that_is_another_type_than_its_name(library):
    shelf, room = "[shelf](../resources/shelf.md)", "[room](../resources/room.md)"
    stated = {
        "Get shelf of floor": ("GET /floors/{floor}/boards/{id}", f"a {shelf} object"),
        "List rooms": ("GET /floors/{floor}/rooms", f"a collection of {room} objects"),
        "Delete room": ("DELETE /floors/{floor}/rooms/{key}", "nothing"),
        "Get room": ("GET /halls/{shelfId}", f"a {room} object"),
    }
    made = {
        f"api/{title}.md": library.page(title, request, f"Returns a `200 OK` response code and {answer}.")
        for title, (request, answer) in stated.items()
    }
    paths = emit(library.link({**library.pages, **made})).content["paths"]

    def said(path, method="get"):
        return [one.get("description", "") for one in paths[path][method]["parameters"]]

    assert said("/floors/{floor}/boards/{id}") == ["", "Identifies the shelf."]
    assert said("/floors/{floor}/rooms/{key}", "delete") == ["", "Identifies the room."]
    assert said("/halls/{shelfId}") == ["Identifies the room."]


def test_pages_of_other_teams_say_themselves_what_parameters_are():
    page = markdown.parse(Source("shelf.md", "# Shelves\n\n## Get one\n\n`GET /shelves/{id}?$top=5`\n"))
    content = emit(model.link([extract.extract(page, dialects.load("base"))])).content
    [item] = content["paths"].values()
    assert all("description" not in one for one in item["get"]["parameters"])
