"""Groups operations by what their paths are about, and says what each group is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from docgen.dialects import Dialect, Urls
from docgen.extract import prose
from docgen.model import operation_ids
from docgen.model.api import Operation, Shape, Tag, types_of
from docgen.model.plurals import one_of
from docgen.model.type_hierarchy import TypeHierarchy
from docgen.names import folded

_LETTERS = re.compile(r"[A-Za-z0-9_-]+")
_NEARLY_ALL = 0.9  # of the operations of a page


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


def described(
    operations: Sequence[Operation], types: TypeHierarchy, dialect: Dialect, about: Mapping[str, str]
) -> Iterator[Tag]:
    """Yield the tags, each with what pages say of the group, else of the type that it is called after, else its words.

    ``about`` is what pages of several operations say of these, by path; it stands before the type of all answers.
    """
    urls = dialect.urls
    of_tags: dict[str, list[Operation]] = {}
    for operation in operations:
        of_tags.setdefault(operation.tag, []).append(operation)
    of_pages = Counter(operation.pages[0] for operation in operations)
    for name, members in sorted(of_tags.items()):
        by_path = any(name == _of_path(operation, urls) for operation in members)
        words = reversed(name.split(".")) if by_path else (name,)
        said = (one.tag_description or _of_type(name, one, types, urls) for one in members)
        description = (
            next(filter(None, said), "")
            or about.get(_whole_page(members, of_pages), "")
            or _of_answers(name, members, types, dialect)
            or f"Operations on {' of '.join(words)}."
        )
        yield Tag(name, description)


def _whole_page(members: Sequence[Operation], of_pages: Mapping[str, int]) -> str:
    """Return the page of several operations that describes those of a tag, and hardly any other; "" for none."""
    pages = {operation.pages[0] for operation in members}
    page = pages.pop()
    return page if not pages and len(members) > 1 and len(members) >= _NEARLY_ALL * of_pages[page] else ""


def _of_type(tag: str, operation: Operation, types: TypeHierarchy, urls: Urls) -> str:
    """Return what is said of the type of which a tag is the plural, where the operation answers with it."""
    last = tag.rpartition(".")[2]
    wanted = {folded(last), folded(one_of(last, urls))}
    for shape in _answers(operation):
        for type_ in types_of(shape):
            schema = types.schemas.get(type_.name)
            if schema is not None and folded(type_.name.rpartition(".")[2]) in wanted:
                return schema.description
    return ""


def _of_answers(tag: str, operations: Sequence[Operation], types: TypeHierarchy, dialect: Dialect) -> str:
    """Return what is said of the one type that all answers of operations are, or hold many of; "" for none.

    Its name must have that of the tag in it, and what it says must be more than what it inherits from.
    """
    answers = [types_of(shape) for operation in operations for shape in _answers(operation)]
    names = {type_.name for answer in answers for type_ in answer}
    schema = types.schemas.get(names.pop()) if len(names) == 1 and all(answers) else None
    wanted = folded(one_of(tag.rpartition(".")[2], dialect.urls))
    if schema is None or wanted not in folded(schema.name.rpartition(".")[2]):
        return ""
    return schema.description if prose.says_more_than_base(schema.description, dialect) else ""


def _answers(operation: Operation) -> Iterator[Shape]:
    """Yield what the bodies of the successful answers of an operation are."""
    for response in operation.responses:
        for content in response.content if response.status < 300 else ():
            yield content.shape
