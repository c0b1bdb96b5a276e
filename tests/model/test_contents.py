"""The media types of a body that several statements tell."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from docgen.model import contents
from docgen.model.api import Content, Example, Object, One, Shape, Stream, Value, types_of
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


def media(content: Sequence[Content]) -> list[tuple[tuple[str, ...], str]]:
    """Return the media types of each content of a body, with the names of its types."""
    return [(one.media_types, " ".join(each.name or each.type for each in types_of(one.shape))) for one in content]


BOOK = "\n## Book\n\n| Property | Type |\n|---|---|\n| title | string |\n"
XML, TEXT = "application/xml", "text/plain"


@pytest.mark.parametrize(
    ("rows", "want", "text"),
    [
        (f"| {XML} | [Book](#book) | One. |", [((XML,), "Book")], "Sends it.\n\nOne."),
        (f"| {XML} | [Book](#book) | One. |\n| {JSON} | [Book](#book) | |", [((JSON, XML), "Book")], None),
        (
            f"| {JSON} | [Book](#book) | One. |\n| `{TEXT}` | string | Two. |",
            [((JSON,), "Book"), ((TEXT,), "string")],
            "Sends it.\n\nOne.\n\nTwo.",
        ),
    ],
)
def test_the_media_types_beside_the_schema_of_a_body(join, rows, want, text):
    table = f"| Content type | Schema | Description |\n|---|---|---|\n{rows}\n"
    page = f"# Books\n\n## Add\n\n`POST /books`\n\n### Request body\n\nSends it.\n\n{table}{BOOK}"
    body = join({"a.md": page}).api.operations[0].body
    assert media(body.content) == want
    assert text is None or body.description == text


def test_a_table_of_rows_without_media_types_is_no_body(join):
    table = "| Thing | Type | Description |\n|---|---|---|\n| a | string | One. |\n| b | integer | Two. |\n"
    page = f"# Books\n\n## Add\n\n`POST /books`\n\n### Request body\n\n{table}"
    assert join({"a.md": page}).api.operations[0].body is None


@pytest.mark.parametrize(
    ("answers", "want"),
    [
        (
            (
                f"| Status | Content type | Schema |\n|---|---|---|\n| 200 | {JSON} | [Book](#book) |\n"
                f"| 200 | {XML} | [Book](#book) |\n| 200 | {TEXT} | string |\n"
            ),
            [((JSON, XML), "Book"), ((TEXT,), "string")],
        ),
        (f"#### 200\n\n| Content type | Schema |\n|---|---|\n| {XML} | [Book](#book) |\n", [((XML,), "Book")]),
        (
            f"`200 OK`\n\n| Media type | Type |\n|---|---|\n| {JSON}, {XML} | [Book](#book) |\n| {TEXT} | string |\n",
            [((JSON, XML), "Book"), ((TEXT,), "string")],
        ),
    ],
)
def test_the_media_types_beside_the_schema_of_an_answer(join, answers, want):
    page = f"# Books\n\n## Get\n\n`GET /books`\n\n### Response\n\n{answers}{BOOK}"
    (answer,) = join({"a.md": page}).api.operations[0].responses
    assert (answer.status, media(answer.content)) == (200, want)
