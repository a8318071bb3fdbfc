"""Many texts escaped at once are what they are one by one."""

from __future__ import annotations

import pytest
from awkward_labels import LABELS
from hypothesis import given, settings
from hypothesis import strategies as st

from lifecycle_map.formats import d2, mermaid
from lifecycle_map.formats.escaping import LONG, Escapes

WAYS = {"mermaid": (mermaid.escaped, mermaid._all_escaped), "d2": (d2.escaped, None)}
ODD = st.text(st.sampled_from('a1 "#;&<>/\\`_-|[]{}()\r\n\t\0\x01\x02é\u00a0\u2028日'), max_size=12)


@pytest.mark.parametrize("name", WAYS)
@settings(max_examples=200)
@given(texts=st.lists(ODD, max_size=6))
def test_at_once_is_one_by_one(name, texts):
    """Whatever the texts hold: marks, codes, line ends, and what is used to part them."""
    each, whole = WAYS[name]
    told = Escapes(texts, each=each, whole=whole)
    assert [told[text] for text in texts] == list(map(each, texts))


@pytest.mark.parametrize("name", WAYS)
def test_awkward_labels_at_once(name):
    """Among them texts that are too long to be escaped with others."""
    each, whole = WAYS[name]
    told = Escapes(LABELS.values(), each=each, whole=whole)
    assert {text: told[text] for text in LABELS.values()} == {t: each(t) for t in LABELS.values()}


def test_the_codes_of_mermaid():
    """Marks are codes, line ends are breaks, each character once."""
    text = 'a#1; <b>"x"</b>\r\ny\nz\tq\u2028é'
    coded = "a#35;1#59; #60;b#62;#34;x#34;#60;#47;b#62;<br/>y<br/>z q#8232;é"
    assert mermaid.escaped(text) == coded
    assert Escapes([text, "b"], each=mermaid.escaped, whole=mermaid._all_escaped)[text] == coded
    plain = text[:-2]
    assert mermaid._all_escaped(plain) == mermaid.escaped(plain) == coded[: coded.index("#8232")]


def test_what_was_not_named_is_escaped_when_it_is_asked_for():
    """Once, and then it is known; long texts are no part of the whole."""
    asked = []

    def each(text):
        asked.append(text)
        return text.upper()

    told = Escapes(["a", "b" * (LONG + 1)], each=each, whole=str.title)
    assert asked == []
    assert (told["a"], told["c"], told["c"]) == ("A", "C", "C")
    assert asked == ["c"]
    assert Escapes([], each=each) == {}
