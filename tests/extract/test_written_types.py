"""Types and names as cells of any team's tables write them."""

from __future__ import annotations

import pytest

PAGE = "# book resource type\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n|{}|{}|Text.|\n"


def rows(read, name, type_):
    return read(PAGE.format(name, type_), "resources/book.md").facts.resources[0].properties


@pytest.mark.parametrize(
    ("written", "name", "collection", "nullable"),
    [
        ("String, required", "string", False, False),
        ("required String", "string", False, False),
        ("A string", "string", False, False),
        ("An array of strings", "string", True, False),
        ("Set of strings", "string", True, False),
        ("one or more strings", "string", True, False),
        ("Collection", "any", True, False),
        ("Int32, nullable", "int32", False, True),
        ("String, or null for boats in dock", "string", False, True),
        ("Array of String, or null", "string", True, True),
        ("array (list of names of boats)", "any", True, False),
        ("slice of strings", "string", True, False),
        ("Harbour Log File", "stream", False, False),
        ("UUIDv4", "uuid", False, False),
        ("bytes", "binary", False, False),
        ("byte", "uint8", False, False),
        ("array of bytes", "uint8", True, False),
        ("integer (bytes)", "any-integer", False, False),
        ("Set<String>", "string", True, False),
        ("typing.Set[str]", "string", True, False),
        ("Sequence[int]", "any-integer", True, False),
        ("Pointer to **[]string**", "string", True, False),
    ],
)
def test_types_with_words_around_them(read, written, name, collection, nullable):
    (row,) = rows(read, "pages", written)
    assert (row.type.primitive, row.type.collection, row.type.nullable) == (name, collection, nullable)


def test_values_in_the_place_of_a_type(read):
    (row,) = rows(read, "kind", "\"red\" \\| 'blue' \\| null")
    assert ([value.name for value in row.values], row.type.primitive, row.type.nullable) == (
        ["red", "blue"],
        "string",
        True,
    )


def test_a_type_called_collection_is_one_where_a_link_says_so(read):
    (row,) = rows(read, "pages", "[Collection](Collection.md)")
    assert (row.type.name, row.type.collection) == ("Collection", False)


def test_types_of_a_list_with_or_are_alternatives(read):
    (row,) = rows(read, "pages", "String, Int32 or Boolean")
    assert [row.type.primitive, *[other.primitive for other in row.type.alternatives]] == ["string", "int32", "boolean"]


@pytest.mark.parametrize(
    ("written", "first", "other"),
    [
        ("comma-separated string, or array of integers", "string", "any-integer"),
        ("string or string array", "string", "string"),
        ("String/Array of integers/`null`", "string", "any-integer"),
    ],
)
def test_one_value_or_a_collection(read, written, first, other):
    (row,) = rows(read, "pages", written)
    (many,) = row.type.alternatives
    assert (row.type.primitive, row.type.collection) == (first, False)
    assert (many.primitive, many.collection) == (other, True)


@pytest.mark.parametrize(("written", "depth"), [("[array]", 1), ("[ [ ] ]", 1), ("[ ]", 0)])
def test_arrays_of_which_nothing_more_is_said(read, written, depth):
    (row,) = rows(read, "pages", written)
    assert (row.type.primitive, row.type.collection, row.type.depth) == ("any", True, depth)


@pytest.mark.parametrize(
    ("name", "type_"), [("id (mandatory)", "String"), ("id *", "String"), ("id", "String, required")]
)
def test_marks_of_what_is_required(read, name, type_):
    assert rows(read, name, type_)[0].required


def test_the_type_cell_tells_that_a_row_is_deprecated(read):
    assert rows(read, "id", "String (deprecated)")[0].deprecated


def test_a_description_that_calls_its_own_row_required(read):
    page = PAGE.replace("Text.", "The `id` is required. The name is required with it.")
    assert read(page.format("id", "String"), "resources/book.md").facts.resources[0].properties[0].required
    assert not read(page.format("age", "String"), "resources/book.md").facts.resources[0].properties[0].required


@pytest.mark.parametrize(
    ("cell", "names"),
    [("a,b", ["a", "b"]), ("a<br>b", ["a", "b"]), ("a or b", ["a", "b"]), ("a<br>required", ["a"]), ("a/b", ["a/b"])],
)
def test_names_that_share_a_cell(read, cell, names):
    assert [row.name for row in rows(read, cell, "String")] == names


@pytest.mark.parametrize(
    ("announced", "row", "whole"),
    [
        (
            "This table describes the **CartLine** properties.",
            "lines|Array of objects|An array of CartLine resources.",
            "lines",
        ),
        ("The following table lists the properties of `address`:", "address|Object|Where to.", "address"),
        ("This table describes the **CartLine** properties.", "lines|String|The lines.", ""),
    ],
)
def test_a_second_table_that_is_announced_for_a_member_describes_that(read, announced, row, whole):
    table = "|Property|Type|Description|\n|:--|:--|:--|\n"
    body = f"{table}|owner|String|Whose.|\n|{row}|\n\n{announced}\n\n{table}|street|String|Text.|"
    page = f"# Create a cart\n\nText.\n\n## HTTP request\n\n```http\nPOST /carts\n```\n\n## Request body\n\n{body}\n"
    names = {row.name for row in read(page, "api/cart.md").facts.operations[0].request_body.properties}
    assert ("street" in names) == (not whole)


@pytest.mark.parametrize(
    ("written", "description", "minimum", "maximum"),
    [
        ("integer (max 20)", "Text.\nmax 20", "", "20"),
        ("number (min 1, max 5)", "Text.\nmin 1, max 5", "1", "5"),
        ("string (blue on white)", "Text.\nblue on white", "", ""),
        ("array of string (at most 3)", "Text.\nat most 3", "", "3"),
        ("array (of three parts)", "Text.\nof three parts", "", ""),
        ("string (date-time)", "Text.", "", ""),
        ("string (timestamp)", "Text.", "", ""),
        ("integer (optional)", "Text.", "", ""),
        ("string (max length 20)", "Text.", "", ""),
    ],
)
def test_what_stands_in_brackets_behind_a_type_is_kept(read, written, description, minimum, maximum):
    (row,) = rows(read, "pages", written)
    assert (row.description, row.minimum, row.maximum, row.type.note) == (description, minimum, maximum, "")


@pytest.mark.parametrize(
    ("written", "values", "description"),
    [
        ("string (enum: on \\| off)", ["on", "off"], "Text."),
        ("string (allowed values: `on`, `off`)", ["on", "off"], "Text."),
        ("string (enum: on)", [], "Text.\nenum: on"),
        ("string (enum: whatever fits here \\| off)", [], "Text.\nenum: whatever fits here | off"),
    ],
)
def test_values_in_brackets_behind_a_type(read, written, values, description):
    (row,) = rows(read, "kind", written)
    assert ([value.name for value in row.values], row.description) == (values, description)


@pytest.mark.parametrize(
    ("written", "name", "collection"),
    [
        ("map of integers", "integers", False),
        ("Map&lt;String, Sail&gt;", "Sail", False),
        ("`Map<Sail>`", "Sail", False),
        ("Dict[str, Sail]", "Sail", False),
        ("dict(str, Sail)", "Sail", False),
        ("map[string]Sail", "Sail", False),
        ("Pointer to **map[string][]string**", "string", True),
        ("Map<String, List<Sail>>", "Sail", True),
        ("std::collections::HashMap<String, Sail>", "Sail", False),
        ("{ [key: string]: Sail; }", "Sail", False),
        ("Record<string, Sail>", "Sail", False),
        ("map of string to [Sail](sail.md)", "Sail", False),
        ("map<string\\|Sail>", "Sail", False),
        ("[Map&lt;String, Sail&gt;](sail.md)", "Sail", False),
        ("[Map](sail.md)", "sail", False),
    ],
)
def test_what_an_object_with_any_names_holds(read, written, name, collection):
    (row,) = rows(read, "pages", written)
    held = row.type.entries
    assert (row.type.primitive, row.type.collection, row.type.target) == ("any-object", False, "")
    target = "resources/sail.md" if "](" in written else ""
    assert (held.name, held.collection, held.target) == (name, collection, target)


@pytest.mark.parametrize(
    "written", ["object (Sail)", "map", "object of Sail", "map of string keys and values", "record (Sail)"]
)
def test_an_object_with_any_names_of_which_nothing_more_is_said(read, written):
    (row,) = rows(read, "pages", written)
    assert (row.type.primitive, row.type.entries) == ("any-object", None)


def test_an_array_of_objects_with_any_names(read):
    (row,) = rows(read, "pages", "List<Map<String, Map<String, Int32>>>")
    assert (row.type.primitive, row.type.collection) == ("any-object", True)
    assert row.type.entries.entries.primitive == "int32"


@pytest.mark.parametrize(
    ("notes", "default", "read_only", "write_only", "text"),
    [
        ("[default to 'red']", "red", False, False, ""),
        ('[optional] [default to "red"]', "red", False, False, ""),
        ("[default to O'Hara]", "O'Hara", False, False, ""),
        ("[default to 'a', 'b']", "'a', 'b'", False, False, ""),
        ("[optional] [readonly]", None, True, False, ""),
        ("[read-only] [default to red]", "red", True, False, ""),
        ("[writeonly]", None, False, True, ""),
        ("[readonly] of a sail", None, True, False, "of a sail"),
    ],
)
def test_remarks_in_brackets_beside_the_description(read, notes, default, read_only, write_only, text):
    head = "|Name|Type|Description|Notes|\n|:--|:--|:--|:--|\n"
    page = f"# book resource type\n\n## Properties\n\n{head}|color|String||{notes}|\n"
    (row,) = read(page, "resources/book.md").facts.resources[0].properties
    assert (row.default, row.read_only, row.write_only, row.description) == (default, read_only, write_only, text)


@pytest.mark.parametrize(
    ("written", "name", "primitive", "collection"),
    [
        ("[List&lt;String&gt;](String.md)", "String", "string", True),
        ("[Log File](#log-file)", "File", "", False),
        ("[File[]](#file)", "File", "", True),
    ],
)
def test_the_text_of_a_link_tells_a_plain_type_only_where_it_is_not_the_name_of_what_it_leads_to(
    read, written, name, primitive, collection
):
    (row,) = rows(read, "pages", written)
    assert (row.type.name, row.type.primitive, row.type.collection) == (name, primitive, collection)
