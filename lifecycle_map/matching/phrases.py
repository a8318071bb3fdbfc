"""Many phrases looked for in one text at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Generic, TypeVar

from attrs import define, field, frozen

from lifecycle_map.matching.texts import words_of

T = TypeVar("T")
_ISE = re.compile(r"is(e|er|i|in|a|at|ati|atio)?\*$")

TEXTS, WORDS = 1024, 16_384
"""How many texts and words an index remembers, before it forgets them all and begins anew."""


@frozen
class Hit(Generic[T]):
    """A phrase that stands in a text: what it speaks for, where, and how many words long."""

    value: T
    phrase: str
    start: int
    length: int
    whole: bool


@frozen
class _Entry(Generic[T]):
    words: tuple[str, ...]
    phrase: str
    value: T


@define
class Phrases(Generic[T]):
    """An index of phrases, each with a value. Matched on whole words; ``*`` is a wildcard.

    Looking a text up costs time in proportion to its words, not to the number of phrases: plain
    first words are found by hash, wildcards by a prefix or suffix of three letters. Only words with
    a wildcard at both ends are tried one by one: they should be few. What begins with a word is
    remembered, and so is what stands in a text: plans say the same again and again.
    """

    _plain: dict[str, list[_Entry[T]]] = field(factory=dict)
    _prefixes: dict[str, list[_Entry[T]]] = field(factory=dict)
    _suffixes: dict[str, list[_Entry[T]]] = field(factory=dict)
    _inner: dict[str, list[_Entry[T]]] = field(factory=dict)
    _begun: dict[str, tuple[_Entry[T], ...]] = field(factory=dict)
    _found: dict[str, tuple[Hit[T], ...]] = field(factory=dict)

    def add(self, phrase: str, value: T) -> None:
        """Add a phrase; one without any word is left out."""
        words = words_of(phrase)
        if not words or not words[0].strip("*"):
            return
        first = words[0]
        if first.startswith("*") and first.endswith("*"):
            table, key = self._inner, first.strip("*")
        elif first.startswith("*"):
            table, key = self._suffixes, first.strip("*")[-3:]
        elif first.endswith("*"):
            table, key = self._prefixes, first[:-1][:3]
        else:
            table, key = self._plain, first
        table.setdefault(key, []).append(_Entry(words, phrase, value))
        if self._begun:
            self._begun, self._found = {}, {}

    def find(self, text: str) -> tuple[Hit[T], ...]:
        """Return every phrase that stands in ``text``, from left to right."""
        known = self._found.get(text)
        if known is None:
            known = tuple(self._hits(words_of(text)))
            # Another thread may do the same: whichever table is written to, what it says is true.
            if len(self._found) >= TEXTS:
                self._found = {}
            self._found[text] = known
        return known

    def _hits(self, words: tuple[str, ...]) -> Iterator[Hit[T]]:
        size = len(words)
        for start, word in enumerate(words):
            for entry in self._beginning(word):
                length = len(entry.words)
                fits = length <= size - start and _goes_on(entry.words, words, start)
                if length == 1 or fits:
                    yield Hit(entry.value, entry.phrase, start, length, length == size)

    def _beginning(self, word: str) -> tuple[_Entry[T], ...]:
        """Return the phrases whose first word is this one, or fits it."""
        known = self._begun.get(word)
        if known is None:
            known = tuple(e for e in self._starting_with(word) if _fits(e.words[0], word))
            if len(self._begun) >= WORDS:
                self._begun = {}
            self._begun[word] = known
        return known

    def _starting_with(self, word: str) -> Iterator[_Entry[T]]:
        yield from self._plain.get(word, ())
        for length in range(1, 4):
            yield from self._prefixes.get(word[:length], ()) if len(word) >= length else ()
            yield from self._suffixes.get(word[-length:], ()) if len(word) >= length else ()
        for part, entries in self._inner.items():
            yield from entries if part in word else ()


def _goes_on(pattern: tuple[str, ...], words: tuple[str, ...], start: int) -> bool:
    """Return whether what follows the word at ``start`` is what follows a pattern's first word."""
    return all(_fits(pattern[place], words[start + place]) for place in range(1, len(pattern)))


def _fits(pattern: str, word: str) -> bool:
    if "*" not in pattern:
        return pattern == word
    if pattern.startswith("*") and pattern.endswith("*"):
        return pattern.strip("*") in word
    if pattern.endswith("*"):
        # Words are spelt -ize; a stem that ends before that is, as it is written ("centralis*").
        return word.startswith(pattern[:-1]) or _stem(pattern, word)
    if pattern.startswith("*"):
        return word.endswith(pattern[1:])
    return pattern == word


def _stem(pattern: str, word: str) -> bool:
    """Return whether a word in -iz- begins as a stem in -is- does."""
    found = _ISE.search(pattern)
    return found is not None and word.startswith(f"{pattern[: found.start()]}iz{found[1] or ''}")
