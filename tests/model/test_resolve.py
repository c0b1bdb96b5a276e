"""Which described type a name, a link or a word of a sentence means."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from docgen import dialects
from docgen.dialects import Dialect
from docgen.extract.facts import (
    BodyFact,
    EnumFact,
    ExampleFact,
    JsonFact,
    OperationFact,
    PageFacts,
    PropertyFact,
    ResourceFact,
    ResponseFact,
    TypeFact,
)
from docgen.model import resolve
from docgen.model.resolve import Resolver
from docgen.model.types import Type
from docgen.source import Span

BASE = dialects.load("base")
HERE = Span("api/ops.md", 0, 1)


def fact(name: str, primitive: str = "", path: str = "api/ops.md", **said: Any) -> TypeFact:
    return TypeFact(name, Span(path, 0, 1), primitive, **said)


def row(type_: TypeFact | None, **said: Any) -> PropertyFact:
    return PropertyFact("a", HERE, HERE, type_, **said)


def page(path: str, **said: Any) -> PageFacts:
    said = {"kind": "", "dialect": "base", "namespace": "sea", **said}
    return PageFacts(path, path.removesuffix(".md"), **said)


def type_(name: str, *anchors: str, rows: tuple[PropertyFact, ...] = ()) -> ResourceFact:
    return ResourceFact(name, HERE, anchors=anchors or ("",), properties=rows)


OPS = page("api/ops.md", anchors=("top",))
PAGES = (
    OPS,
    page("types/boat.md", resources=(type_("Boat"),), kind="resource"),
    page("types/rafts.md", resources=(type_("Raft", "raft", "raft-1"), type_("log", "log"))),
    page("types/docks.md", resources=(type_("Dock"), type_("lake.Pier"), type_("oldDock"))),
    page("types/kinds.md", enums=(EnumFact("kind", (), HERE, anchors=("kind", "")),), kind="enum"),
    page("lake/boat.md", resources=(type_("boat"),), namespace="lake"),
    page("lake/ferry.md", resources=(type_("ferry"),), namespace="lake"),
    page("tour/intro.md", anchors=("raft-2",)),
)


def resolver_of(*pages: PageFacts, **said: Any) -> Resolver:
    document = msgspec.structs.replace(BASE.document, **said)
    return Resolver(pages, {"base": msgspec.structs.replace(BASE, document=document)})


SEA = resolver_of(*PAGES)


@pytest.mark.parametrize(
    ("name", "namespace", "want"), [("a", "n", "n.a"), ("a", "", "a"), ("m.a", "n", "m.a"), ("", "n", "n.")]
)
def test_a_name_gets_its_namespace(name, namespace, want):
    assert resolve.qualify(name, namespace) == want


@pytest.mark.parametrize(
    ("many", "one"),
    [("berries", "berry"), ("boats", "boat"), ("boat", "boat"), ("ies", "y"), ("", ""), ("class", "clas")],
)
def test_the_name_of_one(many, one):
    assert resolve.singular(many) == one


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ("a/B/c.md", ("a/b/c", "*/b/c")),
        ("c.md", ("c", "*//c")),
        ("B/c", ("b/c", "*/b/c")),
        ("/site/b/c", ("*/b/c",)),
        ("/c", ("*//c",)),
        ("a//c.md", ("a//c", "*/a/c")),
    ],
)
def test_the_forms_under_which_a_page_is_looked_up(path, keys):
    assert resolve.keys_of(path) == keys


@pytest.mark.parametrize(
    ("found", "leads"),
    [
        (fact("x", target="api/ops.md", anchor="Top"), False),
        (fact("x", target="api/ops.md", anchor="other"), True),
        (fact("x", target="api/ops.md"), False),
        (fact("x", target="api/else.md", anchor="other"), False),
        (fact("x", path="api/new.md", target="api/new.md", anchor="other"), True),
    ],
)
def test_a_link_leads_elsewhere_where_its_own_page_lacks_the_anchor(found, leads):
    assert resolve.leads_elsewhere(found, {"api/ops.md": {"top"}}) is leads


def test_the_anchors_that_a_link_may_mean():
    assert resolve.anchors_elsewhere(fact("x", anchor="Rafts/Old/Raft")) == ("rafts/old/raft", "raft")
    assert resolve.anchors_elsewhere(fact("x", anchor="raft")) == ("raft", "raft")


@pytest.mark.parametrize(
    ("name", "namespace", "want"),
    [
        ("sea.Boat", "", "sea.Boat"),
        ("SEA.boat", "", "sea.Boat"),
        ("#sea.Boat", "", "sea.Boat"),
        ("boat", "sea", "sea.Boat"),
        ("boat", "SEA", "sea.Boat"),
        ("boat", "lake", "lake.boat"),
        ("boat", "", None),
        ("boat", "pond", None),
        ("Raft", "", "sea.Raft"),
        ("raft", "lake", "sea.Raft"),
        ("pond.raft", "", "sea.Raft"),
        ("pond.boat", "sea", "sea.Boat"),
        ("pond.boat", "lake", "lake.boat"),
        ("ship", "sea", None),
        ("", "sea", None),
    ],
)
def test_a_name_without_a_link(name, namespace, want):
    assert SEA.find(name, namespace) == want


@pytest.mark.parametrize(("default", "want"), [("lake", "lake.boat"), ("Sea", "sea.Boat"), ("pond", None), ("", None)])
def test_of_two_of_a_short_name_the_one_of_the_usual_namespace(default, want):
    assert resolver_of(*PAGES, default_namespace=default).find("boat") == want


@pytest.mark.parametrize(
    ("found", "linked", "only"),
    [
        (fact("Boat", target="types/boat.md"), "sea.Boat", "sea.Boat"),
        (fact("sea.boat", target="types/BOAT.md"), "sea.Boat", "sea.Boat"),
        (fact("words", target="types/boat.md"), None, "sea.Boat"),
        (fact("Boat", target="/site/types/boat"), "sea.Boat", "sea.Boat"),
        (fact("Boat", target="other/types/boat.md"), "sea.Boat", "sea.Boat"),
        (fact("dock", target="types/docks.md"), "sea.Dock", None),
        (fact("pier", target="types/docks.md"), "lake.Pier", None),
        (fact("words", target="types/docks.md"), None, None),
        (fact("words", target="types/rafts.md", anchor="RAFT"), "sea.Raft", None),
        (fact("words", target="types/rafts.md", anchor="raft-1"), "sea.Raft", None),
        (fact("words", target="types/rafts.md", anchor="raft-7"), None, None),
        (fact("raft", target="types/rafts.md"), None, None),
        (fact("boat", target="types/boat.md", anchor="more"), "sea.Boat", None),
        (fact("words", target="types/kinds.md", anchor="kind"), "sea.kind", None),
        (fact("words", target="types/kinds.md"), None, "sea.kind"),
        (fact("words", target="api/ops.md", anchor="log"), "sea.log", None),
        (fact("words", target="api/ops.md", anchor="types/log"), "sea.log", None),
        (fact("words", target="api/ops.md", anchor="top"), None, None),
        (fact("words", target="tour/intro.md", anchor="log"), None, None),
        (fact("Boat"), None, None),
        (fact("Boat", target="types/gone.md"), None, None),
    ],
)
def test_what_a_link_leads_to(found, linked, only):
    assert SEA.linked(found) == linked
    assert SEA.target_only(found) == only


def test_an_anchor_that_two_other_pages_have_leads_nowhere():
    two = (page("a.md", resources=(type_("A", "x"),)), page("b.md", resources=(type_("B", "x"), type_("C", "y"))))
    found = resolver_of(OPS, *two)
    assert found.linked(fact("words", target="api/ops.md", anchor="x")) is None
    assert found.linked(fact("words", target="api/ops.md", anchor="y")) == "sea.C"


def test_of_two_types_with_one_anchor_the_first_counts():
    found = resolver_of(page("a.md", resources=(type_("A", "x"), type_("B", "x"))))
    assert found.linked(fact("words", target="a.md", anchor="x")) == "sea.A"


@pytest.mark.parametrize(
    ("found", "want", "name"),
    [
        (fact("Boat"), "sea.Boat", "sea.Boat"),
        (fact("ship"), None, "sea.ship"),
        (fact("#pond.ship"), None, "pond.ship"),
        (fact("words", target="types/boat.md"), "sea.Boat", "sea.Boat"),
        (fact("lake.boat", target="types/boat.md"), "sea.Boat", "sea.Boat"),
        (fact("oat", target="types/boat.md"), "sea.Boat", "sea.Boat"),
        (fact("raft", target="types/boat.md"), "sea.Raft", "sea.Raft"),
        (fact("words", target="types/docks.md"), None, "sea.words"),
        (fact("string", "string"), None, "sea.string"),
        (fact("string", "string", target="types/boat.md"), None, "sea.Boat"),
        (fact("Boat", "string", target="types/boat.md"), "sea.Boat", "sea.Boat"),
        (fact("Rafts", collection=True), "sea.Raft", "sea.Rafts"),
        (fact("Rafts"), None, "sea.Rafts"),
    ],
)
def test_the_described_type_and_the_name(found, want, name):
    assert SEA.described_by(found, OPS) == want
    assert SEA.named(found, OPS) == name


def test_a_list_of_several_is_one_of_each_only_where_pages_have_no_template():
    graph = dialects.load("microsoft-graph")
    pages = [msgspec.structs.replace(one, dialect=graph.name) for one in PAGES]
    assert Resolver(pages, {graph.name: graph}).described_by(fact("Rafts", collection=True), pages[0]) is None


@pytest.mark.parametrize(
    ("found", "want", "missing", "external", "in_words"),
    [
        (fact("Boat", collection=True, depth=2), Type(name="sea.Boat", collection=True, depth=2), False, False, False),
        (fact("string", "string"), Type("string"), False, False, False),
        (fact("x", "string", target="types/boat.md"), Type("string"), False, False, False),
        (fact("boat", "string", target="types/boat.md"), Type(name="sea.Boat"), False, False, False),
        (fact("ship"), Type(name="sea.ship"), True, False, False),
        (fact("#"), Type(), False, False, False),
        (fact("ship", external=True), Type(name="sea.ship"), True, True, False),
        (fact("ship", target="/site/ship"), Type(name="sea.ship"), True, True, False),
        (fact("ship", target="api/ship.md"), Type(name="sea.ship"), True, False, False),
        (fact("ship", target="api/ops.md", anchor="top"), Type(name="sea.ship"), True, False, True),
        (fact("ship", target="api/ops.md", anchor="Top-12"), Type(name="sea.ship"), True, False, True),
        (fact("ship", target="api/ops.md", anchor="top-a"), Type(name="sea.ship"), True, False, False),
        (fact("ship", target="api/ops.md"), Type(name="sea.ship"), True, False, False),
        (
            fact("Boat", together=True, alternatives=(fact("string", "string"), fact("ship"))),
            Type(name="sea.Boat", together=True, alternatives=(Type("string"), Type(name="sea.ship"))),
            True,
            False,
            False,
        ),
    ],
)
def test_a_type_with_what_is_missed(found, want, missing, external, in_words):
    resolver = resolver_of(*PAGES)
    assert resolver.resolve(found, OPS) == want
    assert dict(resolver.missing) == ({"sea.ship": [HERE]} if missing else {})
    assert resolver.external == ({"sea.ship"} if external else set())
    assert resolver.in_words == ({"sea.ship"} if in_words else set())


def test_stand_ins_of_one_name_are_one_as_first_spelled():
    resolver = resolver_of(*PAGES)
    spans = [Span("a.md", number, number + 1) for number in range(3)]
    found = [
        resolver.stand_in(name, "sea", span) for name, span in zip(("#Ship", "sea.SHIP", "ship"), spans, strict=True)
    ]
    assert found == ["sea.Ship"] * 3
    assert dict(resolver.missing) == {"sea.Ship": spans}


def test_a_type_of_several_pages_has_the_first_spelling():
    resolver = resolver_of(
        page("a.md", resources=(type_("Boat"),)), page("b.md", resources=(type_("sea.BOAT"),)), page("c.md")
    )
    assert list(resolver.resources) == ["sea.Boat"]
    assert [found.path for found, _ in resolver.resources["sea.Boat"]] == ["a.md", "b.md"]
    assert resolver.find("boat", "lake") == "sea.Boat"


@pytest.mark.parametrize(
    ("one", "values"),
    [
        (row(fact("red", alternatives=(fact("green"), fact("blue")))), ["red", "green", "blue"]),
        (row(fact("red")), None),
        (row(None), None),
        (row(fact("red", alternatives=(fact("Green"),))), None),
        (row(fact("Red", alternatives=(fact("green"),))), None),
        (row(fact("red", alternatives=(fact("string", "string"),))), None),
        (row(fact("red", alternatives=(fact("green", target="x.md"),))), None),
        (row(fact("red", alternatives=(fact("green", collection=True),))), None),
        (row(fact("red", alternatives=(fact("log"),))), None),
        (row(fact("red", alternatives=(fact("green"),), together=True)), None),
        (row(fact("red", alternatives=(fact("green"),)), values=(resolve.MemberFact("x", HERE),)), None),
    ],
)
def test_words_in_the_place_of_a_type_are_values(one, values):
    found = SEA.listing(one, OPS)
    if values is None:
        assert found is one
        return
    assert found.type is not None
    assert ([each.name for each in found.values], found.values_closed) == (values, True)
    assert (found.type.primitive, found.type.enumeration, found.type.alternatives) == ("string", True, ())
    graph = dialects.load("microsoft-graph")
    templated = [msgspec.structs.replace(each, dialect=graph.name) for each in PAGES]
    assert Resolver(templated, {graph.name: graph}).listing(one, templated[0]) is one


NAMING = page(
    "api/naming.md",
    resources=(type_("Named", rows=(row(fact("inTable")), row(None), row(fact("int", "int32")))),),
    operations=(
        OperationFact(
            "",
            "",
            HERE,
            (),
            path_parameters=(row(fact("inPath")),),
            function_parameters=(row(fact("inCall", alternatives=(fact("orThis"),))),),
            query_parameters=(row(fact("inQuery")),),
            headers=(row(fact("inHeader")),),
            request_body=BodyFact(HERE, properties=(row(fact("inBody")),)),
            responses=(ResponseFact(200, HERE, properties=(row(fact("inAnswer")),), types=(fact("inWords"),)),),
            examples=(ExampleFact("", HERE, annotated="#sea.inNote"), ExampleFact("", HERE)),
        ),
    ),
)


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("inTable", True),
        ("inPath", True),
        ("inCall", True),
        ("orThis", True),
        ("inQuery", True),
        ("INBODY", True),
        ("inAnswer", True),
        ("inNote", True),
        ("sea.inNote", True),
        ("inHeader", False),
        ("inWords", False),
        ("int", False),
        ("lake.inTable", False),
    ],
)
def test_an_emphasized_word_is_a_type_that_a_cell_or_an_annotation_names(name, named):
    assert resolver_of(*PAGES, NAMING).is_type(fact(name, weak=True), OPS) is named


@pytest.mark.parametrize(
    ("found", "is_type"),
    [
        (fact("string", "string"), True),
        (fact("boat"), True),
        (fact("boat", weak=True), True),
        (fact("ship"), False),
        # to a page that is there
        (fact("ship", target="types/boat.md"), True),
        (fact("ship", target="types/docks.md"), True),
        (fact("ship", target="types/rafts.md"), False),
        (fact("ship", target="types/rafts.md", anchor="raft"), True),
        (fact("ship", target="types/rafts.md", anchor="raft-9"), False),
        (fact("ship", target="types/boat.md", anchor="more"), True),
        (fact("ship", target="types/kinds.md", anchor="kind"), True),
        (fact("ship", target="types/kinds.md", anchor="kinds"), False),
        (fact("ship", target="types/kinds.md"), True),
        (fact("ship", target="api/ops.md"), False),
        (fact("intro", target="tour/intro.md"), False),
        # to a page that is missing
        (fact("ship", target="types/ship.md"), True),
        (fact("Ship", target="types/myship.MD"), True),
        (fact("sea.ship", target="types/ship.md"), True),
        (fact("ships", target="types/ship.md"), False),
        (fact("my-ship", target="types/my-ship.md"), False),
        (fact("ship", target="tour/ship.md"), False),
        (fact("ship", target="new/ship.md"), True),
        (fact("ship", target="api/ship.md"), True),
        (fact("ship", target="/site/types/ship"), False),
    ],
)
def test_whether_a_word_or_link_of_a_sentence_is_a_type(found, is_type):
    assert SEA.is_type(found, OPS) is is_type


def test_what_lies_beside_a_missing_page_speaks_for_or_against_it():
    mixed = resolver_of(OPS, page("api/other.md"), page("api/type.md", resources=(type_("X"),)))
    plain = resolver_of(OPS, page("api/other.md"))
    for found, want in ((mixed, True), (plain, False)):
        assert found.is_type(fact("ship", target="api/ship.md"), OPS) is want


def test_a_page_is_about_a_type_where_one_of_its_forms_is():
    twice = resolver_of(OPS, page("one/types/ship.md", kind="resource"), page("two/types/ship.md"))
    assert twice.is_type(fact("x", target="one/types/ship.md"), OPS)
    assert not twice.is_type(fact("x", target="two/types/ship.md"), OPS)
    assert twice.is_type(fact("x", target="/site/types/ship"), OPS)


def test_the_values_that_examples_of_a_page_show():
    shown = ExampleFact("", HERE, response_body=JsonFact({"a": 1}, HERE))
    one = page("a.md", operations=(OperationFact("", "", HERE, (), examples=(shown,)),))
    resolver = resolver_of(one, OPS)
    for _ in range(2):
        assert resolver.shown(one) == {"a": 1}
        assert resolver.shown(OPS) == {}


def test_the_dialect_of_a_page():
    other: Dialect = msgspec.structs.replace(BASE, name="other")
    resolver = Resolver([OPS], {"base": BASE, "other": other})
    assert resolver.dialect(page("a.md", dialect="other")) is other
    assert resolver.dialect(OPS) is BASE
