"""The language server: diagnostics, hovers, definitions, references, symbols, completions and fixes for an editor."""

from __future__ import annotations

from docgen.server.app import serve

__all__ = ["serve"]
