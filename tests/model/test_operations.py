"""Operations from all statements of one route: parameters, descriptions, groups, permissions and servers."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from docgen import dialects
from docgen.extract import paths
from docgen.extract.facts import (
    BodyFact,
    EnumFact,
    ExampleFact,
    MemberFact,
    OperationFact,
    PageFacts,
    ParameterFact,
    PropertyFact,
    ResourceFact,
    ResponseFact,
    RouteFact,
    ScopeFact,
    TypeFact,
)
from docgen.model import LinkOptions, operations
from docgen.model.api import Operation, Parameter
from docgen.source import Span

GRAPH, BASE = "microsoft-graph", "base"
DIALECTS = dialects.by_name()


def at(start: int) -> Span:
    return Span("api/a.md", start, start + 1)


HERE = at(0)


def fact(name: str, primitive: str = "", **said: Any) -> TypeFact:
    return TypeFact(name, HERE, primitive, **said)


TEXT, NUMBER = fact("string", "string"), fact("int", "int32")


def row(name: str, type_: TypeFact | None = TEXT, **said: Any) -> PropertyFact:
    return PropertyFact(name, **{"span": at(4), "name_span": at(5), "type": type_, **said})


def routed(request: str, dialect: str, **said: Any) -> RouteFact:
    method, target = request.split(" ")
    path = paths.read(target, DIALECTS[dialect], concrete=False)
    return RouteFact(method, target, at(7), path, **said)


def page(stem: str, requests: str, *, dialect: str = GRAPH, route: Any = None, **said: Any) -> PageFacts:
    routes = tuple(routed(each, dialect, **(route or {})) for each in requests.split(", "))
    said = {"title": "", "description": "", "responses": (ResponseFact(200, HERE, none=True),), **said}
    operation = OperationFact(span=at(70), routes=routes, **said)
    return PageFacts(f"api/{stem}.md", f"api/{stem}", "", dialect, operations=(operation,))


BOAT = ResourceFact("boat", HERE, properties=(row("id"),))
TYPES = {
    dialect: PageFacts(
        "types.md",
        "types",
        "resource",
        dialect,
        resources=(BOAT,),
        enums=(EnumFact("wood", (MemberFact("oak", HERE),), HERE),),
    )
    for dialect in (GRAPH, BASE)
}


def one(link: Any, *pages: PageFacts, request: str = "") -> Operation:
    found = link(*pages, TYPES[pages[0].dialect])
    operation: Operation = found.operation(request) if request else found.api.operations[0]
    return operation


def written(one: Parameter) -> str:
    values = f"={'|'.join(value.name for value in one.values)}" if one.values else ""
    marks = "!" * one.required + "?" * one.optional + "." * one.located + "~" * (not one.typed)
    return f"{one.location} {one.name}:{one.type.name or one.type.type}{'[]' * one.type.collection}{values}{marks}"


def listed(found: Operation) -> list[str]:
    return [written(each) for each in found.parameters]


def member(text: str) -> tuple[MemberFact, ...]:
    return tuple(MemberFact(name, HERE) for name in text.split())


@pytest.mark.parametrize(
    ("request_", "rows", "want"),
    [
        ("GET /boats/{id}", [], "id:string!~"),
        ("GET /boats/{id}", [row("ID", NUMBER)], "id:integer!"),
        ("GET /boats/{id}", [row("id", None)], "id:string!~"),
        ("GET /boats/{id}", [row("id", optional=True)], "id:string!"),
        ("GET /boats/{id}", [row("other", NUMBER)], "id:string!~"),
        ("GET /boats/{id}", [row("other", NUMBER, location="path")], "id:integer!"),
        (
            "GET /boats/{id}",
            [row("other", NUMBER, location="path"), row("more", NUMBER, location="path")],
            "id:string!~",
        ),
        ("GET /boats/{id}", [row("other", NUMBER, location="path"), row("id")], "id:string!"),
        (
            "GET /boats/{id}/sails/{no}",
            [row("id"), row("other", NUMBER, location="path")],
            "id:string! path no:integer!",
        ),
        ("GET /boats/{id}/sails/{no}", [row("other", NUMBER, location="path")], "id:string!~ path no:string!~"),
        ("GET /boats/{id}", [row("id", values=member("a b"))], "id:string!"),
        ("GET /boats/{id}", [row("id", values=member("a b"), values_closed=True)], "id:string=a|b!"),
        ("GET /boats/{id}", [row("id", fact("wood"), values=member("a b"))], "id:wood=a|b!"),
        ("GET /boats/{id}", [row("id", fact("wood"), values=member("a b"), values_closed=True)], "id:wood=a|b!"),
        ("GET /boats/{id}", [row("id", None, values=member("a b"))], "id:string!~"),
        ("GET /boats/near(kind='{kind}')", [row("kind", NUMBER)], "kind:string!"),
        ("GET /boats/near(kind='{kind}')", [row("kind", fact("wood"))], "kind:wood!"),
        ("GET /boats/near(kind='{kind}')", [row("kind", fact("boat"))], "kind:string!"),
        ("GET /boats/near(kind={kind})", [row("kind", fact("boat"))], "kind:boat!"),
        ("GET /boats/near(kind='oak')", [], "kind:string=oak!~"),
        ("GET /boats/near(kind='oak')", [row("kind", values=member("a"))], "kind:string=oak!"),
        ("GET /boats/near(kind=5)", [row("kind", NUMBER)], "kind:integer!"),
    ],
)
def test_parameters_of_a_path(link, request_, rows, want):
    found = one(link, page("a", request_, path_parameters=tuple(rows)))
    assert " ".join(listed(found)) == f"path {want}"


def test_what_a_row_says_of_a_parameter_of_the_path(link):
    said = row("id", NUMBER, description="The key.", example="5", unfinished=True)
    (found,) = one(link, page("a", "GET /boats/{id}", path_parameters=(said,))).parameters
    assert (found.description, found.example, found.unfinished, found.span) == ("The key.", "5", True, at(4))
    (found,) = one(link, page("a", "GET /boats/{id}")).parameters
    assert (found.description, found.example, found.unfinished, found.span) == ("", "", False, at(7))


@pytest.mark.parametrize(
    ("second", "want"),
    [
        ("GET /boats/near(kind='elm')", ["path kind:string=oak|elm!~"]),
        ("GET /boats/near(kind='{kind}')", ["path kind:string!~"]),
        ("GET /boats/near(kind='oak')", ["path kind:string=oak!~"]),
    ],
)
def test_values_of_a_path_are_those_that_all_pages_write(link, second, want):
    assert listed(one(link, page("a", "GET /boats/near(kind='oak')"), page("b", second))) == want


def test_rows_of_all_pages_describe_a_path(link):
    first, second = page("a", "GET /boats/{id}"), page("b", "GET /boats/{id}", path_parameters=(row("id", NUMBER),))
    assert listed(one(link, first, second)) == ["path id:integer!"]


@pytest.mark.parametrize(
    ("request_", "said", "want"),
    [
        ("GET /boats", {"query_parameters": (row("a"), row("b", None), row("c", NUMBER, required=True))},
         ["a:string", "b:string~", "c:integer!"]),
        ("GET /boats", {"query_parameters": (row("a[]"), row("b[]", fact("int", "int32", collection=True)))},
         ["a[]:string[]", "b[]:integer[]"]),
        ("GET /boats", {"query_parameters": (row("a", values=member("x y")),)}, ["a:string"]),
        ("GET /boats", {"query_parameters": (row("a", values=member("x y"), values_closed=True),)}, ["a:string=x|y"]),
        ("GET /boats", {"query_parameters": (row("a", fact("e", "string", enumeration=True), values=member("x")),)},
         ["a:string=x"]),
        ("GET /boats", {"query_parameters": (row("a", optional=True, location="query"),)}, ["a:string?."]),
        ("GET /boats?x={x}&y[]=2", {}, ["x:string~", "y[]:string[]~"]),
        ("GET /boats", {"query_options": (ParameterFact("$top", HERE), ParameterFact("ids[]", HERE))},
         ["$top:string~", "ids[]:string[]~"]),
        ("GET /boats?a={a}", {"query_parameters": (row("A", NUMBER),), "query_options": (ParameterFact("a", HERE),)},
         ["A:integer"]),
        # what stands in the body of a GET
        ("GET /boats", {"request_body": BodyFact(HERE, properties=(row("a"),), in_url=True)}, ["a:string"]),
        ("GET /boats", {"request_body": BodyFact(HERE, properties=(row("a"), row("b")))}, []),
        ("POST /boats", {"request_body": BodyFact(HERE, properties=(row("a"), row("b")), in_url=True)}, []),
        # arguments that may be left out
        ("GET /boats", {"function_parameters": (row("a", optional=True), row("b"))}, ["a:string?"]),
        ("GET /boats/near(a={a})", {"function_parameters": (row("a"), row("b", optional=True))}, ["b:string?"]),
        ("GET /boats/near(a={a},b={b}), GET /boats", {"function_parameters": (row("b", optional=True),)}, []),
        ("POST /boats", {"function_parameters": (row("a", optional=True),)}, []),
    ],
)  # fmt: skip
def test_parameters_of_a_query(link, request_, said, want):
    found = one(link, page("a", request_, **said))
    assert [each.removeprefix("query ") for each in listed(found) if each.startswith("query")] == want


def test_what_a_row_says_of_a_parameter_of_the_query(link):
    inside = (row("x", description="Left."), row("y", members=(row("z"),)))
    said = row("a", description="One.", default="5", example="6", unfinished=True, deprecated=True, members=inside)
    found = one(link, page("a", "GET /boats?b=7", query_parameters=(said, row("c", members=inside[:1]))))
    first, third, second = found.parameters
    assert first.description == "One.\n\n- `x`: Left.\n- `y`: - `z`"
    assert (first.default, first.example, first.unfinished, first.deprecated) == ("5", "6", True, True)
    assert (second.name, second.example, second.span) == ("b", "7", at(7))
    assert third.description == "- `x`: Left."


def test_words_in_the_place_of_a_type_are_values_of_a_parameter(link):
    words = row("a", fact("red", alternatives=(fact("green"),)))
    found = one(link, page("a", "GET /boats", dialect=BASE, query_parameters=(words,)))
    assert listed(found) == ["query a:string=red|green"]


@pytest.mark.parametrize(
    ("rows", "cookies", "want"),
    [
        ([row("X-A"), row("If-Match", NUMBER, required=True)], [], ["header X-A:string", "header If-Match:integer!"]),
        ([row("Authorization"), row("content-TYPE"), row("Accept"), row("Accept-Language")], [],
         ["header Accept-Language:string"]),
        ([row("_X-A_"), row("_Accept_")], [], ["header X-A:string"]),
        ([row("X A"), row("5-A"), row("X_A"), row("X-5")], [], ["header X-5:string"]),
        ([row("X-A", None, location="header", optional=True)], [], ["header X-A:string?.~"]),
        ([], [row("accept"), row("_sid_"), row("a b")],
         ["cookie accept:string", "cookie _sid_:string", "cookie a b:string"]),
        ([row("X-A")], [row("sid"), row("x-a")], ["header X-A:string", "cookie sid:string"]),
    ],
)  # fmt: skip
def test_parameters_of_headers_and_cookies(link, rows, cookies, want):
    assert listed(one(link, page("a", "GET /boats", headers=tuple(rows), cookies=tuple(cookies)))) == want


@pytest.mark.parametrize(
    ("query", "headers", "want"),
    [
        ([row("a"), row("A"), row("a-")], [], ["query a"]),
        ([row("a", location="query"), row("A", location="query")], [], ["query a"]),
        ([row("a-b", location="query"), row("ab", location="query")], [], ["query a-b", "query ab"]),
        ([row("id")], [], []),
        ([row("id", location="query")], [], ["query id"]),
        ([row("a")], [row("A", location="header")], ["query a", "header A"]),
        ([row("a")], [row("A")], ["query a"]),
    ],
)
def test_parameters_whose_names_differ_in_letter_case_are_one(link, query, headers, want):
    found = one(link, page("a", "GET /boats/{id}", query_parameters=tuple(query), headers=tuple(headers)))
    assert [f"{each.location} {each.name}" for each in found.parameters[1:]] == want


@pytest.mark.parametrize(
    ("said", "summary"),
    [
        ({"title": "Read"}, "Read"),
        ({"title": "Read", "route": {"title": "Own"}}, "Own"),
        ({}, "GET /boats"),
    ],
)
def test_the_summary_of_an_operation(link, said, summary):
    assert one(link, page("a", "GET /boats", **said)).summary == summary


def test_the_first_page_that_says_something_describes_an_operation(link):
    pages = [
        page("a", "GET /boats"),
        page("b", "GET /boats", description="Shown.", route={"from_example": True}),
        page("c", "GET /boats", description="Said."),
        page("d", "GET /boats", description="Said later."),
    ]
    assert one(link, *pages).description == "Said."
    assert one(link, *pages[:2]).description == ""
    assert one(link, pages[1]).description == "Shown."


@pytest.mark.parametrize(
    ("second", "want"),
    [
        ({"title": "Find boats", "description": "One."}, "One."),
        ({"title": "Find boats!", "description": "Two."}, "One.\n\nTwo."),
        ({"title": "Other", "description": "Two."}, "One.\n\n**Other**\n\nTwo."),
        ({"title": "Other", "description": "One."}, "One."),
        ({"title": "Other", "description": ""}, "One.\n\n**Other**"),
        ({"title": "", "description": "Two."}, "One.\n\nTwo."),
        ({"title": "Other", "description": "Two.", "route": {"title": "Find boats"}}, "One.\n\nTwo."),
        (
            {"title": "Other", "description": "Two.", "route": {"description": "Of it."}},
            "One.\n\n**Other**\n\nOf it.\n\nTwo.",
        ),
    ],
)
def test_pages_that_name_operations_describe_them_together(link, second, want):
    first = page("a", "GET /boats", dialect=BASE, title="Find boats", description="One.")
    assert one(link, first, page("b", "GET /boats", dialect=BASE, **second)).description == want


def test_the_title_of_the_first_request_is_not_repeated(link):
    first = page("a", "GET /boats", dialect=BASE, title="Else", description="One.", route={"title": "Find boats"})
    second = page("b", "GET /boats", dialect=BASE, title="Find boats", description="Two.")
    third = page("c", "GET /boats", dialect=BASE, title="Else", description="Three.")
    assert one(link, first, second, third).description == "One.\n\nTwo.\n\n**Else**\n\nThree."


def test_pages_that_list_more_requests_do_not_describe_one(link):
    first = page("a", "GET /boats", dialect=BASE, title="Find", description="One.")
    wide = page("b", "GET /boats, GET /rafts", dialect=BASE, title="All", description="Many.")
    assert one(link, first, wide, request="GET /boats").description == "One."
    assert one(link, first, wide, request="GET /rafts").description == "Many."


@pytest.mark.parametrize(
    ("names", "id_"),
    [(["findBoats"], "findBoats"), (["", "b"], "b"), (["a", "b"], "a"), (["get-boats", "b"], "b")],
)
def test_the_identifier_that_pages_give(link, names, id_):
    pages = [page(name, "GET /boats", name=said) for name, said in zip("ab", names, strict=False)]
    assert one(link, *pages).id == id_


def test_an_identifier_that_is_made_of_method_and_path_is_none(link):
    made, none = (one(link, page("a", "GET /boats", name=name)).id for name in ("get_/boats", ""))
    assert made == none


def groups(link: Any, *pages: PageFacts) -> list[tuple[str, str]]:
    return [(each.tag, each.tag_description) for each in link(*pages).api.operations]


def test_groups_are_stated_or_made_of_paths(link):
    def of(name: str, request: str, group: str, dialect: str = BASE) -> PageFacts:
        return page(name, request, dialect=dialect, group=group, group_description=f"All of {group}." if group else "")

    two = (of("a", "GET /boats", "Boats"), of("b", "GET /rafts", "Rafts"))
    assert groups(link, *two) == [("Boats", "All of Boats."), ("Rafts", "All of Rafts.")]
    assert groups(link, two[0], of("b", "GET /rafts", "")) == [("Boats", "All of Boats."), ("rafts", "")]
    assert groups(link, two[0], of("b", "GET /rafts", "Boats")) == [("boats", ""), ("rafts", "")]
    blueprint = "api-blueprint"
    same = (of("a", "GET /boats", "Boats", blueprint), of("b", "GET /rafts", "Boats", blueprint))
    assert groups(link, *same) == [("Boats", "All of Boats.")] * 2
    twice = (of("a", "GET /boats", ""), of("b", "GET /boats", "Boats"), two[1])
    assert groups(link, *twice)[0] == ("Boats", "All of Boats.")


def scope(kind: str, scopes: str, subject: str = "") -> ScopeFact:
    return ScopeFact(kind, tuple(scopes.split()), HERE, subject)


def needed(found: Operation) -> list[str]:
    return [" ".join((each.scheme, *each.scopes)).strip() for each in found.security]


@pytest.mark.parametrize(
    ("request_", "scopes", "want"),
    [
        ("GET /boats", [scope("a", "R"), scope("b", "R W"), scope("a", "R")], ["a R", "b R W"]),
        ("GET /boats/{id}", [scope("a", "B", "boat"), scope("a", "S", "sail")], ["a B"]),
        ("GET /boats/{id}", [scope("a", "B", "Boats"), scope("a", "S", "sail")], ["a B"]),
        ("GET /boats/{id}/sails", [scope("a", "B", "boat"), scope("a", "S", "sail")], ["a S"]),
        ("GET /boats/{id}/sails", [scope("a", "B", "boat"), scope("a", "S", "boat sail")], ["a S"]),
        ("GET /boats/{id}/sails", [scope("a", "B", "sail hull"), scope("a", "S", "sail")], ["a S"]),
        ("GET /boats/{id}/sails", [scope("a", "B", "boat"), scope("a", "N")], ["a B", "a N"]),
        ("GET /boats", [scope("a", "R", "rope"), scope("a", "S", "sail")], ["a R", "a S"]),
        ("GET /boats", [scope("a", "R", "rope"), scope("a", "S", "sail cloth")], ["a R", "a S"]),
        ("GET /boats/{id}/sails", [scope("a", "B", "boat sail"), scope("a", "S", "sail cloth")], ["a B"]),
        ("GET /boats/{id}/sails", [scope("a", "B", "boat"), scope("a", "S", "sail cloth")], ["a S"]),
        ("GET /sails", [scope("a", "C", "sail cloth"), scope("a", "R", "sail cloth rope")], ["a C"]),
        ("GET /me/x", [scope("a", "U", "user"), scope("a", "G", "group")], ["a U"]),
        ("GET /boats", [scope("a", "W", "rowboat"), scope("a", "S", "sail")], ["a W"]),
        ("GET /car", [scope("a", "O", "oscar"), scope("a", "S", "sail")], ["a O", "a S"]),
        ("GET /cars/x", [scope("a", "O", "oscar"), scope("a", "S", "sail")], ["a O", "a S"]),
    ],
)
def test_scopes_of_subjects_go_to_the_paths_that_are_about_them(link, request_, scopes, want):
    assert needed(one(link, page("a", request_, scopes=tuple(scopes)))) == want


@pytest.mark.parametrize(
    ("rows", "want"),
    [
        ([row("Authorization", description="Bearer token.")], ["bearer"]),
        ([row("_authorization_", description="BASIC or digest.")], ["basic"]),
        ([row("Authorization", description="The token.")], ["authorization"]),
        ([row("Authorization", description="Unbearered.")], ["authorization"]),
        ([row("Authorization", description="Bearer", optional=True)], ["bearer", ""]),
        ([row("Authorization", optional=True), row("Authorization", description="Bearer")], ["bearer"]),
        ([row("Authorization", description="Basic"), row("Authorization", description="Bearer")], ["basic", "bearer"]),
        ([row("Other", description="Bearer")], []),
        ([], []),
    ],
)
def test_the_header_that_says_who_asks(link, rows, want):
    assert needed(one(link, page("a", "GET /boats", headers=tuple(rows)))) == want


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({}, 1),
        ({"scopes": (scope("application", "R"),)}, 0),
        ({"permissions_stated": True}, 0),
        ({"headers": (row("Authorization", description="Bearer"),)}, 1),
    ],
)
def test_an_operation_whose_pages_say_nothing_of_permissions_is_told(link, said, found):
    told = [
        each for each in link(page("a", "GET /boats", **said)).api.diagnostics if each.name == "missing-permissions"
    ]
    assert [(each.span, "GET /boats" in each.message) for each in told] == [(at(70), True)] * found
    both = link(page("a", "GET /boats"), page("b", "GET /boats", **said))
    assert len([each for each in both.api.diagnostics if each.name == "missing-permissions"]) == found


def test_an_operation_is_deprecated_where_all_pages_say_so(link):
    old, new = (page(name, "GET /boats", deprecated=said) for name, said in (("a", True), ("b", False)))
    assert [one(link, *pages).deprecated for pages in ((old,), (new,), (old, new))] == [True, False, False]
    assert one(link, old, new).pages == ("api/a.md", "api/b.md")


def api_servers(link: Any, *pages: PageFacts, **options: Any) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    found = link(*pages, options=LinkOptions(**options))
    return found.api.servers, {each.path: each.servers for each in found.api.operations if each.servers}


A, B = "https://a.example/v1", "https://b.example/v1"


def test_the_server_of_most_requests_is_that_of_the_document(link):
    pages = [page(name, f"GET {server}/{name}boats") for name, server in (("a", A), ("b", A), ("c", B))]
    assert api_servers(link, *pages) == ((A,), {"/cboats": (B,)})
    assert api_servers(link, *pages, servers=("https://c.example",)) == (("https://c.example",), {})
    assert api_servers(link, page("a", "GET /boats")) == ((), {})


@pytest.mark.parametrize(
    ("requests", "want"),
    [
        ([f"{A}/x"], (A,)),
        ([f"{B}/x", f"{A}/y"], (A,)),
        ([f"{B}/x", f"{A}/y", f"{B}/z"], (B,)),
        (["https://{host}/v1/x", "https://{host}/v1/y", f"{B}/z"], (B,)),
        (["https://{host}/v1/x"], ("https://{host}/v1",)),
        (["/x"], ()),
    ],
)
def test_the_servers_of_pages(requests, want):
    pages = [page(str(number), f"GET {target}") for number, target in enumerate(requests)]
    assert operations.servers(pages) == want
    shown = [
        msgspec.structs.replace(
            each,
            operations=tuple(
                msgspec.structs.replace(
                    fact,
                    routes=(),
                    examples=tuple(ExampleFact("", HERE, method="GET", path=route.path) for route in fact.routes),
                )
                for fact in each.operations
            ),
        )
        for each in pages
    ]
    assert operations.servers(shown) == want


def test_an_operation_has_the_servers_of_its_own_method(link):
    def of(name: str, requests: str, **said: Any) -> PageFacts:
        return page(name, requests, **said)

    most = [of(f"m{number}", f"GET {A}/m{number}") for number in range(4)]
    found = api_servers(link, *most, of("a", f"GET /boats, POST {B}/boats"))
    assert found == ((A,), {"/boats": (B,)})
    methods = link(*most, of("a", f"GET /boats, POST {B}/boats")).api.operations
    assert [each.method for each in methods if each.servers] == ["post"]
    both = of("a", f"GET {A}/boats, GET {B}/boats")
    assert api_servers(link, *most, both) == ((A,), {"/boats": (A, B)})
    shown = of("a", f"GET {B}/boats", route={"from_example": True})
    assert api_servers(link, *most, shown) == ((A,), {})


def operation_at(path: str, *servers: str) -> Operation:
    return Operation("get", path, "", "", "", HERE, servers=servers)


@pytest.mark.parametrize(
    ("servers", "whole", "want"),
    [((A,), (A,), ()), ((A, B), (A,), (A, B)), ((), (A,), ()), ((A,), (A, B), ()), ((A,), (), (A,))],
)
def test_servers_that_are_those_of_the_document_are_not_repeated(servers, whole, want):
    (found,) = operations.on_own_servers((operation_at("/boats", *servers),), whole)
    assert found.servers == want


@pytest.mark.parametrize(
    ("path", "own", "whole", "want"),
    [
        ("/v1/boats", (), (A,), ("https://a.example",)),
        ("/v1/boats", (), (f"{A}/",), ("https://a.example",)),
        ("/beta", (), (A,), ("https://a.example",)),
        ("/boats/v1", (), (A,), ()),
        ("/v1/boats", (B,), (A,), (B,)),
        ("/v1/boats", (), ("https://a.example/api",), ()),
        ("/v1/boats", (), ("v1",), ()),
        ("/v1/boats", (), (), ()),
        ("/v1/boats", (), (A, B), ("https://a.example",)),
    ],
)
def test_a_path_with_its_version_is_beside_the_version_of_the_server(path, own, whole, want):
    (found,) = operations.beside_versions((operation_at(path, *own),), whole, DIALECTS[BASE].urls)
    assert found.servers == want


def test_fixed_values_of_a_path_stand_where_its_first_request_does(link):
    found = one(link, page("a", "GET /boats/near(kind='oak',no=5)"), page("b", "GET /boats/near(kind='elm',no=6)"))
    kind, number = found.parameters
    assert [(value.name, value.value, value.description, value.span) for value in kind.values] == [
        ("oak", None, "", at(7)),
        ("elm", None, "", at(7)),
    ]
    assert [value.name for value in number.values] == ["5", "6"]


def test_an_operation_reads_what_its_path_answers_with(link):
    types = (fact("boat"),)
    body = BodyFact(HERE, properties=(row("id"),))
    get = page("a", "GET /boats/{id}", responses=(ResponseFact(200, HERE, types=types, sure=True),))
    put = page("b", "PUT /boats/{id}", request_body=body)
    both = one(link, get, put, request="PUT /boats/{id}").body
    alone = one(link, put, request="PUT /boats/{id}").body
    assert both is not None
    assert alone is not None
    assert [type(each.content[0].shape).__name__ for each in (both, alone)] == ["One", "Object"]
