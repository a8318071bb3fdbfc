"""Many phrases looked for in one text at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

from attrs import define, field, frozen

from lifecycle_map.matching.texts import words_of

T = TypeVar("T")

MOST = 20_000
"""How many words are remembered with the phrases that begin with them: those of many plans."""


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
    a wildcard at both ends are tried one by one: they should be few.
    """

    _plain: dict[str, list[_Entry[T]]] = field(factory=dict)
    _prefixes: dict[str, list[_Entry[T]]] = field(factory=dict)
    _suffixes: dict[str, list[_Entry[T]]] = field(factory=dict)
    _inner: dict[str, list[_Entry[T]]] = field(factory=dict)
    _begun: dict[str, tuple[_Entry[T], ...]] = field(factory=dict, init=False, eq=False, repr=False)

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
        self._begun.clear()

    def find(self, text: str) -> Iterator[Hit[T]]:
        """Yield every phrase that stands in ``text``, from left to right."""
        words = words_of(text)
        for start, word in enumerate(words):
            left = len(words) - start
            for entry in self._beginning_with(word):
                count = len(entry.words)
                if count == 1 or (count <= left and _goes_on(entry.words, words, start)):
                    yield Hit(entry.value, entry.phrase, start, count, count == len(words))

    def _beginning_with(self, word: str) -> tuple[_Entry[T], ...]:
        """Return the phrases whose first word a word is, remembered: plans repeat their words."""
        found = self._begun.get(word)
        if found is None:
            if len(self._begun) >= MOST:
                self._begun.clear()
            found = tuple(e for e in self._starting_with(word) if _fits(e.words[0], word))
            self._begun[word] = found
        return found

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
        return word.startswith(pattern[:-1])
    return word.endswith(pattern[1:])
