"""A description that says the opposite of the name of its row, or is about another event, is told at its words."""

from __future__ import annotations

import pytest

from docgen.run.pipeline import lint_text
from docgen.settings import Settings

PAGE = """# shelf resource type

Namespace: microsoft.graph

A shelf in a library.

## Properties

|Property|Type|Description|
|:---|:---|:---|
|id|String|The number of the shelf.|
{row}
"""
PLACE = "⟵"

OPPOSITES = [
    ("to allow", "|lendingBlocked|Boolean|Indicates whether or not to ⟵allow the lending of books.|"),
    ("are allowed", "|disableNotes|Boolean|Specify whether notes in books ⟵are allowed.|"),
    ("can", "|blockPhones|Boolean|Specifies if visitors ⟵can bring phones.|"),
    ("true if", "|hidden|Boolean|`true` if the shelf ⟵is shown on the map.|"),
    ("a verb that begins it", "|preventFolding|Boolean|⟵Allows visitors to fold pages.|"),
    ("the other way round", "|allowDogs|Boolean|Indicates whether or not to ⟵block dogs.|"),
    ("the other way round, passive", "|lampEnabled|Boolean|Whether the lamp ⟵is disabled at night.|"),
]
FITTING = [
    ("the same word", "|lendingBlocked|Boolean|Indicates whether or not to block the lending of books.|"),
    ("both words", "|lendingBlocked|Boolean|Whether to allow or block lending.|"),
    ("a negation", "|lendingBlocked|Boolean|Whether visitors cannot lend books.|"),
    ("what is not allowed", "|lendingBlocked|Boolean|Indicates whether lending is not allowed.|"),
    ("what false allows", "|hidden|Boolean|True if only staff can see the shelf, false if it is shown.|"),
    ("turned off", "|lampDisabled|Boolean|Allows staff to turn off the lamp.|"),
    ("no Boolean", "|lendingBlocked|String|Whether to allow lending, by weekday.|"),
    ("no word of a side", "|lendingMode|Boolean|Whether to allow lending.|"),
    ("another word of the same side", "|allowDogs|Boolean|Whether dogs can come in.|"),
]
OTHER_EVENTS = [
    ("created for modified", "|lastModifiedDateTime|DateTimeOffset|The time when the shelf was ⟵created.|"),
    ("modified for created", "|createdBy|String|Who ⟵changed the shelf last.|"),
    ("received for sent", "|sentDateTime|DateTimeOffset|When the library ⟵received the note.|"),
]
OWN_EVENTS = [
    ("own", "|lastModifiedDateTime|DateTimeOffset|The time when the shelf was last modified.|"),
    ("a synonym", "|updatedAt|DateTimeOffset|When somebody changed the shelf.|"),
    ("own behind the other", "|modifiedBy|String|Who created the shelf. After an update, who changed it.|"),
    ("other only later", "|modifiedBy|String|The user. The shelf was created by staff.|"),
    ("no event in the name", "|changeKey|String|The version that was created.|"),
    ("both in the name", "|createdOrModifiedBy|String|Who created the shelf.|"),
    ("neither", "|approvedBy|String|The name of a librarian.|"),
]


def found(row):
    text = PAGE.format(row=row.replace(PLACE, ""))
    report = lint_text(text.encode(), "shelf.md", settings=Settings())
    return [(one.name, one.span.start) for one in report.diagnostics if one.severity.value == "warning"]


def place(row):
    return PAGE.format(row=row).index(PLACE)


@pytest.mark.parametrize("row", [case[1] for case in OPPOSITES], ids=[case[0] for case in OPPOSITES])
def test_the_opposite_of_the_name_is_told(row):
    assert found(row) == [("reversed-meaning", place(row))]


@pytest.mark.parametrize("row", [case[1] for case in OTHER_EVENTS], ids=[case[0] for case in OTHER_EVENTS])
def test_another_event_than_that_of_the_name_is_told(row):
    assert found(row) == [("other-event", place(row))]


@pytest.mark.parametrize(
    "row", [case[1] for case in FITTING + OWN_EVENTS], ids=[case[0] for case in FITTING + OWN_EVENTS]
)
def test_what_fits_the_name_is_not_told(row):
    assert found(row) == []


def test_all_rows_of_a_page_with_the_opposite_are_one_finding():
    rows = "|foldingBlocked|Boolean|Whether to allow folding.|\n|notesBlocked|Boolean|Whether to allow notes.|"
    report = lint_text(PAGE.format(row=rows).encode(), "shelf.md", settings=Settings())
    told = [one for one in report.diagnostics if one.name == "reversed-meaning"]
    assert [(len(one.related), one.more) for one in told] == [(1, " (2 times on this page)")]
