"""Commands of curl, and the requests that they make."""

from __future__ import annotations

import pytest

from docgen.codeblocks.curl import Command, read_commands
from docgen.source import Span, Text


def commands(text: str) -> tuple[Command, ...]:
    return read_commands(Text(text, Span("page.md", 0, len(text))))


def one(text: str) -> Command:
    (command,) = commands(text)
    return command


@pytest.mark.parametrize(
    ("text", "method", "address"),
    [
        ("curl https://books.example/v1/books", "GET", "https://books.example/v1/books"),
        ("$ curl -X POST https://books.example/books", "POST", "https://books.example/books"),
        ("curl -XDELETE 'https://books.example/books/1'", "DELETE", "https://books.example/books/1"),
        ("curl --request=put books.example/books/1", "PUT", "http://books.example/books/1"),
        ('curl "https://books.example/books?page=1&size=2"', "GET", "https://books.example/books?page=1&size=2"),
        ("curl -sSL -o out.json --url /books", "GET", "/books"),
        ("curl -I https://books.example/books", "HEAD", "https://books.example/books"),
        ("curl --head https://books.example/books", "HEAD", "https://books.example/books"),
        ("curl -d title=Sea https://books.example/books", "POST", "https://books.example/books"),
        ("curl -F cover=@sea.png https://books.example/books", "POST", "https://books.example/books"),
        ("curl -G -d page=1 https://books.example/books", "GET", "https://books.example/books?page=1"),
        ("curl -T sea.pdf https://books.example/books/1/text", "PUT", "https://books.example/books/1/text"),
        ("curl --json '{}' https://books.example/books", "POST", "https://books.example/books"),
        ("curl {{host}}/books", "GET", "{{host}}/books"),
        ("curl $HOST/books", "GET", "$HOST/books"),
        ("curl localhost:8080/books", "GET", "http://localhost:8080/books"),
        ("curl 10.0.0.1/books", "GET", "http://10.0.0.1/books"),
        ("curl shelf:80/books", "GET", "http://shelf:80/books"),
        ("curl v1.0/books", "GET", "v1.0/books"),
        ("curl books/1", "GET", "books/1"),
    ],
)
def test_method_and_target(text: str, method: str, address: str) -> None:
    command = one(text)
    assert (command.method, command.target) == (method, address)


@pytest.mark.parametrize("mark", ["\\", "^", "`"])
def test_a_command_goes_on_over_lines(mark: str) -> None:
    text = f"curl {mark}\n  -X POST {mark}  \n  https://books.example/books {mark}\n  -H 'Accept: text/plain'"
    command = one(text)
    assert (command.method, command.address) == ("POST", "https://books.example/books")
    assert command.header("accept") == "text/plain"
    assert text[command.span.start : command.span.end] == text


def test_a_command_goes_on_with_options_although_the_mark_is_missing() -> None:
    assert one("curl https://books.example/books\n  -X POST").method == "POST"


def test_headers() -> None:
    command = one("curl -H 'Content-Type: text/csv' -H \"X-Key: a:b\" --header Nothing https://books.example/books")
    assert [(h.name, h.value) for h in command.headers] == [("Content-Type", "text/csv"), ("X-Key", "a:b")]


def test_a_body_has_its_place() -> None:
    text = """curl https://books.example/books -d '{\n  "title": "Sea"\n}'"""
    body = one(text).body
    assert body is not None
    assert body.value == text[body.span.start : body.span.end] == '{\n  "title": "Sea"\n}'


def test_a_body_in_double_quotes_is_read_without_escapes() -> None:
    body = one('curl -d "{\\"title\\": \\"Sea\\"}" https://books.example/books').body
    assert body is not None
    assert body.value == '{"title": "Sea"}'


def test_fields_of_data() -> None:
    command = one("curl -d 'title=The+Sea&pages=10' --data-urlencode 'note=a b' -d @more https://books.example/books")
    assert [(f.name, f.value) for f in command.fields] == [("title", "The Sea"), ("pages", "10"), ("note", "a b")]
    assert command.body is None


def test_fields_in_the_query() -> None:
    command = one("curl --get --data-urlencode 'q=a b' -d page=1 https://books.example/books")
    assert [(f.name, f.value) for f in command.query] == [("q", "a b"), ("page", "1")]
    assert command.fields == ()


def test_parts_of_a_form() -> None:
    command = one("curl --form title=Sea -F 'cover=@sea.png;type=image/png' https://books.example/books")
    assert [(f.name, f.is_file) for f in command.form] == [("title", False), ("cover", True)]


def test_name_and_password() -> None:
    assert one("curl -u me:secret https://books.example/books").has_user


def test_several_commands_in_a_block() -> None:
    text = (
        "# first\ncurl https://books.example/a\n\n# or: curl https://books.example/b\n"
        "curl -X PUT https://books.example/c | jq ."
    )
    assert [(c.method, c.address[-1]) for c in commands(text)] == [("GET", "a"), ("PUT", "c")]


@pytest.mark.parametrize("text", ["", "curl", "curl --help", "use curl for this", "curly /books", "curl 'unclosed"])
def test_what_is_no_command(text: str) -> None:
    assert commands(text) == ()


@pytest.mark.parametrize(
    "text", ["curl " * 5000, "curl " + "'" * 9999, "curl " + "\\\n" * 9999, "curl -d " + "{" * 9999]
)
def test_hostile_text_is_read(text: str) -> None:
    assert isinstance(commands(text), tuple)


@pytest.mark.parametrize(
    "rest", ["'", '"', '"https://books.example/a', "https://books.example/a -d '{", '"https://books.example/a\\']
)
def test_a_quote_that_is_never_closed_ends_with_the_text(rest: str) -> None:
    text = f"curl -X POST {rest}"
    for command in commands(text):
        assert command.span.end == len(text)
