"""Matches on names and aliases, in any language.

The engine proper (stems, context, calibrated confidence) is a separate concern; this finds what
two lifecycles call by the same name, and never joins things of different kinds on a label alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, field, frozen

from lifecycle_map.matching.phrases import Hit, Phrases
from lifecycle_map.model.elements import Element, Product, Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.matches import Match

SAME_NAME, CONTAINED_NAME = 0.8, 0.5
"""How sure a match is on the whole label, and on a name that stands inside a longer label."""

SHORTEST = 2
"""How many words a name must have to be looked for inside a longer label."""

COLLISIONS = frozenset(
    {
        "change", "issue", "release", "product", "service", "user", "customer", "acceptance",
        "evaluation", "review", "exception", "stage", "business case", "request for change",
        "change authority", "risk owner", "lessons", "knowledge", "project management", "plan",
    }
)  # fmt: skip
"""Words that project and service people both use, and mean different things by."""

INDEXES = 8
"""How many lifecycles' names are held ready: many plans meet the same few."""


@frozen
class NameMatch:
    """A name of an element of the other lifecycle that stands in a label."""

    element: Element
    match: Match
    confidence: float
    name: str


_indexes: dict[str, tuple[Lifecycle, Phrases[Element]]] = {}


@define
class Names:
    """The names and aliases of a lifecycle's elements, ready to be looked for in labels."""

    lifecycle: Lifecycle
    _phrases: Phrases[Element] = field(init=False)

    def __attrs_post_init__(self) -> None:
        held = _indexes.get(self.lifecycle.key)
        if held is None or held[0] is not self.lifecycle:
            if len(_indexes) >= INDEXES:
                _indexes.clear()
            held = _indexes[self.lifecycle.key] = (self.lifecycle, _index(self.lifecycle))
        self._phrases = held[1]

    def find(self, element: Element, *, cross: bool) -> Iterator[NameMatch]:
        """Yield the elements whose name is, or stands in, a name of ``element``; the best first.

        ``cross`` says that the two lifecycles lie on different sides, where a shared word may
        mean different things (`COLLISIONS`).
        """
        labels = dict.fromkeys((element.name, *(alias.text for alias in element.aliases)))
        hits = [hit for label in labels for hit in self._phrases.find(label)]
        seen: set[str] = set()
        for hit in sorted(hits, key=lambda hit: (not hit.whole, -hit.length)):
            if hit.value.key in seen or (cross and hit.phrase.casefold() in COLLISIONS):
                continue
            match = _match(element, hit)
            if match is not None:
                seen.add(hit.value.key)
                yield match


def _index(lifecycle: Lifecycle) -> Phrases[Element]:
    phrases: Phrases[Element] = Phrases()
    for element in lifecycle:
        texts = dict.fromkeys((element.name, *(alias.text for alias in element.aliases)))
        for text in texts:
            phrases.add(text, element)
    return phrases


def _match(element: Element, hit: Hit[Element]) -> NameMatch | None:
    """Return what a hit is worth: nothing when the two are of different kinds."""
    found = hit.value
    same_kind = type(element) is type(found) or (
        isinstance(element, Work) and isinstance(found, Work)
    )
    if hit.whole and same_kind:
        return NameMatch(found, Match.CLOSE, SAME_NAME, hit.phrase)
    if hit.length < SHORTEST:
        return None
    if same_kind:
        return NameMatch(found, Match.BROAD, CONTAINED_NAME, hit.phrase)
    if isinstance(element, Work) and isinstance(found, Product):
        return NameMatch(found, Match.RELATED, CONTAINED_NAME, hit.phrase)
    return None
