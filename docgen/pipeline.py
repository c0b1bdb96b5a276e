"""Paths and settings go in; the stages run in their order, and a Report or a Build comes out."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from docgen import files, selection
from docgen.diagnostics import Diagnostic, Severity
from docgen.errors import DocgenError
from docgen.files import PageFile
from docgen.settings import Found, Settings, find
from docgen.source import Source, Span

if TYPE_CHECKING:
    from docgen.dialects import Dialect
    from docgen.extract.facts import PageFacts
    from docgen.markdown.includes import Unresolved
    from docgen.markdown.page import Page
    from docgen.openapi.document import Document

Paths = Sequence[str | Path]
Progress = Callable[[int, int], None]
_CHUNK = 64  # pages that a worker gets at a time
_PAGES_PER_JOB = 400  # fewer are not worth a process of their own


class Report(msgspec.Struct, frozen=True):
    """The findings, sorted by place and code; the sources they stand in, by path; the number of pages read."""

    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]
    pages: int

    def count(self, severity: Severity) -> int:
        """Return how many findings have a severity."""
        return sum(one.severity is severity for one in self.diagnostics)

    def fails(self, lowest: str) -> bool:
        """Tell whether a finding is at or above a severity; ``never`` is above all."""
        return lowest != "never" and any(one.severity.rank >= Severity(lowest).rank for one in self.diagnostics)


class Build(msgspec.Struct, frozen=True):
    """The document, its text in the format of the settings, and the findings on the way to it."""

    document: Document
    text: str
    report: Report

    @property
    def valid(self) -> bool:
        """Tell whether the document is what OpenAPI allows."""
        return not any(one.code.startswith("DG9") for one in self.report.diagnostics)


class Outcome(msgspec.Struct, frozen=True, gc=False):
    """What one page gave: its facts, or None when it could not be read, and every finding in it."""

    facts: PageFacts | None
    diagnostics: tuple[Diagnostic, ...]


class Job(msgspec.Struct, frozen=True):
    """What reading a page needs beside the page: the settings, and the folder that their patterns start from."""

    settings: Settings
    folder: Path

    def dialect_name(self, file: PageFile) -> str:
        """Return the name of the dialect that the settings choose for a page, "" for none."""
        for choice in self.settings.dialects:
            if files.matcher(choice.paths, self.folder)(Path(os.path.abspath(file.path))):
                return choice.name
        return self.settings.dialect


def _silent(_done: int, _total: int) -> None:
    """Show no progress."""


def lint(paths: Paths = (), *, settings: Settings | Found | None = None, progress: Progress = _silent) -> Report:
    """Read pages, join what they say, and return what is wrong with them.

    ``paths`` are files, folders and globs; without any, the ``inputs`` of the settings. ``settings`` may be those
    that ``docgen.settings`` found together with their folder; plain Settings start from the working directory, and
    None stands for the nearest settings file. ``progress`` is called with the pages done and their total. Raises
    DocgenError when the job cannot be done; what is wrong with a page is a finding.
    """
    job, pages = _prepare(paths, settings)
    with _no_garbage_collection():
        outcomes = read_pages(pages, job, progress)
        _, found = _document(outcomes, job)
        return _report(found, job, pages)


def build(paths: Paths = (), *, settings: Settings | Found | None = None, progress: Progress = _silent) -> Build:
    """Read pages, join what they say, and return the OpenAPI document with what was found; write nothing.

    The arguments are those of ``lint``.
    """
    job, pages = _prepare(paths, settings)
    with _no_garbage_collection():
        outcomes = read_pages(pages, job, progress)
        document, found = _document(outcomes, job)
        # Validating is left to a build: its tools are slow to load, and only what is written needs it.
        from docgen.openapi import serialize, validate

        found += validate.validate(document)
        write = serialize.to_json if job.settings.output_format == "json" else serialize.to_yaml
        return Build(document, write(document.content), _report(found, job, pages))


def inspect(path: str | Path, *, settings: Settings | Found | None = None) -> tuple[PageFacts, Source]:
    """Return the facts of one page and its source; raise DocgenError when it cannot be read."""
    job, pages = _prepare((path,), settings)
    if len(pages) != 1:
        raise DocgenError(f"{path} holds {len(pages)} pages; name one")
    reading = files.read(pages[0])
    facts = _outcome(pages[0], job, {}).facts
    if facts is None or reading.source is None:
        raise DocgenError(f"{path}: {'; '.join(one.message for one in reading.diagnostics)}")
    return facts, reading.source


def read_pages(pages: Sequence[PageFile], job: Job, progress: Progress = _silent) -> list[Outcome]:
    """Return what each page says, in the order of the pages, whatever the number of processes."""
    jobs = job.settings.jobs or min(os.cpu_count() or 1, len(pages) // _PAGES_PER_JOB)
    chunks = [pages[start : start + _CHUNK] for start in range(0, len(pages), _CHUNK)]
    if jobs <= 1 or len(chunks) <= 1:
        return _gather((_outcomes(chunk, job) for chunk in chunks), len(pages), progress)
    return _read_in_processes(chunks, job, min(jobs, len(chunks)), progress)


def _read_in_processes(chunks: Sequence[Sequence[PageFile]], job: Job, jobs: int, progress: Progress) -> list[Outcome]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    executor = ProcessPoolExecutor(jobs, initializer=_start_worker)
    try:
        results = executor.map(partial(_outcomes, job=job), chunks)
        return _gather(results, sum(map(len, chunks)), progress)
    except BrokenProcessPool as error:
        raise DocgenError("a process that reads pages was stopped from outside; try again with one job") from error
    finally:
        executor.shutdown(cancel_futures=True)


def _start_worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the process that waits for this one
    gc.disable()


def _gather(results: Iterable[list[Outcome]], total: int, progress: Progress) -> list[Outcome]:
    outcomes: list[Outcome] = []
    progress(0, total)
    for result in results:
        outcomes += result
        progress(len(outcomes), total)
    return outcomes


def _outcomes(pages: Sequence[PageFile], job: Job) -> list[Outcome]:
    """Return what each page of a chunk says; this is what runs in a worker."""
    included: dict[tuple[Path, str], Page | Unresolved] = {}  # a part is often shared by the pages of a folder
    return [_outcome(page, job, included) for page in pages]


def _outcome(file: PageFile, job: Job, included: dict[tuple[Path, str], Page | Unresolved]) -> Outcome:
    """Return what one page says: read, parse, put its includes in, extract."""
    from docgen import extract, markdown

    def load(path: str) -> Page | Unresolved:
        key = (file.root, path)
        if key not in included:
            included[key] = _included(path, file.root)
        return included[key]

    reading = files.read(file)
    if reading.source is None:
        return Outcome(None, reading.diagnostics)
    page = markdown.resolve_includes(markdown.parse(reading.source), load)
    facts = extract.extract(page, _dialect(page, file, job), name=file.name)
    return Outcome(facts, (*reading.diagnostics, *facts.diagnostics))


def _included(path: str, root: Path) -> Page | Unresolved:
    """Return an included file as a page; one that cannot be read is an empty page with the reason."""
    from docgen import markdown
    from docgen.markdown.includes import Unresolved

    absolute = files.below(path, root)
    if absolute is None:
        return Unresolved.OUTSIDE
    if not absolute.is_file():
        return Unresolved.MISSING
    reading = files.read_file(path, absolute)
    page = markdown.parse(reading.source or Source(path, ""))
    return page if reading.source else msgspec.structs.replace(page, diagnostics=reading.diagnostics)


def _dialect(page: Page, file: PageFile, job: Job) -> Dialect:
    """Return the dialect that the settings name for a page, else the one that the page looks like."""
    from docgen import dialects, extract

    name = job.dialect_name(file)
    try:
        dialect = dialects.load(name) if name else extract.choose(page, dialects.available())
    except dialects.DialectError as error:
        raise DocgenError(str(error)) from error
    if job.settings.includes:
        return replace(dialect, include_folders=frozenset(job.settings.includes))
    return dialect


def _prepare(paths: Paths, settings: Settings | Found | None) -> tuple[Job, tuple[PageFile, ...]]:
    """Return what is to be done, and the pages to do it with."""
    if settings is None:
        settings = find()
    found = settings if isinstance(settings, Found) else Found(settings, None, Path.cwd())
    job = Job(found.settings, found.folder)
    selection.check(job.settings)
    inputs = paths or [files.display(found.folder / path) for path in job.settings.inputs]
    root = found.folder / job.settings.root if job.settings.root else ""
    return job, files.discover(inputs, exclude=job.settings.exclude, root=root, folder=job.folder)


def _document(outcomes: Sequence[Outcome], job: Job) -> tuple[Document, list[Diagnostic]]:
    """Return the document that all pages make together, and every finding up to there."""
    from docgen import model, openapi

    facts = [outcome.facts for outcome in outcomes if outcome.facts is not None]
    info = job.settings.info
    options = model.LinkOptions(
        title=info.title, version=info.version, description=info.description, servers=job.settings.servers
    )
    api = model.link(facts, options)
    document = openapi.emit(api, version=job.settings.openapi)
    found = [one for outcome in outcomes for one in outcome.diagnostics]
    return document, [*found, *api.diagnostics, *document.diagnostics]


def _report(found: Iterable[Diagnostic], job: Job, pages: Sequence[PageFile]) -> Report:
    """Return the report of all findings, with the sources that they stand in."""
    selected = selection.select(found, job.settings, folder=job.folder)
    paths = {span.path for one in selected for span in (one.span, *(other.span for other in one.related))} - {""}
    sources = {path: source for path in sorted(paths) if (source := files.read_file(path, path).source)}
    placed = tuple(one if one.span.path else _at_output(one, job) for one in selected)
    return Report(placed, sources, sum(page.finding is None for page in pages))


def _at_output(diagnostic: Diagnostic, job: Job) -> Diagnostic:
    """Return a finding that belongs to no page as one about the document's own file."""
    output = job.settings.output
    path = output if output == "-" else files.display(job.folder / output)
    return msgspec.structs.replace(diagnostic, span=Span(path, 0, 0))


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Spare the collector the walk over millions of structs that live to the end anyway."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
