"""Write what share of pages was read: as text, worst first, or as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

KINDS = ("request", "rows", "code", "heading", "text")
_MOST_CAUSES = 20
_MOST_PAGES = 50


class PageCoverage(msgspec.Struct, frozen=True):
    """The blocks of one page: how many of each kind are in each account, and why some are unread."""

    path: str
    counts: Mapping[tuple[str, str], int]
    causes: Mapping[tuple[str, str], int]

    def of(self, state: str, kinds: Iterable[str] = KINDS) -> int:
        """Return how many blocks of some kinds are in an account."""
        return sum(self.counts.get((kind, state), 0) for kind in kinds)

    @property
    def share(self) -> float:
        """Return the share of blocks that are read or known, in percent; 100 for a page without any."""
        return percent(self.of("read") + self.of("known"), self.of("unread"))


class Coverage(msgspec.Struct, frozen=True):
    """The blocks of all pages."""

    pages: tuple[PageCoverage, ...] = ()

    @property
    def worst(self) -> tuple[PageCoverage, ...]:
        """Return the pages with unread blocks, the one with the smallest share of told ones first."""
        return tuple(sorted((p for p in self.pages if p.of("unread")), key=lambda p: (p.share, p.path)))

    @property
    def causes(self) -> Sequence[tuple[tuple[str, str], int]]:
        """Return the causes of what is unread, as (kind, cause), with their numbers, the most frequent first."""
        return sorted(self.total.causes.items(), key=lambda item: (-item[1], item[0]))

    @property
    def total(self) -> PageCoverage:
        """Return the sums over all pages."""
        counts: Counter[tuple[str, str]] = Counter()
        causes: Counter[tuple[str, str]] = Counter()
        for page in self.pages:
            counts.update(page.counts)
            causes.update(page.causes)
        return PageCoverage("", counts, causes)


def percent(told: int, unread: int) -> float:
    """Return the share of what is told in percent, 100 where there is nothing to tell."""
    return 100 * told / (told + unread) if told + unread else 100.0


def text(coverage: Coverage) -> str:
    """Return the coverage as text: the sums, the causes by number, the pages with unread blocks, worst first."""
    total = coverage.total
    lines = [f"{'':10}{'read':>9}{'known':>9}{'unread':>9}{'told':>9}"]
    for kind in (*KINDS, "all"):
        kinds = KINDS if kind == "all" else (kind,)
        read, known, unread = (total.of(state, kinds) for state in ("read", "known", "unread"))
        lines.append(f"{kind:10}{read:9}{known:9}{unread:9}{percent(read + known, unread):8.1f} %")
    if total.causes:
        lines += ["", "unread, by cause:"]
        lines += [f"{number:7}  {kind}: {cause}" for (kind, cause), number in coverage.causes[:_MOST_CAUSES]]
        left = len(coverage.causes) - _MOST_CAUSES
        lines += [f"{'':9}and {left} more; --output-format json has them all"] if left > 0 else []
        lines += ["", "pages with unread blocks, worst first:"]
        worst = coverage.worst
        lines += [f"{page.share:6.1f} %  {page.of('unread'):5} unread  {page.path}" for page in worst[:_MOST_PAGES]]
        lines += [f"{'':9}and {len(worst) - _MOST_PAGES} more pages"] if len(worst) > _MOST_PAGES else []
    return "\n".join(lines) + "\n"


def json_text(coverage: Coverage) -> str:
    """Return the coverage as JSON."""
    return json.dumps({"total": _plain(coverage.total), "pages": [_plain(p) for p in coverage.pages]}, indent=2) + "\n"


def _plain(page: PageCoverage) -> dict[str, object]:
    named = {"path": page.path} if page.path else {}
    counts = {
        kind: {state: page.counts.get((kind, state), 0) for state in ("read", "known", "unread")} for kind in KINDS
    }
    causes = [
        {"kind": kind, "cause": cause, "count": number}
        for (kind, cause), number in sorted(page.causes.items(), key=lambda item: (-item[1], item[0]))
    ]
    return {**named, "told": round(page.share, 2), "blocks": counts, "unread": causes}
