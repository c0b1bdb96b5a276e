"""docgen: builds a validated OpenAPI document from Markdown API reference pages, and reports findings.

    build(paths) -> Build      the document, its text, and the Report of what was found on the way
    lint(paths) -> Report      the findings alone

    Settings                   what can be set; without any, the nearest settings file holds
    Diagnostic                 one finding: a rule's code and name, a Severity, words, and the Span it is about
    Source, Span               the text of a page, and a stretch of it; ``Source.position`` gives line and column
    DocgenError                the job could not be done; what is wrong with a page is a Diagnostic instead

Nothing here writes a file, unless it is asked to use the cache: ``Build.text`` is for the caller to keep.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docgen.diagnostic import Diagnostic, Severity
    from docgen.errors import DocgenError
    from docgen.run.pipeline import build, lint
    from docgen.run.results import Build, Report
    from docgen.settings import Settings
    from docgen.source import Source, Span

__version__ = "0.1.0"

__all__ = [
    "Build",
    "Diagnostic",
    "DocgenError",
    "Report",
    "Settings",
    "Severity",
    "Source",
    "Span",
    "__version__",
    "build",
    "lint",
]

_HOMES = {
    "Build": "docgen.run.results",
    "Diagnostic": "docgen.diagnostic",
    "DocgenError": "docgen.errors",
    "Report": "docgen.run.results",
    "Settings": "docgen.settings",
    "Severity": "docgen.diagnostic",
    "Source": "docgen.source",
    "Span": "docgen.source",
    "build": "docgen.run.pipeline",
    "lint": "docgen.run.pipeline",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that ``import docgen`` stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
