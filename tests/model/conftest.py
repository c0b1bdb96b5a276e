"""What tests of the model share: small pages go in, read by the real stages; the Api that they make comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest

from docgen import dialects, extract, markdown, model
from docgen.model.api import Api, Content, Object, One, Operation, types_of
from docgen.model.types import Schema, Type
from docgen.source import Source


class Joined:
    """An Api with look-ups by name."""

    def __init__(self, api: Api) -> None:
        self.api = api

    def operation(self, name: str) -> Operation:
        """Return the operation called, say, ``GET /shelves``."""
        return next(o for o in self.api.operations if f"{o.method.upper()} {o.path}" == name)

    @property
    def operations(self) -> list[str]:
        """Return method and path of all operations."""
        return [f"{o.method.upper()} {o.path}" for o in self.api.operations]

    def schema(self, short: str) -> Schema:
        """Return the schema with a name, given without its namespace."""
        return next(s for s in self.api.schemas if s.name.rsplit(".", 1)[-1] == short)

    @property
    def schemas(self) -> list[str]:
        """Return the names of all schemas, stand-ins marked."""
        return [s.name + (" (missing)" if s.missing else "") for s in self.api.schemas]

    @property
    def enums(self) -> dict[str, list[str]]:
        """Return the members of all enumerations by name."""
        return {e.name: [m.name for m in e.members] for e in self.api.enums}

    def properties(self, short: str) -> dict[str, str]:
        """Return the types of a schema's own properties by name."""
        return {p.name: show(p.type) for p in self.schema(short).properties}

    def body(self, name: str) -> str:
        """Return what the body of an operation's request is."""
        body = self.operation(name).body
        return "none" if body is None else "; ".join(map(_content, body.content))

    def responses(self, name: str) -> dict[int, str]:
        """Return what the body of each response of an operation is."""
        found = self.operation(name).responses
        return {r.status: "; ".join(map(_content, r.content)) or "none" for r in found}

    def findings(self, *without: str) -> list[str]:
        """Return the names of the findings of joining, sorted; ``without`` are left out."""
        return sorted(one.name for one in self.api.diagnostics if one.name not in without)


def show(type_: Type) -> str:
    """Return a type in one line."""
    one = type_.name or "/".join(filter(None, (type_.type, type_.format))) or "any"
    return one + (" collection" if type_.collection else "") + "".join(f" or {show(o)}" for o in type_.alternatives)


def _content(content: Content) -> str:
    shape = content.shape
    properties = shape.properties if isinstance(shape, Object) else ()
    inside = " or ".join(map(show, types_of(shape))) or ", ".join(f"{p.name} {show(p.type)}" for p in properties)
    required = f", required {' '.join(shape.required)}" if isinstance(shape, One) and shape.required else ""
    media = "" if content.media_types == ("application/json",) else f" as {' '.join(content.media_types)}"
    return f"{shape.__struct_config__.tag} {inside}".strip() + required + media


def _join(pages: Mapping[str, str], options: model.LinkOptions | None = None) -> Joined:
    facts: list[extract.PageFacts] = []
    for path, text in pages.items():
        page = markdown.parse(Source(path, text))
        facts.append(extract.extract(page, extract.choose(page, dialects.available())))
    return Joined(model.link(facts, options))


@pytest.fixture
def join() -> Callable[..., Joined]:
    """Return a function that joins pages, given as texts by path."""
    return _join


def _link(*pages: extract.PageFacts, options: model.LinkOptions | None = None) -> Joined:
    return Joined(model.link(pages, options))


@pytest.fixture
def link() -> Callable[..., Joined]:
    """Return a function that joins pages, given as facts."""
    return _link


def _operation(
    routes: str | Sequence[str],
    *,
    title: str = "Do it",
    response: str = "If successful, this method returns a `200 OK` response code.",
    body: str = "",
    examples: str = "",
    extra: str = "",
) -> str:
    lines = routes if isinstance(routes, str) else "\n".join(routes)
    parts = [f"# {title}\n\nNamespace: microsoft.graph\n\nDoes it.", extra, f"## HTTP request\n\n```http\n{lines}\n```"]
    parts += [f"## Request body\n\n{body}"] if body else []
    parts += [f"## Response\n\n{response}"] if response else []
    parts += [f"## Examples\n\n{examples}"] if examples else []
    return "\n\n".join(part for part in parts if part) + "\n"


@pytest.fixture
def operation() -> Callable[..., str]:
    """Return a function that writes the page of an operation."""
    return _operation


def _resource(name: str, *rows: str, intro: str = "", namespace: str = "microsoft.graph", extra: str = "") -> str:
    table = "\n".join(("|Property|Type|Description|", "|:---|:---|:---|", *(f"|{row}|" for row in rows)))
    head = f"# {name} resource type\n\nNamespace: {namespace}\n\n{intro}\n\n## Properties\n\n"
    return f"{head}{table}\n\n{extra}\n"


@pytest.fixture
def resource() -> Callable[..., str]:
    """Return a function that writes the page of a type; rows are ``name|type|description``."""
    return _resource


def _example(request: str, answer: str = "", *, note: str = "") -> str:
    shown = f"### Request\n\n```http\n{request}\n```\n\n"
    marked = f'<!-- {{"blockType": "response", {note}}} -->\n' if note else ""
    return shown + (f"### Response\n\n{marked}```http\n{answer}\n```\n" if answer else "")


@pytest.fixture
def example() -> Callable[..., str]:
    """Return a function that writes a request and its response; ``note`` holds members of the annotation."""
    return _example
