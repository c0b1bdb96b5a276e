"""Tell which names of a document become one name in generated code: names.py DOCUMENT."""

import re
import sys
from collections import defaultdict
from pathlib import Path

import yaml

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def clashes(names):
    """Yield the groups of names that differ in letter case and punctuation alone, and those of nothing else."""
    groups = defaultdict(list)
    for name in names:
        groups[re.sub(r"[^a-z0-9]", "", str(name).lower())].append(name)
    return [group for folded, group in groups.items() if len(group) > 1 or not folded]


def operations(document):
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item[method]


def problems(document):
    yield from of_operations(document)
    yield from of_schemas(document["components"]["schemas"])


def of_operations(document):
    ids = [operation.get("operationId", "") for _, _, operation in operations(document)]
    yield from (f"operationIds {group}" for group in clashes(ids))
    yield from (f"operationId {one!r}" for one in ids if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,63}", one))
    yield from (f"path {path}" for path in document["paths"] if re.search(r"%[0-9A-Fa-f]{2}|[?#<>\s]", path))
    for path, method, operation in operations(document):
        where = f"{method} {path}"
        names = [parameter["name"] for parameter in operation.get("parameters", ())]
        yield from (f"parameters {group} of {where}" for group in clashes(names))
        if not {"2", "d"} <= {code[0] for code in operation["responses"] if isinstance(code, str)}:
            yield f"no success as text, or no default, on {where}"


def of_schemas(schemas):
    yield from (f"schemas {group}" for group in clashes(schemas))
    stack = list(schemas.items())
    while stack:
        where, schema = stack.pop()
        if isinstance(schema, list):
            stack.extend((where, each) for each in schema)
        elif isinstance(schema, dict):
            values = [value for value in schema.get("enum", ()) if value is not None]
            yield from (f"values {group} of {where}" for group in clashes(values))
            if isinstance(schema.get("properties"), dict):
                yield from (f"properties {group} of {where}" for group in clashes(schema["properties"]))
            stack.extend((f"{where}.{key}", value) for key, value in schema.items() if key not in ("enum", "examples"))


if __name__ == "__main__":
    found = list(problems(yaml.safe_load(Path(sys.argv[1]).read_text("utf-8"))))
    sys.exit("\n".join(found) or 0)
