"""The small hub vocabulary that project and service lifecycles share."""

from __future__ import annotations

from enum import Enum


class Phase(str, Enum):
    """Where something stands on the road from an idea to a supported service.

    The first four are the hub that both sides share (strategies are discussed, a solution is
    designed, built, and then someone has to support it). ``MANAGE`` is project administration
    (planning, meetings, reports) and ``NONE`` is what cannot be placed; only the lines of a plan
    need these two.
    """

    STRATEGY = "strategy"
    DESIGN = "design"
    BUILD = "build"
    SUPPORT = "support"
    MANAGE = "manage"
    NONE = "none"


HUB = (Phase.STRATEGY, Phase.DESIGN, Phase.BUILD, Phase.SUPPORT)
"""The four phases that every framework can be hung on, in their order."""
