"""``docgen config``: prints the settings of a run, and where each of them comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click
from click.core import ParameterSource

from docgen.cli import helping, options
from docgen.cli.terminal import State

_SOURCES = {
    ParameterSource.COMMANDLINE: "command line",
    ParameterSource.ENVIRONMENT: "environment",
}


@click.command(
    cls=helping.Command,
    short_help="Show the settings that hold here.",
    epilog=helping.examples(
        ("docgen config", "each setting, and where it comes from"),
        ("docgen config --schema", "what can be set, for editors"),
    ),
)
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the settings file instead.")
@click.option("--output-format", type=click.Choice(("text", "json")), default="text", help="How they are written.")
@options.choosing
@options.configuring
@options.talking
@click.pass_context
def config(context: click.Context, /, *, schema: bool, output_format: str, **given: Any) -> int:
    """Show the settings that hold here, and where each of them comes from.

    The text is itself a settings file.
    """
    import json

    from docgen import settings

    if schema:
        options.show(settings.schema_text())
        return 0
    found = options.settings_of(**given)
    options.show_settings(context.ensure_object(State), found)
    values = settings.plain(found.settings)
    origins = {key: _origin(key, found, context) for key in values}
    if output_format == "json":
        listed = {key: {"value": value, "from": origins[key]} for key, value in values.items()}
        options.show(json.dumps(listed, indent=2) + "\n")
    else:
        options.show("".join(f"{key} = {_toml(value)}  # {origins[key]}\n" for key, value in values.items()))
    return 0


def _origin(key: str, found: Any, context: click.Context) -> str:
    """Return where the value of a setting comes from: an option, the settings file, or nowhere."""
    from docgen import settings

    source = context.get_parameter_source(key.replace("-", "_"))
    if source in _SOURCES:
        return _SOURCES[source]
    if found.file and key in settings.stated(found.file):
        return settings.display_name(found.file)
    return "default"


def _toml(value: Any) -> str:
    """Return a value as TOML writes it on one line."""
    import json

    if isinstance(value, Mapping):
        inner = ", ".join(f"{json.dumps(key)} = {_toml(item)}" for key, item in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value)
