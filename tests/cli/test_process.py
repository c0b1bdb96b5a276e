"""docgen as a process of its own: interrupts, closed pipes, odd encodings."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "docgen"]


def many_pages(count: int) -> None:
    for number in range(count):
        text = f"---\ntitle: Page {number}\n---\n\n# Page {number}\n\n" + "**TODO: write this**\n\n" * 50
        Path(f"docs_input/p{number}.md").write_text(text)


@pytest.mark.skipif(os.name == "nt", reason="signals differ on Windows")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_the_run_with_one_word_and_no_file(books, jobs):
    many_pages(3000)
    command = [*COMMAND, "build", "--jobs", jobs, "-v"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        first = process.stderr.readline()  # said before pages are read
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert first.startswith("settings:")
    assert process.returncode == 130
    assert (out, err.strip()) == ("", "interrupted")
    assert not Path("build").exists()


def test_a_reader_that_leaves_is_no_error(books):
    many_pages(300)
    command = [*COMMAND, "lint", "-q"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode in (0, 1)


def test_characters_that_the_encoding_lacks_are_escaped(books):
    Path("docs_input/b\u00fccher.md").write_text("---\ntitle: A\n---\n\n# A\n\n**TODO** \u6f22\n", encoding="utf-8")
    done = subprocess.run(
        [*COMMAND, "lint"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert done.returncode in (0, 1)
    assert rb"b\xfccher.md" in done.stdout
    assert b"Traceback" not in done.stderr


def test_the_module_can_be_run(books):
    done = subprocess.run([*COMMAND, "lint", "nowhere"], capture_output=True, check=False, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "error: nowhere does not exist\n")


def test_two_runs_give_the_same_bytes_whatever_the_hash_seed(books):
    many_pages(3)
    outputs = set()
    for seed in ("0", "1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run([*COMMAND, "build", "-o", "-"], capture_output=True, check=False, env=environment)
        outputs.add((done.stdout, done.stderr))
    assert len(outputs) == 1


@pytest.mark.parametrize(("goes_on", "told"), [(True, "True"), (False, "False")])
def test_only_a_command_that_goes_on_lets_the_garbage_collector_work(goes_on, told):
    command = f"({'process.goes_on(), ' if goes_on else ''}print(gc.isenabled()), 3)[-1]"
    code = f"import gc; from docgen.cli import process; process.run_to_end(lambda: {command})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (3, f"{told}\n", "")


@pytest.mark.parametrize(("goes_on", "told"), [(True, "gone\n"), (False, "")])
def test_what_a_command_made_is_not_taken_apart_unless_it_goes_on(goes_on, told):
    code = f"""
import weakref
from docgen.cli import process

class Made:
    pass

def command():
    {"process.goes_on()" if goes_on else ""}
    made = Made()
    weakref.finalize(made, print, "gone").atexit = False
    process.keep(made)
    return 0

process.run_to_end(command)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == told
