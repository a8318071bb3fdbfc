"""Marks of what is being worked on, which stay when a process ends in the midst of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from tempfile import TemporaryDirectory
from typing import Any, Self

from attrs import frozen

Batch = tuple[str, ...]


@frozen
class Marks:
    """A folder with an empty file for each task that is being worked on, or none at all."""

    folder: str = ""

    @classmethod
    @contextmanager
    def kept(cls, *, owned: bool) -> Iterator[Self]:
        """Keep marks in a folder for a while; of an executor of others there is nothing to tell."""
        if not owned:
            yield cls()
            return
        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            yield cls(folder)

    def marked(self, work: Callable[[Batch], Any], number: int) -> Callable[[Batch], Any]:
        """Return work that is marked while it is done."""
        return partial(_marked, work, self._path(number)) if self.folder else work

    def is_at(self, number: int) -> bool:
        """Return whether a task was begun and not ended."""
        return bool(self.folder) and os.path.exists(self._path(number))

    def _path(self, number: int) -> str:
        return os.path.join(self.folder, str(number))


def _marked(work: Callable[[Batch], Any], path: str, batch: Batch) -> Any:
    # On another machine there may be no such folder: what is lost twice is under suspicion too.
    with suppress(OSError):
        open(path, "wb").close()
    try:
        return work(batch)
    finally:
        with suppress(OSError):
            os.unlink(path)
