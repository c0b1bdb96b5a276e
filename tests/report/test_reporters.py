"""What each format makes of one set of findings."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from docgen import rules
from docgen.diagnostic import Applicability, Diagnostic, Edit, Fix, Related, Severity
from docgen.findings import selection
from docgen.report import REPORTERS, full, json_text
from docgen.report.items import items, summary
from docgen.report.rule_text import Piece, blocks
from docgen.rules.pages import page
from docgen.run.results import Report
from docgen.source import Source, Span

TEXT = """# Person

| name | type |
|:--|:--|
| name | **TODO** |
| age | Text |
"""
SOURCE = Source("docs/person.md", TEXT)


def span(part: str) -> Span:
    start = TEXT.index(part)
    return SOURCE.span(start, start + len(part))


def report(*diagnostics: Diagnostic, sources: tuple[Source, ...] = (SOURCE,)) -> Report:
    return Report(diagnostics, {source.path: source for source in sources}, 3)


TODO = rules.TODO_IN_CELL.at(span("**TODO**"))
TYPES = rules.CONTRADICTING_TYPES.at(
    span("Text"), name="age", first="Text", second="Number", related=(Related(span("name | type"), "the table"),)
)
UNREADABLE = rules.UNREADABLE_PAGE.at(Span("docs/secret.md", 0, 0), problem="Permission denied")
NOTE = rules.MISSING_FRONT_MATTER.at(span("# Person"))
SAMPLE = report(NOTE, TODO, TYPES, UNREADABLE)


def one_line(text: str, start: int, end: int) -> Report:
    source = Source("a.md", text)
    return report(rules.TODO_IN_PROSE.at(source.span(start, end)), sources=(source,))


def test_full_shows_the_line_with_marks_below():
    assert (
        full.render(report(TODO))
        == """\
warning[DG206] this cell is still to be filled in
 --> docs/person.md:5:10
  |
5 | | name | **TODO** |
  |          ^^^^^^^^
  = help: fill it in

"""
    )


def test_full_shows_related_places_and_findings_without_a_source():
    text = full.render(SAMPLE)
    assert "  = docs/person.md:3:3: the table\n" in text
    assert "error[DG015] the page cannot be read: Permission denied\n --> docs/secret.md:1:1\n\n" in text


@pytest.mark.parametrize(
    ("applicability", "option"), [(Applicability.SAFE, "--fix"), (Applicability.UNSAFE, "--unsafe-fixes")]
)
def test_full_tells_what_fix_would_do(applicability, option):
    fixable = rules.TODO_IN_CELL.at(span("age"), fix=Fix("leave it out", (Edit(span("age"), ""),), applicability))
    assert full.render(report(fixable)).endswith(f"  = fix: leave it out (docgen lint {option})\n\n")
    assert json.loads(json_text.render(report(fixable)))[0]["fix"]["applicability"] == applicability.value


def test_full_cuts_a_long_line_around_the_span():
    text = full.render(one_line("a" * 5000 + "TODO" + "b" * 5000, 5000, 5004))
    _, _, _, line, marks, *_ = text.splitlines()
    assert len(line) < 130
    assert line.startswith("1 | ...a")
    assert line.endswith("b...")
    assert line[marks.index("^") : marks.rindex("^") + 1] == "TODO"


@pytest.mark.parametrize("before", ["\t", "\t\t- ", "漢字", "e\u0301", "\x1b[31m", "\u200b", "\U0001f600 "])
def test_full_puts_the_marks_below_what_is_seen(before):
    from docgen.report.visible import width

    text = full.render(one_line(before + "TODO", len(before), len(before) + 4))
    _, _, _, line, marks, *_ = text.splitlines()
    assert line.endswith("TODO")
    assert marks.endswith("^^^^")
    assert width(line) == width(marks)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 3), (4, 4), (7, 7), (7, 99), (99, 99), (1, 6)])
def test_full_marks_something_wherever_a_span_stands(start, end):
    assert "^" in full.render(one_line("one\ntwo", start, end))


def test_full_has_colours_only_when_asked_for():
    assert "\x1b[" not in full.render(SAMPLE)
    coloured = full.render_coloured(SAMPLE)
    assert "\x1b[1;31merror[DG015]" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == full.render(SAMPLE)


def test_colours_keep_square_brackets_and_long_words_of_a_page_as_they_are():
    found = one_line("[bold]x[/bold] :smile: " + "y" * 70, 0, 6)
    assert re.sub(r"\x1b\[[0-9;]*m", "", full.render_coloured(found)) == full.render(found)


def test_concise_has_one_line_for_each_finding():
    assert REPORTERS["concise"](SAMPLE).splitlines() == [
        "docs/person.md:1:1: info: DG006 the page has no front matter",
        "docs/person.md:5:10: warning: DG206 this cell is still to be filled in",
        "docs/person.md:6:9: warning: DG305 age is Text here, but Number elsewhere",
        "docs/secret.md:1:1: error: DG015 the page cannot be read: Permission denied",
    ]


def test_json_has_the_promised_keys_and_positions_from_one():
    first, _, third, _ = json.loads(REPORTERS["json"](SAMPLE))
    fingerprint = first.pop("fingerprint")
    assert re.fullmatch("[0-9a-f]{16}", fingerprint)
    assert first == {
        "code": "DG006",
        "name": "missing-front-matter",
        "severity": "info",
        "message": "the page has no front matter",
        "path": "docs/person.md",
        "line": 1,
        "column": 1,
        "end_line": 1,
        "end_column": 9,
        "help": NOTE.help,
        "subject": "",
        "fix": None,
        "related": [],
    }
    assert third["related"] == [
        {"message": "the table", "path": "docs/person.md", "line": 3, "column": 3, "end_line": 3, "end_column": 14}
    ]


def test_json_of_no_findings_is_an_empty_array():
    assert json.loads(REPORTERS["json"](report())) == []


def test_fingerprints_are_unique_and_do_not_depend_on_the_line():
    def prints(*diagnostics):
        return [item.fingerprint for item in items(report(*diagnostics))]

    moved = rules.TODO_IN_CELL.at(span("age"))
    assert prints(TODO) == prints(moved)
    assert len(set(prints(TODO, moved, TYPES))) == 3
    assert prints(TODO, TYPES)[1] == prints(TYPES)[0]


def test_github_writes_workflow_commands():
    note, todo, _, unreadable = REPORTERS["github"](SAMPLE).splitlines()
    assert note.startswith("::notice title=DG006 missing-front-matter,file=docs/person.md,line=1,col=1,endLine=1,")
    assert todo == (
        "::warning title=DG206 todo-in-cell,file=docs/person.md,line=5,col=10,endLine=5,endColumn=18"
        "::this cell is still to be filled in%0Ahelp: fill it in"
    )
    assert unreadable.startswith("::error title=DG015 ")


def test_github_escapes_what_would_end_a_property_or_a_line():
    found = rules.UNREADABLE_PAGE.at(Span("a:b,c%.md", 0, 0), problem="50%\r\nnext, and: more")
    (line,) = REPORTERS["github"](report(found)).splitlines()
    assert "file=a%3Ab%2Cc%25.md," in line
    assert line.endswith("50%25%0D%0Anext, and: more")


def test_github_gives_no_columns_for_several_lines():
    (line,) = REPORTERS["github"](one_line("one\ntwo", 1, 6)).splitlines()
    assert "line=1,endLine=2::" in line


class _Checker(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.seen: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        values = dict(attrs)
        self.links += [values[key] for key in ("src", "href") if key in values]
        self.ids.add(values.get("id", ""))
        if tag not in {"meta", "link", "br", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def check_html(text: str) -> _Checker:
    checker = _Checker()
    checker.feed(text)
    checker.close()
    assert checker.open == []
    return checker


def test_html_is_well_formed_and_needs_nothing_from_elsewhere():
    checker = check_html(REPORTERS["html"](SAMPLE))
    assert all(link.startswith("#") and link[1:] in checker.ids for link in checker.links)
    assert not checker.seen & {"link", "img", "iframe"}


def test_html_counts_by_rule_and_by_page():
    text = REPORTERS["html"](report(TODO, TODO, UNREADABLE))
    assert "Found 3 problems (1 error, 2 warnings) in 2 pages." in text
    assert re.search(r"DG206</code></a> todo-in-cell</th>\s*<td[^>]*>warning</td>\s*<td[^>]*>2</td><td[^>]*>1<", text)


def test_html_names_the_project_and_paths_below_its_folder(tmp_path):
    place = Source(f"{tmp_path}/docs/a.md", "# A\n")
    elsewhere = Source("/elsewhere/b.md", "# B\n")
    found = tuple(rules.MISSING_FRONT_MATTER.at(source.span(0, 3)) for source in (place, elsewhere))
    sources = {source.path: source for source in (place, elsewhere)}
    text = REPORTERS["html"](Report(found, sources, 2, title="Book <store>", folder=str(tmp_path)))
    assert "<title>Book &lt;store&gt; - docgen report</title>" in text
    assert re.findall("<summary>([^<]*[.]md)", text) == ["docs/a.md", "/elsewhere/b.md"]
    check_html(text)


def test_html_names_the_state_of_the_pages_and_links_to_it():
    source = Source("docs/a b.md", "# A\n")
    found = (rules.MISSING_FRONT_MATTER.at(source.span(0, 3)),)
    address = "https://git.example.com/{revision}/{path}#L{line}"
    made = Report(found, {source.path: source}, 1, source_url=address, revision="v<1>", revision_date="2021-07-16")
    text = REPORTERS["html"](made)
    assert "Pages of v&lt;1&gt;, 2021-07-16" in text
    assert 'href="https://git.example.com/v%3C1%3E/docs/a%20b.md#L1"' in text
    assert "Pages of" not in REPORTERS["html"](SAMPLE)


@pytest.mark.parametrize("one", [pytest.param(rule, id=rule.code) for rule in selection.catalogue().values()])
def test_the_page_of_each_rule_is_shown_whole(one):
    shown = re.sub("[`*]", " ", " ".join(piece.text for block in blocks(one.code) for piece in block.pieces)).split()
    told = re.sub("^(`{3,}.*|#+ .*|- )|[`*]", " ", page(one.code), flags=re.MULTILINE).split()
    assert [word for word in told if word not in shown] == []
    kinds = {block.kind for block in blocks(one.code)}
    assert kinds >= {"heading", "text"}
    assert ("code" in kinds) == ("\n```" in page(one.code))


def test_the_page_of_a_rule_keeps_its_emphasis_and_code():
    assert Piece("Get", "em") in [piece for block in blocks("DG423") for piece in block.pieces]
    said = [piece for code in selection.catalogue() for block in blocks(code) for piece in block.pieces]
    assert not any(piece.tag not in ("", "code", "em") for piece in said)


def test_html_of_no_findings_says_so():
    assert "Nothing to report." in REPORTERS["html"](report())
    check_html(REPORTERS["html"](report()))


def test_html_escapes_what_a_page_says():
    found = one_line("<script>alert(1)</script> & <b>", 0, 8)
    text = REPORTERS["html"](found)
    assert text.count("<script>") == 1  # our own
    assert "&lt;script&gt;" in text
    check_html(text)


@pytest.mark.parametrize("name", REPORTERS)
def test_no_format_prints_control_characters_of_a_page(name):
    nasty = "".join(map(chr, [*range(9), *range(11, 32), 127, 0x9B, 0x202E, 0x2066, 0x200B])) + "\udc80"
    source = Source(f"a{nasty}.md", f"x{nasty}y")
    found = rules.MALFORMED_JSON.at(source.span(1, 3), problem=nasty, advice="y")
    text = REPORTERS[name](report(found, sources=(source,)))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2066\u200b\ud800-\udfff]", text)
    text.encode("utf-8")


def test_the_summary_counts_problems_by_severity_and_the_pages_they_are_on():
    assert summary(SAMPLE) == "Found 4 problems (1 error, 2 warnings, 1 note) in 2 pages."
    assert summary(report(TODO)) == "Found 1 problem (1 warning) in 1 page."
    assert summary(report()) == "No problems in 3 pages."


@pytest.mark.parametrize(
    ("lowest", "expected"), [("error", False), ("warning", True), ("info", True), ("never", False)]
)
def test_a_report_fails_at_and_above_a_severity(lowest, expected):
    assert report(TODO, NOTE).fails(lowest) is expected
    assert report(TODO, NOTE).count(Severity.WARNING) == 1
