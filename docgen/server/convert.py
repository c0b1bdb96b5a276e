"""Converts spans and findings to positions, ranges, diagnostics and edits of the protocol, and back."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from lsprotocol import types
from pygls.workspace import PositionCodec, ServerTextPosition

from docgen.diagnostic import Diagnostic, Edit, Severity
from docgen.run.results import Report
from docgen.source import Source, Span, line_starts

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
_START = types.Range(types.Position(0, 0), types.Position(0, 0))


def uri(path: str) -> str:
    """Return the address of a page."""
    return Path(os.path.abspath(path)).as_uri()


def range_of(source: Source | None, start: int, end: int, codec: PositionCodec) -> types.Range:
    """Return a slice of a source in the units of the editor, UTF-16 as a rule; without a source, its beginning."""
    if source is None:
        return _START
    return types.Range(_position(source, start, codec), _position(source, max(start, end), codec))


def around(one: types.Range, *others: types.Range) -> types.Range:
    """Return the range from the first beginning to the last end of some ranges."""
    places = [(at.line, at.character) for place in (one, *others) for at in (place.start, place.end)]
    return types.Range(types.Position(*min(places)), types.Position(*max(places)))


def offset_of(source: Source, position: types.Position, codec: PositionCodec) -> int:
    """Return the offset of a position of the editor."""
    there = codec.position_from_client_units(lines(source.text), position)
    return min(line_starts(source.text)[there.line] + there.character, len(source.text))


def diagnostic_of(one: Diagnostic, report: Report, codec: PositionCodec) -> types.Diagnostic:
    """Return a finding as the editor shows it."""
    related = [
        types.DiagnosticRelatedInformation(location_of(other.span, report.sources.get(other.span.path), codec), words)
        for other in one.listed
        for words in (other.message,)
    ]
    return types.Diagnostic(
        range=range_of(report.sources.get(one.span.path), one.span.start, one.span.end, codec),
        message=f"{one.told} ({one.help})" if one.help else one.told,
        severity=_SEVERITIES[one.severity],
        code=one.code,
        source="docgen",
        related_information=related or None,
    )


def location_of(span: Span, source: Source | None, codec: PositionCodec) -> types.Location:
    """Return a span as a place to go to."""
    return types.Location(uri(span.path), range_of(source, span.start, span.end, codec))


def edit_of(
    edits: Sequence[Edit], report: Report, codec: PositionCodec, versions: Mapping[str, int | None] | None
) -> types.WorkspaceEdit:
    """Return the edits of a fix as one of the editor's documents.

    ``versions`` are those of the documents that the editor has open, by address: it makes the edit only where they
    are still the same. None stands for an editor that cannot tell.
    """
    changes: dict[str, list[types.TextEdit]] = {}
    for edit in edits:
        where = range_of(report.sources.get(edit.span.path), edit.span.start, edit.span.end, codec)
        changes.setdefault(uri(edit.span.path), []).append(types.TextEdit(where, edit.text))
    if versions is None:
        return types.WorkspaceEdit(changes=changes)
    return types.WorkspaceEdit(
        document_changes=[
            types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(place, versions.get(place)), listed)
            for place, listed in changes.items()
        ]
    )


@lru_cache(maxsize=16)
def lines(text: str) -> list[str]:
    """Return the lines of a text, their ends kept, so that a position behind the last character is one."""
    return [f"{line}\n" for line in text.split("\n")]


def _position(source: Source, offset: int, codec: PositionCodec) -> types.Position:
    place = source.position(min(offset, len(source.text)))
    return codec.position_to_client_units(lines(source.text), ServerTextPosition(place.line - 1, place.column - 1))
