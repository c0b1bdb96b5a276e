"""Reads every page, in processes where that pays, except those whose facts the cache holds."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from docgen import checks, dialects, extract, files, fingerprints, markdown, rules
from docgen.diagnostic import Diagnostic
from docgen.dialects import Dialect, Rewriting
from docgen.errors import DocgenError
from docgen.extract.block_coverage import Accounted, account
from docgen.extract.facts import PageFacts
from docgen.files import PageFile, Reading
from docgen.findings import suppression
from docgen.fingerprints import MISSING, OUTSIDE, part_state, stamps_of
from docgen.markdown import site
from docgen.markdown.includes import Unresolved
from docgen.markdown.page import Page, Site
from docgen.outline import Outline, outline
from docgen.run.cache import Cache
from docgen.run.dialect_rewriting import Changes, restored, rewritten
from docgen.run.own_dialects import DIALECT_TABLE
from docgen.settings import Settings
from docgen.source import Source, Span

Progress = Callable[[int, int], None]
_CHUNK = 64  # pages that a worker gets at a time at least
_LARGEST_CHUNK = 512  # pages with names alike say much alike, which a worker works out once; more are long in coming
_CHUNKS_PER_JOB = 4  # at least, so that all workers end at about the same time
_KEPT_AT_ONCE = 2_000  # pages; what was made of more would take too much memory until it is written
INCLUDES = ("[!", "include(", "import ", "<Snippet")  # one of them stands on a page that includes others
_PAGES_PER_JOB = 1_000  # fewer are not worth a process of their own


class Outcome(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What one page gave: its facts, or None when it could not be read, every finding, and what is suppressed."""

    facts: PageFacts | None
    diagnostics: tuple[Diagnostic, ...]
    marks: tuple[suppression.Mark, ...] = ()


class Job(msgspec.Struct, frozen=True):
    """What reading a page needs beside the page.

    These are the settings, the folder that their patterns start from, and the dialects of the team's own.
    """

    settings: Settings
    folder: Path
    own: tuple[dialects.Own, ...] = ()

    def dialect_name(self, file: PageFile) -> str:
        """Return the name of the dialect that the settings choose for a page, "" for none."""
        for choice in self.settings.dialects:
            if _matcher(choice.paths, self.folder)(Path(os.path.abspath(file.path))):
                return choice.name
        return self.settings.dialect if isinstance(self.settings.dialect, str) else DIALECT_TABLE

    def rewriting(self, file: PageFile) -> tuple[Rewriting, ...]:
        """Return what the dialect that the settings choose for a page replaces in its text before it is read."""
        name = self.dialect_name(file)
        return self.dialects[name].rewrite if name else ()

    def divides(self, facts: PageFacts) -> bool:
        """Tell whether files that a page includes are parts of it, in a language that they do not name themselves."""
        return self.dialects[facts.dialect].outline.grammar != "markdown"

    @property
    def dialects(self) -> Mapping[str, Dialect]:
        """Return all dialects by name: those of the package, and the team's own."""
        return dialects.by_name(self.own)


@lru_cache(maxsize=64)
def _matcher(patterns: tuple[str, ...], folder: Path) -> Callable[[Path], bool]:
    return files.matcher(patterns, folder)


class _Part(msgspec.Struct, frozen=True, gc=False):
    """A file as it is read, what stands for its content, what its comments suppress, and what was rewritten in it."""

    page: Page | Unresolved
    state: bytes
    marks: suppression.Marks = suppression.Marks()
    changes: Changes = ()


class _Opened(msgspec.Struct, frozen=True, gc=False):
    """A page with what it includes put in, and the parts that it is made of, by their paths: first its own file."""

    page: Page
    parts: Sequence[tuple[str, _Part]]

    def restored(self, value: Any) -> Any:
        """Return what was read off the page with every place where it stands in the files."""
        changes = {path: part.changes for path, part in self.parts if part.changes}
        return restored(value, changes) if changes else value


_Used = tuple[tuple[str, bytes], ...]  # path and state of each file that a page includes


class _Said(msgspec.Struct, frozen=True, gc=False):
    """The outcome of a page, the files that it includes, and what its own file holds."""

    outcome: Outcome
    used: _Used
    reading: Reading


class _Made(msgspec.Struct, frozen=True, gc=False):
    """The outcome of a page, also packed (b"" where that cannot be done, or need not), and what it was made from.

    ``source`` is kept of a page with findings, which are shown in it.
    """

    outcome: Outcome | None
    packed: bytes
    stamp: bytes
    digest: bytes
    used: _Used
    source: Source | None


class _Entry(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What is kept of a page: when, the stamp and the digest of its file, the files that it includes, its outcome."""

    kept: int
    stamp: bytes
    digest: bytes
    used: _Used
    outcome: Outcome


class Recent(msgspec.Struct):
    """What pages said when this process read them last, by name, with the ``settings`` that they were read with."""

    settings: bytes = b""
    entries: dict[bytes, _Entry] = {}


class Read(msgspec.Struct, frozen=True):
    """What pages say, in their order, and what stands for the files read, included ones apart as (root, path, state).

    ``stamps``, of the time before anything was read, and ``digests`` are by real path; a page that could not be read
    has none. ``divided`` are the included files that cannot be read alone, as (root, path): only the page that includes
    them says what language they are in. ``sources`` are by path, of the pages with findings that were read here.
    """

    outcomes: list[Outcome]
    stamps: dict[str, bytes]
    digests: dict[str, bytes]
    parts: set[tuple[str, str, bytes]]
    divided: set[tuple[str, str]]
    sources: dict[str, Source]


_Rules = tuple[Rewriting, ...]
_Taken = TypeVar("_Taken")
_Parts = dict[tuple[Path, str, _Rules], _Part]
_PACK = msgspec.msgpack.Encoder()
_UNPACK = msgspec.msgpack.Decoder(Outcome)
_UNPACK_ENTRY = msgspec.msgpack.Decoder(_Entry)


def read_pages(
    pages: Sequence[PageFile],
    job: Job,
    progress: Progress,
    *,
    executor: Executor | None = None,
    kept: Cache | None = None,
    recent: Recent | None = None,
    stamps_suffice: bool = True,
) -> Read:
    """Return what each page says, whoever reads them and whether a cache knew it.

    ``recent`` is what they said before in this process, and holds afterwards what they say now. Unless
    ``stamps_suffice``, what the cache knows of a page holds only where the content of its file is the same.
    """
    began = fingerprints.now()
    settings = _PACK.encode((job.settings.includes, job.settings.lint, job.own))
    scope = kept.scope(settings) if kept else b""
    read = Read([], stamps_of(page.real for page in pages), {}, set(), set(), {})
    stamps = read.stamps if stamps_suffice else {}
    names = {_name(page, job): page for page in pages} if kept or recent else {}
    at_hand = recent.entries if recent and recent.settings == settings else {}
    stored = kept.entries(scope, names.keys() - at_hand.keys(), _UNPACK_ENTRY) if kept else ()
    known = _known(names, chain(at_hand.items(), stored), stamps, began)
    made = {}
    for name, entry in known.items():
        made[names[name].real] = entry.outcome
        _note(names[name], entry, read, job)
    todo = [page for page in pages if page.real not in made]
    progress(len(made), len(pages))
    entries = []
    with _mapping(todo, job, executor, packed=kept is not None) as results:
        for page, one in zip(todo, results, strict=True):
            made[page.real] = one.outcome if one.outcome is not None else _UNPACK.decode(one.packed)
            entry = _Entry(began, one.stamp, one.digest, one.used, made[page.real])
            _note(page, entry, read, job)
            if one.source:
                read.sources[page.path] = one.source
            if recent and one.stamp:
                known[_name(page, job)] = entry
            if kept and one.packed and one.stamp:
                packed = (began, one.stamp, one.digest, one.used, msgspec.Raw(one.packed))
                entries.append((_name(page, job), _PACK.encode(packed)))
            progress(len(made), len(pages))
            if kept and len(entries) >= _KEPT_AT_ONCE:
                kept.keep(scope, entries)
                entries.clear()
    if kept:
        kept.keep(scope, entries)
    if recent:
        recent.settings, recent.entries = settings, known
    included = {(root, path) for root, path, _ in read.parts}
    for page in pages:
        is_part = (str(page.root), page.path) in included
        alone = (str(page.root), page.path) not in read.divided
        read.outcomes.append(_as_part(made[page.real], alone=alone) if is_part else made[page.real])
    return read


def _as_part(outcome: Outcome, *, alone: bool) -> Outcome:
    """Return the outcome of a file that pages include: without a title it says nothing by itself.

    ``alone`` tells that a file with a title does.
    """
    facts = outcome.facts
    if facts is None or (facts.title and alone) or facts.kind == "include":
        return outcome
    return Outcome(
        PageFacts(facts.path, facts.name, "include", facts.dialect, anchors=facts.anchors), (), outcome.marks
    )


def read_page(file: PageFile, job: Job, reading: Reading | None = None, *, guarded: bool = True) -> Outcome:
    """Return what one page says; ``reading`` is what its file holds, where that is not to be read.

    Unless it is ``guarded``, what a stage raises is let through.
    """
    return (_guarded if guarded else _said)(file, reading, job, {}).outcome


def _name(page: PageFile, job: Job) -> bytes:
    """Return what an outcome depends on besides the content of files."""
    name = "\0".join((page.path, page.name, str(page.root), job.dialect_name(page)))
    return name.encode(errors="surrogateescape")


def _note(page: PageFile, entry: _Entry, read: Read, job: Job) -> None:
    """Take down what the outcome of a page was made from."""
    if entry.outcome.facts and job.divides(entry.outcome.facts):
        read.divided.update((str(page.root), path) for path, _ in entry.used)
    if entry.digest:
        read.digests[page.real] = entry.digest
    read.parts.update((str(page.root), path, state) for path, state in entry.used)


def _known(
    names: Mapping[bytes, PageFile],
    entries: Iterable[tuple[bytes, _Entry]],
    stamps: Mapping[str, bytes],
    began: int,
) -> dict[bytes, _Entry]:
    """Return the entries whose page and included files are as they were; the pages are by name.

    Where the content of a page had to be compared, the entry has the stamp that ``stamps``, which began, tell of it.
    """
    states: dict[tuple[Path, str], bytes] = {}

    def state(path: str, root: Path) -> bytes:
        if (root, path) not in states:
            states[root, path] = part_state(path, root)
        return states[root, path]

    found: dict[bytes, _Entry] = {}
    for name, kept in entries:
        page = names.get(name)
        if page is None or page.finding is not None:
            continue
        entry, stamp = kept, stamps.get(page.real, b"")
        if stamp != kept.stamp or not fingerprints.settled(stamp, kept.kept):
            if not kept.digest or fingerprints.file_state(page.real) != kept.digest:
                continue
            entry = msgspec.structs.replace(kept, kept=began, stamp=stamp)
        if all(state(path, page.root) == was for path, was in entry.used):
            found[name] = entry
    return found


@contextmanager
def _mapping(
    pages: Sequence[PageFile], job: Job, executor: Executor | None, *, packed: bool
) -> Iterator[Iterable[_Made]]:
    """Give what is made of the pages, in their order, here, in processes of our own or by an executor.

    What is made here is packed only where that is wanted.
    """
    wanted = job.settings.jobs or min(os.cpu_count() or 1, len(pages) // _PAGES_PER_JOB)
    size = max(_CHUNK, min(_LARGEST_CHUNK, len(pages) // (max(1, wanted) * _CHUNKS_PER_JOB)))
    chunks = [pages[start : start + size] for start in range(0, len(pages), size)]
    jobs = min(wanted, len(chunks))
    if executor is not None:
        yield chain.from_iterable(executor.map(partial(_made_elsewhere, job=job), chunks))
    elif jobs <= 1:
        yield _made(pages, job, packed=packed)
    else:
        _ = job.dialects  # compiled once, before the processes that need them begin
        from concurrent.futures import ProcessPoolExecutor
        from concurrent.futures.process import BrokenProcessPool

        pool = ProcessPoolExecutor(jobs, initializer=_start_worker)
        try:
            yield chain.from_iterable(pool.map(partial(_made_elsewhere, job=job), chunks))
        except BrokenProcessPool as error:
            raise DocgenError("a process that reads pages was stopped from outside; try again with one job") from error
        finally:
            pool.shutdown(cancel_futures=True)


def _start_worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the process that waits for this one
    gc.disable()


def _made_elsewhere(pages: Sequence[PageFile], job: Job) -> list[_Made]:
    """Return what the pages of a chunk say, packed: that travels from another process much faster than objects."""
    made = _made(pages, job, packed=True)
    return [msgspec.structs.replace(one, outcome=None, source=None) if one.packed else one for one in made]


def _made(pages: Iterable[PageFile], job: Job, *, packed: bool) -> Iterator[_Made]:
    """Yield what each page says; a file that several of them include is read once."""
    parts: _Parts = {}
    for page in pages:
        said = _guarded(page, None, job, parts)
        stamp = said.reading.stamp if all(state for _, state in said.used) else b""
        source = said.reading.source if said.outcome.diagnostics else None
        written = _packed(said.outcome) if packed else b""
        yield _Made(said.outcome, written, stamp, said.reading.digest, said.used, source)


def _packed(outcome: Outcome) -> bytes:
    try:
        return _PACK.encode(outcome)
    except (OverflowError, UnicodeEncodeError, TypeError):  # a number or a text in an example that has no packed form
        return b""


def _guarded(file: PageFile, reading: Reading | None, job: Job, parts: _Parts) -> _Said:
    """Return what a page says; where a stage raises, that is the finding, and nothing of the page is kept.

    Stages do not raise for any page. Where one does, docgen is wrong, and the other pages need not suffer from it.
    """
    try:
        return _said(file, reading, job, parts)
    except (DocgenError, MemoryError):  # a mistake of use; a machine that is too small
        raise
    except Exception as error:
        finding = rules.INTERNAL_ERROR.at(Span(file.path, 0, 0), kind=type(error).__name__)
        return _Said(Outcome(None, (finding,)), (), Reading(None))


def account_pages(
    files_: Sequence[PageFile], job: Job, progress: Progress
) -> Iterator[tuple[str, Sequence[Accounted]]]:
    """Yield the path of each page with what became of its blocks; files that are only parts of pages are left out."""
    return outlined_pages(files_, job, progress, account)


def outlined_pages(
    files_: Sequence[PageFile], job: Job, progress: Progress, take: Callable[[Outline, PageFacts], _Taken]
) -> Iterator[tuple[str, _Taken]]:
    """Yield the path of each page with what is taken from its outline and facts; parts of pages are left out."""
    included: set[tuple[Path, str]] = set()
    divided: set[tuple[Path, str]] = set()
    told: list[tuple[PageFile, str, _Taken]] = []
    parts: _Parts = {}
    for number, file in enumerate(files_, 1):
        reading = files.read(file)
        if reading.source is not None:
            opened = _open(reading.source, reading, file.root, parts, job.rewriting(file))
            included.update((file.root, path) for path, _ in opened.parts[1:])
            found = outline(opened.page, _dialect(opened.page, file, job))
            facts = extract.facts(extract.annotate(found), name=file.name)
            if job.divides(facts):
                divided.update((file.root, path) for path, _ in opened.parts[1:])
            if facts.kind != "include":
                told.append((file, facts.title, opened.restored(take(found, facts))))
        progress(number, len(files_))
    for file, title, taken in told:
        place = (file.root, file.path)
        if place not in included or (title and place not in divided):
            yield file.path, taken


def _said(file: PageFile, reading: Reading | None, job: Job, parts: _Parts) -> _Said:
    """Take one page through its stages: read it, parse it, put the includes in, extract its facts, check it."""
    reading = reading or files.read(file)
    if reading.source is None:
        return _Said(Outcome(None, reading.diagnostics), (), reading)
    opened = _open(reading.source, reading, file.root, parts, job.rewriting(file))
    annotated = extract.annotate(outline(opened.page, _dialect(opened.page, file, job)))
    facts = extract.facts(annotated, name=file.name)
    facts, told = opened.restored((facts, (*facts.diagnostics, *checks.page(annotated, facts, job.settings.lint))))
    used = tuple([(path, part.state) for path, part in opened.parts[1:]])
    return _Said(_outcome(reading, opened, facts, told), used, reading)


def _outcome(reading: Reading, opened: _Opened, facts: PageFacts, told: tuple[Diagnostic, ...]) -> Outcome:
    parts = [part for _, part in opened.parts]
    found = (*reading.diagnostics, *told, *(one for part in parts for one in part.marks.diagnostics))
    marks = [mark for part in parts for mark in part.marks.marks]
    return Outcome(facts, found, tuple(marks))


def _open(source: Source, reading: Reading, root: Path, parts: _Parts, rules: _Rules) -> _Opened:
    """Return a page with what it includes put in."""
    page, own = _parsed(source, reading.digest, rules)
    used = [(page.path, own)]

    def load(path: str) -> Page | Unresolved:
        if (root, path, rules) not in parts:
            parts[root, path, rules] = _part(path, root, rules)
        used.append((path, parts[root, path, rules]))
        return parts[root, path, rules].page

    if any(mark in source.text for mark in INCLUDES):
        page = markdown.resolve_includes(page, load)
    if site.may_have(page):
        page = msgspec.structs.replace(page, site=_site(page.path, root, used))
    return _Opened(page, used)


def _site(path: str, root: Path, used: list[tuple[str, _Part]]) -> Site | None:
    """Return what the file of the site of a page says; that it lies nowhere counts as well."""
    for candidate in site.candidates(path):
        absolute = files.below(candidate, root)
        if absolute is None:
            continue
        if not os.path.isfile(absolute):
            used.append((candidate, _Part(Unresolved.MISSING, MISSING)))
            continue
        reading = files.read_file(candidate, absolute)
        used.append((candidate, _Part(Unresolved.MISSING, reading.digest)))
        found = site.read(reading.source) if reading.source else None
        if found:
            return msgspec.structs.replace(found, folder=candidate.rpartition("/")[0])
    return None


def _parsed(source: Source, state: bytes, rules: _Rules) -> tuple[Page, _Part]:
    """Return a file as a page, rewritten as the dialect says; comments suppress what they stand beside in the file."""
    page = markdown.parse(source)
    marks = suppression.read(page, source)
    if not rules:
        return page, _Part(page, state, marks)
    source, changes = rewritten(source, rules)
    page = markdown.parse(source) if changes else page
    return page, _Part(page, state, marks, changes)


def _part(path: str, root: Path, rules: _Rules) -> _Part:
    """Return an included file as a page; one that cannot be read is an empty page with the reason."""
    absolute = files.below(path, root)
    if absolute is None:
        return _Part(Unresolved.OUTSIDE, OUTSIDE)
    if not os.path.isfile(absolute):  # false also for a name that no file can have
        return _Part(Unresolved.MISSING, MISSING)
    reading = files.read_file(path, absolute)
    if reading.source is None:
        page = markdown.parse(Source(path, ""))
        return _Part(msgspec.structs.replace(page, diagnostics=reading.diagnostics), b"")
    return _parsed(reading.source, reading.digest, rules)[1]


def _dialect(page: Page, file: PageFile, job: Job) -> Dialect:
    """Return the dialect that the settings name for a page, else the one that the page looks like."""
    name = job.dialect_name(file)
    dialect = job.dialects[name] if name else extract.choose(page, dialects.available())
    return _with_includes(dialect, frozenset(job.settings.includes)) if job.settings.includes else dialect


@lru_cache(maxsize=64)
def _with_includes(dialect: Dialect, folders: frozenset[str]) -> Dialect:
    return msgspec.structs.replace(dialect, folders={**dialect.folders, "includes": folders})
