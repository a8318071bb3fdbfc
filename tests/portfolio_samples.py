"""Small plans for the tests of portfolios."""

from __future__ import annotations

TASKS = (
    "Collect requirements",
    "Develop the software",
    "User acceptance test",
    "Train end users",
    "Deploy to production",
    "Write the SLA",
)


def plan(path, *tasks, project=""):
    """Write a small plan, and return its path as text."""
    rows = [
        f"{n},{project}{task},2027-03-{n:02d},2027-03-{n:02d}" for n, task in enumerate(tasks, 1)
    ]
    path.write_text("ID,Task,Start,Finish\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return str(path)


def same(batch):
    """Work that gives back what it is given; `die` ends its process, `raise` raises."""
    import os
    import signal

    if "die" in batch:
        os.kill(os.getpid(), signal.SIGKILL)
    if "raise" in batch:
        raise OSError("no way back")
    return batch


def timed(batch):
    """Work with a limit of a tenth of a second: `hang` never ends, `stuck` hears no signal."""
    from lifecycle_map.analysis.time_limits import OutOfTime, time_limit

    return tuple(_timed(item, OutOfTime, time_limit) for item in batch)


def _timed(item, error, limit):
    try:
        with limit(0.1):
            if item == "stuck":
                sum(range(10**12))
            while item == "hang":
                pass
    except error:
        return "late"
    return item


def noted(batch):
    """Work that writes each item that it does into a file, and gives it back; `die` ends it."""
    for item in batch:
        folder, _, name = item.rpartition("/")
        with open(f"{folder}/log", "a", encoding="utf-8") as log:
            log.write(f"{name}\n")
    return same(tuple(item.rpartition("/")[2] for item in batch))
