"""What the rooms listen to, answer for and do regularly: each says so in its `handlers`.

Loading them loads nearly the whole program, so it waits until somebody asks: a command that imports a file
never does, a server and a worker do at their start.
"""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from secondsight.base.once import Once


def _import_handlers() -> None:
    for name in [config.name for config in apps.get_app_configs()]:
        if name.startswith("secondsight.") and find_spec(f"{name}.handlers"):
            import_module(f"{name}.handlers")


# Whatever looks a handler, a job, a guard or a kind of search up calls it before.
load = Once(_import_handlers)
