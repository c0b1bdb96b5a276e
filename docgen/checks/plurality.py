"""Reports operations on one thing whose path or answer is that of a collection, or the other way round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.diagnostic import Diagnostic, Related, also
from docgen.dialects import Dialect
from docgen.extract.facts import (
    OperationFact,
    PageFacts,
    PropertyFact,
    ResourceFact,
    ResponseFact,
    TypeFact,
)
from docgen.extract.paths import REFERENCE, Path
from docgen.model.resolve import singular
from docgen.names import folded
from docgen.source import Span

_Rows = Mapping[str, Sequence[tuple[PageFacts, ResourceFact, PropertyFact]]]  # those of types, by name
_OF_ONE = ("PATCH", "DELETE")
_MEMBER = "/{}"


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the operations on a relationship that answer with another number of things, and those on a collection."""
    rows: dict[str, list[tuple[PageFacts, ResourceFact, PropertyFact]]] = defaultdict(list)
    for page in whole.pages:
        for resource in page.resources:
            for row in resource.properties:
                if row.type is not None and not row.type.primitive:
                    rows[folded(row.name)].append((page, resource, row))
    for page in whole.pages:
        dialect = whole.dialect(page)
        for operation in page.operations:
            yield from _relationship(operation, page, rows, whole)
            yield from _collection(operation, rows, whole, dialect)


def _collection(operation: OperationFact, rows: _Rows, whole: DocsetView, dialect: Dialect) -> Iterator[Diagnostic]:
    """Yield the requests that change or delete a collection, on a page that says that it does so to one item."""
    routes = [one for one in operation.routes if one.method in _OF_ONE and not one.from_example]
    if not routes or _says_which(operation) or not dialect.sentences["one"].pattern.match(operation.description):
        return
    places = [one for one in routes if one.path and _is_collection(one.path, rows, whole)]
    if places:
        yield rules.COLLECTION_FOR_ITEM.at(
            places[0].span,
            related=also([route.span for route in places[1:]]),
            path=places[0].target,
            subject=places[0].target,
        )


def _says_which(operation: OperationFact) -> bool:
    """Tell whether a parameter can say which item of a collection is meant, or the answer is a collection."""
    deletes = any(route.method == "DELETE" for route in operation.routes)
    sent = operation.request_body.properties if operation.request_body and deletes else ()
    many = any(type_.collection for answer in operation.responses for type_ in answer.types)
    return many or bool(operation.query_parameters or operation.parameters or sent)


def _is_collection(path: Path, rows: _Rows, whole: DocsetView) -> bool:
    """Tell whether a path is that of a collection: one reads many there, and adds to them or calls one by its own path.

    A relationship of the name that is one thing somewhere leaves that in doubt.
    """
    last = path.segments[-1]
    if last.slots or last.call or last.text.startswith("$") or path.query:
        return False
    here = whole.stated.get(path.shape, ())
    if not any(route.method == "GET" and type_.collection for one, route in here for type_ in _types(one)):
        return False
    kinds = {row.type.collection for _, _, row in rows.get(folded(last.text), ()) if row.type}
    adding = (*here, *whole.stated.get(f"{path.shape}{REFERENCE}", ()))
    posted = any(route.method == "POST" for _, route in adding)
    return False not in kinds and (posted or True in kinds or f"{path.shape}{_MEMBER}" in whole.stated)


def _types(operation: OperationFact) -> Iterator[TypeFact]:
    """Yield what an operation that succeeds answers with."""
    for answer in operation.responses:
        if 200 <= answer.status < 300:
            yield from answer.types


def _relationship(operation: OperationFact, page: PageFacts, rows: _Rows, whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield an answer with a collection where the relationship at the end of the path is one thing, or otherwise."""
    path, answer = _read(operation), _answer(operation)
    if path is None or answer is None:
        return
    type_, listed = answer.types[0], rows.get(folded(path.segments[-1].text), ())
    alike = [one for one in listed if one[2].type and folded(one[2].type.short) == folded(type_.short)]
    own = [one for one in alike if any(link.target == page.path for link in one[0].links)]
    own = own or [one for one in alike if folded(one[1].name).endswith(_owner(path))]
    if not own or any(row.type and row.type.collection is type_.collection for _, _, row in own):
        return
    _, resource, row = own[0]
    schemas = [whole.schema(one) for one in (row.type, type_) if one]
    if len({schema.name for schema in schemas if schema}) > 1:
        return  # the names are alike, and mean two types
    one, many = f"one {type_.short}", f"a collection of {type_.short}"
    yield rules.CONTRADICTING_RELATIONSHIP.at(
        answer.span,
        related=(Related(row.span, "stated here"),),
        name=row.name,
        type=resource.name.rpartition(".")[2],
        stated=one if type_.collection else many,
        shown=many if type_.collection else one,
    )


def _read(operation: OperationFact) -> Path | None:
    """Return the path that an operation reads, where all of its requests end with one name."""
    reads = [one.path for one in operation.routes if one.path and one.method == "GET" and not one.from_example]
    if not reads or len(reads[0].segments) < 2 or reads[0].segments[-1].slots:
        return None
    return reads[0] if len({path.segments[-1].shape for path in reads}) == 1 else None


def _answer(operation: OperationFact) -> ResponseFact | None:
    """Return the only answer of an operation that succeeds, where it has one type."""
    succeed = [one for one in operation.responses if 200 <= one.status < 300 and one.types]
    if len(succeed) != 1 or len(succeed[0].types) != 1 or succeed[0].types[0].alternatives:
        return None
    return succeed[0]


def _owner(path: Path) -> str:
    """Return what the thing is called whose relationship a path ends with: ``school`` in ``/schools/{id}/classes``."""
    named = [one.text for one in path.segments[:-1] if not one.slots]
    return folded(singular(named[-1])) if named else "/"


def wholes(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the introductions about one thing of operations whose name says that they are about all: ``refreshAll``."""
    for page in whole.pages:
        for operation in page.operations if len(page.operations) == 1 else ():
            paths = [route.path for route in operation.routes if route.path and not route.from_example]
            name = paths[0].segments[-1].text if paths and paths[0].segments else ""
            said = operation.description.partition(". ")[0]
            form = whole.dialect(page).sentences
            if not said or not form["names_all"].search(name) or form["says_all"].search(said.partition(" ")[2]):
                continue
            yield rules.FOREIGN_INTRODUCTION.at(
                _introduction(operation, whole),
                related=(Related(operation.span, "the title"),),
                where="introduction",
                shown="one thing",
                stated="all",
                subject=name,
            )


def _introduction(operation: OperationFact, whole: DocsetView) -> Span:
    """Return the line on which the introduction of an operation begins, its title where it is not found."""
    source = whole.read(operation.span.path)
    first = operation.description.split(maxsplit=1)[0]
    at = source.text.find(first, operation.span.end) if source else -1
    if source is None or at < 0:
        return operation.span
    end = source.text.find("\n", at)
    return Span(operation.span.path, at, end if end > 0 else len(source.text))
