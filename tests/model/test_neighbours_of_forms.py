"""Forms beside those that most pages use: each says the same in other words, and is read like them."""

from __future__ import annotations

import pytest

ANSWER = "Returns a `200 OK` response code and a [ferry](ferry.md) object in the response body."
PERMISSIONS = "## Permissions\n\n|Permission type|Permissions|\n|:--|:--|\n|Application|{cell}|"


def page(*sections: str, request: str = "GET /ferries/{id}", title: str = "Get ferry") -> str:
    return "\n\n".join([f"# {title}", "Text.", "## HTTP request", f"```http\n{request}\n```", *sections]) + "\n"


def only(joined):
    (operation,) = joined.api.operations
    return operation


def table(columns: str, *rows: str) -> str:
    dashes = "|".join([":--"] * len(columns.split("|")))
    return "\n".join([f"|{columns}|", f"|{dashes}|", *(f"|{row}|" for row in rows)])


def member(join, resource, row: str):
    joined = join({"ferry.md": resource("ferry", row, namespace="harbour")})
    return joined.schema("ferry").properties[0]


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("Supports the `$select` query parameter, with the exception of `$filter`.", ["$select"]),
        ("No OData query parameters other than `$select` are supported.", ["$select"]),
        ("This method doesn't support query options, except `$top`.", ["$top"]),
        ("No query parameters are supported, `$filter` included.", []),
    ],
)
def test_exceptions_to_what_query_options_are_supported(join, text, options):
    operation = only(join({"get.md": page("## Optional query parameters", text, "## Response", "`204 No Content`.")}))
    assert [p.name for p in operation.parameters if p.location == "query"] == options


@pytest.mark.parametrize(
    ("said", "values", "default"),
    [
        ("Possible values are: `calm` [default], `rough`, `icy`.", ["calm", "rough", "icy"], "calm"),
        ("Possible values: `calm` and `rough`. For example, set to `icy` to fail.", ["calm", "rough"], None),
        ("Possible values are <ul><li>calm</li><li>rough</li></ul>", ["calm", "rough"], None),
    ],
)
def test_lists_of_values(join, resource, said, values, default):
    found = member(join, resource, f"sea|String|The sea. {said}")
    assert [value.name for value in found.values] == values
    assert found.default == default


@pytest.mark.parametrize(
    ("said", "is_deprecated"),
    [
        ("Deprecated (use deck instead).", True),
        ("The hull. It's deprecated.", True),
        ("Deprecated: no", False),
        ("Deprecated (rotten) boats stand here.", False),
    ],
)
def test_deprecation_of_a_member(join, resource, said, is_deprecated):
    assert member(join, resource, f"hull|String|{said}").deprecated is is_deprecated


@pytest.mark.parametrize("sentence", ["Pier.Read is deprecated for this type.", "The `hull` property is deprecated."])
def test_a_type_is_not_deprecated_with_what_belongs_to_it(join, resource, sentence):
    joined = join({"ferry.md": resource("ferry", "hull|String|H.", intro=f"> [!NOTE]\n> {sentence}\n\nA ferry.")})
    assert not joined.schema("ferry").deprecated


@pytest.mark.parametrize(("shown", "type_"), [('"calm | rough"', "String"), ('["calm | rough"]', "String collection")])
def test_alternatives_in_a_representation(join, resource, shown, type_):
    extra = f'## JSON representation\n\n```json\n{{"sea": {shown}}}\n```'
    joined = join({"ferry.md": resource("ferry", f"sea|{type_}|The sea.", extra=extra)})
    (found,) = joined.schema("ferry").properties
    assert [value.name for value in found.values] == ["calm", "rough"]


@pytest.mark.parametrize(
    ("title", "cell", "key", "value"),
    [
        ("Nullable", "Yes", "nullable", True),
        ("Nullable", "No", "nullable", False),
        ("Read-only", "Yes", "read_only", True),
        ("Read-only", "No", "read_only", False),
        ("Deprecated", "Yes", "deprecated", True),
        ("Deprecated", "No", "deprecated", False),
        ("Max length", "20", "max_length", 20),
        ("Cardinality", "0..1", "description", "The hull.\nCardinality: 0..1"),
        ("Cardinality", "–", "description", "The hull."),
    ],
)
def test_columns_that_no_vocabulary_knows_say_something_in_words(join, title, cell, key, value):
    rows = table(f"Property|Type|{title}|Description", f"hull|String|{cell}|The hull.")
    joined = join({"ferry.md": f"# ferry resource type\n\nA ferry.\n\n## Properties\n\n{rows}\n"})
    assert getattr(joined.schema("ferry").properties[0], key) == value


@pytest.mark.parametrize(
    ("cell", "default", "told"),
    [
        ("20 (at most 50)", "20", ""),
        ("`name asc`", "name asc", ""),
        ("the whole day", None, "\nDefault: the whole day"),
        ("*none*", None, ""),
    ],
)
def test_cells_of_defaults(join, cell, default, told):
    rows = table("Name|Type|Default value|Description", f"sort|String|{cell}|Sorts.")
    operation = only(join({"get.md": page("## Query parameters", rows, "## Response", "`204 No Content`.")}))
    found = next(p for p in operation.parameters if p.location == "query")
    assert (found.default, found.description) == (default, f"Sorts.{told}")


@pytest.mark.parametrize(
    ("cell", "type_"),
    [
        ("String<sup>1</sup>", "string"),
        ("String¹", "string"),
        ("String[^1]", "string"),
        ("~~String~~", "string"),
        ("String\\[\\]", "string collection"),
        ("Date/time", "string/date-time"),
    ],
)
def test_marks_behind_a_type(join, resource, cell, type_):
    joined = join({"ferry.md": resource("ferry", f"hull|{cell}|The hull.", namespace="harbour")})
    assert joined.properties("ferry") == {"hull": type_}


def test_an_enumeration_in_the_cell_of_a_type(join, resource):
    assert [v.name for v in member(join, resource, "sea|Enum (calm, rough)|The sea.").values] == ["calm", "rough"]


@pytest.mark.parametrize(
    ("heading", "body"),
    [
        ("seaKind values", "- `calm`: no waves\n- `rough`: waves"),
        ("seaKind values", "- calm\n- rough"),
        ("seaKind values", "calm\n:   No waves.\n\nrough\n:   Waves."),
        ("seaKind", table("Value|Description", "`calm`|No waves.", "`rough`|Waves.")),
        ("seaKind enum", table("Number|Text", "0|calm", "1|rough")),
        ("The seaKind enumeration type", table("Member|Value", "calm|1", "rough|2")),
        ("Enumeration: seaKind", table("Member|Value", "calm|1", "rough|2")),
    ],
)
def test_enumerations_below_headings(join, resource, heading, body):
    extra = f"### {heading}\n\n{body}"
    joined = join({"ferry.md": resource("ferry", "sea|seaKind|The sea.", namespace="harbour", extra=extra)})
    assert joined.enums == {"harbour.seaKind": ["calm", "rough"]}


def test_paragraphs_and_groups_in_tables_of_html(join):
    rows = "<tr><td colspan=2><b>Outside</b></td></tr><tr><td><p>hull</p></td><td><p>String</p></td></tr>"
    html = f"<table><tr><th><p>Property</p></th><th><p>Type</p></th></tr>{rows}</table>"
    joined = join({"ferry.md": f"# ferry resource type\n\nA ferry.\n\n## Properties\n\n{html}\n"})
    assert joined.properties("ferry") == {"hull": "string"}


@pytest.mark.parametrize(
    ("request_", "path", "queries"),
    [
        ('GET /ferries("{id}")/decks', "/ferries({id})/decks", []),
        ("GET /ferries/{id:int}", "/ferries/{id}", []),
        ("GET /ferries?{from}&{to}", "/ferries", ["from", "to"]),
    ],
)
def test_slots(join, request_, path, queries):
    operation = only(join({"get.md": page("## Response", "`204 No Content`.", request=request_)}))
    assert operation.path == path
    assert [p.name for p in operation.parameters if p.location == "query"] == queries


@pytest.mark.parametrize(
    ("sentence", "media"),
    [
        ("Returns `200 OK` and an `application/zip` archive of [ferry](ferry.md) objects.", ("application/zip",)),
        ("Returns `200 OK` and a [ferry](ferry.md), whose `picture` is `image/png`.", ("application/json",)),
    ],
)
def test_a_file_of_what_a_link_leads_to(join, resource, sentence, media):
    joined = join({"get.md": page("## Response", sentence), "ferry.md": resource("ferry", "hull|String|H.")})
    assert only(joined).responses[0].content[0].media_types == media


def test_the_media_type_of_a_body_in_the_table_of_headers(join):
    headers = table("Name|Value", "Content-Type|multipart/form-data")
    body = table("Name|Type|Description", "plan|File|The plan.")
    sections = ("## Request headers", headers, "## Request body", body, "## Response", "`204 No Content`.")
    operation = only(join({"post.md": page(*sections, request="POST /ferries")}))
    assert operation.body.content[0].media_types == ("multipart/form-data",)


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("Success: 200 with the ferry. Failure: 404 or 409.", [200, 404, 409]),
        ("Returns 200 and the ferry, or 404/410 if it is gone.", [200, 404, 410]),
        ("HTTP 200 (OK) with the ferry. HTTP 404 (Not Found) otherwise.", [200, 404]),
        ("A success status code (200, 201 or 204).", [200, 201, 204]),
        ("Returns `200 OK` for up to 300, 400 or 500 ferries.", [200]),
    ],
)
def test_statuses_in_sentences(join, text, statuses):
    assert list(join({"get.md": page("## Response", text)}).responses("GET /ferries/{id}")) == statuses


@pytest.mark.parametrize("text", ["Returns a `200` series response code.", "200-299: all is well."])
def test_a_series_of_statuses_is_none_of_them(join, text):
    assert all(response.missing for response in only(join({"get.md": page("## Response", text)})).responses)


@pytest.mark.parametrize(("sentence", "base"), [("Inherits: boat", "boat"), ("Not derived from [boat](boat.md).", "")])
def test_bases_in_other_words(join, resource, sentence, base):
    pages = {
        "boat.md": resource("boat", "hull|String|H."),
        "ferry.md": resource("ferry", "m|String|M.", intro=sentence),
    }
    assert join(pages).schema("ferry").base.rpartition(".")[2] == base


@pytest.mark.parametrize(
    ("cell", "scopes"),
    [
        ("Pier.Read, never Pier.Old", ["Pier.Read"]),
        ("Pier.Read.All isn't enough", []),
        ("Coming soon: Pier.Read.All", []),
        ("Pier.Read.All is not required", []),
        ("All except Pier.Old", []),
        ("Pier.Read<a href='#note'>1</a>", ["Pier.Read"]),
    ],
)
def test_scopes_that_a_cell_names_and_does_not_grant(join, cell, scopes):
    text = page(PERMISSIONS.format(cell=cell), "## Response", "`204 No Content`.")
    found = only(join({"get.md": text})).security
    assert [scope for one in found or () for scope in one.scopes] == scopes


def test_a_place_in_words(join):
    rows = table("Name|Located in|Type|Description", "trace|Request header|String|T.")
    operation = only(join({"get.md": page("## Parameters", rows, "## Response", "`204 No Content`.")}))
    assert [(p.name, p.location) for p in operation.parameters if p.location != "path"] == [("trace", "header")]


def boats(resource):
    return {name: resource(f"{name.removesuffix('.md')}", "hull|String|H.") for name in ("raft.md", "sloop.md")}


@pytest.mark.parametrize(("first", "second"), [("{} for rafts", "{} for sloops"), ("{} (rafts)", "{} (sloops)")])
def test_titles_tell_to_which_request_an_answer_belongs(join, resource, first, second):
    text = (
        f"# Get boats\n\nText.\n\n## {first.format('HTTP request')}\n\n```http\nGET /rafts/{{id}}\n```\n\n"
        f"## {second.format('HTTP request')}\n\n```http\nGET /sloops/{{id}}\n```\n\n"
        f"## {first.format('Response')}\n\nReturns `200 OK` and a [raft](raft.md).\n\n"
        f"## {second.format('Response')}\n\nReturns `202 Accepted` and a [sloop](sloop.md).\n"
    )
    joined = join({"get.md": text, **boats(resource)})
    assert joined.responses("GET /rafts/{id}") == {200: "type microsoft.graph.raft"}
    assert joined.responses("GET /sloops/{id}") == {202: "type microsoft.graph.sloop"}


@pytest.mark.parametrize(
    ("sentence", "get", "delete"),
    [
        ("For GET, returns `200 OK`. For DELETE, returns `204 No Content`.", [200], [204]),
        ("Returns `200 OK` and the raft. DELETE returns `204 No Content`.", [200], [204]),
        ("GET and DELETE return `200 OK`.", [200], [200]),
        ("Returns `200 OK`. DELETE returns `409 Conflict` for a raft at sea.", [200], [200, 409]),
    ],
)
def test_sentences_that_name_the_method_that_they_are_about(join, sentence, get, delete):
    request = "GET /rafts/{id}\nDELETE /rafts/{id}"
    joined = join({"raft.md": page("## Response", sentence, request=request)})
    found = {o.method: [r.status for r in o.responses] for o in joined.api.operations}
    assert found == {"get": get, "delete": delete}


def test_rows_that_hold_a_collection_are_what_is_answered(join, resource):
    rows = table("Property|Type|Description", "rafts|[raft](raft.md) collection|R.", "nextCursor|String|C.")
    text = page("## Response", "Returns `200 OK` and a collection of [raft](raft.md) objects.", rows)
    joined = join({"list.md": text, **boats(resource)})
    assert joined.responses("GET /ferries/{id}") == {
        200: "object rafts microsoft.graph.raft collection, nextCursor string"
    }


@pytest.mark.parametrize(
    ("request_", "operations"),
    [
        ("GET /tides(from={from}[,to={to}])", ["GET /tides(from={from})", "GET /tides(from={from},to={to})"]),
        ("GET /tides(from={from})", ["GET /tides(from={from})"]),
    ],
)
def test_arguments_in_square_brackets_may_be_left_out(join, request_, operations):
    assert join({"get.md": page("## Response", "`204 No Content`.", request=request_)}).operations == operations


@pytest.mark.parametrize(
    ("relative", "servers"),
    [("/v1/buoys", ("https://sea.example.com",)), ("/v2/buoys", ("https://sea.example.com",)), ("/buoys", ())],
)
def test_paths_that_begin_with_a_version_beside_addresses_that_do(join, relative, servers):
    pages = {
        "a.md": page("## Response", "`204 No Content`.", request="GET https://sea.example.com/v1/tides"),
        "b.md": page("## Response", "`204 No Content`.", request=f"GET {relative}"),
    }
    found = {o.path: o.servers for o in join(pages).api.operations}
    assert found == {"/tides": (), relative: servers}


def test_a_host_in_angle_brackets_is_a_variable_of_the_server(join):
    joined = join({"a.md": page("## Response", "`204 No Content`.", request="GET https://<bay>.example.com/v1/tides")})
    assert joined.api.servers == ("https://{bay}.example.com/v1",)


@pytest.mark.parametrize(
    ("said", "bounds"),
    [
        ("From 1 to 5.", ("1", "5")),
        ("Valid values are 1 through 5", ("1", "5")),
        ("At least 1", ("1", "")),
        ("Maximum: 5", ("", "5")),
        ("Must be at most 5", ("", "5")),
        ("Minimum 1, maximum 5", ("1", "5")),
        ("At least 1 of the rafts", ("", "")),
    ],
)
def test_ranges(join, resource, said, bounds):
    found = member(join, resource, f"size|Int32|The size. {said}")
    assert (found.minimum, found.maximum) == bounds


@pytest.mark.parametrize("said", ["20 characters max", "Limited to 20 characters.", "No longer than 20 characters"])
def test_lengths(join, resource, said):
    assert member(join, resource, f"name|String|The name. {said}").max_length == 20


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("The following values are not allowed: `calm`, `rough`.", []),
        ("Valid values exclude `calm`.", []),
        ("Possible values are: `calm`, `rough`. Not `icy`.", ["calm", "rough"]),
        ("The possible values, not case-sensitive, are: `calm`, `rough`.", ["calm", "rough"]),
    ],
)
def test_what_a_value_may_not_be(join, resource, said, values):
    assert [value.name for value in member(join, resource, f"sea|String|The sea. {said}").values] == values


OLD_BLOCK = (
    '# Boats\n\n{{% api-method method="get" host="https://sea.example.com" path="/boats" %}}\n'
    "{{% api-method-summary %}}\nFind boats\n{{% endapi-method-summary %}}\n\n"
    "{{% api-method-description %}}\nReads them.\n{{% endapi-method-description %}}\n\n{{% api-method-spec %}}\n"
    "{{% api-method-response %}}\n{{% api-method-response-example httpCode=200 %}}\n{shown}"
    "{{% endapi-method-response-example %}}\n{{% endapi-method-response %}}\n{{% endapi-method-spec %}}\n"
    "{{% endapi-method %}}\n\n{rows}\n"
)
NEW_BLOCK = (
    '# Boats\n\n{{% swagger method="get" path="/boats" baseUrl="https://sea.example.com" summary="Find boats" %}}\n'
    "{{% swagger-description %}}\nReads them.\n{{% endswagger-description %}}\n\n"
    '{{% swagger-response status="200: OK" %}}\n{shown}{{% endswagger-response %}}\n{{% endswagger %}}\n\n{rows}\n'
)


@pytest.mark.parametrize("block", [OLD_BLOCK, NEW_BLOCK])
def test_a_block_says_what_its_operation_is_called_and_does(join, block):
    operation = only(join({"boats.md": block.format(shown="", rows="")}))
    assert (operation.summary, operation.description) == ("Find boats", "Reads them.")


@pytest.mark.parametrize("block", [OLD_BLOCK, NEW_BLOCK])
@pytest.mark.parametrize(
    ("shown", "answer"),
    [("", "object size integer"), ('```json\n{"mast": "m"}\n```\n', "sample")],
)
def test_a_table_behind_a_block_is_its_answer_where_the_block_shows_none(join, block, shown, answer):
    rows = table("Name|Type|Description", "size|Integer|How large.")
    joined = join({"boats.md": block.format(shown=shown, rows=rows)})
    assert [p.name for p in only(joined).parameters] == []
    assert joined.responses("GET /boats")[200] == answer
