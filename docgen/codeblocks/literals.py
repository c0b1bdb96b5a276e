"""Finds string literals of programming languages that a quotation mark inside them ends too early."""

from __future__ import annotations

import re
from collections.abc import Mapping

# A quotation mark between a letter, digit or equals sign and a letter or digit: few snippets have one.
_INSIDE = re.compile(r"[\"'](?<=[\w=].)\w")
_WORD = re.compile(r"\w")
_SLASHES = r"//[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/)?"
_DOUBLE = r'(?P<text>"(?:\\.|[^"\\\n])*")'
_SINGLE = r"(?P<single>'(?:\\.|[^'\\\n])*')"
_CHARACTER = r"'(?:\\[^'\n]+|[^'\\\n])'"
# Comments and literals of other kinds first, so that marks in them are none of a literal.
_SCRIPT = re.compile(
    rf"{_SLASHES}|`(?:\\.|[^`\\])*`|[(=,:>?!&|\[{{;]\s*+/(?![*/])(?:\\.|[^/\\\n])+/|{_DOUBLE}|{_SINGLE}", re.DOTALL
)
_JAVA = re.compile(rf'{_SLASHES}|"""(?:\\.|[^"\\]|"(?!""))*"""|{_DOUBLE}|{_CHARACTER}', re.DOTALL)
_CSHARP = re.compile(rf'{_SLASHES}|\$?@\$?"(?:""|[^"])*"|{_DOUBLE}|{_CHARACTER}', re.DOTALL)
_C = re.compile(rf"{_SLASHES}|{_DOUBLE}|{_CHARACTER}", re.DOTALL)
_PYTHON = re.compile(
    rf"#[^\n]*|\"\"\"(?:\\.|[^\"\\]|\"(?!\"\"))*\"\"\"|'''(?:\\.|[^'\\]|'(?!''))*'''|{_DOUBLE}|{_SINGLE}", re.DOTALL
)
_LANGUAGES: Mapping[str, re.Pattern[str]] = {
    **dict.fromkeys(("javascript", "js", "typescript", "ts"), _SCRIPT),
    "java": _JAVA,
    **dict.fromkeys(("csharp", "cs", "c#"), _CSHARP),
    **dict.fromkeys(("objc", "objectivec", "objective-c"), _C),
    **dict.fromkeys(("python", "py"), _PYTHON),
}
_PREFIXES = re.compile(r"(?i:\b(?:[fbru]|br|rb|fr|rf))\Z")  # of literals in Python
_FILLED = ("f", "F", "$")  # what stands before a literal that holds code, with literals of its own
_OPERATOR = re.compile(r"(?:and|else|for|if|in|instanceof|is|not|or)\b")
_LONGEST_PREFIX = 3


def early_end(code: str, language: str) -> int | None:
    """Return where the first literal of a code ends right before a letter or digit; None where none does.

    Code with a mark that opens a literal right behind a word, or with a literal that holds code, is left alone.
    """
    literal = _LANGUAGES.get(language)
    if literal is None or not _INSIDE.search(code):
        return None
    for match in literal.finditer(code):
        if match.lastgroup is None:
            continue
        before = code[max(0, match.start() - _LONGEST_PREFIX) : match.start()]
        if before and _WORD.match(before[-1]) and not (literal is _PYTHON and _PREFIXES.search(before)):
            return None
        if before[-1:] in _FILLED and match[0].count("{") > match[0].count("}"):
            return None
        if _WORD.match(code, match.end()) and not _OPERATOR.match(code, match.end()):
            return match.end() - 1
    return None
