"""Lists the files that differ from a Git revision."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from pathlib import Path

from docgen.errors import DocgenError


def changed(revision: str, folder: Path) -> frozenset[str]:
    """Return the real paths of the files that are changed, added or untracked since a revision.

    ``folder`` lies in the repository. Raises DocgenError where Git cannot tell.
    """
    if revision.startswith("-"):
        raise DocgenError(f"--since: {revision!r} is no revision")
    top = _git(folder, "rev-parse", "--show-toplevel").rstrip("\n")
    # The commit at which this branch left the other one: what happened there since is not a change of ours.
    base = _git(folder, "merge-base", revision, "HEAD").strip()
    differing = _git(folder, "diff", "--name-only", "--no-relative", "--diff-filter=d", "-z", base, "--")
    untracked = _git(Path(top), "ls-files", "--others", "--exclude-standard", "-z")
    names = {*differing.split("\0"), *untracked.split("\0")} - {""}
    return frozenset(os.path.realpath(os.path.join(top, name)) for name in names)


def extract(revision: str, folder: Path, target: str) -> None:
    """Write the files that a folder held at a revision to another folder; raise DocgenError where Git cannot."""
    if revision.startswith("-"):
        raise DocgenError(f"{revision!r} is neither a document nor a revision")
    commit = _git(folder, "rev-parse", "--verify", f"{revision}^{{commit}}", who=revision).strip()
    archive = _output(folder, "archive", "--format=tar", commit, ".", who=revision)
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        for member in files:
            held = files.extractfile(member) if member.isreg() else None
            place = os.path.normpath(os.path.join(target, member.name))
            if held is not None and Path(place).is_relative_to(target):
                os.makedirs(os.path.dirname(place), exist_ok=True)
                Path(place).write_bytes(held.read())


def _git(folder: Path, *args: str, who: str = "--since") -> str:
    return _output(folder, *args, who=who).decode("utf-8", errors="surrogateescape")


def _output(folder: Path, *args: str, who: str) -> bytes:
    """Return what Git prints; ``who`` is what a DocgenError is about."""
    try:
        done = subprocess.run(["git", *args], cwd=folder, capture_output=True, check=False)
    except OSError as error:
        raise DocgenError(f"{who} needs git, which cannot be run: {error.strerror}") from error
    if done.returncode:
        words = done.stderr.decode("utf-8", errors="replace").strip().splitlines()
        reason = words[0] if words else "the revision has no commit in common with this branch"
        raise DocgenError(f"{who}: {reason}")
    return done.stdout
