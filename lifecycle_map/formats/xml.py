"""XML as text: escaping that any parser takes back, and tags in lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\r": "&#13;",
    "\n": "&#10;",
    "\t": "&#9;",
}
_IN_TEXT = re.compile('[&<>"\r]')
_IN_ATTRIBUTES = re.compile('[&<>"\r\n\t]')


def legible(text: str) -> str:
    """Return a text with U+FFFD for what XML cannot hold at all."""
    return _ILLEGAL.sub("\ufffd", text)


def escape(text: str) -> str:
    """Return a text as XML shows it; what XML cannot hold at all becomes U+FFFD."""
    return _IN_TEXT.sub(_escape, legible(text))


def quoted(text: str) -> str:
    """Return a text as the value of an attribute: there, a bare line end would become a space."""
    return _IN_ATTRIBUTES.sub(_escape, legible(text))


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES[found[0]]


def tag(
    name: str, attributes: Mapping[str, str] | None = None, inner: Iterable[str] | None = None
) -> Iterator[str]:
    """Yield an element as lines; ``inner`` are the lines in it, and without any it is empty."""
    told = "".join(f' {key}="{quoted(text)}"' for key, text in (attributes or {}).items())
    lines = list(inner or ())
    if not lines:
        yield f"<{name}{told}/>"
        return
    yield f"<{name}{told}>"
    yield from (f"  {line}" for line in lines)
    yield f"</{name}>"


def told(name: str, text: str, attributes: Mapping[str, str] | None = None) -> Iterator[str]:
    """Yield an element with a text in it, unless the text is empty. Its white space is kept."""
    if text:
        given = "".join(f' {key}="{quoted(each)}"' for key, each in (attributes or {}).items())
        yield f"<{name}{given}>{quoted(text)}</{name}>"
