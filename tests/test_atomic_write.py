"""A file is replaced whole or not at all."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from docgen.atomic_write import FileChanged, rewrite, write_atomically


def test_a_new_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "openapi.yaml"
    assert write_atomically(path, "x: é\r\n".encode())
    assert path.read_bytes() == "x: é\r\n".encode()
    assert os.listdir(path.parent) == ["openapi.yaml"]


def test_the_same_bytes_leave_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_text("same", encoding="utf-8")
    before = path.stat()
    assert not write_atomically(path, b"same")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert write_atomically(path, b"diff")


def test_permission_bits_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    write_atomically(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_symbolic_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target, link = tmp_path / "real" / "f", tmp_path / "link"
    link.symlink_to(target)
    assert write_atomically(link, b"one")
    assert write_atomically(link, b"two")
    assert link.is_symlink() and target.read_text(encoding="utf-8") == "two"


@pytest.mark.parametrize("failure", [KeyboardInterrupt, OSError])
def test_a_failure_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: type[BaseException]
) -> None:
    path = tmp_path / "f"
    path.write_text("old", encoding="utf-8")

    def fail(*_: object) -> None:
        raise failure

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(failure):
        write_atomically(path, b"new")
    assert os.listdir(tmp_path) == ["f"] and path.read_text(encoding="utf-8") == "old"


def test_a_folder_in_the_way_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    with pytest.raises(OSError):
        write_atomically(tmp_path / "d", b"x")
    with pytest.raises(OSError):
        write_atomically(tmp_path / "d" / ".." / "d", b"x")
    (tmp_path / "f").write_text("", encoding="utf-8")
    with pytest.raises(OSError):
        write_atomically(tmp_path / "f" / "g", b"x")


def test_what_is_no_regular_file_is_written_directly() -> None:
    assert write_atomically(Path(os.devnull), b"x")
    assert not Path(os.devnull).is_file()


@pytest.fixture(params=["alone", "hard link"])
def page(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "f"
    path.write_bytes(b"old text")
    path.chmod(0o640)
    if request.param == "hard link":
        (tmp_path / "g").hardlink_to(path)
    return path


@pytest.mark.parametrize("new", [b"x", b"a longer text"])
def test_what_is_as_expected_is_rewritten_with_its_mode_and_its_other_names(page: Path, new: bytes) -> None:
    rewrite(page, b"old text", new)
    assert page.read_bytes() == new
    assert stat.S_IMODE(page.stat().st_mode) == 0o640
    assert {each.read_bytes() for each in page.parent.iterdir()} == {new}


def test_what_is_not_as_expected_is_left_alone(page: Path) -> None:
    with pytest.raises(FileChanged):
        rewrite(page, b"old", b"new")
    page.chmod(0o400)
    with pytest.raises(PermissionError, match="read-only"):
        rewrite(page, b"old text", b"new")
    assert {each.read_bytes() for each in page.parent.iterdir()} == {b"old text"}


@pytest.mark.parametrize("failure", [KeyboardInterrupt, OSError])
def test_a_failure_while_a_page_is_rewritten_leaves_the_old_one(
    page: Path, monkeypatch: pytest.MonkeyPatch, failure: type[BaseException]
) -> None:
    names, failures, fsync = sorted(os.listdir(page.parent)), [failure], os.fsync

    def fail(descriptor: int) -> None:
        if failures:
            raise failures.pop()
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(failure):
        rewrite(page, b"old text", b"a longer text")
    assert page.read_bytes() == b"old text"
    assert sorted(os.listdir(page.parent)) == names


def test_what_is_written_is_on_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda descriptor: done.append("flush") or fsync(descriptor))
    monkeypatch.setattr(os, "replace", lambda *names: done.append("rename") or replace(*names))
    write_atomically(tmp_path / "f", b"x")
    assert done[:2] == ["flush", "rename"]


_KILLED = """
import os, signal, sys
from pathlib import Path
from docgen.atomic_write import rewrite, write_atomically
os.fsync = lambda descriptor: os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[2] == "write":
    write_atomically(Path(sys.argv[1]), b"new text")
else:
    rewrite(Path(sys.argv[1]), b"old text", b"new text")
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system cannot kill a process at once")
@pytest.mark.parametrize("how", ["write", "rewrite"])
def test_what_a_killed_run_leaves_is_deleted_by_the_next(tmp_path: Path, how: str) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(b"old text")
    subprocess.run([sys.executable, "-c", _KILLED, str(path), how], check=False)
    assert path.read_bytes() == b"old text"
    (left,) = [one for one in os.listdir(tmp_path) if one != "page.md"]
    another = ("0" if left[8] != "0" else "1") * 8  # a machine or container that shares the folder
    kept = {
        left.replace(left.split("-")[1], another),
        left.replace(left.split("-")[2], str(os.getpid())),
        ".docgen-x.tmp",
    }
    for name in kept:
        (tmp_path / name).write_bytes(b"")
    if how == "write":
        write_atomically(path, b"old text")
    else:
        rewrite(path, b"old text", b"new text")
    assert set(os.listdir(tmp_path)) == {"page.md", *kept}
