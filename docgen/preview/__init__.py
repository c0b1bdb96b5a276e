"""Serves a build as a web page, with its findings, on this machine only."""

from __future__ import annotations

from docgen.preview.server import Preview, serve

__all__ = ["Preview", "serve"]
