"""Changed contracts are noticed, on pages that generators made of the contracts themselves."""

from __future__ import annotations

import os
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("DOCGEN_SHARED", "nowhere")) / "roundtrip"
SCRIPT = Path(__file__).with_name("mutate.py")
_spec = spec_from_file_location("mutate", SCRIPT)
assert _spec is not None and _spec.loader is not None
mutate = module_from_spec(_spec)
_spec.loader.exec_module(mutate)


@pytest.mark.corpus
@pytest.mark.skipif(not SHARED.is_dir(), reason="DOCGEN_SHARED names no folder with a round trip")
def test_changes_of_contracts_are_found_and_nothing_besides():
    score = mutate.measure(SHARED / "specs", SHARED / "pages/widdershins", seed=1, each=15)
    assert score.all >= 500
    assert score.found >= 0.95 * score.all, score.missed
    assert score.noisy <= 0.05 * score.all, score.missed
