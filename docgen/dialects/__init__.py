"""Loads the dialects of pages: the vocabulary of their headings, tables and sentences, as TOML files state it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, reduce
from importlib import resources
from typing import Any, Literal, get_type_hints

import msgspec

from docgen.dialects.layers import DialectError, DialectFile, Said, advice, at, check, lay, only, said, unknown
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
_JSON_NAMES = {list: "array", bool: "bool", int: "int", float: "float"}
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE")

Roles = tuple[tuple[str, re.Pattern[str]], ...]
"""(role, pattern) pairs, in the order in which they are tried."""


class Form:
    """A pattern, and words in lower case of which every text that it matches holds one (see ``required_words``).

    Only a text with one of the words is searched for the pattern: extracting a page takes two thirds of the time.
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words, derived when a text is searched first: of most dialects a run searches nothing."""
        return required_words(self.pattern)

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
    text: tuple[re.Pattern[str], ...] = ()
    keys: tuple[str, ...] = ()
    headings: tuple[re.Pattern[str], ...] = ()
    front_matter: bool | None = None
    first_line: re.Pattern[str] | None = None
    site: bool = False


class Headings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Roles for sections, for sections inside examples, and for labels inside a section.

    A role such as ``examples.request`` is one inside another. ``usual`` are good spellings, ``required`` the (role,
    heading) pairs of the sections that a page about an operation has. ``words`` are plain texts by role, in which ``*``
    stands for anything; they are asked for before the patterns, in headings and labels.
    """

    drop: re.Pattern[str]
    sections: Roles
    in_examples: Roles
    labels: Roles = ()
    usual: tuple[str, ...] = ()
    required: tuple[tuple[str, str], ...] = ()
    words: Mapping[str, tuple[str, ...]] = {}

    def __post_init__(self) -> None:
        """Put the plain words before the patterns."""
        worded = tuple(_worded(self.words))
        for name in ("sections", "in_examples", "labels"):
            msgspec.structs.force_setattr(self, name, (*worded, *getattr(self, name)))


class OutlineForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
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
    header_names: re.Pattern[str]
    member_headings: re.Pattern[str]
    verbs: Mapping[str, str]
    unnamed: frozenset[str]
    any_names: frozenset[str]
    combinations: Mapping[str, frozenset[str]]

    @cached_property
    def _verbs(self) -> str:
        return "|".join(map(re.escape, (*_METHODS, *self.verbs)))

    @cached_property
    def verb_start(self) -> re.Pattern[str]:
        """What a text that begins with a request begins with: a method, or several."""
        verbs = self._verbs
        several = rf"(?:{verbs})(?:\s*(?:[|/,&]|\b(?:or|and)\b)\s*(?:{verbs})\b)*"
        return re.compile(rf"(?P<verb>{several})(?:\s*:\s*|\s+|(?=[\]|]))(?=[^\s])", re.IGNORECASE)

    @cached_property
    def verb_only(self) -> re.Pattern[str]:
        """A method and nothing else."""
        return re.compile(rf"(?P<verb>{self._verbs})", re.IGNORECASE)

    @cached_property
    def verb_word(self) -> re.Pattern[str]:
        """A method as a word of a text."""
        return re.compile(rf"(?<![A-Za-z])(?:{self._verbs})(?![A-Za-z])", re.IGNORECASE)

    @cached_property
    def methods(self) -> re.Pattern[str] | None:
        """What begins a request line of a code block where any block may hold one."""
        return None if self.request_parts else self.any_methods

    @cached_property
    def any_methods(self) -> re.Pattern[str]:
        """What begins a request line of a code block: methods; one in small letters only before a sure target."""
        verbs = self._verbs
        several = rf"(?:{verbs})(?:[ \t]*[|/,][ \t]*(?:{verbs}))*"
        return re.compile(rf"\$?[ \t]*({several}[ \t\xa0]+(?=\S)|(?i:{verbs})[ \t]+(?=/|https?://))")


class FrontMatterKeys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which front matter keys hold what, what the page kinds are called there, and which must stand (one of each)."""

    title: tuple[str, ...]
    area: tuple[str, ...]
    kind: str
    kinds: dict[str, tuple[str, ...]]
    redirect: tuple[str, ...] = ()
    optional: bool = False
    required: tuple[tuple[str, ...], ...] = ()
    author: tuple[str, ...] = ()
    authentication: tuple[str, ...] = ()


class Annotations(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the members of an annotation comment are called, and the kinds of blocks that there are.

    ``kinds`` are good spellings; nobody means ``other_kinds`` by a misspelt one. Blocks of a kind of ``no_examples``
    are none. ``other_keys`` are known and not read.
    """

    kind: str
    name: tuple[str, ...]
    type: tuple[str, ...]
    base: tuple[str, ...]
    key: tuple[str, ...]
    open: tuple[str, ...]
    abstract: tuple[str, ...]
    collection: tuple[str, ...]
    nullable: tuple[str, ...]
    truncated: tuple[str, ...]
    no_examples: tuple[str, ...]
    other_keys: tuple[str, ...]
    kinds: tuple[str, ...]
    other_kinds: tuple[str, ...]


class Columns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the columns of a table are called, folded.

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
    permission_kind: tuple[re.Pattern[str], ...]
    status: tuple[str, ...]
    schema: tuple[str, ...]
    meaning: tuple[str, ...]
    header: tuple[str, ...]
    security: tuple[str, ...]
    scopes: tuple[str, ...]


class Permissions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How permissions are written; ``kinds`` are (scheme, row label) pairs.

    ``labels`` is how messages call a kind. ``refusal`` begins a cell that grants nothing, whatever else it says;
    ``refused`` stands in a sentence beside others that only speaks of a scope.
    """

    scope: re.Pattern[str]
    together: re.Pattern[str]
    alternative: re.Pattern[str]
    none: re.Pattern[str]
    refusal: re.Pattern[str]
    refused: re.Pattern[str]
    kinds: Roles
    fallback: str
    most_first: re.Pattern[str]
    labels: dict[str, str] = {}


class Urls(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How an absolute URL splits into server and path.

    ``relative_version`` tells that a version which begins a path is not a part of it, either; ``root`` that there is
    a path "/"; ``fragments`` that what follows "#" tells paths apart; ``calls`` that ``name(key=value)`` in a path is a
    call of a function. ``variable`` is what the variable is called that stands for a server.
    """

    version: re.Pattern[str]
    alias_versions: tuple[str, ...]
    missing: re.Pattern[str]
    ellipsis: re.Pattern[str]
    raw: re.Pattern[str]
    batch: re.Pattern[str]
    query: re.Pattern[str]
    reference: re.Pattern[str]
    namespaces: tuple[str, ...]
    api_host: re.Pattern[str]
    variable: re.Pattern[str]
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
    ``refusals`` tells that any request may be refused, whether or not its page says so. ``page_names`` tells that
    operations are named and grouped as their pages do it, ``envelope`` in which member all answers stand.
    ``requests_in_part`` tells that a request may describe and show a few members of the type that its path is about,
    and means the whole type. ``any_members`` are names that stand in an example for those of any other members.
    ``names_bodies`` tells that a body which is an object without a name is called after its operation, that of a
    request as a component.
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
    page_names: bool = False
    envelope: str = ""
    requests_in_part: bool = False
    any_members: tuple[str, ...] = ()
    names_bodies: bool = False

    def is_annotation(self, name: str) -> bool:
        """Tell whether a member tells of its body, or of another member."""
        return bool(self.annotation_mark) and self.annotation_mark in name

    def annotated(self, name: str) -> str:
        """Return the name of the member that an annotation tells of, "" for the body; other names as they are."""
        return name.partition(self.annotation_mark)[0] if self.annotation_mark else name


class Samples(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Texts of examples that stand for a value, such as the name of a type, or of a property with ``ending`` behind it.

    ``types`` and ``notes`` (what stands in brackets behind the name of a type) are alternatives of a pattern.
    """

    types: str
    notes: str
    ending: str
    argument: str
    stand_ins: str
    doubtful: re.Pattern[str]
    languages: frozenset[str]

    @cached_property
    def _type_name(self) -> str:
        return rf"(?P<type>{self.types})(?P<note>\s*\((?:{self.notes})\))?"

    @cached_property
    def _named(self) -> str:
        return rf"[A-Za-z_@][\w.@:-]*{self.ending}"

    @cached_property
    def sample(self) -> re.Pattern[str]:
        """A text that stands for a value."""
        return re.compile(rf"{self._type_name}|{self._named}")

    @cached_property
    def quoted_type_name(self) -> re.Pattern[str]:
        """The name of a type as a JSON string."""
        return re.compile(f'"{self._type_name}"')

    @cached_property
    def bare(self) -> re.Pattern[str]:
        """A name with the ending, without quotes."""
        return re.compile(rf"(?<![\"\w'-])[A-Za-z_]\w*{self.ending}(?![\"\w-])")

    @cached_property
    def bare_value(self) -> re.Pattern[str]:
        """The same as the value of a member, at the end of a line."""
        return re.compile(rf":\s*([A-Za-z_]\w*{self.ending})\s*,?\s*$")

    @cached_property
    def in_path(self) -> re.Pattern[str]:
        """A segment or argument of a path that stands for a value."""
        return _expression(rf"(?:[\w-]+{self.ending}|{self.argument})\Z")

    @cached_property
    def _replaceable(self) -> re.Pattern[str]:
        noted = rf"(?:{self.types})(?:\s*\([\w ,.-]*\))?"
        return _expression(rf"{noted}|{self._named}(?:-?\d{{1,3}})?|{self.stand_ins}")

    def is_sample(self, text: str) -> bool:
        """Tell whether a text stands for a value."""
        return self.sample.fullmatch(text) is not None

    def is_replaceable(self, text: str) -> bool:
        """Tell whether a text so surely stands for a value that a plain value may replace it."""
        return self._replaceable.fullmatch(text) is not None

    def may_be_no_value(self, text: object) -> bool:
        """Tell whether something may stand for a value, as "..." does: then nothing can be said against it."""
        return isinstance(text, str) and (self.is_sample(text) or self.doubtful.fullmatch(text) is not None)


class Dialect(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, dict=True):
    """One dialect as its file and those that it extends state it, with the patterns compiled."""

    name: str
    headings: Headings
    outline: OutlineForm
    titles: Mapping[str, re.Pattern[str]]
    front_matter: FrontMatterKeys
    folders: Mapping[str, frozenset[str]]
    tabs: Mapping[str, frozenset[str]]
    annotations: Annotations
    columns: Columns
    types: Mapping[str, Primitive]
    type_forms: Mapping[str, re.Pattern[str]]
    enumeration_words: frozenset[str]
    sentences: Mapping[str, Form]
    boilerplate: tuple[re.Pattern[str], ...]
    responses: Mapping[str, Form]
    bodies: Mapping[str, Form]
    naming: Mapping[str, re.Pattern[str]]
    security_forms: Mapping[str, re.Pattern[str]]
    permissions: Permissions
    urls: Urls
    placeholders: Mapping[str, Form]
    samples: Samples
    security: Security
    document: DocumentForm
    elements: Mapping[str, tuple[str, ...]] = {}
    bullets: Mapping[str, tuple[str, ...]] = {}
    marks: Mapping[str, tuple[str, ...]] = {}
    known_names: Mapping[str, tuple[str, ...]] = {}
    title_verbs: Mapping[str, frozenset[str]] = {}
    detect: Detect = Detect()
    extends: str = ""

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The written names of types, with the key of the type table that each means."""
        return {word: key for key, primitive in self.types.items() for word in (key, *primitive.words)}

    @cached_property
    def element_meanings(self) -> Mapping[str, str]:
        """What each element means."""
        return _inverted(self.elements)

    @cached_property
    def bullet_meanings(self) -> Mapping[str, str]:
        """What each word that begins a list item means."""
        return _inverted(self.bullets)

    @cached_property
    def mark_meanings(self) -> Mapping[str, str]:
        """What each mark in brackets means."""
        return _inverted(self.marks)

    def primitive(self, name: str) -> str:
        """Return the key of the type table that a written name of a type means, "" for none."""
        folded = name.lower()
        return self.words.get(folded) or self.words.get(self.type_forms["prefix"].sub("", folded), "")

    def permission_kind(self, label: str) -> str:
        """Return the kind of permission that the label of a row or column names, "" for none."""
        return next((kind for kind, pattern in self.permissions.kinds if pattern.search(label)), "")

    def holds_permission_kinds(self, title: str) -> bool:
        """Tell whether a column with a title, given in lower case, holds kinds of permission."""
        return any(pattern.search(title) for pattern in self.columns.permission_kind)


class Own(msgspec.Struct, frozen=True):
    """A dialect of a team's own: the name by which settings and facts call it, and all its tables as JSON."""

    name: str
    tables: str


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


def names() -> tuple[str, ...]:
    """Return the names of the dialects that come with the package, sorted."""
    files = resources.files(__package__).iterdir()
    return tuple(sorted(f.name.removesuffix(".toml") for f in files if f.name.endswith(".toml")))


@cache
def load(name: str) -> Dialect:
    """Return a dialect of the package; raises DialectError when there is none of this name."""
    return _converted({**_read(name), "name": name})


@cache
def available() -> tuple[Dialect, ...]:
    """Return all dialects, the most specific first."""
    return tuple(sorted(map(load, names()), key=lambda d: (-d.detect.priority, d.name)))


@cache
def by_name(own: tuple[Own, ...] = ()) -> Mapping[str, Dialect]:
    """Return the dialects of the package and some of a team's own by their names."""
    teams = {one.name: _converted(msgspec.json.decode(one.tables)) for one in own}
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
        _converted(whole)
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
        _converted({**tables, "name": ""})
    except msgspec.ValidationError:
        return False
    return True


def _fields(keys: Sequence[str]) -> tuple[str, ...]:
    """Return the fields of the table with a key."""
    owner: Any = Dialect
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
        raise DialectError(f"there is no dialect {name!r}; {advice(name, names())}")
    file = DialectFile.parse(f"{name}.toml", place.read_text(encoding="utf-8"))
    base = file.tables.get("extends", "")
    return (*_layers(base), file) if base else (file,)


@cache
def _read(name: str) -> dict[str, Any]:
    """Return the tables of a dialect of the package, laid on those of the ones that it extends."""
    return reduce(lay, (file.tables for file in _layers(name)), {})


def _converted(tables: Mapping[str, Any]) -> Dialect:
    return msgspec.convert(tables, Dialect, dec_hook=_compiled)


def _inverted(words: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    return {word: meaning for meaning, listed in words.items() for word in listed}


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    """Return a pattern compiled: dialects share most of theirs, and the library keeps no more than 512."""
    return re.compile(pattern, re.IGNORECASE)


@cache
def _form(pattern: str) -> Form:
    return Form(_expression(pattern))


def _worded(words: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield each role with the pattern of its plain words."""
    for role, texts in words.items():
        if texts:
            forms = "|".join(r".*".join(map(re.escape, text.strip().lower().split("*"))) for text in texts)
            yield role, _expression(f"^(?:{forms})$")


def _compiled(kind: Any, written: Any) -> Any:
    """Return what a text of a dialect file is where a pattern or a form is wanted."""
    if not isinstance(written, str):
        raise TypeError(f"Expected `str`, got `{_JSON_NAMES.get(type(written), 'object')}`")
    return _form(written) if kind is Form else _expression(written)
