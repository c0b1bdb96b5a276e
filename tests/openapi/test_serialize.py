"""The text that is written says, to any YAML or JSON reader, exactly the data that went in."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.openapi.serialize import to_json, to_yaml

NASTY = [
    *(
        "",
        " ",
        "  ",
        "a",
        "a ",
        " a",
        "a  b",
        "\n",
        "\n\n",
        "a\n",
        "a\n\n",
        "a\nb",
        "a\nb\n",
        "a\nb\n\n\n",
        "\na",
        " a\nb",
    ),
    *(
        "a \nb",
        "a\n\n b",
        "\ta",
        "a\tb",
        "a\n\tb",
        "tab\t\n",
        "trail \n",
        "trail\n \n",
        "x\n  y\nz",
        "x\n\n\ny",
        "a\r\nb",
    ),
    *(
        "a\rb",
        "-\n-",
        "key: v\nkey2: v\n",
        "# c\n# d",
        "!x\ny",
        "%TAG\nx",
        "--- \nx",
        "...\nx",
        "a\n...\nb",
        "a\n---\nb",
    ),
    *(
        "yes",
        "No",
        "ON",
        "off",
        "y",
        "n",
        "Y",
        "N",
        "true",
        "True",
        "TRUE",
        "tRue",
        "false",
        "null",
        "Null",
        "~",
        "nan",
    ),
    *("e1", "E5", "e+1", "E-12", "e1_0", "e", "e1a", "1e3", "12e03"),
    *("0", "1", "00", "08", "-1", "+1", "1.5", "1.", ".5", "1e3", "1E5", "0x1f", "0o17", "017", "0b1", "1_000", "1__0"),
    *(".inf", "-.inf", ".nan", "inf", "Infinity", "NaN", "200", "4XX", "1.0.0", "v1.0", "1.2.3", "12:30", "12:30:45"),
    *("2020-01-01", "2020-01-01T00:00:00Z", "2001-12-14 21:59:43.10 -5", "=", "<<", "...", "---", "--- a", "-", "- a"),
    *(
        "a: b",
        "a:b",
        "a:",
        ":a",
        ": a",
        "a #b",
        "a#b",
        "#a",
        "?",
        "? a",
        "a?",
        "@a",
        "`a",
        "%a",
        "!a",
        "&a",
        "*a",
        "*/*",
    ),
    *(
        "|",
        ">",
        "{",
        "}",
        "[a]",
        "{a: b}",
        "a, b",
        '"a"',
        "'a'",
        "it's",
        'a"b',
        "a\\b",
        "\\",
        "C:\\x",
        "$ref",
        "/a/{b}",
    ),
    *("(a)", "_", "__", "$1", "http://x/y?z=1#f", "http://x/y", "#/components/schemas/A", "application/json", "ends:"),
    *(
        "\x00",
        "\x1b",
        "\x7f",
        "\x85",
        "\xa0",
        "a\xa0",
        "\u2028",
        "a\u2028b\nc",
        "\u2029",
        "\ufeff",
        "\ufeffa",
        "\ufffe",
    ),
    *(
        "\uffff",
        "\U0001f600",
        "é",
        "é: x",
        "a – b",
        "“q”",
        "日本語",
        "x" * 5000,
        "x y " * 700 + "z",
        "$(metadata.owner)",
    ),
]


def positions(text: str) -> list[Any]:
    return [
        text,
        [text],
        {"k": text},
        {text: "v"},
        {text: {"a": [text]}},
        [[text], [[text, text]]],
        [{"a": text, "b": [text, {"c": text}]}],
        {"x": {"y": {"z": text}}, "last": 1},
    ]


def read(text: str) -> Any:
    return yaml.load(text, Loader=yaml.CSafeLoader)


@pytest.mark.parametrize("text", NASTY, ids=ascii)
def test_a_string_in_any_position_reads_back_as_itself(text: str) -> None:
    for content in positions(text):
        assert read(to_yaml(content)) == content
        assert yaml.safe_load(to_yaml(content)) == content
        assert json.loads(to_json(content)) == content


CHARACTERS = st.sampled_from(list("ab:#-?|>&*!%@`'\"{}[],\\ \n\t\r01.~=é\U0001f600\u2028\x85\ufeff\x00/yesnoNULL_+"))
STRINGS = st.text(CHARACTERS, max_size=9) | st.text(max_size=5)
SCALARS = STRINGS | st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False)
DOCUMENTS = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(STRINGS, inner, max_size=4),
    max_leaves=20,
)


# What readers take for something other than a text: the specification of YAML 1.1, the core schema of 1.2, and those of
# PyYAML, of the package yaml for Node.js in its mode of 1.1, of Psych, SnakeYAML, go-yaml and js-yaml.
NO_TEXTS = [
    r"[-+]?0b[01_]+",
    r"[-+]?0o?[0-7_]+",
    r"[-+]?0x[0-9a-fA-F_]+",
    r"[-+]?[0-9][0-9_,]*",
    r"[-+]?([0-9][0-9_,]*)?(\.[0-9_.]*)?([eE][-+]?[0-9_]+)?",
    r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)|[-+]?(inf|Inf|INF|nan|NaN|NAN|[Ii]nfinity)",
    r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?",
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(([Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(\.[0-9]*)?[ \t]*(Z|[-+][0-9]{1,2})?)?",
    r"y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF",
    r"~|null|Null|NULL|",
    r"=|<<|:[a-z]+|!",
]


@settings(max_examples=600, deadline=None)
@given(st.one_of([st.from_regex(f"({pattern})", fullmatch=True) for pattern in NO_TEXTS]))
def test_a_text_that_a_reader_takes_for_something_else_is_quoted(text: str) -> None:
    for written in (to_yaml(text), to_yaml({text: 1})):
        assert written[0] in "'\""
    for content in positions(text):
        assert read(to_yaml(content)) == content


@settings(max_examples=200, deadline=None)
@given(DOCUMENTS | st.one_of([st.from_regex(f"({pattern})", fullmatch=True) for pattern in NO_TEXTS]))
def test_a_reader_of_yaml_12_reads_the_same(content: Any) -> None:
    ruamel = pytest.importorskip("ruamel.yaml", reason="ruamel.yaml is not installed")
    for version in ("1.1", "1.2"):
        reader = ruamel.YAML(typ="safe", pure=True)
        reader.version = version
        assert reader.load(to_yaml({"a": [content]})) == {"a": [content]}


@settings(max_examples=400, deadline=None)
@given(DOCUMENTS)
def test_any_document_reads_back_as_itself(content: Any) -> None:
    assert read(to_yaml(content)) == content


@settings(max_examples=100, deadline=None)
@given(DOCUMENTS)
def test_any_finite_document_reads_back_from_json(content: Any) -> None:
    try:
        text = to_json(content)
    except ValueError:
        assert "inf" in repr(content)
        return
    assert json.loads(text) == content


@pytest.mark.parametrize("number", [0, -5, 10**30, 1.5, 1e20, 1e-7, 1.5e300, -0.0, float("inf"), float("-inf")])
def test_a_number_keeps_value_and_kind(number: float) -> None:
    value = read(to_yaml({"n": number}))["n"]
    assert value == number and type(value) is type(number)


def test_the_order_of_keys_is_kept_and_nothing_is_shared() -> None:
    shared = {"z": [1], "a": []}
    text = to_yaml({"b": shared, "a": shared, "c": {}, "d": (1, 2)})
    assert text == "b:\n  z:\n  - 1\n  a: []\na:\n  z:\n  - 1\n  a: []\nc: {}\nd:\n- 1\n- 2\n"


def test_what_needs_no_quotes_has_none() -> None:
    content = {
        "/users/{id}:": "text: more",
        "paths": "/users/{user-id}",
        "200": "OK",
        "u": "https://a.b/c",
        "t": "It's on",
    }
    assert to_yaml(content) == (
        "'/users/{id}:': 'text: more'\npaths: /users/{user-id}\n'200': OK\nu: https://a.b/c\nt: It's on\n"
    )


def test_several_lines_become_a_literal_block() -> None:
    assert to_yaml({"d": "one\n\ntwo\n", "e": ["a\nb"]}) == "d: |\n  one\n\n  two\ne:\n- |-\n  a\n  b\n"


def test_half_a_surrogate_pair_becomes_the_replacement_character() -> None:
    assert read(to_yaml({"a": "x\ud800"})) == {"a": "x\ufffd"}
    assert json.loads(to_json({"a": "x\ud800é"})) == {"a": "x\ufffdé"}


def test_subclasses_are_written_as_what_they_are() -> None:
    class Map(dict[str, Any]):
        pass

    class Word(str):
        pass

    content = Map(a=Word("yes"), b=Map({Word("n"): Map()}))
    assert read(to_yaml(content)) == {"a": "yes", "b": {"n": {}}}


def test_json_is_indented_by_two_and_ends_with_a_line_end() -> None:
    assert to_json({"a": ["é"]}) == '{\n  "a": [\n    "é"\n  ]\n}\n'
