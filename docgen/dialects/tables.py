"""Holds the tables of a dialect, with their patterns compiled; `keys/descriptions.toml` says what each key means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Literal

import msgspec

from docgen.dialects.forms import Form, expression

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE")

Roles = tuple[tuple[str, re.Pattern[str]], ...]
"""(role, pattern) pairs, in the order in which they are tried."""

StatementCarrier = Literal["fence", "code", "text", "heading", "table", "pair", "element", "front_matter", "curl"]
RowCarrier = Literal["table", "list", "paragraph", "definition", "element", "heading", "schema"]


class Primitive(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The OpenAPI form of a written type name."""

    words: tuple[str, ...]
    type: Literal["", "string", "integer", "number", "boolean", "array", "object"] = ""
    format: str = ""


class Rewriting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pattern of what is replaced in the text of a page before it is read, and what takes its place."""

    find: re.Pattern[str]
    with_: str = msgspec.field(name="with")


class Detect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a page of the dialect looks like: all that is given must hold; the highest priority wins."""

    priority: int = 0
    text: tuple[Form, ...] = ()
    keys: tuple[str, ...] = ()
    headings: tuple[re.Pattern[str], ...] = ()
    front_matter: bool | None = None
    first_line: re.Pattern[str] | None = None
    site: bool = False


class Headings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The roles of sections, of sections inside examples, and of labels; ``examples.request`` is one inside another."""

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
    """What carries requests and rows, and the words by which they are known."""

    grammar: Literal["markdown", "blueprint"]
    request_patterns: tuple[re.Pattern[str], ...]
    statements: frozenset[StatementCarrier]
    rows: frozenset[RowCarrier]
    answers: bool
    labels: bool
    request_parts: str
    tells_unread: bool
    role_headings: frozenset[str]
    languages: frozenset[str]
    type_languages: frozenset[str]
    literal_languages: frozenset[str]
    target_columns: frozenset[str]
    front_matter: frozenset[str]
    method_words: frozenset[str]
    target_words: frozenset[str]
    request_words: frozenset[str]
    joints: tuple[str, ...]
    required_words: frozenset[str]
    optional_words: frozenset[str]
    deprecated_words: frozenset[str]
    row_marks: frozenset[str]
    collection_words: frozenset[str]
    no_defaults: frozenset[str]
    body_names: frozenset[str]
    locations: tuple[str, ...]
    path_locations: tuple[str, ...]
    row_elements: frozenset[str]
    answer_rows: frozenset[str]
    title_elements: frozenset[str]
    header_names: re.Pattern[str]
    member_headings: re.Pattern[str]
    verbs: Mapping[str, str]
    unnamed: frozenset[str]
    any_names: frozenset[str]
    untyped: str
    combinations: Mapping[str, frozenset[str]]

    def known_method(self, method: str) -> str:
        """Return the method that OpenAPI has for one: what LIST stands for, else the method itself."""
        return self.verbs[method].partition(" ")[0] if method in self.verbs else method

    @cached_property
    def _verbs(self) -> str:
        return "|".join(map(re.escape, (*METHODS, *self.verbs)))

    @cached_property
    def verb_start(self) -> re.Pattern[str]:
        """What a text that begins with a request begins with: a method, or several; in capitals with blanks alone."""
        verbs = self._verbs
        several = rf"(?:{verbs})(?:\s*(?:[|/,&]|\b(?:or|and)\b)\s*(?:{verbs})\b|(?-i:\s+(?:{verbs})\b))*"
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
        several = rf"(?:{verbs})(?:[ \t]*[|/,][ \t]*(?:{verbs})|[ \t]+(?:{verbs})\b)*"
        return re.compile(rf"\$?[ \t]{{0,99}}({several}[ \t\xa0]+(?=\S)|(?i:{verbs})[ \t]+(?=/|https?://))")


class Attributes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the attributes of elements and template tags are called, the most telling name first."""

    method: tuple[str, ...]
    target: tuple[str, ...]
    base: tuple[str, ...]
    source: tuple[str, ...]
    summary: tuple[str, ...]
    title: tuple[str, ...]
    status: tuple[str, ...]
    description: tuple[str, ...]
    name: tuple[str, ...]
    location: tuple[str, ...]
    type: tuple[str, ...]
    required: tuple[str, ...]
    default: tuple[str, ...]
    deprecated: tuple[str, ...]
    marks: tuple[str, ...]
    parameters: tuple[str, ...]
    body: tuple[str, ...]
    responses: tuple[str, ...]


class FrontMatterKeys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which keys of front matter hold what, what the kinds of pages are called there, and which must stand."""

    title: tuple[str, ...]
    area: tuple[str, ...]
    kind: str
    kinds: dict[str, tuple[str, ...]]
    redirect: tuple[str, ...] = ()
    moved: re.Pattern[str] | None = None
    optional: bool = False
    required: tuple[tuple[str, ...], ...] = ()
    author: tuple[str, ...] = ()
    authentication: tuple[str, ...] = ()
    description: tuple[str, ...] = ()
    deprecated: tuple[str, ...] = ()


class Annotations(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the members of an annotation comment are called, and the kinds of blocks that there are."""

    kind: str
    name: tuple[str, ...]
    type: tuple[str, ...]
    base: tuple[str, ...]
    key: tuple[str, ...]
    open: tuple[str, ...]
    abstract: tuple[str, ...]
    collection: tuple[str, ...]
    nullable: tuple[str, ...]
    optional: tuple[str, ...]
    scopes: tuple[str, ...]
    empty: tuple[str, ...]
    error: tuple[str, ...]
    items: tuple[str, ...]
    truncated: tuple[str, ...]
    no_examples: tuple[str, ...]
    other_keys: tuple[str, ...]
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
    example: tuple[str, ...]
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
    media: tuple[str, ...]
    header: tuple[str, ...]
    security: tuple[str, ...]
    scopes: tuple[str, ...]


class Permissions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How permissions are written; ``kinds`` are (scheme, pattern of a label) pairs."""

    scope: re.Pattern[str]
    together: re.Pattern[str]
    alternative: re.Pattern[str]
    none: re.Pattern[str]
    refusal: re.Pattern[str]
    refused: re.Pattern[str]
    clause: re.Pattern[str]
    plain: re.Pattern[str]
    kinds: Roles
    fallback: str
    most_first: re.Pattern[str]
    ending: re.Pattern[str]
    labels: dict[str, str] = {}


class Urls(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How an absolute URL splits into server and path, and how a path is read."""

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
    plurals: dict[str, str] = {}
    relative_version: bool = False
    root: bool = True
    fragments: bool = True
    calls: bool = False
    camel_parameters: bool = False


class Security(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The security scheme that the kinds of permissions belong to."""

    scheme: str
    without_user: tuple[str, ...] = ()
    authorization_url: str = ""
    token_url: str = ""


class Extensions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The names of extensions of OpenAPI."""

    discriminator_value: str
    enumeration: str
    flags: str
    navigation: str


class KnownParameter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A parameter of queries that means the same wherever it stands: its type, by a word of ``types``, and its use."""

    type: str
    description: str


class FailureType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One type of the body of a failure: the type of each member, by a word of ``types`` or the name of another one."""

    properties: dict[str, str]
    required: tuple[str, ...] = ()


class Failure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What any failure answers with where its page does not say it."""

    body: str = ""
    message: str = ""
    types: dict[str, FailureType] = {}


class DocumentForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names that the protocol of the service uses in bodies, and how the document is named."""

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
    link_member: str = ""
    count_member: str = ""
    terms: str = ""
    examples_add: bool = False
    types_of_file: bool = False
    types_require: bool = False
    refusals: bool = False
    redirects_bring: bool = False
    failure: Failure = Failure()
    parameters: dict[str, KnownParameter] = {}
    identifies: str = ""
    page_names: bool = False
    envelope: str = ""
    unwraps: bool = False
    requests_in_part: bool = False
    any_members: tuple[str, ...] = ()
    map_keys: re.Pattern[str] | None = None
    names_bodies: bool = False

    def is_annotation(self, name: str) -> bool:
        """Tell whether a member tells of its body, or of another member."""
        return bool(self.annotation_mark) and self.annotation_mark in name

    def annotated(self, name: str) -> str:
        """Return the name of the member that an annotation tells of, "" for the body; other names as they are."""
        return name.partition(self.annotation_mark)[0] if self.annotation_mark else name


class Samples(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Texts of examples that stand for a value."""

    types: re.Pattern[str]
    notes: re.Pattern[str]
    ending: str
    argument: re.Pattern[str]
    time_member: str
    zone_member: str
    periods: Mapping[str, str]
    stand_ins: re.Pattern[str]
    doubtful: re.Pattern[str]
    languages: frozenset[str]

    @cached_property
    def period_start(self) -> re.Pattern[str]:
        """How the name of a member begins that tells when something begins: a key of ``periods``, in any case."""
        return re.compile("|".join(map(re.escape, self.periods)) or "(?!)", re.IGNORECASE)

    @cached_property
    def _type_name(self) -> str:
        return rf"(?P<type>{self.types.pattern})(?P<note>\s*\((?:{self.notes.pattern})\))?"

    @cached_property
    def _named(self) -> str:
        return rf"[A-Za-z_@][\w.@:-]*{re.escape(self.ending)}"

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
        return re.compile(rf"(?<![\"\w'-])[A-Za-z_]\w*{re.escape(self.ending)}(?![\"\w-])")

    @cached_property
    def bare_value(self) -> re.Pattern[str]:
        """The same as the value of a member, at the end of a line."""
        return re.compile(rf":\s*([A-Za-z_]\w*{re.escape(self.ending)})\s*(?:,\s*)?$")

    @cached_property
    def in_path(self) -> re.Pattern[str]:
        """A segment or argument of a path that stands for a value."""
        return expression(rf"(?:[\w-]+{re.escape(self.ending)}|{self.argument.pattern})\Z")

    @cached_property
    def _replaceable(self) -> re.Pattern[str]:
        noted = rf"(?:{self.types.pattern})(?:\s*\([\w ,.-]*\))?"
        return expression(rf"{noted}|{self._named}(?:-?\d{{1,3}})?|{self.stand_ins.pattern}")

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
    attributes: Attributes
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
    opposites: Mapping[str, str] = {}
    events: Mapping[str, str] = {}
    polarity: Mapping[str, frozenset[str]] = {}
    rewrite: tuple[Rewriting, ...] = ()
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
        return _permission_kind(label, self)

    def holds_permission_kinds(self, title: str) -> bool:
        """Tell whether a column with a title, given in lower case, holds kinds of permission."""
        return any(pattern.search(title) for pattern in self.columns.permission_kind)


@lru_cache(maxsize=1024)
def _permission_kind(label: str, dialect: Dialect) -> str:
    return next((kind for kind, pattern in dialect.permissions.kinds if pattern.search(label)), "")


def _inverted(words: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    return {word: meaning for meaning, listed in words.items() for word in listed}


def _worded(words: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield each role with the pattern of its plain words."""
    for role, texts in words.items():
        if texts:
            forms = "|".join(r".*".join(map(re.escape, text.strip().lower().split("*"))) for text in texts)
            yield role, expression(f"^(?:{forms})$")
