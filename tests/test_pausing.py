"""Reading while the garbage collector pauses."""

from __future__ import annotations

import gc

import pytest

from lifecycle_map.model.pausing import without_collecting


def test_the_collector_goes_on_as_it_was():
    """It is off meanwhile, and on again afterwards, also after an error."""
    with without_collecting():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="x"), without_collecting():
        raise ValueError("x")
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off():
    """Who has turned it off finds it so."""
    gc.disable()
    try:
        with without_collecting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_was_frozen_stays_frozen():
    """Objects that somebody took out of all collections are left there."""
    gc.freeze()
    try:
        count = gc.get_freeze_count()
        with without_collecting():
            pass
        assert gc.get_freeze_count() <= count
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
