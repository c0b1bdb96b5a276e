"""Find the requests that a page states, whatever carries them: code, headings, tables, elements, front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from docgen.codeblocks.curl import read_commands
from docgen.codeblocks.http_message import request_lines
from docgen.dialects import Dialect, OutlineForm
from docgen.markdown import inline
from docgen.markdown.page import Block, Definition, Element, Fence, Page, Paragraph, Table
from docgen.outline import request_patterns
from docgen.outline.heading_statements import LINE_PAIR, folded_key, in_heading, path_above
from docgen.outline.parts import Part, fold
from docgen.outline.statement import CARRIERS, Statement, verbs_of
from docgen.outline.table_rows import column, head
from docgen.outline.table_statements import ROW_LINK, in_table, is_of_pairs, methods_in
from docgen.outline.targets import SERVER, SLOT, SURE_TARGET, first_target, path_of, whole_target
from docgen.source import Span, Text

_MARKS = " \t\\`*_~"
_BLANKS_AROUND = re.compile(r"(?<![ \t])[ \t]+/[ \t]*|/[ \t]+")  # a slash of an address in an attribute
_HEADER_LINE = re.compile(r"\s*(?:[A-Za-z][\w-]*:\s|[{\[]|HTTP/\d)")
_AFTER_REQUEST = re.compile(r"(?<!\s)\s+(?:(?:[-–—]+|:)\s+|\((?=[^()/{}]*\)\Z))|:\s+")
_SENTENCE = re.compile(r"[*_]{0,2}`(?P<code>[A-Z][^`\n]{3,300})`[*_]{0,2}[ \t\n]+(?=[a-z])")
_REMARK = re.compile(r"\s\([A-Za-z][^()/{}<>:]*\)\Z")  # words behind a target: "(signed)"
_CLASSED = re.compile(
    r"<[a-z]{1,10}\d?\s[^<>]{0,100}?\bclass=[\"'](?P<words>[^\"'<>]{1,100})[\"'][^<>]{0,100}>", re.IGNORECASE
)
_LONGEST_KEY = 30  # characters of a label such as **Method**
_LONGEST = 300  # characters of a line that is taken for a request


def find(page: Page, parts: Sequence[Part], dialect: Dialect) -> tuple[Statement, ...]:
    """Return all statements of a page in the order written, also those that are only shown as examples."""
    carriers = dialect.outline.statements
    out: list[Statement] = []
    if "front_matter" in carriers and page.front_matter and parts:
        out.extend(_in_front_matter(page, parts, dialect))
    request_parts = dialect.outline.request_parts
    above = None
    for here in parts:
        if request_parts and here.roles.count(request_parts) == 0:
            continue
        known = len(out)
        if "heading" in carriers and here.is_section and here.section.level:
            above = path_above(here, above, dialect)
            found = tuple(in_heading(here, above, dialect))
            out.extend(found or _of_patterns(None, here, dialect))
        described = here.marked and not here.inside("examples")  # what an element states, its text states no more
        for block in here.shown:
            before = len(out)
            if described and not isinstance(block, Element):
                out.extend(
                    _in_commands(block, here, dialect) if isinstance(block, Fence) and "curl" in carriers else ()
                )
            elif isinstance(block, Fence):
                out.extend(_in_code(block, here, dialect))
            elif len(carriers) > 1:
                out.extend(_in_block(block, here, dialect))
            if dialect.outline.request_patterns and len(out) == before:
                out.extend(_of_patterns(block, here, dialect))
        if "pair" in carriers and not described:
            out.extend(_in_pairs(here, dialect))
        if "heading" in carriers and here.is_section and len(out) == known:
            out.extend(_of_path_heading(here, dialect))
    return tuple(out or (_elsewhere(parts, dialect) if request_parts else ()))


def _of_patterns(block: Block | None, here: Part, dialect: Dialect) -> Iterator[Statement]:
    """Yield what a block, or for None the heading, states in a form of the dialect's own."""
    form = dialect.outline
    if not form.request_patterns:
        return
    if block is None:
        found, carrier = request_patterns.find_in(here.section.title, form), "heading"
    else:
        found, carrier = request_patterns.find(block, form), CARRIERS.get(type(block), "text")
    for method, target, span in found:
        yield Statement(method, target, span, here, carrier, block)


def _elsewhere(parts: Sequence[Part], dialect: Dialect) -> Iterator[Statement]:
    """Yield what the section of requests states by other carriers than its code, where that states nothing."""
    for here in parts:
        if dialect.outline.request_parts not in here.roles:
            continue
        for block in here.shown:
            if not isinstance(block, Fence):
                yield from _in_block(block, here, dialect)
            elif "curl" in block.text.value:
                yield from _in_commands(block, here, dialect)
            else:
                for line in request_lines(block.text, dialect.outline.any_methods):
                    if SURE_TARGET.match(line.target):
                        yield Statement(line.method, line.target, line.span, here, "fence", block)


def _in_block(block: Block, here: Part, dialect: Dialect) -> Iterator[Statement]:
    if isinstance(block, Paragraph):
        yield from _in_text(block, here, dialect)
    elif isinstance(block, Table):
        yield from in_table(block, here, dialect)
    elif isinstance(block, Element):
        yield from _in_element(block, here, dialect)


def _in_code(block: Fence, here: Part, dialect: Dialect) -> Iterator[Statement]:
    form = dialect.outline
    value = block.text.value
    if "curl" in value and "curl" in form.statements:
        commands = tuple(_in_commands(block, here, dialect))
        yield from commands
        if commands:
            return
    words = block.info.split(None, 1)
    if words and words[0].strip("{}.") in form.languages:
        return
    carrier = "indented" if block.indented else "fence"
    if "fence" not in form.statements:
        return
    text = block.text if form.request_parts else _before_message(block.text)
    for line in request_lines(text, form.methods):
        if form.request_parts:
            yield Statement(line.method, line.target, line.span, here, carrier, block)
        elif SURE_TARGET.match(line.target) or whole_target(line.target):
            for method in verbs_of(line.method, form):
                yield Statement(method, _REMARK.sub("", line.target), line.span, here, carrier, block)


def _in_commands(block: Fence, here: Part, dialect: Dialect) -> Iterator[Statement]:
    headings = (one.section.title.value for one in (here, *reversed(here.ancestors)) if one.section.level)
    template = next((path for title in headings if (path := path_of(title))), "")
    for command in read_commands(block.text):
        if dialect.outline.verb_only.fullmatch(command.method):
            target = _as_headed(command.target, template)
            yield Statement(command.method, target, command.span, here, "curl", block)


def _as_headed(target: str, template: str) -> str:
    """Return the target of a command with the slots of the path that its heading is, where it fits that."""
    if not SLOT.search(template):
        return target
    address = SERVER.match(target.partition("?")[0])
    path = (address["path"] or "") if address else ""
    steps, slots = path.rstrip("/").split("/"), template.rstrip("/").split("/")
    before, ending = steps[: 1 - len(slots)], steps[1 - len(slots) :]
    if (
        address is None
        or not before
        or not all(a == b or SLOT.search(f"/{b}") for a, b in zip(ending, slots[1:], strict=True))
    ):
        return target
    return f"{address['authority']}{'/'.join(before)}{template}"


def _before_message(text: Text) -> Text:
    """Return the lines before the headers and the body of the first message: what they hold is no request."""
    at = 0
    begun = False
    for line in text.value.split("\n"):
        if begun and _HEADER_LINE.match(line):
            return text.slice(0, max(0, at - 1))
        begun = begun or bool(line.strip())
        at += len(line) + 1
    return text


def _in_text(block: Paragraph, here: Part, dialect: Dialect) -> Iterator[Statement]:
    """Yield the lines of a paragraph that are a request, perhaps behind a label, or before a dash and what it does."""
    value = block.text.value
    if value.startswith("<") and "\n" in value and dialect.outline.verb_word.search(value):
        whole = _request_of(" ".join(value[: 2 * _LONGEST].split("\n")), dialect)
        if whole:
            methods, target, title = whole
            for method in methods:
                yield Statement(method, target, block.text.span, here, "text", block, title)
            return
    at = 0
    for line in block.text.value.split("\n"):
        is_linked = line.startswith("[`") and value.find("](", at) > at + len(line)  # it goes on
        if len(line) <= _LONGEST and not is_linked and dialect.outline.verb_word.search(line):
            found = _request_of(line, dialect)
            if found:
                carrier = "code" if "`" in line else "text"
                methods, target, title = found
                span = block.text.at(at, at + len(line))
                for method in methods:
                    yield Statement(method, target, span, here, carrier, block, title)
            elif not at:
                yield from _in_sentence(block, here, dialect)
        at += len(line) + 1


def _in_sentence(block: Paragraph, here: Part, dialect: Dialect) -> Iterator[Statement]:
    """Yield the request in code that a sentence begins with, as "`GET /books` returns all books"."""
    match = _SENTENCE.match(block.text.value)
    found = _request_of(f"`{match['code']}`", dialect) if match else None
    if match and found and match["code"][:1].isupper() and SURE_TARGET.match(found[1]):
        for method in found[0]:
            yield Statement(method, found[1], block.text.at(*match.span("code")), here, "sentence", block)


@lru_cache(maxsize=2048)
def _request_of(line: str, dialect: Dialect) -> tuple[tuple[str, ...], str, str] | None:
    """Return methods, target and title of a line that is a request, whatever marks stand around them."""
    form = dialect.outline
    plain = inline.plain(line).strip() if "<" in line or "[" in line or "&" in line else line.strip()
    plain = plain.replace("`", " ").replace("**", " ").replace("~~", " ")
    stripped = plain.strip(" \t\\_*~|.").replace("\\", "")
    label = LINE_PAIR.match(stripped)
    if label and folded_key(label["key"]) in form.request_words:
        stripped = label["value"].strip(" *_")
    match = form.verb_start.match(stripped.lstrip("["))
    if match is None:
        return _of_class(line, stripped, form)
    rest = stripped.lstrip("[")[match.end() :].lstrip("]").strip(" *_:")
    rest = rest if rest.count("]") <= rest.count("[") else rest.rstrip("] ")
    said = _AFTER_REQUEST.search(rest)
    target, title = whole_target(rest), ""
    if target is None and said:
        target, title = whole_target(rest[: said.start()].strip()), rest[said.end() :].strip(" *_)")
    if target is None or not (SURE_TARGET.match(target) or ("`" in line and match["verb"].isupper())):
        return None
    return verbs_of(match["verb"], form), target, title


def _of_class(line: str, plain: str, form: OutlineForm) -> tuple[tuple[str, ...], str, str] | None:
    """Return the request whose path is the text of a tag, and whose method is a word of the class of that."""
    tag = _CLASSED.match(line.strip())
    words = tag["words"].split() if tag else ()
    verb = next((word.upper() for word in words if form.verb_only.fullmatch(word)), "")
    target = whole_target(plain) if verb and SURE_TARGET.match(plain) else None
    return ((verb,), target, "") if target else None


def _in_element(element: Element, here: Part, dialect: Dialect) -> Iterator[Statement]:
    form = dialect.outline
    names = dialect.attributes
    method = next((a for name in names.method if (a := element.get(name))), None)
    if element.kind == "close" or method is None or not method.value or not form.verb_only.fullmatch(method.value):
        return
    address = next((a for name in names.target if (a := element.get(name)) and a.value is not None), None)
    base = next((a.value for name in names.base if (a := element.get(name)) and a.value), "")
    target = address.value if address and address.value else (element.text.value if element.text else "")
    target = _BLANKS_AROUND.sub("/", ROW_LINK.sub(r"\g<text>", target or "").replace("\\", "").strip())
    if "/" not in target and not base:
        return
    if base and not target.startswith(("http://", "https://")):
        target = f"{base.rstrip('/')}/{target.lstrip('/')}" if target else base
    title = next((a.value for name in names.summary if (a := element.get(name)) and a.value), "")
    span = address.span if address and address.value else element.span
    yield Statement(method.value.upper(), target, span, here, "element", element, title or "")


def _in_front_matter(page: Page, parts: Sequence[Part], dialect: Dialect) -> Iterator[Statement]:
    assert page.front_matter is not None
    top = parts[0]
    named = next((page.front_matter.get(key) for key in dialect.front_matter.title if page.front_matter.get(key)), "")
    for entry in page.front_matter.entries:
        if entry.key in dialect.outline.front_matter and entry.value:
            words = entry.value.split()
            for number, word in enumerate(words[:-1]):
                if dialect.outline.verb_only.fullmatch(word) and whole_target(words[number + 1]):
                    target = _at_site(words[number + 1], page)
                    yield Statement(word.upper(), target, entry.value_span, top, "front_matter", None, named)
                    break


def _at_site(target: str, page: Page) -> str:
    """Return a target with the server of the site before it; a path that both have stands once."""
    server = page.site.server.rstrip("/") if page.site else ""
    if not server or not target.startswith("/"):
        return target
    address = SERVER.match(server)
    path = address["path"] if address else ""
    if address and path and (target == path or target.startswith(f"{path}/")):
        return f"{address['authority']}{target}"
    return f"{server}{target}"


def _in_pairs(here: Part, dialect: Dialect) -> Iterator[Statement]:
    """Yield the requests whose method and address stand in lines of their own: ``Method: GET``, ``URL: /x``."""
    method: tuple[str, Span, Block] | None = None
    address: tuple[str, Span, Block] | None = None
    for block, key, value, span in _pairs(here, dialect):
        if key in dialect.outline.method_words:
            verb = dialect.outline.verb_only.fullmatch(value.strip("`* ").split(" ")[0].strip("`*"))
            if verb:
                method = (verb["verb"].upper(), span, block)
        elif key in dialect.outline.target_words:
            target = first_target(inline.plain(value).replace("\\", "").strip("`* "))
            if target and SURE_TARGET.match(target):
                address = (target, span, block)
        if method and address:
            yield Statement(method[0], address[0], address[1], here, "pair", address[2])
            method = address = None


def _pairs(here: Part, dialect: Dialect) -> Iterator[tuple[Block, str, str, Span]]:
    for number, block in enumerate(here.shown):
        if isinstance(block, Table) and is_of_pairs(block, dialect):
            for row in (block.head, *block.rows):
                if len(row.cells) > 1:
                    yield block, fold(row.cells[0].text, dialect), row.cells[1].text, row.cells[1].span
        elif isinstance(block, Definition):
            yield block, fold(block.term.value, dialect), block.text.value, block.text.span
        elif isinstance(block, Paragraph) and ":" in block.text.value:
            at = 0
            for line in block.text.value.split("\n"):
                match = LINE_PAIR.match(line) if len(line) < _LONGEST else None
                if match:
                    yield block, match["key"].strip().lower(), match["value"], block.text.at(at, at + len(line))
                at += len(line) + 1
        if isinstance(block, Paragraph) and (below := _below_label(block, here.shown[number + 1 : number + 2])):
            yield block, fold(inline.plain(block.text.value), dialect), below.value, below.span


def _of_path_heading(here: Part, dialect: Dialect) -> Iterator[Statement]:
    """Yield the requests of a heading that is a path, where what stands below it names their methods and no other path.

    That is a line such as ``Method: GET``, methods alone, or the row or item of a method that tells what it does.
    """
    target = path_of(here.section.title.value)
    if not target or here.inside("examples"):
        return
    for block, method, title in _methods_below(here, dialect):
        yield Statement(method, target, here.section.title.span, here, "heading", block, title)


def _methods_below(here: Part, dialect: Dialect) -> Iterator[tuple[Block, str, str]]:
    """Yield the methods that the blocks of a part name, each with its block and what is said of it alone."""
    verb_only, words = dialect.outline.verb_only, dialect.outline.method_words
    for block in here.shown:
        if isinstance(block, Table):
            titles = [fold(cell.text, dialect) for cell in block.head.cells]
            number = next((n for n, title in enumerate(titles) if title in words), -1)
            about = column(head(block), dialect.columns.description)
            for row in block.rows if number >= 0 else ():
                text = inline.plain(row.cells[about].text) if about >= 0 else ""
                for method in methods_in(inline.plain(row.cells[number].text), verb_only):
                    yield block, method, text
        elif isinstance(block, Paragraph | Definition):
            pair = LINE_PAIR.match(block.text.value) if isinstance(block, Paragraph) else None
            key = fold(block.term.value, dialect) if isinstance(block, Definition) else pair["key"] if pair else ""
            value = block.text.value if pair is None else pair["value"]
            if not key or folded_key(key) in words:
                for method in methods_in(inline.plain(value).strip("*` "), verb_only):
                    yield block, method, ""
            elif key.isupper() and verb_only.fullmatch(key):
                yield block, key, inline.plain(value).strip()


def _below_label(block: Paragraph, following: Sequence[Block]) -> Text | None:
    """Return the line that stands below a paragraph or item of one emphasized word or two; None for any other."""
    value = block.text.value
    below = following[0] if following else None
    if len(value) > _LONGEST_KEY or value[:1] not in "*_" or not isinstance(below, Paragraph | Fence):
        return None
    if isinstance(below, Paragraph) and below.item:
        return None
    return below.text if "\n" not in below.text.value.strip() else None
