"""Signals to confidence: a logistic model with few weights, fitted to gold correspondences."""

from __future__ import annotations

import math
from operator import mul

from attrs import frozen

from lifecycle_map.matching.scoring import SIGNALS, Row


@frozen
class Weights:
    """What each of `SIGNALS` counts, in log-odds, and what is there before any signal."""

    base: float
    signals: Row

    def log_odds(self, row: Row) -> float:
        """Return the log-odds that a pair with these signals is a correspondence."""
        total: float = sum(map(mul, self.signals, row))
        return self.base + total

    def confidence(self, row: Row) -> float:
        """Return the probability that a pair with these signals is a correspondence."""
        return 1 / (1 + math.exp(-self.log_odds(row)))

    def shares(self, row: Row) -> dict[str, float]:
        """Return how much each signal counted, in log-odds."""
        parts = (w * s for w, s in zip(self.signals, row, strict=True))
        return dict(zip(SIGNALS, parts, strict=True))


RELATED = Weights(-0.67, (1.97, 0.91, 0.15, 0.51, 2.63, 4.90))
EQUAL = Weights(-6.39, (6.82, 1.83, -0.04, 0.46, 3.47, 5.57))
"""Fitted by ``benchmarks/calibration.py``."""
