"""Many plans at once: paths in, a row of plain values out for each, over any executor."""

from __future__ import annotations

import math
import os
import pickle
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from functools import lru_cache, partial

from attrs import evolve, frozen

from lifecycle_map.analysis.aligning import align
from lifecycle_map.analysis.checking import check
from lifecycle_map.analysis.flights import in_order
from lifecycle_map.analysis.reports import Report
from lifecycle_map.analysis.time_limits import OutOfTime
from lifecycle_map.analysis.time_limits import time_limit as limited
from lifecycle_map.errors import InvalidOptionError, LifecycleMapError
from lifecycle_map.loading.files import read_explained, read_lifecycle
from lifecycle_map.loading.frameworks import load_lifecycle
from lifecycle_map.loading.readers import ReadOptions
from lifecycle_map.loading.words import load_words
from lifecycle_map.matching.hearing import language_of
from lifecycle_map.model.elements import Activity, Work
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.needs import NeedLevel, Visible
from lifecycle_map.model.pausing import without_collecting
from lifecycle_map.model.rules import Severity

_LONGEST = 300


# Without slots it is made faster: that is what a driver does for each plan.
@frozen(slots=False)
class PortfolioRow:
    """What came of one plan, in plain values that any process or file can take.

    ``path`` is the file as it was asked for, with bytes that are no text written out; ``error`` is
    empty, or says why there is nothing else. ``tasks`` counts all work, ``stages`` the uppermost,
    ``about`` says what the plan is about, ``language`` what most of its lines are in (nothing where
    too few tell); a plan that is not about IT is asked for 0 needs. The needs are counted for the
    levels core and usual, ``visible`` and ``partly`` hold the keys of those of all levels;
    ``rules`` the keys of the rules that found something, the worst first; ``told`` counts what the
    reader mended or left out. ``service`` and ``level`` are what was asked for. The same plan gives
    the same row, whatever does the work.
    """

    path: str
    error: str = ""
    name: str = ""
    tasks: int = 0
    stages: int = 0
    about: str = ""
    language: str = ""
    core_visible: int = 0
    core_partly: int = 0
    core_total: int = 0
    usual_visible: int = 0
    usual_partly: int = 0
    usual_total: int = 0
    findings_error: int = 0
    findings_warning: int = 0
    findings_info: int = 0
    rules: tuple[str, ...] = ()
    visible: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    told: int = 0
    service: str = ""
    level: str = ""

    @property
    def core_share(self) -> float:
        """The share of the core needs that is visible, 0 to 1: a part counts half; 1 of nothing."""
        seen = self.core_visible + self.core_partly / 2
        return seen / self.core_total if self.core_total else 1.0


def portfolio(
    paths: Iterable[str | os.PathLike[str]],
    service: str = "itil-2011",
    *,
    executor: Executor | Callable[[], Executor] | None = None,
    options: ReadOptions = ReadOptions(),  # noqa: B008 - it is frozen
    reader: str = "",
    level: NeedLevel = NeedLevel.CORE,
    time_limit: float = 0.0,
    done: Collection[str] = (),
    chunk: int = 8,
    ahead: int = 64,
) -> Generator[PortfolioRow, None, None]:
    """Read, align and check each plan file, and yield a row for each, in the order of the paths.

    ``executor`` is where the work is done: nothing (here, one after the other), any executor of
    `concurrent.futures` that is open and stays the caller's, or a function that makes one
    (``functools.partial(ProcessPoolExecutor, 4)``), which is then closed here. Each task takes
    ``chunk`` paths, and at most ``ahead`` tasks are under way, so that paths may be endless; who
    closes the iterator early has no more work done. Paths
    in ``done`` are left out, however they are spelt.

    A plan that cannot be read costs only itself: its row says why in ``error``. So does one that
    takes longer than ``time_limit`` seconds (0: it may take for ever), and one that ends its
    process, where a function makes the executors: a new one takes its place, and what was under way
    is done once more, what may have been to blame one by one. An executor of the caller's that
    breaks raises `concurrent.futures.BrokenExecutor`; the rows that came before are good.

    ``service`` is a name of the catalogue or a file, that each process reads for itself: what is
    registered by hand is known to other processes only where they register it too. Raises what
    `load_lifecycle` and `read_lifecycle` raise for it, and `InvalidOptionError` for a ``chunk`` or
    ``ahead`` below 1 or a ``time_limit`` below 0, before any plan is read.
    """
    _check_limit(time_limit)
    for option, value in (("chunk", chunk), ("ahead", ahead)):
        if value < 1:
            raise InvalidOptionError(f"{option}={value}", "it is a whole number above 0")
    key = _service(service, _stamp(service)).key
    given = (os.fspath(path) for path in paths)
    left = _left(given, done) if done else given
    work = partial(
        pack_portfolio,
        service=service,
        options=options,
        reader=reader,
        level=level,
        time_limit=time_limit,
    )
    lost = partial(_lost, service=key, level=level.value, time_limit=time_limit)
    return in_order(work, unpack_portfolio, lost, left, executor, chunk=chunk, ahead=ahead)


def pack_portfolio(
    paths: Sequence[str | os.PathLike[str]],
    service: str = "itil-2011",
    *,
    options: ReadOptions = ReadOptions(),  # noqa: B008 - it is frozen
    reader: str = "",
    level: NeedLevel = NeedLevel.CORE,
    time_limit: float = 0.0,
) -> bytes:
    """Return the rows of some plans as few bytes: what one task does, on whatever engine.

    `unpack_portfolio` makes rows of them. Raises what `portfolio_row` raises.
    """
    rows = [
        portfolio_row(
            path, service, options=options, reader=reader, level=level, time_limit=time_limit
        )
        for path in paths
    ]
    return pickle.dumps([tuple(vars(row).values()) for row in rows], pickle.HIGHEST_PROTOCOL)


def unpack_portfolio(data: bytes) -> tuple[PortfolioRow, ...]:
    """Return the rows that `pack_portfolio` packed, in order; only its bytes are to be trusted."""
    return tuple(PortfolioRow(*values) for values in pickle.loads(data))  # noqa: S301 - our own


def portfolio_row(
    path: str | os.PathLike[str],
    service: str = "itil-2011",
    *,
    options: ReadOptions = ReadOptions(),  # noqa: B008 - it is frozen
    reader: str = "",
    level: NeedLevel = NeedLevel.CORE,
    time_limit: float = 0.0,
) -> PortfolioRow:
    """Read, align and check one plan file: what `portfolio` does for each, for other engines.

    What is wrong with the plan is in the ``error`` of the row and never raised, and so is that it
    took longer than ``time_limit`` seconds. Raises what `load_lifecycle` and `read_lifecycle` raise
    for the service, and `InvalidOptionError` for a time limit below 0.
    """
    _check_limit(time_limit)
    counterpart = _service(service, _stamp(service))
    if time_limit:
        _make_ready(service, _stamp(service))
    blank = PortfolioRow(path=path_text(path), service=counterpart.key, level=level.value)
    try:
        with limited(time_limit), without_collecting():
            plan = read_explained(path, options, reader=reader)[0]
            row = _row(blank, plan, check(align(plan, counterpart), level=level))
    except OutOfTime:
        row = evolve(blank, error=f"it took longer than {time_limit:g} s (the time limit)")
    except LifecycleMapError as error:
        row = evolve(blank, error=str(error))
    except Exception as error:  # noqa: BLE001 - a fault of ours, or of a reader of others, in one plan
        row = evolve(blank, error=_short(f"{type(error).__name__}: {error}"))
    return evolve(row, error=_text(row.error))


def path_text(path: str | os.PathLike[str]) -> str:
    """Return a path as text that every file can hold: bytes that are no text are written out."""
    return _text(os.fspath(path))


def _row(blank: PortfolioRow, plan: Lifecycle, report: Report) -> PortfolioRow:
    core, usual, _ = report.coverage
    found = [finding.severity for finding in report.findings]
    return evolve(
        blank,
        name=_short(plan.title),
        tasks=len(plan.of(Work)),
        stages=len(plan.stages),
        about=_short(report.about),
        language=language_of(plan, load_words()),
        core_visible=core.visible,
        core_partly=core.partly,
        core_total=core.total,
        usual_visible=usual.visible,
        usual_partly=usual.partly,
        usual_total=usual.total,
        findings_error=found.count(Severity.ERROR),
        findings_warning=found.count(Severity.WARNING),
        findings_info=found.count(Severity.INFO),
        rules=tuple(finding.rule.key for finding in report.findings),
        visible=tuple(each.need.key for each in report.needs if each.visible is Visible.YES),
        partly=tuple(each.need.key for each in report.needs if each.visible is Visible.PARTLY),
        told=len(plan.warnings),
    )


def _lost(
    path: str, error: Exception, *, service: str, level: str, time_limit: float
) -> PortfolioRow:
    """Return the row of a plan whose process ended, or whose row never came back."""
    told = f"its process ended before it was done ({type(error).__name__}: {error})"
    if time_limit:
        told = f"its process ended, or was stuck past the time limit of {time_limit:g} s"
    short = _short(_text(told))
    return PortfolioRow(path=path_text(path), error=short, service=service, level=level)


def _check_limit(seconds: float) -> None:
    if not (0 <= seconds < math.inf):
        raise InvalidOptionError(f"time_limit={seconds:g}", "it is a number of seconds, 0 or more")


def _left(paths: Iterable[str], done: Collection[str]) -> Iterator[str]:
    known = {os.path.abspath(path) for path in done}
    return (path for path in paths if os.path.abspath(path_text(path)) not in known)


def _stamp(service: str) -> tuple[int, int]:
    """Return what changes when a file does; of a name of the catalogue, nothing."""
    try:
        found = os.stat(service)
    except (OSError, ValueError):
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=4)
def _service(name: str, stamp: tuple[int, int]) -> Lifecycle:
    return read_lifecycle(name) if stamp != (0, 0) else load_lifecycle(name)


@lru_cache(maxsize=4)
def _make_ready(name: str, stamp: tuple[int, int]) -> None:
    """Load what every plan needs, so that it is not charged to the first one."""
    # A plan of one line may be in any language: all of their words are made ready for it.
    lines = (Activity(key="a", name="Test"),)
    tiny = Lifecycle(key="plan", name="Plan", side=Side.PROJECT, elements=lines)
    check(align(tiny, _service(name, stamp)))


def _text(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}…"
