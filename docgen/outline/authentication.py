"""Say how the requests in front matter are authenticated, as the page or the file of its site says it."""

from __future__ import annotations

from docgen.dialects import Dialect
from docgen.markdown.page import Cell, Entry, Page, Paragraph, Section
from docgen.outline.parts import Part
from docgen.outline.row import Row
from docgen.source import Span, Text

_HEADER = "Authorization"
_METHODS = ("bearer", "basic")


def part(page: Page, parts: tuple[Part, ...], dialect: Dialect) -> tuple[Part, ...]:
    """Return a part with the header that authenticates; () where nothing says one, or the page describes it itself."""
    stating = _entry(page, dialect)
    row = _row(page, stating, dialect) if stating and parts else None
    if row is None:
        return ()
    head = parts[0]
    place = Paragraph(Text("", row.span), depth=1)
    return (
        Part(
            Section(head.section.level + 1, Text("", row.span), (), ()),
            "request_headers",
            (head,),
            inherits=False,
            roles=("request_headers",),
            own=(place,),
            blocks=(place,),
            shown=(place,),
            label=Text("", row.span),
            rows=((place, (row,)),),
            marked=True,
        ),
    )


def _entry(page: Page, dialect: Dialect) -> Entry | None:
    """Return the entry that states the request."""
    entries = page.front_matter.entries if page.front_matter else ()
    return next((one for one in entries if one.key in dialect.outline.front_matter and one.value), None)


def _row(page: Page, stating: Entry, dialect: Dialect) -> Row | None:
    own = (
        next((page.front_matter.get(key) for key in dialect.front_matter.authentication), "")
        if page.front_matter
        else ""
    )
    method = own.strip().lower() or (page.site.method if page.site else "")
    span: Span = stating.value_span
    if method in _METHODS:
        return Row(span, Cell(_HEADER, span), "element", description=Cell(method, span), located="header", sure=True)
    if method == "key" and page.site and page.site.name:
        return Row(span, Cell(page.site.name, span), "element", located="header", sure=True)
    return None
