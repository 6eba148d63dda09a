"""Keys that set tags, and the tags that every instance starts with."""

import pytest

from secondsight.base.errors import InvalidInput
from secondsight.record.rules.tagging import DESK_KEYS, FIRST_TAGS, check_key


def test_the_first_tags_have_names_and_free_keys_of_their_own() -> None:
    assert len({tag.name for tag in FIRST_TAGS}) == len(FIRST_TAGS)
    assert len({tag.key for tag in FIRST_TAGS}) == len(FIRST_TAGS)
    assert [check_key(tag.key) for tag in FIRST_TAGS] == [tag.key for tag in FIRST_TAGS]


@pytest.mark.parametrize(("typed", "key"), [("", ""), (" ", ""), ("a", "a"), ("Z", "z"), ("7", "7")])
def test_a_letter_or_digit_may_set_a_tag(typed: str, key: str) -> None:
    assert check_key(typed) == key


@pytest.mark.parametrize("typed", ["ab", "?", "é", "²", "\0", *DESK_KEYS, DESK_KEYS[0].upper()])
def test_what_is_no_key_or_steers_the_desk_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_key(typed)

    assert refused.value.field == "key"
