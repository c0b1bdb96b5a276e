"""What tags say: what pages say of the group, else of all operations of a page, else of what all answers are."""

from __future__ import annotations

from typing import Any

import pytest

FRONT = "---\ntitle: Rooms API\ndescription: Enter rooms.\n---\n\n"
TWO = "## List\n\n`GET /rooms`\n\n## Read\n\n`GET /rooms/{id}`\n"
DOORS = "# Doors\n\n## List\n\n`GET /doors`\n"
MANY = "".join(f"### Read {number}\n\n`GET /rooms/{number}`\n\n" for number in range(10))
INSIDE = "# Rooms API\n\nWhere shelves stand.\n\nAnd books.\n\n## Rooms\n\n#" + TWO.replace("\n## ", "\n### ")


def said(join: Any, pages: dict[str, str]) -> dict[str, str]:
    return {tag.name: tag.description for tag in join(pages).api.tags}


@pytest.mark.parametrize(
    ("page", "tag", "want"),
    [
        (FRONT + TWO, "Rooms API", "Enter rooms."),
        (FRONT + "# Rooms\n\nWhere shelves stand.\n\n" + TWO, "Rooms", "Where shelves stand."),  # said of the group
        (INSIDE, "Rooms", "Where shelves stand."),
        (FRONT + INSIDE, "Rooms", "Enter rooms."),
        (FRONT.replace("Enter rooms.", "TODO") + INSIDE, "Rooms", "Where shelves stand."),
        (FRONT + "## List\n\n`GET /rooms`\n", "Rooms API", ""),  # one operation
        (FRONT + "## List\n\n`GET /rooms`\n\n## List again\n\n`GET /rooms`\n", "Rooms API", ""),
        (FRONT + "## Rooms\n\n### Find\n\n```http\nGET /rooms\nGET /rooms/{id}\n```\n", "Rooms", ""),
        (FRONT.replace("Rooms API", "Read 3") + f"## Rooms\n\n{MANY}", "Rooms", ""),  # is about one of them
        (f"# `PUT /keys`\n\nTurns keys.\n\n## Rooms\n\n{MANY}", "Rooms", ""),
        (FRONT + TWO + "\n## Others\n\n### Read\n\n`GET /keys`\n\n### Make\n\n`POST /keys`\n", "Others", ""),
    ],
)
def test_a_tag_is_described_as_the_page_of_its_operations(join, page, tag, want):
    assert said(join, {"rooms.md": page, "doors.md": DOORS})[tag] == (want or f"Operations on {tag}.")


@pytest.mark.parametrize(("others", "want"), [(1, "Enter rooms."), (2, "Operations on Rooms.")])
def test_a_page_with_hardly_any_other_operation_describes_a_tag(join, others, want):
    last = "".join(f"### Read\n\n`GET /keys/{number}`\n\n" for number in range(others))
    assert said(join, {"rooms.md": f"{FRONT}## Rooms\n\n{MANY}## Others\n\n{last}", "doors.md": DOORS})["Rooms"] == want


def test_the_front_page_is_about_the_whole_and_two_pages_are_about_no_tag(join):
    assert said(join, {"README.md": FRONT + TWO, "doors.md": DOORS})["Rooms API"] == "Operations on Rooms API."
    more = FRONT + "## Make\n\n`POST /rooms`\n\n## Remove\n\n`DELETE /rooms/{id}`\n"
    found = said(join, {"a.md": FRONT + TWO, "b.md": more, "doors.md": DOORS})
    assert found["Rooms API"] == "Operations on Rooms API."


@pytest.mark.parametrize(
    ("responses", "want"),
    [
        (["a collection of [bookLoan](bookLoan.md) objects", "a [bookLoan](bookLoan.md) object"], "Something to read."),
        (["a [bookLoan](bookLoan.md) object", ""], "Something to read."),
        (["a [bookLoan](bookLoan.md) object", "a [mapLoan](mapLoan.md) object"], ""),
        (["a [bookLoan](bookLoan.md) object", "a string"], ""),
        (["a [bookLoan](bookLoan.md) object", "the picture as binary data"], ""),
        (["a [mapLoan](mapLoan.md) object", "a [mapLoan](mapLoan.md) object"], ""),  # which nothing describes
        (["a [lidLoan](lidLoan.md) object", ""], ""),  # of which only its base type is told
        (["a [reader](reader.md) object", ""], ""),  # which is called otherwise
        (["", ""], ""),
    ],
)
def test_a_tag_is_described_as_the_one_type_of_all_answers_where_that_is_called_so(
    join, operation, resource, responses, want
):
    texts = [
        f"Returns `200 OK` and {answer} in the response body." if answer else "Returns `204 No Content`."
        for answer in responses
    ]
    pages = {
        f"api/{number}.md": operation(f"{method} /loans", response=text)
        for number, (method, text) in enumerate(zip(("GET", "POST"), texts, strict=True))
    }
    pages["api/bookLoan.md"] = resource("bookLoan", "id|String|The key.", intro="Something to read.")
    pages["api/lidLoan.md"] = resource("lidLoan", "id|String|The key.", intro="Inherits from [bookLoan](bookLoan.md).")
    pages["api/mapLoan.md"] = resource("mapLoan", "id|String|The key.")
    pages["api/reader.md"] = resource("reader", "id|String|The key.", intro="Somebody who reads.")
    assert said(join, pages)["loans"] == (want or "Operations on loans.")
