"""Compiles the patterns of dialects, and searches texts for them only where a word of theirs stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property

from docgen.dialects.required_words import alternatives, required_words


class Form:
    """A pattern, and words in lower case of which every text that it matches holds one (see ``required_words``).

    Only a text with one of the words is searched for the pattern: extracting a page takes two thirds of the time.
    """

    def __init__(self, written: str) -> None:
        self._written = written

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled when a text holds one of the words first: most forms stand in no page of a run."""
        return expression(self._written)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words, derived when a text is searched first: of most dialects a run searches nothing."""
        return required_words(self._written, re.IGNORECASE)

    @cached_property
    def _alternatives(self) -> tuple[tuple[tuple[str, ...], ...], ...]:
        return alternatives(self._written, re.IGNORECASE)

    def match_in(self, text: str, folded: str) -> re.Match[str] | None:
        """Return where the form stands first in a text that holds one of the words; the text in lower case is given.

        Looking for all that one of the alternatives requires takes a fraction of the time of a search in vain.
        """
        if self._alternatives and not any(
            all(any(map(folded.__contains__, words)) for words in groups) for groups in self._alternatives
        ):
            return None
        return self.pattern.search(text)

    def may_stand_in(self, folded: str) -> bool:
        """Tell whether a text in lower case holds one of the words."""
        for word in self.words:  # noqa: SIM110 (a generator takes longer than the search)
            if word in folded:
                return True
        return False

    def search(self, text: str) -> re.Match[str] | None:
        """Return where the form stands first in a text."""
        folded = text.lower()
        for word in self.words:  # as in ``may_stand_in``: to call it takes longer than to look
            if word in folded:
                return self.match_in(text, folded)
        return None

    def find_all(self, text: str) -> list[re.Match[str]]:
        """Return every place where the form stands in a text."""
        return list(self.pattern.finditer(text)) if self.may_stand_in(text.lower()) else []


def match_forms(forms: Mapping[str, Form], keys: Iterable[str], text: str) -> dict[str, re.Match[str]]:
    """Return those of some forms that a text holds, each where it stands first."""
    folded = text.lower()
    found = {}
    for key in keys:
        form = forms[key]
        for word in form.words:  # as in ``may_stand_in``
            if word in folded:
                match = form.match_in(text, folded)
                if match:
                    found[key] = match
                break
    return found


@cache
def expression(pattern: str) -> re.Pattern[str]:
    """Return a pattern compiled: dialects share most of theirs, and the library keeps no more than 512."""
    return re.compile(pattern, re.IGNORECASE)


@cache
def form_of(pattern: str) -> Form:
    """Return a pattern compiled, with the words that tell where it may stand."""
    return Form(pattern)
