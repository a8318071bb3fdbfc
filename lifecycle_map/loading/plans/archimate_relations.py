"""ArchiMate relations as ours: which link each becomes, and what it keeps of its own.

Direction and number stay: each relation of the file is one of ours, from its source to its target.
A link is taken where it fits in sense, `SCHEMA` lets it join the two classes and, for ``contains``,
the elements stay a tree; every other relation is ``associated-with``.
"""

from __future__ import annotations

from attrs import define, field

from lifecycle_map.loading.plans.archimate_ends import Ends
from lifecycle_map.loading.plans.archimate_models import Pairs, Tie
from lifecycle_map.loading.plans.archimate_types import (
    ACCESS_LINKS,
    LINK,
    RELATION_TYPES,
    WHOLES,
)
from lifecycle_map.model.elements import Element
from lifecycle_map.model.properties import properties_of
from lifecycle_map.model.relations import Link, Relation, allows
from lifecycle_map.model.validating import outermost

_LINKS = {link.value: link for link in Link}

RELATION_ENDS = ("source relation", "target relation")
"""The properties that name a relation at the source or target of a relation."""


@define
class Relating:
    """The relations of a model while they are made, between elements that were made before."""

    ends: Ends
    elements: dict[str, Element]
    _wholes: dict[int, Tie] = field(factory=dict)

    def relations(self, ties: list[Tie]) -> tuple[Relation, ...]:
        """Return a relation for each one of the file, in its order, that has both its ends."""
        self._wholes = self._tree(ties)
        return tuple(made for tie in ties if (made := self._relation(tie)))

    def _relation(self, tie: Tie) -> Relation | None:
        ends = self.ends.both(tie)
        if not all(ends):
            return None
        subject, object_ = (self.elements[end] for end in ends)
        return Relation(
            subject=subject.key,
            link=self._link(tie, subject, object_),
            object=object_.key,
            label=tie.name,
            source_id=tie.id,
            source_type=tie.type,
            properties=properties_of((*self._to_relations(tie), *_properties(tie))),
        )

    def _to_relations(self, tie: Tie) -> Pairs:
        """Return the ends that are relations; ours is tied to the elements at their sources."""
        ends = zip(RELATION_ENDS, (tie.source, tie.target), strict=True)
        return tuple((name, end) for name, end in ends if end not in self.ends.elements)

    def _link(self, tie: Tie, subject: Element, object_: Element) -> Link:
        if self._to_relations(tie):
            return Link.ASSOCIATED_WITH
        links = RELATION_TYPES.get(tie.type, ())
        told = _LINKS.get(dict(tie.properties).get(LINK, ""))
        if told is not None:
            links = (told,)
        elif tie.type == "Access":
            links = (ACCESS_LINKS.get(tie.access, Link.USES),)
        fitting = (each for each in links if allows(each, type(subject), type(object_)))
        link = next(fitting, Link.ASSOCIATED_WITH)
        if link is Link.CONTAINS and id(tie) not in self._wholes:
            return Link.ASSOCIATED_WITH
        return link

    def _tree(self, ties: list[Tie]) -> dict[int, Tie]:
        """Return the ties that say what contains what: for each part the first, and no circle."""
        above: dict[str, str] = {}
        chosen: dict[int, Tie] = {}
        for tie in (tie for type_ in WHOLES for tie in ties if tie.type == type_):
            whole, part = (self.elements.get(end) for end in (tie.source, tie.target))
            if whole is None or part is None or part.key in above:
                continue
            fits = allows(Link.CONTAINS, type(whole), type(part))
            if fits and outermost(whole.key, above) != part.key:
                above[part.key] = whole.key
                chosen[id(tie)] = tie
        return chosen


def _properties(tie: Tie) -> Pairs:
    """Return what a relation says of itself that ours has no place for."""
    notes = (("documentation", tie.summary),) if tie.summary else ()
    names = tuple((f"name ({alias.language})", alias.text) for alias in tie.aliases)
    own = (pair for pair in tie.properties if pair[0] != LINK)
    return (*own, *notes, *names)
