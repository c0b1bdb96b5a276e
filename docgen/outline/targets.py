"""Find the address of a request in a text."""

from __future__ import annotations

import re

from docgen.markdown import inline

_TARGET = re.compile(r"(?:https?://|[/{<~$])[^\s`]*|[^\s`/()\[\]]+/[^\s`]*", re.IGNORECASE)
SURE_TARGET = re.compile(r"(?:https?://[^\s/]|/)", re.IGNORECASE)
_TEMPLATE_BLANKS = re.compile(r"\{[^{}\n]*\}|<[^<>\n]*>|\([^()\n]*\)")
_PROTOCOL = re.compile(r"(?<!\s)\s+HTTP/\d(?:\.\d)?\s*\Z")
BRACKETED = re.compile(r"\[(?P<inner>[^\[\]]*)\]\s*\Z|\((?P<round>[^()]*)\)\s*\Z")
SERVER = re.compile(r"(?P<authority>https?://[^/]+)(?P<path>/.*)?\Z", re.IGNORECASE)
SLOT = re.compile(r"[{<\[(]\w|/:\w")


def whole_target(text: str) -> str | None:
    """Return the target that a text is; None where it holds anything else."""
    text = _PROTOCOL.sub("", text.strip())
    masked = _TEMPLATE_BLANKS.sub(lambda m: m[0].replace(" ", "_"), text)
    match = _TARGET.match(masked)
    return text if (match and match.end() == len(masked) and len(text) > 1) or text == "/" else None


def first_target(text: str) -> str | None:
    """Return the target that a text begins with."""
    masked = _TEMPLATE_BLANKS.sub(lambda m: m[0].replace(" ", "_"), text)
    match = _TARGET.match(masked)
    return text[: match.end()].rstrip(".,;") if match else None


def path_of(title: str) -> str:
    """Return the path that a heading is, or holds in brackets at its end; "" for none."""
    if "/" not in title:
        return ""
    plain = inline.plain(title).strip()
    ending = BRACKETED.search(plain)
    inside = (ending["inner"] or ending["round"] or "").strip() if ending else plain.strip("`")
    return inside if inside.startswith("/") and whole_target(inside) else ""
