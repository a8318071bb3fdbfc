"""Assigning names to a reference, each element once: millions of names, by their words alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from math import log
from typing import TypeVar

from attrs import define, field

from lifecycle_map.matching.function_words import FUNCTION_WORDS
from lifecycle_map.matching.indexes import Prepared, prepare
from lifecycle_map.matching.joining import RARITY
from lifecycle_map.matching.normalising import tokens
from lifecycle_map.model.kinds import expect
from lifecycle_map.model.lifecycles import Lifecycle

LEAST = 0.4
"""How alike a name and an element are at least, 0 to 1."""

NAMES, PIECES = 131_072, 65_536
"""How many names, and pieces of names, a reference remembers at most: some 30 MB."""

V = TypeVar("V")

_Piece = tuple[float, dict[int, float]]


def assign(names: Sequence[str], reference: Lifecycle | Prepared, /) -> tuple[str, ...]:
    """Return for each name the key of the element of ``reference`` that it means, or ``""``.

    An element is assigned to one name at most, the one that is most alike. Names are compared by
    their words alone (endings, compounds and slips of the pen count, in all languages that the
    reference has names in), with neither context nor reasons: for those there is `match`. It is
    meant for many short lists: what a name came to is remembered with what `prepare` returned, the
    last 65,536 names or more, so that ten thousand plans that share their words take half a second.

    Raises `WrongKindError` for what is no lifecycle.

    >>> from lifecycle_map import load_lifecycle, prepare
    >>> itil = prepare(load_lifecycle("itil"))
    >>> assign(["Service design", "Move house", "Operation of the service"], itil)
    ('service-design', '', 'service-operation')
    """
    if isinstance(reference, Prepared):
        return _roster(reference).assign(names)
    expect("assign", reference, Lifecycle, Prepared)
    return Roster(prepare(reference)).assign(names)


@define(eq=False)
class Roster:
    """The names of a reference, and what each name that was asked for came to.

    Pieces are what stands between spaces: they are few (a vocabulary grows far more slowly than
    the names made of it), so that nearly all work on a new name is to look its pieces up.
    """

    reference: Prepared
    best: Remembered[str] = field(init=False)
    pieces: Remembered[_Piece] = field(init=False)
    _weights: list[float] = field(init=False)
    _totals: list[float] = field(init=False)
    _keys: list[str] = field(init=False)
    _unknown: float = field(init=False)

    def __attrs_post_init__(self) -> None:
        held = self.reference
        whole = len(held.elements) + RARITY
        self._unknown = log(whole)
        counts = [len({held.owners[v] for v in variants}) for variants in held.holders]
        self._weights = [log(whole / max(1, count)) for count in counts]
        self._totals = [sum(self._weights[word] for word in words) for words in held.variants]
        self._keys = [held.elements[owner].key for owner in held.owners]
        self.best = Remembered(self._best, NAMES)
        self.pieces = Remembered(self._weigh_piece, PIECES)

    def assign(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return the key for each name, or an empty text."""
        found = tuple(map(self.best.__getitem__, names))
        if len(set(found)) == len(found):
            return found
        return self._settled(names, found)

    def _settled(self, names: Sequence[str], found: tuple[str, ...]) -> tuple[str, ...]:
        """Return the keys when of several names for one element the likest has it.

        The others get what else they fit and no name has, the likest first.
        """
        several = {key for key, count in Counter(found).items() if key and count > 1}
        keys = ["" if key in several else key for key in found]
        taken = set(keys)
        rows = (
            (-likeness, place, key)
            for place, first in enumerate(found)
            if first in several
            for likeness, key in self._ranked(names[place])
        )
        for _, place, key in sorted(rows):
            if not keys[place] and key not in taken:
                keys[place] = key
                taken.add(key)
        return tuple(keys)

    def _best(self, name: str) -> str:
        """Return the element that a name fits best."""
        # Not in smaller parts: it runs for each new name, and is nearly all of the work.
        whole, pieces = 0.0, self.pieces
        met: dict[int, float] = {}
        for piece in name.split():
            weight, reach = pieces[piece]
            whole += weight
            if not met:
                met = reach.copy()
                continue
            for variant, gain in reach.items():
                met[variant] = met.get(variant, 0.0) + gain
        totals, first, likest = self._totals, -1, LEAST
        for variant, gain in met.items():
            if gain > likest * (whole + totals[variant]):
                likest, first = gain / (whole + totals[variant]), variant
        return self._keys[first] if first >= 0 else ""

    def _ranked(self, name: str) -> list[tuple[float, str]]:
        """Return the elements that a name fits, with how well."""
        told = [self.pieces[piece] for piece in name.split()]
        whole = sum(weight for weight, _ in told)
        met: dict[int, float] = {}
        for variant, gain in (row for _, reach in told for row in reach.items()):
            met[variant] = met.get(variant, 0.0) + gain
        best: dict[str, float] = {}
        for variant, gain in met.items():
            key, likeness = self._keys[variant], gain / (whole + self._totals[variant])
            if likeness > best.get(key, LEAST):
                best[key] = likeness
        return [(likeness, key) for key, likeness in best.items()]

    def _weigh_piece(self, piece: str) -> _Piece:
        """Return what a piece weighs, and what each name of the reference gains by it (Dice)."""
        words = _words(piece)
        if len(words) == 1:
            return self._weigh(words[0])
        whole = 0.0
        gains: dict[int, float] = {}
        for weight, reach in map(self._weigh, words):
            whole += weight
            for variant, gain in reach.items():
                gains[variant] = gains.get(variant, 0.0) + gain
        return whole, gains

    def _weigh(self, word: str) -> _Piece:
        """Return the same for one word."""
        near = self.reference.lexicon.nearest(word)
        weights, holders = self._weights, self.reference.holders
        if len(near) == 1:
            ((number, likeness),) = near
            own = weights[number]
            return own, dict.fromkeys(holders[number], 2 * likeness * own)
        own = max([weights[number] for number, _ in near]) if near else self._unknown
        best: dict[int, float] = {}
        for number, likeness in near:
            gain = likeness * (own + weights[number])
            for variant in holders[number]:
                if gain > best.get(variant, 0.0):
                    best[variant] = gain
        return own, best


class Remembered(dict[str, V]):
    """What was found for the last texts: of those that it does not hold, it finds out.

    It holds two generations: when there are too many, those that were asked for since the last
    time stay, and the others are forgotten. A text that is held is found as fast as in any dict.
    """

    def __init__(self, find: Callable[[str], V], most: int) -> None:
        super().__init__()
        self.find = find
        self.half = max(1, most // 2)
        self.old: dict[str, V] = {}

    def __missing__(self, text: str) -> V:
        """Return what was found for a text before, or is now."""
        if len(self) >= self.half:
            self.old = dict(self)
            self.clear()
        found = self.old.get(text)
        if found is None:
            found = self.find(text)
        self[text] = found
        return found


def _words(piece: str) -> Sequence[str]:
    """Return the telling words of what stands between spaces: mostly it is one, as it is."""
    is_plain = piece.isalpha() and piece.isascii() and piece.islower() and "is" not in piece
    return [
        word for word in ((piece,) if is_plain else tokens(piece)) if word not in FUNCTION_WORDS
    ]


@lru_cache(maxsize=4)
def _roster(reference: Prepared) -> Roster:
    return Roster(reference)
