"""What the rows of a portfolio come to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from heapq import heappush, heappushpop

from attrs import define, field

from lifecycle_map.analysis.portfolios import PortfolioRow
from lifecycle_map.loading.needs import load_needs
from lifecycle_map.model.needs import Need, NeedLevel

SELDOM, WORST, REASONS, LANGUAGES = 5, 5, 5, 8
"""How many needs, plans, reasons and languages are told."""

WIDE = 100
"""How many characters of a reason are told."""

MANY = 1000
"""How many different reasons are counted, at most: no row is kept."""

_PLACE = re.compile(r"(cannot read )?'?…'?: ((line|column) \d+: )*")
"""What stands in front of a reason: the file, and where in it."""

_Rank = tuple[float, int, str]


@define
class Tally:
    """Counts over rows: no row is kept, but for a few of the plans that show least."""

    total: int
    plans: int = 0
    errors: int = 0
    asked: int = 0
    core: float = 0.0
    nothing: int = 0
    visible: Counter[str] = field(factory=Counter)
    partly: Counter[str] = field(factory=Counter)
    languages: Counter[str] = field(factory=Counter)
    reasons: Counter[str] = field(factory=Counter)
    worst: list[tuple[_Rank, str]] = field(factory=list)

    def add(self, row: PortfolioRow) -> None:
        """Count one row."""
        self.plans += 1
        if row.error:
            self._add_error(row)
            return
        self.languages[row.language] += 1
        if row.core_total:
            self._add_asked(row)

    def _add_error(self, row: PortfolioRow) -> None:
        self.errors += 1
        reason = _PLACE.sub("", row.error.replace(row.path, "…"), count=1)
        if reason in self.reasons or len(self.reasons) < MANY:
            self.reasons[reason] += 1

    def _add_asked(self, row: PortfolioRow) -> None:
        """Count what a plan about IT shows."""
        self.asked += 1
        self.core += row.core_share
        self.nothing += not row.core_share
        self.visible.update(row.visible)
        self.partly.update(row.partly)
        # The heap gives up what shows most; of equals, what has fewer tasks: it had less to say.
        rank = (-row.core_share, row.tasks, row.path)
        if len(self.worst) < WORST:
            heappush(self.worst, (rank, row.name))
        else:
            heappushpop(self.worst, (rank, row.name))

    def line(self) -> str:
        """Return one line on how far it is."""
        share = self.plans / self.total if self.total else 1.0
        told = f"{self.plans:,} of {self.total:,} plans ({share:.0%})"
        return f"{told}, {self.errors:,} not read" if self.errors else told

    def summary(self, level: NeedLevel) -> list[str]:
        """Return what it came to: coverage, languages, what is seldom visible, the worst plans."""
        told = [f"{self.plans:,} plans, {self.errors:,} of them not read"]
        told += self._reasons()
        if self.asked:
            told += [*self._coverage(), *self._languages(), *self._seldom(level), *self._worst()]
        return told

    def _reasons(self) -> Iterator[str]:
        for reason, count in self.reasons.most_common(REASONS):
            flat = " ".join(reason.split())
            yield f"  {count:6,}  {flat if len(flat) <= WIDE else flat[:WIDE] + '…'}"
        if len(self.reasons) > REASONS:
            yield "          … (the rows say why, in the column 'error')"

    def _coverage(self) -> Iterator[str]:
        others = self.plans - self.errors - self.asked
        if others:
            yield f"{others:,} are not about IT, and were asked for nothing"
        share = self.core / self.asked
        yield f"{self.asked:,} are about IT: on average {share:.0%} of the core needs are visible"
        if self.nothing:
            yield f"{self.nothing:,} of them show none at all"

    def _languages(self) -> Iterator[str]:
        named = [(key, count) for key, count in self.languages.most_common() if key]
        told = [f"{key} {count:,}" for key, count in named[:LANGUAGES]]
        rest = sum(count for _, count in named[LANGUAGES:])
        told += [f"others {rest:,}"] if rest else []
        told += [f"not told {self.languages['']:,}"] if self.languages[""] else []
        yield f"languages: {', '.join(told)}"

    def _seldom(self, level: NeedLevel) -> Iterator[str]:
        yield f"visible least often, of {self.asked:,} plans (and partly visible):"
        needs = sorted(_needs(level), key=lambda need: self._weight(need.key))[:SELDOM]
        for need in needs:
            full, part = self.visible[need.key], self.partly[need.key]
            yield f"  {full:6,}  {f'({part:,})':8s}  {need.key}  {need.title}"

    def _weight(self, key: str) -> float:
        return self.visible[key] + self.partly[key] / 2

    def _worst(self) -> Iterator[str]:
        yield "plans that show least of the core needs, the longest first:"
        for (share, tasks, path), name in sorted(self.worst, reverse=True):
            yield f"  {-share:6.0%}  {tasks:,} tasks  {path}  {name[:60]}"


def _needs(level: NeedLevel) -> list[Need]:
    levels = tuple(NeedLevel)
    wanted = levels[: levels.index(level) + 1]
    return [need for need in load_needs() if need.level in wanted]
