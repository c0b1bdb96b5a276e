"""The schema of a type, from all that pages, bodies and examples say of it."""

from __future__ import annotations

from typing import Any

import pytest

from docgen import dialects
from docgen.extract import paths
from docgen.extract.facts import (
    BodyFact,
    EnumFact,
    ExampleFact,
    JsonFact,
    MemberFact,
    OperationFact,
    PageFacts,
    PropertyFact,
    ResourceFact,
    ResponseFact,
    RouteFact,
    TypeFact,
)
from docgen.model.schemas import words
from docgen.model.types import Property, Type
from docgen.source import Span

GRAPH, BASE = "microsoft-graph", "base"
DIALECTS = dialects.by_name()


def at(start: int, path: str = "a.md") -> Span:
    return Span(path, start, start + 1)


HERE = at(0)


def fact(name: str, primitive: str = "", **said: Any) -> TypeFact:
    return TypeFact(name, **{"span": HERE, "primitive": primitive, **said})


TEXT, NUMBER = fact("string", "string"), fact("int", "int32")


def row(name: str, type_: TypeFact | None = TEXT, **said: Any) -> PropertyFact:
    return PropertyFact(name, **{"span": HERE, "name_span": at(1), "type": type_, **said})


def type_(
    name: str, *rows: PropertyFact, bases: str = "", start: int = 2, path: str = "a.md", **said: Any
) -> ResourceFact:
    found = tuple(fact(one, span=at(start + 50 + number, path)) for number, one in enumerate(bases.split()))
    said = {"bases": found, "has_table": bool(rows), **said}
    return ResourceFact(name, at(start, path), properties=rows, **said)


def page(
    path: str, *types: ResourceFact | EnumFact, dialect: str = GRAPH, namespace: str = "", **said: Any
) -> PageFacts:
    return PageFacts(
        path,
        path.removesuffix(".md"),
        "resource" if types else "",
        dialect,
        namespace=namespace,
        resources=tuple(one for one in types if isinstance(one, ResourceFact)),
        enums=tuple(one for one in types if isinstance(one, EnumFact)),
        **said,
    )


def operation(
    body: BodyFact | None = None,
    *examples: ExampleFact,
    responses: tuple[ResponseFact, ...] = (),
    target: str = "/boats",
    dialect: str = GRAPH,
    **said: Any,
) -> OperationFact:
    path = paths.read(target, DIALECTS[dialect], concrete=False)
    route = RouteFact("POST", target, HERE, path)
    return OperationFact("", "", HERE, (route,), request_body=body, examples=examples, responses=responses, **said)


def kind(type_: Type) -> str:
    return (type_.name or type_.type or "any") + "[]" * type_.collection


def written(one: Property) -> str:
    """Return a property in a few words."""
    values = f"={'|'.join(value.name for value in one.values)}" if one.values else ""
    inside = f"({' '.join(map(written, one.members))})" if one.members else ""
    return f"{one.name}:{kind(one.type)}{inside}{values}{'!' * one.closed}{'~' * one.inferred}"


def shape(joined: Any, name: str) -> str:
    schema = next(one for one in joined.api.schemas if one.name == name)
    return " ".join(map(written, schema.properties))


def values(text: str) -> tuple[MemberFact, ...]:
    return tuple(MemberFact(name, HERE) for name in text.split())


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        (Type(), "anything"),
        (Type("string"), "string"),
        (Type("string", "date-time"), "string (date-time)"),
        (Type(name="sea.boat"), "sea.boat"),
        (Type("string", collection=True), "a collection of string"),
        (Type("integer", "int32", collection=True), "a collection of integer (int32)"),
        (Type(collection=True), "a collection of anything"),
    ],
)
def test_a_type_in_words(type_, text):
    assert words(type_) == text


def shown(value: Any) -> JsonFact:
    return JsonFact(value, at(30))


@pytest.mark.parametrize(
    ("types", "graph", "base"),
    [
        ([type_("boat", row("a"), row("b", NUMBER))], "a:string b:integer", "a:string b:integer"),
        ([type_("boat", row("a")), type_("boat", row("b"))], "a:string b:string", "a:string b:string"),
        # a representation adds what no row describes
        (
            [type_("boat", row("a"), representation=shown({"A": 1, "b": True}))],
            "a:string b:boolean",
            "a:string b:boolean~",
        ),
        (
            [type_("boat", representation=shown({"a": 1, "A": 2, "b": True}))],
            "a:integer b:boolean",
            "a:integer b:boolean",
        ),
        ([type_("boat", row("a"), representation=shown([1]))], "a:string", "a:string"),
        (
            [type_("boat", row("a"), representation=shown({"a": {"x": 1}, "b": []}))],
            "a:string b:any[]",
            "a:string b:any[]~",
        ),
        (
            [
                type_("boat", row("a"), representation=shown({"b": 1})),
                type_("boat", representation=shown({"B": "", "c": 1})),
            ],
            "a:string b:integer c:integer",
            "a:string b:integer~ c:integer",
        ),
        ([type_("boat", value=TEXT, representation=shown({"a": 1}))], "", ""),
        ([type_("boat", row("a"), value=TEXT, representation=shown({"b": 1}))], "a:string", "a:string"),
        (
            [
                type_(
                    "boat",
                    row("c"),
                    row("d"),
                    representation=shown({"a": "int64", "b": "boolean", "C": "x", "d": "y"}),
                )
            ],
            "c:string d:string a:integer b:boolean",
            "c:string d:string a:integer~ b:boolean~",
        ),
        # a table decides before an example
        (
            [type_("boat", representation=shown({"a": 1, "b": 1})), type_("boat", row("b"))],
            "b:string a:integer",
            "b:string a:integer",
        ),
        # rows without a type have that of what is shown
        ([type_("boat", row("a", None), representation=shown({"a": 5}))], "a:any", "a:integer~"),
        ([type_("boat", row("a", None), representation=shown({"a": None}))], "a:any", "a:any"),
        ([type_("boat", row("a", None))], "a:any", "a:any"),
        (
            [type_("boat", row("a", None), representation=shown({"a": {"b": 1, "c": "x"}}))],
            "a:any",
            "a:object(b:integer c:string)~",
        ),
        # rows inside rows
        ([type_("boat", row("a", None, members=(row("b"),)))], "a:object(b:string)", "a:object(b:string)"),
        (
            [
                type_(
                    "boat",
                    row("a", None, members=(row("b", None),)),
                    representation=shown({"a": [{"b": 5}, {"b": None}]}),
                )
            ],
            "a:object(b:any)",
            "a:object[](b:integer~)",
        ),
        (
            [type_("boat", row("a", None, members=(row("b", None),)), representation=shown({"a": {"b": 5}}))],
            "a:object(b:any)",
            "a:object(b:integer~)",
        ),
        (
            [type_("boat", row("a", fact("object", "any-object", collection=True), members=(row("b"),)))],
            "a:object[](b:string)",
            "a:object[](b:string)",
        ),
        (
            [
                type_(
                    "boat",
                    row("a", fact("object", "any-object"), members=(row("b", None),)),
                    representation=shown({"a": [{"b": 5}]}),
                )
            ],
            "a:object(b:any)",
            "a:object(b:integer~)",
        ),
        (
            [
                type_(
                    "boat",
                    row("a", fact("object", "any-object", span=at(1)), members=(row("b"),)),
                    representation=shown({"a": [{"b": 5}]}),
                )
            ],
            "a:object(b:string)",
            "a:object[](b:string)",
        ),
        # of a type that another page describes the members stand there
        ([type_("boat", row("a", fact("raft"), members=(row("b"),))), type_("raft", row("c"))], "a:raft", "a:raft"),
        ([type_("boat", row("a", fact("unknown"), members=(row("b"),)))], "a:object(b:string)", "a:object(b:string)"),
    ],
)
def test_the_properties_of_a_type(link, types, graph, base):
    for dialect, want in ((GRAPH, graph), (BASE, base)):
        pages = [page(f"{number}.md", one, dialect=dialect) for number, one in enumerate(types)]
        assert shape(link(*pages), "boat") == want


def test_values_that_all_examples_of_a_page_show_tell_the_types_of_rows(link):
    answer = ExampleFact("", HERE, response_body=shown({"deck": {"a": 5}}))
    said: dict[str, Any] = {"operations": (operation(None, answer, dialect=BASE),), "dialect": BASE}
    assert shape(link(page("a.md", type_("boat", row("a", None)), **said)), "boat") == "a:integer~"
    own = type_("boat", row("a", None), representation=shown({"a": "x"}))
    assert shape(link(page("a.md", own, **said)), "boat") == "a:string~"


@pytest.mark.parametrize(
    ("one", "graph", "base"),
    [
        (row("a", values=values("x y"), values_closed=True), "a:string=x|y!", "a:string=x|y"),
        (row("a", values=values("x y")), "a:string=x|y", "a:string=x|y"),
        (row("a", None, values=values("x y"), values_closed=True), "a:any=x|y!", "a:any=x|y"),
        (row("a", NUMBER, values=values("1 2"), values_closed=True), "a:integer=1|2", "a:integer=1|2"),
        (row("a", fact("enum", "string", enumeration=True), values=values("x")), "a:string=x!", "a:string=x!"),
        (row("a", fact("enum", "string", enumeration=True)), "a:string!", "a:string!"),
        (row("a", fact("sail"), values=values("x y"), values_closed=True), "a:sail=x|y!", "a:sail=x|y!"),
        (row("a", fact("sail"), values=values("x y")), "a:sail=x|y", "a:sail=x|y"),
    ],
)
def test_whether_listed_values_are_all(link, one, graph, base):
    for dialect, want in ((GRAPH, graph), (BASE, base)):
        assert shape(link(page("a.md", type_("boat", one), dialect=dialect)), "boat") == want


def test_listed_values_of_types_without_a_page_unite(link):
    rows = (row("a", fact("sail"), values=values("x y")), row("b", fact("Sail"), values=values("z X x")))
    joined = link(
        page("a.md", type_("boat", *rows, row("c", fact("raft"), values=values("q")))),
        page("b.md", type_("raft", row("d"))),
    )
    assert joined.enums == {"sail": ["x", "y", "z", "X"]}
    assert joined.api.enums[0].span == HERE


@pytest.mark.parametrize(
    ("one", "enum", "want"),
    [
        (row("kind", values=values("x"), values_closed=True), "boatKind", "kind:boatKind!"),
        (row("kind", values=values("x y"), values_closed=True), "Boat_kind", "kind:Boat_kind!"),
        (row("kind", values=values("x z"), values_closed=True), "boatKind", "kind:string=x|z!"),
        (row("kind", values=values("x")), "boatKind", "kind:string=x"),
        (row("kind", fact("enum", "string", enumeration=True)), "boatKind", "kind:string!"),
        (row("kind", values=values("x"), values_closed=True), "raftKind", "kind:string=x!"),
        (
            row("kind", fact("string", "string", collection=True), values=values("x"), values_closed=True),
            "boatKind",
            "kind:boatKind[]!",
        ),
    ],
)
def test_listed_values_are_those_of_the_enumeration_that_is_called_like_type_and_property(link, one, enum, want):
    kinds = EnumFact(enum, values("x y"), HERE)
    other = row("z", values=values("x"), values_closed=True)
    found = shape(link(page("a.md", type_("boat", one, other), kinds)), "boat")
    assert found == f"{want} z:string=x!"


def test_tables_of_one_enumeration_unite(link):
    def table(members: str, **said: Any) -> EnumFact:
        return EnumFact("Kind", values(members), **{"span": HERE, **said})

    joined = link(
        page("a.md", table("x y", span=at(5))),
        page("b.md", table("y z", flags=True, description="Two.", type="integer")),
        page("c.md", table("w", description="Three.", type="string")),
    )
    (one,) = joined.api.enums
    assert [member.name for member in one.members] == ["x", "y", "z", "w"]
    assert (one.span, one.flags, one.description, one.type) == (at(5), True, "Two.", "integer")


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (row("a"), row("a"), []),
        (row("a"), row("A"), []),
        (row("a"), row("a", NUMBER, span=at(3, "b.md")), ["contradicting-types"]),
        (row("a"), row("a", NUMBER), []),
        (row("a"), row("b"), ["contradicting-pages"]),
    ],
)
def test_pages_about_one_type_that_say_other_things(link, first, second, found):
    joined = link(
        page("a.md", type_("sea.boat", first)), page("b.md", type_("sea.boat", second, start=40, path="b.md"))
    )
    assert joined.findings() == found
    for one in joined.api.diagnostics:
        if one.name == "contradicting-types":
            assert (one.span, one.related[0].span) == (at(3, "b.md"), HERE)
            assert "integer (int32)" in one.message
        else:
            assert (one.span, one.related[0].span) == (at(40, "b.md"), at(2))
            assert "sea" not in one.message
            assert "boat" in one.message
            assert " a" in one.message


def test_pages_of_other_families_may_describe_a_type_otherwise(link):
    other = type_("boat", row("b"), path="old/b.md")
    assert link(page("a.md", type_("boat", row("a"))), page("old/b.md", other)).findings() == []
    empty = type_("boat", path="b.md")
    joined = link(page("a.md", empty), page("b.md", type_("boat", row("a"))), page("c.md", type_("boat", row("a"))))
    assert joined.findings() == []
    assert link(page("a.md", type_("boat", row("a")), type_("boat", row("b")))).findings() == []


def schemas(*types: ResourceFact, dialect: str = GRAPH) -> list[PageFacts]:
    return [page(f"{number}.md", one, dialect=dialect) for number, one in enumerate(types)]


@pytest.mark.parametrize(
    ("types", "bases", "findings"),
    [
        (["boat>thing", "thing"], {"boat": "thing", "thing": ""}, []),
        (["boat>boat", "thing"], {"boat": "", "thing": ""}, []),
        (["boat>thing craft", "craft>thing", "thing"], {"boat": "craft", "craft": "thing", "thing": ""}, []),
        (["boat>craft thing", "craft>thing", "thing"], {"boat": "craft", "craft": "thing", "thing": ""}, []),
        (["boat>thing craft", "craft", "thing"], {"boat": "thing", "craft": "", "thing": ""}, ["contradicting-bases"]),
        (["boat>thing craft raft", "craft", "raft", "thing"],
         {"boat": "thing", "craft": "", "raft": "", "thing": ""}, ["contradicting-bases"]),
        (["boat>thing gone", "thing"], {"boat": "thing", "thing": ""}, []),
        (["boat>gone thing", "thing"], {"boat": "gone", "thing": ""}, []),
        (["boat>gone sea.gone"], {"boat": "sea.gone"}, []),
        (["boat>sea.gone lake.other.gone"], {"boat": "sea.gone"}, []),
        (["boat>raft", "raft>boat"], {"boat": "raft", "raft": ""}, []),
        (["boat>raft", "raft>craft", "craft>boat"], {"boat": "raft", "craft": "", "raft": "craft"}, []),
        (["boat>raft", "craft>raft", "raft>craft"], {"boat": "raft", "craft": "", "raft": "craft"}, []),
    ],
)  # fmt: skip
def test_the_base_of_a_type(link, types, bases, findings):
    facts = [type_(name, row(f"of{name}"), bases=base) for name, _, base in (one.partition(">") for one in types)]
    joined = link(*schemas(*facts))
    assert {one.name: one.base for one in joined.api.schemas if not one.missing} == bases
    assert joined.findings("undescribed-type", "undescribed-instance-type") == findings
    for one in joined.api.diagnostics:
        if one.name == "contradicting-bases":
            assert (one.span, one.related[0].span) == (at(53), at(52))


def test_an_emphasized_base_counts_where_a_page_describes_it(link):
    weak = (fact("thing", weak=True),)
    alone = link(*schemas(type_("boat", row("a"), has_table=True, bases="")))
    assert alone.schema("boat").base == ""
    boat = ResourceFact("boat", HERE, bases=weak, properties=(row("a"),))
    assert link(page("a.md", boat)).schema("boat").base == ""
    assert link(page("a.md", boat), *schemas(type_("thing", row("b")))).schema("boat").base == "thing"


@pytest.mark.parametrize(
    ("own", "want", "findings"),
    [
        ([row("b")], "b:string", []),
        ([row("a"), row("b")], "b:string", []),
        ([row("A", NUMBER), row("b")], "b:string", ["contradicting-types"]),
        ([row("a", None)], "", ["missing-type"]),
        ([row("a", fact("string", "string", collection=True))], "", ["contradicting-types"]),
    ],
)
def test_what_a_type_inherits_it_does_not_have_itself(link, own, want, findings):
    types = [type_("boat", *own, bases="craft"), type_("craft", row("z"), bases="thing"), type_("thing", row("a"))]
    joined = link(*schemas(*types))
    assert (shape(joined, "boat"), joined.findings()) == (want, findings)
    if findings == ["contradicting-types"]:
        (one,) = joined.api.diagnostics
        assert (one.span, one.related[0].span) == (HERE, HERE)
        assert "boat.a" in str(one.subject)


def test_of_inherited_members_the_nearest_base_counts(link):
    types = [type_("boat", row("a", NUMBER), bases="craft"), type_("craft", row("a", NUMBER), bases="thing")]
    joined = link(*schemas(*types, type_("thing", row("a"))))
    assert [shape(joined, name) for name in ("boat", "craft", "thing")] == ["", "", "a:string"]
    assert joined.findings() == ["contradicting-types"]


def test_what_a_representation_shows_of_an_inherited_member_contradicts_nothing(link):
    boat = type_("boat", row("b"), bases="thing", representation=shown({"a": 5, "b": "x", "c": 1}))
    joined = link(*schemas(boat, type_("thing", row("a"))))
    assert (shape(joined, "boat"), joined.findings()) == ("b:string c:integer", [])


def test_included_members_are_not_inferred_again(link):
    boat = type_("boat", row("b"), includes=(fact("thing"),), representation=shown({"A": 5, "b": "x", "c": 1}))
    joined = link(*schemas(boat, type_("thing", row("a")), dialect=BASE))
    assert shape(joined, "boat") == "b:string c:integer~"
    assert joined.schema("boat").includes == ("thing",)
    typed = type_("boat", row("a"), includes=(fact("thing"),))
    assert shape(link(*schemas(typed, type_("thing", row("a")), dialect=BASE)), "boat") == "a:string"


@pytest.mark.parametrize(
    ("boat", "includes", "value"),
    [
        (type_("boat", includes=(fact("thing"), fact("thing"), fact("boat"))), ("thing",), None),
        (type_("boat", bases="thing", includes=(fact("thing"), fact("craft"))), ("craft",), None),
        (type_("boat", includes=(fact("loop"),)), (), None),
        (type_("boat", value=fact("thing")), (), Type(name="thing")),
        (type_("boat", value=TEXT), (), Type("string")),
        (type_("boat", row("a"), value=TEXT), (), None),
        (type_("boat", includes=(fact("thing"),), value=TEXT), ("thing",), None),
        (type_("boat", value=fact("boat")), (), Type()),
        (type_("boat", value=fact("boat", collection=True)), (), Type(name="boat", collection=True)),
        (type_("boat", value=fact("alias")), (), Type(name="alias")),
        (type_("boat", value=fact("list")), (), Type(name="list")),
        (type_("boat", value=fact("either")), (), Type()),
        (type_("boat", value=fact("below")), (), Type()),
        (type_("boat", value=fact("far")), (), Type()),
        (type_("boat", includes=(fact("far"), fact("craft"))), ("craft",), None),
    ],
)
def test_what_a_type_is_made_of_leads_to_no_cycle(link, boat, includes, value):
    others = (
        type_("thing", row("t")),
        type_("craft", row("c")),
        type_("loop", includes=(fact("boat"),)),
        type_("alias", value=fact("boat")),
        type_("list", value=fact("boat", collection=True)),
        type_("either", value=fact("thing", alternatives=(fact("boat"),))),
        type_("below", row("b"), bases="boat"),
        type_("far", includes=(fact("below"), fact("thing"), fact("thing"), fact("nowhere"))),
    )
    joined = link(*schemas(boat, *others))
    schema = joined.schema("boat")
    assert (schema.includes, schema.value) == (includes, value)


@pytest.mark.parametrize(
    ("field", "first", "second", "want"),
    [
        ("description", "", "Two.", "Two."),
        ("description", "One.", "Two.", "One."),
        ("key", "", "b", "b"),
        ("key", "a", "b", "a"),
        ("open", False, True, True),
        ("open", False, False, False),
        ("abstract", True, False, True),
        ("abstract", False, False, False),
        ("deprecated", True, False, False),
        ("deprecated", True, True, True),
    ],
)
def test_what_two_pages_say_of_a_type(link, field, first, second, want):
    rows = (row("a"), row("b"))
    schema = link(*schemas(type_("boat", *rows, **{field: first}), type_("boat", *rows, **{field: second}))).schema(
        "boat"
    )
    assert getattr(schema, field) == want
    assert [one.name for one in schema.properties if one.key] == ([want] if field == "key" else [])


@pytest.mark.parametrize(
    ("types", "graph", "base"),
    [
        ([type_("boat", representation=shown({"a": 1}))], False, True),
        ([type_("boat", row("a"), representation=shown({"a": 1}))], False, False),
        ([type_("boat", representation=shown({"a": 1})), type_("boat", row("a"))], False, False),
        ([type_("boat")], False, False),
    ],
)
def test_a_type_that_only_a_representation_shows_is_inferred(link, types, graph, base):
    assert link(*schemas(*types)).schema("boat").inferred is graph
    assert link(*schemas(*types, dialect=BASE)).schema("boat").inferred is base


def test_a_type_whose_representation_shows_any_members_is_open(link):
    for value, is_open in (({"property1": 1, "property2": 1}, True), ({"property1": 1}, False)):
        found = link(*schemas(type_("boat", representation=shown(value)), dialect=BASE))
        assert found.schema("boat").open is is_open


def example(sent: Any = ..., answer: Any = ..., status: int = 0) -> ExampleFact:
    return ExampleFact(
        "",
        HERE,
        request_body=None if sent is ... else JsonFact(sent, at(31)),
        response_body=None if answer is ... else JsonFact(answer, at(32)),
        status=status,
        answered=answer is not ...,
    )


GONE = fact("gone", target="gone.md")


def answer(status: int, *types: TypeFact) -> ResponseFact:
    return ResponseFact(status, HERE, types=types, sure=True)


@pytest.mark.parametrize(
    ("found", "want"),
    [
        # a type without a page
        (operation(BodyFact(HERE, types=(GONE,), properties=(row("a", required=True), row("b")))), "a:string b:string"),
        (operation(BodyFact(HERE, types=(GONE,)), example({"a": 1})), "a:integer"),
        (operation(BodyFact(HERE, types=(GONE,)), example({"gone": {"a": 1}})), "a:integer"),
        (
            operation(BodyFact(HERE, types=(GONE,)), example({"gone": {"a": 1}, "b": 1})),
            "gone:object(a:integer) b:integer",
        ),
        (operation(BodyFact(HERE, types=(GONE,)), example({"value": {"a": 1}})), "a:integer"),
        (operation(BodyFact(HERE, types=(GONE,)), example({"gone": [1]})), "gone:integer[]"),
        (
            operation(BodyFact(HERE, types=(GONE,)), example({"a": 1}), example({"a": "x", "b": "y"})),
            "a:integer b:string",
        ),
        (operation(BodyFact(HERE, types=(GONE,), properties=(row("a"),)), example({"b": 1})), "a:string"),
        (operation(None, example(..., {"a": 1}, 200), responses=(answer(200, GONE),)), "a:integer"),
        (operation(None, example(..., {"a": 1}, 0), responses=(answer(200, GONE),)), "a:integer"),
        (
            operation(None, example(..., [{"a": 1}, {"b": 2}], 200), responses=(answer(200, GONE),)),
            "a:integer b:integer",
        ),
        (operation(None, example(..., {"a": 1}, 404), responses=(answer(404, GONE),)), "a:integer"),
    ],
)
def test_a_type_without_a_page_has_what_bodies_say_and_show(link, found, want):
    joined = link(page("ops.md", operations=(found,)))
    assert shape(joined, "gone") == want
    assert not any(one.required for one in joined.schema("gone").properties)
    inferred = not found.request_body or not found.request_body.properties
    assert joined.schema("gone").inferred is inferred
    told = [one for one in joined.api.diagnostics if one.name == "inferred-schema"]
    assert [one.span in (at(31), at(32)) for one in told] == [True] * inferred


@pytest.mark.parametrize(
    "found",
    [
        operation(None, example(..., {"a": 1}, 201), responses=(answer(200, GONE),)),
        operation(None, example(..., {"a": 1}, 0), responses=(answer(404, GONE),)),
        operation(None, example(..., {"a": 1}, 200), responses=(answer(200, GONE, fact("other", target="other.md")),)),
        operation(
            None, example(..., {"a": 1}, 200), responses=(answer(200, fact("gone", target="gone.md", collection=True)),)
        ),
        operation(BodyFact(HERE, types=(GONE,))),
    ],
)
def test_a_type_of_which_nothing_is_shown_has_a_stand_in(link, found):
    joined = link(page("ops.md", operations=(found,)))
    assert "gone (missing)" in joined.schemas
    assert "undescribed-type" in joined.findings()


def test_a_failure_shows_nothing_of_what_a_success_answers_with(link):
    shown = (example(..., {"a": 1}, 404), example(..., {"b": 1}, 200))
    both = operation(None, *shown, responses=(answer(404, GONE), answer(200, GONE)))
    assert shape(link(page("ops.md", operations=(both,))), "gone") == "b:integer"


def test_rows_of_a_body_say_what_a_type_without_a_page_inherits(link):
    rows = (row("a", inherited_from=fact("thing")), row("b", inherited_from=fact("craft")), row("c"))
    joined = link(
        page("ops.md", operations=(operation(BodyFact(HERE, types=(GONE,), properties=rows)),)),
        *schemas(type_("thing", row("a")), type_("craft", row("z"), bases="thing")),
    )
    assert (joined.schema("gone").base, shape(joined, "gone")) == ("craft", "b:string c:string")


def test_a_body_lists_the_values_that_the_page_of_a_type_leaves_out(link):
    enum = fact("enum", "string", enumeration=True)
    boat = type_("boat", row("a", enum), row("b"), row("c", enum, values=values("own")))
    listed = (row("a", values=values("x y")), row("b", values=values("z")), row("c", values=values("q")))
    body = BodyFact(HERE, types=(fact("boat"),), properties=listed)
    joined = link(page("ops.md", operations=(operation(body),)), *schemas(boat))
    assert shape(joined, "boat") == "a:string=x|y! b:string c:string=own!"


@pytest.mark.parametrize(
    ("value", "want"),
    [
        ({"length": 1, "colour": "x", "extra": 1}, "length:string colour:string width:string extra:integer~"),
        ({"LENGTH": 1, "extra": 1}, "length:string colour:string width:string extra:integer~"),
        (
            {"length": 1, "width": 2, "colours": "x", "extra": 1},
            "length:string colour:string width:string extra:integer~",
        ),
        ({"length": 1, "colour": "x", "colours": 1}, "length:string colour:string width:string colours:integer~"),
        ({"a": 1, "b": 1, "length": 1}, "length:string colour:string width:string"),
        ({"a": 1, "length": 1}, "length:string colour:string width:string a:integer~"),
        (
            {"a": 1, "b": 1, "c": 1, "length": 1, "width": 1},
            "length:string colour:string width:string a:integer~ b:integer~ c:integer~",
        ),
        ([{"length": 1, "extra": 1}], "length:string colour:string width:string extra:integer~"),
        ({"length": 1}, "length:string colour:string width:string"),
        ("text", "length:string colour:string width:string"),
    ],
)
def test_an_example_adds_to_a_type_that_it_mostly_shows(link, value, want):
    boat = type_("boat", row("length"), row("colour"), row("width"))
    shown = operation(None, example(..., value, 200), responses=(answer(200, fact("boat")),), dialect=BASE)
    joined = link(page("ops.md", operations=(shown,), dialect=BASE), *schemas(boat, dialect=BASE))
    assert shape(joined, "boat") == want
    graph = link(
        page("ops.md", operations=(operation(None, example(..., value, 200), responses=(answer(200, fact("boat")),)),)),
        *schemas(boat),
    )
    assert shape(graph, "boat") == "length:string colour:string width:string"


def test_an_example_adds_nothing_to_a_type_that_is_no_object(link):
    shown = operation(None, example(..., {"a": 1}, 200), responses=(answer(200, fact("boat")),), dialect=BASE)
    for boat in (type_("boat", value=fact("string", "string")), type_("boat")):
        joined = link(page("ops.md", operations=(shown,), dialect=BASE), *schemas(boat, dialect=BASE))
        assert shape(joined, "boat") == ""


@pytest.mark.parametrize(
    ("one", "want"),
    [
        (row("a", fact("words"), leads_to="raft.md"), "a:raft"),
        (row("a", fact("boat"), leads_to="raft.md"), "a:boat"),
        (row("a", fact("words"), leads_to="gone.md"), "a:words"),
        (row("a", fact("words", target="gone.md"), leads_to="raft.md"), "a:raft"),
        (row("a", None, leads_to="raft.md"), "a:any"),
        (row("a", leads_to="raft.md"), "a:string"),
    ],
)
def test_the_name_of_a_row_leads_to_its_type_where_nothing_else_does(link, one, want):
    assert shape(link(page("boat.md", type_("boat", one)), page("raft.md", type_("raft", row("b")))), "boat") == want


def places(*starts: int) -> tuple[PropertyFact, ...]:
    return tuple(row(f"a{start}", fact("gone", span=at(start))) for start in starts)


@pytest.mark.parametrize(
    ("starts", "related"), [((5,), []), ((5, 6), [6]), ((5, 6, 7, 8), [6, 7, 8]), ((5, 6, 7, 8, 9), [6, 7, 8])]
)
def test_a_type_without_a_page_is_told_with_some_more_places(link, starts, related):
    joined = link(page("a.md", type_("boat", *places(*starts))))
    (one,) = joined.api.diagnostics
    assert (one.name, one.span, [other.span.start for other in one.related]) == (
        "undescribed-type",
        at(starts[0]),
        related,
    )


@pytest.mark.parametrize(
    ("said", "missing", "findings"),
    [
        ({"query_parameters": (row("q", GONE),)}, "gone", ["undescribed-type"]),
        ({"headers": (row("X-Q", GONE),)}, "gone", ["undescribed-type"]),
        ({"request_body": BodyFact(HERE, types=(GONE,))}, "gone", ["undescribed-type"]),
        (
            {"request_body": BodyFact(HERE, properties=(row("a"), row("b", None, members=(row("c", GONE),))))},
            "gone",
            ["undescribed-type"],
        ),
        ({"responses": (answer(200, GONE),)}, "gone", ["undescribed-type"]),
        ({"responses": (ResponseFact(200, HERE, headers=(row("X-Q", GONE),)),)}, "gone", ["undescribed-type"]),
        ({"responses": (answer(200, fact("string", "string", alternatives=(GONE,))),)}, "gone", ["undescribed-type"]),
    ],
)
def test_what_refers_to_a_type_needs_it(link, said, missing, findings):
    said = {"body": said.pop("request_body", None), **said}
    joined = link(page("ops.md", operations=(operation(**said),)))
    assert [one.name for one in joined.api.schemas if one.missing] == [missing]
    assert joined.findings("missing-permissions", "unstated-response", "missing-type") == findings


@pytest.mark.parametrize(
    "boat",
    [
        type_("boat", row("a", GONE)),
        type_("boat", row("a", None, members=(row("b", GONE),))),
        type_("boat", row("a"), bases="gone"),
        type_("boat", row("a"), includes=(GONE,)),
        type_("boat", value=fact("gone", target="gone.md", collection=True)),
        type_("boat", value=fact("string", "string", alternatives=(GONE,))),
    ],
)
def test_types_of_types_are_needed_too(link, boat):
    joined = link(page("a.md", boat))
    assert [one.name for one in joined.api.schemas if one.missing] == ["gone"]
    assert "undescribed-type" in joined.findings()
    assert joined.api.undescribed == ()


@pytest.mark.parametrize(
    ("location", "value"), [("headers", Type("string")), ("cookies", Type("string")), ("query_parameters", None)]
)
def test_a_stand_in_for_what_is_sent_as_a_text_is_a_text(link, location, value):
    joined = link(page("ops.md", operations=(operation(**{location: (row("Q", GONE),)}),)))
    assert joined.schema("gone").value == value


def test_a_section_that_only_describes_a_type_in_words_misleads_nobody(link):
    words_of = fact("gone", target="a.md", anchor="gone")
    joined = link(page("a.md", type_("boat", row("a", words_of)), anchors=("gone",)))
    (one,) = joined.api.diagnostics
    assert (one.name, one.severity) == ("undescribed-type", "info")
    plain = link(page("a.md", type_("boat", row("a", GONE))))
    assert plain.api.diagnostics[0].severity != "info"


def test_names_of_types_that_pages_describe_are_kept_in_small_letters(link):
    joined = link(page("a.md", type_("Boat", row("a", GONE)), EnumFact("Kind", values("x"), HERE)))
    assert joined.api.types.described == {"boat"}


def test_findings_and_schemas_stand_where_they_are_stated_first(link):
    rows = (
        row("a", None, span=at(11), name_span=at(12)),
        row("b", None, span=at(13), name_span=at(14), members=(row("c"),)),
    )
    joined = link(
        page("a.md", type_("boat", *rows, start=9)), page("b.md", type_("boat", *rows, start=19, path="b.md"))
    )
    told = [(one.name, one.span.start) for one in joined.api.diagnostics]
    assert sorted(told) == [("missing-type", 12), ("missing-type", 12), ("missing-type", 14), ("missing-type", 14)]
    assert {" a " in f" {one.message} " or " b " in f" {one.message} " for one in joined.api.diagnostics} == {True}
    assert joined.schema("boat").span == at(9)
    assert [one.span for one in joined.schema("boat").properties] == [at(11), at(13)]


def test_a_contradiction_of_a_base_stands_at_the_row_and_leads_to_that_of_the_base(link):
    types = [type_("boat", row("a", NUMBER, span=at(21)), bases="thing"), type_("thing", row("a", span=at(22)))]
    (one,) = link(*schemas(*types)).api.diagnostics
    assert (one.span, one.related[0].span) == (at(21), at(22))
    assert one.message.index("integer (int32)") < one.message.index("string")


def test_an_enumeration_of_listed_values_stands_at_its_first_value(link):
    listed = tuple(MemberFact(name, at(start)) for start, name in ((41, "x"), (42, "y")))
    joined = link(page("a.md", type_("boat", row("a", fact("sail"), values=listed))))
    assert [(one.name, one.span.start) for one in joined.api.enums[0].members] == [("x", 41), ("y", 42)]
    assert joined.api.enums[0].span == at(41)


@pytest.mark.parametrize("rows", [(), (row("a"),)])
def test_a_type_without_a_page_stands_where_it_is_shown_first(link, rows):
    shown = [ExampleFact("", HERE, request_body=JsonFact({"a": 1}, at(start))) for start in (35, 36)]
    body = BodyFact(at(34), types=(GONE,), properties=rows)
    joined = link(page("ops.md", operations=(operation(body, *shown),)))
    assert joined.schema("gone").span == at(34 if rows else 35)
    told = [one.span for one in joined.api.diagnostics if one.name == "inferred-schema"]
    assert told == ([] if rows else [at(35)])


def test_of_three_bases_that_rows_of_a_body_name_the_last_counts(link):
    bases = [fact(name) for name in ("thing", "craft", "raft", "craft", "gone")]
    rows = tuple(row(f"a{number}", inherited_from=base) for number, base in enumerate(bases))
    joined = link(
        page("ops.md", operations=(operation(BodyFact(HERE, types=(GONE,), properties=rows)),)),
        *schemas(*(type_(name, row("z")) for name in ("thing", "craft", "raft"))),
    )
    assert joined.schema("gone").base == "raft"
