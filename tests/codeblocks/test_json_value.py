"""JSON is read as a person would read it, and every deviation is told with its place."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.codeblocks.http_message import read_message
from docgen.codeblocks.json_value import SURE, locate, read_json
from docgen.source import Span, Text


def plain(value: str) -> Text:
    return Text(value, Span("a.md", 0, len(value)))


def quoted(value: str) -> tuple[str, Text]:
    """Return a source that holds the value as a quoted block, and the text that was taken from it."""
    lines = value.split("\n")
    source = "before\n" + "\n".join(f"> {line}" for line in lines)
    starts, offset = [], len("before\n")
    for line in lines:
        starts.append(offset + 2)
        offset += len(line) + 3
    return source, Text(value, Span("a.md", starts[0], starts[-1] + len(lines[-1])), tuple(starts))


DEVIATIONS: list[tuple[str, Any, str]] = [
    ('{"a": 1}', {"a": 1}, ""),
    ("893", 893, ""),
    ('"x"', "x", ""),
    ("[]", [], ""),
    ('{"a": 123456789012345678901234567890}', {"a": 123456789012345678901234567890}, ""),
    (' \n{"a": "b"}\n\n', {"a": "b"}, ""),
    ('{"a": 1,}', {"a": 1}, "trailing-comma@7:,"),
    ("[1, 2,\n]", [1, 2], "trailing-comma@5:,"),
    ('{"a": [{"b": 1,},],}', {"a": [{"b": 1}]}, "trailing-comma@14:, trailing-comma@16:, trailing-comma@18:,"),
    ('{"a": 1 "b": 2}', {"a": 1, "b": 2}, "missing-comma@8:"),
    ('{"a": {}\n"b": [1 2]}', {"a": {}, "b": [1, 2]}, "missing-comma@9: missing-comma@17:"),
    ('[{"a": 1} {"a": 2}]', [{"a": 1}, {"a": 2}], "missing-comma@10:"),
    ("[1,,2]", [1, 2], "extra-comma@3:,"),
    ('{"a": 1, // x\n"b": 2 /* y */}', {"a": 1, "b": 2}, "comment@9:// x comment@21:/* y */"),
    ("# x\n[1]", [1], "comment@0:# x"),
    ("[1 <!-- x -->]", [1], "comment@3:<!-- x -->"),
    ("[1, /* x", [1], "comment@4:/* x unclosed-bracket@8: trailing-comma@2:,"),
    ("[1, 2, ...]", [1, 2], "ellipsis@7:..."),
    ("[1, ..., 2]", [1, 2], "ellipsis@4:..."),
    ('{"a": 1, …}', {"a": 1}, "ellipsis@9:…"),
    ("[1,\n... (8 lamps) ...\n]", [1], "ellipsis@4:... (8 lamps) ..."),
    ('{"a": 1\n...\n}', {"a": 1}, "ellipsis@8:..."),
    ("{...}", {}, "ellipsis@1:..."),
    ('{"a": ...}', {"a": None}, "ellipsis@6:... missing-value@6:..."),
    ('{"a": }', {"a": None}, 'missing-value@1:"a"'),
    ('{"a": , "b": 1}', {"a": None, "b": 1}, "missing-value@6:"),
    ('{"a" 1}', {"a": 1}, "missing-colon@5:"),
    ("{a: 1, b-c: 2}", {"a": 1, "b-c": 2}, "unquoted-key@1:a unquoted-key@7:b-c"),
    ("{'a': 'it\\'s \"x\"'}", {"a": 'it\'s "x"'}, "single-quotes@1:'a' single-quotes@6:'it\\'s \"x\"'"),
    ("{“a”: “b”}", {"a": "b"}, "smart-quotes@1:“a” smart-quotes@6:“b”"),
    ('{"a”: “b", "c": "d”}', {"a": "b", "c": "d"}, 'smart-quotes@1:"a” smart-quotes@6:“b" smart-quotes@16:"d”'),
    ('{"a": "5” wide", "b": 1,}', {"a": "5” wide", "b": 1}, "trailing-comma@23:,"),
    ('{"a": integer, "b": a/b c}', {"a": "integer", "b": "a/b c"}, "bare-word@6:integer bare-word@20:a/b c"),
    ('{"a": 2020-01-01T10:00:00Z}', {"a": "2020-01-01T10:00:00Z"}, "bare-word@6:2020-01-01T10:00:00Z"),
    ('{"a": #x.y.z, "b": <id>}', {"a": "#x.y.z", "b": "<id>"}, "bare-word@6:#x.y.z bare-word@19:<id>"),
    ('{"a": {id}, "b": {b}}', {"a": "{id}", "b": "{b}"}, "bare-word@6:{id} bare-word@17:{b}"),
    ('{"a": True, "b": None}', {"a": True, "b": None}, "wrong-literal@6:True wrong-literal@17:None"),
    ('{"a": NaN, "b": -Infinity}', {"a": "NaN", "b": "-Infinity"}, "not-a-number@6:NaN not-a-number@16:-Infinity"),
    ("[1e999]", ["1e999"], "oversized-number@1:1e999"),
    ("[007, -01]", [7, -1], "leading-zero@1:007 leading-zero@6:-01"),
    ("[+1, .5, 5.]", [1, 0.5, 5.0], "odd-number@1:+1 odd-number@5:.5 odd-number@9:5."),
    ('{"a":\u00a01}', {"a": 1}, "odd-space@5:\u00a0"),
    ('\ufeff{"a": 1}', {"a": 1}, "odd-space@0:\ufeff"),
    ('{"a": "x\ty"}', {"a": "x\ty"}, 'control-character@6:"x\ty"'),
    ('{"a": "x\ny"}', {"a": "x\ny"}, 'control-character@6:"x\ny"'),
    ('{"a": "x,\n"b": 1}', {"a": "x", "b": 1}, 'unterminated-string@6:"x'),
    ('{"a": ""x", "b": 1}', {"a": "x", "b": 1}, 'doubled-quote@6:""x"'),
    ('{"a": "C:\\x"}', {"a": "C:\\x"}, 'bad-escape@6:"C:\\x"'),
    ('{"a": "\\ud83d\\ude00"}', {"a": "\U0001f600"}, ""),
    ('{"a": "\\ud83d"}', {"a": "\ufffd"}, 'half-character@6:"\\ud83d"'),
    ('{"a": 1} and more', {"a": 1}, "text-after-value@9:and more"),
    ('{"a": 1}\n{"b": 2}', {"a": 1}, 'values-of-a-stream@9:{"b": 2}'),
    ('{"a": 1}\n{"b": 2}}', {"a": 1}, 'several-values@9:{"b": 2}}'),
    ('{"a": 1} {"b": 2}', {"a": 1}, 'several-values@9:{"b": 2}'),
    ('{"a": 1}}', {"a": 1}, "extra-bracket@8:}"),
    ('{"a": [1, 2}', {"a": [1, 2]}, "mismatched-bracket@11:}"),
    ('{"a": 1]}', {"a": 1}, "extra-bracket@7:]"),
    ('{"a": [1, {"b": 2', {"a": [1, {"b": 2}]}, "unclosed-bracket@17:"),
    ('"a": 1,\n"b": [2]', {"a": 1, "b": [2]}, "missing-braces@0:"),
    ('"a": 1 }', {"a": 1}, "missing-braces@0:"),
    ('Example:\n{"a": 1}', {"a": 1}, "text-before-value@0:Example:\n"),
    ('{"a": 1, "a": 2}', {"a": 2}, 'duplicate-key@9:"a"'),
    ('{{"a": 1}}', {"": {"a": 1}}, "missing-key@1:"),
    ('{"a": 1,234.5\n}', {"a": 1234.5}, "grouped-digits@6:1,234.5"),
    ('["a": 1, 2]', ["a", 1, 2], "member-in-list@4::"),
    ('{"a": "x"2\n"b": 1}', {"a": "x", "b": 1}, "stray-word@9:2 missing-comma@11:"),
    ('{"a": 1 b: 2}', {"a": 1, "b": 2}, "missing-comma@8: unquoted-key@8:b"),
]


@pytest.mark.parametrize(("text", "value", "faults"), DEVIATIONS, ids=[row[0][:40] for row in DEVIATIONS])
def test_a_deviation_is_repaired_and_told(text: str, value: Any, faults: str) -> None:
    source, indented = quoted(text)
    for whole, taken in ((text, plain(text)), (source, indented)):
        result = read_json(taken)
        assert result is not None
        assert result.value == value and json.dumps(result.value) == json.dumps(value)
        told = [f"{fault.kind}@%d:{whole[fault.span.start : fault.span.end]}" for fault in result.faults]
        places = [
            fault.span.start if whole is text else text_offset(indented, fault.span.start) for fault in result.faults
        ]
        shown = " ".join(each % place for each, place in zip(told, places, strict=True)).replace("\n> ", "\n")
        assert shown == faults


def text_offset(text: Text, offset: int) -> int:
    """Return the place in the value that a place in the source stands for."""
    return next(index for index in range(len(text.value), -1, -1) if text.offset(index) <= offset)


@pytest.mark.parametrize(
    "text", ["", " \n", "hello", "a,b\n1,2", "<a>{b}</a>", "(application/octet-stream)", "...", "}", ","]
)
def test_what_holds_no_value_is_none(text: str) -> None:
    assert read_json(plain(text)) is None


def test_only_sure_repairs_are_called_so() -> None:
    assert {"trailing-comma", "comment", "missing-comma"} <= SURE
    assert not SURE & {"bare-word", "missing-value", "unterminated-string", "mismatched-bracket", "duplicate-key"}


@pytest.mark.parametrize(
    "text", ["[" * 10_000, "{" * 10_000, '{"a":' * 10_000, "[" * 201 + "]" * 201, "'" + "[" * 10_000]
)
def test_deep_nesting_is_a_fault_and_raises_nothing(text: str) -> None:
    result = read_json(plain(text))
    assert result is None or (result.value is None and [fault.kind for fault in result.faults] == ["too-deep"])
    locate(plain(text), ("a", 0))


def test_two_hundred_levels_are_read() -> None:
    result = read_json(plain("[" * 200 + "]" * 200))
    assert result is not None and not result.faults
    result = read_json(plain("[" * 200 + "1,"))
    assert result is not None and {fault.kind for fault in result.faults} == {"trailing-comma", "unclosed-bracket"}


@pytest.mark.parametrize(
    "text",
    [
        '"' * 100_000,
        '{"a' * 50_000,
        '"\\"\n' * 50_000,
        '["x\n' * 150 + '"\\"\n' * 50_000,
        "'\\'" * 50_000,
        "“" * 100_000,
        "/*" * 50_000,
        "[" + "1," * 100_000,
        "[" + ",\n" * 100_000,
        "[" + "{}\n" * 100_000,
        "[" + "9" * 100_000 + "x",
        "[{" + "a" * 100_000,
        "x\n" * 100_000 + "{",
        "[\n]" * 100_000,
        '[ "a" \n' + '"' + " " * 100_000 + "x" * 100_000,
    ],
    ids=range(15),
)
def test_hostile_text_is_read_without_delay(text: str) -> None:
    read_json(quoted(text)[1])


POINTERS: list[tuple[str, tuple[str | int, ...], str, str]] = [
    ('{"a": [1, {"b": "x"}]}', (), '{"a": [1, {"b": "x"}]}', '{"a": [1, {"b": "x"}]}'),
    ('{"a": [1, {"b": "x"}]}', ("a",), '[1, {"b": "x"}]', '"a"'),
    ('{"a": [1, {"b": "x"}]}', ("a", 1, "b"), '"x"', '"b"'),
    ('{"a": [1, {"b": "x"}]}', ("a", 0), "1", "1"),
    ('{"a": [1, {"b": "x"}]}', ("a", 1, "c"), '{"b": "x"}', '{"b": "x"}'),
    ('{"a": {"b": 1}, "b": 2}', ("b",), "2", '"b"'),
    ('{"a": 1, "a": 2,}', ("a",), "2", '"a"'),
    ("{a: [1, 2,], b: {c: 'd'}", ("b", "c"), "'d'", "c"),
    ('"a": 1, "b": [2]', ("b", 0), "2", "2"),
    ('{"value": {"id": {id} "x": 1}}', ("value", "x"), "1", '"x"'),
    ("hello", ("a",), "hello", "hello"),
]


@pytest.mark.parametrize(("text", "pointer", "value", "key"), POINTERS)
def test_a_value_and_its_key_are_located(text: str, pointer: tuple[str | int, ...], value: str, key: str) -> None:
    for whole, taken in ((text, plain(text)), quoted(text)):
        span, key_span = locate(taken, pointer), locate(taken, pointer, key=True)
        assert (whole[span.start : span.end], whole[key_span.start : key_span.end]) == (value, key)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=15,
)


def members(value: Any, pointer: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    items = (
        list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    )
    return [(pointer, value), *(each for key, inner in items for each in members(inner, (*pointer, key)))]


@settings(max_examples=300, deadline=None)
@given(VALUES, st.sampled_from([None, 0, 2]), st.booleans())
def test_valid_json_is_read_as_it_is(value: Any, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    result = read_json(plain(text))
    assert result is not None and result.faults == () and result.value == value
    for whole, taken in ((text, plain(text)), quoted(text)):
        for pointer, inner in members(value):
            span = locate(taken, pointer)
            assert json.loads(whole[span.start : span.end].replace("\n> ", "\n")) == inner


@settings(max_examples=300, deadline=None)
@given(VALUES)
def test_a_comma_after_the_last_member_changes_nothing(value: Any) -> None:
    text = json.dumps({"a": value})[:-1] + ",}"
    result = read_json(plain(text))
    assert result is not None and result.value == {"a": value} and [f.kind for f in result.faults] == ["trailing-comma"]


PIECES = st.sampled_from(
    [*"{}[]:,\"'\\\n \u00a0“”‘/*#.…<x01-", '"a"', "true", "None", "//", "/*", "...", '"a":', "NaN"]
)


@settings(max_examples=500, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=30))
def test_any_text_is_read_without_raising_and_places_lie_inside(value: str) -> None:
    for text in (plain(value), quoted(value)[1]):
        result = read_json(text)
        spans = [locate(text, ("a", 0)), locate(text, ("a",), key=True)]
        if result is not None:
            json.dumps(result.value, allow_nan=False).encode()
            spans += [result.span, *(fault.span for fault in result.faults)]
        assert all(text.span.start <= span.start <= span.end <= text.span.end for span in spans)


_FENCE = re.compile(r"^[ \t]*```[ \t]*([A-Za-z-]*)[^\n]*\n(.*?)^[ \t]*```", re.MULTILINE | re.DOTALL)


def blocks(folder: Path) -> list[tuple[str, str]]:
    """Return (place, text) of every code block below a folder that looks like JSON, alone or in a message."""
    found: list[tuple[str, str]] = []
    for path in sorted(folder.rglob("*.md")):
        for match in _FENCE.finditer(path.read_text(encoding="utf-8-sig", errors="replace")):
            message = read_message(plain(match[2].strip("\n")))
            body = message.body.value if message and message.body else ""
            kind = message.header("content-type") if message else ""
            if body[:1] in ("{", "[") and "multipart" not in kind:
                found.append((f"{path.name}@{match.start()}", body))
            elif match[1].lower() == "json" and not message:
                found.append((f"{path.name}@{match.start()}", match[2]))
    return found


def test_the_blocks_of_real_pages_are_read() -> None:
    shared = os.environ.get("DOCGEN_SHARED", "")
    if not shared:
        pytest.skip("set DOCGEN_SHARED to the folder that holds the corpora")
    texts = blocks(Path(shared) / "corpus" / "graph")
    kinds: Counter[str] = Counter()
    unread, guessed = [], []
    for place, text in texts:
        result = read_json(plain(text))
        if result is None:
            unread.append(place)
            continue
        kinds.update({fault.kind for fault in result.faults})
        if not {fault.kind for fault in result.faults} <= SURE:
            guessed.append((place, [fault.kind for fault in result.faults if fault.kind not in SURE]))
    print(f"{len(texts)} blocks, {len(unread)} unread, {len(guessed)} guessed: {kinds.most_common()}")
    print("\n".join(map(str, [*unread, *guessed])))
    assert len(unread) <= 31
