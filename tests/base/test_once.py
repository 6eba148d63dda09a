"""What is done when it is first needed, and not again."""

import threading

import pytest

from secondsight.base.once import Once


def test_each_function_is_called_at_the_first_call_and_never_again():
    called = []
    once = Once(lambda: called.append("first"))
    once.add(lambda: called.append("second"))

    assert called == []
    once()
    once()

    assert called == ["first", "second"]


def test_a_function_that_asks_itself_finds_what_is_there_so_far():
    seen = []

    def ask():
        once()
        seen.append("asked")

    once = Once(ask)
    once()

    assert seen == ["asked"]


def test_who_asks_from_another_thread_meanwhile_waits_until_all_is_there():
    there, is_begun, may_end = [], threading.Event(), threading.Event()

    def slow():
        is_begun.set()
        may_end.wait(5)
        there.append("all")

    once, seen = Once(slow), []
    first = threading.Thread(target=once)
    first.start()
    is_begun.wait(5)
    second = threading.Thread(target=lambda: (once(), seen.append(list(there))))
    second.start()
    may_end.set()
    first.join(5)
    second.join(5)

    assert seen == [["all"]]


def test_what_failed_is_tried_again_at_the_next_call():
    tries = []

    def fail_once():
        tries.append(len(tries))
        if len(tries) == 1:
            raise OSError("not yet")

    once = Once(fail_once)
    with pytest.raises(OSError):
        once()
    once()

    assert tries == [0, 1]
