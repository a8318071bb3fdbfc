"""Where a statement comes from."""

from __future__ import annotations

from attrs import frozen


@frozen(kw_only=True)
class Source:
    """Something that can be cited: who said it, where, when. Data refers to it by ``key``."""

    key: str
    title: str
    year: int = 0
    url: str = ""
