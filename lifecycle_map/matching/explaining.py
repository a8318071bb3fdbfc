"""Why two elements are said to correspond: which words, which context, which rule, what counted."""

from __future__ import annotations

import math
from collections.abc import Iterator

from lifecycle_map.matching.calibrating import Weights
from lifecycle_map.matching.indexes import Prepared
from lifecycle_map.matching.joining import Join
from lifecycle_map.matching.scoring import Scored
from lifecycle_map.matching.selecting import Choice

TOLD = {
    "words": "how alike the words are",
    "amount": "how many are shared",
    "groups": "what contains or does them",
    "flow": "what precedes and follows",
    "place": "place in the flow",
    "rivals": "better rivals",
    "meaning": "how alike the encoder finds them",
}
"""What each of the signals is called."""


def explain(scored: Scored, choice: Choice, weights: Weights, *, turned: bool) -> tuple[str, ...]:
    """Return the reasons for a selected pair, a line for each.

    ``turned`` says that the first side of the candidates is the object of the correspondence.
    """
    number = choice.number
    lines = (
        _words(
            scored.join,
            scored.found.ours[number],
            scored.found.theirs[number],
            is_worded=bool(scored.found.words[number]),
            turned=turned,
        ),
        _meaning(scored, number),
        _context(scored, number),
        _rule(scored, choice, turned=turned),
        _counted(scored, number, weights),
    )
    return tuple(line for line in lines if line)


def _words(join: Join, one: int, two: int, *, is_worded: bool, turned: bool) -> str:
    """Return which words of the two names go together, and which words do not."""
    theirs = join.b.variants[two]
    pairs: list[tuple[int, str]] = []
    left_a: list[str] = []
    met: set[int] = set()
    for place, word in enumerate(join.a.variants[one]):
        near = [(likeness, other) for other, likeness in join.near(word) if other in theirs]
        ours = join.a.lexicon.words[word]
        if not near:
            left_a.append(f"'{ours}'")
            continue
        likeness, other = max(near, key=lambda found: (found[0], -found[1]))
        met.add(other)
        told = _pair(ours, join.b.lexicon.words[other], likeness, turned=turned)
        pairs.append((theirs.index(other) if turned else place, told))
    left_b = [f"'{join.b.lexicon.words[word]}'" for word in theirs if word not in met]
    only = [
        f"only in the {end}: {', '.join(words)}" for end, words in _ends(left_a, left_b, turned)
    ]
    shared = ", ".join(told for _, told in sorted(pairs))
    for end, side, variant in _sides(join, one, two, turned):
        if side.mains[side.owners[variant]] != variant:
            called = " ".join(side.lexicon.words[word] for word in side.variants[variant])
            only.append(f"the {end} by its other name '{called}'")
    if join.are_opposed(one, two):
        only.append("they say the opposite")
    told = shared or ("of the summary" if is_worded else "none shared")
    return "; ".join(["words: " + told, *only])


def _sides(
    join: Join, one: int, two: int, turned: bool
) -> tuple[tuple[str, Prepared, int], tuple[str, Prepared, int]]:
    ends = ("object", "subject") if turned else ("subject", "object")
    return (ends[0], join.a, one), (ends[1], join.b, two)


def _ends(
    ours: list[str],
    theirs: list[str],
    turned: bool,
) -> Iterator[tuple[str, list[str]]]:
    subject, object_ = (theirs, ours) if turned else (ours, theirs)
    if subject:
        yield "subject", subject
    if object_:
        yield "object", object_


def _pair(ours: str, theirs: str, likeness: float, *, turned: bool) -> str:
    if ours == theirs:
        return f"'{ours}'"
    first, second = (theirs, ours) if turned else (ours, theirs)
    return f"'{first}' ~ '{second}' ({likeness:.2f})"


def _meaning(scored: Scored, number: int) -> str:
    """Return what the encoder says, next to what the words do."""
    found = scored.found
    if not found.meanings:
        return ""
    said, words = found.meanings[number], found.words[number]
    return f"meaning: {said:.2f} alike by the encoder, {words:.2f} by the words"


def _context(scored: Scored, number: int) -> str:
    """Return how well what stands around the two goes together."""
    around = scored.around
    told = (
        ("what contains or does them agrees by {:.2f}", around.groups[number]),
        ("what precedes and follows them by {:.2f}", around.flow[number]),
        ("their places in the flow are {:.2f} apart", around.apart[number]),
    )
    parts = [text.format(value) for text, value in told if not math.isnan(value)]
    return "context: " + ", ".join(parts) if parts else ""


def _rule(scored: Scored, choice: Choice, *, turned: bool) -> str:
    """Return which rule selected the pair."""
    if choice.for_subject and choice.for_object:
        return "rule: the best for both, or close to it"
    is_subject = choice.for_subject != turned
    end = "subject" if is_subject else "object"
    return f"rule: the best for the {end}, or close to it"


def _counted(scored: Scored, number: int, weights: Weights) -> str:
    """Return how much each signal counted."""
    row = scored.row(number)
    shares = weights.shares(row)
    parts = [f"{TOLD[name]} {share:+.2f}" for name, share in shares.items() if round(share, 2)]
    total, sure = weights.log_odds(row), weights.confidence(row)
    whole = f"in all {total:+.2f} log-odds, which is {sure:.0%}"
    return f"counted: {', '.join(parts)}, before all {weights.base:+.2f}; {whole}"
