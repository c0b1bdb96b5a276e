"""Take URI templates (RFC 6570) apart: the path with its variables, and the names of the query."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote

import msgspec

from docgen.outline.row import Row

_EXPRESSION = re.compile(r"\{(?P<operator>[+#./;?&])?(?P<names>[^{}]*)\}")
_MODIFIER = re.compile(r"(?:\*|:\d+)\Z")
_SLOT = re.compile(r"\{([^{}]*)\}|(?<=/):([A-Za-z_][\w-]*)")
_PAIR = re.compile(r"(?<![^=&?}])([^=&?}]+)=\{([^{}]*)\}")


class Template(msgspec.Struct, frozen=True, gc=False):
    """A template: the target that it stands for, ``/barns/{id}?page={page}``, and its variables by where they stand.

    ``query`` maps a variable to the name that it is sent under.
    """

    target: str
    path: frozenset[str]
    query: dict[str, str]

    def has(self, row: Row) -> bool:
        """Tell whether a parameter stands in the template."""
        name = unquote(row.name.text)
        return name in self.query or name.lower() in {one.lower() for one in self.path}

    def located(self, row: Row) -> Row:
        """Return a row of a parameter with the place where the template has it: in the query unless in the path."""
        name = unquote(row.name.text)
        where = "path" if name.lower() in {one.lower() for one in self.path} else "query"
        name = self.query.get(name, name) if where == "query" else name
        return msgspec.structs.replace(row, name=msgspec.structs.replace(row.name, text=name), located=where, depth=0)


@lru_cache(maxsize=2048)
def template(written: str) -> Template:
    """Return a template as it is written in a heading, taken apart."""
    queries: list[str] = []

    def expand(match: re.Match[str]) -> str:
        names = [unquote(_MODIFIER.sub("", name.strip())) for name in match["names"].split(",") if name.strip()]
        operator = match["operator"] or ""
        if operator in ("?", "&"):
            queries.extend(names)
            return ""
        if operator == "#":
            return ""
        joint = {"/": "/", ".": ".", ";": ";"}.get(operator, ",")
        slots = joint.join(f"{{{name}}}" for name in names)
        return f"{joint}{slots}" if operator in ("/", ".", ";") else slots

    whole = _EXPRESSION.sub(expand, written.replace(" ", ""))
    path, _, literal = whole.partition("?")
    literal = literal.strip("&")
    sent = {unquote(variable): unquote(name) for name, variable in _PAIR.findall(literal)}
    sent.update({name: name for name in queries})
    asked = "&".join([*([literal] if literal else []), *(f"{name}={{{name}}}" for name in dict.fromkeys(queries))])
    slots = frozenset(first or second for first, second in _SLOT.findall(path))
    return Template(f"{path}?{asked}" if asked else path, slots, sent)
