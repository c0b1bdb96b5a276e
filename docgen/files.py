"""Finds the pages below some paths, sorted by name on every system, and reads their text."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from stat import S_ISDIR, S_ISREG

import msgspec

from docgen import fingerprints, patterns, rules
from docgen.diagnostic import Diagnostic
from docgen.errors import DocgenError
from docgen.fingerprints import DiscoveryLog, file_state, names_of
from docgen.patterns import PatternError, Patterns
from docgen.source import Source, Span, decode

SUFFIXES = (".md", ".markdown", ".mdx", ".apib")
MAX_BYTES = 4_000_000
# What other programs install beside pages: a virtual environment, known by this file in it, and packages of Node.js.
_ENVIRONMENT = "pyvenv.cfg"
_PACKAGES = "node_modules"
_MEGABYTE = 1_000_000
_Test = Callable[[Path], bool]
_WILDCARDS = frozenset("*?[")


class PageFile(msgspec.Struct, frozen=True, gc=False):
    """One page that was found.

    ``path`` is what people read (relative to the working directory), ``name`` is relative to ``root``; both have
    ``/`` between names. ``real`` is the file itself, every link followed. ``finding`` says why a page is not read: a
    link that leads out of the root, a folder that cannot be listed.
    """

    path: str
    name: str
    real: str
    root: Path
    finding: Diagnostic | None = None


class Reading(msgspec.Struct, frozen=True, gc=False):
    """What reading a file gave: its source, or None and the reason as a finding.

    ``stamp`` and ``digest`` stand for the state and the content of the file; b"" where nothing was read.
    """

    source: Source | None
    diagnostics: tuple[Diagnostic, ...] = ()
    stamp: bytes = b""
    digest: bytes = b""


def discover(
    paths: Sequence[str | Path],
    *,
    exclude: Sequence[str] = (),
    root: str | Path = "",
    folder: str | Path = "",
    seen: DiscoveryLog | None = None,
) -> tuple[PageFile, ...]:
    """Return the pages that files, folders and globs stand for, each once, sorted by name.

    ``exclude`` holds patterns as in a .gitignore file, relative to ``folder`` (the working directory when empty).
    A file that is named itself is always taken. ``root`` replaces the root of every path, which is otherwise the
    folder given, or the folder of the file given. ``seen`` takes down what was looked at besides. Raises DocgenError
    for a path that does not exist, or that holds no page.
    """
    seen = DiscoveryLog() if seen is None else seen
    excluded = matcher(exclude, folder) if exclude else None
    fixed_root = _real(Path(root)) if root else None
    found: dict[str, PageFile] = {}
    for path in paths:
        pages = tuple(_pages_of(str(path), fixed_root, excluded, seen))
        if all(page.finding for page in pages):
            raise DocgenError(_nothing_found(str(path), pages))
        for page in pages:
            # One choice for a file that is given in several ways, so that the order of the arguments does not matter.
            known = found.get(page.real)
            found[page.real] = min(known, page, key=_preference) if known else page
    return tuple(sorted(found.values(), key=lambda page: (page.name, page.real)))


def page_at(path: str | Path, inputs: Sequence[str | Path] = (), *, root: str | Path = "") -> PageFile:
    """Return the page at a path, whether there is a file or not.

    Its root is the one given, else the first input that holds it, else its own folder.
    """
    absolute = Path(os.path.abspath(path))
    real = Path(os.path.realpath(absolute))
    roots = (_real(Path(place)) for place in ([root] if root else inputs))
    own = next((place for place in roots if real.is_relative_to(place) and real != place), real.parent)
    return PageFile(display(absolute), relative(str(real), str(own)), str(real), own)


def matcher(lines: Sequence[str], folder: str | Path = "") -> Callable[[Path], bool]:
    """Return a test whether a file matches one of some patterns, written as in a .gitignore file of a folder."""
    try:
        chosen = Patterns(lines)
    except PatternError as error:
        raise DocgenError(f"a pattern cannot be read: {error}") from error
    start = os.path.abspath(folder)

    def matches(path: Path) -> bool:
        name = relative(str(path), start)
        while name.startswith("../"):  # above the folder: a pattern for names still holds
            name = name[3:]
        return chosen.leave_out(name)

    return matches


def read(page: PageFile) -> Reading:
    """Read and decode one page; whatever prevents it is a finding."""
    if page.finding:
        return Reading(None, (page.finding,))
    return read_file(page.path, page.real)


def read_file(path: str, real: str | Path) -> Reading:
    """Read and decode the file at ``real``, known to people as ``path``."""
    here = Span(path, 0, 0)
    try:
        data, status = fingerprints.content(real, MAX_BYTES)
    except OSError as error:
        return _refused(rules.UNREADABLE_PAGE.at(here, problem=error.strerror or type(error).__name__))
    size = max(status.st_size, len(data))
    if size > MAX_BYTES:
        megabytes = f"{size / _MEGABYTE:.1f}"
        return _refused(rules.OVERSIZED_PAGE.at(here, size=megabytes, limit=MAX_BYTES // _MEGABYTE))
    return Reading(decode(path, data), (), fingerprints.stamp(status), fingerprints.digest(data))


def source(path: str, digest: bytes = b"") -> Source | None:
    """Return the source of the file that people know as ``path``.

    None where ``read_file`` would refuse it, or where it does not hold the content of a ``digest`` (any more).
    """
    try:
        data, status = fingerprints.content(path, MAX_BYTES)
    except OSError:
        return None
    if max(status.st_size, len(data)) > MAX_BYTES or (digest and fingerprints.digest(data) != digest):
        return None
    return decode(path, data)


def below(path: str, root: Path) -> Path | None:
    """Return where a path leads, every link followed; None when that is not below the root."""
    try:
        real = _real(Path(path))
    except ValueError:  # a null character in it
        return None
    return real if real.is_relative_to(root) else None


def display(absolute: str | Path) -> str:
    """Return how people read a path: relative to the working directory, ``/`` between names."""
    return relative(str(absolute), os.getcwd())


def relative(path: str, start: str) -> str:
    """Return a path as it is from a folder, ``/`` between names; one on another drive stays as it is."""
    try:
        return os.path.relpath(path, start).replace(os.sep, "/")
    except ValueError:
        return path.replace(os.sep, "/")


def _refused(diagnostic: Diagnostic) -> Reading:
    return Reading(None, (diagnostic,))


def _preference(page: PageFile) -> tuple[bool, int, str, str]:
    """Prefer the file itself to a link, then the widest root, so that includes are found."""
    linked = Path(page.real) != page.root / page.name
    return (linked, len(page.root.parts), page.name, page.path)


def _nothing_found(path: str, pages: Sequence[PageFile]) -> str:
    finding = pages[0].finding if pages else None
    if finding:
        return f"no pages in {path} ({finding.span.path}: {finding.message})"
    return f"no pages in {path} (looked for {', '.join('*' + suffix for suffix in SUFFIXES)})"


def _pages_of(path: str, root: Path | None, excluded: _Test | None, seen: DiscoveryLog) -> Iterator[PageFile]:
    """Yield the pages that one argument stands for."""
    absolute = Path(os.path.abspath(path))
    try:
        mode = absolute.stat().st_mode
    except FileNotFoundError:
        if not _WILDCARDS.isdisjoint(path):
            yield from _matching(path, root, excluded, seen)
            return
        raise DocgenError(f"{path} does not exist") from None
    except (OSError, ValueError) as error:
        raise DocgenError(f"{path!r} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if S_ISDIR(mode):
        real = _real(absolute)
        seen.sure &= real == absolute
        yield from _walk(absolute, _below(real, root, path), excluded, seen)
    elif S_ISREG(mode):
        # A link that is named itself is followed: it belongs to the folder that it stands in.
        parent = _real(absolute.parent)
        own = _below(parent, root, path)
        name = relative(str(parent / absolute.name), str(own))
        target = os.path.realpath(absolute)
        seen.sure &= target == str(absolute)
        yield PageFile(display(absolute), name, target, own)
    else:
        raise DocgenError(f"{path} is neither a file nor a folder")


def _below(real: Path, root: Path | None, path: str) -> Path:
    """Return the root that holds a given path: the one that is set, or the path itself."""
    if root is None:
        return real
    if not real.is_relative_to(root):
        raise DocgenError(f"{path} lies outside the root {display(root)} of the settings")
    return root


def _matching(pattern: str, root: Path | None, excluded: _Test | None, seen: DiscoveryLog) -> Iterator[PageFile]:
    """Yield the pages of a glob: those in its fixed folder that it matches, or that lie in a folder it matches."""
    parts = Path(os.path.abspath(pattern)).parts
    first = next(index for index, part in enumerate(parts) if not _WILDCARDS.isdisjoint(part))
    start = Path(*parts[:first])
    if not start.is_dir():
        raise DocgenError(f"{pattern} matches nothing")
    seen.sure = False
    matches = matcher(["/" + "/".join(parts[first:])], start)
    for page in _walk(start, _below(_real(start), root, pattern), excluded, seen):
        if matches(Path(os.path.abspath(page.path))):
            yield page


def _walk(start: Path, root: Path, excluded: _Test | None, seen: DiscoveryLog) -> Iterator[PageFile]:
    """Yield the pages below a folder. Links to folders come last and each real folder once, so no loop holds us."""
    walked: set[Path] = set()
    folders = [(start, _real(start), _ignores_above(_real(start), seen))]
    links: list[tuple[Path, Path]] = []
    while folders or links:
        if not folders:
            link, target = links.pop(0)
            folders.append((link, target, _ignores_above(target, seen)))
        folder, real, above = folders.pop()
        if real in walked:
            continue
        walked.add(real)
        stamp = fingerprints.stamp(os.stat(real))
        shown, name = _prefix(display(folder)), _prefix(relative(str(real), str(root)))
        try:
            entries = _entries(folder)
        except OSError as error:
            seen.sure = False
            problem = error.strerror or type(error).__name__
            finding = rules.UNREADABLE_PAGE.at(Span(display(folder), 0, 0), problem=problem)
            yield PageFile(display(folder), name.rstrip("/"), str(real), root, finding)
            continue
        seen.folders[str(real)] = (stamp, names_of(entries))
        ignores = _with_own(real, above, seen)
        for entry in _not_installed(entries):
            is_folder, is_link = _is_folder(entry), entry.is_symlink()
            seen.sure &= not is_link
            if not is_folder and not entry.name.lower().endswith(SUFFIXES):
                continue
            place = str(real / entry.name) if is_folder or is_link else f"{real}{os.sep}{entry.name}"
            if ignores and _ignored(Path(place), ignores, folder=is_folder):
                continue
            if excluded is not None and excluded(folder / entry.name):
                continue
            goal = os.path.realpath(place) if is_link else place
            if is_link and not Path(goal).is_relative_to(root):
                finding = rules.PAGE_OUTSIDE_ROOT.at(Span(shown + entry.name, 0, 0), target=display(goal))
                yield PageFile(shown + entry.name, name + entry.name, place, root, finding)
            elif not is_folder:
                yield PageFile(shown + entry.name, name + entry.name, goal, root)
            elif is_link:
                links.append((folder / entry.name, Path(goal)))
            else:
                folders.append((folder / entry.name, Path(place), ignores))


def _prefix(folder: str) -> str:
    """Return what stands before the names of a folder's entries."""
    return "" if folder == "." else folder.rstrip("/") + "/"


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """Return what a folder holds, hidden names left out."""
    with os.scandir(folder) as entries:
        return sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)


def _not_installed(entries: Sequence[os.DirEntry[str]]) -> Sequence[os.DirEntry[str]]:
    """Return the entries of a folder without installed packages; a virtual environment has no others."""
    if any(entry.name == _ENVIRONMENT for entry in entries):
        return ()
    return [entry for entry in entries if entry.name != _PACKAGES]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


_Ignores = tuple[tuple[Path, Patterns], ...]


def _ignores_above(folder: Path, seen: DiscoveryLog) -> _Ignores:
    """Return the .gitignore files of a repository above a folder; none when they leave the folder itself out."""
    repository = next((place for place in (folder, *folder.parents) if _looked(place / ".git", seen)), folder)
    ignores: _Ignores = ()
    for place in (*reversed(folder.parents), folder):
        if place.is_relative_to(repository):
            if _ignored(place, ignores, folder=True):
                return ()
            ignores = ignores if place == folder else _with_own(place, ignores, seen)
    return ignores


def _looked(path: Path, seen: DiscoveryLog) -> bool:
    """Tell whether a file or folder exists, and take it down."""
    state = seen.looked[str(path)] = file_state(str(path))
    return bool(state)


def _with_own(folder: Path, above: _Ignores, seen: DiscoveryLog) -> _Ignores:
    """Return the .gitignore files that hold inside a folder, the deepest first."""
    file = folder / ".gitignore"
    if not _looked(file, seen):
        return above
    text = source(str(file))
    return ((folder, Patterns(patterns.readable(text.text.split("\n")))), *above) if text else above


def _ignored(path: Path, ignores: _Ignores, *, folder: bool) -> bool:
    """Tell whether a file or folder is left out by itself; the deepest .gitignore file that speaks of it decides."""
    for place, own in ignores:
        verdict = own.verdict(path.relative_to(place).as_posix(), folder=folder)
        if verdict is not None:
            return verdict
    return False


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
