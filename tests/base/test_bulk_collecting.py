"""Python looks for garbage seldom while many rows come and go, and as before afterwards."""

import gc

import pytest

from secondsight.base.bulk import seldom_collecting


def test_the_search_for_garbage_is_as_it_was_afterwards_even_after_an_error():
    before = gc.get_threshold()

    with pytest.raises(ValueError, match="spoilt"), seldom_collecting():
        during = gc.get_threshold()
        raise ValueError("spoilt")

    assert during[0] > before[0]
    assert gc.get_threshold() == before
    assert gc.isenabled()
