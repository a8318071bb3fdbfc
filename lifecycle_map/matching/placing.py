"""The phase of every line of a plan: strategy, design, build, support, manage, or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import TypeVar

from attrs import frozen

from lifecycle_map.matching.phrases import Hit, Phrases
from lifecycle_map.model.elements import Element, Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.phases import HUB, Phase
from lifecycle_map.model.words import Words

STATED, OWN, INHERITED, GATHERED = 1.0, 0.6, 0.4, 0.4
"""How sure a phase is: stated in the data, from own words, from a parent, from the parts."""

MINOR_LANGUAGE = 0.1
"""A further language must explain this share of the lines that the ones before it do not."""

FEW = 3
"""So many lines it takes to tell a language."""

NEARLY = 0.6
"""With a word in this share of the lines that the first has one in, a language may be it too."""

TITLE = 0.9
"""A line that contains this share of all others is the plan's title, and stands in no phase."""


@frozen
class Placement:
    """Where an element stands: its phase, how sure (0 to 1), and the words that say so."""

    phase: Phase
    confidence: float
    why: str


NOWHERE = Placement(Phase.NONE, 0.0, "no word of it speaks for a phase")

DENIED = "somebody has said that nothing corresponds to it"

TITLE_LINE = Placement(Phase.NONE, 0.0, "the title of the plan")

ENGLISH = "en"
"""Terms of the trade are English in plans of every language."""

S = TypeVar("S")

_Spoken = tuple[Phase, str]

_NOTHING: Mapping[str, Placement] = MappingProxyType({})


def place(
    lifecycle: Lifecycle, words: tuple[Words, ...], said: Mapping[str, Placement] = _NOTHING
) -> dict[str, Placement]:
    """Return the placement of every stage, process, activity and gate, by key.

    In this order: the phase that the data states; the one that somebody has ``said`` of it; the
    longest phrase of its name that speaks for one (the later on a tie); the phase of the element
    that contains it; the phase that most of its parts have. Only languages that the plan as a
    whole speaks are heard, and a line that contains nearly all others is the plan's title, which
    stands nowhere.
    """
    works = lifecycle.of(Work)
    titles = _titles(lifecycle, works)
    vocabulary = _vocabulary(words)
    heard = {work.key: vocabulary.find(work.name) for work in works}
    languages = spoken(heard.values())
    placed: dict[str, Placement] = dict.fromkeys(titles, TITLE_LINE)
    for work in works:
        own = _own(work, [hit for hit in heard[work.key] if hit.value[1] in languages])
        if work.key in said and not work.phases:
            own = said[work.key]
        if own is not None and (work.phases or work.key not in titles):
            placed[work.key] = own
    for work in works:
        if work.key not in placed:
            placed[work.key] = _from_around(lifecycle, work.key, placed)
    return placed


def content(lifecycle: Lifecycle, key: str, placed: dict[str, Placement]) -> Counter[Phase]:
    """Return how many parts of an element, at the finest level, stand in each hub phase.

    An element without parts counts itself.
    """
    counts: Counter[Phase] = Counter()
    pending: list[Element] = [lifecycle[key]]
    while pending:
        here = pending.pop()
        parts = lifecycle.children(here.key)
        pending.extend(parts)
        if not parts and here.key in placed and placed[here.key].phase in HUB:
            counts[placed[here.key].phase] += 1
    return counts


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


def titles_of(lifecycle: Lifecycle) -> set[str]:
    """Return the keys of the lines that are the title of a plan: they contain nearly all others."""
    return _titles(lifecycle, lifecycle.of(Work))


@lru_cache(maxsize=8)
def _vocabulary(words: tuple[Words, ...]) -> Phrases[_Spoken]:
    phrases: Phrases[_Spoken] = Phrases()
    for vocabulary in words:
        for phase, texts in vocabulary.phases:
            for text in texts:
                phrases.add(text, (phase, vocabulary.language))
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


def _titles(lifecycle: Lifecycle, works: tuple[Work, ...]) -> set[str]:
    """Return the keys of the lines that contain nearly all other lines."""
    below: Counter[str] = Counter(
        above.key for work in works for above in lifecycle.ancestors(work.key)
    )
    enough = TITLE * (len(works) - 1)
    return {key for key, count in below.items() if count >= enough and count > 1}


def _own(work: Work, hits: list[Hit[_Spoken]]) -> Placement | None:
    if work.phases:
        return Placement(work.phases[0], STATED, "stated in the data")
    if not hits:
        return None
    best = max(hits, key=lambda hit: (hit.length, hit.start))
    phase, _ = best.value
    return Placement(phase, OWN, f"'{best.phrase}' speaks for {phase.value}")


def _from_around(lifecycle: Lifecycle, key: str, placed: dict[str, Placement]) -> Placement:
    for above in lifecycle.ancestors(key):
        found = placed.get(above.key)
        if found is not None and (found.phase is not Phase.NONE or found.why == DENIED):
            return Placement(found.phase, INHERITED, f"as '{above.name}', which contains it")
    counts = content(lifecycle, key, placed) if lifecycle.children(key) else Counter[Phase]()
    if counts:
        phase, count = max(counts.items(), key=lambda item: (item[1], -HUB.index(item[0])))
        why = f"{count} of its {counts.total()} parts stand in {phase.value}"
        return Placement(phase, GATHERED, why)
    return NOWHERE
