"""Which words of a vocabulary are nearly a given word: stems, slips, compounds.

Words are compared with words, once for each vocabulary, and never labels with labels: a
vocabulary grows far more slowly than the labels that are made of it (Heaps' law).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import define, field

from lifecycle_map.matching.normalising import stem

SAME_STEM, LONGER, PART = 0.95, 0.8, 0.7
"""How alike two words are that share a stem, (times what they share) of which one goes on after
the other's stem, and of which one is a compound with the other.
"""

SHORTEST_PART = 3
"""How many letters the other part of a compound has at least."""

BEGINNING = 4
"""How many letters words must share for one to be looked for as a part of the other."""

SLIP = 0.9
"""How much of the likeness of letters a slip of the pen is worth."""

LIKE = 0.55
"""Words less alike than this are different words."""

Near = tuple[int, float]


@define(eq=False)
class Lexicon:
    """The words of one side, each with a number, ready to be looked for in nearly the same form.

    A slip of one letter is found by deletion neighbourhoods (Mor and Fraenkel 1982), endings and
    compounds by the first and the last letters.
    """

    words: list[str] = field(factory=list)
    numbers: dict[str, int] = field(factory=dict)
    _stems: dict[str, list[int]] = field(factory=dict)
    _starts: dict[str, list[int]] = field(factory=dict)
    _ends: dict[str, list[int]] = field(factory=dict)
    _slips: dict[str, list[int]] = field(factory=dict)
    _indexed: int = 0

    def number(self, word: str) -> int:
        """Return the number of a word, which is added when it is new."""
        known = self.numbers.get(word)
        if known is None:
            known = self.numbers[word] = len(self.words)
            self.words.append(word)
        return known

    def near(self, word: str) -> list[Near]:
        """Return the words that mean the same or nearly so, each with its likeness, 0 to 1."""
        self._index()
        same = self.numbers.get(word)
        found: dict[int, float] = {} if same is None else {same: 1.0}
        for number in self._stems.get(stem(word), ()):
            found.setdefault(number, SAME_STEM)
        others = self._longer(word) if same is not None else self._other(word)
        for number, likeness in others:
            if likeness >= LIKE and likeness > found.get(number, 0.0):
                found[number] = likeness
        return sorted(found.items())

    def _index(self) -> None:
        """Take in the words that were added since the last look."""
        for number in range(self._indexed, len(self.words)):
            word = self.words[number]
            self._stems.setdefault(stem(word), []).append(number)
            if len(word) >= BEGINNING:
                self._starts.setdefault(word[:BEGINNING], []).append(number)
                self._ends.setdefault(word[-BEGINNING:], []).append(number)
                for short in _deletions(word):
                    self._slips.setdefault(short, []).append(number)
        self._indexed = len(self.words)

    def _longer(self, word: str) -> Iterator[Near]:
        """Yield the words that begin or end as this one, or that this one begins or ends as."""
        if len(word) < BEGINNING:
            return
        for number in self._starts.get(word[:BEGINNING], ()):
            other = self.words[number]
            yield number, max(_grown(word, other), self._compound(word, other))
        for number in self._ends.get(word[-BEGINNING:], ()):
            yield number, self._compound(word, self.words[number])

    def _other(self, word: str) -> Iterator[Near]:
        """Yield what else a word that is not in the vocabulary may stand for."""
        yield from self._longer(word)
        if len(word) < BEGINNING:
            return
        for short in _deletions(word):
            for number in self._slips.get(short, ()):
                longest = max(len(word), len(self.words[number]))
                yield number, SLIP * (1 - 1 / longest)
        for number in self._starts.get(word[:BEGINNING], ()):
            yield number, SLIP * _pairs_alike(word, self.words[number])

    def _compound(self, word: str, other: str) -> float:
        """Return how alike two words are of which one is the first or last part of the other.

        It is a compound (*Projektabschluss*) for sure when the other part is a word here too.
        """
        part, whole = (word, other) if len(word) < len(other) else (other, word)
        if len(whole) < len(part) + SHORTEST_PART:
            return 0.0
        if whole.startswith(part):
            rest = whole[len(part) :]
        elif whole.endswith(part):
            rest = whole[: -len(part)]
        else:
            return 0.0
        is_word = any(bare in self.numbers for bare in (rest, rest.rstrip("s"), rest.lstrip("s")))
        return PART if is_word else len(part) / len(whole)


def _grown(word: str, other: str) -> float:
    """Return how alike two words are of which one is the other's stem with another ending."""
    short, long = sorted((stem(word), stem(other)), key=len)
    if len(short) <= BEGINNING or not long.startswith(short):
        return 0.0
    return 0.1 + LONGER * 2 * len(short) / (len(word) + len(other))


def _deletions(word: str) -> Iterable[str]:
    """Return a word and what is left of it without any one letter."""
    return dict.fromkeys([word, *(word[:i] + word[i + 1 :] for i in range(len(word)))])


def _pairs_alike(word: str, other: str) -> float:
    """Return the share of letter pairs that two words have in common (Dice 1945)."""
    one = {word[i : i + 2] for i in range(len(word) - 1)}
    two = {other[i : i + 2] for i in range(len(other) - 1)}
    return 2 * len(one & two) / (len(one) + len(two))
