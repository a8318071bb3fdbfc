"""Change calendars on a command line: files of windows that are added to the facts."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from datetime import datetime

    from lifecycle_map.model.facts import Facts
    from lifecycle_map.model.lifecycles import Lifecycle


def add_calendars(command: argparse.ArgumentParser) -> None:
    """Add the options that name change calendars."""
    command.add_argument(
        "--calendar",
        action="append",
        default=[],
        metavar="FILE",
        help="changes and freezes of the service side: .ics, .csv, .xlsx (repeated)",
    )
    command.add_argument("--zone", default="", help="the zone of the plan's times: Europe/Berlin")


def with_calendars(
    facts: Facts | None, parsed: argparse.Namespace, plan: Lifecycle
) -> Facts | None:
    """Return the facts with the changes of the calendars that the command line names."""
    if not parsed.calendar:
        return facts
    import attrs

    from lifecycle_map.loading.calendars import read_calendar
    from lifecycle_map.model.facts import Facts

    known = facts or Facts()
    changes = list(known.changes)
    for path in parsed.calendar:
        changes += read_calendar(
            path,
            zone=parsed.zone,
            window=_span(plan),
            strict=parsed.strict,
            day_first=parsed.day_first,
            warn=lambda told: sys.stderr.write(f"lifecycle-map: warning: {told}\n"),
        )
    return attrs.evolve(known, changes=tuple(changes))


def _span(plan: Lifecycle) -> tuple[datetime, datetime] | None:
    """Return the first and the last moment of a plan, if it has dates."""
    from datetime import timedelta

    from lifecycle_map.model.elements import Work

    schedules = [work.schedule for work in plan.of(Work) if work.schedule]
    moments = [at for each in schedules for at in (each.start, each.finish) if at]
    # A window that begins before the plan may last into it.
    return (min(moments) - timedelta(31), max(moments) + timedelta(1)) if moments else None
