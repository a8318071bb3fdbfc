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
