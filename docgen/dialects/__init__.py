"""Dialect files go in; vocabulary as typed, compiled data comes out. No logic of any page family lives here."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

import msgspec

from docgen.dialects.required_words import required_words

DEFAULT = "base"


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
    text: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    front_matter: bool | None = None


class Headings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Ordered (role, pattern) pairs for sections, for sections inside examples, and for labels inside a section.

    A role such as ``examples.request`` is one inside another. ``usual`` are good spellings, ``required`` the (role,
    heading) pairs of the sections that a page about an operation has.
    """

    drop: str
    sections: tuple[tuple[str, str], ...]
    in_examples: tuple[tuple[str, str], ...]
    labels: tuple[tuple[str, str], ...] = ()
    usual: tuple[str, ...] = ()
    required: tuple[tuple[str, str], ...] = ()


class _Outline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What carries requests and rows, and the words by which they are known.

    ``statements`` and ``rows`` are carriers. ``answers`` tells that answers stand in tables, lists and headings, too.
    ``request_parts`` is the role of the only parts that state requests, "" where any part may. ``tells_unread`` tells
    whether what gives no fact is a finding. ``verbs`` maps methods that OpenAPI lacks to the method and query that they
    stand for. ``unnamed`` are words that stand for no name, ``any_names`` those that stand for all other names.
    ``combinations`` are the paragraphs that say how the parts of a type go together, by ``all``, ``one`` and ``any``.
    """

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
    required_words: tuple[str, ...]
    optional_words: tuple[str, ...]
    locations: tuple[str, ...]
    row_elements: tuple[str, ...]
    verbs: dict[str, str]
    unnamed: tuple[str, ...]
    any_names: tuple[str, ...]
    combinations: dict[str, tuple[str, ...]]


class OutlineForm(msgspec.Struct, frozen=True, eq=False):
    """The same, with the patterns made of the verbs; ``methods`` begins a line of a code block."""

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
    verb_start: re.Pattern[str]
    verb_only: re.Pattern[str]
    verb_word: re.Pattern[str]
    methods: re.Pattern[str] | None


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
    """What the columns of a table are called, folded; ``permission_kind`` holds patterns."""

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
    permission_kind: tuple[str, ...]
    status: tuple[str, ...]
    schema: tuple[str, ...]
    meaning: tuple[str, ...]
    header: tuple[str, ...]
    security: tuple[str, ...]
    scopes: tuple[str, ...]


class Permissions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How permissions are written; ``kinds`` are ordered (scheme, row label pattern) pairs.

    ``labels`` is how messages call a kind.
    """

    scope: str
    together: str
    alternative: str
    none: str
    kinds: tuple[tuple[str, str], ...]
    fallback: str
    most_first: str
    labels: dict[str, str] = {}


class Urls(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How an absolute URL splits into server and path.

    ``relative_version`` tells that a version which begins a path is not a part of it, either; ``root`` that there is
    a path "/"; ``fragments`` that what follows "#" tells paths apart; ``calls`` that ``name(key=value)`` in a path is a
    call of a function.
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
    describes. ``refusals`` tells that any request may be refused, whether or not its page says so. ``page_names`` tells
    that operations are named and grouped as their pages do it. ``types_require`` tells that a member of a type which is
    marked as required stands in each of its instances.
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
    page_names: bool = False
    types_require: bool = False

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
    naming: dict[str, str]
    security_forms: dict[str, str]
    permissions: Permissions
    urls: Urls
    placeholders: dict[str, str]
    samples: _Samples
    security: Security
    document: DocumentForm
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
    naming: Mapping[str, re.Pattern[str]]
    security_forms: Mapping[str, re.Pattern[str]]
    permissions: Permissions
    permission_patterns: Mapping[str, re.Pattern[str]]
    permission_kinds: tuple[tuple[str, re.Pattern[str]], ...]
    urls: Urls
    url_patterns: Mapping[str, re.Pattern[str]]
    placeholders: Mapping[str, Form]
    samples: Samples
    security: Security
    document: DocumentForm

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


class DialectError(Exception):
    """A dialect file cannot be used; the message names the file and what is wrong."""


def names() -> tuple[str, ...]:
    """Return the names of the dialects that come with the package, sorted."""
    files = resources.files(__package__).iterdir()
    return tuple(sorted(f.name.removesuffix(".toml") for f in files if f.name.endswith(".toml")))


@cache
def load(name: str) -> Dialect:
    """Return a dialect by name; raises DialectError when there is none, or its file is wrong."""
    raw = _read(name)
    try:
        return _compile(msgspec.convert(raw, _File))
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


def _expressions(table: Mapping[str, Any]) -> dict[str, re.Pattern[str]]:
    return {key: _expression(value) for key, value in table.items() if isinstance(value, str)}


def _forms(table: Mapping[str, str]) -> dict[str, Form]:
    return {key: _form(pattern) for key, pattern in _expressions(table).items()}


def _form(pattern: re.Pattern[str]) -> Form:
    return Form(pattern, required_words(pattern))


def _pairs(rows: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((role, _expression(pattern)) for role, pattern in rows)


_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE")


def _outline(written: _Outline) -> OutlineForm:
    verbs = "|".join(map(re.escape, (*_METHODS, *written.verbs)))
    return OutlineForm(
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
        required_words=frozenset(written.required_words),
        optional_words=frozenset(written.optional_words),
        locations=written.locations,
        row_elements=frozenset(written.row_elements),
        verbs=written.verbs,
        unnamed=frozenset(written.unnamed),
        any_names=frozenset(written.any_names),
        combinations={mode: frozenset(words) for mode, words in written.combinations.items()},
        verb_start=re.compile(rf"(?P<verb>{verbs})(?:\s*:\s*|\s+|(?=[\]|]))(?=[^\s])", re.IGNORECASE),
        verb_only=re.compile(rf"(?P<verb>{verbs})", re.IGNORECASE),
        verb_word=re.compile(rf"(?<![A-Za-z])(?:{verbs})(?![A-Za-z])", re.IGNORECASE),
        methods=None if written.request_parts else _request_start(verbs),
    )


def _request_start(verbs: str) -> re.Pattern[str]:
    """Return what begins a request line of a code block: a verb, in small letters too before a sure target."""
    return re.compile(rf"\$?[ \t]*((?:{verbs})[ \t\xa0]+(?=\S)|(?i:{verbs})[ \t]+(?=/|https?://))")


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
    words = {word: key for key, primitive in file.types.items() for word in (key, *primitive.words)}
    return Dialect(
        name=file.name,
        detect=file.detect,
        text_signs=tuple(re.compile(pattern, re.MULTILINE) for pattern in file.detect.text),
        heading_signs=tuple(map(re.compile, file.detect.headings)),
        outline=_outline(file.outline),
        sections=_pairs(file.headings.sections),
        labels=_pairs(file.headings.labels),
        in_examples=_pairs(file.headings.in_examples),
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
        naming=_expressions(file.naming),
        security_forms=_expressions(file.security_forms),
        permissions=file.permissions,
        permission_patterns={
            key: re.compile(getattr(file.permissions, key), 0 if key == "scope" else re.IGNORECASE)
            for key in ("scope", "together", "alternative", "none", "most_first")
        },
        permission_kinds=_pairs(file.permissions.kinds),
        urls=file.urls,
        url_patterns={
            key: _expression(getattr(file.urls, key))
            for key in ("version", "missing", "ellipsis", "raw", "reference", "query", "api_host")
        },
        placeholders={**_forms(file.placeholders), "todo": _form(re.compile(file.placeholders["todo"]))},
        samples=_samples(file.samples),
        security=file.security,
        document=file.document,
    )
