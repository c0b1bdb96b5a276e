"""A document goes in; what openapi-spec-validator objects to comes out.

Nothing of what it checks is changed. Only what makes it slow on large documents is replaced, through the class
attribute meant for that: lists that are searched become sets, the meta-schema of schemas is compiled once, and local
references are followed by walking the dictionaries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import Any

from jsonschema_path import SchemaPath
from jsonschema_path.accessors import SchemaAccessor
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator
from openapi_spec_validator.validation import keywords

from docgen.openapi.examples.json_schema import shortened
from docgen.openapi.objects import resolve

_MOST_KEPT = 50_000
_DEEPEST = 30


class _Seen(set[Any]):
    """A set where the package uses a list: to append to, and to ask what is in it."""

    append = set.add


class _SeenIds(list[Any]):
    """The same for operationIds, which a broken document may make unhashable."""

    def __init__(self) -> None:
        super().__init__()
        self.hashed: set[Any] = set()

    def append(self, value: Any) -> None:
        if isinstance(value, str):
            self.hashed.add(value)
        else:
            super().append(value)

    def __contains__(self, value: Any) -> bool:
        return value in self.hashed if isinstance(value, str) else super().__contains__(value)


class _Operation(keywords.OperationValidator):
    def __init__(self, registry: Any) -> None:
        super().__init__(registry)
        self.operation_ids_registry = _SeenIds()


class _Depth:
    """How deep the walk through the schemas stands, and what was put off because it stood too deep.

    The package walks from a schema through its properties into all schemas that can be reached, one call inside the
    other: hundreds of schemas that lead to each other are more than the interpreter allows.
    """

    def __init__(self) -> None:
        self.level = 0
        self.pending: list[Callable[[], Iterator[Any]]] = []

    def bounded(self, check: Callable[[], Iterator[Any]]) -> Iterator[Any]:
        if self.level >= _DEEPEST:
            self.pending.append(check)
            return
        self.level += 1
        yield from check()
        while self.level == 1 and self.pending:
            yield from self.pending.pop()()
        self.level -= 1


class _Schema(keywords.SchemaValidator):
    """What both versions replace: the lists that are searched, and the depth of the walk."""

    def __init__(self, registry: Any) -> None:
        super().__init__(registry)
        self.visited_schema_ids: Any = _Seen()
        self.meta_checked_schema_ids: Any = _Seen()
        self.depth = _Depth()

    def __call__(self, schema: Any, *options: Any, **named: Any) -> Iterator[Any]:
        return self.depth.bounded(partial(super().__call__, schema, *options, **named))


class _Schema30(_Schema, keywords.OpenAPIV30SchemaValidator):
    def _get_schema_checker(self, schema: Any, schema_value: Any) -> Callable[[Any], None]:
        stock = super()._get_schema_checker(schema, schema_value)
        return _checker(stock, _compiled(self.schema_validator_cls))


class _Schema31(_Schema, keywords.OpenAPIV31SchemaValidator):
    def _get_schema_checker(self, schema: Any, schema_value: Any) -> Callable[[Any], None]:
        stock: Any = super()._get_schema_checker(schema, schema_value)
        return _checker(stock, _compiled(stock.func.__self__))


class Validator30(OpenAPIV30SpecValidator):
    """The validator of OpenAPI 3.0 documents."""

    keyword_validators = OpenAPIV30SpecValidator.keyword_validators | {"schema": _Schema30, "operation": _Operation}


class Validator31(OpenAPIV31SpecValidator):
    """The validator of OpenAPI 3.1 documents."""

    keyword_validators = OpenAPIV31SpecValidator.keyword_validators | {"schema": _Schema31, "operation": _Operation}


class _Accessor(SchemaAccessor):
    """Looks parts of the document up by walking it; what is missing or remote goes to the stock accessor."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._known: dict[tuple[Any, ...], Any] = {(): self._node}

    def __getitem__(self, parts: Any) -> Any:
        way = tuple(parts)
        node = self._known.get(way)
        if node is None:
            try:
                node = self._walked(way)
            except (LookupError, TypeError, ValueError):
                return super().__getitem__(parts)
        return node

    def _walked(self, way: tuple[Any, ...]) -> Any:
        start = next(length for length in range(len(way), -1, -1) if way[:length] in self._known)
        node = self._known[way[:start]]
        for length in range(start, len(way)):
            if not isinstance(node, dict | list):
                raise LookupError(way)
            node = node[way[length]]
            for _ in range(100):
                if not (isinstance(node, dict) and isinstance(node.get("$ref"), str)):
                    break
                node = resolve(self._node, node["$ref"])
            else:
                raise LookupError(way)
            if isinstance(node, dict | list):
                if len(self._known) > _MOST_KEPT:
                    self._known = {(): self._node}
                self._known[way[: length + 1]] = node
        return node


def validator(content: dict[str, Any]) -> Validator30 | Validator31:
    """Return the validator for a document, by its version."""
    path = SchemaPath(_Accessor.from_schema(content))
    return Validator30(path) if str(content.get("openapi", "")).startswith("3.0") else Validator31(path)


def objections(content: dict[str, Any]) -> list[tuple[tuple[str | int, ...], str]]:
    """Return (place, problem) for every error; an exception that ends the validation is one, too."""
    found: list[tuple[tuple[str | int, ...], str]] = []
    try:
        errors = validator(content).iter_errors()
        found.extend((tuple(error.absolute_path), shortened(error.message)) for error in errors)
    except Exception as problem:  # it raises for some faults instead of yielding them
        words = str(problem) if len(str(problem)) < 1000 else ""
        found.append(((), f"the validator stops with {type(problem).__name__}: {shortened(words)}".rstrip(": ")))
    return found


def accepts(content: dict[str, Any]) -> bool:
    """Tell whether the stock validator, untouched, takes a document. For tests: slow."""
    from openapi_spec_validator import validate

    try:
        validate(content)
    except Exception:
        return False
    return True


def _checker(stock: Callable[[Any], None], compiled: Any) -> Callable[[Any], None]:
    """Return a check by the compiled meta-schema that leaves the wording of an error to the stock one."""

    def check(value: Any) -> None:
        if compiled is None or not compiled.is_valid(value):
            stock(value)

    return check


@lru_cache(maxsize=4)
def _compiled(validator_class: Any) -> Any:
    """Return the meta-schema of a class compiled, or None where that cannot be done."""
    import jsonschema_rs
    from openapi_schema_validator._specifications import REGISTRY

    resources = [
        (uri, dict(contents))
        for uri in REGISTRY
        if uri.startswith("https://spec.openapis.org/") and isinstance(contents := REGISTRY.contents(uri), dict)
    ]
    try:
        return jsonschema_rs.validator_for(
            dict(validator_class.META_SCHEMA),
            registry=jsonschema_rs.Registry(resources),
            validate_formats=True,
            offline=True,
        )
    except Exception:
        return None
