"""What an OpenAPI document in code says that is not read is told, each thing at its place."""

from __future__ import annotations

import docgen

PAGE = """# Harbour

```yaml
openapi: 3.0.3
info: {title: Harbour, version: "1"}
paths:
  /berths:
    post:
      requestBody:
        content:
          application/json: {schema: {type: object, properties: {name: {type: string}}}}
          application/xml: {schema: {type: object, properties: {label: {type: string}}}}
          text/plain: {schema: {type: object, properties: {name: {type: string}}}}
      callbacks: {freed: {"{$url}": {post: {}}}}
      servers: [{url: "https://berths.example.com"}]
      responses:
        "201":
          description: Made.
          content:
            application/json: {schema: {type: string}}
            text/csv: {schema: {type: array, items: {type: string}}}
          links: {it: {operationId: getBerth}}
components:
  responses:
    Listed:
      description: All.
      links: {first: {operationId: getBerth}}
  securitySchemes:
    known: {type: http, scheme: Bearer}
    key: {type: apiKey, in: header, name: X-Key}
    odd: {type: http, scheme: hoba}
    single: {type: openIdConnect, openIdConnectUrl: "https://id.example.com"}
    many:
      type: oauth2
      flows:
        implicit: {authorizationUrl: "https://id.example.com/a", scopes: {}}
        password: {tokenUrl: "https://id.example.com/t", scopes: {}}
webhooks: {arrived: {post: {}}}
```
"""


def told(tmp_path, page):
    (tmp_path / "berths.md").write_text(page)
    report = docgen.lint([tmp_path], settings=docgen.Settings(baseline=""))
    source = next(iter(report.sources.values()), None)
    return [
        (
            source.position(one.span.start).line,
            source.text[one.span.start : one.span.end],
            one.message.split(" is not")[0],
        )
        for one in report.diagnostics
        if one.code == "DG129"
    ]


def test_what_is_not_read_is_told_at_its_place(tmp_path):
    assert told(tmp_path, PAGE) == [
        (12, "application/xml", "the schema of a further media type (application/xml)"),
        (14, "callbacks", "what it says of callbacks"),
        (15, "servers", "that an operation has servers of its own"),
        (21, "text/csv", "the schema of a further media type (text/csv)"),
        (22, "links", "what it says of links"),
        (31, "odd", "a security scheme of type http, hoba"),
        (32, "single", "a security scheme of type openIdConnect"),
        (37, "password", "a further flow of OAuth 2.0 (password)"),
        (38, "webhooks", "what it says of webhooks"),
    ]


def test_what_an_answer_that_others_refer_to_links_to_is_told(tmp_path):
    page = PAGE.replace("          links: {it: {operationId: getBerth}}\n", "")
    assert [one for one in told(tmp_path, page) if one[1] == "links"] == [(26, "links", "what it says of links")]


def test_a_document_that_is_read_whole_has_nothing_to_tell(tmp_path):
    kept = [line for line in PAGE.split("\n") if not line.strip().startswith(("callbacks", "servers", "links"))]
    kept = [line for line in kept if not line.strip().startswith(("webhooks", "odd", "single", "password"))]
    kept = [line for line in kept if not line.strip().startswith(("application/xml", "text/csv"))]
    assert told(tmp_path, "\n".join(kept)) == []
