"""Loads and compiles what reading pages needs, in the process that others are forked from."""

from __future__ import annotations

import tempfile
from pathlib import Path

import trying

with tempfile.TemporaryDirectory() as _folder:
    trying.oracles.broken(b"# Get a\n\n## HTTP request\n\n`GET /a`\n", Path(_folder), 2)
