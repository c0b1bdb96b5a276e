"""Pages that become a small document: two types, one derived from the other, a function, and operations on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from docgen import dialects, extract, markdown, model
from docgen.model.api import Api
from docgen.openapi.document import Document
from docgen.openapi.emit.document import emit
from docgen.source import Source

SHELF = """---
title: "shelf resource type"
doc_type: resourcePageType
---
# shelf resource type

Namespace: microsoft.graph

A shelf of the library.

## Properties

|Property|Type|Description|
|:---|:---|:---|
|id|String|The key of the shelf. Read-only.|
|size|Int32|How many books fit.|
|books|[book](book.md) collection|The books on the shelf.|

## Relationships

|Relationship|Type|Description|
|:---|:---|:---|
|room|[room](room.md)|The room of the shelf.|
"""

BOOK = """---
title: "book resource type"
doc_type: resourcePageType
---
# book resource type

Namespace: microsoft.graph

A book.

## Properties

|Property|Type|Description|
|:---|:---|:---|
|id|String|The key of the book. Read-only.|
|title|String|The title.|
|opened|Duration|How long it was open.|
"""

COMIC = """---
title: "comic resource type"
doc_type: resourcePageType
---
# comic resource type

Namespace: microsoft.graph

A book with pictures. Inherits from [book](book.md).

## Properties

|Property|Type|Description|
|:---|:---|:---|
|colors|Int32|How many colors it is printed in.|
"""

ROOM = """---
title: "room resource type"
doc_type: resourcePageType
---
# room resource type

Namespace: microsoft.graph

A room.

## Properties

|Property|Type|Description|
|:---|:---|:---|
|floor|Int32|The floor.|
"""

API_PAGE = """---
title: "{title}"
doc_type: apiPageType
---
# {title}

Namespace: microsoft.graph

About shelves.

## Permissions

|Permission type|Permissions|
|:---|:---|
|Delegated (work or school account)|Shelf.Read|
|Application|Not supported.|

## HTTP request

```http
{request}
```

## Request body

{body}

## Response

{response}

## Example

{example}
"""

LIST_EXAMPLE = """### Request

```http
GET https://graph.microsoft.com/v1.0/shelves
```

### Response

```http
HTTP/1.1 200 OK
Content-Type: application/json

{
  "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#shelves",
  "value": [{"id": "1", "size": 3, "books": [{"id": "2", "title": "Maus", "colors": 1, "@odata.etag": "x"}]}]
}
```
"""

CREATE_EXAMPLE = """### Request

```http
POST https://graph.microsoft.com/v1.0/shelves
Content-Type: application/json

{"id": "1", "size": 3}
```

### Response

```http
HTTP/1.1 201 Created
Content-Type: application/json

{"id": "1", "size": 3}
```
"""


def api_page(
    title: str, request: str, response: str, *, body: str = "Don't supply a request body.", example: str = ""
) -> str:
    return API_PAGE.format(title=title, request=request, response=response, body=body, example=example)


PAGES = {
    "resources/shelf.md": SHELF,
    "resources/book.md": BOOK,
    "resources/comic.md": COMIC,
    "resources/room.md": ROOM,
    "api/shelf-list.md": api_page(
        "List shelves",
        "GET /shelves",
        "Returns a `200 OK` response code and a collection of [shelf](../resources/shelf.md) objects.",
        example=LIST_EXAMPLE,
    ),
    "api/shelf-create.md": api_page(
        "Create shelf",
        "POST /shelves",
        "Returns a `201 Created` response code and a [shelf](../resources/shelf.md) object.",
        body="Supply a JSON representation of a [shelf](../resources/shelf.md) object.",
        example=CREATE_EXAMPLE,
    ),
    "api/shelf-get.md": api_page(
        "Get shelf",
        "GET /shelves/{id}",
        "Returns a `200 OK` response code and a [shelf](../resources/shelf.md) object.",
    ),
    "api/shelf-sorted.md": api_page(
        "Sorted shelves",
        "GET /shelves/sorted(by='{by}')",
        "Returns a `200 OK` response code and a collection of [shelf](../resources/shelf.md) objects.",
    ),
    "api/room-list.md": api_page(
        "List rooms",
        "GET /rooms",
        "Returns a `200 OK` response code and a collection of [room](../resources/room.md) objects.",
    ),
}


def linked(pages: dict[str, str]) -> Api:
    """Return what pages say together."""
    dialect = dialects.load("microsoft-graph")
    facts = [
        extract.extract(markdown.parse(Source(name, text)), dialect, name=name) for name, text in sorted(pages.items())
    ]
    return model.link(facts)


class Library(NamedTuple):
    """The pages by name, a function that writes a page about an operation, and one that links pages."""

    pages: dict[str, str]
    page: Callable[..., str]
    link: Callable[[dict[str, str]], Api]


@pytest.fixture(scope="session")
def library() -> Library:
    return Library(PAGES, api_page, linked)


@pytest.fixture(scope="session")
def api() -> Api:
    return linked(PAGES)


@pytest.fixture(scope="session")
def document_of(api: Api) -> Callable[..., Document]:
    """Return a function that writes the document of the library with options."""
    return lambda **options: emit(api, **options)


@pytest.fixture
def document(document_of: Callable[..., Document]) -> Document:
    return document_of()


@pytest.fixture
def schemas(document: Document) -> dict[str, Any]:
    return document.content["components"]["schemas"]
