"""Reads the types that cells and sentences name."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Mapping
from functools import lru_cache

import msgspec

from docgen.dialects import Dialect
from docgen.extract import values_behind_type
from docgen.extract.facts import TypeFact
from docgen.extract.numbers import whole_number
from docgen.markdown import inline
from docgen.markdown.footnotes import without_footnotes
from docgen.markdown.page import Page
from docgen.names import folded
from docgen.outline.text_rows import SHORTCODE
from docgen.source import NOWHERE, Span, Text

_NAME = re.compile(r"#?[A-Za-z_][\w.-]*\Z")
_REFINED = re.compile(r"<(?P<note>[\w.:-]+)>\s*$")
_OPENING = re.compile(r"[<\[({]")
_BRACKETS = (("(", ")"), ("[", "]"), ("<", ">"))
_OPEN, _CLOSE = "\ue000", "\ue001"  # around the number of a link that stands in a cell
_SLOT = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_DEEPEST = 5  # collections in each other
_OF_NOTHING = re.compile(r"\[\s*\]\Z")  # an array of which nothing more is said
_FORMATTED_ITEMS = re.compile(r"\[\s*(?P<inner>[A-Za-z]+ \([\w-]+\))\s*\]\Z")  # [ string (uuid) ]
_MARKS = re.compile(r"[`*]|<br ?/?>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([|\[\]<>])")
_BLANKS = re.compile(r"\s+")
_LONGEST = 400  # characters of a cell in which a type is looked for
_OWN = re.compile(r"\([\s<)#?\\]")  # stands where a link may lead to the page that it stands on
_URL = re.compile(r"^[a-z][a-z0-9+.-]*:|^//", re.IGNORECASE)


class Context(msgspec.Struct, frozen=True, eq=False):
    """What reading a cell needs to know of its page.

    ``of_folder`` and ``of_dialect`` are what the pages of its folder and of its dialect have in common; None in one
    that is in common itself.
    """

    path: str
    definitions: Mapping[str, str]
    dialect: Dialect
    of_folder: Context | None = None
    of_dialect: Context | None = None

    def for_text(self, text: str) -> Context:
        """Return what of it matters to a text: one object for many pages, so that what the text says is kept."""
        if "<a" in text:
            return self
        if "[" not in text:
            return self.of_dialect or self
        if self.definitions or self.of_folder is None:
            return self
        if _OWN.search(text) and any(_is_own(link.target) for link in inline.links(text)):
            return self
        return self.of_folder


def context_of(page: Page, dialect: Dialect) -> Context:
    """Return what reading the cells of a page needs to know."""
    of_folder = _shared(_folder(page.path), dialect)
    return Context(page.path, dict(page.definitions), dialect, of_folder, of_folder.of_dialect or of_folder)


@lru_cache(maxsize=64)
def _shared(folder: str, dialect: Dialect) -> Context:
    return Context(folder, {}, dialect, of_dialect=_shared("", dialect) if folder else None)


def _is_own(target: str) -> bool:
    """Tell whether a link leads to the page that it stands on."""
    return not target or target[0] in "#?"


def resolve(path: str, target: str) -> tuple[str, str]:
    """Return the page that a link target names, as a path like that of the linking page, and the anchor.

    Site-absolute targets keep their leading slash; targets with a scheme give ("", "").
    """
    if _is_own(target):
        return path, target.partition("#")[2]
    return _resolved(_folder(path), target)


def _folder(path: str) -> str:
    """Return the folder of a page, with a slash behind it: a path itself, of no page in the folder."""
    return path[: path.rfind("/") + 1]


@lru_cache(maxsize=2048)
def _resolved(folder: str, target: str) -> tuple[str, str]:
    if _URL.match(target):
        return "", ""
    target, _, anchor = target.partition("#")
    target = target.partition("?")[0].replace("\\", "/")
    return posixpath.normpath(target if target.startswith("/") else folder + target), anchor


def read_type(text: str, span: Span, context: Context) -> TypeFact | None:
    """Read a type cell; None when it names no type."""
    found = _known(text, context.for_text(text))
    return placed(found, span) if found else None


def read_link(link: inline.Link, span: Span, context: Context) -> TypeFact:
    """Return the type that a link names."""
    return placed(_linked(link.text, link.target, context), span)


def placed(fact: TypeFact, span: Span) -> TypeFact:
    """Return a type as it stands at a span."""
    if fact.entries:
        fact = msgspec.structs.replace(fact, entries=placed(fact.entries, span))
    if fact.alternatives:
        others = tuple([placed(other, span) for other in fact.alternatives])
        return msgspec.structs.replace(fact, span=span, alternatives=others)
    return msgspec.structs.replace(fact, span=span)


def in_place(fact: TypeFact, text: Text) -> TypeFact:
    """Return a type, whose place is counted from the beginning of a text, as it stands on the page."""
    return placed(fact, text.at(fact.span.start, fact.span.end))


@lru_cache(maxsize=2048)
def _known(text: str, context: Context) -> TypeFact | None:
    text = without_footnotes(text).replace("~~", "")
    links = inline.links(text, context.definitions)
    out: list[str] = []
    last = 0
    for number, link in enumerate(links):
        out += (_written(text[last : link.start]), f"{_OPEN}{number}{_CLOSE}")
        last = link.end
    out.append(_written(text[last:]))
    rest = _ESCAPED.sub(r"\1", "".join(out))
    linked = {number: _linked(link.text, link.target, context) for number, link in enumerate(links)}
    atoms = {number: fact for number, fact in linked.items() if fact.name}  # a link may lead nowhere and say nothing
    if context.dialect.outline.labels:
        return values_behind_type.read(
            rest, lambda piece: _read(_without_marks(piece), atoms, context.dialect), context.dialect
        )
    return _read(_without_marks(rest), atoms, context.dialect)


def _without_marks(text: str) -> str:
    return _BLANKS.sub(" ", _MARKS.sub(" ", inline.unemphasized(text))).strip().strip(".").strip()[:_LONGEST]


def _written(text: str) -> str:
    """Return a text between links without entities, and without what would be taken for a link."""
    if "{{" in text:
        text = SHORTCODE.sub(r" \g<name> ", text)
    return html.unescape(text).replace(_OPEN, "\ufffd")


def _linked(text: str, target: str, context: Context) -> TypeFact:
    name = inline.plain(text).strip().lstrip("#").removesuffix(".md")
    page, anchor = resolve(context.path, target)
    leads_to = (anchor or posixpath.basename(page).removesuffix(".md")) if page else ""
    is_own = context.dialect.outline.labels and folded(leads_to) == folded(name)  # a type that is called like a word
    primitive = context.dialect.primitive(name.lower()) if is_own else _primitive(name, context.dialect)
    inner = _read(name, {}, context.dialect) if not primitive and not _NAME.match(name) else None
    if inner and _NAME.match(inner.name):
        name = inner.name
        primitive = primitive or (inner.primitive if inner.collection and not is_own else "")
    elif not _NAME.match(name) and page:
        name = leads_to
    collection = bool(inner and inner.collection)
    bare = context.dialect.type_forms["bare_array"]
    if page and context.dialect.outline.labels and not is_own and bare.match(name):
        name, collection = leads_to, True  # the link tells what is in the array
        primitive = _primitive(name, context.dialect) or ("any" if bare.match(name) else "")
    external = not page and _URL.match(target) is not None
    fact = TypeFact(
        name, NOWHERE, primitive=primitive, collection=collection, target=page, anchor=anchor, external=external
    )
    if page and context.dialect.outline.labels and not is_own and context.dialect.type_forms["bare_map"].match(name):
        held = msgspec.structs.replace(fact, name=leads_to, primitive=_primitive(leads_to, context.dialect), weak=True)
        return TypeFact(name, NOWHERE, "any-object", entries=held)
    return _aimed(inner, fact) if inner and inner.entries else fact


def _aimed(fact: TypeFact, link: TypeFact) -> TypeFact:
    """Return a type as the text of a link writes it; the link leads to what an object with any names holds."""
    if fact.entries:
        return msgspec.structs.replace(fact, entries=_aimed(fact.entries, link))
    if fact.primitive:
        return fact
    return msgspec.structs.replace(fact, target=link.target, anchor=link.anchor, external=link.external)


@lru_cache(maxsize=2048)
def _primitive(name: str, dialect: Dialect) -> str:
    word = _BLANKS.sub(" ", name.strip().lower())
    return dialect.primitive(word) or dialect.words.get(word.removesuffix("s"), "")


def _read(rest: str, atoms: Mapping[int, TypeFact], dialect: Dialect) -> TypeFact | None:
    noted = dialect.type_forms["noted_array"].match(rest)
    rest, depth = _peeled(rest, dialect.type_forms)
    items = _FORMATTED_ITEMS.match(rest) if rest[:1] == "[" else None
    fact = _one_or_many(rest, atoms, dialect) if not depth and not items else None
    fact = fact or _read_flat(items["inner"] if items else rest, atoms, dialect)
    if items and fact:
        fact = msgspec.structs.replace(fact, collection=True)
    if fact is None and noted:
        return TypeFact("array", NOWHERE, "any", collection=True, note=_remark(noted["note"], dialect))
    return msgspec.structs.replace(fact, depth=depth) if fact and depth else fact


def _peeled(text: str, forms: Mapping[str, re.Pattern[str]]) -> tuple[str, int]:
    """Return a type with one collection around it at most, and how many more there are."""
    depth = 0
    while depth < _DEEPEST and (match := forms["nested"].match(text)):
        inner = text[match.end() :].strip()
        text = inner[:-1].strip() if match["bracket"] and inner.endswith((")", ">", "]")) else inner
        text = forms["plural"].sub(r"\g<word>", text)
        depth += 1
    while depth < _DEEPEST and text.endswith("[][]"):
        text = text[:-2]
        depth += 1
    while depth < _DEEPEST and (inside := forms["array_in_array"].match(text)):
        text = inside["inner"]
        depth += 1
    return text, depth


def _one_or_many(rest: str, atoms: Mapping[int, TypeFact], dialect: Dialect) -> TypeFact | None:
    """Return a type that is one value or a collection, as in ``string or array of strings``; None for any other."""
    forms = dialect.type_forms
    if "[]" not in rest and not forms["collection"].search(rest):
        return None
    bare = forms["nullable"].sub("", rest).strip()
    parts = forms["alternatives"].split(bare)
    if len(parts) < 2:
        parts = bare.split("/")
    stated = [part.strip() for part in parts]
    parts = [part for part in stated if part.lower() != "null"]
    many = [forms["collection"].search(part) is not None for part in parts]
    if not many or many[0] or not any(many) or not all(map(_is_balanced, parts)):
        return None
    facts = [fact for part in parts if (fact := _read(part, atoms, dialect))]
    if len(facts) < len(parts):
        return None
    nullable = facts[0].nullable or bare != rest or len(parts) < len(stated)
    return msgspec.structs.replace(facts[0], alternatives=tuple(facts[1:]), nullable=nullable)


def _is_balanced(text: str) -> bool:
    return all(text.count(opening) == text.count(closing) for opening, closing in _BRACKETS)


def _read_flat(rest: str, atoms: Mapping[int, TypeFact], dialect: Dialect) -> TypeFact | None:
    forms = dialect.type_forms
    rest, says_null = _without_prose(rest, dialect)
    max_length: int | None = None
    read_only = False
    match = forms["maximum"].search(rest)
    if match:
        max_length = whole_number(match["n"])
        rest = (rest[: match.start()] + rest[match.end() :]).strip(" ,")
    match = forms["read_only"].search(rest)
    if match and match.start():
        read_only = True
        rest = rest[: match.start()].strip(" ,")
    rest = forms["optional"].sub("", rest).strip(" ,") or rest
    collection = False
    bare = forms["nullable"].sub("", rest).strip()
    nullable = says_null or (bare != rest and bool(bare))
    rest = bare or rest
    held = _entries(rest, atoms, dialect)
    if held or forms["map"].match(rest):
        return TypeFact(rest, NOWHERE, "any-object", nullable=nullable, entries=held)
    if not _primitive(rest, dialect):
        call = forms["call"].match(rest)
        if call:
            collection, rest = True, f"{call['inner']} {call['rest']}".strip()
        if forms["collection"].search(rest):
            collection = True
    if collection and (forms["bare_collection"].match(rest) or _OF_NOTHING.match(rest)):
        return TypeFact("array", NOWHERE, "any", collection=True, nullable=nullable)
    fact = _atom(rest, atoms, dialect)
    if fact is None:
        return None
    if not collection and max_length is None and not read_only and not nullable:
        return fact
    many = collection or fact.collection
    return msgspec.structs.replace(fact, collection=many, max_length=max_length, read_only=read_only, nullable=nullable)


def _entries(rest: str, atoms: Mapping[int, TypeFact], dialect: Dialect) -> TypeFact | None:
    """Return the type of what an object with any names holds; None where a text does not tell it.

    Between brackets stands a type; behind "map of" may stand any word.
    """
    match = dialect.type_forms["entries"].match(rest)
    text = match["entries"].strip("; ") if match else ""
    for opening, closing in (*_BRACKETS, ("{", "}")):
        while text.endswith(closing) and text.count(closing) > text.count(opening):
            text = text[:-1].rstrip("; ")
    fact = _read(text, atoms, dialect) if match and text else None
    is_word = match is not None and not _OPENING.search(match.string, match.start(), match.start("entries"))
    return msgspec.structs.replace(fact, weak=True) if fact and is_word and not fact.target else fact


def _without_prose(text: str, dialect: Dialect) -> tuple[str, bool]:
    """Return a cell without the sentence that goes on behind the type, and whether that speaks of null."""
    match = dialect.type_forms["prose"].search(text)
    return (text[: match.start()], "null" in match[0].lower()) if match and match.start() else (text, False)


def _noted(rest: str, atoms: Mapping[int, TypeFact], dialect: Dialect) -> TypeFact | None:
    """Return a plain type with a note in brackets that may tell its format: ``string (date-time)``, ``string<uri>``."""
    is_noted = dialect.outline.labels and rest.endswith((")", ">")) and not _primitive(rest, dialect)
    match = (dialect.type_forms["note"].search(rest) or _REFINED.search(rest)) if is_noted else None
    primitive = _primitive(rest[: match.start()].strip(), dialect) if match else ""
    if not match or not primitive:
        return None
    slot = _SLOT.search(match["note"])
    refined = _primitive(atoms[int(slot[1])].name if slot and int(slot[1]) in atoms else match["note"], dialect)
    known = dialect.types
    if refined and known[refined].type == known[primitive].type:
        primitive = refined
    return TypeFact(rest[: match.start()].strip(), NOWHERE, primitive, note=_remark(match["note"], dialect))


def _remark(note: str, dialect: Dialect) -> str:
    """Return what stands in brackets behind a type, "" where that is a link, a type or a word about the type."""
    is_known = _SLOT.search(note) or _primitive(note, dialect) or dialect.samples.notes.fullmatch(note)
    is_mark = note.strip().lower() in dialect.outline.deprecated_words
    return "" if is_known or is_mark or not dialect.outline.labels else note.strip()


def _atom(rest: str, atoms: Mapping[int, TypeFact], dialect: Dialect) -> TypeFact | None:
    slots = [number for number in map(int, _SLOT.findall(rest)) if number in atoms]
    held = _entries(dialect.type_forms["strip"].sub("", rest) if slots else rest, atoms, dialect)
    noted = TypeFact(rest, NOWHERE, "any-object", entries=held) if held else _noted(rest, atoms, dialect)
    if noted:
        return noted
    if slots:
        first = atoms[slots[0]]
        others = tuple(atoms[number] for number in slots[1:] if atoms[number].name != first.name)
        together = dialect.type_forms["together"].search(rest) is not None
        if others and (together or dialect.type_forms["alternatives"].search(rest)):
            return msgspec.structs.replace(
                first, collection=False, enumeration=False, alternatives=others, together=together
            )
        return first
    folded = rest.strip().lower()
    if folded in dialect.enumeration_words:
        return TypeFact("string", NOWHERE, "string", enumeration=True)
    primitive = _primitive(rest, dialect)
    if primitive:
        return TypeFact(rest, NOWHERE, primitive)
    match = dialect.type_forms["note"].search(rest)
    if match and (bare := rest[: match.start()].strip()):
        fact = _atom(bare, atoms, dialect)
        return msgspec.structs.replace(fact, note=_remark(match["note"], dialect)) if fact else None
    bare = dialect.type_forms["strip"].sub("", rest).replace("[]", "").strip(" []()")
    if bare != rest and bare:
        item = bare.removesuffix("s")  # of "array of bytes": "bytes" alone are something else
        is_many = dialect.primitive(item.lower()) and dialect.type_forms["collection"].search(rest)
        return _atom(item if is_many else bare, atoms, dialect)
    slashed = rest.split("/")
    if len(slashed) > 1 and all(_primitive(part, dialect) for part in slashed):
        rest = " or ".join(slashed)
    parts = dialect.type_forms["alternatives"].split(rest)
    if len(parts) > 1:
        facts = [f for f in (_atom(part.strip(" ()"), atoms, dialect) for part in parts) if f]
        if len(facts) > 1:
            return TypeFact(facts[0].name, NOWHERE, facts[0].primitive, alternatives=tuple(facts[1:]))
        return facts[0] if facts else None
    if dialect.type_forms["bare_collection"].match(rest):
        return TypeFact("array", NOWHERE, "any", collection=True)
    return TypeFact(rest.lstrip("#"), NOWHERE) if _NAME.match(rest) else None
