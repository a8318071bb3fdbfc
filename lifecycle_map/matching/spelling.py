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

REMEMBERED = 65_536
"""Of how many words a lexicon remembers what is near to them, at most."""

Near = tuple[int, float]


@define(eq=False)
class Lexicon:
    """The words of one side, each with a number, ready to be looked for in nearly the same form.

    A slip of one letter is found by deletion neighbourhoods (Mor and Fraenkel 1982), endings and
    compounds by the first and the last letters.
    """

    words: list[str] = field(factory=list)
    numbers: dict[str, int] = field(factory=dict)
    _stems: dict[str, tuple[int, ...]] = field(factory=dict)
    _grown: dict[str, tuple[int, ...]] = field(factory=dict)
    _parts: dict[str, tuple[int, ...]] = field(factory=dict)
    _starts: dict[str, list[int]] = field(factory=dict)
    _slips: dict[str, tuple[int, ...]] = field(factory=dict)
    _indexed: int = 0
    _told: dict[str, tuple[list[Near], list[Near]]] = field(factory=dict)

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
        if self._indexed < len(self.words):
            self._index()
        told = self._told.get(word)
        if told is None:
            if len(self._told) >= REMEMBERED:
                self._told.clear()
            told = self._told[word] = self._look(word)
        found, slips = told
        if slips and word in self.numbers:
            slips = [slip for slip in slips if self.words[slip[0]] not in others.numbers]
        if not slips:
            return found
        best = dict(found)
        for number, likeness in slips:
            if likeness > best.get(number, 0.0):
                best[number] = likeness
        return sorted(best.items())

    def _look(self, word: str) -> tuple[list[Near], list[Near]]:
        """Return what a word is a form or a part of, and what it may be a slip for."""
        same = self.numbers.get(word)
        found: dict[int, float] = {} if same is None else {same: 1.0}
        for number in self._stems.get(stem(word), ()):
            found.setdefault(number, SAME_STEM)
        for number, likeness in self._others(word):
            if likeness >= LIKE and likeness > found.get(number, 0.0):
                found[number] = likeness
        slips = self._slipped(word) if len(word) >= BEGINNING else ()
        likely = [slip for slip in slips if slip[1] >= LIKE and slip[0] != same]
        return sorted(found.items()), likely

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
        stems, grown, parts, slips = self._stems, self._grown, self._parts, self._slips
        for number in range(self._indexed, len(self.words)):
            word = self.words[number]
            root = stem(word)
            stems[root] = (*stems.get(root, ()), number)
            for end in range(BEGINNING + 1, len(root)):
                grown[root[:end]] = (*grown.get(root[:end], ()), number)
            for part in _parts(word):
                parts[part] = (*parts.get(part, ()), number)
            if len(word) >= BEGINNING:
                self._starts.setdefault(word[:BEGINNING], []).append(number)
                for short in _deletions(word):
                    slips[short] = (*slips.get(short, ()), number)
        self._indexed = len(self.words)
        self._told.clear()

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
