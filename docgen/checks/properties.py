"""Reports unreadable cells of property tables, and differences between a table and the JSON beside it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any

from docgen import rules
from docgen.checks.docset_view import DocsetView
from docgen.checks.page_view import PageView
from docgen.diagnostic import Diagnostic, Related, Severity, also, rewritten
from docgen.dialects import Dialect, Primitive
from docgen.extract.facts import JsonFact, PageFacts, PropertyFact, ResourceFact, TypeFact
from docgen.extract.placeholders import is_unfinished
from docgen.extract.row_names import is_name
from docgen.markdown import inline
from docgen.markdown.page import Cell, Row, Table
from docgen.model.types import Schema
from docgen.names import folded
from docgen.outline.table_rows import head

_WRAPPED = re.compile(r"^(?:collection\(.*\)|\[.*\])$", re.IGNORECASE)
_NOTE = re.compile(r"(?:(?<!\s)\s+)?\([^()]*\)$")
_MAX_FINDINGS = 50  # of one representation
_MAX_EXCERPT = 60  # characters of a cell in a message
_NAME = re.compile(r"[A-Za-z_]\w*\Z")
_OF_PROPERTIES = ("properties", "relationships", "request_body")
_OF_ROWS = (
    *_OF_PROPERTIES,
    *("parameters", "path_parameters", "function_parameters", "query_parameters", "request_headers"),
)
_EXTENDED = 3  # members of another type by which one that is extended is known
_WORDS = {"string": "a string", "boolean": "a Boolean", "integer": "a number", "number": "a number"}


def descriptions(view: PageView) -> Iterator[Diagnostic]:
    """Yield the tables in which properties have no description, each once, at the first such row."""
    for table in _tables(view):
        empty = list(_empty(table, view.dialect))
        if empty:
            first, text = empty[0]
            name = inline.plain(first.text).strip()
            more = f" (and {len(empty) - 1} more)" if len(empty) > 1 else ""
            related = also((cell.span for cell, _ in empty[1:]), "nor has this one")
            beside = f" beside {_shortened(text)!r}" if text else ""
            yield rules.EMPTY_DESCRIPTION.at(
                first.span, related=related, names=name + more, beside=beside, subject=name
            )


def _shortened(text: str) -> str:
    return text if len(text) <= _MAX_EXCERPT else f"{text[:_MAX_EXCERPT]}..."


def _tables(view: PageView, roles: Collection[str] = _OF_PROPERTIES) -> Iterator[Table]:
    """Yield the tables of properties, or of other roles, that are no part of an example."""
    for here, table in view.tables:
        if here.role in roles and not here.inside("examples"):
            yield table


def _empty(table: Table, dialect: Dialect) -> Iterator[tuple[Cell, str]]:
    """Yield the name cells of the rows without a description; labels, with nothing else either, are none.

    What says only which values there are, or whether they can be written, is no description; it is the second item.
    Where the type is a link, its page may say more about values.
    """
    titles = head(table)
    about = next((i for i, title in enumerate(titles) if title == "description"), 0)
    if about < 2 or titles[0] not in dialect.columns.name:
        return
    for row in table.rows:
        text = row.cells[about].text.strip()
        if text and not dialect.sentences["values_alone"].search(text):
            continue
        if "value" in text.lower() and "](" in row.cells[1].text:
            continue
        if any(cell.text.strip() for i, cell in enumerate(row.cells) if i not in (0, about)):
            yield row.cells[0], text


def cells(view: PageView) -> Iterator[Diagnostic]:
    """Yield the rows of tables of properties and parameters whose name or type cannot be read."""
    tables = [(table, head(table)) for table in _tables(view, _OF_ROWS)]
    facts = {row.span: row for row in _rows(view)} if tables else {}
    for table, titles in tables:
        if not titles or titles[0] not in view.dialect.columns.name:
            continue
        column = next((i for i, title in enumerate(titles) if title in view.dialect.columns.type), 0)
        for row in table.rows:
            name, type_ = row.cells[0], row.cells[column]
            fact = facts.get(row.span)
            if fact is None and name.text and _has_more(row) and not is_name(name.text, view.dialect):
                yield rules.UNREADABLE_NAME.at(
                    name.span, text=name.text[:_MAX_EXCERPT], subject=name.text[:_MAX_EXCERPT]
                )
            elif fact and fact.type is None and column and type_.text and not is_unfinished(type_.text, view.dialect):
                yield rules.UNREADABLE_TYPE.at(type_.span, text=type_.text[:_MAX_EXCERPT], subject=fact.name)


def _rows(view: PageView) -> Iterator[PropertyFact]:
    """Yield the rows of a page that are read, each followed by its members."""
    for resource in view.facts.resources:
        yield from _with_members(resource.properties)
    for operation in view.facts.operations:
        body = operation.request_body.properties if operation.request_body else ()
        rows = (operation.path_parameters, operation.function_parameters, operation.query_parameters)
        for some in (body, *rows, operation.headers, operation.parameters):
            yield from _with_members(some)


def _with_members(rows: Iterable[PropertyFact]) -> Iterator[PropertyFact]:
    for row in rows:
        yield row
        yield from _with_members(row.members)


def _has_more(row: Row) -> bool:
    return sum(bool(cell.text.strip()) for cell in row.cells) > 1


def representations(whole: DocsetView) -> Iterator[Diagnostic]:
    """Yield where the JSON representation of a type and its table disagree."""
    for page in whole.pages:
        for resource in page.resources:
            shape = resource.representation
            schema = whole.types.by_span.get(resource.span)  # where several pages describe it, each may show a part
            if schema and shape and resource.name in whole.shown_as_lists:
                # The table lists the members of its items; the document has the type as one of them.
                name = resource.name.rsplit(".", 1)[-1]
                yield rules.CONTRADICTING_REPRESENTATION.at(
                    shape.span, severity=Severity.INFO, name=name, subject=name, shown="a list", stated="an object"
                )
            if schema and shape and resource.properties and isinstance(shape.value, dict):
                if _extends(shape.value, resource, page):
                    continue
                dialect = whole.dialect(page)
                yield from islice(_compare(shape, resource, schema, dialect, whole), _MAX_FINDINGS)


def _compare(
    shape: JsonFact, resource: ResourceFact, schema: Schema, dialect: Dialect, whole: DocsetView
) -> Iterator[Diagnostic]:
    rows = {row.name: row for row in resource.properties}
    for key, value in shape.value.items():
        row = rows.get(key)
        words = _disagreement(value, row, dialect) if row else None
        if (row and not words) or not _NAME.match(key):
            continue
        if row is None:
            yield from _untabled(key, shape, resource, schema, whole)
        elif words and (place := whole.place(shape.span, (key,))):
            yield rules.CONTRADICTING_REPRESENTATION.at(
                place,
                related=(Related(row.name_span, "stated here"),),
                name=key,
                shown=words[0],
                stated=words[1],
                subject=f"{schema.name.rsplit('.', 1)[-1]}.{key}",
            )
    yield from _left_out(shape, resource, whole)


def _extends(shown: Mapping[str, Any], resource: ResourceFact, page: PageFacts) -> bool:
    """Tell whether a type shows the members of another one of its page, too: its own table is about what it adds."""
    own = {row.name.lower() for row in resource.properties}
    others = {name.lower() for name in shown} - own
    return len(others) >= _EXTENDED and any(
        2 * len(others & {row.name.lower() for row in other.properties}) > len(others)
        for other in page.resources
        if other is not resource
    )


def _untabled(
    key: str, shape: JsonFact, resource: ResourceFact, schema: Schema, whole: DocsetView
) -> Iterator[Diagnostic]:
    """Yield a key that is no name in the table, unless it is inherited, or may be."""
    low, subject = key.lower(), f"{schema.name.rsplit('.', 1)[-1]}.{key}"
    row = next((row for row in reversed(resource.properties) if row.name.lower() == low), None)
    if row is None:
        lineage = whole.types.lineage(schema.name)
        unsure = any(one.missing or one.inferred for one in lineage) or lineage[-1].base
        bases = [prop.name.lower() for base in lineage[1:] for prop in base.properties]
        included = [name.lower() for one in schema.includes for name in whole.types.members(one)]
        names = whole.api.dialect.outline.any_names
        stands_for_any = schema.open and (key in whole.api.form.any_members or low in names)
        if unsure or stands_for_any or low in (*bases, *included):
            return
    place = whole.place(shape.span, (key,), key=True)
    if place and row:
        related = (Related(row.name_span, "stated here"),)
        fix = rewritten((place,), f'"{row.name}"', f"write {row.name}", safe=True)
        yield rules.REPRESENTATION_LETTER_CASE.at(
            place, related=related, fix=fix, name=key, stated=row.name, subject=subject
        )
    elif place:
        yield rules.UNTABLED_PROPERTY.at(place, name=key, subject=subject)


def _left_out(shape: JsonFact, resource: ResourceFact, whole: DocsetView) -> Iterator[Diagnostic]:
    missing = [
        row
        for row in resource.properties
        if row.name not in shape.value
        and row.name not in resource.may_lack
        and not row.navigation
        and "/" not in row.name
        and _NAME.match(row.name)
    ]
    if missing:
        shown = {folded(key) for key in shape.value}
        missing = [row for row in missing if folded(row.name) not in shown]
    if missing and len(missing) * 2 < len(resource.properties):
        place = whole.place(shape.span, ())
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        related = tuple(Related(row.name_span, "stated here") for row in missing)
        if place:
            at = type(place)(place.path, place.start, place.start + 1)
            subject = resource.name.rsplit(".", 1)[-1]
            yield rules.UNREPRESENTED_PROPERTY.at(at, related=related, names=missing[0].name + more, subject=subject)


def _disagreement(value: Any, row: PropertyFact, dialect: Dialect) -> tuple[str, str] | None:
    """Return what the JSON shows and what the table states, where the two cannot both hold."""
    fact = row.type
    if fact is None or value is None or fact.alternatives or dialect.types.get(fact.primitive, _ANY).type == "":
        return _plurality(value, fact) if fact and value is not None else None
    found = _plurality(value, fact)
    if found or isinstance(value, list):
        return found
    shown = _json_type(value, dialect)
    stated = dialect.types[fact.primitive].type
    if not shown or shown == stated or {shown, stated} == {"integer", "number"}:
        return None
    form = dialect.types[fact.primitive].format
    if stated == "string" and form and isinstance(value, (int, float, bool)):
        return _WORDS.get(shown, shown), f"a {fact.name}"
    return (_WORDS.get(shown, f"an {shown}"), _WORDS.get(stated, stated)) if form != "uuid" else None


_ANY = Primitive(words=())


def _plurality(value: Any, fact: TypeFact) -> tuple[str, str] | None:
    many = isinstance(value, list) or (isinstance(value, str) and _is_wrapped(value))
    if many == fact.collection or fact.alternatives:
        return None
    return ("a collection", "a single value") if many else ("a single value", "a collection")


@lru_cache(maxsize=1024)  # few words stand in nearly all representations
def _is_wrapped(text: str) -> bool:
    """Tell whether a text names a collection."""
    return _WRAPPED.match(text.strip()) is not None


def _json_type(value: Any, dialect: Dialect) -> str:
    """Return the type that a value of a representation shows: its own, or the one that a text names."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "integer"
    if isinstance(value, dict):
        value = value.get(dialect.document.type_member) if len(value) == 1 else None
        if not isinstance(value, str) or not ("(" in value or _is_bytes(value, dialect)):
            return "object"
    if value in ("true", "false"):
        return "string"  # in quotation marks
    return _named_type(str(value), dialect)


@lru_cache(maxsize=1024)
def _named_type(text: str, dialect: Dialect) -> str:
    word = _NOTE.sub("", text.strip().lower())
    key = dialect.primitive(word)
    return dialect.types[key].type if key else ""


def _is_bytes(name: str, dialect: Dialect) -> bool:
    return dialect.types.get(dialect.primitive(name), _ANY).format in ("binary", "byte")
