"""`lsp`: the language server that editors start. Needs the extra `lsp`."""

import argparse
import sys
from pathlib import Path
from typing import Any

NAME = "secondsight"


def register(verbs: Any) -> None:
    """Add the command."""
    words = "speak the Language Server Protocol with an editor, over standard input and output"
    parser = verbs.add_parser("lsp", help=words, description=words)
    parser.set_defaults(run=serve)


def serve(arguments: argparse.Namespace) -> int:
    """Serve one editor until it goes away; 2 where the extra is not installed."""
    try:
        import pygls  # noqa: F401
    except ModuleNotFoundError:
        print("secondsight: the language server needs `pip install secondsight[lsp]`.", file=sys.stderr)
        return 2
    made().start_io()
    return 0


def made() -> Any:
    """Return the server: findings as hints while one types, rewordings and dismissals as quick fixes."""
    from importlib.metadata import PackageNotFoundError, version

    from lsprotocol import types
    from pygls.lsp.server import LanguageServer

    from secondsight.language.files import Unusable, setup_from

    try:
        number = version("secondsight")
    except PackageNotFoundError:
        number = "0"
    server = LanguageServer(NAME, number)
    checkers: dict[Path, Any] = {}

    def checker_for(path: str | None) -> Any:
        folder = Path(path).parent if path else Path.cwd()
        if folder not in checkers:
            try:
                checkers[folder] = setup_from(folder).checker()
            except Unusable as error:
                server.window_show_message(types.ShowMessageParams(types.MessageType.Error, str(error)))
                from secondsight.language.check import Checker

                checkers[folder] = Checker()
        return checkers[folder]

    def heard(document: Any) -> list[tuple[Any, Any]]:
        """Return each finding with its range in the client's units."""
        return [
            (found, document.position_codec.range_to_client_units(document.lines, _range(types, found)))
            for found in checker_for(document.path).check(document.source)
        ]

    def publish(uri: str) -> None:
        document = server.workspace.get_text_document(uri)
        diagnostics = [_diagnostic(types, found, place) for found, place in heard(document)]
        server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri, diagnostics, document.version)
        )

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(told: types.DidOpenTextDocumentParams) -> None:
        publish(told.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(told: types.DidChangeTextDocumentParams) -> None:
        publish(told.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(told: types.DidSaveTextDocumentParams) -> None:
        checkers.clear()  # the settings may be what was saved
        publish(told.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(told: types.DidCloseTextDocumentParams) -> None:
        server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(told.text_document.uri, []))

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]),
    )
    def actions(asked: types.CodeActionParams) -> list[types.CodeAction]:
        uri = asked.text_document.uri
        document = server.workspace.get_text_document(uri)
        offered = []
        for found, place in heard(document):
            if place.end < asked.range.start or asked.range.end < place.start:
                continue
            if found.replacement is not None:
                said = f"Say “{found.replacement}”" if found.replacement else "Leave it out"
                offered.append(
                    _edit(types, said, uri, types.TextEdit(place, found.replacement), found, place)
                )
            line = types.Position(place.start.line, 0)
            comment = f"<!-- secondsight: off {found.rule} -->\n\n"
            edit = types.TextEdit(types.Range(line, line), comment)
            offered.append(_edit(types, f"Turn {found.rule} off from here on", uri, edit, found, place))
        return offered

    return server


def _range(types: Any, found: Any) -> Any:
    return types.Range(
        types.Position(found.line - 1, found.column - 1),
        types.Position(found.end_line - 1, found.end_column - 1),
    )


def _diagnostic(types: Any, found: Any, place: Any) -> Any:
    severities = types.DiagnosticSeverity
    return types.Diagnostic(
        range=place,
        message=f"{found.message}\n{found.suggestion}".strip(),
        severity=severities.Error if found.severity == "error" else severities.Information,
        code=found.rule,
        source=NAME,
    )


def _edit(types: Any, title: str, uri: str, edit: Any, found: Any, place: Any) -> Any:
    return types.CodeAction(
        title=title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[_diagnostic(types, found, place)],
        edit=types.WorkspaceEdit(changes={uri: [edit]}),
    )
