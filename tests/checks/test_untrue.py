"""What is right as it stands, although it looks like a mistake at first: nothing is told of it."""

from __future__ import annotations

import pytest

import docgen
from docgen.settings import Settings

FRONT = '---\ntitle: "{title}"\ndescription: "Text."\nauthor: "a"\ndoc_type: {kind}\n---\n\n'
GET = (
    FRONT.format(title="Get kite", kind="apiPageType") + "# Get kite\n\nNamespace: microsoft.graph\n\n"
    "Get a [kite](../resources/kite.md).\n\n## Permissions\n\n|Permission type|Permissions|\n|:--|:--|\n"
    "|Delegated (work or school account)|Kite.Read|\n|Delegated (personal Microsoft account)|Not supported.|\n"
    "|Application|Kite.Read.All|\n\n## HTTP request\n\n```http\nGET /kites/{id}\n```\n\n## Response\n\n"
    "Returns a `200 OK` response code and a [kite](../resources/kite.md) object.\n\n## Examples\n\n### Request\n\n"
    "```http\nGET https://graph.microsoft.com/v1.0/kites/1\n```\n\n### Response\n\n```http\nHTTP/1.1 200 OK\n"
    'Content-Type: application/json\n\n{"id": "1", "tail": "long"}\n```\n'
)
KITE = (
    FRONT.format(title="kite resource type", kind="resourcePageType") + "# kite resource type\n\n"
    "Namespace: microsoft.graph\n\nA kite. See [Get](../api/kite-get.md).\n\n## Properties\n\n"
    "|Property|Type|Description|\n|:--|:--|:--|\n|id|String|The key.|\n|tail|String|Its tail.|\n\n"
    "## JSON representation\n\n```json\n"
    '{"@odata.type": "#microsoft.graph.kite", "id": "String", "tail": "String"}\n```\n'
)


def found(folder, get=GET, kite=KITE, **others):
    pages = {"api/kite-get.md": get, "resources/kite.md": kite, **others}
    for name, text in pages.items():
        file = folder / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    report = docgen.lint([str(folder / "docs")], settings=Settings())
    return [(one.code, one.message) for one in report.diagnostics]


def test_the_clean_pages_are_clean(tmp_path):
    assert found(tmp_path) == []  # also no key that no page of the set has


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("v1.0/kites/1\n", "v1.0/kites('AAM=')\n"),
        ("a `200 OK` response code", "a 200-series response code"),
        ('application/json\n\n{"id": "1", "tail": "long"}', "application/zip\n\n[A file with kites]"),
        ('application/json\n\n{"id": "1", "tail": "long"}', "application/octet-stream\n\n{Raw bytes of the kite}"),
        ("### Response\n", "### Batch\n\n```http\nPOST https://graph.microsoft.com/v1.0/$batch\n```\n\n### Response\n"),
    ],
)
def test_examples_that_are_right(tmp_path, before, after):
    text = GET.replace(before, after)
    assert text != GET
    untrue = {"DG412", "DG408", "DG502", "DG411"}
    assert [one for one in found(tmp_path, text) if one[0] in untrue] == []


def test_a_list_of_what_a_value_may_not_be(tmp_path):
    text = KITE.replace("Its tail.", "Its tail. It may not be one of the following values: `short`, `none`.")
    assert found(tmp_path, kite=text) == []


def test_a_page_that_only_redirects(tmp_path):
    assert found(tmp_path, **{"index.md": "---\nredirect_url: /kites\n---\n"}) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("---\nRedirectUrl: /kites\n---\n", []),
        ("---\nlayout: redirect\ntarget: /kites\n---\n", []),
        ("---\nredirect-to: /kites\n---\n\n<!-- moved -->\n\nLook [there](resources/kite.md).\n", []),
        ("This page has been moved: see [kite](resources/kite.md).\n", []),
        ('<meta http-equiv="refresh" content="0; url=kite.html">\n', []),
        ("---\nother: /kites\n---\n", ["DG101", "DG110"]),
        ("A kite that has moved is gone.\n", ["DG101"]),
        ("The pages of kites were moved.\n" + "Much follows. " * 100, ["DG101"]),
        (KITE.replace('title: "kite resource type"', "redirect_url: /kites"), ["DG110"]),
    ],
)
def test_pages_that_say_where_something_stands_now(tmp_path, text, told):
    codes = {code for code, _ in found(tmp_path, **{"index.md": text})}
    assert sorted(codes & {"DG101", "DG110"}) == told


@pytest.mark.parametrize("end", ["", ".", " for it)."])
def test_the_bracket_of_a_key_at_the_end_of_a_request(tmp_path, end):
    text = GET.replace("/kites/{id}", "/kites({id})").replace("kites/1", "kites({id})")
    said = (
        f"It sends (`GET /kites({{id}})`{end}"
        if end
        else "```json\nGET https://graph.microsoft.com/v1.0/kites({id})\n```"
    )
    assert "DG113" not in [code for code, _ in found(tmp_path, f"{text}\n{said}\n")]


def test_zones_that_show_versions_of_a_type(tmp_path):
    first = '::: zone pivot="v1"\n\n```json\n{"id": "String"}\n```\n\n::: zone-end\n\n::: zone pivot="v2"\n\n```json'
    text = KITE.replace("```json", first).rstrip() + "\n\n::: zone-end\n"
    assert [one for one in found(tmp_path, kite=text) if one[0] == "DG311"] == []


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("Requires Kite.Read.All", []),
        ("Needs Kite.Read", []),
        ("Kite.Read Required", []),
        ("Kite Read", ["Kite Read"]),
        ("Kite.Read All", ["Kite.Read All"]),
        ("Kite Read.All", ["Kite Read.All"]),
    ],
)
def test_words_beside_the_name_of_a_permission(tmp_path, cell, told):
    text = GET.replace("|Application|Kite.Read.All|", f"|Application|{cell}|")
    names = [message.split("'")[1] for code, message in found(tmp_path, text) if code == "DG414"]
    assert names == told


def test_a_row_below_a_quotation_is_told(tmp_path):
    text = KITE.replace("|tail|", "> All kites have one.\n|tail|")
    assert "DG117" in [code for code, _ in found(tmp_path, kite=text)]


def test_a_comment_that_is_not_closed_is_called_so(tmp_path):
    text = GET.replace("```http\nGET /kites/{id}", '<!-- { "blockType": "ignored" }\n```http\nGET /kites/{id}')
    text = text.replace("### Response\n", '### Response\n\n<!-- { "blockType": "response" } -->\n')
    assert "the JSON of this annotation is not valid: --> is missing behind it" in [
        one[1] for one in found(tmp_path, text)
    ]


def test_each_member_that_an_example_loses_is_told(tmp_path):
    rows = "|from|Duration|How long.|\n|by|Guid|Who.|\n\n## JSON"
    kite = KITE.replace("\n\n## JSON", f"\n{rows}", 1)
    get = GET.replace('"tail": "long"', '"tail": "long", "from": "soon", "by": "her"')
    assert [code for code, _ in found(tmp_path, get, kite)].count("DG516") == 2


def test_names_in_several_tables_of_a_body_are_no_repetition(tmp_path):
    rows = "|Property|Type|Description|\n|:--|:--|:--|\n|tail|String|Its tail.|\n{more}\n"
    body = "Send one of two.\n\n" + rows.format(more="|id|String|Key.|") + "\nOr:\n\n"
    patch = GET.replace("GET", "PATCH").replace("## Response\n", f"## Request body\n\n{body}TABLE\n## Response\n", 1)
    for more, times in (("", 0), ("|tail|String|Again.|", 1)):
        text = patch.replace("TABLE", rows.format(more=more))
        assert ("DG302" in [code for code, _ in found(tmp_path, text)]) is bool(times)


def test_a_request_with_keys_in_parentheses_is_known(tmp_path):
    text = (
        GET.replace("/kites/{id}", "/kites({id})")
        .replace("kites/1", "kites({id})")
        .replace("```http\nGET https", "```json\nGET https")
    )
    assert "DG113" not in [code for code, _ in found(tmp_path, text)]


def test_a_page_of_types_to_which_nothing_leads_is_told(tmp_path):
    rows = "|Property|Type|\n|:--|:--|\n|length|Int32|\n"
    page = FRONT.format(title="Lines", kind="conceptualPageType") + f"# Lines\n\nOf kites.\n\n## Cord\n\n{rows}"
    pages = {
        "a.md": "# Get kite\n\n## HTTP request\n\n```http\nGET /kites\n```\n\n## Response\n\n`200 OK`.\n",
        "b.md": page,
    }
    for name, text in pages.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    told = [
        (one.code, one.span.path.rsplit("/", 1)[-1])
        for one in docgen.lint([str(tmp_path)], settings=Settings()).diagnostics
    ]
    assert ("DG114", "b.md") in told


@pytest.mark.parametrize(
    "body",
    [
        '{"id": "1", …\n"tail": "long"}',
        '{"id": "1",\n... 3 more ...\n}',
        '{"id": "1",\n...[cut here]...\n}',
        '{"id": "1", "tail": …}',
        "[<Kite>, <Kite>, …]",
    ],
)
def test_dots_and_names_that_stand_for_the_rest(tmp_path, body):
    text = GET.replace('{"id": "1", "tail": "long"}', body)
    assert text != GET
    shown = [one for one in report(tmp_path, text) if one.code in ("DG501", "DG502")]
    assert {one.severity.value for one in shown} <= {"info"}


def report(folder, get):
    found(folder, get)
    return docgen.lint([str(folder / "docs")], settings=Settings()).diagnostics


def test_a_property_that_is_called_like_a_type(tmp_path):
    kite = KITE.replace("|tail|String|Its tail.|", "|GUID|string|Its number.|").replace('"tail"', '"GUID"')
    assert "DG120" not in {code for code, _ in found(tmp_path, GET.replace('"tail"', '"GUID"'), kite)}


def test_a_sentence_that_ends_with_what_belongs_to_its_verb(tmp_path):
    assert found(tmp_path, kite=KITE.replace("Its tail.", "The roll to cut the tail from")) == []
    cut = found(tmp_path, kite=KITE.replace("Its tail.", "The color and the length from"))
    assert [code for code, _ in cut] == ["DG316"]


def test_a_dialect_says_which_words_end_no_sentence(tmp_path):
    kite = KITE.replace("Its tail.", "Wie lang er ist und der")
    assert found(tmp_path, kite=kite) == []
    (tmp_path / "team.toml").write_text(
        'extends = "microsoft-graph"\n[sentences]\ncut.add = "^(?:der|die|das)$"\n', encoding="utf-8"
    )
    cut = docgen.lint([str(tmp_path / "docs")], settings=Settings(dialect=str(tmp_path / "team.toml"))).diagnostics
    assert [one.code for one in cut] == ["DG316"]


def test_arguments_that_the_page_describes_are_no_other_path(tmp_path):
    rows = (
        "## Function parameters\n\n|Parameter|Type|Description|\n|:--|:--|:--|\n|wind|String|Optional. How much.|\n\n"
    )
    text = GET.replace("GET /kites/{id}\n", "GET /kites/{id}/flight\n").replace("## Response\n", rows + "## Response\n")
    called = text.replace("v1.0/kites/1\n", "v1.0/kites/1/flight(wind='no')\n")
    assert "DG412" not in {code for code, _ in found(tmp_path, called)}
    other = text.replace("v1.0/kites/1\n", "v1.0/kites/1/flight(rain='no')\n")
    assert "DG412" in {code for code, _ in found(tmp_path, other)}


def test_an_anchor_that_stands_in_another_part(tmp_path):
    parts = {
        "parts/_first.md": "# First\n\nSee [the kite](#kite-39-s-tail) and [another](#tail-2), not [this](#tall).\n",
        "parts/_second.md": "# Second\n\n## Kites tail\n\nLong.\n\n## Tail\n\nShort.\n",
    }
    assert [message for code, message in found(tmp_path, **parts) if code == "DG603"] == [
        "_first.md has no heading with the anchor #tall"
    ]


@pytest.mark.parametrize("note", ["", '<!-- {"blockType": "resource", "@odata.type": "microsoft.graph.kite"} -->\n'])
@pytest.mark.parametrize(
    "between",
    [
        "## JSON representation (v2)",
        "### Version 2",
        "**Version 2**",
        '::: moniker range="v2"',
        '::: zone pivot="v2"',
    ],
)
def test_pages_that_show_two_versions_of_a_type(tmp_path, note, between):
    rows = "".join(f"|{name}|String|Text.|\n" for name in ("cord", "colour", "frame", "bridle"))
    shown = ", ".join(f'"{name}": "String"' for name in ("cord", "colour", "frame", "bridle"))
    first = '{"@odata.type": "#microsoft.graph.kite", "id": "String", MORE}'.replace("MORE", shown)
    second = f'\n\n{between}\n\n{note}```json\n{first[:-1]}, "tail": "String"}}\n```\n'
    text = KITE.replace('"id": "String", "tail": "String"}', f'"id": "String", {shown}}}')
    text = text.replace("```json", f"{note}```json").replace("|tail|", f"{rows}|tail|")
    assert "DG311" in [code for code, _ in found(tmp_path, kite=text)]
    assert "DG311" not in [code for code, _ in found(tmp_path, kite=text.rstrip() + second)]


def test_a_sentence_that_rows_share_is_a_note(tmp_path):
    said = "How far it was blown away by the wind, in meters."
    rows = "".join(f"|{name}|Int32|{said}|\n" for name in ("first", "second", "third", "fourth"))
    shown = '"tail": "String", "first": 1, "second": 1'
    few = KITE.replace("|tail|String|Its tail.|\n", "|tail|String|Its tail.|\n" + "".join(rows.splitlines(True)[:2]))
    few = few.replace('"tail": "String"', shown)
    assert [code for code, _ in found(tmp_path, kite=few)] == ["DG315"]
    many = KITE.replace("|tail|String|Its tail.|\n", "|tail|String|Its tail.|\n" + rows)
    many = many.replace('"tail": "String"', shown + ', "third": 1, "fourth": 1')
    assert found(tmp_path, kite=many) == []


def test_a_comment_of_an_included_file_separates_no_row(tmp_path):
    text = GET.replace("## HTTP request", "[!INCLUDE [note](../includes/note.md)]\n\n## HTTP request")
    note = {"includes/note.md": "<!-- A remark. -->\n\nMind the wind.\n"}
    assert found(tmp_path, text, **note) == []


PLAIN = "# Kites\n\n## Fly a kite\n\n```\nPOST /kites/{id}/fly\n```\n\n{}"


def plain_findings(folder, text):
    file = folder / "kites.md"
    file.write_text(PLAIN.replace("{}", text), encoding="utf-8")
    report = docgen.lint([str(file)], settings=Settings())
    return [(one.code, str(one.severity), one.message) for one in report.diagnostics if one.code not in HABITUAL]


HABITUAL = ("DG006", "DG101", "DG405", "DG407", "DG115", "DG110")


def test_the_body_after_a_sentence_about_a_failure_is_that_of_the_failure(tmp_path):
    rows = '### Response\n\n|Name|Type|\n|-|-|\n|height|integer|\n\n```json\n{"height": 9}\n```\n\n### Wind\n\n'
    text = f'{rows}Without wind an answer with status code `409` is returned:\n\n```json\n["too", "calm"]\n```\n'
    assert plain_findings(tmp_path, text) == []
    other = text.replace("an answer with status code `409` is", "this is")
    assert "DG503" not in [code for code, *_ in plain_findings(tmp_path, other)]


def test_values_of_a_stream_are_a_note(tmp_path):
    text = '### Response\n\n```json\n{"height": 1}\n{"height": 2}\n...\n```\n'
    assert [one[:2] for one in plain_findings(tmp_path, text)] == [("DG501", "info")]
    assert [one[:2] for one in plain_findings(tmp_path, text.replace("2}", "2}}"))] == [("DG501", "warning")]


def test_members_that_do_not_fit_for_one_reason_are_one_finding(tmp_path):
    names = ("tail", "cord", "frame", "bridle")
    rows = "".join(f"|{name}|string|\n" for name in names)
    shown = ", ".join(f'"{name}": null' for name in names)
    text = f'### Response\n\n|Name|Type|\n|-|-|\n|id|string|\n{rows}\n```json\n{{"id": "1", {shown}}}\n```\n'
    said = "each of tail, cord and 2 more is null, which the page does not allow"
    found = [message for code, _, message in plain_findings(tmp_path, text) if code in ("DG503", "DG516")]
    assert len(found) == 1 and found[0].startswith(said)


def test_running_text_may_leave_out_the_beginning_of_a_path(tmp_path):
    lead = "Try some other requests, for example POST `/{}`, whenever the wind blows hard.\n"
    assert plain_findings(tmp_path, lead.replace("{}", "fly")) == []
    assert [code for code, *_ in plain_findings(tmp_path, lead.replace("{}", "sink"))] == ["DG113"]


def test_a_part_of_a_path_in_parentheses_may_be_left_out(tmp_path):
    page = "# Kites\n\n## Find\n\n`GET /kites/:color/:size(/:version)`\n\n### Sample request\n\n```\ncurl {}\n```\n"
    file = tmp_path / "kites.md"
    for address, told in (("kites/red/big/2", False), ("kites/red/big", False), ("kites/red/big/2/3/4/5", True)):
        file.write_text(page.replace("{}", f"https://kites.example.com/{address}"), encoding="utf-8")
        report = docgen.lint([str(file)], settings=Settings())
        assert ("DG412" in {one.code for one in report.diagnostics}) is told


def test_methods_of_one_name_on_two_pages_are_two(tmp_path):
    rows = "|[Get](../api/kite-get.md)|[kite](kite.md)|\n|[Get](../api/kite-get.md#x)|[kite](kite.md)|\n\n"
    rows = f"## Methods\n\n|Method|Return type|\n|:--|:--|\n{rows}"
    text = KITE.replace("## Properties", rows + "## Properties")
    assert "DG302" not in [code for code, _ in found(tmp_path, kite=text)]
    twice = text.replace("kite-get.md#x", "kite-get.md")
    assert "DG302" in [code for code, _ in found(tmp_path, kite=twice)]


@pytest.mark.parametrize(("said", "told"), [("kiteCord", True), ("windKite", False), ("kite", False)])
def test_a_description_about_another_type_is_told(tmp_path, said, told):
    get = GET.replace("kite](", "windKite](").replace("kite.md", "windkite.md").replace("Get kite", "Get windKite")
    get = get.replace('description: "Text."', f'description: "Get a {said}."')
    other = KITE.replace("kite", "kiteCord").replace("kiteCord-get", "kite-get")
    own = KITE.replace("kite", "windKite").replace("windKite-get", "kite-get")
    pages = {"resources/windkite.md": own, "resources/kitecord.md": other}
    assert ("DG611" in [code for code, _ in found(tmp_path, get, KITE, **pages)]) is told


def test_a_parameter_that_is_a_path_may_hold_slashes(tmp_path):
    page = "# Kites\n\n## Find\n\n`GET /kites/:{}`\n\n### Sample request\n\n```\ncurl https://kites.example.com/kites/a/b\n```\n"
    file = tmp_path / "kites.md"
    for name, told in (("path", False), ("file_path", False), ("color", True)):
        file.write_text(page.replace("{}", name), encoding="utf-8")
        report = docgen.lint([str(file)], settings=Settings())
        assert ("DG412" in {one.code for one in report.diagnostics}) is told


def test_a_row_about_a_member_says_nothing_of_what_else_there_is(tmp_path):
    rows = "|Name|Type|\n|-|-|\n|id|string|\n|tail.cord|string|\n"
    shown = '{"id": "1", "tail": {"cord": "red", "length": 3}}'
    text = f"### Response\n\n{rows}\n```json\n{shown}\n```\n"
    assert "DG505" not in [code for code, *_ in plain_findings(tmp_path, text)]
