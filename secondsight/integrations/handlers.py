"""What the tools outside listen to and do regularly: each tool's folder brings its own (C31)."""

import importlib
import importlib.util
import pkgutil

from secondsight import integrations

for tool in pkgutil.iter_modules(integrations.__path__):
    name = f"{integrations.__name__}.{tool.name}.handlers"
    if tool.ispkg and importlib.util.find_spec(name):
        importlib.import_module(name)
