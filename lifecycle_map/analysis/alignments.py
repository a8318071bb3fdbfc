"""Two lifecycles with the correspondences resolved between them."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from attrs import field, frozen

from lifecycle_map.errors import UnknownElementError
from lifecycle_map.matching.placing import NOWHERE, Placement
from lifecycle_map.model.crosswalks import Correspondence, View
from lifecycle_map.model.elements import Element, Product, Stage
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.matches import Match
from lifecycle_map.model.refs import Ref
from lifecycle_map.model.relations import Link
from lifecycle_map.model.sources import Source
from lifecycle_map.registries import Drawable

MOST_EXAMPLES = 100
"""How many pairs that break the order are kept."""


@frozen(kw_only=True)
class Coverage:
    """How many elements of one kind have a counterpart on the other side."""

    kind: str
    covered: tuple[Ref, ...]
    uncovered: tuple[Ref, ...]

    @property
    def share(self) -> float:
        """The share that is covered, 0 to 1; 1 when there is nothing to cover."""
        total = len(self.covered) + len(self.uncovered)
        return len(self.covered) / total if total else 1.0


@frozen(kw_only=True)
class OrderPreservation:
    """How far one lifecycle's stages follow the other's.

    ``pairs`` counts the pairs of linked stages that could be compared; without any, ``share`` is 1.
    ``share`` counts pairs of stages with counterparts on both sides: those whose counterparts
    stand in the same order or in the same place, over all. ``broken`` holds the pairs of
    correspondences that run against each other (the first hundred): where the claim fails that the
    service lifecycle follows the project's.
    """

    share: float
    pairs: int
    broken: tuple[tuple[Correspondence, Correspondence], ...]


@frozen(kw_only=True, repr=False)
class Alignment(Drawable):
    """What corresponds to what in two lifecycles, each row with why, how sure, on whose word.

    ``cited`` lists the sources that the rows name, ``placements`` say where each element of the
    subject stands among the phases, ``view`` names the published position that was asked for
    (empty: the consolidated one) and ``views`` are those that there are. ``notes`` say what should
    be known of the whole: that a plan is not about IT, so that nothing is forced on it.
    """

    subject: Lifecycle = field(repr=False)
    object: Lifecycle = field(repr=False)
    correspondences: tuple[Correspondence, ...] = field(default=(), repr=False)
    cited: tuple[Source, ...] = field(default=(), repr=False)
    view: str = ""
    views: tuple[View, ...] = field(default=(), repr=False)
    placements: dict[str, Placement] = field(factory=dict, repr=False, eq=False)
    notes: tuple[str, ...] = ()

    def targets(self, key: str | Ref) -> tuple[Correspondence, ...]:
        """Return what an element of the subject corresponds to, the surest first.

        Raises `UnknownElementError`.
        """
        wanted = self._ref(key, self.subject)
        return tuple(sorted(self._by_subject.get(wanted, ()), key=_doubt))

    def sources(self, key: str | Ref) -> tuple[Correspondence, ...]:
        """Return what of the subject an element of the object corresponds to, the surest first.

        Raises `UnknownElementError`.
        """
        wanted = self._ref(key, self.object)
        return tuple(sorted(self._by_object.get(wanted, ()), key=_doubt))

    def placement(self, key: str) -> Placement:
        """Return where an element of the subject stands among the phases.

        Raises `UnknownElementError`.
        """
        return self.placements.get(self.subject[key].key, NOWHERE)

    def object_stage(self, row: Correspondence) -> Ref | None:
        """Return the stage of the object lifecycle to which a row leads, if any."""
        if row.object is None or row.object.is_whole:
            return None
        stage = home_stage(self.object, row.object.key)
        return None if stage is None else self.object.ref(stage.key)

    def coverage(self, side: Lifecycle | None = None) -> tuple[Coverage, ...]:
        """Return the coverage of one side (the object when not said), kind by kind.

        What contains a part that has a counterpart is covered by it. A row that matches ``none``
        covers nothing.
        """
        lifecycle = side or self.object
        touched = {
            ref
            for row in self.correspondences
            if row.match is not Match.NONE
            for ref in (row.subject, row.object)
            if ref is not None
        }
        touched |= {
            lifecycle.ref(above.key)
            for ref in touched
            if ref.lifecycle == lifecycle.key and ref.key
            for above in lifecycle.ancestors(ref.key)
        }
        kinds = dict.fromkeys(element.kind for element in lifecycle)
        return tuple(_coverage(kind, lifecycle, touched) for kind in kinds)

    def order_preservation(self) -> OrderPreservation:
        """Return how far the order of stages is the same on both sides (see the class)."""
        places = {
            lifecycle.ref(stage.key): number
            for lifecycle in (self.subject, self.object)
            for number, stage in enumerate(lifecycle.stages)
        }
        rows = [
            (places[row.subject], places[row.object], row)
            for row in self.correspondences
            if row.subject in places and row.object in places
        ]
        return _order(sorted(rows, key=lambda placed: placed[0]))

    def __str__(self) -> str:
        view = f", view {self.view}" if self.view else ""
        none = sum(row.match is Match.NONE for row in self.correspondences)
        count = len(self.correspondences) - none
        more = f", {none} without a counterpart" if none else ""
        names = f"{self.subject.name} aligned with {self.object.name}{view}"
        return f"{names}: {count} correspondences{more}"

    def __repr__(self) -> str:
        return f"<Alignment: {self}>"

    def _ref(self, key: str | Ref, lifecycle: Lifecycle) -> Ref:
        ref = key if isinstance(key, Ref) else _parsed(key, lifecycle)
        if ref.lifecycle != lifecycle.key:
            raise UnknownElementError(lifecycle.key, str(ref))
        return lifecycle.ref(ref.key)

    @cached_property
    def _by_subject(self) -> dict[Ref | None, list[Correspondence]]:
        return _grouped((row.subject, row) for row in self.correspondences)

    @cached_property
    def _by_object(self) -> dict[Ref | None, list[Correspondence]]:
        return _grouped((row.object, row) for row in self.correspondences)


def home_stage(lifecycle: Lifecycle, key: str) -> Stage | None:
    """Return the stage that an element is, belongs to, or is made in."""
    element: Element = lifecycle[key]
    stage = lifecycle.stage_of(key)
    if stage is not None or not isinstance(element, Product):
        return stage
    line = (element, *lifecycle.ancestors(key))
    makers = (r.subject for item in line for r in lifecycle.incoming(item.key, Link.CREATES))
    return next((found for maker in makers if (found := lifecycle.stage_of(maker))), None)


def _parsed(key: str, lifecycle: Lifecycle) -> Ref:
    return Ref.parse(key) if ":" in key else Ref(lifecycle.key, key)


def _doubt(row: Correspondence) -> float:
    return -row.confidence


def _order(rows: list[tuple[int, int, Correspondence]]) -> OrderPreservation:
    """Return how far rows that are in the order of their subjects are in that of their objects.

    Counted by how many earlier rows lead to each place, so that long plans take no longer than
    their rows times the few stages of the other side.
    """
    earlier: Counter[int] = Counter()
    pairs = broken = 0
    examples: list[tuple[Correspondence, Correspondence]] = []
    for _, group in itertools.groupby(rows, key=lambda placed: placed[0]):
        here = list(group)
        for subject, place, row in here:
            against = sum(count for other, count in earlier.items() if other > place)
            pairs += earlier.total()
            broken += against
            if against and len(examples) < MOST_EXAMPLES:
                examples += [(o, row) for s, p, o in rows if s < subject and p > place]
        earlier.update(place for _, place, _ in here)
    share = 1 - broken / pairs if pairs else 1.0
    return OrderPreservation(share=share, pairs=pairs, broken=tuple(examples[:MOST_EXAMPLES]))


def _coverage(kind: str, lifecycle: Lifecycle, touched: set[Ref]) -> Coverage:
    refs = [lifecycle.ref(element.key) for element in lifecycle if element.kind == kind]
    return Coverage(
        kind=kind,
        covered=tuple(ref for ref in refs if ref in touched),
        uncovered=tuple(ref for ref in refs if ref not in touched),
    )


def _grouped(
    rows: Iterable[tuple[Ref | None, Correspondence]],
) -> dict[Ref | None, list[Correspondence]]:
    table: dict[Ref | None, list[Correspondence]] = {}
    for ref, row in rows:
        table.setdefault(ref, []).append(row)
    return table
