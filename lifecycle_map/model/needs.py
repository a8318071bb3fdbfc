"""Needs of service management: what a plan should make room for, and how it shows in a plan."""

from __future__ import annotations

from enum import Enum

from attrs import frozen


class NeedLevel(str, Enum):
    """How commonly a need is asked for.

    ``CORE``: by 10 or more of the 26 check lists, and the go/no-go decision and the operational
    acceptance; ``USUAL``: by 7 to 9; ``CONTEXT``: by fewer, where the kind of service calls for it.
    """

    CORE = "core"
    USUAL = "usual"
    CONTEXT = "context"


class NeedGate(str, Enum):
    """The decision of the project board by which a need is due."""

    AUTHORISE_PROJECT = "authorise-project"
    STAGE_BOUNDARY = "stage-boundary"
    CLOSURE = "closure"


class Visible(str, Enum):
    """Whether a need can be seen in a plan."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@frozen
class NeedPhrases:
    """The phrases of one language that show a need, or do not.

    ``yes`` shows it, ``partly`` hints at it. A line that holds a phrase of ``never`` does not show
    the need, whatever else it holds. How phrases are written: `matching.patterns`.
    """

    language: str
    yes: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@frozen(kw_only=True, cache_hash=True)
class Need:
    """One thing that a service needs before its project may end.

    ``why`` says in one sentence why it matters, ``do`` what to add to the plan, ``task`` a short
    name for that in a plan, and ``artefact`` what would satisfy it. ``asked_by`` counts the check
    lists that ask for it (of 26), ``gate`` is when it is due, ``prince2`` and ``itil`` are the keys
    of the processes and of the stage that it belongs to.
    """

    key: str
    title: str
    why: str
    category: str
    asked_by: int
    level: NeedLevel
    gate: NeedGate
    prince2: tuple[str, ...]
    itil: str
    do: str
    task: str
    artefact: str
    sources: tuple[str, ...] = ()
    phrases: tuple[NeedPhrases, ...] = ()
    milestone: bool = False
