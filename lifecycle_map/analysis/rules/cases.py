"""What a rule is asked about: a plan beside a service lifecycle, and what else is known."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, field

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.matching.needs import Visibility
from lifecycle_map.matching.phrases import Phrases
from lifecycle_map.model.elements import Element, Role, Work
from lifecycle_map.model.facts import Facts
from lifecycle_map.model.findings import Evidence, Finding, Outcome
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.needs import Visible
from lifecycle_map.model.rules import Rule

Spoken = dict[str, tuple[str, ...]]
"""Phrases by what they speak for: ``live``, ``business_case`` and the like."""


@define
class Case:
    """One plan that is checked: how it aligns, which needs are visible in it, and known facts."""

    alignment: Alignment
    needs: dict[str, Visibility]
    facts: Facts | None = None
    phrases: dict[str, Phrases[str]] = field(factory=dict)

    @property
    def plan(self) -> Lifecycle:
        """The plan."""
        return self.alignment.subject

    def shown(self, needs: Iterable[str]) -> list[str]:
        """Return those of some needs that are visible, wholly or in part."""
        return [key for key in needs if self._is_shown(key)]

    def evidence(self, needs: Iterable[str]) -> tuple[Evidence, ...]:
        """Return what shows some needs, each line once."""
        found = {
            shown.key: evidence_of(self.plan[shown.key], ", ".join(shown.words))
            for key in needs
            if key in self.needs
            for shown in self.needs[key].evidence
        }
        return tuple(found.values())

    def speaking(self, name: str) -> tuple[Evidence, ...]:
        """Return the lines of the plan that speak of something, by its phrases."""
        return self._spoken(name, self.plan.of(Work))

    def people(self, name: str) -> tuple[Evidence, ...]:
        """Return the roles of the plan that are people of some kind, by its phrases."""
        return self._spoken(name, self.plan.of(Role))

    def _is_shown(self, key: str) -> bool:
        return key in self.needs and self.needs[key].visible is not Visible.NO

    def _spoken(self, name: str, elements: Iterable[Element]) -> tuple[Evidence, ...]:
        found = []
        for element in elements:
            hit = next(iter(self.phrases[name].find(element.name)), None)
            if hit is not None:
                found.append(evidence_of(element, hit.phrase))
        return tuple(found)


def evidence_of(element: Element, words: str = "") -> Evidence:
    """Return an element as evidence, with the words that count."""
    return Evidence(key=element.key, name=element.name, source_id=element.source_id, words=words)


def gap(
    rule: Rule, message: str, evidence: Iterable[Evidence] = (), needs: Iterable[str] = ()
) -> Finding:
    """Return that something is not visible."""
    return _finding(rule, Outcome.GAP, message, evidence, needs)


def satisfied(rule: Rule, message: str, evidence: Iterable[Evidence] = ()) -> Finding:
    """Return that all is there."""
    return _finding(rule, Outcome.SATISFIED, message, evidence, ())


def unclear(rule: Rule, message: str) -> Finding:
    """Return that the plan cannot tell, and what would."""
    return _finding(rule, Outcome.UNCLEAR, f"cannot tell from the plan: {message}", (), ())


def _finding(
    rule: Rule, outcome: Outcome, message: str, evidence: Iterable[Evidence], needs: Iterable[str]
) -> Finding:
    return Finding(
        rule=rule,
        outcome=outcome,
        message=message,
        evidence=tuple(evidence),
        needs=tuple(needs),
    )


def named(evidence: Iterable[Evidence], most: int = 3) -> str:
    """Return the names of some lines, in quotes, for a message."""
    names = [f"'{each.name}'" for each in evidence]
    return ", ".join([*names[:most], *(["…"] if len(names) > most else [])])
