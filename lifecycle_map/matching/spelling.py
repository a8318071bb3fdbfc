"""Which words of a vocabulary are nearly a given word: stems, slips, compounds.

Words are compared with words, once for each vocabulary, and never labels with labels: a
vocabulary grows far more slowly than the labels that are made of it (Heaps' law).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

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

LONG = 6
"""From how many letters on words may differ in more than one of them."""

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
    _grown: dict[str, list[int]] = field(factory=dict)
    _parts: dict[str, list[int]] = field(factory=dict)
    _starts: dict[str, list[int]] = field(factory=dict)
    _slips: dict[str, list[int]] = field(factory=dict)
    _indexed: int = 0

    def number(self, word: str) -> int:
        """Return the number of a word, which is added when it is new."""
        known = self.numbers.get(word)
        if known is None:
            known = self.numbers[word] = len(self.words)
            self.words.append(word)
        return known

    def near(self, word: str, others: Lexicon) -> list[Near]:
        """Return the words that mean the same or nearly so, each with its likeness, 0 to 1.

        ``others`` are the words among which this one stands. A slip of the pen is looked for only
        where a word of the one side is no word of the other: two words that both sides know are
        two words.
        """
        self._index()
        same = self.numbers.get(word)
        found: dict[int, float] = {} if same is None else {same: 1.0}
        for number in self._stems.get(stem(word), ()):
            found.setdefault(number, SAME_STEM)
        for number, likeness in self._others(word):
            if likeness >= LIKE and likeness > found.get(number, 0.0):
                found[number] = likeness
        for number, likeness in self._slipped(word) if len(word) >= BEGINNING else ():
            if same is not None and self.words[number] in others.numbers:
                continue
            if likeness >= LIKE and likeness > found.get(number, 0.0):
                found[number] = likeness
        return sorted(found.items())

    def nearest(self, word: str) -> list[Near]:
        """Return the words that one is, or is a form or a slip of one letter of.

        Only where there are none is everything looked for that `near` finds: most words that are
        new are such, and they are found several times as fast. What holds a digit is the name of
        something, and with another digit it is the name of something else.
        """
        if word in self.numbers:
            return self.near(word, _NOTHING)
        if not word.isalpha():
            return []
        if self._indexed < len(self.words):
            self._index()
        found = dict.fromkeys(self._stems.get(stem(word), ()), SAME_STEM)
        if len(word) >= BEGINNING:
            self._add_slips(word, found)
        if not found:
            return [(number, likeness) for number, likeness in self._wide(word) if likeness >= LIKE]
        return list(found.items())

    def _wide(self, word: str) -> Iterator[Near]:
        """Yield what goes on after the same stem, shares a part, or has many letters in common."""
        if len(word) >= BEGINNING:
            yield from self._others(word)
        if len(word) >= LONG:
            yield from self._lettered(word)

    def _add_slips(self, word: str, found: dict[int, float]) -> None:
        """Add the words that differ in one letter, or in two that changed places."""
        slips, size = self._slips, len(word)
        shorts = [word[:place] + word[place + 1 :] for place in range(size)]
        shorts.append(word)
        for short in shorts:
            if short in slips:
                for number in slips[short]:
                    likeness = SLIP * (1 - 1 / max(size, len(self.words[number])))
                    if likeness > found.get(number, LIKE):
                        found[number] = likeness

    def _index(self) -> None:
        """Take in the words that were added since the last look."""
        for number in range(self._indexed, len(self.words)):
            word = self.words[number]
            root = stem(word)
            self._stems.setdefault(root, []).append(number)
            for end in range(BEGINNING + 1, len(root)):
                self._grown.setdefault(root[:end], []).append(number)
            for part in _parts(word):
                self._parts.setdefault(part, []).append(number)
            if len(word) >= BEGINNING:
                self._starts.setdefault(word[:BEGINNING], []).append(number)
                for short in _deletions(word):
                    self._slips.setdefault(short, []).append(number)
        self._indexed = len(self.words)

    def _others(self, word: str) -> Iterator[Near]:
        """Yield the words that go on after the same stem, or share a part."""
        root = stem(word)
        longer = self._grown.get(root, ()) if len(root) > BEGINNING else ()
        shorter = (self._stems.get(root[:end], ()) for end in range(BEGINNING + 1, len(root)))
        for number in (*longer, *chain.from_iterable(shorter)):
            yield number, _grown(word, self.words[number])
        for number in self._parts.get(word, ()):
            yield number, self._compound(word, self.words[number])
        for part in _parts(word):
            if part in self.numbers:
                yield self.numbers[part], self._compound(part, word)

    def _slipped(self, word: str) -> Iterator[Near]:
        """Yield what a word may be a slip for."""
        for short in _deletions(word):
            for number in self._slips.get(short, ()):
                longest = max(len(word), len(self.words[number]))
                yield number, SLIP * (1 - 1 / longest)
        if len(word) >= LONG:
            yield from self._lettered(word)

    def _lettered(self, word: str) -> Iterator[Near]:
        """Yield the long words that begin alike, by the pairs of letters that they share."""
        for number in self._starts.get(word[:BEGINNING], ()):
            if len(self.words[number]) >= LONG:
                yield number, SLIP * _pairs_alike(word, self.words[number])

    def _compound(self, part: str, whole: str) -> float:
        """Return how alike a word is to a compound of which it is the first or last part.

        It is a compound (*Projektabschluss*) for sure when the other part is a word here too.
        """
        rest = whole[len(part) :] if whole.startswith(part) else whole[: -len(part)]
        is_word = any(bare in self.numbers for bare in (rest, rest.rstrip("s"), rest.lstrip("s")))
        return PART if is_word else len(part) / len(whole)


def _parts(word: str) -> Iterator[str]:
    """Yield the beginnings and the ends of a word that are long enough to be words in it."""
    for length in range(BEGINNING, len(word) - SHORTEST_PART + 1):
        yield word[:length]
        yield word[-length:]


def _deletions(word: str) -> Iterable[str]:
    """Return a word and what is left of it without any one letter."""
    return dict.fromkeys([word, *[word[:i] + word[i + 1 :] for i in range(len(word))]])


def _grown(word: str, other: str) -> float:
    """Return how alike two words are of which one is the other's stem with another ending."""
    shared = min(len(stem(word)), len(stem(other)))
    return 0.1 + LONGER * 2 * shared / (len(word) + len(other))


def _pairs_alike(word: str, other: str) -> float:
    """Return the share of letter pairs that two words have in common (Dice 1945)."""
    one = {word[i : i + 2] for i in range(len(word) - 1)}
    two = {other[i : i + 2] for i in range(len(other) - 1)}
    return 2 * len(one & two) / (len(one) + len(two))


_NOTHING = Lexicon()
