"""``docgen diff``: says what changed between two documents, or since a revision of the pages."""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack
from functools import cache
from typing import TYPE_CHECKING, Any

import click

from docgen.cli import helping, options
from docgen.cli.terminal import State, progress
from docgen.errors import DocgenError

if TYPE_CHECKING:
    from docgen.contract.operations import Api
    from docgen.settings import Found
    from docgen.source import Position, Source, Span


@click.command(
    cls=helping.Command,
    short_help="Say what changed for the clients of an API.",
    epilog=helping.examples(
        ("docgen diff old.yaml new.yaml", "two documents"),
        ("docgen diff v1.2", "a Git revision and the pages as they are"),
    ),
)
@click.argument("old")
@click.argument("new", required=False)
@click.option(
    "--output-format", type=click.Choice(("text", "markdown", "json")), default="text", help="How it is written."
)
@click.option(
    "--fail-on",
    type=click.Choice(("breaking", "any", "never")),
    default="breaking",
    help="Which changes make the exit code 1 (breaking).",
)
@options.configuring
@options.talking
@click.pass_obj
def diff(state: State, /, *, old: str, new: str | None, output_format: str, fail_on: str, **given: Any) -> int:
    """Say what changed for the clients of an API: breaking, not breaking, or text only.

    OLD and NEW are documents in OpenAPI or Swagger, or revisions in Git, which stand for the pages as they were then.
    Without NEW, OLD is compared with the pages as they are now.
    """
    from docgen.compare import changelog
    from docgen.compare.changes import Level, changes

    found = options.settings_of(**given)
    options.show_settings(state, found)
    with ExitStack() as stack:
        sides = [_Side(state, found, stack) for _ in range(2)]
        apis = [side.read(name) for side, name in zip(sides, (old, new), strict=True)]
        made = changes(*apis)
        names = {path: shown for side in sides for path, shown in side.names.items()}

        @cache
        def source(path: str) -> Source | None:
            return next((side.source(path) for side in sides if side.source(path)), None)

        def place(span: Span) -> Position | None:
            held = source(span.path) if span.path else None
            return held.position(span.start) if held else None

        options.show(_named(changelog.FORMATS[output_format](made, place), names))
    count = {level: sum(one.level is level for one in made) for level in Level}
    state.note(", ".join(f"{number:,} {level.value}" for level, number in count.items()))
    failing = made if fail_on == "any" else [one for one in made if one.level is Level.BREAKING]
    return int(bool(failing) and fail_on != "never")


def _named(text: str, names: dict[str, str]) -> str:
    for path, shown in names.items():
        text = text.replace(path, shown)
    return text


class _Side:
    """One side: a document in a file, or the one that pages make. ``names`` are what folders are called for people."""

    def __init__(self, state: State, found: Found, stack: ExitStack) -> None:
        self.state, self.found, self.stack = state, found, stack
        self.names: dict[str, str] = {}
        self.sources: dict[str, Source] = {}

    def read(self, name: str | None) -> Api:
        """Return what a side describes; raise DocgenError where it is nothing that can be read."""
        from docgen.contract.load import load

        if name is None:
            return self._pages(self.found)
        if os.path.isfile(name):
            contract = load(name)
            if contract.api.kind == "csdl":
                raise DocgenError(f"{contract.path} is metadata of a service; compare reads it, diff does not")
            self.sources.update(contract.sources)
            return contract.api
        return self._pages(self._at_revision(name))

    def source(self, path: str) -> Source | None:
        """Return a text that places are in."""
        from docgen import files

        return self.sources.get(path) or files.source(path)

    def _pages(self, found: Found) -> Api:
        from docgen.compare import pages
        from docgen.run import pipeline

        with progress(self.state) as callback:
            return pages.read(pipeline.emitted(settings=found, progress=callback))

    def _at_revision(self, revision: str) -> Found:
        """Return settings whose folder holds the pages of a revision."""
        import msgspec

        from docgen.cli.git_changes import extract
        from docgen.files import display

        folder = os.path.realpath(self.stack.enter_context(tempfile.TemporaryDirectory(prefix="docgen-")))
        extract(revision, self.found.folder, folder)
        self.names[f"{display(folder)}/"] = f"{revision}:"
        return msgspec.structs.replace(self.found, file=None, folder=type(self.found.folder)(folder))
