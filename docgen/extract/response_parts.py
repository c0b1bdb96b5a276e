"""Read what tables, lists, headings and rows of a page say of answers: each status with its body and headers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise

import msgspec

from docgen.dialects import Dialect
from docgen.extract import property_rows, prose, response_sentences
from docgen.extract.facts import PropertyFact, ResponseFact, TypeFact
from docgen.extract.response_leads import ANSWERS, LONGEST_LEAD, label_status, lead, media_in, status_of
from docgen.extract.response_tables import (
    Columns,
    columns_of,
    is_row,
    lists_statuses,
    of_contents,
    of_table,
    of_torn_rows,
    trimmed,
)
from docgen.extract.types import Context, read_type
from docgen.markdown import inline
from docgen.markdown.page import Block, Definition, Fence, Paragraph, Table
from docgen.outline import Part, declared_code
from docgen.outline.parts import fold
from docgen.outline.row import Row
from docgen.outline.rows import groups
from docgen.outline.table_rows import head
from docgen.source import Text
from docgen.statuses import BODILESS, FAILURES

_LONGEST = 8000  # characters of a paragraph that are read
_TOLD = frozenset({"content-type", "content-length", "location"})  # headers that OpenAPI says elsewhere
_OF_REQUEST = frozenset({"parameters", "path_parameters", "query_parameters", "request_headers", "request_body"})


def read(parts: Sequence[Part], head_: Part, context: Context) -> tuple[ResponseFact, ...]:
    """Return the stated answers of the scope below a heading; one without a status tells the body of the success."""
    found: list[ResponseFact] = []
    told: dict[int, dict[str, None]] = {}  # what parts that the syntax marks say of each status
    empty = any(encloses(here, parts) for here in parts) and not any(map(_shows_answer, parts))
    for here in parts:
        if empty and not here.role and not here.marked:  # a table behind an element whose answers are empty
            for block, rows in groups(here, context.dialect):
                if isinstance(block, Table):
                    found.extend(_of_rows(rows, 0, here, block, context))
        if here.role in ANSWERS and not here.inside("request"):
            found.extend(_of_part(here, context))
            if here.status and found[-1].description:
                told.setdefault(here.status, {})[found[-1].description] = None
        elif not here.role and (here is head_ or head_ in here.ancestors) and not here.inside("examples"):
            found.extend(_of_introduction(here, context))
        elif here.label is not None and here.role in _OF_REQUEST and not here.inside("examples"):
            found.extend(fact for fact in _of_introduction(here, context) if fact.status)
    merged = tuple(_merged(found))
    if not any(len(texts) > 1 for texts in told.values()):
        return merged
    joined = {status: "\n\n".join(texts) for status, texts in told.items()}
    return tuple([msgspec.structs.replace(one, description=joined.get(one.status, one.description)) for one in merged])


def encloses(part: Part, parts: Sequence[Part]) -> bool:
    """Tell whether a part is an element with an end that states an operation: it holds its parameters and answers."""
    if part.element is None:
        return False
    return part.element.kind == "open" or any(part in here.ancestors for here in parts)


def _shows_answer(part: Part) -> bool:
    """Tell whether a part is an answer that shows its body."""
    return part.inside("response") and any(isinstance(block, Fence) for block in part.blocks)


def _of_part(here: Part, context: Context) -> Iterator[ResponseFact]:
    """Yield what a part of the answers says, block by block, below the status that its heading gives."""
    dialect = context.dialect
    if here.status:
        yield _of_stated(here, context)
        return
    status = status_of(here, dialect)
    if status and lead(here.title, dialect, item=here.is_section):
        yield _of_title(here, status, context)
    only_failures = here.role == "errors"
    names_type = dialect.responses["type_title"].search(fold(here.title, dialect)) is not None
    rows = {id(block): found for block, found in groups(here, dialect)}
    yield from (
        fact for block in here.shown if isinstance(block, Definition) for fact in _of_definition(block, context)
    )
    in_list = 0  # the level of the items that are rows
    torn: Columns | None = None  # of the table of answers before a text that may go on with it
    for number, block in enumerate(here.shown):
        own = rows.get(id(block), ())
        if isinstance(block, Paragraph):
            labelled = label_status(here.shown, number, dialect)
            status = labelled or status
            if own:
                in_list = block.item
            if not block.depth:
                in_list = 0
            if torn and "|" in block.text.value:
                yield from of_torn_rows(block.text, torn, context)
            elif not in_list:
                yield from _of_text(block, status, context, names_type=names_type)
        elif isinstance(block, Table):
            torn = columns_of(head(block), dialect)
            yield from of_table(block, only_failures=only_failures, context=context)
            yield from of_contents(block, status, context)
        if own and isinstance(block, Table) and not torn and _lists_headers(here, block, own, context):
            yield ResponseFact(status, block.span, headers=property_rows.read(own, context))
        elif own and _describes_members(block, dialect, apart=only_failures or names_type):
            yield from _of_rows(own, status, here, block, context)


def _of_stated(here: Part, context: Context) -> ResponseFact:
    """Return what a part says that the syntax of the page itself marks as an answer; no sentence tells more of it."""
    type_ = read_type(here.type.text, here.type.span, context) if here.type else None
    every = [row for _, rows in groups(here, context.dialect) for row in rows]
    found = [row for row in every if row.located != "header"]
    headers = property_rows.read([row for row in every if row.located == "header"], context)
    shows = here.inside("examples")
    return ResponseFact(
        here.status,
        (here.label or here.section.title).span,
        "" if shows else prose.paragraphs(here.own, context),
        types=(type_,) if type_ else (),
        none=here.status in BODILESS,
        sure=type_ is not None,
        properties=property_rows.read(found, context),
        many=bool(found and type_ and type_.collection),
        media_types=(here.media,) if here.media and not shows else (),
        headers=tuple([one for one in headers if one.name.lower() not in _TOLD]),
        location=any(one.name.lower() == "location" for one in headers),
    )


def _of_title(here: Part, status: int, context: Context) -> ResponseFact:
    title = here.label or here.section.title
    found = lead(title.value, context.dialect, item=here.is_section)
    assert found is not None
    rows = {id(block) for block, _ in groups(here, context.dialect)}
    told = [b for n, b in enumerate(here.own) if not label_status(here.own, n, context.dialect)]
    about = prose.paragraphs(list(prose.without_rows(told, rows)), context)
    rest = trimmed(title.value[found.rest :])
    media = tuple(media_in(title.value, context))
    text = about or ("" if media else inline.plain(rest))
    return ResponseFact(status, title.at(found.start, found.end), text, none=status in BODILESS, media_types=media)


def _of_definition(block: Definition, context: Context) -> Iterator[ResponseFact]:
    """Yield the answer whose status a definition list describes."""
    found = lead(block.term.value, context.dialect)
    if found:
        types = response_sentences.body_types(block.text.value, block.text, 0, context)
        yield ResponseFact(
            found.status,
            block.term.at(found.start, found.end),
            prose.clean(block.text.value, context),
            types=_that_may_be(types, found.status),
            none=found.status in BODILESS,
        )


def _of_text(block: Paragraph, status: int, context: Context, *, names_type: bool) -> Iterator[ResponseFact]:
    """Yield what a paragraph or an item says: of the status it begins with, else of those that it names."""
    text = block.text
    value = text.value
    found = lead(value, context.dialect, item=block.item > 0)
    if found and not block.depth and _states_several(value, found.status, context.dialect):
        found = None
    if found is None and names_type:
        yield from _whole(text, status, context)
        return
    if found is None:
        for fact in response_sentences.said(text, context, item=block.depth > 0):
            known = status and not fact.status
            types = _that_may_be(fact.types, status)
            yield msgspec.structs.replace(fact, status=status, types=types) if known else fact
        return
    rest = value[found.rest :]
    bare = inline.plain(rest).strip()
    types = response_sentences.body_types(rest, text, found.rest, context) if bare else ()
    none = found.status in BODILESS or (bool(bare) and context.dialect.responses["none"].search(rest) is not None)
    yield ResponseFact(
        found.status,
        text.at(found.start, found.end),
        trimmed(prose.clean(rest, context)),
        types=_that_may_be(types, found.status),
        none=none,
        media_types=tuple(media_in(rest, context)),
    )


def _states_several(text: str, status: int, dialect: Dialect) -> bool:
    """Tell whether the sentences of a paragraph that begins with a status state further ones."""
    stated = [response_sentences.code_of(match) for match in dialect.responses["status"].find_all(text[:_LONGEST])]
    return len(stated) > 1 and stated[0] == status


def _that_may_be(types: Sequence[TypeFact], status: int) -> tuple[TypeFact, ...]:
    """Return what may be the type of an answer; what a failure is about, in words, is not what its body is."""
    return tuple([type_ for type_ in types if type_.target or type_.primitive or (type_.weak and status < FAILURES)])


def _whole(text: Text, status: int, context: Context) -> Iterator[ResponseFact]:
    """Yield the type that a paragraph is, below a heading that announces one."""
    said = context.dialect.responses
    plain = inline.plain(text.value).strip()
    if said["no_body"].search(plain):
        yield ResponseFact(status, text.span, none=True)
        return
    fact = read_type(text.value, text.span, context)
    if fact is not None and fact.target and text.value.count("](") > 1:
        fact = next((one for one in response_sentences.body_types(text.value, text, 0, context) if one.target), fact)
    if fact is not None and (fact.primitive or fact.target or " " not in plain):
        yield ResponseFact(status, text.span, types=(fact,), sure=True)


def _of_introduction(here: Part, context: Context) -> Iterator[ResponseFact]:
    """Yield what the description of an operation says of its answer: a status, or a type that it returns."""
    for block in here.shown:
        if isinstance(block, Table) and lists_statuses(block, context.dialect):
            yield from of_table(block, only_failures=False, context=context)
        if isinstance(block, Paragraph) and not is_row(here, block) and "return" in block.text.value[:_LONGEST].lower():
            yield from _returned(block.text, context)


def _returned(text: Text, context: Context) -> Iterator[ResponseFact]:
    """Yield the statuses that a text names, and the type right behind the verb or label that announces it."""
    yield from [fact for fact in response_sentences.said(text, context, item=False) if fact.status]
    patterns = context.dialect.responses
    at = 0
    for line in text.value[:_LONGEST].split("\n"):
        for key, is_label in (("returned", True), ("returns", False)):
            match = patterns[key].search(line)
            fact = read_type(match["type"], text.at(at, at + len(line)), context) if match else None
            if match and fact and (is_label or fact.target):
                many = fact.collection or (not is_label and bool(match["many"]))
                types = (msgspec.structs.replace(fact, collection=many),)
                yield ResponseFact(0, fact.span, types=types, sure=is_label and bool(fact.target))
                break
        at += len(line) + 1


def _lists_headers(here: Part, table: Table, rows: Sequence[Row], context: Context) -> bool:
    """Tell whether a table describes headers: what stands before it says so, or all names in it are those of some."""
    names = context.dialect.outline.header_names
    is_header = all(names.fullmatch(inline.plain(row.name.text).strip().lower()) for row in rows)
    return is_header or response_sentences.announces_headers(here, table, context)


def _describes_members(block: Block, dialect: Dialect, *, apart: bool) -> bool:
    """Tell whether the rows of a block describe members: those of a table of answers, or of values, do not.

    In a part that tells something ``apart`` from members only code that declares a type does.
    """
    if apart or not isinstance(block, Table):
        return not apart or isinstance(block, Fence)
    titles = head(block)
    lists_values = len(titles) == 2 and titles[1] in dialect.columns.value
    return not lists_values and columns_of(titles, dialect) is None


def _of_rows(rows: Sequence[Row], status: int, here: Part, block: Block, context: Context) -> Iterator[ResponseFact]:
    """Yield the members of a body that rows describe, and the type that code declares."""
    declared = declared_code.of(block, here, context.dialect)
    type_ = read_type(declared.whole.text, declared.whole.span, context) if declared.whole else None
    if isinstance(block, Paragraph) and not all(row.sure or row.description for row in rows):
        return
    found = property_rows.read(rows, context, nested=True)
    if found or declared.whole:
        span = block.text.span if isinstance(block, Paragraph) else block.span
        whole = [name for row in rows if (name := row.name.text.strip()).startswith("[")]
        is_array = _is_of_array(rows, context)
        yield ResponseFact(
            status,
            declared.whole.span if declared.whole else span,
            types=(type_,) if type_ else (),
            sure=type_ is not None,
            properties=found,
            many=declared.many or is_array or len(whole) == len(rows) or announces_items(here, block, context),
        )


def _is_of_array(rows: Sequence[Row], context: Context) -> bool:
    """Tell whether rows are those of the items of an array: the first has no name, and the others are inside it."""
    first = rows[0]
    if first.name.text or not first.type or any(not row.depth for row in rows[1:]):
        return False
    type_ = read_type(first.type.text, first.type.span, context)
    return type_ is not None and type_.collection


def announces_items(here: Part, block: Block, context: Context) -> bool:
    """Tell whether the paragraph before the rows of a block says that they are members of the items of an array."""
    before = next((one for one, other in pairwise(here.shown) if other is block), None)
    if not isinstance(before, Paragraph) or before.depth or len(before.text.value) > LONGEST_LEAD:
        return False
    return context.dialect.responses["items"].search(fold(before.text.value, context.dialect)) is not None


def _merged(found: Iterable[ResponseFact]) -> Iterator[ResponseFact]:
    """Yield one fact for each status; what is told without one belongs to the first success that is stated."""
    found = list(found)
    first = min([f.status for f in found if 200 <= f.status < 300], default=0)
    by_status: dict[int, list[ResponseFact]] = {}
    for fact in found:
        by_status.setdefault(fact.status or first, []).append(fact)
    for status, facts in sorted(by_status.items()):
        facts.sort(key=lambda one: not one.status)
        yield from [_together(status, group) for group in _by_media(facts)]


def _by_media(facts: Sequence[ResponseFact]) -> Iterator[list[ResponseFact]]:
    """Yield what is said of one body: another type under media types of its own is that of another one."""
    groups: list[list[ResponseFact]] = [[]]
    for fact in facts:
        same = next((g for g in groups if not any(map(partial(_is_of_others, fact), g))), None)
        if same is None:
            groups.append([fact])
        else:
            same.append(fact)
    yield from groups


def _is_of_others(fact: ResponseFact, other: ResponseFact) -> bool:
    """Tell whether two answers with one status have other types under other media types."""
    both = fact.media_types and other.media_types and fact.types and other.types
    if not both or not set(fact.media_types).isdisjoint(other.media_types):
        return False
    one, two = ([(each.name, each.target, each.collection) for each in some.types] for some in (fact, other))
    return one != two


def _together(status: int, facts: Sequence[ResponseFact]) -> ResponseFact:
    if len(facts) == 1:
        return msgspec.structs.replace(facts[0], status=status)
    sure = next((f for f in facts if f.sure), None)
    typed = sure or next((f for f in facts if f.types), facts[0])
    members: dict[str, PropertyFact] = {}
    for fact in facts:
        for row in fact.properties:
            members.setdefault(row.name, row)
    has_body = bool(typed.types or members)
    return msgspec.structs.replace(
        facts[0],
        status=status,
        description=next((f.description for f in facts if f.description), ""),
        types=typed.types,
        sure=typed.sure,
        properties=tuple(members.values()),
        many=any(f.many for f in facts),
        none=any(f.none for f in facts) and not has_body,
        silent=all(f.silent for f in facts),
        stream=any(f.stream for f in facts) and not has_body,
        location=any(f.location for f in facts),
        media_types=tuple(dict.fromkeys(m for f in facts for m in f.media_types)),
        headers=tuple(h for f in facts for h in f.headers),
    )
