"""A limit on the time that some work may take, in whatever thread and process it is done."""

from __future__ import annotations

import faulthandler
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import parent_process

from attrs import define, field

AGAIN = 1.0
"""After how many seconds work that goes on in spite of it is stopped once more."""

PATIENCE = 5.0
"""How many seconds longer than the limit a process of a pool may be stuck before it is ended."""


class OutOfTime(BaseException):
    """Raised in work that takes longer than it may; no `except Exception` is to hold it up."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `OutOfTime` in what is done within, when it takes longer; 0: it may take for ever.

    In the main thread a signal does that (where there is SIGALRM), which also stops a search by a
    regular expression; in other threads it is raised between two steps of Python. A process of a
    pool in which neither helps is ended: whoever gave it the work finds it lost.
    """
    if not seconds:
        yield
    elif threading.current_thread() is threading.main_thread() and hasattr(signal, "SIGALRM"):
        with _by_signal(seconds):
            yield
    else:
        with _by_thread(seconds):
            yield


@define
class _Open:
    """Whether the work is still going on: what comes late must not hit other work."""

    still: bool = True
    lock: threading.Lock = field(factory=threading.Lock)


@contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    state = _Open()

    def strike(*_: object) -> None:
        if state.still:
            raise OutOfTime

    before = signal.signal(signal.SIGALRM, strike)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
        with _ended_when_stuck(seconds + PATIENCE):
            yield
    finally:
        state.still = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _ended_when_stuck(seconds: float) -> Iterator[None]:
    """End the process of a pool in which even a signal is not heard."""
    if parent_process() is None:
        yield
        return
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


@contextmanager
def _by_thread(seconds: float) -> Iterator[None]:
    state, thread = _Open(), threading.get_ident()

    def strike() -> None:
        with state.lock:
            if state.still:
                _raise_in(thread)

    timer = threading.Timer(seconds, strike)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        with state.lock:
            state.still = False


def _raise_in(thread: int) -> None:
    import ctypes

    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(OutOfTime))
