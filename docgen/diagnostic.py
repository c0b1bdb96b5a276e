"""What a finding is: a declared rule, seen at a span, with its words filled in."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from enum import StrEnum
from posixpath import basename

import msgspec

from docgen.source import Span

MAX_RELATED = 50  # places of one finding that a report lists
_NAMED = 3  # pages in a message


class Severity(StrEnum):
    """How much a finding matters: what follows for the document and its readers."""

    ERROR = "error"  # the document would be wrong, or the page cannot be read
    WARNING = "warning"  # a reader or a generator would be misled
    INFO = "info"  # unfinished, but harmless

    @property
    def rank(self) -> int:
        """Return 2 for error, 1 for warning, 0 for info."""
        return {"error": 2, "warning": 1, "info": 0}[self.value]


class Related(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Another place that belongs to a finding, such as the other side of a contradiction.

    ``is_same`` tells that the same is found there.
    """

    span: Span
    message: str
    is_same: bool = False


class Edit(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A stretch of a source, and the text to put in its place."""

    span: Span
    text: str


class Applicability(StrEnum):
    """Whether a fix is made without being looked at."""

    SAFE = "safe"  # the page says the same: words, code and links stay, apart from letter case and quotation marks
    UNSAFE = "unsafe"  # the page may say something else


class Fix(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Edits that make a finding go away; ``message`` says what they do."""

    message: str
    edits: tuple[Edit, ...]
    applicability: Applicability

    @property
    def is_safe(self) -> bool:
        """Tell whether the page says the same afterwards."""
        return self.applicability is Applicability.SAFE


def rewritten(places: Iterable[Span], text: str, message: str = "", *, safe: bool) -> Fix:
    """Return the fix that puts a text at each of some places."""
    edits = tuple(Edit(span, text) for span in dict.fromkeys(places))
    return Fix(message or f"write {text}", edits, Applicability.SAFE if safe else Applicability.UNSAFE)


class Diagnostic(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One finding. ``subject`` names the thing it is about (a property, an operation), for fingerprints.

    ``more`` says at how many other places the same is found; it changes with them, and is no part of a fingerprint.
    """

    code: str
    name: str
    severity: Severity
    message: str
    span: Span
    help: str = ""
    related: tuple[Related, ...] = ()
    subject: str = ""
    fix: Fix | None = None
    more: str = ""

    @property
    def told(self) -> str:
        """Return the message as people read it."""
        return self.message + self.more

    @property
    def spans(self) -> tuple[Span, ...]:
        """Return its own place and the related ones."""
        return (self.span, *(other.span for other in self.related))

    @property
    def listed(self) -> tuple[Related, ...]:
        """Return the related places that a report lists: hosts and editors take no thousands."""
        return self.related[:MAX_RELATED]

    def moved(self, paths: Container[str]) -> Diagnostic:
        """Return the finding at the first of its places on some pages; as it is where none of them has it."""
        here = next((one for one in self.related if one.is_same and one.span.path in paths), None)
        if here is None or self.span.path in paths:
            return self
        related = tuple(Related(self.span, here.message, is_same=True) if one is here else one for one in self.related)
        return msgspec.structs.replace(self, span=here.span, related=related)


class Rule(msgspec.Struct, frozen=True, gc=False):
    """One row of the catalogue: ``message`` and ``help`` are templates with named fields."""

    code: str
    name: str
    severity: Severity
    message: str
    help: str = ""

    def at(
        self,
        span: Span,
        *,
        related: tuple[Related, ...] = (),
        subject: str = "",
        severity: Severity | None = None,
        fix: Fix | None = None,
        places: Sequence[Span] = (),
        **values: object,
    ) -> Diagnostic:
        """Return a finding of this rule at a span, the fields of its message filled in.

        ``places`` are all places of the finding, its own among them, where there are several.
        """
        return Diagnostic(
            self.code,
            self.name,
            severity or self.severity,
            self.message.format(**values),
            span,
            self.help.format(**values),
            related,
            subject,
            fix,
            elsewhere(places),
        )


def plural(count: int, noun: str) -> str:
    """Return a count with its noun: ``1 page``, ``2 pages``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def elsewhere(places: Sequence[Span]) -> str:
    """Return the words about the places of one finding, the first of which is its own: how many, on which pages."""
    if len(places) < 2:
        return ""
    pages = list(dict.fromkeys(basename(span.path) for span in places))
    if len({span.path for span in places}) == 1:
        return f" ({len(places):,} times on this page)"
    more = f" and {len(pages) - _NAMED:,} more" if len(pages) > _NAMED else ""
    return f" ({len(places):,} times, on {len(pages):,} pages: {', '.join(pages[:_NAMED])}{more})"


def moved(found: Iterable[Diagnostic], paths: Container[str]) -> tuple[Diagnostic, ...]:
    """Return findings in the order of their places, those that several pages have at their place on some pages."""
    return tuple(sorted((one.moved(paths) for one in found), key=lambda one: one.span))


def also(places: Iterable[Span], message: str = "also here") -> tuple[Related, ...]:
    """Return the related places of a finding at which the same is found."""
    return tuple(Related(span, message, is_same=True) for span in places)
