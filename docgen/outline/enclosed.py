"""Read template tags and elements that have an end: operations, parameters, answers and examples become pieces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from docgen.dialects import Dialect
from docgen.markdown.page import Attribute, Block, Cell, Element, Fence, Paragraph, Section, Table
from docgen.markdown.page import Row as TableRow
from docgen.markdown.tree import TreeBuilder
from docgen.outline.field_rows import Field, flatten, united
from docgen.outline.row import Row
from docgen.source import Span, Text
from docgen.statuses import OTHERS, RANGES, REASONS

_STATUS = re.compile(r"\s*(?P<status>[1-5]\d\d)(?!\w)(?P<mark>:?)[\s:.–—-]*+(?P<rest>.*)", re.DOTALL)
_RANGE = re.compile(r"\s*(?P<digit>[45])xx\b", re.IGNORECASE)
_PHRASES = {phrase.lower(): status for status, phrase in REASONS.items()}
_QUOTED = re.compile(r"[\"'`]([^\"'`]+)[\"'`]")
_LINK = re.compile(r"\s*(?:\[[^\[\]]*\]\([^()]*\)|\S+\.(?:json|ya?ml))\s*\Z")
_WORDS = re.compile(r"[\w.-]+(?: [\w.-]+)*")
_ALONE = re.compile(r"\s*(?P<mark>\*\*|`)(?P<word>[\w.:/-]+)(?P=mark)\s*\\?")
_DEEPEST = 30
_ROLES = {
    "path": "path_parameters",
    "query": "query_parameters",
    "header": "request_headers",
    "cookie": "cookie_parameters",
    "body": "request_body",
    "form": "request_body",
}


class Node(msgspec.Struct, gc=False):
    """An element with what stands up to its end."""

    element: Element
    inside: list[Block | Node]


class Piece(msgspec.Struct, frozen=True, gc=False, eq=False):
    """What an element holds, as a part of its own: its label, its roles, its text and code, its rows.

    ``element`` is the one that states an operation; ``pieces`` are those inside it.
    """

    roles: tuple[str, ...]
    label: Text
    blocks: tuple[Block, ...] = ()
    rows: tuple[tuple[Block, tuple[Row, ...]], ...] | None = None
    status: int = 0
    element: Element | None = None
    pieces: tuple[Piece, ...] = ()


def pieces(blocks: Sequence[Block], dialect: Dialect, around: Sequence[str], title: str) -> list[Block | Piece] | None:
    """Return blocks with the elements of an API in their place as pieces; None where there are none."""
    elements = [block for block in blocks if isinstance(block, Element)]
    if not any(_meaning(one, dialect) or _is_answer(one, dialect) for one in elements):
        return None
    return list(_Reader(dialect, around, title).read(_nested(blocks)))


def joined(root: Section, dialect: Dialect) -> Section:
    """Return the sections of a page, with the headings inside elements of an API as text of what the elements hold."""
    sections = list(root.walk())
    elements = [block for section in sections for block in section.blocks if isinstance(block, Element)]
    names = Counter(one.name for one in elements if one.kind == "close")
    if not any(one.kind == "open" and names[one.name] and _meaning(one, dialect) for one in elements):
        return root
    tree = TreeBuilder(root.title.span.path)
    open_: list[str] = []
    for section in sections:
        if open_ and section.level:
            tree.add(Paragraph(section.title))
        elif section.level:
            tree.begin(section.level, section.title, section.anchor)
        for block in section.blocks:
            tree.add(block)
            if not isinstance(block, Element):
                continue
            if block.kind == "close":
                names[block.name] -= 1
                while block.name in open_ and open_.pop() != block.name:
                    pass
            elif block.kind == "open" and names[block.name] > 0 and _meaning(block, dialect):
                open_.append(block.name)
    return tree.root()


def _nested(blocks: Iterable[Block]) -> list[Block | Node]:
    """Return blocks with those inside elements in them; one that never ends holds nothing."""
    top: list[Block | Node] = []
    open_: list[tuple[Node, list[Block | Node]]] = []  # each with the list that it stands in
    here = top
    for block in blocks:
        if not isinstance(block, Element):
            here.append(block)
        elif block.kind == "close":
            if any(node.element.name == block.name for node, _ in open_):
                while True:
                    node, here = open_.pop()
                    if node.element.name == block.name:
                        break
                    _release(node, here)
        else:
            node = Node(block, [])
            here.append(node)
            if block.kind == "open" and len(open_) < _DEEPEST:
                open_.append((node, here))
                here = node.inside
    while open_:
        node, here = open_.pop()
        _release(node, here)
    return top


def _release(node: Node, around: list[Block | Node]) -> None:
    around.extend(node.inside)
    node.inside = []


def _meaning(element: Element, dialect: Dialect) -> str:
    """Return what an element is: ``operation``, ``row``, a meaning of the dialect, or "" for any other."""
    name = element.name.lower()
    if name in dialect.outline.row_elements:
        return "row"
    if name in dialect.element_meanings:
        meaning = dialect.element_meanings[name]
        return meaning if meaning != "tab" or _is_answer(element, dialect) else ""
    return "operation" if element.kind == "open" and states(element, dialect) else ""


def _is_answer(element: Element, dialect: Dialect) -> bool:
    """Tell whether the title of an element, such as a tab, is a status and nothing besides that and its meaning."""
    title = _first(element, dialect.attributes.title) if element.kind == "open" else None
    match = _STATUS.match(title.value) if title and title.value else None
    if match is None:
        return False
    rest = match["rest"].strip()
    return not rest or match["mark"] == ":" or rest.lower() == REASONS.get(int(match["status"]), "").lower()


def is_operation(element: Element, dialect: Dialect) -> bool:
    """Tell whether an element begins the description of an operation, which ends with it."""
    return _meaning(element, dialect) == "operation"


def states(element: Element, dialect: Dialect) -> bool:
    """Tell whether an element has a method and an address."""
    names = dialect.attributes
    method = _first(element, names.method)
    return (
        bool(method and method.value and dialect.outline.verb_only.fullmatch(method.value.strip()))
        and _first(element, (*names.target, *names.base)) is not None
    )


def _first(element: Element, names: Iterable[str]) -> Attribute | None:
    return next((found for name in names if (found := element.get(name)) is not None), None)


class _Reader:
    """Reads the nodes of one section; ``around`` are the roles of the parts that hold it, ``title`` is its heading."""

    def __init__(self, dialect: Dialect, around: Sequence[str], title: str) -> None:
        self.dialect = dialect
        self.failing = "errors" in around or dialect.titles["failure"].search(title.strip().lower()) is not None

    def read(self, nodes: Iterable[Block | Node], place: str = "") -> Iterator[Block | Piece]:
        """Yield blocks and pieces; rows that follow each other become one piece for each thing that they describe."""
        run: list[Field] = []
        groups: list[list[Field]] = []  # of elements that hold rows and nothing else: each tells an alternative
        for one in nodes:
            meaning = _meaning(one.element, self.dialect) if isinstance(one, Node) else ""
            if isinstance(one, Node) and meaning == "row" and not self._status(one):
                run.append(self.field(one, place))
                continue
            inner = self._only_fields(one, place) if isinstance(one, Node) and not meaning else None
            if inner and isinstance(one, Node):
                # One that is called after a place holds what stands there, and no alternative to what stands elsewhere.
                run.extend(inner) if self._place(one.element) else groups.append(inner)
                continue
            yield from self._flush(run, groups)
            yield from self._one(one, meaning, place) if isinstance(one, Node) else (one,)
        yield from self._flush(run, groups)

    def _flush(self, run: list[Field], groups: list[list[Field]]) -> Iterator[Piece]:
        found = [*run, *united(groups)]
        run.clear()
        groups.clear()
        for field in found:
            if field.row is None and not field.inside:  # without a name it gives no fact: it is told as unread
                nothing = Row(field.element.span, Cell("", field.element.span), "element")
                yield Piece((field.role,), _nothing(field.element), (field.element,), ((field.element, (nothing,)),))
        for role in dict.fromkeys(field.role for field in found):
            own = [field for field in found if field.role == role]
            rows = tuple(flatten(own))
            status = OTHERS if role == "response" and self.failing else 0
            if rows:
                yield Piece((role,), _nothing(own[0].element), (own[0].element,), ((own[0].element, rows),), status)

    def _only_fields(self, node: Node, place: str) -> list[Field] | None:
        """Return the fields of an element that only holds some together, such as one that can be expanded."""
        if not node.inside or not any(isinstance(one, Node) for one in node.inside):
            return None
        if _titled_status(node.element, self.dialect):
            return None
        out = []
        for one in node.inside:
            if not isinstance(one, Node):
                continue
            meaning = _meaning(one.element, self.dialect)
            if meaning == "row" and not self._status(one):
                out.append(self.field(one, self._place(node.element) or place))
            elif meaning or one.inside:
                return None
        return out or None

    def _place(self, element: Element) -> str:
        """Return where the parameters in an element stand, as its name says it."""
        words = [word.removesuffix("s") for word in re.split(r"[-_ ]", element.name.lower())]
        return next((where for where in self.dialect.outline.locations if where in words), "")

    def _status(self, node: Node) -> int:
        """Return the status that a field of an answer is named by; 0 for a field that is a member."""
        if node.element.name.lower() not in self.dialect.outline.answer_rows:
            return 0
        name = _first(node.element, self.dialect.attributes.name)
        return _named_status(name.value.strip(), self.dialect) if name and name.value else 0

    def _one(self, node: Node, meaning: str, place: str) -> Iterator[Block | Piece]:
        names = self.dialect.attributes
        if meaning == "operation":
            yield self._operation(node)
        elif meaning == "row":
            yield from self._answer(node, self._status(node), (*names.type, *names.name))
        elif meaning == "answer":
            stated = _first(node.element, names.status)
            status = _status_of(stated.value or "", self.dialect)[0] if stated else 0
            yield from self._answer(node, status, names.description)
        elif meaning == "answers_shown":
            yield from self._shown(node)
        elif meaning == "requests_shown":
            yield from self._requests(node)
        elif meaning == "text":
            yield from _plain(node.inside)
        elif meaning in ("", "tab") and (status := _titled_status(node.element, self.dialect)):
            yield from self._answer(node, status, names.description)
        else:
            if not node.inside:
                yield node.element
            yield from self.read(node.inside, self._place(node.element) or place)

    def _operation(self, node: Node) -> Piece:
        found = list(self.read(node.inside))
        names = self.dialect.attributes
        source = _first(node.element, names.source)
        own = [one for one in found if not isinstance(one, Piece) and not (source and _is_link(one))]
        title = _first(node.element, names.summary)
        label = Text(title.value, title.span) if title and title.value else _summary(node, self.dialect)
        blocks = tuple([one for one in own if not (isinstance(one, Paragraph) and one.text is label)])
        inner = tuple([one for one in found if isinstance(one, Piece)])
        return Piece(("",), label or _nothing(node.element), (node.element, *blocks), None, 0, node.element, inner)

    def _answer(self, node: Node, status: int, told: Iterable[str]) -> Iterator[Piece]:
        """Yield an answer: what is said of it, its members, and the bodies that are shown."""
        said = [found for name in told if (found := node.element.get(name)) and found.value]
        texts = [Paragraph(Text(one.value or "", one.span)) for one in said[:1]] or _behind_status(
            node.element, self.dialect
        )
        inside = list(self.read(node.inside, "response"))
        rows = [pair for one in inside if isinstance(one, Piece) and one.rows for pair in one.rows]
        blocks = [Paragraph(node.element.text)] if node.element.text else []
        blocks += [one for one in inside if isinstance(one, Paragraph)]
        label = _nothing(node.element)
        yield Piece(("response",), label, (*texts, *blocks, *(block for block, _ in rows)), tuple(rows), status)
        for one in inside:
            if isinstance(one, Fence):
                yield Piece(("examples", "response"), label, (one,), None, status)
            elif isinstance(one, Piece) and not one.rows:
                yield one

    def _shown(self, node: Node) -> Iterator[Block | Piece]:
        """Yield the examples of answers, each with the status that the title of its fence tells."""
        for one in _plain(node.inside):
            if not isinstance(one, Fence):
                continue
            language, _, title = one.info.partition(" ")
            if language.strip("{}.") in self.dialect.outline.languages - _DATA:
                yield Piece(("examples", "request"), _nothing(one), (one,))
                continue
            status, rest = _status_of(title, self.dialect)
            label = Text(rest.strip(), Span(one.span.path, one.span.start, one.span.start))
            yield Piece(("examples", "response"), label, (one,), None, status)

    def _requests(self, node: Node) -> Iterator[Piece]:
        """Yield the examples of requests; a fence among them may be called the response."""
        answers = self.dialect.titles["answer"]
        for one in _plain(node.inside):
            title = one.info.partition(" ")[2].strip() if isinstance(one, Fence) else ""
            role = "response" if title and answers.search(title) else "request"
            yield Piece(("examples", role), _nothing(node.element), (one,))

    def field(self, node: Node, place: str) -> Field:
        """Return a row element with the fields inside it; those of several groups are alternatives."""
        element = node.element
        own: list[Field] = []
        groups: list[list[Field]] = []
        texts: list[Block] = []
        for one in node.inside:
            if isinstance(one, Node):
                if _meaning(one.element, self.dialect) == "row":
                    own.append(self.field(one, place))
                    continue
                inner = list(self._fields(one, place))
                groups.extend([inner] if inner else [])
                texts.extend([Paragraph(one.element.text)] if one.element.text else ())
                texts.extend(self._texts(one))
            else:
                texts.append(one)
        row = self._row(element, texts, place)
        return Field(element, row, self._role(element, row, place), (*own, *united(groups)))

    def _texts(self, node: Node) -> Iterator[Block]:
        """Yield what stands inside an element besides fields and what those hold."""
        for one in node.inside:
            if not isinstance(one, Node):
                yield one
            elif _meaning(one.element, self.dialect) != "row":
                yield from [Paragraph(one.element.text)] if one.element.text else ()
                yield from self._texts(one)

    def _fields(self, node: Node, place: str) -> Iterator[Field]:
        for one in node.inside:
            if isinstance(one, Node):
                if _meaning(one.element, self.dialect) == "row":
                    yield self.field(one, place)
                else:
                    yield from self._fields(one, place)

    def _role(self, element: Element, row: Row | None, place: str) -> str:
        answers = element.name.lower() in self.dialect.outline.answer_rows
        if place == "response" or (row and not row.located and answers):
            return "response"
        located = re.sub("[ -]", "", row.located) if row else ""
        return next((role for where, role in _ROLES.items() if located.startswith(where)), "parameters")

    def _is_of_words(self, name: str) -> bool:
        """Tell whether a name consists of several words, of which none is a mark."""
        form = self.dialect.outline
        words = name.lower().split()
        marks = form.required_words | form.optional_words | form.row_marks | form.deprecated_words
        return len(words) > 1 and _WORDS.fullmatch(name.strip()) is not None and marks.isdisjoint(words)

    def _row(self, element: Element, texts: Sequence[Block], place: str) -> Row | None:
        names = self.dialect.attributes
        located, name = "", _first(element, names.name)
        for where in self.dialect.outline.locations:
            attribute = element.get(where)
            if attribute and attribute.value:
                located, name = where, attribute
        stated = _first(element, names.location)
        if stated and stated.value:
            located = stated.value.strip().lower()
        if not located and place != "response":
            located = place
        if name is None or not name.value or not name.value.strip():
            return None
        required, type_ = _first(element, names.required), _first(element, names.type)
        default = _first(element, names.default)
        stated_name, _, shown = name.value.replace("\\", "").strip().partition("=")
        said = [element.text.value] if element.text and element.text.value else []
        said += _told(texts)
        said += [text for mark in names.marks if (label := element.get(mark)) and (text := _words(label.value or ""))]
        first = element.text or next((block.text for block in texts if isinstance(block, Paragraph)), None)
        value = shown.strip() if " " not in shown.strip() else ""
        listed = tuple(_listed(texts))
        return Row(
            element.span,
            Cell(stated_name.strip(), name.span),
            "element",
            type=Cell(type_.value, type_.span) if type_ and type_.value else None,
            required=Cell(required.value or "required", required.span) if required else None,
            default=Cell(default.value, default.span) if default and default.value else None,
            description=Cell("\n\n".join(said), first.span if first else element.span) if said else None,
            located=located,
            sure=True,
            deprecated=_holds(_first(element, names.deprecated)),
            values=listed if len(listed) > 1 else (),
            exact=self._is_of_words(stated_name),
            example=Cell(value, name.span) if value else None,
        )


_DATA = frozenset({"json", "xml", "yaml", "yml", "csv", "html"})


def _nothing(block: Element | Fence) -> Text:
    return Text("", Span(block.span.path, block.span.start, block.span.start))


def _plain(nodes: Iterable[Block | Node]) -> Iterator[Block]:
    """Yield the blocks inside elements without the elements."""
    for one in nodes:
        if isinstance(one, Node):
            yield from _plain(one.inside)
        else:
            yield one


def _is_link(block: Block | Piece) -> bool:
    """Tell whether a block is a link, or the name of a file, and nothing else."""
    return isinstance(block, Paragraph) and _LINK.match(block.text.value) is not None


def _holds(attribute: Attribute | None) -> bool:
    """Tell whether an attribute stands there and is not said to be false."""
    return attribute is not None and (attribute.value or "").strip().lower() != "false"


def _words(text: str) -> str:
    """Return the words that an attribute lists in quotation marks, as a sentence each."""
    return " ".join(f"{one[:1].upper()}{one[1:]}." for one in _QUOTED.findall(text))


def _told(blocks: Iterable[Block]) -> list[str]:
    """Return what the blocks inside a field say: text, items as a list, code as it is, the rows of a table."""
    out: list[str] = []
    listed = False
    for block in blocks:
        if isinstance(block, Paragraph) and block.text.value:
            marked = f"{'  ' * (block.item - 1)}- {block.text.value}" if block.item else block.text.value
            if block.item and listed:
                out[-1] = f"{out[-1]}\n{marked}"
            else:
                out.append(marked)
        elif isinstance(block, Fence):
            out.append(f"```\n{block.text.value.rstrip()}\n```")
        elif isinstance(block, Table):
            out.append("\n".join(f"- {_cells(row)}" for row in block.rows))
        listed = isinstance(block, Paragraph) and block.item > 0
    return out


def _listed(blocks: Iterable[Block]) -> Iterator[Cell]:
    """Yield the marked words that stand alone on the lines of the text inside a field: the values that it may have."""
    for block in blocks:
        if not isinstance(block, Paragraph) or block.item:
            continue
        at = 0
        for line in block.text.value.split("\n"):
            match = _ALONE.fullmatch(line)
            if match:
                yield Cell(match["word"], block.text.at(at + match.start("word"), at + match.end("word")))
            at += len(line) + 1


def _cells(row: TableRow) -> str:
    return ": ".join(cell.text for cell in row.cells if cell.text.strip())


def _paragraphs(nodes: Iterable[Block | Node]) -> list[Paragraph]:
    return [block for block in _plain(nodes) if isinstance(block, Paragraph)]


def _summary(node: Node, dialect: Dialect) -> Text | None:
    for one in node.inside:
        if isinstance(one, Node) and one.element.name.lower() in dialect.outline.title_elements:
            return next((block.text for block in _paragraphs(one.inside)), one.element.text)
    return None


def _behind_status(element: Element, dialect: Dialect) -> list[Paragraph]:
    """Return what the title of an answer says behind its status, without the name that HTTP has for that."""
    title = _first(element, dialect.attributes.title)
    match = _STATUS.match(title.value) if title and title.value else None
    if title is None or match is None:
        return []
    rest = match["rest"].strip().removeprefix(REASONS.get(int(match["status"]), "")).strip()
    return [Paragraph(Text(rest, title.span))] if rest else []


def _titled_status(element: Element, dialect: Dialect) -> int:
    """Return the status that the title of a tab, or of anything that can be expanded, tells."""
    title = _first(element, dialect.attributes.title)
    return _status_of(title.value, dialect)[0] if title and title.value and element.kind == "open" else 0


def _named_status(name: str, dialect: Dialect) -> int:
    """Return the status that the name of a field is; 0 for a word such as "error" or "locked", which names a member."""
    is_status = " " in name or name[:1].isdigit()
    return _status_of(name, dialect)[0] if is_status else 0


@lru_cache(maxsize=1024)
def _status_of(text: str, dialect: Dialect) -> tuple[int, str]:
    """Return the status that a text begins with, or whose name it is, and the rest of the text; 0 for none."""
    match = _STATUS.match(text)
    if match:
        return int(match["status"]), match["rest"]
    ranged = _RANGE.match(text)
    if ranged:
        return RANGES[ranged["digit"]], text[ranged.end() :]
    folded = text.strip().lower()
    if folded in _PHRASES:
        return (0, text) if 200 <= _PHRASES[folded] < 300 else (_PHRASES[folded], text)
    return (OTHERS, text) if dialect.titles["failure"].search(folded) else (0, text)
