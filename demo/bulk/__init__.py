"""Fills an empty instance with an organisation of any size, in bulk (`python -m bench.fill N`).

The demo goes through the actions, a row at a time; thirteen thousand incidents would take hours so. What is
written here is what the actions would have left, as far as pages and measurements read it.
"""

from itertools import islice

from demo.bulk.chapters import tell_chapter
from demo.bulk.shop import Shop
from demo.bulk.tables import Tables
from demo.generate import organisation_at
from secondsight.base.clock import now
from secondsight.base.outbox import pass_over
from secondsight.base.transaction import write
from secondsight.programme.actions import reindex

CHUNK = 400  # incidents in one transaction


def fill(size: int, seed: int = 7) -> str:
    """Write an organisation with so many incidents and their reviews; return a person's address to sign in.

    The person is the programme owner, who sees everything that is not restricted. The instance has to be
    empty and migrated; Django has to be set up. The same size and seed give the same rows, ids aside.
    """
    anchor = now()
    tables = Tables()
    with write():
        shop = Shop(anchor)
    chapters = iter(organisation_at(size, seed))
    while some := list(islice(chapters, CHUNK)):
        for chapter in some:
            tell_chapter(tables, shop, chapter)
        with write():
            tables.store()
    reindex()
    with write():
        pass_over()
    return shop.reader
