"""Request targets go in; canonical paths, their parameters, query templates and servers come out.

``pytest --update-golden`` rewrites what the fixtures expect; the difference is to be read before it is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file

from docgen import dialects
from docgen.extract import paths

FOLDER = Path(__file__).parent / "fixtures"
GRAPH = dialects.load("microsoft-graph")
NAMES = ("paths", "example_paths")


def show(target: str, *, concrete: bool) -> Iterator[str]:
    """Yield the shape, and what else there is: the text, slots, query, server, faults."""
    path = paths.read(target, GRAPH, concrete=concrete)
    if path is None:
        yield "no path"
        return
    yield path.shape
    text = "/" + "/".join(segment.text for segment in path.segments)
    if text != path.shape:
        yield f"text: {text}"
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
    assert "\n".join(show(target, concrete=name == "example_paths")) == want


def test_fixtures_can_be_rewritten(request: pytest.FixtureRequest) -> None:
    for name in NAMES:
        file = FOLDER / f"{name}.md"
        shown = ((title, target, show(target, concrete=name == "example_paths")) for _, title, target, _ in cases(name))
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
