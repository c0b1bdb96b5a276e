"""Requests in the summaries of what can be expanded."""

from __future__ import annotations

from docgen import dialects, extract, markdown
from docgen.extract.facts import OperationFact
from docgen.source import Source

BASE = dialects.load("base")

PAGE = """\
# Lamps

## All of them

<details>
<summary><code>GET</code> <code><b>/lamps</b></code> <code>(lists lamps)</code></summary>

##### Parameters

> None

##### Responses

> | http code | content-type | response |
> |-----------|--------------|----------|
> | `200` | `text/plain` | The names |

</details>

<details>
<summary><code>PUT</code> <code><b>/lamps/{id}</b></code></summary>
Turns a lamp on.

### Parameters

| name | type | data type | description |
|------|------|-----------|-------------|
| `id` | required | int | Which lamp |

### Example

<details>
<summary>Answer</summary>

Text.

</details>

</details>

## Rooms

`GET /rooms`
"""


def read(text: str) -> list[OperationFact]:
    return list(extract.extract(markdown.parse(Source("page.md", text)), BASE).operations)


def test_each_summary_is_an_operation_with_what_it_holds():
    lamps, lamp, rooms = read(PAGE)
    assert [(r.method, r.target) for one in (lamps, lamp, rooms) for r in one.routes] == [
        ("GET", "/lamps"),
        ("PUT", "/lamps/{id}"),
        ("GET", "/rooms"),
    ]
    assert [r.status for r in lamps.responses] == [200]
    assert not (lamps.parameters or lamps.query_parameters or rooms.parameters)
    assert [p.name for p in (*lamp.parameters, *lamp.path_parameters)] == ["id"]
    assert "Turns a lamp on" in f"{lamp.title} {lamp.description}"


def test_what_is_never_closed_ends_at_the_next_heading():
    text = "# Lamps\n\n## A\n\n<details>\n<summary>GET /lamps</summary>\n\nAll.\n\n"
    text += "## B\n\n### `GET /rooms`\n\nAll rooms.\n"
    assert [one.routes[0].target for one in read(text)] == ["/lamps", "/rooms"]


def test_other_summaries_are_text():
    (one,) = read("# Lamps\n\n## GET /lamps\n\n<details>\n<summary>More</summary>\n\nAll lamps.\n\n</details>\n")
    assert one.routes[0].target == "/lamps"
