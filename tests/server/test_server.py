"""``docgen server`` as an editor talks to it: a real client, over stdin and stdout of a process of its own."""

from __future__ import annotations

import asyncio
import sys
import tomllib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from docgen.run.pipeline import lint
from docgen.run.reporting import found_on

types = pytest.importorskip("lsprotocol.types", reason="pygls is not installed")
client_module = pytest.importorskip("pygls.lsp.client", reason="pygls is not installed")

to_fs_path = pytest.importorskip("pygls.uris", reason="pygls is not installed").to_fs_path

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")

ROOT = Path(__file__).resolve().parents[2]
TODO = "**TODO: Add Description**"
PATIENCE = 60  # seconds, for machines that have much else to do
EXAMPLE = """
## Examples

``` http
GET /books/1
```

``` http
HTTP/1.1 200 OK
Content-Type: application/json

{ "title": "\U0001f600", }
```
"""
SHELF = """---
title: shelf resource type
doc_type: resourcePageType
---
# shelf resource type

Namespace: books

A board of wood.
## Properties
|Property|Type|Description|
|:--|:--|:--|
|wood|String|The kind of wood.|
|state|String|What it is. Possible values are: `full`, `empty`.|
|room|Int32|The room that it is in.|

## JSON representation
<!-- {
  "blockType": "resource",
  "keyProperty": "wood",
  "@odata.type": "books.shelf"
} -->
``` json
{
  "wood": "String",
  "state": "String",
  "room": 1024
}
```
"""
TALL = """---
title: tallShelf resource type
doc_type: resourcePageType
---
# tallShelf resource type

Namespace: books

A high one. Inherits from [shelf](shelf.md).

## Properties
|Property|Type|Description|
|:--|:--|:--|
|wood|String|The kind of wood. Inherited from [shelf](shelf.md).|
|steps|Int32|Those of its ladder.|
"""
ADD = """---
title: Add shelf
doc_type: apiPageType
---
# Add shelf

Namespace: books

Add a [shelf](shelf.md).
## HTTP request
``` http
POST /shelves
```
## Request body
|Property|Type|Description|
|:--|:--|:--|
|wood|String|The kind of wood.|

## Response
A `201 Created` response with a [shelf](shelf.md).

## Examples
<!-- { "blockType": "request" } -->
``` http
POST /shelves

{ "wood": "oak" }
```
<!-- { "blockType": "response", "@odata.type": "books.shelf" } -->
``` http
HTTP/1.1 201 Created
Content-Type: application/json

{
  "state": "empty",
  "wood": "oak"
}
```

## Permissions
|Permission type|Permissions (least privileged first)|
|:--|:--|
|Delegated (work or school account)|Shelf.Write|
|Application|Shelf.Write.All|
"""


class Editor:
    """An editor with a folder open; it remembers the diagnostics last shown for each page."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.shown: dict[str, list[Any]] = {}
        self.told: list[str] = []
        self.opened: list[str] = []
        self.news = asyncio.Event()
        self.version = 0

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def publish(params: Any) -> None:
            self.shown[params.uri] = list(params.diagnostics)
            self.news.set()

        @client.feature(types.WINDOW_SHOW_MESSAGE)
        def message(params: Any) -> None:
            self.told.append(params.message)
            self.news.set()

        @client.feature(types.WINDOW_SHOW_DOCUMENT)
        def show(params: Any) -> Any:
            self.opened.append(params.uri)
            self.news.set()
            return types.ShowDocumentResult(success=True)

    async def until(self, holds: Callable[[], bool]) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while not holds():
                    self.news.clear()
                    await self.news.wait()
        except TimeoutError:
            pytest.fail(f"shown: {self.shown}; told: {self.told}")

    def codes(self, uri: str) -> list[str]:
        return sorted(str(one.code) for one in self.shown.get(uri, [])) if uri in self.shown else ["not shown"]

    def open(self, path: str) -> str:
        uri = Path(path).absolute().as_uri()
        item = types.TextDocumentItem(uri, "markdown", 0, Path(path).read_text())
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def change(self, uri: str, text: str) -> None:
        self.version += 1
        whole = types.TextDocumentContentChangeWholeDocument(text)
        version = types.VersionedTextDocumentIdentifier(self.version, uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(version, [whole]))

    def save(self, uri: str, path: str, text: str) -> None:
        Path(path).write_text(text)
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))

    async def hover(self, uri: str, line: int, character: int) -> str:
        place = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(line, character))
        answer = await self.client.text_document_hover_async(place)
        return answer.contents.value if answer else ""

    async def definition(self, uri: str, line: int, character: int) -> Any:
        place = types.DefinitionParams(types.TextDocumentIdentifier(uri), types.Position(line, character))
        return await self.client.text_document_definition_async(place)

    async def completed(self, uri: str, text: str) -> dict[str, str]:
        """Type a text at the end of a page, and return the labels offered there and what each makes of the line."""
        whole = Path(to_fs_path(uri)).read_text()
        self.change(uri, whole + text)
        lines = (whole + text).split("\n")
        place_ = place(uri, len(lines) - 1, len(lines[-1]))
        answer = await self.client.text_document_completion_async(types.CompletionParams(**place_))
        assert all(one.text_edit.range.end == place_["position"] for one in answer.items)
        return {
            one.label: lines[-1][: one.text_edit.range.start.character] + one.text_edit.new_text for one in answer.items
        }

    async def read(self, word: str) -> None:
        """Wait until the docset has been read."""
        async with asyncio.timeout(PATIENCE):
            while not await self.client.workspace_symbol_async(types.WorkspaceSymbolParams(word)):
                await asyncio.sleep(0.05)

    async def actions(self, uri: str, diagnostic: Any) -> Any:
        context = types.CodeActionContext([diagnostic])
        identifier = types.TextDocumentIdentifier(uri)
        return await self.client.text_document_code_action_async(
            types.CodeActionParams(identifier, diagnostic.range, context)
        )


def place(uri: str, line: int, character: int) -> dict[str, Any]:
    return {"text_document": types.TextDocumentIdentifier(uri), "position": types.Position(line, character)}


def made_by(edit: Any) -> dict[str, str]:
    """Return what an edit makes of each page, by the name of its file."""
    made = {}
    for change in edit.document_changes:
        file = Path(to_fs_path(change.text_document.uri))
        lines = file.read_text().split("\n")
        for one in sorted(change.edits, key=lambda one: (one.range.start.line, -one.range.start.character)):
            line, start, end = one.range.start.line, one.range.start.character, one.range.end.character
            lines[line] = lines[line][:start] + one.new_text + lines[line][end:]
        made[file.name] = "\n".join(lines)
    return made


def of_word(uri: str, path: str, word: str, within: str = "") -> dict[str, Any]:
    """Return a place in a word of a page: in the first line that has it, and something else besides."""
    lines = Path(path).read_text().split("\n")
    line = next(number for number, text in enumerate(lines) if word in text and within in text)
    return place(uri, line, lines[line].index(word) + 1)


def connect(
    talk: Callable[[Editor], Awaitable[None]], *args: str, shows: bool = False, opens_folder: bool = True
) -> None:
    """Start a server in the working directory, let an editor talk with it, and end it as the protocol demands."""

    async def session() -> None:
        client = client_module.LanguageClient("test", "1")
        editor = Editor(client)
        await client.start_io(sys.executable, "-m", "docgen", "server", *args)
        versioned = types.WorkspaceEditClientCapabilities(document_changes=True)
        window = types.WindowClientCapabilities(show_document=types.ShowDocumentClientCapabilities(support=shows))
        capabilities = types.ClientCapabilities(
            types.WorkspaceClientCapabilities(workspace_edit=versioned), window=window
        )
        root = Path.cwd().as_uri() if opens_folder else None
        params = types.InitializeParams(capabilities, root_uri=root, process_id=None)
        answer = await client.initialize_async(params)
        assert answer.capabilities.hover_provider
        assert answer.capabilities.text_document_sync.change is types.TextDocumentSyncKind.Full
        client.initialized(types.InitializedParams())
        await talk(editor)
        await client.shutdown_async(None)
        client.exit(None)
        async with asyncio.timeout(PATIENCE):
            await client._server.wait()
        assert client._server.returncode == 0
        await client.stop()

    asyncio.run(session())


def test_diagnostics_follow_what_is_typed_and_saved(books):
    async def talk(editor: Editor) -> None:
        uri = editor.open("docs_input/book.md")
        await editor.until(lambda: editor.codes(uri) == [])
        text = Path("docs_input/book.md").read_text()
        editor.change(uri, text.replace("The title of the book.", f"\U0001f600 {TODO}"))
        await editor.until(lambda: editor.codes(uri) == ["DG201"])
        (found,) = editor.shown[uri]
        assert found.source == "docgen"
        # The smiling face is one character, and two units of UTF-16.
        assert (found.range.start.line, found.range.start.character) == (14, 17)
        assert found.range.end.character == 17 + len(TODO)
        assert "todo-in-description" in await editor.hover(uri, 14, 20)
        editor.change(uri, text)
        await editor.until(lambda: editor.codes(uri) == [])
        editor.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))
        await saving(editor)
        Path("README.md").write_text(TODO)
        Path("docs_input/late.md").write_text(TODO)
        other, late = editor.open("README.md"), editor.open("docs_input/late.md")
        await editor.until(lambda: late in editor.shown)
        assert other not in editor.shown  # it is no page of the docset

    async def saving(editor: Editor) -> None:
        """What only several pages tell is shown on save, moves with the text, and goes where it is edited."""
        path = "docs_input/book-get.md"
        uri = editor.open(path)
        await editor.until(lambda: editor.codes(uri) == [])
        text = Path(path).read_text().replace("[book](book.md)", "[shelf](shelf.md)")
        editor.save(uri, path, text)
        editor.change(uri, text)
        await editor.until(lambda: bool({"DG301", "DG601"} & set(editor.codes(uri))))
        line = editor.shown[uri][0].range.start.line
        editor.change(uri, text.replace("# Get book", "# Get a book\n"))
        await editor.until(lambda: [one.range.start.line for one in editor.shown[uri]] == [line + 1])
        editor.change(uri, text.replace("[shelf]", "[shelves]"))
        await editor.until(lambda: editor.codes(uri) == [])

    connect(talk)


def test_hover_definition_and_quick_fixes(books):
    shelf = (
        Path("docs_input/book.md").read_text().replace("|id|", "|books|[book](book.md) collection|All books.|\n|id|")
    )
    Path("docs_input/shelf.md").write_text(
        shelf.replace("# book resource", "# shelf resource").replace("book re", "shelf re")
    )

    async def talk(editor: Editor) -> None:
        uri = editor.open("docs_input/shelf.md")
        get = editor.open("docs_input/book-get.md")
        await editor.until(lambda: uri in editor.shown and get in editor.shown)
        line = (
            Path("docs_input/shelf.md").read_text().split("\n").index("|books|[book](book.md) collection|All books.|")
        )
        hovered = ""
        async with asyncio.timeout(PATIENCE):  # until the docset has been read
            while "resource" not in hovered:
                await asyncio.sleep(0.05)
                hovered = await editor.hover(uri, line, 9)
        assert hovered.startswith("Collection of **")
        assert "`title`: String" in hovered
        place = await editor.definition(uri, line, 9)
        assert place.uri == Path("docs_input/book.md").absolute().as_uri()
        (row,) = [
            i for i, text in enumerate(Path("docs_input/book-get.md").read_text().split("\n")) if "[book]" in text
        ]
        place = await editor.definition(
            get, row, Path("docs_input/book-get.md").read_text().split("\n")[row].index("[book]") + 2
        )
        assert place.uri == Path("docs_input/book.md").absolute().as_uri()
        assert await editor.definition(uri, 0, 0) is None
        assert await editor.hover(uri, 0, 0) == ""
        assert "string" in await editor.hover(uri, line + 1, 5)
        await fixes(editor)

    async def fixes(editor: Editor) -> None:
        """Quick fixes are offered and give the right text."""
        path = Path("docs_input/example.md")
        path.write_text(Path("docs_input/book-get.md").read_text() + EXAMPLE)
        uri = editor.open(str(path))
        await editor.until(lambda: "DG501" in editor.codes(uri))
        (found,) = [one for one in editor.shown[uri] if one.code == "DG501"]
        action, suppress, explain = await editor.actions(uri, found)
        assert explain.title == "Explain DG501 (malformed-json)"
        assert suppress.title == "Suppress DG501 (malformed-json) with a comment"
        assert action.kind == types.CodeActionKind.QuickFix
        assert action.is_preferred
        (change,) = action.edit.document_changes
        assert (change.text_document.uri, change.text_document.version) == (uri, 0)
        (edit,) = change.edits
        line = path.read_text().split("\n")[edit.range.start.line]
        units = line.encode("utf-16-le")
        start, end = edit.range.start.character * 2, edit.range.end.character * 2
        made = units[:start] + edit.new_text.encode("utf-16-le") + units[end:]
        assert made.decode("utf-16-le") == '{ "title": "\U0001f600" }'
        editor.change(uri, path.read_text().replace("## Response", "## Repsonse"))
        await editor.until(lambda: "DG103" in editor.codes(uri))
        (found,) = [one for one in editor.shown[uri] if one.code == "DG103"]
        action, *_ = await editor.actions(uri, found)
        assert not action.is_preferred
        assert action.title == "Write Response (DG103), which readers see"
        unchanged = types.Diagnostic(types.Range(types.Position(0, 0), types.Position(0, 1)), "")
        assert not await editor.actions(uri, unchanged)

    connect(talk)


def test_symbols_of_a_page_and_of_all_pages(books):
    async def talk(editor: Editor) -> None:
        uri, get = editor.open("docs_input/book.md"), editor.open("docs_input/book-get.md")
        await editor.read("book")
        params = types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
        (book,) = await editor.client.text_document_document_symbol_async(params)
        assert (book.name, book.kind, book.selection_range.start.line) == ("book", types.SymbolKind.Struct, 5)
        assert [(one.name, one.detail, one.range.start.line) for one in book.children] == [
            ("id", "String", 13),
            ("title", "String", 14),
        ]
        assert book.range.end == book.children[-1].range.end
        params = types.DocumentSymbolParams(types.TextDocumentIdentifier(get))
        (operation,) = await editor.client.text_document_document_symbol_async(params)
        assert (operation.name, operation.detail) == ("GET /books/{id}", "Get book")
        found = await editor.client.workspace_symbol_async(types.WorkspaceSymbolParams("BOOK"))
        assert [(one.name, one.location.uri) for one in found] == [("book", uri), ("GET /books/{id}", get)]
        assert not await editor.client.workspace_symbol_async(types.WorkspaceSymbolParams("shelf"))

    connect(talk)


def test_completion(books):
    async def talk(editor: Editor) -> None:
        uri = editor.open("docs_input/book-get.md")
        await editor.read("book")
        offered = await editor.completed(uri, "\n<!-- docgen: ")
        assert offered["ignore-file"] == "<!-- docgen: ignore-file"
        offered = await editor.completed(uri, "\n<!-- docgen: ignore DG201, dg5")
        assert offered["DG501"] == "<!-- docgen: ignore DG201, DG501"
        assert all(label.startswith("DG5") for label in offered)
        offered = await editor.completed(uri, "\n<!-- docgen: ignore todo-")
        assert offered["todo-in-description"] == "<!-- docgen: ignore todo-in-description"
        assert await editor.completed(uri, "\n<!-- docgen: ignore DG201 --> DG") == {}
        assert await editor.completed(uri, "\n<!-- docgen: ignore DG9") == {}  # it cannot be suppressed
        offered = await editor.completed(uri, "\n## http")
        assert offered == {"HTTP request": "## HTTP request"}
        assert await editor.completed(uri, "\nSee [it](bo") == {"book.md": "See [it](book.md"}
        offered = await editor.completed(uri, "\nSee [it](book.md#prop")
        assert offered == {"book.md#properties": "See [it](book.md#properties"}
        assert await editor.completed(uri, "\nReturns a [bo") == {"book": "Returns a [book](book.md)"}
        table = "\n|Name|Type|Description|\n|:--|:--|:--|\n|it|"
        offered = await editor.completed(uri, f"{table}bo")
        assert (offered["book"], offered["boolean"]) == ("|it|[book](book.md)", "|it|boolean")
        assert await editor.completed(uri, f"{table}String|bo") == {}
        assert await editor.completed(uri, "\nNothing is begun") == {}
        Path("docs_input/a-book.md").write_text(Path("docs_input/book.md").read_text().replace("# book", "# notebook"))
        Path("docs_input/a").mkdir()
        Path("docs_input/a/book-list.md").write_text("# List of books\n")
        editor.save(uri, "docs_input/book-get.md", Path("docs_input/book-get.md").read_text())
        await editor.read("notebook")
        offered = list(await editor.completed(uri, "\nSee [it](bo"))
        assert offered == ["book.md", "a/book-list.md", "a-book.md"]  # what begins so is first
        assert list(await editor.completed(uri, "\nReturns a [bo")) == ["book", "notebook"]

    connect(talk)


def test_references(books):
    Path("docs_input/list.md").write_text("# Lists\n\nWhat holds a [book](book.md), and [more](book.md).\n")
    listed = Path("docs_input/list.md").absolute().as_uri()

    async def talk(editor: Editor) -> None:
        uri, get = editor.open("docs_input/book.md"), editor.open("docs_input/book-get.md")
        await editor.read("book")
        row = next(
            i for i, line in enumerate(Path("docs_input/book-get.md").read_text().split("\n")) if "[book]" in line
        )
        for at in (
            place(uri, 5, 3),
            place(get, row, Path("docs_input/book-get.md").read_text().split("\n")[row].index("[book]") + 2),
        ):
            for declared, expected in ((True, [(uri, 5), (get, row), (listed, 2)]), (False, [(get, row), (listed, 2)])):
                params = types.ReferenceParams(types.ReferenceContext(declared), **at)
                found = await editor.client.text_document_references_async(params)
                assert [(one.uri, one.range.start.line) for one in found] == expected
        params = types.ReferenceParams(types.ReferenceContext(True), **place(get, 0, 0))
        assert not await editor.client.text_document_references_async(params)

    connect(talk)


def test_a_type_is_renamed_on_all_pages(books):
    get = Path("docs_input/book-get.md")
    link = "\nSee [the book](book.md#book-resource-type), or a [book](book.md) on its own.\n"
    get.write_text(get.read_text() + link)

    async def talk(editor: Editor) -> None:
        uri, other = editor.open("docs_input/book.md"), editor.open("docs_input/book-get.md")
        await editor.read("book")
        edit = await editor.client.text_document_rename_async(types.RenameParams(new_name="tome", **place(uri, 5, 3)))
        made = made_by(edit)
        assert made["book.md"] == Path("docs_input/book.md").read_text().replace("# book resource", "# tome resource")
        expected = get.read_text().replace("[book](", "[tome](").replace("#book-resource", "#tome-resource")
        assert made[get.name] == expected
        for taken in ("no name", "9"):
            params = types.RenameParams(new_name=taken, **place(uri, 5, 3))
            assert await editor.client.text_document_rename_async(params) is None
            await editor.until(lambda name=taken: any(f"{name!r} cannot be the name" in one for one in editor.told))
        editor.change(other, "# Unsaved\n")
        params = types.RenameParams(new_name="tome", **place(uri, 5, 3))
        assert await editor.client.text_document_rename_async(params) is None
        await editor.until(lambda: any("is to be saved before" in one for one in editor.told))

    connect(talk)


def test_a_property_is_found_and_renamed_in_rows_json_and_annotations(shelves):
    async def talk(editor: Editor) -> None:
        shelf, add = editor.open("docs_input/shelf.md"), editor.open("docs_input/shelf-add.md")
        await editor.read("shelf")
        expected = [
            *((shelf, line) for line in (12, 19, 24)),
            *((add, line) for line in (16, 26, 35)),
            *((Path("docs_input/tall.md").absolute().as_uri(), line) for line in (13,)),
        ]
        places = (
            of_word(shelf, "docs_input/shelf.md", "wood", "|String|"),
            of_word(shelf, "docs_input/shelf.md", "wood", '"String"'),
            of_word(add, "docs_input/shelf-add.md", "wood", "|String|"),
            of_word(add, "docs_input/shelf-add.md", "wood", '"oak"'),
        )
        for at in places:
            params = types.ReferenceParams(types.ReferenceContext(True), **at)
            found = await editor.client.text_document_references_async(params)
            assert sorted((one.uri, one.range.start.line) for one in found) == sorted(expected)
            (row, *_) = await editor.client.text_document_definition_async(types.DefinitionParams(**at))
            assert (row.uri, row.range.start.line) == (shelf, 12)
        edit = await editor.client.text_document_rename_async(types.RenameParams(new_name="timber", **places[2]))
        made = made_by(edit)
        for name in ("shelf.md", "shelf-add.md", "tall.md"):
            text = Path("docs_input", name).read_text()
            assert made[name] == text.replace("wood", "timber").replace("of timber", "of wood")
        for new, told in (("room", "has a property room already"), ("no name", "cannot be the name of a property")):
            params = types.RenameParams(new_name=new, **places[0])
            assert await editor.client.text_document_rename_async(params) is None
            await editor.until(lambda told=told: any(told in one for one in editor.told))

    connect(talk)


def test_completion_of_json_annotations_scopes_and_values(shelves):
    async def talk(editor: Editor) -> None:
        uri = editor.open("docs_input/shelf-add.md")
        await editor.read("shelf")

        async def offered(text: str) -> list[str]:
            return list(await editor.completed(uri, text))

        assert await offered('\n<!-- { "block') == ["blockType"]
        assert await offered('\n<!-- {\n  "blockType": "re') == ["request", "response", "resource"]
        assert await offered('\n<!-- { "blockType": "resource", "baseType": "books.sh') == ["books.shelf"]
        assert await offered('\n<!-- { "blockType": "resource", "keyProperty": "wo') == ["wood"]
        assert await offered('\n<!-- { "blockType": "resource", "optionalProperties": ["room", "wo') == ["wood"]
        assert await offered('\n```json\n{ "state": "') == ["full", "empty"]
        assert await offered('\n```json\n{ "st') == ["state"]
        assert await offered("\n|state|String|One of `fu") == ["full"]
        assert await offered("\n* `state`: one of `") == ["full", "empty"]
        table = "\n|Permission type|Permissions|\n|:--|:--|\n"
        assert await offered(f"{table}|Application|Shelf.") == ["Shelf.Write.All"]
        assert await offered(f"{table}|Delegated (work or school account)|Shelf.Write") == ["Shelf.Write"]
        assert await offered('\nHe said "st') == []

    connect(talk)


@pytest.fixture
def shelves(books):
    """A type, one that is derived from it, and an operation that is given it."""
    (books / "docs_input/shelf.md").write_text(SHELF)
    (books / "docs_input/tall.md").write_text(TALL)
    (books / "docs_input/shelf-add.md").write_text(ADD)
    return books


RENAMED = ("shelf.md", "# shelf resource type", "# rack resource type")
RETYPED = ("tall.md", "|wood|String|", "|wood|Int32|")
BROKEN = ("shelf-add.md", "[shelf](shelf.md)", "[shelf](shelves.md)")
HEADING = ("shelf.md", "## Properties\n", "## Attributes of wood\n")
EXAMPLE_CHANGED = ("shelf-add.md", '"state": "empty"', '"state": 7')
UNSUPPRESSED = ("odd.md", "<!-- docgen: ignore DG201 -->\n", "")


def test_after_each_save_all_pages_show_what_a_run_by_itself_reports(shelves):
    (shelves / "docs_input/odd.md").write_text(
        TALL.replace("tallShelf", "oddShelf")
        .replace("A high one.", f"<!-- docgen: ignore DG201 -->\n{TODO}")
        .replace("Those of its ladder.", TODO)
    )
    (shelves / "docs_input/shelf-put.md").write_text(ADD.replace("Add", "Put").replace("POST", "PUT"))
    pages = sorted(path.name for path in Path("docs_input").iterdir())

    def reported() -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {name: [] for name in pages}
        report = lint()
        for path in {span.path for one in report.diagnostics for span in one.spans}:
            for one in found_on(report, {path}):
                place = report.sources[path].position(one.span.start)
                found[Path(path).name].append((one.code, place.line, place.column, one.message))
        return {name: sorted(listed) for name, listed in found.items()}

    def agree(editor: Editor, expected: dict[str, list[Any]]) -> bool:
        """Tell whether each page shows the findings; how often one is found, and what helps, stands behind messages."""
        shown = {Path(to_fs_path(uri)).name: sorted(map(told, listed)) for uri, listed in editor.shown.items()}
        return shown.keys() == expected.keys() and all(
            len(shown[name]) == len(listed)
            and all(
                here[:3] == there[:3] and here[3].startswith(there[3])
                for here, there in zip(shown[name], listed, strict=True)
            )
            for name, listed in expected.items()
        )

    def told(one: Any) -> tuple[str, int, int, str]:
        return str(one.code), one.range.start.line + 1, one.range.start.character + 1, one.message

    async def talk(editor: Editor) -> None:
        opened = {name: editor.open(f"docs_input/{name}") for name in pages}
        texts = {name: Path("docs_input", name).read_text() for name in pages}
        changes = (RENAMED, RETYPED, BROKEN, HEADING, EXAMPLE_CHANGED, UNSUPPRESSED)
        seen = []

        async def saved(name: str, text: str) -> None:
            editor.change(opened[name], text)
            editor.save(opened[name], f"docs_input/{name}", text)
            seen.append(reported())
            await editor.until(lambda: agree(editor, seen[-1]))

        for name, old, new in changes:
            assert old in texts[name]
            await saved(name, texts[name].replace(old, new))
            await saved(name, texts[name])
        for name, old, new in changes:
            texts[name] = texts[name].replace(old, new)
            await saved(name, texts[name])
        Path("docs_input/shelf.md").unlink()
        pages.remove("shelf.md")
        del editor.shown[opened["shelf.md"]]
        editor.client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(opened["shelf.md"]))
        )
        await editor.until(lambda: editor.shown.pop(opened["shelf.md"], None) == [])
        await saved("tall.md", texts["tall.md"])
        assert len({str(one) for one in seen}) >= len(changes)

    connect(talk)


def test_a_finding_is_suppressed_and_its_rule_explained(todo):
    async def talk(editor: Editor) -> None:
        uri = editor.open("docs_input/book.md")
        await editor.until(lambda: editor.codes(uri) == ["DG201"])
        suppress, explain = await editor.actions(uri, editor.shown[uri][0])
        (change,) = suppress.edit.document_changes
        (edit,) = change.edits
        assert edit.new_text == "<!-- docgen: ignore DG201 -->\n"
        lines = Path("docs_input/book.md").read_text().split("\n")
        lines.insert(edit.range.start.line, edit.new_text.rstrip())
        editor.change(uri, "\n".join(lines))
        await editor.until(lambda: editor.codes(uri) == [])
        assert explain.title == "Explain DG201 (todo-in-description)"
        command = types.ExecuteCommandParams(explain.command, explain.arguments)
        await editor.client.workspace_execute_command_async(command)
        await editor.until(lambda: bool(editor.opened))
        assert Path(to_fs_path(editor.opened[0])).read_text().startswith("# ")
        assert editor.opened[0].endswith("/DG201.md")

    connect(talk, shows=True)


def test_a_rule_is_explained_where_the_editor_opens_no_files(todo):
    async def talk(editor: Editor) -> None:
        uri = editor.open("docs_input/book.md")
        await editor.until(lambda: editor.codes(uri) == ["DG201"])
        _, explain = await editor.actions(uri, editor.shown[uri][0])
        command = types.ExecuteCommandParams(explain.command, explain.arguments)
        await editor.client.workspace_execute_command_async(command)
        await editor.until(lambda: any("todo-in-description" in one for one in editor.told))

    connect(talk)


def test_what_ends_lines_for_some_programs_ends_none_for_an_editor(books):
    odd = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"

    async def talk(editor: Editor) -> None:
        uri = editor.open("docs_input/book.md")
        text = Path("docs_input/book.md").read_text().replace("# book", f"# {odd} book")
        editor.change(uri, text)
        editor.change(uri, text.replace("The title of the book.", f"{odd} {TODO}"))
        await editor.until(lambda: "DG201" in editor.codes(uri))
        (found,) = [one for one in editor.shown[uri] if one.code == "DG201"]
        assert (found.range.start.line, found.range.start.character) == (14, 14 + len(odd) + 1)
        assert "todo-in-description" in await editor.hover(uri, 14, 14 + len(odd) + 3)

    connect(talk)


@pytest.mark.parametrize("place", ["file:///tmp/a%00b.md", "untitled:Untitled-1.md", "file:///" + "x" * 300 + ".md"])
def test_a_page_that_no_file_can_be_is_no_obstacle_for_others(books, place):
    async def talk(editor: Editor) -> None:
        item = types.TextDocumentItem(place, "markdown", 0, "# Odd\n")
        editor.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        editor.change(place, "# Odder\n")
        uri = editor.open("docs_input/book.md")
        await editor.until(lambda: editor.codes(uri) == [])
        assert await editor.hover(uri, 10_000, 10_000) == ""

    connect(talk)


def test_settings_of_the_folder_hold_and_mistakes_in_them_are_told(todo):
    Path("docgen.toml").write_text('ignore = ["DG2"]\ninputs = ["nowhere"]\n')

    async def talk(editor: Editor) -> None:
        await editor.until(lambda: bool(editor.told))
        assert "nowhere does not exist" in editor.told[0]
        uri = editor.open("docs_input/book.md")
        await editor.until(lambda: uri in editor.shown)
        assert editor.codes(uri) == []

    connect(talk)


def test_a_folder_without_settings_is_read_as_it_is_and_nothing_is_written_there(tmp_path, monkeypatch):
    folder = tmp_path / "opened"
    (folder / "reference").mkdir(parents=True)
    (folder / "reference/shelf.md").write_text(SHELF)
    (folder / "reference/shelf-add.md").write_text(ADD + "\nSee [another](another.md).\n")
    (tmp_path / "outside.md").write_text(f"# Outside\n\n{TODO}\n")
    monkeypatch.chdir(folder)

    async def talk(editor: Editor) -> None:
        outside, page = editor.open("../outside.md"), editor.open("reference/shelf-add.md")
        await editor.until(lambda: "DG601" in editor.codes(page))
        assert outside not in editor.shown
        assert not editor.told

    connect(talk)
    assert sorted(path.name for path in folder.iterdir()) == ["reference"]


def test_without_a_folder_each_page_is_looked_at_by_itself(tmp_path, monkeypatch):
    (tmp_path / "shelf.md").write_text(SHELF.replace("The kind of wood.", TODO))
    (tmp_path / "other.md").write_text(SHELF)
    monkeypatch.chdir(tmp_path)

    async def talk(editor: Editor) -> None:
        uri = editor.open("shelf.md")
        await editor.until(lambda: "DG201" in editor.codes(uri))
        editor.save(uri, "shelf.md", Path("shelf.md").read_text())
        assert not await editor.client.workspace_symbol_async(types.WorkspaceSymbolParams("shelf"))
        assert not editor.told

    connect(talk, opens_folder=False)


def test_without_pygls_the_command_says_what_to_install(books, run, monkeypatch):
    monkeypatch.setitem(sys.modules, "docgen.server", None)
    monkeypatch.delattr("docgen.server", raising=False)  # where another test has loaded it
    done = run("server")
    assert (done.code, done.out) == (2, "")
    (needed,) = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]["lsp"]
    assert f"pip install '{needed}'" in done.err


def test_drift_from_a_contract_is_shown_and_follows_saves(books):
    (books / "docgen.toml").write_text('contract = "service.yaml"\n')
    (books / "service.yaml").write_text(
        "openapi: 3.0.3\npaths: {}\ncomponents:\n  schemas:\n    book:\n      type: object\n"
        "      properties:\n        id: {type: string}\n        title: {type: integer}\n"
    )

    async def talk(editor: Editor) -> None:
        page = editor.open("docs_input/book.md")
        await editor.until(lambda: editor.codes(page) == ["DG821"])
        related = editor.shown[page][0].related_information[0]
        assert related.location.uri.endswith("service.yaml")
        assert related.location.range.start.line == 8
        text = (books / "docs_input/book.md").read_text().replace("|title|String|", "|title|Int32|")
        editor.change(page, text)
        editor.save(page, "docs_input/book.md", text)
        await editor.until(lambda: editor.codes(page) == [])

    connect(talk)
