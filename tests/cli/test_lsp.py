"""`secondsight lsp` driven by a real client, as an editor drives it."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

pytest.importorskip("pygls")

from lsprotocol import types
from pygls.lsp.client import LanguageClient

ROOT = Path(__file__).resolve().parents[2]
TEXT = "# Night\n\n😀 The engineer failed to notice the falling free space.\n"


def test_an_editor_sees_findings_as_they_come_and_go(tmp_path):
    asyncio.run(with_server(tmp_path, findings_come_and_go))


def test_an_editor_is_offered_a_rewording_and_a_dismissal(tmp_path):
    asyncio.run(with_server(tmp_path, rewordings_are_offered))


def test_the_settings_beside_a_file_hold_in_the_editor(tmp_path):
    (tmp_path / ".secondsight.toml").write_text('[lint]\nignore = ["neglect"]\n')

    asyncio.run(with_server(tmp_path, settings_hold))


async def findings_come_and_go(editor, uri):
    (found,) = await editor.open(uri, TEXT)
    assert (found.code, found.source) == ("neglect", "secondsight")
    assert found.severity == types.DiagnosticSeverity.Information
    # The face takes two units of UTF-16, as editors count.
    assert (found.range.start.line, found.range.start.character, found.range.end.character) == (2, 16, 32)
    assert "?" in found.message

    assert await editor.change(uri, "It was quiet.\n") == []


async def rewordings_are_offered(editor, uri):
    (found,) = await editor.open(uri, TEXT)

    offered = await editor.client.text_document_code_action_async(
        types.CodeActionParams(
            types.TextDocumentIdentifier(uri), found.range, types.CodeActionContext([found])
        )
    )

    said, off = offered
    (edit,) = said.edit.changes[uri]
    assert (edit.new_text, edit.range) == ("did not notice", found.range)
    assert off.edit.changes[uri][0].new_text.startswith("<!-- secondsight: off neglect -->")


async def settings_hold(editor, uri):
    assert await editor.open(uri, TEXT) == []


class Editor:
    """A client with the findings that it was last told."""

    def __init__(self, client):
        self.client = client
        self.told = asyncio.Queue()
        self.version = 1

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params):
            self.told.put_nowait(list(params.diagnostics))

    async def open(self, uri, text):
        document = types.TextDocumentItem(uri, "markdown", self.version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(document))
        return await asyncio.wait_for(self.told.get(), 20)

    async def change(self, uri, text):
        self.version += 1
        document = types.VersionedTextDocumentIdentifier(version=self.version, uri=uri)
        changes = [types.TextDocumentContentChangeWholeDocument(text)]
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, changes))
        return await asyncio.wait_for(self.told.get(), 20)


async def with_server(folder, story):
    """Start the server as an editor does, run a story, and see it end in good order."""
    client = LanguageClient("test-editor", "1")
    editor = Editor(client)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    await client.start_io(sys.executable, "-m", "secondsight.cli", "lsp", env=environment)
    try:
        asked = client.initialize_async(types.InitializeParams(types.ClientCapabilities()))
        assert (await asyncio.wait_for(asked, 20)).server_info.name == "secondsight"
        client.initialized(types.InitializedParams())
        await asyncio.wait_for(story(editor, (folder / "night.md").as_uri()), 40)
    finally:
        # A server that is not told to end would be waited for.
        await asyncio.wait_for(client.shutdown_async(None), 20)
        client.exit(None)
        await asyncio.wait_for(client.stop(), 20)
