"""Work on many things over an executor: in order, a bounded number under way, losses told."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from itertools import islice
from types import TracebackType
from typing import Generic, Self, TypeVar

from attrs import define, field

R = TypeVar("R")

Batch = tuple[str, ...]
Work = Callable[[Batch], tuple[R, ...]]
Lost = Callable[[str, Exception], R]
Given = Executor | Callable[[], Executor] | None


def in_order(
    work: Work[R], lost: Lost[R], items: Iterable[str], given: Given, *, chunk: int, ahead: int
) -> Generator[R, None, None]:
    """Yield what the work makes of each item, in order, with ``ahead`` batches under way at most.

    Where the executor is made here, what ends a process is what ``lost`` says of it; one of the
    caller's that breaks raises `BrokenExecutor`.
    """
    if given is None:
        for item in items:
            yield from work((item,))
        return
    with Pool(given) as pool:
        flight = Flight(work, lost, pool)
        try:
            for batch in _batches(items, chunk):
                flight.start(batch)
                if len(flight.waiting) >= ahead:
                    yield from flight.land()
            while flight.waiting:
                yield from flight.land()
        finally:
            # Who stops asking for rows wants no more work done, by an executor of their own either.
            for *_, future in flight.waiting:
                future.cancel()


def _batches(items: Iterable[str], size: int) -> Iterator[Batch]:
    left = iter(items)
    while batch := tuple(islice(left, size)):
        yield batch


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


@define
class Flight(Generic[R]):
    """The batches under way, the oldest first, each with the executor that has it."""

    work: Work[R]
    lost: Lost[R]
    pool: Pool
    waiting: deque[tuple[Batch, Executor, Future[tuple[R, ...]]]] = field(factory=deque)

    def start(self, batch: Batch) -> None:
        """Hand a batch to the executor; one that has broken meanwhile is replaced."""
        executor = self.pool.main
        try:
            future = executor.submit(self.work, batch)
        except BrokenExecutor:
            if not self.pool.owned:
                raise
            self.pool.renew(executor)
            executor = self.pool.main
            future = executor.submit(self.work, batch)
        self.waiting.append((batch, executor, future))

    def land(self) -> Iterator[R]:
        """Yield what the oldest batch came to; after a failure, its items one by one."""
        batch, executor, future = self.waiting.popleft()
        found = self._outcome(executor, future)
        if found is not None:
            yield from found
            return
        for item in batch:
            yield from self._by_itself(item)

    def _outcome(self, executor: Executor, future: Future[tuple[R, ...]]) -> tuple[R, ...] | None:
        """Return what a task came to; nothing if it was lost, with or without its executor."""
        try:
            return future.result()
        except BrokenExecutor:
            if not self.pool.owned:
                raise
            if executor is self.pool.main:
                self.pool.renew(executor)
        except Exception:  # noqa: BLE001 - executors of others have errors of their own for that
            return None
        return None

    def _by_itself(self, item: str) -> tuple[R, ...]:
        executor = self.pool.quiet()
        try:
            return executor.submit(self.work, (item,)).result()
        except BrokenExecutor as error:
            if not self.pool.owned:
                raise
            self.pool.renew(executor)
            return (self.lost(item, error),)
        except Exception as error:  # noqa: BLE001 - as above
            return (self.lost(item, error),)
