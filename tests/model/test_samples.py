"""What JSON values show of types, and texts in them that only name one."""

from __future__ import annotations

import pytest

from docgen import dialects
from docgen.model import samples
from docgen.model.types import Type

BASE = dialects.load("base")


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("<integer>", Type("integer")),
        ("<long>", Type("integer", "int64")),
        ("<dateTime>", Type("string", "date-time")),
        (" <boolean> ", Type("boolean")),
        ("<shelf>", None),
        ("integer", None),
        ("<b>integer</b>", None),
    ],
)
def test_a_text_in_angle_brackets_names_the_type_of_its_value(text: str, type_: Type | None) -> None:
    assert samples.named_type(text, BASE) == type_


def test_types_stand_for_such_texts_at_any_depth() -> None:
    value = {"row": "<integer>", "books": [{"title": "<string>", "shelf": samples.Nullable("<uuid>")}], "kind": "low"}
    assert samples.with_types(value, BASE) == {
        "row": Type("integer"),
        "books": [{"title": Type("string"), "shelf": samples.Nullable(Type("string", "uuid"))}],
        "kind": "low",
    }
