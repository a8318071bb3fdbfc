"""How a project and its service keep time: the critical path, slack, and what a slip does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime

from attrs import field, frozen

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.analysis.events import Node, is_timed
from lifecycle_map.analysis.networks import TIGHT, Network
from lifecycle_map.analysis.sheets import Sheet
from lifecycle_map.analysis.synchronising import Tie, line_named, service_of, ties
from lifecycle_map.analysis.weeks import USUAL, WorkingWeek, week_of
from lifecycle_map.errors import InvalidOptionError, UnknownElementError
from lifecycle_map.model.elements import Work
from lifecycle_map.model.facts import Facts
from lifecycle_map.model.kinds import expect
from lifecycle_map.model.lifecycles import Lifecycle, Side

LONGEST = 10_000.0
"""So many working days may be asked for at most: forty years."""


@frozen(kw_only=True)
class TimedTask:
    """A task with its slack: by how many working days it may slip before the end does.

    ``side`` says whose plan it is in, ``source_id`` is its own id there. ``start`` and ``finish``
    are as the plan has them, or none. The slack is below 0 where a deadline cannot be kept.
    """

    side: Side
    key: str
    name: str
    source_id: str = ""
    start: datetime | None = None
    finish: datetime | None = None
    slack: float = 0.0
    critical: bool = False
    done: bool = False


@frozen(kw_only=True)
class TimedPair:
    """Two lines of which the ``first`` has to be there for the ``second``, and on whose word.

    ``slack`` is how many working days lie between them: below 0 the first comes too late. ``row``
    is the row of the crosswalk that pairs them, if one does.
    """

    first: TimedTask
    second: TimedTask
    slack: float
    why: str
    row: str = ""


@frozen(kw_only=True)
class Timing(Sheet):
    """The time of a plan, and of the service side beside it.

    ``path`` are the tasks that set the end of the plan, in order: the longest chain without room.
    ``notes`` say what was left out.
    """

    plan: Lifecycle = field(repr=False)
    tasks: tuple[TimedTask, ...] = field(default=(), repr=False)
    pairs: tuple[TimedPair, ...] = ()
    path: tuple[TimedTask, ...] = ()
    week: WorkingWeek = USUAL
    notes: tuple[str, ...] = ()

    @property
    def late(self) -> tuple[TimedPair, ...]:
        """The pairs of which the first comes after the second."""
        return tuple(pair for pair in self.pairs if pair.slack < 0)

    def __str__(self) -> str:
        critical = sum(task.critical for task in self.tasks)
        told = f"{self.plan.title}: {critical} of {len(self.tasks)} tasks critical"
        return f"{told}, {len(self.pairs)} pairs with the service side, {len(self.late)} late"


@frozen(kw_only=True)
class Move:
    """A task that a slip moves: by how many working days, and to which finish.

    ``asked`` marks a task whose slip was asked for.
    """

    task: TimedTask
    days: float
    finish: datetime | None = None
    asked: bool = False


@frozen(kw_only=True)
class Slip(Sheet):
    """What a slip does: which tasks move, which pairs break, by how much the end of the plan moves.

    A pair in ``broken`` had the slack to be kept, and no more has it; its slack is that after the
    slip, before anybody moves the second line for it. ``pushed`` says whether pairs move what
    waits for them.
    """

    plan: Lifecycle = field(repr=False)
    moves: tuple[Move, ...] = ()
    broken: tuple[TimedPair, ...] = ()
    end: float = 0.0
    service_end: float = 0.0
    missed: tuple[TimedTask, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        told = f"{self.plan.title}: {len(self.moves)} tasks move, {len(self.broken)} pairs break"
        return f"{told}, the end moves by {self.end:g} days"


def timing(
    plan: Lifecycle | Alignment,
    service: Lifecycle | None = None,
    /,
    *,
    facts: Facts | None = None,
    week: WorkingWeek | None = None,
) -> Timing:
    """Return the critical path of a plan, slack in working days, and the pairs with the service.

    ``service`` is a plan of the service side (of an alignment, its object where that has dates);
    milestones of it may also be in the ``facts``. Without either, lines of the plan that show what
    the service needs stand for it. The week is read off the dates unless it is given.

    Raises `WrongKindError`, and `UnknownElementError` for a ``needed_by`` that names no line.
    """
    return _Timed.of(plan, service, facts, week).timing()


def what_if(
    plan: Lifecycle | Alignment,
    slip: Mapping[str, float],
    /,
    *,
    service: Lifecycle | None = None,
    facts: Facts | None = None,
    week: WorkingWeek | None = None,
) -> Slip:
    """Return what happens when some tasks slip by some working days.

    ``slip`` names tasks by key, by their own id in the plan, or by name; a task of the service side
    is named alike. Links push what comes after them once their room is used up; a pair of two files
    does too, since nothing else ties those, and a pair inside one plan is only told. The other
    arguments are those of `timing`.

    Raises `UnknownElementError` for a task that there is not, and `InvalidOptionError` for one that
    has no dates, or days that cannot be meant.
    """
    return _Timed.of(plan, service, facts, week).slip(slip)


@frozen
class _Timed:
    """The plans with what pairs them: ``bare`` is the network that only their links tie."""

    network: Network
    bare: Network
    ties: list[Tie]
    slack: dict[Node, float]

    @classmethod
    def of(
        cls,
        given: Lifecycle | Alignment,
        service: Lifecycle | None,
        facts: Facts | None,
        week: WorkingWeek | None,
    ) -> _Timed:
        expect("timing", given, Lifecycle, Alignment)
        plan = given.subject if isinstance(given, Alignment) else given
        beside = given.object if service is None and isinstance(given, Alignment) else service
        plans = [plan, *([beside] if beside is not None and _has_times(beside) else [])]
        worked = week or week_of(plans)
        if facts is not None and facts.milestones:
            plans.append(service_of(facts))
        bare = Network.of(tuple(plans), worked)
        found = ties(bare, facts)
        across = [tie.edge for tie in found if tie.edge.before[0] != tie.edge.after[0]]
        made = Network.of(bare.plans, worked, across) if across else bare
        return cls(made, bare, found, made.slack())

    def timing(self) -> Timing:
        """Return the critical path, the slack of each task, and the pairs."""
        return Timing(
            plan=self.network.plans[0],
            tasks=tuple(map(self._task, self.network.tasks())),
            pairs=tuple(self._pair(tie, self.network.gap(tie.edge)) for tie in self.ties),
            path=tuple(map(self._task, self.network.path())),
            week=self.network.week,
            notes=tuple(_notes(self.network)),
        )

    def slip(self, asked: Mapping[str, float]) -> Slip:
        """Return what moves, what breaks, and what is missed."""
        wanted = {self._node(name): self._minutes(name, days) for name, days in asked.items()}
        slips = self.network.slips(wanted)
        moved = [node for node in self.network.tasks() if node in slips]
        ends = self._ends(slips)
        return Slip(
            plan=self.network.plans[0],
            moves=tuple(self._move(node, slips[node], node in wanted) for node in moved),
            broken=tuple(self._broken(slips, self.bare.slips(wanted))),
            end=ends[0],
            service_end=max(ends[1:], default=0.0),
            missed=tuple(self._task(n) for n in moved if self._is_missed(n, slips[n])),
            notes=tuple(_notes(self.network)),
        )

    def _broken(self, slips: dict[Node, float], own: dict[Node, float]) -> Iterator[TimedPair]:
        """Yield the pairs that held, and hold no more unless the second line is moved for it."""
        for tie in self.ties:
            gap = self.network.gap(tie.edge)
            left = gap - slips.get(tie.edge.before, 0.0) + own.get(tie.edge.after, 0.0)
            if gap > -TIGHT and left <= -TIGHT:
                yield self._pair(tie, left)

    def _ends(self, slips: dict[Node, float]) -> list[float]:
        """Return by how many days the end of each plan moves."""
        found = []
        for number in range(len(self.network.plans)):
            held = [(p.finish, slips.get(node, 0.0)) for node, p in self.network.places.items()
                    if node[0] == number]  # fmt: skip
            before = max((finish for finish, _ in held), default=0.0)
            after = max((finish + slip for finish, slip in held), default=0.0)
            found.append(self._days(after - before))
        return found

    def _is_missed(self, node: Node, slip: float) -> bool:
        return 0 <= self.network.demanded(node) <= slip - TIGHT

    def _task(self, node: Node) -> TimedTask:
        work, done = self.network.work(node), self.network.is_done(node)
        return TimedTask(
            side=Side.SERVICE if node[0] else Side.PROJECT,
            key=work.key,
            name=work.name,
            source_id=work.source_id,
            start=work.schedule.start if work.schedule else None,
            finish=work.schedule.finish if work.schedule else None,
            slack=self._days(self.slack[node]),
            critical=not done and self.slack[node] < TIGHT,
            done=done,
        )

    def _pair(self, tie: Tie, gap: float) -> TimedPair:
        first, second = self._task(tie.edge.before), self._task(tie.edge.after)
        return TimedPair(
            first=first, second=second, slack=self._days(gap), why=tie.why, row=tie.row
        )

    def _move(self, node: Node, slip: float, asked: bool) -> Move:
        task = self._task(node)
        dated = task.start or task.finish
        moved = self.network.week.moment(self.network.places[node].finish + slip)
        return Move(task=task, days=self._days(slip), finish=moved if dated else None, asked=asked)

    def _days(self, minutes: float) -> float:
        """Return working days, to a hundredth."""
        return round(minutes / self.network.week.day, 2) + 0.0

    def _minutes(self, name: str, days: float) -> float:
        if not 0 < days <= LONGEST:
            raise InvalidOptionError(
                f"{name}: {days:g} days", f"a slip is more than 0 and up to {LONGEST:,.0f} days"
            )
        return days * self.network.week.day

    def _node(self, text: str) -> Node:
        """Return the task that a text names, first of the plan and then of the service side."""
        for number, plan in enumerate(self.network.plans):
            with suppress(UnknownElementError):
                node = (number, line_named(plan, text), "")
                if node in self.network.places:
                    return node
                told = "it has no dates and no duration, or contains tasks: name one of those"
                raise InvalidOptionError(text, told)
        plan = self.network.plans[0]
        raise UnknownElementError(plan.key, text, _names(plan))


def _names(plan: Lifecycle) -> tuple[str, ...]:
    return tuple(each for work in plan.of(Work) for each in (work.key, work.name))


def _has_times(plan: Lifecycle) -> bool:
    return any(map(is_timed, plan.of(Work)))


def _notes(network: Network) -> Iterator[str]:
    """Yield what a reader should know of how the times were taken."""
    plan, events = network.plans[0], network.events
    count = sum(1 for node in network.tasks() if not node[0])
    lines = [work for work in plan.of(Work) if not plan.children(work.key)]
    if not count:
        yield "the plan has no dates and no durations: there is nothing to time"
    elif count < len(lines):
        yield f"{len(lines) - count} lines without dates or duration are left out"
    if events.loops:
        first = events.loops[0]
        names = [network.work(node).name for node in (first.before, first.after)]
        told = f"{len(events.loops)} links close a loop and are left out"
        yield f"{told}: '{names[0]}' before '{names[1]}'"
    torn = [e for e in events.edges if e.dependency and not e.before[0] and not e.after[0]
            and network.is_torn(e)]  # fmt: skip
    if torn:
        names = [network.work(node).name for node in (torn[0].before, torn[0].after)]
        told = f"{len(torn)} links are not kept by the plan's own dates"
        yield f"{told}: '{names[0]}' before '{names[1]}'"
