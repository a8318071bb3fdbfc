"""Tables of the reference on crosswalks: what they cover, and what composition is worth."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import lifecycle_map as lm

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

from composition import Agreement, measured

MADE = {
    lm.Justification.CURATED: "curated",
    lm.Justification.CHAINED: "composed",
    lm.Justification.LEXICAL: "matched",
}
"""How a row came to be, in the words of the docs."""


ON_COVERAGE = """\
How many elements of each side have a counterpart, of how many. A *curated* row was written by a
person, a *composed* one chains curated rows over a third lifecycle, a *matched* one was found by
words and looked at; *none* says that somebody looked, and there is nothing. The `justification`,
`confidence` and `evidence` of each row say the same. Two that have no crosswalk of their own are
aligned over a third when somebody asks: the PRINCE2 of 2009 reaches every other framework over the
6th edition, with its views."""

ON_COMPOSITION = """\
For every pair that is curated and every third lifecycle curated against both, the crosswalk that
follows over the third one, compared with the curated one: of the pairs of elements that it joins,
how many a person joined too (*precision*), and how many of the curated pairs it found (*recall*).
*Where known* counts only pairs of which both ends stand in some curated row; a pair that nobody
looked at need not be wrong. *Kept* are chains that would be written down: not of two loose ties,
and surer than 0.3. The editions of PRINCE2 are no independent witnesses: rows of one were carried
over to the other by name. Over anything else a composed row is a lead to look at, not a finding.
`python benchmarks/composition.py` prints the same."""


def coverage() -> list[str]:
    """Return how much of each side every crosswalk covers, and how its rows came to be."""
    lines = ["### Coverage", ""]
    lines += [ON_COVERAGE, ""]
    columns = ("key", "subject", "object", *MADE.values(), "none")
    lines += [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    return [*lines, *(_covered(lm.load_crosswalk(e.key)) for e in lm.list_crosswalks())]


def _covered(crosswalk: lm.Crosswalk) -> str:
    rows = crosswalk.view().correspondences
    real = [row for row in rows if row.match is not lm.Match.NONE]
    made = Counter(MADE[row.justification] for row in real)
    subject, object_ = (
        _share(lm.load_lifecycle(key), {end for row in real for end in (row.subject, row.object)})
        for key in (crosswalk.subject_lifecycle, crosswalk.object_lifecycle)
    )
    numbers = [str(made[name]) for name in MADE.values()]
    cells = (f"`{crosswalk.key}`", subject, object_, *numbers, str(len(rows) - len(real)))
    return f"| {' | '.join(cells)} |"


def _share(lifecycle: lm.Lifecycle, ends: set[lm.Ref | None]) -> str:
    covered = sum(lifecycle.ref(element.key) in ends for element in lifecycle)
    return f"{covered} of {len(lifecycle)}"


def composition() -> list[str]:
    """Return how composed crosswalks agree with curated ones."""
    lines = ["### Composition beside curation", ""]
    lines += [ON_COMPOSITION, ""]
    columns = ("pair", "over", "curated", "every chain", "precision", "where known", "recall",
               "kept", "precision", "where known", "recall")  # fmt: skip
    lines += [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    for each in measured():
        cells = [f"`{each.subject}--{each.object}`", f"`{each.over}`", str(each.kept.gold)]
        cells += [*_agreement(each.every), *_agreement(each.kept)]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _agreement(one: Agreement) -> tuple[str, ...]:
    return str(one.found), *one.shares()
