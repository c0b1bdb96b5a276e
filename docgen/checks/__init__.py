"""Runs the checks of single pages, and those that need all pages and the Api."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.checks import (
    addresses,
    annotated,
    answers,
    block_annotations,
    calls,
    cited_names,
    codegen,
    copied_rows,
    copies,
    credentials,
    cut_addresses,
    cut_matter,
    echoes,
    examples,
    file_names,
    foreign_rows,
    front_matter,
    invisible,
    link_texts,
    links,
    markup,
    mentions,
    messages,
    names_in_sentences,
    namespaces,
    object_names,
    operations,
    orphans,
    other_answers,
    parameters,
    path_spelling,
    periods,
    permissions,
    placeholders,
    plurality,
    prefixes,
    promises,
    properties,
    read_only_rows,
    relationships,
    requests,
    requirements,
    returns,
    row_contradictions,
    row_samples,
    row_types,
    senses,
    siblings,
    snippets,
    spelling,
    structure,
    structures,
    tables,
    tabs,
    undescribed_members,
    unread,
    value_lists,
    values,
)
from docgen.checks.consequences import fold_consequences
from docgen.checks.docset_view import DocsetView, docset_view
from docgen.checks.emptiness import emptiness
from docgen.checks.page_view import page_view
from docgen.diagnostic import Diagnostic
from docgen.extract import Annotated
from docgen.extract.facts import PageFacts
from docgen.settings import Lint

__all__ = ["docset", "docset_view", "emptiness", "fold_consequences", "page"]

_NOTHING = Lint()
_PAGE_CHECKS = (
    invisible.check,
    placeholders.check,
    structure.check,
    structure.columns,
    markup.check,
    block_annotations.check,
    tables.check,
    tabs.check,
    messages.check,
    values.check,
    cut_matter.check,
    properties.descriptions,
    properties.cells,
    operations.check,
    permissions.check,
    requests.check,
    parameters.check,
    row_contradictions.check,
    senses.check,
    row_types.check,
    row_samples.check,
    siblings.check,
    structures.check,
    cut_addresses.check,
    snippets.check,
    snippets.unread_json,
    annotated.check,
)
_DOCSET_CHECKS = (
    answers.check,
    examples.check,
    echoes.check,
    properties.representations,
    promises.check,
    promises.wrappers,
    promises.plain,
    promises.names,
    promises.types,
    links.targets,
    links.addresses,
    links.files,
    file_names.check,
    front_matter.check,
    links.orphans,
    orphans.check,
    codegen.names,
    addresses.check,
    calls.check,
    other_answers.check,
    prefixes.check,
    periods.check,
    credentials.check,
    returns.check,
    relationships.check,
    unread.check,
    spelling.check,
    value_lists.check,
    path_spelling.check,
    mentions.check,
    plurality.check,
    plurality.wholes,
    copies.titles,
    copies.shared_titles,
    copies.verbs,
    copies.uses,
    copies.introductions,
    copies.sentences,
    copies.descriptions,
    link_texts.check,
    copied_rows.check,
    foreign_rows.check,
    names_in_sentences.check,
    read_only_rows.check,
    undescribed_members.check,
    cited_names.check,
    object_names.check,
    namespaces.check,
)


def page(annotated: Annotated, facts: PageFacts, wanted: Lint) -> Iterator[Diagnostic]:
    """Yield what one page tells by itself, and what the settings have against it."""
    seen = page_view(annotated, facts)
    for check in _PAGE_CHECKS:
        yield from check(seen)
    if wanted != _NOTHING:
        yield from requirements.check(seen, wanted)


def docset(seen: DocsetView) -> Iterator[Diagnostic]:
    """Yield what pages tell together."""
    for check in _DOCSET_CHECKS:
        yield from check(seen)
