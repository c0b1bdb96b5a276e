"""``python -m docgen`` goes in; what ``docgen`` does comes out."""

from __future__ import annotations

import sys

from docgen.cli import main

if __name__ == "__main__":
    sys.exit(main())
