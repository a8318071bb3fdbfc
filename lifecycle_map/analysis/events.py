"""The events of a plan and what ties them: tasks, starts and finishes of what contains them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from lifecycle_map.model.elements import Gate, Schedule, Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.relations import Dependency, DependencyType, Link

START, FINISH = "start", "finish"

Node = tuple[int, str, str]
"""An event: the number of its plan, the key of the line, and for a line that contains others
whether it is the start or the finish of it.
"""

FROM_START = (DependencyType.START_START, DependencyType.START_FINISH)
TO_FINISH = (DependencyType.FINISH_FINISH, DependencyType.START_FINISH)


@frozen(eq=False)
class Edge:
    """What ties two events; ``dependency`` is none inside the outline."""

    before: Node
    after: Node
    dependency: Dependency | None = None


@frozen
class Events:
    """The events of some plans, in an order that follows the edges between them.

    ``loops`` are the edges that close a loop, and are left out of the others.
    """

    order: tuple[Node, ...]
    edges: tuple[Edge, ...]
    loops: tuple[Edge, ...]


def events_of(plans: tuple[Lifecycle, ...], pairs: Iterable[Edge] = ()) -> Events:
    """Return the events of some plans; ``pairs`` are edges between them."""
    nodes, edges = [], []
    for number, plan in enumerate(plans):
        tasks, outline = _lines(plan)
        nodes += [(number, key, "") for key in tasks]
        nodes += [(number, key, end) for key in outline for end in (START, FINISH)]
        edges += list(_edges(number, plan, {*tasks}, outline))
    return _sorted(nodes, [*edges, *pairs])


def is_timed(work: Work) -> bool:
    """Return whether a line says when it is, or how long."""
    held = work.schedule or Schedule()
    return held.start is not None or held.finish is not None or held.duration is not None


def _lines(plan: Lifecycle) -> tuple[list[str], dict[str, None]]:
    """Return the tasks of a plan, and the lines that contain some.

    Tasks are the lines that say when they are and contain none that does; milestones that wait for
    something, too.
    """
    timed = [work.key for work in plan.of(Work) if is_timed(work) or _waits(plan, work)]
    outline: dict[str, None] = {}
    for key in timed:
        for above in plan.ancestors(key):
            if above.key in outline:
                break
            outline[above.key] = None
    return [key for key in timed if key not in outline], outline


def _waits(plan: Lifecycle, work: Work) -> bool:
    marked = isinstance(work, Gate) or (work.schedule is not None and work.schedule.milestone)
    return marked and bool(plan.incoming(work.key, Link.PRECEDES))


def _edges(
    number: int, plan: Lifecycle, tasks: set[str], outline: dict[str, None]
) -> Iterator[Edge]:
    for key in (*outline, *tasks):
        above = plan.parent(key)
        if above is not None and above.key in outline:
            first, last = (_end(number, key, end, outline) for end in (START, FINISH))
            yield Edge((number, above.key, START), first)
            yield Edge(last, (number, above.key, FINISH))
    known = tasks | outline.keys()
    for relation in plan.relations:
        ends = (relation.subject, relation.object)
        if relation.link is not Link.PRECEDES or not known.issuperset(ends):
            continue
        tie = relation.dependency or Dependency()
        before = START if tie.type in FROM_START else FINISH
        after = FINISH if tie.type in TO_FINISH else START
        yield Edge(
            _end(number, ends[0], before, outline), _end(number, ends[1], after, outline), tie
        )


def _end(number: int, key: str, end: str, outline: dict[str, None]) -> Node:
    return number, key, end if key in outline else ""


def _sorted(nodes: list[Node], edges: list[Edge]) -> Events:
    """Return events and edges in order, by depth first; what leads back to an open event closes
    a loop.
    """
    after: dict[Node, list[Edge]] = {node: [] for node in nodes}
    for edge in edges:
        after[edge.before].append(edge)
    seen: set[Node] = set()
    open_: set[Node] = set()
    shut: set[Edge] = set()
    done: list[Node] = []
    stack: list[tuple[Node, Iterator[Edge]]] = []

    def enter(node: Node) -> None:
        seen.add(node)
        open_.add(node)
        stack.append((node, iter(after[node])))

    # The last line first, so that the order turned round keeps that of the file where it can.
    for root in reversed(nodes):
        if root not in seen:
            enter(root)
        while stack:
            node, ways = stack[-1]
            way = next(ways, None)
            if way is None:
                stack.pop()
                open_.discard(node)
                done.append(node)
            elif way.after in open_:
                shut.add(way)
            elif way.after not in seen:
                enter(way.after)
    return Events(
        order=tuple(reversed(done)),
        edges=tuple(edge for edge in edges if edge not in shut),
        loops=tuple(edge for edge in edges if edge in shut),
    )
