"""The sections of a page go in; the operations that it describes come out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from docgen import rules
from docgen.codeblocks.http_message import request_lines
from docgen.diagnostic import Diagnostic
from docgen.dialects import Dialect, match_forms
from docgen.extract import examples, paths, permissions, property_tables, prose, responses
from docgen.extract.classify import Placed, shown, title_of
from docgen.extract.examples import CodeBlock
from docgen.extract.facts import BodyFact, ExampleFact, OperationFact, ParameterFact, PropertyFact, RouteFact, TypeFact
from docgen.extract.types import Context, in_place
from docgen.markdown import inline
from docgen.markdown.page import Paragraph, Table
from docgen.source import Span, Text

_OPTION = re.compile(r"(?<![\w/])\$[A-Za-z]+\b")


def read(
    placed: Sequence[Placed], blocks: Sequence[CodeBlock], context: Context
) -> tuple[tuple[OperationFact, ...], tuple[Diagnostic, ...]]:
    """Return the operations of a page: one per HTTP request section of its own, and the findings on the way."""
    findings: list[Diagnostic] = []
    out = []
    groups = list(_groups(placed))
    for group in groups:
        inside = blocks
        if len(groups) > 1:
            sections = set(group)
            inside = [b for b in blocks if b.place in sections]
        shown_examples, found = examples.read(inside, context.dialect)
        if len(groups) > 1:
            shown_examples = _of_group(shown_examples, inside)
        findings.extend(found)
        operation = _operation(group, inside, shown_examples, context, findings)
        if operation:
            out.append(operation)
    return tuple(out), tuple(findings)


def _groups(placed: Sequence[Placed]) -> Iterator[list[Placed]]:
    """Yield the sections of each operation: several HTTP request sections below different headings are apart."""
    heads = [p for p in placed if p.role == "http_request" and p.roles.count("http_request") == 1]
    if len(heads) < 2:
        yield list(placed)
        return
    owners = list(dict.fromkeys(id(p.ancestors[-1].section) for p in heads if p.ancestors))
    own = {id(p.ancestors[-1].section): p.ancestors[-1] for p in heads if p.ancestors}
    if len(owners) < 2 or any(own[o].section.level <= 1 for o in owners):
        yield list(placed)
        return
    apart = {
        o: [p for p in placed if id(p.section) == o or any(id(a.section) == o for a in p.ancestors)] for o in owners
    }
    taken = {id(p.section) for group in apart.values() for p in group}
    common = [p for p in placed if id(p.section) not in taken]
    for owner in owners:
        yield [*common, *apart[owner]]


def _of_group(shown_examples: tuple[ExampleFact, ...], blocks: Sequence[CodeBlock]) -> tuple[ExampleFact, ...]:
    """Return the examples of a group: of those that groups share, the ones that use a method of its own."""
    own = [b for b in blocks if b.place.inside("http_request")]
    methods = {line.method for b in own for line in request_lines(b.fence.text)}
    return tuple(e for e in shown_examples if not e.method or e.method in methods)


def _operation(
    placed: Sequence[Placed],
    blocks: Sequence[CodeBlock],
    shown_examples: tuple[ExampleFact, ...],
    context: Context,
    findings: list[Diagnostic],
) -> OperationFact | None:
    routes = tuple(_routes(placed, blocks, shown_examples, context, findings))
    if not routes:
        return None
    findings.extend(finding for route in routes for finding in _faults(route))
    title = title_of(placed) or placed[0]
    own = next((p.ancestors[-1] for p in placed if p.role == "http_request" and p.ancestors), title)
    scopes, stated = permissions.read(placed, context)
    answers = responses.read(placed, context)
    tables = _tables(placed, context)
    return OperationFact(
        title=inline.plain(title.title).strip(),
        description=_introduction(own if own.section.level > 1 else title, title, context),
        span=title.section.title.span,
        routes=routes,
        deprecated=is_deprecated(title, context),
        scopes=scopes,
        permissions_stated=stated,
        path_parameters=tables.get("path_parameters", ()),
        function_parameters=tables.get("function_parameters", ()),
        query_parameters=tables.get("query_parameters", ()),
        query_options=tuple(_options(placed)),
        headers=tables.get("request_headers", ()),
        request_body=_body(placed, blocks, context, findings),
        responses=answers,
        examples=shown_examples,
    )


def _introduction(own: Placed, title: Placed, context: Context) -> str:
    text = prose.paragraphs(tuple(shown(own.section.blocks, context.dialect)), context)
    if own is not title and not text:
        text = prose.paragraphs(tuple(shown(title.section.blocks, context.dialect)), context)
    return text


def is_deprecated(title: Placed, context: Context) -> bool:
    """Tell whether the introduction, or a note in it, says that the whole thing is deprecated."""
    for block in title.shown:
        if isinstance(block, Paragraph) and prose.matches_form(
            "deprecated_page", prose.squeeze(block.text.value), context
        ):
            return True
    return False


def _routes(
    placed: Sequence[Placed],
    blocks: Sequence[CodeBlock],
    shown_examples: Sequence[ExampleFact],
    context: Context,
    findings: list[Diagnostic],
) -> Iterator[RouteFact]:
    """Yield the request lines of the HTTP request sections; where there is none, those of the examples."""
    any_route = False
    any_line = False
    patterns = context.dialect.url_patterns
    for block in blocks:
        if not block.place.inside("http_request"):
            continue
        for line in request_lines(block.fence.text):
            any_line = True
            if patterns["missing"].search(line.target) or patterns["ellipsis"].search(line.target):
                findings.append(rules.UNREADABLE_PATH.at(line.span, text=f"{line.method} {line.target}"))
            else:
                any_route = True
                path = paths.read(line.target, context.dialect, concrete=False)
                yield RouteFact(line.method, line.target, line.span, path)
    if any_route or any_line or not any(p.role == "http_request" for p in placed):
        return
    for example in shown_examples:
        if example.method and not patterns["missing"].search(example.target):
            yield RouteFact(example.method, example.target, example.span, example.path, from_example=True)


def _faults(route: RouteFact) -> Iterator[Diagnostic]:
    """Yield what is wrong with the target of a request line; of one in an example only that it holds no path."""
    path = route.path
    if path is None:
        yield rules.UNREADABLE_PATH.at(route.span, text=f"{route.method} {route.target}")
        return
    if route.from_example:
        return
    if "slash" in path.faults:
        yield rules.MISSING_SLASH.at(route.span, path=route.target, subject=route.target)
    if "unbalanced" in path.faults:
        yield rules.UNBALANCED_PATH.at(route.span, path=route.target, subject=route.target)
    if "rest" in path.faults:
        yield rules.UNREAD_TARGET.at(route.span, path=route.target, subject=route.target)
    names = [slot.written.lower() for segment in path.segments for slot in segment.slots if slot.written]
    if len(set(names)) < len(names):
        for name, count in Counter(names).items():
            if count > 1:
                yield rules.REPEATED_PATH_PARAMETER.at(route.span, name=name, subject=f"{route.target} {name}")


_TABLE_ROLES = ("path_parameters", "function_parameters", "query_parameters", "request_headers")


def _tables(placed: Sequence[Placed], context: Context) -> dict[str, tuple[PropertyFact, ...]]:
    out: dict[str, tuple[PropertyFact, ...]] = {}
    for here in placed:
        if here.role not in _TABLE_ROLES or here.inside("examples"):
            continue
        for block in here.shown:
            if isinstance(block, Table) and property_tables.is_property_table(block, context):
                out[here.role] = (*out.get(here.role, ()), *property_tables.rows(block, context))
    return out


def _options(placed: Sequence[Placed]) -> Iterator[ParameterFact]:
    """Yield the query options that the text of the query section names."""
    seen: set[str] = set()
    for here in placed:
        if here.role != "query_parameters":
            continue
        for block in here.shown:
            if not isinstance(block, Paragraph) or "$" not in block.text.value:
                continue
            for match in _OPTION.finditer(block.text.value):
                if match.group().lower() not in seen:
                    seen.add(match.group().lower())
                    yield ParameterFact(match.group(), block.text.at(match.start(), match.end()))


def _body(
    placed: Sequence[Placed], blocks: Sequence[CodeBlock], context: Context, findings: list[Diagnostic]
) -> BodyFact | None:
    sections = [p for p in placed if p.role == "request_body"]
    if not sections:
        return None
    types: list[TypeFact] = []
    mentioned: list[TypeFact] = []
    rows: dict[str, PropertyFact] = {}
    texts: list[str] = []
    none = False
    first: Span = sections[0].section.title.span
    for here in sections:
        for block in here.shown:
            if isinstance(block, Paragraph):
                texts.append(block.text.value)
                said = _said(block.text.value, context.dialect)
                none |= "none" in said
                (types if "representation" in said else mentioned).extend(_named_types(block.text, context))
            elif isinstance(block, Table) and property_tables.is_property_table(block, context):
                found = property_tables.rows(block, context)
                findings.extend(property_tables.duplicates(found))
                for fact in found:
                    rows.setdefault(fact.name, fact)
    whole = "\n".join(texts)
    said = _said(whole, context.dialect)
    for code in blocks:
        if code.place.role == "request_body" and code.kind not in ("request", "response"):
            examples.json_fact(code.fence.text, findings)
    return BodyFact(
        span=first,
        types=tuple(types),
        mentioned=tuple(mentioned),
        properties=tuple(rows.values()),
        none=none and not rows,
        stream="stream" in said,
        is_arguments="arguments" in said,
        in_url="in_url" in said,
        media_types=_media(whole, context.dialect),
        description=prose.paragraphs([b for p in sections for b in shown(p.section.blocks, context.dialect)], context),
    )


def _media(text: str, dialect: Dialect) -> tuple[str, ...]:
    matches = dialect.bodies["media"].pattern.finditer(text) if "media" in _said(text, dialect) else ()
    return tuple(dict.fromkeys(match["type"].lower().rstrip(".") for match in matches))


@lru_cache(maxsize=1024)
def _said(text: str, dialect: Dialect) -> frozenset[str]:
    """Return the keys of what a text says of a body."""
    return frozenset(match_forms(dialect.bodies, dialect.bodies, text))


def _named_types(text: Text, context: Context) -> list[TypeFact]:
    return [in_place(type_, text) for type_ in _known_types(text.value, context.for_text(text.value))]


@lru_cache(maxsize=1024)
def _known_types(value: str, context: Context) -> tuple[TypeFact, ...]:
    """Return what a paragraph may name as a type, the places counted from its beginning."""
    return responses.body_types(value, Text(value, Span("", 0, len(value))), 0, context)
