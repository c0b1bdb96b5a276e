"""Runs the command line: ``python -m docgen`` is the same as ``docgen``."""

from __future__ import annotations

from docgen.cli import run

if __name__ == "__main__":
    run()
