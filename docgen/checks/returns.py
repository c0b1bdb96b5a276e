"""Reports rows of tables of operations that say another answer than the page of the operation does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.diagnostic import Diagnostic, Related, also
from docgen.extract.facts import MethodFact, OperationFact, ResponseFact, TypeFact
from docgen.model.resolve import singular
from docgen.names import folded
from docgen.statuses import BODILESS


def check(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield the rows that contradict the only operation of the page that they lead to; equal rows are one finding."""
    found: dict[tuple[str, str, str], list[tuple[MethodFact, ResponseFact]]] = defaultdict(list)
    for page in whole.pages:
        for row in page.returns:
            other = whole.page(row.target)
            answer = _answer(other.operations[0], whole) if other and len(other.operations) == 1 else None
            if other and answer and _contradicts(row, answer, whole):
                found[other.path, row.title, _named(row.type)].append((row, answer))
    for (path, title, stated), several in found.items():
        row, answer = several[0]
        places = [other.span for other, _ in several]
        shown = _named(answer.types[0] if answer.types else None)
        yield rules.CONTRADICTING_RETURN.at(
            row.span,
            related=(Related(answer.span, "its page says so here"), *also(places[1:])),
            places=places,
            title=title,
            stated=stated,
            page=path.rpartition("/")[2],
            shown=f"{answer.status} and {shown}",
            subject=title,
        )


def _answer(operation: OperationFact, whole: DocsetView) -> ResponseFact | None:
    """Return the only answer of an operation that succeeds, None where it is not clear whether that has a body.

    Where the sentence names no type that a page describes, its type is the one that the example is annotated with.
    """
    succeed = [one for one in operation.responses if 200 <= one.status < 300]
    if len(succeed) != 1 or len(succeed[0].types) > 1 or succeed[0].stream:
        return None
    answer, bodiless = succeed[0], succeed[0].status in BODILESS
    if answer.types and bodiless:
        return None  # it contradicts itself, which is told
    shown = [one for one in operation.examples if one.annotated and one.status == answer.status and one.answered]
    if shown and not bodiless and not (answer.none or any(whole.schema(type_) for type_ in answer.types)):
        names = {one.annotated.lower() for one in shown}
        if len(names) == 1 and shown[0].annotated_span and shown[0].annotated_collection is not None:
            type_ = TypeFact(shown[0].annotated, shown[0].annotated_span, collection=shown[0].annotated_collection)
            if whole.schema(type_):
                return msgspec.structs.replace(answer, types=(type_,), span=shown[0].annotated_span)
    return answer if answer.types or answer.none or bodiless else None


def _contradicts(row: MethodFact, answer: ResponseFact, whole: DocsetView) -> bool:
    shown = answer.types[0] if answer.types else None
    if row.type is None or shown is None:
        return (row.type is None) is not (shown is None)
    return _differ(row.type, shown, whole)


def _differ(stated: TypeFact, shown: TypeFact, whole: DocsetView) -> bool:
    """Tell whether two types are not the same, and neither is derived from the other."""
    if stated.alternatives or shown.alternatives:
        return False
    if stated.collection is not shown.collection:
        return True
    if singular(folded(stated.short)) == singular(folded(shown.short)):
        return False
    one, other = whole.schema(stated), whole.schema(shown)
    if one is None or other is None or one.name == other.name:
        return False
    lineages = [{each.name for each in whole.types.lineage(name)} for name in (one.name, other.name)]
    return other.name not in lineages[0] and one.name not in lineages[1]


def _named(type_: TypeFact | None) -> str:
    if type_ is None:
        return "nothing"
    return f"a collection of {type_.short}" if type_.collection else type_.short
