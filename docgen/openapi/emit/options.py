"""What can be chosen about a document: its profile, and the version of OpenAPI with the few forms that differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

ProfileName = Literal["portable", "graph"]
Quotes = Literal["plain", "encoded", "none"]
SchemaNames = Literal["qualified", "short"]


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How a document is written.

    ``function_quotes`` tells how the quotes of ``getX(period='{period}')`` are written, ``schema_names`` whether
    schemas are named with their namespace. ``navigation`` keeps the properties that lead to other entities. ``compact``
    leaves out what tools of language models do without. ``discriminator`` lets base types name what is derived from
    them; the profile ``graph`` always does.
    """

    version: str = "3.0"
    profile: ProfileName = "portable"
    function_quotes: Quotes = "plain"
    schema_names: SchemaNames = "qualified"
    discriminator: bool = False
    navigation: bool = True
    compact: bool = False


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


TARGETS = {
    # The only value of the second branch is null: generators take any other for a type of its own.
    "3.0": Target(
        "3.0.3", _nullable_30, lambda ref: {"anyOf": [ref, {"type": "object", "nullable": True, "enum": [None]}]}
    ),
    "3.1": Target("3.1.1", _nullable_31, lambda ref: {"anyOf": [ref, {"type": "null"}]}),
}
