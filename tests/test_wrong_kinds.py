"""A name where a value is wanted is met with a sentence, not with an attribute that is missing."""

from __future__ import annotations

import pytest

import lifecycle_map as lm

ITIL = lm.load_lifecycle("itil")


@pytest.mark.parametrize(
    "call",
    [
        lambda: lm.align("prince2", ITIL),
        lambda: lm.align(ITIL, None),
        lambda: lm.check(ITIL),
        lambda: lm.to_networkx(lm.align(ITIL, ITIL)),
        lambda: lm.render("itil", "svg"),
        lambda: lm.export(["itil"], "x.svg"),
        lambda: lm.match("prince2", ITIL),
    ],
)
def test_what_is_of_another_kind_is_told(call):
    """The message names the function, what it takes, and what it was given."""
    with pytest.raises(lm.WrongKindError, match=r"takes an? \w+.*, not "):
        call()
