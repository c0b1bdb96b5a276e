"""Dialect files go in; vocabulary as typed, compiled data comes out. No logic of any page family lives here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from importlib import resources
from typing import Any, Literal, get_type_hints

import msgspec

from docgen.dialects.layers import DialectError, DialectFile, Said, at, check, lay, only, said, unknown
from docgen.dialects.required_words import required_words

__all__ = [
    "DEFAULT",
    "Annotations",
    "Columns",
    "Detect",
    "Dialect",
    "DialectError",
    "DialectFile",
    "DocumentForm",
    "Form",
    "FrontMatterKeys",
    "Headings",
    "OutlineForm",
    "Own",
    "Permissions",
    "Primitive",
    "Said",
    "Security",
    "Urls",
    "available",
    "by_name",
    "explain",
    "load",
    "match_forms",
    "names",
    "read_own",
]

DEFAULT = "base"


class Primitive(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The OpenAPI form of a written type name."""

    words: tuple[str, ...]
    type: str = ""
    format: str = ""


class Detect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a page of the dialect looks like: all that is given must hold; the highest priority wins.

    One of the patterns in ``text`` stands in a text of the page, all in lower case, or one of the ``keys`` in its front
    matter; each in ``headings`` is a heading. ``first_line`` is what the page begins with, and suffices,
    as does ``site``, that a file describes the site of the page.
    """

    priority: int = 0
    text: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    front_matter: bool | None = None
    first_line: str = ""
    site: bool = False


class Headings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Ordered (role, pattern) pairs for sections, for sections inside examples, and for labels inside a section.

    A role such as ``examples.request`` is one inside another. ``usual`` are good spellings, ``required`` the (role,
    heading) pairs of the sections that a page about an operation has. ``words`` are plain texts by role, in which ``*``
    stands for anything; they are asked for before the patterns, in headings and labels.
    """

    drop: str
    sections: tuple[tuple[str, str], ...]
    in_examples: tuple[tuple[str, str], ...]
    labels: tuple[tuple[str, str], ...] = ()
    usual: tuple[str, ...] = ()
    required: tuple[tuple[str, str], ...] = ()
    words: dict[str, tuple[str, ...]] = {}


class _Outline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What carries requests and rows, and the words by which they are known.

    ``grammar`` is what tells the parts of a page.
    ``statements`` and ``rows`` are carriers. ``answers`` tells that answers stand in tables, lists and headings, too.
    ``request_parts`` is the role of the only parts that state requests, "" where any part may. ``tells_unread`` tells
    whether what gives no fact is a finding. ``header_names`` is what only headers are called, ``member_headings`` what
    is no name in a heading above the members of a row. ``verbs`` maps methods that OpenAPI lacks to the method and
    query that they stand for. ``unnamed`` are words that stand for no name, ``any_names`` those that stand for all
    other names. ``combinations`` are the paragraphs that say how the parts of a type go together, by ``all``, ``one``
    and ``any``; by ``none`` those that say that the type goes on.
    """

    grammar: Literal["markdown", "blueprint"]
    statements: tuple[str, ...]
    rows: tuple[str, ...]
    answers: bool
    labels: bool
    request_parts: str
    tells_unread: bool
    role_headings: tuple[str, ...]
    languages: tuple[str, ...]
    target_columns: tuple[str, ...]
    target_attributes: tuple[str, ...]
    base_attributes: tuple[str, ...]
    front_matter: tuple[str, ...]
    method_words: tuple[str, ...]
    target_words: tuple[str, ...]
    request_words: tuple[str, ...]
    required_words: tuple[str, ...]
    optional_words: tuple[str, ...]
    locations: tuple[str, ...]
    row_elements: tuple[str, ...]
    answer_rows: tuple[str, ...]
    status_attributes: tuple[str, ...]
    title_elements: tuple[str, ...]
    header_names: str
    member_headings: str
    verbs: dict[str, str]
    unnamed: tuple[str, ...]
    any_names: tuple[str, ...]
    combinations: dict[str, tuple[str, ...]]


class OutlineForm(msgspec.Struct, frozen=True, eq=False):
    """The same, with the patterns made of the verbs.

    ``methods`` begins a request line of a code block, ``any_methods`` one in small letters, too.
    """

    grammar: str
    statements: frozenset[str]
    rows: frozenset[str]
    answers: bool
    labels: bool
    request_parts: str
    tells_unread: bool
    role_headings: frozenset[str]
    languages: frozenset[str]
    target_columns: frozenset[str]
    target_attributes: tuple[str, ...]
    base_attributes: tuple[str, ...]
    front_matter: frozenset[str]
    method_words: frozenset[str]
    target_words: frozenset[str]
    request_words: frozenset[str]
    required_words: frozenset[str]
    optional_words: frozenset[str]
    locations: tuple[str, ...]
    row_elements: frozenset[str]
    answer_rows: frozenset[str]
    status_attributes: tuple[str, ...]
    title_elements: frozenset[str]
    headers: re.Pattern[str]
    member_headings: re.Pattern[str]
    verbs: Mapping[str, str]
    unnamed: frozenset[str]
    any_names: frozenset[str]
    combinations: Mapping[str, frozenset[str]]
    verb_start: re.Pattern[str]
    verb_only: re.Pattern[str]
    verb_word: re.Pattern[str]
    methods: re.Pattern[str] | None
    any_methods: re.Pattern[str]


class Form(msgspec.Struct, frozen=True, eq=False):
    """A pattern, and words in lower case of which every text that it matches holds one (see ``required_words``).

    Only a text with one of the words is searched for the pattern: extracting a page takes two thirds of the time.
    """

    pattern: re.Pattern[str]
    words: tuple[str, ...]

    def may_stand_in(self, folded: str) -> bool:
        """Tell whether a text in lower case holds one of the words."""
        for word in self.words:  # noqa: SIM110 (a generator takes longer than the search)
            if word in folded:
                return True
        return False

    def search(self, text: str) -> re.Match[str] | None:
        """Return where the form stands first in a text."""
        return self.pattern.search(text) if self.may_stand_in(text.lower()) else None

    def find_all(self, text: str) -> list[re.Match[str]]:
        """Return every place where the form stands in a text."""
        return list(self.pattern.finditer(text)) if self.may_stand_in(text.lower()) else []


class FrontMatterKeys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which front matter keys hold what, what the page kinds are called there, and which must stand (one of each)."""

    title: tuple[str, ...]
    area: tuple[str, ...]
    kind: str
    kinds: dict[str, tuple[str, ...]]
    optional: bool = False
    required: tuple[tuple[str, ...], ...] = ()
    author: tuple[str, ...] = ()
    authentication: tuple[str, ...] = ()


class Annotations(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the members of an annotation comment are called, and the kinds of blocks that there are.

    ``kinds`` are good spellings; nobody means ``other_kinds`` by a misspelt one.
    """

    kind: str
    name: tuple[str, ...]
    type: tuple[str, ...]
    base: tuple[str, ...]
    key: tuple[str, ...]
    open: tuple[str, ...]
    abstract: tuple[str, ...]
    collection: tuple[str, ...]
    kinds: tuple[str, ...]
    other_kinds: tuple[str, ...]


class Columns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the columns of a table are called, folded; ``permission_kind`` holds patterns.

    ``member_only`` are those of ``member`` that hold nothing else in a table without types.
    """

    name: tuple[str, ...]
    type: tuple[str, ...]
    description: tuple[str, ...]
    required: tuple[str, ...]
    optional: tuple[str, ...]
    default: tuple[str, ...]
    notes: tuple[str, ...]
    location: tuple[str, ...]
    value: tuple[str, ...]
    member_only: tuple[str, ...]
    listed_value: tuple[str, ...]
    member: tuple[str, ...]
    member_value: tuple[str, ...]
    permission_kind: tuple[str, ...]
    status: tuple[str, ...]
    schema: tuple[str, ...]
    meaning: tuple[str, ...]
    header: tuple[str, ...]


class Permissions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How permissions are written; ``kinds`` are ordered (scheme, row label pattern) pairs.

    ``labels`` is how messages call a kind. ``refusal`` begins a cell that grants nothing, whatever else it says;
    ``refused`` stands in a sentence beside others that only speaks of a scope.
    """

    scope: str
    together: str
    alternative: str
    none: str
    refusal: str
    refused: str
    kinds: tuple[tuple[str, str], ...]
    fallback: str
    most_first: str
    labels: dict[str, str] = {}


class Urls(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How an absolute URL splits into server and path.

    ``relative_version`` tells that a version which begins a path is not a part of it, either; ``root`` that there is
    a path "/"; ``fragments`` that what follows "#" tells paths apart; ``calls`` that ``name(key=value)`` in a path is a
    call of a function. ``variable`` is what the variable is called that stands for a server.
    """

    version: str
    alias_versions: tuple[str, ...]
    missing: str
    ellipsis: str
    raw: str
    query: str
    reference: str
    namespaces: tuple[str, ...]
    api_host: str
    variable: str
    aliases: dict[str, str] = {}
    relative_version: bool = False
    root: bool = True
    fragments: bool = True
    calls: bool = False


class Security(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The security scheme that the permission kinds belong to: ``oauth2`` or ``bearer``.

    ``without_user`` are the kinds that ask no user: the client credentials flow of OAuth 2.0 grants them.
    """

    scheme: str
    without_user: tuple[str, ...] = ()
    authorization_url: str = ""
    token_url: str = ""


class Extensions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The names of extensions of OpenAPI: for the name that an instance has for its type, and so on."""

    discriminator_value: str
    enumeration: str
    flags: str
    navigation: str


class DocumentForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names that the service's protocol uses in bodies.

    ``types_of_file`` tells that the types which a page declares are its own.
    ``examples_add`` tells that an example may show answers that no page states, and members of a body that no row
    describes, ``types_require`` that a member of a type which is marked as required stands in each of its instances.
    ``refusals`` tells that any request may be refused, whether or not its page says so. ``requests_in_part`` tells that
    a request may describe and show a few members of the type that its path is about, and means the whole type.
    ``any_members`` are names that stand in an example for those of any other members. ``names_bodies`` tells that a
    body which is an object without a name is called after its operation, that of a request as a component.
    """

    title: str
    collection_member: str
    type_member: str
    key_member: str
    annotation_mark: str
    next_link: str
    string_values: Literal["open", "closed"]
    future_value: str
    extensions: Extensions
    default_namespace: str = ""
    link_members: tuple[str, ...] = ()
    count_member: str = ""
    terms: str = ""
    examples_add: bool = False
    types_of_file: bool = False
    types_require: bool = False
    refusals: bool = False
    requests_in_part: bool = False
    any_members: tuple[str, ...] = ()
    names_bodies: bool = False

    def is_annotation(self, name: str) -> bool:
        """Tell whether a member tells of its body, or of another member."""
        return bool(self.annotation_mark) and self.annotation_mark in name

    def annotated(self, name: str) -> str:
        """Return the name of the member that an annotation tells of, "" for the body; other names as they are."""
        return name.partition(self.annotation_mark)[0] if self.annotation_mark else name


class _Samples(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    types: str
    notes: str
    ending: str
    argument: str
    replaceable: str
    doubtful: str
    languages: tuple[str, ...]


class Samples(msgspec.Struct, frozen=True, eq=False):
    """Texts of examples that stand for a value, such as the name of a type, or of a property with ``ending`` behind it.

    ``sample`` is such a text, ``bare`` one without quotes, ``bare_value`` one that ends a line behind a colon.
    ``argument`` stands for a value in a path.
    """

    ending: str
    languages: frozenset[str]
    quoted_type_name: re.Pattern[str]
    bare: re.Pattern[str]
    bare_value: re.Pattern[str]
    sample: re.Pattern[str]
    argument: re.Pattern[str]
    replaceable: re.Pattern[str]
    doubtful: re.Pattern[str]

    def is_sample(self, text: str) -> bool:
        """Tell whether a text stands for a value."""
        return self.sample.fullmatch(text) is not None

    def is_replaceable(self, text: str) -> bool:
        """Tell whether a text so surely stands for a value that a plain value may replace it."""
        return self.replaceable.fullmatch(text) is not None

    def may_be_no_value(self, text: object) -> bool:
        """Tell whether something may stand for a value, as "..." does: then nothing can be said against it."""
        return isinstance(text, str) and (self.is_sample(text) or self.doubtful.fullmatch(text) is not None)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    headings: Headings
    outline: _Outline
    titles: dict[str, str]
    front_matter: FrontMatterKeys
    folders: dict[str, tuple[str, ...]]
    tabs: dict[str, tuple[str, ...]]
    annotations: Annotations
    columns: Columns
    types: dict[str, Primitive]
    type_forms: dict[str, str | tuple[str, ...]]
    sentences: dict[str, str]
    boilerplate: tuple[str, ...]
    responses: dict[str, str]
    bodies: dict[str, str]
    permissions: Permissions
    urls: Urls
    placeholders: dict[str, str]
    samples: _Samples
    security: Security
    document: DocumentForm
    elements: dict[str, tuple[str, ...]] = {}
    bullets: dict[str, tuple[str, ...]] = {}
    marks: dict[str, tuple[str, ...]] = {}
    detect: Detect = Detect()
    extends: str = ""


def match_forms(forms: Mapping[str, Form], keys: Iterable[str], text: str) -> dict[str, re.Match[str]]:
    """Return those of some forms that a text holds, each where it stands first."""
    folded = text.lower()
    found = {}
    for key in keys:
        form = forms[key]
        for word in form.words:  # as in ``may_stand_in``: to call it for each form takes longer than to look
            if word in folded:
                match = form.pattern.search(text)
                if match:
                    found[key] = match
                break
    return found


@dataclass(frozen=True, eq=False)
class Dialect:
    """One dialect, its patterns compiled; ``pattern(group, key)`` gives the expression of a table's key."""

    name: str
    detect: Detect
    text_signs: tuple[re.Pattern[str], ...]
    heading_signs: tuple[re.Pattern[str], ...]
    outline: OutlineForm
    sections: tuple[tuple[str, re.Pattern[str]], ...]
    in_examples: tuple[tuple[str, re.Pattern[str]], ...]
    labels: tuple[tuple[str, re.Pattern[str]], ...]
    drop: re.Pattern[str]
    usual_headings: tuple[str, ...]
    required_sections: tuple[tuple[str, str], ...]
    titles: Mapping[str, re.Pattern[str]]
    front_matter: FrontMatterKeys
    include_folders: frozenset[str]
    tabs: frozenset[str]
    annotations: Annotations
    columns: Columns
    primitives: Mapping[str, Primitive]
    words: Mapping[str, str]
    type_forms: Mapping[str, re.Pattern[str]]
    enumeration_words: frozenset[str]
    sentences: Mapping[str, Form]
    boilerplate: re.Pattern[str]
    responses: Mapping[str, Form]
    bodies: Mapping[str, Form]
    permissions: Permissions
    permission_patterns: Mapping[str, re.Pattern[str]]
    permission_kinds: tuple[tuple[str, re.Pattern[str]], ...]
    urls: Urls
    url_patterns: Mapping[str, re.Pattern[str]]
    placeholders: Mapping[str, Form]
    samples: Samples
    security: Security
    document: DocumentForm
    elements: Mapping[str, str]
    bullets: Mapping[str, str]
    marks: Mapping[str, str]

    def primitive(self, name: str) -> str:
        """Return the key of the type table that a written name of a type means, "" for none."""
        folded = name.lower()
        return self.words.get(folded) or self.words.get(self.type_forms["prefix"].sub("", folded), "")

    def permission_kind(self, label: str) -> str:
        """Return the kind of permission that the label of a row or column names, "" for none."""
        return next((kind for kind, pattern in self.permission_kinds if pattern.search(label)), "")

    def holds_permission_kinds(self, title: str) -> bool:
        """Tell whether a column with a title, given in lower case, holds kinds of permission."""
        return any(re.search(pattern, title) for pattern in self.columns.permission_kind)


class Own(msgspec.Struct, frozen=True):
    """A dialect of a team's own: the name by which settings and facts call it, and all its tables as JSON."""

    name: str
    tables: str


def names() -> tuple[str, ...]:
    """Return the names of the dialects that come with the package, sorted."""
    files = resources.files(__package__).iterdir()
    return tuple(sorted(f.name.removesuffix(".toml") for f in files if f.name.endswith(".toml")))


@cache
def load(name: str) -> Dialect:
    """Return a dialect of the package; raises DialectError when there is none of this name."""
    return _compile(msgspec.convert({**_read(name), "name": name}, _File))


@cache
def available() -> tuple[Dialect, ...]:
    """Return all dialects, the most specific first."""
    return tuple(sorted(map(load, names()), key=lambda d: (-d.detect.priority, d.name)))


@cache
def by_name(own: tuple[Own, ...] = ()) -> Mapping[str, Dialect]:
    """Return the dialects of the package and some of a team's own by their names."""
    teams = {one.name: _compile(msgspec.json.decode(one.tables, type=_File)) for one in own}
    return {**{dialect.name: dialect for dialect in available()}, **teams}


def read_own(name: str, file: DialectFile) -> Own:
    """Return the dialect that a team wrote, laid on the one that it extends: ``base``, unless it names another.

    ``name`` is what it is called. Raises DialectError where the file says what no dialect can say.
    """
    extended = file.tables.get("extends", DEFAULT)
    if extended not in names():
        raise file.error(("extends",), f"{extended!r} is {unknown(str(extended), names())}")
    base = _read(extended)
    known = base
    for other in names():
        known = lay(known, _read(other))
    check(file, base, known)
    whole = {**lay(base, file.tables), "name": name}
    try:
        msgspec.convert(whole, _File)
    except msgspec.ValidationError as error:
        raise _located(file, base, str(error)) from error
    return Own(name, msgspec.json.encode(whole, order="sorted").decode())


# What msgspec says: "Object contains unknown field `x` - at `$.columns`", "Expected `array`, got `str` - at `$.a[0]`".
_PLACE = re.compile(r" - at `(?:key in )?\$([^`]*)`$")
_STEP = re.compile(r"\.[^.\[]+|\[[^\]]*\]")
_UNKNOWN = re.compile(r"unknown field `(.*)`")


def _located(file: DialectFile, base: Mapping[str, Any], message: str) -> DialectError:
    """Return what msgspec says of the tables of a file as an error about one of its keys."""
    place = _PLACE.search(message)
    keys = _keys(file, base, place[1] if place else "")
    words = message[: place.start()] if place else message
    if found := _UNKNOWN.search(words):
        return file.error((*keys, found[1]), unknown(found[1], _fields(keys)))
    words = words[:1].lower() + words[1:].replace("`", "")
    return file.error(keys, words)


def _keys(file: DialectFile, base: Mapping[str, Any], place: str) -> tuple[str, ...]:
    """Return the key at a place that msgspec tells, in which ``[...]`` stands for any key of a table."""
    keys: tuple[str, ...] = ()
    for part in _STEP.findall(place):
        held = at(file.tables, keys)
        if part == "[...]":
            keys = next(
                ((*keys, key) for key in held or () if not _fits(lay(base, only(file.tables, (*keys, key))))), keys
            )
        elif part.startswith("."):
            keys = (*keys, part[1:])
    return keys


def _fits(tables: Mapping[str, Any]) -> bool:
    try:
        msgspec.convert({**tables, "name": ""}, _File)
    except msgspec.ValidationError:
        return False
    return True


def _fields(keys: Sequence[str]) -> tuple[str, ...]:
    """Return the fields of the table with a key."""
    owner: Any = _File
    for key in keys:
        hint = get_type_hints(owner).get(key, Primitive) if isinstance(owner, type) else Primitive
        owner = hint if isinstance(hint, type) and issubclass(hint, msgspec.Struct) else Primitive
    return tuple(owner.__struct_fields__)


def explain(file: DialectFile | None, name: str = DEFAULT) -> Iterator[Said]:
    """Yield everything that holds in a dialect of a team's own, or in one of the package, with file and line."""
    above = _layers(str(file.tables.get("extends", DEFAULT)) if file else name)
    return said((*above, file) if file else above)


@cache
def _layers(name: str) -> tuple[DialectFile, ...]:
    """Return the file of a dialect of the package after those that it extends, the most general first."""
    place = resources.files(__package__).joinpath(f"{name}.toml")
    if not place.is_file():
        raise DialectError(f"there is no dialect {name!r}; {unknown(name, names())}")
    file = DialectFile.parse(f"{name}.toml", place.read_text(encoding="utf-8"))
    base = file.tables.get("extends", "")
    return (*_layers(base), file) if base else (file,)


@cache
def _read(name: str) -> dict[str, Any]:
    """Return the tables of a dialect of the package, laid on those of the ones that it extends."""
    return reduce(lay, (file.tables for file in _layers(name)), {})


def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _expressions(table: Mapping[str, Any]) -> dict[str, re.Pattern[str]]:
    return {key: _expression(value) for key, value in table.items() if isinstance(value, str)}


def _forms(table: Mapping[str, str]) -> dict[str, Form]:
    return {key: _form(pattern) for key, pattern in _expressions(table).items()}


def _form(pattern: re.Pattern[str]) -> Form:
    return Form(pattern, required_words(pattern))


def _pairs(rows: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((role, _expression(pattern)) for role, pattern in rows)


def _worded(words: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield each role with the pattern of its plain words."""
    for role, texts in words.items():
        if texts:
            forms = "|".join(r".*".join(map(re.escape, text.strip().lower().split("*"))) for text in texts)
            yield role, _expression(f"^(?:{forms})$")


_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE")


def _outline(written: _Outline) -> OutlineForm:
    verbs = "|".join(map(re.escape, (*_METHODS, *written.verbs)))
    return OutlineForm(
        grammar=written.grammar,
        statements=frozenset(written.statements),
        rows=frozenset(written.rows),
        answers=written.answers,
        labels=written.labels,
        request_parts=written.request_parts,
        tells_unread=written.tells_unread,
        role_headings=frozenset(written.role_headings),
        languages=frozenset(written.languages),
        target_columns=frozenset(written.target_columns),
        target_attributes=written.target_attributes,
        base_attributes=written.base_attributes,
        front_matter=frozenset(written.front_matter),
        method_words=frozenset(written.method_words),
        target_words=frozenset(written.target_words),
        request_words=frozenset(written.request_words),
        required_words=frozenset(written.required_words),
        optional_words=frozenset(written.optional_words),
        locations=written.locations,
        row_elements=frozenset(written.row_elements),
        answer_rows=frozenset(written.answer_rows),
        status_attributes=written.status_attributes,
        title_elements=frozenset(written.title_elements),
        headers=_expression(written.header_names),
        member_headings=_expression(written.member_headings),
        verbs=written.verbs,
        unnamed=frozenset(written.unnamed),
        any_names=frozenset(written.any_names),
        combinations={mode: frozenset(words) for mode, words in written.combinations.items()},
        verb_start=re.compile(
            rf"(?P<verb>(?:{verbs})(?:\s*(?:[|/,&]|\b(?:or|and)\b)\s*(?:{verbs})\b)*)(?:\s*:\s*|\s+|(?=[\]|]))(?=[^\s])",
            re.IGNORECASE,
        ),
        verb_only=re.compile(rf"(?P<verb>{verbs})", re.IGNORECASE),
        verb_word=re.compile(rf"(?<![A-Za-z])(?:{verbs})(?![A-Za-z])", re.IGNORECASE),
        methods=None if written.request_parts else _request_start(verbs),
        any_methods=_request_start(verbs),
    )


def _request_start(verbs: str) -> re.Pattern[str]:
    """Return what begins a request line of a code block: a verb, in small letters too before a sure target."""
    several = rf"(?:{verbs})(?:[ \t]*[|/,][ \t]*(?:{verbs}))*"
    return re.compile(rf"\$?[ \t]*({several}[ \t\xa0]+(?=\S)|(?i:{verbs})[ \t]+(?=/|https?://))")


def _samples(written: _Samples) -> Samples:
    type_name = rf"(?P<type>{written.types})(?P<note>\s*\((?:{written.notes})\))?"
    named = rf"[A-Za-z_@][\w.@:-]*{written.ending}"
    noted = rf"(?:{written.types})(?:\s*\([\w ,.-]*\))?"
    return Samples(
        ending=written.ending,
        languages=frozenset(written.languages),
        quoted_type_name=re.compile(f'"{type_name}"'),
        bare=re.compile(rf"(?<![\"\w'-])[A-Za-z_]\w*{written.ending}(?![\"\w-])"),
        bare_value=re.compile(rf":\s*([A-Za-z_]\w*{written.ending})\s*,?\s*$"),
        sample=re.compile(rf"{type_name}|{named}"),
        argument=_expression(rf"(?:[\w-]+{written.ending}|{written.argument})\Z"),
        replaceable=_expression(rf"{noted}|{named}(?:-?\d{{1,3}})?|{written.replaceable}"),
        doubtful=re.compile(written.doubtful, re.IGNORECASE | re.DOTALL),
    )


def _compile(file: _File) -> Dialect:
    enumeration = file.type_forms.get("enumeration", ())
    worded = tuple(_worded(file.headings.words))
    words = {word: key for key, primitive in file.types.items() for word in (key, *primitive.words)}
    return Dialect(
        name=file.name,
        detect=file.detect,
        text_signs=tuple(re.compile(pattern, re.MULTILINE) for pattern in file.detect.text),
        heading_signs=tuple(map(re.compile, file.detect.headings)),
        outline=_outline(file.outline),
        sections=(*worded, *_pairs(file.headings.sections)),
        labels=(*worded, *_pairs(file.headings.labels)),
        in_examples=(*worded, *_pairs(file.headings.in_examples)),
        drop=_expression(file.headings.drop),
        usual_headings=file.headings.usual,
        required_sections=file.headings.required,
        titles=_expressions(file.titles),
        front_matter=file.front_matter,
        include_folders=frozenset(file.folders["includes"]),
        tabs=frozenset(file.tabs["shown"]),
        annotations=file.annotations,
        columns=file.columns,
        primitives=file.types,
        words=words,
        type_forms=_expressions(file.type_forms),
        enumeration_words=frozenset(enumeration),
        sentences=_forms(file.sentences),
        boilerplate=_expression("|".join(file.boilerplate) or "(?!)"),
        responses=_forms(file.responses),
        bodies=_forms(file.bodies),
        permissions=file.permissions,
        permission_patterns={
            key: re.compile(getattr(file.permissions, key), 0 if key == "scope" else re.IGNORECASE)
            for key in ("scope", "together", "alternative", "none", "most_first", "refusal", "refused")
        },
        permission_kinds=_pairs(file.permissions.kinds),
        urls=file.urls,
        url_patterns={
            key: _expression(getattr(file.urls, key))
            for key in ("version", "missing", "ellipsis", "raw", "reference", "query", "api_host", "variable")
        },
        placeholders={**_forms(file.placeholders), "todo": _form(re.compile(file.placeholders["todo"]))},
        samples=_samples(file.samples),
        security=file.security,
        document=file.document,
        elements={word: meaning for meaning, words in file.elements.items() for word in words},
        bullets={word: meaning for meaning, words in file.bullets.items() for word in words},
        marks={word: meaning for meaning, words in file.marks.items() for word in words},
    )
