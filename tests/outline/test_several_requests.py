"""Several requests that stand together in a cell or a heading."""

from __future__ import annotations

import pytest

from docgen import dialects, markdown
from docgen.outline import outline
from docgen.source import Source

BASE = dialects.load("base")


def stated(text: str) -> list[tuple[str, str]]:
    found = outline(markdown.parse(Source("page.md", text)), BASE)
    return [(one.method, one.target) for scope in found.scopes for one in scope.statements]


@pytest.mark.parametrize(
    "written",
    [
        "`POST /lamps/{id}/on` and <br>`POST /lamps/{id}/off`",
        "`POST /lamps/{id}/on`, `POST /lamps/{id}/off`",
        "**POST `/lamps/{id}/on`** & **POST `/lamps/{id}/off`**",
        "POST /lamps/{id}/on or POST /lamps/{id}/off",
    ],
)
def test_requests_beside_each_other_are_stated_each(written: str) -> None:
    expected = [("POST", "/lamps/{id}/on"), ("POST", "/lamps/{id}/off")]
    assert stated(f"# Lamps\n\n|Endpoint|Description|\n|--|--|\n|{written}|Turns it.|\n") == expected
    assert stated(f"# Lamps\n\n## {written}\n\nTurns it.\n") == expected


def test_a_cell_that_only_mentions_requests_states_none() -> None:
    cell = "Call `POST /lamps` and then `POST /rooms`"
    assert stated(f"# Lamps\n\n|Step|Description|\n|--|--|\n|one|{cell}|\n") == []
