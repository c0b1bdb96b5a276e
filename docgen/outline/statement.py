"""A request that a page states, and the methods that a word names."""

from __future__ import annotations

import msgspec

from docgen.dialects import OutlineForm
from docgen.markdown.page import Block, Fence, Table
from docgen.outline.parts import Part
from docgen.source import Span

CARRIERS: dict[type, str] = {Fence: "fence", Table: "table"}


class Statement(msgspec.Struct, frozen=True, gc=False, eq=False):
    """A request that a page states: its method in upper case, its target as written, and what states it.

    ``carrier`` is ``fence``, ``indented``, ``code``, ``sentence`` (code that one begins with), ``text``, ``heading``,
    ``table``, ``pair``, ``element``, ``front_matter`` or ``curl``. ``block`` is the block that holds it, None for a
    heading. ``link`` is the target of the link with which a row leads to the place that describes the request,
    ``title`` what it is called there. ``server`` is the address that the page gives apart from the target, "" for none.
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


def verbs_of(written: str, form: OutlineForm) -> tuple[str, ...]:
    """Return the methods of a text that names one, or several: ``GET``, ``GET|POST``."""
    return tuple(dict.fromkeys([verb.upper() for verb in form.verb_word.findall(written)]))
