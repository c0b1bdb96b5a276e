"""What a site of pages says of the authentication of its requests, and what a page says instead."""

from __future__ import annotations

import json

import pytest

import docgen
from docgen.settings import Settings

PAGE = "---\ntitle: List boats\napi: GET /boats\n{front}---\n\nAll of them.\n"


@pytest.mark.parametrize(
    ("auth", "front", "expected"),
    [
        ({"method": "key", "name": "X-Dock"}, "", [{"X-Dock": []}]),
        ({"method": "bearer"}, "", [{"bearer": []}]),
        ({"method": "basic"}, "", [{"basic": []}]),
        ({"method": "none"}, "", []),
        ({"method": "key", "name": "X-Dock"}, "authMethod: none\n", []),
        ({"method": "key", "name": "X-Dock"}, "authMethod: Bearer\n", [{"bearer": []}]),
        ({"method": "bearer"}, "authMethod: key\n", None),
        ({"method": "seal"}, "", None),
        ({}, "", None),
    ],
)
def test_what_requests_of_front_matter_need(tmp_path, auth, front, expected):
    site = {"navigation": [], "api": {"mdx": {"server": "https://harbour.example", "auth": auth}}}
    (tmp_path / "docs.json").write_text(json.dumps(site), encoding="utf-8")
    (tmp_path / "boats.mdx").write_text(PAGE.format(front=front), encoding="utf-8")
    document = docgen.build([str(tmp_path)], settings=Settings()).document.content
    (operation,) = [each["get"] for each in document["paths"].values()]
    assert operation.get("security") == expected
    assert "parameters" not in operation
    if expected == [{"X-Dock": []}]:
        scheme = {"type": "apiKey", "in": "header", "name": "X-Dock"}
        assert document["components"]["securitySchemes"] == {"X-Dock": scheme}
