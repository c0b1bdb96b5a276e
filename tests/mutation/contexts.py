"""Tell coverage which test runs, as a plugin of pytest, and keep how long each takes."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest
from coverage import Coverage

_SECONDS: dict[str, float] = {}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Name the test as what runs from now on."""
    coverage = Coverage.current()
    assert coverage
    coverage.switch_context(item.nodeid)
    start = perf_counter()
    result = yield
    _SECONDS[item.nodeid] = perf_counter() - start
    coverage.switch_context("")
    return result


def pytest_sessionfinish() -> None:
    """Write the seconds."""
    Path(os.environ["DURATIONS"]).write_text(json.dumps(_SECONDS))
