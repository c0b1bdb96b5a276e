"""Sentences about query options: those that are supported, and those that a clause rules out."""

from __future__ import annotations

import pytest

PAGE = "# List lamps\n\n## HTTP request\n\n```http\nGET /lamps\n```\n\n## Query parameters\n\n{}\n"


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("Supports `$top` and `$skip`.", ["$top", "$skip"]),
        ("Supports `$top`. `$skip`, `$search` and `$filter` are not supported.", ["$top"]),
        ("This method doesn't support the `$filter` and `$top` query parameters.", []),
        ("Supports all query parameters except `$search`.", []),
        ("Supports `$select` but not `$filter`.", ["$select"]),
        ("`$top` isn't supported, but `$skip` is.", ["$skip"]),
        ("The options `$top` and `$skip`, excluding `$search`, are supported.", ["$top", "$skip"]),
        ("None of the options `$top` and `$skip` are supported.", []),
        ("`$filter` and `$orderby` can't be used together.", ["$filter", "$orderby"]),
        ("`$count` is not supported unless the header is set.", ["$count"]),
        ("`$count` is not supported for this method.", []),
        ("There is no support for `$filter`.", []),
        ("Only `$select` works. `$filter` returns an error.", ["$select"]),
        ("This operation ignores `$top`.", []),
        ("Except for `$filter`, the parameters `$top` and `$skip` are supported.", ["$top", "$skip"]),
        ("Unlike elsewhere, `$filter` is not supported, `$select` is.", ["$select"]),
        ("- `$select`\n- ~~`$top`~~", ["$select"]),
    ],
)
def test_options_of_sentences(read, text, options):
    operation = read(PAGE.format(text)).facts.operations[0]
    assert [option.name for option in operation.query_options] == options


def test_a_row_that_is_not_supported_is_no_parameter(read):
    table = "|Name|Description|\n|:--|:--|\n|$top|How many.|\n|$skip|Not supported.|"
    operation = read(PAGE.format(table)).facts.operations[0]
    assert [row.name for row in operation.query_parameters] == ["$top"]


def test_a_column_tells_which_options_are_supported(read):
    table = "|Name|Supported|\n|:--|:--|\n|$top|Yes|\n|$skip|No|"
    (row,) = read(PAGE.format(table)).facts.operations[0].query_parameters
    assert (row.name, row.description) == ("$top", "")


def test_a_sentence_that_begins_with_an_option_is_no_row(read):
    operation = read(PAGE.format("`$expand` (not yet supported), `$select`.")).facts.operations[0]
    assert operation.query_parameters == ()
