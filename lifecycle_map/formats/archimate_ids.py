"""The ids of a model: those of the file that it was read from, as far as XML can hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import field, frozen

from lifecycle_map.model.crosswalks import Correspondence
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.refs import Ref

_NAME = re.compile(r"[A-Za-z_][\w.\-]{0,200}", re.ASCII)
_OURS = re.compile(r"model|view|line-.*|(?:property|row|node|rail|e|r)\d[\d.]*")


@frozen
class Ids:
    """The id of every element and relation, and of lifecycles where there are two."""

    elements: dict[tuple[str, str], str] = field(factory=dict)
    relations: dict[tuple[str, int], str] = field(factory=dict)
    rails: dict[str, str] = field(factory=dict)

    @classmethod
    def of(cls, rails: tuple[Lifecycle, ...]) -> Ids:
        """Return an id for everything in some lifecycles."""
        ids, taken = cls(), set[str]()
        for place, rail in enumerate(rails, start=1):
            if len(rails) > 1:
                ids.rails[rail.key] = f"rail{place}"
            for number, element in enumerate(rail, start=1):
                wanted = (element.source_id, f"id-{element.key}", f"e{place}.{number}")
                ids.elements.setdefault((rail.key, element.key), _free(wanted, taken))
            for number, relation in enumerate(rail.relations):
                free = _free((relation.source_id, f"r{place}.{number + 1}"), taken)
                ids.relations.setdefault((rail.key, number), free)
        return ids

    def of_rail(self, rail: Lifecycle) -> str:
        """Return the id of a lifecycle as a whole."""
        return self.rails[rail.key]

    def of_element(self, rail: Lifecycle, key: str) -> str:
        """Return the id of an element."""
        return self.elements[rail.key, key]

    def of_relation(self, rail: Lifecycle, number: int) -> str:
        """Return the id of a relation, by its place in the lifecycle."""
        return self.relations[rail.key, number]

    def ends_of(self, row: Correspondence) -> tuple[str, str] | None:
        """Return the ids that a correspondence joins, if both are there."""
        found = [self.of_ref(ref) for ref in (row.subject, row.object) if ref is not None]
        return (found[0], found[1]) if len(found) == 2 and all(found) else None  # noqa: PLR2004

    def of_ref(self, ref: Ref) -> str:
        """Return the id of an element or of a whole lifecycle; nothing for what is not here."""
        if ref.is_whole:
            return self.rails.get(ref.lifecycle, "")
        return self.elements.get((ref.lifecycle, ref.key), "")


def _free(wanted: tuple[str, ...], taken: set[str]) -> str:
    """Return the first of some ids that XML can hold and nothing has; the last is always free."""
    fitting: Iterator[str] = (
        each for each in wanted[:-1]
        if _NAME.fullmatch(each) and each not in taken and not _OURS.fullmatch(each)
    )  # fmt: skip
    found = next(fitting, wanted[-1])
    taken.add(found)
    return found
