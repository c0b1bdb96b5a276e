"""Runs the stages in order: ``lint`` returns a Report, ``build`` a Build."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from docgen import files, rules
from docgen.diagnostic import Diagnostic, Severity
from docgen.errors import DocgenError
from docgen.files import PageFile
from docgen.findings import baseline, repeats, selection, suppression
from docgen.fingerprints import MISSING, OUTSIDE, DiscoveryLog, Manifest, file_state, folder_state, manifest, now
from docgen.report.coverage import Coverage, PageCoverage
from docgen.report.figures import Completeness
from docgen.run import survey as surveys
from docgen.run import why as reasons
from docgen.run.cache import Cache
from docgen.run.own_dialects import dialect_files, own_dialects
from docgen.run.pages import Job, Outcome, Progress, Read, Recent, account_pages, outlined_pages, read_page, read_pages
from docgen.run.stages import stage
from docgen.run.survey import Survey
from docgen.run.why import Page as PageReading
from docgen.settings import Found, Settings, find
from docgen.source import Source, Span, decode

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from docgen.compare.drift import Cover, Drift
    from docgen.contract.load import Contract
    from docgen.extract.facts import PageFacts
    from docgen.model.api import Api
    from docgen.openapi.document import Document
    from docgen.openapi.transform.slices import Slice

Paths = Sequence[str | Path]
_DRIFT = "DG8"  # what pages and a contract disagree about
_Read = Callable[[str], Source | None]


class Original(msgspec.Struct, frozen=True, gc=False):
    """A file that was read: its real path, the folder that it is read below, and the digest of what it held.

    ``digest`` is b"" where it was read twice and held two things.
    """

    real: str
    root: Path
    digest: bytes


class Report(msgspec.Struct, frozen=True):
    """The findings, sorted by place and code; the sources they stand in, by path; the number of pages read.

    ``measure`` works out the ``completeness`` of the pages, ``source_url`` tells where a line of them can be seen.
    ``compared`` tells what the baseline did: ``known`` findings are left out because it has them, its ``stale``
    entries no longer hold, and it would hold ``renewed`` ones if it were written anew. ``originals`` are all pages and
    included files as they were read, by path: the fixes of findings fit no other content. ``left_out`` counts the
    findings that are left out, since a format has no room for them. ``title`` and ``folder`` are those of the project,
    ``revision`` and ``revision_date`` those of its pages, as the settings give them.
    """

    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]
    pages: int
    measure: Callable[[], Completeness] = Completeness
    source_url: str = ""
    compared: baseline.Comparison = baseline.Comparison(())
    originals: Mapping[str, Original] = {}
    left_out: int = 0
    title: str = ""
    folder: str = ""
    revision: str = ""
    revision_date: str = ""

    @property
    def completeness(self) -> Completeness:
        """Return how much of what the pages should say they say; few ask, and it takes a while."""
        return self.measure()

    @property
    def known(self) -> int:
        """Return how many findings the baseline has."""
        return self.compared.known

    @property
    def stale(self) -> tuple[baseline.Entry, ...]:
        """Return the entries of the baseline that no longer hold."""
        return self.compared.stale

    @property
    def renewed(self) -> tuple[baseline.Entry, ...]:
        """Return the entries of a new baseline; few ask, and it takes a while."""
        return self.compared.renewed

    def replace(self, diagnostics: tuple[Diagnostic, ...], *, left_out: int = 0) -> Report:
        """Return the same report with other findings."""
        return msgspec.structs.replace(self, diagnostics=diagnostics, left_out=left_out)

    def count(self, severity: Severity) -> int:
        """Return how many findings have a severity."""
        return sum(one.severity is severity for one in self.diagnostics)

    def fails(self, lowest: str) -> bool:
        """Tell whether a finding is at or above a severity; ``never`` is above all."""
        return lowest != "never" and any(one.severity.rank >= Severity(lowest).rank for one in self.diagnostics)


class Build(msgspec.Struct, frozen=True):
    """The document, how it is written (in UTF-8, in the format of the settings), and the findings on the way to it.

    ``manifest`` tells whether a second build would give the same; None where that cannot be told. ``empty`` is the
    finding that the pages give neither operations nor types, whether or not it is reported.
    """

    document: Document
    written: bytes
    report: Report
    manifest: Manifest | None = None
    empty: Diagnostic | None = None

    @property
    def text(self) -> str:
        """Return the document as text, in the format of the settings."""
        return self.written.decode()

    @property
    def valid(self) -> bool:
        """Tell whether the document is what OpenAPI allows."""
        return not any(one.code.startswith("DG9") for one in self.report.diagnostics)

    @property
    def refusal(self) -> str:
        """Return why the document must not be written, "" where it may be."""
        if not self.valid:
            return "it would not be valid OpenAPI (DG9)"
        return f"{self.empty.message} ({self.empty.code})" if self.empty else ""


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
    pages, only = _docset(paths, job)
    done("find pages")
    kept = Cache(job.folder) if cached else None
    said = read_pages(pages, job, progress, executor=executor, kept=kept, stamps_suffice=stamps_suffice)
    done("read pages")
    behind = _behind(pages, said, DiscoveryLog())
    document, found, empty, api = _document(said.outcomes, job, behind, done)
    if empty is not None and only is None:  # it is about all pages
        found.append(empty)
    against = _against(document, api, job, done)
    with stage("report", done):
        return _report(found, job, pages, said.outcomes, behind, only=only, against=against)


class Comparison(msgspec.Struct, frozen=True):
    """What pages and a contract disagree about, and how much of the contract the pages document."""

    report: Report
    cover: Cover


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
    pages, only = _docset(paths, job)
    done("find pages")
    said = read_pages(pages, job, progress, executor=executor, kept=Cache(job.folder) if cached else None)
    done("read pages")
    behind = _behind(pages, said, DiscoveryLog())
    document, _, _, api = _document(said.outcomes, job, behind, done)
    against = _against(document, api, job, done)
    assert against is not None
    with stage("report", done):
        report = _report((), job, pages, said.outcomes, behind, only=only, against=against, alone=True)
    return Comparison(report, against.drift.cover)


def lint_with_api(settings: Found, recent: Recent) -> tuple[Report, Api]:
    """Return what ``lint`` returns, and what the pages say together; what pages said before is ``recent``."""
    job = job_of(settings)
    pages = _pages((), job, DiscoveryLog())
    said = read_pages(pages, job, _silent, kept=Cache(job.folder) if job.settings.cache else None, recent=recent)
    behind = _behind(pages, said, DiscoveryLog())
    document, found, empty, api = _document(said.outcomes, job, behind, _untold)
    if empty is not None:
        found.append(empty)
    against = _against(document, api, job, _untold)
    with stage("report", _untold):
        return _report(found, job, pages, said.outcomes, behind, against=against), api


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
    page = files.page_at(path, [job.folder / one for one in job.settings.inputs], root=_root(job))
    source = decode(page.path, data)
    outcome = read_page(page, job, files.Reading(source))

    def read(path: str) -> Source | None:
        return source if path == page.path else files.source(path)

    return _report(
        outcome.diagnostics, job, (), [outcome], _Behind({}, read, os.path.exists), whole=False
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
    pages = _pages(paths, job, seen)
    looked = {path: file_state(path) for path in _other_files(job)}
    done("find pages")
    kept = Cache(job.folder) if cached else None
    said = read_pages(pages, job, progress, executor=executor, kept=kept)
    done("read pages")
    behind = _behind(pages, said, seen)
    document, found, empty, _ = _document(said.outcomes, job, behind, done)
    if empty is not None:
        found.append(empty)
    # Validating is left to a build: its tools are slow to load, and only what is written needs it.
    written = b""
    filling = _contract(job.settings.fill, job) if job.settings.fill else None
    with stage("change", done):
        document, problems = _changed(document, job, filling)
    if filling:
        looked.update({path: file_state(path) for path in filling.files})
    if not problems:
        written, problems = _written(document, job.settings, done)
    found += problems
    with stage("report", done):
        report = _report(found, job, pages, said.outcomes, behind, whole=_is_whole(paths))
    made_from = manifest(began, said.stamps, said.digests, seen, looked, said.parts)
    return Build(document, written, report, made_from, empty)


def emitted(paths: Paths = (), *, settings: Settings | Found | None = None, progress: Progress = _silent) -> Document:
    """Return the document that pages make, as it is emitted; ``paths`` and ``settings`` are those of ``lint``."""
    job = job_of(settings)
    pages = _pages(paths, job, DiscoveryLog())
    said = read_pages(pages, job, progress)
    return _document(said.outcomes, job, _behind(pages, said, DiscoveryLog()), _untold)[0]


def coverage(paths: Paths = (), *, settings: Settings | Found | None = None, progress: Progress = _silent) -> Coverage:
    """Return what share of pages is read; ``paths`` and ``settings`` are those of ``lint``."""
    job = job_of(settings)
    pages = _pages(paths, job, DiscoveryLog())
    out = []
    for path, accounts in account_pages(pages, job, progress):
        counts = Counter((one.kind, one.state) for one in accounts)
        causes = Counter((one.kind, one.cause) for one in accounts if one.state == "unread")
        out.append(PageCoverage(path, counts, causes))
    return Coverage(tuple(out))


def pages(paths: Paths = (), *, settings: Settings | Found | None = None) -> tuple[PageFile, ...]:
    """Return the pages that ``lint`` would read; raises DocgenError where there is none."""
    return _pages(paths, job_of(settings), DiscoveryLog())


def contents(files_: Sequence[PageFile], job: Job) -> Callable[[Job], Mapping[str, Any]]:
    """Read pages once, and return what gives the content of their document with other dialects that read them alike.

    It is the content before it is cut and corrected.
    """
    said = read_pages(files_, job, _silent)
    behind = _behind(files_, said, DiscoveryLog())
    return lambda other: _document(said.outcomes, other, behind, _untold)[0].content


def survey(paths: Paths = (), *, settings: Settings | Found | None = None, progress: Progress = _silent) -> Survey:
    """Return what pages use, and which of their words mean something; the arguments are those of ``lint``."""
    job = job_of(settings)
    pages = _pages(paths, job, DiscoveryLog())
    return surveys.together([one for _, one in outlined_pages(pages, job, progress, surveys.look)])


def why(path: str | Path, *, settings: Settings | Found | None = None) -> tuple[PageReading, Source]:
    """Return as what the blocks of one page are read, and its source; raise DocgenError when it cannot be read."""
    job = job_of(settings)
    pages = _pages((path,), job, DiscoveryLog())
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
    pages = _pages((path,), job, DiscoveryLog())
    if len(pages) != 1:
        raise DocgenError(f"{path} holds {len(pages)} pages; name one")
    reading = files.read(pages[0])
    facts = read_page(pages[0], job, reading, guarded=False).facts
    if facts is None or reading.source is None:
        raise DocgenError(f"{path}: {'; '.join(one.message for one in reading.diagnostics)}")
    return facts, reading.source


def _pages(paths: Paths, job: Job, seen: DiscoveryLog) -> tuple[PageFile, ...]:
    """Return the pages that paths stand for, or the inputs of the settings."""
    return files.discover(
        paths or _inputs(job), exclude=job.settings.exclude, root=_root(job), folder=job.folder, seen=seen
    )


def _docset(paths: Paths, job: Job) -> tuple[tuple[PageFile, ...], frozenset[str] | None]:
    """Return the pages to read, and the paths of those whose findings are wanted; None: of all.

    A page that is named itself brings the set that it belongs to along.
    """
    single = [path for path in paths if os.path.isfile(path)]
    pages = _pages(paths, job, DiscoveryLog())
    if not single:
        return pages, None
    wanted = {page.real for page in pages}
    folders = [os.path.dirname(os.path.abspath(path)) for path in single if not _is_input(path, job)]
    held = _inputs(job) if len(folders) < len(single) else ()
    sets = [place for place in dict.fromkeys((*held, *folders)) if _found((place,), job)]
    pages = _pages((*paths, *sets), job, DiscoveryLog())
    return pages, frozenset(page.path for page in pages if page.real in wanted)


def _is_input(path: str | Path, job: Job) -> bool:
    """Tell whether a page lies in one of the inputs of the settings, or is one."""
    real = Path(os.path.realpath(path))
    below = any(real.is_relative_to(os.path.realpath(place)) for place in _inputs(job))
    return below or any(page.real == str(real) for page in _found((), job))


def _found(paths: Paths, job: Job) -> tuple[PageFile, ...]:
    """Return the pages that paths stand for, none where they hold none or do not exist."""
    try:
        return _pages(paths, job, DiscoveryLog())
    except DocgenError:
        return ()


def _inputs(job: Job) -> tuple[str, ...]:
    return tuple(files.display(job.folder / path) for path in job.settings.inputs)


def _originals(pages: Iterable[PageFile], said: Read) -> dict[str, Original]:
    """Return the files that were read, by path."""
    found = {
        page.path: Original(page.real, page.root, digest)
        for page in pages
        if (digest := said.digests.get(page.real, b""))
    }
    there = (part for part in said.parts if part[2] not in (MISSING, OUTSIDE, b""))
    for root, path, state in there:
        known = found.get(path)
        if known is None:
            found[path] = Original(os.path.realpath(path), Path(root), state)
        elif known.digest != state:
            found[path] = msgspec.structs.replace(known, digest=b"")
    return found


def _reader(originals: Mapping[str, Original], sources: Mapping[str, Source], seen: DiscoveryLog) -> _Read:
    """Return the function that gives the source of a file by its path, None where it is not what was read before.

    ``sources`` are those at hand. The log notes the files that are no pages, so that a result is not kept when one of
    them changes.
    """

    @cache
    def read(path: str) -> Source | None:
        if path in sources:
            return sources[path]
        original = originals.get(path)
        if original is None:
            seen.looked[os.path.abspath(path)] = file_state(path)
        return files.source(path, original.digest if original else b"")

    return read


class _Behind(msgspec.Struct, frozen=True):
    """The files behind a set of pages: those that were read, by path; their sources; whether another is there."""

    originals: Mapping[str, Original]
    read: _Read
    exists: Callable[[str], bool | None]


def _behind(pages: Iterable[PageFile], said: Read, seen: DiscoveryLog) -> _Behind:
    originals = _originals(pages, said)
    return _Behind(originals, _reader(originals, said.sources, seen), _presence(originals, seen))


def _presence(originals: Mapping[str, Original], seen: DiscoveryLog) -> Callable[[str], bool | None]:
    """Return the function that tells whether a file is there: a picture, an include that is not read.

    It is None for what lies outside the folders of the pages, where nobody looks. The log notes the other folders, so
    that a result is not kept when a file comes or goes.
    """
    roots = sorted({original.root for original in originals.values()})

    @cache
    def is_inside(folder: str) -> bool:
        real = next((real for root in roots if (real := files.below(folder, root)) is not None), None)
        if real is not None and str(real) not in seen.folders:
            seen.folders[str(real)] = folder_state(str(real), 0, (b"", b""))
        return real is not None

    @cache
    def exists(path: str) -> bool | None:
        real = os.path.realpath(path) if os.path.islink(path) else path
        return os.path.exists(real) if is_inside(os.path.dirname(real)) else None

    return exists


def _other_files(job: Job) -> Iterator[str]:
    """Yield the files besides pages that a build reads."""
    wanted = job.settings
    named = (wanted.baseline, wanted.fill, *wanted.overlay, *dialect_files(wanted))
    yield from (str(job.folder / name) for name in named if name)


def job_of(settings: Settings | Found | None) -> Job:
    """Return what reading pages needs beside the pages; raises DocgenError for settings that cannot be used."""
    if settings is None:
        settings = find()
    found = settings if isinstance(settings, Found) else Found(settings, None, Path.cwd())
    selection.check(found.settings)
    return Job(found.settings, found.folder, own_dialects(found))


def _root(job: Job) -> Path | str:
    return job.folder / job.settings.root if job.settings.root else ""


def _document(
    outcomes: Sequence[Outcome], job: Job, behind: _Behind, done: Callable[[str], None]
) -> tuple[Document, list[Diagnostic], Diagnostic | None, Api]:
    """Return what all pages make together: the document, every finding up to there, whether it is empty, the model."""
    from docgen import checks, model
    from docgen.openapi.emit.document import emit

    facts = [outcome.facts for outcome in outcomes if outcome.facts is not None]
    wanted = job.settings
    options = model.LinkOptions(
        title=wanted.info.title,
        version=wanted.info.version,
        description=wanted.info.description,
        servers=wanted.servers,
        security=wanted.security,
        operation_ids=wanted.operation_ids,
    )
    with stage("link", done):
        api = model.link(facts, options, job.dialects)
    with stage("emit", done):
        document = emit(
            api,
            version=wanted.openapi,
            profile=wanted.profile,
            function_quotes=wanted.function_quotes,
            discriminator=wanted.discriminator,
            navigation=wanted.navigation and not wanted.compact,
            schema_names=wanted.schema_names,
        )
    found = [one for outcome in outcomes for one in outcome.diagnostics]
    with stage("check", done):
        seen = checks.docset_view(api, document.misfits, behind.read, job.dialects, behind.exists)
        found += (*api.diagnostics, *checks.docset(seen))
        return document, checks.fold_consequences(found, seen), checks.emptiness(seen), api


class _Against(msgspec.Struct, frozen=True):
    """A contract, and what it and the pages disagree about."""

    contract: Contract
    drift: Drift


def _contract(name: str, job: Job) -> Contract:
    """Return the contract in a file that the settings name."""
    from docgen.contract.load import load

    return load(os.path.join(job.folder, name))


def _against(document: Document, api: Api, job: Job, done: Callable[[str], None]) -> _Against | None:
    """Hold the document of the pages against the contract of the settings, where they name one."""
    wanted = job.settings
    if not wanted.contract:
        return None
    from docgen.compare import drift
    from docgen.openapi.emit.document import emit

    if wanted.profile != "portable" or wanted.discriminator or not wanted.navigation:
        document = emit(api, version=wanted.openapi)  # what else is wanted changes types, or leaves members out
    contract = _contract(job.settings.contract, job)
    done("read the contract")
    with stage("compare", done):
        return _Against(contract, drift.drift(document, contract, job.settings.contract_ignore))


def _changed(document: Document, job: Job, filling: Contract | None = None) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Return the document that the settings ask for, and what keeps it from being one.

    ``filling`` is the contract that says what pages leave out.
    """
    from docgen.openapi.transform import slices

    if filling:
        from docgen.compare import fill

        document = fill.filled(document, filling)
    if job.settings.overlay:
        from docgen.openapi.validate.run import misshapen

        document = _corrected(document, job)
        if problems := misshapen(document):
            return document, problems
    document = slices.cut(document, slice_of(job.settings))
    if job.settings.compact:
        from docgen.openapi.transform.compact import compact

        document = compact(document)
    if job.settings.mark_sources:
        from docgen.openapi import source_map

        document = source_map.marked(document, job.folder)
    return document, ()


def _corrected(document: Document, job: Job) -> Document:
    """Return the document with the overlays of the settings applied."""
    from docgen.openapi.transform import overlay

    for file in job.settings.overlay:
        name = files.display(job.folder / file)
        reading = files.read_file(name, job.folder / file)
        if reading.source is None:
            raise DocgenError(f"the overlay {name} cannot be read")
        document = overlay.apply(document, overlay.parse(reading.source.text, name))
    return document


def _written(
    document: Document, settings: Settings, done: Callable[[str], None]
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Return the document as UTF-8 in the format of the settings, and why it is not valid."""
    from docgen.openapi import serialize
    from docgen.openapi.validate import run

    with stage("validate", done):
        problems = run.validate(document, full=True if settings.validate == "full" else None)
    write = serialize.to_json if settings.output_format == "json" else serialize.to_yaml
    with stage("serialize", done):
        written = write(document.content).encode()
    return written, problems


def slice_of(settings: Settings) -> Slice:
    """Return the part of the document that the settings ask for."""
    from docgen.openapi.transform.slices import Slice

    return Slice(**{name: getattr(settings, name) for name in Slice.__struct_fields__})


def _report(
    found: Iterable[Diagnostic],
    job: Job,
    pages: Sequence[PageFile],
    outcomes: Sequence[Outcome],
    behind: _Behind,
    *,
    only: frozenset[str] | None = None,
    whole: bool = True,
    against: _Against | None = None,
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
        shown = [one for one in shown if one.span.path in only]
        pages = [page for page in pages if page.path in only]
    selected = selection.select(shown, job.settings, folder=job.folder)
    compared = _compare(selected, job, pages, texts, _looked_for(against, alone=alone))
    with_operations = sum(bool(page.operations) for page in facts if only is None or page.path in only)
    told = repeats.fold(compared.new, operation_pages=with_operations)
    return Report(
        tuple(one if one.span.path else _at_output(one, job) for one in told),
        {**_sources(told, behind.read), **texts},
        sum(page.finding is None for page in pages) or 1,
        completeness.Measure(tuple(facts), tuple(shown), only),
        job.settings.source_url,
        compared,
        behind.originals,
        title=job.settings.info.title,
        folder=os.path.abspath(job.folder),
        revision=job.settings.revision,
        revision_date=job.settings.revision_date,
    )


def _looked_for(against: _Against | None, *, alone: bool) -> Callable[[str], bool]:
    """Return what tells whether a run could have found a rule's findings."""
    if against is None:
        return lambda code: not code.startswith(_DRIFT)
    return lambda code: not alone or code.startswith(_DRIFT)


def _is_whole(paths: Paths) -> bool:
    """Tell whether folders are read, and not single pages picked out of them."""
    return not any(os.path.isfile(path) for path in paths)


def _sources(found: Iterable[Diagnostic], read: _Read) -> dict[str, Source]:
    """Return the sources that findings stand in, by path."""
    paths = {span.path for one in found for span in (one.span, *(other.span for other in one.related))} - {""}
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
