"""Pictures to SVG, beside the programs that draw the same graph from text: in one run, in turn.

The graph is two lifecycles of so many stages together, each in order, and a correspondence from
each stage of the one to one of the other, half of them crossing. Ours is a ladder, from the aligned
values to SVG in this process, and as a whole process (``lifecycle-map draw``, which also starts
Python, reads three files and aligns). A peer is given the text, ready in a file: writing it is not
counted. It is run as a whole process, since that is how it is used: Graphviz (``dot``), the
embedded engine of the extra [draw], D2 (dagre), Mermaid (mermaid-cli, with the start of its
browser) and PlantUML (with that of Java). Wall and CPU time, which differ on a busy machine; none
is asserted: read the ratios. What is not installed is left out, and what takes longer than
``--longest`` is run once.

    python benchmarks/draw_speed.py --mmdc node_modules/.bin/mmdc --chromium /usr/bin/chromium
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import lifecycle_map as lm
from lifecycle_map.formats.engines import find_engine

PEERS = {
    "dot": ("dot", ["dot", "-Tsvg", "{text}", "-o", "{svg}"]),
    "embedded": ("dot", ["{embedded}", "-Tsvg", "{text}", "-o", "{svg}"]),
    "d2": ("d2", ["d2", "{text}", "{svg}"]),
    "mermaid": ("mermaid", ["{mmdc}", "-q", "-i", "{text}", "-o", "{svg}", "-p", "{browser}",
                            "-c", "{config}"]),
    "plantuml": ("plantuml", ["plantuml", "-tsvg", "-o", "{folder}", "{text}"]),
}  # fmt: skip
"""For each peer the format of its text, and how it is run."""

OURS = INSIDE, PROCESS = "ours, in process", "ours, a process"
UNCOUNTED = ("mermaid",)
"""Peers whose processor time cannot be told: their browser is nobody's child."""

BATCH = 400
"""Elements that are drawn in this process at a time: a small picture alone takes less time than it
takes to come back from waiting for another process."""

SUFFIXES = {"mermaid": "mmd", "plantuml": "puml"}


def lifecycles(count: int) -> tuple[lm.Lifecycle, lm.Lifecycle, lm.Crosswalk]:
    """Return two lifecycles of so many stages together, and what joins them."""
    half = count // 2
    project = rail("alpha", lm.Side.PROJECT, "Prepare", half)
    service = rail("beta", lm.Side.SERVICE, "Operate", half)
    rows = tuple(
        lm.Correspondence(
            subject=project.ref(f"s{n}"),
            object=service.ref(f"s{n + (1, -1, 0, 0)[n % 4]}"),
            match=lm.Match.CLOSE,
            confidence=0.9,
        )
        for n in range(half)
    )
    crosswalk = lm.Crosswalk(
        key="alpha--beta",
        name="Alpha and Beta",
        subject_lifecycle="alpha",
        object_lifecycle="beta",
        correspondences=rows,
    )
    return project, service, crosswalk


def rail(key: str, side: lm.Side, verb: str, count: int) -> lm.Lifecycle:
    """Return a lifecycle of so many stages, one after the other."""
    stages = [lm.Stage(key=f"s{n}", name=f"{verb} work package {n}") for n in range(count)]
    order = [
        lm.Relation(subject=f"s{n}", link=lm.Link.PRECEDES, object=f"s{n + 1}")
        for n in range(count - 1)
    ]
    return lm.Lifecycle(
        key=key, name=key.title(), side=side, elements=tuple(stages), relations=tuple(order)
    )


def runs(count: int, folder: Path, given: argparse.Namespace) -> dict[str, Callable[[], None]]:
    """Return what is measured, by name; ours come first."""
    project, service, crosswalk = lifecycles(count)
    alignment = lm.align(project, service, crosswalks=[crosswalk])
    files = [folder / f"{name}{count}.json" for name in ("a", "b", "c")]
    for value, path in zip((project, service, crosswalk), files, strict=True):
        lm.export(value, path)
    drawn = lm.diagram(alignment)
    for text, _ in PEERS.values():
        written = lm.render(drawn, text)
        (folder / f"{count}.{SUFFIXES.get(text, text)}").write_text(str(written), "utf-8")
    command = [sys.executable, "-m", "lifecycle_map", "draw", *map(str, files[:2])]
    command += ["--crosswalk", str(files[2]), "-o", str(folder / "ours.svg")]
    found = {
        INSIDE: lambda: lm.render(alignment, "svg"),
        PROCESS: lambda: called(command, given.longest),
    }
    return found | {
        name: lambda each=each: called(each, given.longest)
        for name, each in peers(count, folder, given)
    }


def peers(count: int, folder: Path, given: argparse.Namespace) -> Iterator[tuple[str, list[str]]]:
    """Yield the peers that are installed, and their commands."""
    browser, config = folder / "browser.json", folder / "config.json"
    browser.write_text(json.dumps({"executablePath": given.chromium, "args": ["--no-sandbox"]}))
    # Mermaid refuses more than 500 edges unless it is told otherwise.
    config.write_text(json.dumps({"maxTextSize": 100_000_000, "maxEdges": 1_000_000}))
    for name, (text, words) in PEERS.items():
        values = {
            "text": folder / f"{count}.{SUFFIXES.get(text, text)}",
            "svg": folder / f"{name}.svg",
            "folder": folder,
            "embedded": find_engine().program,
            "mmdc": given.mmdc,
            "browser": browser,
            "config": config,
        }
        command = [word.format(**values) for word in words]
        if name in given.peers and shutil.which(command[0]):
            yield name, command


def called(command: list[str], longest: float) -> None:
    """Run a program, and see that it draws."""
    environment = {**os.environ, "PLANTUML_LIMIT_SIZE": "1000000"}
    subprocess.run(command, check=True, capture_output=True, timeout=longest, env=environment)


class Took(NamedTuple):
    """Seconds on the clock, and of the processor; infinite for what took too long."""

    wall: float
    cpu: float


def timed(run: Callable[[], None], times: int = 1) -> Took:
    """Return what one run takes, on the average of some."""
    wall, cpu = time.perf_counter(), processor()
    try:
        for _ in range(times):
            run()
    except subprocess.TimeoutExpired:
        return TOO_LONG
    return Took((time.perf_counter() - wall) / times, (processor() - cpu) / times)


def processor() -> float:
    """Return the seconds of the processor that this process and those it waited for have taken."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


TOO_LONG = Took(math.inf, math.inf)


def measured(
    found: dict[str, Callable[[], None]], rounds: int, batch: int
) -> dict[str, list[Took]]:
    """Return the times of each, taken in turn; what took too long is not tried again."""
    times: dict[str, list[Took]] = {name: [] for name in found}
    for _ in range(rounds):
        for name, run in found.items():
            if TOO_LONG not in times[name]:
                times[name].append(timed(run, batch if name == INSIDE else 1))
    return times


def rows(times: dict[str, list[Took]], longest: float) -> Iterator[str]:
    """Yield the rows of a table: who drew, the medians in ms, and the ratios to both of ours."""
    for drawer, theirs in times.items():
        if TOO_LONG in theirs:
            least = [longest / statistics.median(t.wall for t in times[mine]) for mine in OURS]
            yield f"{drawer} | > {longest:,.0f}000 | | > {least[0]:,.0f} | | > {least[1]:,.1f} |"
            continue
        cells = [f"{statistics.median(t.wall for t in theirs) * 1000:,.1f}"]
        cells.append(f"{statistics.median(t.cpu for t in theirs) * 1000:,.1f}")
        cells.append(told([t.wall for t in times[INSIDE]], [t.wall for t in theirs]))
        cells.append(told([t.cpu for t in times[INSIDE]], [t.cpu for t in theirs]))
        cells.append(told([t.wall for t in times[PROCESS]], [t.wall for t in theirs]))
        if drawer in UNCOUNTED:
            cells[1] = cells[3] = "–"
        yield f"{drawer} | {' | '.join(cells)} |"


def told(mine: list[float], theirs: list[float]) -> str:
    """Return how often ours fits into theirs: the median of the rounds, least to greatest."""
    ratios = [each / own for own, each in zip(mine, theirs, strict=True)]
    least, middle, most = (short(f(ratios)) for f in (min, statistics.median, max))
    return f"{middle} ({least}–{most})"


def short(ratio: float) -> str:
    """Return a ratio in two or three digits."""
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}" if ratio >= 1 else f"{ratio:.2f}"


def main() -> None:
    """Print a table: a row for each size and peer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[20, 200, 2_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", nargs="+", default=list(PEERS), choices=list(PEERS))
    parser.add_argument("--mmdc", default="mmdc", help="the program of mermaid-cli")
    parser.add_argument("--chromium", default=shutil.which("chromium") or "")
    parser.add_argument("--longest", type=float, default=300, help="seconds that a run may take")
    given = parser.parse_args()
    load = f"; load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"Python {platform.python_version()}; {given.rounds} rounds{load}\n")
    print("| elements | drawn by | wall ms | CPU ms | wall, of ours in process "
          "| CPU, of ours in process | wall, of our process |")  # fmt: skip
    print("|---|---|---|---|---|---|---|")
    for count in given.sizes:
        with tempfile.TemporaryDirectory() as name:
            times = measured(runs(count, Path(name), given), given.rounds, max(1, BATCH // count))
        for line in rows(times, given.longest):
            print(f"| {count:,} | {line}", flush=True)


if __name__ == "__main__":
    main()
