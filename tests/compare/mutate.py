"""Measure how many changes of a contract are found: ``python tests/compare/mutate.py SPECS PAGES --seed 1``.

SPECS holds OpenAPI documents in JSON, PAGES for each of them a folder of the pages that widdershins makes of it. One
fact of a document that its pages state is changed at a time: an operation, parameter, status, property or listed value
is dropped, added or renamed; a type, a default, or what is required is turned. Which facts pages state is read off the
text of the pages, by the form of the generator, and not by docgen. Printed is how many of the changes are found at a
line of the pages that states the fact (of additions, at the line of the contract), and how many bring another finding.
"""

from __future__ import annotations

import argparse
import collections
import copy
import json
import random
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from docgen import files
from docgen.compare import drift
from docgen.contract import load
from docgen.run import pipeline
from docgen.settings import Settings

_REQUEST = re.compile(r"^`(GET|PUT|POST|DELETE|PATCH|HEAD|OPTIONS) (\S+)`$")
_SCHEMA = re.compile(r'^<h2 id="tocS_([^"]+)">')
_OTHER = {"string": "integer", "integer": "boolean", "number": "boolean", "boolean": "string", "array": "string"}
_METHODS = ("get", "put", "post", "delete", "patch", "head", "options")
Finding = tuple[str, str, int, str]  # code, "page" or "contract", line, message


class Mutant(NamedTuple):
    """A changed contract: what was done, and the codes of which one is expected at one of the lines of the page.

    ``follows`` are codes that the change may bring besides: what is renamed is missing under its old name, too.
    """

    kind: str
    about: str
    contract: dict[str, Any]
    codes: tuple[str, ...]
    lines: frozenset[int]
    follows: tuple[str, ...] = ()


class Pages:
    """What the pages of widdershins state: the lines of sections, by operation and by schema."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.operations: dict[tuple[str, str], range] = {}
        self.schemas: dict[str, range] = {}
        starts = [at for at, line in enumerate(self.lines) if line.startswith(("## ", "<h2 ", "<h1 ", "# "))]
        for start, end in zip(starts, [*starts[1:], len(self.lines)], strict=True):
            if match := _SCHEMA.match(self.lines[start]):
                self.schemas[match[1]] = range(start, end)
            for at in range(start, end):
                if match := _REQUEST.match(self.lines[at]):
                    self.operations.setdefault((match[1].lower(), match[2]), range(start, end))

    def rows(self, section: range, *cells: str) -> frozenset[int]:
        """Return the numbers (from one) of the rows of a section whose first cells are these."""
        found = set()
        for at in section:
            row = [cell.strip() for cell in self.lines[at].strip("|").split("|")]
            if self.lines[at].startswith("|") and row[: len(cells)] == list(cells):
                found.add(at + 1)
        return frozenset(found)

    def said(self, section: range, text: str) -> frozenset[int]:
        """Return the numbers of the lines of a section that are some text."""
        return frozenset(at + 1 for at in section if self.lines[at] == text)

    def cell(self, line: int, number: int) -> str:
        """Return a cell of the row at a line."""
        row = self.lines[line - 1].strip("|").split("|")
        return row[number].strip() if number < len(row) else ""


class Set:
    """One contract and its pages, with the facts that both state."""

    def __init__(self, spec: Path, pages: Path) -> None:
        self.spec = json.loads(spec.read_text("utf-8"))
        self.pages = Pages("\n".join(p.read_text("utf-8") for p in sorted(pages.rglob("*.md"))))
        self.document = pipeline.emitted([str(pages)], settings=Settings(jobs=1))

    def findings(self, contract: dict[str, Any]) -> set[Finding]:
        """Return what a comparison with a contract finds."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "contract.json")
            file.write_text(json.dumps(contract, indent=1), "utf-8")
            read = load.load(str(file))
            found = drift.drift(self.document, read).findings
            out = set()
            for one in found:
                here = one.span.path == read.path
                source = read.first if here else files.source(one.span.path)
                line = source.position(one.span.start).line if source else 0
                out.add((one.code, "contract" if here else "page", line, one.message))
            return out

    def mutants(self, rng: random.Random) -> Iterator[Mutant]:
        """Yield changed contracts, one of each kind in turn, as long as there are facts to change."""
        waiting = {make: list(make(self)) for make in _KINDS}
        for facts in waiting.values():
            rng.shuffle(facts)
        while any(waiting.values()):
            for facts in waiting.values():
                if facts:
                    changed = copy.deepcopy(self.spec)
                    yield facts.pop()(changed)

    # -- facts that the pages state

    def told_operations(self) -> Iterator[tuple[str, str, range]]:
        for path, item in self.spec["paths"].items():
            for method in _METHODS:
                section = self.pages.operations.get((method, path))
                if isinstance(item.get(method), dict) and section:
                    yield method, path, section

    def told_parameters(self) -> Iterator[tuple[str, str, int, dict[str, Any], frozenset[int]]]:
        for method, path, section in self.told_operations():
            for number, parameter in enumerate(self.spec["paths"][path][method].get("parameters", ())):
                name = parameter.get("name", "")
                if parameter.get("in") == "query" and name:
                    rows = self.pages.rows(section, name, "query")
                    if rows:
                        yield method, path, number, parameter, rows

    def told_properties(self) -> Iterator[tuple[str, str, dict[str, Any], frozenset[int]]]:
        for name, schema in self.spec.get("components", {}).get("schemas", {}).items():
            section = self.pages.schemas.get(name)
            if section and schema.get("type", "object") == "object":
                for member, inner in schema.get("properties", {}).items():
                    rows = self.pages.rows(section, member)
                    if rows and isinstance(inner, dict):
                        yield name, member, inner, rows

    def tells_default(self, rows: frozenset[int], default: Any) -> bool:
        """Tell whether one of some rows states a default in words."""
        told = re.compile(
            rf"default(?:s|ed)?\W+(?:is|to|value)?\W*(?:is)?\W*{re.escape(str(default))}\b", re.IGNORECASE
        )
        return any(told.search(self.pages.lines[row - 1]) for row in rows)


Change = Callable[[dict[str, Any]], Mutant]


def dropped_operation(one: Set) -> Iterator[Change]:
    for method, path, section in one.told_operations():

        def change(spec, method=method, path=path, section=section):
            del spec["paths"][path][method]
            lines = one.pages.said(section, f"`{method.upper()} {path}`")
            return Mutant("operation dropped", f"{method} {path}", spec, ("DG801",), lines)

        yield change


def added_operation(one: Set) -> Iterator[Change]:
    for _, path, _ in one.told_operations():

        def change(spec, path=path):
            spec["paths"][f"{path.rstrip('/')}/brand-new-thing"] = {
                "get": {"responses": {"200": {"description": "OK"}}}
            }
            return Mutant("operation added", path, spec, ("DG811",), frozenset())

        yield change


def dropped_parameter(one: Set) -> Iterator[Change]:
    for method, path, number, parameter, rows in one.told_parameters():

        def change(spec, method=method, path=path, number=number, name=parameter["name"], rows=rows):
            del spec["paths"][path][method]["parameters"][number]
            return Mutant("parameter dropped", f"{method} {path} {name}", spec, ("DG802",), rows)

        yield change


def renamed_parameter(one: Set) -> Iterator[Change]:
    for method, path, number, parameter, rows in one.told_parameters():

        def change(spec, method=method, path=path, number=number, name=parameter["name"], rows=rows):
            longer = f"{name}q" if len(name) > 3 else f"{name}_brand_new"
            spec["paths"][path][method]["parameters"][number]["name"] = longer
            follows = ("DG812",) if len(name) < 4 else ()
            codes = ("DG802",) if len(name) < 4 else ("DG830",)
            return Mutant("parameter renamed", f"{method} {path} {name}", spec, codes, rows, follows)

        yield change


def turned_parameter_type(one: Set) -> Iterator[Change]:
    for method, path, number, parameter, rows in one.told_parameters():
        kind = parameter.get("schema", {}).get("type")
        if kind in _OTHER and any(one.pages.cell(row, 2).startswith((kind, "[", f"array[{kind}")) for row in rows):

            def change(spec, method=method, path=path, number=number, kind=kind, name=parameter["name"], rows=rows):
                spec["paths"][path][method]["parameters"][number]["schema"] = {"type": _OTHER[kind]}
                return Mutant("parameter type", f"{method} {path} {name}", spec, ("DG821",), rows)

            yield change


def turned_parameter_required(one: Set) -> Iterator[Change]:
    for method, path, number, parameter, rows in one.told_parameters():
        must = parameter.get("required", False)
        if all(one.pages.cell(row, 3) == str(must).lower() for row in rows):

            def change(spec, method=method, path=path, number=number, must=must, name=parameter["name"], rows=rows):
                spec["paths"][path][method]["parameters"][number]["required"] = not must
                return Mutant("parameter required", f"{method} {path} {name}", spec, ("DG823",), rows)

            yield change


def changed_value(one: Set) -> Iterator[Change]:
    for method, path, number, parameter, rows in one.told_parameters():
        schema = parameter.get("schema", {})
        schema = schema.get("items", schema)
        for at, value in enumerate(schema.get("enum") or ()):
            section = one.pages.operations[method, path]
            once = schema["enum"].count(value) == 1
            if isinstance(value, str) and value and once and one.pages.rows(section, parameter["name"], value):

                def change(spec, method=method, path=path, number=number, at=at, name=parameter["name"], rows=rows):
                    changed = spec["paths"][path][method]["parameters"][number]["schema"]
                    changed = changed.get("items", changed)
                    changed["enum"] = [*changed["enum"][:at], *changed["enum"][at + 1 :]] or ["brand-new-value"]
                    about = f"{method} {path} {name} {at}"
                    return Mutant("value dropped", about, spec, ("DG805",), rows, () if at else ("DG815",))

                yield change


def added_value(one: Set) -> Iterator[Change]:
    for name, member, inner, _ in one.told_properties():
        section = one.pages.schemas[name]
        listed = inner.get("enum") or ()
        if listed and all(isinstance(v, str) and one.pages.rows(section, member, v) for v in listed):

            def change(spec, name=name, member=member):
                spec["components"]["schemas"][name]["properties"][member]["enum"].append("brand-new-value")
                return Mutant("value added", f"{name}.{member}", spec, ("DG815",), frozenset())

            yield change


def dropped_status(one: Set) -> Iterator[Change]:
    for method, path, section in one.told_operations():
        responses = one.spec["paths"][path][method].get("responses", {})
        for code in responses:
            rows = one.pages.rows(section, code) | one.pages.said(section, f"> {code} Response")
            if code.isdigit() and rows and "default" not in responses:

                def change(spec, method=method, path=path, code=code, rows=rows):
                    del spec["paths"][path][method]["responses"][code]
                    return Mutant("status dropped", f"{method} {path} {code}", spec, ("DG804",), rows)

                yield change


def added_status(one: Set) -> Iterator[Change]:
    for method, path, section in one.told_operations():
        if any(one.pages.rows(section, code) for code in one.spec["paths"][path][method].get("responses", {})):

            def change(spec, method=method, path=path):
                spec["paths"][path][method]["responses"]["418"] = {"description": "A teapot"}
                return Mutant("status added", f"{method} {path}", spec, ("DG814",), frozenset())

            yield change


def dropped_property(one: Set) -> Iterator[Change]:
    for name, member, _, rows in one.told_properties():
        if len(one.spec["components"]["schemas"][name]["properties"]) > 1:

            def change(spec, name=name, member=member, rows=rows):
                del spec["components"]["schemas"][name]["properties"][member]
                return Mutant("property dropped", f"{name}.{member}", spec, ("DG803",), rows)

            yield change


def added_property(one: Set) -> Iterator[Change]:
    for name in dict.fromkeys(name for name, _, _, _ in one.told_properties()):

        def change(spec, name=name):
            spec["components"]["schemas"][name]["properties"]["brandNewThing"] = {"type": "string"}
            return Mutant("property added", name, spec, ("DG813",), frozenset())

        yield change


def turned_property_type(one: Set) -> Iterator[Change]:
    for name, member, inner, rows in one.told_properties():
        kind = inner.get("type")
        if kind in _OTHER and any(one.pages.cell(row, 1).startswith((kind, "[")) for row in rows):

            def change(spec, name=name, member=member, kind=kind, rows=rows):
                spec["components"]["schemas"][name]["properties"][member] = {"type": _OTHER[kind]}
                return Mutant("property type", f"{name}.{member}", spec, ("DG821",), rows)

            yield change


def turned_property_required(one: Set) -> Iterator[Change]:
    for name, member, _, rows in one.told_properties():
        must = member in one.spec["components"]["schemas"][name].get("required", ())
        if all(one.pages.cell(row, 2) == str(must).lower() for row in rows):

            def change(spec, name=name, member=member, must=must, rows=rows):
                schema = spec["components"]["schemas"][name]
                listed = [each for each in schema.get("required", ()) if each != member]
                schema["required"] = listed if must else [*listed, member]
                return Mutant("property required", f"{name}.{member}", spec, ("DG823",), rows)

            yield change


def changed_default(one: Set) -> Iterator[Change]:
    for method, path, number, parameter, rows in one.told_parameters():
        default = parameter.get("schema", {}).get("default")
        if default is not None and one.tells_default(rows, default):

            def change(spec, method=method, path=path, number=number, default=default, rows=rows):
                spec["paths"][path][method]["parameters"][number]["schema"]["default"] = _another(default)
                return Mutant("default", f"{method} {path} {number}", spec, ("DG826",), rows)

            yield change
    for name, member, inner, rows in one.told_properties():
        default = inner.get("default")
        if default is not None and one.tells_default(rows, default):

            def change(spec, name=name, member=member, default=default, rows=rows):
                spec["components"]["schemas"][name]["properties"][member]["default"] = _another(default)
                return Mutant("default", f"{name}.{member}", spec, ("DG826",), rows)

            yield change


def _another(default: Any) -> Any:
    if isinstance(default, bool):
        return not default
    return default + 7 if isinstance(default, int) else "other"


_KINDS = (
    *(dropped_operation, added_operation, dropped_parameter, renamed_parameter, turned_parameter_type),
    *(turned_parameter_required, changed_value, added_value, dropped_status, added_status, dropped_property),
    *(added_property, turned_property_type, turned_property_required, changed_default),
)


class Score(NamedTuple):
    """Of how many changes all, how many were found, and how many brought another new finding."""

    all: int
    found: int
    noisy: int
    missed: tuple[str, ...]
    by_kind: dict[str, tuple[int, int]]


def measure(specs: Path, pages: Path, *, seed: int, each: int, only: str = "") -> Score:
    """Change facts of all contracts, and count."""
    total = found = noisy = 0
    missed, kinds = [], collections.defaultdict(lambda: [0, 0])
    for spec in sorted(specs.glob("*.json")):
        if only not in spec.name or not (pages / spec.stem).is_dir():
            continue
        one = Set(spec, pages / spec.stem)
        known = {(code, message) for code, _, _, message in one.findings(one.spec)}
        for number, mutant in enumerate(one.mutants(random.Random(f"{seed} {spec.stem}"))):
            if number == each:
                break
            new = [each for each in one.findings(mutant.contract) if (each[0], each[3]) not in known]
            hits = [f for f in new if f[0] in mutant.codes and (f[1] == "contract" or f[2] in mutant.lines)]
            allowed = {*mutant.codes, *mutant.follows}
            others = [f for f in new if f[0] not in allowed] or new[1 + len(mutant.follows) :]
            total += 1
            kinds[mutant.kind][1] += 1
            if hits:
                found += 1
                kinds[mutant.kind][0] += 1
            else:
                missed.append(f"{spec.stem}: {mutant.kind}: {mutant.about}: {new[:3]}")
            if others:
                noisy += 1
                missed.append(f"{spec.stem}: besides {mutant.kind}: {mutant.about}: {others[:3]}")
    return Score(total, found, noisy, tuple(missed), {kind: (a, b) for kind, (a, b) in kinds.items()})


def main() -> None:
    """Print the score, and every change that was missed or brought more than one finding."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("specs", type=Path)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=15, help="changes of each contract")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    score = measure(options.specs, options.pages, seed=options.seed, each=options.each, only=options.only)
    for line in score.missed:
        print(line[:300])
    for kind, (hits, count) in sorted(score.by_kind.items()):
        print(f"{kind:22}{hits:5} of {count}")
    print(f"seed {options.seed}: {score.found} of {score.all} changes found, {score.noisy} brought another finding")


if __name__ == "__main__":
    main()
