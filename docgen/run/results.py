"""What a run gives back: a Report of findings, a Build with the document, a Comparison with a contract."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from docgen.diagnostic import Diagnostic, Severity
from docgen.findings import baseline
from docgen.fingerprints import Manifest
from docgen.report.figures import Completeness
from docgen.source import Source

if TYPE_CHECKING:
    from docgen.compare.drift import Cover
    from docgen.openapi.document import Document


class Original(msgspec.Struct, frozen=True, gc=False):
    """A file that was read: its real path, the folder that it is read below, and the digest of what it held.

    ``digest`` is b"" where it was read twice and held two things.
    """

    real: str
    root: Path
    digest: bytes


class Report(msgspec.Struct, frozen=True):
    """The findings, sorted by place and code; the sources they stand in, by path; the number of pages read.

    ``measure`` works out the ``completeness`` of the pages, ``source_url`` tells where a line of them can be seen.
    ``compared`` tells what the baseline did: ``known`` findings are left out because it has them, its ``stale``
    entries no longer hold, and it would hold ``renewed`` ones if it were written anew. ``originals`` are all pages and
    included files as they were read, by path: the fixes of findings fit no other content. ``left_out`` counts the
    findings that are left out, since a format has no room for them. ``title`` and ``folder`` are those of the project,
    ``revision`` and ``revision_date`` those of its pages, as the settings give them. ``operation_pages`` are the paths
    of the pages that describe operations.
    """

    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]
    pages: int
    measure: Callable[[], Completeness] = Completeness
    source_url: str = ""
    compared: baseline.Comparison = baseline.Comparison(())
    originals: Mapping[str, Original] = {}
    left_out: int = 0
    title: str = ""
    folder: str = ""
    revision: str = ""
    revision_date: str = ""
    operation_pages: frozenset[str] = frozenset()

    @property
    def completeness(self) -> Completeness:
        """Return how much of what the pages should say they say; few ask, and it takes a while."""
        return self.measure()

    @property
    def known(self) -> int:
        """Return how many findings the baseline has."""
        return self.compared.known

    @property
    def stale(self) -> tuple[baseline.Entry, ...]:
        """Return the entries of the baseline that no longer hold."""
        return self.compared.stale

    @property
    def renewed(self) -> tuple[baseline.Entry, ...]:
        """Return the entries of a new baseline; few ask, and it takes a while."""
        return self.compared.renewed

    def replace(self, diagnostics: tuple[Diagnostic, ...], *, left_out: int = 0) -> Report:
        """Return the same report with other findings."""
        return msgspec.structs.replace(self, diagnostics=diagnostics, left_out=left_out)

    def count(self, severity: Severity) -> int:
        """Return how many findings have a severity."""
        return sum(one.severity is severity for one in self.diagnostics)

    def fails(self, lowest: str) -> bool:
        """Tell whether a finding is at or above a severity; ``never`` is above all."""
        return lowest != "never" and any(one.severity.rank >= Severity(lowest).rank for one in self.diagnostics)


class Build(msgspec.Struct, frozen=True):
    """The document, how it is written (in UTF-8, in the format of the settings), and the findings on the way to it.

    ``manifest`` tells whether a second build would give the same; None where that cannot be told. ``empty`` is the
    finding that the pages give neither operations nor types, whether or not it is reported.
    """

    document: Document
    written: bytes
    report: Report
    manifest: Manifest | None = None
    empty: Diagnostic | None = None

    @property
    def text(self) -> str:
        """Return the document as text, in the format of the settings."""
        return self.written.decode()

    @property
    def valid(self) -> bool:
        """Tell whether the document is what OpenAPI allows."""
        return not any(one.code.startswith("DG9") for one in self.report.diagnostics)

    @property
    def refusal(self) -> str:
        """Return why the document must not be written, "" where it may be."""
        if not self.valid:
            return "it would not be valid OpenAPI (DG9)"
        return f"{self.empty.message} ({self.empty.code})" if self.empty else ""


class Comparison(msgspec.Struct, frozen=True):
    """What pages and a contract disagree about, and how much of the contract the pages document."""

    report: Report
    cover: Cover
