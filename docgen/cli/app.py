"""The command line as a whole: its commands, and what an error looks like to the person who sees it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

import click

from docgen import __version__
from docgen.cli import completing, helping
from docgen.cli.build import build
from docgen.cli.compare import compare
from docgen.cli.config import config
from docgen.cli.coverage import coverage
from docgen.cli.dialect import dialect
from docgen.cli.diff import diff
from docgen.cli.init import init
from docgen.cli.inspect import inspect
from docgen.cli.lint import lint
from docgen.cli.preview import preview
from docgen.cli.process import run_to_end
from docgen.cli.rule import rule
from docgen.cli.server import server
from docgen.cli.terminal import State, say
from docgen.cli.trace import trace
from docgen.errors import DocgenError, InternalError

_HELP_OPTIONS = {"help_option_names": ["-h", "--help"]}
_EXAMPLES = helping.examples(
    ("docgen init", "look at pages, write docgen.toml"),
    ("docgen lint docs/", "say what is wrong with pages"),
    ("docgen build docs/ -o api.yaml", "write their OpenAPI document"),
    ("docgen rule DG501", "explain a finding"),
)
_EXIT_CODES = (
    "Exit codes: 0 nothing to complain about; 1 findings, or a document that is not up to date; "
    "2 the job could not be done."
)
_COMPLETION = """\
\b
Completion for one shell, by hand (zsh_source in zsh):
  eval "$(_DOCGEN_COMPLETE=bash_source docgen)\""""


def _show_version(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001  click calls it so
    """Print the versions that a report of a defect has to name."""
    if value:
        import platform

        python = f"{platform.python_implementation()} {platform.python_version()}"
        click.echo(f"docgen {__version__} ({python}, {platform.system()} {platform.machine()})")
        context.exit()


@click.group(
    context_settings={**_HELP_OPTIONS, "auto_envvar_prefix": "DOCGEN"},
    epilog=f"{_EXAMPLES}\n\n{_EXIT_CODES}\n\n{_COMPLETION}",
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Say which docgen runs."
)
@click.option(
    "--install-completion",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=completing.install,
    help="Complete commands, options and rules in your shell (bash, zsh or fish).",
)
def commands() -> None:
    """Turn Markdown API reference pages into a validated OpenAPI document, and say what is wrong with them."""


commands.add_command(build)
commands.add_command(lint)
commands.add_command(rule)
commands.add_command(init)
commands.add_command(inspect)
commands.add_command(trace)
commands.add_command(compare)
commands.add_command(diff)
commands.add_command(preview)
commands.add_command(config)
commands.add_command(coverage)
commands.add_command(dialect)
commands.add_command(server)


def run() -> NoReturn:
    """Run the command line as a process of its own."""
    run_to_end(main)


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; every error is one line on stderr."""
    state = State(verbose=_is_debugging())
    _tolerate_any_character()
    try:
        code = commands.main(args, prog_name="docgen", standalone_mode=False, obj=state)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return 2
    except click.ClickException as error:
        return _failed(error.format_message())
    except InternalError as error:
        _show_traceback(error.__cause__ or error, state)
        return _failed(str(error))
    except DocgenError as error:
        return _failed(str(error))
    except (KeyboardInterrupt, click.Abort):
        say("interrupted")
        return 130
    except BrokenPipeError:
        return _reader_left()
    except SystemExit as error:  # click's way to end quietly when the reader of a pipe has left
        _reader_left()
        return error.code if isinstance(error.code, int) else 1
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        return _failed(f"{place}{error.strerror or type(error).__name__}")
    except Exception as error:  # the last resort, so that nobody is shown a traceback unasked
        return _unexpected(error, state)


def _is_debugging() -> bool:
    return bool(os.environ.get("DOCGEN_DEBUG"))


def _failed(message: str) -> int:
    say(f"error: {' '.join(message.split())}")
    return 2


def _unexpected(error: Exception, state: State) -> int:
    _show_traceback(error, state)
    told = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return _failed(f"docgen failed in a way it should not ({told[:200]}); please report it with the output of -v")


def _show_traceback(error: BaseException, state: State) -> None:
    if state.verbose:
        import traceback

        traceback.print_exception(error)


def _reader_left() -> int:
    """Let what is still to be flushed at the end of the process go nowhere."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def _tolerate_any_character() -> None:
    """Print what the terminal's encoding lacks as an escape instead of failing over it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
