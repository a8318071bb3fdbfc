"""What a plan is about, told from the words of its lines."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from attrs import frozen

from lifecycle_map.matching.hearing import ENGLISH, spoken
from lifecycle_map.matching.phrases import Hit, Phrases
from lifecycle_map.matching.texts import shown_words
from lifecycle_map.model.elements import Product, Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.subjects import Subject, SubjectKind, SubjectWords

FEW, FEWER = 3, 2
"""So many lines must speak of something else than IT; fewer will do where none speaks of IT."""

SHARE = 0.25
"""And so much of a plan must speak of something else where it is only the fewer."""

TIMES = 2
"""So many lines of something else for each line of IT make a plan one of something else."""

TOLD = 4
"""How many words are told as the reason."""

SERVICE, PRODUCT, IT, ELSEWHERE = "service", "product", "it", "elsewhere"

_Said = tuple[str, str]


@frozen
class _Count:
    """How many lines speak of each thing, of how many, and the words that say so."""

    lines: int
    counts: Counter[str]
    words: dict[str, Counter[str]]

    def told(self, *things: str) -> str:
        """Return the words for some of the things, the most frequent first."""
        joined = sum((self.words.get(thing, Counter()) for thing in things), Counter[str]())
        return ", ".join(word for word, _ in joined.most_common(TOLD))


def subject_of(lifecycle: Lifecycle, subjects: tuple[SubjectWords, ...]) -> Subject:
    """Return what a lifecycle is about, decided by how many of its lines speak of what.

    Lines, not words, are counted, and a line that speaks of IT speaks of nothing else. It takes
    a few lines, and clearly more than speak of IT, to say that a plan is not about IT; a plan
    that does not tell is taken for IT.
    """
    count = _count(lifecycle, subjects)
    elsewhere, it = count.counts[ELSEWHERE], count.counts[IT]
    enough = elsewhere >= FEW or (elsewhere >= FEWER and elsewhere >= SHARE * count.lines)
    if enough and elsewhere > TIMES * it:
        return Subject(SubjectKind.NON_IT, _why_not(count))
    if not it:
        return Subject(SubjectKind.OTHER, "no line says what the plan is about; taken for IT")
    service = count.counts[SERVICE] > count.counts[PRODUCT]
    kind = SubjectKind.IT_SERVICE if service else SubjectKind.IT_PRODUCT
    words = count.told(SERVICE, PRODUCT, IT)
    return Subject(kind, f"{it} of {count.lines} lines speak of IT ({words})")


def _why_not(count: _Count) -> str:
    elsewhere, it = count.counts[ELSEWHERE], count.counts[IT]
    about = f"{elsewhere} of {count.lines} lines speak of something else than IT"
    of_it = f"{it} of IT ({count.told(SERVICE, PRODUCT, IT)})" if it else "none of IT"
    return f"{about} ({count.told(ELSEWHERE)}), {of_it}"


def _count(lifecycle: Lifecycle, subjects: tuple[SubjectWords, ...]) -> _Count:
    index = _index(subjects)
    names = [e.name for e in lifecycle if isinstance(e, Work | Product)]
    heard = [list(index.find(name)) for name in names]
    languages = spoken(heard) | {ENGLISH}
    count = _Count(len(names), Counter(), {})
    for name, hits in zip(names, heard, strict=True):
        _add(count, name, [hit for hit in hits if hit.value[1] in languages])
    return count


def _add(count: _Count, name: str, hits: list[Hit[_Said]]) -> None:
    """Count a line: as one of IT if any of its words is, else as one of something else."""
    things = {hit.value[0] for hit in hits}
    if things - {ELSEWHERE}:
        things = {*things, IT} - {ELSEWHERE}
    count.counts.update(things)
    words = shown_words(name)
    for hit in hits:
        if hit.value[0] in things:
            told = " ".join(words[hit.start : hit.start + hit.length]).casefold()
            count.words.setdefault(hit.value[0], Counter())[told] += 1


@lru_cache(maxsize=8)
def _index(subjects: tuple[SubjectWords, ...]) -> Phrases[_Said]:
    phrases: Phrases[_Said] = Phrases()
    for words in subjects:
        for thing, texts in (
            (SERVICE, words.service),
            (PRODUCT, words.product),
            (IT, words.it),
            (ELSEWHERE, words.elsewhere),
        ):
            for text in texts:
                phrases.add(text, (thing, words.language))
    return phrases
