"""The language server: findings, fixes, hovers, completions, symbols, references and renaming for an editor."""

from __future__ import annotations

from docgen.server.app import serve

__all__ = ["serve"]
