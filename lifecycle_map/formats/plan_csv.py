"""A plan as CSV that spreadsheets and `read_lifecycle` read as a plan again."""

from __future__ import annotations

from lifecycle_map.errors import UnsuitableFormatError
from lifecycle_map.formats.csv import write_csv
from lifecycle_map.formats.outputs import Format, Options, Takes
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.views.plans import plan_table


def write_plan_csv(plan: object, options: Options) -> str:
    """Return the tasks of a lifecycle as CSV, one a row, with levels, dates and links."""
    if not isinstance(plan, Lifecycle):
        raise UnsuitableFormatError("plan-csv", "anything but a lifecycle", ("csv", "json"))
    return write_csv(plan_table(plan), options)


PLAN_CSV = Format(
    name="plan-csv",
    takes=Takes.MODEL,
    suffixes=(".plan.csv",),
    mime="text/csv",
    write=write_plan_csv,
    about="the tasks of a plan for a spreadsheet; read back with the same tasks and links",
)
