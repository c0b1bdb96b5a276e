"""What becomes of each set of real pages is compared with what was accepted: figures, and digests of every byte.

The pages are not part of the project: ``DOCGEN_SHARED`` names the folder that holds them. ``accepted.json`` has a line
for each set: a digest of its files, how many operations, schemas and findings of each rule come of them, and digests of
the document, of the places where its parts come from, and of the findings. ``pytest --update-golden`` writes anew the
lines of the sets that it builds. Where a digest alone differs, documents built before and after tell the difference.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import docgen
from docgen.report import REPORTERS

pytestmark = pytest.mark.corpus
SHARED = Path(os.environ.get("DOCGEN_SHARED", "nowhere"))
SETS = sorted(
    one.relative_to(SHARED).as_posix()
    for pattern in ("seeds", "corpus/stubs/*", "teams/pages/*", "families/pages/*", "roundtrip/pages/*/*")
    for one in SHARED.glob(pattern)
    if one.is_dir()
)
ACCEPTED = Path(__file__).with_name("accepted.json")


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def pages(folder: Path) -> str:
    """Return a digest of all files of a set: what was accepted holds for no others."""
    files = sorted((one.relative_to(folder).as_posix(), one) for one in folder.rglob("*") if one.is_file())
    return digest("\n".join(f"{name} {sha256(file.read_bytes()).hexdigest()}" for name, file in files))


def figures(built: docgen.Build) -> dict[str, Any]:
    """Return what is compared: counts, which tell what changed, and digests, which tell that something did."""
    content = built.document.content
    origins = {pointer: (span.path, span.start, span.end) for pointer, span in built.document.origins.items()}
    return {
        "operations": sum(isinstance(one, dict) for item in content["paths"].values() for one in item.values()),
        "schemas": len(content.get("components", {}).get("schemas", {})),
        "findings": dict(sorted(Counter(one.code for one in built.report.diagnostics).items())),
        "document": digest(built.text),
        "places": digest(json.dumps(origins, sort_keys=True)),
        "report": digest(REPORTERS["concise"](built.report)),
    }


@pytest.mark.parametrize("name", SETS or ["none"])
def test_a_set_becomes_what_was_accepted(name, monkeypatch, request):
    if not SETS:
        pytest.skip("DOCGEN_SHARED does not name a folder with sets of pages")
    monkeypatch.chdir(SHARED / name)
    built = docgen.build(["."], settings=docgen.Settings(baseline=""))
    found = {"pages": pages(Path()), **figures(built)}
    accepted = json.loads(ACCEPTED.read_text()) if ACCEPTED.exists() else {}
    if request.config.getoption("--update-golden"):
        accepted[name] = found
        lines = (f"{json.dumps(key)}: {json.dumps(value)}" for key, value in sorted(accepted.items()))
        ACCEPTED.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    if accepted.get(name, {}).get("pages") != found["pages"]:
        pytest.skip("nothing was accepted for this set as it is")
    assert found == accepted[name]
