"""Pages with template tags and elements that have an end, and the parts that their outline makes of them."""

# ruff: noqa: E501 (pages as they are written)

from __future__ import annotations

import pytest

from docgen import dialects, markdown
from docgen.outline import Outline, Part, outline
from docgen.outline.row import Row
from docgen.outline.rows import groups
from docgen.source import Source

BASE = dialects.load("base")


def of(text: str) -> Outline:
    return outline(markdown.parse(Source("page.mdx", text)), BASE)


def rows(part: Part) -> list[Row]:
    return [row for _, found in groups(part, BASE) for row in found]


def shape(text: str) -> list[tuple[str, int, list[tuple[str, int]]]]:
    """Return role, status and rows of the parts that elements make."""
    found = of(text)
    return [
        (part.role, part.status, [(row.name.text, row.depth) for row in rows(part)])
        for part in found.parts
        if part.marked
    ]


@pytest.mark.parametrize(
    ("text", "role", "located"),
    [
        ('<ParamField query="page" type="string" />', "query_parameters", "query"),
        ('<ParamField path="id" required>\n  Which.\n</ParamField>', "path_parameters", "path"),
        ('<ParamField\n  header="X-Farm"\n  type="string"\n>\n</ParamField>', "request_headers", "header"),
        ('<ParamField body="name">Text.</ParamField>', "request_body", "body"),
        ('{% swagger-parameter in="query" name="page" %}\n{% endswagger-parameter %}', "query_parameters", "query"),
        (
            '{% swagger-parameter name="n" type="String" in="body" %}\nText.\n{% endswagger-parameter %}',
            "request_body",
            "body",
        ),
        (
            '{% api-method-headers %}\n{% api-method-parameter name="X-A" %}\n{% endapi-method-parameter %}\n{% endapi-method-headers %}',
            "request_headers",
            "header",
        ),
        (
            '{% api-method-form-data-parameters %}\n{% api-method-parameter name="a" required=true %}\n{% endapi-method-parameter %}\n{% endapi-method-form-data-parameters %}',
            "request_body",
            "form",
        ),
    ],
)
def test_an_element_is_a_parameter(text: str, role: str, located: str) -> None:
    (part,) = [one for one in of(f"# A\n\n{text}\n").parts if one.marked]
    assert (part.role, [row.located for row in rows(part)]) == (role, [located])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<ResponseField name="id" type="string" />', [("response", 0, [("id", 0)])]),
        ('<ResponseField name="404" type="Not Found" />', [("response", 404, [])]),
        ('<ResponseField name="422 Bad">\n<ResponseField name="why" />\n</ResponseField>', [("response", 422, [("why", 0)])]),
        ('<Tabs>\n<Tab title="200">\n<ResponseField name="a" />\n</Tab>\n<Tab title="4xx">\n<ResponseField name="b" />\n</Tab>\n</Tabs>',
         [("response", 200, [("a", 0)]), ("response", 994, [("b", 0)])]),
        ('{% swagger-response status="200: OK" description="Fine." %}\n```json\n{}\n```\n{% endswagger-response %}',
         [("response", 200, []), ("response", 200, [])]),
        ('{% api-method-response-example httpCode=404 %}\n```\n{}\n```\n{% endapi-method-response-example %}',
         [("response", 404, []), ("response", 404, [])]),
        ("<ResponseExample>\n```json 201 - Made\n{}\n```\n```json Failure\n{}\n```\n```json Success\n{}\n```\n</ResponseExample>",
         [("response", 201, []), ("response", 999, []), ("response", 0, [])]),
        ("<ResponseExample>\n```python SDK\nx\n```\n</ResponseExample>", [("request", 0, [])]),
        ("<RequestExample>\n```json Response\n{}\n```\n</RequestExample>", [("response", 0, [])]),
    ],
)  # fmt: skip
def test_an_element_is_an_answer(text: str, expected: list[object]) -> None:
    assert shape(f"# A\n\n{text}\n") == expected


def test_a_heading_tells_that_answers_are_failures() -> None:
    assert shape('# A\n\n## Response\n\n### Error responses\n\n<ResponseField name="why" />\n') == [
        ("response", 999, [("why", 0)])
    ]


NESTED = """# A

<ParamField body="engine" type="object">
    What drives it.

    <Expandable title="sail">
        <ParamField body="kind" required>One.</ParamField>
        <ParamField body="area" required />
    </Expandable>
    <Expandable title="motor">
        <ParamField body="kind" required>Two.</ParamField>
        <ResponseField name="power" />
    </Expandable>
</ParamField>
"""


def test_fields_inside_a_field_are_members_and_several_groups_alternatives() -> None:
    (part,) = [one for one in of(NESTED).parts if one.marked]
    found = rows(part)
    assert [(row.name.text, row.depth, bool(row.required)) for row in found] == [
        ("engine", 0, False),
        ("kind", 1, True),
        ("area", 1, False),
        ("power", 1, False),
    ]
    assert found[0].description and found[0].description.text == "What drives it."


def test_a_name_is_cut_at_the_sign_of_equality() -> None:
    found = of(
        '# A\n\n{% swagger-parameter in="query" name="mode=dim" %}\n{% endswagger-parameter %}\n{% swagger-parameter in="query" name="of=a or b" %}\n{% endswagger-parameter %}\n'
    )
    (part,) = [one for one in found.parts if one.marked]
    assert [(row.name.text, row.example and row.example.text) for row in rows(part)] == [("mode", "dim"), ("of", None)]


def test_each_of_several_operations_in_a_section_has_what_stands_in_it_and_behind_it() -> None:
    block = '{{% swagger method="get" path="/{0}" summary="Read {0}" %}}\n{{% swagger-parameter in="query" name="{0}" %}}\n{{% endswagger-parameter %}}\n{{% endswagger %}}\n'
    found = of(f"# A\n\n{block.format('a')}\nText.\n\n{block.format('b')}")
    assert [[(one.method, one.target, one.title) for one in scope.statements] for scope in found.scopes] == [
        [("GET", "/a", "Read a")],
        [("GET", "/b", "Read b")],
    ]
    assert [[row.name.text for part in scope.parts for row in rows(part)] for scope in found.scopes] == [["a"], ["b"]]


def test_the_only_operation_of_a_page_has_what_stands_below_the_headings_after_it() -> None:
    text = '# A\n\n{% swagger method="get" path="/a" %}\n{% endswagger %}\n\n#### Query parameters\n\n|Name|Type|\n|-|-|\n|b|string|\n'
    (scope,) = of(text).scopes
    assert [row.name.text for part in scope.parts for row in rows(part)] == ["b"]


@pytest.mark.parametrize(
    ("tag", "target"),
    [
        ('method="get" path="/a" baseUrl="https://farm.example"', "https://farm.example/a"),
        ('baseUrl="https://farm.example/" path="/a" method="get"', "https://farm.example/a"),
        ('method="get" path="" baseUrl="https://farm.example/a"', "https://farm.example/a"),
        ('method="get" path="/a" baseUrl=""', "/a"),
        ("method=get path=/a", "/a"),
        ('method="get" summary="A "bright" one" path="/a"', "/a"),
        ('method="get" path="/a" summary="It\'s one"', "/a"),
    ],
)
def test_an_address_stands_in_two_attributes(tag: str, target: str) -> None:
    found = of(f"# A\n\n{{% swagger {tag} %}}\n{{% endswagger %}}\n")
    assert [one.target for one in found.statements] == [target]


@pytest.mark.parametrize(
    "text",
    [
        '<div class="api-endpoint">\n  <i class="label label-get">GET</i>\n  <h6>/barns</h6>\n</div>',
        '<div class="api-endpoint">\n<div class="endpoint-data">\n<i class="label label-get">GET</i>\n<h6>/barns</h6>\n</div>\n</div>',
        '<span class="http-method get"><span class="box-method">GET</span> `/barns` </span>',
        '<span class="http-method get">\n<span class="box-method">GET</span> `/barns` </span>',
        '<Route method="GET" route="/barns"/>',
        '<ApiEndpoint method="GET" url="/barns">\n</ApiEndpoint>',
    ],
)
def test_tags_of_html_and_components_state_a_request(text: str) -> None:
    assert [(one.method, one.target) for scope in of(f"# A\n\n{text}\n").scopes for one in scope.statements] == [
        ("GET", "/barns")
    ]


def test_the_front_matter_of_a_page_states_one_for_all_its_headings() -> None:
    (scope,) = of(
        '---\ntitle: List\napi: get /barns\n---\n\n# Request\n\n<ParamField query="a" />\n\n# Response\n\n<ResponseField name="b" />\n'
    ).scopes
    assert [part.role for part in scope.parts if part.marked] == ["query_parameters", "response"]


def test_fields_on_a_page_without_a_request_are_no_operation() -> None:
    assert not of('---\ntitle: Command\n---\n\n<ParamField path="--verbose" type="boolean" />\n').statements


def test_headings_inside_an_operation_are_text_of_it() -> None:
    text = (
        '# A\n\n{% swagger method="get" path="/a" %}\n{% swagger-description %}\n## Note\n\nText.\n{% endswagger-description %}\n'
        '{% swagger-parameter in="query" name="b" %}\n{% endswagger-parameter %}\n{% endswagger %}\n\n## After\n'
    )
    found = of(text)
    assert [row.name.text for part in found.scopes[0].parts for row in rows(part)] == ["b"]
    assert [part.title for part in found.parts if part.is_section and part.section.level] == ["A", "After"]


def test_a_parameter_without_a_name_is_a_row_that_gives_no_fact() -> None:
    found = of(
        '# A\n\n{% swagger method="get" path="/a" %}\n{% swagger-parameter in="header" name="" %}\n{% endswagger-parameter %}\n{% endswagger %}\n'
    )
    assert [row.name.text for part in found.scopes[0].parts for row in rows(part)] == [""]
