"""Work on many things over an executor: in order, a bounded number under way, losses told."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from itertools import count, islice
from typing import Any, Generic, TypeVar

from attrs import define, field

from lifecycle_map.analysis.marks import Batch, Marks
from lifecycle_map.analysis.pools import Given, Pool

R = TypeVar("R")

Work = Callable[[Batch], Any]
Unpack = Callable[[Any], tuple[R, ...]]
Lost = Callable[[str, Exception], R]


def in_order(
    work: Work,
    unpack: Unpack[R],
    lost: Lost[R],
    items: Iterable[str],
    given: Given,
    *,
    chunk: int,
    ahead: int,
) -> Generator[R, None, None]:
    """Yield what the work makes of each item, in order, with ``ahead`` batches under way at most.

    The work returns what goes from process to process best, and ``unpack`` makes results of it.
    Where the executor is made here, what ends a process is what ``lost`` says of it; one of the
    caller's that breaks raises `BrokenExecutor`.
    """
    if given is None:
        for item in items:
            yield from unpack(work((item,)))
        return
    with Pool(given) as pool, Marks.kept(owned=pool.owned) as marks:
        flight = Flight(work, unpack, lost, pool, marks)
        try:
            for batch in _batches(items, chunk):
                flight.start(batch)
                while len(flight.waiting) >= ahead:
                    yield from flight.land()
            while flight.waiting:
                yield from flight.land()
        finally:
            # Who stops asking for rows wants no more work done, by an executor of their own either.
            for task in flight.waiting:
                task.future.cancel()


def _batches(items: Iterable[str], size: int) -> Iterator[Batch]:
    left = iter(items)
    while batch := tuple(islice(left, size)):
        yield batch


@define
class Task:
    """A batch under way: its number, who has it, and whether it was under way before."""

    batch: Batch
    number: int
    executor: Executor
    future: Future[Any]
    again: bool = False


@define
class Flight(Generic[R]):
    """The batches under way, the oldest first.

    When an executor that is made here breaks, the batches that were at work in it are under
    suspicion, and so is one that is lost for the second time: their items are tried one by one,
    with nothing beside them. All others were only waiting, and are handed to the next executor.
    """

    work: Work
    unpack: Unpack[R]
    lost: Lost[R]
    pool: Pool
    marks: Marks
    waiting: deque[Task] = field(factory=deque)
    numbers: Iterator[int] = field(factory=count)

    def start(self, batch: Batch) -> None:
        """Hand a batch to the executor; one that has broken meanwhile is replaced."""
        self.waiting.append(self._handed(batch))

    def land(self) -> Iterator[R]:
        """Yield what the oldest batch came to; after a failure, its items one by one."""
        task = self.waiting.popleft()
        error = self._error(task)
        if error is None:
            yield from self.unpack(task.future.result())
        elif isinstance(error, BrokenExecutor) and not self._is_suspect(task):
            self.waiting.appendleft(self._handed(task.batch, again=True))
        else:
            for item in task.batch:
                yield from self._by_itself(item)

    def _handed(self, batch: Batch, *, again: bool = False) -> Task:
        number, executor = next(self.numbers), self.pool.main
        work = self.marks.marked(self.work, number)
        try:
            future = executor.submit(work, batch)
        except BrokenExecutor:
            self._replace(executor)
            executor = self.pool.main
            future = executor.submit(work, batch)
        return Task(batch, number, executor, future, again)

    def _error(self, task: Task) -> Exception | None:
        """Return why a task was lost, if it was, with or without its executor."""
        try:
            task.future.result()
        except BrokenExecutor as error:
            if not self.pool.owned:
                raise
            if task.executor is self.pool.main:
                self._replace(task.executor)
            return error
        except Exception as error:  # noqa: BLE001 - executors of others have errors of their own for that
            return error
        return None

    def _replace(self, broken: Executor) -> None:
        """Put a new executor in the place of a broken one, and give it what only waited."""
        if not self.pool.owned:
            raise BrokenExecutor("the executor broke, and it is the caller's")
        self.pool.renew(broken)
        for place, task in enumerate(self.waiting):
            is_lost = task.executor is broken and task.future.exception() is not None
            if is_lost and not self._is_suspect(task):
                self.waiting[place] = self._handed(task.batch, again=True)

    def _is_suspect(self, task: Task) -> bool:
        return task.again or self.marks.is_at(task.number)

    def _by_itself(self, item: str) -> tuple[R, ...]:
        executor = self.pool.quiet()
        try:
            return self.unpack(executor.submit(self.work, (item,)).result())
        except BrokenExecutor as error:
            if not self.pool.owned:
                raise
            self.pool.renew(executor)
            return (self.lost(item, error),)
        except Exception as error:  # noqa: BLE001 - as above
            return (self.lost(item, error),)
