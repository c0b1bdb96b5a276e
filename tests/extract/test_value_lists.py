"""Values that a page lists apart from the row: in a section, a table among those of properties, the representation."""

from __future__ import annotations

import pytest

PAGE = """# lamp resource type

Namespace: contoso.light

A lamp.

## Properties

|Property|Type|Description|
|:---|:---|:---|
|mood|String|How it shines.|
|bulb|bulbKind|What is in it.|

{more}
"""


def listed(facts, name):
    row = next(row for row in facts.resources[0].properties if row.name == name)
    return [(value.name, value.description) for value in row.values]


@pytest.mark.parametrize(
    "more",
    [
        "### Mood values\n\n|Value|Description|\n|:---|:---|\n|`warm`|As in the evening.|\n|`cold`|As at noon.|",
        "### Values of mood\n\n|Value|Description|\n|:---|:---|\n|warm|As in the evening.|\n|cold|As at noon.|",
        (
            "### mood enumeration values\n\n|Member|Value|Description|\n|:--|:--|:--|\n"
            "|warm|0|As in the evening.|\n|cold|1|As at noon.|"
        ),
        "### Mood property values\n\n|Mood|Meaning|\n|:---|:---|\n|warm|As in the evening.|\n|cold|As at noon.|",
        "## Mood\n\n|Value|Description|\n|:---|:---|\n|**warm**|As in the evening.|\n|**cold**|As at noon.|",
    ],
)
def test_a_section_that_is_called_like_a_text_lists_its_values(read, more):
    facts = read(PAGE.format(more=more), "resources/lamp.md").facts
    assert listed(facts, "mood") == [("warm", "As in the evening."), ("cold", "As at noon.")]
    assert facts.enums == ()


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("Value|Name|Description", "0|led|Cool.;1|gas|Hot."),
        ("Name|Value", "led|0;gas|1"),
        ("Enumeration member|Value|Description", "led|0|Cool.;gas|1|Hot."),
        ("Bulb|What it is", "led|Cool.;gas|Hot."),
    ],
)
def test_the_members_of_an_enumeration_are_names_and_never_its_numbers(read, head, rows):
    table = f"|{head}|\n|{'|'.join([':--'] * (head.count('|') + 1))}|\n" + "".join(f"|{r}|\n" for r in rows.split(";"))
    facts = read(PAGE.format(more=f"### bulbKind values\n\n{table}"), "resources/lamp.md").facts
    assert [member.name for member in facts.enums[0].members] == ["led", "gas"]


def test_a_representation_lists_values_between_bars(read):
    shape = '## JSON representation\n\n```json\n{"mood": "warm | cold | dim", "bulb": "String | null"}\n```'
    facts = read(PAGE.format(more=shape), "resources/lamp.md").facts
    assert listed(facts, "mood") == [("warm", ""), ("cold", ""), ("dim", "")]
    assert listed(facts, "bulb") == []


def test_a_table_of_members_among_the_properties_describes_values_and_no_properties(read):
    page = PAGE.replace("How it shines.", "Possible values are: `warm`, `cold`.")
    more = "|Member|Description|\n|:---|:---|\n|warm|As in the evening.|\n|cold|As at noon.|"
    facts = read(page.format(more=more), "resources/lamp.md").facts
    assert [row.name for row in facts.resources[0].properties] == ["mood", "bulb"]
    assert listed(facts, "mood") == [("warm", "As in the evening."), ("cold", "As at noon.")]
