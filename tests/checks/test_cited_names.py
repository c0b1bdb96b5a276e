"""A member that the description of a row speaks of, and that nothing is called, is told at its name."""

from __future__ import annotations

import pytest

import docgen
from docgen.settings import Settings

SHELF = """# shelf resource type

Namespace: microsoft.graph

A shelf in a [room](room.md).

## Properties

|Property|Type|Description|
|:---|:---|:---|
|id|String|The number of the shelf.|
|shelfLabel|String|What stands on the shelf.|
|isLocked|Boolean|Whether it is locked.|
{row}
"""
ROOM = """# room resource type

Namespace: microsoft.graph

A room.

## Properties

|Property|Type|Description|
|:---|:---|:---|
|roomNumber|String|The number of the room.|
"""
HOUSE = ROOM.replace("room", "house").replace("roomNumber", "houseNumber")
PLACE = "⟵"

UNKNOWN = [
    ("use instead", "|oldLabel|String|Deprecated. Use ⟵ShelfTitle instead.|"),
    ("a member of a type apart", "|oldLabel|String|Deprecated. Use **⟵houseNumber** instead.|"),
    ("replaced by a property", "|oldLabel|String|It is replaced by property ⟵shelfTitle.|"),
    ("a setting in quotation marks", "|oldLabel|String|Others use the setting, “⟵ShelfTitleOnly.|"),
    ("in favor of", "|oldLabel|String|Deprecated in favor of `⟵shelfTitle`.|"),
    ("a property", "|oldLabel|String|Taken from the **⟵shelfTitle** property.|"),
    ("a condition", "|oldLabel|String|Shown if ⟵isShelfOpen is true.|"),
    ("a list", "|oldLabel|String|What is in the ⟵ShelfBookList. Any text.|"),
]
KNOWN = [
    ("of the same page", "|oldLabel|String|Deprecated. Use ShelfLabel instead.|"),
    ("of a type that the page leads to", "|oldLabel|String|Deprecated. Use roomNumber instead.|"),
    ("of a type anywhere", "|oldLabel|String|Taken from the **houseNumber** property.|"),
    ("of something else", "|oldLabel|String|Use the property **startDate** on **loanPeriod** for it.|"),
    ("plural", "|oldLabel|String|Taken from the **shelfLabels** property.|"),
    ("condition", "|oldLabel|String|Shown if isLocked is true.|"),
    ("a word with one capital", "|oldLabel|String|Use Braille instead.|"),
    ("a product", "|oldLabel|String|See BookShelf for the property.|"),
    ("a type", "|oldLabel|String|Deprecated. Use the houseResource instead.|".replace("houseResource", "house")),
]


def found(folder, monkeypatch, row):
    for name, text in (("shelf.md", SHELF.format(row=row.replace(PLACE, ""))), ("room.md", ROOM), ("house.md", HOUSE)):
        (folder / "docs").mkdir(exist_ok=True)
        (folder / "docs" / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    report = docgen.lint(["docs"], settings=Settings())
    return [one for one in report.diagnostics if one.name == "unknown-name"]


@pytest.mark.parametrize("row", [case[1] for case in UNKNOWN], ids=[case[0] for case in UNKNOWN])
def test_a_name_that_nothing_has_is_told(tmp_path, monkeypatch, row):
    told = found(tmp_path, monkeypatch, row)
    assert [one.span.start for one in told] == [SHELF.format(row=row).index(PLACE)]


@pytest.mark.parametrize("row", [case[1] for case in KNOWN], ids=[case[0] for case in KNOWN])
def test_other_names_are_not_told(tmp_path, monkeypatch, row):
    assert found(tmp_path, monkeypatch, row) == []


def test_names_that_begin_with_one_word_are_one_finding(tmp_path, monkeypatch):
    rows = "\n".join(
        f"|old{name}|String|Deprecated. Use {name} instead.|" for name in ("BookTitle", "BookNumber", "CoverColor")
    )
    told = found(tmp_path, monkeypatch, rows)
    assert [(one.subject, len(one.related)) for one in told] == [("oldBookTitle", 1), ("oldCoverColor", 0)]


def test_a_name_a_letter_off_is_told_with_the_one_that_is_meant(tmp_path, monkeypatch):
    told = found(tmp_path, monkeypatch, "|oldLabel|String|Deprecated. Use shelfLable instead.|")
    assert [one.message.endswith("; there is shelfLabel") for one in told] == [True]
