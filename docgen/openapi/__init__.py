"""An Api goes in; a validated OpenAPI document, and its text, come out."""

from __future__ import annotations

from docgen.openapi.emit import emit

__all__ = ["emit"]
