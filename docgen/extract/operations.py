"""Reads the operations that a page describes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from itertools import chain

import msgspec

from docgen import rules
from docgen.codeblocks.http_message import read_message, request_lines
from docgen.diagnostic import Diagnostic, Fix, rewritten
from docgen.dialects import Dialect
from docgen.extract import (
    examples,
    naming,
    paths,
    permissions,
    prose,
    response_parts,
    response_sentences,
    security,
)
from docgen.extract.examples import CodeBlock
from docgen.extract.facts import (
    SENDING,
    ExampleFact,
    OperationFact,
    ResponseFact,
    RouteFact,
    SecurityFact,
)
from docgen.extract.parameters import MARKED_NAME, listed_options, placed_rows, shown_queries
from docgen.extract.request_body import body_of, sent_media
from docgen.extract.types import Context
from docgen.markdown import inline
from docgen.markdown.page import Block, Fence, Paragraph
from docgen.outline import Scope, Statement
from docgen.outline.parts import Part, shown, title_of
from docgen.outline.scopes import is_example
from docgen.outline.text_rows import SHORTCODE
from docgen.source import Span
from docgen.statuses import FAILURES

_SENTENCE_END = re.compile(r"(?<=[.!?:])\s|\n")
_METHOD = re.compile(r"\b[A-Z]{3,7}\b")
_MAKING = frozenset({"post", "put"})
_CHANGING = frozenset({"patch", "put"})
_STRUCK = re.compile(r"(?:~~|<(?:s|del)>).*(?:~~|</(?:s|del)>)")
_PLAIN = frozenset({"", "parameters", "path_parameters", "query_parameters", "request_headers"})
_CODE = re.compile(r"[{};=]|^\$", re.MULTILINE)


def read(
    scopes: Sequence[Scope],
    parts: Sequence[Part],
    blocks: Sequence[CodeBlock],
    context: Context,
    *,
    front: str = "",
    about: str = "",
    deprecated: bool = False,
    group: str = "",
    site: SecurityFact | None = None,
) -> tuple[tuple[OperationFact, ...], tuple[Diagnostic, ...]]:
    """Return the operations of a page, one for each scope that states a request, and the findings on the way.

    ``front`` is the title in the front matter, ``about`` the description there,
    ``deprecated`` what that says, ``group`` the one of the site's
    navigation that the page is in, ``site`` what the requests of front matter need.
    """
    findings: list[Diagnostic] = []
    out = []
    stated = stating(scopes)
    for scope in scopes:
        inside = blocks
        if len(scopes) > 1:
            sections = set(scope.parts)
            inside = [b for b in blocks if b.place in sections]
        bare = {id(one.block) for one in scope.statements if one.part.role != "http_request" and _is_bare(one)}
        inside = [b for b in inside if id(b.fence) not in bare] if bare else inside
        plain = tuple(_plain(scope)) if context.dialect.outline.answers else ()
        sends = any(one.method in SENDING for one in scope.statements)
        shown_examples, found = examples.read(inside, context.dialect, plain, sends=sends)
        if len(scopes) > 1:
            shown_examples = _of_scope(shown_examples, scope)
        shown_examples = tuple(_with_known_method(example, context.dialect) for example in shown_examples)
        findings.extend(found)
        operation = _operation(scope, inside, shown_examples, context, findings)
        if operation and any(one.carrier == "front_matter" for one in scope.statements):
            text = "\n\n".join(dict.fromkeys(filter(None, (about, operation.description))))
            outdated = operation.deprecated or deprecated
            operation = msgspec.structs.replace(operation, description=text, deprecated=outdated)
        if operation and context.dialect.document.page_names:
            named = naming.read(scope, parts, front, operation, context, stated)
            operation = _named(operation, named)
            needed = security.needs(scope, shown_examples, context, site)
            operation = msgspec.structs.replace(operation, security=needed, group=group or operation.group)
        if operation:
            out.append(operation)
    return tuple(out), tuple(findings)


def _with_known_method(example: ExampleFact, dialect: Dialect) -> ExampleFact:
    """Return an example with the method that its own stands for in OpenAPI, which knows no method such as LIST."""
    return msgspec.structs.replace(example, method=dialect.outline.known_method(example.method))


def stating(scopes: Iterable[Scope]) -> frozenset[int]:
    """Return the ids of the blocks that state requests and say nothing else."""
    return frozenset(id(one.block) for scope in scopes for one in scope.statements if one.carrier != "sentence")


def _named(operation: OperationFact, found: naming.Named) -> OperationFact:
    """Return an operation with what its page calls it."""
    return msgspec.structs.replace(
        operation,
        title=found.summary,
        description=found.about,
        name=found.id,
        group=found.group,
        group_description=found.group_about,
    )


def _plain(scope: Scope) -> Iterator[Part]:
    """Yield the parts of a scope that tell neither requests nor answers apart, below no heading of their own."""
    for part in scope.parts:
        if part.role in _PLAIN and (part.named or part.section is scope.head.section):
            yield part


def _is_bare(one: Statement) -> bool:
    """Tell whether a block of code states a request and shows nothing of it: neither headers nor a body."""
    if not isinstance(one.block, Fence) or is_example(one):
        return False
    message = read_message(one.block.text)
    if message is None or message.headers:
        return False
    lines = [line for line in one.block.text.value.split("\n") if line.strip()]
    return message.body is None or len(request_lines(one.block.text)) == len(lines)


def _of_scope(shown_examples: tuple[ExampleFact, ...], scope: Scope) -> tuple[ExampleFact, ...]:
    """Return the examples of a scope: of those that scopes share, the ones that use a method of its own."""
    methods = {one.method for one in scope.statements}
    return tuple(e for e in shown_examples if not e.method or e.method in methods)


def _operation(
    scope: Scope,
    blocks: Sequence[CodeBlock],
    shown_examples: tuple[ExampleFact, ...],
    context: Context,
    findings: list[Diagnostic],
) -> OperationFact | None:
    parts = scope.parts
    routes = tuple(_routes(scope, shown_examples, context, findings))
    if not routes:
        return None
    findings.extend(finding for route in routes for finding in _faults(route))
    title, own = _headed(scope, context.dialect)
    introduced = own if own.element or own.section.level > 1 else title
    scopes, stated = permissions.read(parts, context)
    reads_rows = context.dialect.outline.answers
    answered = (
        response_parts.read(parts, scope.head, context) if reads_rows else response_sentences.read(parts, context)
    )
    rows = placed_rows(scope, context, findings)
    sent = sent_media(rows, context.dialect)
    return OperationFact(
        title=_title(scope, title),
        description=_introduction(introduced, title, parts, stating([scope]), context),
        span=title.section.title.span if title.section.level else routes[0].span,
        routes=routes,
        deprecated=is_deprecated(title, context),
        scopes=scopes,
        permissions_stated=stated,
        path_parameters=rows.get("path", ()),
        function_parameters=rows.get("function", ()),
        query_parameters=rows.get("query", ()),
        query_options=(*listed_options(parts, context.dialect), *shown_queries(routes, shown_examples, rows, context)),
        headers=rows.get("header", ()),
        cookies=rows.get("cookie", ()),
        request_body=body_of(scope, rows, blocks, context, findings, sent),
        responses=_by_method(answered, routes, context.dialect),
        examples=shown_examples,
        parameters=rows.get("", ()),
        media_types=sent,
    )


def _by_method(
    answered: tuple[ResponseFact, ...], routes: Sequence[RouteFact], dialect: Dialect
) -> tuple[ResponseFact, ...]:
    """Return answers with the methods that their sentences name, where they name some of the page and not all.

    A sentence about something new names those that make, one about something that exists those that change.
    """
    methods = {route.method.lower() for route in routes}
    if len(methods) < 2:
        return answered
    named = [_methods_of(fact, dialect) & methods for fact in answered]
    own = {one for fact, found in zip(answered, named, strict=True) if fact.status < FAILURES for one in found}
    out = []
    for fact, found in zip(answered, named, strict=True):
        # A success in whose sentence no method stands is of those that have no sentence of their own.
        of = found or (methods - own if own and fact.status < FAILURES else methods)
        out.append(msgspec.structs.replace(fact, methods=tuple(sorted(of))) if len(of) < len(methods) else fact)
    return tuple(out)


def _methods_of(fact: ResponseFact, dialect: Dialect) -> Set[str]:
    found = {word.lower() for word in _METHOD.findall(fact.description)}
    if not found and fact.status < FAILURES:
        for form, methods in (("makes", _MAKING), ("changes", _CHANGING)):
            if dialect.responses[form].search(fact.description):
                found |= methods
    return found


def _title(scope: Scope, headed: Part) -> str:
    """Return what an operation is called: as its element or the front matter says it, else as its heading does."""
    stated = [(one, one.part.label) for one in scope.statements if one.carrier in ("element", "front_matter")]
    named = [t for one, label in stated if (t := one.title or (label.value if one.part.element and label else ""))]
    heading = inline.plain(SHORTCODE.sub("", headed.title)).strip()
    if named and (not heading or scope.statements[0].carrier == "element"):
        return inline.plain(named[0]).strip()
    return "" if _has_no_name(headed, scope) else heading


def _has_no_name(headed: Part, scope: Scope) -> bool:
    """Tell whether only text says what an operation is: the heading above it holds others, too."""
    if not headed.is_scope or headed.label is not None or headed.element is not None:
        return False
    stating = {id(one.block) for one in scope.statements}
    return any(isinstance(block, Paragraph) and id(block) not in stating for block in headed.shown)


def _headed(scope: Scope, dialect: Dialect) -> tuple[Part, Part]:
    """Return the part whose heading is the title of an operation, and the one that describes it."""
    head = scope.head
    template = all(s.part.inside("http_request") for s in scope.statements)
    by_heading = head.section.level > 0 if dialect.document.page_names else head.section.level > 1 and not template
    if scope.statements and by_heading:
        own = scope.statements[0].part
        return head, own if own.element else head
    title = title_of(scope.parts) or scope.parts[0]
    around = next((p.ancestors for p in scope.parts if p.role == "http_request" and p.ancestors), ())
    return title, next((p for p in reversed(around) if not p.named), title)


def _introduction(own: Part, title: Part, parts: Sequence[Part], stating: Collection[int], context: Context) -> str:
    """Return the text below the heading of an operation, without the paragraphs that state its requests."""
    for here in dict.fromkeys((own, title)):
        whole = [here.own, *(part.own for part in parts if part.is_rest and part.section is here.section)]
        written = chain.from_iterable(whole if context.dialect.document.page_names else whole[:1])
        blocks = [block for block in shown(written, context.dialect) if id(block) not in stating]
        text = prose.paragraphs(blocks, context)
        if text:
            return text
        text = _indented(blocks, context) if context.dialect.document.page_names else ""
        if text:
            return text
    return ""


def _indented(blocks: Sequence[Block], context: Context) -> str:
    """Return the text that stands indented like code where a description would stand."""
    for block in blocks:
        if isinstance(block, Fence) and block.indented and block.text.value.lstrip()[:1].isalpha():
            text = prose.clean(block.text.value, context)
            return text if " " in text and not _CODE.search(text) else ""
    return ""


def is_deprecated(title: Part, context: Context) -> bool:
    """Tell whether the title, the introduction, or a note in it, says that the whole thing is deprecated."""
    if _STRUCK.fullmatch(title.title.strip()):
        return True
    if prose.matches_form("deprecated_title", title.title, context):
        return True
    named = "".join(title.title.lower().split())
    return any(
        isinstance(block, Paragraph) and _condemns(prose.squeeze(block.text.value), named, context.dialect)
        for block in title.shown
    )


def _condemns(text: str, title: str, dialect: Dialect) -> bool:
    """Tell whether a paragraph calls the subject of its page deprecated, and not a part of it or another thing."""
    for match in dialect.sentences["deprecated_page"].find_all(text):
        before = _SENTENCE_END.split(text[: match.start()])[-1].rstrip()
        marked = MARKED_NAME.findall(before)
        if dialect.sentences["deprecated_part"].search(before):
            continue
        last = before.rsplit(None, 1)[-1:]
        scope = dialect.permissions.scope.fullmatch(last[0]) if last else None
        name = scope[0] if scope else marked[-1] if marked and before[-1:] in "*`_)" else ""
        if not name or name.rsplit(".", 1)[-1].lower() in title:
            return True
    return False


def _routes(
    scope: Scope, shown_examples: Sequence[ExampleFact], context: Context, findings: list[Diagnostic]
) -> Iterator[RouteFact]:
    """Yield the requests that a scope states; where its section of requests is empty, those of the examples."""
    any_route = False
    dialect = context.dialect
    urls = dialect.urls
    for one in scope.statements:
        before, _, query = one.target.partition("?")
        is_shortened = urls.ellipsis.search(before) or any(map(urls.ellipsis.match, query.split("&")))
        if urls.missing.search(one.target) or is_shortened:
            findings.append(rules.UNREADABLE_PATH.at(one.span, text=f"{one.method} {one.target}"))
            continue
        any_route = True
        method, target = _standing_for(one, dialect)
        optional = None if dialect.outline.request_parts else paths.optional_segment(target)
        shorter = paths.without_optional_arguments(target)
        if shorter:
            target, least = shorter
            called = paths.on_server(paths.read(least, dialect, concrete=False), one.server)
            yield RouteFact(method, least, one.span, called, is_example(one))
        if optional:
            findings.append(rules.OPTIONAL_SEGMENT.at(one.span, path=one.target, subject=one.target))
        path = paths.read(optional or target, dialect, concrete=False)
        if path and "slash" in path.faults:
            path = paths.below_host(path, [each.path.server for each in shown_examples if each.path])
        path = paths.on_server(path, one.server)
        title, told = naming.told_beside(scope, one, context) if dialect.document.page_names else ("", "")
        yield RouteFact(method, optional or target, one.span, path, is_example(one), title, told)
    if any_route or scope.statements or not any(p.role == "http_request" for p in scope.parts):
        return
    for example in shown_examples:
        if example.method and not urls.missing.search(example.target):
            yield RouteFact(example.method, example.target, example.span, example.path, from_example=True)


def _standing_for(one: Statement, dialect: Dialect) -> tuple[str, str]:
    """Return the method and target that a request has in OpenAPI, which knows no method such as LIST."""
    stands_for = dialect.outline.verbs.get(one.method)
    if stands_for is None:
        return one.method, one.target
    method, _, query = stands_for.partition(" ")
    return method, f"{one.target}{'&' if '?' in one.target else ''}{query.lstrip('?') if '?' in one.target else query}"


def _slash(route: RouteFact) -> Fix | None:
    """Return the fix that puts a slash before a path, where its request line has nothing but method and path."""
    line = f"{route.method} {route.target}"
    if route.span.end - route.span.start != len(line):
        return None
    at = route.span.start + len(route.method) + 1
    return rewritten((Span(route.span.path, at, at),), "/", "write a slash before the path", safe=True)


def _faults(route: RouteFact) -> Iterator[Diagnostic]:
    """Yield what is wrong with the target of a request line; of one in an example only that it holds no path."""
    path = route.path
    if path is None:
        yield rules.UNREADABLE_PATH.at(route.span, text=f"{route.method} {route.target}")
        return
    if route.from_example:
        return
    if "slash" in path.faults:
        yield rules.MISSING_SLASH.at(route.span, fix=_slash(route), path=route.target, subject=route.target)
    if "unbalanced" in path.faults:
        yield rules.UNBALANCED_PATH.at(route.span, path=route.target, subject=route.target)
    if "rest" in path.faults:
        yield rules.UNREAD_TARGET.at(route.span, path=route.target, subject=route.target)
    names = [slot.written.lower() for segment in path.segments for slot in segment.slots if slot.written]
    if len(set(names)) < len(names):
        for name, count in Counter(names).items():
            if count > 1:
                yield rules.REPEATED_PATH_PARAMETER.at(route.span, name=name, subject=f"{route.target} {name}")
