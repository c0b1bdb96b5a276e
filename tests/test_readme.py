"""README.md, CONTRIBUTING.md and the guide say what is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from docgen.report import REPORTERS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def first_column(text: str, after: str) -> list[str]:
    """Return the first cells of the table that follows a text, without marks."""
    table = re.search(r"(?:^\|.*\n)+", text[text.index(after) :], re.MULTILINE)
    assert table is not None
    return [row.split("|")[1].strip(" `") for row in table[0].splitlines()[2:]]


def test_readme_is_short() -> None:
    assert len(README.splitlines()) <= 150


def test_guide_lists_every_format_of_findings() -> None:
    assert first_column((ROOT / "docs/pages/formats.md").read_text("utf-8"), "<!-- formats -->") == list(REPORTERS)


def test_contributing_names_the_home_of_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    required = {re.split(r"[<>=]", one)[0].lower() for one in project["dependencies"]}
    assert {name.lower() for name in first_column(CONTRIBUTING, "## Dependencies")} == required


@pytest.mark.parametrize("name", ["build", "test"])
def test_readme_marks_the_command_that_the_checks_use(name: str) -> None:
    assert re.search(rf"<!-- command: {name} -->\n```sh\n[^`\n]+\n```\n", README)


@pytest.mark.parametrize("text", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_links_lead_to_files_that_exist(text: str) -> None:
    targets = [target for target in re.findall(r"\]\(([\w./-]+)\)", text) if target != "path.md"]
    assert [target for target in targets if not (ROOT / target).exists()] == []
