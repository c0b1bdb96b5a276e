"""Prints messages for people on stderr; decides on colors and the progress bar."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic, perf_counter
from typing import TextIO

import click

_PATIENCE = 1.0  # seconds before a progress bar is worth showing


class State:
    """What the options of a command say about talking: ``-q``, ``-v`` and ``--timings``."""

    def __init__(self, *, verbose: bool = False) -> None:
        self.verbose = verbose
        self.quiet = False
        self.timings = False
        self._since = perf_counter()

    def note(self, message: str) -> None:
        """Say something on stderr unless quiet is wanted."""
        if not self.quiet:
            say(message)

    def detail(self, message: str) -> None:
        """Say something on stderr if details are wanted."""
        if self.verbose:
            say(message)

    def stage(self, name: str) -> None:
        """Say how long the stage took that ends now, if that is wanted."""
        if self.timings:
            now = perf_counter()
            say(f"{now - self._since:8.3f} s  {name}")
            self._since = now


def say(message: str) -> None:
    """Print one line on stderr; characters that a terminal would obey are made visible."""
    from docgen.report.visible import visible

    click.echo(visible(message), err=True)


def coloured(choice: str, stream: TextIO) -> bool:
    """Tell whether a stream gets colours: the flag first, then NO_COLOR, FORCE_COLOR, and whether it is a terminal."""
    if choice != "auto":
        return choice == "always"
    if "NO_COLOR" in os.environ:
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return os.environ.get("TERM") != "dumb" and stream.isatty()


@contextmanager
def progress(state: State) -> Iterator[Callable[[int, int], None]]:
    """Give a callback that shows pages done of their total, on a terminal and only when it takes a while."""
    if state.quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda _done, _total: None
        return
    started = monotonic()
    stop: list[Callable[[], None]] = []
    update: Callable[[int, int], None] | None = None

    def show(done: int, total: int) -> None:
        nonlocal update
        if update is None and monotonic() - started > _PATIENCE:
            update, end = _bar()
            stop.append(end)
        if update is not None:
            update(done, total)

    try:
        yield show
    finally:
        for end in stop:
            end()


def _bar() -> tuple[Callable[[int, int], None], Callable[[], None]]:
    """Start a progress bar and return how to move and how to remove it."""
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True)
    task = bar.add_task("Reading pages")
    bar.start()
    return lambda done, total: bar.update(task, completed=done, total=total), bar.stop
