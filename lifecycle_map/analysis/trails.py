"""What is known of an element's neighbours when it is matched: where they belong, on whose word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import define, field, frozen

from lifecycle_map.analysis.alignments import home_stage
from lifecycle_map.model.crosswalks import Correspondence
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.matches import Match
from lifecycle_map.model.relations import Link

SAID, AGAINST, DOUBT = 1.5, 2.0, 1.0
"""How much, in log-odds, a neighbour counts for whose place somebody has said: for a pair that
agrees, and against one that does not; and what one counts against a pair whose place was only
found. That it agrees adds nothing then: both were found by the same words.
"""

BESIDE = 0.5
"""What a neighbour in the flow counts, next to what contains or is contained (1)."""


@frozen
class Hint:
    """What a neighbour says of a pair: how much it counts, in log-odds, and the sentence for it."""

    counts: float
    told: str


@define
class Trail:
    """Where the elements of one lifecycle belong in another, as far as is known.

    ``said`` is somebody's word (declared, confirmed, curated), ``found`` what follows from words
    and phases. Each leads from a key of the subject to keys of the counterpart.
    """

    subject: Lifecycle
    counterpart: Lifecycle
    said: dict[str, dict[str, None]] = field(factory=dict)
    found: dict[str, dict[str, None]] = field(factory=dict)

    def add(self, rows: Iterable[Correspondence], *, is_said: bool) -> None:
        """Take note of where rows lead."""
        table = self.said if is_said else self.found
        for row in rows:
            if row.subject and row.subject.key and row.object and row.match is not Match.NONE:
                table.setdefault(row.subject.key, {})[row.object.key] = None

    def hints(self, key: str, other: str) -> Iterator[Hint]:
        """Yield what the neighbours of an element say of its belonging to ``other``.

        What contains it counts whether said or found; what it contains, and what precedes or
        follows it, only when somebody has said it.
        """
        above = next((e for e in self.subject.ancestors(key) if self._known(e.key)), None)
        if above is not None:
            yield from self._hint(above.key, other, "which contains it", 1.0)
        for part in self.subject.children(key):
            if part.key in self.said:
                yield from self._hint(part.key, other, "which it contains", 1.0)
        for neighbour, told in self._beside(key):
            if neighbour in self.said:
                yield from self._hint(neighbour, other, told, BESIDE)

    def is_said_to_agree(self, key: str, other: str) -> bool:
        """Return whether somebody's word on a neighbour speaks for a pair, and none against it."""
        counts = [hint.counts for hint in self.hints(key, other)]
        return bool(counts) and min(counts) > 0

    def _known(self, key: str) -> dict[str, None]:
        return self.said.get(key) or self.found.get(key) or {}

    def _hint(self, key: str, other: str, how: str, share: float) -> Iterator[Hint]:
        ends = [end for end in self._known(key) if end]
        if not ends or not home(self.counterpart, other):
            return
        agreeing = [
            end for end in ends if home(self.counterpart, end) == home(self.counterpart, other)
        ]
        is_said = key in self.said
        if agreeing and not is_said:
            return
        weight = SAID if agreeing else -AGAINST if is_said else -DOUBT
        met = agreeing or ends
        verb = "was said to belong" if is_said else "belongs"
        names = " and ".join(self.counterpart[end].name for end in met[:2])
        told = f"'{self.subject[key].name}', {how}, {verb} to {names}"
        yield Hint(share * weight, told)

    def _beside(self, key: str) -> Iterator[tuple[str, str]]:
        for relation in self.subject.incoming(key):
            if relation.link in (Link.PRECEDES, Link.TRIGGERS):
                yield relation.subject, "which precedes it"
        for relation in self.subject.outgoing(key):
            if relation.link in (Link.PRECEDES, Link.TRIGGERS):
                yield relation.object, "which follows it"


def home(lifecycle: Lifecycle, key: str) -> str:
    """Return the stage that an element belongs to, or else what contains it and all around it.

    Empty when it stands alone.
    """
    return lifecycle.once(_homes).get(key, "")


def _homes(lifecycle: Lifecycle) -> dict[str, str]:
    return {element.key: _home(lifecycle, element.key) for element in lifecycle}


def _home(lifecycle: Lifecycle, key: str) -> str:
    stage = home_stage(lifecycle, key)
    if stage is not None:
        return stage.key
    above = [element.key for element in lifecycle.ancestors(key)]
    return above[-1] if above else key if lifecycle.children(key) else ""
