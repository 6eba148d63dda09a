"""Database work beside the event loop: one thread that writes, two that read."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import Error, connection

T = TypeVar("T")

_writing = ThreadPoolExecutor(1, thread_name_prefix="shared-text-write")
_reading = ThreadPoolExecutor(2, thread_name_prefix="shared-text-read")


async def written(work: Callable[[], T]) -> T:
    """Run work that writes and return what it returns; one after the other, in the order asked."""
    return await asyncio.get_running_loop().run_in_executor(_writing, _kept, work)


async def read(work: Callable[[], T]) -> T:
    """Run work that reads and return what it returns."""
    return await asyncio.get_running_loop().run_in_executor(_reading, _kept, work)


def _kept(work: Callable[[], T]) -> T:
    # The thread's connection stays open between batches; one that failed is made anew.
    try:
        return work()
    except Error:
        connection.close()
        raise
