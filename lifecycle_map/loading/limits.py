"""How much of a file is taken: bounds with names, so that no file can exhaust a machine."""

from __future__ import annotations

from attrs import field, frozen, validators

_MEGABYTE = 2**20
_COUNT = (validators.instance_of(int), validators.gt(0))


@frozen(kw_only=True)
class Limits:
    """What a reader refuses to go beyond; each bound can be raised by whoever trusts the file.

    ``size`` is in bytes, ``depth`` counts elements or brackets inside each other, ``unpacked`` is
    in bytes for all parts of a packed file together, ``lines`` counts the tasks, rows or elements.
    Raises ValueError for a bound below 1 and TypeError for one that is no whole number.
    """

    size: int = field(default=256 * _MEGABYTE, validator=_COUNT)
    depth: int = field(default=200, validator=_COUNT)
    unpacked: int = field(default=512 * _MEGABYTE, validator=_COUNT)
    lines: int = field(default=1_000_000, validator=_COUNT)


DEFAULT = Limits()
"""The bounds that hold when a user says nothing."""
