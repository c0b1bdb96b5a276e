"""Divide a page into parts: sections, and what stands below a label inside one, each with its role."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import cast

import msgspec

from docgen.dialects import Dialect
from docgen.markdown import inline
from docgen.markdown.page import Block, Callout, Cell, Element, Fence, Page, Paragraph, Section, Tab
from docgen.outline import enclosed, inline_labels, openapi_code, summaries
from docgen.outline.enclosed import Piece
from docgen.outline.row import Row
from docgen.source import Span, Text

_MARKS = re.compile(r"[*`]|<[^<>]*>|\\")
_REMARK = re.compile(r"(?<!\s)\s+[-–—]\s+`[^`]*`\s*\Z")  # behind a heading: "Parameters - `Query`"
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
# Pictures that stand before the words of a heading, or behind them.
_PICTURES = re.compile(r"\A[^\w\s!-~]+\s+|\s[^\w\s!-~]+\Z")
_BLANKS = re.compile(r"[\s\u00a0\u200b]+")
_LONGEST_LABEL = 90  # characters
# A paragraph of one line that is emphasized as a whole, or that ends with a colon.
_LABEL = re.compile(
    r"(?:<p\b[^<>]*>)?<(?P<tag>strong|b)>[^<>\n]+</(?P=tag)>:?(?:</p>)?\Z|"
    r"(?P<marks>\*{1,3}|_{1,2})(?P<inner>[^*_\n]+)(?P=marks)\s*(?::\s*)?\\?\Z|(?P<colon>[^.`\n]{2,90}?)\s*:[*_]{0,3}\s*\Z"
)
LISTS_TYPES = "types"  # the role of a part in which each heading names a type
_AFTER_RESPONSE = frozenset({"examples", "response", "notification"})


class Part(msgspec.Struct, frozen=True, gc=False, eq=False):
    """A section, or what stands below a label inside one, with its role ("" when the vocabulary does not know it).

    ``ancestors`` are the parts of the sections that hold it. ``inherits`` tells that the role is that of the section
    around it. ``roles`` are its own and theirs. ``own`` are the blocks of the part as written, ``blocks`` the same
    with those inside callouts in their place; ``shown`` are the ones of them that count. ``label`` is the paragraph
    that begins the part; ``is_rest`` tells one in which the section goes on after a labelled part.

    ``rows`` are those that the syntax of the page itself marks as such, None where they are looked for in the blocks.
    ``status``, ``media`` and ``type`` are those of the answer or request that the part as a whole is about (0 and ""
    where it says none). ``element`` is the one that begins the part and states its operation; ``is_scope`` tells that
    the part stands for a heading: the section has several, with an element each or without. ``describes`` is the name
    of the type that it describes; ``type`` is then the base of that. ``marked`` tells that the syntax of the page says
    what the part is.
    """

    section: Section
    role: str
    ancestors: tuple[Part, ...]
    inherits: bool
    roles: tuple[str, ...]
    own: Sequence[Block]
    blocks: Sequence[Block]
    shown: Sequence[Block]
    label: Text | None = None
    is_rest: bool = False
    rows: tuple[tuple[Block, tuple[Row, ...]], ...] | None = None
    status: int = 0
    media: str = ""
    type: Cell | None = None
    describes: str = ""
    element: Element | None = None
    is_scope: bool = False
    marked: bool = False

    @property
    def is_section(self) -> bool:
        """Tell whether a heading begins the part."""
        return self.label is None and not self.is_rest and not (self.is_scope and self.element is None)

    @property
    def title(self) -> str:
        """Return the heading, or the label, as written."""
        return self.label.value if self.label else self.section.title.value

    @property
    def named(self) -> bool:
        """Tell whether the heading or label itself gives the part its role."""
        return bool(self.role) and not self.inherits

    def inside(self, role: str) -> bool:
        """Tell whether this part, or one that holds it, has a role."""
        return role in self.roles


def title_of(parts: Sequence[Part]) -> Part | None:
    """Return the section of the page's title."""
    for here in parts:
        if here.section.level == 1:
            return here
    return None


@lru_cache(maxsize=2048)
def fold(heading: str, dialect: Dialect) -> str:
    """Return a heading without marks, in lower case, without pictures around it, a trailing colon or version."""
    text = html.unescape(heading)
    if "[" in text:
        text = _LINK.sub(r"\1", text)
    text = _MARKS.sub("", text)
    text = _BLANKS.sub(" ", text).strip().lower().replace("(s)", "")
    if not text.isascii():
        text = _PICTURES.sub("", text)
    return dialect.headings.drop.sub("", text)


_Run = tuple[Text | None, Sequence["Block | Piece"], tuple[str, ...]]
Cuts = Mapping[Span, Sequence[tuple[int, bool]]]
"""By the place of a section's title, the blocks at which another operation begins, each with whether it names that."""


def divide(page: Page, dialect: Dialect, cuts: Cuts | None = None) -> tuple[Part, ...]:
    """Return all parts in the order written, each with its role.

    A section whose heading says nothing takes the role of the section that holds it; the page's title has none, unless
    it says that the page lists types. ``cuts`` are those of a page divided before.
    """
    out: list[Part] = []
    root = summaries.as_headings(page, dialect)
    root = enclosed.joined(root, dialect) if "element" in dialect.outline.rows else root
    _divide(root, (), dialect, out, cuts or {}, torn=_is_torn(root, dialect))
    return tuple(out)


def _is_torn(root: Section, dialect: Dialect) -> bool:
    """Tell whether an element states an operation below a heading that is about the operation before it."""
    return "element" in dialect.outline.rows and any(
        isinstance(block, Element) and enclosed.is_operation(block, dialect)
        for section in root.walk()
        if section.level > 1 and _roles(section.title.value, dialect, False)
        for block in section.blocks
    )


def _divide(
    section: Section, ancestors: tuple[Part, ...], dialect: Dialect, out: list[Part], cuts: Cuts, *, torn: bool
) -> None:
    role, inherits = "", False
    around: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    if ancestors:
        around = ancestors[-1].roles
        own = _roles(section.title.value, dialect, not _AFTER_RESPONSE.isdisjoint(around))
        if section.level <= 1 and len(ancestors) <= 1 and own != (LISTS_TYPES,):
            own = ()
        else:
            role = own[-1] if own else ""
            if not role:
                role, inherits = ancestors[-1].role, True
    roles = (*around, *(own or (role,)))
    held_by_elements = "element" in dialect.outline.rows
    found = enclosed.pieces(section.blocks, dialect, roles, section.title.value) if held_by_elements else None
    written: Sequence[Block | Piece] = found or section.blocks
    begins = cuts.get(section.title.span, ()) if not found else ()
    written = written[: begins[0][0]] if begins else written
    states = [number for number, one in enumerate(found or ()) if isinstance(one, Piece) and one.element is not None]
    alone = len(states) < 2 and not torn
    written = written if alone or not states else written[: states[0]]
    runs = _labelled(written, dialect, around, role) if dialect.outline.labels and written else None
    whole = runs[0][1] if runs else written
    first, held = _apart(whole) if found else (cast("Sequence[Block]", whole), ())
    blocks, visible = _both(first, dialect, role)
    here = Part(section, role, ancestors, inherits, roles, first, blocks, visible)
    out.append(here)
    if held:
        _put(held, here, out)
    _put_labelled(runs, here, dialect, out)
    for begin, end in pairwise((*states, len(found or ()))) if not alone else ():
        _put_operation((found or ())[begin:end], here, dialect, out)
    for (begin, is_named), (end, _) in pairwise((*begins, (len(section.blocks), False))):
        _put_cut(section.blocks[begin:end], here, dialect, out, is_named=is_named)
    if section.sections:
        ancestors = (*ancestors, here)
        for one in section.sections:
            _divide(one, ancestors, dialect, out, cuts, torn=torn)


def _put_operation(blocks: Sequence[Block | Piece], around: Part, dialect: Dialect, out: list[Part]) -> None:
    """Add one of several operations of a section, and what stands behind it, as parts.

    What the heading before it is about is the operation before it.
    """
    begin = len(out)
    first, *behind = blocks
    _put((cast("Piece", first),), around, out, alone=False)
    here = out[begin]
    runs = _labelled(behind, dialect, here.roles, "") if dialect.outline.labels and behind else None
    inner, held = _apart(runs[0][1] if runs else behind)
    if inner:
        blocks_, visible = _both(inner, dialect)
        label = Text("", Span(here.section.title.span.path, here.section.title.span.end, here.section.title.span.end))
        ancestors = (*here.ancestors, here)
        out.append(Part(here.section, "", ancestors, False, here.roles, inner, blocks_, visible, label))
    _put(held, here, out)
    _put_labelled(runs, here, dialect, out)


def _put_labelled(runs: Sequence[_Run] | None, here: Part, dialect: Dialect, out: list[Part]) -> None:
    """Add what stands below the labels of a part, and what follows that, as parts."""
    for label, within, named in runs[1:] if runs else ():
        inner, held = _apart(within)
        blocks, visible = _both(inner, dialect)
        around = (*here.ancestors, here)
        if label is None:
            part = Part(here.section, here.role, around, True, here.roles, inner, blocks, visible, is_rest=True)
        else:
            part = Part(here.section, named[-1], around, False, (*here.roles, *named), inner, blocks, visible, label)
        out.append(part)
        _put(held, part, out)


def _put_cut(blocks: Sequence[Block], around: Part, dialect: Dialect, out: list[Part], *, is_named: bool) -> None:
    """Add the blocks of an operation without a heading as a part, and what stands below its labels."""
    label = label_text(blocks[0]) if is_named else None
    runs = _labelled(blocks[1:] if label else blocks, dialect, around.roles, around.role)
    own = cast("Sequence[Block]", runs[0][1]) if runs else blocks[1:] if label else blocks
    whole, visible = _both(own, dialect)
    ancestors = (*around.ancestors, around)
    part = Part(
        around.section, around.role, ancestors, True, around.roles, own, whole, visible, label=label, is_scope=True
    )
    out.append(part)
    _put_labelled(runs, part, dialect, out)


def _apart(written: Sequence[Block | Piece]) -> tuple[Sequence[Block], Sequence[Piece]]:
    """Return the blocks of a stretch, and the pieces between them."""
    if Piece not in set(map(type, written)):
        return cast("Sequence[Block]", written), ()
    return tuple([one for one in written if not isinstance(one, Piece)]), [
        one for one in written if isinstance(one, Piece)
    ]


def _put(held: Sequence[Piece], around: Part, out: list[Part], *, alone: bool = True) -> None:
    """Add pieces as parts; an operation that is not ``alone`` stands for a heading."""
    for piece in held:
        is_scope = piece.element is not None and not alone
        part = Part(
            around.section,
            piece.roles[-1],
            (*around.ancestors, around),
            inherits=False,
            roles=piece.roles if is_scope else (*around.roles, *piece.roles),
            own=piece.blocks,
            blocks=piece.blocks,
            shown=piece.blocks,
            label=piece.label,
            rows=piece.rows,
            status=piece.status,
            element=piece.element,
            is_scope=is_scope,
            marked=True,
        )
        out.append(part)
        _put(piece.pieces, part, out)


@lru_cache(maxsize=2048)
def _roles(heading: str, dialect: Dialect, in_examples: bool) -> tuple[str, ...]:  # noqa: FBT001 (a part of the key)
    """Return the roles that a heading names, the outer ones first: "examples.request" is a request in an example."""
    title = fold(_REMARK.sub("", heading), dialect)
    table = dialect.headings.in_examples if in_examples else dialect.headings.sections
    found = next((role for role, pattern in table if pattern.search(title)), "")
    return tuple(found.split(".")) if found else ()


def _labelled(blocks: Sequence[Block | Piece], dialect: Dialect, around: Sequence[str], role: str) -> list[_Run] | None:
    """Return the blocks up to the first label, then each label with what stands below it; None without any label.

    ``around`` are the roles of what holds the blocks, ``role`` is that of their own heading.
    """
    in_examples = not _AFTER_RESPONSE.isdisjoint(around)
    written = {id(block) for block in blocks}
    if any(map(inline_labels.may_hold, blocks)):
        blocks = _with_labels_apart(blocks, dialect, in_examples=in_examples)
    cuts: list[tuple[int, Text | None, tuple[str, ...]]] = []
    has_code = False  # whether code stands below the label of an example
    for number, block in enumerate(blocks):
        text = label_text(block) or _item_label(blocks, number)
        roles: tuple[str, ...] = ()
        if text is not None:
            roles = label_roles(text.value, dialect, in_examples)
            if roles == ("request_body",) and role == "response":
                roles = ("response",)  # "Body" below the heading of an answer
        if roles[-1:] == ("response",) and _is_request(blocks[number + 1 : number + 2], dialect):
            roles = ()  # "The following request returns a list:" tells what stands below it
        if roles:
            cuts.append((number, text, roles))
            has_code = False
        elif cuts and cuts[-1][1] is not None and _ends(blocks[cuts[-1][0]], block, written):
            cuts.append((number - 1, None, ()))
        elif cuts and cuts[-1][1] is not None and "examples" in cuts[-1][2]:
            # The label of an example is about the code below it, not about the text behind that.
            if isinstance(block, Paragraph) and has_code:
                cuts.append((number - 1, None, ()))
            has_code = has_code or isinstance(block, Fence)
    if not cuts:
        return None
    out: list[_Run] = [(None, blocks[: cuts[0][0]], ())]
    ends = [number if text else number + 1 for number, text, _ in cuts[1:]]
    for (number, text, roles), end in zip(cuts, [*ends, len(blocks)], strict=True):
        out.append((text, blocks[number + 1 : end], roles))
    return out


def _with_labels_apart(
    blocks: Sequence[Block | Piece], dialect: Dialect, *, in_examples: bool
) -> Sequence[Block | Piece]:
    """Return blocks with the labels that stand before other text as paragraphs of their own."""

    def role_of(label: str) -> str:
        roles = label_roles(label, dialect, in_examples)
        return roles[-1] if roles and roles != ("examples",) else ""  # a sentence may give an example, too

    out: list[Block | Piece] = []
    for block in blocks:
        if isinstance(block, Paragraph) and inline_labels.may_hold(block):
            out.extend(inline_labels.split(block, role_of))
        else:
            out.append(block)
    return out


def _is_request(below: Sequence[Block | Piece], dialect: Dialect) -> bool:
    """Tell whether what stands below a paragraph is code that begins with a request."""
    code = below[0] if below else None
    match = dialect.outline.verb_start.match(code.text.value) if isinstance(code, Fence) else None
    return match is not None and match["verb"].isupper()


def label_text(block: Block | Piece) -> Text | None:
    """Return the text of a block that may be a label: a short paragraph, or one that is quoted."""
    if isinstance(block, Callout) and not block.kind and len(block.blocks) == 1:
        inner = block.blocks[0]
        if isinstance(inner, Paragraph) and not inner.item and len(inner.text.value) <= _LONGEST_LABEL:
            return inner.text
        return None
    if not isinstance(block, Paragraph) or block.depth or len(block.text.value) > _LONGEST_LABEL:
        return None
    return block.text if _LABEL.match(block.text.value) else None


def _item_label(blocks: Sequence[Block | Piece], number: int) -> Text | None:
    """Return the text of an item that may be a label of what stands inside it, or of the code behind it."""
    block = blocks[number]
    below = blocks[number + 1] if number + 1 < len(blocks) else None
    if not isinstance(block, Paragraph) or not block.item or len(block.text.value) > _LONGEST_LABEL:
        return None
    is_inside = isinstance(below, Paragraph) and (below.depth > block.item or _goes_on(below))
    if not isinstance(below, Fence) and not is_inside:
        return None
    return block.text if block.text.value[:1] in "*_" and _LABEL.match(block.text.value) else None


def _ends(label: Block | Piece, block: Block | Piece, written: Collection[int]) -> bool:
    """Tell whether a block ends what stands below a label; ``written`` are the blocks that are as on the page.

    What stands behind a label on its line goes on up to the next text that begins so, whatever that is about.
    """
    return _is_next_item(label, block) or (id(label) not in written and inline_labels.begins(block))


def _is_next_item(label: Block | Piece, block: Block | Piece) -> bool:
    """Tell whether a label is an item, and another item follows in the same list."""
    if not isinstance(label, Paragraph) or not label.item or not isinstance(block, Paragraph):
        return False
    return 0 < block.item <= label.item


def _goes_on(block: Paragraph) -> bool:
    """Tell whether a paragraph stands inside an item, and begins none."""
    return block.depth > 0 and not block.item


@lru_cache(maxsize=2048)
def label_roles(text: str, dialect: Dialect, in_examples: bool) -> tuple[str, ...]:  # noqa: FBT001 (a part of the key)
    """Return the roles that a label names, the outer ones first; () for none."""
    plain = inline.plain(text).strip().rstrip("\\").strip()
    folded = fold(plain.rstrip(":"), dialect)
    tables = (dialect.headings.in_examples, dialect.headings.labels) if in_examples else (dialect.headings.labels,)
    for table in tables:
        found = next((role for role, pattern in table if pattern.search(folded)), "")
        if found:
            return tuple(found.split("."))
    return ()


def _both(blocks: Sequence[Block], dialect: Dialect, role: str = "") -> tuple[Sequence[Block], Sequence[Block]]:
    """Return the flat blocks, and those of them that count; most sections have neither tabs nor callouts.

    Where requests have a section of their own, its tabs hold further requests, unless one is that of the protocol.
    """
    if not blocks:
        return blocks, blocks
    kinds = set(map(type, blocks))
    whole = tuple(flat(blocks)) if Callout in kinds else blocks
    if Fence in kinds and "schema" in dialect.outline.rows and any(map(openapi_code.of, whole)):
        shows = tuple([block for block in whole if not openapi_code.of(block)])  # a document is no example
        return whole, tuple(flat(shown(shows, dialect))) if Tab in kinds else shows
    if Tab not in kinds:
        return whole, whole
    named = {block.name for block in blocks if isinstance(block, Tab)}
    every = role == "http_request" and named.isdisjoint(dialect.tabs)
    return whole, tuple(flat(shown(blocks, dialect, every=every)))


def shown(blocks: Iterable[Block], dialect: Dialect, *, every: bool = False) -> Iterator[Block]:
    """Yield the blocks that count: those of tabs other than the protocol's are left out, callouts stay whole.

    With ``every`` all tabs count: they hold requests, and not one in several languages.
    """
    visible = True
    for block in blocks:
        if isinstance(block, Tab):
            visible = every or not block.name or block.name in dialect.tabs["shown"]
        elif visible:
            yield block


def flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks with those inside callouts in their place."""
    for block in blocks:
        if isinstance(block, Callout):
            yield from flat(block.blocks)
        else:
            yield block
