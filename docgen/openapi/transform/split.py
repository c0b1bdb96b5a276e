"""Splits a document into one file for each tag, and one for the components of all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docgen.names import NO_KEY, unique_name
from docgen.openapi.objects import DATA, METHODS, NAMED
from docgen.openapi.transform.slices import tags_of

SHARED = "components"
_LOCAL = "#/components/"
_COPIED = ("openapi", "info", "servers", "security")


def split(content: Mapping[str, Any], *, ending: str) -> dict[str, dict[str, Any]]:
    """Return documents by the names of their files, which end with ``ending``.

    Each is valid by itself: a document of a tag refers to the components in the file beside it, and repeats only the
    security schemes, which cannot be referred to. An operation with several tags stands in the document of the first.
    """
    shared = f"{SHARED}{ending}"
    common = {key: content[key] for key in _COPIED if key in content}
    files: dict[str, dict[str, Any]] = {shared: {**common, "paths": {}, "components": content.get("components", {})}}
    described = {tag["name"]: tag for tag in content.get("tags", ())}
    schemes = content.get("components", {}).get("securitySchemes", {})
    taken = {SHARED}
    for tag in tags_of(content):
        paths = {path: kept for path, item in content["paths"].items() if (kept := _of_tag(item, tag))}
        if not paths:
            continue
        files[f"{_free(tag, taken)}{ending}"] = {
            **common,
            "info": {**content["info"], "title": f"{content['info']['title']}: {tag}"},
            "tags": [described[tag]],
            "paths": _led_to(paths, shared),
            **({"components": {"securitySchemes": schemes}} if schemes else {}),
        }
    return files


def _of_tag(item: Mapping[str, Any], tag: str) -> dict[str, Any]:
    """Return the operations of a path item whose first tag is the given one, with what holds for all of them."""
    kept = {key: value for key, value in item.items() if key not in METHODS or value.get("tags", ())[:1] == [tag]}
    return {**kept} if any(key in METHODS for key in kept) else {}


def _led_to(value: Any, file: str) -> Any:
    """Return a part of a document whose references lead to components in another file."""
    if isinstance(value, dict):
        return {key: _part_led_to(key, inner, file) for key, inner in value.items()}
    if isinstance(value, list):
        return [_led_to(each, file) for each in value]
    return value


def _part_led_to(key: str, value: Any, file: str) -> Any:
    if key == "$ref" and isinstance(value, str) and value.startswith(_LOCAL):
        return f"{file}{value}"
    if key in NAMED and isinstance(value, dict):
        return {name: _led_to(inner, file) for name, inner in value.items()}
    return value if key in DATA else _led_to(value, file)


def _free(tag: str, taken: set[str]) -> str:
    """Return a file name that no other has, also where letter case does not count."""
    name = unique_name(NO_KEY.sub("_", tag).strip(".") or "tag", taken, fold=str.lower)
    taken.add(name.lower())
    return name
