"""Makes the document of what pages say: joined, emitted, held against a contract, changed and written."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec

from docgen import files
from docgen.diagnostic import Diagnostic
from docgen.errors import DocgenError
from docgen.run.pages import Job, Outcome
from docgen.run.sources import Sources
from docgen.run.stages import stage
from docgen.settings import Settings

if TYPE_CHECKING:
    from docgen.compare.drift import Drift
    from docgen.contract.load import Contract
    from docgen.model.api import Api
    from docgen.openapi.document import Document
    from docgen.openapi.transform.slices import Slice


def document_of(
    outcomes: Sequence[Outcome], job: Job, sources: Sources, done: Callable[[str], None]
) -> tuple[Document, list[Diagnostic], Diagnostic | None, Api]:
    """Return what all pages make together: the document, every finding up to there, whether it is empty, the model."""
    from docgen import checks, model
    from docgen.openapi.emit.document import emit

    facts = [outcome.facts for outcome in outcomes if outcome.facts is not None]
    wanted = job.settings
    options = model.LinkOptions(
        title=wanted.info.title,
        version=wanted.info.version,
        description=wanted.info.description,
        servers=wanted.servers,
        security=wanted.security,
        operation_ids=wanted.operation_ids,
    )
    with stage("link", done):
        api = model.link(facts, options, job.dialects)
    with stage("emit", done):
        document = emit(
            api,
            version=wanted.openapi,
            profile=wanted.profile,
            function_quotes=wanted.function_quotes,
            discriminator=wanted.discriminator,
            navigation=wanted.navigation and not wanted.compact,
            schema_names=wanted.schema_names,
        )
    found = [one for outcome in outcomes for one in outcome.diagnostics]
    with stage("check", done):
        seen = checks.docset_view(api, document.misfits, sources.read, job.dialects, sources.exists)
        found += (*api.diagnostics, *checks.docset(seen))
        return document, checks.fold_consequences(found, seen), checks.emptiness(seen), api


class Against(msgspec.Struct, frozen=True):
    """A contract, and what it and the pages disagree about."""

    contract: Contract
    drift: Drift


def contract_at(name: str, job: Job) -> Contract:
    """Return the contract in a file that the settings name."""
    from docgen.contract.load import load

    return load(os.path.join(job.folder, name))


def held_against(document: Document, api: Api, job: Job, done: Callable[[str], None]) -> Against | None:
    """Hold the document of the pages against the contract of the settings, where they name one."""
    wanted = job.settings
    if not wanted.contract:
        return None
    from docgen.compare import drift
    from docgen.openapi.emit.document import emit

    if wanted.profile != "portable" or wanted.discriminator or not wanted.navigation:
        document = emit(api, version=wanted.openapi)  # what else is wanted changes types, or leaves members out
    contract = contract_at(job.settings.contract, job)
    done("read the contract")
    with stage("compare", done):
        return Against(contract, drift.drift(document, contract, job.settings.contract_ignore))


def changed(document: Document, job: Job, filling: Contract | None = None) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Return the document that the settings ask for, and what keeps it from being one.

    ``filling`` is the contract that says what pages leave out.
    """
    from docgen.openapi.transform import slices

    if filling:
        from docgen.compare import fill

        document = fill.filled(document, filling)
    if job.settings.overlay:
        from docgen.openapi.validate.run import misshapen

        document = _corrected(document, job)
        if problems := misshapen(document):
            return document, problems
    document = slices.cut(document, slice_of(job.settings))
    if job.settings.compact:
        from docgen.openapi.transform.compact import compact

        document = compact(document)
    if job.settings.mark_sources:
        from docgen.openapi import source_map

        document = source_map.marked(document, job.folder)
    return document, ()


def _corrected(document: Document, job: Job) -> Document:
    """Return the document with the overlays of the settings applied."""
    from docgen.openapi.transform import overlay

    for file in job.settings.overlay:
        name = files.display(job.folder / file)
        reading = files.read_file(name, job.folder / file)
        if reading.source is None:
            raise DocgenError(f"the overlay {name} cannot be read")
        document = overlay.apply(document, overlay.parse(reading.source.text, name))
    return document


def serialized(
    document: Document, settings: Settings, done: Callable[[str], None]
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Return the document as UTF-8 in the format of the settings, and why it is not valid."""
    from docgen.openapi import serialize
    from docgen.openapi.validate import run

    with stage("validate", done):
        problems = run.validate(document, full=True if settings.validate == "full" else None)
    write = serialize.to_json if settings.output_format == "json" else serialize.to_yaml
    with stage("serialize", done):
        written = write(document.content).encode()
    return written, problems


def slice_of(settings: Settings) -> Slice:
    """Return the part of the document that the settings ask for."""
    from docgen.openapi.transform.slices import Slice

    return Slice(**{name: getattr(settings, name) for name in Slice.__struct_fields__})
