"""The files that other tools read name commands and options that exist."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from docgen.cli.app import commands

ROOT = Path(__file__).resolve().parent.parent
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
ACTION = yaml.safe_load((ROOT / ".github/actions/docgen/action.yml").read_text("utf-8"))


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_hooks_call_commands_and_options_that_exist(hook):
    program, command, *options = shlex.split(hook["entry"])
    assert program == "docgen"
    known = {name for option in commands.commands[command].params for name in option.opts}
    assert set(options) <= known
    assert hook["language"] == "python"


def test_the_lint_hook_shows_findings_on_the_given_pages_and_reads_all(todo, run):
    entry = next(hook["entry"] for hook in HOOKS if hook["id"] == "docgen-lint")
    args = shlex.split(entry)[1:]
    assert run(*args, "docs_input/book-get.md").out == ""
    assert "DG201" in run(*args, "docs_input/book.md").out


def test_the_action_is_composite_and_takes_no_input_into_its_scripts():
    assert ACTION["runs"]["using"] == "composite"
    for step in ACTION["runs"]["steps"]:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"]
    used = set(re.findall(r"inputs\.([a-z-]+)", str(ACTION["runs"])))
    assert used == set(ACTION["inputs"])


@pytest.mark.skipif(os.name == "nt", reason="bash is not at home on Windows")
def test_the_action_runs_the_command_with_its_arguments(todo):
    script = ACTION["runs"]["steps"][1]["run"]
    programs = todo / "docgen/bin"
    programs.mkdir(parents=True)
    program = programs / "docgen"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m docgen "$@"\n')
    program.chmod(0o755)
    command = ["bash", "-eo", "pipefail", "-c", script]

    def run(args):
        environment = {**os.environ, "RUNNER_TEMP": str(todo), "COMMAND": "lint", "ARGS": args}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    done = run("--select DG2\n--fail-on warning\n")
    assert done.returncode == 1
    assert done.stdout.startswith("::warning title=DG201 ")
    (todo / "two words.md").write_text("# TODO\n")
    done = run("""'two words.md' --select "DG2, DG1"\n--exit-zero""")
    assert done.returncode == 0
    assert "file=two words.md," in done.stdout
    assert run("").returncode == 0
    done = run("'not closed")
    assert (done.returncode, done.stderr) == (1, "args: No closing quotation\n")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_there_for_the_shells_of_the_guide(shell):
    assert f"_DOCGEN_COMPLETE={shell}_source docgen" in (ROOT / "docs/pages/editors.md").read_text("utf-8")
    done = CliRunner().invoke(commands, env={"_DOCGEN_COMPLETE": f"{shell}_source"}, prog_name="docgen")
    assert done.exit_code == 0
    assert "_DOCGEN_COMPLETE" in done.output
