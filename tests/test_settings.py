"""Where settings come from, and what a mistake in them looks like."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from docgen import settings
from docgen.diagnostic import Severity
from docgen.errors import DocgenError
from docgen.settings import Settings, find, load


def test_without_a_file_the_defaults_hold(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "FILE_NAMES", ("no-such-name.toml",))
    found = find(tmp_path)
    assert found.settings == Settings()
    assert found.file is None
    assert found.settings.inputs == ("docs_input",)
    assert found.settings.output == "build/openapi.yaml"


def test_the_nearest_file_upward_holds_and_no_other(tmp_path):
    (tmp_path / "docgen.toml").write_text('dialect = "far"\njobs = 3\n')
    near = tmp_path / "a"
    (near / "b/c").mkdir(parents=True)
    (near / "pyproject.toml").write_text('[tool.docgen]\ndialect = "near"\n')
    (near / "b/pyproject.toml").write_text('[project]\nname = "none of our business"\n')
    found = find(near / "b/c")
    assert (found.settings.dialect, found.settings.jobs) == ("near", 0)
    assert (found.file, found.folder) == (near / "pyproject.toml", near)


def test_docgen_toml_comes_before_pyproject_toml(tmp_path):
    (tmp_path / "docgen.toml").write_text('dialect = "ours"\n')
    (tmp_path / "pyproject.toml").write_text('[tool.docgen]\ndialect = "shared"\n')
    assert find(tmp_path).settings.dialect == "ours"


def test_every_key_can_be_set(tmp_path):
    (tmp_path / "docgen.toml").write_text(
        """
inputs = ["docs", "more/*.md"]
output = "out/api.json"
openapi = "3.1"
format = "json"
profile = "graph"
operation-ids = "path"
schema-names = "short"
function-quotes = "none"
compact = true
discriminator = true
navigation = false
overlay = ["corrections.yaml"]
include-path = ["/users"]
include-tag = ["users"]
include-operation = ["getUsers"]
exclude-path = ["/users/{id}"]
exclude-tag = ["users.photo"]
exclude-operation = ["deleteUsers"]
split = "build/parts"
source-map = "build/map.json"
mark-sources = true
dialect = "base"
dialects = [{ paths = ["old/"], name = "older" }]
exclude = ["drafts/"]
includes = ["parts"]
root = "docs"
select = ["DG2"]
ignore = ["todo-in-cell"]
baseline = "known.json"
source-url = "https://git.example.com/{path}#L{line}"
revision = "v1.2"
revision-date = "2021-07-16"
fail-on = "warning"
jobs = 2
cache = false
validate = "full"
servers = ["https://api.example.com"]
security = "bearer"
severity = { DG201 = "error" }
per-file-ignores = { "old/**" = ["DG1"] }
info = { title = "A", version = "1", description = "B" }
lint = { show = "info", sections = { operation = ["Response"] }, front-matter = { title = [] } }
contract = "service.yaml"
contract-ignore = { paths = ["/admin"], tags = ["internal"], extensions = ["x-beta"] }
fill = "service.yaml"
"""
    )
    made = load(tmp_path / "docgen.toml").settings
    assert made.severity == {"DG201": Severity.ERROR}
    assert made.per_file_ignores == {"old/**": ("DG1",)}
    assert made.dialects[0].name == "older"
    assert made.info.title == "A"
    keys = set(Settings.__struct_encode_fields__)
    assert set(msgspec.to_builtins(made)) == keys, "a key is missing above"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('outptu = "x"', "docgen.toml: unknown key outptu; did you mean output?"),
        ('fail_on = "error"', "docgen.toml: unknown key fail_on; did you mean fail-on?"),
        ("zzz = 1", "docgen.toml: unknown key zzz; known are inputs, output"),
        ('info = { titel = "x" }', "docgen.toml: unknown key info.titel; did you mean title?"),
        ('contract-ignore = { path = ["/a"] }', "unknown key contract-ignore.path; did you mean paths?"),
        ('dialects = [{ path = ["x"], name = "y" }]', "unknown key dialects[0].path; did you mean paths?"),
        ('contract-ignore = { path = ["/a"] }', "unknown key contract-ignore.path; did you mean paths?"),
        ('dialects = [{ paths = ["x"] }]', "dialects[0]: object missing required field name"),
        ('jobs = "two"', "docgen.toml: jobs: expected int, got str"),
        ("jobs = -1", "docgen.toml: jobs: expected int >= 0"),
        ('inputs = "docs"', "docgen.toml: inputs: expected array, got str"),
        ('openapi = "2.0"', "docgen.toml: openapi: invalid value '2.0' (known: 3.0, 3.1)"),
        ('severity = { DG201 = "bad" }', "docgen.toml: severity: invalid value 'bad' (known: error, info, warning)"),
        ("jobs = ", "the settings docgen.toml are not valid TOML"),
        ('output = "a\\u0000b"', "docgen.toml: output: a null character stands in it"),
        ('inputs = ["a", "b\\u0000"]', "docgen.toml: inputs: a null character stands in it"),
        ('info = { title = "\\u0000" }', "docgen.toml: info: a null character stands in it"),
        ('contract-ignore = { path = ["/a"] }', "unknown key contract-ignore.path; did you mean paths?"),
        ('dialects = [{ paths = ["\\u0000"], name = "x" }]', "docgen.toml: dialects: a null character stands in it"),
        ('per-file-ignores = { "\\u0000" = ["DG1"] }', "docgen.toml: per-file-ignores: a null character stands in it"),
        ("x = " + "[" * 5000, "the settings docgen.toml are not valid TOML"),
    ],
)
def test_a_mistake_names_the_file_and_the_key(tmp_path, monkeypatch, text, message):
    monkeypatch.chdir(tmp_path)
    Path("docgen.toml").write_text(text)
    with pytest.raises(DocgenError) as caught:
        find()
    assert message in str(caught.value)


def test_a_named_file_must_be_there_and_hold_settings(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DocgenError, match=r"the settings none.toml cannot be read: No such file"):
        load("none.toml")
    Path("pyproject.toml").write_text("[tool.other]\n")
    with pytest.raises(DocgenError, match=r"pyproject.toml has no \[tool.docgen\] table"):
        load("pyproject.toml")
    Path("pyproject.toml").write_text("[tool]\ndocgen = 1\n")
    with pytest.raises(DocgenError, match=r"tool.docgen must be a table"):
        load("pyproject.toml")
    Path("latin.toml").write_bytes(b'dialect = "\xe9"\n')
    with pytest.raises(DocgenError, match="not UTF-8"):
        load("latin.toml")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, "yaml"),
        ({"output": "x/API.JSON"}, "json"),
        ({"output": "x.json", "format": "yaml"}, "yaml"),
        ({"output": "-", "format": "json"}, "json"),
    ],
)
def test_the_format_follows_the_ending_of_the_output_unless_it_is_set(values, expected):
    assert Settings(**values).output_format == expected


def test_the_committed_schema_is_fresh():
    committed = Path(settings.__file__).with_name("settings.schema.json").read_text("utf-8")
    remedy = "write docgen.settings.schema_text() to docgen/settings.schema.json"
    assert committed == settings.schema_text(), remedy


def test_the_schema_names_every_key_and_allows_no_other():
    schema = json.loads(settings.schema_text())
    assert set(schema["properties"]) == set(Settings.__struct_encode_fields__)
    assert schema["additionalProperties"] is False
    assert all(value.get("description") for value in schema["properties"].values())
