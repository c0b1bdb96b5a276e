"""Reads the Markdown page about a rule."""

from __future__ import annotations

from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable


@cache
def page(code: str) -> str:
    """Return the page of a rule: its name, what it does, why, an example, what to write instead."""
    return place(code).read_text(encoding="utf-8")


def place(code: str) -> Traversable:
    """Return the file that holds the page of a rule."""
    return resources.files(__package__).joinpath(f"{code}.md")


def summary(code: str) -> str:
    """Return the first sentence about what a rule does, on one line."""
    about = page(code).partition("## What it does\n")[2].strip().partition("\n\n")[0]
    return " ".join(about.split()).partition(". ")[0].rstrip(".") + "."
