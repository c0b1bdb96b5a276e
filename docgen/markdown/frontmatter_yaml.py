"""Front matter that is more than plain pairs goes in with its page; what YAML makes of it, and findings, come out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml
from frontmatter.default_handlers import YAMLHandler

from docgen import rules
from docgen.diagnostic import Diagnostic
from docgen.markdown.page import MAX_FRONT_MATTER, Entry, FrontMatter, Matter
from docgen.source import Span

_MAX_DEPTH = 50  # events come one by one, so that deeper lists cost nothing
_KEY_LINE = re.compile(r"([A-Za-z_@][\w.@-]*)[ \t]*:(?:[ \t]+(.*))?\Z")
_CONTINUATION = re.compile(r"[ \t]+\S|-[ \t]")
_HEADING = re.compile(r"^#{1,6} \S", re.MULTILINE)


class _Handler(YAMLHandler):
    """Finds the block as the library does, but without touching the rest of the page."""

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)

    def split(self, text: str) -> tuple[str, str]:
        """Return the block and everything behind it; ValueError when it is never closed."""
        _, block, body = re.split(self.FM_BOUNDARY, text, maxsplit=2)
        return block, body


class _Problem(Exception):
    """Why a block cannot be read, and at which of its characters."""

    def __init__(self, reason: str, offset: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.offset = offset


_HANDLER = _Handler()


def read(path: str, text: str, opening: re.Match[str]) -> Matter:
    """Return the front matter of a page, given the dashes that open it."""
    first = opening.start("dashes")
    try:
        block, body = _HANDLER.split(text[first:])
    except ValueError:
        return _unclosed(path, text, opening)
    start = first + 3 + len(opening["blanks"])
    end = len(text) - len(body)
    diagnostics: tuple[Diagnostic, ...] = ()
    try:
        entries = _entries(path, block, start)
    except _Problem as problem:
        if _HEADING.search(block):
            return _unclosed(path, text, opening)
        entries = _recovered(path, block, start)
        diagnostics = (_invalid(path, text, start, problem),)
    matter = FrontMatter(entries, Span(path, first, end))
    return Matter(matter, text.count("\n", 0, end) + 1, diagnostics)


def _unclosed(path: str, text: str, opening: re.Match[str]) -> Matter:
    """Take the lines that look like YAML; when there is none, the dashes are a rule and no front matter."""
    start = position = end = opening.end()
    while position < len(text):
        stop = text.find("\n", position)
        stop = len(text) if stop < 0 else stop
        line = text[position:stop]
        if _KEY_LINE.match(line) or (_CONTINUATION.match(line) and end > start):
            end = stop
        elif line.strip():
            break
        position = stop + 1
    if end == start:
        return Matter(None)
    first = opening.start("dashes")
    block = text[start:end]
    diagnostics = [rules.UNCLOSED_FRONT_MATTER.at(Span(path, first, first + 3))]
    try:
        entries = _entries(path, block, start)
    except _Problem as problem:
        entries = _recovered(path, block, start)
        diagnostics.append(_invalid(path, text, start, problem))
    matter = FrontMatter(entries, Span(path, first, end))
    return Matter(matter, text.count("\n", 0, end) + 1, tuple(diagnostics))


def _invalid(path: str, text: str, start: int, problem: _Problem) -> Diagnostic:
    at = min(start + problem.offset, len(text))
    stop = text.find("\n", at)
    span = Span(path, at, len(text) if stop < 0 else stop)
    return rules.INVALID_FRONT_MATTER.at(span, problem=problem.reason)


def _entries(path: str, block: str, start: int) -> tuple[Entry, ...]:
    """Return keys and values of a block by the events of the YAML parser: nothing is constructed or expanded."""
    if len(block) > MAX_FRONT_MATTER:
        raise _Problem("it is larger than 64 KiB", 1)
    try:
        return _pairs(path, start, yaml.parse(block, Loader=yaml.CSafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = str(error.problem or error.context)
        if mark and "nesting depth" in problem:
            # Since 0.2.6 libyaml has a limit too, and meets it while it reads ahead: what is before says where ours is.
            return _entries(path, block[: mark.index], start)
        raise _Problem(problem, mark.index if mark else 1) from error
    except yaml.reader.ReaderError as error:
        # libyaml counts bytes here
        offset = len(block.encode("utf-8", "replace")[: error.position].decode("utf-8", "ignore"))
        raise _Problem("a character is not allowed", offset) from error
    except yaml.YAMLError as error:
        raise _Problem(str(error), 1) from error
    except UnicodeEncodeError as error:
        raise _Problem("a character is not allowed", error.start) from error


def _pairs(path: str, start: int, events: Iterator[yaml.Event]) -> tuple[Entry, ...]:
    """Return the pairs of the outermost mapping."""
    entries = []
    key: yaml.Event | None = None
    for first, last in _nodes(events):
        if key is None:
            key = first
            continue
        if not isinstance(key, yaml.ScalarEvent):
            raise _Problem("a key is not plain text", _begin(key))
        if key.value == "<<":
            raise _Problem("aliases are not supported", _begin(key))
        value = first.value.strip() if isinstance(first, yaml.ScalarEvent) else ""
        key_span = Span(path, start + _begin(key), start + _end(key))
        entries.append(Entry(key.value, value, key_span, Span(path, start + _begin(first), start + _end(last))))
        key = None
    return tuple(entries)


def _nodes(events: Iterator[yaml.Event]) -> Iterator[tuple[yaml.Event, yaml.Event]]:
    """Yield the first and the last event of each key and each value of the outermost mapping."""
    depth = 0
    first: yaml.Event | None = None
    for event in events:
        if isinstance(event, yaml.AliasEvent):
            raise _Problem("aliases are not supported", _begin(event))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _MAX_DEPTH:
                raise _Problem("it is nested too deeply", _begin(event))
        if not isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            continue
        if depth == (1 if isinstance(event, yaml.CollectionStartEvent) else 0) and not _is_mapping(event):
            raise _Problem("it is not a mapping", _begin(event))
        if isinstance(event, yaml.ScalarEvent) and depth == 1:
            yield event, event
        elif isinstance(event, yaml.CollectionStartEvent) and depth == 2:
            first = event
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            if depth == 1 and first is not None:
                yield first, event


def _is_mapping(event: yaml.Event) -> bool:
    """Return whether an outermost event belongs to a mapping, or to an empty block."""
    return isinstance(event, yaml.MappingStartEvent) or (isinstance(event, yaml.ScalarEvent) and not event.value)


def _begin(event: yaml.Event) -> int:
    return event.start_mark.index if event.start_mark else 0


def _end(event: yaml.Event) -> int:
    return event.end_mark.index if event.end_mark else 0


def _recovered(path: str, block: str, start: int) -> tuple[Entry, ...]:
    """Return the entries that stand on one line each, of a block that is no valid YAML."""
    entries = []
    if len(block) <= MAX_FRONT_MATTER:
        for line in block.split("\n"):
            match = _KEY_LINE.match(line)
            if match:
                raw = (match[2] or "").rstrip()
                at = start + match.start(2) if raw else start + match.end(1) + 1
                value = raw[1:-1] if len(raw) > 1 and raw[0] == raw[-1] and raw[0] in "\"'" else raw
                key_span = Span(path, start, start + match.end(1))
                entries.append(Entry(match[1], value.strip(), key_span, Span(path, at, at + len(raw))))
            start += len(line) + 1
    return tuple(entries)
