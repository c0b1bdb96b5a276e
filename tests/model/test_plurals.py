"""What one of several things is called."""

from __future__ import annotations

import pytest

from docgen import dialects
from docgen.model.plurals import CAMEL, one_of

URLS = dialects.load("base").urls


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("", ""),
        ("boats", "boat"),
        ("Boats", "Boat"),
        ("rowBoats", "rowBoat"),
        ("berries", "berry"),
        ("boxes", "box"),
        ("axes", "ax"),
        ("beaches", "beach"),
        ("wishes", "wish"),
        ("masses", "mass"),
        ("fizzes", "fizz"),
        ("houses", "house"),
        ("sizes", "size"),
        ("tides", "tide"),
        ("mass", "mass"),
        ("status", "status"),
        ("basis", "basis"),
        ("boat", "boat"),
        ("sheep", "sheep"),
        ("shelves", "Shelf"),
        ("oldShelves", "oldShelf"),
        ("news", "News"),
    ],
)
def test_the_name_of_one_of_several(many, one):
    assert one_of(many, URLS) == one


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("rowBoats", ["row", "Boats"]),
        ("HTTPServer2", ["HTTP", "Server2"]),
        ("v2Boats10", ["v2", "Boats10"]),
        ("row-boats", ["row", "boats"]),
        ("URL5", ["URL5"]),
        ("10", ["10"]),
    ],
)
def test_the_words_of_a_name(name, words):
    assert CAMEL.findall(name) == words
