"""What CONTRIBUTING.md says about the code: the functions that it names exist."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

import docgen

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MODULES = sorted(Path(docgen.__file__).parent.rglob("*.py"))
NAMED = sorted(set(re.findall(r"`([\w/]+)\.py: ([\w.]+)`", TEXT)))


def test_the_walks_name_functions():
    assert len(NAMED) > 15


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_a_function_that_is_named_exists(file, name):
    found = import_module(f"docgen.{file.replace('/', '.')}")
    for part in name.split("."):
        found = getattr(found, part)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_opens_with_what_it_does(path):
    opening = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert opening, "a module opens with one sentence"
    assert not re.search(r"\bgo(?:es)? in\b|\bcomes? out\b", opening.split("\n")[0])
