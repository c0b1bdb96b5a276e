"""``docgen server``: runs the language server on stdin and stdout."""

from __future__ import annotations

from typing import Any

import click

from docgen.cli import helping, options
from docgen.cli.process import goes_on
from docgen.cli.terminal import State
from docgen.errors import DocgenError


@click.command(
    cls=helping.Command,
    short_help="Serve an editor (language server protocol).",
    epilog=helping.examples(
        ("docgen server", "what an editor starts"),
    ),
)
@options.choosing
@options.configuring
@options.talking
@click.pass_obj
def server(_state: State, /, **given: Any) -> int:
    """Serve an editor over the language server protocol, on stdin and stdout."""
    try:
        from docgen import server as language_server
    except ImportError as error:
        raise DocgenError("the language server needs pygls: pip install 'pygls>=2.1,<3'") from error
    goes_on()
    language_server.serve(options.settings_of(**given))
    return 0
