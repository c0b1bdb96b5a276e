"""Find the requests that a page states, whatever carries them: code, headings, tables, elements, front matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from docgen.codeblocks.curl import read_commands
from docgen.codeblocks.http_message import request_lines
from docgen.dialects import Dialect, OutlineForm
from docgen.markdown import inline
from docgen.markdown.page import Block, Definition, Element, Fence, Page, Paragraph, Row, Table
from docgen.outline import request_patterns
from docgen.outline.parts import Part, fold
from docgen.source import Span, Text

_MARKS = " \t\\`*_~"
_BLANKS_AROUND = re.compile(r"(?<![ \t])[ \t]+/[ \t]*|/[ \t]+")  # a slash of an address in an attribute
_TARGET = re.compile(r"(?:https?://|[/{<~$])[^\s`]*|[^\s`/()\[\]]+/[^\s`]*", re.IGNORECASE)
_SURE_TARGET = re.compile(r"(?:https?://[^\s/]|/)", re.IGNORECASE)
_TEMPLATE_BLANKS = re.compile(r"\{[^{}\n]*\}|<[^<>\n]*>|\([^()\n]*\)")
_PROTOCOL = re.compile(r"(?<!\s)\s+HTTP/\d(?:\.\d)?\s*\Z")
_HEADER_LINE = re.compile(r"\s*(?:[A-Za-z][\w-]*:\s|[{\[]|HTTP/\d)")
_BRACKETED = re.compile(r"\[(?P<inner>[^\[\]]*)\]\s*\Z|\((?P<round>[^()]*)\)\s*\Z")
_AFTER_REQUEST = re.compile(r"(?<!\s)\s+(?:(?:[-–—]+|:)\s+|\((?=[^()/{}]*\)\Z))|:\s+")
_SERVER = re.compile(r"(?P<authority>https?://[^/]+)(?P<path>/.*)?\Z", re.IGNORECASE)
_CARRIERS: dict[type, str] = {Fence: "fence", Table: "table"}
_SENTENCE = re.compile(r"[*_]{0,2}`(?P<code>[A-Z][^`\n]{3,300})`[*_]{0,2}[ \t\n]+(?=[a-z])")
_REMARK = re.compile(r"\s\([A-Za-z][^()/{}<>:]*\)\Z")  # words behind a target: "(signed)"
_MOST_REQUESTS = 20  # in one cell or heading; a text of more is a list of something else
# Where the next of several requests begins.
_NEXT_REQUEST = re.compile(r"(?<=[^\s`*])[\s`*]++(?=[A-Z]{3,7}[\s`*]+(?:/|https?://))")
_TITLED = re.compile(r"(?P<verb>[A-Z]+)\s?(?:[:–—-]\s)\s*(?P<title>\S.*)\Z")  # the address stands below
_SLOT = re.compile(r"[{<\[(]\w|/:\w")
_CLASSED = re.compile(
    r"<[a-z]{1,10}\d?\s[^<>]{0,100}?\bclass=[\"'](?P<words>[^\"'<>]{1,100})[\"'][^<>]{0,100}>", re.IGNORECASE
)
_LONGEST_KEY = 30  # characters of a label such as **Method**
_LONGEST = 300  # characters of a line that is taken for a request
_LINE_PAIR = re.compile(r"[*_`]*(?P<key>[A-Za-z][A-Za-z ]{1,20}?)[*_`]*\s*:\s*+(?:[*_]{1,3}\s*+)?(?P<value>\S.*)\Z")


# A link of a row to a heading; generators write blanks into its target, which is no link to CommonMark.
_ROW_LINK = re.compile(r"\[(?P<text>[^\[\]]*)\]\((?P<target>[^()\n]*(?:\([^()\n]*\)[^()\n]*)?)\)")


class Statement(msgspec.Struct, frozen=True, gc=False, eq=False):
    """A request that a page states: its method in upper case, its target as written, and what states it.

    ``carrier`` is ``fence``, ``indented``, ``code``, ``sentence`` (code that one begins with), ``text``, ``heading``,
    ``table``, ``pair``, ``element``, ``front_matter`` or ``curl``. ``block`` is the block that holds it, None for a
    heading. ``link`` is the target of
    the link with which a row leads to the place that describes the request, ``title`` what it is called there.
    ``server`` is the address that the page gives apart from the target, "" for none.
    """

    method: str
    target: str
    span: Span
    part: Part
    carrier: str
    block: Block | None = None
    title: str = ""
    link: str = ""
    server: str = ""


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
        if "heading" in carriers and here.is_section and here.section.level:
            above = _path_above(here, above, dialect)
            found = tuple(_in_heading(here, above, dialect))
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
    return tuple(out or (_elsewhere(parts, dialect) if request_parts else ()))


def _of_patterns(block: Block | None, here: Part, dialect: Dialect) -> Iterator[Statement]:
    """Yield what a block, or for None the heading, states in a form of the dialect's own."""
    form = dialect.outline
    if not form.request_patterns:
        return
    if block is None:
        found, carrier = request_patterns.find_in(here.section.title, form), "heading"
    else:
        found, carrier = request_patterns.find(block, form), _CARRIERS.get(type(block), "text")
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
                    if _SURE_TARGET.match(line.target):
                        yield Statement(line.method, line.target, line.span, here, "fence", block)


def _in_block(block: Block, here: Part, dialect: Dialect) -> Iterator[Statement]:
    if isinstance(block, Paragraph):
        yield from _in_text(block, here, dialect)
    elif isinstance(block, Table):
        yield from _in_table(block, here, dialect)
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
        elif _SURE_TARGET.match(line.target) or _whole_target(line.target):
            for method in verbs_of(line.method, form):
                yield Statement(method, _REMARK.sub("", line.target), line.span, here, carrier, block)


def _in_commands(block: Fence, here: Part, dialect: Dialect) -> Iterator[Statement]:
    headings = (one.section.title.value for one in (here, *reversed(here.ancestors)) if one.section.level)
    template = next((path for title in headings if (path := _path_of(title))), "")
    for command in read_commands(block.text):
        if dialect.outline.verb_only.fullmatch(command.method):
            target = _as_headed(command.target, template)
            yield Statement(command.method, target, command.span, here, "curl", block)


def _as_headed(target: str, template: str) -> str:
    """Return the target of a command with the slots of the path that its heading is, where it fits that."""
    if not _SLOT.search(template):
        return target
    address = _SERVER.match(target.partition("?")[0])
    path = (address["path"] or "") if address else ""
    steps, slots = path.rstrip("/").split("/"), template.rstrip("/").split("/")
    before, ending = steps[: 1 - len(slots)], steps[1 - len(slots) :]
    if (
        address is None
        or not before
        or not all(a == b or _SLOT.search(f"/{b}") for a, b in zip(ending, slots[1:], strict=True))
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


def verbs_of(written: str, form: OutlineForm) -> tuple[str, ...]:
    """Return the methods of a text that names one, or several: ``GET``, ``GET|POST``."""
    return tuple(dict.fromkeys([verb.upper() for verb in form.verb_word.findall(written)]))


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
    if match and found and match["code"][:1].isupper() and _SURE_TARGET.match(found[1]):
        for method in found[0]:
            yield Statement(method, found[1], block.text.at(*match.span("code")), here, "sentence", block)


@lru_cache(maxsize=2048)
def _request_of(line: str, dialect: Dialect) -> tuple[tuple[str, ...], str, str] | None:
    """Return methods, target and title of a line that is a request, whatever marks stand around them."""
    form = dialect.outline
    plain = inline.plain(line).strip() if "<" in line or "[" in line or "&" in line else line.strip()
    plain = plain.replace("`", " ").replace("**", " ").replace("~~", " ")
    stripped = plain.strip(" \t\\_*~|.").replace("\\", "")
    label = _LINE_PAIR.match(stripped)
    if label and _folded(label["key"]) in form.request_words:
        stripped = label["value"].strip(" *_")
    match = form.verb_start.match(stripped.lstrip("["))
    if match is None:
        return _of_class(line, stripped, form)
    rest = stripped.lstrip("[")[match.end() :].lstrip("]").strip(" *_:")
    rest = rest if rest.count("]") <= rest.count("[") else rest.rstrip("] ")
    said = _AFTER_REQUEST.search(rest)
    target, title = _whole_target(rest), ""
    if target is None and said:
        target, title = _whole_target(rest[: said.start()].strip()), rest[said.end() :].strip(" *_)")
    if target is None or not (_SURE_TARGET.match(target) or ("`" in line and match["verb"].isupper())):
        return None
    return verbs_of(match["verb"], form), target, title


def _of_class(line: str, plain: str, form: OutlineForm) -> tuple[tuple[str, ...], str, str] | None:
    """Return the request whose path is the text of a tag, and whose method is a word of the class of that."""
    tag = _CLASSED.match(line.strip())
    words = tag["words"].split() if tag else ()
    verb = next((word.upper() for word in words if form.verb_only.fullmatch(word)), "")
    target = _whole_target(plain) if verb and _SURE_TARGET.match(plain) else None
    return ((verb,), target, "") if target else None


def _folded(key: str) -> str:
    return " ".join(key.split()).lower()


def _whole_target(text: str) -> str | None:
    """Return the target that a text is; None where it holds anything else."""
    text = _PROTOCOL.sub("", text.strip())
    masked = _TEMPLATE_BLANKS.sub(lambda m: m[0].replace(" ", "_"), text)
    match = _TARGET.match(masked)
    return text if (match and match.end() == len(masked) and len(text) > 1) or text == "/" else None


def _first_target(text: str) -> str | None:
    """Return the target that a text begins with."""
    masked = _TEMPLATE_BLANKS.sub(lambda m: m[0].replace(" ", "_"), text)
    match = _TARGET.match(masked)
    return text[: match.end()].rstrip(".,;") if match else None


def _path_above(here: Part, above: Part | None, dialect: Dialect) -> Part | None:
    """Return the heading of a path that holds for a heading, and for those after it that name methods, at any level."""
    if _path_of(here.section.title.value):
        return here
    if above is None or here.section.level > above.section.level:
        return above
    found = _heading(here.section.title.value, dialect)
    return above if found and not found[1] else None


def _in_heading(here: Part, above: Part | None, dialect: Dialect) -> Iterator[Statement]:
    title = here.section.title
    if not dialect.outline.verb_word.search(title.value):
        return
    several = _several(inline.plain(title.value), dialect)
    if several:
        yield from [Statement(method, target, title.span, here, "heading") for method, target in several]
        return
    found = _heading(title.value, dialect)
    if found is None:
        yield from _in_titled(here, dialect)
        return
    methods, target, rest = found
    block: Block | None = None
    if not target:
        target = next((t for t in (_path_of(one.section.title.value) for one in reversed(here.ancestors)) if t), "")
    if not target:
        block, target = next(((one, t) for one in here.shown[:2] if (t := _path_below(one))), (None, ""))
    target = target or (_path_of(above.section.title.value) if above else "")
    around = here.ancestors[-1] if here.ancestors else here
    is_pair = around.is_section and around.section.level > 0 and bool(_paired(inline.plain(title.value), dialect))
    span = block.text.span if isinstance(block, Fence) else title.span
    for method in verbs_of(methods, dialect.outline) if target else ():
        if is_pair:  # "Method: GET" says something of what the heading around it is about
            yield Statement(method, target, span, around, "pair", block, rest)
        else:
            yield Statement(method, target, title.span, here, "heading", None, rest)


def _in_titled(here: Part, dialect: Dialect) -> Iterator[Statement]:
    """Yield the request of a heading that says its method and what it does, where code below it is its address."""
    match = _TITLED.match(inline.plain(here.section.title.value).strip())
    if match is None or not dialect.outline.verb_only.fullmatch(match["verb"]):
        return
    for block in here.shown:
        target = _path_below(block)
        if target and isinstance(block, Paragraph):
            yield Statement(match["verb"], target, block.text.span, here, "heading", block, match["title"])
            return


def _path_below(block: Block) -> str:
    """Return the path, or the address behind a variable, that code or a paragraph in code is; "" for any other."""
    if isinstance(block, Fence):
        target = _whole_target(block.text.value)
        return target if target and "\n" not in target else ""
    if not isinstance(block, Paragraph) or not block.text.value.startswith("`") or "\n" in block.text.value:
        return ""
    text = block.text.value.strip("`")
    return _path_of(block.text.value) or (text if text.startswith("{{") and "/" in text and _whole_target(text) else "")


@lru_cache(maxsize=2048)
def _heading(title: str, dialect: Dialect) -> tuple[str, str, str] | None:
    """Return methods, target and title of a heading that states a request; no target where it only names methods."""
    plain = inline.plain(title).replace("~~", "").strip()
    ending = _BRACKETED.search(plain)
    if ending:
        inside = (ending["inner"] or ending["round"] or "").strip()
        match = dialect.outline.verb_start.match(inside)
        if match:
            target = _whole_target(inside[match.end() :].strip(" :"))
            if target:
                return match["verb"].upper(), target, plain[: ending.start()].strip(" -–—:")
        bare = dialect.outline.verb_only.fullmatch(inside)
        if bare and ending["inner"] is not None and ending.start():
            return bare["verb"].upper(), "", plain[: ending.start()].strip()
    opened = plain.lstrip("[(`").strip()
    match = dialect.outline.verb_start.match(opened)
    if match:
        rest = opened[match.end() :].lstrip(" ])`:|(")
        target = _first_target(rest)
        if target and (match["verb"].isupper() or _SURE_TARGET.match(target)):
            is_open = target.count("]") > target.count("[") or target.count(")") > target.count("(")
            shut = target.rstrip("`])") if is_open or "`" in target else target
            title = rest[len(target) :].strip(" `])-–—:|")
            return match["verb"].upper(), shut, title.lstrip("(") if ")" not in title else title
    bare = dialect.outline.verb_only.fullmatch((_paired(plain, dialect) or plain).strip("[]`"))
    if bare and bare["verb"].isupper():
        return bare["verb"].upper(), "", ""
    for number, word in enumerate(words := plain.split()):
        if number and dialect.outline.verb_only.fullmatch(word.strip("[(`*:")) and word.strip("[(`*:").isupper():
            target = _first_target(" ".join(words[number + 1 :]).strip("`])*"))
            if target and _SURE_TARGET.match(target):
                return word.strip("[(`*:").upper(), target, " ".join(words[:number]).strip(" -–—:|%")
    return None


def _paired(plain: str, dialect: Dialect) -> str:
    """Return what a heading gives as the method, as in "Method: GET"; "" for any other heading."""
    pair = _LINE_PAIR.match(plain)
    return pair["value"] if pair and _folded(pair["key"]) in dialect.outline.method_words else ""


def _path_of(title: str) -> str:
    """Return the path that a heading is, or holds in brackets at its end; "" for none."""
    if "/" not in title:
        return ""
    plain = inline.plain(title).strip()
    ending = _BRACKETED.search(plain)
    inside = (ending["inner"] or ending["round"] or "").strip() if ending else plain.strip("`")
    return inside if inside.startswith("/") and _whole_target(inside) else ""


def _in_table(table: Table, here: Part, dialect: Dialect) -> Iterator[Statement]:
    """Yield the rows that hold a verb and a path, in one cell or in two, in any order."""
    if _is_of_pairs(table, dialect):
        return
    titles = [fold(cell.text, dialect) for cell in table.head.cells]
    addressed = {n for n, title in enumerate(titles) if title in dialect.outline.target_columns}
    rows: Iterable[Row] = table.rows
    if _row_statement(table.head, addressed, dialect):
        rows = (table.head, *table.rows)
    for row in rows:
        several = [
            Statement(method, target, cell.span, here, "table", table)
            for cell in row.cells
            for method, target in _several(_cell(cell.text), dialect)
        ]
        yield from several
        found = _row_statement(row, addressed, dialect) if not several else None
        if found:
            methods, target, number, taken = found
            others = [cell for n, cell in enumerate(row.cells) if n not in taken]
            found_link = next((match for cell in others if (match := _ROW_LINK.search(cell.text))), None)
            title = inline.plain(found_link["text"]).strip() if found_link else ""
            link = found_link["target"].strip() if found_link else ""
            for method in methods:
                yield Statement(method, target, row.cells[number].span, here, "table", table, title, link)


def _several(plain: str, dialect: Dialect) -> tuple[tuple[str, str], ...]:
    """Return methods and targets of a text that is several requests and nothing besides; () for any other."""
    parts = _NEXT_REQUEST.split(plain) if plain.count("/") > 1 else ()
    out: list[tuple[str, str]] = []
    for written in parts if 1 < len(parts) <= _MOST_REQUESTS else ():
        part = written.replace("`", " ").replace("*", " ").rstrip()
        for joint in dialect.outline.joints:
            part = part.removesuffix(f" {joint}" if joint.isalpha() else joint).rstrip()
        match = dialect.outline.verb_start.match(part.lstrip())
        target = _whole_target(part.lstrip()[match.end() :].strip()) if match else None
        if match is None or target is None:
            return ()
        out.extend((method, target) for method in verbs_of(match["verb"], dialect.outline))
    return tuple(out)


def _is_of_pairs(table: Table, dialect: Dialect) -> bool:
    """Tell whether the rows of a table are names with values, among them a method with an address."""
    form = dialect.outline
    if "pair" not in form.statements or len(table.head.cells) != 2:
        return False
    keys = {fold(row.cells[0].text, dialect) for row in (table.head, *table.rows) if row.cells}
    named = fold(table.head.cells[1].text, dialect)
    return not keys.isdisjoint(form.method_words) and not (
        keys.isdisjoint(form.target_words) or named in form.target_words or named in form.method_words
    )


def _row_statement(
    row: Row, addressed: set[int], dialect: Dialect
) -> tuple[tuple[str, ...], str, int, tuple[int, ...]] | None:
    """Return the methods of a row, its target, the number of the cell that holds it, and the cells of both."""
    form = dialect.outline
    plains = [_cell(cell.text) for cell in row.cells]
    for number, plain in enumerate(plains):
        match = form.verb_start.match(plain) if plain else None
        if match and (match["verb"].isupper() or number in addressed):
            target = _whole_target(plain[match.end() :].strip(" :"))
            if target and (_SURE_TARGET.match(target) or number in addressed):
                return verbs_of(match["verb"], form), target, number, (number,)
    for number, plain in enumerate(plains):
        methods = _methods(plain, form.verb_only)
        if not methods:
            continue
        for other, text in enumerate(plains):
            target = _first_target(text) if other != number and text else None
            if target is None and other in addressed and text and " " not in text:
                target = text
            if target and (_SURE_TARGET.match(target) or other in addressed or "`" in row.cells[other].text):
                return methods, target, other, (number, other)
    return None


def _methods(plain: str, verb_only: re.Pattern[str]) -> tuple[str, ...]:
    """Return the verbs that a cell consists of: ``GET``, ``GET, POST``, ``GET|POST``."""
    if not plain or len(plain) > 40 or not plain[0].isalpha():
        return ()
    words = [word for word in re.split(r"[\s,/|]+|\bor\b", plain.replace("\\", "")) if word]
    return tuple(w.upper() for w in words) if words and all(map(verb_only.fullmatch, words)) else ()


@lru_cache(maxsize=4096)
def _cell(text: str) -> str:
    return inline.plain(text).replace("\\", "").strip(" `*\n")


def _in_element(element: Element, here: Part, dialect: Dialect) -> Iterator[Statement]:
    form = dialect.outline
    names = dialect.attributes
    method = next((a for name in names.method if (a := element.get(name))), None)
    if element.kind == "close" or method is None or not method.value or not form.verb_only.fullmatch(method.value):
        return
    address = next((a for name in names.target if (a := element.get(name)) and a.value is not None), None)
    base = next((a.value for name in names.base if (a := element.get(name)) and a.value), "")
    target = address.value if address and address.value else (element.text.value if element.text else "")
    target = _BLANKS_AROUND.sub("/", _ROW_LINK.sub(r"\g<text>", target or "").replace("\\", "").strip())
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
                if dialect.outline.verb_only.fullmatch(word) and _whole_target(words[number + 1]):
                    target = _at_site(words[number + 1], page)
                    yield Statement(word.upper(), target, entry.value_span, top, "front_matter", None, named)
                    break


def _at_site(target: str, page: Page) -> str:
    """Return a target with the server of the site before it; a path that both have stands once."""
    server = page.site.server.rstrip("/") if page.site else ""
    if not server or not target.startswith("/"):
        return target
    address = _SERVER.match(server)
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
            target = _first_target(inline.plain(value).replace("\\", "").strip("`* "))
            if target and _SURE_TARGET.match(target):
                address = (target, span, block)
        if method and address:
            yield Statement(method[0], address[0], address[1], here, "pair", address[2])
            method = address = None


def _pairs(here: Part, dialect: Dialect) -> Iterator[tuple[Block, str, str, Span]]:
    for number, block in enumerate(here.shown):
        if isinstance(block, Table) and _is_of_pairs(block, dialect):
            for row in (block.head, *block.rows):
                if len(row.cells) > 1:
                    yield block, fold(row.cells[0].text, dialect), row.cells[1].text, row.cells[1].span
        elif isinstance(block, Definition):
            yield block, fold(block.term.value, dialect), block.text.value, block.text.span
        elif isinstance(block, Paragraph) and ":" in block.text.value:
            at = 0
            for line in block.text.value.split("\n"):
                match = _LINE_PAIR.match(line) if len(line) < _LONGEST else None
                if match:
                    yield block, match["key"].strip().lower(), match["value"], block.text.at(at, at + len(line))
                at += len(line) + 1
        if isinstance(block, Paragraph) and (below := _below_label(block, here.shown[number + 1 : number + 2])):
            yield block, fold(inline.plain(block.text.value), dialect), below.value, below.span


def _below_label(block: Paragraph, following: Sequence[Block]) -> Text | None:
    """Return the line that stands below a paragraph or item of one emphasized word or two; None for any other."""
    value = block.text.value
    below = following[0] if following else None
    if len(value) > _LONGEST_KEY or value[:1] not in "*_" or not isinstance(below, Paragraph | Fence):
        return None
    if isinstance(below, Paragraph) and below.item:
        return None
    return below.text if "\n" not in below.text.value.strip() else None
