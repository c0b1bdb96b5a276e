"""Write what share of pages was read: as text, worst first, or as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

_KINDS = ("request", "rows", "code", "heading", "text")
_MOST_CAUSES = 20


class PageCoverage(msgspec.Struct, frozen=True):
    """The blocks of one page: how many of each kind are in each account, and why some are unread."""

    path: str
    counts: Mapping[tuple[str, str], int]
    causes: Mapping[tuple[str, str], int]

    def of(self, state: str, kinds: Iterable[str] = _KINDS) -> int:
        """Return how many blocks of some kinds are in an account."""
        return sum(self.counts.get((kind, state), 0) for kind in kinds)

    @property
    def share(self) -> float:
        """Return the share of blocks that are read or known, in percent; 100 for a page without any."""
        return percent(self.of("read") + self.of("known"), self.of("unread"))


class Coverage(msgspec.Struct, frozen=True):
    """The blocks of all pages."""

    pages: tuple[PageCoverage, ...]

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
    for kind in (*_KINDS, "all"):
        kinds = _KINDS if kind == "all" else (kind,)
        read, known, unread = (total.of(state, kinds) for state in ("read", "known", "unread"))
        lines.append(f"{kind:10}{read:9}{known:9}{unread:9}{percent(read + known, unread):8.1f} %")
    if total.causes:
        lines += ["", "unread, by cause:"]
        lines += [f"{number:7}  {kind}: {cause}" for (kind, cause), number in _most(total.causes)]
        lines += ["", "pages with unread blocks, worst first:"]
        worst = sorted((p for p in coverage.pages if p.of("unread")), key=lambda p: (p.share, p.path))
        lines += [f"{page.share:6.1f} %  {page.of('unread'):5} unread  {page.path}" for page in worst]
    return "\n".join(lines) + "\n"


def _most(causes: Mapping[tuple[str, str], int]) -> Sequence[tuple[tuple[str, str], int]]:
    return sorted(causes.items(), key=lambda item: (-item[1], item[0]))[:_MOST_CAUSES]


def json_text(coverage: Coverage) -> str:
    """Return the coverage as JSON."""
    return json.dumps({"total": _plain(coverage.total), "pages": [_plain(p) for p in coverage.pages]}, indent=2) + "\n"


def _plain(page: PageCoverage) -> dict[str, object]:
    named = {"path": page.path} if page.path else {}
    counts = {
        kind: {state: page.counts.get((kind, state), 0) for state in ("read", "known", "unread")} for kind in _KINDS
    }
    causes = [
        {"kind": kind, "cause": cause, "count": number}
        for (kind, cause), number in sorted(page.causes.items(), key=lambda item: (-item[1], item[0]))
    ]
    return {**named, "told": round(page.share, 2), "blocks": counts, "unread": causes}
