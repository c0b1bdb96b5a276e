"""A build goes in; a web page with the document and the findings comes out, on this machine alone."""

from __future__ import annotations

from docgen.preview.server import Preview, serve

__all__ = ["Preview", "serve"]
