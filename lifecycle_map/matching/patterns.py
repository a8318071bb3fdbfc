"""Patterns: phrases whose parts may stand apart, looked for in a line and in the lines above it.

A pattern is one or more parts, joined by ``~``: all of them must be there, in any order, with few
other words between; some may stand in a line above. Joined by ``&`` instead they must all stand in
the line itself. A part is one or more phrases, joined by ``/``: any of them will do. So
``train*/teach* ~ users/staff`` finds "Training for all users" and "Teach the new staff". In front
of a pattern, ``>`` lets it count only where a plan is well under way, and ``=`` asks besides that
it is the whole line: a bare word such as "Training" says little, and at the start of a plan it is
about the project's own people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product
from typing import Generic, TypeVar

from attrs import define, field, frozen

from lifecycle_map.matching.phrases import Phrases
from lifecycle_map.matching.texts import words_of

T = TypeVar("T")

GAP, UNSPACED_GAP = 4, 8
"""How many other words may stand between the parts; more where a character is a word."""

MOST_SPANS = 4
"""How many places of one part are tried: a line of a plan that repeats itself says no more."""

_JOINTS = re.compile("[~&]")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")

Span = tuple[int, int]
_Spans = Mapping[tuple[int, int], list[Span]]


@frozen(eq=False)
class Pattern(Generic[T]):
    """A pattern with what it speaks for."""

    text: str
    value: T
    parts: tuple[tuple[str, ...], ...]
    whole: bool
    late: bool
    alone: bool
    gap: int


@frozen
class Match(Generic[T]):
    """A pattern that a line fulfils: the places of its words in the line, and in those above it."""

    pattern: Pattern[T]
    spans: tuple[Span, ...]
    above: bool

    @property
    def length(self) -> int:
        """How many words of the line the pattern covers."""
        return sum(end - start for start, end in self.spans)


@define
class Patterns(Generic[T]):
    """An index of patterns, each with a value."""

    _patterns: list[Pattern[T]] = field(factory=list)
    _phrases: Phrases[tuple[int, int]] = field(factory=Phrases)

    def add(self, text: str, value: T) -> None:
        """Add a pattern."""
        bare = text.lstrip("=> ")
        parts = tuple(tuple(_alternatives(part)) for part in _JOINTS.split(bare))
        gap = UNSPACED_GAP if _UNSPACED.search(bare) else GAP
        number = len(self._patterns)
        whole = text.startswith("=")
        late = text[:1] in {"=", ">"}
        alone = whole or "&" in bare
        self._patterns.append(Pattern(text, value, parts, whole, late, alone, gap))
        for position, alternatives in enumerate(parts):
            for phrase in alternatives:
                self._phrases.add(phrase, (number, position))

    def spans(self, text: str) -> dict[tuple[int, int], list[Span]]:
        """Return where each part of each pattern stands in a text."""
        found: dict[tuple[int, int], list[Span]] = {}
        for hit in self._phrases.find(text):
            found.setdefault(hit.value, []).append((hit.start, hit.start + hit.length))
        return found

    def find(self, text: str, above: Sequence[_Spans] = ()) -> Iterator[Match[T]]:
        """Yield the patterns that a line fulfils by itself or together with a line above it.

        ``above`` are the `spans` of the lines that contain it, the nearest first.
        """
        own = self.spans(text)
        size = len(words_of(text))
        for number in sorted({number for number, _ in own}):
            match = self._match(number, own, above, size)
            if match is not None:
                yield match

    def _match(
        self, number: int, own: _Spans, above: Sequence[_Spans], size: int
    ) -> Match[T] | None:
        pattern = self._patterns[number]
        places = [own.get((number, part), []) for part in range(len(pattern.parts))]
        if all(places):
            spans = _near(places, pattern.gap)
            fits = spans and (not pattern.whole or sum(e - s for s, e in spans) >= size)
            return Match(pattern, spans, above=False) if fits else None
        if pattern.alone:
            return None
        missing = [part for part, found in enumerate(places) if not found]
        for spans_above in above:
            if all((number, part) in spans_above for part in missing):
                here = _near([found for found in places if found], pattern.gap)
                return Match(pattern, here, above=True) if here else None
        return None


def _alternatives(part: str) -> Iterable[str]:
    return (phrase.strip() for phrase in part.split("/") if phrase.strip())


def _near(places: list[list[Span]], gap: int) -> tuple[Span, ...]:
    """Return one place of each part, such that few other words stand between; else nothing."""
    best: tuple[Span, ...] = ()
    least = gap + 1
    for chosen in product(*(found[-MOST_SPANS:] for found in places)):
        spans = sorted(chosen)
        apart = [after[0] - before[1] for before, after in pairwise(spans)]
        if all(distance >= 0 for distance in apart) and sum(apart) < least:
            best, least = tuple(spans), sum(apart)
    return best
