"""What one stage hands to another cannot be changed."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

import msgspec
import pytest

import docgen

RECORDS = sorted(
    {
        value
        for module in walk_packages(docgen.__path__, "docgen.")
        if module.name.split(".")[1] in ("extract", "model")
        for value in vars(import_module(module.name)).values()
        if isinstance(value, type) and issubclass(value, msgspec.Struct) and value.__module__ == module.name
        if not value.__name__.startswith("_")  # what a function fills before it hands it on
    },
    key=lambda one: (one.__module__, one.__qualname__),
)


@pytest.mark.parametrize("record", RECORDS, ids=lambda one: one.__qualname__)
def test_a_record_is_frozen(record):
    assert record.__struct_config__.frozen
