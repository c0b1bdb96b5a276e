"""Finds the examples of an operation, and turns their bodies into examples of its bodies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from docgen.extract.facts import ExampleFact, JsonFact
from docgen.extract.paths import Path, fits
from docgen.model.api import Example, One, Shape, Stream
from docgen.model.routes import Route, Statement
from docgen.model.type_hierarchy import TypeHierarchy
from docgen.source import Span

TEXTS = r"^text/|xml|yaml|csv|html|javascript"  # media types whose bodies are read as they stand
_TEXTUAL = re.compile(TEXTS, re.IGNORECASE)


class Shown(msgspec.Struct, frozen=True, gc=False):
    """An example that shows one operation, with the statement whose page it stands on.

    One that is not its ``own`` shows the same call by another path of the page: its shape counts, its values do not.
    """

    statement: Statement
    example: ExampleFact
    own: bool = True


def examples_of(route: Route) -> tuple[Shown, ...]:
    """Return the examples of all pages whose request is one of this operation.

    On a page with one operation of the method, an example whose path fits none belongs to it all the same.
    """
    own: list[Shown] = []
    others: list[Shown] = []
    for statement in route.statements:
        if not statement.operation.examples:
            continue
        routes = statement.operation.routes
        same = _paths(statement, route)
        for example in statement.operation.examples:
            path = example.path
            if not example.method:
                if all(r.method.lower() == route.method for r in routes):
                    own.append(Shown(statement, example))
            elif example.method.lower() != route.method:
                continue
            elif (path and _calls(statement, path)) or (
                len(same) == 1 and (not _is_far(statement, path) or _is_annotated(example, statement))
            ):
                own.append(Shown(statement, example))
            elif path and _is_variant(statement, path):
                others.append(Shown(statement, example, own=False))
    return (*own, *others)


def _calls(statement: Statement, path: Path) -> bool:
    """Tell whether a path is one of an operation; on pages of no template it may have that of the server before it."""
    if fits(statement.shape, path.shape):
        return True
    size = len(statement.path.segments)
    ending = "/" + "/".join(segment.shape for segment in path.segments[-size:])
    return not statement.dialect.outline.request_parts and size > 1 and fits(statement.shape, ending)


def is_beside(shown: Shown, statement: Statement) -> bool:
    """Tell whether an example belongs to what one place says of an operation."""
    if statement.dialect.outline.answers:
        return shown.statement.operation is statement.operation
    return shown.statement.page is statement.page


def _paths(statement: Statement, route: Route) -> set[str]:
    """Return the different requests of a page with the method of an operation.

    On pages of no template those are one whose paths are: they differ in what they ask for.
    """
    by_path = not statement.dialect.outline.request_parts
    routes = [one for one in statement.operation.routes if one.method.lower() == route.method]
    return {one.path.shape if one.path and by_path else one.target for one in routes}


def _is_variant(statement: Statement, path: Path) -> bool:
    """Tell whether the path of an example calls the same thing in another way: one that ends alike."""
    have, want = path.segments[-2:], statement.path.segments[-2:]
    if want[-1].shape == "{}":
        return len(have) == len(want) and have[0].shape == want[0].shape
    return have[-1].shape.partition("(")[0] == want[-1].shape.partition("(")[0]


def _is_far(statement: Statement, path: Path | None) -> bool:
    """Tell whether the path of an example is too unlike the operation's to be a variant of it."""
    return path is not None and abs(len(path.segments) - len(statement.path.segments)) > 2


def _is_annotated(example: ExampleFact, statement: Statement) -> bool:
    """Tell whether the annotation of an answer names the one type that its page promises for the status."""
    types = [one.types for one in statement.operation.responses if one.status == example.status]
    if not example.annotated or len(types) != 1 or len(types[0]) != 1 or len(statement.operation.routes) > 1:
        return False
    stated = types[0][0]
    same = example.annotated.rpartition(".")[2].lower() == stated.short.lower()
    return same and example.annotated_collection in (None, stated.collection)


def answers(shown: Iterable[Shown], shape: Shape, types: TypeHierarchy) -> Iterator[Example]:
    """Yield the response bodies of examples."""
    for each in shown:
        example = each.example
        if each.own and example.response_body is not None and not isinstance(shape, Stream):
            yield _body(example, example.response_body, shape, types, _member(each))
        elif isinstance(shape, Stream):
            yield from _text(each, example.response_text, example.response_type, example.response_span)


def requests(shown: Iterable[Shown], shape: Shape, types: TypeHierarchy) -> Iterator[Example]:
    """Yield the request bodies of examples."""
    for each in shown:
        body = each.example.request_body
        if each.own and body is not None and not isinstance(shape, Stream):
            yield _body(each.example, body, shape, types, _member(each))
        elif isinstance(shape, Stream):
            yield from _text(each, each.example.request_text, each.example.request_type, each.example.request_span)


def _text(each: Shown, text: str, media: str, span: Span | None) -> Iterator[Example]:
    """Yield the example that a text is which a page shows as a body of a media type of text."""
    if each.own and each.statement.dialect.outline.answers and text.strip() and span and _TEXTUAL.search(media):
        yield Example(each.example.name, each.example.title, text.strip("\n"), span, text=True)


def _member(each: Shown) -> str:
    return each.statement.dialect.document.collection_member


def _body(example: ExampleFact, body: JsonFact, shape: Shape, types: TypeHierarchy, member: str) -> Example:
    within = _within(body.value, shape, types, member)
    value = body.value if within is None else body.value[within]
    return Example(example.name, example.title, value, body.span, within=within)


def _within(value: object, shape: Shape, types: TypeHierarchy, member: str) -> str | None:
    """Return the single member that an object is shown inside: that of collections, or one called like its type."""
    if not isinstance(shape, One) or not isinstance(value, dict) or len(value) != 1:
        return None
    name, inner = next(iter(value.items()))
    if not isinstance(inner, dict) or not isinstance(name, str):
        return None
    for type_ in shape.types:
        own = name.lower() in (member, type_.name.rpartition(".")[2].lower())
        if own and name.lower() not in types.folded_members(type_.name):
            return name
    return None
