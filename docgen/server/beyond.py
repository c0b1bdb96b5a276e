"""Keeps what all pages together say of one page otherwise than the page by itself, and moves it along with its text."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from docgen.diagnostic import Diagnostic, Edit, Fix
from docgen.source import Source, Span


class Beyond(msgspec.Struct, frozen=True):
    """The findings on a page that are ``added`` to its own, and those of its own that are ``dropped``, in a text."""

    source: Source
    added: tuple[Diagnostic, ...] = ()
    dropped: tuple[Diagnostic, ...] = ()

    def with_own(self, own: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Return all findings on the page, sorted, given its own in the same text."""
        kept = [one for one in own if one not in self.dropped]
        return tuple(sorted((*kept, *self.added), key=lambda one: (one.span, one.code)))

    def moved(self, now: Source) -> Beyond:
        """Return the same in the text as it is ``now``, without what stood where it was edited since."""
        if now.text == self.source.text:
            return self
        edited = _Edited(self.source, now)
        return Beyond(now, *(tuple(filter(None, map(edited.finding, kept))) for kept in (self.added, self.dropped)))


def beyond(source: Source, together: Iterable[Diagnostic], alone: Iterable[Diagnostic]) -> Beyond:
    """Return what pages ``together`` say of a page otherwise than it says ``alone``, in the same text."""
    together, alone = tuple(together), tuple(alone)
    added = tuple(one for one in together if one not in alone)
    return Beyond(source, added, tuple(one for one in alone if one not in together))


class _Edited:
    """One edit of a text: what stands before it and behind it stays."""

    def __init__(self, then: Source, now: Source) -> None:
        self.path = then.path
        self.start = _alike(then.text, now.text)
        self.end = len(then.text) - _alike(then.text[self.start :][::-1], now.text[self.start :][::-1])
        self.longer = len(now.text) - len(then.text)

    def finding(self, one: Diagnostic) -> Diagnostic | None:
        """Return a finding at the place where it is now; None where that was edited."""
        span = self.span(one.span)
        if span is None:
            return None
        related = tuple(
            msgspec.structs.replace(other, span=there) for other in one.related if (there := self.span(other.span))
        )
        fix = self.fix(one.fix) if one.fix else None
        return msgspec.structs.replace(one, span=span, related=related, fix=fix)

    def fix(self, fix: Fix) -> Fix | None:
        """Return a fix at the places where they are now; None where one of them was edited."""
        edits = tuple(Edit(span, edit.text) for edit in fix.edits if (span := self.span(edit.span)))
        return msgspec.structs.replace(fix, edits=edits) if len(edits) == len(fix.edits) else None

    def span(self, span: Span) -> Span | None:
        """Return where a span is now; None where it was edited."""
        if span.path != self.path or span.end <= self.start:
            return span
        if span.start < self.end:
            return None
        return Span(span.path, span.start + self.longer, span.end + self.longer)


def _alike(one: str, other: str) -> int:
    """Return the number of characters with which both texts begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (here, there) in pairs if here != there), min(len(one), len(other)))
