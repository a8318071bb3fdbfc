"""References and keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import KEYS

from lifecycle_map.errors import InvalidRefError
from lifecycle_map.model.refs import KEY, Ref, slug


@given(KEYS, KEYS | st.just(""))
def test_a_reference_reads_back_from_its_text(lifecycle, key):
    """parse(str(ref)) is ref, for elements and for whole lifecycles."""
    ref = Ref(lifecycle, key)
    assert Ref.parse(str(ref)) == ref
    assert ref.is_whole == (key == "")


@pytest.mark.parametrize("text", ["", ":", "a:", ":b", "a:b:c", "a b", "a:b c", "a/b", "a:b\n"])
def test_what_is_no_reference_is_refused(text):
    """A text of another form raises, and the message shows the right one."""
    with pytest.raises(InvalidRefError, match="write lifecycle:key"):
        Ref.parse(text)


@given(st.text(max_size=200))
def test_a_slug_is_always_a_key(text):
    """Whatever the text, in any script, its slug is a key of at most 60 characters."""
    made = slug(text)
    assert KEY.fullmatch(made)
    assert len(made) <= 60


def test_slugs_keep_their_script():
    """A key of a Bulgarian task reads as Bulgarian."""
    assert slug("Анализ и планиране") == "анализ-и-планиране"
    assert slug("Go-Live (final!)") == "go-live-final"
    assert slug("…") == "element"
