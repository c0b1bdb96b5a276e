"""What holds of every page, whatever it says; each broken promise is one line."""

from __future__ import annotations

import json
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

import yaml

import docgen
from docgen import dialects, rules
from docgen.dialects.layers import DialectError, DialectFile
from docgen.errors import DocgenError
from docgen.files import page_at
from docgen.findings import fixes
from docgen.openapi import serialize
from docgen.run.pages import Job, read_page
from docgen.run.pipeline import Build, Report
from docgen.settings import Settings, parse
from docgen.source import decode

SLOWEST = 1.0  # seconds of processor time a page
_PASSES = 5
_FORMS = (
    Settings(jobs=1),
    Settings(jobs=1, openapi="3.1.1", discriminator=True, navigation=False),
    Settings(jobs=1, profile="graph", validate="full"),
)


def broken(data: bytes, folder: Path, form: int = 0, *, slowest: float = SLOWEST) -> list[str]:
    """Return which promises a page breaks, read in an empty folder; an exception ends with its last line of code."""
    path = folder / "page.md"
    path.write_bytes(data)
    try:
        return list(_broken(path, data, _FORMS[form % len(_FORMS)], slowest))
    except Exception as error:
        return [_raised(error)]


def _broken(path: Path, data: bytes, settings: Settings, slowest: float) -> Iterator[str]:
    began = time.process_time()
    first = docgen.build([path.parent], settings=settings)
    took = time.process_time() - began
    if any(one.code == rules.INTERNAL_ERROR.code for one in first.report.diagnostics):
        read_page(page_at(path, []), Job(settings, path.parent), guarded=False)
        yield "an internal error that comes once"
        return
    if took > slowest:
        yield f"slow: more than {slowest:g} s"
    yield from _places(first.report)
    if not first.valid:
        yield "invalid: " + next(one.message for one in first.report.diagnostics if one.code.startswith("DG9"))
    second = docgen.build([path.parent], settings=settings)
    if second.written != first.written or second.report.diagnostics != first.report.diagnostics:
        yield "a second time gives something else"
    yield from _alike(first)
    yield from _settles(path, data, settings, first.report)


def read(path: Path) -> Build:
    """Build what a page by itself gives."""
    return docgen.build([path.parent], settings=_FORMS[0])


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
