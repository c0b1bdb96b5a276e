"""``docgen inspect``: prints the facts of one page as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from docgen.cli import helping, options
from docgen.cli.terminal import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.settings import Found
    from docgen.source import Source


@click.command(
    cls=helping.Command,
    short_help="Show what docgen reads off one page.",
    epilog=helping.examples(
        ("docgen inspect docs/book.md", "its facts, as JSON"),
        ("docgen inspect docs/book.md --why", "as what each block is read"),
    ),
)
@click.argument("page")
@click.option("--why", is_flag=True, help="Show as what each block is read, and by which key of which dialect.")
@options.configuring
@options.talking
@click.pass_obj
def inspect(state: State, /, *, page: str, why: bool, **given: Any) -> int:
    """Show the facts that docgen reads off one PAGE, as JSON; a place is "line:column"."""
    import json

    from docgen.run import pipeline

    found = options.settings_of(**given)
    options.show_settings(state, found)
    if why:
        options.show("".join(f"{line}\n" for line in _reasons(page, found)))
        return 0
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


def _reasons(path: str, found: Found) -> Iterator[str]:
    """Yield a line for each block of a page, and below it the keys of the dialect by which it is read as it is."""
    from docgen import dialects
    from docgen.run import pipeline
    from docgen.run.own_dialects import own_files

    page, source = pipeline.why(path, settings=found)
    said = list(dialects.explain(own_files(found).get(page.dialect), page.dialect))
    places = {(one.keys, tuple(one.value) if isinstance(one.value, list) else one.value): one.origin for one in said}
    chosen = ", which the settings name" if found.settings.dialect or found.settings.dialects else ""
    yield f"{path}: a page of the kind {page.kind}, read with {page.dialect}{chosen}"
    for one in page.readings:
        line = source.position(one.span.start).line if one.span.path == source.path else 0
        role = f" = {one.role}" if one.role and one.kind in ("heading", "label") else ""
        yield f"{line or '':>5}  {one.kind:8} {one.state:7} {one.text}{role}".rstrip()
        if one.cause and one.state == "unread":
            yield f"{'':23} {one.cause}"
        for keys, value in one.because:
            place = places.get((keys, value), "") or places.get(((*keys[:-1], "words"), value), "")
            shown = f": {value}" if isinstance(value, str) else f": {value[0]}"
            yield f"{'':23} {'.'.join(keys)}{shown}  {place}".rstrip()
        if one.unknown:
            yield f"{'':23} no key has: {', '.join(one.unknown)}"
