"""A pool of processes that ends with the process that made it, however that ends."""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import parent_process
from multiprocessing.connection import wait


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
