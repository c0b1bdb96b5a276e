"""Pages in API Blueprint, with blocks of GitBook and elements of Mintlify: what reaches the document and the findings."""

# ruff: noqa: E501 (pages as they are written)

from __future__ import annotations

import pytest

import docgen


@pytest.fixture
def build(tmp_path, monkeypatch):
    """Return a function that builds the pages of a folder, given by their paths."""

    def run(version="3.0", **pages):
        for name, text in pages.items():
            path = tmp_path / name.replace("__", "/").replace("_dot_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        monkeypatch.chdir(tmp_path)
        return docgen.build(["."], settings=docgen.Settings(openapi=version))

    return run


@pytest.fixture
def blueprint(build):
    def run(text, version="3.0"):
        return build(version, page_dot_apib=f"FORMAT: 1A\n{text}").document.content

    return run


@pytest.mark.parametrize("version", ["3.0", "3.1"])
def test_one_of_makes_alternatives(blueprint, version):
    content = blueprint(
        "\n# Add [POST /lamps]\n\n+ Request\n    + Attributes\n        + height (number)\n        + One Of\n            + oil (string)\n"
        "            + Properties\n                + gas (number, required)\n                + valve\n\n+ Response 204\n",
        version,
    )
    schema = content["components"]["schemas"]["PostLampsRequest"]
    assert schema == {
        "type": "object",
        "properties": {"height": {"type": "number"}},
        "oneOf": [
            {"type": "object", "properties": {"oil": {"type": "string"}}, "required": ["oil"]},
            {
                "type": "object",
                "properties": {"gas": {"type": "number"}, "valve": {"type": "string"}},
                "required": ["gas"],
            },
        ],
    }


def test_alternatives_of_a_type_stand_beside_its_base_and_those_that_require_nothing_may_overlap(blueprint):
    content = blueprint(
        "\n# Data Structures\n\n## Thing\n+ id (number)\n\n## Lamp (Thing)\n+ One Of\n    + oil (string)\n    + gas (string)\n"
        "+ One Of\n    + wick (string, optional)\n    + Include Mantle\n\n## Mantle\n+ mesh (number)\n"
    )
    own = content["components"]["schemas"]["Lamp"]["allOf"][1]
    assert [list(one) for one in own["allOf"]] == [["oneOf"], ["anyOf"]]
    assert [list(part["properties"]) for one in own["allOf"] for parts in one.values() for part in parts] == [
        ["oil"],
        ["gas"],
        ["wick"],
        ["mesh"],
    ]


def test_an_alternative_to_nothing_is_a_member_that_may_be_left_out(blueprint):
    content = blueprint(
        "\n# Data Structures\n\n## Thing\n+ id (number)\n\n## Lamp (Thing)\n+ One Of\n    + Include Thing\n    + gas (string, required)\n"
    )
    own = content["components"]["schemas"]["Lamp"]["allOf"][1]
    assert own == {"type": "object", "properties": {"gas": {"type": "string"}}}


def test_the_host_is_a_server_with_its_whole_path(blueprint):
    content = blueprint("HOST: https://farm.example/east\n\n# Barns [/v2/barns]\n\n## List [GET]\n\n+ Response 204\n")
    assert [one["url"] for one in content["servers"]] == ["https://farm.example/east"]
    assert list(content["paths"]) == ["/v2/barns"]


def test_types_are_found_by_names_of_several_words(blueprint):
    content = blueprint(
        "\n# List [GET /lamps]\n\n+ Response 200\n    + Attributes (array[Oil Lamp])\n\n# Data Structures\n\n## Oil Lamp (Tall Thing)\n"
        "+ tank (Big Tank) - Where the oil is\n+ spare (array[Big Tank])\n\n## Big Tank\n+ litres (number)\n\n## Tall Thing\n+ height (number)\n"
    )
    schemas = content["components"]["schemas"]
    assert content["paths"]["/lamps"]["get"]["responses"]["200"]["content"]["application/json"]["schema"] == {
        "type": "array",
        "items": {"$ref": "#/components/schemas/OilLamp"},
    }
    base, own = schemas["OilLamp"]["allOf"]
    assert base == {"$ref": "#/components/schemas/TallThing"}
    assert own["properties"]["tank"] == {
        "allOf": [{"$ref": "#/components/schemas/BigTank"}],
        "description": "Where the oil is",
    }
    assert own["properties"]["spare"]["items"] == {"$ref": "#/components/schemas/BigTank"}


def test_values_of_an_enumeration_are_all_there_are_and_what_is_said_of_them_is_kept(blueprint):
    content = blueprint(
        "\n# List [GET /lamps{?level,kind}]\n\n+ Parameters\n    + level (enum[number])\n        + 1\n        + 2 - tall\n"
        "    + kind: oil (string)\n        + Members\n            + oil\n            + gas\n\n"
        '+ Response 200\n    + Schema\n\n            {"type": "object", "properties": {"state": {"type": "string", "enum": ["lit", "dark"]}}}\n'
    )
    operation = content["paths"]["/lamps"]["get"]
    assert [(one["schema"], one.get("description")) for one in operation["parameters"]] == [
        ({"type": "number", "enum": [1, 2]}, "- `2`: tall"),
        ({"type": "string", "enum": ["oil", "gas"]}, None),
    ]
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert answer["properties"]["state"] == {"type": "string", "enum": ["lit", "dark"]}


def test_what_is_said_of_requests_headers_and_groups_is_kept(blueprint):
    content = blueprint(
        "\n# Group Lamps\n\nAll lamps.\n\n## Lamp [/lamps/{id}]\n\n### Change [PATCH]\n\nChanges it.\n\n+ Request Of a keeper (application/json)\n\n"
        "    Sent by night.\n\n    + Attributes\n        + height (number)\n\n+ Response 200\n    + Headers\n\n            X-Left: 12\n\n"
        "### Read [GET]\n\n+ Request\n\n    Without a key.\n\n+ Response 204\n",
    )
    item = content["paths"]["/lamps/{id}"]
    assert item["patch"]["requestBody"]["description"] == "Of a keeper\n\nSent by night."
    assert item["patch"]["responses"]["200"]["headers"]["X-Left"] == {"schema": {"type": "string"}, "example": "12"}
    assert item["get"]["description"] == "Without a key."
    assert content["tags"] == [{"name": "Lamps", "description": "All lamps."}]


SITE = '{"name": "Quay", "api": {"mdx": {"server": "https://quay.example/east"}}, "navigation": []}'


@pytest.fixture
def mintlify(build):
    def run(text, version="3.0"):
        page = f"---\ntitle: Read a boat\ndescription: Reads one.\napi: GET /boats/{{key}}\n---\n\n{text}\n"
        content = build(version, docs_dot_json=SITE, api__boat_dot_mdx=page).document.content
        return content, content["paths"]["/east/boats/{key}"]["get"]

    return run


def test_a_site_gives_the_server_and_front_matter_the_description(mintlify):
    content, operation = mintlify("More of it.")
    assert [one["url"] for one in content["servers"]] == ["https://quay.example"]
    assert operation["description"] == "Reads one.\n\nMore of it."


def test_a_field_that_is_called_like_a_failure_is_a_member(mintlify):
    _, operation = mintlify(
        '<ResponseField name="error" type="string">Why.</ResponseField>\n<ResponseField name="locked" type="boolean" />\n'
        '<ResponseField name="404 Not Found"><ResponseField name="gone" type="string" /></ResponseField>\n'
    )
    answers = operation["responses"]
    assert list(answers) == ["200", "404"]
    assert list(answers["200"]["content"]["application/json"]["schema"]["properties"]) == ["error", "locked"]


def test_what_a_field_holds_goes_into_its_description(mintlify):
    _, operation = mintlify(
        '<ParamField query="kind" type={\'"oil" | "gas"\'} deprecated post={["beta"]}>\n  Of what:\n  - `oil`\n  - `gas`: new\n\n'
        '  | Value | Means |\n  |---|---|\n  | oil | old |\n\n  ```json\n  "oil"\n  ```\n\n  <Note>Short.</Note>\n</ParamField>\n'
        '<ParamField cookie="crew" type="string" deprecated={false} />\n'
    )
    kind, crew = operation["parameters"][1:]
    assert kind == {
        "name": "kind",
        "in": "query",
        "description": 'Of what:\n\n- `oil`\n- `gas`: new\n\n- oil: old\n\n```\n"oil"\n```\n\nShort.\n\nBeta.',
        "deprecated": True,
        "schema": {"type": "string", "enum": ["oil", "gas"]},
    }
    assert crew == {"name": "crew", "in": "cookie", "schema": {"type": "string"}}


def test_sections_of_parameters_are_no_alternatives(build):
    tag = '{{% api-method-{0}-parameters %}}\n{{% api-method-parameter name="{1}" type="string" required=true %}}\n{{% endapi-method-parameter %}}\n{{% endapi-method-{0}-parameters %}}\n'
    text = (
        '# Boats\n\n{% api-method method="post" host="https://quay.example" path="/boats" %}\n{% api-method-spec %}\n{% api-method-request %}\n'
        f"{tag.format('query', 'kind')}{tag.format('body', 'name')}{tag.format('query', 'size')}"
        "{% endapi-method-request %}\n{% endapi-method-spec %}\n{% endapi-method %}\n"
    )
    content = build(boats_dot_md=text).document.content
    operation = content["paths"]["/boats"]["post"]
    assert [(one["name"], one["required"]) for one in operation["parameters"]] == [("kind", True), ("size", True)]
    assert content["components"]["schemas"]["PostBoatsRequest"]["required"] == ["name"]


TABS = """# Users

## Add a user

<mark style="color:green;">`POST`</mark> `/users`

**Body**

| Name | Type | Description |
| --- | --- | --- |
| `name`<mark style="color:red;">\\*</mark> | string | Its name |

{% tabs %}
{% tab title="201: Created Made" %}
```json
{"id": 1}
```
{% endtab %}

{% tab title="400" %}
```json
{"error": "none"}
```
{% endtab %}
{% endtabs %}
"""


def test_tabs_with_statuses_are_answers_and_marks_tell_what_is_required(build):
    content = build(users_dot_md=TABS).document.content
    answers = content["paths"]["/users"]["post"]["responses"]
    assert {status: one["description"] for status, one in answers.items()} == {"201": "Made", "400": "Bad Request"}
    assert list(answers["400"]["content"]["application/json"]["schema"]["properties"]) == ["error"]
    (body,) = content["components"]["schemas"].values()
    assert body["required"] == ["name"]


def test_the_name_of_a_file_that_describes_an_operation_says_nothing_of_it(build):
    tag = '{% openapi src="quay.json" path="/ships" method="get" %}\n[quay.json](quay.json)\n{% endopenapi %}'
    operation = build(ships_dot_md=f"# Ships\n\n{tag}\n").document.content["paths"]["/ships"]["get"]
    assert "quay" not in operation["summary"] + operation["description"]


def test_a_heading_may_be_the_address_of_a_resource(blueprint):
    content = blueprint("\n# /lamps/{id}\n\n## GET\n\n+ Response 204\n")
    assert list(content["paths"]) == ["/lamps/{id}"]


def test_items_samples_and_numbers_of_arrays_and_enumerations(blueprint):
    content = blueprint(
        "\n# List [GET /lamps]\n\n+ Response 200\n    + Attributes\n        + both (array[Lamp, Tank]) - mixed\n        + sizes (array)\n"
        "            + 1 (number)\n            + 2 (number)\n        + level: 2 (Level)\n        + note - Long - text (in brackets)\n"
        "        + seen - When (optional)\n        + box (object)\n            + Sample\n                + x: 3\n            + x (number)\n\n"
        "# Data Structures\n\n## Lamp\n+ id\n\n## Tank\n+ id\n\n## Level (enum[number])\n+ 1 - low\n+ 2\n"
    )
    schemas = content["components"]["schemas"]
    assert (schemas["Level"]["type"], schemas["Level"]["enum"]) == ("number", [1, 2])
    found = content["paths"]["/lamps"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]["properties"]
    assert [one["$ref"].rpartition("/")[2] for one in found["both"]["items"]["anyOf"]] == ["Lamp", "Tank"]
    assert found["sizes"] == {"type": "array", "items": {"type": "number"}, "example": [1, 2]}
    assert found["note"] == {"type": "string", "description": "Long - text (in brackets)"}
    assert found["seen"] == {"type": "string", "description": "When"}
    assert found["box"]["description"] == "Example: `x: 3`"


def test_bodies_that_are_no_json_are_shown(blueprint):
    content = blueprint(
        "\n# Send [POST /form]\n\n+ Request (application/x-www-form-urlencoded)\n\n        a=1&b=two\n\n"
        "+ Response 200 (text/plain)\n\n        fine\n\n+ Response 400 (application/xml)\n    + Body\n\n            <bad/>\n"
    )
    operation = content["paths"]["/form"]["post"]
    sent = operation["requestBody"]["content"]["application/x-www-form-urlencoded"]
    assert list(content["components"]["schemas"]["PostFormRequest"]["properties"]) == ["a", "b"]
    assert [one["value"] for one in sent["examples"].values()] == [{"a": "1", "b": "two"}]
    texts = {
        status: [shown["value"] for body in one["content"].values() for shown in body["examples"].values()]
        for status, one in operation["responses"].items()
    }
    assert texts == {"200": ["fine"], "400": ["<bad/>"]}


FIELDS = (
    "- `ids[]` (array of string)\n- `box[lid]` (boolean)\n- `crew[][name]` (string)\n- `sizes` (array of integer)\n"
)


@pytest.mark.parametrize("version", ["3.0", "3.1"])
@pytest.mark.parametrize("label", ["Form data parameters", "Body parameters"])
def test_fields_of_forms_are_sent_under_the_names_that_pages_write(build, version, label):
    page = f"# Lamps\n\n## Add a lamp\n\n`POST /lamps`\n\n### {label}\n\n{FIELDS}"
    content = build(version, lamps_dot_md=page).document.content
    ((media, sent),) = content["paths"]["/lamps"]["post"]["requestBody"]["content"].items()
    schema = content["components"]["schemas"]["PostLampsRequest"]
    ids = "ids[]" if "form" in media else "ids"
    assert {name: inner["type"] for name, inner in schema["properties"].items()} == {
        ids: "array",
        "box": "object",
        "crew": "array",
        "sizes": "array",
    }
    styles = {"ids[]": {"style": "form", "explode": True}, "box": {"style": "deepObject", "explode": True}}
    assert sent.get("encoding", {}) == (styles if "form" in media else {})


def test_a_field_of_a_form_with_brackets_is_an_array_though_one_value_is_shown(blueprint):
    content = blueprint(
        "\n# Send [POST /form]\n\n+ Request (application/x-www-form-urlencoded)\n\n        ids[]=1&b=two\n\n+ Response 204\n"
    )
    sent = content["paths"]["/form"]["post"]["requestBody"]["content"]["application/x-www-form-urlencoded"]
    assert [one["value"] for one in sent["examples"].values()] == [{"ids[]": ["1"], "b": "two"}]


def test_a_body_may_be_one_of_some_values(blueprint):
    content = blueprint(
        "\n# Set [PUT /colour]\n\n+ Request\n    + Attributes (enum[string])\n        + red\n        + blue\n\n+ Response 204\n"
    )
    body = content["paths"]["/colour"]["put"]["requestBody"]
    assert body["content"]["application/json"]["schema"] == {"type": "string"}
    assert body["description"] == "- `red`\n- `blue`"


BLOCK = """{{% api-method method="get" host="https://quay.example" path="/{0}" %}}
{{% api-method-summary %}}
List {0}
{{% endapi-method-summary %}}
{{% api-method-description %}}
```text
GET /old/{0}
```
{{% endapi-method-description %}}
{{% api-method-spec %}}
{{% api-method-request %}}
{{% api-method-query-parameters %}}
{{% api-method-parameter name="of-{0}" type="string" required=true %}}
**one**
**two**
{{% endapi-method-parameter %}}
{{% endapi-method-query-parameters %}}
{{% endapi-method-request %}}
{{% endapi-method-spec %}}
{{% endapi-method %}}

#### {1}

{2}

"""


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Sample request", '```bash\ncurl "https://quay.example/{0}?more-{0}=1"\n```'),
        ("Query parameters", "| Name | Type |\n| --- | --- |\n| more-{0} | string |"),
    ],
)
def test_what_stands_behind_a_block_below_a_heading_of_a_role_is_its_own(build, heading, text):
    names = ("boats", "docks", "crews")
    page = "# Quay\n\n" + "".join(BLOCK.format(name, heading, text.format(name)) for name in names)
    paths = build(quay_dot_md=page).document.content["paths"]
    found = {path: [one["name"] for one in item["get"]["parameters"]] for path, item in paths.items()}
    assert found == {f"/{name}": [f"of-{name}", f"more-{name}"] for name in names}
    assert paths["/docks"]["get"]["summary"] == "List docks"
    assert paths["/docks"]["get"]["parameters"][0]["schema"] == {"type": "string", "enum": ["one", "two"]}


def test_a_type_may_be_one_or_many(mintlify):
    _, operation = mintlify('<ParamField query="kind" type="string | string[] | null" />\n<Warning>Old.</Warning>')
    assert operation["parameters"][1]["schema"]["anyOf"] == [
        {"type": "array", "items": {"type": "string"}},
        {"type": "string"},
    ]
    assert operation["description"] == "Reads one.\n\nOld."


def test_front_matter_tells_that_a_request_is_deprecated(build):
    page = "---\ntitle: Read\napi: GET https://quay.example/boats\ndeprecated: true\n---\n\nText.\n"
    assert (
        build(docs_dot_json=SITE, boats_dot_mdx=page).document.content["paths"]["/boats"]["get"]["deprecated"] is True
    )


def test_a_site_may_have_several_servers(build):
    site = (
        '{"name": "Q", "api": {"baseUrl": ["https://quay.example/v2", "https://test.example/v2/"]}, "navigation": []}'
    )
    page = "---\ntitle: Read\napi: GET /boats\n---\n\nText.\n"
    content = build(mint_dot_json=site, boats_dot_mdx=page).document.content
    assert [one["url"] for one in content["servers"]] == ["https://quay.example/v2", "https://test.example/v2"]
    assert list(content["paths"]) == ["/boats"]


def test_each_example_of_a_status_is_described_and_text_is_shown(build):
    answer = "{{% api-method-response-example httpCode={0} %}}\n{{% api-method-response-example-description %}}\n{1}\n{{% endapi-method-response-example-description %}}\n\n```{2}\n{3}\n```\n{{% endapi-method-response-example %}}\n"
    text = (
        '# Boats\n\n{% api-method method="post" host="https://quay.example" path="/boats" %}\n{% api-method-spec %}\n{% api-method-request %}\n'
        '{% api-method-body-parameters %}\n{% api-method-parameter name="Kind Of" type="string" required=true %}\n{% endapi-method-parameter %}\n'
        "{% endapi-method-body-parameters %}\n{% endapi-method-request %}\n{% api-method-response %}\n"
        f"{answer.format(200, 'First', 'javascript', '[1]')}{answer.format(200, 'Second', 'javascript', '[2]')}{answer.format(404, 'None', 'text', 'gone')}"
        "{% endapi-method-response %}\n{% endapi-method-spec %}\n{% endapi-method %}\n"
    )
    content = build(boats_dot_md=text).document.content
    answers = content["paths"]["/boats"]["post"]["responses"]
    assert answers["200"]["description"] == "First\n\nSecond"
    assert [one["value"] for one in answers["404"]["content"]["text/plain"]["examples"].values()] == ["gone"]
    assert content["components"]["schemas"]["PostBoatsRequest"]["required"] == ["Kind Of"]


def test_a_socket_is_opened_by_a_request(build):
    block = '{% api-method method="get" host="wss://quay.example" path="/stream" %}\n{% endapi-method %}\n'
    content = build(stream_dot_md=f"# Stream\n\n{block}").document.content
    assert ([one["url"] for one in content["servers"]], list(content["paths"])) == (["wss://quay.example"], ["/stream"])


def test_a_type_that_no_page_describes_is_a_text_where_it_stands_in_a_path(build):
    rows = "| Attribute | Type | Required |\n|---|---|---|\n| `lid` | Mark | yes |\n| `box` | Crate | yes |\n"
    page = f"# Lamps\n\n## Put a lamp\n\n```\nPUT /lamps/:lid\n```\n\nParameters:\n\n{rows}"
    schemas = build(lamps_dot_md=page).document.content["components"]["schemas"]
    assert schemas["Mark"] == {"type": "string", "x-docgen-missing": True}
    assert schemas["Crate"] == {"type": "object", "x-docgen-missing": True}
