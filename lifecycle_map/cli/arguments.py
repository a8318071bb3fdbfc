"""The arguments of all commands."""

from __future__ import annotations

import argparse

from lifecycle_map.cli import (
    align,
    check,
    checklist,
    compose,
    diff,
    draw,
    entail,
    explain,
    fix,
    import_,
    invert,
    merge,
    new,
    portfolio,
    read,
    schema,
    show,
    slip,
    suggest,
    validate,
)
from lifecycle_map.cli import list as list_

COMMANDS = (
    list_,
    show,
    explain,
    read,
    align,
    check,
    fix,
    checklist,
    new,
    import_,
    schema,
    validate,
    slip,
    portfolio,
    suggest,
    merge,
    invert,
    compose,
    entail,
    diff,
    draw,
)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    made = argparse.ArgumentParser(
        prog="lifecycle-map",
        description="Project lifecycles and service lifecycles on one map.",
        epilog="Exit codes: 0 done, 1 findings of a check or differences, 2 bad input. "
        "'-' is standard input or output.",
    )
    made.add_argument("-V", "--version", action="store_true", help="print the version")
    commands = made.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add(commands)
    return made
