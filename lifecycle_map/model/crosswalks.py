"""Correspondences between two lifecycles: what matches what, how, how sure, on whose word."""

from __future__ import annotations

import attrs
from attrs import frozen

from lifecycle_map.errors import InvalidModelError, UnknownNameError
from lifecycle_map.model.matches import Direction, Justification, Match
from lifecycle_map.model.refs import Ref
from lifecycle_map.model.sources import Source
from lifecycle_map.model.validating import crosswalk_faults


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

    def invert(self) -> Correspondence:
        """Return the same statement read from the other end."""
        return attrs.evolve(
            self, subject=self.object, object=self.subject, match=self.match.inverse
        )


@frozen(kw_only=True)
class Crosswalk:
    """A set of correspondences between two lifecycles, named by their keys.

    Raises `InvalidModelError` with every fault.
    """

    key: str
    name: str
    subject_lifecycle: str
    object_lifecycle: str
    summary: str = ""
    notice: str = ""
    views: tuple[View, ...] = ()
    sources: tuple[Source, ...] = ()
    correspondences: tuple[Correspondence, ...] = ()

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
        rows = tuple(
            row
            for row in self.correspondences
            if (key in row.views if key else not row.only_in_views)
        )
        return attrs.evolve(self, correspondences=rows)

    def invert(self) -> Crosswalk:
        """Return the crosswalk from the object's side."""
        return attrs.evolve(
            self,
            key=f"{self.object_lifecycle}--{self.subject_lifecycle}",
            subject_lifecycle=self.object_lifecycle,
            object_lifecycle=self.subject_lifecycle,
            correspondences=tuple(row.invert() for row in self.correspondences),
        )
