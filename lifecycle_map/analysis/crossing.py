"""Lines of a plan over a bridge: what they are called there, and where its crosswalk leads on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs
from attrs import frozen

from lifecycle_map.analysis.descending import AMBIGUOUS, HALF, LEAST
from lifecycle_map.analysis.trails import home
from lifecycle_map.matching.indexes import prepare
from lifecycle_map.matching.matcher import match_but
from lifecycle_map.matching.normalising import stem, tokens
from lifecycle_map.matching.placing import Placement
from lifecycle_map.model.crosswalks import Correspondence, Crosswalk
from lifecycle_map.model.elements import Activity, Element, Gate, Process, Stage, Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.matches import Match
from lifecycle_map.model.phases import HUB

WORDS = 2
"""How many words a name of the bridge has at least for a line to be known by it."""

Stems = frozenset[str]


@frozen
class _Named:
    """A name of the bridge as its stems, and whose it is."""

    stems: Stems
    key: str


def crossed(
    subject: Lifecycle,
    bridge: Lifecycle,
    onward: Crosswalk,
    counterpart: Lifecycle,
    placements: dict[str, Placement],
) -> tuple[Correspondence, ...]:
    """Return where the lines of a plan belong that hold the name of what the bridge calls so.

    A line must hold all words of the name, in whatever form and order, and match it; what follows
    is kept where it is sure enough and leads to the phase that the line stands in. Of a curated
    statement with several ends those that are close are meant before those that are related.
    """
    named = set(_named_lines(subject, bridge, placements))
    if not named:
        return ()
    found = match_but(subject.once(prepare), bridge.once(prepare), None, relation="related")
    rows = tuple(row for row in found.correspondences if _ends(row) in named)
    inward = attrs.evolve(found, correspondences=tuple(r for r in rows if r.confidence >= LEAST))
    chained = inward.compose(_closest(onward)).correspondences
    return tuple(_worth(chained, counterpart, placements))


def _ends(row: Correspondence) -> tuple[str, str]:
    return (row.subject.key if row.subject else "", row.object.key if row.object else "")


def _named_lines(
    subject: Lifecycle, bridge: Lifecycle, placements: dict[str, Placement]
) -> Iterator[tuple[str, str]]:
    """Yield the lines that stand in a phase and hold a name of the bridge, with whose it is."""
    index = bridge.once(_index)
    for work in subject.of(Work):
        if isinstance(work, Stage) or placements[work.key].phase not in HUB:
            continue
        held = _stems(work.name)
        for each in sorted(held):
            for named in index.get(each, ()):
                if named.stems <= held:
                    yield work.key, named.key


def _index(bridge: Lifecycle) -> dict[str, list[_Named]]:
    """Return the names of what is done on the bridge, each under the longest of its stems."""
    table: dict[str, list[_Named]] = {}
    for element in bridge:
        if isinstance(element, Process | Activity | Gate):
            for stems in dict.fromkeys(_stems(text) for text in _names(element)):
                if len(stems) >= WORDS:
                    first = max(stems, key=lambda each: (len(each), each))
                    table.setdefault(first, []).append(_Named(stems, element.key))
    return table


def _names(element: Element) -> Iterable[str]:
    return (element.name, *(alias.text for alias in element.aliases))


def _stems(text: str) -> Stems:
    return frozenset(map(stem, tokens(text)))


def _closest(onward: Crosswalk) -> Crosswalk:
    """Return a crosswalk without the related ends of what has closer ones."""
    close = {row.subject for row in onward.correspondences if row.match is not Match.RELATED}
    rows = tuple(
        row
        for row in onward.correspondences
        if row.match is not Match.RELATED or row.subject not in close
    )
    return attrs.evolve(onward, correspondences=rows)


def _worth(
    rows: Iterable[Correspondence], counterpart: Lifecycle, placements: dict[str, Placement]
) -> Iterator[Correspondence]:
    """Yield the rows that are sure enough and lead to the phase in which the line stands."""
    groups: dict[str, list[Correspondence]] = {}
    for row in rows:
        if row.subject is None or row.object is None or not row.object.key:
            continue
        stage = home(counterpart, row.object.key)
        found = counterpart[stage] if stage else None
        phases = found.phases if isinstance(found, Stage) else ()
        if row.confidence >= HALF and placements[row.subject.key].phase in phases:
            groups.setdefault(row.subject.key, []).append(row)
    for group in groups.values():
        yield from group if len(group) <= AMBIGUOUS else ()
