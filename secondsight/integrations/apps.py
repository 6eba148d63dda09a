"""Finds the readers of evidence and the tools that send live: each tool's folder brings its own (C31)."""

import importlib
import importlib.util
import pkgutil
from dataclasses import replace
from types import ModuleType

from django.apps import AppConfig

from secondsight import integrations
from secondsight.record import readers, tools


class IntegrationsConfig(AppConfig):
    """The tools outside. Starting it makes their formats known, once somebody asks for them."""

    name = "secondsight.integrations"

    def ready(self) -> None:
        """Let the readers and tools be registered when they are first asked for: most commands never do."""
        readers.bring.add(register_readers)
        tools.bring.add(register_tools)


# A post-mortem is a whole review and no evidence; loading its parser takes as long as reading 3,000 messages.
NO_EVIDENCE = ("postmortem",)
# What almost any file could be is tried last, in this order.
LAST = ("table", "document")


def register_readers() -> None:
    """Register each `<tool>.parse.READERS` with the record; where no Django runs, call it yourself."""
    for tool in sorted(pkgutil.iter_modules(integrations.__path__), key=_turn):
        parse = None if tool.name in NO_EVIDENCE else _module(tool, "parse")
        for reader in parse.READERS if parse else ():
            readers.register(reader)


def register_tools() -> None:
    """Register each `<tool>.hook.TOOL` with what its `signature.py` can prove."""
    for tool in pkgutil.iter_modules(integrations.__path__):
        hook, parse, signature = (_module(tool, name) for name in ("hook", "parse", "signature"))
        if hook is None:
            continue
        formats = hook.TOOL.formats or tuple(reader.format for reader in getattr(parse, "READERS", ()))
        tools.register(
            tools.Sender(
                replace(hook.TOOL, formats=formats),
                is_signed=getattr(signature, "is_signed", None),
                delivery_id=getattr(hook, "delivery_id", None) or getattr(signature, "delivery_id", None),
                signed_at=getattr(hook, "signed_at", None),
            )
        )


def _module(tool: pkgutil.ModuleInfo, name: str) -> ModuleType | None:
    full = f"{integrations.__name__}.{tool.name}.{name}"
    return importlib.import_module(full) if tool.ispkg and importlib.util.find_spec(full) else None


def _turn(tool: pkgutil.ModuleInfo) -> tuple[int, str]:
    return (LAST.index(tool.name) + 1 if tool.name in LAST else 0, tool.name)
