"""Where the real plans for trials lie, if they do: tests that use them skip without them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(os.environ.get("LIFECYCLE_MAP_TEST_DATA", Path(__file__).parents[2] / "shared"))


def folder(name):
    """Return a folder of the trial data; skips the test when it is absent."""
    found = ROOT / name
    if not found.is_dir():
        pytest.skip(f"no trial data: set LIFECYCLE_MAP_TEST_DATA to a folder that has {name}")
    return found


def files(name, pattern):
    """Return the files of a folder of the trial data, or nothing when it is absent."""
    return sorted((ROOT / name).glob(pattern))
