"""The media types of a body that several statements tell."""

from __future__ import annotations

import pytest

from docgen.model import contents
from docgen.model.api import Example, Object, One, Shape, Stream, Value
from docgen.model.contents import Told
from docgen.model.type_hierarchy import TypeHierarchy
from docgen.model.types import Property, Type
from docgen.source import Span

HERE = Span("page.md", 0, 1)
NONE = TypeHierarchy({}, {})
A = Object((Property("a", Type("string"), HERE),))
B = Object((Property("b", Type("string"), HERE),))
C = Object((Property("c", Type("string"), HERE),))
JSON, OCTETS = "application/json", "application/octet-stream"


def shown(shape: Shape) -> list[Example]:
    return [Example("one", type(shape).__name__, None, HERE)]


def members(shape: Shape) -> str:
    return "".join(one.name for one in shape.properties) if isinstance(shape, Object) else type(shape).__name__


@pytest.mark.parametrize(
    ("told", "want"),
    [
        ([], []),
        ([Told(A)], [((JSON,), "a")]),
        ([Told(A, ("application/xml; charset=utf-8",))], [(("application/xml",), "a")]),
        ([Told(A, (" Text/CSV ", "text/csv"))], [(("text/csv",), "a")]),
        ([Told(A, ("json", ""))], [((JSON,), "a")]),
        ([Told(A, ("application/vnd.a+json",)), Told(B, (JSON,))], [(("application/vnd.a+json", JSON), "ab")]),
        ([Told(A, (JSON,)), Told(B, ("text/xml",))], [((JSON,), "a"), (("text/xml",), "b")]),
        ([Told(A, (JSON,)), Told(A, ("text/xml",))], [((JSON, "text/xml"), "a")]),
        ([Told(A, (JSON,)), Told(B, ("text/xml",)), Told(C)], [((JSON,), "ac"), (("text/xml",), "b")]),
        ([Told(A), Told(B, ("text/xml",))], [(("text/xml",), "ab")]),
        ([Told(Stream())], [((OCTETS,), "Stream")]),
        ([Told(Stream(), ("image/png", "image/*"))], [(("image/png", "image/*"), "Stream")]),
        ([Told(Stream(), ("image/png",)), Told(A)], [((JSON,), "a"), (("image/png",), "Stream")]),
        ([Told(A, ("text/xml",)), Told(Stream(), ("text/xml",))], [(("text/xml",), "a")]),
        (
            [Told(A, ("text/xml",)), Told(Stream(), ("text/xml", "text/csv"))],
            [(("text/xml",), "a"), (("text/csv",), "Stream")],
        ),
        ([Told(One((Type(name="X"),))), Told(Value((Type("string"),)))], [((JSON,), "One")]),
    ],
)
def test_what_is_told_becomes_contents(told, want):
    found = contents.of(told, shown, NONE)
    assert [(one.media_types, members(one.shape)) for one in found] == want
    for one in found:
        assert [example.title for example in one.examples] == [type(one.shape).__name__]
