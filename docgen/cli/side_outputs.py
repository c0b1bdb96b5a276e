"""A build goes in; the files that are written beside the document come out, as texts by their paths."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docgen.run.pipeline import Build
    from docgen.settings import Found


def files(result: Build, found: Found) -> dict[str, str]:
    """Return the documents of the tags and the source map, where the settings ask for them."""
    out: dict[str, str] = {}
    settings = found.settings
    if settings.split:
        from docgen.openapi import serialize
        from docgen.openapi.transform import split

        write = serialize.to_json if settings.output_format == "json" else serialize.to_yaml
        folder = os.path.join(found.folder, settings.split)
        parts = split.split(result.document.content, ending=f".{settings.output_format}")
        out.update({os.path.join(folder, name): write(content) for name, content in parts.items()})
    if settings.source_map:
        import json

        from docgen.openapi import source_map

        text = json.dumps(source_map.source_map(result.document), indent=0, ensure_ascii=False)
        out[os.path.join(found.folder, settings.source_map)] = f"{text}\n"
    return out
