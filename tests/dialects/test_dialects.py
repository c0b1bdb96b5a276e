"""The vocabulary that dialect files make, each laid on that of the dialect that it extends."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen import dialects, extract, markdown
from docgen.dialects import DialectError
from docgen.outline.parts import fold
from docgen.source import Source


def choose(text: str) -> str:
    """Return the dialect that a page chooses."""
    return extract.choose(markdown.parse(Source("a.md", text)), dialects.available()).name


def test_every_dialect_that_comes_with_the_package_loads():
    assert dialects.names() == (
        "api-blueprint",
        "api-blueprint-unmarked",
        "base",
        "microsoft-docs",
        "microsoft-graph",
        "microsoft-graph-2015",
        "mintlify",
    )
    assert [dialects.load(name).name for name in dialects.names()] == list(dialects.names())


def test_the_most_specific_dialect_is_asked_first_and_the_base_last():
    assert [d.name for d in dialects.available()] == [
        "api-blueprint",
        "mintlify",
        "microsoft-graph-2015",
        "microsoft-graph",
        "microsoft-docs",
        "api-blueprint-unmarked",
        "base",
    ]


def test_an_unknown_dialect_is_told_with_those_that_are_known():
    with pytest.raises(
        DialectError, match=r"'none'.*api-blueprint, api-blueprint-unmarked, base, microsoft-docs, microsoft-graph"
    ):
        dialects.load("none")


def test_a_dialect_has_what_it_does_not_say_from_the_one_that_it_extends():
    names = ("base", "microsoft-docs", "microsoft-graph", "microsoft-graph-2015")
    base, docs, graph, old = map(dialects.load, names)
    assert docs.headings.sections == graph.headings.sections == old.headings.sections != base.headings.sections
    assert graph.headings.in_examples == base.headings.in_examples
    assert graph.document.type_member == old.document.type_member == "@odata.type"
    assert (base.document.type_member, base.permissions.kinds) == ("", ())
    assert [kind for kind, _ in graph.permissions.kinds][:2] == ["delegatedWork", "delegatedPersonal"]
    assert (graph.front_matter.optional, old.front_matter.optional) == (False, True)


@pytest.mark.parametrize("name", dialects.names())
def test_every_usual_heading_has_a_role(name):
    dialect = dialects.load(name)
    roles = {*dialect.headings.sections, *dialect.headings.in_examples}
    for heading in dialect.headings.usual:
        assert any(pattern.search(fold(heading, dialect)) for _, pattern in roles), heading


@pytest.mark.parametrize("name", dialects.names())
def test_every_word_for_a_type_has_one_meaning(name):
    written = [word for key, one in dialects.load(name).types.items() for word in dict.fromkeys((key, *one.words))]
    assert sorted(set(written)) == sorted(written)
    assert all(word == word.lower() for word in written)


@pytest.mark.parametrize("name", dialects.names())
def test_the_names_of_columns_are_folded(name):
    columns = dialects.load(name).columns
    for words in (columns.name, columns.type, columns.description, columns.required, columns.member):
        assert all(word == re.sub(r"\s+", " ", word.strip().lower()) for word in words)


ALPHABET = st.characters(max_codepoint=127, include_characters="–—‘’“”")  # patterns hold these marks as well
FORMS = {
    (group, key, form.pattern.pattern): form
    for name in dialects.names()
    for group in ("sentences", "responses", "bodies")
    for key, form in getattr(dialects.load(name), group).items()
    if form.words != ("",)
}


@pytest.mark.parametrize("form", FORMS.values(), ids=[f"{group}-{key}" for group, key, _ in FORMS])
def test_every_text_with_a_form_holds_one_of_its_words(form):
    @settings(max_examples=25, deadline=None)
    @given(st.from_regex(form.pattern, alphabet=ALPHABET))
    def holds(text: str) -> None:
        assert any(word in text.lower() for word in form.words)
        assert form.search(text)

    holds()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("---\ntitle: x\n---\n# List books\n\nNamespace: microsoft.graph\n", "microsoft-graph"),
        ("# List books\n\nNamespace: microsoft.graph\n", "microsoft-graph"),
        ('# x\n\n<!-- {"blockType": "ignored"} -->\n', "microsoft-graph"),
        ("# x\n\n```http\nGET https://graph.microsoft.com/v1.0/books\n```\n", "microsoft-graph"),
        ("# List books\n\n## HTTP request\n\n```http\nGET /books\n```\n", "base"),
        ("# x\n### Prerequisites\n### HTTP request\n```http\nGET /books\n```\n", "base"),
        (
            '# x\n### Prerequisites\n### HTTP request\n<!-- {"blockType": "ignored"} -->\n```http\nGET /books\n```\n',
            "microsoft-graph-2015",
        ),
        (
            '---\ntitle: x\n---\n# x\n## Prerequisites\n## HTTP request\n<!-- {"blockType": "ignored"} -->\n',
            "microsoft-graph",
        ),
        ("", "base"),
    ],
)
def test_a_page_is_read_by_the_first_dialect_whose_signs_it_shows(text, name):
    assert choose(text) == name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("**TODO: Add Description**", True),
        ("**TODO: Determine scopes **", True),
        ("** TODO **", True),
        ("TODO: say more", True),
        ("TODO", True),
        ("the Todo list of a member", False),
        ("/me/todo/lists/{todoTaskListId}", False),
        ("a to-do task", False),
        ("**todo**", False),
        ("TODOIST", False),
    ],
)
def test_unfinished_text_is_told_from_lists_of_things_to_do(text, found):
    assert bool(dialects.load("microsoft-graph").placeholders["todo"].search(text)) is found
