"""JSONPath (RFC 9535) whose work is bounded by the expression and the document, whatever stands in either."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import prod
from typing import Any

from jsonpath import JSONPath, JSONPathEnvironment
from jsonpath.filter import FilterQuery, RootFilterQuery, walk
from jsonpath.function_extensions import ExpressionType, FilterFunction
from jsonpath.segments import JSONPathRecursiveDescentSegment
from jsonpath.selectors import Filter

_LONGEST = 2_000  # characters
_MOST_DESCENTS = 2  # each ".." multiplies what is visited by the depth of the document
_MOST_WAYS = 64  # by which one query may lead to the same place
_DEEPEST = 400  # objects and lists inside each other; no document of docgen is so deep
_REGEX_BYTES = 1_000_000

Parts = tuple[str | int, ...]


class PathError(ValueError):
    """Why an expression cannot be used."""


class Query:
    """A compiled expression. Raises PathError for one that is no JSONPath, or whose work has no bound."""

    def __init__(self, expression: str) -> None:
        if len(expression) > _LONGEST:
            raise PathError(f"it has more than {_LONGEST:,} characters")
        try:
            path = _ENVIRONMENT.compile(expression)
        except Exception as error:  # the library raises other errors than its own for some expressions
            raise PathError(_problem(error)) from error
        if not isinstance(path, JSONPath):
            raise PathError("several expressions stand in it")
        _check(path)
        self._path = path

    def select(self, content: dict[str, Any]) -> Iterator[Parts]:
        """Yield the ways to the parts of a document that are selected; a part that is named twice comes twice."""
        try:
            for match in self._path.finditer(content):
                yield tuple(match.parts)
        except Exception as error:  # the library raises other errors than its own for some expressions
            raise PathError(_problem(error)) from error


def _problem(error: Exception) -> str:
    """Return what is wrong with an expression; some errors of the library cannot be printed as a whole."""
    return str(error.args[0]).partition("\n")[0] if error.args else type(error).__name__


class _Pattern(FilterFunction):
    """``search`` and ``match`` with an engine that takes time in proportion to the text; a bad pattern fits nothing."""

    arg_types = [ExpressionType.VALUE, ExpressionType.VALUE]  # noqa: RUF012  as the base class has it
    return_type = ExpressionType.LOGICAL

    def __init__(self, frame: str) -> None:
        self._frame = frame

    def __call__(self, value: object, pattern: object) -> bool:
        """Tell whether a text fits a pattern."""
        if not isinstance(value, str) or not isinstance(pattern, str):
            return False
        check = _compiled(self._frame.format(pattern))
        return check is not None and bool(check.is_valid(value))


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> Any:
    """Return what tells whether a text fits a pattern, None for a pattern that cannot be used."""
    import jsonschema_rs

    options = jsonschema_rs.RegexOptions(size_limit=_REGEX_BYTES)
    try:
        return jsonschema_rs.Draft202012Validator({"pattern": pattern}, pattern_options=options)
    except ValueError:
        return None


class _Environment(JSONPathEnvironment):
    max_recursion_depth = _DEEPEST

    def setup_function_extensions(self) -> None:
        """Replace the functions whose time has no bound."""
        super().setup_function_extensions()
        self.function_extensions["search"] = _Pattern("{}")
        self.function_extensions["match"] = _Pattern("^(?:{})$")


_ENVIRONMENT = _Environment(strict=True)


def _check(path: JSONPath) -> None:
    """Raise PathError where an expression can do more work than a few walks through the document."""
    filters = [each for segment in path.segments for each in segment.selectors if isinstance(each, Filter)]
    inner = [part for each in filters for part in walk(each.expression) if isinstance(part, FilterQuery)]
    if any(isinstance(query, RootFilterQuery) and not query.path.singular_query() for query in inner):
        raise PathError("a query from the root inside a filter must name a single place")
    paths = [path, *(query.path for query in inner)]
    if any(prod(len(segment.selectors) for segment in each.segments) > _MOST_WAYS for each in paths):
        raise PathError("it names too many alternatives")
    descents = [part for each in paths for part in each.segments if isinstance(part, JSONPathRecursiveDescentSegment)]
    if len(descents) > _MOST_DESCENTS:
        raise PathError(f"it holds more than {_MOST_DESCENTS} descents (..)")
