"""What all pages say together: what the whole is called, its dialect, its namespace, and what it lacks."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from docgen import dialects, model
from docgen.extract import paths
from docgen.extract.facts import (
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
from docgen.model import LinkOptions
from docgen.model.api import (
    Array,
    Body,
    Collection,
    Content,
    Object,
    One,
    Operation,
    Response,
    Sample,
    Stream,
    Value,
    contents_of,
    types_of,
)
from docgen.model.types import Type
from docgen.source import Span

HERE = Span("a.md", 0, 1)
GRAPH, DOCS, BASE = "microsoft-graph", "microsoft-docs", "base"
DIALECTS = dialects.by_name()
TEXT = TypeFact("string", HERE, "string")


def row(name: str, type_: TypeFact | None = TEXT) -> PropertyFact:
    return PropertyFact(name, HERE, HERE, type_)


def operation(target: str = "/boats", **said: Any) -> OperationFact:
    path = paths.read(target, DIALECTS[BASE], concrete=False)
    said = {"responses": (ResponseFact(200, HERE, none=True),), **said}
    return OperationFact("Find", "", HERE, (RouteFact("GET", target, HERE, path),), **said)


def page(path: str, dialect: str = BASE, **said: Any) -> PageFacts:
    return PageFacts(path, path.removesuffix(".md"), "", dialect, **said)


def boat(name: str = "boat", *rows: PropertyFact) -> ResourceFact:
    return ResourceFact(name, HERE, properties=rows or (row("id"),))


@pytest.mark.parametrize(
    ("pages", "want"),
    [
        ([], "base"),
        ([page("a.md", GRAPH)], "base"),
        ([page("a.md", GRAPH, resources=(boat(),))], GRAPH),
        ([page("a.md", GRAPH, operations=(operation(),))], GRAPH),
        ([page("a.md", GRAPH, resources=(boat(),)), page("b.md", BASE, operations=(operation(),))], BASE),
        (
            [
                page("a.md", GRAPH, resources=(boat(),)),
                page("b.md", BASE, operations=(operation(),)),
                page("c.md", GRAPH, operations=(operation(),)),
            ],
            GRAPH,
        ),
        ([page("a.md", GRAPH, resources=(boat(),)), page("b.md", DOCS, operations=(operation(),))], DOCS),
        ([page("a.md", GRAPH, resources=(boat(),)), page("b.md", BASE), page("c.md", BASE)], GRAPH),
    ],
)
def test_the_dialect_of_most_pages_that_say_something_speaks_for_the_whole(pages, want):
    assert model.link(pages).dialect.name == want


def named(names: str, namespace: str, *, enum: bool = False) -> list[PageFacts]:
    members = (MemberFact("x", HERE),)
    return [
        page(f"{name}{namespace}.md", GRAPH, namespace=namespace, enums=(EnumFact(name, members, HERE),))
        if enum
        else page(f"{name}{namespace}.md", GRAPH, namespace=namespace, resources=(boat(name),))
        for name in names
    ]


@pytest.mark.parametrize(
    ("pages", "want"),
    [
        (named("ab", ""), ["a", "b"]),
        (named("ab", "sea"), ["sea.a", "sea.b"]),
        (named("ab", "sea") + named("c", ""), ["sea.a", "sea.b", "sea.c"]),
        (named("a", "sea") + named("b", ""), ["sea.a", "sea.b"]),
        (named("a", "sea") + named("bc", ""), ["b", "c", "sea.a"]),
        (named("a", "sea") + named("b", "lake") + named("c", ""), ["lake.b", "lake.c", "sea.a"]),
        (
            named("a", "sea") + named("b", "lake") + named("c", "bay") + named("d", ""),
            ["bay.c", "d", "lake.b", "sea.a"],
        ),
        (named("ab", "sea") + named("c", "lake") + named("d", ""), ["lake.c", "sea.a", "sea.b", "sea.d"]),
        (named("a", "sea", enum=True) + named("b", ""), ["sea.a", "sea.b"]),
        (named("a", "sea") + named("b", "", enum=True), ["sea.a", "sea.b"]),
        (named("a", "sea") + named("b", "") + [page("c.md", GRAPH), page("d.md", GRAPH)], ["sea.a", "sea.b"]),
    ],
)
def test_types_without_a_namespace_have_that_of_most_others(pages, want):
    api = model.link(pages)
    assert sorted([one.name for one in (*api.schemas, *api.enums)]) == want


@pytest.mark.parametrize(
    ("server", "graph", "base"),
    [
        ("https://a.example/v1.0", "v1.0", "v1.0"),
        ("https://a.example/v2/", "v2", "v2"),
        ("https://a.example/3", "3", "3"),
        ("https://a.example/beta", "beta", "0.0.0"),
        ("https://a.example/2024-05", "2024-05", "0.0.0"),
        ("https://a.example", "0.0.0", "0.0.0"),
        ("http://localhost:80", "0.0.0", "0.0.0"),
        ("https://a.example/v1.2.beta", "v1.2.beta", "v1.2.beta"),
        ("", "0.0.0", "0.0.0"),
    ],
)
def test_the_version_is_the_end_of_the_address(server, graph, base):
    for dialect, want in ((GRAPH, graph), (BASE, base)):
        pages = [page("a.md", dialect, operations=(operation(),))]
        options = LinkOptions(servers=(server,)) if server else LinkOptions()
        assert model.link(pages, options).version == want


def test_settings_count_before_pages():
    said = {
        "title": "Sea",
        "version": "7",
        "description": "All.",
        "servers": ("https://a.example/v1",),
        "security": "key",
    }
    api = model.link([page("a.md", operations=(operation(),))], LinkOptions(**said))
    assert (api.title, api.version, api.description, api.servers, api.required_scheme) == (*said.values(),)
    plain = model.link([page("a.md", GRAPH, operations=(operation(),))])
    assert (plain.title, plain.version, plain.description, plain.servers, plain.required_scheme) == (
        "Microsoft Graph",
        "0.0.0",
        "",
        (),
        "",
    )


def test_the_order_of_pages_does_not_matter():
    pages = [
        page("b.md", resources=(boat("boat", row("a"), row("b")),)),
        page("a.md", resources=(boat("boat", row("c")),), operations=(operation(),)),
    ]
    first, second = model.link(pages), model.link(pages[::-1])
    assert first == second
    assert [one.path for one in first.pages] == ["a.md", "b.md"]
    assert [one.name for one in first.schemas[0].properties] == ["c", "a", "b"]


def test_types_stand_sorted_by_name():
    members = (MemberFact("x", HERE),)
    kinds = tuple(EnumFact(name, members, HERE) for name in ("zinc", "oak"))
    api = model.link([page("a.md", resources=(boat("raft"), boat("boat")), enums=kinds)])
    assert ([one.name for one in api.schemas], [one.name for one in api.enums]) == (["boat", "raft"], ["oak", "zinc"])


def test_names_that_nothing_needs_are_undescribed():
    gone, lost = (TypeFact(name, HERE) for name in ("gone", "lost"))
    pages = [
        page(f"{name}.md", resources=(boat("boat", row("a", type_)),)) for name, type_ in (("a", gone), ("b", lost))
    ]
    api = model.link(pages)
    assert [one.name for one in api.schemas if one.missing] == ["gone"]
    assert api.undescribed == ("lost",)
    told = {one.name: one.message for one in api.diagnostics}
    assert "lost" in told["undescribed-instance-type"]
    assert "gone" in told["undescribed-type"]


def test_a_type_of_answers_wraps_nothing_but_itself():
    answer = ResponseFact(200, HERE, types=(TypeFact("gone", HERE, target="new/gone.md"),), sure=True)

    def properties(value: Any, dialect: str) -> list[str]:
        shown = ExampleFact("", HERE, response_body=JsonFact(value, HERE), status=200, answered=True)
        api = model.link([page("a.md", dialect, operations=(operation(responses=(answer,), examples=(shown,)),))])
        return [one.name for schema in api.schemas for one in schema.properties]

    assert properties({"Gone": {"a": 1}}, BASE) == ["a"]
    assert properties({"value": {"a": 1}}, BASE) == ["value"]
    assert properties({"value": {"a": 1}}, GRAPH) == ["a"]
    assert properties({"other": {"a": 1}}, GRAPH) == ["other"]
    assert properties({"gone": {"a": 1}, "b": 2}, GRAPH) == ["gone", "b"]
    assert properties({"gone": 1}, GRAPH) == ["gone"]
    assert properties({}, GRAPH) == []


def test_lists_of_a_type_show_it_where_examples_add():
    many = ResponseFact(200, HERE, types=(TypeFact("boat", HERE, collection=True),), sure=True)
    shown = ExampleFact("", HERE, response_body=JsonFact([{"id": "x", "b": 1}], HERE), status=200, answered=True)
    for dialect, want in ((BASE, ["id", "b"]), (GRAPH, ["id"])):
        one = operation(responses=(many,), examples=(shown,))
        api = model.link([page("a.md", dialect, operations=(one,)), page("b.md", dialect, resources=(boat(),))])
        assert [each.name for each in api.schemas[0].properties] == want


BOAT = Type(name="boat")


@pytest.mark.parametrize(
    ("shape", "types"),
    [
        (One((BOAT,)), (BOAT,)),
        (Collection((BOAT,)), (BOAT,)),
        (Array((BOAT,)), (BOAT,)),
        (Value((Type("string"),)), (Type("string"),)),
        (Object(()), ()),
        (Sample({}), ()),
        (Stream(), ()),
    ],
)
def test_the_types_of_a_body(shape, types):
    assert types_of(shape) == types


def test_the_contents_of_an_operation_are_those_of_its_request_and_its_answers():
    first, second, third = (Content((name,), Stream()) for name in ("a/a", "b/b", "c/c"))
    answers = (Response(200, HERE, "", (second,)), Response(204, HERE), Response(404, HERE, "", (third,)))
    one = Operation("put", "/boats", "", "", "", HERE, body=Body((first,), HERE), responses=answers)
    assert list(contents_of(one)) == [first, second, third]
    assert list(contents_of(msgspec.structs.replace(one, body=None))) == [second, third]


def test_settings_are_given_by_name():
    with pytest.raises(TypeError):
        LinkOptions("Sea")
    with pytest.raises(AttributeError):
        LinkOptions().title = "Sea"
