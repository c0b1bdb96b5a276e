"""Make the pictures of the guide anew: ``.venv/bin/python docs/screenshots.py`` (needs Chromium).

They show the bookstore of the tests: findings in a terminal, the HTML report, and the preview.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
ASSETS = ROOT / "docs/pages/assets"
PAGES = ROOT / "tests/golden/bookstore/pages"
DOCGEN = [sys.executable, "-m", "docgen"]
PORT = 8765
BROWSER = ("chromium", "chromium-browser", "google-chrome")
# A picture looks the same wherever it is made: one size, no scroll bars, nothing loaded.
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking")


def main() -> None:
    """Write the three pictures into the folder of the guide."""
    browser = next((path for name in BROWSER if (path := shutil.which(name))), None)
    if browser is None:
        sys.exit("no Chromium was found")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        shutil.copytree(PAGES, work / "docs")
        terminal(work)
        report(work, browser)
        preview(work, browser)


def terminal(work: Path) -> None:
    """Show the findings as a terminal does."""
    command = [*DOCGEN, "lint", "docs", "--color", "always"]
    done = subprocess.run(command, cwd=work, env={**os.environ, "COLUMNS": "96"}, capture_output=True, text=True)
    console = Console(record=True, width=96, file=open(os.devnull, "w"))
    console.print(Text.from_ansi("$ docgen lint docs\n" + done.stdout + done.stderr))
    console.save_svg(str(ASSETS / "terminal.svg"), title="docgen lint")


def report(work: Path, browser: str) -> None:
    """Show the HTML report."""
    out = work / "report.html"
    command = [*DOCGEN, "lint", "docs", "--output-format", "html", "--output-file", str(out), "--fail-on", "never"]
    subprocess.run(command, cwd=work, check=True, capture_output=True, timeout=60)
    shoot(browser, out.as_uri(), ASSETS / "report.png", work)


def preview(work: Path, browser: str) -> None:
    """Show the preview."""
    address = f"http://127.0.0.1:{PORT}/"
    server = subprocess.Popen([*DOCGEN, "preview", "docs", "--port", str(PORT)], cwd=work)
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(address).close()
                break
            except OSError:
                time.sleep(0.1)
        shoot(browser, address, ASSETS / "preview.png", work)
    finally:
        server.terminate()
        server.wait()


def shoot(browser: str, address: str, picture: Path, work: Path) -> None:
    """Take a picture of what an address shows in a window of 1200 by 900."""
    profile = f"--user-data-dir={work / 'browser'}"
    size = ("--window-size=1200,900", "--timeout=4000")  # the preview keeps a connection open: it never is idle
    subprocess.run([browser, *FLAGS, *size, profile, f"--screenshot={picture}", address], check=True, capture_output=True, timeout=60)


if __name__ == "__main__":
    main()
