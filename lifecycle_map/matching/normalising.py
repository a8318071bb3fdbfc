"""Labels as the words that carry their meaning, and words as their stems."""

from __future__ import annotations

import re
import sys
from functools import lru_cache

from lifecycle_map.matching.function_words import FUNCTION_WORDS
from lifecycle_map.matching.texts import words_of

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SUFFIXES = """
    ational ations ation ating ators ator ated ates ate ments ment ings ing ions ion ives ive
    ances ance ences ence als al ers er ors or ies ied ed es s y e able ible ness ity ities
    ally ly ungen ung
"""
_ENDINGS = frozenset(_SUFFIXES.split())
_LENGTHS = tuple(sorted({len(ending) for ending in _ENDINGS}, reverse=True))
_VOWELS = frozenset("aeiouy")

SHORTEST_STEM = 3
"""How many letters must be left of a word when its ending is taken off."""


@lru_cache(maxsize=16384)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a label that carry its meaning, each once, in their order.

    Names in one piece are taken apart where a capital starts a word. Function words and single
    letters are left out, unless there is nothing else.

    >>> tokens("Approval of the ProjectPlan")
    ('approval', 'project', 'plan')
    """
    # Without its memory: what a label comes to is remembered here, and each word once.
    words = tuple(dict.fromkeys(map(sys.intern, words_of.__wrapped__(_HUMP.sub(" ", text)))))
    telling = tuple(word for word in words if word not in FUNCTION_WORDS and _tells(word))
    return telling or words


def _tells(word: str) -> bool:
    return len(word) > 1 or not word.isascii() or word.isdigit()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return what is left of a word without its ending: one step, by a table.

    It is cruder than Porter's stemmer and needs no language: it only has to bring *approve*,
    *approval* and *approving* together, and what it brings together counts a little less than an
    equal word.

    >>> [stem(word) for word in ("approve", "approval", "approving", "planned", "process")]
    ['approv', 'approv', 'approv', 'plan', 'process']
    """
    if len(word) <= SHORTEST_STEM or word.endswith("ss"):
        return word
    for length in _LENGTHS:
        rest = word[:-length]
        is_long = len(rest) >= SHORTEST_STEM
        if is_long and word[-length:] in _ENDINGS and not _VOWELS.isdisjoint(rest):
            return _trimmed(rest)
    return word


def _trimmed(rest: str) -> str:
    """Return a stem without a doubled last consonant or a last e or i."""
    if len(rest) > SHORTEST_STEM and rest[-1] == rest[-2] and rest[-1] not in "sl":
        return rest[:-1]
    bare = rest.rstrip("ie")
    return bare if len(bare) >= SHORTEST_STEM else rest
