"""What differs between two lifecycles: elements added, dropped, renamed, changed; relations."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
from attrs import field, frozen

from lifecycle_map.model.changes import FieldChange, changes, group, in_words, summary
from lifecycle_map.model.elements import Element
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.pairing import paired
from lifecycle_map.model.relations import Relation

_NOT_COMPARED = ("elements", "relations", "sources", "warnings")

_FILE = "file"
"""The key of the source that is the file itself: how it is called is no difference."""


@frozen
class ElementChange:
    """An element that both lifecycles have, with other fields or of another kind."""

    old: Element
    new: Element
    changes: tuple[FieldChange, ...]

    @property
    def is_renamed(self) -> bool:
        """Whether it has another name."""
        return self.old.name != self.new.name

    def __str__(self) -> str:
        rest = [str(each) for each in self.changes if each.field != "name"]
        name = f" → '{self.new.name}'" if self.is_renamed else ""
        return f"{_named(self.old)}{name}{': ' if rest else ''}{'; '.join(rest)}"


@frozen
class RelationChange:
    """A relation that both lifecycles have, between the same elements, with other fields."""

    old: Relation
    new: Relation
    changes: tuple[FieldChange, ...]

    def __str__(self) -> str:
        return f"{_told(self.new)}: {'; '.join(map(str, self.changes))}"


@frozen(kw_only=True)
class LifecycleDiff:
    """What is different in ``new`` from ``old``; false when nothing is, and a text to read.

    Elements are one when they share key and name, or their id in the file they come from, or
    their key. ``renamed`` are those with another name, ``changed`` those with the same. Relations
    are compared by their link and their ends, also where an end has another key now. ``heading``
    is what differs in the lifecycles as a whole. Warnings, the order, and the name of the file
    are not compared.
    """

    old: Lifecycle = field(repr=False)
    new: Lifecycle = field(repr=False)
    added: tuple[Element, ...] = ()
    dropped: tuple[Element, ...] = ()
    renamed: tuple[ElementChange, ...] = ()
    changed: tuple[ElementChange, ...] = ()
    relations_added: tuple[Relation, ...] = ()
    relations_dropped: tuple[Relation, ...] = ()
    relations_changed: tuple[RelationChange, ...] = ()
    heading: tuple[FieldChange, ...] = ()

    def __bool__(self) -> bool:
        return any((*self.counts.values(), self.heading))

    def __str__(self) -> str:
        return "\n".join(self._lines())

    @property
    def counts(self) -> dict[str, int]:
        """How many elements and relations there are of each kind of difference."""
        return {
            "added": len(self.added),
            "dropped": len(self.dropped),
            "renamed": len(self.renamed),
            "changed": len(self.changed),
            "relations_added": len(self.relations_added),
            "relations_dropped": len(self.relations_dropped),
            "relations_changed": len(self.relations_changed),
        }

    def _lines(self) -> Iterator[str]:
        if not self:
            yield "no difference"
            return
        yield summary({**self.counts, "in_the_heading": len(self.heading)}, {})
        yield from group("added", map(_named, self.added))
        yield from group("dropped", map(_named, self.dropped))
        yield from group("renamed", map(str, self.renamed))
        yield from group("changed", map(str, self.changed))
        yield from group("relations added", map(_told, self.relations_added))
        yield from group("relations dropped", map(_told, self.relations_dropped))
        yield from group("relations changed", map(str, self.relations_changed))
        yield from group("in the heading", map(str, self.heading))


def lifecycle_diff(old: Lifecycle, new: Lifecycle) -> LifecycleDiff:
    """Return what is different in the lifecycle ``new`` from ``old``."""
    pairs, dropped, added = paired(old, new, _both, _source_id, _key)
    found = [ElementChange(a, b, _element_changes(a, b)) for a, b in pairs]
    keys = {one.key: two.key for one, two in pairs}
    lost = [each for each in old.relations if not _is_between(each, keys)]
    kept = [_moved(each, keys) for each in old.relations if _is_between(each, keys)]
    links, cut, joined = paired(kept, new.relations, _whole, _ends)
    told = (RelationChange(a, b, changes(a, b)) for a, b in links)
    return LifecycleDiff(
        old=old,
        new=new,
        added=tuple(added),
        dropped=tuple(dropped),
        renamed=tuple(each for each in found if each.is_renamed),
        changed=tuple(each for each in found if each.changes and not each.is_renamed),
        relations_added=tuple(joined),
        relations_dropped=(*lost, *cut),
        relations_changed=tuple(each for each in told if each.changes),
        heading=(*changes(old, new, but=_NOT_COMPARED), *_source_changes(old, new)),
    )


def _source_changes(old: Lifecycle, new: Lifecycle) -> tuple[FieldChange, ...]:
    one, two = (tuple(s for s in each.sources if s.key != _FILE) for each in (old, new))
    return () if one == two else (FieldChange("sources", one, two),)


def _both(element: Element) -> tuple[str, str]:
    return element.key, element.name


def _source_id(element: Element) -> tuple[str, str] | None:
    return (element.kind, element.source_id) if element.source_id else None


def _key(element: Element) -> str:
    return element.key


def _element_changes(old: Element, new: Element) -> tuple[FieldChange, ...]:
    kind = () if old.kind == new.kind else (FieldChange("kind", old.kind, new.kind),)
    return (*kind, *changes(old, new))


def _is_between(relation: Relation, keys: dict[str, str]) -> bool:
    """Return whether both ends of a relation are still there."""
    return relation.subject in keys and relation.object in keys


def _moved(relation: Relation, keys: dict[str, str]) -> Relation:
    """Return a relation between the elements as they are called now."""
    subject, object_ = keys[relation.subject], keys[relation.object]
    if (subject, object_) == (relation.subject, relation.object):
        return relation
    return attrs.evolve(relation, subject=subject, object=object_)


def _whole(relation: Relation) -> Relation:
    return relation


def _ends(relation: Relation) -> tuple[str, str, str]:
    return relation.subject, relation.link.value, relation.object


def _named(element: Element) -> str:
    return f"{element.key} '{element.name}' ({element.kind})"


def _told(relation: Relation) -> str:
    label = f" '{in_words(relation.label)}'" if relation.label else ""
    return f"{relation.subject} {relation.link.value} {relation.object}{label}"
