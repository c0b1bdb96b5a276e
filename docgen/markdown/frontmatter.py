"""Reads the YAML front matter of a page: its keys and values, each value with its span."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple, cast

import frontmatter
import msgspec
import yaml
from frontmatter.default_handlers import YAMLHandler

from docgen import rules
from docgen.diagnostic import Diagnostic
from docgen.markdown.page import MAX_FRONT_MATTER, Entry, FrontMatter, Matter
from docgen.source import Span

_OPENING = re.compile(r"\s*(?P<dashes>---)(?P<blanks>[ \t]*)(?:\n|\Z)")
_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)
_KEY_LINE = re.compile(r"([A-Za-z_@][\w.@-]*)[ \t]*:(?:[ \t]++(.*))?\Z")
_CONTINUATION = re.compile(r"[ \t]+\S|-[ \t]")
_MAX_DEPTH = 50  # events come one by one, so that deeper lists cost nothing
_HEADING = re.compile(r"^#{1,6} \S", re.MULTILINE)
# A line with a key and a value that YAML reads as it is written: in double quotes without an escape, or a word or more
# that nothing in YAML gives a meaning.
_PLAIN = re.compile(
    r"\n(?P<key>[A-Za-z_][A-Za-z0-9_.-]*): "
    r"(?P<value>\"(?P<quoted>[^\"\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\uffff]*)\"|[A-Za-z0-9][ !\"$-9;-~]*)(?=\n|\Z)"
)


class _Value(NamedTuple):
    """A scalar as it is written, "" for a list or mapping, and its offsets in the block."""

    text: str
    start: int
    end: int


class _Problem(Exception):
    """Why a block cannot be read, and at which of its characters."""

    def __init__(self, reason: str, offset: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.offset = offset


class _Handler(YAMLHandler):
    """Loads a block as values with their places, where the library gives Python objects without."""

    def load(self, fm: str, **_options: object) -> dict[str, _Value]:
        """Return the value of each key, by the events of the YAML parser: nothing is constructed or expanded.

        Raises yaml.YAMLError or _Problem for a block that is no mapping of texts.
        """
        if plain := _plain(fm):
            return plain
        values: dict[str, _Value] = {}
        key: yaml.Event | None = None
        for first, last in _nodes(yaml.parse(fm, Loader=yaml.CSafeLoader)):
            if key is None:
                key = first
                continue
            if not isinstance(key, yaml.ScalarEvent):
                raise _Problem("a key is not plain text", _begin(key))
            if key.value == "<<":
                raise _Problem("aliases are not supported", _begin(key))
            if key.value in values:
                raise _Problem(f"the key {key.value} is there twice", _begin(key))
            text = first.value.strip() if isinstance(first, yaml.ScalarEvent) else ""
            values[key.value] = _Value(text, _begin(first), _end(last))
            key = None
        return values


_HANDLER = _Handler(fm_boundary=_BOUNDARY)


def read(path: str, text: str) -> Matter:
    """Return the front matter of a page; it must be the first thing on it.

    Where the block is not closed, it ends with the last line that looks like YAML. Where it is no valid YAML, the
    entries are those that stand on one line each. Both leave a finding.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return Matter(None)
    first, start = opening.start("dashes"), opening.end("blanks")
    closing = _BOUNDARY.search(text, start)
    if closing is None:
        return _unclosed(path, text, opening)
    end = closing.end()
    matter = _matter(path, text, first, end, text[first:end], start)
    if matter.diagnostics and _HEADING.search(text, start, end):
        return _unclosed(path, text, opening)  # what closes it is a thematic break further down the page
    return matter


def _unclosed(path: str, text: str, opening: re.Match[str]) -> Matter:
    """Take the lines that look like YAML; when there is none, the dashes are a thematic break and no front matter."""
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
    found = rules.UNCLOSED_FRONT_MATTER.at(Span(path, first, first + 3))
    matter = _matter(path, text, first, end, f"---\n{text[start:end]}\n---", start - 1)
    return msgspec.structs.replace(matter, diagnostics=(found, *matter.diagnostics))


def _matter(path: str, text: str, first: int, end: int, head: str, start: int) -> Matter:
    """Return the front matter from one offset of a page to another.

    ``head`` is the block between its dashes, ``start`` the offset of the block.
    """
    diagnostics: tuple[Diagnostic, ...] = ()
    try:
        entries = tuple(
            Entry(key, value.text, Span(path, start + value.start, start + value.end))
            for key, value in _values(head).items()
        )
    except _Problem as problem:
        entries = _recovered(path, head, start)
        at = min(start + problem.offset, len(text))
        stop = text.find("\n", at)
        span = Span(path, at, len(text) if stop < 0 else stop)
        diagnostics = (rules.INVALID_FRONT_MATTER.at(span, problem=problem.reason),)
    return Matter(FrontMatter(entries, Span(path, first, end)), text.count("\n", 0, end) + 1, diagnostics)


@lru_cache(maxsize=256)
def _values(head: str) -> Mapping[str, _Value]:
    """Return the values of a head by their keys: generated pages share theirs.

    Raises _Problem for one that cannot be read.
    """
    if len(head) > MAX_FRONT_MATTER:
        raise _Problem("it is larger than 64 KiB", 1)
    try:
        return cast(Mapping[str, _Value], frontmatter.parse(head, handler=_HANDLER)[0])
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = str(error.problem or error.context)
        if mark and "nesting depth" in problem:
            # Since 0.2.6 libyaml has a limit too, and meets it while it reads ahead: what is before says where ours is.
            return _values(f"---{_HANDLER.split(head)[0][: mark.index]}\n---")
        raise _Problem(problem, mark.index if mark else 1) from error
    except yaml.reader.ReaderError as error:
        # libyaml counts bytes here
        block = _HANDLER.split(head)[0]
        offset = len(block.encode("utf-8", "replace")[: error.position].decode("utf-8", "ignore"))
        raise _Problem("a character is not allowed", offset) from error
    except yaml.YAMLError as error:
        raise _Problem(str(error), 1) from error
    except UnicodeEncodeError as error:
        raise _Problem("a character is not allowed", error.start) from error


def _plain(block: str) -> dict[str, _Value] | None:
    """Return the values of a block that holds nothing but plain lines, as those of most pages do; None for any other.

    To read them takes a third of the time that the YAML parser does.
    """
    values: dict[str, _Value] = {}
    at = 0
    while line := _PLAIN.match(block, at):
        key, written, quoted = line.groups()
        if key in values:
            return None
        start = line.start("value")
        if quoted is None:
            written = quoted = written.rstrip(" ")
        values[key] = _Value(quoted.strip(), start, start + len(written))
        at = line.end()
    return values if block[at:] == "\n" else None


def _nodes(events: Iterator[yaml.Event]) -> Iterator[tuple[yaml.Event, yaml.Event]]:
    """Yield the first and the last event of each key and each value of the outermost mapping."""
    depth = 0
    first: yaml.Event | None = None
    for event in events:
        if depth == 1 and isinstance(event, yaml.ScalarEvent):  # most are
            yield event, event
            continue
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
        if isinstance(event, yaml.CollectionStartEvent) and depth == 2:
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


def _recovered(path: str, head: str, start: int) -> tuple[Entry, ...]:
    """Return the entries that stand on one line each, of a block that is no valid YAML."""
    entries = []
    if len(head) <= MAX_FRONT_MATTER:
        for line in _HANDLER.split(head)[0].split("\n"):
            match = _KEY_LINE.match(line)
            if match:
                raw = (match[2] or "").rstrip()
                at = start + match.start(2) if raw else start + match.end(1) + 1
                value = raw[1:-1] if len(raw) > 1 and raw[0] == raw[-1] and raw[0] in "\"'" else raw
                entries.append(Entry(match[1], value.strip(), Span(path, at, at + len(raw))))
            start += len(line) + 1
    return tuple(entries)
