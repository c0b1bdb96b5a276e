"""Names the schemas of a document: one way for all of them, and never two that differ in letter case only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from docgen.model.api import Api
from docgen.names import NO_KEY, folded, unique_name
from docgen.openapi.emit.options import SchemaNames
from docgen.openapi.emit.origins import Node

_INNER = {"items": "item", "additionalProperties": "value"}  # where the objects of a list or dictionary stand


class Names:
    """The component keys of the Api's types: allowed characters only, unique without letter case and punctuation.

    The names of types that only annotations name are taken, too: their pages may be somewhere else.
    """

    def __init__(self, api: Api, style: SchemaNames = "qualified") -> None:
        names = [*(s.name for s in api.schemas), *(e.name for e in api.enums)]
        wanted = dict(_qualified(names))
        self._short = style == "short"
        if self._short:
            wanted.update(_shortened(wanted))
        self._keys: dict[str, str] = {}
        taken: set[str] = set()
        for name in names:
            key = unique_name(wanted[name], taken)
            taken.add(folded(key))
            self._keys[name] = key
        self._wrappers: dict[str, str] = {}
        self._prefix = _prefix(self._keys.values(), api.namespace)
        self._taken = taken.union(map(folded, api.undescribed))

    def key(self, name: str) -> str:
        """Return the component key of a type."""
        return self._keys[name]

    def is_short(self, name: str) -> bool:
        """Tell whether the component key of a type lacks its namespace."""
        return self._short and "." in name and "." not in self._keys[name]

    def qualified(self, name: str) -> str:
        """Return a name in the namespace of the types of the document, or without any where none is wanted."""
        return name.rsplit(".", 1)[-1] if self._short else f"{self._prefix}{name}"

    def free(self, stem: str) -> str:
        """Return a component key that no other component has, and take it."""
        key = unique_name(stem, self._taken)
        self._taken.add(folded(key))
        return key

    def is_taken(self, name: str) -> bool:
        """Tell whether a component has this name, letter case and punctuation aside."""
        return folded(name) in self._taken

    def wrapper(self, name: str) -> str:
        """Return the component key of the collection of a type, or of a plain type such as ``string``."""
        if name not in self._wrappers:
            self._wrappers[name] = self.free(f"{self._keys.get(name, name)}CollectionResponse")
        return self._wrappers[name]

    def tell_apart(self, bodies: Iterable[tuple[str, Node]]) -> None:
        """Give a title to each object inside a body that generators would call like a component, or by a number.

        They name it after the body and the member that holds it; one that may be null they take for the first of two.
        """
        waiting = [*bodies]
        while waiting:
            around, node = waiting.pop()
            for part in (node, *node.get("allOf", ())):
                for name, held in part.get("properties", {}).items():
                    key = next((key for key in _INNER if isinstance(held.get(key), dict)), "")
                    item = held[key] if key and "properties" not in held else held
                    if "properties" not in item:
                        continue
                    called = f"{around}_{name}" if item is held else f"{around}_{name}_{_INNER[key]}"
                    if self.is_taken(called) or item.get("nullable") or "null" in item.get("type", ""):
                        called = item["title"] = self.free(called)
                    waiting.append((called, item))


def _qualified(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each name with its component key; namespaces that differ in letter case only are spelled as most are."""
    keys = {name: _key(name) for name in names}
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for key in keys.values():
        for namespace in _namespaces(key):
            spelled[namespace.lower()][namespace.rpartition(".")[2]] += 1
    best = {low: min(counted, key=lambda one: (-counted[one], one)) for low, counted in spelled.items()}
    for name, key in keys.items():
        yield name, ".".join((*(best[namespace.lower()] for namespace in _namespaces(key)), key.rpartition(".")[2]))


def _namespaces(key: str) -> Iterator[str]:
    """Yield the namespaces that a key stands in, the outermost first: ``a`` and ``a.b`` of ``a.b.c``."""
    parts = key.split(".")[:-1]
    for count in range(1, len(parts) + 1):
        yield ".".join(parts[:count])


def _prefix(keys: Iterable[str], default: str) -> str:
    """Return what made names begin with: the ``default`` namespace, or the usual one where no type is in that."""
    used = Counter(key.rpartition(".")[0] for key in keys if "." in key)
    if default and used and not any(one == default or one.startswith(f"{default}.") for one in used):
        default = min(used, key=lambda one: (-used[one], one))
    return f"{default}." if default else ""


def _shortened(wanted: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each name with its key without the namespace, where no other key would be the same."""
    votes = Counter(folded(key.rsplit(".", 1)[-1]) for key in wanted.values())
    for name, key in wanted.items():
        short = key.rsplit(".", 1)[-1]
        yield name, short if votes[folded(short)] == 1 else key


def _key(name: str) -> str:
    """Return a name without what no component key holds: words that stand apart begin with a capital letter."""
    first, *others = [word for word in NO_KEY.split(name) if word] or ["_"]
    return first + "".join(word[:1].upper() + word[1:] for word in others)
