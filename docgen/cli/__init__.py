"""The command line: findings on stdout, messages about the run on stderr, and an exit code."""

from __future__ import annotations

from docgen.cli.app import main, run

__all__ = ["main", "run"]
