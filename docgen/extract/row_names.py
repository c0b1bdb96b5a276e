"""Read the first cell of a row: the name, or several, and the marks beside it."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from docgen.dialects import Dialect, match_forms
from docgen.markdown import inline
from docgen.markdown.footnotes import without_footnotes
from docgen.outline.text_rows import is_type

NAME = re.compile(r"[@$]?[A-Za-z_][\w@.$#-]*(?:/[\w@.-]+)*\Z")
_LONGEST = 300  # characters of a cell in which a name is looked for
_NAME_WITH_MARKS = re.compile(
    r"[^\w@$:]*:?(?P<name>[@$]?[A-Za-z_][\w@$-]*(?:(?:\.|->|/)[\w@$*-]+|\[[\w$.*-]*\])*)"
    r"(?P<marks>[?!*\u2217]{0,9})(?P<rest>(?:[\s(\[{<,:][^\n]*|\n[\s\S]*)?)\Z"
)
_BADGE = re.compile(r"<(?:span|small|kbd|mark)\b[^<>]*>([^<>]*)</", re.IGNORECASE)
_NO_LETTER = re.compile(r"[\W_]+")
_MOST_WORDS = 6  # behind a name in its cell
_NAME_MARKS = "`*_<[("  # a cell that begins with one of them begins with a name and not with a sentence
_NAME_FORMS = ("name_required", "name_optional", "name_deprecated")
_MOST_MARKS = 3
_EMPHASIZED = re.compile(r"[^\w*]*[*_]{1,4}(?P<word>\w+)[*_]{1,4}\s*\Z")


def bare_name(text: str) -> str:
    """Return a name without letter case, blanks and punctuation."""
    return _NO_LETTER.sub("", text.lower())


def unnamed(text: str, dialect: Dialect) -> Name | None:
    """Return a name that says nothing where a cell holds an emphasized word that stands for no name at all."""
    match = _EMPHASIZED.match(text) if not text[:1].isalnum() else None  # most begin with their name
    return Name("") if match and match["word"].lower() in dialect.outline.unnamed else None


class Name(msgspec.Struct, frozen=True, gc=False):
    """What a cell of names says: a name, perhaps further ones, and what marks behind it say of the row."""

    stated: str
    deprecated: bool = False
    required: bool = False
    optional: bool = False
    others: tuple[str, ...] = ()
    type: str = ""
    location: str = ""


def is_name(text: str, dialect: Dialect) -> bool:
    """Tell whether the cell of a row names a property or parameter."""
    return name_of(text, dialect) is not None


def name_of(text: str, dialect: Dialect) -> Name | None:
    """Return what a cell of names says; most hold a name and nothing else."""
    if text.isalnum() and text.isascii() and len(text) <= _LONGEST and NAME.match(text):
        return Name(text)
    known = _known_name(text, dialect)
    if known and (known.others or not dialect.outline.labels):
        return known
    return marked_name(text, dialect) or known


@lru_cache(maxsize=1024)
def _known_name(text: str, dialect: Dialect) -> Name | None:
    stated = inline.plain(without_footnotes(text)).strip().strip("\"'")[:_LONGEST]
    ending = dialect.sentences["name_deprecated_end"]
    deprecated = ending.search(stated) is not None
    stated, blank, rest = ending.pattern.sub("", stated).partition(" ")
    if blank or any(mark in stated for mark in ",|\n"):
        several = _several(f"{stated} {rest}".strip(), dialect)
        if several and not _are_marks(" ".join(several[1:]), dialect):
            return Name(several[0], deprecated, others=several[1:])
    if not NAME.match(stated) or (rest and not rest.startswith("(") and not _are_marks(rest, dialect)):
        return None
    marks = {word.strip("()[],.*").lower() for word in rest.split()}
    required = rest.strip() == "*" or (not marks.isdisjoint(dialect.outline.required_words) and "not" not in marks)
    optional = not marks.isdisjoint(dialect.outline.optional_words) or (bool(marks) and "not required" in rest.lower())
    return Name(stated, deprecated, required, optional)


def _several(text: str, dialect: Dialect) -> tuple[str, ...]:
    """Return the names that a cell lists with a separator between them; () where it holds anything else."""
    names = tuple(dialect.sentences["names_apart"].pattern.split(text))
    return names if len(names) > 1 and all(map(NAME.match, names)) else ()


def _are_marks(rest: str, dialect: Dialect) -> bool:
    """Tell whether what follows a name in its cell is words that say something of it, and no second half of it."""
    words = [word.strip("()[]<>.,;:*_`-").lower() for word in rest.split()]
    form = dialect.outline
    return len(words) <= _MOST_MARKS and all(
        not word or word in form.row_marks or word in form.collection_words or word in dialect.words for word in words
    )


@lru_cache(maxsize=1024)
def marked_name(text: str, dialect: Dialect) -> Name | None:
    """Return what a cell says whose name has marks around it: of nesting, of what is required, of footnotes."""
    plain = inline.plain(without_footnotes(text)).replace("\\", "").strip()
    match = _NAME_WITH_MARKS.match(plain.replace("~~", ""))
    if match is None or len(match["rest"].split()) > _MOST_WORDS:
        return None
    rest = match["rest"].lower()
    if text.lstrip()[:1] not in _NAME_MARKS and _is_prose(rest, dialect):
        return None
    badges = [badge.replace("\\", "").strip() for badge in _BADGE.findall(text)]
    noted = "\n".join([rest, *(badge.lower() for badge in badges)]).strip()
    says = match_forms(dialect.sentences, _NAME_FORMS, noted) if noted else {}
    starred = "*" in match["marks"] or rest.strip() == "*" or plain.startswith("*") or "*" in badges
    required = "name_required" in says or starred
    optional = "name_optional" in says or "?" in match["marks"]
    pieces = [piece.strip(" \t\n*_`()[]{}<>:") for piece in re.split(r"[,;\n]|\)\s*\(|\s(?=[(\[{<*_`])", match["rest"])]
    pieces += badges
    places = (piece.lower().removeprefix("in ") for piece in pieces)
    return Name(
        match["name"],
        "name_deprecated" in says or "~~" in plain,
        required and not optional,
        optional,
        type=next((piece for piece in pieces if piece and is_type(piece, dialect)), ""),
        location=next((place for place in places if place in dialect.outline.locations), ""),
    )


def _is_prose(rest: str, dialect: Dialect) -> bool:
    """Tell whether what follows the first word of a cell, in lower case, is a sentence: no type and no mark."""
    if not re.match(r"[ \t]+\w", rest):
        return False
    words = [word.strip("()[]<>.,;:*_`") for word in rest.split()]
    known = dialect.outline.locations
    return not any(word in dialect.outline.row_marks or word in dialect.words or word in known for word in words)
