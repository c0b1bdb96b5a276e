"""Patterns of paths as in a .gitignore file, in time that grows with path and pattern and not faster.

Of several ways in which wildcards can match, the one that takes least is always as good as any other. So each is a
group of a regular expression that is never tried again (atomic).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

_LONGEST = 4096  # characters; no path is longer
_NAMED = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "blank": r" \t",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": r"\x21-\x7e",
    "lower": "a-z",
    "print": r"\x20-\x7e",
    "punct": r"\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e",
    "space": r" \t\n\r\f\v",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}
_TOKEN = re.compile(
    r"(?P<stars>\*+)|(?P<any>\?)|\\(?P<escaped>.)"
    r"|\[(?P<negated>[!^]?)(?P<members>\]?(?:\[:[a-z]+:\]|\\.|[^\]\\])*)\](?P<end>)"
    r"|(?P<plain>[^\\\[])",
    re.DOTALL,
)
_MEMBER = re.compile(r"\[:(?P<name>[a-z]+):\]|\\?(?P<first>.)(?:-\\?(?P<last>[^\]]))?", re.DOTALL)


class PatternError(ValueError):
    """Why a pattern can match nothing."""


class _Pattern(msgspec.Struct, frozen=True, gc=False):
    """One line: what it matches, folders alone or all, and whether that is left out or taken back in."""

    matches: re.Pattern[str]
    only_folders: bool
    leaves_out: bool


class Patterns:
    """The patterns of one file or setting; the last one that matches decides. Raises PatternError for a bad one."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._patterns = [pattern for line in lines if (pattern := _read(line))]
        self._patterns.reverse()
        self._folders: dict[str, bool] = {}  # whether those are left out whose files were asked for

    def leave_out(self, path: str) -> bool:
        """Tell whether a file (``/`` between names) is left out, by itself or with a folder that it lies in."""
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            ends = [index for index, char in enumerate(f"{folder}/") if char == "/" and index]
            self._folders[folder] = any(self.verdict(folder[:end], folder=True) for end in ends)
        return self._folders[folder] or bool(self.verdict(path, folder=False))

    def verdict(self, path: str, *, folder: bool) -> bool | None:
        """Tell whether a file or folder by itself is left out (True) or taken in (False), None where nothing says."""
        for pattern in self._patterns:
            if (folder or not pattern.only_folders) and pattern.matches.match(path):
                return pattern.leaves_out
        return None


def readable(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines that hold patterns which can match something."""
    for line in lines:
        try:
            _read(line)
        except PatternError:
            continue
        yield line


def _read(line: str) -> _Pattern | None:
    """Return the pattern of a line, None for a blank line or a comment."""
    text = _without_blanks(line.rstrip("\r\n"))
    if not text or text.startswith("#"):
        return None
    if len(text) > _LONGEST:
        raise PatternError(f"a pattern has more than {_LONGEST:,} characters")
    leaves_out = not text.startswith("!")
    text = text if leaves_out else text[1:]
    only_folders = text.endswith("/")
    names = _names(text.removesuffix("/"))
    if not any(names) or "" in names[1:]:
        raise PatternError(f"the pattern {line.strip()!r} lacks a name")
    if not names[0]:
        del names[0]
    elif "/" not in text.removesuffix("/"):
        names.insert(0, "**")
    return _Pattern(re.compile(_expression(names), re.DOTALL), only_folders, leaves_out)


def _names(text: str) -> list[str]:
    """Return the names of a pattern; a slash in brackets separates none."""
    names = [""]
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        at = token.end() if token else at + 1
        part = token[0] if token else text[at - 1]
        if part == "/":
            names.append("")
        else:
            names[-1] += part
    return names


def _without_blanks(line: str) -> str:
    """Return a line without the blanks at its end; one behind a backslash stays."""
    text = line.rstrip(" ")
    escaped = (len(text) - len(text.rstrip("\\"))) % 2 == 1 and len(text) < len(line)
    return f"{text} " if escaped else text


def _expression(names: list[str]) -> str:
    """Return the regular expression of the names of a path, in which ``**`` stands for any number of names."""
    groups: list[list[str]] = [[]]
    for name in names:
        if name == "**":
            groups.append([])
        else:
            groups[-1].append(_name(name))
    first, *inner = ["/".join(group) for group in groups]
    if not inner:
        return rf"{first}\Z"
    *inner, last = inner
    steps = "".join(rf"(?>(?:[^/]+/)*?{group}/)" for group in inner if group)
    start = f"{first}/" if first else ""
    return rf"{start}{steps}(?:[^/]+/)*{last}\Z" if last else rf"{start}{steps}.+\Z"


def _name(pattern: str) -> str:
    """Return the regular expression of one name."""
    first, *rest = _chunks(pattern)
    if not rest:
        return first
    *inner, last = rest
    steps = "".join(f"(?>[^/]*?{chunk})" for chunk in inner)
    return f"{first}{steps}[^/]*{last}(?=/|\\Z)" if first or inner or last else "[^/]+"


def _chunks(pattern: str) -> list[str]:
    """Return the regular expressions of what stands between the stars of a name."""
    chunks = [""]
    at = 0
    while at < len(pattern):
        token = _TOKEN.match(pattern, at)
        if token is None:
            raise PatternError(f"the pattern {pattern!r} has a bracket that is not closed, or ends with a backslash")
        at = token.end()
        if token["stars"]:
            chunks.append("")
        elif token["any"]:
            chunks[-1] += "[^/]"
        elif token["end"] is not None:
            chunks[-1] += _class(token["members"], negated=bool(token["negated"]))
        else:
            chunks[-1] += re.escape(token["escaped"] or token["plain"])
    return chunks


def _class(members: str, *, negated: bool) -> str:
    """Return the regular expression of one of some characters, or of none of them; a slash is never one."""
    out = ""
    for member in _MEMBER.finditer(members):
        if member["name"]:
            if member["name"] not in _NAMED:
                raise PatternError(f"there is no class of characters called [:{member['name']}:]")
            out += _NAMED[member["name"]]
        elif not member["last"]:
            out += re.escape(member["first"])
        elif member["first"] <= member["last"]:
            out += f"{re.escape(member['first'])}-{re.escape(member['last'])}"
    if negated:
        return f"(?!/)[^{out}]" if out else "[^/]"
    return f"(?!/)[{out}]" if out else "(?!)"
