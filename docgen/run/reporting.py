"""Makes the report of all findings: suppressed, selected, held against the baseline, and folded."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet

import msgspec

from docgen import files, rules
from docgen.diagnostic import Diagnostic, moved
from docgen.files import PageFile
from docgen.findings import baseline, repeats, selection, suppression
from docgen.run.documents import Against
from docgen.run.pages import Job, Outcome
from docgen.run.results import Report
from docgen.run.sources import ReadSource, Sources
from docgen.source import Source, Span

_DRIFT = "DG8"  # what pages and a contract disagree about


def report_of(
    found: Iterable[Diagnostic],
    job: Job,
    pages: Sequence[PageFile],
    outcomes: Sequence[Outcome],
    sources: Sources,
    *,
    only: frozenset[str] | None = None,
    whole: bool = True,
    against: Against | None = None,
    alone: bool = False,
) -> Report:
    """Return the report of all findings, or of those on some pages only, with the sources that they stand in.

    Without ``whole`` it is left open what only shows with further pages. ``against`` is what
    the pages were held against; with ``alone`` nothing else was looked for.
    """
    from docgen.run import completeness

    texts = against.contract.sources if against else {}
    found = (*found, *against.drift.findings) if against else found
    marks = [mark for outcome in outcomes for mark in outcome.marks]
    shown = suppression.apply(found, marks, unasked="" if against else _DRIFT)
    if alone:
        shown = [one for one in shown if one.code.startswith(_DRIFT)]
    if not whole:  # what a comment suppresses, and what leads to a page, may only show with the other pages
        unsure = (rules.UNUSED_SUPPRESSION.code, rules.ORPHAN_RESOURCE.code)
        shown = [one for one in shown if one.code not in unsure]
    facts = [each.facts for each in outcomes if each.facts is not None]
    if only is not None:
        shown = [one for one in shown if one.moved(only).span.path in only]
        pages = [page for page in pages if page.path in only]
    selected = selection.select(shown, job.settings, folder=job.folder)
    compared = _compare(selected, job, pages, texts, _looked_for(against, alone=alone))
    if only is not None:
        compared = msgspec.structs.replace(compared, new=moved(compared.new, only))
    with_operations = frozenset(each.path for each in facts if each.operations and (only is None or each.path in only))
    told = repeats.fold(compared.new, operation_pages=len(with_operations))
    return Report(
        tuple(one if one.span.path else _at_output(one, job) for one in told),
        {**_sources(compared.new, sources.read), **texts},
        sum(page.finding is None for page in pages) or 1,
        completeness.Measure(tuple(facts), tuple(shown), only),
        job.settings.source_url,
        compared,
        sources.originals,
        title=job.settings.info.title,
        folder=os.path.abspath(job.folder),
        revision=job.settings.revision,
        revision_date=job.settings.revision_date,
        operation_pages=with_operations,
    )


def found_on(report: Report, paths: AbstractSet[str]) -> tuple[Diagnostic, ...]:
    """Return the findings of a report about some of its pages, as a run that is asked for these tells them."""
    here = (one for one in moved(report.compared.new, paths) if not paths.isdisjoint(_about(one)))
    return repeats.fold(here, operation_pages=len(report.operation_pages & paths))


def _about(one: Diagnostic) -> tuple[str, ...]:
    """Return the files that a finding is about: of two that disagree, each may have been changed."""
    return tuple(span.path for span in one.spans) if one.code.startswith(_DRIFT) else (one.span.path,)


def _looked_for(against: Against | None, *, alone: bool) -> Callable[[str], bool]:
    """Return what tells whether a run could have found a rule's findings."""
    if against is None:
        return lambda code: not code.startswith(_DRIFT)
    return lambda code: not alone or code.startswith(_DRIFT)


def _sources(found: Iterable[Diagnostic], read: ReadSource) -> dict[str, Source]:
    """Return the sources that findings stand in, by path."""
    paths = {span.path for one in found for span in one.spans} - {""}
    return {path: source for path in sorted(paths) if (source := read(path))}


def _compare(
    found: tuple[Diagnostic, ...],
    job: Job,
    pages: Sequence[PageFile],
    others: Iterable[str],
    looked_for: Callable[[str], bool],
) -> baseline.Comparison:
    """Return which findings the baseline does not know; one that does not exist knows none.

    ``others`` are files besides pages that findings may stand in, ``looked_for`` tells which codes could be found.
    """
    if not job.settings.baseline:
        return baseline.Comparison(found)
    file = job.folder / job.settings.baseline
    known = baseline.load(file) if file.is_file() else ()
    real = {*(page.real for page in pages), *map(os.path.realpath, others)}
    reported = selection.reported(job.settings)

    def judged(entry: baseline.Entry) -> bool:
        path = file.parent / entry.path
        return (
            looked_for(entry.code)
            and entry.code in reported
            and (os.path.realpath(path) in real or not os.path.exists(path))
        )

    return baseline.compare(found, known, folder=file.parent, judged=judged)


def _at_output(diagnostic: Diagnostic, job: Job) -> Diagnostic:
    """Return a finding that belongs to no page as one about the document's own file."""
    output = job.settings.output
    path = output if output == "-" else files.display(job.folder / output)
    return msgspec.structs.replace(diagnostic, span=Span(path, 0, 0))
