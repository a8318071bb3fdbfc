"""`lifecycle_map.match` beside other matchers on pairs with planted truth: time, memory and F1.

    python benchmarks/match_scale.py GENERATOR [--sizes 30 300] [--peers lsa,tfidf] [--family F]

GENERATOR (or the environment variable MATCH_GENERATOR) is a Python file with ``pair(n, seed)``,
which returns the labels and the edges of two sides and the planted truth, ``f1(found, truth)``,
``vocab(n, rng)`` and ``typo(word, rng)``. Ours and each peer take turns in one process, after one
round to warm up; what is printed is the median of the CPU times and the median of their ratios,
side by side. Memory is how far one run raises the peak of a fresh process, and the last column
what that whole process cost, imports included. With three sizes or more, how our time grows is
printed too: the slope of its logarithm on that of the size. Peers that are not installed are left
out: rapidfuzz (numpy, scipy), lap, scikit-learn with sparse-dot-topn, networkx.

``ours`` gives bare rows, as the peers do; ``reasons`` is `match` as it is by default;
``prepared`` has the second side prepared; ``assign`` compares labels alone, with all remembered
that it can: each round brings labels that it has seen.

Families: ``plain``; ``typo``, two thirds of the labels with a slip; ``edits``, a word with two
slips in each; ``suffix``, another ending to a word in nine of ten; ``shuffle``, words in any order;
``fixed``, 600 words however long the list; ``ordered``, no two places exchanged; ``dup10``, each
label ten times, at random places; ``same``, all labels alike.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import math
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = "1"

Pair = tuple[list[str], list[str], list[tuple[int, int]], list[tuple[int, int]], dict[int, int]]
Found = dict[int, int]
LIMITS = {
    "extract": 1_000, "cdist": 10_000, "lsa": 10_000, "lap": 10_000, "tfidf": 100_000,
    "ged": 300, "nw": 10_000, "reasons": 10_000, "prepared": 10_000, "assign": 10_000,
}  # fmt: skip
FAMILIES = ("plain", "typo", "edits", "suffix", "shuffle", "fixed", "ordered", "dup10", "same")
CHANGES = {"typo": {"p_typo": 0.67}, "shuffle": {"p_swap": 1.0}, "ordered": {"shift": 0}}


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("generator", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def make(generator: ModuleType, size: int, family: str, seed: int = 0) -> Pair:
    """Return a pair of the family that is asked for."""
    words = generator.vocab
    if family == "fixed":
        generator.vocab = lambda _, rng: words(138, rng)
    made = generator.pair(size, seed, **CHANGES.get(family, {}))
    generator.vocab = words
    ours, theirs, edges, other_edges, truth = made
    rng = random.Random(seed)
    if family in ("edits", "suffix"):
        theirs = [changed(generator, text, family, rng) for text in theirs]
    if family in ("dup10", "same"):
        labels = ours[: max(1, size // 10)] if family == "dup10" else ours[:1]
        ours = [labels[number % len(labels)] for number in range(size)]
        rng.shuffle(ours)
        for one, two in truth.items():
            theirs[two] = ours[one]
    return ours, theirs, edges, other_edges, truth


def changed(generator: ModuleType, text: str, family: str, rng: random.Random) -> str:
    """Return a label of which a word has two slips more, or, mostly, another ending."""
    words = text.split()
    place = rng.randrange(len(words))
    if family == "edits":
        words[place] = generator.typo(generator.typo(words[place], rng), rng)
    elif rng.random() < 0.9:
        words[place] += rng.choice(("s", "ed", "ing", "er", "ment"))
    return " ".join(words)


def lifecycle(key: str, labels: list[str], edges: list[tuple[int, int]]) -> Any:
    import lifecycle_map as lm

    return lm.Lifecycle(
        key=key,
        name=key,
        side=lm.Side.PROJECT,
        elements=tuple(lm.Activity(key=f"e{n}", name=text) for n, text in enumerate(labels)),
        relations=tuple(
            lm.Relation(subject=f"e{a}", link=lm.Link.PRECEDES, object=f"e{b}") for a, b in edges
        ),
    )


def ours(pair: Pair, *, reasons: bool = False) -> Callable[[], Found]:
    """Return our matcher; the lifecycles are made before, as the peers' labels are."""
    import lifecycle_map as lm

    one, two = lifecycle("a", pair[0], pair[2]), lifecycle("b", pair[1], pair[3])

    def run() -> Found:
        best: dict[int, tuple[float, int]] = {}
        for row in lm.match(one, two, reasons=reasons).correspondences:
            subject, object_ = int(row.subject.key[1:]), int(row.object.key[1:])
            best[subject] = max(best.get(subject, (0.0, 0)), (row.confidence, object_))
        return {subject: object_ for subject, (_, object_) in best.items()}

    return run


def prepared(pair: Pair) -> Callable[[], Found]:
    """Return our matcher with the second side prepared once, as for a portfolio."""
    import lifecycle_map as lm

    one, two = lifecycle("a", pair[0], pair[2]), lm.prepare(lifecycle("b", pair[1], pair[3]))

    def run() -> Found:
        rows = sorted(
            lm.match(one, two, reasons=False).correspondences, key=lambda row: row.confidence
        )
        return {int(row.subject.key[1:]): int(row.object.key[1:]) for row in rows}

    return run


def reasons(pair: Pair) -> Callable[[], Found]:
    """Return our matcher as it is by default: each row with its reasons."""
    return ours(pair, reasons=True)


def assign(pair: Pair) -> Callable[[], Found]:
    """Return our assignment of labels to a prepared reference."""
    import lifecycle_map as lm

    held = lm.prepare(lifecycle("b", pair[1], pair[3]))

    def run() -> Found:
        keys = lm.assign(pair[0], held)
        return {number: int(key[1:]) for number, key in enumerate(keys) if key}

    return run


def ged(pair: Pair) -> Callable[[], Found]:
    """Return the first answer of networkx's graph edit distance, by the likeness of labels."""
    import networkx as nx
    from rapidfuzz import fuzz

    one, two = (nx.DiGraph(edges) for edges in pair[2:4])
    for graph, labels in ((one, pair[0]), (two, pair[1])):
        graph.add_nodes_from((number, {"label": text}) for number, text in enumerate(labels))

    def cost(a: dict[str, str], b: dict[str, str]) -> float:
        return 1 - fuzz.token_sort_ratio(a["label"], b["label"]) / 100

    def run() -> Found:
        paths = nx.optimize_edit_paths(one, two, node_subst_cost=cost)
        ends = next(iter(paths))[0]
        return {a: b for a, b in ends if a is not None and b is not None}

    return run


def nw(pair: Pair) -> Callable[[], Found]:
    """Return the best alignment that keeps the order (Needleman and Wunsch), a row at a time."""
    import numpy as np

    def run() -> Found:
        gains = np.maximum(_matrix(pair) / 100 - 0.5, 0)
        rows, columns = gains.shape
        best = np.zeros((rows + 1, columns + 1), dtype=np.float32)
        for row in range(rows):
            best[row + 1, 1:] = np.maximum(best[row, 1:], best[row, :-1] + gains[row])
            np.maximum.accumulate(best[row + 1], out=best[row + 1])
        found, row, column = {}, rows, columns
        while row and column:
            if best[row, column] == best[row - 1, column]:
                row -= 1
            elif best[row, column] == best[row, column - 1]:
                column -= 1
            else:
                row, column = row - 1, column - 1
                found[row] = column
        return found

    return run


def extract(pair: Pair) -> Callable[[], Found]:
    from rapidfuzz import fuzz, process

    def run() -> Found:
        found = (process.extractOne(a, pair[1], scorer=fuzz.token_sort_ratio) for a in pair[0])
        return {number: row[2] for number, row in enumerate(found)}

    return run


def _matrix(pair: Pair) -> Any:
    import numpy as np
    from rapidfuzz import fuzz, process

    return process.cdist(pair[0], pair[1], scorer=fuzz.token_sort_ratio, dtype=np.float32)


def cdist(pair: Pair) -> Callable[[], Found]:
    return lambda: {a: int(b) for a, b in enumerate(_matrix(pair).argmax(axis=1))}


def lsa(pair: Pair) -> Callable[[], Found]:
    from scipy.optimize import linear_sum_assignment

    def run() -> Found:
        scores = _matrix(pair)
        rows, columns = linear_sum_assignment(scores, maximize=True)
        ends = zip(rows.tolist(), columns.tolist(), strict=True)
        return {a: b for a, b in ends if scores[a, b] > 50}

    return run


def lap(pair: Pair) -> Callable[[], Found]:
    from lap import lapjv

    def run() -> Found:
        scores = _matrix(pair)
        _, columns, _ = lapjv(100 - scores, extend_cost=True)
        return {a: int(b) for a, b in enumerate(columns) if b >= 0 and scores[a, b] > 50}

    return run


def tfidf(pair: Pair) -> Callable[[], Found]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    def run() -> Found:
        vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3))
        one, two = vectorizer.fit_transform(pair[0]), None
        two = vectorizer.transform(pair[1])
        best = sp_matmul_topn(one, two.T.tocsr(), top_n=4, threshold=0.3, sort=True).tocoo()
        rows = zip(best.data.tolist(), best.row.tolist(), best.col.tolist(), strict=True)
        found: Found = {}
        taken = set()
        for _, a, b in sorted(rows, reverse=True):
            if a not in found and b not in taken:
                found[a] = b
                taken.add(b)
        return found

    return run


PEERS = {
    "extract": extract, "cdist": cdist, "lsa": lsa, "lap": lap, "tfidf": tfidf, "ged": ged,
    "nw": nw,
}  # fmt: skip
VARIANTS = {"reasons": reasons, "prepared": prepared, "assign": assign}
NEEDS = {
    "extract": ("rapidfuzz",),
    "cdist": ("rapidfuzz", "numpy"),
    "lsa": ("rapidfuzz", "scipy"),
    "lap": ("rapidfuzz", "lap"),
    "tfidf": ("sklearn", "sparse_dot_topn"),
    "ged": ("networkx", "rapidfuzz"),
    "nw": ("rapidfuzz", "numpy"),
}
RUNNERS = {"ours": ours, **VARIANTS, **PEERS}


def timed(run: Callable[[], Found]) -> tuple[float, Found]:
    gc.collect()
    start = time.process_time()
    found = run()
    return time.process_time() - start, found


def alone(name: str, options: argparse.Namespace, size: int) -> tuple[float, float]:
    """Return by how many MB one run raises the peak of a fresh process, and its CPU time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, __file__, str(options.generator), "--one", name, "--sizes"]
    command += [str(size), "--family", options.family]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return float(done.stdout), spent


def one(name: str, pair: Pair) -> None:
    """Run one matcher and print how far the peak of memory rose by it."""
    run = RUNNERS[name](pair)
    before = _high_water()
    run()
    print(_high_water() - before)


def _high_water() -> float:
    status = Path("/proc/self/status").read_text("utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def compare(generator: ModuleType, size: int, options: argparse.Namespace) -> float:
    """Print a line for each matcher, and return the median of our times."""
    pair = make(generator, size, options.family)
    names = [name for name in options.peers.split(",") if name and size <= LIMITS[name]]
    names = [name for name in names if all(map(importlib.util.find_spec, NEEDS.get(name, ())))]
    runs = {name: RUNNERS[name](pair) for name in ("ours", *names)}
    rounds = options.rounds if size < 10_000 else min(2, options.rounds)
    times: dict[str, list[float]] = {name: [] for name in runs}
    found = {name: run() for name, run in runs.items()} if size < 10_000 else {}
    for _ in range(rounds if size < 100_000 else 1):
        for name, run in runs.items():
            cpu, found[name] = timed(run)
            times[name].append(cpu)
    for name, spent in times.items():
        ratios = [peer / own for peer, own in zip(spent, times["ours"], strict=True)]
        score = generator.f1(found[name], pair[4])[0]
        told = f"{size:7d}  {name:9s} {statistics.median(spent):9.4f} s"
        told += f"  {statistics.median(ratios):7.2f} x ours  F1 {score:.3f}"
        memory, process = alone(name, options, size)
        print(f"{told}  {memory:8.1f} MB  {process:7.2f} s", flush=True)
    return statistics.median(times["ours"])


def slope(sizes: list[int], times: list[float]) -> float:
    """Return the exponent with which time grows: least squares on the logarithms."""
    xs, ys = [math.log(size) for size in sizes], [math.log(spent) for spent in times]
    middle, level = statistics.mean(xs), statistics.mean(ys)
    spread = sum((x - middle) ** 2 for x in xs)
    return sum((x - middle) * (y - level) for x, y in zip(xs, ys, strict=True)) / spread


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    given = os.environ.get("MATCH_GENERATOR")
    parser.add_argument(
        "generator", type=Path, nargs="?" if given else None, default=given and Path(given)
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[30, 300, 1_000, 10_000])
    parser.add_argument("--peers", default=",".join((*VARIANTS, *PEERS)))
    parser.add_argument("--family", choices=FAMILIES, default="plain")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--one", choices=tuple(RUNNERS))
    options = parser.parse_args()
    generator = load(options.generator)
    if options.one:
        one(options.one, make(generator, options.sizes[0], options.family))
        return
    print("      n  matcher          time        ratio       F1     memory   process")
    times = [compare(generator, size, options) for size in options.sizes]
    if len(times) > 2:
        print(f"our time grows with n to the power of {slope(options.sizes, times):.2f}")


if __name__ == "__main__":
    main()
