"""Tell of annotations of answers that contradict the sentences about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docgen import rules
from docgen.diagnostic import Diagnostic, Fix, Related, rewritten
from docgen.extract.facts import ExampleFact, OperationFact, PageFacts, TypeFact
from docgen.extract.paths import fits
from docgen.model.resolve import Resolver
from docgen.model.type_hierarchy import TypeHierarchy
from docgen.source import Span

_WORD = re.compile(r"[A-Za-z_]\w*\Z")
_QUALIFIED = re.compile(r"[A-Za-z_]\w*(?:\.\w+)+\Z")


def contradictions(pages: Iterable[PageFacts], resolver: Resolver, types: TypeHierarchy) -> Iterator[Diagnostic]:
    """Yield the annotations of responses that name another type than the sentence about the response, which decides."""
    for page in pages:
        for operation in page.operations:
            for example in operation.examples:
                if not _is_own(example, operation):
                    continue
                stated = [t for r in operation.responses if r.status == example.status for t in r.types]
                if len(stated) != 1 or not _QUALIFIED.match(example.annotated) or example.annotated_span is None:
                    continue
                fact = stated[0]
                if fact.primitive or fact.alternatives or not _differ(example.annotated, fact, page, resolver, types):
                    continue
                yield rules.CONTRADICTING_ANNOTATION.at(
                    example.annotated_span,
                    related=(Related(fact.span, "stated here"),),
                    fix=_fix(example.annotated, example.annotated_span, fact),
                    shown=example.annotated,
                    stated=fact.short,
                    subject=example.annotated,
                )


def _is_own(example: ExampleFact, operation: OperationFact) -> bool:
    """Tell whether an example calls the operation itself, and not another on the way to it."""
    path = example.path
    shapes = [route.path.shape for route in operation.routes if route.path]
    return path is None or any(fits(shape, path.shape) for shape in shapes)


def _fix(annotated: str, span: Span, stated: TypeFact) -> Fix | None:
    """Return the fix that names the type of the text in an annotation, in the namespace that stands there."""
    short = annotated.rpartition(".")[2]
    if not _WORD.match(stated.short) or span.end - span.start != len(annotated):
        return None
    place = Span(span.path, span.end - len(short), span.end)
    return rewritten((place,), stated.short, f"write {stated.short} in the annotation", safe=False)


def _differ(annotated: str, stated: TypeFact, page: PageFacts, resolver: Resolver, types: TypeHierarchy) -> bool:
    """Tell whether an annotation and a sentence name types that are both known, and not related."""
    name = resolver.named(stated, page)
    short = annotated.rpartition(".")[2].lower()
    if name not in types.schemas or short in (stated.short.lower(), name.rpartition(".")[2].lower()):
        return False
    noted = types.schema(annotated)
    return noted is None or not types.are_related(noted.name, name)
