"""Findings of one cause are one, at the first place, with the number of the others."""

from __future__ import annotations

from docgen import rules
from docgen.diagnostic import Applicability, Diagnostic, rewritten
from docgen.findings.repeats import fold
from docgen.report.items import fingerprints
from docgen.source import Span


def unstated(page: int, at: int = 0) -> Diagnostic:
    operation = f"GET /{page}/{at}"
    return rules.UNSTATED_RESPONSE.at(Span(f"api/{page}.md", at, at + 1), operation=operation, subject=operation)


def test_findings_of_one_page_are_one():
    found = [unstated(1, at) for at in range(3)]
    (one,) = fold(found, operation_pages=100)
    assert one.span == found[0].span
    assert one.told == "no page says which status code GET /1/0 returns (3 times on this page)"
    assert [(other.span, other.message) for other in one.related] == [(each.span, "also here") for each in found[1:]]


def test_the_habit_of_a_set_is_one_that_names_three_pages():
    found = [unstated(page, at) for page in range(5) for at in range(2)]
    (one,) = fold(found, operation_pages=8)
    assert one.told.endswith("(10 times, on 5 pages: 0.md, 1.md, 2.md and 2 more)")
    assert len(fold(found, operation_pages=100)) == 5  # most pages have other habits


def test_what_the_template_of_a_set_does_to_messages_is_one():
    found = [rules.STRAY_BLANK_LINE.at(Span(f"api/{page}.md", 5, 6), name="Accept") for page in range(6)]
    (one,) = fold(found, operation_pages=8)
    assert one.told.endswith("(6 times, on 6 pages: 0.md, 1.md, 2.md and 3 more)")
    assert len(fold(found, operation_pages=100)) == 6


def test_the_number_of_places_is_no_part_of_a_fingerprint():
    many, few = (fold([unstated(1, at) for at in range(count)], operation_pages=9) for count in (4, 2))
    assert many[0].told != few[0].told
    assert list(fingerprints(many)) == list(fingerprints(few))


def test_the_fix_of_several_is_that_of_each():
    def extra(at: int, *, safe: bool) -> Diagnostic:
        fix = rewritten((Span("a.md", at, at),), "\\", safe=safe)
        return rules.EXTRA_CELL.at(Span("a.md", at, at + 1), fix=fix, actual=4, expected=3)

    (one,) = fold([extra(1, safe=True), extra(5, safe=False)], operation_pages=1)
    assert one.fix is not None
    assert [edit.span.start for edit in one.fix.edits] == [1, 5]
    assert one.fix.applicability is Applicability.UNSAFE
