"""Names operations: as their pages do, else by verb and resource, short enough for tools and each unlike the others."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import Literal

import msgspec

from docgen.dialects import Urls
from docgen.model.api import Array, Collection, Object, One, Operation, Response, Sample, Shape
from docgen.model.plurals import CAMEL, one_of
from docgen.names import folded, unique_name

Style = Literal["resource", "path", "page"]

LONGEST = 64  # what function calling of language models allows
_WORD = re.compile(r"[A-Za-z0-9]+")
_PARAMETER = re.compile(r"\{([^{}]*)\}")
_VERBS = {"patch": "update", "put": "set"}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class _Named(msgspec.Struct):
    """An operation with what it is called now, and what else it may be called, the best first.

    ``keeps`` tells that its page calls it so.
    """

    operation: Operation
    name: str
    others: Iterator[str]
    keeps: bool

    def move(self) -> bool:
        """Take the next name; tell whether there is one."""
        name = next(self.others, "")
        if name:
            self.name, self.keeps = name, False
        return bool(name)


def identify(operations: Sequence[Operation], style: Style, urls: Urls) -> tuple[Operation, ...]:
    """Return the operations with identifiers that differ in more than letter case and punctuation.

    What its page calls an operation counts first. Of names that are made those that are equal become longer, all of
    them: so the order of pages decides nothing, and a new page changes no others.
    """
    found = [_named(one, style, urls) for one in operations]
    while True:
        groups: dict[str, list[_Named]] = defaultdict(list)
        for each in found:
            groups[folded(each.name)].append(each)
        moving = [each for group in groups.values() if len(group) > 1 for each in _moving(group)]
        if not sum(each.move() for each in moving):  # all of them, at once
            break
    return tuple(_written(found))


def _written(found: Sequence[_Named]) -> Iterator[Operation]:
    taken: set[str] = set()
    for each in found:
        name = unique_name(each.name, taken, separator="")
        taken.add(folded(name))
        yield each.operation if name == each.operation.id else msgspec.structs.replace(each.operation, id=name)


def _moving(group: Sequence[_Named]) -> Iterator[_Named]:
    """Yield those of equal names that take their next one: all, but for the only one whose page gave it the name."""
    kept = [each for each in group if each.keeps]
    yield from (each for each in group if not (len(kept) == 1 and each.keeps))


def _named(operation: Operation, style: Style, urls: Urls) -> _Named:
    made = {"resource": _by_resource, "path": _by_path, "page": _by_page}[style]
    stated = (operation.id,) if operation.id and style != "path" and len(operation.id) <= LONGEST else ()
    names = chain(stated, made(operation, urls))
    return _Named(operation, next(names), names, bool(stated))


def _by_page(operation: Operation, urls: Urls) -> Iterator[str]:
    """Yield what the title of its page says of an operation, then the names by verb and resource."""
    title = _camel(operation.summary)
    if 1 < len(title) <= LONGEST and title[0].isalpha():
        yield title[0].lower() + title[1:]
    yield from _by_resource(operation, urls)


def _by_path(operation: Operation, _urls: Urls) -> Iterator[str]:
    """Yield the method and the path with its parameters; then without, and with a hash."""
    parts = list(map(_segment, operation.path.strip("/").split("/")))
    full = operation.method + "".join([named for _, named in parts])
    if len(full) <= LONGEST:
        yield full
    yield from _hashed(operation.method, [plain for plain, _ in parts], operation)


def _by_resource(operation: Operation, urls: Urls) -> Iterator[str]:
    """Yield a verb and the words of the path; then with the parameters, with other words left out, and with a hash."""
    segments = operation.path.strip("/").split("/")
    one = _is_one(operation, segments)
    verb = _verb(operation, urls, one=one)
    plain, named = [], []
    for segment, after in pairwise((*segments, "{}" if one else "")):
        words, parameters = _segment(_without_namespace(segment, urls))
        words = one_of(words, urls) if after.startswith("{") else words
        plain.append(words)
        named.append(f"{words}{parameters[len(_segment(segment)[0]) :]}" if parameters else words)
    called = next(filter(None, reversed(plain)), "")
    prefix = "" if called.lower().startswith(verb) and called[len(verb) : len(verb) + 1].isupper() else verb
    yield from _fitted(prefix, plain)
    yield from _fitted(prefix, named)
    yield from _fitted(prefix, plain, kept=0)
    yield from _hashed(verb, plain, operation)


def is_call(operation: Operation, urls: Urls) -> bool:
    """Tell whether a path ends with the name of a function or action, and not of a resource."""
    last = operation.path.rpartition("/")[2]
    if "(" in last:
        return True
    made = operation.method == "post" and not _creates(operation)
    return urls.calls and made and operation.path.count("/") > 1 and not last.startswith(("{", "$"))


def _is_one(operation: Operation, segments: Sequence[str]) -> bool:
    """Tell whether an operation is about one of what its path names last."""
    return segments[-1].startswith("{") or (operation.method == "post" and _creates(operation))


def _verb(operation: Operation, urls: Urls, *, one: bool) -> str:
    """Return the verb of an operation, "" for an action that its path calls by name."""
    if operation.method == "get":
        return "list" if not one and any(map(_is_many, _shapes(operation))) else "get"
    if operation.method != "post":
        return _VERBS.get(operation.method, operation.method)
    if is_call(operation, urls):
        return ""
    return "create" if _creates(operation) or operation.path.rpartition("/")[2].startswith("$") else "post"


def _shapes(operation: Operation) -> Iterator[Shape]:
    """Yield the bodies of success."""
    for response in _successes(operation):
        yield from (content.shape for content in response.content)


def _successes(operation: Operation) -> Iterator[Response]:
    return (response for response in operation.responses if 200 <= response.status < 300)


def _is_many(shape: Shape) -> bool:
    if isinstance(shape, Sample):
        return isinstance(shape.value, list)
    return isinstance(shape, Collection | Array) or (isinstance(shape, Object) and shape.many)


def _creates(operation: Operation) -> bool:
    """Tell whether a POST makes what it answers with: it says so, or is sent what it answers with."""
    if any(response.status == 201 for response in operation.responses):
        return True
    contents = operation.body.content if operation.body else ()
    sent = [content.shape.types for content in contents if isinstance(content.shape, One)]
    return any(isinstance(shape, One) and shape.types in sent for shape in _shapes(operation))


def _without_namespace(segment: str, urls: Urls) -> str:
    """Return a segment without the namespace of the type or call that it names."""
    named = (segment.removeprefix(f"{one}.") for one in urls.namespaces)
    return next((rest for rest in named if rest != segment), segment)


@lru_cache(maxsize=4096)
def _segment(segment: str) -> tuple[str, str]:
    """Return the words of a segment without its parameters, and with them."""
    words = _camel(_PARAMETER.sub(" ", segment.partition("(")[0]))
    names = _PARAMETER.findall(segment)
    return words, f"{words}By{'And'.join(map(_camel, names))}" if names else words


def _camel(text: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in _WORD.findall(text))


def _fitted(verb: str, parts: Sequence[str], *, kept: int = 1) -> Iterator[str]:
    """Yield a name of a verb and words: of too many words the last that fit, behind those that are kept."""
    words = CAMEL.findall("".join(parts))
    while len(words) > kept + 1 and len(verb) + sum(map(len, words)) > LONGEST:
        del words[kept]
    name = "".join((verb, *words)) or "root"
    name = name[0].lower() + name[1:]
    if len(name) <= LONGEST and name[0].isalpha():
        yield name


def _hashed(verb: str, words: Sequence[str], operation: Operation) -> Iterator[str]:
    """Yield a name that ends in letters made of method and path, so that no other operation has it."""
    digest = hashlib.sha256(f"{operation.method} {operation.path}".encode()).digest()[:6]
    letters = "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest).capitalize()
    name = "".join((verb or operation.method, *words))
    yield f"{name[: LONGEST - len(letters)]}{letters}"
