"""Signals to confidence: a logistic model with few weights, fitted to gold correspondences."""

from __future__ import annotations

import math

from attrs import frozen

from lifecycle_map.matching.scoring import SIGNALS, Row


@frozen
class Weights:
    """What each of `SIGNALS` counts, in log-odds, and what is there before any signal."""

    base: float
    signals: Row

    def log_odds(self, row: Row) -> float:
        """Return the log-odds that a pair with these signals is a correspondence."""
        return self.base + sum(w * s for w, s in zip(self.signals, row, strict=True))

    def confidence(self, row: Row) -> float:
        """Return the probability that a pair with these signals is a correspondence."""
        return 1 / (1 + math.exp(-self.log_odds(row)))

    def shares(self, row: Row) -> dict[str, float]:
        """Return how much each signal counted, in log-odds."""
        parts = (w * s for w, s in zip(self.signals, row, strict=True))
        return dict(zip(SIGNALS, parts, strict=True))


RELATED = Weights(-0.55, (1.86, 0.86, 0.17, 0.42, 2.27, 4.72))
EQUAL = Weights(-6.7, (7.1, 1.91, -0.04, 0.5, 3.52, 5.79))
"""Fitted by ``benchmarks/calibration.py``."""
