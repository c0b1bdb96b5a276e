"""What pages say of relationships, and of what requests send: each contradiction is one finding at its place."""

from __future__ import annotations

import pytest

import docgen
from docgen.settings import Settings

PLACE = "⟵"  # marks the place of the finding in the new text; taken out before the page is read
FRONT = '---\ntitle: "{title}"\ndescription: "{about}"\nauthor: "a"\ndoc_type: {kind}\n---\n\n# {title}\n\n'
SPACE = "Namespace: microsoft.graph\n\n"
PERMISSIONS = (
    "## Permissions\n\n|Permission type|Permissions|\n|:--|:--|\n|Delegated (work or school account)|Fleet.Read|\n"
    "|Delegated (personal Microsoft account)|Not supported.|\n|Application|Fleet.Read.All|\n\n"
)
HOST = "https://graph.microsoft.com/v1.0"


def operation(title: str, about: str, request: str, rest: str) -> str:
    front = FRONT.format(title=title, about=about, kind="apiPageType")
    return f"{front}{SPACE}{about}\n\n{PERMISSIONS}## HTTP request\n\n```http\n{request}\n```\n\n{rest}"


def resource(name: str, rows: str) -> str:
    front = FRONT.format(title=f"{name} resource type", about=f"A {name}.", kind="resourcePageType")
    table = "|Property|Type|Description|\n|:--|:--|:--|\n|id|String|The key.|\n"
    links = "".join(f"See [it](../api/{page}.md).\n" for page in ("list", "delete", "add", "lend", "find"))
    return f"{front}{SPACE}A {name}.\n\n{links}\n## Properties\n\n{table}{rows}\n"


BODY = "The [sail](../resources/sail.md) is `new`."
SENT = '{\n  "sail@odata.bind": "' + HOST + '/sails/2",\n  "days": 3\n}'
EMPTY = "If successful, this method returns a `204 No Content` response code.\n"
PAGES = {
    "resources/boat.md": resource(
        "boat",
        "|spareSails|[sail](sail.md) collection|What it carries.|\n"
        "|masts|[sail](sail.md) collection|Where they hang.|\n|jib|[sail](sail.md)|The one in front.|\n"
        "\n## Methods\n\n|Method|Return type|Description|\n"
        "|:--|:--|:--|\n|[List spareSails](../api/list.md)|[sail](sail.md) collection|List them.|\n"
        "|[Remove jib](../api/strike.md)|None|Take it down.|\n",
    ),
    "resources/sail.md": resource("sail", "|area|Int32|How large it is.|\n"),
    "api/list.md": operation(
        "List spareSails",
        "List the [sail](../resources/sail.md) objects that a [boat](../resources/boat.md) carries.",
        "GET /boats/{boat-id}/spareSails",
        "## Response\n\nIf successful, this method returns a `200 OK` response code and a collection of "
        "[sail](../resources/sail.md) objects in the response body.\n",
    ),
    "api/delete.md": operation(
        "Delete spareSails",
        "Take a sail off a boat.",
        "DELETE /boats/{boat-id}/spareSails/{sail-id}",
        f"## Response\n\n{EMPTY}",
    ),
    "api/strike.md": operation(
        "Remove jib",
        "Take the sail in front down.",
        "DELETE /boats/{boat-id}/jib",
        f"## Response\n\n{EMPTY}",
    ),
    "api/add.md": operation(
        "Add spareSails",
        "Put a sail on a boat.",
        "POST /boats/{boat-id}/spareSails/$ref",
        f"## Request body\n\nSupply the `@odata.id` of what is added.\n\n## Response\n\n{EMPTY}",
    ),
    "api/lend.md": operation(
        "Lend boat",
        "Lend a boat.",
        "POST /loans",
        "## Request body\n\n|Property|Type|Description|\n|:--|:--|:--|\n|sail@odata.bind|String|Its address.|\n"
        f"|days|Int32|How long.|\n\n## Response\n\n{EMPTY}\n## Example\n\n### Request\n\n```http\nPOST {HOST}/loans\n"
        f"Content-Type: application/json\n\n{SENT}\n```\n\n### Response\n\n```http\nHTTP/1.1 204 No Content\n```\n",
    ),
    "api/find.md": operation(
        "Find boats",
        "Find boats.",
        "GET /search",
        "## Optional query parameters\n\nThis method supports a part of a name.\n\n## Response\n\nIf "
        "successful, this method returns a `200 OK` response code and a collection of String in the response "
        "body.\n\n## Example\n\n### Request"
        f"\n\n```http\nGET {HOST}/search\n```\n\n### Response\n\n```http\nHTTP/1.1 200 OK\nContent-Type: "
        'application/json\n\n{\n  "value": ["Seute Deern"]\n}\n```\n',
    ),
}
REFERENCE = "Supply the `@odata.id` of what is added."

LENT = PAGES["api/lend.md"]
UNSAID = LENT[LENT.index("# Lend boat\n") : LENT.index("## Response\n")]
UNSAID_AND_SENT = UNSAID.partition("## Request body")[0].replace("# Lend", "# ⟵Lend", 1)  # no section about the body

WRONG = [
    ("api/list.md", "GET /boats/{boat-id}/spareSails", "⟵GET /masts", "foreign-address"),
    ("api/list.md", "GET /boats/{boat-id}/", "⟵GET /", "foreign-address"),
    ("api/list.md", "\nGET /boats", "\n⟵GET /masts\nGET /boats/{id}/masts\nGET /boats", "foreign-address"),
    ("api/list.md", "\nGET /boats", "\n⟵GET /fleet/spareSails\nGET /boats", "foreign-address"),
    ("api/list.md", "GET /boats/{boat-id}/", "⟵GET /boats/", "missing-identifier"),
    (
        "api/add.md",
        REFERENCE,
        "Supply a JSON representation of a ⟵[sail](../resources/sail.md) object.",
        "entity-for-reference",
    ),
    (
        "api/add.md",
        REFERENCE,
        "|Property|Type|Description|\n|:--|:--|:--|\n|⟵area|Int32|How large it is.|",
        "entity-for-reference",
    ),
    ("api/strike.md", "down.\n\n## P", "down, out of the ⟵jib collection.\n\n## P", "single-called-collection"),
    ("api/strike.md", "DELETE /boats/{boat-id}/jib", "⟵DELETE /boats/{boat-id}/jib/{id}", "identifier-behind-one"),
    ("api/lend.md", "|sail@odata.bind|String", "|⟵sail|String", "bound-member"),
    ("api/lend.md", f"# Lend boat\n\n{SPACE}Lend a boat.\n", f"# ⟵Lend boat\n\n{SPACE}", "missing-introduction"),
    ("api/lend.md", UNSAID, UNSAID_AND_SENT, "missing-section"),
    (
        "api/find.md",
        "a part of a name",
        "words. This method requires a name [⟵filter](/graph/query) to be given",
        "unsent-argument",
    ),
    (
        "api/find.md",
        "This method supports a part of a name.",
        "|Name|Type|Description|\n|:--|:--|:--|\n|⟵name|String|A part of a name. Required.|",
        "unsent-argument",
    ),
]
RIGHT = [
    ("api/list.md", "GET /boats/{boat-id}/spareSails", "GET /boats/{boat-id}/microsoft.graph.spareSails"),
    ("api/list.md", "GET /boats/{boat-id}/spareSails", "GET /boats/{boat-id}/spareSails\nGET /me/spareSails"),
    ("api/list.md", "GET /boats/{boat-id}/spareSails", "GET /fleet/boat/spareSails"),
    ("api/add.md", REFERENCE, "|Property|Type|Description|\n|:--|:--|:--|\n|@odata.id|String|Its address.|"),
    ("api/add.md", "/$ref", ""),
    ("api/add.md", "Put a sail on a boat.\n\n## P", "Put a sail into the spareSails collection.\n\n## P"),
    ("api/lend.md", "|sail@odata.bind|String|Its address", "|sail|String|Its address. Send it as sail@odata.bind"),
    ("api/lend.md", '"sail@odata.bind"', '"sail": "2",\n  "sail@odata.bind"'),
    ("api/lend.md", "Lend a boat.\n\n##", "### About boats\n\nLend a boat.\n\n##"),
    ("api/find.md", "a part of a name", "words, and requires no account"),
]
CODES = {
    *("foreign-address", "missing-identifier", "entity-for-reference", "bound-member"),
    *(
        "identifier-behind-one",
        "single-called-collection",
        "missing-section",
        "missing-introduction",
        "unsent-argument",
    ),
}


def found(folder, page="", old="", new=""):
    for name, text in PAGES.items():
        file = folder / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        assert name != page or old in text, old
        file.write_text(text.replace(old, new, 1).replace(PLACE, "") if name == page else text, encoding="utf-8")
    report = docgen.lint([str(folder / "docs")], settings=Settings())
    return [one for one in report.diagnostics if one.name in CODES]


def test_the_pages_are_right(tmp_path):
    assert found(tmp_path) == []


@pytest.mark.parametrize(("page", "old", "new", "rule"), WRONG)
def test_each_contradiction_is_one_finding_at_its_place(tmp_path, page, old, new, rule):
    (one,) = found(tmp_path, page, old, new)
    assert one.name == rule
    assert one.span.path.endswith(page)
    assert one.span.start == PAGES[page].replace(old, new, 1).index(PLACE)


@pytest.mark.parametrize(("page", "old", "new"), RIGHT)
def test_what_only_looks_like_one_is_no_finding(tmp_path, page, old, new):
    assert found(tmp_path, page, old, new) == []


@pytest.mark.parametrize("query", ["$filter=startswith(name,'S')", "%24filter=startswith(name,'S')"])
def test_a_required_argument_that_is_sent(tmp_path, query):
    page = PAGES["api/find.md"]
    old = page[page.index("This method supports") : page.index(f"{HOST}/search") + len(f"{HOST}/search")]
    new = old.replace("supports a part of a name", "requires a name [filter](/query)") + f"?{query}"
    assert found(tmp_path, "api/find.md", old, new) == []
