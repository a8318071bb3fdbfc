"""What the words of a plan's lines speak for, and which languages it speaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

from attrs import frozen

from lifecycle_map.matching.phrases import Hit, Phrases
from lifecycle_map.model.elements import Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.phases import Phase
from lifecycle_map.model.words import Words

MINOR_LANGUAGE = 0.1
"""A further language must explain this share of the lines that the ones before it do not."""

FEW = 3
"""So many lines it takes to tell a language."""

NEARLY = 0.6
"""With a word in this share of the lines that the first has one in, a language may be it too."""

ENGLISH = "en"
"""Terms of the trade are English in plans of every language."""

S = TypeVar("S")

Spoken = tuple[Phase, str]


@frozen
class Voice:
    """What the words of one line speak for.

    ``hits`` are the longest phrases in it, from left to right; ``is_weak`` says that what is
    heard is one word that says little by itself (*report*, *guide*).
    """

    hits: tuple[Hit[Spoken], ...]
    is_weak: bool

    @property
    def last(self) -> Hit[Spoken]:
        """The phrase that decides when nothing else does: a label ends in its main word."""
        return self.hits[-1]

    def for_phase(self, phase: Phase) -> Hit[Spoken] | None:
        """Return the last of the phrases that speaks for a phase, if one does."""
        return next((hit for hit in reversed(self.hits) if hit.value[0] is phase), None)


def voices(works: tuple[Work, ...], words: tuple[Words, ...]) -> dict[str, Voice]:
    """Return what the name of each line speaks for, by key, in the languages of the whole."""
    vocabulary, weak = _vocabulary(words), _weak(words)
    heard = {work.key: vocabulary.find(work.name) for work in works}
    languages = spoken(heard.values())
    found: dict[str, Voice] = {}
    for work in works:
        hits = [hit for hit in heard[work.key] if hit.value[1] in languages]
        if hits:
            found[work.key] = _voice(hits, weak, work.name)
    return found


def _voice(hits: list[Hit[Spoken]], weak: Phrases[str], name: str) -> Voice:
    longest = max(hit.length for hit in hits)
    top = tuple(hit for hit in hits if hit.length == longest)
    if longest > 1:
        return Voice(top, is_weak=False)
    little = {hit.start for hit in weak.find(name)}
    telling = tuple(hit for hit in top if hit.start not in little)
    return Voice(telling or top, is_weak=not telling)


def languages_of(lifecycle: Lifecycle, words: tuple[Words, ...]) -> set[str]:
    """Return the languages that a lifecycle as a whole may speak, of those that ``words`` knows.

    Besides those it speaks, their near relations: what is nearly as often heard cannot be told
    from them by a few lines. Where fewer than `FEW` lines have a known word, it may be any.
    """
    vocabulary = _vocabulary(words)
    heard = [vocabulary.find(work.name) for work in lifecycle.of(Work)]
    if sum(map(bool, heard)) < FEW:
        return {each.language for each in words}
    counts = Counter(language for hits in heard for language in {hit.value[1] for hit in hits})
    most = max(counts.values(), default=0)
    return spoken(heard) | {each for each, count in counts.items() if count >= NEARLY * most}


def language_of(lifecycle: Lifecycle, words: tuple[Words, ...]) -> str:
    """Return the language that most lines of a lifecycle have a word of; nothing where too few
    have one to tell.
    """
    vocabulary = _vocabulary(words)
    heard = ({hit.value[1] for hit in vocabulary.find(w.name)} for w in lifecycle.of(Work))
    lines = [languages for languages in heard if languages]
    counts = Counter(language for languages in lines for language in languages)
    if len(lines) < FEW:
        return ""
    return max(counts, key=lambda each: (counts[each], each == ENGLISH, each))


@lru_cache(maxsize=8)
def _vocabulary(words: tuple[Words, ...]) -> Phrases[Spoken]:
    phrases: Phrases[Spoken] = Phrases()
    for vocabulary in words:
        for phase, texts in vocabulary.phases:
            for text in texts:
                phrases.add(text, (phase, vocabulary.language))
    return phrases


@lru_cache(maxsize=8)
def _weak(words: tuple[Words, ...]) -> Phrases[str]:
    phrases: Phrases[str] = Phrases()
    for vocabulary in words:
        for text in vocabulary.weak:
            phrases.add(text, vocabulary.language)
    return phrases


def spoken(heard: Iterable[Sequence[Hit[tuple[S, str]]]]) -> set[str]:
    """Return the languages that a plan speaks, found greedily by what was heard in each line.

    First the one with a word in most lines, then those that explain enough of what is left: a
    short word of another language ("die", "test") is chance.
    """
    lines = [languages for hits in heard if (languages := {hit.value[1] for hit in hits})]
    chosen: set[str] = set()
    while lines:
        counts = Counter(language for languages in lines for language in languages)
        language, count = max(counts.items(), key=lambda item: (item[1], item[0] == "en", item[0]))
        if chosen and count < MINOR_LANGUAGE * len(lines):
            break
        chosen.add(language)
        lines = [languages for languages in lines if language not in languages]
    return chosen
