"""The server: handles requests of an editor on stdin, and answers on stdout."""

from __future__ import annotations

import os

import msgspec
from lsprotocol import types
from pygls.lsp.server import LanguageServer

from docgen import __version__, settings
from docgen.errors import DocgenError
from docgen.findings import selection
from docgen.server import completion, symbols
from docgen.server.session import EXPLAIN, Session
from docgen.settings import Found


def serve(found: Found) -> None:
    """Talk with an editor on stdin and stdout until it ends the connection."""
    # The connection is closed at its end; what it is closed on must not be the streams of the process.
    with os.fdopen(os.dup(0), "rb") as incoming, os.fdopen(os.dup(1), "wb") as outgoing:
        make(found).start_io(incoming, outgoing)


def make(found: Found) -> LanguageServer:
    """Return a server for the settings given."""
    # Editors send whole texts: pygls puts parts together by its own lines, which also end at U+000B and U+2028.
    server = LanguageServer("docgen", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
    session = Session(server, found)

    @server.feature(types.INITIALIZED)
    async def start(_params: types.InitializedParams) -> None:
        root = server.workspace.root_path
        if root and os.path.isdir(root):
            os.chdir(root)  # paths are shown, and settings found, from there
            if session.found.file is None:
                session.found = _settings_at(root, session)
        elif session.found.file is None and not session.places():
            session.is_alone = True
        session.warm_up()
        await session.check_docset()

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        session.check(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        session.check_soon(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: types.DidSaveTextDocumentParams) -> None:
        await session.check_docset(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        session.close(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        return session.hover(params.text_document.uri, params.position)

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def definition(params: types.DefinitionParams) -> types.Location | list[types.Location] | None:
        return session.definition(params.text_document.uri, params.position)

    kinds = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, kinds)
    def actions(params: types.CodeActionParams) -> list[types.CodeAction | types.Command]:
        return session.actions(params.text_document.uri, params.range)

    _offer_lists(server, session)
    return server


def _offer_lists(server: LanguageServer, session: Session) -> None:
    """Add what answers with lists: completions, symbols and references; and the command behind an action."""

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=completion.TRIGGERS))
    def complete(params: types.CompletionParams) -> types.CompletionList:
        return session.completion(params.text_document.uri, params.position)

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def outline(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        return session.symbols(params.text_document.uri)

    @server.feature(types.WORKSPACE_SYMBOL)
    def search(params: types.WorkspaceSymbolParams) -> list[types.SymbolInformation]:
        return symbols.of_docset(session.docset.pages.values(), params.query, session.codec)

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    def references(params: types.ReferenceParams) -> list[types.Location]:
        declared = params.context.include_declaration
        return session.references(params.text_document.uri, params.position, declared=declared)

    @server.feature(types.TEXT_DOCUMENT_RENAME)
    def rename(params: types.RenameParams) -> types.WorkspaceEdit | None:
        return session.rename(params.text_document.uri, params.position, params.new_name)

    @server.command(EXPLAIN)
    def explain(code: str) -> None:
        if code in selection.catalogue():
            session.explain(code)


def _settings_at(root: str, session: Session) -> Found:
    """Return the settings of a folder; unreadable ones are told, and those of the start stay.

    Where neither settings nor their defaults say where pages are, they are all those of the folder.
    """
    try:
        found = settings.find(root)
    except DocgenError as error:
        session.tell(error)
        return session.found
    if found.file or any((found.folder / one).exists() for one in found.settings.inputs):
        return found
    chosen = msgspec.structs.replace(found.settings, inputs=(".",), cache=False)  # nothing is written there unasked
    return msgspec.structs.replace(found, settings=chosen)
