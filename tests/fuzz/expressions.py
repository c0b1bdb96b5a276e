"""Finds the regular expressions of the code and of the dialects."""

from __future__ import annotations

import ast
import importlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

import docgen
from docgen import dialects
from docgen.dialects.checking import leaves_of
from docgen.dialects.layers import DialectFile
from docgen.dialects.repetition import slowness

PACKAGE = Path(docgen.__file__).parent
SEARCHING = {"search", "sub", "subn", "split", "findall", "finditer"}
MATCHING = {"match", "fullmatch"}
_NO_TEXT = ("escape", "error", "purge")


class Expression(NamedTuple):
    """A regular expression, where it stands, and whether it is looked for anywhere in a text."""

    place: str
    pattern: str
    flags: int
    searched: bool

    @property
    def fault(self) -> str:
        """Return what is wrong with it, and where, "" for nothing."""
        problem = slowness(self.pattern, self.flags, searched=self.searched)
        return f"{self.place}: {problem}: {self.pattern}" if problem else ""


@cache
def modules() -> Mapping[Path, ast.Module]:
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in sorted(PACKAGE.rglob("*.py"))}


@cache
def uses() -> tuple[Mapping[tuple[Path, str], set[str]], Mapping[str, set[Path]]]:
    """Return the methods that are called of each name in each file, and the files that import each name."""
    called: dict[tuple[Path, str], set[str]] = defaultdict(set)
    importing: dict[str, set[Path]] = defaultdict(set)
    for file, module in modules().items():
        for node in ast.walk(module):
            if isinstance(node, ast.Attribute):
                called[file, name_of(node.value)].add(node.attr)
            elif isinstance(node, ast.ImportFrom):
                for one in node.names:
                    importing[one.name].add(file)
    return called, importing


def name_of(node: ast.AST) -> str:
    """Return the last name of an expression: that of a variable, a member, or a key."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return str(node.slice.value)
    return getattr(node, "id", getattr(node, "attr", ""))


def is_searched(called: set[str]) -> bool:
    """Tell whether methods of an expression look for it anywhere; true where none is known."""
    return bool(called & SEARCHING) or not called & MATCHING


def of_code() -> Iterator[Expression]:
    called, importing = uses()
    for file, module in modules().items():
        parents = {child: node for node in ast.walk(module) for child in ast.iter_child_nodes(node)}
        for node in ast.walk(module):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if name_of(node.func.value) != "re" or node.func.attr in _NO_TEXT:
                continue
            pattern = written(node.args[0], file)
            if pattern is None:
                continue
            flags = value(node.args[1], file) if node.func.attr == "compile" and len(node.args) > 1 else 0
            searched = node.func.attr in SEARCHING
            if node.func.attr == "compile":
                name = assigned(parents[node])
                files = {file, *importing[name]} if name else ()
                if isinstance(parents[node], ast.Return):  # a property
                    name = parents[parents[node]].name
                    files = modules()
                searched = is_searched(set().union(*(called[one, name] for one in files)))
            place = f"{file.relative_to(PACKAGE).as_posix()}:{node.lineno}"
            yield Expression(place, pattern, flags, searched)


def assigned(node: ast.AST) -> str:
    """Return the name of the variable that a statement gives a value to, "" for none."""
    if isinstance(node, ast.Assign):
        return name_of(node.targets[0])
    return name_of(node.target) if isinstance(node, ast.AnnAssign) else ""


def written(node: ast.expr, file: Path) -> str | None:
    """Return the pattern that an argument is; what is known only when it runs is ``x``, None where that is all."""
    if isinstance(node, ast.JoinedStr):
        pieces = [value(part, file) for part in node.values]
        return "".join(piece if isinstance(piece, str) else "x" for piece in pieces)
    if isinstance(node, ast.BinOp):
        pieces = [written(part, file) for part in (node.left, node.right)]
        return "".join("x" if piece is None else piece for piece in pieces)
    found = value(node, file)
    return found if isinstance(found, str) else None


def value(node: ast.expr, file: Path) -> Any:
    """Return the value of an expression of a module, None where only its functions know it."""
    if isinstance(node, ast.FormattedValue):
        node = node.value
    name = ".".join(["docgen", *file.relative_to(PACKAGE).with_suffix("").parts]).removesuffix(".__init__")
    try:
        return eval(compile(ast.Expression(node), str(file), "eval"), vars(importlib.import_module(name)))
    except (NameError, AttributeError, TypeError):
        return None


def of_dialect_files() -> Iterator[Expression]:
    called: dict[str, set[str]] = defaultdict(set)
    for (_, name), methods in uses()[0].items():
        called[name] |= methods
    for file in sorted((PACKAGE / "dialects").glob("*.toml")):
        for leaf in leaves_of(DialectFile.parse(file.name, file.read_text(encoding="utf-8"))):
            if leaf.is_pattern:
                keys = [key for key in leaf.keys if isinstance(key, str)]
                searched = is_searched(called[keys[-1]])
                yield Expression(f"{file.name} {'.'.join(keys)}", leaf.value, re.IGNORECASE, searched)


def of_dialects() -> Iterator[Expression]:
    """Yield the expressions that dialects make of their words."""
    for dialect in dialects.available():
        yield from made(dialect, dialect.name)


def made(table: Any, place: str) -> Iterator[Expression]:
    if isinstance(table, re.Pattern):
        yield Expression(place, table.pattern, table.flags & ~re.UNICODE, searched=False)
    elif isinstance(table, msgspec.Struct):
        derived = [name for name, one in vars(type(table)).items() if isinstance(one, cached_property)]
        for name in (*table.__struct_fields__, *derived):
            yield from made(getattr(table, name), f"{place} {name}")
