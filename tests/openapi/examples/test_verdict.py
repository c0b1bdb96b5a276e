"""One verdict for each example: what does not fit, where, and what the document shows without."""

from __future__ import annotations

import pytest

from docgen.openapi.examples.pruning import place_before, without

GET = """### Request

```http
GET https://graph.microsoft.com/v1.0/rooms
```

### Response

```http
HTTP/1.1 200 OK
Content-Type: application/json

{body}
```
"""
ROOM = """# room resource type

Namespace: microsoft.graph

A room.

## Properties

|Property|Type|Description|
|:---|:---|:---|
|floor|Int32|The floor.|
|open|Duration|How long it is open.|
|kind|String|The kind. Possible values are: `hall`, `cell`.|
|doors|String collection|The doors.|
|key|String|What opens it. Write-only.|
|limit|String|The most visitors. Maximum length is 2 characters.|
"""


@pytest.fixture
def verdict(library):
    """Return a function that gives the misfits of the items of a list, and the items that the document shows."""

    def of(body):
        from docgen.openapi.emit.document import emit

        page = library.page(
            "List rooms",
            "GET /rooms",
            "Returns a `200 OK` response code and a collection of [room](../resources/room.md) objects.",
            example=GET.replace("{body}", body),
        )
        document = emit(library.link({"resources/room.md": ROOM, "api/room-list.md": page}))
        found = [(one.kind.value, one.pointer, one.dropped) for each in document.misfits for one in each.found]
        content = document.content["paths"]["/rooms"]["get"]["responses"]["200"]["content"]["application/json"]
        shown = [each["value"]["value"] for each in content.get("examples", {}).values()]
        return found, shown

    return of


@pytest.mark.parametrize(
    ("member", "misfit"),
    [
        ('"floor": 1', None),
        ('"floor": null', None),
        ('"floor": "Int32"', None),
        ('"floor": "first"', ("wrong-type", "")),
        ('"floor": [1]', ("collection-for-single", "")),
        ('"doors": "a"', ("single-for-collection", "")),
        ('"doors": [1]', ("wrong-type", "")),
        ('"kind": "attic"', ("unlisted-value", "")),
        ('"flor": 1', ("unknown-member", "")),
        ('"Floor": 1', ("letter-case", "")),
        ('"key": "a"', ("hidden-member", "member")),
        ('"open": "long"', ("format", "member")),
        ('"limit": "many"', ("schema", "member")),
    ],
)
def test_what_does_not_fit_has_a_kind_and_a_place(verdict, member, misfit):
    found, shown = verdict(f'{{"value": [{{"@odata.etag": "x", {member}}}]}}')
    name = member.split('"')[1]
    at = ("value", 0, name, 0) if member == '"doors": [1]' else ("value", 0, name)
    assert found == ([(misfit[0], at, misfit[1])] if misfit else [])
    assert len(shown) == 1


def test_what_json_schema_does_not_accept_is_not_shown_though_its_type_is_reported(verdict):
    _, shown = verdict('{"value": [{"limit": "2", "floor": "first"}]}')
    assert shown == [[{"limit": "2"}]]


def test_places_are_those_on_the_page_though_items_before_them_are_dropped(verdict):
    found, shown = verdict('{"value": [{"doors": ["a", 1, "b", 2], "limit": "many", "open": "long"}]}')
    assert found == [
        ("wrong-type", ("value", 0, "doors", 1), ""),
        ("wrong-type", ("value", 0, "doors", 3), ""),
        ("schema", ("value", 0, "limit"), "member"),
        ("format", ("value", 0, "open"), "member"),
    ]
    assert shown == [[{"doors": ["a", "b"]}]]


def test_an_example_of_which_nothing_is_left_is_dropped(verdict):
    found, shown = verdict('{"value": 5}')
    assert (found, shown) == ([("schema", ("value",), "example")], [])


@pytest.mark.parametrize(
    ("value", "pointer", "left"),
    [
        ({"a": 1, "b": 2}, ("a",), {"b": 2}),
        ({"a": 1}, ("a",), None),
        ({"a": {"b": 1}, "c": 1}, ("a", "b"), None),
        ({"a": [1, 2, 3]}, ("a", 1), {"a": [1, 3]}),
        ({"a": [{"b": 1, "c": 2}]}, ("a", 0, "b"), {"a": [{"c": 2}]}),
        ([1], (0,), []),
        (5, (), None),
        ({"a": 1}, ("b",), None),
        ([1], (1,), None),
    ],
)
def test_a_value_without_a_part_is_a_copy(value, pointer, left):
    before = repr(value)
    assert without(value, pointer) == left
    assert repr(value) == before


@pytest.mark.parametrize(
    ("pointer", "dropped", "before"),
    [
        (("a", 1), ("a", 1), ("a", 2)),
        (("a", 0), ("a", 1), ("a", 0)),
        (("a", 1, "b"), ("a", 0), ("a", 2, "b")),
        (("b", 1), ("a", 0), ("b", 1)),
        (("a",), ("a", 0), ("a",)),
        (("a", "b"), ("a", "c"), ("a", "b")),
    ],
)
def test_where_a_value_was_before_another_was_dropped(pointer, dropped, before):
    assert place_before(pointer, dropped) == before
