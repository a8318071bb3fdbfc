"""Several crosswalks between the same two lifecycles as one, with what they do not agree on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import attrs
from attrs import field, frozen

from lifecycle_map.errors import Fault, InvalidModelError
from lifecycle_map.model.asides import ASIDE, unplaced
from lifecycle_map.model.crosswalks import Correspondence, Crosswalk, merged_all
from lifecycle_map.model.denials import denied
from lifecycle_map.model.kinds import expect
from lifecycle_map.model.matches import Match
from lifecycle_map.model.properties import Property, properties_of
from lifecycle_map.model.refs import Ref


@frozen
class Conflict:
    """Statements of which not all can hold, and why.

    ``kept`` is what stands in the merged crosswalk, nothing where all were dropped; ``dropped`` is
    what does not. Each has the key of the crosswalk that says so, with a number where several have
    the same.
    """

    why: str
    kept: tuple[tuple[str, Correspondence], ...]
    dropped: tuple[tuple[str, Correspondence], ...]

    def __str__(self) -> str:
        kept, dropped = (
            "; ".join(f"'{row.statement}' ({row.confidence:g}, {key})" for key, row in rows)
            for rows in (self.kept, self.dropped)
        )
        return f"{self.why}: kept {kept or 'nothing'}; dropped {dropped}"


@frozen
class Merger:
    """A merged crosswalk, and what its parts do not agree on; a text to read."""

    crosswalk: Crosswalk
    conflicts: tuple[Conflict, ...] = field(default=())

    def __str__(self) -> str:
        rows, count = len(self.crosswalk.correspondences), len(self.conflicts)
        head = f"{self.crosswalk.name}: {rows:,} rows, {count:,} conflict{'s' * (count != 1)}"
        return "\n".join([head, *map(str, self.conflicts)])


Told = tuple[str, Correspondence]


def merge(first: Crosswalk, *others: Crosswalk) -> Merger:
    """Return several crosswalks as one, the earlier having precedence.

    Rows with the same ends and the same match become one: the surest, with the sources, views and
    evidence of all. Rows with the same ends and other matches are all kept where SKOS lets them
    stand side by side; where it does not (see `Match.contradicts`), where one says that there is
    nothing to match and another finds it, or where one denies what another says, the surest are
    kept, a denial before all, and the rest is in ``conflicts``; rows of different views alone may
    contradict each other, as views do. A crosswalk the other way round is turned.

    Raises `InvalidModelError` for a crosswalk between other lifecycles.
    """
    for crosswalk in (first, *others):
        expect("merge", crosswalk, Crosswalk)
    parts = [first, *(_turned_to(first, other) for other in others)]
    conflicts: list[Conflict] = []
    rows = list(_agreed(_joined(parts), conflicts))
    rows = list(_found(rows, conflicts))
    rows = list(_allowed(rows, parts, conflicts))
    made = attrs.evolve(
        first,
        views=merged_all(part.views for part in parts),
        sources=merged_all(part.sources for part in parts),
        correspondences=tuple(row for _, row in rows),
        warnings=tuple(dict.fromkeys(told for part in parts for told in part.warnings)),
        properties=_properties(parts),
    )
    return Merger(made, tuple(conflicts))


def _turned_to(first: Crosswalk, other: Crosswalk) -> Crosswalk:
    ends = (first.subject_lifecycle, first.object_lifecycle)
    for crosswalk in (other, other.invert()):
        if (crosswalk.subject_lifecycle, crosswalk.object_lifecycle) == ends:
            return crosswalk
    told = f"it joins '{other.subject_lifecycle}' and '{other.object_lifecycle}', not {ends}"
    raise InvalidModelError(other.key, (Fault("", told),))


def _joined(parts: Iterable[Crosswalk]) -> list[Told]:
    """Return the rows of all, those that say the same as one, in the order of the first."""
    found: dict[tuple[Ref | None, Match, Ref | None], Told] = {}
    for label, part in _labelled(parts):
        for row in part.correspondences:
            ends = (row.subject, row.match, row.object)
            key, held = found.get(ends, (label, row))
            found[ends] = (key, held if held is row else _both(held, row))
    return list(found.values())


def _labelled(parts: Iterable[Crosswalk]) -> Iterator[tuple[str, Crosswalk]]:
    """Yield each crosswalk with its key, numbered where two have the same."""
    seen: Counter[str] = Counter()
    for part in parts:
        seen[part.key] += 1
        yield (f"{part.key} ({seen[part.key]})" if seen[part.key] > 1 else part.key), part


def _both(held: Correspondence, row: Correspondence) -> Correspondence:
    """Return two rows that say the same as one: the surer, on the word of both."""
    surer = row if row.confidence > held.confidence else held
    sources = tuple(dict.fromkeys((*held.sources, *row.sources)))
    against = tuple(dict.fromkeys((*held.sources_against, *row.sources_against)))
    return attrs.evolve(
        surer,
        row=held.row or row.row,
        comment=held.comment or row.comment,
        sources=sources,
        sources_against=against,
        views=tuple(dict.fromkeys((*held.views, *row.views))),
        only_in_views=held.only_in_views and row.only_in_views,
        evidence=tuple(dict.fromkeys((*held.evidence, *row.evidence))),
    )


def _agreed(rows: list[Told], conflicts: list[Conflict]) -> Iterator[Told]:
    """Yield the rows without those that contradict a surer one between the same ends."""
    by_ends: dict[tuple[Ref | None, Ref | None], list[Told]] = {}
    for told in rows:
        by_ends.setdefault((told[1].subject, told[1].object), []).append(told)
    lost: set[int] = set()
    for group in by_ends.values():
        by_sureness = sorted(group, key=lambda told: -told[1].confidence)
        kept: list[Told] = []
        for told in by_sureness:
            against = [each for each in kept if _contradict(each[1], told[1])]
            if against:
                lost.add(id(told))
                why = f"'{told[1].match.value}' contradicts '{against[0][1].match.value}'"
                conflicts.append(Conflict(why, tuple(against), (told,)))
            else:
                kept.append(told)
    yield from (told for told in rows if id(told) not in lost)


def _contradict(one: Correspondence, two: Correspondence) -> bool:
    """Return whether two rows between the same ends cannot both hold.

    What only a view holds is the position of that view: it may well contradict what others hold.
    """
    apart = one.only_in_views or two.only_in_views
    together = not apart or bool(set(one.views) & set(two.views))
    return together and one.match.contradicts(two.match)


def _found(rows: list[Told], conflicts: list[Conflict]) -> Iterator[Told]:
    """Yield the rows without those that say of an end that nothing matches it, where another
    crosswalk matches it. Within one crosswalk its author has seen both.
    """
    matching = [told for told in rows if told[1].match is not Match.NONE]
    for told in rows:
        row = told[1]
        against = tuple(
            each
            for each in (matching if row.match is Match.NONE else ())
            if each[0] != told[0] and _shares_end(each[1], row)
        )
        if against:
            conflicts.append(Conflict("nothing was found, and something was", against, (told,)))
        else:
            yield told


def _shares_end(one: Correspondence, two: Correspondence) -> bool:
    pairs = ((one.subject, two.subject), (one.object, two.object))
    return any(first is not None and first == second for first, second in pairs)


def _allowed(rows: list[Told], parts: list[Crosswalk], conflicts: list[Conflict]) -> Iterator[Told]:
    """Yield the rows without those that a crosswalk denies."""
    denials = {
        pair: label for label, part in reversed([*_labelled(parts)]) for pair in denied(part)
    }
    for told in rows:
        row = told[1]
        by = denials.get((row.subject, row.object)) if row.subject and row.object else None
        if by is None:
            yield told
        else:
            conflicts.append(Conflict(f"'{by}' denies it", (), (told,)))


def _properties(parts: list[Crosswalk]) -> tuple[Property, ...]:
    """Return what the first says of itself, and the denials of all, which are the last."""
    first = [(held.name, held.text) for held in parts[0].properties if held.name != ASIDE]
    texts = dict.fromkeys(
        unplaced(held.text) for part in parts for held in part.properties if held.name == ASIDE
    )
    return properties_of([*first, *((ASIDE, text) for text in texts)])
