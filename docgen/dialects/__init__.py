"""Loads the dialects of pages: the vocabulary of their headings, tables and sentences, as TOML files state it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from importlib import resources
from typing import Any, Literal

import msgspec

from docgen.dialects.required_words import required_words

DEFAULT = "base"
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE")

Roles = tuple[tuple[str, re.Pattern[str]], ...]
"""(role, pattern) pairs, in the order in which they are tried."""


class Form:
    """A pattern, and words in lower case of which every text that it matches holds one (see ``required_words``).

    Only a text with one of the words is searched for the pattern: extracting a page takes two thirds of the time.
    """

    __slots__ = ("pattern", "words")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self.words = required_words(pattern)

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
    matter; each in ``headings`` is a heading.
    """

    priority: int = 0
    text: tuple[re.Pattern[str], ...] = ()
    keys: tuple[str, ...] = ()
    headings: tuple[re.Pattern[str], ...] = ()
    front_matter: bool | None = None


class Headings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Roles for sections, for sections inside examples, and for labels inside a section.

    A role such as ``examples.request`` is one inside another. ``usual`` are good spellings, ``required`` the (role,
    heading) pairs of the sections that a page about an operation has.
    """

    drop: re.Pattern[str]
    sections: Roles
    in_examples: Roles
    labels: Roles = ()
    usual: tuple[str, ...] = ()
    required: tuple[tuple[str, str], ...] = ()


class OutlineForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """What carries requests and rows, and the words by which they are known.

    ``statements`` and ``rows`` are carriers. ``answers`` tells that answers stand in tables, lists and headings, too.
    ``request_parts`` is the role of the only parts that state requests, "" where any part may. ``tells_unread`` tells
    whether what gives no fact is a finding. ``verbs`` maps methods that OpenAPI lacks to the method and query that they
    stand for. ``unnamed`` are words that stand for no name, ``any_names`` those that stand for all other names.
    ``combinations`` are the paragraphs that say how the parts of a type go together, by ``all``, ``one`` and ``any``.
    """

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
    required_words: frozenset[str]
    optional_words: frozenset[str]
    locations: tuple[str, ...]
    row_elements: frozenset[str]
    verbs: Mapping[str, str]
    unnamed: frozenset[str]
    any_names: frozenset[str]
    combinations: Mapping[str, frozenset[str]]

    @cached_property
    def _verbs(self) -> str:
        return "|".join(map(re.escape, (*_METHODS, *self.verbs)))

    @cached_property
    def verb_start(self) -> re.Pattern[str]:
        """What a text that begins with a request begins with."""
        return re.compile(rf"(?P<verb>{self._verbs})(?:\s*:\s*|\s+|(?=[\]|]))(?=[^\s])", re.IGNORECASE)

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
        """What begins a request line of a code block: a method, in small letters too before a sure target."""
        if self.request_parts:
            return None
        verbs = self._verbs
        return re.compile(rf"\$?[ \t]*((?:{verbs})[ \t\xa0]+(?=\S)|(?i:{verbs})[ \t]+(?=/|https?://))")


class FrontMatterKeys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which front matter keys hold what, what the page kinds are called there, and which must stand (one of each)."""

    title: tuple[str, ...]
    area: tuple[str, ...]
    kind: str
    kinds: dict[str, tuple[str, ...]]
    optional: bool = False
    required: tuple[tuple[str, ...], ...] = ()
    author: tuple[str, ...] = ()


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
    """What the columns of a table are called, folded."""

    name: tuple[str, ...]
    type: tuple[str, ...]
    description: tuple[str, ...]
    required: tuple[str, ...]
    optional: tuple[str, ...]
    default: tuple[str, ...]
    notes: tuple[str, ...]
    location: tuple[str, ...]
    value: tuple[str, ...]
    listed_value: tuple[str, ...]
    member: tuple[str, ...]
    member_value: tuple[str, ...]
    permission_kind: tuple[re.Pattern[str], ...]
    status: tuple[str, ...]
    schema: tuple[str, ...]
    meaning: tuple[str, ...]
    header: tuple[str, ...]


class Permissions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How permissions are written; ``kinds`` are (scheme, row label) pairs.

    ``labels`` is how messages call a kind.
    """

    scope: re.Pattern[str]
    together: re.Pattern[str]
    alternative: re.Pattern[str]
    none: re.Pattern[str]
    kinds: Roles
    fallback: str
    most_first: re.Pattern[str]
    labels: dict[str, str] = {}


class Urls(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How an absolute URL splits into server and path.

    ``relative_version`` tells that a version which begins a path is not a part of it, either; ``root`` that there is
    a path "/"; ``fragments`` that what follows "#" tells paths apart; ``calls`` that ``name(key=value)`` in a path is a
    call of a function.
    """

    version: re.Pattern[str]
    alias_versions: tuple[str, ...]
    missing: re.Pattern[str]
    ellipsis: re.Pattern[str]
    raw: re.Pattern[str]
    query: re.Pattern[str]
    reference: re.Pattern[str]
    namespaces: tuple[str, ...]
    api_host: re.Pattern[str]
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

    ``examples_add`` tells that an example may show answers that no page states, and members of a body that no row
    describes. ``refusals`` tells that any request may be refused, whether or not its page says so. ``types_require``
    tells that a member of a type which is marked as required stands in each of its instances.
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
    refusals: bool = False
    types_require: bool = False

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
    permissions: Permissions
    urls: Urls
    placeholders: Mapping[str, Form]
    samples: Samples
    security: Security
    document: DocumentForm
    detect: Detect = Detect()
    extends: str = ""

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The written names of types, with the key of the type table that each means."""
        return {word: key for key, primitive in self.types.items() for word in (key, *primitive.words)}

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


class DialectError(Exception):
    """A dialect file cannot be used; the message names the file and what is wrong."""


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
    """Return a dialect by name; raises DialectError when there is none, or its file is wrong."""
    raw = _read(name)
    try:
        return msgspec.convert(raw, Dialect, dec_hook=_compiled)
    except (msgspec.ValidationError, re.error) as error:
        raise DialectError(f"dialect {name}: {error}") from error


@cache
def available() -> tuple[Dialect, ...]:
    """Return all dialects, the most specific first."""
    return tuple(sorted(map(load, names()), key=lambda d: (-d.detect.priority, d.name)))


@cache
def by_name() -> Mapping[str, Dialect]:
    """Return all dialects by their names."""
    return {dialect.name: dialect for dialect in available()}


@cache
def _read(name: str) -> dict[str, Any]:
    file = resources.files(__package__).joinpath(f"{name}.toml")
    if not file.is_file():
        raise DialectError(f"there is no dialect {name!r}; known are {', '.join(names())}")
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    base = raw.get("extends", "")
    return _merge(_read(base), raw) if base else raw


def _merge(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Return the tables of ``over`` laid on those of ``base``; lists and values replace."""
    out = dict(base)
    for key, value in over.items():
        here = out.get(key)
        out[key] = _merge(here, value) if isinstance(here, dict) and isinstance(value, dict) else value
    return out


def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _compiled(kind: Any, written: Any) -> Any:
    """Return what a text of a dialect file is where a pattern or a form is wanted."""
    if not isinstance(written, str):
        raise msgspec.ValidationError(f"Expected `str`, got `{type(written).__name__}`")
    return Form(_expression(written)) if kind is Form else _expression(written)
