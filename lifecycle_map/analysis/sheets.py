"""What all findings share that are a sheet of rows."""

from __future__ import annotations

from lifecycle_map.registries import Drawable


class Sheet(Drawable):
    """A finding that is shown as a sheet: a table of rows, with a line of summary (``str``)."""

    __slots__ = ()
