"""What is looked for before a vendors' rule is tried never keeps it from finding something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsight.record.rules.vendor_tokens import patterns, vendor_tokens


@pytest.mark.parametrize(("kind", "pattern"), patterns())
def test_whatever_a_rule_finds_is_found(kind, pattern):
    @given(st.from_regex(pattern), st.text(max_size=20))
    def whatever(token, before):
        text = f"{before} {token}"
        if pattern.search(text):
            assert kind in [found for found, _ in vendor_tokens(text)]

    whatever()


def test_the_rules_are_not_loaded_for_a_text_that_holds_nothing_like_it():
    patterns.cache_clear()

    assert list(vendor_tokens("see https://wiki.quillbarrow.example/runbooks/storefront/rollback")) == []

    assert patterns.cache_info().currsize == 0
