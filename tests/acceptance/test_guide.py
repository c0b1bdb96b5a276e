"""The guide in a real browser, at two widths, light and dark: contrast, headings, alternative texts, no wide page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# One of each kind: the pages of rules are alike.
PATHS = ["rules/DG201/", *(f"{page.stem}/" for page in (ROOT / "docs/pages").glob("*.md") if page.stem != "index"), ""]


class Quiet(SimpleHTTPRequestHandler):
    """Serves the files of the guide, and says nothing."""

    def log_message(self, *_words: object) -> None: ...


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    pytest.importorskip("material", reason="MkDocs Material is not installed")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", ROOT / "docs/mkdocs.yml", "-d", folder]
    subprocess.run(command, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_guide_can_be_read_by_everybody(site, npm, tools):
    chromium = os.environ.get("CHROMIUM") or next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
    )
    if not chromium:
        pytest.skip("Chromium is not installed, nor named by CHROMIUM")
    modules = npm("playwright-core@1.64.1", "axe-core@4.14.1")
    command = [tools.needed("node"), str(tools.drivers / "guide.cjs"), chromium, site, *PATHS]
    environment = {**os.environ, "NODE_PATH": str(modules)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told.pop("looked") == 4 * len(PATHS)
    assert told == {"broken": [], "errors": [], "outside": [], "overflowing": []}
