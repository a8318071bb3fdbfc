"""A rule: what a plan should show of the service that it becomes, why, by when, and what to do."""

from __future__ import annotations

from enum import Enum

from attrs import frozen


class Severity(str, Enum):
    """How much a finding matters, from the worst."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Its place from the worst, counted from 0."""
        return tuple(Severity).index(self)


class Due(str, Enum):
    """The decision of the project board by which something has to be there, in order."""

    AUTHORISE_PROJECT = "authorise-project"
    STAGE_BOUNDARY = "stage-boundary"
    CLOSURE = "closure"

    @property
    def rank(self) -> int:
        """Its place in time, counted from 0."""
        return tuple(Due).index(self)


@frozen(kw_only=True)
class Rule:
    """What is checked, why, when it is due, and what to do when it is not there.

    ``check`` names the function that decides, ``needs`` are keys of needs that it looks at and
    ``least`` how many of them have to be visible (0: all). ``rows`` are rows of the crosswalk that
    it rests on, ``sources`` keys of sources, ``artefact`` is what would satisfy it. ``about`` tells
    one function what to look at for several rules (a kind of procedure).
    """

    key: str
    title: str
    why: str
    todo: str
    check: str
    severity: Severity = Severity.WARNING
    due: Due = Due.STAGE_BOUNDARY
    artefact: str = ""
    about: str = ""
    needs: tuple[str, ...] = ()
    least: int = 0
    rows: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
