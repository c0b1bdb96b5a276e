"""What pages call the Api and its operations, where it is, and how requests say who asks."""

from __future__ import annotations

import msgspec
import pytest

from docgen import dialects, extract, markdown, model
from docgen.extract.facts import PageFacts, SchemeFact
from docgen.model.security import Schemes
from docgen.source import Source, Span

FRONT = "# Shelf API v1.2\n\nWhat stands in rooms.\n\nBase URL: <https://shelves.example/v1>\n"


def rooms(text: str = "", statement: str = "`GET /rooms`") -> str:
    return f"# Rooms\n\nWhere shelves stand.\n\n## List rooms\n\n{statement}\n\n{text}\n"


def test_the_front_page_tells_title_version_text_and_servers(join):
    api = join({"docs/README.md": FRONT, "docs/rooms.md": rooms()}).api
    assert (api.title, api.version, api.description) == ("Shelf API", "1.2", "What stands in rooms.")
    assert api.servers == ("https://shelves.example/v1",)


def test_pages_without_a_front_page_tell_no_title(join):
    api = join({"docs/rooms.md": rooms(), "docs/shelves.md": rooms().replace("rooms", "shelves")}).api
    assert (api.title, api.version, api.servers) == ("API", "0.0.0", ())


@pytest.mark.parametrize(
    ("text", "statement", "want"),
    [
        ("", "`GET https://a.example/rooms`", "https://a.example"),
        ("```sh\ncurl https://a.example/api/rooms\n```", "`GET /rooms`", "https://a.example/api"),
        ("Base URL: https://a.example/api", "`GET /api/rooms`", "https://a.example"),
        ("Base URL: https://{town}.example/api", "`GET /rooms`", "https://{town}.example/api"),
    ],
)
def test_the_server_is_that_of_requests_else_the_stated_one_else_that_of_examples(join, text, statement, want):
    assert join({"rooms.md": rooms(text, statement)}).api.servers == (want,)


@pytest.mark.parametrize(
    ("address", "want"),
    [
        ("https://a.example/api/v3/rooms", {"/rooms": (), "/shelves": ()}),
        ("https://a.example/api/v3/rooms?token=7", {"/rooms": (), "/shelves": ()}),
        ("https://a.example/api/v3/doors", {"/doors": (), "/rooms": (), "/shelves": ()}),
        ("https://b.example/api/v3/rooms?token=7", {"/rooms": (), "/shelves": ()}),
        ("https://b.example/api/v3/doors", {"/doors": ("https://b.example/api/v3",), "/rooms": (), "/shelves": ()}),
        ("https://b.example/files/rooms", {"/files/rooms": ("https://b.example",), "/rooms": (), "/shelves": ()}),
    ],
)
def test_an_address_does_not_repeat_the_path_of_the_server(join, address, want):
    front = f"# Shelf API\n\nBase URL: https://a.example/api/v3\n\n## How to ask\n\n```\nGET {address}\n```\n"
    shelves = "# Shelves\n\n## List shelves\n\n`GET /shelves`\n"
    api = join({"README.md": front, "rooms.md": rooms(), "shelves.md": shelves}).api
    assert api.servers == ("https://a.example/api/v3",)
    assert {one.path: one.servers for one in api.operations} == want


def test_a_request_in_passing_says_nothing_of_who_asks(join):
    shown = "```\nGET /rooms?token=7\n```\n\n```sh\ncurl -H 'Authorization: Bearer 7' https://a.example/rooms\n```\n"
    pages = {"tokens.md": f"# Tokens\n\n## Ask with a token\n\n{shown}"}
    assert [one.security != () for one in join(pages).api.operations] == [True]
    assert [one.security for one in join({**pages, "rooms.md": rooms()}).api.operations] == [()]


def test_a_path_in_a_text_about_an_endpoint_is_no_server(join):
    text = "The `/rooms` API endpoint lists rooms.\n\nAs the `/rooms` endpoint is new, it may change."
    assert join({"rooms.md": rooms(text)}).api.servers == ()


def test_operations_are_named_and_grouped_as_their_pages_do_it(join):
    named = '\n## Add a room\n\n<a id="opIdaddRoom"></a>\n\n`POST /rooms`\n'
    api = join({"rooms.md": rooms() + named, "shelves.md": "# Shelves\n\n## List\n\n`GET /shelves`\n"}).api
    assert [(o.id, o.tag) for o in api.operations] == [
        ("getRooms", "Rooms"),
        ("addRoom", "Rooms"),
        ("getShelves", "Shelves"),
    ]
    assert [(tag.name, tag.description) for tag in api.tags] == [
        ("Rooms", "Where shelves stand."),
        ("Shelves", "Operations on Shelves."),
    ]


@pytest.mark.parametrize("request_", ["GET /rooms/all", "`GET /rooms/all`", "Method: GET\nURL: /rooms/all"])
def test_a_request_below_a_title_is_no_part_of_what_is_said_of_a_group_or_the_api(join, request_):
    text = f"# Rooms\n\n{request_}\n\nWhere shelves stand.\n\n## Add a room\n\n`POST /rooms`\n"
    other = "# Shelves\n\n## List\n\n`GET /shelves`\n"
    api = join({"rooms.md": text, "shelves.md": other}).api
    assert [tag.description for tag in api.tags if tag.name == "Rooms"] == ["Where shelves stand."]
    assert join({"README.md": text}).api.description == "Where shelves stand."


def test_one_group_for_everything_tells_nothing(join):
    assert [o.tag for o in join({"rooms.md": rooms()}).api.operations] == ["rooms"]


def needs(joined) -> list[list[tuple[str, tuple[str, ...]]]]:
    return [[(one.scheme, one.scopes) for one in operation.security] for operation in joined.api.operations]


KEY = "\n## Authentication\n\nPass it in the `X-Key` header.\n"


def test_what_the_front_page_describes_holds_for_all(join):
    joined = join({"docs/README.md": FRONT + KEY, "docs/rooms.md": rooms("This does not require authentication.")})
    assert [(one.name, one.kind, one.location) for one in joined.api.schemes] == [("X-Key", "apiKey", "header")]
    assert [one.scheme for one in joined.api.security] == ["X-Key"]
    assert needs(joined) == [[("", ())]]


def test_what_a_page_with_operations_describes_holds_for_them(join):
    joined = join({"rooms.md": rooms() + KEY, "shelves.md": "# Shelves\n\n## List\n\n`GET /shelves`\n"})
    assert joined.api.security == ()
    assert needs(joined) == [[("X-Key", ())], []]


def test_operations_that_name_schemes_need_no_others(join):
    lines = ["- **Type**: OAuth", "- **Flow**: implicit", "- **Authorization URL**: https://a.example/a"]
    schemes = "\n## Authorization\n\n### own\n\n" + "\n".join(lines) + "\n"
    text = "You must be authenticated by means of one of the following methods:\nown ( Scopes: read )"
    joined = join({"README.md": FRONT + schemes, "rooms.md": rooms(text)})
    assert joined.api.security == ()
    assert needs(joined) == [[("own", ("read",))]]


def test_a_scheme_that_no_page_describes_takes_nothing_away(join):
    other = "\n### other\n\nHTTP basic auth.\n"
    told = "You must be authenticated by means of one of the following methods: "
    pages = {"README.md": FRONT + KEY + other, "rooms.md": rooms(f"{told}nowhere")}
    joined = join(pages)
    assert [one.scheme for one in joined.api.security] == ["X-Key", "other"]
    assert needs(joined) == [[]]
    together = join(pages | {"rooms.md": rooms(f"{told}other & nowhere")})
    assert [one.scheme for one in together.api.security] == ["X-Key", "other"]
    sent = "```sh\ncurl -H 'X-Key: abc' https://a.example/rooms\n```"
    assert needs(join(pages | {"rooms.md": rooms(f"{told}nowhere\n\n{sent}")})) == [[("X-Key", ())]]


def test_what_examples_send_is_the_scheme_that_is_described(join):
    sent = rooms("```sh\ncurl -H 'X-Key: abc' https://a.example/rooms\n```")
    assert needs(join({"README.md": FRONT + KEY, "rooms.md": sent})) == [[("X-Key", ())]]
    assert needs(join({"rooms.md": sent})) == [[("X-Key", ())]]


def test_nothing_is_claimed_where_nothing_is_said(join):
    api = join({"rooms.md": rooms()}).api
    assert (api.security, api.schemes, api.operations[0].security) == ((), (), ())


def test_two_schemes_of_one_name_are_both_kept():
    span = Span("a.md", 0, 1)
    told = (SchemeFact("Token", "bearer", span), SchemeFact("Token", "apiKey", span, "header", "X-Key"))
    page = PageFacts("a.md", "a.md", "other", "base", schemes=told)
    assert {name: one.kind for name, one in Schemes([page], None).by_name.items()} == {
        "Token": "bearer",
        "Token_2": "apiKey",
    }


def test_a_heading_that_only_states_a_request_is_called_like_the_one_around_it(join):
    text = (
        "# Rooms\n\n## Sweep a room\n\n### `POST /rooms/{id}/sweep`\n\nWith a broom.\n\n## Rooms\n\n### `GET /rooms`\n"
    )
    operations = join({"rooms.md": text}).api.operations
    assert sorted(o.summary for o in operations) == ["GET /rooms", "Sweep a room"]


def test_what_a_link_leads_to_is_no_server():
    page = markdown.parse(
        Source("a.md", "# Boats\n\nThe [API endpoint](https://docs.example/endpoint.html) is slow.\n")
    )
    facts = extract.extract(page, dialects.load("base"))
    assert facts.about is not None
    assert facts.about.servers == ()


@pytest.mark.parametrize(
    ("server", "site", "servers"),
    [
        ("https://a.example", (), ()),
        ("https://a.example", ("https://a.example",), ()),
        ("https://a.example", ("https://a.example/", "https://b.example/", "https://c.example"), ("b", "c")),
        ("https://a.example/v1", ("https://a.example", "https://b.example"), ("b/v1",)),
        ("https://a.example", ("https://a.example/v1", "https://b.example/v1", "https://c.example"), ("b",)),
        ("https://a.example.org", ("https://a.example", "https://b.example"), ()),
        ("https://a.example", ("https://a.example.org", "https://b.example.org"), ()),
        ("https://other.example", ("https://a.example", "https://b.example"), ()),
        ("https://a.example", ("", "https://b.example"), ()),
        ("https://a.example", ("https://a.example", "https://a.example", "https://b.example"), ("b",)),
    ],
)
def test_the_further_servers_of_a_site_go_as_far_as_the_first(server, site, servers) -> None:
    page = markdown.parse(Source("kites.md", f"# Kites\n\n## List kites\n\n`GET {server}/kites`\n"))
    facts = extract.extract(page, extract.choose(page, dialects.available()))
    api = model.link([msgspec.structs.replace(facts, servers=site)])
    assert api.servers == (server, *(f"https://{name[0]}.example{name[1:]}" for name in servers))


@pytest.mark.parametrize(
    ("names", "title"),
    [
        (["readme.md", "api/kites.md"], "readme.md"),
        (["README.mdx", "api/kites.md"], "README.mdx"),
        (["api/index.md", "api/kites.md"], "api/index.md"),
        (["index.md", "api/index.md"], "index.md"),
        (["api/index.md", "kites.md"], ""),
        (["overview.md", "index.md", "kites.md"], "index.md"),
        (["kites.md", "boats.md"], ""),
        (["kites.md"], "kites.md"),
        (["index.md.md", "kites.md"], ""),
    ],
)
def test_the_front_page_gives_the_title(join, names, title) -> None:
    found = join({name: f"# The {name.replace('.', ' ')}\n\nText.\n" for name in names})
    assert found.api.title == (f"The {title.replace('.', ' ')}" if title else "API")


@pytest.mark.parametrize(
    ("paths", "want"),
    [
        (["https://a.example/v1/x", "http://b.example/v1/y", "/z"], ("https://a.example/v1",)),
        (["https://a.example/x", "http://b.example/y", "http://b.example/z"], ("http://b.example",)),
        (["https://a.example/x", "http://b.example/y"], ("https://a.example",)),
        (["http://a.example/x", "https://b.example/y"], ("https://b.example",)),
        (["https://b.example/x", "https://a.example/y"], ("https://a.example",)),
        (["https://b.example/x", "https://a.example/y", "https://b.example/z"], ("https://b.example",)),
        (["https://a.example/x", "/y"], ("https://a.example",)),
        (["https://a.example/x", "https://{b}.example/y", "https://{b}.example/z"], ("https://a.example",)),
        (["https://{b}.example/y", "/z"], ("https://{b}.example",)),
        (["/y", "/z"], ()),
    ],
)
def test_the_server_is_that_of_most_requests(join, paths, want) -> None:
    text = "# Kites\n" + "".join(f"\n## Number {n}\n\n`GET {path}`\n" for n, path in enumerate(paths))
    assert join({"kites.md": text}).api.servers == want
