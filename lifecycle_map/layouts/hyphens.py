"""Splitting a word that is too long for its line, with care, as German compounds need it."""

from __future__ import annotations

import unicodedata

from lifecycle_map.layouts.widths import char_width

HYPHEN = "-"
_SEAMS = (
    ("ungs", "heits", "keits", "schafts", "itäts", "ments", "tions", "ions", "phasen"),
    ("isierung", "ung", "tion", "ment", "keit", "heit", "schaft", "ity", "ance", "ence"),
    ("betriebs", "arbeits", "dienst", "service", "projekt", "system", "daten", "prozess"),
)
"""Where compounds are joined: first after what links them, then after an ending or a known word."""

_SECONDS = (
    *("abschluss", "anforderung", "ansatz", "bericht", "beschreibung", "datenbank", "datensatz"),
    *("dokumentation", "management", "planung", "protokoll", "register", "richtlinie", "strategie"),
    *("system", "überführung", "übergang", "verbesserung", "verantwort"),
)
"""What compounds often end in, so that a line may end before it."""

_VOWELS = frozenset("aeiouyäöüáéíóúàèìòùâêîôûаеёиоуыэюя")
_LEAST = 3
"""No part of a word is shorter than this."""

_CLINGING = frozenset("ーァィゥェォッャュョ")
"""What may not start a line in Japanese."""

_HYPHENATED = ("LATIN", "GREEK", "CYRILLIC")


def break_word(word: str, limit: float) -> list[str]:
    """Return the parts of a word, each no wider than ``limit`` (thousandths of the size)."""
    parts: list[str] = []
    rest = word
    while sum(map(char_width, rest.strip())) > limit:
        at, mark = _break_at(rest, limit)
        parts.append(rest[:at] + mark)
        rest = rest[at:]
    return [*parts, rest]


def _break_at(word: str, limit: float) -> tuple[int, str]:
    """Return where to break, and what to write there."""
    mark = HYPHEN if _is_hyphenated(word) else ""
    most = _most(word, limit - char_width(HYPHEN) * len(mark))
    if not mark:
        return most, ""
    last = min(most, len(word.strip()) - _LEAST)
    if last < _LEAST:
        return most, ""
    at = _before(word, last) or _seam(word, last) or _syllable(word, last) or last
    return at, "" if word[at - 1] == HYPHEN else mark


def _most(word: str, limit: float) -> int:
    """Return how many characters fit: at least one, and no mark torn from its letter."""
    used, at = 0, 0
    for at, char in enumerate(word):  # noqa: B007 # the place where the loop stopped is wanted
        used += char_width(char)
        if used > limit:
            break
    while at > 1 and (char_width(word[at]) == 0 or word[at] in _CLINGING):
        at -= 1
    return max(at, 1)


def _is_hyphenated(word: str) -> bool:
    """Say whether a word is of a script that shows a break by a hyphen, and of letters only."""
    letters = word.strip()
    return letters.isalpha() and unicodedata.name(letters[0], "").startswith(_HYPHENATED)


def _before(word: str, last: int) -> int:
    """Return the last place before what compounds end in, with a third of the line in use."""
    folded = word.lower()
    places = range(last, max(_LEAST, last // 3), -1)
    return next((at for at in places if folded.startswith(_SECONDS, at)), 0)


def _seam(word: str, last: int) -> int:
    """Return the last seam of a compound that leaves more than half of the line in use."""
    folded = word.lower()
    least_left = len(word.strip()) - _LEAST - 1
    for endings in _SEAMS:
        linked = endings is _SEAMS[0]
        for at in range(last, max(_LEAST, last // 2), -1):
            opens = folded[at] not in _VOWELS and folded[at] != "s"
            if folded[:at].endswith(endings) and (opens or linked) and at <= least_left:
                return at
    return 0


def _syllable(word: str, last: int) -> int:
    """Return the last place before a consonant that a vowel follows; it reads as a syllable."""
    folded = word.lower()
    for at in range(last, max(_LEAST, last // 2), -1):
        before, first, second = folded[at - 1], folded[at], folded[at + 1]
        opens = first not in _VOWELS and second in _VOWELS and before + first not in _TOGETHER
        if opens and (before in _VOWELS or before in "hlmnrst"):
            return at
    return 0


_TOGETHER = ("ch", "sc", "ph", "th", "ck", "qu", "st")
