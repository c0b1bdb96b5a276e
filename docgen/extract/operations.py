"""Reads the operations that a page describes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import chain, pairwise

import msgspec

from docgen import rules
from docgen.codeblocks.http_message import read_message, request_lines
from docgen.diagnostic import Diagnostic, Fix, rewritten
from docgen.dialects import Dialect, match_forms
from docgen.extract import (
    examples,
    naming,
    paths,
    permissions,
    property_rows,
    prose,
    response_parts,
    response_sentences,
    security,
)
from docgen.extract.examples import CodeBlock
from docgen.extract.facts import (
    SENDING,
    BodyFact,
    ExampleFact,
    MemberFact,
    OperationFact,
    ParameterFact,
    PropertyFact,
    ResponseFact,
    RouteFact,
    SecurityFact,
    TypeFact,
)
from docgen.extract.types import Context, in_place, read_type
from docgen.markdown import inline
from docgen.markdown.page import Block, Fence, Paragraph, Table
from docgen.outline import Scope, Statement, declared_code, notation
from docgen.outline.heading_rows import heading_row
from docgen.outline.parts import Part, fold, shown, title_of
from docgen.outline.row import Row
from docgen.outline.rows import groups
from docgen.outline.scopes import is_example
from docgen.outline.table_rows import column, head
from docgen.outline.text_rows import SHORTCODE
from docgen.source import Span, Text
from docgen.statuses import FAILURES

_SENTENCE_END = re.compile(r"(?<=[.!?:])\s|\n")
_METHOD = re.compile(r"\b[A-Z]{3,7}\b")
_MAKING = frozenset({"post", "put"})
_CHANGING = frozenset({"patch", "put"})
_MARKED_NAME = re.compile(r"[*`_\[](?P<name>[\w.]{1,200})[*`_\]]")
_WORD = re.compile(r"(?<=[{<:$(\[`?&])[A-Za-z_][\w-]*|^[A-Za-z_][\w-]*$")
_STRUCK = re.compile(r"(?:~~|<(?:s|del)>).*(?:~~|</(?:s|del)>)")
_PLAIN = frozenset({"", "parameters", "path_parameters", "query_parameters", "request_headers"})
_CODE = re.compile(r"[{};=]|^\$", re.MULTILINE)
_OPTION = re.compile(r"(?<![\w/])\$[A-Za-z]+\b")


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
            operation = _named(operation, scope, parts, front, context)
            needed = security.needs(scope, shown_examples, context, site)
            operation = msgspec.structs.replace(operation, security=needed, group=group or operation.group)
        if operation:
            out.append(operation)
    return tuple(out), tuple(findings)


def _with_known_method(example: ExampleFact, dialect: Dialect) -> ExampleFact:
    """Return an example with the method that its own stands for in OpenAPI, which knows no method such as LIST."""
    return msgspec.structs.replace(example, method=dialect.outline.known_method(example.method))


def _named(
    operation: OperationFact, scope: Scope, parts: Sequence[Part], front: str, context: Context
) -> OperationFact:
    """Return an operation with what its page calls it."""
    found = naming.read(scope, parts, front, operation, context)
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
    stating = {id(one.block) for one in scope.statements if one.carrier != "sentence"}
    scopes, stated = permissions.read(parts, context)
    reads_rows = context.dialect.outline.answers
    answered = (
        response_parts.read(parts, scope.head, context) if reads_rows else response_sentences.read(parts, context)
    )
    rows = _rows(scope, context, findings)
    return OperationFact(
        title=_title(scope, title),
        description=_introduction(introduced, title, parts, stating, context),
        span=title.section.title.span if title.section.level else routes[0].span,
        routes=routes,
        deprecated=is_deprecated(title, context),
        scopes=scopes,
        permissions_stated=stated,
        path_parameters=rows.get("path", ()),
        function_parameters=rows.get("function", ()),
        query_parameters=rows.get("query", ()),
        query_options=(*_options(parts, context.dialect), *_shown_queries(routes, shown_examples, rows, context)),
        headers=rows.get("header", ()),
        cookies=rows.get("cookie", ()),
        request_body=_body(scope, rows, blocks, context, findings),
        responses=_by_method(answered, routes, context.dialect),
        examples=shown_examples,
        parameters=rows.get("", ()),
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
        marked = _MARKED_NAME.findall(before)
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


_LOCATIONS = {
    "path_parameters": "path",
    "function_parameters": "function",
    "query_parameters": "query",
    "request_headers": "header",
    "cookie_parameters": "cookie",
    "request_body": "body",
    "parameters": "",
}


def _rows(scope: Scope, context: Context, findings: list[Diagnostic]) -> dict[str, tuple[PropertyFact, ...]]:
    """Return the rows of a scope by where they stand: "" for those that nothing places.

    What a row says of itself counts before the label above it, and that before what only a header is called.
    """
    out: dict[str, list[PropertyFact]] = {}
    form = context.dialect.outline
    stating = {id(one.block) for one in scope.statements}
    values = _listed_values(scope, context)
    for here in scope.parts:
        location = _LOCATIONS.get(here.role)
        is_shown = here.inside("examples")
        if location is None and not is_shown and (here.role or not _may_be_unlabelled(here, scope, context)):
            continue
        may_be_headed = here.inherits and location is not None and not is_shown
        headed = heading_row(here, context.dialect, bare=True) if may_be_headed else None
        if headed:
            for fact in property_rows.read((headed,), context):
                out.setdefault(fact.location or location or "", []).append(fact)
            continue
        for block, rows in groups(here, context.dialect):
            if is_shown and not all(row.location and row.type for row in rows):
                continue  # rows below an example are values of it, unless they say where they stand
            if id(block) in stating or (location is None and not is_shown and not _are_of_request(block, rows, scope)):
                continue
            if isinstance(block, Table) and property_rows.values(block, context, listed=here.role == "listed_values"):
                continue
            dotted = location == "body" and form.labels and (here.rows is None or rows[0].carrier == "element")
            found = _as_titled(here, property_rows.read(rows, context, nested=dotted), context.dialect)
            if _are_members(_owners(here, block, location, context), found, out):
                continue
            findings.extend(property_rows.duplicates(found) if location == "body" else ())
            for fact in found:
                where = fact.location or location or ("header" if form.header_names.fullmatch(fact.name) else "")
                if where != "query" or not context.dialect.sentences["unsupported"].search(fact.description):
                    out.setdefault(where, []).append(property_rows.listing(fact, values))
    return {location: tuple(found) for location, found in out.items()}


def _as_titled(here: Part, found: tuple[PropertyFact, ...], dialect: Dialect) -> tuple[PropertyFact, ...]:
    """Return rows as required or optional where what stands above them begins with that, and they say neither."""
    word = fold(here.title, dialect).partition(" ")[0] if here.named else ""
    if word not in dialect.outline.required_words and word not in dialect.outline.optional_words:
        return found
    mark = "required" if word in dialect.outline.required_words else "optional"
    return tuple([f if f.required or f.optional else msgspec.structs.replace(f, **{mark: True}) for f in found])


def _owners(here: Part, block: Block, location: str | None, context: Context) -> frozenset[str]:
    """Return what the things may be called, folded, whose members the rows of a block describe."""
    headed = context.dialect.outline.labels and here.inherits
    called = _called(here, context.dialect) if headed else frozenset()
    return called | _announced(here, block, context) if location == "body" else called


def _called(here: Part, dialect: Dialect) -> frozenset[str]:
    """Return what the heading of a part may call the thing whose members stand below it, folded."""
    title = fold(here.title, dialect)
    return frozenset(map(property_rows.bare_name, (title, dialect.outline.member_headings.sub("", title))))


def _announced(here: Part, table: Block, context: Context) -> frozenset[str]:
    """Return the marked words, folded, of the sentence before a table that says whose members it lists."""
    before = next((one for one, block in pairwise(here.shown) if block is table), None)
    if not isinstance(before, Paragraph) or not prose.matches_form("announces", before.text.value, context):
        return frozenset()
    return frozenset(map(property_rows.bare_name, _MARKED_NAME.findall(before.text.value)))


def _are_members(
    names: Collection[str], found: tuple[PropertyFact, ...], out: Mapping[str, list[PropertyFact]]
) -> bool:
    """Put rows into the row above that has one of some names, or the type of such a name; tell whether there is one."""
    if not names:
        return False
    for facts in out.values():
        for number, fact in enumerate(facts):
            whole = property_rows.with_members(fact, names, found)
            if whole is not None:
                facts[number] = whole
                return True
    return False


def _are_of_request(block: Block, rows: Sequence[Row], scope: Scope) -> bool:
    """Tell whether rows that nothing places are of a request; a type that code declares is, where one has a body."""
    if isinstance(block, Fence):
        return any(one.method in SENDING for one in scope.statements)
    return all(row.sure for row in rows) or _name_slots(rows, scope)


def _name_slots(rows: Sequence[Row], scope: Scope) -> bool:
    """Tell whether one of some rows is about a slot of a request, so that all are about what the request takes."""
    written = {word for one in scope.statements for word in _WORD.findall(one.target)}
    return any(word in written for row in rows for word in _WORD.findall(row.name.text)[:1])


def _listed_values(scope: Scope, context: Context) -> dict[str, list[MemberFact]]:
    """Return the values that tables of their own list for the parameters of a scope, by name."""
    out: dict[str, list[MemberFact]] = {}
    for here in scope.parts:
        if not context.dialect.columns.listed_value or here.inside("response") or here.inside("examples"):
            continue
        for block in here.shown:
            if isinstance(block, Table):
                for name, members in property_rows.values(block, context, listed=here.role == "listed_values").items():
                    out.setdefault(name, []).extend(members)
    return out


def _may_be_unlabelled(here: Part, scope: Scope, context: Context) -> bool:
    """Tell whether rows in a part that has no role describe parameters: the part that states the requests does."""
    if any(response_parts.encloses(one.part, scope.parts) for one in scope.statements):
        return False  # what the parameters are stands inside the element
    return context.dialect.outline.labels and any(one.part.section is here.section for one in scope.statements)


def _options(parts: Sequence[Part], dialect: Dialect) -> Iterator[ParameterFact]:
    """Yield the query options that the text of the query section names, without those that it rules out."""
    seen: set[str] = set()
    for here in parts:
        if here.role != "query_parameters":
            continue
        for block in here.shown:
            if not isinstance(block, Paragraph) or "$" not in block.text.value:
                continue
            ruled_out = _ruled_out(block.text.value, dialect)
            for match in _OPTION.finditer(block.text.value):
                if match.group().lower() not in seen and not any(a <= match.start() < b for a, b in ruled_out):
                    seen.add(match.group().lower())
                    yield ParameterFact(match.group(), block.text.at(match.start(), match.end()))


@lru_cache(maxsize=256)
def _ruled_out(text: str, dialect: Dialect) -> tuple[tuple[int, int], ...]:
    """Return where the clauses stand that say of query options that they are not supported."""
    sentences = dialect.sentences
    ends = [match.start() for match in sentences["options_clause"].pattern.finditer(text)]
    clauses = zip([0, *ends], [*ends, len(text)], strict=True)
    out: list[tuple[int, int]] = []
    is_negated = False  # whether the clause before says that something is not supported
    for start, end in clauses:
        clause = text[start:end]
        if sentences["options_except"].search(clause):
            is_ruled_out = not is_negated
        else:
            is_negated = any(sentences[key].search(clause) for key in ("options_not", "options_none"))
            is_ruled_out = is_negated and not sentences["options_if"].search(clause)
        if is_ruled_out:
            out.append((start, end))
    return tuple(out)


def _shown_queries(
    routes: Sequence[RouteFact],
    shown_examples: Sequence[ExampleFact],
    rows: Mapping[str, tuple[PropertyFact, ...]],
    context: Context,
) -> Iterator[ParameterFact]:
    """Yield the query parameters that examples of the requests send and no row describes."""
    if not context.dialect.outline.labels:
        return
    known = {property_rows.bare_name(row.name) for found in rows.values() for row in found}
    for example in shown_examples:
        if not example.path or not example.path.query or not any(_is_example_of(example, route) for route in routes):
            continue
        for query in example.path.query:
            whole = property_rows.bare_name(query.name.partition("[")[0])  # of which an example may send items
            if known.isdisjoint((whole, property_rows.bare_name(query.name))):
                known.add(property_rows.bare_name(query.name))
                yield ParameterFact(query.name, example.span)


def _is_example_of(example: ExampleFact, route: RouteFact) -> bool:
    """Tell whether the path of an example ends as that of a request does."""
    if example.path is None or route.path is None or example.method != route.method:
        return False
    ending = example.path.segments[-len(route.path.segments) :]
    return paths.fits(route.path.shape, "/" + "/".join(segment.shape for segment in ending))


def _body(
    scope: Scope,
    rows: Mapping[str, tuple[PropertyFact, ...]],
    blocks: Sequence[CodeBlock],
    context: Context,
    findings: list[Diagnostic],
) -> BodyFact | None:
    sections = [p for p in scope.parts if p.role == "request_body" and _is_about_body(p, context)]
    stated = (*rows.get("body", ()), *rows.get("form", ()))
    media = next((row for row in rows.get("header", ()) if row.name.lower() == "content-type"), None)
    if not sections and not stated:
        silent = media is not None and "no_media" in _said(media.description, context.dialect)
        return BodyFact(media.span, none=True) if media and silent else None
    types: list[TypeFact] = []
    mentioned: list[TypeFact] = []
    texts: list[str] = []
    none = False
    stated_type = next((p.type for p in sections if p.type), None)
    whole_type = read_type(stated_type.text, stated_type.span, context) if stated_type else None
    if whole_type and not stated:
        types.append(whole_type)
    many = bool(stated and whole_type and whole_type.collection) or _are_items(sections, context)
    extends = False
    for here in sections:
        for block in here.shown:
            declared = declared_code.of(block, here, context.dialect)
            many = many or declared.many
            whole = read_type(declared.whole.text, declared.whole.span, context) if declared.whole else None
            types.extend([whole] if whole else ())
            extends |= whole is not None and any(row.name.text for row in declared.rows)
            if isinstance(block, Paragraph) and here.rows is None:
                texts.append(block.text.value)
                said = _said(block.text.value, context.dialect)
                none |= "none" in said
                (types if "representation" in said else mentioned).extend(_named_types(block.text, context))
    members: dict[str, PropertyFact] = {}
    for fact in stated:
        members.setdefault(fact.name, fact)
    text = "\n".join(texts)
    said = _said(text, context.dialect)
    for code in blocks if not context.dialect.outline.labels else ():  # there it is an example
        if code.place.role == "request_body" and code.kind not in ("request", "response"):
            examples.json_fact(code.fence.text, findings)
    marked = tuple(dict.fromkeys(p.media for p in sections if p.media))
    forms: tuple[str, ...] = ("multipart/form-data",) if rows.get("form") and not rows.get("body") else ()
    if not forms and context.dialect.outline.labels:
        forms = _form(sections, members.values(), context.dialect)
        sent = _media(media.description, context.dialect) if media else ()
        forms = forms or (() if any("json" in one for one in sent) else sent)
    told = next((found for here in sections for found in _told_whole(here, context)), None) if not members else None
    if told:
        return told
    return BodyFact(
        span=sections[0].section.title.span if sections else stated[0].span,
        types=tuple(types),
        mentioned=tuple(mentioned),
        properties=tuple(members.values()),
        none=none and not members,
        stream="stream" in said,
        is_arguments="arguments" in said,
        in_url="in_url" in said,
        media_types=_media(text, context.dialect) or forms or marked,
        many=many,
        placed=any(p.rows for p in sections),
        extends=extends,
        description=prose.paragraphs([b for p in sections for b in _text_of(p, context)], context),
    )


def _are_items(sections: Sequence[Part], context: Context) -> bool:
    """Tell whether a paragraph says that the rows of a body are members of the items of an array."""
    return context.dialect.outline.labels and any(
        response_parts.announces_items(here, block, context)
        for here in sections
        for block, _ in groups(here, context.dialect)
    )


def _form(sections: Sequence[Part], members: Iterable[PropertyFact], dialect: Dialect) -> tuple[str, ...]:
    """Return the media type of a body whose headings or labels call it a form: one of parts where it holds files."""
    if not any(dialect.bodies["form"].search(part.title) for part in sections if part.named):
        return ()
    has_file = any(
        dialect.bodies["parts"].search(one.description)
        or (one.type and one.type.primitive and dialect.types[one.type.primitive].format == "binary")
        for one in members
    )
    return ("multipart/form-data" if has_file else "application/x-www-form-urlencoded",)


def _told_whole(here: Part, context: Context) -> Iterator[BodyFact]:
    """Yield the bodies that tables without names of members tell as a whole: by their schema, in one row."""
    columns = context.dialect.columns
    for block in here.shown:
        titles = head(block) if isinstance(block, Table) else ()
        schema = column(titles, columns.schema)
        if schema < 0 or column(titles, columns.name) >= 0 or not isinstance(block, Table) or not block.rows:
            continue
        cells = block.rows[0].cells
        body = notation.read(cells[schema])
        type_ = read_type(body.type.text, body.type.span, context) if body.type else None
        mark = column(titles, columns.required)
        stated = inline.plain(cells[mark].text).strip() if mark >= 0 else ""
        yield BodyFact(
            cells[schema].span,
            types=(type_,) if type_ else (),
            properties=property_rows.read(body.rows, context),
            media_types=body.media,
            many=body.many,
            required=context.dialect.sentences["required_mark"].search(stated) is not None if stated else None,
        )


def _text_of(here: Part, context: Context) -> Iterator[Block]:
    """Yield the blocks of a part that count, without the items of lists that are rows."""
    as_rows = "list" in context.dialect.outline.rows and any(
        rows[0].carrier == "list" for _, rows in groups(here, context.dialect) if rows
    )
    for block in shown(here.own, context.dialect):
        if not (as_rows and isinstance(block, Paragraph) and block.depth):
            yield block


def _is_about_body(here: Part, context: Context) -> bool:
    """Tell whether a part describes a body, and does not only show one."""
    return not context.dialect.outline.labels or not here.inside("examples")


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
    return response_sentences.body_types(value, Text(value, Span("", 0, len(value))), 0, context, plain=False)
