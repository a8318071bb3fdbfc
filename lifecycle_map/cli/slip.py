"""``lifecycle-map slip``: what a delay does to a plan and to the service side beside it."""

from __future__ import annotations

from lifecycle_map.cli.common import SIDE_HELP
from lifecycle_map.cli.reading import add_reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "slip",
        help="say what moves and what breaks when a task slips",
        description="Say what a slip of some working days does: which tasks move, which pairs with "
        "the service side break, by how much the end moves. Without --task: the critical path, "
        "the slack of each task, and the pairs with theirs.",
    )
    command.add_argument("plan", metavar="PLAN", help=SIDE_HELP)
    command.add_argument(
        "--task", action="append", default=[], metavar="TASK",
        help="the key, the id in the plan or the name of a task (repeated)",
    )  # fmt: skip
    command.add_argument("--days", type=float, default=None, metavar="N",
                         help="by how many working days it slips")  # fmt: skip
    command.add_argument("--service", default="", metavar="FILE",
                         help="a plan of the service side")  # fmt: skip
    command.add_argument("--facts", default="", metavar="FILE",
                         help="facts with milestones of the service side")  # fmt: skip
    command.add_argument("-o", "--output", default="", help="a file ('-': standard output)")
    command.add_argument("-f", "--format", default="", help="text, json, markdown, csv")
    add_reading(command)
    command.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Time the plans, let the tasks slip, and write what follows."""
    from lifecycle_map.analysis.timing import timing, what_if
    from lifecycle_map.cli.common import lifecycle_named
    from lifecycle_map.cli.sheets import write_sheet
    from lifecycle_map.errors import InvalidOptionError
    from lifecycle_map.loading.rules import read_facts

    if bool(parsed.task) != (parsed.days is not None):
        raise InvalidOptionError("--task and --days", "each needs the other")
    plan = lifecycle_named(parsed.plan, parsed)
    service = lifecycle_named(parsed.service, parsed) if parsed.service else None
    facts = read_facts(parsed.facts) if parsed.facts else None
    if not parsed.task:
        write_sheet(timing(plan, service, facts=facts), parsed)
        return 0
    asked = dict.fromkeys(parsed.task, parsed.days)
    write_sheet(what_if(plan, asked, service=service, facts=facts), parsed)
    return 0
