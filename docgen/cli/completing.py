"""Installs the completion of commands, options and rules in the shell of the person who asks."""

from __future__ import annotations

import os
from pathlib import Path

import click

from docgen.cli.terminal import say
from docgen.errors import DocgenError

_ZSH = "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }; "
_SHELLS = {
    "bash": (".bashrc", 'eval "$(_DOCGEN_COMPLETE=bash_source docgen)"'),
    "zsh": (".zshrc", f'{_ZSH}eval "$(_DOCGEN_COMPLETE=zsh_source docgen)"'),
    "fish": (".config/fish/completions/docgen.fish", "_DOCGEN_COMPLETE=fish_source docgen | source"),
}
"""The file that each shell reads at its start, and the line that it needs there."""


def install(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001  click calls it so
    """Add the line to the file of the shell that ``SHELL`` names, unless it is there; then end."""
    if not value:
        return
    shell = Path(os.environ.get("SHELL", "")).name
    if shell not in _SHELLS:
        raise DocgenError(f"SHELL names none of {', '.join(_SHELLS)}; docgen --help tells what to do by hand")
    name, line = _SHELLS[shell]
    folder = os.environ.get("ZDOTDIR") if shell == "zsh" else None
    file = Path(folder or Path.home()) / name
    text = file.read_text("utf-8", errors="surrogateescape") if file.is_file() else ""
    if line in text.split("\n"):
        say(f"{file} has the completion already")
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as rest:
            rest.write(("" if text.endswith("\n") or not text else "\n") + line + "\n")
        say(f"added to {file}: {line}")
        say("it holds in the next shell")
    context.exit()
