"""How much of what pages should say they say: the figures, as reports show them."""

from __future__ import annotations

import msgspec

from docgen.report.coverage import Coverage


class Share(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """How many of a number of things are complete."""

    complete: int = 0
    total: int = 0

    @property
    def percent(self) -> int | None:
        """Return the share in whole percent, None of nothing; 100 only when all are complete."""
        return self.complete * 100 // self.total if self.total else None


class Figures(msgspec.Struct, frozen=True, gc=False):
    """The shares of one part of the pages; ``label`` is its name, ``members`` are the paths of its pages."""

    label: str
    pages: Share = Share()
    operations: Share = Share()
    properties: Share = Share()
    examples: Share = Share()
    members: tuple[str, ...] = ()


class Completeness(msgspec.Struct, frozen=True, gc=False):
    """The shares of all pages, and of parts of them: by area and author, as front matter has them, by folder, by page.

    Authors are left out where no page names one. ``coverage`` is what of the blocks of those pages is read whose
    dialect tells it.
    """

    everything: Figures = Figures("all pages")
    areas: tuple[Figures, ...] = ()
    authors: tuple[Figures, ...] = ()
    folders: tuple[Figures, ...] = ()
    pages: tuple[Figures, ...] = ()
    coverage: Coverage = Coverage()
