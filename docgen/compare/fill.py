"""Takes from a contract what pages leave out: formats, limits, nullability and the bodies of failures."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from docgen.compare import pages, walk
from docgen.compare.walk import Result
from docgen.contract.load import Contract
from docgen.contract.operations import Answer, Operation
from docgen.contract.parts import Part, Way
from docgen.contract.schemas import Shape, Shapes
from docgen.names import folded, unique_name
from docgen.openapi.document import NOT_NULL, Document

_MARK = "x-docgen-filled"
_MOST_VALUES = 50  # of one schema that examples show and limits are held against
_KEPT = (
    "type",
    "format",
    "description",
    "enum",
    "required",
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
    "default",
)
_BY_TYPE = {
    "minLength": "string",
    "maxLength": "string",
    "pattern": "string",
    "minItems": "array",
    "maxItems": "array",
    "uniqueItems": "array",
}
_NUMBERS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
_ALLOWS: Mapping[str, Callable[[Any, Any], bool]] = {
    "minimum": lambda value, limit: value >= limit,
    "maximum": lambda value, limit: value <= limit,
    "exclusiveMinimum": lambda value, limit: value > limit,
    "exclusiveMaximum": lambda value, limit: value < limit,
    "minLength": lambda value, limit: len(value) >= limit,
    "maxLength": lambda value, limit: len(value) <= limit,
    "minItems": lambda value, limit: len(value) >= limit,
    "maxItems": lambda value, limit: len(value) <= limit,
    "pattern": lambda value, limit: re.search(limit, value) is not None,
}


def filled(document: Document, contract: Contract) -> Document:
    """Return a document with what the contract says and no page does, marked with ``x-docgen-filled``.

    Nothing that a page says is changed, and no limit is taken that an example, a default or a listed value breaks.
    """
    left = pages.read(document)
    result = walk.compare(left, contract.api, complete=False)
    content = copy.deepcopy(document.content)
    shown = _shown(left.operations, Shapes())
    is_30 = document.version.startswith("3.0")
    for part, shapes in _by_left(result).items():
        node = _at(content, part.way)
        if isinstance(node, dict) and "$ref" not in node:
            _fill(node, part, shapes, shown.get(id(part.value), ()), is_30=is_30)
    imports = _Imports(content, is_30=is_30)
    for one, other in (*result.pairs.same, *result.pairs.near):
        _fill_failures(_at(content, one.part.way), one, other, imports)
    return msgspec.structs.replace(document, content=content)


def _by_left(result: Result) -> dict[Part, list[tuple[Shape, Shape]]]:
    """Return the pairs of shapes of each schema of the pages."""
    found: dict[int, tuple[Part, list[tuple[Shape, Shape]]]] = {}
    for part, left, right in result.met:
        found.setdefault(id(part.value), (part, []))[1].append((left, right))
    return dict(found.values())


def _at(content: Any, way: Way) -> Any:
    for step in way:
        content = content[step]
    return content


# -- schemas


def _fill(
    node: dict[str, Any], part: Part, pairs: Iterable[tuple[Shape, Shape]], values: Iterable[Any], *, is_30: bool
) -> None:
    """Add to a schema what all its counterparts say alike."""
    given = list(pairs)
    left, types = given[0][0], given[0][0].types
    if len(types) != 1 or any(right.types != types for _, right in given):
        return
    added: dict[str, Any] = {}
    form = _agreed([right.format for _, right in given])
    if form and not left.format and left.values is None and types <= {"string", "integer", "number"}:
        added["format"] = form
    known = [*values, *(left.values or ()), *([left.default] if left.has_default else [])]
    for key in given[0][1].limits:
        limit = _agreed([right.limits.get(key) for _, right in given])
        if key not in left.limits and _fits(key, limit, types) and all(_allows(key, limit, value) for value in known):
            added.update(_written(key, limit, is_30=is_30))
    remarks = part.home.remarks(part)
    if (
        left.nullable is None
        and NOT_NULL not in remarks
        and all(right.nullable for _, right in given)
        and "type" in node
    ):
        added.update({"nullable": True} if is_30 else {"type": [node["type"], "null"]})
        if "enum" in node:
            added["enum"] = [*node["enum"], None]
    if added:
        node.update(added)
        node[_MARK] = sorted(key for key in added if key != "enum")


def _agreed(values: list[Any]) -> Any:
    return values[0] if all(value == values[0] for value in values) else None


def _fits(key: str, limit: Any, types: frozenset[str]) -> bool:
    """Tell whether a limit is one that values of a type have."""
    if key in _NUMBERS:
        return types <= {"integer", "number"} and isinstance(limit, int | float) and not isinstance(limit, bool)
    if types != {_BY_TYPE.get(key)}:
        return False
    if key == "pattern":
        try:
            return isinstance(limit, str) and re.compile(limit) is not None
        except (re.error, RecursionError, OverflowError):
            return False
    return limit is True if key == "uniqueItems" else isinstance(limit, int) and limit >= 0


def _allows(key: str, limit: Any, value: Any) -> bool:
    test = _ALLOWS.get(key)
    try:
        return test is None or test(value, limit)
    except TypeError:
        return False


def _written(key: str, limit: Any, *, is_30: bool) -> dict[str, Any]:
    """Return a limit as a version of OpenAPI writes it."""
    if is_30 and key.startswith("exclusive"):
        return {key.removeprefix("exclusive").lower(): limit, key: True}
    return {key: limit}


def _shown(operations: Iterable[Operation], shapes: Shapes) -> dict[int, list[Any]]:
    """Return the values that examples show, by the identity of the schema that they are of."""
    found: dict[int, list[Any]] = {}
    for operation in operations:
        bodies = [operation.body.part] if operation.body else []
        for part in (*bodies, *(answer.part for answer in operation.answers)):
            for _, media in part.items("content"):
                for _, example in media.items("examples"):
                    _take(media.below("schema"), example.get("value"), found, shapes, 0)
    return found


def _take(part: Part, value: Any, found: dict[int, list[Any]], shapes: Shapes, depth: int) -> None:
    if depth > 20 or not isinstance(part.value, dict):
        return
    shape = shapes.of(part)
    for node in {id(part.value), id(shape.part.value)}:
        listed = found.setdefault(node, [])
        if len(listed) < _MOST_VALUES and value is not None:
            listed.append(value)
    if isinstance(value, dict):
        for name, inner in value.items():
            for each in shape.members.get(name, ()):
                _take(each, inner, found, shapes, depth + 1)
    elif isinstance(value, list):
        for inner in value[:_MOST_VALUES]:
            for each in shape.items:
                _take(each, inner, found, shapes, depth + 1)


# -- failures


def _fill_failures(node: dict[str, Any], one: Operation, other: Operation, imports: _Imports) -> None:
    """Add the failures of an operation that no page tells, and the bodies of those that it tells without one."""
    told = {answer.code: answer for answer in one.answers}
    for answer in other.answers:
        code = answer.code
        if code[:1] not in "45" and code != "default":
            continue
        known = told.get(code)
        if known is None and not any(each[:1] == code[:1] and each.endswith("XX") for each in told):
            node["responses"][code] = {**imports.answer(answer), _MARK: True}
        elif known is not None and not known.content and answer.content and "$ref" not in known.site.value:
            node["responses"][code].update(content=imports.content(answer), **{_MARK: ["content"]})


class _Imports:
    """Writes schemas of a contract into a document, with the components that they refer to."""

    def __init__(self, content: dict[str, Any], *, is_30: bool) -> None:
        self.schemas: dict[str, Any] = content.setdefault("components", {}).setdefault("schemas", {})
        self.is_30 = is_30
        self._taken = set(map(folded, self.schemas))
        self._names: dict[int, str] = {}

    def answer(self, answer: Answer) -> dict[str, Any]:
        """Return a Response Object."""
        text = answer.part.get("description")
        out: dict[str, Any] = {"description": text if isinstance(text, str) and text else f"Status {answer.code}"}
        if answer.content:
            out["content"] = self.content(answer)
        return out

    def content(self, answer: Answer) -> dict[str, Any]:
        """Return the media types of a response."""
        return {media: {"schema": self.schema(part)} for media, part in answer.content.items()}

    def schema(self, part: Part, depth: int = 0) -> dict[str, Any]:
        """Return a Schema Object."""
        value = part.value
        if not isinstance(value, dict) or depth > 50:
            return {}
        if isinstance(value.get("$ref"), str):
            return {"$ref": f"#/components/schemas/{self.component(part)}"}
        out = {key: value[key] for key in _KEPT if key in value}
        self._typed(out, value)
        for key in ("allOf", "anyOf", "oneOf"):
            listed = [self.schema(each, depth + 1) for each in part.each(key) if each.get("type") != "null"]
            if listed:
                out[key] = listed
        members = {name: self.schema(each, depth + 1) for name, each in part.items("properties")}
        if members:
            out["properties"] = members
        for key in ("items", "additionalProperties"):
            if isinstance(value.get(key), dict):
                out[key] = self.schema(part.at(key), depth + 1)
        if out.get("type") == "array":
            out.setdefault("items", {})
        return out

    def component(self, part: Part) -> str:
        """Return the name of the component that a reference leads to, written on first use."""
        target = part.resolved()
        if id(target.value) not in self._names:
            last = re.sub(r"[^A-Za-z0-9._-]+", "_", str(part.value["$ref"]).rsplit("/", 1)[-1]).strip("_") or "Schema"
            name = self._names[id(target.value)] = unique_name(last, self._taken)
            self._taken.add(folded(name))
            self.schemas[name] = {}
            self.schemas[name] = {**self.schema(target), _MARK: True}
        return self._names[id(target.value)]

    def _typed(self, out: dict[str, Any], value: Mapping[str, Any]) -> None:
        """Write the type as the version of the document has it."""
        stated = value.get("type")
        types = list(_texts(stated)) if isinstance(stated, list) else [stated] if isinstance(stated, str) else []
        nullable = "null" in types or value.get("nullable") is True or value.get("x-nullable") is True
        types = [each for each in types if each != "null"]
        out.pop("nullable", None)
        out.pop("type", None)
        if types == ["file"]:
            types, out["format"] = ["string"], "binary"
        if not isinstance(out.get("required", []), list) or not out.get("required", True):
            out.pop("required", None)
        if not isinstance(out.get("enum", []), list) or not out.get("enum", True):
            out.pop("enum", None)
        if len(types) == 1:
            out["type"] = types[0] if self.is_30 or not nullable else [types[0], "null"]
            if nullable and self.is_30:
                out["nullable"] = True
        elif types:
            out["anyOf"] = [{"type": each, **({"items": {}} if each == "array" else {})} for each in types]


def _texts(values: Iterable[Any]) -> Iterator[str]:
    return (value for value in values if isinstance(value, str))
