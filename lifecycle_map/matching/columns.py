"""Columns of numbers, packed: some hundred thousand of them take no Python object each."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable
from typing import TypeAlias

Numbers: TypeAlias = "array[int]"
Shares: TypeAlias = "array[float]"

UNKNOWN = math.nan
"""What stands in a column where nothing is known: the one number that is not equal to itself."""


def numbers(values: Iterable[int] = ()) -> Numbers:
    """Return a column of numbers of elements."""
    return array("i", values)


def shares(values: Iterable[float] = ()) -> Shares:
    """Return a column of numbers with fractions."""
    return array("d", values)
