"""What differs between two crosswalks: rows added, dropped and changed, told in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import Enum

import attrs
from attrs import field, frozen

from lifecycle_map.model.crosswalks import Correspondence, Crosswalk
from lifecycle_map.model.denials import Pair, denied, pair_in
from lifecycle_map.model.kinds import expect
from lifecycle_map.model.properties import Property
from lifecycle_map.model.refs import Ref

Ends = tuple[Ref | None, Ref | None]

FIELDS = ("match", "confidence", "justification", "direction", "views")
"""What is told of a row first; the other fields follow in their own order."""

SHOWN = 60
"""So many characters of a value are shown."""

_NOT_COMPARED = ("subject", "object", "correspondences", "warnings")


@frozen
class FieldChange:
    """One field that two values have differently."""

    field: str
    old: object
    new: object

    def __str__(self) -> str:
        return f"{self.field.replace('_', ' ')}: {_word(self.old)} → {_word(self.new)}"


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
        return {name: found[name] for name in _ordered(found)}

    @property
    def _groups(self) -> dict[str, tuple[object, ...]]:
        return {
            "added": self.added,
            "dropped": self.dropped,
            "changed": self.changed,
            "denied": self.denied,
            "no_longer_denied": self.no_longer_denied,
        }

    def _summary(self) -> str:
        """Return the counts in one line, the heading as one more."""
        counts = {**self.counts, "in_the_heading": len(self.heading)}
        fields = ", ".join(f"{name} {count:,}" for name, count in self.fields.items())
        told = {"changed": f" ({fields})"}
        return ", ".join(
            f"{count:,} {name.replace('_', ' ')}{told.get(name, '')}"
            for name, count in counts.items()
            if count
        )

    def _lines(self) -> Iterator[str]:
        if not self:
            yield "no difference"
            return
        yield self._summary()
        for name, rows in (("added", self.added), ("dropped", self.dropped)):
            yield from _group(name, (f"{ends_in_words(row)} ({_sure(row)})" for row in rows))
        yield from _group("changed", map(str, self.changed))
        for name, pairs in (("denied", self.denied), ("no longer denied", self.no_longer_denied)):
            yield from _group(name, (f"{one} is not {two}" for one, two in pairs))
        yield from _group("in the heading", map(str, self.heading))


def diff(old: Crosswalk, new: Crosswalk, /) -> CrosswalkDiff:
    """Return what is different in the crosswalk ``new`` from ``old``.

    Rows are compared by their ends; where several have the same, by their number and their order.
    Raises `WrongKindError` for what is no crosswalk.
    """
    for value in (old, new):
        expect("diff", value, Crosswalk)
    added: list[Correspondence] = []
    dropped: list[Correspondence] = []
    changed: list[RowChange] = []
    before, after = _by_ends(old), _by_ends(new)
    for ends in dict.fromkeys((*before, *after)):
        pairs, gone, fresh = _paired(before.get(ends, []), after.get(ends, []))
        dropped += gone
        added += fresh
        changed += [RowChange(a, b, changes) for a, b in pairs if (changes := _changes(a, b))]
    was, now = (dict.fromkeys(denied(each)) for each in (old, new))
    return CrosswalkDiff(
        old=old,
        new=new,
        added=tuple(_as_in(new, added)),
        dropped=tuple(_as_in(old, dropped)),
        changed=tuple(changed),
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


def _sure(row: Correspondence) -> str:
    return f"{row.confidence:g}, {_word(row.justification)}"


def _group(name: str, lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if not number:
            yield f"\n{name}"
        yield f"  {line}"


def _by_ends(crosswalk: Crosswalk) -> dict[Ends, list[Correspondence]]:
    table: dict[Ends, list[Correspondence]] = {}
    for row in crosswalk.correspondences:
        table.setdefault((row.subject, row.object), []).append(row)
    return table


def _paired(
    old: list[Correspondence], new: list[Correspondence]
) -> tuple[list[tuple[Correspondence, Correspondence]], list[Correspondence], list[Correspondence]]:
    """Return which rows of the same ends are one, and those that are left on either side."""
    pairs: list[tuple[Correspondence, Correspondence]] = []
    gone, fresh = list(old), list(new)
    for is_same in (_is_equal, _has_same_number, _has_same_ends):
        for one in tuple(gone):
            two = next((each for each in fresh if is_same(one, each)), None)
            if two is not None:
                pairs.append((one, two))
                gone.remove(one)
                fresh.remove(two)
    return pairs, gone, fresh


def _is_equal(one: Correspondence, two: Correspondence) -> bool:
    return one == two


def _has_same_number(one: Correspondence, two: Correspondence) -> bool:
    return one.row == two.row


def _has_same_ends(one: Correspondence, two: Correspondence) -> bool:
    return (one.subject, one.object) == (two.subject, two.object)


def _changes(
    old: Correspondence | Crosswalk, new: Correspondence | Crosswalk
) -> tuple[FieldChange, ...]:
    names = [a.name for a in attrs.fields(type(old)) if a.name not in _NOT_COMPARED]
    return tuple(
        FieldChange(name, getattr(old, name), getattr(new, name))
        for name in _ordered(names)
        if getattr(old, name) != getattr(new, name)
    )


def _heading_changes(old: Crosswalk, new: Crosswalk) -> tuple[FieldChange, ...]:
    """Return what differs in the crosswalks as a whole, but for the pairs that they deny."""
    one, two = (attrs.evolve(each, properties=_plain(each)) for each in (old, new))
    return _changes(one, two)


def _plain(crosswalk: Crosswalk) -> tuple[Property, ...]:
    """Return the properties of a crosswalk but for the rows that deny a pair."""
    return tuple(held for held in crosswalk.properties if pair_in(crosswalk, held) is None)


def _ordered(names: Iterable[str]) -> list[str]:
    """Return names of fields, those first that tell most."""
    return sorted(names, key=lambda n: FIELDS.index(n) if n in FIELDS else len(FIELDS))


def _as_in(crosswalk: Crosswalk, rows: list[Correspondence]) -> list[Correspondence]:
    """Return rows in the order in which they stand in their crosswalk."""
    places: dict[int, int] = {id(r): n for n, r in enumerate(crosswalk.correspondences)}
    return sorted(rows, key=lambda row: places[id(row)])


def _word(value: object) -> str:
    """Return the value of a field in words."""
    if isinstance(value, Enum):
        return str(value.value).removeprefix("semapv:")
    if isinstance(value, tuple):
        return _short(", ".join(map(_word, value))) or "nothing"
    if isinstance(value, Property):
        return f"{value.name} '{value.text}'"
    if isinstance(value, float):
        return f"{value:g}"
    key = getattr(value, "key", "")
    return _short(str(key if key and not isinstance(value, Ref) else value)) or "nothing"


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
