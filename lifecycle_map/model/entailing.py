"""What follows from crosswalks by SKOS alone, and by nothing else.

The rules are those of the SKOS Reference (W3C Recommendation, 18 August 2009), section 10.3:
S42 ``exactMatch`` implies ``closeMatch``; S43 ``narrowMatch`` is the inverse of ``broadMatch``; S44
``exactMatch``, ``closeMatch`` and ``relatedMatch`` are symmetric; S45 ``exactMatch`` is transitive.
``closeMatch``, ``relatedMatch``, ``broadMatch`` and ``narrowMatch`` are not transitive, so nothing
is chained over them; `Crosswalk.compose` chains more, as a guess with less confidence.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator

from lifecycle_map.model.crosswalks import Correspondence, Crosswalk, merged_all
from lifecycle_map.model.kinds import expect
from lifecycle_map.model.matches import Justification, Match
from lifecycle_map.model.refs import Ref

Statement = tuple[Ref, Match, Ref]
Graph = dict[Ref, list[tuple[Ref, Correspondence]]]

SURE = 1.0


def entail(*crosswalks: Crosswalk, close: bool = False) -> tuple[Crosswalk, ...]:
    """Return what follows from some crosswalks by SKOS and is stated by none of them.

    One crosswalk for every two lifecycles, in order of their keys, one for a lifecycle with itself
    included: two of its elements that match the same thing exactly match each other. A row says in
    its evidence from which statements it follows by which rule of SKOS; its confidence is the
    product of theirs, by the surest way. With ``close``, what is exact is also said to be close.
    """
    for crosswalk in crosswalks:
        expect("entail", crosswalk, Crosswalk)
    rows = [row for crosswalk in crosswalks for row in crosswalk.view().correspondences]
    stated = {(row.subject, row.match, row.object) for row in rows}
    found: dict[Statement, Correspondence] = {}
    for row in (*_inverses(rows), *_chains(rows)):
        _add(row, stated, found)
    for row in (*rows, *found.values()) if close else ():
        if row.match is Match.EXACT:
            _add(_follows(row, Match.CLOSE, "S42"), stated, found)
    return tuple(_by_ends(found, crosswalks))


def _add(
    row: Correspondence,
    stated: set[tuple[Ref | None, Match, Ref | None]],
    found: dict[Statement, Correspondence],
) -> None:
    """Take what follows, the surest where it follows in several ways."""
    if row.subject is None or row.object is None or row.subject == row.object:
        return
    statement = (row.subject, row.match, row.object)
    held = found.get(statement)
    if statement not in stated and (held is None or row.confidence > held.confidence):
        found[statement] = row


def _inverses(rows: list[Correspondence]) -> Iterator[Correspondence]:
    for row in rows:
        if row.match is not Match.NONE:
            rule = "S44" if row.match.is_symmetric else "S43"
            yield _follows(row.invert(), row.match.inverse, rule, of=row)


def _follows(
    row: Correspondence, match: Match, rule: str, *, of: Correspondence | None = None
) -> Correspondence:
    """Return what follows from one row by one rule."""
    return Correspondence(
        subject=row.subject,
        match=match,
        object=row.object,
        justification=Justification.LOGICAL,
        confidence=row.confidence,
        sources=row.sources,
        sources_against=row.sources_against,
        evidence=((of or row).statement, f"SKOS {rule}"),
        subject_label=row.subject_label,
        object_label=row.object_label,
    )


def _chains(rows: list[Correspondence]) -> Iterator[Correspondence]:
    """Yield the exact matches that follow over two or more others, by their surest way."""
    graph: Graph = {}
    for row in rows:
        if row.match.is_transitive and row.subject and row.object:
            graph.setdefault(row.subject, []).append((row.object, row))
            graph.setdefault(row.object, []).append((row.subject, row))
    for start in sorted(graph):
        yield from _from(start, graph)


def _from(start: Ref, graph: Graph) -> Iterator[Correspondence]:
    """Yield what one thing matches exactly over others, nearest in confidence first."""
    done: set[Ref] = set()
    # Of ways that are equally sure the shortest; then by name, so that the order is always one.
    waiting: list[tuple[float, int, Ref, int, tuple[Correspondence, ...]]]
    waiting, number = [(-SURE, 0, start, 0, ())], 0
    while waiting:
        sureness, length, here, _, way = heapq.heappop(waiting)
        if here in done:
            continue
        done.add(here)
        if length > 1:
            yield _chained(start, here, -sureness, way)
        for there, row in graph[here]:
            if there not in done:
                number += 1
                step = (sureness * row.confidence, length + 1, there, number, (*way, row))
                heapq.heappush(waiting, step)


def _chained(
    start: Ref, end: Ref, confidence: float, way: tuple[Correspondence, ...]
) -> Correspondence:
    return Correspondence(
        subject=start,
        match=Match.EXACT,
        object=end,
        justification=Justification.LOGICAL,
        confidence=round(confidence, 4),
        sources=tuple(dict.fromkeys(source for row in way for source in row.sources)),
        sources_against=tuple(dict.fromkeys(s for row in way for s in row.sources_against)),
        evidence=(*(row.statement for row in way), "SKOS S44, S45"),
    )


def _by_ends(
    found: dict[Statement, Correspondence], crosswalks: tuple[Crosswalk, ...]
) -> Iterator[Crosswalk]:
    groups: dict[tuple[str, str], list[Correspondence]] = {}
    for (subject, _, object_), row in sorted(found.items(), key=lambda item: _order(item[0])):
        groups.setdefault((subject.lifecycle, object_.lifecycle), []).append(row)
    for (subject_lifecycle, object_lifecycle), rows in sorted(groups.items()):
        cited = {key for row in rows for key in (*row.sources, *row.sources_against)}
        sources = merged_all(crosswalk.sources for crosswalk in crosswalks)
        yield Crosswalk(
            key=f"{subject_lifecycle}--{object_lifecycle}",
            name=f"What follows by SKOS from {subject_lifecycle} to {object_lifecycle}",
            subject_lifecycle=subject_lifecycle,
            object_lifecycle=object_lifecycle,
            sources=tuple(source for source in sources if source.key in cited),
            correspondences=tuple(rows),
        )


def _order(statement: Statement) -> tuple[Ref, str, Ref]:
    subject, match, object_ = statement
    return subject, match.value, object_
