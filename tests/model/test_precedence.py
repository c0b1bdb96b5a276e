"""Where pages say a thing in several places, the place that the guide names first wins: a case for each of its rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from docgen.openapi.emit.document import emit

READING = Path(__file__).parents[2] / "docs/pages/reading.md"
_PERMISSIONS = """## Permissions

Delegated: Shelf.Guess.

|Permission type|Permissions|
|:---|:---|
|Delegated (work or school account)|Shelf.Read, Shelf.Write|
|Application|Not supported.|"""
_QUERY = """## Optional query parameters

This method supports the `$top` and `$skip` query options.

|Name|Type|Description|
|:---|:---|:---|
|$top|Int32|From the table.|"""
_HEADERS = """## Request headers

|Name|Description|
|:---|:---|
|Authorization|Bearer {token}. Required.|
|If-Match|The tag of the shelf.|"""
_ARGUMENTS = """## Function parameters

|Parameter|Type|Description|
|:---|:---|:---|
|floor|Int32|Of the table.|"""


@pytest.fixture
def document(join) -> Callable[..., dict[str, Any]]:
    """Return a function that writes the document of pages, given as texts by path."""
    return lambda pages: emit(join(pages).api).content


@pytest.fixture
def shelf(resource) -> str:
    return resource("shelf", "id|String|The key. Read-only.", "size|Int32|How many fit.")


def operation_of(content: dict[str, Any]) -> dict[str, Any]:
    [item] = content["paths"].values()
    [operation] = [value for value in item.values() if isinstance(value, dict)]
    return operation


def named(parameters: list[dict[str, Any]], place: str) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in parameters if each["in"] == place}


def body_of(operation: dict[str, Any], status: str = "") -> Any:
    part = operation["responses"][status] if status else operation["requestBody"]
    return part["content"]["application/json"]["schema"]


def named_body(content: dict[str, Any]) -> Any:
    """Return the component that is the body of the request."""
    name = body_of(operation_of(content))["$ref"].rsplit("/", 1)[-1]
    return content["components"]["schemas"][name]


def path(document, operation, example, shelf):
    shown = example("GET https://host.example/v1.0/racks")
    assert [*document({"a.md": operation("GET /shelves", examples=shown)})["paths"]] == ["/shelves"]
    assert [*document({"a.md": operation("", examples=shown)})["paths"]] == ["/racks"]


def parameters_in_a_path(document, operation, example, shelf):
    page = operation("GET /shelves/near(floor={floor})", extra=_ARGUMENTS)
    assert (
        named(operation_of(document({"a.md": page}))["parameters"], "path")["floor"]["description"] == "Of the table."
    )
    bare = operation_of(document({"a.md": operation("GET /shelves/near", extra=_ARGUMENTS)}))
    assert [*named(bare["parameters"], "path")] == ["floor"], "a function takes its arguments from its table"


def query_parameters(document, operation, example, shelf):
    found = operation_of(document({"a.md": operation("GET /shelves?$filter={filter}", extra=_QUERY)}))["parameters"]
    query = named(found, "query")
    assert sorted(query) == ["$filter", "$skip", "$top"]
    assert query["$top"]["description"] == "From the table."


def header_parameters(document, operation, example, shelf):
    found = operation_of(document({"a.md": operation("GET /shelves", extra=_HEADERS)}))["parameters"]
    assert [*named(found, "header")] == ["If-Match"]


def summary_and_description(document, operation, example, shelf):
    matter = '---\ntitle: "Another title"\ndescription: "Another text."\n---\n\n'
    found = operation_of(document({"a.md": matter + operation("GET /shelves", title="List shelves")}))
    assert (found["summary"], found["description"]) == ("List shelves", "Does it.")


def request_body(document, operation, example, shelf):
    named_type = "Supply a JSON representation of a [shelf](shelf.md) object."
    table = "|Parameter|Type|Description|\n|:---|:---|:---|\n|color|String|The color.|\n|size|Int32|How many.|"
    shown = example("POST https://host.example/v1.0/shelves\nContent-Type: application/json\n\n" + '{"depth": 1}')
    both = {"a.md": operation("POST /shelves/paint", body=named_type, examples=shown), "shelf.md": shelf}
    assert body_of(operation_of(document(both))) == {"$ref": "#/components/schemas/microsoft.graph.shelf"}
    tabled = {"a.md": operation("POST /shelves/paint", body=table, examples=shown)}
    assert sorted(named_body(document(tabled))["properties"]) == ["color", "size"]
    alone = {"a.md": operation("POST /shelves", body="In the request body, supply it.", examples=shown)}
    assert [*named_body(document(alone))["properties"]] == ["depth"]


def required_members(document, operation, example, shelf):
    rows = "|Parameter|Type|Description|\n|:---|:---|:---|\n|a|String|One. Required.|\n|b|String|Is required by law.|"
    assert named_body(document({"a.md": operation("POST /shelves/paint", body=rows)}))["required"] == ["a"]
    own = "|Property|Type|Description|\n|:---|:---|:---|\n|size|Int32|How many fit. Required.|"
    changes = operation("PATCH /shelves/{id}", body=own, response="Returns `200 OK` and a [shelf](shelf.md) object.")
    changed = body_of(operation_of(document({"a.md": changes, "shelf.md": shelf})))
    assert changed == {"$ref": "#/components/schemas/microsoft.graph.shelf"}, "it may be given in part"


def status_codes(document, operation, example, shelf):
    shown = example("DELETE https://host.example/v1.0/shelves/1", "HTTP/1.1 202 Accepted")
    said = operation("DELETE /shelves/{id}", response="Returns a `204 No Content` response code.", examples=shown)
    assert [s for s in operation_of(document({"a.md": said}))["responses"] if s[0] == "2"] == ["204"]
    silent = operation("DELETE /shelves/{id}", response="", examples=shown)
    assert [s for s in operation_of(document({"a.md": silent}))["responses"] if s[0] == "2"] == ["202"]


def response_body(document, operation, example, shelf):
    answer = 'HTTP/1.1 200 OK\nContent-Type: application/json\n\n{"depth": 1}'
    shown = example("GET https://host.example/v1.0/shelves/1", answer)
    noted = example("GET https://host.example/v1.0/shelves/1", answer, note='"@odata.type": "microsoft.graph.shelf"')
    sentence = "Returns a `200 OK` response code and a [shelf](shelf.md) object."
    whole = {"$ref": "#/components/schemas/microsoft.graph.shelf"}
    said = operation("GET /shelves/{id}", response=sentence, examples=shown)
    assert body_of(operation_of(document({"a.md": said, "shelf.md": shelf})), "200") == whole
    annotated = operation("GET /shelves/{id}", examples=noted)
    assert body_of(operation_of(document({"a.md": annotated, "shelf.md": shelf})), "200") == whole
    alone = operation_of(document({"a.md": operation("GET /shelves/{id}", examples=shown)}))
    assert [*body_of(alone, "200")["properties"]] == ["depth"]


def redirects(document, operation, example, shelf):
    page = operation("GET /shelves/{id}/picture", response="Returns a `302 Found` response with a Location header.")
    found = operation_of(document({"a.md": page}))["responses"]
    assert sorted(status for status in found if status[0] in "23") == ["200", "302"]
    assert "content" in found["200"]


def security(document, operation, example, shelf):
    found = operation_of(document({"a.md": operation("GET /shelves", extra=_PERMISSIONS)}))["security"]
    assert [scopes for each in found for scopes in each.values()] == [["Shelf.Read"], ["Shelf.Write"]]


def examples(document, operation, example, shelf):
    request = "GET https://host.example/v1.0/shelves/1"
    answer = 'HTTP/1.1 200 OK\nContent-Type: application/json\n\n{"id": "1", "size": "wide",}'
    page = operation(
        "GET /shelves/{id}",
        response="Returns a `200 OK` response code and a [shelf](shelf.md) object.",
        examples=example(request, answer),
    )
    content = operation_of(document({"a.md": page, "shelf.md": shelf}))["responses"]["200"]["content"]
    [shown] = content["application/json"]["examples"].values()
    assert shown["value"] == {"id": "1"}, "the comma is mended, and what does not fit is left out"


def schema(document, operation, example, shelf):
    note = '<!-- {"blockType": "resource", "@odata.type": "microsoft.graph.shelf"} -->'
    represented = f'## JSON representation\n\n{note}\n```json\n{{"size": "String", "depth": 1}}\n```'
    page = "# rack resource type\n\nNamespace: microsoft.graph\n\n## Properties\n\n|Property|Type|Description|\n"
    page += "|:---|:---|:---|\n|size|Int32|How many fit.|\n"
    schemas = document({"a.md": operation("GET /shelves"), "b.md": page + "\n" + represented})["components"]["schemas"]
    found = schemas["microsoft.graph.shelf"]["properties"]
    assert found["size"]["type"] == "integer"
    assert "depth" in found


def type_of_a_property(document, operation, example, shelf):
    linked = "# page resource type\n\nNamespace: microsoft.graph\n\n## Properties\n\n|Property|Type|Description|\n"
    linked += "|:---|:---|:---|\n|shelves|Collection([shelf](shelf.md))|All.|\n|size|Int32 or String|Either.|\n"
    found = document({"a.md": linked, "shelf.md": shelf})["components"]["schemas"]["microsoft.graph.page"]["properties"]
    assert found["shelves"]["items"] == {"$ref": "#/components/schemas/microsoft.graph.shelf"}
    assert len(found["size"]["anyOf"]) == 2


def base_type(document, operation, example, shelf):
    page = "# rack resource type\n\nNamespace: microsoft.graph\n\nInherits from [shelf](shelf.md).\n\n## Properties\n\n"
    page += "|Property|Type|Description|\n|:---|:---|:---|\n|id|String|Inherited from [entity](entity.md).|\n"
    entity = "# entity resource type\n\nNamespace: microsoft.graph\n\n## Properties\n\n"
    entity += "|Property|Type|Description|\n|:---|:---|:---|\n|id|String|The key.|\n"
    shelf = shelf.replace("## Properties", "Inherits from [entity](entity.md).\n\n## Properties", 1)
    schemas = document({"a.md": page, "shelf.md": shelf, "entity.md": entity})["components"]["schemas"]
    assert schemas["microsoft.graph.rack"]["allOf"][0] == {"$ref": "#/components/schemas/microsoft.graph.shelf"}


def enumeration(document, operation, example, shelf):
    typed = "# shelf resource type\n\nNamespace: microsoft.graph\n\n## Properties\n\n|Property|Type|Description|\n"
    typed += "|:---|:---|:---|\n|kind|shelfKind|Possible values are: `open`, `shut`.|\n"
    listed = (
        "\n### shelfKind values\n\n|Member|Description|\n|:---|:---|\n|open|Has no doors.|\n|locked|Needs a key.|\n"
    )
    schemas = document({"a.md": typed})["components"]["schemas"]
    assert schemas["microsoft.graph.shelfKind"]["enum"] == ["open", "shut"]
    schemas = document({"a.md": typed + listed})["components"]["schemas"]
    assert schemas["microsoft.graph.shelfKind"]["enum"][:2] == ["open", "locked"]


def limits(document, operation, example, shelf):
    page = "# shelf resource type\n\nNamespace: microsoft.graph\n\n## Properties\n\n|Property|Type|Description|\n"
    page += "|:---|:---|:---|\n|size|Int32|How many. Read-only. Nullable. The default value is `3`.|\n"
    found = document({"a.md": page})["components"]["schemas"]["microsoft.graph.shelf"]["properties"]["size"]
    assert (found["readOnly"], found["nullable"], found["default"]) == (True, True, 3)


def error_response(document, operation, example, shelf):
    content = document({"a.md": operation("GET /shelves"), "b.md": operation("GET /racks")})
    [name] = content["components"]["responses"]
    refs = [
        value for item in content["paths"].values() for value in item["get"]["responses"].values() if "$ref" in value
    ]
    assert refs == [{"$ref": f"#/components/responses/{name}"}] * len(refs)
    assert len(refs) >= 2


def server_and_version(document, operation, example, shelf):
    pages = {f"{n}.md": operation(f"GET /{n}", examples=example(f"GET https://often.example/v2/{n}")) for n in "abc"}
    pages["d.md"] = operation("GET /d", examples=example("GET https://seldom.example/v1/d"))
    content = document(pages)
    assert content["servers"][0]["url"] == "https://often.example/v2"


def page(text: str, *, title: str = "# Racks\n\nWhere shelves stand.") -> str:
    """Return a page of no known template with one operation."""
    return f"{title}\n\n## List racks\n\n{text}\n"


def operation_id_and_tag(document, operation, example, shelf):
    other = {"b.md": page("`GET /rooms`", title="# Rooms")}
    content = document({"a.md": page('<a id="opIdlistRacks"></a>\n\n`GET /racks`'), **other})
    found = content["paths"]["/racks"]["get"]
    assert (found["operationId"], found["tags"]) == ("listRacks", ["Racks"])
    found = operation_of(document({"a.md": page("`GET /racks`")}))
    assert (found["operationId"], found["tags"]) == ("getRacks", ["racks"])
    for stated, name in (
        ("GetRacks", "GetRacks"),
        ("RKs_Get", "RKs_Get"),
        ("Racks", "Racks"),
        ("get_racks", "getRacks"),
    ):
        found = operation_of(document({"a.md": page(f'<a id="opId{stated}"></a>\n\n`GET /racks`')}))
        assert found["operationId"] == name


def description_of_a_tag(document, operation, example, shelf):
    def of(pages: dict[str, str]) -> str:
        return next(tag["description"] for tag in document(pages)["tags"] if tag["name"].lower() == "racks")

    front = "---\ndescription: All of racks.\n---\n\n"
    two = "### List\n\n`GET /racks`\n\n### Read\n\n`GET /racks/{id}`\n"
    other = {"b.md": page("`GET /rooms`", title="# Rooms")}
    assert of({"a.md": f"{front}# API\n\nHow it is.\n\n## Racks\n\nThey hold.\n\n{two}", **other}) == "They hold."
    assert of({"a.md": f"{front}# API\n\nHow it is.\n\n## Racks\n\n{two}", **other}) == "All of racks."
    assert of({"a.md": f"# API\n\nHow it is.\n\n## Racks\n\n{two}", **other}) == "How it is."
    answer = "Returns `200 OK` and a [bookRack](bookRack.md) object."
    told = shelf.replace("shelf", "bookRack").replace("## Properties", "One rack.\n\n## Properties")
    assert of({"a.md": operation("GET /racks", response=answer), "bookRack.md": told}) == "One rack."
    assert of({"a.md": operation("GET /racks")}) == "Operations on racks."


def title_version_and_description(document, operation, example, shelf):
    front = "# Shelf API v1.2\n\nAll there is of shelves.\n"
    told = document({"README.md": front, "racks.md": page("`GET /racks`")})["info"]
    assert (told["title"], told["version"], told["description"]) == ("Shelf API", "1.2", "All there is of shelves.")
    told = document({"racks.md": page("`GET /racks`"), "rooms.md": page("`GET /rooms`")})["info"]
    assert (told["title"], told["version"]) == ("API", "0.0.0")


CASES = {
    "path": path,
    "parameters in a path": parameters_in_a_path,
    "query parameters": query_parameters,
    "header parameters": header_parameters,
    "summary, description": summary_and_description,
    "operationId, tag": operation_id_and_tag,
    "description of a tag": description_of_a_tag,
    "request body": request_body,
    "members that are required": required_members,
    "status codes": status_codes,
    "response body": response_body,
    "redirects": redirects,
    "security": security,
    "examples": examples,
    "schema": schema,
    "type of a property": type_of_a_property,
    "base type": base_type,
    "enumeration": enumeration,
    "limits": limits,
    "error response": error_response,
    "title, version, description": title_version_and_description,
    "server": server_and_version,
}


@pytest.mark.parametrize("row", CASES)
def test_what_is_said_first_in_the_table_wins(row, document, operation, example, shelf):
    CASES[row](document, operation, example, shelf)


def test_each_row_of_the_table_has_a_case():
    table = READING.read_text("utf-8").split("| read from, the first that says it wins |", 1)
    if len(table) == 1:
        pytest.fail("the table has moved")
    rows = re.findall(r"^\| ([a-z][^|]*?) \|", table[1].split("\n\n", 1)[0], re.MULTILINE)
    assert rows == [*CASES]
