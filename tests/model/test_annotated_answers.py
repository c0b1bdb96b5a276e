"""Annotations of answers that name another type than the sentence about the answer."""

from __future__ import annotations

from typing import Any

import pytest

from docgen import dialects
from docgen.extract import paths
from docgen.extract.facts import ExampleFact, OperationFact, PageFacts, ResponseFact, RouteFact, TypeFact
from docgen.model.annotated_answers import contradictions
from docgen.model.resolve import Resolver
from docgen.model.type_hierarchy import TypeHierarchy
from docgen.model.types import Schema
from docgen.source import Span

GRAPH = dialects.load("microsoft-graph")
HERE, SAID = Span("page.md", 0, 1), Span("page.md", 50, 54)
TYPES = TypeHierarchy(
    {
        name: Schema(name, HERE, base=base)
        for name, base in (("sea.boat", ""), ("sea.raft", ""), ("sea.ferry", "sea.boat"), ("lake.boat", ""))
    },
    {},
)


def fact(name: str, primitive: str = "", **said: Any) -> TypeFact:
    return TypeFact(name, SAID, primitive, **said)


def find(example: ExampleFact, *responses: ResponseFact) -> list[tuple[str, str, str]]:
    """Return what is written in the annotation, and what to write where, of each finding."""
    path = paths.read("/boats/{id}", GRAPH, concrete=False)
    routes = (RouteFact("GET", "/boats/{id}", HERE, path), RouteFact("GET", "**TODO**", HERE, None))
    operation = OperationFact("", "", HERE, routes, examples=(example,), responses=responses)
    page = PageFacts("page.md", "page", "", GRAPH.name, namespace="sea", operations=(operation,))
    out = []
    for one in contradictions([page], Resolver([page], {GRAPH.name: GRAPH}), TYPES):
        edits = [f"{edit.span.start}-{edit.span.end} {edit.text}" for edit in one.fix.edits] if one.fix else []
        assert one.related[0].span == SAID
        out.append((f"{one.span.start}-{one.span.end}", one.message, " ".join(edits)))
    return out


def noted(name: str, *, status: int = 200, at: int = 10, extra: int = 0, target: str = "") -> ExampleFact:
    path = paths.parse_example_path(target, GRAPH) if target else None
    span = Span("page.md", at, at + len(name) + extra)
    return ExampleFact("", HERE, path=path, status=status, annotated=name, annotated_span=span)


def said(*types: TypeFact, status: int = 200) -> ResponseFact:
    return ResponseFact(status, HERE, types=types)


@pytest.mark.parametrize(
    ("example", "types", "fix"),
    [
        (noted("sea.raft"), [fact("boat")], "14-18 boat"),
        (noted("sea.other.raft"), [fact("boat")], "20-24 boat"),
        (noted("sea.unknown"), [fact("boat")], "14-21 boat"),
        (noted("sea.raft"), [fact("sea.boat")], "14-18 boat"),
        (noted("sea.raft", extra=2), [fact("boat")], ""),
        (noted("sea.raft", extra=-2), [fact("boat")], ""),
        (noted(f"sea.{'raft' * 99}"), [fact("boat")], "14-410 boat"),
        (noted("sea.boat"), [fact("boat")], None),
        (noted("SEA.Boat"), [fact("boat")], None),
        (noted("lake.boat"), [fact("boat")], None),
        (noted("sea.ferry"), [fact("boat")], None),
        (noted("sea.boat"), [fact("ferry")], None),
        (noted("sea.raft"), [fact("dock")], None),
        (noted("raft"), [fact("boat")], None),
        (noted("sea.raft x"), [fact("boat")], None),
        (noted("Collection(sea.raft)"), [fact("boat")], None),
        (noted("sea.raft"), [fact("boat", "string")], None),
        (noted("sea.raft"), [fact("boat", alternatives=(fact("raft"),))], None),
        (noted("sea.raft"), [fact("boat"), fact("ferry")], None),
        (noted("sea.raft"), [], None),
        (noted("sea.raft", target="/boats/1"), [fact("boat")], "14-18 boat"),
        (noted("sea.raft", target="/boats"), [fact("boat")], None),
        (noted("sea.raft", status=201), [fact("boat")], None),
        (ExampleFact("", HERE, status=200, annotated="sea.raft"), [fact("boat")], None),
    ],
)
def test_which_annotations_contradict_and_what_to_write(example, types, fix):
    found = find(example, said(*types), said(fact("ferry"), status=404))
    assert [one[2] for one in found] == ([] if fix is None else [fix])
    if example.annotated_span:
        span = example.annotated_span
        assert {one[0] for one in found} <= {f"{span.start}-{span.end}"}


def test_types_of_one_status_that_stand_in_two_sentences_say_nothing():
    assert find(noted("sea.raft"), said(fact("boat")), said(fact("ferry"))) == []
    assert len(find(noted("sea.raft"), said(fact("boat")), said())) == 1


def test_a_second_example_is_looked_at_where_the_first_is_fine():
    assert find(noted("sea.boat"), said(fact("boat"))) == []
    path = paths.read("/boats/{id}", GRAPH, concrete=False)
    examples = (noted("sea.raft", target="/docks"), noted("raft"), noted("sea.boat"), noted("sea.raft", at=90))
    operation = OperationFact(
        "", "", HERE, (RouteFact("GET", "", HERE, path),), examples=examples, responses=(said(fact("boat")),)
    )
    pages = [
        PageFacts(f"{name}.md", name, "", GRAPH.name, namespace="sea", operations=(operation, operation))
        for name in "ab"
    ]
    found = contradictions(pages, Resolver(pages, {GRAPH.name: GRAPH}), TYPES)
    assert [one.span.start for one in found] == [90] * 4
