"""How wide a text is, and where it can be broken, with no font at hand.

The widths are those of Helvetica, which Arimo, Liberation Sans and Arial share. Other scripts are
estimated on the wide side: a label that is a little narrower than thought harms nobody.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from attrs import frozen

from lifecycle_map.layouts.hyphens import break_word
from lifecycle_map.layouts.widths import char_width

BOLD = 1.07
"""How much wider bold text is than regular text."""

ELLIPSIS = "…"
LONGEST = 600
"""No label shows more characters than this, so the rest is not even measured."""

_NEVER_FIRST = frozenset(
    "、。，．,.!?！？:;：；・ー々)]}）］｝」』】〉》〕”’%％°…ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)
_NEVER_LAST = frozenset("([{（［｛「『【〈《〔“‘¥$€£")
_HYPHENS = "-‐"
_SPACES = re.compile(r"[^\S\u00a0\u2007\u202f\u3000]+")
"""Where a line may break: not at a no-break space, and a full-width one is seen as a character."""

_TORN = 4  # "follow-on" stays whole: a part of two letters on a line of its own reads badly
_BREAK_AFTER = frozenset("-‐/–—|·→↔,;")


@frozen
class Wrapped:
    """A text in lines. ``cut`` says that the end is missing, ``splits`` how often a word broke."""

    lines: tuple[str, ...]
    cut: bool = False
    splits: int = 0


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line of text in px."""
    thousandths = sum(map(char_width, text))
    return thousandths * size / 1000 * (BOLD if bold else 1.0)


@lru_cache(maxsize=4096)
def wrap(text: str, width: float, size: float, *, lines: int = 3, bold: bool = False) -> Wrapped:
    """Break a text into at most so many lines of at most that width.

    Lines break at spaces, after hyphens and slashes, and between the characters of Chinese and
    Japanese. A word that is too long alone is split; what is too long at all ends in "…".
    """
    filler = _Filler(width, size, bold)
    for piece in _pieces(text[:LONGEST]):
        if len(filler.done) > lines:
            break
        filler.add(piece)
    filler.end_line()
    found = filler.done
    if len(found) <= lines and len(text) <= LONGEST:
        return Wrapped(tuple(found), splits=filler.splits)
    last = shorten(found[lines - 1].rstrip(" ,;:–-") + ELLIPSIS, width, size, bold=bold)
    return Wrapped((*found[: lines - 1], last), cut=True, splits=filler.splits)


@lru_cache(maxsize=4096)
def wrap_evenly(
    text: str, width: float, size: float, *, lines: int = 3, bold: bool = False
) -> Wrapped:
    """Wrap like `wrap`, then even the lines out: as narrow as the same number of lines allows."""
    best = wrap(text, width, size, lines=lines, bold=bold)
    if best.cut or best.splits or len(best.lines) < 2:  # noqa: PLR2004
        return best
    low, high = width / 3, width
    while high - low > 4:  # noqa: PLR2004
        middle = (low + high) / 2
        trial = wrap(text, round(middle, 1), size, lines=lines, bold=bold)
        if trial.cut or trial.splits or len(trial.lines) > len(best.lines):
            low = middle
        else:
            best, high = trial, middle
    return best


def shorten(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Return one line of at most that width, ended by "…" where something is missing."""
    if text_width(text, size, bold=bold) <= width:
        return text
    kept = text.rstrip(ELLIPSIS)[:LONGEST]
    while kept and text_width(kept + ELLIPSIS, size, bold=bold) > width:
        kept = kept[:-1]
    while kept and joins_previous(text[len(kept)]):
        kept = kept[:-1]
    return kept.rstrip(" ,;:–-") + ELLIPSIS


def joins_previous(char: str) -> bool:
    """Say whether a character cannot stand without the one before it."""
    return unicodedata.combining(char) > 0 or unicodedata.category(char) in ("Mn", "Me", "Cf")


def is_wide(char: str) -> bool:
    """Say whether a character is of a script that is written without spaces, one em each."""
    return unicodedata.east_asian_width(char) in ("W", "F")


def is_katakana(char: str) -> bool:
    """Say whether a character is of the script in which Japanese writes borrowed words."""
    return "\u30a0" <= char <= "\u30ff" and char != "・"


def is_kana(char: str) -> bool:
    """Say whether a character is of one of the scripts that Japanese alone is written in."""
    return "\u3041" <= char <= "\u309f" or is_katakana(char)


def _ends_phrase(before: str, after: str) -> bool:
    """Say whether a phrase of Japanese ends between two characters: after a particle, or where the
    script changes, and never inside a word of Chinese characters or before a particle.
    """
    if before in _NEVER_FIRST or after in _NEVER_LAST:
        return True
    kinds = [_script(before), _script(after)]
    return kinds[0] != kinds[1] and kinds[1] != "kana" and "digit" not in kinds


def _script(char: str) -> str:
    if char.isdigit():
        return "digit"
    if is_katakana(char):
        return "katakana"
    return "kana" if is_kana(char) else "han" if is_wide(char) else "latin"


class _Filler:
    """Lines that are being filled from the left."""

    def __init__(self, width: float, size: float, bold: bool) -> None:
        self.limit = width / size * 1000 / (BOLD if bold else 1.0)
        self.done: list[str] = []
        self.line = ""
        self.used = 0
        self.splits = 0

    def add(self, piece: str) -> None:
        wide = sum(map(char_width, piece))
        trailing = char_width(" ") if piece.endswith(" ") else 0
        if self.line and self.used + wide - trailing > self.limit:
            self.end_line()
        if wide - trailing > self.limit:
            self._split(piece)
        else:
            self.line += piece
            self.used += wide

    def end_line(self) -> None:
        if self.line.strip():
            self.done.append(self.line.strip())
        self.line, self.used = "", 0

    def _split(self, word: str) -> None:
        *heads, tail = break_word(word, self.limit)
        self.splits += len(heads)
        self.done.extend(heads)
        self.line, self.used = tail, sum(map(char_width, tail))


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[str, ...]:
    """Return what may stand on a line of its own, each with the space after it."""
    pieces: list[str] = []
    japanese = any(map(is_kana, text))
    for word in filter(None, _SPACES.split(text)):
        start = 0
        # Most words have no place to break: then no two characters need be looked at.
        plain = word.isascii() and _BREAK_AFTER.isdisjoint(word)
        for at in () if plain else range(1, len(word)):
            torn = word[at - 1] in _HYPHENS and min(at - 1, len(word) - at) < _TORN
            if at > 1 and not torn and _may_break(word[at - 1], word[at], japanese):
                pieces.append(word[start:at])
                start = at
        pieces.append(word[start:] + " ")
    return tuple(pieces)


def unbroken(word: str) -> tuple[str, ...]:
    """Return the parts of a word that stay whole: of a script without spaces what holds together,
    of any other the word itself.
    """
    parts = tuple(piece.strip() for piece in _pieces(word))
    return parts if any(map(is_wide, word)) else (word,)


def _may_break(before: str, after: str, japanese: bool) -> bool:
    if after in _NEVER_FIRST or before in _NEVER_LAST or joins_previous(after):
        return False
    if is_katakana(before) and is_katakana(after):
        return False
    if is_wide(before) or is_wide(after):
        return not japanese or _ends_phrase(before, after)
    return before in _BREAK_AFTER and after.isalpha()
