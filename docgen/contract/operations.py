"""Reads the operations of an OpenAPI or Swagger document: parameters, bodies, answers, scopes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import msgspec

from docgen.contract.parts import Part
from docgen.openapi.objects import METHODS

_JSON = "application/json"
_FORM = "application/x-www-form-urlencoded"
_PARTS = "multipart/form-data"


class Parameter(msgspec.Struct, frozen=True, gc=False):
    """A parameter. ``part`` is its object, ``site`` where the operation names it (a reference, perhaps).

    ``schema`` is the object itself in Swagger.
    """

    name: str
    location: str
    part: Part
    site: Part
    schema: Part
    required: bool
    deprecated: bool


class Body(msgspec.Struct, frozen=True, gc=False):
    """A request body: the schema of each media type."""

    part: Part
    content: Mapping[str, Part]
    required: bool


class Answer(msgspec.Struct, frozen=True, gc=False):
    """The response with one status, as OpenAPI writes it (``200``, ``4XX``, ``default``)."""

    code: str
    part: Part
    site: Part
    content: Mapping[str, Part]
    headers: Mapping[str, Part]


class Operation(msgspec.Struct, frozen=True, gc=False):
    """One operation.

    ``scopes`` are all that its security names, None where it names none; ``requirements`` are the alternatives of it,
    each with its schemes and their scopes.
    """

    method: str
    path: str
    part: Part
    parameters: tuple[Parameter, ...]
    body: Body | None
    answers: tuple[Answer, ...]
    scopes: frozenset[str] | None
    tags: tuple[str, ...]
    deprecated: bool
    bases: tuple[str, ...] = ()
    requirements: tuple[frozenset[str], ...] = ()

    @property
    def words(self) -> str:
        """Return the operation as people write it: ``GET /books``."""
        return f"{self.method.upper()} {self.path}"


class Callable(msgspec.Struct, frozen=True, gc=False):
    """An action or function of CSDL, with its parameters besides the one that it is bound to.

    ``part`` holds them as properties of an object.
    """

    name: str
    part: Part
    is_function: bool


class Api(msgspec.Struct, frozen=True):
    """What a document describes. ``bases`` are the paths of its servers.

    ``kind`` is ``openapi``, ``swagger`` or ``csdl``; the last one knows no paths, but ``callables``.
    """

    root: Part
    kind: str
    operations: tuple[Operation, ...]
    components: Mapping[str, Part]
    bases: tuple[str, ...] = ()
    callables: tuple[Callable, ...] = ()

    @property
    def says_absence(self) -> bool:
        """Tell whether what is not said to be required, deprecated or null is not so."""
        return self.kind != "csdl"


def read(root: Part, *, swagger: bool = False) -> Api:
    """Return what a document says."""
    bases = _bases_of_swagger(root) if swagger else _bases(root)
    reader = _Reader(root, swagger)
    operations = tuple(reader.operations())
    place = root.below() if swagger else root.below("components")
    components = dict(place.items("definitions" if swagger else "schemas"))
    return Api(root, "swagger" if swagger else "openapi", operations, components, bases)


def base_path(url: str) -> str:
    """Return the path of the address of a server, without a slash at its end."""
    try:
        path = urlsplit(url).path if "//" in url else url.partition("?")[0]
    except ValueError:
        return ""
    return path.rstrip("/")


def _bases(part: Part) -> tuple[str, ...]:
    urls = [each.get("url") for each in part.each("servers")]
    return tuple(dict.fromkeys(base_path(url) for url in urls if isinstance(url, str)))


def _bases_of_swagger(root: Part) -> tuple[str, ...]:
    base = root.get("basePath")
    return (base_path(base),) if isinstance(base, str) else ()


class _Reader:
    def __init__(self, root: Part, swagger: bool) -> None:  # noqa: FBT001  as ``read`` has it
        self.root = root
        self.swagger = swagger
        self.security = root.get("security")

    def operations(self) -> Iterator[Operation]:
        for path, reference in self.root.items("paths"):
            item = reference.resolved()
            if path.startswith("x-") or not isinstance(item.value, dict):
                continue
            shared = tuple(self.parameters(item))
            for method in METHODS:
                if isinstance(item.get(method), dict):
                    yield self.operation(method, path, item, shared)

    def operation(self, method: str, path: str, item: Part, shared: tuple[tuple[Part, Part], ...]) -> Operation:
        part = item.at(method)
        own = tuple(self.parameters(part))
        given = {(p.get("in"), p.get("name")): (site, p) for site, p in (*shared, *own)}
        tags = part.get("tags")
        described = [_parameter(site, p, swagger=self.swagger) for site, p in given.values() if _is_apart(p)]
        return Operation(
            method=method,
            path=path,
            part=part,
            parameters=tuple(described),
            body=self.body_of_swagger(part, [p for _, p in given.values()]) if self.swagger else _body(part),
            answers=tuple(self.answers(part)),
            scopes=self.scopes(part),
            tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
            deprecated=part.get("deprecated") is True,
            bases=_bases(part) or _bases(item),
            requirements=tuple(self.requirements(part)),
        )

    def parameters(self, part: Part) -> Iterator[tuple[Part, Part]]:
        for site in part.each("parameters"):
            target = site.resolved()
            if isinstance(target.get("name"), str) and isinstance(target.get("in"), str):
                yield site, target

    def body_of_swagger(self, part: Part, parameters: list[Part]) -> Body | None:
        media = self.media(part, "consumes")
        whole = next((p for p in parameters if p.get("in") == "body"), None)
        if whole is not None:
            schema = whole.below("schema")
            schema = schema if isinstance(schema.value, dict) else Part({}, whole.home, whole.trail)
            return Body(whole, dict.fromkeys(media or (_JSON,), schema), whole.get("required") is True)
        fields = [p for p in parameters if p.get("in") == "formData"]
        if not fields:
            return None
        for field in fields:
            move = getattr(field.home, "move", None)
            if move:
                move(field)
        required = [field.value["name"] for field in fields if field.get("required") is True]
        properties = {field.value["name"]: field.value for field in fields}
        schema = Part({"type": "object", "properties": properties, "required": required}, part.home, part.trail)
        has_file = any(field.get("type") == "file" for field in fields)
        return Body(part, dict.fromkeys(media or (_PARTS if has_file else _FORM,), schema), bool(required))

    def media(self, part: Part, key: str) -> tuple[str, ...]:
        listed = part.get(key) if isinstance(part.get(key), list) else self.root.get(key)
        return tuple(each for each in listed if isinstance(each, str)) if isinstance(listed, list) else ()

    def answers(self, part: Part) -> Iterator[Answer]:
        for code, site in part.items("responses"):
            target = site.resolved()
            if code.startswith("x-") or not isinstance(target.value, dict):
                continue
            content = _content(target)
            if self.swagger and isinstance(target.get("schema"), dict):
                content = dict.fromkeys(self.media(part, "produces") or (_JSON,), target.at("schema"))
            headers = {name: header.resolved() for name, header in target.items("headers")}
            yield Answer(code.upper() if code != "default" else code, target, site, content, headers)

    def requirements(self, part: Part) -> Iterator[frozenset[str]]:
        own = part.get("x-docgen-security") or part.get("security")
        stated = self.security if own is None else own
        for each in [{}] if stated == [] else _dicts(stated):  # an empty list says that nothing is needed
            scopes = (f"{name} {scope}" for name, listed in each.items() for scope in _strings(listed))
            yield frozenset((*each, *scopes))

    def scopes(self, part: Part) -> frozenset[str] | None:
        own = part.get("x-docgen-security") or part.get("security")
        stated = self.security if own is None else own
        found = [scope for each in _dicts(stated) for listed in each.values() for scope in _strings(listed)]
        return frozenset(found) or None


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        yield from (each for each in value if isinstance(each, str))


def _dicts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        yield from (each for each in value if isinstance(each, dict))


def _is_apart(parameter: Part) -> bool:
    """Tell whether a parameter is none of Swagger's for the body."""
    return parameter.get("in") not in ("body", "formData")


def _parameter(site: Part, part: Part, *, swagger: bool) -> Parameter:
    schema = part if swagger else part.below("schema")
    if schema.value is None:
        schema = next((each.below("schema") for _, each in part.items("content")), schema)
    if not isinstance(schema.value, dict):
        schema = Part({}, part.home, part.trail)
    return Parameter(
        name=part.value["name"],
        location=part.value["in"],
        part=part,
        site=site,
        schema=schema,
        required=part.get("required") is True,
        deprecated=part.get("deprecated") is True,
    )


def _body(part: Part) -> Body | None:
    if not isinstance(part.get("requestBody"), dict):
        return None
    body = part.at("requestBody").resolved()
    content = _content(body)
    return Body(body, content, body.get("required") is True) if content else None


def _content(part: Part) -> dict[str, Part]:
    out = {}
    for media, each in part.items("content"):
        schema = each.below("schema")
        out[media] = schema if isinstance(schema.value, dict) else Part({}, part.home, each.trail)
    for media in _strings(part.get("x-docgen-media-types")) if out else ():
        out.setdefault(media, next(iter(out.values())))
    return out
