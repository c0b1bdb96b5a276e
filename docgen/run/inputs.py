"""Finds what a run reads: its pages, the set that a single page belongs to, and the files besides pages."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from docgen import files
from docgen.errors import DocgenError
from docgen.files import PageFile
from docgen.findings import selection
from docgen.fingerprints import DiscoveryLog
from docgen.run.own_dialects import dialect_files, own_dialects
from docgen.run.pages import Job
from docgen.settings import Found, Settings, find

Paths = Sequence[str | Path]


def job_of(settings: Settings | Found | None) -> Job:
    """Return what reading pages needs beside the pages; raises DocgenError for settings that cannot be used."""
    if settings is None:
        settings = find()
    found = settings if isinstance(settings, Found) else Found(settings, None, Path.cwd())
    selection.check(found.settings)
    return Job(found.settings, found.folder, own_dialects(found))


def pages_of(paths: Paths, job: Job, seen: DiscoveryLog) -> tuple[PageFile, ...]:
    """Return the pages that paths stand for, or the inputs of the settings."""
    return files.discover(
        paths or _inputs(job), exclude=job.settings.exclude, root=root_of(job), folder=job.folder, seen=seen
    )


def docset_of(paths: Paths, job: Job) -> tuple[tuple[PageFile, ...], frozenset[str] | None]:
    """Return the pages to read, and the paths of those whose findings are wanted; None: of all.

    A page that is named itself brings the set that it belongs to along.
    """
    single = [path for path in paths if os.path.isfile(path)]
    pages = pages_of(paths, job, DiscoveryLog())
    if not single:
        return pages, None
    wanted = {page.real for page in pages}
    folders = [os.path.dirname(os.path.abspath(path)) for path in single if not _is_input(path, job)]
    held = _inputs(job) if len(folders) < len(single) else ()
    sets = [place for place in dict.fromkeys((*held, *folders)) if _found((place,), job)]
    pages = pages_of((*paths, *sets), job, DiscoveryLog())
    return pages, frozenset(page.path for page in pages if page.real in wanted)


def _is_input(path: str | Path, job: Job) -> bool:
    """Tell whether a page lies in one of the inputs of the settings, or is one."""
    real = Path(os.path.realpath(path))
    below = any(real.is_relative_to(os.path.realpath(place)) for place in _inputs(job))
    return below or any(page.real == str(real) for page in _found((), job))


def _found(paths: Paths, job: Job) -> tuple[PageFile, ...]:
    """Return the pages that paths stand for, none where they hold none or do not exist."""
    try:
        return pages_of(paths, job, DiscoveryLog())
    except DocgenError:
        return ()


def _inputs(job: Job) -> tuple[str, ...]:
    return tuple(files.display(job.folder / path) for path in job.settings.inputs)


def root_of(job: Job) -> Path | str:
    """Return the folder that the names of pages start from, "" where the settings leave it open."""
    return job.folder / job.settings.root if job.settings.root else ""


def is_whole(paths: Paths) -> bool:
    """Tell whether folders are read, and not single pages picked out of them."""
    return not any(os.path.isfile(path) for path in paths)


def other_files(job: Job) -> Iterator[str]:
    """Yield the files besides pages that a build reads."""
    wanted = job.settings
    named = (wanted.baseline, wanted.fill, *wanted.overlay, *dialect_files(wanted))
    yield from (str(job.folder / name) for name in named if name)
