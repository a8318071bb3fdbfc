"""Ten thousand templated plans of 30 stages against a reference of 40, beside rapidfuzz and scipy.

    python benchmarks/portfolio_match.py [--plans 10000] [--rounds 5] [--free]

Plans are lists of names that are in memory already. A plan has 30 of the 40 stages of the
reference, worded as one of 200 house styles words them (words added, dropped, moved, bent), and in
every seventh name something of its own: the name of a project (7 of 10), or a slip of the pen.
``--free`` words each plan anew, with something of its own in every second name. What each name
stands for is known, so that F1 can be told.

Ours and each peer take turns in one process, after one round of all to warm up (ours forgets what
it remembers before each round, so that no name is known from the last); what is printed is the
median CPU time and the least, median and greatest of the ratios of the rounds. The two slowest
peers get every tenth plan, and their time is told for all. Peers: a loop with
``fuzz.token_sort_ratio``, ``process.extract`` for each stage, and for each plan
``process.cdist`` with ``scipy.optimize.linear_sum_assignment``.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = "1"

REFERENCE, STAGES, STYLES = 40, 30, 200
OWN, NAMED = 1 / 7, 0.7
TRADE = """
    service strategy portfolio demand relationship financial design catalogue level capacity
    availability continuity security supplier transition change asset knowledge release deployment
    validation testing evaluation operation event incident problem request fulfilment access desk
    technical application improvement measurement value build deliver support handover record
    assess prepare update define identify monitor project board business case stage boundary risk
    quality product package closing directing control report lesson benefit review approach
"""
COMMON = "phase team the of for new interim final regional global pilot main second first"
CALLED = "alpha bravo crm erp portal mercury apollo nova orion intranet mobile"
WORDS, EXTRA, PROJECTS = TRADE.split(), COMMON.split(), CALLED.split()
ENDINGS = ("s", "ing", "ed", "er", "ment")

Plan = tuple[list[str], list[int]]
Found = list[Sequence[int | str]]


def reference(rng: random.Random) -> list[str]:
    """Return the names of the reference: two to five words each, no two of the same words."""
    names: dict[frozenset[str], str] = {}
    while len(names) < REFERENCE:
        words = rng.sample(WORDS, rng.choice((2, 3, 3, 4, 5)))
        names.setdefault(frozenset(words), " ".join(words))
    return list(names.values())


def styled(name: str, rng: random.Random) -> str:
    """Return a name as a house words it."""
    words = name.split()
    if rng.random() < 0.25:
        words.insert(rng.randrange(len(words) + 1), rng.choice(EXTRA))
    if len(words) > 2 and rng.random() < 0.15:
        del words[rng.randrange(len(words))]
    if rng.random() < 0.15:
        rng.shuffle(words)
    if rng.random() < 0.15:
        place = rng.randrange(len(words))
        words[place] += rng.choice(ENDINGS)
    return " ".join(words)


def owned(name: str, rng: random.Random) -> str:
    """Return a name with something of a plan's own."""
    if rng.random() < NAMED:
        return f"{name} {rng.choice(PROJECTS)}{rng.randrange(100)}"
    place = rng.randrange(max(1, len(name) - 1))
    return name[:place] + rng.choice("aeiourstn") + name[place + rng.randrange(2) :]


def make(count: int, *, free: bool, seed: int = 1) -> tuple[list[str], list[Plan]]:
    """Return the reference and the plans, each with what its names stand for."""
    rng = random.Random(seed)
    names = reference(rng)
    styles = [[styled(name, rng) for name in names] for _ in range(STYLES)]
    plans = []
    for _ in range(count):
        style = [styled(name, rng) for name in names] if free else rng.choice(styles)
        chosen = sorted(rng.sample(range(REFERENCE), STAGES))
        share = 0.5 if free else OWN
        texts = [owned(style[n], rng) if rng.random() < share else style[n] for n in chosen]
        plans.append((texts, chosen))
    return names, plans


def ours(names: list[str]) -> Callable[[list[Plan]], Found]:
    import lifecycle_map as lm

    stages = tuple(lm.Stage(key=f"s{n}", name=name) for n, name in enumerate(names))
    reference = lm.Lifecycle(key="r", name="R", side=lm.Side.SERVICE, elements=stages)

    def run(plans: list[Plan]) -> Found:
        ready = lm.prepare(reference)
        return [lm.assign(texts, ready) for texts, _ in plans]

    return run


def loop(names: list[str]) -> Callable[[list[Plan]], Found]:
    from rapidfuzz import fuzz

    def best(text: str) -> int:
        scores = [fuzz.token_sort_ratio(text, name) for name in names]
        return scores.index(max(scores))

    return lambda plans: [[best(text) for text in texts] for texts, _ in plans]


def extract(names: list[str]) -> Callable[[list[Plan]], Found]:
    from rapidfuzz import fuzz, process

    def best(text: str) -> int:
        return process.extract(text, names, scorer=fuzz.token_sort_ratio, limit=1)[0][2]

    return lambda plans: [[best(text) for text in texts] for texts, _ in plans]


def lsa(names: list[str]) -> Callable[[list[Plan]], Found]:
    import numpy as np
    from rapidfuzz import fuzz, process
    from scipy.optimize import linear_sum_assignment

    def run(plans: list[Plan]) -> Found:
        found = []
        for texts, _ in plans:
            scores = process.cdist(texts, names, scorer=fuzz.token_sort_ratio, dtype=np.float32)
            found.append(linear_sum_assignment(scores, maximize=True)[1].tolist())
        return found

    return run


RUNNERS = {"ours": ours, "loop": loop, "extract": extract, "lsa": lsa}
SLOW = {"loop": 10, "extract": 10}


def f1(found: Found, plans: list[Plan]) -> float:
    number = {f"s{n}": n for n in range(REFERENCE)} | {"": -1}
    found = [[number.get(end, end) for end in row] for row in found]
    right = sum(a == b for row, (_, truth) in zip(found, plans, strict=True)
                for a, b in zip(row, truth, strict=True))  # fmt: skip
    told = sum(a >= 0 for row in found for a in row)
    return 2 * right / (told + sum(len(truth) for _, truth in plans))


def timed(run: Callable[[list[Plan]], Found], plans: list[Plan]) -> tuple[float, Found]:
    gc.collect()
    start = time.process_time()
    found = run(plans)
    return time.process_time() - start, found


def peak(name: str, options: argparse.Namespace) -> float:
    """Return by how many MB one run raises the peak of memory of a fresh process."""
    command = [sys.executable, __file__, "--plans", str(options.plans), "--one", name]
    command += ["--free"] if options.free else []
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout)


def _high_water() -> float:
    status = Path("/proc/self/status").read_text("utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def one(name: str, options: argparse.Namespace) -> None:
    names, plans = make(options.plans, free=options.free)
    run = RUNNERS[name](names)
    run(plans[:1])
    before = _high_water()
    run(plans)
    print(_high_water() - before)


def compare(options: argparse.Namespace) -> None:
    names, plans = make(options.plans, free=options.free)
    distinct = len({text for texts, _ in plans for text in texts})
    print(f"{len(plans):,} plans, {distinct:,} different names of {STAGES * len(plans):,}")
    runs = {name: make_run(names) for name, make_run in RUNNERS.items()}
    parts = {name: plans[:: SLOW.get(name, 1)] for name in runs}
    found = {name: run(parts[name][:100]) for name, run in runs.items()}
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(options.rounds):
        for name, run in runs.items():
            spent, found[name] = timed(run, parts[name])
            times[name].append(spent * len(plans) / len(parts[name]))
    for name, spent in times.items():
        ratios = sorted(peer / own for peer, own in zip(spent, times["ours"], strict=True))
        print(f"{name:8s} {statistics.median(spent) / len(plans) * 1e6:8.1f} us a plan  "
              f"{ratios[0]:6.2f} {statistics.median(ratios):6.2f} {ratios[-1]:6.2f} x ours  "
              f"F1 {f1(found[name], parts[name]):.4f}  {peak(name, options):6.1f} MB",
              flush=True)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--plans", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--free", action="store_true")
    parser.add_argument("--one", choices=tuple(RUNNERS))
    options = parser.parse_args()
    if options.one:
        one(options.one, options)
        return
    print(f"Python {platform.python_version()}, load {os.getloadavg()}")
    compare(options)


if __name__ == "__main__":
    main()
