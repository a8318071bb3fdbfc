"""Matching: which elements of two lifecycles belong together, how, how sure, and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from attrs import frozen

from lifecycle_map.errors import UnknownNameError
from lifecycle_map.matching.calibrating import EQUAL, EQUAL_MEANT, RELATED, RELATED_MEANT, Weights
from lifecycle_map.matching.columns import Shares
from lifecycle_map.matching.encoding import Encoder
from lifecycle_map.matching.explaining import explain
from lifecycle_map.matching.indexes import Prepared, prepare
from lifecycle_map.matching.joining import Join
from lifecycle_map.matching.judging import judge
from lifecycle_map.matching.labels import COLLISIONS
from lifecycle_map.matching.scoring import Scored, score
from lifecycle_map.matching.selecting import NEVER, Rule, select
from lifecycle_map.model.crosswalks import Correspondence, Crosswalk
from lifecycle_map.model.kinds import expect
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.matches import Justification, Match
from lifecycle_map.model.pausing import without_collecting
from lifecycle_map.model.refs import Ref

Relation = Literal["equal", "related"]
Barred = Callable[[Ref, Ref], bool]
"""Whether a pair of ends, of subject and object, is not to be found."""


@frozen
class Settings:
    """How a relation is looked for: what counts how much, and what is selected."""

    weights: Weights
    rule: Rule


SETTINGS: dict[str, Settings] = {
    "equal": Settings(EQUAL, Rule(least=NEVER, agreed=0.35, tolerance=0.0)),
    "related": Settings(RELATED, Rule(least=0.45, agreed=0.35, tolerance=0.05)),
}
MEANT: dict[str, Settings] = {
    "equal": Settings(EQUAL_MEANT, Rule(least=NEVER, agreed=0.35, tolerance=0.0)),
    "related": Settings(RELATED_MEANT, Rule(least=0.45, agreed=0.4, tolerance=0.05)),
}
"""One for each relation, the same for all data; and those for when an encoder is given.

Where confidences are calibrated, F1 is greatest with a cut at half of the F1 that is reached
(Lipton, Elkan and Narayanaswamy 2014): some .4 on data that people have matched.
"""


def match(
    subject: Lifecycle | Prepared,
    counterpart: Lifecycle | Prepared,
    /,
    *,
    relation: Relation = "related",
    encoder: Encoder | None = None,
    reasons: bool = True,
) -> Crosswalk:
    """Return which elements of two lifecycles belong together.

    ``relation`` is what is asked for: *equal* wants the same thing under two names, one for one;
    *related* wants whatever belongs together, one for many where it is so. Names, aliases and
    summaries are compared word by word, in any language; what contains, does, precedes and follows
    the two elements, and what else they could be matched with, counts too.

    Each correspondence has a type of match, a confidence (0 to 1, the share of such pairs that
    were right in data that people have matched) and its reasons as evidence. Two lifecycles
    matched the other way round give the same, inverted. A lifecycle that is matched often is
    given as `prepare` returns it.

    An ``encoder`` says how alike two texts mean, where their words tell nothing: `encoder` gives
    one, and anything that can ``encode`` a list of texts as vectors will do. With it, time grows
    with the square of the number of elements. Without ``reasons`` the rows have no evidence,
    which takes a third less time and far less room.

    Raises `UnknownNameError` when there is no such relation.
    """
    for value in (subject, counterpart):
        expect("match", value, Lifecycle, Prepared)
    return match_but(
        subject, counterpart, None, relation=relation, encoder=encoder, reasons=reasons
    )


@without_collecting()
def match_but(
    subject: Lifecycle | Prepared,
    counterpart: Lifecycle | Prepared,
    barred: Barred | None,
    *,
    relation: Relation,
    encoder: Encoder | None = None,
    reasons: bool = True,
) -> Crosswalk:
    """Return what `match` returns when some pairs are barred: the next best take their place.

    Raises `UnknownNameError` when there is no such relation.
    """
    settings = (SETTINGS if encoder is None else MEANT).get(relation)
    if settings is None:
        raise UnknownNameError("relation", relation, tuple(SETTINGS))
    ours = subject if isinstance(subject, Prepared) else prepare(subject)
    theirs = counterpart if isinstance(counterpart, Prepared) else prepare(counterpart)
    turned = _comes_first(theirs.lifecycle, ours.lifecycle)
    scored = score(Join(theirs, ours) if turned else Join(ours, theirs), encoder)
    one, two = ours.lifecycle, theirs.lifecycle
    return Crosswalk(
        key=f"{one.key}--{two.key}",
        name=f"{one.name}, {two.name}: {relation}",
        subject_lifecycle=one.key,
        object_lifecycle=two.key,
        correspondences=_rows(scored, settings, relation, barred, turned=turned, reasons=reasons),
    )


def _comes_first(one: Lifecycle, two: Lifecycle) -> bool:
    """Return whether the one is taken before the other, so that both ways round give the same."""
    here, there = ((len(side), side.key, side.name) for side in (one, two))
    if here != there:
        return here < there
    return [element.name for element in one] < [element.name for element in two]


def _rows(
    scored: Scored,
    settings: Settings,
    relation: str,
    barred: Barred | None,
    *,
    turned: bool,
    reasons: bool,
) -> tuple[Correspondence, ...]:
    """Return the selected pairs as correspondences, in the order of the subjects."""
    confidences = settings.weights.confidences(scored)
    if barred is not None:
        _bar(scored, confidences, barred, turned=turned)
    chosen = [
        choice
        for choice in select(scored, confidences, settings.rule)
        if not _collides(scored, choice.number)
    ]
    matches = judge(scored, chosen, confidences)
    told = {Match.EXACT: Match.EXACT} if relation == "equal" else {each: each for each in Match}
    rows = [
        _row(
            scored,
            choice.number,
            told.get(judged, Match.CLOSE),
            confidences[choice.number],
            explain(scored, choice, settings.weights, turned=turned) if reasons else (),
            turned=turned,
        )
        for choice, judged in zip(chosen, matches, strict=True)
    ]
    found = scored.found
    if not turned:  # candidates stand in the order of the first side, then of the second
        return tuple(rows)
    ends = [(found.objects[each.number], found.subjects[each.number]) for each in chosen]
    return tuple(rows[place] for place in sorted(range(len(rows)), key=ends.__getitem__))


def _row(
    scored: Scored,
    number: int,
    told: Match,
    confidence: float,
    evidence: tuple[str, ...],
    *,
    turned: bool,
) -> Correspondence:
    one, two = _ends(scored, number)
    is_worded = bool(scored.found.words[number])
    return Correspondence(
        subject=two if turned else one,
        match=told.inverse if turned else told,
        object=one if turned else two,
        justification=Justification.LEXICAL if is_worded else Justification.SEMANTIC_SIMILARITY,
        confidence=round(confidence, 4),
        evidence=evidence,
    )


def _ends(scored: Scored, number: int) -> tuple[Ref, Ref]:
    """Return the two ends of a candidate, in the order in which they were joined."""
    a, b = scored.join.a, scored.join.b
    one = Ref(a.lifecycle.key, a.elements[scored.found.subjects[number]].key)
    return one, Ref(b.lifecycle.key, b.elements[scored.found.objects[number]].key)


def _bar(scored: Scored, confidences: Shares, barred: Barred, *, turned: bool) -> None:
    """Take all confidence from the candidates that are barred, so that none is selected."""
    for number in range(len(confidences)):
        one, two = _ends(scored, number)
        if barred(two, one) if turned else barred(one, two):
            confidences[number] = 0.0


def _collides(scored: Scored, number: int) -> bool:
    """Return whether the two sides mean different things by the same word."""
    a, b = scored.join.a, scored.join.b
    if a.lifecycle.side is b.lifecycle.side:
        return False
    one, two = scored.found.subjects[number], scored.found.objects[number]
    names = a.elements[one].name.casefold(), b.elements[two].name.casefold()
    return names[0] == names[1] and names[0] in COLLISIONS
