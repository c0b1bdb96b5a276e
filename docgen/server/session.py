"""Answers an editor from what is known while it is connected: open pages, and the docset as it is on disk."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path
from pygls.workspace import PositionCodec

from docgen import files, markdown, model
from docgen.diagnostic import Diagnostic
from docgen.dialects import DEFAULT, by_name
from docgen.errors import DocgenError
from docgen.extract.facts import PageFacts
from docgen.findings import suppression
from docgen.rules import pages
from docgen.run import pipeline
from docgen.run.own_dialects import own_dialects
from docgen.run.pages import Recent
from docgen.run.reporting import found_on
from docgen.run.results import Report
from docgen.server import completion, convert, lookup, renaming, symbols
from docgen.server.beyond import Beyond, beyond
from docgen.server.members import Key
from docgen.settings import Found
from docgen.source import Source, Span, decode

EXPLAIN = "docgen.explain"
"""The command that opens the page of a rule, whose code is its argument."""
_PAUSE = 0.1  # seconds after a change without another one, until a page is looked at
_NOTHING = Report((), {}, 0)


class _Page(msgspec.Struct, frozen=True):
    """An open page: its text, its findings by itself, what it says, and what all pages together say of it otherwise.

    ``then`` is that in the text as it was read with all pages, ``now`` in the text as it is now.
    """

    source: Source
    alone: Report
    facts: PageFacts | None
    then: Beyond
    now: Beyond


class Session:
    """What is known while an editor is connected: the last findings of the whole docset, and those of open pages."""

    def __init__(self, server: LanguageServer, found: Found) -> None:
        self.server = server
        self.found = found
        self.whole = _NOTHING
        self.docset = lookup.Docset(model.link(()), by_name())
        self.recent = Recent()
        self.pages: dict[str, _Page] = {}
        self.changed: dict[str, asyncio.TimerHandle] = {}
        self.shown: dict[str, Report] = {}
        self.is_alone = False  # no folder is open, and nothing says where pages are: each is looked at by itself
        self.runs = 0
        self.one_at_a_time = asyncio.Lock()

    @property
    def codec(self) -> PositionCodec:
        """Return what counts the units of the editor's columns."""
        return self.server.workspace.position_codec

    def path(self, uri: str) -> str:
        """Return how findings name the page at an address."""
        return files.display(os.path.abspath(to_fs_path(uri) or ""))

    def data(self, uri: str) -> bytes:
        """Return what the file of an open page is going to hold."""
        return self.server.workspace.get_text_document(uri).source.encode("utf-8", errors="replace")

    def source(self, uri: str) -> Source:
        """Return the text of a page as the editor has it."""
        return decode(self.path(uri), self.data(uri))

    def facts(self, uri: str) -> PageFacts | None:
        """Return what a page says as the editor has it; None for what is no page."""
        if uri in self.changed:
            self.check(uri)
        return self.pages[uri].facts if uri in self.pages else None

    def report(self, uri: str) -> Report:
        """Return the findings that are shown on a page as the editor has it."""
        if uri in self.changed:
            self.check(uri)
        return self.shown.get(uri, _NOTHING)

    def versions(self) -> dict[str, int | None] | None:
        """Return the versions of the documents that are open, by address; None where the editor does not ask."""
        workspace = self.server.client_capabilities.workspace
        if workspace is None or workspace.workspace_edit is None or not workspace.workspace_edit.document_changes:
            return None
        return {uri: document.version for uri, document in self.server.workspace.text_documents.items()}

    def is_page(self, path: str) -> bool:
        """Tell whether a file is one of the pages that the settings are about, or there are none."""
        chosen = self.found.settings
        known = self.places()
        absolute = os.path.abspath(path)
        if not absolute.lower().endswith(files.SUFFIXES):
            return False
        if files.matcher(chosen.exclude, self.found.folder)(Path(absolute)):
            return False
        return not known or any(Path(absolute).is_relative_to(place) for place in known)

    def places(self) -> list[str]:
        """Return the folders and files that hold the pages: the inputs of the settings that exist."""
        inputs = (os.path.abspath(self.found.folder / one) for one in self.found.settings.inputs)
        return [place for one in inputs if os.path.exists(place := one.partition("*")[0].rstrip("/"))]

    def check_soon(self, uri: str) -> None:
        """Look at one page when nothing has changed in it for a moment, or something is asked about it."""
        if uri in self.changed:
            self.changed[uri].cancel()
        self.changed[uri] = asyncio.get_running_loop().call_later(_PAUSE, self.check, uri)

    def check(self, uri: str) -> None:
        """Look at one page by itself, and show what is wrong with it, and what the whole docset said of it before."""
        if uri in self.changed:
            self.changed.pop(uri).cancel()
        path = self.path(uri)
        if not self.is_page(path):
            return
        try:
            alone, facts = pipeline.survey_text(self.data(uri), path, settings=self.found)
        except DocgenError as error:
            self.tell(error)
            return
        source = self.source(uri)
        known = self.pages.get(uri)
        then = known.then if known else self._beyond(source, alone)
        now = known.now if known and then.source.text != source.text else then
        self.pages[uri] = _Page(source, alone, facts or (known.facts if known else None), then, now.moved(source))
        self._show(uri)

    def _show(self, uri: str) -> None:
        page = self.pages[uri]
        path = page.source.path
        found = page.now.with_own(one for one in page.alone.diagnostics if one.span.path == path)
        report = Report(found, {**self.whole.sources, **page.alone.sources, path: page.source}, 1)
        self.shown[uri] = report
        listed = [convert.diagnostic_of(one, report, self.codec) for one in found]
        self.server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, listed))

    def warm_up(self) -> None:
        """Load what checks need, in one thread: msgspec crashes when two make ready for the same type at once."""
        with suppress(DocgenError):  # it is told when it matters
            pipeline.survey_text(b"", "page.md", settings=self.found)

    async def check_docset(self, saved: str = "") -> None:
        """Look at the whole docset as it is on disk, and show what that says of the open pages, the ``saved`` first."""
        if self.is_alone:
            return
        self.runs += 1
        run = self.runs
        async with self.one_at_a_time:
            if run != self.runs:  # a later one waits
                return
            with _collecting_later():
                try:
                    self.whole, self.docset = await asyncio.to_thread(self._look)
                except DocgenError as error:
                    self.tell(error)
                    return
                for uri in sorted(self.pages, key=lambda uri: uri != saved):
                    page = self.pages[uri]
                    then = self._beyond(page.source, page.alone)
                    self.pages[uri] = msgspec.structs.replace(page, then=then, now=then.moved(page.source))
                    self._show(uri)

    def _look(self) -> tuple[Report, lookup.Docset]:
        """Return what is wrong with the whole docset, and what its pages say."""
        report, api = pipeline.lint_with_api(self.found, self.recent)
        return report, lookup.Docset(api, by_name(own_dialects(self.found)))

    def _beyond(self, now: Source, alone: Report) -> Beyond:
        """Return what the whole docset says of a page otherwise than the page itself, in the text that it had then.

        ``alone`` is what the page says by itself ``now``.
        """
        original = self.whole.originals.get(now.path)
        then = files.source(now.path, original.digest) if original and original.digest else None
        if then is None:
            return Beyond(now)
        if then.text != now.text:
            alone = pipeline.lint_text(then.text.encode("utf-8", errors="replace"), now.path, settings=self.found)
        together = found_on(self.whole, frozenset((now.path,)))
        own = (one for one in alone.diagnostics if one.span.path == now.path)
        return beyond(then, together, own)

    def close(self, uri: str) -> None:
        """Stop showing findings on a page."""
        if uri in self.changed:
            self.changed.pop(uri).cancel()
        self.shown.pop(uri, None)
        self.pages.pop(uri, None)
        self.server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def tell(self, error: DocgenError) -> None:
        """Show a mistake of use, such as settings that cannot be read."""
        self.server.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"docgen: {error}"))

    def hover(self, uri: str, position: types.Position) -> types.Hover | None:
        """Return what the type below the cursor is, and the pages of the rules that are broken there."""
        offset = convert.offset_of(self.source(uri), position, self.codec)
        parts = []
        facts = self.facts(uri)
        fact = lookup.type_at(facts, offset) if facts else None
        if facts and fact:
            parts.append(lookup.described(fact, facts, self.docset))
        codes = dict.fromkeys(one.code for one in self.report(uri).diagnostics if _touches(one, offset))
        parts += [f"**{code}**\n\n{pages.page(code)}" for code in codes]
        if not parts:
            return None
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(parts)))

    def definition(self, uri: str, position: types.Position) -> types.Location | list[types.Location] | None:
        """Return where the link or the type below the cursor leads, or the rows of the property there."""
        source = self.source(uri)
        offset = convert.offset_of(source, position, self.codec)
        link = lookup.link_at(source, offset)
        if link and os.path.isfile(link[0]):
            there = files.source(link[0])
            if there:
                start = lookup.anchor_at(there, link[1])
                return convert.location_of(there.span(start, start), there, self.codec)
        facts = self.facts(uri)
        fact = lookup.type_at(facts, offset) if facts else None
        span = lookup.declared(fact, facts, self.docset) if facts and fact else None
        if span is None:
            key = self.property_at(uri, offset)
            rows = self.docset.members.rows(key) if key else ()
            return [self._location(one) for one in sorted({use.span for use in rows if use.stated})] or None
        return self._location(span)

    def property_at(self, uri: str, offset: int) -> Key | None:
        """Return the property that a page names at an offset, in a row or in JSON."""
        source, facts = self.source(uri), self.facts(uri)
        saved = files.source(source.path)
        if saved and saved.text == source.text:  # what all pages say together is known of this text
            facts = self.docset.pages.get(source.path, facts)
        found = self.docset.members.at(facts, self._read(source), offset) if facts else None
        return found.key if found else None

    def _read(self, source: Source) -> Callable[[str], Source | None]:
        """Return what gives the text of a page: of one page this, of the others that of the file."""
        return lambda path: source if path == source.path else files.source(path)

    def _location(self, span: Span) -> types.Location:
        return convert.location_of(span, files.source(span.path), self.codec)

    def actions(self, uri: str, wanted: types.Range) -> list[types.CodeAction | types.Command]:
        """Return the fixes of the findings in a range."""
        report, versions = self.report(uri), self.versions()
        found = []
        for one in report.diagnostics:
            shown = convert.diagnostic_of(one, report, self.codec)
            if one.fix and _meet(shown.range, wanted):
                title = f"{one.fix.message[:1].upper()}{one.fix.message[1:]} ({one.code})"
                title += "" if one.fix.is_safe else ", which readers see"
                edit = convert.edit_of(one.fix.edits, report, self.codec, versions)
                kind = types.CodeActionKind.QuickFix
                found.append(
                    types.CodeAction(title, kind=kind, diagnostics=[shown], edit=edit, is_preferred=one.fix.is_safe)
                )
        return [*found, *self._about(uri, wanted)]

    def _about(self, uri: str, wanted: types.Range) -> list[types.CodeAction | types.Command]:
        """Return the actions to suppress the findings in a range by a comment, and to read about their rules."""
        report, source = self.report(uri), self.source(uri)
        suppressing: list[types.CodeAction] = []
        explaining: dict[str, types.Command] = {}
        for one in report.diagnostics:
            shown = convert.diagnostic_of(one, report, self.codec)
            if one.span.path != source.path or not _meet(shown.range, wanted):
                continue
            kind = types.CodeActionKind.QuickFix
            if not suppression.refused(one.code):
                edits = tuple(suppression.comments(markdown.parse(source), source, (one,)))
                edit = convert.edit_of(edits, report, self.codec, self.versions())
                title = f"Suppress {one.code} ({one.name}) with a comment"
                suppressing.append(types.CodeAction(title, kind=kind, diagnostics=[shown], edit=edit))
            title = f"Explain {one.code} ({one.name})"
            explaining[one.code] = types.Command(title, EXPLAIN, arguments=[one.code])
        return [*suppressing, *explaining.values()]

    def explain(self, code: str) -> None:
        """Open the page of a rule, or show it as a message where the editor opens no files for others."""
        window = self.server.client_capabilities.window
        if window is not None and window.show_document is not None and window.show_document.support:
            address = convert.uri(str(pages.place(code)))
            self.server.window_show_document(types.ShowDocumentParams(address, take_focus=True))
        else:
            message = types.ShowMessageParams(types.MessageType.Info, pages.page(code))
            self.server.window_show_message(message)

    def completion(self, uri: str, position: types.Position) -> types.CompletionList:
        """Return what may stand at the cursor."""
        source = self.source(uri)
        offset = convert.offset_of(source, position, self.codec)
        page = self.facts(uri)
        dialects = self.docset.resolver.dialects
        dialect = dialects[page.dialect if page and page.dialect in dialects else DEFAULT]
        word, found = completion.at(source, offset, page, dialect, self.docset)
        items, more = completion.few(found)
        place = convert.range_of(source, offset - len(word), offset, self.codec)
        for item in items:
            item.text_edit = types.TextEdit(place, item.insert_text or item.label)
            item.insert_text = None
        return types.CompletionList(is_incomplete=more, items=items)

    def symbols(self, uri: str) -> list[types.DocumentSymbol]:
        """Return the operations and types of a page."""
        facts = self.facts(uri)
        return symbols.of_page(facts, self.source(uri), self.codec) if facts else []

    def rename(self, uri: str, position: types.Position, new: str) -> types.WorkspaceEdit | None:
        """Return the edits that rename the type or property below the cursor; why there are none is told."""
        facts = self.facts(uri)
        offset = convert.offset_of(self.source(uri), position, self.codec)
        name = self.docset.described_at(facts, offset) if facts else None
        key = self.property_at(uri, offset) if name is None else None
        if name is None and key is None:
            return None
        try:
            if name:
                edits = renaming.edits(self.docset, name, new, files.source)
            elif key:
                edits = renaming.edits_of_property(self.docset, key, new, files.source)
            self._refuse_unsaved({edit.span.path for edit in edits})
        except DocgenError as error:
            self.tell(error)
            return None
        sources = {path: there for path in {edit.span.path for edit in edits} if (there := files.source(path))}
        return convert.edit_of(edits, Report((), sources, 0), self.codec, self.versions())

    def _refuse_unsaved(self, paths: Collection[str]) -> None:
        """Raise DocgenError where the editor has another text of a page than its file, of which the places are."""
        for uri in self.server.workspace.text_documents:
            path = self.path(uri)
            saved = files.source(path) if path in paths else None
            if saved and saved.text != self.source(uri).text:
                raise DocgenError(f"{path} is to be saved before anything is renamed on it")

    def references(self, uri: str, position: types.Position, *, declared: bool) -> list[types.Location]:
        """Return where pages name the type or property below the cursor, with where they describe it if wanted."""
        facts = self.facts(uri)
        offset = convert.offset_of(self.source(uri), position, self.codec)
        name = self.docset.described_at(facts, offset) if facts else None
        if name is None:
            key = self.property_at(uri, offset)
            if key is None:
                return []
            named = [one.span for one in self.docset.members.of(key, files.source) if declared or not one.stated]
            return list(map(self._location, (*named, *self.docset.members.annotated(key, files.source))))
        spans = (*(self.docset.declarations(name) if declared else ()), *self.docset.mentions(name))
        return list(map(self._location, spans))


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Let the garbage collector wait: it finds nothing to free in what a run makes, and takes a fifth of its time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _touches(one: Diagnostic, offset: int) -> bool:
    return one.span.start <= offset <= one.span.end


def _meet(one: types.Range, other: types.Range) -> bool:
    return _key(one.start) <= _key(other.end) and _key(other.start) <= _key(one.end)


def _key(position: types.Position) -> tuple[int, int]:
    return position.line, position.character
