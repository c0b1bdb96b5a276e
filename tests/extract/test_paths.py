"""Request targets go in; canonical paths, their parameters, query templates and servers come out.

``pytest --update-golden`` rewrites what the fixtures expect; the difference is to be read before it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file

from docgen import dialects
from docgen.extract import paths

FOLDER = Path(__file__).parent / "fixtures"
GRAPH = dialects.load("microsoft-graph")
BASE = dialects.load("base")
NAMES = ("paths", "example_paths", "paths_of_sites", "example_paths_of_sites")


def show(target: str, name: str) -> Iterator[str]:
    """Yield the shape, and what else there is: the text, slots, query, server, faults."""
    dialect = BASE if name.endswith("of_sites") else GRAPH
    path = paths.read(target, dialect, concrete=name.startswith("example"))
    if path is None:
        yield "no path"
        return
    yield path.shape
    text = "/" + "/".join(segment.text for segment in path.segments)
    if text != path.shape:
        yield f"text: {text}"
    if any("/" in segment.text for segment in path.segments):
        yield f"segments: {' and '.join(segment.text for segment in path.segments)}"
    for segment in path.segments:
        for slot in segment.slots:
            marks = [f"argument {slot.argument}"] if slot.argument and slot.argument != slot.written else []
            marks += [f"always {slot.literal}"] if slot.literal else []
            marks += ["quoted"] if slot.quoted else []
            yield ", ".join((f"slot: {slot.written or '-'}", *marks))
    for query in path.query:
        yield f"query: {query.name}" + (f" = {query.sample}" if query.sample else "")
    if path.server:
        yield f"server: {path.server}"
    if path.faults:
        yield f"faults: {', '.join(path.faults)}"


def cases(name: str) -> list[tuple[int, str, str, str]]:
    """Return the cases of a fixture file: line, title, target, what is expected."""
    found = read_fixture_file(FOLDER / f"{name}.md")
    return [(line, title, text.rstrip("\n"), want.rstrip("\n")) for line, title, text, want in found]


@pytest.mark.parametrize(
    ("name", "target", "want"),
    [pytest.param(n, c[2], c[3], id=f"{n}:{c[0]} {c[1]}") for n in NAMES for c in cases(n)],
)
def test_a_target_is_taken_apart_as_the_fixture_expects(name: str, target: str, want: str) -> None:
    assert "\n".join(show(target, name)) == want


def test_fixtures_can_be_rewritten(request: pytest.FixtureRequest) -> None:
    for name in NAMES:
        file = FOLDER / f"{name}.md"
        shown = ((title, target, show(target, name)) for _, title, target, _ in cases(name))
        whole = "\n".join(f"{title}\n.\n{target}\n.\n{chr(10).join(out)}\n.\n" for title, target, out in shown)
        if request.config.getoption("--update-golden"):
            file.write_text(whole, encoding="utf-8")
        assert file.read_text(encoding="utf-8") == whole


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/users/{id}/books", "/users/{userId}/books"),
        ("/users/{id | userPrincipalName}/books", "/users/{id}/books"),
        ("/users/<id>", "/users/{id}"),
        ("/me/bookShelves", "/me/bookshelves"),
        ("/books/{id}/", "/books/{id}"),
        ("https://graph.microsoft.com/v1.0/books", "/books"),
        ("/books/{id}/microsoft.graph.lend", "/books/{id}/lend"),
        ("/books?$top=3", "/books"),
    ],
)
def test_targets_that_mean_the_same_share_a_shape(one: str, other: str) -> None:
    assert paths.read(one, GRAPH, concrete=False).shape == paths.read(other, GRAPH, concrete=False).shape


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/books/{id}", "/books"),
        ("/books/lend(days={days})", "/books/lend(member='{member}')"),
        ("/books/{id}/$value", "/books/{id}"),
    ],
)
def test_targets_that_mean_something_else_do_not(one: str, other: str) -> None:
    assert paths.read(one, GRAPH, concrete=False).shape != paths.read(other, GRAPH, concrete=False).shape


@pytest.mark.parametrize(
    ("target", "shape", "slots"),
    [
        ("/lamps/:id.json", "/lamps/{}.json", ["id"]),
        ("/lamps/:first..:last/:order", "/lamps/{}..{}/{}", ["first", "last", "order"]),
        ("/tiles/:z/:x,:y", "/tiles/{}/{},{}", ["z", "x", "y"]),
        ("/lamps/:id", "/lamps/{}", ["id"]),
    ],
)
def test_slots_with_a_colon_beside_other_text(target: str, shape: str, slots: list[str]) -> None:
    path = paths.read(target, dialects.load("base"), concrete=False)
    assert path is not None
    assert (path.shape, [slot.written for segment in path.segments for slot in segment.slots]) == (shape, slots)


@pytest.mark.parametrize(
    ("target", "want"),
    [
        ("/lamps(/:id)", "/lamps(/:id)"),
        ("/lamps[/{id}]/bulbs", "/lamps/{id}/bulbs"),
        ("/lamps[/{id}/bulbs]", "/lamps/{id}/bulbs"),
        ("/lamps/:id?/bulbs", "/lamps/:id/bulbs"),
        ("/lamps/{id}?", "/lamps/{id}"),
        ("/lamps/<id>?", "/lamps/<id>"),
        ("/lamps/{id?}/bulbs", "/lamps/{id}/bulbs"),
        ("/lamps/<id?>", "/lamps/<id>"),
        ("/lamps/{id}?page=1", None),
        ("/lamps(/:id)s", None),
        ("/lamps/{id}", None),
        ("", None),
    ],
)
def test_a_segment_that_may_be_left_out_is_told(target: str, want: str | None) -> None:
    assert paths.optional_segment(target) == want


@pytest.mark.parametrize(
    ("target", "want"),
    [
        ("/list(a={a}[,b={b}])", ("/list(a={a},b={b})", "/list(a={a})")),
        ("/list(a={a}[, b={b}][,c={c}])/x", ("/list(a={a}, b={b},c={c})/x", "/list(a={a})/x")),
        ("/list(a={a})[,b={b}]", None),
        ("/list[,b={b}]", None),
        ("/list(a={a}[b])", None),
        ("/list(a={a})", None),
        ("/lamps[?a=1]", None),
    ],
)
def test_arguments_in_square_brackets_may_be_left_out(target: str, want: tuple[str, str] | None) -> None:
    assert paths.without_optional_arguments(target) == want


@pytest.mark.parametrize(
    ("template", "concrete", "want"),
    [
        ("/lamps/{}", "/lamps/7", True),
        ("/lamps/{}", "/lamps/{}", True),
        ("/lamps/{}", "/lamps/$count", False),
        ("/lamps/{}", "/lamps/", False),
        ("/lamps/{}", "/lamps/7/bulbs", False),
        ("/lamps/{}/bulbs", "/lamps/7/other", False),
        ("/lamps", "/lamp", False),
        ("/lamps/{}.{}", "/lamps/a.b", True),
        ("/lamps/{}.{}", "/lamps/axb", False),
        ("/lamps/a{}", "/lamps/a", False),
        ("/lamps/a{}", "/lamps/ba7", False),
        ("/lamps/{}a", "/lamps/7ab", False),
        ("/{}/{}", "/a/b", True),
        ("/{}/x", "/a/y", False),
    ],
)
def test_the_path_of_an_example_is_one_of_a_template(template: str, concrete: str, want: bool) -> None:
    assert paths.fits(template, concrete) is want


@pytest.mark.parametrize(
    ("target", "servers", "want"),
    [
        ("host/lamps/{id}", ["https://{Host}/"], ("/lamps/{}", "https://{Host}/", ())),
        ("{host}/lamps", ["http://a.example", "https://{other}", "https://{host}"], ("/lamps", "https://{host}", ())),
        ("host/lamps", ["https://host"], ("/host/lamps", "", ("slash",))),
        ("host/lamps", ["{host}"], ("/host/lamps", "", ("slash",))),
        ("host/lamps", [], ("/host/lamps", "", ("slash",))),
        ("/host/lamps", ["https://{host}"], ("/host/lamps", "", ())),
        ("host", ["https://{host}"], ("/host", "", ("slash",))),
        ("host/lamps and more", ["https://{host}"], ("/lamps", "https://{host}", ("rest",))),
    ],
)
def test_a_path_that_begins_with_the_host_is_below_it(target, servers, want) -> None:
    path = paths.read(target.replace("{host}", "host"), BASE, concrete=False)
    assert path is not None
    found = paths.below_host(path, servers)
    assert (found.shape, found.server, found.faults) == want


def test_a_relative_path_gets_the_server_of_its_page() -> None:
    relative, absolute = (paths.read(one, BASE, concrete=False) for one in ("/lamps", "https://a.example/lamps"))
    assert paths.on_server(relative, "https://b.example").server == "https://b.example"
    assert paths.on_server(absolute, "https://b.example") is absolute
    assert paths.on_server(relative, "") is relative
    assert paths.on_server(None, "https://b.example") is None


@pytest.mark.parametrize(
    ("target", "arguments", "text", "shape"),
    [
        ("/lamps/find", [("name", True)], "find(name='{}')", "/lamps/find(name=)"),
        ("/find", [("size", False), ("name", True)], "find(size={},name='{}')", "/find(name=,size=)"),
        ("/lamps/{id}/find", [], "find()", "/lamps/{}/find"),
    ],
)
def test_a_name_is_called_with_arguments(target, arguments, text, shape) -> None:
    path = paths.with_arguments(paths.read(target, GRAPH, concrete=False), arguments, GRAPH)
    assert (path.segments[-1].text, path.shape) == (text, shape)
    assert [slot.argument for slot in path.segments[-1].slots] == [name for name, _ in arguments]


@pytest.mark.parametrize("dialect", [GRAPH, BASE], ids=lambda dialect: dialect.name)
@pytest.mark.parametrize(
    ("target", "optional", "of_calls", "of_sites"),
    [
        ("/find(a={a},b={b})", {"b"}, "find(a={})", "find(a={})"),
        ("/find(a='{a}', b={b})", {"a"}, "find(b={})", "find(b={})"),
        ("/find(a={a},b={b},c={c})", {"b"}, "find(a={},c={})", "find(a={}, c={})"),
        ("/find(a={a})", {"a"}, "find()", "find()"),
        ("/find(a={a})", {"b"}, None, None),
        ("/find({a},{b})", {"a"}, None, None),
        ("/find(a={a},7)", {"a"}, "find()", None),
        ("/find(a={a},{b})", {"a"}, "find()", None),
        ("/find({b},a={a})", {"a"}, "find()", None),
        ("/find(a==x{a},b={b})", {"b"}, "find(a={})", None),
        ("/find()", {"a"}, None, None),
        ("/find", {"find"}, None, None),
        ("/find(a={a})/x", {"a"}, None, None),
    ],
)
def test_arguments_that_are_optional_are_left_out(dialect, target, optional, of_calls, of_sites) -> None:
    path = paths.read(f"/lamps/all{target}", dialect, concrete=False)
    found = paths.without_arguments(path, optional.__contains__, dialect)
    assert found is None or [one.text for one in found.segments[:-1]] == ["lamps", "all"]
    want = of_calls if dialect is GRAPH else of_sites
    assert (found and found.segments[-1].text) == want
    assert not found or [slot.written for slot in found.segments[-1].slots] == re.findall(r"\w+(?==)", want)


def test_a_literal_argument_keeps_its_value() -> None:
    path = paths.read("/find(a={a},b='red')", GRAPH, concrete=False)
    found = paths.without_arguments(path, {"a"}.__contains__, GRAPH)
    assert [(slot.written, slot.literal, slot.quoted) for slot in found.segments[-1].slots] == [("b", "red", True)]
