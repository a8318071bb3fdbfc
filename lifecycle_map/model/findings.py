"""What a rule says of a plan: an outcome with evidence."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from lifecycle_map.model.rules import Due, Rule, Severity


class Outcome(str, Enum):
    """What a rule came to.

    ``GAP``: something is not visible in the plan; ``SATISFIED``: all is there; ``UNCLEAR``: the
    plan cannot tell; ``WAIVED``: a gap that somebody accepted, for a time.
    """

    GAP = "gap"
    SATISFIED = "satisfied"
    UNCLEAR = "unclear"
    WAIVED = "waived"


@frozen(kw_only=True)
class Evidence:
    """A line of the plan that a statement rests on, with the words in it that say so."""

    key: str
    name: str
    source_id: str = ""
    words: str = ""


@frozen(kw_only=True)
class Finding:
    """What a rule says of a plan: the outcome in one sentence, and what it rests on.

    ``needs`` are the keys of the needs that it counted as not visible, ``stage`` is the key of the
    stage where something should stand.
    """

    rule: Rule
    outcome: Outcome
    message: str
    evidence: tuple[Evidence, ...] = ()
    needs: tuple[str, ...] = ()
    stage: str = ""

    @property
    def severity(self) -> Severity:
        """The severity of the rule; what is unclear is only worth knowing."""
        return self.rule.severity if self.outcome is Outcome.GAP else Severity.INFO

    @property
    def due(self) -> Due:
        """The gate by which it should be there."""
        return self.rule.due
