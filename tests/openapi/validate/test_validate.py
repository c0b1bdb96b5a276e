"""An invalid document is never passed, and its faults are led back to the pages."""

from __future__ import annotations

import copy
import gc
import json
import random
import weakref
from collections.abc import Callable
from typing import Any

import openapi_spec_validator
import pytest

from docgen.openapi.document import Document
from docgen.openapi.validate import spec_validator
from docgen.openapi.validate.run import validate
from docgen.openapi.validate.spec_validator import objections
from docgen.source import Span

VERSIONS = ("3.0.3", "3.1.1")
NOWHERE = Span("a.md", 0, 1)


def good(version: str) -> dict[str, Any]:
    """Return a valid document that holds one of everything."""
    person = {"$ref": "#/components/schemas/person"}
    response = {"description": "OK", "content": {"application/json": {"schema": person, "example": {"id": "1"}}}}
    content = {
        "openapi": version,
        "info": {"title": "T", "version": "1"},
        "servers": [{"url": "https://a.b/{v}", "variables": {"v": {"default": "v1"}}}],
        "tags": [{"name": "people"}],
        "security": [{"key": []}],
        "paths": {
            "/people/{id}": {
                "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
                "get": {
                    "operationId": "people.get",
                    "tags": ["people"],
                    "parameters": [{"$ref": "#/components/parameters/top"}],
                    "responses": {"200": response, "404": {"$ref": "#/components/responses/error"}},
                },
                "patch": {
                    "operationId": "people.update",
                    "requestBody": {"content": {"application/json": {"schema": person}}},
                    "responses": {"204": {"description": "No Content"}},
                },
            },
            "/people": {"get": {"operationId": "people.list", "responses": {"2XX": response, "default": response}}},
        },
        "components": {
            "schemas": {
                "person": {
                    "type": "object",
                    "required": ["id"],
                    "properties": {
                        "id": {"type": "string", "pattern": "^[0-9]+$"},
                        "level": {"type": "string", "enum": ["low", "high"], "default": "low"},
                        "friends": {"type": "array", "items": person},
                    },
                    "discriminator": {"propertyName": "kind", "mapping": {"w": "#/components/schemas/worker"}},
                },
                "worker": {"allOf": [person, {"type": "object", "properties": {"pay": {"type": "integer"}}}]},
            },
            "parameters": {"top": {"name": "$top", "in": "query", "schema": {"type": "integer", "default": 10}}},
            "responses": {"error": {"description": "Error"}},
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "k"}},
        },
    }
    unshared: dict[str, Any] = json.loads(json.dumps(content))
    return unshared


def at(document: Any, *way: Any) -> Any:
    for part in way:
        document = document[part]
    return document


def put(*way: Any) -> Callable[[dict[str, Any]], None]:
    """Return a change that puts the last argument at the place that the others lead to."""
    *place, key, value = way

    def change(document: dict[str, Any]) -> None:
        at(document, *place)[key] = value

    return change


def drop(*way: Any) -> Callable[[dict[str, Any]], None]:
    *place, key = way

    def change(document: dict[str, Any]) -> None:
        del at(document, *place)[key]

    return change


def add(*way: Any) -> Callable[[dict[str, Any]], None]:
    *place, value = way

    def change(document: dict[str, Any]) -> None:
        at(document, *place).append(value)

    return change


GET = ("paths", "/people/{id}", "get")
SCHEMAS = ("components", "schemas")
PERSON = (*SCHEMAS, "person", "properties")
JSON = (*GET, "responses", "200", "content", "application/json")
LIST: dict[str, Any] = {"type": "array", "items": {"$ref": "#/components/schemas/lists"}}


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def both(*changes: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, Any]], None]:
    return lambda document: [change(document) for change in changes].clear()


CATALOGUE: list[tuple[str, Callable[[dict[str, Any]], None], str]] = [
    ("no info", drop("info"), "info"),
    ("no title", drop("info", "title"), "title"),
    ("paths is a list", put("paths", []), "type"),
    ("path without slash", put("paths", "people", {}), "begin with a slash"),
    ("path item is a string", put("paths", "/x", "y"), "type"),
    ("unknown key of an operation", put(*GET, "zz", 1), "zz"),
    ("reference leads nowhere", put(*JSON, "schema", ref("nobody")), "leads nowhere"),
    (
        "reference in an unused schema leads nowhere",
        put(*SCHEMAS, "x", {"properties": {"a": ref("no")}}),
        "leads nowhere",
    ),
    ("reference leads out", put(*JSON, "schema", {"$ref": "other.yaml#/a"}), "leads out of the document"),
    ("reference to a thing of another kind", put(*JSON, "schema", {"$ref": "#/components/parameters/top"}), "a schema"),
    ("reference in a circle", put(*SCHEMAS, "a", ref("a")), "leads nowhere"),
    (
        "parameter reference leads nowhere",
        add(*GET, "parameters", {"$ref": "#/components/parameters/x"}),
        "leads nowhere",
    ),
    ("reference is a number", put(*JSON, "schema", {"$ref": 5}), "a string"),
    ("operationId twice", put(*GET, "operationId", "people.list"), "not unique"),
    ("operationIds that fold together", put(*GET, "operationId", "People_List"), "differs from"),
    ("paths that differ in a parameter", put("paths", "/people/{key}", {}), "but for the names"),
    ("path parameter not declared", drop("paths", "/people/{id}", "parameters"), "'id' is not declared"),
    (
        "path parameter too many",
        put("paths", "/people", "parameters", [{"name": "x", "in": "path", "required": True, "schema": {}}]),
        "no parameter 'x'",
    ),
    ("path parameter not required", put("paths", "/people/{id}", "parameters", 0, "required", False), "required"),
    ("path parameter twice in the path", put("paths", "/a/{b}/{b}", {}), "stands twice"),
    ("braces not closed", put("paths", "/a/{b", {}), "braces"),
    ("braces with nothing inside", put("paths", "/a/{}", {}), "braces"),
    ("braces with a format", put("paths", "/a/{b:c}", {}), "braces"),
    (
        "braces with a colon inside",
        put(
            "paths",
            "/a/{b:c}",
            {
                "get": {
                    "responses": {"200": {"description": ""}},
                    "parameters": [{"name": "b:c", "in": "path", "required": True, "schema": {}}],
                }
            },
        ),
        "braces",
    ),
    (
        "parameter declared twice",
        add(*GET, "parameters", {"name": "$top", "in": "query", "schema": {}}),
        "declared twice",
    ),
    ("parameter without schema", put("components", "parameters", "top", {"name": "t", "in": "query"}), "schema"),
    ("parameter in nowhere", put("components", "parameters", "top", "in", "nowhere"), ""),
    ("array without items", put(*PERSON, "x", {"type": "array"}), "needs items"),
    ("enum is no list", put(*PERSON, "level", "enum", "low"), "enum"),
    ("enum is empty", put(*PERSON, "level", {"enum": []}), "needs values"),
    ("enum holds a value twice", add(*PERSON, "level", "enum", "low"), "twice"),
    ("enum value of another type", add(*PERSON, "level", "enum", 5), "not of type string"),
    ("required is empty", put(*SCHEMAS, "person", "required", []), "required"),
    ("required holds a name twice", put(*SCHEMAS, "person", "required", ["id", "id"]), "twice"),
    ("required is a boolean", put(*PERSON, "id", "required", True), "required"),
    ("required beside allOf names nothing", put(*SCHEMAS, "worker", "required", ["nothing"]), "'nothing'"),
    (
        "discriminator leads nowhere",
        put(*SCHEMAS, "person", "discriminator", "mapping", "x", "#/components/schemas/x"),
        "leads nowhere",
    ),
    ("discriminator without property", put(*SCHEMAS, "person", "discriminator", {}), "propertyName"),
    ("schema made of itself", put(*SCHEMAS, "a", {"allOf": [ref("a")]}), "made of itself"),
    (
        "schemas made of each other",
        both(put(*SCHEMAS, "a", {"allOf": [ref("b")]}), put(*SCHEMAS, "b", {"oneOf": [ref("a")]})),
        "made of itself",
    ),
    (
        "list of lists without end in allOf",
        both(put(*SCHEMAS, "lists", LIST), put(*SCHEMAS, "a", {"allOf": [ref("lists")]})),
        "list of lists",
    ),
    ("allOf is empty in a plain schema", put(*PERSON, "x", {"type": "string", "allOf": []}), "needs a schema"),
    (
        "a reference to a thing of another kind, twice",
        both(
            put(*PERSON, "x", {"$ref": "#/components/parameters/top"}),
            put(*PERSON, "y", {"$ref": "#/components/parameters/top"}),
        ),
        "/properties/y/$ref: ",
    ),
    ("allOf is empty", put(*SCHEMAS, "person", "allOf", []), "needs a schema"),
    ("unknown type", put(*PERSON, "id", "type", "strin"), "not a type"),
    ("schema is a list", put(*PERSON, "id", []), ""),
    ("properties is a list", put(*SCHEMAS, "person", "properties", []), ""),
    ("minimum is a string", put(*PERSON, "id", "minLength", "5"), ""),
    ("pattern does not compile", put(*PERSON, "id", "pattern", "("), "regular expression"),
    ("default does not fit", put(*PERSON, "level", "default", "mid"), "default"),
    (
        "default of a parameter does not fit",
        put("components", "parameters", "top", "schema", "default", "x"),
        "default",
    ),
    ("default of another format", put(*PERSON, "on", {"type": "string", "format": "date", "default": "x"}), "default"),
    *(
        (f"default beyond a limit: {limits}", put(*PERSON, "x", {"x-a": {}, **limits}), "default")
        for limits in (
            {"type": "integer", "format": "int32", "default": 2**31},
            {"type": "integer", "format": "int64", "default": -(2**63) - 1},
            {"type": "integer", "minimum": 1, "default": 0},
            {"type": "integer", "minimum": 0.5, "default": 0},
            {"type": "integer", "maximum": 1, "default": 2},
            {"type": "integer", "maximum": 1, "multipleOf": 2, "default": 1},
            {"type": "string", "maxLength": 2, "default": "abc"},
            {"type": "string", "maxLength": 3, "minLength": 3, "default": "ab"},
            {"type": "string", "format": "date", "maxLength": 3, "default": "abc"},
            {"type": "boolean", "default": 1},
        )
    ),
    ("security scheme not defined", put(*GET, "security", [{"nokey": []}]), "'nokey'"),
    ("security scheme of the document not defined", put("security", [{"nokey": []}]), "'nokey'"),
    ("security scheme without type", drop("components", "securitySchemes", "key", "type"), ""),
    ("tag not declared", put(*GET, "tags", ["other"]), "not declared"),
    ("tag declared twice", add("tags", {"name": "people"}), "declared twice"),
    ("response without description", drop(*GET, "responses", "200", "description"), "description"),
    ("shared response without description", put("components", "responses", "error", {}), "description"),
    ("status code is no status", put(*GET, "responses", "20", {"description": ""}), "status code"),
    ("status code is a number", put(*GET, "responses", 200, {"description": ""}), "status code"),
    ("no responses at all", put(*GET, "responses", {}), "needs a response"),
    ("example and examples", put(*JSON, "examples", {}), "exclude"),
    ("example leads nowhere", both(drop(*JSON, "example"), put(*JSON, "examples", {"a": ref("no")})), "leads nowhere"),
    ("header without schema", put(*GET, "responses", "200", "headers", {"A": {"required": 5}}), ""),
    ("component name with a space", put(*SCHEMAS, "a b", {}), "component"),
    ("server variable not defined", put("servers", 0, "url", "https://{x}"), "'x'"),
]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_valid_document_has_no_findings(version: str) -> None:
    document = Document(good(version), {"": NOWHERE}, version)
    assert validate(document, full=False) == validate(document, full=True) == validate(document) == ()


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("change", "problem"), [row[1:] for row in CATALOGUE], ids=[row[0] for row in CATALOGUE])
def test_a_broken_document_is_found_out_without_the_stock_validator(
    version: str, change: Callable[[dict[str, Any]], None], problem: str
) -> None:
    content = good(version)
    change(content)
    found = validate(Document(content, {"": NOWHERE}, version), full=False)
    if version == "3.1.1" and problem in ("required",) and content["components"]["schemas"]["person"]["required"] == []:
        assert found == ()  # JSON Schema allows it
        return
    assert found
    assert any(problem in each.message for each in found), [each.message for each in found]
    assert all(each.code == "DG901" and "\n" not in each.message and len(each.message) < 400 for each in found)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("version", ["3.0.3"])
def test_beside_a_reference_nothing_may_stand_in_3_0(version: str) -> None:
    content = good(version)
    at(content, *JSON)["schema"] = {"$ref": "#/components/schemas/person", "description": "x"}
    (found,) = validate(Document(content, {"": NOWHERE}, version), full=False)
    assert found.message.startswith("/paths/~1people~1{id}/get/responses/200/content/application~1json/schema: ")
    content["openapi"] = "3.1.1"
    assert validate(Document(content, {"": NOWHERE}, "3.1.1")) == ()


def test_a_finding_stands_at_the_nearest_known_origin() -> None:
    content = good("3.0.3")
    at(content, *PERSON)["id"]["type"] = "strin"
    origins = {
        "": Span("index.md", 0, 1),
        "/components/schemas/person": Span("person.md", 10, 20),
        "/components/schemas/person/properties/id": Span("person.md", 30, 40),
        "/components/schemas/person/properties/ident": Span("person.md", 50, 60),
    }
    (found,) = validate(Document(content, origins))
    assert found.span == Span("person.md", 30, 40)
    assert found.message.startswith("/components/schemas/person/properties/id/type: ")
    del content["info"]["title"]
    assert [each.span.path for each in validate(Document(content, origins))] == ["person.md", "index.md"]


def test_a_meta_schema_error_is_led_to_the_deepest_place() -> None:
    content = good("3.0.3")
    at(content, *PERSON)["id"]["maxLength"] = "5"
    (found,) = validate(Document(content, {}))
    assert found.message.startswith("/components/schemas/person/properties/id/maxLength: ")


def test_the_document_is_left_as_it_was() -> None:
    content = good("3.0.3")
    before = copy.deepcopy(content)
    validate(Document(content, {}), full=True)
    assert content == before


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "integer", "format": "int32", "default": 2**31 - 1, "x-docgen-key": True},
        {"type": "integer", "format": "int64", "minimum": 1, "maximum": 3.5, "default": 3},
        {"type": "string", "maxLength": 3, "default": "abc", "description": "x"},
        {"type": "string", "format": "date", "default": "2024-01-01"},
        {"type": "boolean", "default": False, "x-docgen-query-options": ["$filter"]},
        {"allOf": [ref("level")], "default": "low"},
    ],
    ids=str,
)
def test_a_default_inside_its_limits_is_no_fault(schema: dict[str, Any]) -> None:
    content = good("3.0.3")
    at(content, *SCHEMAS)["level"] = {"type": "string", "enum": ["low", "high"]}
    at(content, *PERSON)["x"] = schema
    assert validate(Document(content, {}), full=False) == validate(Document(content, {}), full=True) == ()


def test_a_long_way_from_schema_to_schema_is_no_fault() -> None:
    content = good("3.0.3")
    for number in range(1500):
        content["components"]["schemas"][f"s{number}"] = {"properties": {"next": ref(f"s{(number + 1) % 1500}")}}
    assert validate(Document(content, {}), full=True) == ()


def mutated(seed: int) -> dict[str, Any]:
    """Return the valid document with one to three random changes."""
    rnd = random.Random(seed)
    content = good(rnd.choice(VERSIONS))
    for _ in range(rnd.randint(1, 3)):
        places: list[tuple[Any, Any]] = []
        pending: list[Any] = [content]
        while pending:
            value = pending.pop()
            keys = list(value) if isinstance(value, dict) else list(range(len(value)))
            places += [(value, key) for key in keys if key not in ("example", "openapi")]
            pending += [value[key] for key in keys if isinstance(value[key], dict | list)]
        holder, key = rnd.choice(places)
        chance = rnd.random()
        values = [None, 5, "x", [], {}, True, ref("no"), ref("worker"), ["a", "a"], {"type": "string", "default": 5}]
        keys = ["required", "enum", "default", "type", "parameters", "allOf", "items", "properties", "operationId"]
        if chance < 0.35:
            del holder[key]
        elif chance < 0.7 or isinstance(holder, list):
            holder[key] = rnd.choice(values)
        else:
            holder[rnd.choice(keys)] = rnd.choice([*values, ["id"], {"a": {"type": "strin"}}, [ref("person")]])
    return content


def is_rejected(content: dict[str, Any]) -> bool:
    """Tell whether openapi-spec-validator finds an error, or is stopped by one."""
    is_30 = str(content.get("openapi")).startswith("3.0")
    package = openapi_spec_validator
    try:
        validator = (package.OpenAPIV30SpecValidator if is_30 else package.OpenAPIV31SpecValidator)(content)
        return any(True for _ in validator.iter_errors())
    except Exception:
        return True


@pytest.mark.parametrize("start", range(0, 400, 100))
def test_what_the_stock_validator_rejects_is_found_out_without_it(start: int) -> None:
    for seed in range(start, start + 100):
        content = mutated(seed)
        expected = is_rejected(copy.deepcopy(content))
        found = validate(Document(content, {}, content["openapi"]), full=False)
        assert found or not expected, seed
        assert bool(objections(content)) == expected


@pytest.mark.parametrize("version", VERSIONS)
def test_a_large_document_is_given_to_the_stock_validator_only_on_demand(version: str, monkeypatch: Any) -> None:
    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(spec_validator, "objections", lambda content: asked.append(content) or [])
    large = good(version)
    get = at(large, "paths", "/people", "get")
    for number in range(397):
        at(large, "paths")[f"/people/{number}"] = {"get": {**get, "operationId": f"people.list{number}"}}
    for number, content in enumerate((good(version), large)):
        for full in (None, False, True):
            assert validate(Document(content, {}, version), full=full) == ()
        assert len(asked) == (2, 3)[number]


class _Content(dict[str, Any]):
    """A dictionary of which can be told whether anything holds it."""


@pytest.mark.parametrize("version", VERSIONS)
def test_a_document_is_not_kept_after_its_validation(version: str) -> None:
    content = _Content(good(version))
    held = weakref.ref(content)
    assert validate(Document(content, {}, version), full=True) == ()
    del content
    gc.collect()
    assert held() is None
