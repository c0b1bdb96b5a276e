"""``docgen preview``: shows the document in a browser, and builds it anew when a page changes."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import click

from docgen.cli import helping, options
from docgen.cli.terminal import State, progress, say
from docgen.errors import DocgenError

if TYPE_CHECKING:
    from docgen.preview import Preview
    from docgen.settings import Found

_PORT = 8000


@click.command(
    cls=helping.Command,
    short_help="Show the document and its findings in a browser.",
    epilog=helping.examples(
        ("docgen preview", "the inputs of the settings"),
        ("docgen preview docs/ --include-path /books", "a part of other pages"),
    ),
)
@options.paths
@options.shaping
@click.option("--port", type=click.IntRange(0, 65535), default=_PORT, show_default=True, help="0 takes a free one.")
@options.configuring
@options.talking
@click.pass_obj
def preview(state: State, /, *, paths: tuple[str, ...], port: int, **given: Any) -> int:
    """Show the document in Swagger UI on this machine, with the findings, and follow changes of the pages.

    PATHS are files, folders and globs; without any, the inputs of the settings are read. Only this machine can open
    the preview, and it loads nothing from elsewhere. Of a large document it opens the part that the options ask for,
    or offers a choice.
    """
    from docgen.cli import watching
    from docgen.preview import Preview, serve
    from docgen.run.documents import slice_of

    found = options.settings_of(**given)
    options.show_settings(state, found)
    shown = Preview(sliced=not slice_of(found.settings).is_whole)
    try:
        server = serve(shown, port)
    except OSError as error:
        raise DocgenError(f"port {port} cannot be used ({error.strerror}); choose another with --port") from error
    _renew(shown, paths, found, state)
    click.echo(f"http://127.0.0.1:{server.server_port}/")
    state.note("Waiting for changes; Ctrl-C ends.")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        for _changes in watching.changes(paths, found):
            _renew(shown, paths, found, state)
    finally:
        server.shutdown()
    return 0


def _renew(shown: Preview, paths: tuple[str, ...], found: Found, state: State) -> None:
    """Build, and show the result; what prevents it is shown, too, and does not end the preview."""
    import json

    from docgen.report import REPORTERS
    from docgen.run import pipeline

    try:
        with progress(state) as callback:
            result = pipeline.build(paths, settings=found, progress=callback)
    except DocgenError as error:
        say(f"error: {error}")
        shown.fail(str(error))
        return
    findings = json.loads(REPORTERS["json"](result.report))
    spans = [one.span for one in result.report.diagnostics]
    if result.valid:
        shown.show(result.document, findings, spans, result.report.sources)
    else:
        shown.fail("the document would not be valid OpenAPI (DG9)", findings, spans, result.report.sources)
