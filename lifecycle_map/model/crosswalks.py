"""Correspondences between two lifecycles: what matches what, how, how sure, on whose word."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

import attrs
from attrs import field, frozen

from lifecycle_map.errors import Fault, InvalidModelError, UnknownNameError, closest
from lifecycle_map.model.asides import ASIDE, turned_aside
from lifecycle_map.model.kinds import all_kind_faults
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.matches import Direction, Justification, Match
from lifecycle_map.model.properties import Property
from lifecycle_map.model.refs import Ref
from lifecycle_map.model.sources import Source
from lifecycle_map.model.validating import (
    citation_faults,
    key_faults,
    property_faults,
    share_faults,
    source_faults,
    text_faults,
)
from lifecycle_map.registries import Drawable

_TURNED = {
    Justification.CURATED: Justification.INVERTED,
    Justification.INVERTED: Justification.CURATED,
}


class Keyed(Protocol):
    """Anything that has a key."""

    @property
    def key(self) -> str:
        """What it is found by."""


K = TypeVar("K", bound=Keyed)


@frozen(kw_only=True)
class View:
    """One published position on how the two lifecycles align."""

    key: str
    name: str
    summary: str = ""


@frozen(kw_only=True)
class Correspondence:
    """*subject match object*, with how sure (0 to 1), why, and on whose word.

    ``row`` numbers the statement in its crosswalk (one statement may need several
    correspondences). ``handed_over`` says in a few words what passes between the two sides, and
    ``products`` names those products that are elements. ``evidence`` is what a machine found or
    the rows that it chained. A row ``only_in_views`` is held by those views alone.
    ``subject_label`` and ``object_label`` are what a file calls the ends, ``properties`` is what
    else it says of the row.
    """

    match: Match
    subject: Ref | None = None
    object: Ref | None = None
    justification: Justification = Justification.CURATED
    confidence: float = 1.0
    direction: Direction = Direction.NONE
    handed_over: str = ""
    products: tuple[Ref, ...] = ()
    sources: tuple[str, ...] = ()
    sources_against: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    only_in_views: bool = False
    row: str = ""
    comment: str = ""
    evidence: tuple[str, ...] = ()
    subject_label: str = ""
    object_label: str = ""
    properties: tuple[Property, ...] = ()

    def invert(self) -> Correspondence:
        """Return the same statement read from the other end.

        What was curated is then justified by inversion, and the other way round; a lexical or a
        chained statement holds from both ends alike. Properties of the subject become those of
        the object, and a predicate that the file had for it says nothing of this direction.
        """
        return attrs.evolve(
            self,
            subject=self.object,
            object=self.subject,
            subject_label=self.object_label,
            object_label=self.subject_label,
            match=self.match.inverse,
            justification=_TURNED.get(self.justification, self.justification),
            properties=turned(self.properties),
        )

    def then(self, onward: Correspondence) -> Correspondence:
        """Return what follows from this statement and one that goes on from its object."""
        return Correspondence(
            subject=self.subject,
            match=self.match.then(onward.match),
            object=onward.object,
            justification=Justification.CHAINED,
            confidence=round(self.confidence * onward.confidence, 4),
            direction=self.direction if onward.direction is Direction.NONE else onward.direction,
            handed_over=onward.handed_over or self.handed_over,
            products=onward.products or self.products,
            sources=tuple(dict.fromkeys((*self.sources, *onward.sources))),
            sources_against=tuple(dict.fromkeys((*self.sources_against, *onward.sources_against))),
            views=tuple(dict.fromkeys((*self.views, *onward.views))),
            row=onward.row or self.row,
            comment=onward.comment or self.comment,
            evidence=(
                *self.evidence,
                self.statement,
                *onward.evidence,
                onward.statement,
                f"counted: {self.confidence:.2f} × {onward.confidence:.2f}, how sure the two are",
            ),
            subject_label=self.subject_label,
            object_label=onward.object_label,
        )

    @property
    def statement(self) -> str:
        """The row in one line: *subject match object (row)*."""
        row = f" (row {self.row})" if self.row else ""
        return f"{self.subject or 'nothing'} {self.match.value} {self.object or 'nothing'}{row}"


@frozen(kw_only=True)
class Crosswalk(Drawable):
    """A set of correspondences between two lifecycles, named by their keys.

    ``warnings`` say what a reader left out, ``properties`` what else the file said of the whole.

    Raises `InvalidModelError` with every fault.
    """

    key: str
    name: str
    subject_lifecycle: str
    object_lifecycle: str
    summary: str = ""
    notice: str = ""
    views: tuple[View, ...] = field(default=(), repr=False)
    sources: tuple[Source, ...] = field(default=(), repr=False)
    correspondences: tuple[Correspondence, ...] = field(default=(), repr=False)
    warnings: tuple[str, ...] = field(default=(), repr=False)
    properties: tuple[Property, ...] = field(default=(), repr=False)

    def __attrs_post_init__(self) -> None:
        faults = tuple(crosswalk_faults(self))
        if faults:
            raise InvalidModelError(self.key or "crosswalk", faults)

    def view(self, key: str = "") -> Crosswalk:
        """Return the rows that one published view holds, or all but those of views alone.

        Raises `UnknownNameError`.
        """
        known = tuple(view.key for view in self.views)
        if key and key not in known:
            raise UnknownNameError("view", key, known)
        if not key:
            return self._consolidated
        return self._with(row for row in self.correspondences if key in row.views)

    def viewed(self, key: str) -> Crosswalk:
        """Return a view where this crosswalk has it, else the consolidated rows."""
        return self.view(key if key in {view.key for view in self.views} else "")

    def as_set(self, view: str) -> Crosswalk:
        """Return a published view as a crosswalk of its own, to be published in its turn.

        It has a key, a name and a summary of its own, and only the sources that it cites; all of
        its rows count, those too that only stood in this view. Raises `UnknownNameError`.
        """
        made = self.view(view)
        (told,) = (each for each in self.views if each.key == view)
        rows = tuple(
            attrs.evolve(row, views=(view,), only_in_views=False) for row in made.correspondences
        )
        cited = {key for row in rows for key in (*row.sources, *row.sources_against)}
        return attrs.evolve(
            made,
            key=f"{self.key}--{view}",
            name=f"{self.name}: {told.name}",
            summary=told.summary,
            views=(told,),
            sources=tuple(source for source in self.sources if source.key in cited),
            correspondences=rows,
        )

    def where(
        self,
        *,
        view: str = "",
        sources: Iterable[str] = (),
        least: float = 0.0,
        matches: Iterable[Match] = (),
        justifications: Iterable[Justification] = (),
    ) -> Crosswalk:
        """Return the rows that fit all that is asked for, in their order.

        ``view`` is as in `view`; ``sources`` are keys of sources, one of which says so; ``least``
        is the lowest confidence (0 to 1); ``matches`` and ``justifications`` are those wanted.
        Raises `UnknownNameError` for a view or a source that the crosswalk does not have.
        """
        known = tuple(source.key for source in self.sources)
        wanted, kinds, reasons = set(sources), set(matches), set(justifications)
        for key in sorted(wanted - set(known)):
            raise UnknownNameError("source", key, known)
        return self._with(
            row
            for row in (self.view(view) if view else self).correspondences
            if row.confidence >= least
            and (not wanted or wanted & set(row.sources))
            and (not kinds or row.match in kinds)
            and (not reasons or row.justification in reasons)
        )

    def invert(self) -> Crosswalk:
        """Return the crosswalk from the object's side."""
        return self._inverse

    # Both are asked for again and again, once for each of many plans; a crosswalk never changes.
    @functools.cached_property
    def _consolidated(self) -> Crosswalk:
        if not any(row.only_in_views for row in self.correspondences):
            return self
        return self._with(row for row in self.correspondences if not row.only_in_views)

    @functools.cached_property
    def _inverse(self) -> Crosswalk:
        return attrs.evolve(
            self,
            key=f"{self.object_lifecycle}--{self.subject_lifecycle}",
            subject_lifecycle=self.object_lifecycle,
            object_lifecycle=self.subject_lifecycle,
            correspondences=tuple(row.invert() for row in self.correspondences),
            properties=turned(self.properties),
        )

    def _with(self, rows: Iterable[Correspondence]) -> Crosswalk:
        return attrs.evolve(self, correspondences=tuple(rows))

    def compose(self, other: Crosswalk) -> Crosswalk:
        """Return what follows for the far ends when ``other`` starts where this one ends.

        The match is chained by `Match.then` and the confidence is the product of the two, as for
        independent statements. Of several ways between the same two ends the surest is kept: the
        ways share sources, so that adding them up would count the same word twice. What the files
        of the two say of themselves, their ids and denials too, is not said of what follows.

        Raises ValueError when the two crosswalks do not meet.
        """
        if self.object_lifecycle != other.subject_lifecycle:
            raise ValueError(f"'{self.key}' does not end where '{other.key}' starts")
        onward: dict[Ref | None, list[Correspondence]] = {}
        for row in other.correspondences:
            onward.setdefault(row.subject, []).append(row)
        chained = (
            first.then(second)
            for first in self.correspondences
            if first.match is not Match.NONE
            for second in onward.get(first.object, ())
            if second.match is not Match.NONE
        )
        return attrs.evolve(
            self,
            key=f"{self.subject_lifecycle}--{other.object_lifecycle}",
            name=f"{self.name}, then {other.name}",
            object_lifecycle=other.object_lifecycle,
            summary="",
            notice="\n".join(dict.fromkeys(filter(None, (self.notice, other.notice)))),
            warnings=(),
            properties=(),
            views=merged(self.views, other.views),
            sources=merged(self.sources, other.sources),
            correspondences=surest(chained),
        )


def turned(properties: tuple[Property, ...]) -> tuple[Property, ...]:
    """Return properties read from the other end: ``subject_…`` and ``object_…`` change places."""
    names = {"subject": "object", "object": "subject"}
    found: list[Property] = []
    for held in properties:
        end, line, rest = held.name.partition("_")
        if held.name == ASIDE:
            found.append(Property(ASIDE, turned_aside(held.text)))
        elif end != "predicate" or not line:
            name = f"{names[end]}_{rest}" if line and end in names else held.name
            found.append(Property(name, held.text))
    return tuple(found)


def merged(first: tuple[K, ...], second: tuple[K, ...]) -> tuple[K, ...]:
    """Return two tuples as one, each key once, the first having precedence."""
    known = {item.key for item in first}
    return (*first, *(item for item in second if item.key not in known))


def merged_all(many: Iterable[tuple[K, ...]]) -> tuple[K, ...]:
    """Return many tuples as one, each key once, the earlier having precedence."""
    return functools.reduce(merged, many, ())


def surest(rows: Iterable[Correspondence]) -> tuple[Correspondence, ...]:
    """Return the rows, one for each pair of ends: the one of the highest confidence."""
    best: dict[tuple[Ref | None, Ref | None], Correspondence] = {}
    for row in rows:
        held = best.get((row.subject, row.object))
        if held is None or row.confidence > held.confidence:
            best[row.subject, row.object] = row
    return tuple(best.values())


def crosswalk_faults(crosswalk: Crosswalk) -> Iterator[Fault]:
    """Yield what is wrong with a crosswalk by itself."""
    wrong = tuple(all_kind_faults(crosswalk, ("views", "sources", "correspondences")))
    if wrong:
        yield from wrong
        return
    for part in crosswalk.key.split("--"):
        yield from key_faults("key", part)
    yield from text_faults("", crosswalk)
    yield from property_faults("properties", crosswalk.properties)
    yield from source_faults(crosswalk.sources)
    known = {source.key for source in crosswalk.sources}
    yield from view_faults(crosswalk.views)
    views = {view.key for view in crosswalk.views}
    for number, row in enumerate(crosswalk.correspondences):
        place = f"correspondences[{number}]"
        yield from correspondence_faults(place, row)
        yield from citation_faults(place, row.sources, known)
        yield from citation_faults(place, row.sources_against, known, "sources_against")
        for view in row.views:
            if view not in views:
                yield Fault(f"{place}.views", f"no view has the key '{view}'")
        for end, ref, side in (
            ("subject", row.subject, crosswalk.subject_lifecycle),
            ("object", row.object, crosswalk.object_lifecycle),
        ):
            if ref is not None and ref.lifecycle != side:
                yield Fault(f"{place}.{end}", f"'{ref}' is not in '{side}'")


def view_faults(views: tuple[View, ...]) -> Iterator[Fault]:
    """Yield what is wrong with views: no key, or one that another view has."""
    seen: set[str] = set()
    for number, view in enumerate(views):
        place = f"views[{number}]"
        yield from key_faults(f"{place}.key", view.key)
        if view.key in seen:
            yield Fault(f"{place}.key", f"duplicate view '{view.key}'")
        seen.add(view.key)
        yield from text_faults(place, view)


def correspondence_faults(place: str, row: Correspondence) -> Iterator[Fault]:
    """Yield what is wrong with one correspondence by itself."""
    yield from share_faults(place, "confidence", row.confidence)
    yield from text_faults(place, row)
    yield from property_faults(f"{place}.properties", row.properties)
    both = row.subject is not None and row.object is not None
    neither = row.subject is None and row.object is None
    if row.match is Match.NONE and (both or neither):
        yield Fault(place, "a row that matches none names just one end")
    if row.match is not Match.NONE and not both:
        lacking = " and ".join(end for end in ("subject", "object") if getattr(row, end) is None)
        told = f"a row that matches '{row.match.value}' names both ends: {lacking} is missing"
        yield Fault(place, told)
    if row.only_in_views and not row.views:
        yield Fault(f"{place}.only_in_views", "a row that only stands in views needs a view")


def end_faults(crosswalk: Crosswalk, subjects: Lifecycle, objects: Lifecycle) -> Iterator[Fault]:
    """Yield the ends of a crosswalk that its two lifecycles do not hold."""
    for number, row in enumerate(crosswalk.correspondences):
        for end, ref, lifecycle in (
            ("subject", row.subject, subjects),
            ("object", row.object, objects),
        ):
            if ref is not None and ref.key and ref.key not in lifecycle:
                near = closest(ref.key, (element.key for element in lifecycle))
                hint = f"; did you mean '{near}'?" if near else ""
                place = f"correspondences[{number}].{end}"
                yield Fault(place, f"'{lifecycle.key}' has no element '{ref.key}'{hint}")
