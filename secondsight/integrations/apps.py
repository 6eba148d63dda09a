"""Finds the readers of evidence: each tool's folder with a `parse.py` brings its own (C31)."""

import importlib
import importlib.util
import pkgutil

from django.apps import AppConfig

from secondsight import integrations
from secondsight.record import readers


class IntegrationsConfig(AppConfig):
    """The tools outside. Starting it makes their formats known."""

    name = "secondsight.integrations"

    def ready(self) -> None:
        """Register the readers of every tool that has any, in the alphabet's order."""
        register_readers()


# What almost any file could be is tried last, in this order.
LAST = ("table", "document")


def register_readers() -> None:
    """Register each `<tool>.parse.READERS` with the record; where no Django runs, call it yourself."""
    for tool in sorted(pkgutil.iter_modules(integrations.__path__), key=_turn):
        name = f"{integrations.__name__}.{tool.name}.parse"
        if tool.ispkg and importlib.util.find_spec(name):
            for reader in importlib.import_module(name).READERS:
                readers.register(reader)


def _turn(tool: pkgutil.ModuleInfo) -> tuple[int, str]:
    return (LAST.index(tool.name) + 1 if tool.name in LAST else 0, tool.name)
