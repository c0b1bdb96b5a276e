"""Regular expressions: every one of the code and of the dialects takes time that grows no faster than the text."""

from __future__ import annotations

import pytest
from expressions import Expression, of_code, of_dialect_files, of_dialects


def test_no_expression_of_the_code_is_slow():
    found = list(of_code())
    assert len(found) > 400
    assert [one.fault for one in found if one.fault] == []


def test_no_expression_of_a_dialect_is_slow():
    found = [*of_dialect_files(), *of_dialects()]
    assert len(found) > 400
    assert [one.fault for one in found if one.fault] == []


@pytest.mark.parametrize(
    ("pattern", "searched"),
    [
        (r"\s*x?\s*$", False),
        (r"\s*x?\s*$", True),
        (r"\s*\)$", True),
        (r"[,;]?\s+(?:or null\s+)?if\b", True),
        (r"\w+\(", True),
        (r"(?m)^\s*x", True),
        (r"[A-Za-z]\w*=", True),
        (r"(?:ab*|\s+)c", True),
        (r"x|\d+\Z", True),
        (r"(?P<word>a+)(?=b)", True),
        (r"[A-Z][a-z]+(?:[A-Z_][A-Za-z0-9]*)+", False),
        (r"(?:[A-Z][A-Za-z]*x)+!", False),
        (r"(?:, [^;]*)+;", False),
        (r"(?:x(?:y[xyz]*)?)+!", False),
        (r"(?:\w|\.\w*)+!", False),
        (r"(?:a|[ac]*d)+e", False),
        (r"(?:(?:ab)+c?)+d", False),
    ],
)
def test_what_is_slow_is_told(pattern, searched):
    assert Expression("here", pattern, 0, searched).fault


@pytest.mark.parametrize(
    ("pattern", "searched"),
    [
        (r"\s*\)$", False),
        (r"\s*+x?\s*$", False),
        (r"(?>\s*)\s*x", False),
        (r"(?:(?<!\s)\s+)?\)$", True),
        (r"\b\w+\(", True),
        (r"(?<![\w.])[\w.]+=", True),
        (r"(?<=\n)[ \t]*x", True),
        (r"^\s*x", True),
        (r"(?m)^[ \t]*x", True),
        (r"\s+", True),
        (r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", True),
        (r"\[[^\[\]]*\]", True),
        (r"<a\s[^<>]*>", True),
        (r"x{0,4}y", True),
        (r"(?:[A-Z_][A-Za-z0-9]*+)+!", False),
        (r"(?:[A-Z_][A-Za-z0-9]*)*+!", False),
        (r"(?:[A-Z][a-z]*)+!", False),
        (r"(?:[_.-][A-Za-z0-9]+)*!", False),
        (r"(?:-a-*)+!", False),
        (r"(?:a|b[ac]*d)+e", False),
        (r"(?:[^\"]|\"[^\"]*\")+!", False),
    ],
)
def test_what_is_quick_is_not_told(pattern, searched):
    assert Expression("here", pattern, 0, searched).fault == ""
