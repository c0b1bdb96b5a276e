"""Read API Blueprint: resources and actions in the brackets of headings, and lists whose items are keywords."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from docgen.dialects import Dialect
from docgen.markdown.page import Block, Page, Paragraph, Section
from docgen.outline import bullets, payloads
from docgen.outline.bullets import Bullet
from docgen.outline.members import Members
from docgen.outline.parts import Part
from docgen.outline.payloads import Payload
from docgen.outline.row import Row
from docgen.outline.scopes import Scope
from docgen.outline.signatures import keyword
from docgen.outline.statement import Statement
from docgen.outline.types_of_file import TypesOfFile, safe, type_part
from docgen.outline.uri_templates import Template, template
from docgen.source import Span, Text

_BRACKETS = re.compile(
    r"(?P<name>.*)\[(?P<inner>\s*(?:[A-Za-z]+(?:\s*|\s+(?:/|\{|https?://)[^\n]*)|(?:/|\{|https?://)[^\n]*))\]\s*\Z",
    re.IGNORECASE,
)
_HOST = re.compile(r"^HOST:[ \t]*(?P<address>https?://\S+)", re.MULTILINE)
_BEGIN = 2_000  # characters of a page in which its metadata stand
_ABSOLUTE = re.compile(r"https?://", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:/|\{|https?://)\S*", re.IGNORECASE)


class _Head(msgspec.Struct, frozen=True, gc=False):
    """What a heading is.

    ``kind`` is ``resource`` (a path), ``action`` (a method, with or without a path), ``group``, ``types``,
    ``unknown`` (a method that OpenAPI lacks, with a path), "" for text.
    """

    kind: str
    name: str
    method: str = ""
    path: str = ""


class Area(msgspec.Struct, frozen=True, gc=False, eq=False):
    """A section with its heading, its text, and the bullets below it."""

    section: Section
    head: _Head
    text: tuple[Block, ...]
    bullets: tuple[Bullet, ...]
    source: str

    @property
    def path(self) -> str:
        """Return the path of the file in which the section stands."""
        return self.section.title.span.path

    def of(self, meaning: str, dialect: Dialect) -> list[Bullet]:
        """Return the bullets of a keyword."""
        return [one for one in self.bullets if keyword(one.text.value, dialect)[0] == meaning]


class Blueprint(msgspec.Struct, frozen=True, gc=False):
    """The parts, scopes and requests of a page."""

    parts: tuple[Part, ...]
    scopes: tuple[Scope, ...]
    statements: tuple[Statement, ...]


@lru_cache(maxsize=2048)
def _head(title: str, dialect: Dialect) -> _Head:
    # Without the last bracket each of the others would be tried to the end of the line.
    match = _BRACKETS.match(title) if title.rstrip().endswith("]") else None
    inner = match["inner"].strip() if match else title.strip(" `")
    word, _, rest = inner.partition(" ")
    name = match["name"].strip() if match else ""
    if dialect.outline.verb_only.fullmatch(word) and (match or word.isupper()) and _ADDRESS.match(rest.strip() or "/"):
        return _Head("action", name, word.upper(), rest.strip())
    if (match and _ADDRESS.match(inner)) or (inner.startswith("/") and _ADDRESS.fullmatch(inner)):
        return _Head("resource", name, "", inner)
    if match and word.isupper() and rest.startswith("/"):
        return _Head("unknown", name, word.upper(), rest.strip())
    for kind in ("group", "types"):
        found = dialect.titles[kind].search(title.strip()) if kind in dialect.titles else None
        if found:
            return _Head(kind, found["name"].strip() if kind == "group" else title.strip())
    return _Head("", title.strip())


def read(page: Page, dialect: Dialect) -> Blueprint:
    """Return the outline of a page in API Blueprint."""
    return _Reader(page, dialect).read()


def _areas(page: Page, dialect: Dialect) -> Iterator[Area]:
    sections = list(page.root.walk())
    ends: dict[str, int] = {}
    spans: list[tuple[int, int]] = []
    for section in reversed(sections):
        path = section.title.span.path
        source = page.text_of(path)
        begin = source.rfind("\n", 0, section.title.span.start) + 1 if section.level else 0
        spans.append((section.title.span.end, ends.get(path, len(source))))
        ends[path] = begin

    def takes(text: str) -> bullets.Asset | None:
        meaning = keyword(text, dialect)[0]
        if meaning in payloads.ASSETS:
            return bullets.Asset(whole=True)
        return bullets.Asset(whole=False) if meaning in payloads.MESSAGES else None

    def names(text: str) -> bool:
        return keyword(text, dialect)[0] in payloads.SECTIONS

    for section, (start, end) in zip(sections, reversed(spans), strict=True):
        path = section.title.span.path
        source = page.text_of(path)
        found = tuple(bullets.read(source, Span(path, start, end), takes, names))
        yield Area(section, _head(section.title.value, dialect), tuple(_text(section, dialect)), found, source)


def _joined(areas: Iterable[Area], dialect: Dialect) -> list[Area]:
    """Return areas; where the keywords of an action stand below a heading in its text, both are one."""
    out: list[Area] = []
    action: int | None = None
    for area in areas:
        has_keyword = any(keyword(one.text.value, dialect)[0] in payloads.SECTIONS for one in area.bullets)
        if action is not None and has_keyword and not area.head.kind and area.path == out[action].path:
            inside = (*out[action + 1 :], area)
            text = [block for one in inside for block in (Paragraph(one.section.title), *one.text)]
            found = [bullet for one in inside for bullet in one.bullets]
            head = out[action]
            whole = msgspec.structs.replace(head, text=(*head.text, *text), bullets=(*head.bullets, *found))
            out[action:] = [whole]
            continue
        out.append(area)
        if area.head.kind:
            action = len(out) - 1 if area.head.kind == "action" else None
    return out


def _text(section: Section, dialect: Dialect) -> Iterator[Block]:
    """Yield the blocks of a section before its first keyword."""
    for block in section.blocks:
        if isinstance(block, Paragraph) and block.item and keyword(block.text.value, dialect)[0] in payloads.SECTIONS:
            return
        yield block


class _Reader:
    def __init__(self, page: Page, dialect: Dialect) -> None:
        self.dialect = dialect
        self.areas = _joined(_areas(page, dialect), dialect)
        self.types = TypesOfFile(dialect)
        self.models: dict[str, tuple[Area, Bullet]] = {}
        self.parts: list[Part] = []
        self.scopes: list[Scope] = []
        self.statements: list[Statement] = []
        self.resource: Area | None = None
        self.group: tuple[Part, ...] = ()
        host = _HOST.search(page.text[:_BEGIN])
        self.host = host["address"].rstrip("/") if host else ""

    def read(self) -> Blueprint:
        described = self._declare()
        for area in self.areas:
            if id(area) in described:
                self.parts.append(type_part(self.types, described[id(area)]))
                continue
            kind = area.head.kind
            if kind == "action" and (area.head.path or self.resource or _has_answer(area, self.dialect)):
                self._action(area)
                continue
            if kind in ("resource", "group", "types") or self._ends(area):
                self.resource = area if kind == "resource" else None
            self.parts.append(self._prose(area))
            if kind == "unknown":  # told as a request that belongs to no operation
                title = area.section.title
                stated = area.head.method, area.head.path, title.span, self.parts[-1], "heading"
                self.statements.append(Statement(*stated, title=title.value))
            if kind in ("group", "types"):
                self.group = (self.parts[-1],) if kind == "group" else ()
            if kind == "resource" and area.of("attributes", self.dialect) and area.head.name:
                self.parts.append(type_part(self.types, safe(area.head.name)))
        return Blueprint(tuple(self.parts), tuple(self.scopes), tuple(self.statements))

    def _declare(self) -> dict[int, str]:
        """Note the types and models of the page; return the names of the types by their areas."""
        out: dict[int, str] = {}
        inside = 0  # the level of the heading of the types
        for area in self.areas:
            kind = area.head.kind
            if kind == "types":
                inside = area.section.level
            elif kind in ("resource", "action", "group") or (inside and area.section.level <= inside):
                inside = 0
            elif inside and area.bullets and keyword(area.head.name, self.dialect)[0]:
                self.types.go_on(area.bullets, keyword(area.head.name, self.dialect)[0])
            elif inside:
                name = self.types.declare(area.section.title, area.bullets, area.source, area.text)
                if name:
                    out[id(area)] = name
            if kind == "resource":
                for one in area.of("model", self.dialect):
                    self.models[area.head.name.lower()] = (area, one)
                for one in area.of("attributes", self.dialect)[:1] if area.head.name else ():
                    self.types.of_resource(self._named(area), one, area.source)
        return out

    def _ends(self, area: Area) -> bool:
        """Tell whether a heading without a path ends the resource above it: one that is no deeper."""
        return self.resource is not None and bool(area.head.name) and area.section.level <= self.resource.section.level

    def _named(self, area: Area) -> Text:
        """Return the name of a section without its brackets."""
        name = area.head.name
        at = area.section.title.value.find(name) if name else 0
        return area.section.title.slice(at, at + len(name))

    def _prose(self, area: Area) -> Part:
        section = msgspec.structs.replace(area.section, title=self._named(area), blocks=area.text, sections=())
        return Part(section, "", (), inherits=False, roles=("",), own=area.text, blocks=area.text, shown=area.text)

    def _action(self, area: Area) -> None:
        """Take an action: one scope for each variant of its request and answers."""
        resource = self.resource
        path = area.head.path or (resource.head.path if resource else "")
        named = area if area.head.name or resource is None or area.head.path else resource
        text = area.text or (resource.text if resource and not area.head.path else ())
        members = self.types.members(area.source, area.path)
        asked = [found for one in area.of("request", self.dialect) if (found := payloads.said_alone(one, members))]
        text = (*text, *map(Paragraph, asked), *[Paragraph(one.text) for one in area.of("relation", self.dialect)])
        section = Section(max(2, area.section.level), self._named(named), text, ())
        head = Part(section, "", self.group, inherits=False, roles=("",), own=text, blocks=text, shown=text)
        address = template(path)
        title, host = area.section.title, "" if _ABSOLUTE.match(address.target) else self.host
        statement = Statement(
            area.head.method, address.target, title.span, head, "heading", None, section.title.value, server=host
        )
        self.statements.append(statement)
        self.parts.append(head)
        if not path:
            return  # a method without a path: told as a request that belongs to no operation
        parameters = self._parameters(area, address, head)
        variants = list(self._variants(area, head))
        for number, variant in enumerate(variants or [()]):
            parts = (head, *(parameters if not number else ()), *variant)
            self.parts.extend(parts[1:])
            self.scopes.append(Scope(head, parts, (statement,)))

    def _parameters(self, area: Area, address: Template, head: Part) -> tuple[Part, ...]:
        out = []
        own = {id(area), id(self.resource)}
        for here in (one for one in self.areas if id(one) in own):
            members = self.types.members(here.source, here.path)
            for bullet in self._of_parameters(here, inside=here is area):
                rows = [row for row in members.rows(bullet.items) if not row.depth]
                located = [address.located(row) for row in rows if here is area or self._takes(area, address, row)]
                out.append(payloads.part(head, "parameters", bullet, here.path, rows=located))
        return tuple(out)

    def _takes(self, area: Area, address: Template, row: Row) -> bool:
        """Tell whether an action takes a parameter of its resource: one of its address, or, with GET, one of none."""
        own = template(self.resource.head.path) if self.resource else address
        return address.has(row) or (area.head.method == "GET" and not own.has(row))

    def _of_parameters(self, area: Area, *, inside: bool) -> Iterator[Bullet]:
        """Yield the bullets that list parameters, also those in a request, where some put them."""
        yield from area.of("parameters", self.dialect)
        for request in area.of("request", self.dialect) if inside else ():
            for one in request.items:
                if keyword(one.text.value, self.dialect)[0] == "parameters":
                    yield one

    def _variants(self, area: Area, head: Part) -> Iterator[tuple[Part, ...]]:
        """Yield the parts of each request with its answers; of a status that is told again in a variant of its own."""
        members = self.types.members(area.source, area.path)
        shared = [payloads.of(one, members, head, "request_body") for one in area.of("attributes", self.dialect)]
        asking = area.of("request", self.dialect)
        requests = [payloads.of(one, members, head, "request_body", self._model) for one in asking]
        answers: dict[int, list[Payload]] = {}
        for bullet in area.of("response", self.dialect):
            found = payloads.of(bullet, members, head, "response", self._model)
            answers.setdefault(found.status, []).append(found)
        asked: Sequence[Payload] = requests or [Payload()]
        for number in range(max(len(asked), *(len(found) for found in answers.values()), 1)):
            told = [found[number] for found in answers.values() if number < len(found)]
            sent = [asked[number]] if number < len(asked) else []
            parts = [part for one in (*(shared if not number else ()), *sent, *told) for part in one.parts]
            yield tuple(parts)

    def _model(self, name: str) -> tuple[Bullet, Members] | None:
        found = self.models.get(name.lower())
        if found is None:
            return None
        area, bullet = found
        return bullet, self.types.members(area.source, area.path)


def _has_answer(area: Area, dialect: Dialect) -> bool:
    return bool(area.of("response", dialect) or area.of("request", dialect))
