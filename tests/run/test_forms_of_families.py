"""The forms of API Blueprint, GitBook and Mintlify, one a case: what each page states, in a line an operation."""

# ruff: noqa: E501 (pages as they are written)

from __future__ import annotations

import pytest

import docgen


def members(schema, schemas):
    """Return the members of a schema in a line: required ones with "!", values behind "=", what they hold in braces."""
    while "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    if "items" in schema:
        return f"[{members(schema['items'], schemas)}]"
    parts = [members(one, schemas) for key in ("allOf", "oneOf", "anyOf") for one in schema.get(key, ())]
    inner = [
        name + ("!" if name in schema.get("required", ()) else "") + shape(one, schemas)
        for name, one in schema.get("properties", {}).items()
    ]
    return " ".join(filter(None, [*parts, *inner])) or schema.get("type", "")


def shape(schema, schemas):
    """Return what is said of the type of a member."""
    named = schema.get("$ref") or next((one.get("$ref") for one in schema.get("allOf", ())), "")
    if named:
        return f":{named.rpartition('/')[2]}"
    if schema.get("properties") or schema.get("items", {}).get("properties") or "$ref" in schema.get("items", {}):
        return "{" + members(schema, schemas) + "}"
    kind = schema.get("type", "")
    items = schema.get("items", {}).get("type", "") if kind == "array" else ""
    values = schema.get("enum") or schema.get("items", {}).get("enum")
    default = f"~{schema['default']}" if "default" in schema else ""
    return f":{kind}{items and '/' + items}" + (f"={','.join(map(str, values))}" if values else "") + default


def lines(content):
    """Return the operations of a document, a line each: method and path, parameters, body, answers."""
    schemas = content["components"]["schemas"]
    for path, item in content["paths"].items():
        for method, operation in item.items():
            parameters = operation.get("parameters", ())
            places = [f"{one['in']}.{one['name']}{'!' * one.get('required', False)}" for one in parameters]
            types = [shape(one["schema"], schemas) for one in parameters]
            said = [f"{method.upper()} {path}", *map("".join, zip(places, types, strict=True))]
            for media, body in operation.get("requestBody", {}).get("content", {}).items():
                kind = "" if media == "application/json" else f"({media})"
                said.append(f"body{kind}<{members(body.get('schema', {}), schemas)}>")
            for status, answer in operation["responses"].items():
                bodies = [members(one.get("schema", {}), schemas) for one in answer.get("content", {}).values()]
                said.append(f"{status}<{'|'.join(bodies)}>" if bodies else status)
            yield " ".join(said)


@pytest.fixture
def stated(tmp_path, monkeypatch):
    """Return a function that builds pages by their names, and returns a line for each operation."""

    def run(pages):
        for name, text in pages.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        monkeypatch.chdir(tmp_path)
        built = docgen.build(["."])
        assert built.valid
        return list(lines(built.document.content))

    return run


BLUEPRINT = {
    "resource and action": (
        "# Lamps [/lamps/{id}]\n## Read [GET]\n+ Response 204\n",
        ["GET /lamps/{id} path.id!:string 204"],
    ),
    "the verb alone": ("# Lamps [/lamps]\n## GET\n+ Response 204\n", ["GET /lamps 204"]),
    "both at once": (
        "# Lamps [/lamps]\n## Find [GET /lamps/{id}{?full}]\n+ Response 204\n",
        ["GET /lamps/{id} path.id!:string query.full:string 204"],
    ),
    "both at once, no resource": ("## Find [GET /lamps]\n+ Response 204\n", ["GET /lamps 204"]),
    "no brackets": ("# GET /lamps\n+ Response 204\n", ["GET /lamps 204"]),
    "actions at the depth of the resource": (
        "# Lamps [/lamps]\n# Make [POST /lamps/new]\n+ Response 201\n# Drop [DELETE /lamps/{id}]\n+ Response 204\n",
        ["DELETE /lamps/{id} path.id!:string 204", "POST /lamps/new 201"],
    ),
    "several queries": (
        "# Lamps [/lamps{?page,limit}]\n## List [GET]\n+ Response 204\n",
        ["GET /lamps query.page:string query.limit:string 204"],
    ),
    "percent-encoded names": (
        "# Lamps [/lamps{?page%5Bsize%5D}]\n## List [GET]\n+ Response 204\n",
        ["GET /lamps query.page[size]:string 204"],
    ),
    "a literal query": (
        "# Run [/fn?do=list&lamp={lamp_id}]\n## Run [GET]\n+ Response 204\n",
        ["GET /fn query.do:string query.lamp:string 204"],
    ),
    "a query that goes on": (
        "# Lamps [/lamps?kind=oil{&size}]\n## List [GET]\n+ Response 204\n",
        ["GET /lamps query.kind:string query.size:string 204"],
    ),
    "reserved and fragment": (
        "# A file [/files/{+path}{#part}]\n## Read [GET]\n+ Response 204\n",
        ["GET /files/{path} path.path!:string 204"],
    ),
    "variants are one operation": (
        "# Lamps [/lamps]\n## By size [GET /lamps{?size}]\n+ Response 200\n    + Attributes\n        + id\n\n## By kind [GET /lamps{?kind}]\n+ Response 404\n",
        ["GET /lamps query.size:string query.kind:string 200<id:string> 404"],
    ),
    "a title with brackets": (
        "# Lamp search [draft] [/lamps/search]\n## Do [GET]\n+ Response 204\n",
        ["GET /lamps/search 204"],
    ),
    "the root": ("# Root [/]\n## Read [GET]\n+ Response 204\n", ["GET / 204"]),
    "today's parameters": (
        "# Lamps [/lamps/{id}]\n## Read [GET]\n+ Parameters\n    + id: 17 (number, required) - Which\n+ Response 204\n",
        ["GET /lamps/{id} path.id!:number 204"],
    ),
    "text on a deeper line": (
        "# Lamps [/lamps{?kind}]\n## List [GET]\n+ Parameters\n    + kind: oil (string)\n        Which kind.\n+ Response 204\n",
        ["GET /lamps query.kind:string 204"],
    ),
    "no example": (
        "# Lamps [/lamps{?kind}]\n## List [GET]\n+ Parameters\n    + kind (string, required) - Which\n+ Response 204\n",
        ["GET /lamps query.kind!:string 204"],
    ),
    "marks in any order": (
        "# Lamps [/lamps{?kind}]\n## List [GET]\n+ Parameters\n    + `kind` (required, number)\n+ Response 204\n",
        ["GET /lamps query.kind!:number 204"],
    ),
    "the first syntax": (
        "# Lamps [/lamps/{id}]\n## Read [GET]\n+ Parameters\n    + id = 17 (required, number, 17) ... Which lamp\n+ Response 204\n",
        ["GET /lamps/{id} path.id!:number 204"],
    ),
    "defaults and members": (
        "# Lamps [/lamps{?size,kind}]\n## List [GET]\n+ Parameters\n    + size (number)\n        + Default: 10\n    + kind (string)\n        + Default\n            + oil\n        + Members\n            + `oil`\n            + `gas`\n+ Response 204\n",
        ["GET /lamps query.size:number~10 query.kind:string=oil,gas~oil 204"],
    ),
    "values": (
        "# Lamps [/lamps{?kind}]\n## List [GET]\n+ Parameters\n    + kind (string)\n        + Values\n            + `oil`\n            + `gas`\n+ Response 204\n",
        ["GET /lamps query.kind:string=oil,gas 204"],
    ),
    "parameters of the resource": (
        "# Lamps [/lamps/{id}]\n+ Parameters\n    + id (number)\n\n## Read [GET]\n+ Response 204\n\n## Drop [DELETE]\n+ Response 204\n",
        ["GET /lamps/{id} path.id!:number 204", "DELETE /lamps/{id} path.id!:number 204"],
    ),
    "attributes": (
        "# Lamps [/lamps]\n## Add [POST]\n+ Request\n    + Attributes\n        + kind: oil (string, required) - Which\n        + box (object)\n            + size: 3 (number)\n+ Response 201\n",
        ["POST /lamps body<kind!:string box{size:number}> 201"],
    ),
    "a named type, and an array of it": (
        "# Lamps [/lamps]\n## Add [POST]\n+ Request\n    + Attributes (Lamp)\n+ Response 200\n    + Attributes (array[Lamp])\n\n# Data Structures\n## Lamp (object)\n+ id (number, required)\n",
        ["POST /lamps body<id!:number> 200<[id!:number]>"],
    ),
    "a body of eight blanks": (
        '# Lamps [/lamps]\n## List [GET]\n+ Response 200 (application/json)\n    + Body\n\n            {"id": 1}\n',
        ["GET /lamps 200<id:integer>"],
    ),
    "a body without its keyword": (
        '# Lamps [/lamps]\n## List [GET]\n+ Response 200\n\n        {"id": 1}\n',
        ["GET /lamps 200<id:integer>"],
    ),
    "a body in a fence": (
        '# Lamps [/lamps]\n## List [GET]\n+ Response 200\n\n    ```\n    {"id": 1}\n    ```\n',
        ["GET /lamps 200<id:integer>"],
    ),
    "a schema that says nothing": (
        '# Lamps [/lamps]\n## List [GET]\n+ Response 200\n    + Attributes\n        + id (number)\n    + Schema\n\n            {"$schema": "http://json-schema.org/draft-04/schema#"}\n',
        ["GET /lamps 200<id:number>"],
    ),
    "a model": (
        '# Lamp [/lamps/{id}]\n+ Model (application/json)\n\n        {"id": 1}\n\n## Read [GET]\n+ Response 200\n\n    [Lamp][]\n',
        ["GET /lamps/{id} path.id!:string 200<id:integer>"],
    ),
    "inheritance": (
        "# Lamps [/lamps]\n## List [GET]\n+ Response 200\n    + Attributes (BigLamp)\n\n# Data Structures\n## Lamp\n+ id (number)\n\n## BigLamp (Lamp)\n+ size (number)\n",
        ["GET /lamps 200<id:number size:number>"],
    ),
    "an enumeration": (
        "# Lamps [/lamps]\n## List [GET]\n+ Response 200\n    + Attributes\n        + kind (Kind)\n\n# Data Structures\n## Kind (enum[string])\n+ oil\n+ gas\n",
        ["GET /lamps 200<kind:Kind>"],
    ),
    "an enumeration as a member": (
        "# Lamps [/lamps]\n## List [GET]\n+ Response 200\n    + Attributes\n        + kind (enum[string], required)\n            + Members\n                + oil\n                + gas\n        + tags (array[string], fixed-type)\n        + old: 1 (number, nullable)\n",
        ["GET /lamps 200<kind!:string=oil,gas tags:array/string old:number>"],
    ),
    "two blanks of indentation": (
        "# Lamps [/lamps]\n## Add [POST]\n+ Request\n  + Attributes\n    + box (object)\n      + size (number)\n+ Response 201\n",
        ["POST /lamps body<box{size:number}> 201"],
    ),
    "tabs of indentation": (
        "# Lamps [/lamps]\n## Add [POST]\n+ Request\n\t+ Attributes\n\t\t+ box (object)\n\t\t\t+ size (number)\n+ Response 201\n",
        ["POST /lamps body<box{size:number}> 201"],
    ),
    "a body that is no JSON": (
        '# Lamps [/lamps]\n## List [GET]\n+ Response 200 (application/json)\n\n        {"id": 1,}\n',
        ["GET /lamps 200<id:integer>"],
    ),
    "attributes beside a body": (
        '# Lamps [/lamps]\n## List [GET]\n+ Response 200\n    + Attributes\n        + id (number)\n    + Body\n\n            {"id": 1, "more": 2}\n',
        ["GET /lamps 200<id:number>"],
    ),
    "one status twice": (
        "# Lamps [/lamps]\n## List [GET]\n+ Response 200\n    + Attributes\n        + id (number)\n+ Response 200\n    + Attributes\n        + size (number)\n",
        ["GET /lamps 200<id:number size:number>"],
    ),
    "pairs of requests and answers": (
        "# Lamps [/lamps]\n## Add [POST]\n+ Request Good (application/json)\n    + Attributes\n        + id (number)\n+ Response 200\n+ Request Bad\n    + Attributes\n        + id (number)\n+ Response 422\n",
        ["POST /lamps body<id:number> 200 422"],
    ),
    "a reason in place of the media type": (
        "# Lamps [/lamps]\n## Add [POST]\n+ Response 412 (Precondition failed)\n+ Response 201\n",
        ["POST /lamps 201 412"],
    ),
    "other words for types": (
        "# Lamps [/lamps{?a,b,c,d}]\n## List [GET]\n+ Parameters\n    + a (integer)\n    + b (bool)\n    + c (int)\n    + d (date)\n+ Response 204\n",
        ["GET /lamps query.a:integer query.b:boolean query.c:integer query.d:string 204"],
    ),
    "headers of a request": (
        "# Lamps [/lamps]\n## List [GET]\n+ Request\n    + Headers\n\n            Authorization: Bearer abc\n            X-Crew: 7\n+ Response 204\n",
        ["GET /lamps header.X-Crew:string 204"],
    ),
    "a list of changes is no statement": (
        "Changes:\n\n- GET /ships was added\n\n# Group Lamps\n## Lamps [/lamps]\n### List [GET]\n+ Response 204\n",
        ["GET /lamps 204"],
    ),
}


@pytest.mark.parametrize("name", BLUEPRINT)
@pytest.mark.parametrize("file", ["page.apib", "page.md"])
def test_forms_of_api_blueprint(stated, file, name):
    text, want = BLUEPRINT[name]
    found = stated({file: f"FORMAT: 1A\nHOST: https://quay.example\n\n# Quay\n\n{text}"})
    assert found == want


def test_parts_of_a_front_file_have_the_types_of_the_front_file(stated):
    front = "FORMAT: 1A\n\n# Quay\n\n<!-- include(lamps.apib) -->\n\n# Data Structures\n## Lamp\n+ id (number)\n"
    part = "# Lamps [/lamps]\n## List [GET]\n+ Response 200\n    + Attributes (Lamp)\n"
    assert stated({"front.apib": front, "lamps.apib": part}) == ["GET /lamps 200<id:number>"]


def test_types_of_one_name_in_two_files_are_two(stated):
    page = "FORMAT: 1A\n\n# Quay\n\n# L [/{0}]\n## List [GET]\n+ Response 200\n    + Attributes (Lamp)\n\n# Data Structures\n## Lamp\n+ {0} (number)\n"
    found = stated({"a.apib": page.replace("{0}", "ids"), "b.apib": page.replace("{0}", "sizes")})
    assert found == ["GET /ids 200<ids:number>", "GET /sizes 200<sizes:number>"]


def old(inner="", method='method="get"', host="https://quay.example", path="/boats"):
    return f'{{% api-method {method} host="{host}" path="{path}" %}}\n{{% api-method-spec %}}\n{inner}\n{{% endapi-method-spec %}}\n{{% endapi-method %}}\n'


def section(place, *rows):
    inner = "\n".join(f"{{% api-method-parameter {row} %}}\nText.\n{{% endapi-method-parameter %}}" for row in rows)
    return f"{{% api-method-request %}}\n{{% api-method-{place} %}}\n{inner}\n{{% endapi-method-{place} %}}\n{{% endapi-method-request %}}"


def new(inner="", head='method="get" path="/boats" baseUrl="https://quay.example/v2" summary="List"'):
    return f"{{% swagger {head} %}}\n{inner}\n{{% endswagger %}}\n"


def field(attributes, text="Text."):
    return f"{{% swagger-parameter {attributes} %}}\n{text}\n{{% endswagger-parameter %}}\n"


def answer(attributes, text='```javascript\n{"id": 1}\n```'):
    return f"{{% swagger-response {attributes} %}}\n{text}\n{{% endswagger-response %}}\n"


GITBOOK = {
    "the old block": (old(), ["GET /boats 200"]),
    "the new block": (new(), ["GET /boats 200"]),
    "attributes in another order": (
        new(head='baseUrl="https://quay.example" summary="A \'b\'" path="/boats" method="post"'),
        ["POST /boats 200"],
    ),
    "no quotes": (
        new(answer('status=404 description="No"'), head='method=get path="/boats" baseUrl=""'),
        ["GET /boats 200 404<id:integer>"],
    ),
    "a slash on both sides": (old(host="https://quay.example/", path="/boats"), ["GET /boats 200"]),
    "a slash on neither side": (
        new(head='method="get" path="boats" baseUrl="https://quay.example"'),
        ["GET /boats 200"],
    ),
    "all in the base": (new(head='method="get" path="" baseUrl="https://quay.example/boats"'), ["GET /boats 200"]),
    "slots with colons": (old(path="/boats/:id"), ["GET /boats/{id} path.id!:string 200"]),
    "escaped names and blanks": (
        new(head='method="get" path="/big\\_boats/{boat\\_id} " baseUrl="https://quay.example"'),
        ["GET /big_boats/{boat_id} path.boat_id!:string 200"],
    ),
    "a query in the path": (
        new(head='method="get" path="/boats?sort={x}" baseUrl="https://quay.example"'),
        ["GET /boats query.sort:string 200"],
    ),
    "sections of the old block": (
        old(
            section("path-parameters", 'name="id" type="string" required=true')
            + section("query-parameters", 'name="full" type="boolean" required=false')
            + section("headers", 'name="X-Crew" type="string"')
            + section("body-parameters", 'name="name" type="string" required=true'),
            method='method="put"',
            path="/boats/:id",
        ),
        ["PUT /boats/{id} path.id!:string query.full:boolean header.X-Crew:string body<name!:string> 200"],
    ),
    "form data": (
        old(section("form-data-parameters", 'name="name" type="string"'), method='method="post"'),
        ["POST /boats body(multipart/form-data)<name:string> 200"],
    ),
    "fields of the new block": (
        new(
            field('in="path" name="id" type="String" required="true"')
            + field('in="query" name="full" type="Boolean"')
            + field('in="header" name="X-Crew" type="String" required="false"')
            + field('in="body" name="size" type="Integer"'),
            head='method="put" path="/boats/{id}" baseUrl="https://quay.example"',
        ),
        ["PUT /boats/{id} path.id!:string query.full:boolean header.X-Crew:string body<size:integer> 200"],
    ),
    "dotted and bracketed names": (
        new(
            field('in="body" name="data.price" type="number"') + field('in="body" name="rows\\[\\].id" type="string"'),
            head='method="post" path="/boats" baseUrl=""',
        ),
        ["POST /boats body<data{price:number} rows{[id:string]}> 200"],
    ),
    "a slot by another name": (
        new(field('in="path" name="boat" type="string"'), head='method="get" path="/boats/{id}" baseUrl=""'),
        ["GET /boats/{id} path.id!:string 200"],
    ),
    "headers that are none": (
        new(
            field('in="header" name="Content-Type" type="string"')
            + field('in="header" name="Authorization" type="string"')
        ),
        ["GET /boats 200"],
    ),
    "answers": (
        new(
            answer('status="200: OK" description="All"')
            + answer('status="404" description="None"', '```json\n{"why": "x"}\n```')
        ),
        ["GET /boats 200<id:integer> 404<why:string>"],
    ),
    "answers of the old block": (
        old(
            '{% api-method-response %}\n{% api-method-response-example httpCode=201 %}\n{% api-method-response-example-description %}\nMade.\n{% endapi-method-response-example-description %}\n\n```\n{"id": 1}\n```\n{% endapi-method-response-example %}\n{% endapi-method-response %}',
            method='method="post"',
        ),
        ["POST /boats 201<id:integer>"],
    ),
    "an answer in tabs": (
        new(
            answer(
                'status="200" description=""',
                '{% tabs %}\n{% tab title="One" %}\n{% code title="a.json" %}\n```json\n{"id": 1}\n```\n{% endcode %}\n{% endtab %}\n{% endtabs %}',
            )
        ),
        ["GET /boats 200<id:integer>"],
    ),
    "a placeholder is no example": (
        new(answer('status="200" description=""', "```javascript\n{\n    // Response\n}\n```")),
        ["GET /boats 200"],
    ),
    "a comment before the example": (
        new(answer('status="200" description=""', '```javascript\n// All of them\n{"id": 1}\n```')),
        ["GET /boats 200<id:integer>"],
    ),
    "a table behind an empty block": (
        new(head='method="get" path="/boats" baseUrl="https://quay.example" summary="List"')
        + "\n| Name | Type | Description |\n|---|---|---|\n| id | integer | Its number. |\n",
        ["GET /boats 200<id:integer>"],
    ),
    "one operation in two places": (
        new(field('in="query" name="a" type="string"')) + "\n\n" + new(field('in="query" name="b" type="string"')),
        ["GET /boats query.a:string query.b:string 200"],
    ),
}


@pytest.mark.parametrize("name", GITBOOK)
def test_forms_of_gitbook(stated, name):
    text, want = GITBOOK[name]
    found = stated({"boats.md": f"# Boats\n\n{text}"})
    assert found == want


SITE = '{"name": "Quay", "api": {"mdx": {"server": "https://quay.example"}}, "navigation": []}'
GET = 'api: "GET https://quay.example/boats/{id}"'
POST = "api: post /boats"

MINTLIFY = {
    "the whole address": (GET, "", ["GET /boats/{id} path.id!:string 200"]),
    "no quotes, small letters, colons": ("api: get /boats/:id", "", ["GET /boats/{id} path.id!:string 200"]),
    "described elsewhere": ("openapi: GET /boats", "", ["GET /boats 200"]),
    "described in a file": ("openapi: quay.json GET /boats", "", ["GET /boats 200"]),
    "no statement": ("sidebarTitle: Boats", '<ParamField path="--verbose" type="flag">More.</ParamField>', []),
    "fields of all places": (
        "api: PUT /boats/{id}",
        '<ParamField path="id" type="string" required>Which.</ParamField>\n<ParamField query="full" type="boolean" default="true" />\n<ParamField header="X-Crew" type="string" />\n<ParamField body="name" type="string" required={true}>Its name.</ParamField>\n<ParamField body="size"\n  type="integer"\n  required={false}\n>Its size.</ParamField>',
        [
            "PUT /boats/{id} path.id!:string query.full:boolean~True header.X-Crew:string body<name!:string size:integer> 200"
        ],
    ),
    "the attribute wins over the heading": (
        POST,
        '### Body\n\n<ParamField query="full" type="boolean">All.</ParamField>',
        ["POST /boats query.full:boolean 200"],
    ),
    "members in an element": (
        POST,
        '<ParamField body="crew" type="object[]">\n  <Expandable title="properties">\n    <ParamField body="name" type="string" required>A name.</ParamField>\n    <ResponseField name="age" type="integer">An age.</ResponseField>\n  </Expandable>\n</ParamField>',
        ["POST /boats body<crew{[name!:string age:integer]}> 200"],
    ),
    "members without one": (
        POST,
        '<ParamField body="crew">\n  <ParamField body="name" type="string">A name.</ParamField>\n</ParamField>',
        ["POST /boats body<crew{name:string}> 200"],
    ),
    "dotted names": (
        POST,
        '<ParamField body="box.size" type="number">Big.</ParamField>',
        ["POST /boats body<box{size:number}> 200"],
    ),
    "alternatives": (
        POST,
        '<ParamField body="rig" type="object">\n  <Expandable title="sloop">\n    <ParamField body="kind" type="string" required />\n    <ParamField body="mast" type="string" required />\n  </Expandable>\n  <Expandable title="raft">\n    <ParamField body="kind" type="string" required />\n    <ParamField body="logs" type="integer" />\n  </Expandable>\n</ParamField>',
        ["POST /boats body<rig{kind!:string mast:string logs:integer}> 200"],
    ),
    "fields of the answer": (
        GET,
        '<ResponseField name="id" type="string" required>Its id.</ResponseField>',
        ["GET /boats/{id} path.id!:string 200<id!:string>"],
    ),
    "a status as the name of a field": (
        GET,
        '<ResponseField name="404" type="Not Found">\n  <ResponseField name="why" type="string" />\n</ResponseField>\n<ResponseField name="422 Validation Error">Bad.</ResponseField>',
        ["GET /boats/{id} path.id!:string 200 404<why:string> 422"],
    ),
    "a status as a tab": (
        GET,
        '<Tabs>\n<Tab title="200">\n<ResponseField name="id" type="string" />\n</Tab>\n<Tab title="4xx">\n<ResponseField name="why" type="string" />\n</Tab>\n</Tabs>',
        ["GET /boats/{id} path.id!:string 200<id:string> default<why:string>"],
    ),
    "a status as a heading": (
        GET,
        '### Error responses\n\n<ResponseField name="why" type="string" />',
        ["GET /boats/{id} path.id!:string default<why:string>"],
    ),
    "examples with statuses": (
        GET,
        '<ResponseExample>\n```json 200 - Success\n{"id": "b"}\n```\n```json 404 - None\n{"why": "x"}\n```\n</ResponseExample>',
        ["GET /boats/{id} path.id!:string 200<id:string> 404<why:string>"],
    ),
    "examples with words": (
        GET,
        '<ResponseExample>\n```json Success\n{"id": "b"}\n```\n</ResponseExample>',
        ["GET /boats/{id} path.id!:string 200<id:string>"],
    ),
    "commands are no answers": (
        GET,
        "<RequestExample>\n```python Python\nboats.get(1)\n```\n</RequestExample>",
        ["GET /boats/{id} path.id!:string 200"],
    ),
    "types": (
        POST,
        '<ParamField body="a" type="string[]" />\n<ParamField body="b" type="array<object>" />\n<ParamField body="c" type=\'"x" | "y"\' />\n<ParamField body="d" type="string | null" />\n<ParamField body="e" type="integer" />',
        ["POST /boats body<a:array/string b:array/object c:string=x,y d:string e:integer> 200"],
    ),
    "a field of the access": (
        GET,
        '<ParamField header="Authorization" type="string">Key.</ParamField>',
        ["GET /boats/{id} path.id!:string 200"],
    ),
}


@pytest.mark.parametrize("name", MINTLIFY)
def test_forms_of_mintlify(stated, name):
    matter, text, want = MINTLIFY[name]
    assert stated({"docs.json": SITE, "boats.mdx": f"---\ntitle: Boats\n{matter}\n---\n\n{text}\n"}) == want


SHARED = '<ParamField body="name" type="string" required>A name.</ParamField>\n'


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("_snippets/fields.mdx", '<Snippet file="fields.mdx" />'),
        ("snippets/fields.mdx", '<Snippet file="fields.mdx" />'),
        ("snippets/fields.mdx", "import Fields from '/snippets/fields.mdx'\n\n<Fields isRequired />"),
    ],
)
def test_shared_pieces_are_read_in_their_place(stated, file, text):
    page = f"---\ntitle: Add\n{POST}\n---\n\n{text}\n"
    assert stated({"docs.json": SITE, "add.mdx": page, file: SHARED}) == ["POST /boats body<name!:string> 200"]


@pytest.mark.parametrize(
    "text",
    [
        '<Route method="GET" route="/boats/{id}"/>',
        '<Route method="GET" path="/boats/{id}"/>',
        '<ApiEndpoint method="GET" url="/boats/{id}" />',
        '<div class="api-endpoint">\n<i class="label label-get">GET</i>\n<h6>/boats/{id}</h6>\n</div>',
        '<span class="http-method get"><span class="box-method">GET</span> `https://quay.example/boats/{id}`</span>',
    ],
)
def test_elements_state_operations(stated, text):
    rows = "| Name | Type | Default value | Description |\n|---|---|---|---|\n| **id** * | String | N/A | Its id. |\n| full | Boolean | false | All. |\n"
    found = stated({"boats.md": f"# Boats\n\n## Read a boat\n\n{text}\n\n#### Parameters\n\n{rows}"})
    assert found == ["GET /boats/{id} path.id!:string query.full:boolean~False 200"]


ENDPOINT = """---
title: {title}
---

<Heading as={{"h1"}} children={{"{title}"}}></Heading>

<MethodEndpoint method={{"{method}"}} path={{"{path}"}} context={{"endpoint"}}></MethodEndpoint>

Text.

<ParamsDetails parameters={{{parameters}}}></ParamsDetails>

<RequestSchema title={{"Body"}} body={{{body}}}></RequestSchema>

<StatusCodes id={{undefined}} label={{undefined}} responses={{{responses}}}></StatusCodes>
"""


def test_attributes_may_hold_parts_of_an_openapi_document(stated):
    parameters = (
        '[{"name":"id","in":"path","required":true,"schema":{"type":"string"}},'
        '{"name":"full","in":"query","description":"All {of} it.","schema":{"type":"boolean","default":false}}]'
    )
    schema = '{"type":"object","required":["name"],"properties":{"name":{"type":"string"},"crew":{"type":"array","items":{"type":"object","properties":{"age":{"type":"integer"}}}}}}'
    content = f'{{"content":{{"application/json":{{"schema":{schema}}}}}}}'
    read = ENDPOINT.format(
        title="Read a boat",
        method="get",
        path="/boats/{id}",
        parameters=parameters,
        body="undefined",
        responses=f'{{"200":{content},"404":{{"description":"None."}}}}',
    )
    add = ENDPOINT.format(
        title="Add a boat", method="post", path="/boats", parameters="undefined", body=content, responses='{"204":{}}'
    )
    assert stated({"read.mdx": read, "add.mdx": add}) == [
        "POST /boats body<name!:string crew{[age:integer]}> 204",
        "GET /boats/{id} path.id!:string query.full:boolean~False 200<name!:string crew{[age:integer]}> 404",
    ]


def test_front_matter_names_the_operation_of_a_page_without_a_heading(tmp_path):
    page = tmp_path / "read.mdx"
    page.write_text(
        '---\ntitle: Read a boat\n---\n\n<MethodEndpoint method={"get"} path={"/boats"}></MethodEndpoint>\n\nText.\n'
    )
    operation = docgen.build([page]).document.content["paths"]["/boats"]["get"]
    assert (operation["summary"], operation["description"]) == ("Read a boat", "Text.")


def test_attributes_belong_to_the_request_before_them(stated):
    one = '<MethodEndpoint method={{"get"}} path={{"/{0}"}}></MethodEndpoint>\n\n<ParamsDetails parameters={{[{{"name":"{0}","in":"query"}}]}}></ParamsDetails>\n'
    found = stated({"two.mdx": f"---\ntitle: Two\n---\n\n{one.format('masts')}\n{one.format('oars')}"})
    assert found == ["GET /masts query.masts:string 200", "GET /oars query.oars:string 200"]
