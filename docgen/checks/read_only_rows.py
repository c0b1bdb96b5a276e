"""Reports rows of what an operation changes that are read-only, by their description or on the page of their type."""

from __future__ import annotations

from collections.abc import Iterator

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.checks.wording import listing
from docgen.diagnostic import Diagnostic, Related, also
from docgen.extract.facts import OperationFact, PropertyFact
from docgen.model.types import Property

_CHANGES = "PATCH"  # what a PUT replaces as a whole may hold more than what can be changed
_RELATED = 3  # places on the page of the type


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the tables of what an operation changes with rows that nobody can change; one finding for a table."""
    for page in whole.pages:
        for operation in page.operations:
            rows = operation.request_body.properties if operation.request_body else ()
            if not rows or any(route.method != _CHANGES for route in operation.routes):
                continue
            own = [row for row in rows if row.read_only]
            if own:
                yield _finding(own, f"calls {_names(own)} read-only", ())
                continue
            stated = _read_only(operation, whole)
            wrong = [row for row in rows if row.name in stated]
            if wrong:
                properties = [stated[row.name][1] for row in wrong]
                related = tuple([Related(one.span, "read-only here") for one in properties[:_RELATED]])
                what = f"holds {_names(wrong)}, which {stated[wrong[0].name][0]} has as read-only"
                yield _finding(wrong, what, related)


def _read_only(operation: OperationFact, whole: DocsetView) -> dict[str, tuple[str, Property]]:
    """Return what is read-only of the type that an operation changes, by its name, each with the name of the type."""
    body = operation.request_body
    types = [type_ for response in operation.responses for type_ in response.types]
    found = (whole.schema(type_) for type_ in (*(body.types if body else ()), *types) if not type_.primitive)
    schemas = {schema.name: schema for schema in found if schema is not None}
    if len(schemas) != 1:
        return {}
    ((name, schema),) = schemas.items()
    sent = {row.name for row in body.properties} if body else set()
    if not sent <= {one.name for one in schema.properties}:
        return {}  # what is answered is something else
    return {one.name: (name.rpartition(".")[2], one) for one in schema.properties if one.read_only}


def _names(rows: list[PropertyFact]) -> str:
    return listing([row.name for row in rows])


def _finding(rows: list[PropertyFact], what: str, related: tuple[Related, ...]) -> Diagnostic:
    places = [row.name_span for row in rows]
    return rules.READ_ONLY_CHANGE.at(places[0], related=(*also(places[1:]), *related), what=what, subject=rows[0].name)
