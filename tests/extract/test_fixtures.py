"""The fixture files: one construct of a page goes in, what is read off it comes out.

``pytest --update-golden`` rewrites what they expect; the difference is to be read before it is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from markdown_it.utils import read_fixture_file

from docgen import dialects, markdown
from docgen.extract.facts import MemberFact, PropertyFact, ScopeFact, TypeFact
from docgen.outline.parts import divide
from docgen.source import NOWHERE, Source, Span

FOLDER = Path(__file__).parent / "fixtures"
GRAPH = dialects.load("microsoft-graph")
FRONT = '---\ntitle: "page"\n---\n\n'
DEFINITIONS = "\n\n[shelfRef]: ../resources/shelf.md\n[loan]: ../resources/loan.md\n"

Reader = Callable[..., Any]


def show_type(fact: TypeFact | None) -> str:
    """Return a type in one line: the kind, the name, where it leads, and what else the cell says."""
    if fact is None:
        return "nothing"
    kind = "word" if fact.weak else "link" if fact.target else "name"
    parts = [f"{kind} {fact.name}" if fact.target or not fact.primitive else fact.primitive]
    if fact.target:
        parts[0] += f" -> {fact.target}" + (f"#{fact.anchor}" if fact.anchor else "")
        parts += [fact.primitive] if fact.primitive else []
    parts += ["collection"] if fact.collection else []
    parts += ["enumeration"] if fact.enumeration else []
    parts += [f"max length {fact.max_length}"] if fact.max_length is not None else []
    parts += ["read-only"] if fact.read_only else []
    parts += ["nullable"] if fact.nullable else []
    parts += [f"values {' '.join(fact.values)}"] if fact.values else []
    parts += [f"default {fact.default}"] if fact.default is not None else []
    parts += [f"in {fact.depth} more arrays"] if fact.depth else []
    parts += ["external"] if fact.external else []
    joint = "and" if fact.together else "or"
    return ", ".join(parts) + "".join(f" {joint} {show_type(other)}" for other in fact.alternatives)


def show_scope(fact: ScopeFact) -> str:
    """Return one alternative in one line."""
    return f"{fact.kind}: {' and '.join(fact.scopes)}" + (f" [{fact.subject}]" if fact.subject else "")


def show(fact: msgspec.Struct, *without: str) -> Iterator[str]:
    """Yield "field: value" for each field that says something; spans and ``without`` are left out."""
    for field in msgspec.structs.fields(fact):
        value = getattr(fact, field.name)
        if field.name not in without and not isinstance(value, Span) and value not in (field.default, None, ()):
            yield f"{field.name}: {show_value(value)}"


def show_value(value: Any) -> str:
    """Return the value of a field in one line."""
    if isinstance(value, TypeFact):
        return show_type(value)
    if isinstance(value, MemberFact):
        number = "" if value.value is None else f" = {value.value}"
        return value.name + number + (f" ({value.description})" if value.description else "")
    if isinstance(value, PropertyFact):
        return f"{value.name}{' (required)' if value.required else ''} {show_type(value.type)}"
    if isinstance(value, msgspec.Struct):
        return "{" + "; ".join(show(value)) + "}"
    if isinstance(value, tuple):
        return ", ".join(map(show_value, value))
    return str(value).lower() if isinstance(value, bool) else str(value).replace("\n", "⏎")


def place(found: Any, span: Span) -> str:
    """Return where a span begins and ends: line and column, and the line again where it is another one."""
    end = found.source.position(span.end)
    start = found.at(span)
    return f"{start}-{end.column if start.startswith(f'{end.line}:') else f'{end.line}:{end.column}'}"


def tree(found: Any, label: str, fact: msgspec.Struct, around: Span | None = None) -> Iterator[str]:
    """Yield a fact in a line with its places, those apart that it shares with what is around it; then what it holds."""
    said, inner = [], []
    for field in msgspec.structs.fields(fact):
        value = getattr(fact, field.name)
        if value in (field.default, None, ()) or field.name in ("diagnostics", "path"):
            continue
        if isinstance(value, Span):
            if field.name != "span" and value not in (fact.span, NOWHERE):
                said.append(f"{field.name} {place(found, value)}")
        elif isinstance(value, msgspec.Struct):
            inner.append((field.name, value))
        elif isinstance(value, tuple) and isinstance(value[0], msgspec.Struct):
            inner += [(field.name, one) for one in value]
        else:
            said.append(f"{field.name}: {show_value(value)}")
    stands = "" if fact.span in (around, NOWHERE) else f" {place(found, fact.span)}"
    if isinstance(fact, TypeFact):
        yield f"{label}{stands}: {show_type(fact)}"
        return
    if isinstance(fact, MemberFact):
        yield f"{label}{stands}: {show_value(fact)}"
        return
    yield f"{label}{stands}: {'; '.join(said)}".rstrip(" :")
    for name, one in inner:
        yield from (f"  {line}" for line in tree(found, name, one, fact.span))


def findings(found: Any) -> Iterator[str]:
    """Yield the findings of a page, each with its place, its subject and how it is fixed."""
    for one in found.facts.diagnostics:
        fix = (
            "".join(f", fixed by {edit.text!r} at {place(found, edit.span)}" for edit in one.fix.edits)
            if one.fix
            else ""
        )
        yield f"! {one.name} {place(found, one.span)} ({one.subject}): {one.message}{fix}"


def facts(text: str, read: Reader) -> Iterator[str]:
    """A whole page, of which is shown all that it says, with the places."""
    found = read(text + "\n", "reference/a.md")
    yield f"{found.facts.kind}, {found.facts.dialect}"
    for name in ("operations", "resources", "enums", "listed", "shared"):
        for one in getattr(found.facts, name):
            yield from tree(found, name, one)
    yield from findings(found)


def rows(text: str, read: Reader) -> Iterator[str]:
    """The rows of a page of no known template, of which is shown all that they say, with the places."""
    found = read(f"# Boxes\n\n## Find boxes\n\n`GET /boxes`\n\n### Query parameters\n\n{text}\n", "reference/a.md")
    for operation in found.facts.operations:
        for name in ("path_parameters", "query_parameters", "headers", "cookies", "parameters"):
            for one in getattr(operation, name):
                yield from tree(found, name.removesuffix("s"), one)
        if operation.request_body:
            yield from tree(found, "request_body", operation.request_body)
    yield from findings(found)


def types(text: str, read: Reader) -> Iterator[str]:
    """A type cell."""
    page = f"{FRONT}# a resource type\n\n## Properties\n\n|Property|Type|\n|:---|:---|\n|p|{text}|{DEFINITIONS}"
    yield show_type(read(page, "resources/a.md", GRAPH).facts.resources[0].properties[0].type)


def names(text: str, read: Reader) -> Iterator[str]:
    """A name cell, and what follows it in the row."""
    page = f"{FRONT}# a resource type\n\n## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n|{text}|\n"
    found = [p for r in read(page, "resources/a.md", GRAPH).facts.resources for p in r.properties]
    yield from (", ".join((f"name: {p.name}", *show(p, "name"))) for p in found)
    if not found:
        yield "no property"


def descriptions(text: str, read: Reader) -> Iterator[str]:
    """A description cell."""
    head = "# a resource type\n\n## Properties\n\n|Property|Type|Description|\n|:---|:---|:---|\n"
    page = f"{FRONT}{head}|p|String|{text}|{DEFINITIONS}"
    yield from show(read(page, "resources/a.md", GRAPH).facts.resources[0].properties[0], "name", "type")


def operation(sections: str, read: Reader) -> tuple[Any, Any]:
    """Return a page with some sections, and its operation."""
    page = f"{FRONT}# Get a\n\nDoes it.\n\n## HTTP request\n\n```http\nPOST /a\n```\n\n{sections}{DEFINITIONS}"
    found = read(page, "api/a.md", GRAPH)
    return found, found.facts.operations[0]


def permissions(text: str, read: Reader) -> Iterator[str]:
    """The content of a Permissions section, or the cell of one of its rows."""
    table = f"|Permission type|Permissions|\n|:---|:---|\n|Delegated (work or school account)|{text}|"
    content = text if "\n" in text else table
    _, found = operation(f"## Permissions\n\n{content}\n", read)
    yield from map(show_scope, found.scopes)
    if not found.scopes:
        yield "nothing supported" if found.permissions_stated else "nothing stated"


def responses(text: str, read: Reader) -> Iterator[str]:
    """The text of a Response section."""
    found, operation_ = operation(f"## Response\n\n{text}\n", read)
    for fact in operation_.responses:
        yield from tree(found, "response", fact)


def answers(text: str, read: Reader) -> Iterator[str]:
    """What a page of no known template says of the answer of an operation, and the answers that it shows."""
    page = f"# Shelves\n\n## Get a shelf\n\n`GET /shelves/{{id}}`\n\n{text}\n"
    found = read(page, "api/a.md")
    operation_ = found.facts.operations[0]
    yield from (line for fact in operation_.responses for line in tree(found, "response", fact))
    yield from (f"shows {e.status}: {e.response_body.value}" for e in operation_.examples if e.response_body)


def naming(text: str, read: Reader) -> Iterator[str]:
    """A page of no known template, of which is shown what it calls its operations, and the whole API."""
    facts = read(text + "\n", "api/a.md").facts
    for found in facts.operations:
        wanted = ("title", "description", "name", "group", "group_description")
        yield ", ".join(f"{key}: {value}" for key in wanted if (value := show_value(getattr(found, key))))
    if facts.about:
        yield f"about {', '.join(show(facts.about, 'servers'))}"
        yield from (f"server {server.url}" for server in facts.about.servers)


def security(text: str, read: Reader) -> Iterator[str]:
    """A page of no known template, of which is shown how requests say who asks."""
    facts = read(text + "\n", "api/a.md").facts
    yield from (f"scheme {', '.join(show(scheme))}" for scheme in facts.schemes)
    for found in facts.operations:
        yield from (f"{found.title} needs {', '.join(show(one)) or 'nothing'}" for one in found.security)


def bodies(text: str, read: Reader) -> Iterator[str]:
    """The text of a Request body section."""
    found, operation_ = operation(f"## Request body\n\n{text}\n", read)
    yield from tree(found, "body", operation_.request_body)


def routes(text: str, read: Reader) -> Iterator[str]:
    """What stands in the fence of an HTTP request section."""
    page = f"{FRONT}# Get a\n\n## HTTP request\n\n```http\n{text}\n```\n"
    facts = read(page, "api/a.md", GRAPH).facts
    yield from (f"{r.method} {r.target}" for o in facts.operations for r in o.routes)
    yield from (f"! {one.name}" for one in facts.diagnostics)


def headings(text: str, read: Reader) -> Iterator[str]:
    """The headings of a page."""
    page = markdown.parse(Source("api/a.md", text.replace("\n", "\n\n") + "\n"))
    for here in divide(page, GRAPH):
        if here.section.level:
            yield f"{here.title}: {here.role or '-'}{' (inherited)' if here.inherits else ''}"


def pages(text: str, read: Reader) -> Iterator[str]:
    """A whole small page, of which the kind and what it describes is shown."""
    found = read(text + "\n", "reference/a.md")
    facts = found.facts
    yield f"{facts.kind}, {facts.dialect}"
    yield from (f"operation {'; '.join(f'{r.method} {r.target}' for r in o.routes)}" for o in facts.operations)
    for name, some in (("resource", facts.resources), ("enum", facts.enums)):
        yield from (line for one in some for line in tree(found, name, one))
    yield from findings(found)


SHOWN: dict[str, Callable[[str, Reader], Iterator[str]]] = {
    each.__name__: each
    for each in (
        types,
        names,
        descriptions,
        permissions,
        responses,
        answers,
        naming,
        security,
        bodies,
        routes,
        headings,
        pages,
        rows,
        facts,
    )
}


def cases(name: str) -> list[tuple[int, str, str, str]]:
    """Return the cases of a fixture file: line, title, input, what is expected."""
    return [
        (line, title, text.rstrip("\n"), want.rstrip("\n"))
        for line, title, text, want in read_fixture_file(FOLDER / f"{name}.md")
    ]


@pytest.mark.parametrize(
    ("name", "text", "want"),
    [pytest.param(n, c[2], c[3], id=f"{n}:{c[0]} {c[1]}") for n in SHOWN for c in cases(n)],
)
def test_what_is_read_is_what_the_fixture_expects(name: str, text: str, want: str, read: Reader) -> None:
    assert "\n".join(SHOWN[name](text, read)) == want


def test_fixtures_can_be_rewritten(read: Reader, request: pytest.FixtureRequest) -> None:
    """Rewrite them where that is asked for; what would be written is what stands there."""
    for name, shown in SHOWN.items():
        file = FOLDER / f"{name}.md"
        parts = (f"{title}\n.\n{text}\n.\n{chr(10).join(shown(text, read))}\n.\n" for _, title, text, _ in cases(name))
        whole = "\n".join(parts)
        if request.config.getoption("--update-golden"):
            file.write_text(whole, encoding="utf-8")
        assert file.read_text(encoding="utf-8") == whole
