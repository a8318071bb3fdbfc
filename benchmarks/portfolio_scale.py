"""Checks real-shaped plan files one after the other, by processes, and by a cluster of Dask.

    python benchmarks/portfolio_scale.py [--plans 1000] [--jobs 2] [--rounds 1] [--dask] [--kill]

The files (`plan_files.py`) are made in a temporary folder. Each way is run alternately in this
process, as often as ``--rounds`` says, each after a hundred plans to warm up: the clock counts for
plans a second, CPU time of this process for what a plan costs the driver. Equal are the rows when
the SHA-256 of their sorted lines is. ``--dask`` adds a local cluster, by its executor and
by ``client.map``. ``--kill`` runs the command line, kills it with SIGKILL when half of the rows are
written, takes it up, and tells whether a plan is lost or there twice. ``--idle`` measures the
driver alone: work that reads each file and returns rows made up. ``--memory`` tells the memory of
this process while rows go by. ``--only`` names the ways ("serial", "2 processes", "dask map").

No time is asserted: read the ratios, and the load that is told.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

from plan_files import write_plan_files

import lifecycle_map as lm
from lifecycle_map.analysis.pools import process_pool, processors

Way = Callable[[list[str]], Iterator[lm.PortfolioRow]]


def ways(options: argparse.Namespace) -> dict[str, Callable[[], AbstractContextManager[Way]]]:
    """Return the ways to check the files, by name: a cluster is there only while it is used."""
    pool = partial(process_pool, options.jobs)
    pooled = partial(lm.portfolio, executor=pool, chunk=options.chunk, ahead=8)
    found: dict[str, Callable[[], AbstractContextManager[Way]]] = {
        "serial": partial(nullcontext, lm.portfolio),
        f"{options.jobs} processes": partial(nullcontext, pooled),
    }
    if options.dask:
        found["dask executor"] = partial(clustered, options, by_map=False)
        found["dask map"] = partial(clustered, options, by_map=True)
    chosen = options.only.split(",") if options.only else list(found)
    return {name: way for name, way in found.items() if name in chosen}


@contextmanager
def clustered(options: argparse.Namespace, *, by_map: bool) -> Iterator[Way]:
    from distributed import Client, LocalCluster

    with (
        LocalCluster(
            n_workers=options.jobs, threads_per_worker=1, dashboard_address=":0"
        ) as cluster,
        Client(cluster) as client,
    ):
        executor = client.get_executor()
        one = partial(lm.portfolio, executor=executor, chunk=options.chunk, ahead=64)
        yield partial(dask_map, client, options.chunk) if by_map else one


def dask_map(client: Any, chunk: int, paths: list[str]) -> Iterator[lm.PortfolioRow]:
    """Yield the rows by `client.map` of the function that takes paths and returns bytes."""
    parts = [paths[start : start + chunk] for start in range(0, len(paths), chunk)]
    for future in client.map(lm.pack_portfolio, parts, pure=False):
        yield from lm.unpack_portfolio(future.result())


def measured(way: Way, paths: list[str]) -> tuple[float, float, str, int]:
    """Return plans a second, microseconds of this process for each, a hash, and errors."""
    clock, own = time.perf_counter(), time.process_time()
    rows = list(way(paths))
    clock, own = time.perf_counter() - clock, time.process_time() - own
    errors = sum(bool(row.error) for row in rows)
    lines = sorted(map(repr, rows))
    total = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return len(paths) / clock, own / len(paths) * 1e6, total, errors


def memory() -> float:
    """Return how much memory this process has now, in MB."""
    status = Path("/proc/self/status").read_text("utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def compare(paths: list[str], options: argparse.Namespace) -> None:
    given = ways(options)
    speeds: dict[str, list[float]] = {name: [] for name in given}
    costs: dict[str, list[float]] = {name: [] for name in given}
    for _ in range(options.rounds):
        for name, way in given.items():
            with way() as work:
                measured(work, paths[:100])
                speed, cost, total, errors = measured(work, paths)
            speeds[name].append(speed)
            costs[name].append(cost)
            print(f"{name:14s} {speed:8.1f} plans/s {cost:9.1f} us driver a plan  {errors} errors  "
                  f"load {os.getloadavg()[0]:.1f}  sha256 {total[:16]}",
                  flush=True)  # fmt: skip
    for name in given:
        ratios = [a / b for a, b in zip(speeds[name], next(iter(speeds.values())), strict=True)]
        print(f"{name:14s} median {statistics.median(speeds[name]):8.1f} plans/s  "
              f"{statistics.median(ratios):5.2f} x the first  "
              f"{statistics.median(costs[name]):9.1f} us driver a plan")  # fmt: skip


def flat(paths: list[str], options: argparse.Namespace) -> None:
    """Tell the memory of this process while rows go by, and the most of a pool's processes."""
    for name, given in ways(options).items():
        with given() as way:
            for number, row in enumerate(way(paths), 1):
                if number in (100, 1_000, 2_000, 5_000, len(paths)):
                    print(f"{name:14s} {memory():6.0f} MB at {number:,} plans", flush=True)
                del row


def idle(paths: list[str], options: argparse.Namespace) -> None:
    """Measure what this process does for a plan when others do the work."""
    pool = partial(process_pool, options.jobs)
    for chunk in (8, 64, 250):
        own, rows = time.process_time(), 0
        for _ in range(options.rounds):
            rows += sum(1 for _ in idle_rows(paths, pool, chunk))
        spent = (time.process_time() - own) / rows * 1e6
        print(f"driver alone, {chunk:3d} plans a task: {spent:6.2f} us a plan")


def idle_rows(paths: list[str], pool: Any, chunk: int) -> Iterator[Any]:
    from lifecycle_map.analysis.flights import in_order

    return in_order(made_up, lm.unpack_portfolio, str, paths, pool, chunk=chunk, ahead=8)


def made_up(batch: tuple[str, ...]) -> bytes:
    """Read each file, and return rows of the usual size."""
    import pickle

    rows = []
    for path in batch:
        Path(path).read_bytes()
        keys = tuple(f"N{number:02d}" for number in range(15))
        row = lm.PortfolioRow(path, name=f"Plan {path[-9:-4]}", rules=keys, visible=keys[::3])
        rows.append(tuple(vars(row).values()))
    return pickle.dumps(rows)


def killed(paths: list[str], folder: Path, options: argparse.Namespace) -> None:
    """Kill the command line half way, take it up, and tell what became of the plans."""
    output = folder / "rows.csv"
    command = [sys.executable, "-m", "lifecycle_map", "portfolio", str(folder / "plans")]
    command += ["-o", str(output), "--jobs", str(options.jobs)]
    with subprocess.Popen(command) as first:
        while lines(output) < len(paths) // 2 and first.poll() is None:
            time.sleep(0.05)
        os.kill(first.pid, signal.SIGKILL)
    left = lines(output)
    subprocess.run([*command, "--resume"], check=True)
    rows = output.read_text("utf-8-sig").splitlines()[1:]
    names = [row.partition(",")[0] for row in rows]
    lost, twice = set(paths) - set(names), len(names) - len(set(names))
    print(f"killed at {left:,} of {len(paths):,} rows, taken up: {len(lost)} lost, {twice} twice")


def lines(path: Path) -> int:
    return path.read_bytes().count(b"\r\n") if path.exists() else 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--plans", type=int, default=1_000)
    parser.add_argument("--jobs", type=int, default=processors())
    parser.add_argument("--chunk", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", default="", help="ways, by name, with commas between")
    for name in ("--dask", "--kill", "--idle", "--memory"):
        parser.add_argument(name, action="store_true")
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {processors()} processors, load {os.getloadavg()}")
    with tempfile.TemporaryDirectory() as folder:
        plans = Path(folder) / "plans"
        plans.mkdir()
        paths = write_plan_files(plans, options.plans)
        if options.kill:
            killed(paths, Path(folder), options)
        elif options.memory:
            flat(paths, options)
        elif options.idle:
            idle(paths, options)
        else:
            compare(paths, options)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"most memory of a process that worked for this one: {most:.0f} MB")


if __name__ == "__main__":
    main()
