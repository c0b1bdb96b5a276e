"""The guard around a stage: what it lets through, and what it tells of the rest."""

from __future__ import annotations

import pytest

from docgen.errors import DocgenError, InternalError
from docgen.extract.facts import TypeFact
from docgen.run.stages import stage
from docgen.source import Span


def resolve(fact):
    """Fail as a stage would."""
    return {}[fact.name]


def test_the_name_of_a_stage_is_told_at_its_end():
    told = []
    with stage("link", told.append):
        assert told == []
    assert told == ["link"]


def test_what_a_stage_raises_is_told_with_the_page_that_it_was_about():
    told = []
    with pytest.raises(InternalError) as caught, stage("link", told.append):
        resolve(TypeFact("book", Span("docs/book.md", 3, 7)))
    assert str(caught.value) == (
        "docgen failed in its stage link, at docs/book.md (KeyError: 'book'); please report it with -v"
    )
    assert isinstance(caught.value.__cause__, KeyError)
    assert told == []


@pytest.mark.parametrize("error", [DocgenError, MemoryError, KeyboardInterrupt])
def test_what_is_no_mistake_of_a_stage_goes_through(error):
    with pytest.raises(error) as caught, stage("link", lambda _: None):
        raise error("x")
    assert type(caught.value) is error
