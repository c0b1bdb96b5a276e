"""What is written beside the document of a build, where the settings ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docgen.openapi.document import Document
    from docgen.settings import Settings


def tags(document: Document, settings: Settings) -> dict[str, bytes]:
    """Return the documents of the tags, by the names of their files."""
    if not settings.split:
        return {}
    from docgen.openapi import serialize
    from docgen.openapi.transform import split

    write = serialize.to_json if settings.output_format == "json" else serialize.to_yaml
    parts = split.split(document.content, ending=f".{settings.output_format}")
    return {name: write(content).encode() for name, content in parts.items()}


def source_map(document: Document, settings: Settings) -> bytes:
    """Return the page, line and column of each part of the document, as JSON."""
    if not settings.source_map:
        return b""
    import json

    from docgen.openapi import source_map

    places = json.dumps(source_map.source_map(document), indent=0, ensure_ascii=False)
    return f"{places}\n".encode()
