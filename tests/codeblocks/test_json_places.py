"""Places in valid JSON are those that the reader of any JSON gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from docgen.codeblocks.json_value import locate, read_json
from docgen.source import Span, Text

TEXTS = (
    '{"a": 1, "b": {"c": [1, {"d": "x, ]}"}, []], "e": {}}, "f\\n": null}',
    ' [ 1 , [ ] , { "a" : true } ] ',
    '{\n  "a": "\\"{",\n  "list": [\n    -1.5e3,\n    false\n  ]\n}\n',
    '"only text"',
    "{}",
    "[]",
)


def pointers(value: Any, pointer: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield pointer
    yield (*pointer, "absent")
    yield (*pointer, 7)
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from pointers(inner, (*pointer, key))


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("key", [False, True])
def test_a_comment_behind_the_text_changes_no_place(text, key):
    def at(value: str, pointer: tuple[str | int, ...]) -> Span:
        return locate(Text(value, Span("page.md", 10, 10 + len(value))), pointer, key=key)

    found = read_json(Text(text, Span("page.md", 0, len(text))))
    assert found is not None
    for pointer in pointers(found.value):
        assert at(text, pointer) == at(f"{text} // read by the reader of any JSON", pointer), pointer
