"""Finds components of one side by the names that the other side has for them."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.contract.parts import Part
from docgen.names import folded


class Index:
    """Finds a component by its name: as it is, without letter case and punctuation, or without its namespace."""

    def __init__(self, components: Mapping[str, Part]) -> None:
        self.components = components
        self._by_fold: dict[str, str | None] = {}
        self._by_short: dict[str, str | None] = {}
        for name in components:
            for table, key in ((self._by_fold, folded(name)), (self._by_short, folded(name.rpartition(".")[2]))):
                table[key] = None if key in table else name

    def name(self, name: str) -> str | None:
        """Return the name that a component of the other side has here."""
        if name in self.components:
            return name
        found = self._by_fold.get(folded(name))
        return found or self._by_short.get(folded(name.rpartition(".")[2]))

    def find(self, name: str) -> Part | None:
        """Return the component that is meant by a name."""
        found = self.name(name)
        return self.components[found] if found else None
