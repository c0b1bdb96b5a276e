"""Arguments go in; findings on stdout, words about the run on stderr and an exit code come out."""

from __future__ import annotations

from docgen.cli.app import main, run

__all__ = ["main", "run"]
