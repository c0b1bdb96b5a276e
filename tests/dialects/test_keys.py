"""The keys of dialects: each is described once, and the schema, the check and the help say the same of it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import Any

import jsonschema_rs
import pytest
from msgspec import inspect

from docgen import dialects
from docgen.dialects import checking, keys
from docgen.dialects.layers import DialectFile, lay
from docgen.dialects.schema import schema_text
from docgen.dialects.tables import Dialect

PACKAGE = resources.files("docgen.dialects")


def written(name: str) -> DialectFile:
    return DialectFile.parse(name, PACKAGE.joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def below(name: str) -> dict[str, Any]:
    """Return the tables that a dialect of the package is laid on."""
    base = written(name).tables.get("extends")
    return lay(below(base), written(base).tables) if base else {}


def fields(kind: inspect.Type, where: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], set[str]]]:
    """Yield each table of a dialect whose keys the code asks for by attribute, and those keys."""
    if isinstance(kind, inspect.StructType):
        yield where, {field.encode_name for field in kind.fields}
        for field in kind.fields:
            yield from fields(field.type, (*where, field.encode_name))
    elif isinstance(kind, inspect.DictType):
        yield from fields(kind.value_type, (*where, keys.ANY))


def descriptions(where: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key in keys.known(where) or ():
        yield (*where, key)
        yield from descriptions((*where, key))


@pytest.mark.parametrize("name", dialects.names())
def test_a_dialect_of_the_package_says_nothing_that_a_file_of_a_team_could_not_say(name):
    checking.check(written(name), below(name), own=False)


def test_each_key_is_described_and_no_other():
    for where, known in fields(inspect.type_info(Dialect), ()):
        assert known == set(keys.known(where) or ()), where


def test_each_description_is_a_sentence():
    described = {where: keys.describe(where) for where in descriptions()}
    assert len(described) > 200
    assert [where for where, text in described.items() if not text.rstrip("`").endswith((".", ")"))] == []


def test_each_role_that_a_dialect_uses_is_described():
    known = keys.known(("headings", "words")) or {}
    for name in dialects.names():
        headings = dialects.load(name).headings
        used = {role for role, _ in (*headings.sections, *headings.in_examples, *headings.labels)}
        assert used <= known.keys()


def test_the_schema_beside_the_dialects_is_up_to_date():
    committed = PACKAGE.joinpath("dialect.schema.json").read_text(encoding="utf-8")
    remedy = "write docgen.dialects.schema.schema_text() to docgen/dialects/dialect.schema.json"
    assert committed == schema_text(), remedy


@pytest.mark.parametrize("name", dialects.names())
def test_the_schema_takes_the_dialects_of_the_package(name):
    text = PACKAGE.joinpath(f"{name}.toml").read_text(encoding="utf-8")
    assert text.startswith("#:schema dialect.schema.json\n")
    assert [str(error) for error in validator().iter_errors(tomllib.loads(text))] == []


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ('[columns]\nname = ["feld"]\n', True),
        ('[columns]\nname.add = ["feld"]\n', True),
        ("[placeholders]\nmark.add = '^offen$'\n", True),
        ('[[rewrite]]\nfind = "a"\nwith = "b"\n', True),
        ('[types.money]\nwords = ["euro"]\ntype = "number"\n', True),
        ('[columns]\nnames = ["feld"]\n', False),
        ('[columns]\nname = "feld"\n', False),
        ("[placeholders]\nmark.replace = '^offen$'\n", False),
        ('extends = "bass"\n', False),
        ('[outline]\nverbs.LIST = ["GET"]\n', False),
    ],
)
def test_the_schema_takes_what_a_file_can_say(text, valid):
    assert validator().is_valid(tomllib.loads(text)) is valid


def validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(json.loads(schema_text()))


def test_a_key_is_explained_where_it_is_shown(run):
    out = run("dialect", "show", "--isolated", "bullets", "outline.body_names").out
    assert out.startswith(
        "bullets\n  In API Blueprint: the keywords that bullets begin with.\noutline.body_names\n  What"
    )
    assert "\n  body, requestbody, payload  base.toml:" in out
    assert all(len(line) <= 80 for line in out.splitlines())


def test_the_schema_is_printed(run):
    assert run("dialect", "show", "--schema").out == schema_text()
