"""The HTML report in a browser: no errors, nothing of a page runs, sorting and filtering work."""

from __future__ import annotations

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest

from docgen import rules
from docgen.report import REPORTERS
from docgen.report.figures import Completeness, Figures, Share
from docgen.run.results import Report
from docgen.source import Source

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--enable-logging=stderr", "--v=0"),
]
HOSTILE = (
    "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    "\"'><svg onload=document.title='owned'>{{ 7*7 }}&lt;</script></style></title><!--"
)

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")


def made() -> Report:
    name = f"docs/{HOSTILE}.md"
    source = Source(name, f"# {HOSTILE}\n\n| {HOSTILE} | TODO |\n")
    other = Source("docs/a.md", "# A\n\nTODO\n")
    found = (
        rules.TODO_IN_PROSE.at(other.span(5, 9)),
        rules.MISSING_TYPE.at(other.span(0, 1), name=HOSTILE, subject=HOSTILE),
        rules.TODO_IN_CELL.at(source.span(len(HOSTILE) + 6, len(source.text) - 1), subject=HOSTILE),
    )
    rows = (
        Figures(name, Share(0, 1), properties=Share(1, 3)),
        Figures("docs/a.md", Share(0, 1), properties=Share(9, 10)),
    )
    authors = (Figures("one", members=(name,)), Figures("other", members=("docs/a.md",)))
    figures = Completeness(Figures("all pages", Share(0, 2), properties=Share(10, 13)), rows, authors, rows, rows)
    return Report(
        found, {name: source, "docs/a.md": other}, 2, lambda: figures, "https://git.example.com/{path}#L{line}"
    )


def browse(file: Path) -> tuple[str, str]:
    """Return the document that a browser makes of a file, and what it says on its console."""
    profile = file.with_suffix(".profile")
    command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={profile}", "--virtual-time-budget=2000", "--dump-dom"]
    done = subprocess.run([*command, file.as_uri()], capture_output=True, timeout=60, check=True)
    console = [line for line in done.stderr.decode("utf-8", "replace").splitlines() if "CONSOLE" in line]
    return done.stdout.decode("utf-8"), "\n".join(console)


def test_nothing_of_a_page_runs_and_nothing_fails(tmp_path):
    file = tmp_path / "report.html"
    file.write_text(REPORTERS["html"](made()), "utf-8")
    dom, console = browse(file)
    assert console == ""
    assert "<title>docgen report</title>" in dom
    assert not re.search("<img|<svg", dom)
    assert dom.count("<script>") == 1
    assert dom.count('aria-sort="none"') >= 10  # our own script has run
    assert "3 of 3 shown" in dom


def test_tables_are_sorted_and_findings_filtered(tmp_path):
    act = """
      const order = () => [...document.querySelectorAll("#each-page tbody tr")].map((row) => row.cells[3].dataset.sort);
      const said = [];
      const head = document.querySelectorAll("#each-page thead th")[3];
      head.firstElementChild.click(); said.push(order().map((x) => x.slice(0, 4)).join(" "));
      head.firstElementChild.click(); said.push(order().map((x) => x.slice(0, 4)).join(" "));
      said.push(head.getAttribute("aria-sort"));
      const form = document.querySelector("[data-filters=every-finding]");
      const shown = () => {
        form.dispatchEvent(new Event("input"));
        return form.querySelector("[role=status]").textContent
          + ", " + document.querySelectorAll("#every-finding details:not([hidden])").length + " pages";
      };
      form.elements.rule.value = "DG205"; said.push(shown());
      form.elements.rule.value = ""; form.elements.severity.value = "error"; said.push(shown());
      form.elements.severity.value = ""; form.elements.text.value = "TODO-in cell"; said.push(shown());
      form.elements.text.value = "";
      [...document.querySelectorAll("a[data-part]")].find((link) => link.textContent === "other").click();
      said.push(shown(), document.querySelector("[data-filters=each-page] [role=status]").textContent);
      form.elements.part.value = "";
      const one = document.querySelector("[data-fingerprint]").dataset.fingerprint;
      const earlier = [{ fingerprint: one }, { fingerprint: "-", code: "DG201", message: "<b>", path: "p" }];
      const files = new DataTransfer();
      files.items.add(new File([earlier.map((each) => JSON.stringify(each)).join("\\n")], "earlier.jsonl"));
      const input = document.getElementById("earlier");
      input.files = files.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
      setTimeout(() => {
        form.elements.fresh.value = "new";
        said.push(shown(), document.querySelector("#compare [role=status]").textContent);
        said.push(document.querySelector(".gone li").textContent);
        document.title = said.join(" | ");
      }, 500);
    """
    file = tmp_path / "report.html"
    text = REPORTERS["html"](made())
    # The page's own policy would refuse the script of a test.
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    file.write_text(text.replace("</body>", f"<script>{act}</script></body>"), "utf-8")
    dom, console = browse(file)
    assert console == ""
    said = re.search("<title>(.*)</title>", dom)
    assert said is not None
    assert unescape(said[1]).split(" | ") == [
        *("0.33 0.9", "0.9 0.33", "descending"),
        *("1 of 3 shown, 1 pages", "0 of 3 shown, 0 pages", "1 of 3 shown, 1 pages"),
        *("2 of 3 shown, 1 pages", "1 of 2 shown"),
        *("2 of 3 shown, 2 pages", "2 new, 1 no longer found, 1 as before", "DG201 <b> (p)"),
    ]
