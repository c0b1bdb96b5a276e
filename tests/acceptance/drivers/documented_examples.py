"""Let openapi-core judge every example of a document as a request or an answer that a server sees; print how many."""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def value_of(parameter):
    schema = parameter["schema"]
    if schema.get("enum"):
        return str(schema["enum"][0])
    if schema.get("type") in ("integer", "number"):
        return "1"
    return {"date-time": "2024-01-01T00:00:00Z", "date": "2024-01-01"}.get(schema.get("format"), "x1")


def needed(operation, place):
    found = [one for one in operation.get("parameters", ()) if one["in"] == place]
    return {one["name"]: value_of(one) for one in found if one.get("required") or place == "path"}


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
    address = urlsplit(document["servers"][0]["url"])
    host = f"{address.scheme}://{address.netloc}"
    for path, item in document["paths"].items():
        for method in METHODS:
            operation = item.get(method)
            if operation is None:
                continue
            where = address.path + path
            for name, value in needed(operation, "path").items():
                where = where.replace(f"{{{name}}}", value)
            sent = {"headers": needed(operation, "header"), "args": needed(operation, "query")}
            for media, body in examples(operation.get("requestBody", {}).get("content", {})):
                request = MockRequest(host, method, where, data=body, content_type=media, **sent)
                yield f"{method} {path}", request, None
            for status, response in operation["responses"].items():
                for media, body in examples(response.get("content", {})):
                    answer = MockResponse(body, status_code=int(status), content_type=media)
                    yield f"{method} {path} {status}", MockRequest(host, method, where, **sent), answer


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
        refused += [f"{place}: {error.__cause__ or error}" for error in judged.errors]
    print(count)
    return "\n".join(refused) or 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
