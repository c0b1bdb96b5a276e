"""JSON data in YAML: what JSON has, and nothing else."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from docgen.codeblocks.json_data import DataError, read

FLOATS = st.floats(allow_nan=False, allow_infinity=False)
SCALARS = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | FLOATS | st.text()
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@given(VALUES)
def test_json_is_read_as_it_is(value):
    assert read(json.dumps({"a": value})) == {"a": value}


@given(VALUES)
def test_yaml_is_read_as_what_was_written(value):
    class Dumper(yaml.SafeDumper):
        """Writes what occurs several times as often, and texts so that no reader takes them for anything else."""

        def ignore_aliases(self, data):
            return True

    Dumper.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))
    text = yaml.dump({"a": value}, Dumper=Dumper)
    if "\\uD8" not in text.upper():
        assert read(text) == {"a": value}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2020-01-01", "2020-01-01"),
        ("2020-99-99", "2020-99-99"),
        ("12:30:00", "12:30:00"),
        ("1_000", "1_000"),
        ("yes", "yes"),
        ("Off", "Off"),
        ("0o17", 15),
        ("0x1F", 31),
        ("017", 17),
        ("+12", 12),
        ("1e3", 1000.0),
        ("-.5", -0.5),
        ("1.", 1.0),
        ("~", None),
        ("", None),
        ("NULL", None),
        ("True", True),
        ("'5'", "5"),
        ("! 5", "5"),
        ("!!str 5", "5"),
        ("!!float 1.5", 1.5),
        ("=", "="),
        ("a: {<<: {b: 1}}", {"a": {"<<": {"b": 1}}}),
        ("200: {1.5: x}", {"200": {"1.5": "x"}}),
        ("[a, [b]]", ["a", ["b"]]),
        ("|\n a\n b\n", "a\nb\n"),
        ('{"a": "\\ud83d\\ude00"}', {"a": "\U0001f600"}),
        ("{a: 1,}", {"a": 1}),
    ],
)
def test_scalars_are_those_of_yaml_12(text, value):
    found = read(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: &x 1", "line 1: anchors and aliases are not read"),
        ("- &x [*x]", "line 1: anchors and aliases are not read"),
        ("a: 1\nb: *x", "line 2: anchors and aliases are not read"),
        ("a: !!set {b}", "!!set is no type of JSON"),
        ("a: !!binary aGk=", "is no !!binary of JSON"),
        ("a: !own x", "is no !own of JSON"),
        ("a: !!timestamp 2020-01-01", "is no !!timestamp of JSON"),
        ("!!python/object/apply:os.getcwd []", "is no type of JSON"),
        ("a: !!int x", "'x' is no !!int of JSON"),
        ("a: .nan", ".nan is no number of JSON"),
        ("a: -.inf", "-.inf is no number of JSON"),
        ("a: 1e999", "1e999 is no number of JSON"),
        ('{"a": 1e999}', "1e999 is no number of JSON"),
        ('{"a": NaN}', "NaN is no number of JSON"),
        (f"a: {'9' * 5000}", "does not fit in 64 bits"),
        (f'{{"a": {"9" * 5000}}}', "does not fit in 64 bits"),
        (f"a: 0x{'f' * 5000}", "does not fit in 64 bits"),
        ("a: 1\na: 2", "line 2: the key 'a' stands twice in an object"),
        ('{"a": 1, "a": 2}', "the key 'a' stands twice in an object"),
        ("? [a]\n: b", "a key is no text"),
        ("--- 1\n--- 2", "it holds several documents"),
        ("[" * 101 + "]" * 101, "nested more than 100 deep"),
        ('{"a":' * 5000 + "1" + "}" * 5000, "nested more than 100 deep"),
        ("[" * 100_000 + "]" * 100_000, "nest"),
        ("a: [", "not valid YAML or JSON"),
        ("a: \0", "not valid YAML or JSON"),
    ],
)
def test_anything_else_is_refused_in_words(text, problem):
    with pytest.raises(DataError) as caught:
        read(text)
    assert problem in str(caught.value)
    assert len(str(caught.value)) < 300


def test_a_bomb_of_aliases_is_refused_before_it_grows():
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60))]
    with pytest.raises(DataError, match="aliases"):
        read("\n".join(lines))


@given(st.text(alphabet="{}[]:,-&*!?|>'\"% \n\ta0.#~<", max_size=60))
def test_no_text_makes_it_fail(text):
    with suppress(DataError):
        read(text)
