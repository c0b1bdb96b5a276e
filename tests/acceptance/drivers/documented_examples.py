"""Let openapi-core judge every example of a document as a request or an answer that a server sees; print how many."""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import yaml
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


FORMATS = {
    "date-time": "2024-01-01T00:00:00Z",
    "date": "2024-01-01",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "uri": "https://example.com",
    "email": "a@example.com",
}


def value_of(schema, components):
    """Return a text that a parameter with a schema allows."""
    while True:
        if "$ref" in schema:
            schema = components["schemas"][schema["$ref"].rpartition("/")[2]]
        elif found := schema.get("allOf") or schema.get("anyOf") or schema.get("oneOf"):
            schema = found[0]
        elif schema.get("type") == "array":
            schema = schema["items"]
        else:
            break
    if schema.get("enum"):
        return str(schema["enum"][0])
    if schema.get("type") in ("integer", "number"):
        return str(schema.get("minimum", 1))
    if schema.get("type") == "boolean":
        return "true"
    return FORMATS.get(schema.get("format"), "x1".ljust(schema.get("minLength", 0), "1"))


def needed(operation, place, components):
    found = [one for one in operation.get("parameters", ()) if one["in"] == place]
    return {one["name"]: value_of(one["schema"], components) for one in found if one.get("required") or place == "path"}


def as_text(value):
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(value)


def examples(content):
    for media, node in content.items():
        for one in node.get("examples", {}).values():
            if "json" in media:
                yield media, json.dumps(one["value"], default=as_text).encode()


def cases(document):
    """Yield (place, request, answer or None) of every example."""
    components = document.get("components", {})
    for path, item in document["paths"].items():
        for method in METHODS:
            operation = item.get(method)
            if operation is None:
                continue
            servers = operation.get("servers") or document.get("servers") or [{"url": "/"}]
            address = urlsplit(urljoin("http://localhost", servers[0]["url"]))
            host = f"{address.scheme}://{address.netloc}"
            where = address.path.rstrip("/") + path
            for name, value in needed(operation, "path", components).items():
                where = where.replace(f"{{{name}}}", value)
            sent = {
                "headers": needed(operation, "header", components),
                "args": needed(operation, "query", components),
            }
            for media, body in examples(operation.get("requestBody", {}).get("content", {})):
                request = MockRequest(host, method, where, data=body, content_type=media, **sent)
                yield f"{method} {path}", request, None
            for status, stated in operation["responses"].items():
                response = components["responses"][stated["$ref"].rpartition("/")[2]] if "$ref" in stated else stated
                for media, body in examples(response.get("content", {})):
                    code = 599 if status == "default" else int(status)
                    answer = MockResponse(body, status_code=code, content_type=media)
                    yield f"{method} {path} {status}", MockRequest(host, method, where, **sent), answer


def reason(error):
    cause = error.__cause__ or error
    return ", ".join(one.message for one in getattr(cause, "schema_errors", ())) or cause


def main(file):
    document = yaml.safe_load(Path(file).read_text("utf-8"))
    document.pop("security", None)
    for item in document["paths"].values():
        for method in METHODS:
            item.get(method, {}).pop("security", None)
    api = OpenAPI.from_dict(document)
    refused = []
    count = 0
    for place, request, answer in cases(document):
        count += 1
        judged = api.unmarshal_response(request, answer) if answer else api.unmarshal_request(request)
        refused += [f"{place}: {reason(error)}" for error in judged.errors]
    print(count)
    return "\n".join(refused) or 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
