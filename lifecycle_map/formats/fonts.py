"""Fonts for pixels and print: which files there are, and whether they have what is written."""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from html import unescape
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from lifecycle_map.errors import EngineError, MissingExtraError

_SHOWN = re.compile(r"<tspan[^>]*>([^<]*)</tspan>|<text[^>]*>([^<]*)</text>")
_SHORT_TABLE = 4
_LONG_TABLE = 12
_LAST = 0xFFFF


def arimo(what: str) -> tuple[str, ...]:
    """Return the files of the font that comes with the extra [draw], wherever pip has put them.

    Raises `MissingExtraError`, which says ``what`` needs it.
    """
    try:
        files = distribution("fontpkg-arimo").files or []
    except PackageNotFoundError as error:
        raise MissingExtraError(what, "draw", "write .svg instead") from error
    return tuple(sorted(str(file.locate()) for file in files if file.suffix == ".ttf"))


def check_glyphs(svg: str, files: Iterable[str]) -> None:
    """Raise `EngineError` that names a character which no font has: nobody reads empty boxes."""
    texts = (unescape(first or second) for first, second in _SHOWN.findall(svg))
    known = [_characters(file) for file in files]
    for text in texts:
        wanted = {char for char in text if _is_drawn(char)}
        lacking = [wanted - {char for char in wanted if ord(char) in font} for font in known]
        if all(lacking) and (_joins(text) or set.intersection(*lacking)):
            raise _missing(min(set.intersection(*lacking) or set.union(*lacking)))


def _joins(text: str) -> bool:
    """Say whether a text has joined letters, which resvg takes from one font with all the rest."""
    return any(unicodedata.bidirectional(char) == "AL" for char in text)


def _missing(char: str) -> EngineError:
    name = unicodedata.name(char, "a character without a name")
    return EngineError(
        "fonts",
        f"no font has '{char}' (U+{ord(char):04X}, {name}) together with the letters beside it; "
        "pass the file of a font that has it",
    )


def _is_drawn(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cf", "Zs", "Zl", "Zp")


@lru_cache(maxsize=16)
def _characters(file: str) -> frozenset[int]:
    """Return the characters that a font file has, from its table ``cmap``."""
    try:
        data = Path(file).read_bytes()
        return frozenset(_cmap(data))
    except (OSError, struct.error, ValueError) as error:
        raise EngineError("fonts", f"cannot use the font '{file}': {error}") from error


def _cmap(data: bytes) -> set[int]:
    start = struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
    (tables,) = struct.unpack_from(">H", data, start + 4)
    records = (struct.unpack_from(">4sIII", data, start + 12 + 16 * i) for i in range(tables))
    places = {tag: offset for tag, _, offset, _ in records}
    if b"cmap" not in places:
        raise ValueError("it has no table of characters")
    base = places[b"cmap"]
    (count,) = struct.unpack_from(">H", data, base + 2)
    found: set[int] = set()
    for number in range(count):
        (offset,) = struct.unpack_from(">I", data, base + 4 + 8 * number + 4)
        found |= _subtable(data, base + offset)
    return found


def _subtable(data: bytes, at: int) -> set[int]:
    (kind,) = struct.unpack_from(">H", data, at)
    if kind == _LONG_TABLE:
        (groups,) = struct.unpack_from(">I", data, at + 12)
        spans = (struct.unpack_from(">II", data, at + 16 + 12 * i) for i in range(groups))
        return {code for first, last in spans for code in range(first, last + 1)}
    if kind == _SHORT_TABLE:
        (double,) = struct.unpack_from(">H", data, at + 6)
        ends = struct.unpack_from(f">{double // 2}H", data, at + 14)
        firsts = struct.unpack_from(f">{double // 2}H", data, at + 16 + double)
        runs = zip(firsts, ends, strict=True)
        return {code for first, last in runs for code in range(first, last + 1)} - {_LAST}
    return set()
