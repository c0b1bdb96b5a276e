"""Markdown pages: ``parse`` reads one, ``resolve_includes`` puts the included files into it."""

from docgen.markdown.includes import resolve as resolve_includes
from docgen.markdown.parser import parse

__all__ = ["parse", "resolve_includes"]
