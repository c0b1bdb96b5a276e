"""What can be chosen about a document: its profile, and the version of OpenAPI with the few forms that differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

ProfileName = Literal["portable", "graph"]
Quotes = Literal["plain", "encoded", "none"]
SchemaNames = Literal["qualified", "short"]


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How a document is written.

    ``function_quotes`` tells how the quotes of ``getX(period='{period}')`` are written, ``schema_names`` whether
    schemas are named with their namespace. ``navigation`` keeps the properties that lead to other entities.
    ``discriminator`` lets base types name what is derived from them; the profile ``graph`` always does.
    """

    version: str = "3.0"
    profile: ProfileName = "portable"
    function_quotes: Quotes = "plain"
    schema_names: SchemaNames = "qualified"
    discriminator: bool = False
    navigation: bool = True


@dataclass(frozen=True)
class Target:
    """One version: how null is allowed for a plain schema, and for a reference."""

    version: str
    nullable: Callable[[dict[str, Any]], dict[str, Any]]
    nullable_reference: Callable[[dict[str, Any]], dict[str, Any]]


def _nullable_30(schema: dict[str, Any]) -> dict[str, Any]:
    if not schema.get("type"):
        return schema
    out = {**schema, "nullable": True}
    if "enum" in out:
        out["enum"] = [*out["enum"], None]
    return out


def _nullable_31(schema: dict[str, Any]) -> dict[str, Any]:
    if not schema.get("type"):
        return schema
    out = {**schema, "type": [schema["type"], "null"]}
    if "enum" in out:
        out["enum"] = [*out["enum"], None]
    return out


def any_of(parts: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the schema of any of some schemas; where all are references, it has a title made of their names.

    Generators that make a type of the whole call it by its title, else by the place where it stands first.
    """
    names = [part["$ref"].rpartition("/")[2].rpartition(".")[2] for part in parts if "$ref" in part]
    if len(names) < len(parts):
        return {"anyOf": [*parts]}
    return {"title": "Or".join(name[:1].upper() + name[1:] for name in names), "anyOf": [*parts]}


def _nullable_reference_30(reference: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of what is referred to, or null: the only value of a branch whose type others might take."""
    null = {"type": "object", "nullable": True, "enum": [None]}
    return {"title": f"{any_of([reference])['title']}OrNull", "anyOf": [reference, null]}


TARGETS = {
    "3.0": Target("3.0.3", _nullable_30, _nullable_reference_30),
    "3.1": Target("3.1.1", _nullable_31, lambda ref: {"anyOf": [ref, {"type": "null"}]}),
}
