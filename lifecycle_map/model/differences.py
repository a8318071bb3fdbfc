"""What differs between two crosswalks, or two lifecycles, told in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import overload

import attrs
from attrs import field, frozen

from lifecycle_map.model.changes import (
    FieldChange,
    changes,
    group,
    in_order,
    in_words,
    summary,
)
from lifecycle_map.model.crosswalks import Correspondence, Crosswalk
from lifecycle_map.model.denials import Pair, denied, pair_in
from lifecycle_map.model.kinds import expect
from lifecycle_map.model.lifecycle_differences import LifecycleDiff, lifecycle_diff
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.pairing import paired
from lifecycle_map.model.properties import Property
from lifecycle_map.model.refs import Ref

_NOT_COMPARED = ("correspondences", "warnings")


@frozen
class RowChange:
    """A row that both crosswalks have, between the same ends, with other fields."""

    old: Correspondence
    new: Correspondence
    changes: tuple[FieldChange, ...]

    def __str__(self) -> str:
        return f"{ends_in_words(self.new)}: {'; '.join(map(str, self.changes))}"


@frozen(kw_only=True)
class CrosswalkDiff:
    """What is different in ``new`` from ``old``; false when nothing is, and a text to read.

    Rows are compared by their ends. ``denied`` are pairs that only the new crosswalk denies,
    ``no_longer_denied`` those that only the old one does. ``heading`` is what differs in the
    crosswalks as a whole. Warnings, which say how a file was read, are not compared.
    """

    old: Crosswalk = field(repr=False)
    new: Crosswalk = field(repr=False)
    added: tuple[Correspondence, ...] = ()
    dropped: tuple[Correspondence, ...] = ()
    changed: tuple[RowChange, ...] = ()
    denied: tuple[Pair, ...] = ()
    no_longer_denied: tuple[Pair, ...] = ()
    heading: tuple[FieldChange, ...] = ()

    def __bool__(self) -> bool:
        return any((*self._groups.values(), self.heading))

    def __str__(self) -> str:
        return "\n".join(self._lines())

    @property
    def counts(self) -> dict[str, int]:
        """How many rows, and pairs that are denied, there are of each kind of difference."""
        return {name: len(rows) for name, rows in self._groups.items()}

    @property
    def fields(self) -> dict[str, int]:
        """In how many of the changed rows each field differs, the most telling fields first."""
        found = Counter(each.field for row in self.changed for each in row.changes)
        return {name: found[name] for name in in_order(found)}

    @property
    def _groups(self) -> dict[str, tuple[object, ...]]:
        return {
            "added": self.added,
            "dropped": self.dropped,
            "changed": self.changed,
            "denied": self.denied,
            "no_longer_denied": self.no_longer_denied,
        }

    def _lines(self) -> Iterator[str]:
        if not self:
            yield "no difference"
            return
        fields = ", ".join(f"{name} {count:,}" for name, count in self.fields.items())
        counts = {**self.counts, "in_the_heading": len(self.heading)}
        yield summary(counts, {"changed": f" ({fields})"})
        for name, rows in (("added", self.added), ("dropped", self.dropped)):
            yield from group(name, (f"{ends_in_words(row)} ({_sure(row)})" for row in rows))
        yield from group("changed", map(str, self.changed))
        for name, pairs in (("denied", self.denied), ("no longer denied", self.no_longer_denied)):
            yield from group(name, (f"{one} is not {two}" for one, two in pairs))
        yield from group("in the heading", map(str, self.heading))


@overload
def diff(old: Crosswalk, new: Crosswalk, /) -> CrosswalkDiff: ...


@overload
def diff(old: Lifecycle, new: Lifecycle, /) -> LifecycleDiff: ...


def diff(
    old: Crosswalk | Lifecycle, new: Crosswalk | Lifecycle, /
) -> CrosswalkDiff | LifecycleDiff:
    """Return what is different in ``new`` from ``old``: of two crosswalks or of two lifecycles.

    Rows of crosswalks are compared by their ends; where several have the same, by their number and
    their order. For lifecycles see `LifecycleDiff`. Raises `WrongKindError` for anything else, and
    for one of each.
    """
    expect("diff", old, Crosswalk, Lifecycle)
    if isinstance(old, Lifecycle):
        expect("diff", new, Lifecycle)
        assert isinstance(new, Lifecycle)
        return lifecycle_diff(old, new)
    expect("diff", new, Crosswalk)
    assert isinstance(new, Crosswalk)
    return _crosswalk_diff(old, new)


def _crosswalk_diff(old: Crosswalk, new: Crosswalk) -> CrosswalkDiff:
    pairs, dropped, added = paired(
        old.correspondences, new.correspondences, _whole, _numbered, _ends
    )
    changed = (RowChange(a, b, changes(a, b)) for a, b in pairs)
    was, now = (dict.fromkeys(denied(each)) for each in (old, new))
    return CrosswalkDiff(
        old=old,
        new=new,
        added=tuple(added),
        dropped=tuple(dropped),
        changed=tuple(each for each in changed if each.changes),
        denied=tuple(pair for pair in now if pair not in was),
        no_longer_denied=tuple(pair for pair in was if pair not in now),
        heading=_heading_changes(old, new),
    )


def ends_in_words(row: Correspondence) -> str:
    """Return a row in words, with the names of its ends where it has them."""
    ends = ((row.subject, row.subject_label), (row.object, row.object_label))
    named = [_end(ref, label) for ref, label in ends if ref is not None]
    told = f" {row.match.value} ".join(named) if named[1:] else f"{named[0]} has no counterpart"
    return f"{told} (row {row.row})" if row.row else told


def _end(ref: Ref, label: str) -> str:
    return f"{ref} '{label}'" if label else str(ref)


def _whole(row: Correspondence) -> Correspondence:
    return row


def _ends(row: Correspondence) -> tuple[Ref | None, Ref | None]:
    return row.subject, row.object


def _numbered(row: Correspondence) -> tuple[Ref | None, Ref | None, str]:
    return row.subject, row.object, row.row


def _sure(row: Correspondence) -> str:
    return f"{row.confidence:g}, {in_words(row.justification)}"


def _heading_changes(old: Crosswalk, new: Crosswalk) -> tuple[FieldChange, ...]:
    """Return what differs in the crosswalks as a whole, but for the pairs that they deny."""
    one, two = (attrs.evolve(each, properties=_plain(each)) for each in (old, new))
    return changes(one, two, but=_NOT_COMPARED)


def _plain(crosswalk: Crosswalk) -> tuple[Property, ...]:
    """Return the properties of a crosswalk but for the rows that deny a pair."""
    return tuple(held for held in crosswalk.properties if pair_in(crosswalk, held) is None)
