"""Runs the stages in order: ``lint`` returns a Report, ``build`` a Build."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen import files
from docgen.errors import DocgenError
from docgen.files import PageFile
from docgen.fingerprints import DiscoveryLog, file_state, manifest, now
from docgen.report.coverage import Coverage, PageCoverage
from docgen.run import survey as surveys
from docgen.run import why as reasons
from docgen.run.cache import Cache
from docgen.run.documents import changed, contract_at, document_of, held_against, serialized
from docgen.run.inputs import Paths, docset_of, is_whole, job_of, other_files, pages_of, root_of
from docgen.run.pages import Job, Progress, Recent, account_pages, outlined_pages, read_page, read_pages
from docgen.run.reporting import report_of
from docgen.run.results import Build, Comparison, Report
from docgen.run.sources import Sources, sources_of
from docgen.run.stages import stage
from docgen.run.survey import Survey
from docgen.run.why import Page as PageReading
from docgen.settings import Found, Settings
from docgen.source import Source, decode

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from docgen.extract.facts import PageFacts
    from docgen.model.api import Api
    from docgen.openapi.document import Document


def _silent(_done: int, _total: int) -> None:
    """Show no progress."""


def _untold(_stage: str) -> None:
    """Tell nobody that a stage is done."""


def lint(
    paths: Paths = (),
    *,
    settings: Settings | Found | None = None,
    progress: Progress = _silent,
    executor: Executor | None = None,
    cached: bool = False,
    stamps_suffice: bool = True,
    done: Callable[[str], None] = _untold,
) -> Report:
    """Read pages, join what they say, and return what is wrong with them.

    ``paths`` are files, folders and globs; without any, the ``inputs`` of the settings. A page that is named itself is
    read together with the set that it belongs to (the inputs of the settings that hold it, else its folder), and only
    its own findings are returned. ``settings`` may be those that ``docgen.settings`` found together with their folder;
    plain Settings start from the working directory, and None stands for the nearest settings file. ``progress`` is
    called with the pages done and their total. The pages are read by an ``executor`` where one is given, else by as
    many processes as the settings say. With ``cached`` what pages said is looked up, and kept, in ``.docgen_cache``;
    the result is the same, unless a file was changed and its size and times are as before: without ``stamps_suffice``
    its content is compared. ``done`` is called with the name of each stage when it ends. Raises DocgenError when the
    job cannot be done; what is wrong with a page is a finding.
    """
    job = job_of(settings)
    pages, only = docset_of(paths, job)
    done("find pages")
    kept = Cache(job.folder) if cached else None
    said = read_pages(pages, job, progress, executor=executor, kept=kept, stamps_suffice=stamps_suffice)
    done("read pages")
    sources = sources_of(pages, said, DiscoveryLog())
    document, found, empty, api = document_of(said.outcomes, job, sources, done)
    if empty is not None and only is None:  # it is about all pages
        found.append(empty)
    against = held_against(document, api, job, done)
    with stage("report", done):
        return report_of(found, job, pages, said.outcomes, sources, only=only, against=against)


def compare(
    paths: Paths = (),
    *,
    settings: Settings | Found | None = None,
    progress: Progress = _silent,
    executor: Executor | None = None,
    cached: bool = False,
    done: Callable[[str], None] = _untold,
) -> Comparison:
    """Read pages, and return where they differ from the ``contract`` of the settings, and nothing else.

    The arguments are those of ``lint``. Raises DocgenError also where the contract cannot be read.
    """
    job = job_of(settings)
    if not job.settings.contract:
        raise DocgenError("no contract is named: neither an argument nor the setting contract does")
    pages, only = docset_of(paths, job)
    done("find pages")
    said = read_pages(pages, job, progress, executor=executor, kept=Cache(job.folder) if cached else None)
    done("read pages")
    sources = sources_of(pages, said, DiscoveryLog())
    document, _, _, api = document_of(said.outcomes, job, sources, done)
    against = held_against(document, api, job, done)
    assert against is not None
    with stage("report", done):
        report = report_of((), job, pages, said.outcomes, sources, only=only, against=against, alone=True)
    return Comparison(report, against.drift.cover)


def lint_with_api(settings: Found, recent: Recent) -> tuple[Report, Api]:
    """Return what ``lint`` returns, and what the pages say together; what pages said before is ``recent``."""
    job = job_of(settings)
    pages = pages_of((), job, DiscoveryLog())
    said = read_pages(pages, job, _silent, kept=Cache(job.folder) if job.settings.cache else None, recent=recent)
    sources = sources_of(pages, said, DiscoveryLog())
    document, found, empty, api = document_of(said.outcomes, job, sources, _untold)
    if empty is not None:
        found.append(empty)
    against = held_against(document, api, job, _untold)
    with stage("report", _untold):
        return report_of(found, job, pages, said.outcomes, sources, against=against), api


def lint_text(data: bytes, path: str | Path, *, settings: Settings | Found | None = None) -> Report:
    """Return what is wrong with one page by itself, given what its file holds or is going to hold.

    ``path`` is where the page is, or would be: it chooses the dialect and what is ignored, and includes are read from
    there. What only several pages together can tell is not looked for.
    """
    return survey_text(data, path, settings=settings)[0]


def survey_text(
    data: bytes, path: str | Path, *, settings: Settings | Found | None = None
) -> tuple[Report, PageFacts | None]:
    """Return what ``lint_text`` returns, and what the page says."""
    job = job_of(settings)
    page = files.page_at(path, [job.folder / one for one in job.settings.inputs], root=root_of(job))
    source = decode(page.path, data)
    outcome = read_page(page, job, files.Reading(source))

    def read(path: str) -> Source | None:
        return source if path == page.path else files.source(path)

    return report_of(
        outcome.diagnostics, job, (), [outcome], Sources({}, read, os.path.exists), whole=False
    ), outcome.facts


def build(
    paths: Paths = (),
    *,
    settings: Settings | Found | None = None,
    progress: Progress = _silent,
    executor: Executor | None = None,
    cached: bool = False,
    done: Callable[[str], None] = _untold,
) -> Build:
    """Read pages, join what they say, and return the OpenAPI document with what was found; write nothing.

    The arguments are those of ``lint``.
    """
    job = job_of(settings)
    began, seen = now(), DiscoveryLog()
    pages = pages_of(paths, job, seen)
    looked = {path: file_state(path) for path in other_files(job)}
    done("find pages")
    kept = Cache(job.folder) if cached else None
    said = read_pages(pages, job, progress, executor=executor, kept=kept)
    done("read pages")
    sources = sources_of(pages, said, seen)
    document, found, empty, _ = document_of(said.outcomes, job, sources, done)
    if empty is not None:
        found.append(empty)
    # Validating is left to a build: its tools are slow to load, and only what is written needs it.
    written = b""
    filling = contract_at(job.settings.fill, job) if job.settings.fill else None
    with stage("change", done):
        document, problems = changed(document, job, filling)
    if filling:
        looked.update({path: file_state(path) for path in filling.files})
    if not problems:
        written, problems = serialized(document, job.settings, done)
    found += problems
    with stage("report", done):
        report = report_of(found, job, pages, said.outcomes, sources, whole=is_whole(paths))
    made_from = manifest(began, said.stamps, said.digests, seen, looked, said.parts)
    return Build(document, written, report, made_from, empty)


def emitted(paths: Paths = (), *, settings: Settings | Found | None = None, progress: Progress = _silent) -> Document:
    """Return the document that pages make, as it is emitted; ``paths`` and ``settings`` are those of ``lint``."""
    job = job_of(settings)
    pages = pages_of(paths, job, DiscoveryLog())
    said = read_pages(pages, job, progress)
    return document_of(said.outcomes, job, sources_of(pages, said, DiscoveryLog()), _untold)[0]


def coverage(paths: Paths = (), *, settings: Settings | Found | None = None, progress: Progress = _silent) -> Coverage:
    """Return what share of pages is read; ``paths`` and ``settings`` are those of ``lint``."""
    job = job_of(settings)
    pages = pages_of(paths, job, DiscoveryLog())
    out = []
    for path, accounts in account_pages(pages, job, progress):
        counts = Counter((one.kind, one.state) for one in accounts)
        causes = Counter((one.kind, one.cause) for one in accounts if one.state == "unread")
        out.append(PageCoverage(path, counts, causes))
    return Coverage(tuple(out))


def pages(paths: Paths = (), *, settings: Settings | Found | None = None) -> tuple[PageFile, ...]:
    """Return the pages that ``lint`` would read; raises DocgenError where there is none."""
    return pages_of(paths, job_of(settings), DiscoveryLog())


def contents(files_: Sequence[PageFile], job: Job) -> Callable[[Job], Mapping[str, Any]]:
    """Read pages once, and return what gives the content of their document with other dialects that read them alike.

    It is the content before it is cut and corrected.
    """
    said = read_pages(files_, job, _silent)
    sources = sources_of(files_, said, DiscoveryLog())
    return lambda other: document_of(said.outcomes, other, sources, _untold)[0].content


def survey(paths: Paths = (), *, settings: Settings | Found | None = None, progress: Progress = _silent) -> Survey:
    """Return what pages use, and which of their words mean something; the arguments are those of ``lint``."""
    job = job_of(settings)
    pages = pages_of(paths, job, DiscoveryLog())
    return surveys.together([one for _, one in outlined_pages(pages, job, progress, surveys.look)])


def why(path: str | Path, *, settings: Settings | Found | None = None) -> tuple[PageReading, Source]:
    """Return as what the blocks of one page are read, and its source; raise DocgenError when it cannot be read."""
    job = job_of(settings)
    pages = pages_of((path,), job, DiscoveryLog())
    if len(pages) != 1:
        raise DocgenError(f"{path} holds {len(pages)} pages; name one")
    reading = files.read(pages[0])
    if reading.source is None:
        raise DocgenError(f"{path}: {'; '.join(one.message for one in reading.diagnostics)}")
    found = [one for _, one in outlined_pages(pages, job, _silent, reasons.why)]
    if not found:
        raise DocgenError(f"{path} is only a part of other pages")
    return found[0], reading.source


def inspect(path: str | Path, *, settings: Settings | Found | None = None) -> tuple[PageFacts, Source]:
    """Return the facts of one page and its source; raise DocgenError when it cannot be read."""
    job = job_of(settings)
    pages = pages_of((path,), job, DiscoveryLog())
    if len(pages) != 1:
        raise DocgenError(f"{path} holds {len(pages)} pages; name one")
    reading = files.read(pages[0])
    facts = read_page(pages[0], job, reading, guarded=False).facts
    if facts is None or reading.source is None:
        raise DocgenError(f"{path}: {'; '.join(one.message for one in reading.diagnostics)}")
    return facts, reading.source
