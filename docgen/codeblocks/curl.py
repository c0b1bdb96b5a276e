"""Read the requests that curl commands in a code block make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote_plus

import msgspec

from docgen.codeblocks.messages import Header
from docgen.source import Span, Text

_LONGEST = 100_000  # characters of a code block
# A host before a path: with a port, an address of four numbers, or a name that ends in letters.
_HOST = re.compile(r"(?:localhost|\d+(?:\.\d+){3}|(?:[\w-]+\.)+[A-Za-z]{2,}|[\w.-]+(?=:\d))(?::\d+)?/", re.ASCII)
_COMMAND = re.compile(r"(?:^|[\s$>|;&(])curl(?:\.exe)?(?=\s)")
_ASSIGNMENT = re.compile(r"(?<![^=&\s])([^=&\s]+)=([^&]*)")
# What a shell replaces between $' and '.
_ESCAPE = re.compile(r"\\([nrt'\"\\?])")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t"}
# Options that take a value, by their letter and by their name; all others are flags.
_WITH_VALUE = frozenset("AbcCdDeEFhHKmoPQrtTuUwxXyYz")
_LONG_WITH_VALUE = frozenset(
    (
        *("abstract-unix-socket", "cacert", "cert", "cert-type", "connect-timeout", "config", "cookie", "cookie-jar"),
        *("data", "data-ascii", "data-binary", "data-raw", "data-urlencode", "dump-header", "form", "form-string"),
        *("header", "interface", "json", "key", "key-type", "limit-rate", "max-time", "oauth2-bearer", "output"),
        *("pass", "proxy", "range", "referer", "request", "resolve", "retry", "unix-socket", "upload-file", "url"),
        *("url-query", "user", "user-agent", "write-out"),
    )
)
_LONG = {
    "A": "user-agent",
    "b": "cookie",
    "d": "data",
    "F": "form",
    "G": "get",
    "H": "header",
    "I": "head",
    "T": "upload-file",
    "u": "user",
    "X": "request",
}
_DATA = frozenset(("data", "data-ascii", "data-binary", "data-raw", "data-urlencode", "json"))


class Field(msgspec.Struct, frozen=True, gc=False):
    """A named value that a command sends; ``is_file`` tells one that is read from a file."""

    name: str
    value: str
    span: Span
    is_file: bool = False


class Command(msgspec.Struct, frozen=True, gc=False):
    """The request of one command.

    ``method`` is as stated, else what the options imply. ``address`` is the URL as written, its query kept. ``query``
    are the values that options add to it. ``body`` is what is sent where that is no list of fields, None where
    nothing is sent or a file is; ``form`` are fields sent as ``multipart/form-data``, ``fields`` those sent as
    ``application/x-www-form-urlencoded``. ``has_user`` tells that a name and password are sent.
    """

    method: str
    address: str
    span: Span
    headers: tuple[Header, ...] = ()
    query: tuple[Field, ...] = ()
    body: Text | None = None
    fields: tuple[Field, ...] = ()
    form: tuple[Field, ...] = ()
    has_user: bool = False

    @property
    def target(self) -> str:
        """Return the URL with the query that options add to it."""
        added = "&".join(f"{field.name}={field.value}" for field in self.query)
        address = f"http://{self.address}" if _HOST.match(self.address) else self.address  # as curl does
        return f"{address}{'&' if '?' in address else '?'}{added}" if added else address

    @property
    def media(self) -> str:
        """Return the media type of what is sent, as a header or the options tell it, "" where nothing does."""
        implied = "multipart/form-data" if self.form else "application/x-www-form-urlencoded" if self.fields else ""
        return self.header("Content-Type") or implied

    def header(self, name: str) -> str:
        """Return the value of a header, letter case ignored, or ""."""
        folded = name.lower()
        return next((one.value for one in self.headers if one.name.lower() == folded), "")


class _Word(msgspec.Struct, frozen=True, gc=False):
    """A word of a command: its value without quotes, and where it stands; ``inner`` is the value in one piece."""

    value: str
    start: int
    end: int
    inner: tuple[int, int] | None = None


def read_commands(text: Text) -> tuple[Command, ...]:
    """Return the requests of all curl commands in a block, in the order written; one without an address is none."""
    value = text.value[:_LONGEST]
    if "curl" not in value:
        return ()
    found = []
    end = 0
    for match in _COMMAND.finditer(value):
        if match.start() < end or _is_comment(value, match.start()):
            continue
        words = list(_words(value, match.end()))
        end = words[-1].end if words else match.end()
        command = _command(words, match.end() - len("curl"), text)
        if command is not None:
            found.append(command)
    return tuple(found)


def _is_comment(value: str, at: int) -> bool:
    line = value.rfind("\n", 0, at + 1) + 1
    return value[line:at].lstrip().startswith("#")


def _words(value: str, at: int) -> Iterator[_Word]:
    """Yield the words of a command up to the end of its last line, or to a pipe, a redirect or the next command."""
    end = len(value)
    while at < end:
        char = value[at]
        if char in "\\^`" and (after := _line_end(value, at + 1)):
            at = after
        elif char == "\n":
            following = value[at + 1 :].lstrip(" \t")
            if not following.startswith("-") or following.startswith("---"):
                return  # a line that begins with an option goes on, although its continuation mark was forgotten
            at += 1
        elif char in " \t\r\xa0":
            at += 1
        elif char in "|;<>)" or (char == "&" and value[at + 1 : at + 2] in ("&", "", " ", "\n")) or char == "#":
            return
        else:
            word = _word(value, at)
            yield word
            at = word.end


def _line_end(value: str, at: int) -> int:
    """Return the begin of the next line when nothing but blanks stands before it, else 0."""
    stop = value.find("\n", at)
    if stop < 0:
        return len(value) if not value[at:].strip() else 0
    return stop + 1 if not value[at:stop].strip() else 0


def _word(value: str, start: int) -> _Word:
    at, end = start, len(value)
    parts: list[str] = []
    pieces: list[tuple[int, int]] = []
    while at < end:
        char = value[at]
        if char in " \t\r\n\xa0;|":
            break
        if char == "<" and value[start] != "<" and not parts:
            break
        is_escaped = value.startswith("$'", at)
        if char in "'\"" or is_escaped:
            begin = at + 1 + is_escaped
            quote = value[begin - 1]
            at = _closing(value, begin, quote, escapes=is_escaped or quote == '"')
            inner = value[begin:at]
            if is_escaped:
                inner = _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), inner)
            parts.append(re.sub(r'\\(["\\$`\n])', r"\1", inner) if quote == '"' else inner)
            pieces.append((begin, at))
            at = min(at + 1, end)  # one that is never closed has no mark behind it
        elif char == "\\" and at + 1 < end:
            if _line_end(value, at + 1):
                break
            parts.append(value[at + 1])
            pieces.append((at + 1, at + 2))
            at += 2
        else:
            begin = at
            while at < end and value[at] not in " \t\r\n\xa0;|'\"\\":
                at += 1
            parts.append(value[begin:at])
            pieces.append((begin, at))
    return _Word("".join(parts), start, max(at, start + 1), pieces[0] if len(pieces) == 1 else None)


def _closing(value: str, at: int, quote: str, *, escapes: bool) -> int:
    """Return where a quoted text ends; one that is never closed ends with the block."""
    while at < len(value):
        if value[at] == "\\" and escapes:
            at += 2
        elif value[at] == quote:
            return at
        else:
            at += 1
    return len(value)


class _Options:
    """What the words of a command say, taken together."""

    def __init__(self) -> None:
        self.addresses: list[_Word] = []
        self.given: dict[str, list[_Word]] = {}
        self.flags: set[str] = set()

    def add(self, name: str, word: _Word) -> None:
        if name == "url":
            self.addresses.append(word)
        else:
            self.given.setdefault(name, []).append(word)


def _options(words: Sequence[_Word]) -> _Options:
    found = _Options()
    index = 0
    while index < len(words):
        word = words[index]
        index += 1
        if word.value.startswith("--") and len(word.value) > 2:
            name, separator, rest = word.value[2:].partition("=")
            if name not in _LONG_WITH_VALUE:
                found.flags.add(name)
            elif separator:
                found.add(name, _rest(word, len(word.value) - len(rest)))
            elif index < len(words):
                found.add(name, words[index])
                index += 1
        elif word.value.startswith("-") and len(word.value) > 1:
            letters = word.value[1:]
            place = next((n for n, letter in enumerate(letters) if letter in _WITH_VALUE), -1)
            found.flags.update(_LONG.get(letter, letter) for letter in (letters if place < 0 else letters[:place]))
            if place < 0:
                continue
            name = _LONG.get(letters[place], letters[place])
            if place + 1 < len(letters):
                found.add(name, _rest(word, place + 2))
            elif index < len(words):
                found.add(name, words[index])
                index += 1
        else:
            found.addresses.append(word)
    return found


def _rest(word: _Word, skip: int) -> _Word:
    """Return the value that is glued to an option."""
    inner = word.inner
    glued = (inner[0] + skip, inner[1]) if inner and inner[0] == word.start else None
    return _Word(word.value[skip:], word.start, word.end, glued)


def _command(words: Sequence[_Word], start: int, text: Text) -> Command | None:
    options = _options(words)
    address = next((w for w in options.addresses if _is_address(w.value)), None)
    if address is None:
        return None
    given = options.given
    data = [(name, word) for name in given if name in _DATA for word in given[name]]
    data.sort(key=lambda pair: pair[1].start)
    form = tuple(_field(w, text) for w in (*given.get("form", ()), *given.get("form-string", ())))
    sent = tuple(f for name, word in data for f in _fields(name, word, text))
    in_query = "get" in options.flags
    stated = given.get("request", ())
    body = None if in_query else next((b for b in (_body(word, text) for _, word in data) if b is not None), None)
    query = sent if in_query else ()
    headers = tuple(h for h in (_header(w, text) for w in given.get("header", ())) if h)
    return Command(
        method=stated[-1].value.upper() if stated else _implied(options, has_data=bool(data), has_form=bool(form)),
        address=address.value,
        span=text.at(start, max([w.end for w in words], default=start)),
        headers=headers,
        query=(*query, *(f for w in given.get("url-query", ()) for f in _fields("data", w, text))),
        body=body,
        fields=() if in_query or body is not None else sent,
        form=form,
        has_user="user" in given,
    )


def _is_address(value: str) -> bool:
    return bool(re.match(r"https?://|[\w.{$<-]*[./:}>]|/", value, re.IGNORECASE)) and value not in (".", "-")


def _implied(options: _Options, *, has_data: bool, has_form: bool) -> str:
    """Return the method that curl uses where none is stated."""
    if "head" in options.flags:
        return "HEAD"
    if "upload-file" in options.given:
        return "PUT"
    return "POST" if (has_data or has_form) and "get" not in options.flags else "GET"


def _header(word: _Word, text: Text) -> Header | None:
    name, separator, value = word.value.partition(":")
    return Header(name.strip(), value.strip(), text.at(word.start, word.end)) if separator and name.strip() else None


def _field(word: _Word, text: Text) -> Field:
    """Return a part of a form: ``name=value``, ``name=@file`` or ``name=<file``."""
    name, _, value = word.value.partition("=")
    is_file = value[:1] in ("@", "<")
    return Field(name.strip(), value[1:] if is_file else value, text.at(word.start, word.end), is_file)


def _fields(option: str, word: _Word, text: Text) -> Iterator[Field]:
    """Yield the named values of data; a text in JSON and a file have none."""
    value = word.value.strip()
    if value[:1] in ("{", "[", "@", "<", '"'):
        return
    span = text.at(word.start, word.end)
    if option == "data-urlencode":
        name, separator, rest = value.partition("=")
        if name and (separator or "@" in name):
            yield Field(name.partition("@")[0], rest, span, "@" in name)
        return
    for match in _ASSIGNMENT.finditer(value):
        yield Field(unquote_plus(match[1]), unquote_plus(match[2]), span)


def _body(word: _Word, text: Text) -> Text | None:
    """Return a text that is sent as it is, with the place of each of its characters where it stands in one piece."""
    value = word.value.lstrip()
    if value[:1] not in ("{", "["):
        return None
    if word.inner and text.value[slice(*word.inner)] == word.value:
        return text.slice(*word.inner)
    return Text(word.value, text.at(word.start, word.end))
