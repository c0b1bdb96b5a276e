"""What holds of every page, whatever it says; each broken promise is one line."""

from __future__ import annotations

import json
import re
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import yaml

import docgen
from docgen import dialects, rules
from docgen.dialects.layers import DialectError, DialectFile
from docgen.errors import DocgenError
from docgen.files import page_at
from docgen.findings import fixes
from docgen.openapi import serialize
from docgen.report import REPORTERS
from docgen.run import pipeline
from docgen.run.pages import read_page
from docgen.run.results import Build, Report
from docgen.settings import Settings, parse
from docgen.source import decode

SLOWEST = 1.0  # seconds of processor time a page
DIALECT = "dialect.toml"
_SET = 4  # times as long may pages take that are read together
_PASSES = 5
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_FORMS = (
    Settings(jobs=1),
    Settings(jobs=1, openapi="3.1.1", discriminator=True, navigation=False),
    Settings(jobs=1, profile="graph", validate="full"),
)


def broken(data: bytes, folder: Path, form: int = 0, *, slowest: float = SLOWEST) -> list[str]:
    """Return which promises a page breaks, read in an empty folder; an exception ends with its last line of code."""
    path = folder / "page.md"
    path.write_bytes(data)
    settings = _FORMS[form % len(_FORMS)]

    def all_of_them() -> Iterator[str]:
        built, seconds = _timed(folder, settings)
        yield from _written(built)
        if seconds > slowest:
            yield f"slow: more than {slowest:g} s"
        second = docgen.build([folder], settings=settings)
        if second.written != built.written or second.report.diagnostics != built.report.diagnostics:
            yield "a second time gives something else"
        pipeline.coverage([folder], settings=settings)  # every block gets its account
        yield from _reports(built.report)
        yield from _settles(path, data, settings, built.report)

    return _told(all_of_them)


def broken_set(pages: Mapping[str, bytes], folder: Path, form: int = 0, *, slowest: float = SLOWEST) -> list[str]:
    """Return which promises pages break that are read together, by their names below an empty folder.

    These are the promises that take little time to look at: no exception, places, a valid document, which YAML and
    JSON hold, and time. No page takes too long where all together do not; else each is read by itself. A file
    ``dialect.toml`` among them is the dialect that they are read with, if it can be one.
    """
    settings = _FORMS[form % len(_FORMS)]
    if DIALECT in pages and _is_dialect(pages[DIALECT]):
        settings = msgspec.structs.replace(settings, dialect=str(folder / DIALECT))
    for name, data in pages.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)

    def quick_ones() -> Iterator[str]:
        built, seconds = _timed(folder, settings)
        yield from _written(built)
        if seconds > slowest and any(_timed(folder / name, settings)[1] > slowest for name in pages):
            yield f"slow: more than {slowest:g} s"
        elif seconds > slowest * _SET:
            yield f"slow together: more than {slowest * _SET:g} s"

    return _told(quick_ones)


def _is_dialect(data: bytes) -> bool:
    try:
        dialects.read_own(DIALECT, DialectFile.parse(DIALECT, data.decode()))
    except (DialectError, UnicodeError):
        return False
    return True


def read(path: Path) -> Build:
    """Build what a page by itself gives."""
    return docgen.build([path.parent], settings=_FORMS[0])


def _told(promises: Callable[[], Iterator[str]]) -> list[str]:
    try:
        return list(promises())
    except Exception as error:
        return [_raised(error)]


def _timed(path: Path, settings: Settings) -> tuple[Build, float]:
    """Return what pages give, and the seconds of processor time that it took; raise what reading a page raises."""
    began = time.process_time()
    built = docgen.build([path], settings=settings)
    took = time.process_time() - began
    for one in built.report.diagnostics:
        if one.code == rules.INTERNAL_ERROR.code:
            read_page(page_at(one.span.path, [path]), pipeline.job_of(settings), guarded=False)
            raise RuntimeError("an internal error that comes once")
    return built, took


def _written(build: Build) -> Iterator[str]:
    """Hold what is written, and where the findings are, against the promises."""
    yield from _places(build.report)
    if not build.valid:
        yield "invalid: " + next(one.message for one in build.report.diagnostics if one.code.startswith("DG9"))
    yield from _alike(build)


def _reports(report: Report) -> Iterator[str]:
    """Reports hold no character that a terminal or a browser acts on, and those made for programs can be read."""
    for name, render in REPORTERS.items():
        if _CONTROLS.search(text := render(report)):
            yield f"the report {name} holds a control character"
        if name in ("json", "sarif", "gitlab"):
            json.loads(text)
        elif name == "junit":
            ElementTree.fromstring(text)


def _places(report: Report) -> Iterator[str]:
    """Each span is a stretch of its source."""
    for one in report.diagnostics:
        source = report.sources.get(one.span.path)
        if source is not None and not 0 <= one.span.start <= one.span.end <= len(source.text):
            yield f"the span of {one.code} is outside its page"
        for edit in one.fix.edits if one.fix else ():
            held = report.sources.get(edit.span.path)
            if held is not None and not 0 <= edit.span.start <= edit.span.end <= len(held.text):
                yield f"an edit of {one.code} is outside its page"


def _alike(build: Build) -> Iterator[str]:
    """YAML and JSON hold the document."""
    content = build.document.content
    if not build.written:
        return
    if json.loads(serialize.to_json(content)) != content:
        yield "JSON holds another document"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    if yaml.load(build.written, Loader=loader) != content:
        yield "YAML holds another document"


def _settles(path: Path, data: bytes, settings: Settings, report: Report) -> Iterator[str]:
    """Safe fixes come to an end, and the page then says what it said."""
    text = data
    for _ in range(_PASSES):
        edits = fixes.edits(report.diagnostics)
        new = fixes.apply(text, edits)
        if new == text or not fixes.says_the_same(decode("", text).text, decode("", new).text):
            return  # nothing is left to fix, or the command line would leave the page alone
        text = new
        path.write_bytes(text)
        report = docgen.lint([path.parent], settings=settings)
    if fixes.apply(text, fixes.edits(report.diagnostics)) != text:
        yield "fixes do not settle"


def broken_toml(text: str, *, own_dialect: bool) -> list[str]:
    """Return which promises a dialect or settings break: they are read, or refused with a message."""
    began = time.process_time()
    try:
        if own_dialect:
            dialects.read_own("team.toml", DialectFile.parse("team.toml", text))
        else:
            import tomllib

            parse(tomllib.loads(text), "docgen.toml")
    except (DocgenError, DialectError):
        pass
    except ValueError as error:
        if own_dialect:
            return [_raised(error)]
    except Exception as error:
        return [_raised(error)]
    return [f"slow: more than {SLOWEST:g} s"] if time.process_time() - began > SLOWEST else []


def _raised(error: Exception) -> str:
    """Return an exception with the innermost line of the package that it passed, and the innermost of all."""
    frames = traceback.extract_tb(error.__traceback__)
    inner = [one for one in frames if "/docgen/" in one.filename.replace("\\", "/")] or frames
    places = dict.fromkeys(f"{Path(one.filename).name}:{one.lineno}" for one in (inner[-1], frames[-1]))
    return f"{type(error).__name__} at {' '.join(places)}: {str(error)[:100]}"
