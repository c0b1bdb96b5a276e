"""Labels that stand before what they are about, on the same line."""

from __future__ import annotations

from docgen import dialects, extract, markdown
from docgen.extract.facts import OperationFact
from docgen.source import Source

BASE = dialects.load("base")


def read(text: str) -> OperationFact:
    page = markdown.parse(Source("page.md", f"# Lamps\n\n## POST /lamps/{{id}}\n\n{text}\n"))
    (one,) = extract.extract(page, BASE).operations
    return one


def answers(one: OperationFact) -> list[tuple[int, str]]:
    return [(fact.status, fact.description) for fact in one.responses]


def bodies(one: OperationFact) -> list[object]:
    return [e.request_body.value for e in one.examples if e.request_body]


def test_a_status_behind_a_label():
    one = read("**Success response:** `201 Created`\n\n**Error response**: `404 Not Found`")
    assert [status for status, _ in answers(one)] == [201, 404]


def test_json_behind_a_label_is_a_body():
    one = read('**Body:** `{"level": 3}`\n\n**Response:** `{"on": true}`')
    assert bodies(one) == [{"level": 3}]
    assert [e.response_body.value for e in one.examples if e.response_body] == [{"on": True}]


def test_names_behind_a_label_are_parameters():
    one = read("**Path parameters:** `id` - which lamp\n\n**Query parameters:** `deep` (boolean, required), `limit`")
    assert [(p.name, p.description) for p in one.path_parameters] == [("id", "which lamp")]
    assert [(p.name, p.required) for p in one.query_parameters] == [("deep", True), ("limit", False)]


def test_labels_of_items():
    one = read(
        '- **Body**:\n  ```json\n  {"level": 3}\n  ```\n- **Success response**: `201 Created`\n'
        '  ```json\n  {"on": true}\n  ```\n'
        "- **Error responses**:\n  - `400 Bad Request`: No level.\n- **Returns** (202): Later"
    )
    assert [status for status, _ in answers(one)] == [201, 202, 400]
    assert bodies(one) == [{"level": 3}]
    assert [e.response_body.value for e in one.examples if e.response_body] == [{"on": True}]


def test_labels_of_items_inside_items():
    one = read("- About the lamp\n  - **Query parameters**:\n    - `deep` (boolean): All.\n  - **Note**: Slow.")
    assert [p.name for p in one.query_parameters] == ["deep"]


def test_labels_on_the_lines_of_a_paragraph():
    one = read("Turns a lamp on.\n**Query params:** `deep`\n**Response:** `204`")
    assert (one.title, [p.name for p in one.query_parameters]) == ("Turns a lamp on.", ["deep"])
    assert answers(one)[0][0] == 204


def test_what_else_there_is_to_say_belongs_to_the_operation():
    one = read("**Response:** `204`\n\n**Limits:** Ten a minute.")
    assert "Ten a minute." in f"{one.title} {one.description}"


def test_a_paragraph_with_other_lines_behind_stays_whole():
    text = "**Returns:** a lamp\n**Since:** version 2"
    assert read(text).description == text


def test_an_example_in_words_is_no_part():
    assert "Turn on the lamp" in read("**Example:** Turn on the lamp of room 3.").title


TEMPLATE = """\
* **URL Params**

  **Required:**

  `id=[integer]`

* **Data Params**

  **Required:**

  `level=[integer]`
  `color=[string]`

  **Optional:**

  `slow=[boolean]`

* **Success Response:**

  * **Code:** 200 <br />
    **Content:** `{ on : true }`

* **Error Response:**

  * **Code:** 404 NOT FOUND <br />
    **Content:**
    ```json
    {"error": "No lamp"}
    ```
"""


def test_parameters_as_names_with_types_below_words_that_mark_them():
    one = read(TEMPLATE)
    assert [(p.name, p.required, p.type and p.type.primitive) for p in one.path_parameters] == [
        ("id", True, "any-integer")
    ]
    assert one.request_body
    assert [(p.name, p.required) for p in one.request_body.properties] == [
        ("level", True),
        ("color", True),
        ("slow", False),
    ]


def test_a_body_behind_a_status():
    one = read(TEMPLATE)
    assert answers(one) == [(200, ""), (404, "")]
    assert [(e.status, e.response_body.value) for e in one.examples if e.response_body] == [
        (200, {"on": True}),
        (404, {"error": "No lamp"}),
    ]


def test_a_name_in_small_letters_is_no_label():
    one = read("**body**: A lamp with:\n\n- `level` (integer) - How bright.")
    assert one.request_body is None
