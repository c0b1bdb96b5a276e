"""``python -m docgen`` goes in; what ``docgen`` does comes out."""

from __future__ import annotations

from docgen.cli import run

if __name__ == "__main__":
    run()
