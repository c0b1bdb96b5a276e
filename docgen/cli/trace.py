"""``docgen trace``: prints the place in the pages of a part of the document, or the parts that a page states."""

from __future__ import annotations

import os
from typing import Any

import click

from docgen.cli import helping, options
from docgen.cli.terminal import State, progress
from docgen.errors import DocgenError


@click.command(
    cls=helping.Command,
    short_help="Show where a part of the document comes from.",
    epilog=helping.examples(
        ("docgen trace '#/paths/~1books/get'", "the line of an operation"),
        ("docgen trace docs/book.md", "all parts that a page says"),
    ),
)
@click.argument("where", metavar="POINTER|PAGE")
@options.paths
@options.shaping
@options.configuring
@options.talking
@click.pass_obj
def trace(state: State, /, *, where: str, paths: tuple[str, ...], **given: Any) -> int:
    """Show which line of which page a part of the document comes from, or what becomes of a page.

    POINTER is a JSON pointer such as '#/components/schemas/contact/properties/birthday'; the answer is its line. PAGE
    is a file, or the end of its path; the answer is all parts of the document that it says, by line. PATHS are the
    pages that the document is made of; without any, the inputs of the settings.
    """
    from docgen.openapi import source_map
    from docgen.run import pipeline

    found = options.settings_of(**given)
    options.show_settings(state, found)
    with progress(state) as callback:
        document = pipeline.build(paths, settings=found, progress=callback).document
    if _is_pointer(where):
        place = source_map.of_pointer(document, where)
        options.show(f"{place}: {place.text.strip()}\n")
        return 0
    parts = source_map.of_page(document, where)
    if not parts:
        raise DocgenError(f"nothing in the document comes from a page {where}")
    options.show("".join(f"{place}: #{pointer}\n" for pointer, place in parts.items()))
    return 0


def _is_pointer(where: str) -> bool:
    return where.startswith("#") or (where.startswith("/") and not os.path.exists(where))
