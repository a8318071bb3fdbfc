"""A limit on time: what takes longer is stopped, what does not is left alone, wherever it runs."""

from __future__ import annotations

import os
import re
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

import pytest
from portfolio_samples import timed

from lifecycle_map.analysis import time_limits
from lifecycle_map.analysis.flights import in_order
from lifecycle_map.analysis.pools import process_pool
from lifecycle_map.analysis.time_limits import OutOfTime, time_limit

posix = pytest.mark.skipif(os.name == "nt", reason="needs SIGALRM")


def lost(item, error):
    return f"lost {item}"


def forever():
    while True:
        pass


def catastrophe():
    re.fullmatch("(a*)*b", "a" * 40)


@posix
@pytest.mark.parametrize("work", [forever, catastrophe, partial(time.sleep, 60)])
def test_what_takes_too_long_is_stopped(work):
    """A loop, a regular expression and a wait end with OutOfTime, and leave no timer behind."""
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(OutOfTime), time_limit(0.05):
        work()
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) is before


def test_in_a_thread_it_is_stopped_too():
    """Where no signal can be taken, and the thread can go on with other work."""
    with ThreadPoolExecutor(1) as threads:
        rows = list(in_order(timed, tuple, lost, ["a", "hang", "b"], threads, chunk=3, ahead=1))
    assert rows == ["a", "late", "b"]


@pytest.mark.parametrize("seconds", [0, 60])
def test_what_is_in_time_is_left_alone(seconds):
    """No limit, or one that is not reached, changes nothing."""
    with time_limit(seconds):
        done = threading.active_count()
    assert done


def test_no_handler_of_errors_holds_it_up():
    """Readers of others may catch every Exception."""

    def reader():
        with suppress(Exception):
            forever()

    with pytest.raises(OutOfTime), time_limit(0.05):
        reader()


@posix
def test_in_a_pool_it_costs_only_the_plan():
    """The process goes on with the next item: nothing is done twice, and no process ends."""
    made = []

    def make():
        made.append(process_pool(2))
        return made[-1]

    items = ["a", "hang", "b", "c", "hang", "d"]
    rows = list(in_order(timed, tuple, lost, items, make, chunk=3, ahead=2))
    assert rows == ["a", "late", "b", "c", "late", "d"]
    assert len(made) == 1


@posix
def test_a_process_that_hears_nothing_is_ended(monkeypatch):
    """What never comes back to Python is lost with its process, and the others are done."""
    monkeypatch.setattr(time_limits, "PATIENCE", 0.3)
    items = ["a", "b", "stuck", "c"]
    rows = list(in_order(timed, tuple, lost, items, partial(process_pool, 2), chunk=2, ahead=2))
    assert rows == ["a", "b", "lost stuck", "c"]
