"""Labels as comparable words, whatever the language, the case and the spelling."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+\*?|\*[^\W_]+\*?")
# As they are written, letters carry marks that the pattern above does not take for letters.
_SHOWN = re.compile(r"[^\W_][\w\u0300-\u036f\u0591-\u05c7\u064b-\u0652]*")
_BRITISH = re.compile(r"(?<=\w{3})is(e|ed|es|er|ers|ing|ation|ations)$")
# Scripts that put no spaces between words: every character counts as a word of its own.
_UNSPACED = re.compile(
    "[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]"
)
# Letters that Unicode does not take for another one with a mark, though writers in a hurry do.
_PLAIN = str.maketrans("łøđı", "lodi")


# So many that a plan's lines are split once, and so few that thousands of plans cost no memory.
@lru_cache(maxsize=16384)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text: folded case, no accents, one spelling of -ise and -ize.

    A ``*`` at either end of a word is kept, for phrases that use it as a wildcard.

    >>> words_of("Authorise the PROJECT (Initiación)")
    ('authorize', 'the', 'project', 'initiacion')
    """
    folded = text.casefold()
    spaced = folded if folded.isascii() else _unaccented(folded)
    words = _WORD.findall(spaced)
    return tuple(_BRITISH.sub(r"iz\1", word) if "is" in word else word for word in words)


def shown_words(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are written, one for each of `words_of`.

    >>> shown_words("Authorise the PROJECT (Initiación)")
    ('Authorise', 'the', 'PROJECT', 'Initiación')
    """
    folded = words_of(text)
    spaced = _UNSPACED.sub(lambda m: f" {m[0]} ", unicodedata.normalize("NFC", text))
    written = tuple(_SHOWN.findall(spaced))
    return written if len(written) == len(folded) else folded


def _unaccented(text: str) -> str:
    """Return a text without accents, and with spaces where its script has none."""
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in apart if not unicodedata.combining(c)).translate(_PLAIN)
    return _UNSPACED.sub(lambda m: f" {m[0]} ", unicodedata.normalize("NFC", bare))
