"""References: the name of an element, or of a whole lifecycle, that is unique everywhere."""

from __future__ import annotations

import re
import unicodedata

from attrs import frozen

from lifecycle_map.errors import InvalidRefError

KEY = re.compile(r"\w+(?:[-.]\w+)*")
"""What a key looks like: words of letters and digits in any script, joined by ``-`` or ``.``."""


@frozen(order=True)
class Ref:
    """The name of an element, ``lifecycle:key``; without a key, the lifecycle as a whole.

    >>> str(Ref.parse("prince2-2023:closing-a-project"))
    'prince2-2023:closing-a-project'
    """

    lifecycle: str
    key: str = ""

    @classmethod
    def parse(cls, text: str) -> Ref:
        """Make a reference from its text; raises `InvalidRefError`."""
        lifecycle, colon, key = text.partition(":")
        if not KEY.fullmatch(lifecycle) or (colon and not KEY.fullmatch(key)):
            raise InvalidRefError(text)
        return cls(lifecycle, key)

    @property
    def is_whole(self) -> bool:
        """Whether this names a whole lifecycle and not one of its elements."""
        return not self.key

    def __str__(self) -> str:
        return f"{self.lifecycle}:{self.key}" if self.key else self.lifecycle


def unjoined(text: str) -> str:
    """Return a text with spaces where a capital letter begins a word inside another.

    >>> unjoined("exclusiveGateway")
    'exclusive Gateway'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)


def slug(text: str, *, limit: int = 60) -> str:
    """Return a key made of the words of ``text``, in its own script; never empty.

    >>> slug("Hand over products (CP)")
    'hand-over-products-cp'
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = re.findall(r"[^\W_]+", folded)
    key = "-".join(words)[:limit].strip("-")
    return key or "element"
