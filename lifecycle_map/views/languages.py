"""Which language a plan is in, so that whatever shows its lines can say so."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache

from lifecycle_map.loading.words import load_words
from lifecycle_map.matching.phrases import Phrases
from lifecycle_map.matching.texts import words_of
from lifecycle_map.model.elements import Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.words import Words

LEAST = 3
"""So many lines must speak a language."""

AHEAD = 1.5
"""So many times as many lines as the next language it must have."""


HEARD = 300
"""So many lines are listened to: more would tell no more."""


def language_of(lifecycle: Lifecycle) -> str:
    """Return the tag of the language that most lines of a lifecycle speak; nothing when unsure.

    Only words that one language alone has count, so that "Test" speaks for none.
    """
    phrases = _telling(load_words())
    counts = Counter(
        language
        for work in lifecycle.of(Work)[:HEARD]
        for language in {hit.value for hit in phrases.find(work.name)}
    )
    (first, most), (_, next_) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return first if most >= LEAST and most >= AHEAD * next_ else ""


@lru_cache(maxsize=8)
def _telling(words: tuple[Words, ...]) -> Phrases[str]:
    """Return the phrases that one language alone has, each with its tag."""
    tongues: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    known = [
        (text, vocabulary.language)
        for vocabulary in words
        for _, texts in vocabulary.phases
        for text in texts
    ]
    for text, language in known:
        tongues[words_of(text)].add(language)
    telling: Phrases[str] = Phrases()
    for text, language in known:
        if len(tongues[words_of(text)]) == 1:
            telling.add(text, language)
    return telling
