"""Reads a plan of 100,000 tasks with us, with MPXJ, and with a bare walk of its XML, in one run.

The plan is written as MS Project 2019 writes one: about 60 tags a task, links, resources with their
calendars, assignments. Each reader runs in a process of its own, the bare walk once before and once
after, so that a machine that slows down hits both; CPU time is counted, not the clock. No time is
asserted: read the ratios. MPXJ runs by ``--mpxj-python``, a Python that has ``mpxj`` and ``jpype1``
(the one that runs this script, unless told).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

TASKS = 100_000
PEOPLE = 200
GOALS = {"time": 3.0, "megabytes": 1024}

BARE = """
from xml.etree.ElementTree import iterparse
count = 0
for _, elem in iterparse({path!r}):
    count += 1
    elem.clear()
found = f"{{count:,}} elements"
"""
OURS = """
from lifecycle_map.loading.files import read_lifecycle
from lifecycle_map.loading.limits import Limits
plan = read_lifecycle({path!r}, limits=Limits(size=2**31))
found = f"{{len(plan):,}} elements, {{len(plan.relations):,}} relations"
"""
MPXJ = """
import jpype, mpxj
jpype.startJVM()
reader = jpype.JClass("org.mpxj.reader.UniversalProjectReader")()
project = reader.read({path!r})
found = f"{{project.getTasks().size():,}} tasks"
"""
MEASURED = """
import json, resource
{code}
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, found]))
"""


def write_plan(path: Path, tasks: int) -> None:
    """Write a plan with so many tasks: phases of 500, groups of 20, each task after the last."""
    start = datetime(2027, 1, 4, 8)  # noqa: DTZ001 - a plan's times are local
    with path.open("w", encoding="utf-8", newline="\r\n") as file:
        file.write(HEAD)
        file.writelines(CALENDAR.format(uid=uid) for uid in range(3, PEOPLE + 3))
        file.write("\t</Calendars>\n\t<Tasks>\n")
        numbers = [0, 0, 0]
        for uid in range(1, tasks + 1):
            level = 1 if uid % 500 == 1 else 2 if uid % 20 == 2 else 3
            numbers[level - 1] += 1
            numbers[level:] = [0] * (3 - level)
            begin = start + timedelta(days=uid // 40)
            link = LINK.format(uid=uid - 1) if level == 3 and uid % 20 != 3 else ""
            file.write(
                TASK.format(
                    uid=uid,
                    wbs=".".join(map(str, numbers[:level])),
                    level=level,
                    summary=int(level < 3),
                    start=begin.isoformat(),
                    finish=(begin + timedelta(hours=9)).isoformat(),
                    link=link,
                )
            )
        file.write("\t</Tasks>\n\t<Resources>\n")
        file.writelines(RESOURCE.format(uid=uid, calendar=uid + 2) for uid in range(1, PEOPLE + 1))
        file.write("\t</Resources>\n\t<Assignments>\n")
        for uid in range(1, tasks + 1):
            if uid % 500 != 1 and uid % 20 != 2:
                file.write(ASSIGNMENT.format(uid=uid, person=uid % PEOPLE + 1))
        file.write("\t</Assignments>\n</Project>\n")


def _tags(text: str, indent: str) -> str:
    """Return one line a tag, of texts as in ``UID={uid} ID={uid}``."""
    pairs = (pair.split("=", 1) for pair in text.split())
    return "".join(f"{indent}<{tag}>{value.replace('_', ' ')}</{tag}>\n" for tag, value in pairs)


HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Project xmlns="http://schemas.microsoft.com/project">\n'
    + _tags(
        "SaveVersion=14 Name=scale.xml Title=Scale CreationDate=2026-11-01T09:00:00 "
        "ScheduleFromStart=1 StartDate=2027-01-04T08:00:00 CalendarUID=1 "
        "DefaultStartTime=08:00:00 DefaultFinishTime=17:00:00 MinutesPerDay=480 "
        "MinutesPerWeek=2400 DaysPerMonth=20 DurationFormat=7 WorkFormat=2",
        "\t",
    )
    + "\t<ExtendedAttributes/>\n\t<Calendars>\n"
)
_DAY = (
    "\t\t\t\t<WeekDay>\n\t\t\t\t\t<DayType>{day}</DayType>\n\t\t\t\t\t<DayWorking>1</DayWorking>\n"
    "\t\t\t\t\t<WorkingTimes>\n\t\t\t\t\t\t<WorkingTime>\n"
    "\t\t\t\t\t\t\t<FromTime>08:00:00</FromTime>\n\t\t\t\t\t\t\t<ToTime>12:00:00</ToTime>\n"
    "\t\t\t\t\t\t</WorkingTime>\n\t\t\t\t\t</WorkingTimes>\n\t\t\t\t</WeekDay>\n"
)
CALENDAR = (
    "\t\t<Calendar>\n"
    + _tags("UID={uid} Name=Person IsBaseCalendar=0 BaseCalendarUID=1", "\t\t\t")
    + "\t\t\t<WeekDays>\n"
    + "".join(_DAY.format(day=day) for day in range(2, 7))
    + "\t\t\t</WeekDays>\n\t\t</Calendar>\n"
)
TASK = (
    "\t\t<Task>\n"
    + _tags(
        "UID={uid} GUID=6F9619FF-8B86-D011-B42D-{uid:012d} ID={uid} "
        "Name=Prepare_and_review_the_work_package_{uid} Active=1 Manual=0 Type=0 IsNull=0 "
        "CreateDate=2026-11-02T10:15:00 WBS={wbs} OutlineNumber={wbs} OutlineLevel={level} "
        "Priority=500 Start={start} Finish={finish} Duration=PT8H0M0S "
        "ManualStart={start} ManualFinish={finish} ManualDuration=PT8H0M0S DurationFormat=7 "
        "Work=PT8H0M0S ResumeValid=0 EffortDriven=0 Recurring=0 OverAllocated=0 Estimated=0 "
        "Milestone=0 Summary={summary} DisplayAsSummary=0 Critical=0 IsSubproject=0 "
        "IsSubprojectReadOnly=0 ExternalTask=0 EarlyStart={start} EarlyFinish={finish} "
        "LateStart={start} LateFinish={finish} StartVariance=0 FinishVariance=0 "
        "WorkVariance=480000.00 FreeSlack=0 TotalSlack=0 StartSlack=0 FinishSlack=0 FixedCost=0 "
        "FixedCostAccrual=3 PercentComplete=0 PercentWorkComplete=0 Cost=0 "
        "RemainingDuration=PT8H0M0S RemainingWork=PT8H0M0S ConstraintType=0 CalendarUID=-1 "
        "LevelAssignments=1 LevelingCanSplit=1 LevelingDelay=0 LevelingDelayFormat=8 "
        "IgnoreResourceCalendar=0 HideBar=0 Rollup=0 PhysicalPercentComplete=0 "
        "EarnedValueMethod=0",
        "\t\t\t",
    )
    + "{link}\t\t</Task>\n"
)
LINK = (
    "\t\t\t<PredecessorLink>\n"
    + _tags("PredecessorUID={uid} Type=1 CrossProject=0 LinkLag=0 LagFormat=7", "\t\t\t\t")
    + "\t\t\t</PredecessorLink>\n"
)
RESOURCE = (
    "\t\t<Resource>\n"
    + _tags(
        "UID={uid} ID={uid} Name=Person_{uid} Type=1 IsNull=0 Initials=P{uid} Group=Team "
        "WorkGroup=0 MaxUnits=1.00 PeakUnits=1.00 OverAllocated=0 CanLevel=1 AccrueAt=3 "
        "StandardRateFormat=2 OvertimeRateFormat=2 CalendarUID={calendar} IsGeneric=0 IsInactive=0",
        "\t\t\t",
    )
    + "\t\t</Resource>\n"
)
ASSIGNMENT = (
    "\t\t<Assignment>\n"
    + _tags(
        "UID={uid} GUID=7F9619FF-8B86-D011-B42D-{uid:012d} TaskUID={uid} ResourceUID={person} "
        "PercentWorkComplete=0 ActualCost=0 ActualOvertimeCost=0 ActualOvertimeWork=PT0H0M0S "
        "ActualWork=PT0H0M0S ACWP=0.00 Confirmed=0 Cost=0 CostRateTable=0 RateScale=0 "
        "CostVariance=0 CV=0.00 Delay=0 Finish=2027-01-04T17:00:00 FinishVariance=0 "
        "WorkVariance=0.00 HasFixedRateUnits=1 FixedMaterial=0 LevelingDelay=0 "
        "LevelingDelayFormat=7 LinkedFields=0 Milestone=0 Overallocated=0 RegularWork=PT8H0M0S "
        "RemainingWork=PT8H0M0S Start=2027-01-04T08:00:00 Units=1 Work=PT8H0M0S WorkContour=0",
        "\t\t\t",
    )
    + "\t\t</Assignment>\n"
)


def measure(code: str, path: Path, python: str = sys.executable) -> tuple[float, float, str] | None:
    """Return CPU seconds, peak megabytes and what was found, or None with the reason printed."""
    source = MEASURED.format(code=code.format(path=str(path)))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path[1:])}
    if python != sys.executable:
        environment.pop("PYTHONPATH")
    ran = subprocess.run(
        [python, "-c", source], capture_output=True, text=True, env=environment, check=False
    )
    if ran.returncode:
        print(f"  not run: {ran.stderr.strip().splitlines()[-1][:200]}")
        return None
    seconds, megabytes, found = json.loads(ran.stdout.strip().splitlines()[-1])
    return seconds, megabytes, found


def main() -> int:
    """Write the plan, read it with each, and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tasks", type=int, default=TASKS)
    parser.add_argument("--mpxj-python", default=sys.executable)
    parser.add_argument("--keep", type=Path, help="write the plan here, and leave it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "scale.xml"
        write_plan(path, options.tasks)
        print(f"{options.tasks:,} tasks, {path.stat().st_size / 2**20:,.0f} MB of XML, ", end="")
        print(f"Python {platform.python_version()}")
        report(path, options.mpxj_python)
    return 0


def report(path: Path, mpxj_python: str) -> None:
    """Print CPU time and peak memory of each, and their ratios to the bare walk."""
    bare = measure(BARE, path)
    rows = [
        ("bare iterparse walk", bare),
        ("lifecycle_map", measure(OURS, path)),
        ("MPXJ (in a JVM)", measure(MPXJ, path, mpxj_python)),
        ("bare walk again", measure(BARE, path)),
    ]
    assert bare is not None
    print(f"{'':22}{'CPU s':>8}{'x bare':>8}{'peak MB':>9}")
    for name, row in rows:
        if row is not None:
            print(f"{name:22}{row[0]:8.1f}{row[0] / bare[0]:8.2f}{row[1]:9,.0f}  {row[2]}")
    print(f"goals: at most {GOALS['time']:g} x the bare walk, under {GOALS['megabytes']:,} MB")


if __name__ == "__main__":
    raise SystemExit(main())
