"""How docgen is named, installed, pinned and released is said once, and the same everywhere."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import yaml

import docgen

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

# What a reader may follow: documents, what other tools read, and whatever the package says.
TEXTS = {
    str(path): path.read_text("utf-8")
    for folder, pattern in (
        (ROOT, "*.md"),
        (ROOT, ".pre-commit-hooks.yaml"),
        (ROOT / ".github", "**/*.yml"),
        (Path(docgen.__file__).parent, "**/*.py"),
        (Path(docgen.__file__).parent, "**/*.md"),
    )
    for path in folder.glob(pattern)
}


def found(pattern: str) -> dict[str, list[str]]:
    """Return what a pattern finds in the texts, by file."""
    by_file = {name: re.findall(pattern, text) for name, text in TEXTS.items()}
    return {name: each for name, each in by_file.items() if each}


def test_nobody_is_told_to_install_the_package_of_somebody_else():
    assert found(r"pip install[^\n]*?[ '\"]docgen(?![\w-])[^\n]*") == {}
    assert found(r"\bdocgen(?:\[\w+\])?[=<>~]=[^\n]*") == {}


def test_the_address_of_the_repository_is_written_in_pyproject_alone():
    assert found(re.escape(PROJECT["urls"]["Repository"])) == {}
    assert found(r"\bOWNER\b") == {}


def test_the_lock_pins_every_requirement():
    lock = (ROOT / "requirements-dev.lock").read_text("utf-8")
    pinned = set(re.findall(r"^([a-z\d.-]+)==[\w.]+", lock, re.MULTILINE))
    required = [
        *PROJECT["dependencies"],
        *(one for extra in PROJECT["optional-dependencies"].values() for one in extra),
    ]
    names = {re.split(r"[<>=\[]", one)[0].lower() for one in required} - {PROJECT["name"]}
    assert names - pinned == set()


def test_the_builder_is_pinned():
    (builder,) = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]["requires"]
    assert re.fullmatch(r"flit_core==[\d.]+", builder)


def test_the_changelog_dates_the_release_that_the_package_is_named_after():
    released = re.findall(
        r"^## \[([\d.]+)\] - \d{4}-\d\d-\d\d$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )
    assert released[0] == docgen.__version__ == version(PROJECT["name"])


def test_an_issue_asks_for_the_page_the_finding_and_what_was_expected():
    (template,) = [yaml.safe_load(path.read_text("utf-8")) for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml")]
    asked = [field["id"] for field in template["body"] if field["validations"]["required"]]
    assert asked == ["page", "finding", "expected", "version"]
