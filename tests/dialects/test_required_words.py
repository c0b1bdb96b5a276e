import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen import dialects
from docgen.dialects import Form
from docgen.dialects.required_words import alternatives, required_words


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("shelf", ("shelf",)),
        ("SHELF", ("shelf",)),
        (r"\bshelf\b", ("shelf",)),
        ("shelf|book", ("book", "shelf")),
        ("(?:on|in) (?P<what>shelf|box)", ("in box", "in shelf", "on box", "on shelf")),
        ("books?", ("book",)),
        (r"a\s+shelf", ("shelf",)),
        (r"book(?: of \d+)? pages", (" pages",)),
        ("(?:shelf){2}", ("shelf",)),
        ("(?:shelf)*", ("",)),
        ("(?:shelf)?+", ("",)),
        ("(?>shelf)", ("shelf",)),
        ("[bc]ox", ("box", "cox")),
        ("[a-c]1", ("a1", "b1", "c1")),
        ("[a-z]1", ("1",)),
        ("[^a]ox", ("ox",)),
        (".", ("",)),
        ("", ("",)),
        ("shelf|", ("",)),
        (r"(?<!no )shelf(?= of)", ("shelf",)),
        (r"(?P<mark>['`])shelf(?P=mark)", ("'shelf", "`shelf")),
        (r"(?P<mark>`)?shelf(?(mark)`|x)", ("shelf",)),
        ("(?-i:Shelf)", ("shelf",)),
        ("|".join(f"{i:02}" for i in range(40)), ("",)),
        ("|".join([*(rf"{i:02}\d? shelf" for i in range(40)), "shelf"]), ("shelf",)),
        ("my long shelf|the long shelf|a longer shelf", ("a longer shelf", "my long shelf", "the long shelf")),
        ("(?:is|was|has been) (?:now )?catalogued", (" catalogued",)),
        ("(?!)", ()),
        ("shelf(?!)|book", ("book",)),
    ],
)
def test_the_words_that_a_pattern_requires(pattern, words):
    assert required_words(pattern, re.IGNORECASE) == words


@pytest.mark.parametrize(
    ("pattern", "groups"),
    [
        ("shelf", ()),
        ("a shelf|(?:my|the) book", ((("a shelf",),), (("the book", "my book"),))),
        (r"from \d+ to \d+|range", ((("from ",), (" to ",)), (("range",),))),
        (r"(?:can|may) be (?=[`'])|(?<=not )empty", ((("can be ", "may be "), ("'", "`")), (("empty",), ("not ",)))),
        (r"(?P<short>one of\s(?=`))|\s", ((("one of",), ("`",)), ())),
    ],
)
def test_what_the_alternatives_of_a_pattern_require(pattern, groups):
    found = alternatives(pattern, re.IGNORECASE)
    assert tuple(tuple(map(frozenset, one)) for one in found) == tuple(tuple(map(frozenset, one)) for one in groups)


PIECES = st.recursive(
    st.sampled_from(
        ["a", "B", "on ", r"\d", ".", "[ab]", "[^a]", "[a-y]", r"\b", "^", "$", "(?!x)", "(?=o)", "(?<=a)", "(?!)"]
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda some: f"(?:{'|'.join(some)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "??", "{0,3}"])).map(
            lambda two: f"(?:{two[0]}){two[1]}"
        ),
    ),
    max_leaves=8,
)


@given(PIECES, st.text("aABb1onON \n", max_size=12))
def test_every_text_that_a_pattern_matches_holds_one_of_its_words(pattern, text):
    if re.search(pattern, text, re.IGNORECASE):
        assert any(word in text.lower() for word in required_words(pattern, re.IGNORECASE))


@given(PIECES, PIECES, st.text("aABb1onON \n", max_size=12))
def test_a_form_stands_where_its_pattern_does(first, second, text):
    pattern = f"{first}|{second}"
    found, wanted = Form(pattern).search(text), re.search(pattern, text, re.IGNORECASE)
    assert (found and found.span()) == (wanted and wanted.span())


# Every text is searched for these: they match what says nothing, or where clauses end, or nothing at all.
SEARCHED_EVERYWHERE = {
    ("placeholders", "mark"),
    ("responses", "silent"),
    ("sentences", "optional_mark"),
    ("sentences", "options_clause"),
    ("sentences", "value_lead"),
}


@pytest.mark.parametrize("dialect", dialects.available(), ids=lambda dialect: dialect.name)
def test_a_form_without_required_words_is_a_decision(dialect):
    tables = {name: getattr(dialect, name) for name in ("sentences", "responses", "bodies", "placeholders")}
    found = {(name, key) for name, forms in tables.items() for key, form in forms.items() if form.words == ("",)}
    assert found <= SEARCHED_EVERYWHERE
    assert found >= {("responses", "silent"), ("sentences", "options_clause")}
