"""Checks generated plan files one after the other and by a pool of processes, in one run.

Each plan is a file of its own with 30 stages, made of phrases of the trade with a fixed seed, so
that no two are alike. Each way is run alternately, as often as ``--rounds`` says; the clock counts
for plans a second, CPU time of this process for what a plan costs the driver. No time is asserted:
read the ratio. ``--dask`` adds a local cluster of Dask, if this Python has it.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import attrs

import lifecycle_map as lm
from lifecycle_map.analysis.pools import process_pool, processors

STAGES = 30
VERBS = ("Plan", "Prepare", "Review", "Approve", "Build", "Test", "Document", "Install", "Train")
THINGS = (
    "requirements", "the database", "user acceptance", "the service desk", "end users", "alerts",
    "backup and restore", "the interface", "the cut-over", "service levels", "the web portal",
    "access rights", "data migration", "the business case", "the release", "supplier contracts",
)  # fmt: skip
AREAS = ("finance", "sales", "the warehouse", "HR", "site A", "site B", "the pilot", "all users")

Given = Executor | Callable[[], Executor] | None


def write_plans(folder: Path, count: int) -> list[str]:
    """Write plans in the native format, and return their paths."""
    return [str(_write(folder / f"plan-{number:06d}.toml", number)) for number in range(count)]


def _write(path: Path, seed: int) -> Path:
    chance = random.Random(seed)
    lines = [f'key = "plan-{seed}"', f'name = "Plan {seed}"', 'side = "project"']
    for number in range(STAGES):
        name = f"{chance.choice(VERBS)} {chance.choice(THINGS)} for {chance.choice(AREAS)}"
        lines += ["[[elements]]", 'kind = "stage"', f'key = "s{number}"', f'name = "{name}"']
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def measured(
    paths: list[str], executor: Given, chunk: int
) -> tuple[float, float, list[lm.PortfolioRow]]:
    """Return plans a second, microseconds of this process for each, and the rows."""
    clock, own = time.perf_counter(), time.process_time()
    rows = list(lm.portfolio(paths, executor=executor, chunk=chunk))
    clock, own = time.perf_counter() - clock, time.process_time() - own
    return len(paths) / clock, own / len(paths) * 1e6, [attrs.evolve(r, seconds=0) for r in rows]


def ways(options: argparse.Namespace, stack: ExitStack) -> Iterator[tuple[str, Given]]:
    yield "serial", None
    yield f"{options.jobs} processes", partial(process_pool, options.jobs)
    if options.dask:
        from distributed import Client, LocalCluster

        cluster = LocalCluster(n_workers=options.jobs, threads_per_worker=1, dashboard_address=None)
        client = stack.enter_context(Client(stack.enter_context(cluster)))
        yield f"dask {options.jobs}", client.get_executor()


def compare(paths: list[str], options: argparse.Namespace, stack: ExitStack) -> None:
    given = dict(ways(options, stack))
    speeds: dict[str, list[float]] = {name: [] for name in given}
    costs: dict[str, list[float]] = {name: [] for name in given}
    first: list[lm.PortfolioRow] = []
    for _ in range(options.rounds):
        for name, executor in given.items():
            speed, cost, rows = measured(paths, executor, options.chunk)
            speeds[name].append(speed)
            costs[name].append(cost)
            first = first or rows
            told = "equal rows" if rows == first else "OTHER ROWS"
            print(
                f"{name:12s} {speed:8.1f} plans/s {cost:9.1f} us driver a plan  {told}", flush=True
            )
    for name in given:
        ratios = [a / b for a, b in zip(speeds[name], speeds["serial"], strict=True)]
        print(f"{name:12s} median {statistics.median(speeds[name]):8.1f} plans/s  "
              f"{statistics.median(ratios):5.2f} x serial  "
              f"{statistics.median(costs[name]):9.1f} us driver a plan")  # fmt: skip
    print(f"errors: {sum(bool(row.error) for row in first)} of {len(first)} plans")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--plans", type=int, default=1_000)
    parser.add_argument("--jobs", type=int, default=processors())
    parser.add_argument("--chunk", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--dask", action="store_true")
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {processors()} processors, load {os.getloadavg()}")
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        compare(write_plans(Path(folder), options.plans), options, stack)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"most memory of this process: {most:.0f} MB")


if __name__ == "__main__":
    main()
