"""What the rows of a portfolio come to."""

from __future__ import annotations

from collections import Counter

from attrs import define, field

from lifecycle_map.analysis.portfolios import PortfolioRow
from lifecycle_map.loading.needs import load_needs
from lifecycle_map.model.needs import Need, NeedLevel

SELDOM = 5


@define
class Tally:
    """Counts over rows: no row is kept."""

    total: int
    plans: int = 0
    errors: int = 0
    asked: int = 0
    core: float = 0.0
    visible: Counter[str] = field(factory=Counter)

    def add(self, row: PortfolioRow) -> None:
        """Count one row."""
        self.plans += 1
        self.errors += bool(row.error)
        if row.core_total:
            self.asked += 1
            self.core += row.core_share
            self.visible.update(row.visible)

    def line(self) -> str:
        """Return one line on how far it is."""
        return f"{self.plans:,} of {self.total:,} plans, {self.errors:,} not read"

    def summary(self, level: NeedLevel) -> list[str]:
        """Return what it came to: plans, coverage, the needs that are visible least often."""
        told = [f"{self.plans:,} plans, {self.errors:,} of them not read"]
        if not self.asked:
            return told
        told.append(
            f"{self.asked:,} are about IT: on average {self.core / self.asked:.0%} of the core "
            "needs are visible"
        )
        told.append("visible least often:")
        seldom = sorted(_needs(level), key=lambda need: self.visible[need.key])[:SELDOM]
        told += [f"  {self.visible[need.key]:6,}  {need.key}  {need.title}" for need in seldom]
        return told


def _needs(level: NeedLevel) -> list[Need]:
    levels = tuple(NeedLevel)
    wanted = levels[: levels.index(level) + 1]
    return [need for need in load_needs() if need.level in wanted]
