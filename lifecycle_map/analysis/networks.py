"""Plans as one network: where each event stands, and how far it may move.

The dates of a plan are taken as they stand (its tool or its people agreed them), and each link has
room: by how much its first end may be later before its second has to move. What a task may slip is
the least, over all ways to the end, of the room on the way: the critical path method (Kelley and
Walker 1959), read off the plan. Tasks with a duration and no dates are placed as early as their
links allow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import cached_property

from attrs import field, frozen

from lifecycle_map.analysis.events import (
    FROM_START,
    START,
    TO_FINISH,
    Edge,
    Events,
    Node,
    events_of,
)
from lifecycle_map.analysis.weeks import WorkingWeek, is_whole_day
from lifecycle_map.model.elements import ConstraintType, Schedule, Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.relations import Dependency, LagUnit

DONE = 100.0
"""The share done, in per cent, from which a task moves no more."""
TIGHT = 1.0
"""Less room than this, in working minutes, is none."""
_NEVER = float("inf")
_DAY = timedelta(days=1)
_LATEST_START = (ConstraintType.START_NO_LATER_THAN, ConstraintType.MUST_START_ON)
_LATEST_FINISH = (ConstraintType.FINISH_NO_LATER_THAN, ConstraintType.MUST_FINISH_ON)


@frozen
class Place:
    """Where an event stands, in working minutes: a task from start to finish."""

    start: float
    finish: float


@frozen(eq=False)
class Network:
    """The events of some plans with their places in a working week, and what ties them."""

    plans: tuple[Lifecycle, ...]
    week: WorkingWeek
    events: Events
    places: dict[Node, Place] = field(factory=dict)

    @classmethod
    def of(
        cls, plans: tuple[Lifecycle, ...], week: WorkingWeek, pairs: Iterable[Edge] = ()
    ) -> Network:
        """Return the network of some plans; ``pairs`` tie a task of one to one of another."""
        made = cls(plans, week, events_of(plans, pairs))
        made.places.update(made._dated_places())
        made._place_the_rest()
        return made

    def work(self, node: Node) -> Work:
        """Return the line that an event belongs to."""
        found = self.plans[node[0]][node[1]]
        assert isinstance(found, Work)
        return found

    def tasks(self) -> Iterator[Node]:
        """Yield the tasks plan by plan, in the order of their lines."""
        for number, plan in enumerate(self.plans):
            nodes = ((number, work.key, "") for work in plan.of(Work))
            yield from (node for node in nodes if node in self.places)

    def is_done(self, node: Node) -> bool:
        """Return whether a task is done, so that it moves no more."""
        schedule = self.work(node).schedule
        return not node[2] and schedule is not None and schedule.percent >= DONE

    def gap(self, edge: Edge) -> float:
        """Return the working minutes between two ends; below 0 the plan breaks its own link."""
        first, second = self.places[edge.before], self.places[edge.after]
        if edge.dependency is None:
            if edge.before[2] == START:
                return second.start - first.start
            return second.finish - first.finish
        end = second.finish if edge.dependency.type in TO_FINISH else second.start
        return end - self._lets(edge.dependency, first)

    def is_torn(self, edge: Edge) -> bool:
        """Return whether the dates break a link, so that it moves nothing.

        Plans of whole days do not say when in a day something is reached: a day is no break.
        """
        return self.gap(edge) <= -self.week.day - TIGHT

    def room(self, edge: Edge) -> float:
        """Return how far the first end may slip before the second moves."""
        return max(self.gap(edge), 0.0)

    def slack(self) -> dict[Node, float]:
        """Return how far each event may slip before the end of its plan does, or a date that is
        demanded is missed.
        """
        ends = [0.0] * len(self.plans)
        for node, place in self.places.items():
            ends[node[0]] = max(ends[node[0]], place.finish)
        found: dict[Node, float] = {}
        for node in reversed(self.events.order):
            own = (ends[node[0]] - self.places[node].finish, self.demanded(node))
            later = (
                self.room(edge) + found[edge.after]
                for edge in self.after.get(node, ())
                if not self.is_done(edge.after)
            )
            found[node] = min((*own, *later))
        return found

    def slips(self, asked: dict[Node, float]) -> dict[Node, float]:
        """Return how far each event moves when some tasks slip; what is done is not pushed."""
        found: dict[Node, float] = {}
        for node in self.events.order:
            ways = () if self.is_done(node) else self.before.get(node, ())
            pushed = (found.get(edge.before, 0.0) - self.room(edge) for edge in ways)
            slip = max((asked.get(node, 0.0), *pushed))
            if slip >= TIGHT:
                found[node] = slip
        return found

    def path(self) -> list[Node]:
        """Return the tasks that set the end of the first plan: the longest chain without room."""
        best: dict[Node, tuple[float, Node | None]] = {}
        for node in self.events.order:
            ways = [e.before for e in self.before.get(node, ()) if self.gap(e) < TIGHT]
            last = max(ways, key=lambda each: best[each][0], default=None)
            place = self.places[node]
            long = place.finish - place.start if not node[2] else 0.0
            best[node] = (long + (best[last][0] if last else 0.0), last)
        ends = [node for node in self.tasks() if not node[0]]
        at: Node | None = max(
            ends, key=lambda each: (self.places[each].finish, best[each][0]), default=None
        )
        found = []
        while at is not None:
            found.append(at)
            at = best[at][1]
        return [node for node in reversed(found) if not node[2]]

    @cached_property
    def before(self) -> dict[Node, list[Edge]]:
        """The edges that lead to each event."""
        return self._by(1)

    @cached_property
    def after(self) -> dict[Node, list[Edge]]:
        """The edges that lead from each event."""
        return self._by(0)

    def _by(self, end: int) -> dict[Node, list[Edge]]:
        table: dict[Node, list[Edge]] = {}
        for edge in self.events.edges:
            if not self.is_torn(edge):
                table.setdefault((edge.before, edge.after)[end], []).append(edge)
        return table

    def _lets(self, tie: Dependency, first: Place) -> float:
        """Return the earliest position to which the first end of a link lets the second go."""
        at = first.start if tie.type in FROM_START else first.finish
        if tie.unit is LagUnit.PERCENT:
            return at + (first.finish - first.start) * tie.lag / 100
        if tie.unit is LagUnit.ELAPSED_MINUTES:
            return self.week.position(self.week.moment(at) + timedelta(minutes=tie.lag))
        return at + tie.lag

    def demanded(self, node: Node) -> float:
        """Return how far a task is from the dates that are demanded of it."""
        schedule = self.work(node).schedule
        if node[2] or schedule is None:
            return _NEVER
        place, demand = self.places[node], schedule.constraint
        found = [_NEVER]
        if schedule.deadline:
            found.append(self._end(schedule.deadline) - place.finish)
        if demand and demand.moment and demand.type in _LATEST_FINISH:
            found.append(self._end(demand.moment) - place.finish)
        if demand and demand.moment and demand.type in _LATEST_START:
            found.append(self.week.position(demand.moment) - place.start)
        return min(found)

    def _end(self, moment: datetime) -> float:
        """Return the position of a moment by which something is to be done; of a day, its end."""
        return self.week.position(moment if moment.hour or moment.minute else moment + _DAY)

    def _dated_places(self) -> Iterator[tuple[Node, Place]]:
        for node in self.events.order:
            schedule = None if node[2] else self.work(node).schedule
            if schedule is not None and (schedule.start or schedule.finish):
                yield node, self._dated(schedule)

    def _dated(self, schedule: Schedule) -> Place:
        start, finish = schedule.start, schedule.finish
        if is_whole_day(schedule):
            finish = finish + _DAY if finish else None
            # A milestone of a day is reached when the day is over.
            start = finish if schedule.milestone and finish else start
        long = schedule.duration or 0.0
        ends = [self.week.position(each) for each in (start, finish) if each]
        first = ends[0] if start else ends[0] - long
        last = ends[-1] if finish else first + long
        return Place(first, max(first, last))

    def _place_the_rest(self) -> None:
        """Place what has no dates as early as its links allow, then draw the outline in."""
        begins = min((place.start for place in self.places.values()), default=0.0)
        ways: dict[Node, list[Edge]] = {}
        for edge in self.events.edges:
            ways.setdefault(edge.after, []).append(edge)
        for node in self.events.order:
            if node not in self.places:
                self._place_early(node, ways.get(node, ()), begins)
        inside: dict[Node, list[Node]] = {}
        for edge in self.events.edges:
            if edge.dependency is None and edge.before[2] == START:
                inside.setdefault(edge.before, []).append(edge.after)
        for node in reversed(self.events.order):
            if node in inside:
                first = min(self.places[each].start for each in inside[node])
                self.places[node] = Place(first, first)

    def _place_early(self, node: Node, ways: Iterable[Edge], begins: float) -> None:
        held = self.work(node).schedule or Schedule()
        long = 0.0 if node[2] else held.duration or 0.0
        first = begins
        for edge in ways:
            if edge.before in self.places:
                tie = edge.dependency or Dependency()
                place = self.places[edge.before]
                at = self._lets(tie, place)
                first = max(first, at - long if tie.type in TO_FINISH else at)
        self.places[node] = Place(first, first + long)
