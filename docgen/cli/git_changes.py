"""Lists the files that differ from a Git revision."""

from __future__ import annotations

import os
import subprocess
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


def _git(folder: Path, *args: str) -> str:
    try:
        done = subprocess.run(["git", *args], cwd=folder, capture_output=True, check=False)
    except OSError as error:
        raise DocgenError(f"--since needs git, which cannot be run: {error.strerror}") from error
    if done.returncode:
        words = done.stderr.decode("utf-8", errors="replace").strip().splitlines()
        reason = words[0] if words else "the revision has no commit in common with this branch"
        raise DocgenError(f"--since: {reason}")
    return done.stdout.decode("utf-8", errors="surrogateescape")
