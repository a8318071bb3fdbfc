"""How far the confidences of `lifecycle_map.match` can be believed; and the weights they come from.

    python benchmarks/calibration.py FOLDER        a reliability table for each relation
    python benchmarks/calibration.py FOLDER --fit  fit the weights anew, and leave-one-set-out

``--encoder wordllama`` does either with the encoder of the extra ``[semantic]``.

FOLDER holds the sets of pairs with gold correspondences, one folder each, as the scorer of
correspondences reads them (``{"name", "source", "target", "edges_source", "edges_target",
"gold"}``). The expected calibration error is the mean distance between confidence and share of
right pairs over ten bins, weighted by the pairs in them (Guo et al. 2017): over all candidates, and
over those that `match` returns.

Which rows speak for which relation: *related* is fitted to all rows of the sets of processes and
standards, *equal* to the rows that say that they are equal, and to those of the processes that are
one to one (not where one side holds sentences). Each set weighs the same, whatever its size.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

import attrs
from attrs import define
from match_pairs import as_lifecycle

import lifecycle_map as lm
from lifecycle_map.matching.calibrating import Weights
from lifecycle_map.matching.joining import Join
from lifecycle_map.matching.matcher import MEANT, SETTINGS, Settings
from lifecycle_map.matching.scoring import SIGNALS, Scored, score
from lifecycle_map.matching.selecting import NEVER, select

BINS = 10
RIDGE = 1.0
SET_WEIGHT = 100.0
SENTENCES = "task-sentence"


@define
class Case:
    """A pair of models, scored; which candidates are right, and how many right pairs there are."""

    scored: Scored
    right: list[bool]
    gold: int
    asked: dict[int, set[int]]


def cases(folder: Path, relation: str, encoder: lm.Encoder | None) -> dict[str, list[Case]]:
    """Return the cases of each set; the standards make a set each."""
    sets: dict[str, list[Case]] = {}
    for file in sorted(folder.glob("*/*.json")):
        pair = json.loads(file.read_text("utf-8"))
        rows = wanted(pair["gold"], relation)
        if rows is None:
            continue
        if relation == "equal" and file.parent.name == SENTENCES:
            continue
        name = file.stem if file.parent.name == "standards" else file.parent.name
        sets.setdefault(name, []).append(case(pair, rows, encoder))
    return sets


def wanted(gold: list[list[str]], relation: str) -> set[tuple[str, str]] | None:
    """Return the rows of a gold that speak for a relation, or nothing when it cannot say."""
    rows = {(one, two) for one, two, *_ in gold}
    told = {relation for *_, relation in gold}
    equal = {(one, two) for one, two, told in gold if told in ("equal", "=")}
    if relation == "related":
        return None if "=" in told else rows
    if told <= {"related"}:
        ours, theirs = Counter(one for one, _ in rows), Counter(two for _, two in rows)
        return {(one, two) for one, two in rows if ours[one] == theirs[two] == 1}
    return equal or None


def case(pair: dict[str, Any], rows: set[tuple[str, str]], encoder: lm.Encoder | None) -> Case:
    one, ids = as_lifecycle("source", pair["source"], pair["edges_source"])
    two, others = as_lifecycle("target", pair["target"], pair["edges_target"])
    scored = score(Join(lm.prepare(one), lm.prepare(two)), encoder)
    ends = zip(scored.found.subjects, scored.found.objects, strict=True)
    right = [
        (ids.get(one.elements[a].key), others.get(two.elements[b].key)) in rows for a, b in ends
    ]
    numbers = {ids[e.key]: n for n, e in enumerate(one) if e.key in ids}
    targets = {others[e.key]: n for n, e in enumerate(two) if e.key in others}
    asked: dict[int, set[int]] = {}
    for a, b in sorted(rows):
        asked.setdefault(numbers[a], set()).add(targets[b])
    return Case(scored, right, len(rows), asked)


def fit(sets: dict[str, list[Case]], settings: Settings) -> Weights:
    """Return the weights of a logistic regression, each set weighing alike.

    They are scaled so that the confidences are right where it matters: on the pairs that are the
    best, or nearly, for their ends (Platt 1999).
    """
    first = _fitted(sets)
    least = NEVER if settings.rule.least == NEVER else 0.0
    rule = attrs.evolve(settings.rule, least=least, agreed=0.0)
    rows, right, weights = [], [], []
    for members in sets.values():
        share = SET_WEIGHT / max(1, sum(each.gold for each in members))
        for each in members:
            confidences = [first.confidence(row) for row in each.scored.rows()]
            for choice in select(each.scored, confidences, rule):
                rows.append((first.log_odds(each.scored.row(choice.number)), 1.0))
                right.append(each.right[choice.number])
                weights.append(share)
    slope, shift = _newtons(rows, right, weights)
    return Weights(
        round(slope * first.base + shift, 2), tuple(round(slope * w, 2) for w in first.signals)
    )


def _fitted(sets: dict[str, list[Case]]) -> Weights:
    rows, right, weights = [], [], []
    for members in sets.values():
        share = SET_WEIGHT / max(1, sum(each.gold for each in members))
        for each in members:
            rows += [(*row, 1.0) for row in each.scored.rows()]
            right += each.right
            weights += [share] * len(each.right)
    *signals, base = _newtons(rows, right, weights)
    return Weights(base, tuple(signals))


def _newtons(rows: Any, right: Any, weights: Any) -> list[float]:
    """Return what maximises the likelihood, less a ridge, by Newton's method."""
    theta = [0.0] * len(rows[0])
    for _ in range(12):
        theta = _newton(theta, rows, right, weights)
    return theta


def _newton(theta: list[float], rows: Any, right: Any, weights: Any) -> list[float]:
    size = len(theta)
    slope = [-RIDGE * value for value in theta[:-1]] + [0.0]
    curve = [[0.0] * size for _ in range(size)]
    for i in range(size - 1):
        curve[i][i] = RIDGE
    for row, is_right, weight in zip(rows, right, weights, strict=True):
        p = 1 / (1 + math.exp(-sum(a * b for a, b in zip(theta, row, strict=True))))
        for i in range(size):
            slope[i] += weight * (is_right - p) * row[i]
            for j in range(size):
                curve[i][j] += weight * p * (1 - p) * row[i] * row[j]
    step = _solved(curve, slope)
    return [value + change for value, change in zip(theta, step, strict=True)]


def _solved(matrix: list[list[float]], vector: list[float]) -> list[float]:
    """Return the solution of a system of equations, by elimination with pivots."""
    rows = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    for i in range(len(rows)):
        pivot = max(range(i, len(rows)), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for r in range(len(rows)):
            if r != i:
                rows[r] = [a - rows[r][i] * b for a, b in zip(rows[r], rows[i], strict=True)]
    return [row[-1] for row in rows]


def judged(members: list[Case], weights: Weights, settings: Settings) -> dict[str, Any]:
    """Return F1, hits at first and both calibration errors of a set."""
    tp = found = gold = hits = asked = 0
    all_pairs, taken = [], []
    for each in members:
        confidences = [weights.confidence(row) for row in each.scored.rows()]
        all_pairs += zip(confidences, each.right, strict=True)
        best: dict[int, tuple[float, int]] = {}
        for choice in select(each.scored, confidences, settings.rule):
            n = choice.number
            taken.append((confidences[n], each.right[n]))
            tp, found = tp + each.right[n], found + 1
            one, two = each.scored.found.subjects[n], each.scored.found.objects[n]
            best[one] = max(best.get(one, (0.0, -1)), (confidences[n], two))
        gold, asked = gold + each.gold, asked + len(each.asked)
        hits += sum(best.get(a, (0, -1))[1] in bs for a, bs in each.asked.items())
    return {
        "F": 2 * tp / max(1, found + gold),
        "H": hits / max(1, asked),
        "all": all_pairs,
        "taken": taken,
    }


def table(pairs: list[tuple[float, bool]]) -> list[tuple[int, float, float]]:
    """Return, for each bin, how many pairs it holds, their mean confidence and share right."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in pairs:
        bins[min(BINS - 1, int(confidence * BINS))].append((confidence, right))
    return [
        (len(b), sum(c for c, _ in b) / max(1, len(b)), sum(r for _, r in b) / max(1, len(b)))
        for b in bins
    ]


def error(pairs: list[tuple[float, bool]]) -> float:
    """Return the expected calibration error."""
    return sum(n * abs(c - r) for n, c, r in table(pairs)) / max(1, len(pairs))


def show(name: str, result: dict[str, Any]) -> None:
    errors = f"ECE {error(result['all']):.3f}, of what is returned {error(result['taken']):.3f}"
    print(f"  {name:24s} F {result['F']:.3f}  H@1 {result['H']:.3f}  {errors}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--encoder", default="", help="fit and judge with an encoder: wordllama")
    options = parser.parse_args()
    encoder = lm.encoder(options.encoder) if options.encoder else None
    for relation, settings in (MEANT if encoder else SETTINGS).items():
        sets = cases(options.folder, relation, encoder)
        weights = fit(sets, settings) if options.fit else settings.weights
        print(f"{relation}: before all {weights.base:+.2f},", end=" ")
        print(", ".join(f"{n} {w:+.2f}" for n, w in zip(SIGNALS, weights.signals, strict=True)))
        results = {name: judged(members, weights, settings) for name, members in sets.items()}
        apart: dict[str, dict[str, Any]] = {}
        for name, result in results.items():
            show(name, result)
            if options.fit:
                others = {other: sets[other] for other in sets if other != name}
                apart[name] = judged(sets[name], fit(others, settings), settings)
                show("  without it in the fit", apart[name])
        if apart:
            left = [
                [pair for result in apart.values() for pair in result[of]]
                for of in ("all", "taken")
            ]
            told = f"  each set left out: ECE {error(left[0]):.3f}; returned: {error(left[1]):.3f}"
            print(told)
        everything = [pair for result in results.values() for pair in result["all"]]
        taken = [pair for result in results.values() for pair in result["taken"]]
        print(f"  all candidates: ECE {error(everything):.3f}; returned: {error(taken):.3f}")
        print("  confidence   pairs   mean  right | returned   mean  right")
        for number, (a, b) in enumerate(zip(table(everything), table(taken), strict=True)):
            low = number / BINS
            print(f"  {low:.1f} to {low + 1 / BINS:.1f}", end="  ")
            print(f"{a[0]:6d}  {a[1]:.3f}  {a[2]:.3f} | {b[0]:8d}  {b[1]:.3f}  {b[2]:.3f}")


if __name__ == "__main__":
    main()
