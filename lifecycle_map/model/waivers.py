"""Gaps that somebody accepted: by whom, why, and until when."""

from __future__ import annotations

from datetime import date

from attrs import frozen


@frozen(kw_only=True)
class Waiver:
    """The acceptance of what one rule finds. It holds up to and on the day ``expires``.

    ``rule`` is the key of a rule.
    """

    rule: str
    owner: str
    reason: str
    expires: date
