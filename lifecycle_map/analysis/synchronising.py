"""Which line of a project's plan waits for which line of the service side, and on whose word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from attrs import frozen

from lifecycle_map.analysis.events import START, Edge, Node
from lifecycle_map.analysis.networks import Network
from lifecycle_map.errors import UnknownElementError
from lifecycle_map.loading.frameworks import crosswalk_between
from lifecycle_map.loading.needs import load_needs
from lifecycle_map.loading.rules import line_phrases
from lifecycle_map.loading.words import load_words
from lifecycle_map.matching.needs import visible_needs
from lifecycle_map.matching.phrases import Phrases
from lifecycle_map.matching.texts import words_of
from lifecycle_map.model.elements import Gate, Schedule, Work
from lifecycle_map.model.facts import Facts
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.matches import Direction, Match
from lifecycle_map.model.needs import NeedGate
from lifecycle_map.model.refs import Ref, slug
from lifecycle_map.model.relations import Dependency, DependencyType

BEFORE_LIVE = ("N08", "N10", "N13", "N21", "N25", "N36", "N39", "N40", "N41")
"""Needs that have to be met before a service goes live."""


@frozen
class Tie:
    """Two lines that have to come one after the other, and why; ``row`` is of a crosswalk."""

    edge: Edge
    why: str
    row: str = ""


def service_of(facts: Facts) -> Lifecycle:
    """Return the milestones of a file of facts as a plan of the service side."""
    gates: dict[str, Gate] = {}
    for milestone in facts.milestones:
        base = slug(milestone.name) or "milestone"
        key = base
        while key in gates:
            key = f"{base}-{len(gates)}"
        when = Schedule(start=milestone.date, finish=milestone.date, milestone=True)
        gates[key] = Gate(key=key, name=milestone.name, schedule=when)
    return Lifecycle(
        key="service-milestones",
        name="Milestones of the service side",
        side=Side.SERVICE,
        elements=tuple(gates.values()),
    )


def line_named(plan: Lifecycle, text: str) -> str:
    """Return the key of the line that a key, the line's own id or its name means.

    Raises `UnknownElementError` with the nearest.
    """
    lines = plan.of(Work)
    wanted = words_of(text)
    if any(line.key == text for line in lines):
        return text
    for line in lines:
        if line.source_id and line.source_id == text:
            return line.key
    for line in lines:
        if wanted and words_of(line.name) == wanted:
            return line.key
    known = tuple(each for line in lines for each in (line.key, line.name))
    raise UnknownElementError(plan.key, text, known)


def ties(network: Network, facts: Facts | None = None) -> list[Tie]:
    """Return what of the service side each line of the project's plan waits for.

    The first plan of the network is the project's, the others are the service side's; with one
    plan, its lines that show a need of the service stand for that side. What is declared comes
    first (``needed_by`` of the facts, whose plan is the last, and ``realises``), then rows of the
    crosswalk between what both lines realise, then needs that both lines show, or that have to be
    met before the plan's go-live or its end.
    """
    found: dict[tuple[Node, Node], Tie] = {}
    by_facts = _by_facts(network, facts) if facts and facts.milestones else ()
    for tie in (*by_facts, *_declared(network), *_by_crosswalk(network)):
        found.setdefault((tie.edge.before, tie.edge.after), tie)
    told = {node for ends in found for node in ends}
    for tie in _by_needs(network):
        if tie.edge.before not in told:
            found.setdefault((tie.edge.before, tie.edge.after), tie)
    return list(found.values())


def _by_facts(network: Network, facts: Facts) -> Iterator[Tie]:
    number = len(network.plans) - 1
    for milestone, work in zip(facts.milestones, network.plans[number].of(Work), strict=True):
        if milestone.needed_by:
            key = line_named(network.plans[0], milestone.needed_by)
            service = (number, work.key, "")
            if (0, key, "") in network.places:
                yield Tie(_service_first(service, (0, key, "")), "declared")
            elif (0, key, START) in network.places:
                yield Tie(Edge(service, (0, key, START), Dependency()), "declared")


def _declared(network: Network) -> Iterator[Tie]:
    """Yield the pairs of which one line says that it realises the other."""
    if len(network.plans) == 1:
        return
    by_ref = {network.plans[node[0]].ref(node[1]): node for node in network.tasks()}
    for node in network.tasks():
        for ref in network.work(node).realises:
            other = by_ref.get(ref)
            if other is not None and (other[0] == 0) != (node[0] == 0):
                project, service = (node, other) if node[0] == 0 else (other, node)
                yield Tie(_service_first(service, project), "declared")


def _by_crosswalk(network: Network) -> Iterator[Tie]:
    """Yield the pairs that rows of a crosswalk join, by what the lines realise."""
    ours = [(n, ref) for n in network.tasks() if n[0] == 0 for ref in network.work(n).realises]
    theirs: dict[Ref, list[Node]] = {}
    for node in network.tasks():
        if node[0]:
            for ref in network.work(node).realises:
                theirs.setdefault(ref, []).append(node)
    homes = {(own.lifecycle, other.lifecycle) for _, own in ours for other in theirs}
    for first, second in sorted(homes):
        crosswalk = crosswalk_between(first, second)
        for row in crosswalk.correspondences if crosswalk else ():
            if row.match is Match.NONE or row.subject is None or row.object is None:
                continue
            for project in (node for node, ref in ours if ref == row.subject):
                for service in theirs.get(row.object, ()):
                    why = f"row {row.row}" if row.row else "a row of the crosswalk"
                    if row.direction is Direction.TO_SERVICE:
                        yield Tie(_project_first(project, service), why, row.row)
                    else:
                        yield Tie(_service_first(service, project), why, row.row)


def _by_needs(network: Network) -> Iterator[Tie]:
    """Yield the pairs that the needs behind the lines join, each line of the service side once."""
    shown = [_shown(plan) for plan in network.plans]
    live, end = _last(network, _live(network)), _last(network, _of(network, 0))
    needs = {need.key: need for need in load_needs()}
    sides = range(1, len(shown)) if len(shown) > 1 else (0,)
    for number in sides:
        for key, lines in shown[number].items():
            for line in lines:
                service = (number, line, "")
                if service not in network.places:
                    continue
                project = _same_need(network, shown[0].get(key, ()), service) if number else None
                why = f"both are about {key}"
                if project is None and key in BEFORE_LIVE:
                    project, why = live, f"{key} has to be met before going live"
                elif project is None and needs[key].gate is NeedGate.CLOSURE and number:
                    project, why = end, f"{key} has to be met before the end of the project"
                if project is not None and project != service:
                    yield Tie(_service_first(service, project), why)


def _same_need(network: Network, keys: Iterable[str], service: Node) -> Node | None:
    """Return the line of the project that shows the same need, the nearest in time."""
    nodes = [(0, key, "") for key in keys if (0, key, "") in network.places]
    when = network.places[service].finish
    return min(nodes, key=lambda n: abs(network.places[n].finish - when), default=None)


def _shown(plan: Lifecycle) -> dict[str, tuple[str, ...]]:
    found = visible_needs(plan, load_needs(), load_words())
    return {each.need.key: tuple(line.key for line in each.evidence) for each in found
            if each.evidence}  # fmt: skip


def _live(network: Network) -> list[Node]:
    phrases = _live_phrases()
    found = (n for n in _of(network, 0) if phrases.find(network.work(n).name))
    return list(found)


def _of(network: Network, number: int) -> list[Node]:
    return [node for node in network.tasks() if node[0] == number]


def _last(network: Network, nodes: list[Node]) -> Node | None:
    return max(nodes, key=lambda node: network.places[node].finish, default=None)


def _service_first(service: Node, project: Node) -> Edge:
    """Return that a line of the service side has to be done when one of the project is: before a
    gate or milestone, and by the end of a task that takes time.
    """
    return Edge(service, project, Dependency(type=DependencyType.FINISH_FINISH))


def _project_first(project: Node, service: Node) -> Edge:
    return Edge(project, service, Dependency())


@cache
def _live_phrases() -> Phrases[str]:
    found: Phrases[str] = Phrases()
    for phrase in line_phrases()["live"]:
        found.add(phrase, "live")
    return found
