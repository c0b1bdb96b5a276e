"""The public names of docgen."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys

import pytest

import docgen


def test_the_public_names_are_these():
    assert set(docgen.__all__) == {
        *("build", "lint", "Settings", "Report", "Build", "Diagnostic", "Severity", "Span", "Source", "DocgenError"),
        "__version__",
    }


@pytest.mark.parametrize("name", docgen.__all__)
def test_every_public_name_can_be_imported_and_is_documented(name):
    value = getattr(docgen, name)
    if name != "__version__":
        assert value.__doc__
        assert getattr(importlib.import_module(value.__module__), name) is value
        assert name in docgen.__doc__


def test_no_module_hides_behind_a_public_name():
    # Importing docgen.x sets the attribute x of docgen: a module called like a function would take its place.
    modules = {module.name for module in pkgutil.iter_modules(docgen.__path__)}
    assert not modules & set(docgen.__all__)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'bild'"):
        docgen.bild  # noqa: B018


def test_importing_docgen_loads_nothing():
    code = (
        "import sys, docgen; print(sorted(m for m in sys.modules if m.split('.')[0] in ('docgen', 'msgspec', 'click')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "['docgen']\n"
