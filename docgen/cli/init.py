"""``docgen init``: looks at pages, and writes settings and a dialect file to start from."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docgen.cli import helping, options
from docgen.cli.terminal import State, progress
from docgen.errors import DocgenError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.resources.abc import Traversable

TEMPLATES = ("rest", "graph")
_PAGES = "docs_input"  # where docgen looks for pages that nobody names


@click.command(
    cls=helping.Command,
    short_help="Look at pages and write docgen.toml.",
    epilog=helping.examples(
        ("docgen init docs/", "settings for these pages"),
    ),
)
@options.paths
@click.option("--template", type=click.Choice(TEMPLATES), help="Where there are no pages: write two small ones.")
@options.configuring
@options.talking
@click.pass_obj
def init(state: State, /, *, paths: tuple[str, ...], template: str | None, **given: Any) -> int:
    """Look at pages, say what they use, and write docgen.toml, and dialect.toml where it may help.

    PATHS are files, folders and globs; without any, the inputs of the settings are looked at, else the pages in and
    below the working directory. Both files go to the working directory, and nothing is overwritten.
    """
    from docgen.run import pipeline, starter
    from docgen.settings import display_name

    found = options.settings_of(**given)
    if found.file and not given["config"] and found.file.parent != Path.cwd():
        state.note(f"the settings in {display_name(found.file)} do not hold for what is written here")
        found = options.settings_of(**{**given, "isolated": True})
    options.show_settings(state, found)
    looked = paths or (() if found.file else (".",))
    try:
        pages = pipeline.pages(looked, settings=found)
    except DocgenError:
        if paths or found.file:
            raise
        pages = ()
    if template is not None:
        if pages:
            raise DocgenError(f"a template is for an empty folder; here is {pages[0].path} already")
        _write_pages(template, state)
        looked = (_PAGES,)
    elif not pages:
        first, second = TEMPLATES
        raise DocgenError(f"no pages here; docgen init --template {first} (or {second}) writes two small ones")
    with progress(state) as callback:
        survey = pipeline.survey(looked, settings=found, progress=callback)
        named = [os.path.relpath(path).replace(os.sep, "/") for path in paths]
        folder, outside = starter.inputs(survey)
        inputs = named or [folder]
        built = pipeline.build(looked if found.file else inputs, settings=found)
    result = starter.findings(survey, built)
    options.show(starter.report(survey, result))
    if outside and not (named or found.file):
        state.note(f"not in {folder}, and left out: {', '.join(outside)}")
    with_dialect = result.lacks and not found.settings.dialect
    if found.file:
        state.note(f"{found.file.name} is there already and stays as it is")
    else:
        _write(starter.SETTINGS, starter.settings_text(inputs, result, dialect=with_dialect), state)
    if with_dialect:
        _write(starter.DIALECT, starter.dialect_text(result, survey.dialects), state)
    state.note("next: docgen build; docgen coverage tells what of the pages is unread")
    return 0 if result.operations or result.schemas else 1


def _write(name: str, text: str, state: State) -> None:
    """Write a file unless there is one."""
    try:
        with open(name, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        state.note(f"{name} is there already and stays as it is")
    except OSError as error:
        raise DocgenError(f"{name} cannot be written: {error.strerror}") from error
    else:
        state.note(f"wrote {name}")


def _write_pages(template: str, state: State) -> None:
    """Write the pages of a template below the folder in which docgen looks for pages."""
    for place, page in _pages_of(resources.files("docgen.run") / "templates" / template, ()):
        path = os.path.join(_PAGES, *place)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        _write(path.replace(os.sep, "/"), page, state)


def _pages_of(folder: Traversable, above: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        place = (*above, entry.name)
        if entry.is_dir():
            yield from _pages_of(entry, place)
        else:
            yield place, entry.read_text(encoding="utf-8")
