"""Keys that readers make of names."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lifecycle_map.loading.plans.keys import Keys
from lifecycle_map.model.refs import KEY


def test_equal_names_are_counted():
    """Each name has a key of its own, also where one looks like the count of another."""
    keys = Keys()
    assert [keys.free(name) for name in ("Test 2", "Test", "Test", "Test")] == [
        "test-2",
        "test",
        "test-3",
        "test-4",
    ]


@given(st.lists(st.text(max_size=5)))
def test_keys_are_keys_and_differ(names):
    """Whatever the names, each has one key, and no two have the same."""
    keys = Keys()
    made = [keys.free(name) for name in names]
    assert len(set(made)) == len(made)
    assert all(KEY.fullmatch(key) for key in made)
