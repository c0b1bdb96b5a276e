"""Descriptions in front matter that are only a piece of what the page says."""

from __future__ import annotations

import pytest

import docgen
from docgen.settings import Settings

PAGE = """---
description: {0}
---

# kite resource type

{1}

## Properties

|Property|Type|Description|
|:--|:--|:--|
|id|String|The key.|
"""


def told(folder, description, introduction):
    file = folder / "docs" / "kite.md"
    file.parent.mkdir()
    file.write_text(PAGE.format(description, introduction), encoding="utf-8")
    report = docgen.lint([str(folder / "docs")], settings=Settings())
    return [
        (one.message, report.sources[one.span.path].text[one.span.start : one.span.end])
        for one in report.diagnostics
        if one.code == "DG316"
    ]


@pytest.mark.parametrize(
    ("description", "introduction", "word"),
    [
        ('"A kite that is flown by the"', "A kite that is flown by the owner of its line.", "the"),
        ('"A kite with a tail, a line,"', "Flown on a beach.", ","),
        ('"A kite with a tail and a "', "A kite with a tail and a [line](line.md) of silk.", "a"),
        ('"A kite. It can fly as high "', "A kite. It can fly as high as the wind takes it.", "high"),
        ('"A kite that flies as high"', "A **kite** that flies as high\nas the wind takes it.", "high"),
        ("A kite that flies as high", "A kite that flies as high\nas the wind takes it.", "high"),
    ],
)
def test_a_sentence_that_is_not_finished(tmp_path, description, introduction, word):
    assert told(tmp_path, description, introduction) == [
        (f"the description stops in the middle of a sentence, at {word!r}", word)
    ]


@pytest.mark.parametrize(
    ("description", "word"),
    [
        ('" or a set of kites on one line."', "or"),
        ('"a set of kites on one line."', "a"),
        ('") or a set of kites on one line."', ")"),
    ],
)
def test_a_sentence_without_its_beginning(tmp_path, description, word):
    found = told(tmp_path, description, 'A kite ("flyer") or a set of kites on one line.')
    assert found == [(f"the description begins in the middle of a sentence, at {word!r}", word)]


@pytest.mark.parametrize(
    ("description", "introduction"),
    [
        ('"A kite that is flown by its owner."', "A kite that is flown by its owner. It has a tail."),
        ('"A kite that is flown"', "A kite that is flown by its owner."),  # says less, and is a sentence
        ('"A kite that is flown"', "A kite that is flown\n\nIt has a tail."),
        ('"A kite that is flown"', "A kite that is flown.\nIt has a tail."),
        ('"A list of one kite "', "A list of one kites."),
        ('"It has a tail."', "A kite that is flown. It has a tail."),
        ('"iKite has a tail."', "A kite that is flown. iKite has a tail."),
        ('"kites on one line"', "A set of kites on one line."),  # a heading, and no sentence
        ('"the end."', "It is (the end.) of a line."),
        ('"."', "A kite."),
        ('"**TODO: Describe the"', "**TODO: Describe the\nkite."),
    ],
)
def test_a_whole_sentence(tmp_path, description, introduction):
    assert told(tmp_path, description, introduction) == []
