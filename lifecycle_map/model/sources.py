"""Where a statement comes from."""

from __future__ import annotations

from attrs import frozen


@frozen(kw_only=True)
class Source:
    """Something that can be cited: who said it, where and when. ``key`` is how data refers to it."""

    key: str
    title: str
    year: int = 0
    url: str = ""
