import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.markdown import frontmatter

WORDS = st.text("aZ1 ,./()'\"-:#&*!|>\\\u00e9\t", max_size=8)
LINES = st.builds(
    lambda key, gap, value: f"{key}:{gap}{value}", st.sampled_from("ab"), st.sampled_from([" ", "  "]), WORDS
)


def by_parser(monkeypatch, page):
    with monkeypatch.context() as patch:
        patch.setattr(frontmatter, "_simple", lambda _block: None)
        return frontmatter.read("page.md", page)


@given(st.lists(st.one_of(LINES, WORDS.map('b: "{}"'.format)), max_size=3).map("\n".join))
def test_a_simple_block_is_read_as_the_parser_reads_it(block):
    page = f"---\n{block}\n---\n\n# Shelf\n"
    with pytest.MonkeyPatch.context() as patch:
        assert frontmatter.read("page.md", page) == by_parser(patch, page)


@pytest.mark.parametrize(
    ("line", "value"),
    [('title: "Get a shelf: all of it" ', "Get a shelf: all of it"), ("author:  Ann's (shelf)  ", "Ann's (shelf)")],
)
def test_a_simple_line_needs_no_parser(line, value, monkeypatch):
    page = f"---\n{line}\n---\n"
    said = by_parser(monkeypatch, page)
    monkeypatch.setattr(frontmatter.yaml, "parse", None)
    read = frontmatter.read("page.md", page)
    assert read == said
    assert read.front_matter.entries[0].value == value
