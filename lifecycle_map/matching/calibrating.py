"""Signals to confidence: a logistic model with few weights, fitted to gold correspondences."""

from __future__ import annotations

import math
from operator import mul

from attrs import frozen

from lifecycle_map.matching.columns import Shares, shares
from lifecycle_map.matching.scoring import SIGNALS, Row, Scored


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

    def confidences(self, scored: Scored) -> Shares:
        """Return the confidence of each candidate."""
        base, weights = self.base, self.signals
        return shares(
            [1 / (1 + math.exp(-base - sum(map(mul, weights, row)))) for row in scored.rows()]
        )

    def shares(self, row: Row) -> dict[str, float]:
        """Return how much each signal counted, in log-odds."""
        parts = (w * s for w, s in zip(self.signals, row, strict=True))
        return dict(zip(SIGNALS, parts, strict=True))


RELATED = Weights(-0.63, (1.94, 0.89, 0.15, 0.50, 2.62, 4.88, 0.0))
EQUAL = Weights(-6.35, (6.79, 1.82, -0.04, 0.47, 3.47, 5.58, 0.0))
"""Fitted by ``benchmarks/calibration.py``."""

RELATED_MEANT = Weights(-0.42, (1.80, 0.47, 0.32, 0.49, 2.40, 4.80, 0.48))
EQUAL_MEANT = Weights(-6.70, (6.09, 1.63, 0.35, 0.72, 2.95, 5.25, 1.65))
"""The same for pairs of which an encoder has said how alike they are; fitted with wordllama."""
