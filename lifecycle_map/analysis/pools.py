"""Pools of processes that end with who made them, and executors that are replaced when broken."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import parent_process
from multiprocessing.connection import wait
from types import TracebackType
from typing import Self

from attrs import define, field

Given = Executor | Callable[[], Executor] | None
"""An executor of the caller's, or a function that makes one, or none."""


def process_pool(jobs: int) -> ProcessPoolExecutor:
    """Return a pool of so many processes.

    Those of a plain pool stay for ever when the process that made them is killed.
    """
    return ProcessPoolExecutor(jobs, initializer=_settle)


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _settle() -> None:
    """Leave Ctrl-C to the process that made this one, and end when it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


@define
class Pool:
    """An executor that is the caller's, or is made, replaced and closed here."""

    given: Executor | Callable[[], Executor]
    main: Executor = field(init=False)
    alone: Executor | None = None
    """A second one, in which what may have ended a process is tried with nothing beside it."""

    def __attrs_post_init__(self) -> None:
        self.main = self.made()

    @property
    def owned(self) -> bool:
        """Whether the executors are made here."""
        return not isinstance(self.given, Executor)

    def made(self) -> Executor:
        """Return a new executor, or the caller's."""
        return self.given if isinstance(self.given, Executor) else self.given()

    def renew(self, broken: Executor) -> None:
        """Put a new executor in the place of a broken one."""
        if broken is self.main:
            self.main = self.made()
        else:
            self.alone = None
        broken.shutdown(wait=False, cancel_futures=True)

    def quiet(self) -> Executor:
        """Return an executor in which nothing else runs."""
        if self.alone is None:
            self.alone = self.made()
        return self.alone

    def __enter__(self) -> Self:
        if self.owned:
            # An executor that can do nothing at all is no fault of any item.
            self.main.submit(os.getpid).result()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for executor in (self.main, self.alone) if self.owned else ():
            if executor is not None:
                executor.shutdown(wait=True, cancel_futures=True)
