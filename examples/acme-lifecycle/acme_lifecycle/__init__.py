"""A framework for lifecycle-map, and a crosswalk from it to ITIL."""

from functools import cache
from pathlib import Path

import lifecycle_map as lm

_HERE = Path(__file__).parent


@cache
def lifecycle() -> lm.Lifecycle:
    """Return the framework."""
    return lm.read_lifecycle(_HERE / "acme.toml")


@cache
def crosswalk() -> lm.Crosswalk:
    """Return the crosswalk from the framework to ITIL."""
    return lm.read_crosswalk(_HERE / "acme--itil-2011.toml")
