"""Renders Markdown as CommonMark and GitHub do, and returns what a reader of the page sees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

import msgspec
from markdown_it import MarkdownIt
from markdown_it.token import Token

from docgen.markdown import inline

_NO_WIDTH = re.compile("[\u200b-\u200d\u2060\ufeff]")
_BLANKS = re.compile(r"\s+")


class Seen(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One thing that a reader sees: running text, code, or (as ``kind``) where a block, mark or link begins or ends.

    Texts have no characters without width and no comments. Running text has a single space for any blanks.
    """

    kind: str
    text: str = ""


@lru_cache(maxsize=1)
def _renderer() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def seen(text: str) -> Iterator[Seen]:
    """Yield what a reader sees of a page, in order; its front matter is read as text.

    The targets of links are in lower case, since a reader sees no difference.
    """
    return _joined(_pieces(_renderer().parse(text)))


def _pieces(tokens: Sequence[Token]) -> Iterator[Seen]:
    for token in tokens:
        if token.type == "inline":
            yield from _pieces(token.children or ())
        elif token.type in ("text", "softbreak", "hardbreak"):
            yield Seen("text", token.content or " ")
        elif token.type in ("html_inline", "html_block"):
            yield Seen("text", inline.COMMENT.sub("", token.content))
        elif token.type in ("fence", "code_block", "code_inline"):
            yield Seen(f"{token.type} {token.info}", _NO_WIDTH.sub("", token.content).replace("\xa0", " "))
        else:
            attributes = " ".join(f"{name}={value}" for name, value in token.attrs.items())
            yield Seen(f"{token.type} {token.tag} {attributes.lower()}", token.content)


def _joined(pieces: Iterator[Seen]) -> Iterator[Seen]:
    """Yield the pieces with texts that follow one another as one."""
    for is_text, group in groupby(pieces, lambda piece: piece.kind == "text"):
        if not is_text:
            yield from group
            continue
        text = _BLANKS.sub(" ", _NO_WIDTH.sub("", "".join(piece.text for piece in group)))
        if text.strip():
            yield Seen("text", text)
