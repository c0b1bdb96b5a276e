"""Says in words of the page what JSON Schema has against a value of an example."""

from __future__ import annotations

import re
from typing import NamedTuple

from docgen.openapi.misfit import REQUIRED, Misfit

_TYPE = re.compile(r"the value is not of types? (?P<types>.+)\Z")
_FORMAT = re.compile(r'the value is not a "(?P<format>.*)" as tools read it\Z')
_LISTED = re.compile(r"the value is not one of (?P<values>.+)\Z")
_ALTERNATIVES = re.compile(r"the value is (?:not valid under any|valid under more than one) of the .*\Z")
_SIZE = re.compile(
    r"the value (?:is (?P<bound>(?:less|greater) than the (?:minimum|maximum) of .+|(?:shorter|longer) than .+)"
    r"|has (?P<count>(?:less|more) than .+)|is not a (?P<multiple>multiple of .+))\Z"
)
_PATTERN = re.compile(r"the value does not match \"(?P<pattern>.*)\"\Z")
_OTHERS = re.compile(r" or (\d+) other candidates")
_TYPES = {
    "string": "a string",
    "boolean": "a Boolean",
    "integer": "an integer",
    "number": "a number",
    "object": "an object",
    "array": "a list",
    "null": "null",
}
# How a value of a format is written.
_FORMS = {
    "date": "2014-01-31",
    "date-time": "2014-01-31T08:00:00Z",
    "duration": "P1DT2H30M",
    "email": "name@example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "time": "08:30:00Z",
    "uri": "https://example.com/page",
    "uuid": "00000000-0000-0000-0000-000000000000",
}


class Said(NamedTuple):
    """What is wrong with a value, what to do about it, and the name of the member that is absent, if one is."""

    problem: str
    advice: str
    missing: str = ""


def said(misfit: Misfit, *, is_null: bool = False) -> Said:
    """Return the words about a misfit that only the schema of the document shows; ``is_null`` tells what is shown."""
    problem, name = misfit.expected, _name(misfit)
    if match := REQUIRED.match(problem):
        where = f" in {name}" if misfit.pointer else ""
        return Said(
            f"{match['name']} is missing{where}, but the page says that it is required",
            _advice("add it"),
            match["name"],
        )
    if match := _FORMAT.match(problem):
        form = match["format"]
        shown = f", such as {_FORMS[form]}" if form in _FORMS else ""
        return Said(f"{name} is not written as a {form}{shown}", "write it so, or state another type")
    if is_null:
        return Said(f"{name} is null, which the page does not allow", _advice("show a value"))
    if match := _TYPE.match(problem):
        types = " or ".join(_TYPES.get(one, one) for one in re.findall(r'"([^"]*)"', match["types"]))
        return Said(f"{name} is not {types}, as the page says", _advice("correct the value"))
    if match := _LISTED.match(problem):
        values = _OTHERS.sub(r" and \1 more", match["values"])
        return Said(f"{name} is not one of its values: {values}", _advice("write one of them"))
    if _ALTERNATIVES.match(problem):
        return Said(f"{name} is none of the types that the page says it may be", _advice("correct the value"))
    if match := _SIZE.match(problem):
        size = match["bound"] or match["count"] or f"no {match['multiple']}"
        verb = "has" if match["count"] else "is"
        return Said(f"{name} {verb} {size}, which the page does not allow", _advice("correct the value"))
    if match := _PATTERN.match(problem):
        return Said(f"{name} does not match {match['pattern']}, as the page says", _advice("correct the value"))
    return Said(f"{name}: {problem}", _advice("correct the value"))


def _advice(first: str) -> str:
    return f"{first}, or correct what the page says of it"


def _name(misfit: Misfit) -> str:
    """Return what a value is called: its member, or the member whose list it stands in."""
    names = [piece for piece in misfit.pointer if isinstance(piece, str)]
    if not names:
        return "an item of the body" if misfit.pointer else "the body"
    return names[-1] if misfit.pointer[-1] == names[-1] else f"an item of {names[-1]}"
