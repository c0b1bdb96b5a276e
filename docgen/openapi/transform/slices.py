"""Cuts a document down to some of its operations and the components that they refer to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

import msgspec

from docgen.errors import DocgenError
from docgen.openapi.document import Document
from docgen.openapi.objects import DATA, METHODS, NAMED

Strings = tuple[str, ...]


class Slice(msgspec.Struct, frozen=True, kw_only=True):
    """Which operations are kept: of those that an ``include`` names (all, where none does), the ones not excluded.

    Paths stand for themselves and all paths below; tags and operationIds for themselves. All may hold ``*``.
    """

    include_path: Strings = ()
    include_tag: Strings = ()
    include_operation: Strings = ()
    exclude_path: Strings = ()
    exclude_tag: Strings = ()
    exclude_operation: Strings = ()

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is left out."""
        return self == Slice()


def cut(document: Document, wanted: Slice) -> Document:
    """Return the document of the chosen operations alone, without components that they do not reach.

    Raises DocgenError where an ``include`` names nothing, or nothing is left.
    """
    if wanted.is_whole:
        return document
    content = document.content
    _check_includes(content, wanted)
    paths: dict[str, Any] = {}
    for path, item in content["paths"].items():
        kept = {key: value for key, value in item.items() if key not in METHODS or _is_wanted(path, value, wanted)}
        if any(key in METHODS for key in kept):
            paths[path] = kept
    if not paths:
        raise DocgenError("no operation is left to write: the excludes leave out everything")
    out = {**content, "paths": paths}
    out["tags"] = [tag for tag in content.get("tags", ()) if tag["name"] in set(_tags(paths))]
    out["components"] = prune(out)
    origins = {
        pointer: span
        for pointer, span in document.origins.items()
        if not pointer.startswith("/tags/") and _has(out, pointer)
    }
    return msgspec.structs.replace(document, content=out, origins=origins)


def prune(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the components of a document that its paths reach, directly or through others."""
    components = content.get("components", {})
    reached: set[tuple[str, str]] = set()
    waiting = [{"paths": content.get("paths", {})}]
    while waiting:
        for section, name in references(waiting.pop()):
            if (section, name) not in reached and name in components.get(section, {}):
                reached.add((section, name))
                waiting.append(components[section][name])
    schemes = set(_schemes(content))
    kept: dict[str, Any] = {}
    for section, named in components.items():
        found = {
            name: value
            for name, value in named.items()
            if (name in schemes if section == "securitySchemes" else (section, name) in reached)
        }
        if found:
            kept[section] = found
    for schema in kept.get("schemas", {}).values():
        if isinstance(schema, dict) and "discriminator" in schema:
            kept["schemas"] = _with_known_mappings(kept["schemas"])
            break
    return kept


def references(value: Any) -> Iterator[tuple[str, str]]:
    """Yield (section, name) of every component that a part of a document refers to, examples left out."""
    stack = [value]
    while stack:
        part = stack.pop()
        if isinstance(part, dict):
            target = part.get("$ref")
            if isinstance(target, str) and target.startswith("#/components/"):
                section, _, name = target.removeprefix("#/components/").partition("/")
                yield section, name.replace("~1", "/").replace("~0", "~")
            for key, inner in part.items():
                if key in NAMED and isinstance(inner, dict):
                    stack.extend(inner.values())
                elif key not in DATA:
                    stack.append(inner)
        elif isinstance(part, list):
            stack.extend(part)


def _with_known_mappings(schemas: Mapping[str, Any]) -> dict[str, Any]:
    """Return schemas whose discriminators lead only to schemas that are there."""
    out = dict(schemas)
    for name, schema in schemas.items():
        discriminator = schema.get("discriminator") if isinstance(schema, dict) else None
        if discriminator:
            mapping = discriminator.get("mapping", {})
            known = {key: to for key, to in mapping.items() if to.rsplit("/", 1)[-1] in schemas}
            out[name] = {**schema, "discriminator": {**discriminator, "mapping": known}}
    return out


def _is_wanted(path: str, operation: Mapping[str, Any], wanted: Slice) -> bool:
    def named(paths: Strings, tags: Strings, ids: Strings) -> bool:
        return (
            any(_below(path, pattern) for pattern in paths)
            or any(fnmatchcase(tag, pattern) for tag in operation.get("tags", ()) for pattern in tags)
            or any(fnmatchcase(operation.get("operationId", ""), pattern) for pattern in ids)
        )

    includes = (wanted.include_path, wanted.include_tag, wanted.include_operation)
    included = named(*includes) if any(includes) else True
    return included and not named(wanted.exclude_path, wanted.exclude_tag, wanted.exclude_operation)


def _below(path: str, pattern: str) -> bool:
    """Tell whether a path is the one that a pattern names, or below it."""
    start = pattern.rstrip("/")
    if "*" in start:
        return fnmatchcase(path, start) or fnmatchcase(path, f"{start}/*")
    return path == start or path.startswith((f"{start}/", f"{start}("))


def _check_includes(content: Mapping[str, Any], wanted: Slice) -> None:
    operations = [(path, item[key]) for path, item in content["paths"].items() for key in item if key in METHODS]
    checks: tuple[tuple[str, Strings, Callable[[str, Mapping[str, Any], str], bool]], ...] = (
        ("path", wanted.include_path, lambda path, _, pattern: _below(path, pattern)),
        ("tag", wanted.include_tag, lambda _, one, pattern: any(fnmatchcase(t, pattern) for t in one.get("tags", ()))),
        ("operation", wanted.include_operation, lambda _, one, name: fnmatchcase(one.get("operationId", ""), name)),
    )
    for kind, patterns, matches in checks:
        for pattern in patterns:
            if not any(matches(path, operation, pattern) for path, operation in operations):
                raise DocgenError(f"include-{kind}: no operation has the {kind} {pattern!r}")


def _tags(paths: Mapping[str, Any]) -> Iterator[str]:
    for item in paths.values():
        for key, operation in item.items():
            if key in METHODS:
                yield from operation.get("tags", ())


def _schemes(content: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of the security schemes that a document uses."""
    for requirement in content.get("security", ()):
        yield from requirement
    for item in content.get("paths", {}).values():
        for key, operation in item.items():
            if key in METHODS:
                for requirement in operation.get("security", ()):
                    yield from requirement


def _has(content: Mapping[str, Any], pointer: str) -> bool:
    """Tell whether the path or component that a pointer leads into is still there."""
    parts = pointer.split("/")[1:4]
    part: Any = content
    for raw in parts:
        name = raw.replace("~1", "/").replace("~0", "~")
        if isinstance(part, dict) and name not in part:
            return False
        part = part[name] if isinstance(part, dict) else None
    return True


def tags_of(content: Mapping[str, Any]) -> list[str]:
    """Return the tags of a document that have an operation, in the order declared."""
    used = set(_tags(content["paths"]))
    return [tag["name"] for tag in content.get("tags", ()) if tag["name"] in used]
