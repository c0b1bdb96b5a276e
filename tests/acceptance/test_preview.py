"""``docgen preview`` in a real browser: all operations listed, one opened, an edit shown, nothing from elsewhere."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest
import yaml

EDITED = "Read one contact, and be glad of it."


@pytest.fixture
def browser(npm, tools):
    """Return a function that opens an address, and gives a function that takes a step and says what is shown."""
    chromium = os.environ.get("CHROMIUM") or next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
    )
    if not chromium:
        pytest.skip("Chromium is not installed, nor named by CHROMIUM")
    node = tools.needed("node")
    modules = npm("playwright-core@1.64.1")

    @contextmanager
    def open_at(address):
        process = subprocess.Popen(
            [node, tools.drivers / "preview.cjs", chromium, address],
            env={**os.environ, "NODE_PATH": str(modules)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

        def step(*words):
            process.stdin.write(" ".join(map(str, words)) + "\n")
            process.stdin.flush()
            seen = json.loads(process.stdout.readline())
            assert "failed" not in seen, seen
            return seen

        try:
            yield step
        finally:
            process.communicate("end\n", timeout=60)

    return open_at


@contextmanager
def previewing(folder, *options):
    """Run ``docgen preview`` in a folder and give its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "docgen", "preview", "--isolated", "--port", "0", *options],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.communicate(timeout=60)


@pytest.fixture
def pages(tmp_path, tools):
    """Return a folder with a copy of the pages."""
    shutil.copytree(tools.root / "docs_input", tmp_path / "docs_input")
    return tmp_path


def test_every_operation_is_listed_one_opened_and_an_edit_shown(browser, pages, tools):
    count = len(tools.operations(tools.root / "build/openapi.yaml"))
    page = pages / "docs_input/api/contact-get.md"
    with previewing(pages) as address, browser(address) as step:
        step("open", "")
        shown = step("list", count)
        assert shown["operations"] == shown["listed"] == count
        assert shown["findings"] > 0
        assert step("expand", "getMeContact")["opened"] == 1
        lines = page.read_text("utf-8").split("\n")
        start = lines.index("Namespace: microsoft.graph")
        introduction = next(n for n in range(start + 1, len(lines)) if lines[n] and not lines[n].startswith("["))
        lines[introduction] = EDITED
        page.write_text("\n".join(lines), "utf-8")
        shown = step("see", EDITED)
        assert shown["number"] > 1
        assert (shown["listed"], shown["errors"], shown["outside"]) == (count, [], [])


def test_findings_are_searched_filtered_and_lead_to_their_operation(browser, pages):
    with previewing(pages) as address, browser(address) as step:
        told = step("open", "")["findings"]
        assert step("note")["findings"] > told  # notes are hidden at first
        few = step("search", "DG202 /contacts")["findings"]
        assert 0 < few < told
        shown = step("follow", "POST /contacts")
        assert (shown["opened"], shown["errors"], shown["outside"]) == (1, [], [])


def test_a_slice_is_opened_when_it_is_asked_for(browser, pages):
    with previewing(pages, "--include-path", "/me/contacts") as address, browser(address) as step:
        assert step("open", "")["errors"] == []
        assert 0 < step("see", "/me/contacts")["operations"] < 10


def test_of_a_large_document_parts_are_offered(browser, tmp_path):
    folder = tmp_path / "docs_input"
    folder.mkdir()
    lines = [f"GET /{place}/{number}/items" for place in ("north", "south") for number in range(301)]
    text = "# List items\n\n## HTTP request\n\n```http\n{}\n```\n\n## Response\n\nReturns `204 No Content`.\n"
    (folder / "items.md").write_text(text.format("\n".join(lines)))
    with previewing(tmp_path) as address, browser(address) as step:
        shown = step("open", "")
        assert (shown["parts"], shown["operations"]) == (["/north", "/south"], 0)
        step("open", "?path=/north")
        assert step("see", "/north/0/items")["operations"] == 301


def test_an_operation_that_is_not_drawn_yet_is_opened(browser, tmp_path):
    folder = tmp_path / "docs_input"
    folder.mkdir()
    page = "# {0}/{0}\n\n## Light it\n\n`POST /lamps/{0}`\n\nReturns `204 No Content`.\n"
    for number in range(200):
        (folder / f"lamp{number}.md").write_text(page.format(f"lamp{number}"))
    (folder / "lamp199.md").write_text(page.format("lamp199") + "\nTODO\n")
    with previewing(tmp_path) as address, browser(address) as step:
        assert step("open", "")["operations"] == 200
        shown = step("follow", "POST /lamps/lamp199")
        assert (shown["opened"], shown["errors"]) == (1, [])


def test_a_request_by_another_name_is_refused(pages):
    with previewing(pages) as address:
        request = urllib.request.Request(f"{address}openapi.json", headers={"Host": "evil.example"})
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=30)
        assert refused.value.code == 403
        refused.value.close()
        with urllib.request.urlopen(f"{address}openapi.json", timeout=30) as answer:
            assert yaml.safe_load(answer)["openapi"] == "3.0.3"
