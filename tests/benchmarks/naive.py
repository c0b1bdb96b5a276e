"""The road that one takes first: libraries as they come, for the same pages and the same document.

markdown-it-py parses everything, PyYAML dumps in Python, openapi-spec-validator validates. What lies between (facts,
model, document) is left out: the document is read from the JSON file that is the second argument. Installed by itself,
openapi-spec-validator holds documents against the meta-schema with jsonschema; that docgen brings jsonschema-rs along,
which it would take instead, is no part of this road.
"""

import json
import os
import sys

os.environ["OPENAPI_SPEC_VALIDATOR_SCHEMA_VALIDATOR_BACKEND"] = "jsonschema"

import yaml
from floor import pages
from markdown_it import MarkdownIt
from openapi_spec_validator import validate

if __name__ == "__main__":
    parser = MarkdownIt("commonmark").enable("table")
    for text in pages(sys.argv[1]):
        parser.parse(text)
    with open(sys.argv[2], encoding="utf-8") as file:
        document = json.load(file)
    sys.setrecursionlimit(20_000)
    print(len(yaml.dump(document, Dumper=yaml.SafeDumper, sort_keys=False, allow_unicode=True)))
    validate(document)
