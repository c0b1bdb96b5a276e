"""Reports what pages lack of what the settings of a team require, and use of what they do not list."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from docgen import rules
from docgen.checks.page_view import PageView
from docgen.codeblocks.http_message import read_message
from docgen.diagnostic import Diagnostic, rewritten
from docgen.markdown import inline
from docgen.markdown.page import Paragraph, Table
from docgen.near import nearest
from docgen.outline.parts import Part
from docgen.settings import Lint
from docgen.source import Span, Text

_OPTIONAL = "?"
_CONTENT_TYPE = "content-type"


def check(view: PageView, wanted: Lint) -> Iterator[Diagnostic]:
    """Yield what one page has against the settings."""
    if view.facts.kind == "include":
        return
    listed = {
        "operation": wanted.sections.operation,
        "resource": wanted.sections.resource,
        "enum": wanted.sections.enum,
    }
    sections = listed.get(view.facts.kind, ())
    if sections:
        yield from _sections(view, sections, others=wanted.sections.others)
    if wanted.front_matter:
        yield from _front_matter(view, wanted)
    if wanted.headers or wanted.content_types:
        yield from _messages(view, wanted)
    if wanted.methods:
        yield from _methods(view, wanted.methods)
    if wanted.unfinished:
        yield from _unfinished(view, wanted.unfinished)


def _sections(view: PageView, listed: Collection[str], *, others: bool) -> Iterator[Diagnostic]:
    """Yield the sections that are missing, out of order, in other letter case, or not listed."""
    names = [name.removesuffix(_OPTIONAL).rstrip() for name in listed]
    order = {name.lower(): number for number, name in enumerate(names)}
    stated = [here for here in view.parts if here.section.level == 2]
    titles = {_title(here).lower() for here in stated}
    for name, entry in zip(names, listed, strict=True):
        if name.lower() not in titles and not entry.endswith(_OPTIONAL):
            yield rules.MISSING_SECTION.at(view.top, section=name, subject=name)
    furthest = -1
    for here in stated:
        title, place = _title(here), here.section.title.span
        number = order.get(title.lower())
        if number is None:
            if not others:
                close = _suggestion(title, names)
                known = ", ".join(names)
                yield rules.UNLISTED_SECTION.at(place, section=title, suggestion=close, known=known, subject=title)
            continue
        name = names[number]
        if name != title:
            fix = rewritten((place,), name, safe=False) if here.section.title.value == title else None
            yield rules.SECTION_LETTER_CASE.at(place, fix=fix, section=name, subject=name)
        later = [other for other in stated if other is not here and other.section.title.span > place]
        before = [one for other in later if (one := order.get(_title(other).lower(), number)) < number]
        if before and number > furthest:
            yield rules.SECTION_ORDER.at(place, section=name, other=names[max(before)], subject=name)
        furthest = max(furthest, number)


def _title(here: Part) -> str:
    return inline.plain(here.title).strip()


def _front_matter(view: PageView, wanted: Lint) -> Iterator[Diagnostic]:
    matter = view.page.front_matter
    entries = {entry.key: entry for entry in matter.entries} if matter else {}
    top = Span(matter.span.path, matter.span.start, matter.span.start + 3) if matter else Span(view.page.path, 0, 0)
    for written, values in wanted.front_matter.items():
        key = written.removesuffix(_OPTIONAL)
        entry = entries.get(key)
        if entry is None:
            if key == written:
                yield rules.MISSING_KEY.at(top, severity=rules.MISSING_SECTION.severity, key=key, subject=key)
        elif values and entry.value not in values:
            close = _suggestion(entry.value, values)
            yield rules.UNLISTED_FRONT_MATTER_VALUE.at(
                entry.value_span,
                value=repr(entry.value),
                key=key,
                suggestion=close,
                known=", ".join(values),
                subject=key,
            )


def _messages(view: PageView, wanted: Lint) -> Iterator[Diagnostic]:
    """Yield the headers of requests, and the media types of messages, that are not listed."""
    known = {name.lower() for name in wanted.headers}
    types = {name.lower() for name in wanted.content_types}
    for block in view.blocks:
        message = read_message(block.fence.text)
        for header in message.headers if message else ():
            name, media = header.name.lower(), header.value.partition(";")[0].strip().lower()
            if known and message and message.request and name not in known:
                close = _suggestion(header.name, wanted.headers)
                yield rules.UNLISTED_HEADER.at(header.span, name=header.name, suggestion=close, subject=header.name)
            if types and name == _CONTENT_TYPE and media not in types:
                close = _suggestion(media, wanted.content_types)
                yield rules.UNLISTED_CONTENT_TYPE.at(header.span, name=media, suggestion=close, subject=media)
    for operation in view.facts.operations if known else ():
        for row in operation.headers:
            if row.name.lower() not in known:
                close = _suggestion(row.name, wanted.headers)
                yield rules.UNLISTED_HEADER.at(row.name_span, name=row.name, suggestion=close, subject=row.name)


def _methods(view: PageView, listed: Collection[str]) -> Iterator[Diagnostic]:
    known = {method.upper() for method in listed}
    for operation in view.facts.operations:
        for route in operation.routes:
            if route.method.upper() not in known:
                names = ", ".join(listed)
                yield rules.UNLISTED_METHOD.at(route.span, name=route.method, known=names, subject=route.method)


def _unfinished(view: PageView, words: Collection[str]) -> Iterator[Diagnostic]:
    """Yield the marks of the team: one finding a line, in cells as such."""
    marks = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in sorted(words, key=len, reverse=True)))
    if not marks.search(view.page.text):
        return
    for entry in view.page.front_matter.entries if view.page.front_matter else ():
        if marks.search(entry.value):
            yield rules.TODO_IN_FRONT_MATTER.at(entry.value_span, key=entry.key, subject=entry.key)
    for here in view.parts:
        for block in here.section.blocks:
            if isinstance(block, Paragraph):
                for match in marks.finditer(block.text.value):
                    yield rules.TODO_IN_PROSE.at(block.text.at(match.start(), match.end()))
            elif isinstance(block, Table):
                for row in block.rows:
                    for cell in row.cells:
                        found = marks.search(cell.text)
                        if found:
                            place = Text(cell.text, cell.span).at(found.start(), found.end())
                            yield rules.TODO_IN_CELL.at(place, subject=inline.plain(row.cells[0].text))


def _suggestion(written: str, known: Collection[str]) -> str:
    folded = {one.lower(): one for one in known}
    close = nearest(written.lower(), folded)
    return f"; did you mean {folded[close]}?" if close else ""
