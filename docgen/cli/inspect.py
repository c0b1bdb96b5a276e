"""``docgen inspect``: prints the facts of one page as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from docgen.cli import options
from docgen.cli.terminal import State

if TYPE_CHECKING:
    from docgen.source import Source


@click.command()
@click.argument("page")
@options.configuring
@options.talking
@click.pass_obj
def inspect(state: State, /, *, page: str, **given: Any) -> int:
    """Show the facts that docgen reads off one PAGE, as JSON; a place is "line:column"."""
    import json

    from docgen.run import pipeline

    found = options.settings_of(**given)
    options.show_settings(state, found)
    facts, source = pipeline.inspect(page, settings=found)
    options.show(json.dumps(plain(facts, source), indent=2) + "\n")
    return 0


def plain(value: Any, source: Source) -> Any:
    """Return structs as plain data, without what is empty; a span becomes the place where it begins."""
    import msgspec

    from docgen.source import Span

    if isinstance(value, Span):
        if value.path != source.path:
            return f"{value.path}@{value.start}"
        where = source.position(value.start)
        return f"{where.line}:{where.column}"
    if isinstance(value, msgspec.Struct):
        fields = {name: plain(getattr(value, name), source) for name in value.__struct_fields__}
        return {name: field for name, field in fields.items() if field not in (None, "", [], {}, False)}
    if isinstance(value, dict):
        return {str(key): plain(item, source) for key, item in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [plain(item, source) for item in value]
    return value
