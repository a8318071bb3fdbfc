"""Plan files as they are found: MS Project XML and tables, of many sizes, shapes and languages.

Made with a fixed seed: the same count gives the same files. Sizes are log-normal (half have 16 to
46 tasks), three in ten tasks are in the words of the trade, the others in words of the project's
own; most plans have two levels, some one or three. One in two hundred is broken in one of four
ways.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

LANGUAGES = tomllib.loads((Path(__file__).parent / "plan_words.toml").read_text("utf-8"))
SHARES = [words["share"] for words in LANGUAGES.values()]
OWN = ("alpha", "nova", "crm", "erp", "gate", "field", "block", "cell", "depot", "hall", "hub")
PEOPLE = ("A. Keller", "B. Moreau", "C. Silva", "D. Rossi", "E. Novak", "F. Jansen", "Vendor")

Row = tuple[int, int, str, int]
"""A line of a plan: number, level, name, and the number of the line that it follows (0: none)."""


def write_plan_files(folder: Path, count: int) -> list[str]:
    """Write so many plan files, 250 in each folder, and return their paths in order."""
    return [str(write_plan_file(folder, number)) for number in range(count)]


def write_plan_file(folder: Path, number: int) -> Path:
    """Write one plan file of that number, and return its path."""
    rng = random.Random(number)
    within = folder / f"{number // 250:03d}"
    within.mkdir(exist_ok=True)
    language = rng.choices(list(LANGUAGES), SHARES)[0]
    rows = lines(rng, language)
    suffix, writer = rng.choices(WRITERS, (55, 45))[0]
    data = writer(rng, language, rows)
    if number % 200 == 199:
        data = broken(rng, data)
    path = within / f"plan-{number:06d}{suffix}"
    path.write_bytes(data)
    return path


def lines(rng: random.Random, language: str) -> list[Row]:
    """Return the lines of a plan: stages with tasks, some with tasks below them."""
    stages = LANGUAGES[language]["stages"]
    size = max(4, min(200, round(rng.lognormvariate(3.3, 0.8))))
    depth = rng.choices((1, 2, 3), (1, 7, 2))[0]
    chosen = stages[: rng.randint(3, len(stages))] if depth > 1 else []
    rows: list[Row] = []
    for number in range(1, size + 1):
        place = number * len(chosen) // (size + 1)
        if chosen and (not rows or place != (number - 1) * len(chosen) // (size + 1)):
            rows.append((number, 1, chosen[place], 0))
            continue
        is_deep = depth == 3 and rows[-1][1] > 1 and rng.random() < 0.5
        level = 1 if depth == 1 else 3 if is_deep else 2
        before = number - 1 if rows and rows[-1][1] == level and rng.random() < 0.6 else 0
        rows.append((number, level, task(rng, language), before))
    return rows


def task(rng: random.Random, language: str) -> str:
    """Return the name of a task."""
    words = LANGUAGES[language]
    name = f"{rng.choice(words['verbs'])} {rng.choice(words['things'])}"
    if rng.random() < 0.3:
        name = rng.choice(words["trade"])
    return f"{name} {rng.choice(OWN)} {rng.randint(1, 99)}" if rng.random() < 0.4 else name


def mspdi(rng: random.Random, language: str, rows: list[Row]) -> bytes:
    """Return a plan as MS Project XML, with the tags that Project writes and nobody reads."""
    tasks = "".join(_task(*row) for row in rows)
    people = rng.sample(PEOPLE, 3)
    resources = "".join(
        f"<Resource><UID>{n}</UID><ID>{n}</ID><Name>{name}</Name><Type>1</Type></Resource>"
        for n, name in enumerate(people, 1)
    )
    assigned = "".join(
        f"<Assignment><UID>{n}</UID><TaskUID>{n}</TaskUID><ResourceUID>{1 + n % 3}</ResourceUID>"
        "<Units>1</Units><Work>PT8H0M0S</Work></Assignment>"
        for n, level, *_ in rows
        if level > 1 and n % 2
    )
    title = f"{rng.choice(OWN).title()} {rng.randint(1, 999)}"
    text = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Project xmlns="http://schemas.microsoft.com/project"><SaveVersion>14</SaveVersion>'
        f"<Title>{title}</Title><StartDate>2027-01-04T08:00:00</StartDate>"
        f"<Tasks>{tasks}</Tasks><Resources>{resources}</Resources>"
        f"<Assignments>{assigned}</Assignments></Project>"
    )
    return text.encode()


def _task(number: int, level: int, name: str, before: int) -> str:
    month = f"2027-{1 + number % 12:02d}"
    link = (
        f"<PredecessorLink><PredecessorUID>{before}</PredecessorUID><Type>1</Type>"
        "<CrossProject>0</CrossProject><LinkLag>0</LinkLag><LagFormat>7</LagFormat>"
        "</PredecessorLink>"
    )
    return (
        f"<Task><UID>{number}</UID><ID>{number}</ID><Name>{escape(name)}</Name><Type>0</Type>"
        "<IsNull>0</IsNull><CreateDate>2026-11-02T09:00:00</CreateDate>"
        f"<OutlineNumber>{number}</OutlineNumber><OutlineLevel>{level}</OutlineLevel>"
        f"<Priority>500</Priority><Start>{month}-0{1 + number % 8}T08:00:00</Start>"
        f"<Finish>{month}-1{number % 9}T17:00:00</Finish>"
        f"<Duration>PT{8 * (number % 9)}H0M0S</Duration><DurationFormat>7</DurationFormat>"
        "<Work>PT8H0M0S</Work><Stop>2027-01-01T08:00:00</Stop><EffortDriven>0</EffortDriven>"
        f"<Recurring>0</Recurring><Milestone>{int(number % 9 == 0)}</Milestone>"
        "<Critical>0</Critical><IsSubproject>0</IsSubproject>"
        f"<PercentComplete>{number % 4 * 25}</PercentComplete><Cost>0</Cost>"
        "<FixedCostAccrual>3</FixedCostAccrual><ConstraintType>0</ConstraintType>"
        "<CalendarUID>-1</CalendarUID><LevelAssignments>1</LevelAssignments>"
        f"{link if before else ''}</Task>"
    )


def table(rng: random.Random, language: str, rows: list[Row]) -> bytes:
    """Return a plan as a table with the headings of its language, the names indented."""
    headings = LANGUAGES[language]["headings"]
    mark = "," if "," in headings else ";"
    top = [f"{rng.choice(OWN).title()} - plan", ""] if rng.random() < 0.2 else []
    body = [
        mark.join(
            (str(n), "   " * (level - 1) + name, f"0{1 + n % 8}.{1 + n % 12:02d}.2027",
             f"1{n % 9}.{1 + n % 12:02d}.2027", f"{n % 9} d", str(before or ""), rng.choice(PEOPLE))
        )
        for n, level, name, before in rows
    ]  # fmt: skip
    text = "\r\n".join([*top, headings, *body, ""])
    return text.encode("utf-8-sig" if rng.random() < 0.7 else "cp1250", errors="replace")


def broken(rng: random.Random, data: bytes) -> bytes:
    """Return what is left of a file when something went wrong."""
    return rng.choice((b"", data[: len(data) // 2], b"PK\x03\x04" + bytes(64), b"\xff" * 200))


Writer = Callable[[random.Random, str, list[Row]], bytes]
WRITERS: tuple[tuple[str, Writer], ...] = ((".xml", mspdi), (".csv", table))
