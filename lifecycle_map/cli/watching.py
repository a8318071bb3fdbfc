"""Doing something again whenever a file changes, until Ctrl-C."""

from __future__ import annotations

import os
import sys
import time

from lifecycle_map.errors import InvalidOptionError, LifecycleMapError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeAlias

    Stamp: TypeAlias = "tuple[int, int, int] | None"

SECONDS = 0.3
"""How long to wait between two looks at the files."""


def watch(
    act: Callable[[], object],
    paths: Sequence[str],
    output: str,
    pause: Callable[[], None] = lambda: time.sleep(SECONDS),
) -> int:
    """Do something, and again after each change of a file, until Ctrl-C; return the exit code 0.

    What goes wrong at first is raised: it may be the command line. After that it is told in one
    line, and the watching goes on, since the file will be edited again. ``pause`` waits between
    two looks at the files.

    Raises `InvalidOptionError` where there is no file to watch, or it is the ``output``.
    """
    _check(paths, output)
    changes = changed(paths, pause)
    try:
        next(changes)
        act()
        sys.stderr.write(f"watching {', '.join(paths)}; Ctrl-C ends it\n")
        for _ in changes:
            _tried(act)
    except KeyboardInterrupt:
        sys.stderr.write("\n")
    return 0


def changed(paths: Sequence[str], pause: Callable[[], None]) -> Iterator[None]:
    """Yield at once, and then whenever a file has changed and stayed so for one pause.

    Editors write a file in pieces, or put it aside and rename another to it: what is not at rest
    is half of something. What changes while the caller is at work is a change too.
    """
    told = seen = [_stamp(path) for path in paths]
    yield
    while True:
        pause()
        now = [_stamp(path) for path in paths]
        if now == seen != told:
            told = now
            yield
        seen = now


def _stamp(path: str) -> Stamp:
    """Return what changes with a file: when it was written, its size, which file it is."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _tried(act: Callable[[], object]) -> None:
    """Do something, and tell in one line what is wrong with a file."""
    try:
        act()
    except LifecycleMapError as error:
        first, *others = str(error).splitlines()
        more = f" (and {len(others)} more)" if others else ""
        sys.stderr.write(f"lifecycle-map: {first}{more}\n")


def _check(paths: Sequence[str], output: str) -> None:
    if not paths:
        raise InvalidOptionError("--watch", "none of what is read is a file that could change")
    if output == "-":
        raise InvalidOptionError("--watch", "needs a file to write: -o FILE")
    if os.path.realpath(output) in map(os.path.realpath, paths):
        raise InvalidOptionError("--watch", f"{output} is read and written: name another -o FILE")
