"""The phase of every line of a plan: strategy, design, build, support, manage, or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from attrs import frozen

from lifecycle_map.matching.hearing import Spoken, Voice, voices
from lifecycle_map.matching.phrases import Hit
from lifecycle_map.model.elements import Element, Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.phases import HUB, Phase
from lifecycle_map.model.words import Words

STATED, OWN, INHERITED, GATHERED = 1.0, 0.6, 0.4, 0.4
"""How sure a phase is: stated in the data, from own words, from a parent, from the parts."""

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

_NOTHING: Mapping[str, Placement] = MappingProxyType({})


def place(
    lifecycle: Lifecycle, words: tuple[Words, ...], said: Mapping[str, Placement] = _NOTHING
) -> dict[str, Placement]:
    """Return the placement of every stage, process, activity and gate, by key.

    In this order: the phase that the data states; the one that somebody has ``said`` of it; the
    longest phrase of its name that speaks for one; the phase of the element that contains it; the
    phase that most of its parts have; the phase of the line before it, as a guess. Of several
    phrases as long, the one counts that agrees with what contains the line, else the last; a word
    that says little by itself (*report*) gives way to what contains the line.

    Only languages that the plan as a whole speaks are heard, and a line that contains nearly all
    others is the plan's title, which stands nowhere.
    """
    works = lifecycle.of(Work)
    titles = _titles(lifecycle, works)
    heard = voices(works, words)
    placed: dict[str, Placement] = dict.fromkeys(titles, TITLE_LINE)
    firm = {work.key: _firm(heard[work.key]) for work in works if work.key in heard}
    for work in works:
        if work.phases:
            placed[work.key] = Placement(work.phases[0], STATED, "stated in the data")
        elif work.key not in titles and work.key in said:
            placed[work.key] = said[work.key]
        elif work.key not in titles and work.key in heard:
            above = _above(lifecycle, work.key, placed, firm)
            placed[work.key] = _own(heard[work.key], above)
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
        where = placed.get(here.key, NOWHERE)
        # What is only inherited is no evidence of what it was inherited from.
        if not parts and where.phase in HUB and where.confidence >= OWN:
            counts[placed[here.key].phase] += 1
    return counts


def titles_of(lifecycle: Lifecycle) -> set[str]:
    """Return the keys of the lines that are the title of a plan: they contain nearly all others."""
    return _titles(lifecycle, lifecycle.of(Work))


def _titles(lifecycle: Lifecycle, works: tuple[Work, ...]) -> set[str]:
    """Return the keys of the lines that contain nearly all other lines."""
    below: Counter[str] = Counter(
        above.key for work in works for above in lifecycle.ancestors(work.key)
    )
    enough = TITLE * (len(works) - 1)
    return {key for key, count in below.items() if count >= enough and count > 1}


_Above = tuple[Element, Placement]


def _firm(voice: Voice) -> Placement | None:
    """Return where the words of a line place it without a doubt, if they do."""
    is_firm = not voice.is_weak and len({hit.value[0] for hit in voice.hits}) == 1
    return _spoken(voice.last) if is_firm else None


def _above(
    lifecycle: Lifecycle,
    key: str,
    placed: dict[str, Placement],
    firm: dict[str, Placement | None],
) -> _Above | None:
    """Return the nearest element that contains a line and is placed by its own words, and where."""
    for element in lifecycle.ancestors(key):
        found = placed.get(element.key) or firm.get(element.key)
        if found is not None and found.phase is not Phase.NONE:
            return element, found
    return None


def _own(voice: Voice, above: _Above | None) -> Placement:
    """Return where the words of a line place it, next to what contains it."""
    if above is None:
        return _spoken(voice.last)
    element, where = above
    agreeing = voice.for_phase(where.phase)
    if agreeing is not None:
        return _spoken(agreeing)
    if voice.is_weak:
        why = f"as '{element.name}', which contains it; '{voice.last.phrase}' alone says little"
        return Placement(where.phase, INHERITED, why)
    return _spoken(voice.last)


def _spoken(hit: Hit[Spoken]) -> Placement:
    phase, _ = hit.value
    return Placement(phase, OWN, f"'{hit.phrase}' speaks for {phase.value}")


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
