"""Groups operations by what their paths are about, and says what each group is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from docgen.dialects import Urls
from docgen.model import operation_ids
from docgen.model.api import Operation, Tag, types_of
from docgen.model.plurals import one_of
from docgen.model.type_hierarchy import TypeHierarchy
from docgen.names import folded

_LETTERS = re.compile(r"[A-Za-z0-9_-]+")


def of_paths(operations: Sequence[Operation], types: TypeHierarchy, urls: Urls) -> list[str]:
    """Return the tag of each operation by its path: what stands alone below a resource belongs to that.

    Generators make a class of each tag. What a page describes as a type keeps a tag of its own.
    """
    found = [_of_path(operation, urls) for operation in operations]
    members = Counter(found)

    def joined(tag: str, operation: Operation) -> str:
        whole = tag.partition(".")[0]
        alone = members[tag] == 1 and members[whole] and not _of_type(tag, operation, types, urls)
        return whole if alone else tag

    return list(map(joined, found, operations))


def _of_path(operation: Operation, urls: Urls) -> str:
    """Return the tag of a path: what it is about, by its first one or two words, of which none is a call."""
    words = [word for segment in operation.path.split("/") if (word := _plain(segment))]
    if len(words) == 2 and operation_ids.is_call(operation, urls):
        words.pop()
    return ".".join(words[:2]) or "root"


@lru_cache(maxsize=4096)
def _plain(segment: str) -> str:
    if segment.startswith("{"):
        return ""
    return "".join(_LETTERS.findall(segment.partition("(")[0].rpartition(".")[2]))


def described(operations: Sequence[Operation], types: TypeHierarchy, urls: Urls) -> Iterator[Tag]:
    """Yield the tags: with what pages say of the group, else of the type that it is called after, else its words."""
    said: dict[str, str] = {}
    by_path: set[str] = set()
    for operation in operations:
        if operation.tag == _of_path(operation, urls):
            by_path.add(operation.tag)
        said[operation.tag] = (
            said.get(operation.tag) or operation.tag_description or _of_type(operation.tag, operation, types, urls)
        )
    for name in sorted(said):
        words = reversed(name.split(".")) if name in by_path else (name,)
        yield Tag(name, said[name] or f"Operations on {' of '.join(words)}.")


def _of_type(tag: str, operation: Operation, types: TypeHierarchy, urls: Urls) -> str:
    """Return what is said of the type of which a tag is the plural, where the operation answers with it."""
    last = tag.rpartition(".")[2]
    wanted = {folded(last), folded(one_of(last, urls))}
    for response in operation.responses:
        for content in response.content if response.status < 300 else ():
            for type_ in types_of(content.shape):
                schema = types.schemas.get(type_.name)
                if schema is not None and folded(type_.name.rpartition(".")[2]) in wanted:
                    return schema.description
    return ""
