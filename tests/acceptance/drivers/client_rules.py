"""Say what in a document keeps a client from being made, or from being one that a person would have written.

Each rule was found by generating clients and compiling them (C# with Kiota and NSwag, TypeScript, Python, Java), or is
what tools of language models demand, so that it can be checked without any of them. Exits 1 where one is broken. With
``--all`` also where no failure has a body: where neither a page nor a dialect states one, none may be invented.
"""

import re
import sys
from collections import Counter
from pathlib import Path

import yaml

LONGEST = 64  # names of functions for language models
MADE = re.compile(r"Type\d|AllOf|Inner\d|Inline|Body\d")
DATA = ("example", "examples", "default")
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def last(reference):
    return reference.rsplit("/", 1)[-1]


def bases(schema):
    return [last(part["$ref"]) for part in schema.get("allOf", ()) if "$ref" in part]


class Rules:
    """The rules over one document, with look-ups of its components."""

    def __init__(self, document):
        self.document = document
        components = document.get("components", {})
        self.schemas = components.get("schemas", {})
        self.responses = components.get("responses", {})

    def broken(self):
        """Yield (rule, place) of all that is broken."""
        yield from self.of_names()
        yield from self.of_bases()
        yield from self.of_objects()
        for path, item in self.document["paths"].items():
            for method in METHODS:
                if method in item:
                    yield from self.of_operation(f"{method.upper()} {path}", item[method])

    def of_names(self):
        folded = Counter(name.lower() for name in self.schemas)
        parts = {".".join(name.split(".")[:n]) for name in self.schemas for n in range(1, name.count(".") + 1)}
        namespaces = Counter(part.lower() for part in parts)
        qualified = sum("." in name for name in self.schemas)
        for name in self.schemas:
            if folded[name.lower()] > 1:
                yield "schemas whose names differ in letter case only", name
            if MADE.search(name):
                yield "schemas with a name that a generator would make up", name
            if "." not in name and qualified * 2 >= len(self.schemas):
                yield "schemas without the namespace that most others have", name
        yield from (("namespaces that differ in letter case only", name) for name, n in namespaces.items() if n > 1)

    def of_objects(self):
        """Generators number an object that may be null and has no title: it is the first of two types."""
        waiting = [("#", self.document)]
        while waiting:
            where, node = waiting.pop()
            if isinstance(node, dict):
                may_be_null = node.get("nullable") is True or "null" in node.get("type", "")
                if may_be_null and "properties" in node and "title" not in node:
                    yield "objects that may be null and have no title", where
            parts = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
            waiting += [
                (f"{where}/{key}", part) for key, part in parts if key not in ("example", "examples", "default")
            ]

    def of_bases(self):
        for name, schema in self.schemas.items():
            for base in bases(schema):
                if not self.schemas.get(base, {}).keys() & {"properties", "allOf", "anyOf", "oneOf", "enum"}:
                    yield "bases without a member", f"{name}: {base}"

    def of_operation(self, where, operation):
        if len(operation["operationId"]) > LONGEST:
            yield f"operationIds of more than {LONGEST} characters", where
        successes, failures = [], []
        for status, stated in operation["responses"].items():
            response = self.responses[last(stated["$ref"])] if "$ref" in stated else stated
            found = [media.get("schema", {}) for media in response.get("content", {}).values()]
            (successes if status.startswith("2") else failures).extend(found)
            if status.upper().endswith("XX"):
                yield "ranges of statuses", f"{where} {status}"
        if not failures:
            yield "operations of which no failure has a body", where
        for schema in successes:
            if "anyOf" in schema and not self.of_one_family(schema["anyOf"]):
                yield "unions of types without a common base", where
        succeeded = {last(schema["$ref"]) for schema in successes if "$ref" in schema}
        for schema in failures:
            if schema.get("format") == "binary" or last(schema.get("$ref", "")) in succeeded:
                yield "failures with the type of a success", where

    def of_one_family(self, parts):
        lines = [self.ancestors(last(part["$ref"])) for part in parts if "$ref" in part]
        return len(lines) < 2 or bool(set.intersection(*lines))

    def ancestors(self, name):
        found, waiting = set(), [name]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += bases(self.schemas.get(one, {}))
        return found


def main(arguments):
    everything = "--all" in arguments
    failed = False
    for name in arguments:
        if name == "--all":
            continue
        document = yaml.load(Path(name).read_text("utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        places = {}
        for rule, place in Rules(document).broken():
            if everything or not rule.startswith("operations of which"):
                places.setdefault(rule, []).append(place)
        failed |= bool(places)
        print(f"{name}: {sum(map(len, places.values()))} places")
        for rule, found in sorted(places.items()):
            print(f"  {len(found)} {rule}; first: {found[0]}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
