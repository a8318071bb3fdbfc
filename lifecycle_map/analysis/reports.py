"""What a check came to: the outcome of every rule, the needs that are visible, coverage."""

from __future__ import annotations

from attrs import field, frozen

from lifecycle_map.matching.needs import Visibility
from lifecycle_map.model.findings import Finding, Outcome
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.needs import NeedLevel, Visible
from lifecycle_map.registries import Drawable


@frozen(kw_only=True)
class NeedCoverage:
    """How many of the needs of one level are visible in a plan, wholly or in part."""

    level: NeedLevel
    visible: int
    partly: int
    total: int

    @property
    def share(self) -> float:
        """The share that is visible, 0 to 1: a part counts half; 1 of nothing."""
        return (self.visible + self.partly / 2) / self.total if self.total else 1.0

    def __str__(self) -> str:
        part = f", {self.partly} more in part" if self.partly else ""
        return f"{self.visible} of {self.total} {self.level.value} needs visible{part}"


@frozen(kw_only=True)
class Report(Drawable):
    """What a check of a plan found.

    ``results`` holds the outcome of every rule that was asked, `findings` those that are gaps.
    ``about`` says what the plan is about, ``service`` names the lifecycle that it was aligned with,
    ``path`` is where the plan came from.
    """

    plan: Lifecycle = field(repr=False)
    service: str
    about: str = ""
    path: str = ""
    results: tuple[Finding, ...] = field(default=(), repr=False)
    needs: tuple[Visibility, ...] = field(default=(), repr=False)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is not visible in the plan, the worst first, then by when it is due."""
        gaps = [result for result in self.results if result.outcome is Outcome.GAP]
        return tuple(sorted(gaps, key=lambda gap: (gap.severity.rank, gap.due.rank)))

    @property
    def unclear(self) -> tuple[Finding, ...]:
        """What the plan alone cannot tell."""
        return tuple(result for result in self.results if result.outcome is Outcome.UNCLEAR)

    @property
    def waived(self) -> tuple[Finding, ...]:
        """What is not visible and was accepted so."""
        return tuple(result for result in self.results if result.outcome is Outcome.WAIVED)

    @property
    def coverage(self) -> tuple[NeedCoverage, ...]:
        """How many needs of each level are visible."""
        return tuple(_coverage(level, self.needs) for level in NeedLevel)

    @property
    def score(self) -> int:
        """The share of the core needs that is visible, in whole per cent, a part counting half.

        Nothing else is in it: no weights, no rules. 0 where no needs were asked for.
        """
        return int(100 * self.coverage[0].share + 0.5) if self.needs else 0

    def __str__(self) -> str:
        if not self.needs and not self.results:
            return f"{self.plan.title}: {self.about or 'nothing was checked'}"
        core = self.coverage[0]
        count = len(self.findings)
        return f"{self.plan.title}: {core}; {count} finding{'' if count == 1 else 's'}"


def _coverage(level: NeedLevel, needs: tuple[Visibility, ...]) -> NeedCoverage:
    held = [each.visible for each in needs if each.need.level is level]
    return NeedCoverage(
        level=level,
        visible=held.count(Visible.YES),
        partly=held.count(Visible.PARTLY),
        total=len(held),
    )
