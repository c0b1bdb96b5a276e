"""Each rule has a page; what its example marks is found there, and nothing in what it recommends."""

import re

import pytest

import docgen
from docgen import rules
from docgen.diagnostic import Rule
from docgen.findings import fixes
from docgen.rules import pages
from docgen.settings import Settings

CATALOGUE = sorted((rule for rule in vars(rules).values() if isinstance(rule, Rule)), key=lambda rule: rule.code)
# What these are about cannot be written into a page: bytes, sizes, the file system, mistakes of docgen, the document.
# Those of family DG14 need settings: tests/checks/test_requirements.py.
OF_SETTINGS = {f"DG14{digit}" for digit in range(1, 8)}
WITHOUT_EXAMPLE = OF_SETTINGS | {"DG001", "DG002", "DG003", "DG015", "DG016", "DG017", "DG021", "DG901"}
_HEADINGS = ["What it does", "Why is this bad?", "Example", "Use instead"]
_BLOCK = re.compile(r"^`{5}(markdown|yaml|xml)(?: (\S+))?\n(.*?)^`{5}$", re.DOTALL | re.MULTILINE)
_MARK = re.compile(r"[ \t]*⟵ (DG\d{3})$", re.MULTILINE)


def sections(code):
    parts = re.split(
        r"^## (.+)$",
        re.sub(
            r"^`{5}(?:markdown|yaml|xml).*?^`{5}$",
            lambda m: m[0].replace("\n#", "\n\0#"),
            pages.page(code),
            flags=re.DOTALL | re.MULTILINE,
        ),
        flags=re.MULTILINE,
    )
    return parts[0], dict(zip(parts[1::2], (part.replace("\0", "") for part in parts[2::2]), strict=True))


def found(text, folder, code):
    """Return the lines with findings of a rule, and those that are marked with it, in the blocks of a section."""
    marked, contract = set(), ""
    for kind, path, body in _BLOCK.findall(text):
        contract = path if kind != "markdown" else contract  # what the pages are held against
        file = folder / ("docs" if kind == "markdown" else "") / (path or "api/page.md")
        file.parent.mkdir(parents=True, exist_ok=True)
        for number, line in enumerate(body.split("\n"), 1):
            mark = _MARK.search(line)
            if mark:
                marked.add((file.relative_to(folder).as_posix(), number, mark[1]))
        file.write_text(_MARK.sub("", body), encoding="utf-8")
    report = docgen.lint(["docs"], settings=Settings(contract=contract))
    lines = {
        (one.span.path, report.sources[one.span.path].position(one.span.start).line, one.code)
        for one in report.diagnostics
        if one.code == code
    }
    return lines, marked


@pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.code)
def test_each_rule_has_a_page_with_its_name_and_all_sections(rule):
    head, parts = sections(rule.code)
    assert head.strip() == f"# {rule.name}"
    assert [title for title in parts if title != "Options"] == _HEADINGS
    assert all(part.strip() for part in parts.values())


@pytest.mark.parametrize("rule", [r for r in CATALOGUE if r.code not in WITHOUT_EXAMPLE], ids=lambda rule: rule.code)
def test_the_example_has_the_findings_that_it_marks_and_the_other_has_none(rule, tmp_path, monkeypatch):
    _, parts = sections(rule.code)
    (tmp_path / "bad").mkdir()
    (tmp_path / "good").mkdir()
    monkeypatch.chdir(tmp_path / "bad")
    lines, marked = found(parts["Example"], tmp_path / "bad", rule.code)
    assert marked
    assert lines == marked
    monkeypatch.chdir(tmp_path / "good")
    lines, marked = found(parts["Use instead"], tmp_path / "good", rule.code)
    assert not marked
    assert lines == set()


@pytest.mark.parametrize("rule", [r for r in CATALOGUE if r.code not in WITHOUT_EXAMPLE], ids=lambda rule: rule.code)
def test_fixes_leave_nothing_to_fix(rule, tmp_path, monkeypatch):
    _, parts = sections(rule.code)
    monkeypatch.chdir(tmp_path)
    found(parts["Example"], tmp_path, rule.code)
    fixable = [
        one for one in docgen.lint(["docs"], settings=Settings()).diagnostics if one.fix and one.code == rule.code
    ]
    for path in {one.span.path for one in fixable}:
        file = tmp_path / path
        changes = fixes.edits((one for one in fixable if one.span.path == path), unsafe=True)
        file.write_bytes(fixes.apply(file.read_bytes(), changes))
    left = [one for one in docgen.lint(["docs"], settings=Settings()).diagnostics if one.code == rule.code]
    assert not fixable or not left
