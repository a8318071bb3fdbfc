"""What importing and starting costs, next to attrs and networkx, in CPU time of fresh processes.

Each round runs every statement once, one after the other, so that a noisy machine hits all alike;
user and system time are counted, not the clock. No time is asserted: read the ratios.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

EVERYTHING = "import lifecycle_map as l\nfor n in l.__all__: getattr(l, n)"
COMMAND = "from lifecycle_map.cli.main import run; raise SystemExit(run(%r))"

STATEMENTS = {
    "bare python": "pass",
    "import lifecycle_map": "import lifecycle_map",
    "import attrs": "import attrs",
    "from lifecycle_map import Lifecycle": "from lifecycle_map import Lifecycle",
    "import networkx": "import networkx",
    "every public name": EVERYTHING,
    "the same, networkx and graphviz": f"{EVERYTHING}\nimport graphviz, networkx",
    "--version": COMMAND % (["--version"],),
    "--help": COMMAND % (["--help"],),
}

PEAK = (
    "__import__('os').path.exists('/proc/self/status') and "
    "__import__('os').write(1, open('/proc/self/status', 'rb').read())"
)

PACKAGES = ("lifecycle-map", "attrs", "cattrs", "graphviz", "networkx", "tomli-w")

MOST_MEMORY = 1.0
"""The megabytes that G1 lets `import lifecycle_map` add."""

GOALS = (
    # goal, what, over what, less than, as a difference over bare python (ms) or as a ratio
    ("G1", "import lifecycle_map", "bare python", 5.0, "ms over"),
    ("G2", "from lifecycle_map import Lifecycle", "import attrs", 1.15, "x"),
    ("G2", "every public name", "import networkx", 1.15, "x"),
    ("G2", "the same, networkx and graphviz", "import networkx", 1.15, "x"),
    ("G3", "--version", "bare python", 1.2, "x"),
    ("G3", "--help", "import networkx", 0.25, "x"),
    ("G3", "read a file of 40 nodes", "import networkx", 0.45, "x"),
)


def main() -> None:
    """Measure, and print a table and the goals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        statements = {**STATEMENTS, "read a file of 40 nodes": reading(Path(folder))}
        found = measure(statements, rounds)
    report(found)


def reading(folder: Path) -> str:
    """Return a statement that reads a lifecycle of 40 elements and prints it."""
    from lifecycle_map import Activity, Lifecycle, Link, Relation, Side, Stage, export

    stages = tuple(Stage(key=f"s{n}", name=f"Stage {n}") for n in range(4))
    tasks = tuple(Activity(key=f"t{n}", name=f"Task {n}") for n in range(36))
    relations = tuple(
        Relation(subject=f"s{n % 4}", link=Link.CONTAINS, object=f"t{n}") for n in range(36)
    )
    plan = Lifecycle(
        key="plan",
        name="Plan",
        side=Side.PROJECT,
        elements=(*stages, *tasks),
        relations=relations,
    )
    path = export(plan, folder / "plan.toml")
    return COMMAND % (["read", str(path), "-o", "-", "-f", "toml"],)


def measure(statements: dict[str, str], rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Return, for each statement and round, CPU milliseconds and the peak of memory in MB."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in statements}
    for number in range(rounds + 1):
        for name, statement in statements.items():
            once = run_once(statement)
            if number:  # the first round only fills the caches
                found[name].append(once)
    return found


def run_once(statement: str) -> tuple[float, float]:
    """Run a statement in a fresh interpreter and return what the system counted for it.

    The peak of memory is the child's own account: what the parent is told counts from before the
    child became another program.
    """
    measured = f"import atexit\natexit.register(lambda: {PEAK})\n{statement}"
    child = subprocess.Popen(
        [sys.executable, "-c", measured], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert child.stdout is not None
    printed = child.stdout.read().decode(errors="replace").rpartition("VmHWM:")[2]
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"failed: {statement}")
    memory = float(printed.split()[0]) / 1024 if printed.split() else float("nan")
    return (usage.ru_utime + usage.ru_stime) * 1000, memory


def report(found: dict[str, list[tuple[float, float]]]) -> None:
    """Print the table and the goals, each with the median of the ratios taken round by round."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    print(f"Python {platform.python_version()}, {packages}\n")
    bare = [cpu for cpu, _ in found["bare python"]]
    bare_memory = min(memory for _, memory in found["bare python"])
    print(f"{'statement':<38}{'min ms':>8}{'median':>8}{'over bare':>11}{'MB over bare':>14}")
    for name, rounds in found.items():
        cpus = [cpu for cpu, _ in rounds]
        over = statistics.median(cpus) - statistics.median(bare)
        memory = min(memory for _, memory in rounds) - bare_memory
        print(f"{name:<38}{min(cpus):8.1f}{statistics.median(cpus):8.1f}{over:11.1f}{memory:14.1f}")
    print()
    for goal, what, base, limit, kind in GOALS:
        pairs = list(zip(found[what], found[base], strict=True))
        if kind == "x":
            value = statistics.median(a / b for (a, _), (b, _) in pairs)
        else:
            value = statistics.median(a - b for (a, _), (b, _) in pairs)
        told = "met" if value <= limit else "not met"
        print(f"{goal}  {what} / {base}: {value:.2f} {kind} (goal: at most {limit:g}): {told}")
    memory = min(memory for _, memory in found["import lifecycle_map"]) - bare_memory
    told = "met" if memory <= MOST_MEMORY else "not met"
    print(f"G1  import lifecycle_map: {memory:.2f} MB over (goal: at most {MOST_MEMORY:g}): {told}")


if __name__ == "__main__":
    main()
