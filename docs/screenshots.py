"""Make the pictures of the guide anew: ``.venv/bin/python docs/screenshots.py`` (needs Chromium and Node.js).

They show the bookstore of the tests: findings in a terminal, the HTML report, and the preview.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
ASSETS = ROOT / "docs/pages/assets"
PAGES = ROOT / "tests/golden/bookstore/pages"
DOCGEN = [sys.executable, "-m", "docgen"]
PORT = 8765
SHOOT = """
const [browserPath, address, path] = process.argv.slice(2);
(async () => {
  const { chromium } = require("playwright-core");
  const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu"] });
  const tab = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  for (let tries = 0; tries < 100; tries++) {
    try { await tab.goto(address); break; } catch { await new Promise((done) => setTimeout(done, 200)); }
  }
  await tab.waitForSelector(".opblock");
  await tab.screenshot({ path });
  await browser.close();
})();
"""
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
    wide = {**os.environ, "COLUMNS": "96"}
    done = subprocess.run(command, cwd=work, env=wide, capture_output=True, text=True, check=False)
    console = Console(record=True, width=96, file=StringIO())
    console.print(Text.from_ansi("$ docgen lint docs\n" + done.stdout + done.stderr))
    # The fonts that rich names would be loaded from elsewhere.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", console.export_svg(title="docgen lint"), flags=re.DOTALL)
    (ASSETS / "terminal.svg").write_text(svg, "utf-8")


def report(work: Path, browser: str) -> None:
    """Show the HTML report."""
    out = work / "report.html"
    command = [*DOCGEN, "lint", "docs", "--output-format", "html", "--output-file", str(out), "--fail-on", "never"]
    subprocess.run(command, cwd=work, check=True, capture_output=True, timeout=60)
    shoot(browser, out.as_uri(), ASSETS / "report.png", work)


def preview(work: Path, browser: str) -> None:
    """Show the preview once its operations are drawn; it keeps a connection open, so that a browser never is idle."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(["npm", "install", "--silent", "playwright-core"], cwd=work, check=True)
    (work / "shoot.cjs").write_text(SHOOT)
    with subprocess.Popen([*DOCGEN, "preview", "docs", "--port", str(PORT)], cwd=work, **quiet) as server:
        picture = str(ASSETS / "preview.png")
        command = ["node", "shoot.cjs", browser, f"http://127.0.0.1:{PORT}/", picture]
        subprocess.run(command, cwd=work, check=True, timeout=120)
        server.terminate()


def shoot(browser: str, address: str, picture: Path, work: Path) -> None:
    """Take a picture of what an address shows in a window of 1200 by 900."""
    profile = f"--user-data-dir={work / 'browser'}"
    command = [browser, *FLAGS, "--window-size=1200,900", profile, f"--screenshot={picture}", address]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


if __name__ == "__main__":
    main()
