"""The width of a character, in thousandths of the size of its type."""

from __future__ import annotations

import unicodedata
from functools import cache

_ASCII = """
278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278
556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556
1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778
667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556
333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556
556 556 333 500 278 556 500 722 500 500 500 334 260 334 584
"""
"""From the space to the tilde."""

_OTHERS = {
    "ßøđðþ§–«»€¿¼½¾": 611,
    "æ": 889,
    "œ": 944,
    "ÆŒ—…→←↔™": 1000,
    "ØÐ©®": 778,
    "ŁÞ": 667,
    "łı‘’‚·¡": 333,
    "ìíîïĩīĭ": 278,
    "ďťơưƠƯ": 860,
    "“”„•°": 400,
    "↑↓": 500,
    "юЮжЖшШщЩфФмМъыЫЪ": 920,
    "гГкКсзтугέг": 560,
}

_TABLE = dict(zip(map(chr, range(0x20, 0x7F)), map(int, _ASCII.split()), strict=True)) | {
    char: width for chars, width in _OTHERS.items() for char in chars
}

_EM = 1000
_UPPER = 760
_LOWER = 620
_SYMBOL = 1000
_EMOJI = 1300
_FIRST_EMOJI = 0x1F000


@cache
def char_width(char: str) -> int:
    """Return the width of one character; 0 for what is drawn over the one before it."""
    if char in _TABLE:
        return _TABLE[char]
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    if ord(char) >= _FIRST_EMOJI:
        return _EMOJI
    if unicodedata.east_asian_width(char) in ("W", "F"):
        return _EM
    return _by_kind(char)


def _by_kind(char: str) -> int:
    base = unicodedata.normalize("NFD", char)[0]
    if base != char and base in _TABLE:
        return _TABLE[base]
    kind = unicodedata.category(char)
    if kind[0] in "SC":
        return _SYMBOL
    return _UPPER if kind == "Lu" else _LOWER
