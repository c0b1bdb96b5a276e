"""A slice holds the operations that were asked for, and the components that they need."""

from __future__ import annotations

import pytest

from docgen.errors import DocgenError
from docgen.openapi.transform.slices import Slice, cut, references
from docgen.openapi.validate.run import validate


def operations(document):
    return sorted(one["operationId"] for item in document.content["paths"].values() for one in item.values())


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Slice(include_path=("/rooms",)), ["listRooms"]),
        (Slice(include_path=("/rooms/",)), ["listRooms"]),
        (Slice(include_path=("/shelves/{id}",)), ["getShelf"]),
        (Slice(include_path=("/*/{id}",)), ["getShelf"]),
        (Slice(include_path=("/shelves",), exclude_path=("/shelves/*",)), ["createShelf", "listShelves"]),
        (Slice(include_tag=("rooms",)), ["listRooms"]),
        (Slice(exclude_tag=("shelves*",)), ["listRooms"]),
        (Slice(include_operation=("createShelf", "listRooms")), ["createShelf", "listRooms"]),
        (Slice(include_operation=("list*",), exclude_operation=("listShel*",)), ["listRooms"]),
        (Slice(include_path=("/rooms",), include_operation=("createShelf",)), ["createShelf", "listRooms"]),
    ],
)
def test_a_slice_holds_the_operations_asked_for(document, wanted, expected):
    assert operations(cut(document, wanted)) == expected


def test_a_slice_is_valid_and_holds_only_what_it_reaches(document):
    part = cut(document, Slice(include_path=("/rooms",)))
    assert validate(part, full=True) == ()
    components = part.content["components"]
    names = [name for name in components["schemas"] if "rror" not in name]
    assert names == ["microsoft.graph.room", "microsoft.graph.roomCollectionResponse"]
    assert [tag["name"] for tag in part.content["tags"]] == ["rooms"]
    assert list(components["securitySchemes"]) == ["delegatedWork"]


def test_origins_lead_only_to_what_is_left(document):
    part = cut(document, Slice(include_path=("/rooms",)))
    assert "/paths/~1rooms/get" in part.origins
    assert not any("shel" in pointer for pointer in part.origins)
    assert "/components/schemas/microsoft.graph.room/properties/floor" in part.origins


def test_the_whole_document_is_left_as_it_is(document):
    assert cut(document, Slice()) is document


def test_discriminators_lead_only_to_schemas_that_are_left(document_of):
    part = cut(document_of(discriminator=True), Slice(include_operation=("getShelf",)))
    book = part.content["components"]["schemas"]["microsoft.graph.book"]
    assert book["discriminator"]["mapping"] == {"#microsoft.graph.book": "#/components/schemas/microsoft.graph.book"}
    assert validate(part, full=True) == ()


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (Slice(include_path=("/room",)), "include-path: no operation has the path '/room'"),
        (Slice(include_tag=("room",)), "include-tag: no operation has the tag 'room'"),
        (Slice(include_operation=("getRoom",)), "include-operation: no operation has the operation 'getRoom'"),
        (Slice(exclude_path=("/rooms", "/shelves")), "no operation is left to write"),
    ],
)
def test_a_slice_of_nothing_is_an_error(document, wanted, message):
    with pytest.raises(DocgenError, match=message):
        cut(document, wanted)


def test_names_that_are_words_of_schemas_are_names():
    words = ("default", "example", "enum")
    schema = {"properties": {name: {"$ref": f"#/components/schemas/{name}"} for name in words}}
    data = {name: {"$ref": "#/components/schemas/data"} for name in words}
    assert {name for _, name in references({**schema, **data})} == set(words)
