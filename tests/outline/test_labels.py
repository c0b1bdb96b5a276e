"""What stands below labels: of paragraphs, of list items, and in tabs whose titles are statuses."""

from __future__ import annotations

import pytest

from docgen import dialects, extract, markdown
from docgen.extract.facts import OperationFact
from docgen.source import Source

BASE = dialects.load("base")


def read(text: str) -> OperationFact:
    """Return the operation of a page."""
    facts = extract.extract(markdown.parse(Source("page.md", f"# Orchard\n\n{text}\n")), BASE)
    (found,) = facts.operations
    return found


def stated(text: str) -> list[tuple[str, str]]:
    return [(one.method, one.target) for one in read(text).routes]


def answered(fact: OperationFact) -> dict[int, object]:
    """Return the bodies that are shown for answers, by status."""
    return {one.status: one.response_body and one.response_body.value for one in fact.examples if one.answered}


def sent(fact: OperationFact) -> list[object]:
    return [one.request_body.value for one in fact.examples if one.request_body]


TABS = """## Plant a tree

`POST /trees`

**Body**

| Name | Type | Description |
| --- | --- | --- |
| `kind` | string | Kind of the tree |

**Response**

{% tabs %}
{% tab title="201: Created Planted" %}
```json
{"id": 4}
```
{% endtab %}

{% tab title="409" %}
```json
{"error": "taken"}
```
{% endtab %}
{% endtabs %}
"""


def test_a_tab_is_the_answer_whose_status_is_its_title() -> None:
    fact = read(TABS)
    assert answered(fact) == {201: {"id": 4}, 409: {"error": "taken"}}
    assert [one.status for one in fact.responses] == [201, 409]
    assert fact.request_body is not None
    assert [one.name for one in fact.request_body.properties] == ["kind"]


@pytest.mark.parametrize("title", ["Python", "500 trees a year", "2024", "Step 1"])
def test_other_tabs_are_no_answers(title: str) -> None:
    fact = read(f'`GET /trees`\n\n{{% tab title="{title}" %}}\nPlant many.\n{{% endtab %}}\n')
    assert not [one for one in fact.responses if one.status]


ITEMS = """## Plant a tree

* **Method**: POST
* **Route**: /trees
* **Parameters**:

```js
{"kind": "pear"}
```

* **Return codes**:
    * **HTTP 409**: If the place is taken
* **Returns**:
```js
{"id": 4}
```
"""


def test_items_are_labels_of_what_stands_in_them_or_behind_them() -> None:
    fact = read(ITEMS)
    assert sent(fact) == [{"kind": "pear"}]
    assert [one.status for one in fact.responses if one.status] == [409]
    assert list(answered(fact).values()) == [{"id": 4}]


def test_an_item_behind_one_that_is_a_label_is_no_part_of_it() -> None:
    fact = read(
        "* **Method**: DELETE\n* **Route**: /trees/{id}\n* **Return codes**:\n    * 404: gone\n* **Since**: 2\n"
    )
    assert [(one.status, len(one.properties)) for one in fact.responses] == [(404, 0)]


def test_names_with_members_are_no_labels() -> None:
    text = "`GET /trees`\n\nReturns:\n\n- `parameters`\n  - `kind` (string): its kind\n- `errors` (array): faults\n"
    assert not read(text).query_parameters


APART = """**Plant a tree**
----
Plants one.

* **URL**

  /trees/:id

* **Method:**

  `PUT`

* **Success Response:**

  * **Code:** 200 <br />
    **Content:** `{ "id" : 4 }`

* **Error Response:**

  * **Code:** 404 NOT FOUND <br />
    **Content:** `{ "error" : "none" }`
"""


def test_method_and_address_stand_below_their_labels() -> None:
    fact = read(APART)
    assert stated(APART) == [("PUT", "/trees/:id")]
    assert [one.status for one in fact.responses] == [200, 404]


@pytest.mark.parametrize(
    "text",
    [
        "**URL**\n\n`/trees`\n\n**Method**\n\n`GET`\n",
        "**Method**\n\nGET\n\n**Endpoint**\n\n```\n/trees\n```\n",
        "__Method:__\n\n`GET`\n\n__URL:__\n\n`/trees`\n",
    ],
)
def test_labels_in_paragraphs_with_their_values_below(text: str) -> None:
    assert stated(text) == [("GET", "/trees")]


CODES = """**URL** : `/trees/`

**Method** : `POST`

**Data constraints**

```json
{"kind": "pear"}
```

## Success Response

**Code** : `201 CREATED`

**Content example**

```json
{"id": 4}
```

## Error Responses

**Condition** : If the place is taken.

**Code** : `409 CONFLICT`

**Content** :

```json
{"error": "taken"}
```

### Or

**Code** : `400 BAD REQUEST`

```json
{"error": "kind"}
```
"""


def test_statuses_in_lines_hold_for_the_code_below_them() -> None:
    fact = read(CODES)
    assert answered(fact) == {201: {"id": 4}, 409: {"error": "taken"}, 400: {"error": "kind"}}
    assert sent(fact) == [{"kind": "pear"}]


@pytest.mark.parametrize(
    ("label", "status"),
    [("> Example response (422):", 422), ("**Example response body**", 0), ("**Example response**", 0)],
)
def test_labels_of_answers(label: str, status: int) -> None:
    assert answered(read(f"`GET /trees`\n\n{label}\n\n```json\n{{}}\n```\n")) == {status: {}}


def test_codes_below_a_label_are_statuses() -> None:
    fact = read("`GET /trees`\n\n**Possible response codes**\n\n- `200` - Here they are\n- `404` - No such orchard\n")
    assert [(one.status, one.description) for one in fact.responses] == [
        (200, "Here they are"),
        (404, "No such orchard"),
    ]


def test_brackets_around_a_comment_are_no_body() -> None:
    fact = read("`GET /trees`\n\n**Example response**\n\n```json\n{\n  // fields of a tree\n}\n```\n")
    assert [(one.response_body, one.response_text) for one in fact.examples] == [(None, "")]


def test_a_body_below_the_heading_of_an_answer_is_its_own() -> None:
    fact = read("`POST /trees`\n\n### Response\n\n**Body**\n\n| Name | Type |\n|---|---|\n| id | integer |\n")
    assert fact.request_body is None
    assert [one.name for answer in fact.responses for one in answer.properties] == ["id"]


@pytest.mark.parametrize(
    "heading", ["### Parameters - `Query`", "### Parameter(s)", "### Query parameter(s)", "### Parameters – `q`"]
)
def test_headings_with_remarks_in_code(heading: str) -> None:
    fact = read(f"## List\n\n`GET /trees`\n\n{heading}\n\n| Name | Type |\n|---|---|\n| kind | string |\n")
    assert [one.name for one in (*fact.query_parameters, *fact.parameters)] == ["kind"]


def test_a_heading_with_other_remarks_names_no_role() -> None:
    fact = read("## List\n\n`GET /trees`\n\n### Options - more\n\n| Name | Value |\n|---|---|\n| kind | pear |\n")
    assert not fact.query_parameters


MEDIA = """## Plant

`POST /trees`

##### Parameters

> | name | type | data type | description |
> |---|---|---|---|
> | None | required | object (JSON) | N/A |

##### Responses

> | http code | content-type | response |
> |---|---|---|
> | `201` | `text/plain;charset=UTF-8` | `planted` |
> | `400` | `application/json` | `{"code":"400"}` |
> | `404` | `image/png` | A picture |
"""


def test_a_column_tells_the_media_type_of_an_answer() -> None:
    fact = read(MEDIA)
    assert [(one.status, one.media_types, one.description) for one in fact.responses] == [
        (201, ("text/plain",), "`planted`"),
        (400, ("application/json",), '`{"code":"400"}`'),
        (404, ("image/png",), "A picture"),
    ]
    assert [bool(one.types) for one in fact.responses] == [True, False, True]


def test_a_table_that_says_none_describes_nothing() -> None:
    fact = read(MEDIA)
    assert fact.request_body is None
    assert not fact.parameters


COLLECTION = """## End-point: Plant a tree
### Method: POST
>```
>{{baseUrl}}/trees/:id/pears
>```
### Query Params

|Param|value|
|---|---|
|kind|pear|

### Body formdata

|Param|value|Type|
|---|---|---|
|picture|/pear.png|file|

### Response: 201
```json
{"id": 4}
```
"""


def test_a_heading_that_says_the_method_belongs_to_the_heading_around_it() -> None:
    fact = read(COLLECTION)
    assert fact.title == "End-point: Plant a tree"
    assert [(one.method, one.target) for one in fact.routes] == [("POST", "{{baseUrl}}/trees/:id/pears")]
    assert [one.name for one in fact.query_parameters] == ["kind"]
    assert fact.request_body is not None
    assert [one.name for one in fact.request_body.properties] == ["picture"]
    assert answered(fact) == {201: {"id": 4}}


def test_a_query_is_a_label() -> None:
    assert [one.name for one in read("`GET /trees`\n\nQuery:\n\n- `kind` — string\n").query_parameters] == ["kind"]
