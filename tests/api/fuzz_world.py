"""Fill an instance with something of everything, and print as JSON what a program needs to ask for it.

Run beside a server, on its data: `python -m tests.api.fuzz_world FOLDER`.
"""

import json
import os
import sys
from pathlib import Path


def main(folder: Path) -> dict[str, object]:
    """Return {"token", "reader", "ids": {"kept": …, "spent": …}}."""
    from tests.cast import make_account, make_organisation, make_token
    from tests.world import make_world

    make_organisation()
    everything = make_account("Fay Quill", duties=("administrator", "programme_owner"))
    words = {"kept": "Plimsoll", "spent": "Quagga"}
    ids = {}
    for name, word in words.items():
        keeper = make_account(f"{word} Keeper")
        ids[name] = make_world(keeper, word, folder, is_restricted=False).ids
    return {
        "token": make_token(everything, "read", "write", "admin")[1],
        "reader": make_token(everything, "read")[1],
        "ids": ids,
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secondsight.web.settings")
    import django

    django.setup()
    json.dump(main(Path(sys.argv[1])), sys.stdout)
