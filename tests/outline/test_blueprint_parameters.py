"""Parameters of a resource that no address has: what reads the resource takes them."""

from __future__ import annotations

from docgen import dialects, extract, markdown
from docgen.source import Source

PAGE = """FORMAT: 1A

# Lamp [/lamps/{id}{?full}]

+ Parameters
    + id: 1 (number, required) - The key
    + full: true (boolean, optional) - Whether all
    + kind: oil (string, optional) - Which

## Read [GET]
+ Response 200

## Raze [DELETE]
+ Response 204
"""


def test_parameters_of_no_address_are_those_of_get():
    facts = extract.extract(markdown.parse(Source("lamps.apib", PAGE)), dialects.load("api-blueprint"))
    found = {one.routes[0].method: [row.name for row in one.query_parameters] for one in facts.operations}
    assert found == {"GET": ["full", "kind"], "DELETE": ["full"]}
