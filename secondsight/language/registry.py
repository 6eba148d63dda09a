"""The rules and the kinds of statement of a language, found by listing its folder (C31)."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from secondsight.language.findings import Rule


@cache
def rules(language: str = "en") -> tuple[Rule, ...]:
    """Return every rule of a language, in the alphabet's order of their names."""
    return tuple(sorted(_held(f"secondsight.language.{language}.lint", "RULE"), key=lambda rule: rule.name))


def _held(package: str, name: str) -> list[Any]:
    """Return what the modules of a package hold under a name."""
    folder = import_module(package)
    modules = [import_module(f"{package}.{found.name}") for found in iter_modules(folder.__path__)]
    return [getattr(module, name) for module in modules]
