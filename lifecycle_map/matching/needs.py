"""Which needs of service management can be seen in a plan, and in which of its lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from attrs import define, field, frozen

from lifecycle_map.matching.hearing import ENGLISH, languages_of
from lifecycle_map.matching.patterns import Match, Patterns, Span
from lifecycle_map.matching.placing import titles_of
from lifecycle_map.matching.texts import shown_words, words_of
from lifecycle_map.model.elements import Element, Product, Work
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.needs import Need, Visible
from lifecycle_map.model.words import Words

LATE = 0.4
"""From this share of its lines on, a plan is well under way."""

ABOVE = 3
"""How many of the lines that contain a line are read together with it."""


@frozen
class Evidence:
    """A line that shows a need: the element, the words of its name that do, and how well.

    ``above`` says that the words of a line above it are needed too ("End users" below "Training").
    """

    key: str
    source_id: str
    name: str
    words: tuple[str, ...]
    visible: Visible
    above: bool = False


@frozen
class Visibility:
    """Whether a need can be seen in a plan, with the lines that show it, the best first."""

    need: Need
    visible: Visible
    evidence: tuple[Evidence, ...] = ()


@frozen
class _Said:
    """What a phrase says of a need; ``visible`` is NO for a phrase that rules it out."""

    need: str
    visible: Visible


@frozen
class _Line:
    """A line of a plan with the lines above it, and how far down the plan it stands (0 to 1)."""

    element: Element
    above: tuple[str, ...]
    place: float


_Index = Patterns[_Said]
_Shown = tuple[str, Evidence]
_Spans = Mapping[tuple[int, int], list[Span]]


@define
class _Above:
    """What the lines that contain others say, by their names: heard once for a whole plan."""

    indexes: tuple[_Index, ...]
    _heard: dict[str, tuple[tuple[_Spans, ...], frozenset[str]]] = field(factory=dict)

    def hear(self, name: str) -> tuple[tuple[_Spans, ...], frozenset[str]]:
        """Return where the parts of each index stand in a name, and which needs it rules out."""
        known = self._heard.get(name)
        if known is None:
            ruled = (need for index in self.indexes for need in _ruled_out(index, name))
            spans = tuple(index.spans(name) for index in self.indexes)
            known = self._heard[name] = (spans, frozenset(ruled))
        return known


def visible_needs(
    lifecycle: Lifecycle, needs: tuple[Need, ...], words: tuple[Words, ...] = ()
) -> tuple[Visibility, ...]:
    """Return for each need whether the lifecycle shows it, in the order of ``needs``.

    A line shows a need by its own words, or together with the words of a line that contains it.
    Only languages that the plan as a whole speaks are heard (of those that ``words`` knows), and
    English. A bare word such as "Training" counts only where nothing inside it says more.
    """
    shown: dict[str, list[Evidence]] = {need.key: [] for need in needs}
    above = _Above(_indexes(lifecycle, needs, words))
    bare: list[tuple[_Shown, str]] = []
    telling: set[str] = set()
    for line in _lines(lifecycle):
        for need, evidence, whole in _shown(line, above):
            if whole:
                bare.append(((need, evidence), line.element.key))
            else:
                shown[need].append(evidence)
                telling.update(each.key for each in lifecycle.ancestors(line.element.key))
    for (need, evidence), key in bare:
        if key not in telling:
            shown[need].append(evidence)
    return tuple(_visibility(need, shown[need.key]) for need in needs)


def _visibility(need: Need, evidence: list[Evidence]) -> Visibility:
    best: dict[str, Evidence] = {}
    for item in sorted(evidence, key=_rank):
        best.setdefault(item.key, item)
    ranked = tuple(best.values())
    return Visibility(need, ranked[0].visible if ranked else Visible.NO, ranked)


def _rank(evidence: Evidence) -> tuple[bool, bool, int]:
    """Return what sorts the best evidence first: shown in full, by itself, by many words."""
    return evidence.visible is not Visible.YES, evidence.above, -len(evidence.words)


def _indexes(
    lifecycle: Lifecycle, needs: tuple[Need, ...], words: tuple[Words, ...]
) -> tuple[_Index, ...]:
    known = {vocabulary.language for vocabulary in words}
    mute = known - languages_of(lifecycle, words) - {ENGLISH}
    languages = {phrases.language for need in needs for phrases in need.phrases}
    return tuple(_index(needs, language) for language in sorted(languages - mute))


@lru_cache(maxsize=64)
def _index(needs: tuple[Need, ...], language: str) -> _Index:
    patterns: _Index = Patterns()
    for need in needs:
        for phrases in need.phrases:
            if phrases.language == language:
                for visible, texts in (
                    (Visible.YES, phrases.yes),
                    (Visible.PARTLY, phrases.partly),
                    (Visible.NO, phrases.never),
                ):
                    for text in texts:
                        patterns.add(text, _Said(need.key, visible))
    return patterns


def _lines(lifecycle: Lifecycle) -> Iterator[_Line]:
    titles = titles_of(lifecycle)
    lines = [e for e in lifecycle if isinstance(e, Work | Product) and e.key not in titles]
    for number, element in enumerate(lines):
        above = [e.name for e in lifecycle.ancestors(element.key) if e.key not in titles]
        yield _Line(element, tuple(above[:ABOVE]), number / len(lines))


def _shown(line: _Line, above: _Above) -> Iterator[tuple[str, Evidence, bool]]:
    """Yield each need that a line shows, with the evidence, and whether by a bare word only."""
    heard = [above.hear(name) for name in line.above]
    matches = [
        match
        for number, index in enumerate(above.indexes)
        for match in index.find(line.element.name, [spans[number] for spans, _ in heard])
    ]
    never = {match.pattern.value.need for match in matches if _rules_out(match)}
    clouded = {need for _, ruled in heard for need in ruled}
    for match in matches:
        need = match.pattern.value.need
        if need in never or (match.above and need in clouded):
            continue
        if not match.pattern.late or line.place >= LATE:
            yield need, _evidence(line.element, match), _is_bare(line, match)


def _is_bare(line: _Line, match: Match[_Said]) -> bool:
    """Return whether a line has no other word than one that hints at something late in a plan."""
    return match.pattern.late and match.length >= len(words_of(line.element.name))


def _ruled_out(index: _Index, name: str) -> set[str]:
    return {match.pattern.value.need for match in index.find(name) if _rules_out(match)}


def _rules_out(match: Match[_Said]) -> bool:
    return match.pattern.value.visible is Visible.NO


def _evidence(element: Element, match: Match[_Said]) -> Evidence:
    words = shown_words(element.name)
    told = tuple(word for start, end in match.spans for word in words[start:end])
    visible = match.pattern.value.visible
    return Evidence(element.key, element.source_id, element.name, told, visible, match.above)
