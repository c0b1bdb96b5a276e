"""What an editor asks over the language server protocol goes in; diagnostics, hovers, places and fixes come out."""

from __future__ import annotations

from docgen.server.app import serve

__all__ = ["serve"]
