"""Makes a part of a docset, or several copies of it under other names, for measuring growth."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]+")
_ADDRESS = re.compile(r"^((?:GET|POST|PUT|PATCH|DELETE)\s+(?:https?://[^/\s]+/v\d[^/\s]*)?/)", re.MULTILINE)


def pages(folder: Path) -> list[Path]:
    """Return the pages below a folder."""
    return sorted(path for path in folder.rglob("*") if path.suffix in (".md", ".mdx", ".apib"))


def copy(folder: Path, target: Path) -> Path:
    """Copy a docset as it is."""
    for page in pages(folder):
        _place(target, page.relative_to(folder)).write_bytes(page.read_bytes())
    return target


def quarter(folder: Path, target: Path) -> Path:
    """Copy about a quarter of a docset; pages whose names begin with the same word stay together."""
    words = sorted({page.stem.split("-")[0] for page in pages(folder)})
    chosen = set(words[::4])
    for page in pages(folder):
        if page.stem.split("-")[0] in chosen:
            shutil.copyfile(page, _place(target, page.relative_to(folder)))
    return target


def copies(folder: Path, target: Path, count: int) -> Path:
    """Copy a docset several times, each time with other names of types and other addresses."""
    found = pages(folder)
    names = {page.stem.lower() for page in found if "-" not in page.stem}
    for number in range(count):
        suffix = "abcdefgh"[number] * 2
        for page in found:
            text = page.read_bytes().decode("utf-8-sig", errors="replace")
            text = _WORD.sub(lambda m: m[0] + suffix if m[0].lower() in names else m[0], text)  # noqa: B023
            text = _ADDRESS.sub(rf"\1{suffix}/", text)
            stem = page.stem + (suffix if page.stem.lower() in names else "")
            relative = page.relative_to(folder).with_name(f"{stem}{page.suffix}")
            _place(target, Path(f"copy-{suffix}") / relative).write_text(text, encoding="utf-8")
    return target


def _place(target: Path, relative: Path) -> Path:
    path = target / relative
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
