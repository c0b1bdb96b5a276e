"""Mistakes at the command line: one clear line on stderr, exit code 2, no traceback."""

from __future__ import annotations

import os
import platform
import shlex
import shutil
import subprocess
import sys

import pytest

from docgen import __version__
from docgen.cli.app import commands
from docgen.cli.options import FORMATS
from docgen.report import REPORTERS


def test_version_and_help_go_to_stdout(run):
    done = run("--version")
    assert (done.code, done.err) == (0, "")
    python = f"{platform.python_implementation()} {platform.python_version()}"
    assert done.out.startswith(f"docgen {__version__} ({python}, {platform.system()}")
    assert done.out.count("\n") == 1
    for args in (("-h",), ("--help",), ("build", "-h"), ("lint", "-h"), ("inspect", "-h")):
        code, out, err = run(*args)
        assert (code, err) == (0, "")
        assert out.startswith("Usage: docgen")


def test_without_a_command_the_help_is_shown(run):
    code, _, err = run()
    assert code == 2
    assert "Commands:" in err


def test_the_exit_codes_are_documented_in_the_help(run):
    assert "Exit codes: 0" in run("--help").out


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["bild"], "No such command 'bild'"),
        (["build", "--outptu", "x"], "No such option"),
        (["lint", "--output-format", "sarf"], "'sarf' is not one of 'full', 'concise'"),
        (["lint", "--jobs", "many"], "'many' is not a valid integer"),
        (["lint", "nowhere"], "nowhere does not exist"),
        (["lint", "empty"], "no pages in empty"),
        (["build", "nowhere.md"], "nowhere.md does not exist"),
        (["inspect", "nowhere.md"], "nowhere.md does not exist"),
        (["lint", "--select", "DG2O1"], "there is no rule 'DG2O1'; did you mean DG201?"),
        (["lint", "--config", "none.toml"], "the settings none.toml cannot be read: No such file or directory"),
        (["lint", "--config", "bad.toml"], "bad.toml: unknown key outptu; did you mean output?"),
        (["lint", "--config", "bad.toml", "--isolated"], "--config and --isolated exclude each other"),
        (["build", "--output", "-", "--check"], "--check and --diff compare with a file"),
    ],
)
def test_a_mistake_is_one_line_on_stderr(books, run, args, message):
    (books / "empty").mkdir()
    (books / "bad.toml").write_text("outptu = 1\n")
    code, out, err = run(*args)
    assert code == 2
    assert out == ""
    assert err.startswith("error: ")
    assert message in err
    assert err.count("\n") == 1


def test_the_folder_of_inputs_is_named_when_it_is_missing(tmp_path, monkeypatch, run):
    monkeypatch.chdir(tmp_path)
    assert run("lint", "--isolated") == (2, "", "error: docs_input does not exist\n")


def test_a_failure_that_nobody_foresaw_is_one_line_and_a_traceback_only_on_request(books, run, monkeypatch):
    from docgen.run import pipeline

    def fail(*_args, **_options):
        raise ValueError("what now")

    monkeypatch.setattr(pipeline, "lint", fail)
    code, out, err = run("lint")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "ValueError: what now" in err
    assert "please report it" in err
    assert "Traceback" in run("lint", "-v").err
    monkeypatch.setenv("DOCGEN_DEBUG", "1")
    assert "Traceback" in run("lint").err


@pytest.mark.parametrize("command", [(), *((name,) for name in sorted(commands.commands))])
def test_help_fits_into_80_columns(run, command):
    code, out, err = run(*command, "--help")
    assert (code, err) == (0, "")
    assert [line for line in out.splitlines() if len(line) > 80] == []


@pytest.mark.parametrize("command", ["build", "lint"])
def test_help_shows_options_in_groups_and_examples(run, command):
    parts = [part.strip("\n") for part in run(command, "--help").out.split("\n\n") if ":\n" in part]
    sections = {title.strip(): text for title, text in (part.split(":\n", 1) for part in parts)}
    assert "--select RULES" in sections["Which findings"]
    assert "--dialect" in sections["How pages are read"]
    others = [line.split()[0].rstrip(",") for line in sections["Other options"].splitlines() if line[2] == "-"]
    assert others == ["--timings", "-v", "-q", "-h"]
    shown = [line.strip().split("  ")[0] for line in sections["Examples"].splitlines()]
    assert len(shown) >= 3
    for line in shown:  # what an example says is understood
        _, name, *args = line.split()
        commands.commands[name].make_context(name, args)


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("docgen lint --select DG50", ("DG501", "DG502")),
        ("docgen lint --ignore DG2,dg50", ("DG2,DG501", "DG2,DG502")),
        ("docgen build --select todo-", ("todo-in-description",)),
        ("docgen rule DG50", ("DG501", "DG502")),
    ],
)
def test_a_shell_completes_rules(words, completed):
    done = subprocess.run(
        [sys.executable, "-m", "docgen"],
        env={"_DOCGEN_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))},
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(completed) <= {line.partition(",")[2] for line in done.stdout.splitlines()}


def test_the_formats_offered_are_those_that_exist():
    assert set(FORMATS) == set(REPORTERS)


def test_help_loads_nothing_heavy():
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "docgen", "--help"], capture_output=True, text=True, check=True
    )
    loaded = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
    heavy = {"markdown_it", "openapi_spec_validator", "jinja2", "rich", "yaml", "jsonschema_rs", "docgen.run.pipeline"}
    assert "click" in loaded
    assert not loaded & heavy


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_completion_is_installed_once_and_completes_rules(tmp_path, shell):
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    (bin_ / "docgen").write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m docgen "$@"\n')
    (bin_ / "docgen").chmod(0o755)
    path = f"{bin_}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "HOME": str(tmp_path), "PATH": path, "SHELL": program, "ZDOTDIR": str(tmp_path)}

    def call(*command):
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)

    first, second = (call("docgen", "--install-completion") for _ in range(2))
    assert (first.returncode, second.returncode) == (0, 0)
    assert "added to" in first.stderr
    assert "already" in second.stderr
    file = tmp_path / f".{shell}rc"
    assert file.read_text().count("_DOCGEN_COMPLETE") == 1
    if shell == "bash":
        words = "COMP_WORDS=(docgen rule DG50) COMP_CWORD=2; _docgen_completion docgen; echo ${COMPREPLY[@]}"
    else:
        words = (
            "print ${_comps[docgen]}; _DOCGEN_COMPLETE=zsh_complete COMP_WORDS='docgen rule DG50' COMP_CWORD=2 docgen"
        )
    done = call(shell, "-ic", f". {shlex.quote(str(file))}; {words}")
    assert "DG501" in done.stdout
    assert shell == "bash" or "_docgen_completion" in done.stdout


def test_completion_is_not_installed_in_an_unknown_shell(run, monkeypatch):
    monkeypatch.setenv("SHELL", "/bin/csh")
    done = run("--install-completion")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: SHELL names none of bash, zsh, fish")
