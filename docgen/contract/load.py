"""Opens a contract: decides by its content what it is, and reads it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from docgen.contract import csdl, operations
from docgen.contract.folder import Folder, parse, read_text
from docgen.contract.operations import Api
from docgen.errors import DocgenError
from docgen.source import Source

_KNOWN = "OpenAPI 3.0 or 3.1, Swagger 2.0, or OData CSDL 4"


class Contract(msgspec.Struct, frozen=True):
    """A contract: what it describes, its path as people see it, and the texts of its files, by path."""

    api: Api
    path: str
    folder: Folder | None
    first: Source

    @property
    def sources(self) -> Mapping[str, Source]:
        """Return the texts that were read so far, by path."""
        return self.folder.sources if self.folder else {self.first.path: self.first}

    @property
    def files(self) -> tuple[str, ...]:
        """Return the paths of the files that were read so far."""
        return tuple(self.sources)


def load(path: str) -> Contract:
    """Return the contract in a file; raise DocgenError where it cannot be read, or is none."""
    source = read_text(path)
    if source.text.lstrip().startswith("<"):
        return Contract(csdl.read(source), source.path, None, source)
    content = parse(source)
    version = _version(content)
    if not version:
        raise DocgenError(f"{source.path} is no contract that is known: {_KNOWN}")
    folder = Folder(source, content)
    api = operations.read(folder.first.root, swagger=version == "swagger")
    return Contract(api, source.path, folder, source)


def _version(content: object) -> str:
    if not isinstance(content, dict):
        return ""
    if str(content.get("openapi", "")).startswith(("3.0", "3.1", "3.2")):
        return "openapi"
    return "swagger" if str(content.get("swagger", "")) in ("2.0", "2") else ""
