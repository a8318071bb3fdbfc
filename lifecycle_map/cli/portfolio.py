"""``lifecycle-map portfolio``: check many plans, a row for each."""

from __future__ import annotations

import os
import sys

from lifecycle_map.cli.common import said
from lifecycle_map.cli.reading import add_reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Generator
    from typing import IO, Any

    from lifecycle_map.analysis.portfolios import PortfolioRow

UNREAD = 1
"""The exit code when a plan could not be read, where that was asked for."""

LARGEST, BATCHES = 64, 16
"""How many plans a process is given at once at most, and how many times it is given some at least:
the more at once, the less this process has to do for each; the fewer, the sooner they are written.
"""


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "portfolio",
        help="check many plans, and write a row for each",
        description="Check many plans. Rows are written as they come; a run that was stopped is "
        "taken up with --resume. Exit codes: 0 done, 1 with --fail-on-error when a plan could not "
        "be read, 2 bad input.",
    )
    command.add_argument("plans", metavar="PATH", nargs="+", help="files, folders, patterns")
    command.add_argument("--service", default="itil-2011", help="the service lifecycle beside them")
    command.add_argument("-o", "--output", default="", help="a file (else: standard output)")
    command.add_argument("-f", "--format", default="", help="csv, jsonl, parquet")
    command.add_argument("--level", default="core", help="needs asked for: core, usual, context")
    command.add_argument(
        "--jobs", type=int, default=0, metavar="N", help="processes (else one a processor)"
    )
    command.add_argument(
        "--time-limit",
        type=float,
        default=0.0,
        metavar="SECONDS",
        help="how long one plan may take: a longer one is an error of its own",
    )
    again = command.add_mutually_exclusive_group()
    again.add_argument("--resume", action="store_true", help="go on with the output that is there")
    again.add_argument("--overwrite", action="store_true", help="begin it anew")
    command.add_argument(
        "--fail-on-error", action="store_true", help="end with 1 when a plan could not be read"
    )
    add_reading(command)
    command.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Check each plan, add its row to the output, and say what it came to."""
    from lifecycle_map.cli.ledgers import line_of
    from lifecycle_map.cli.tallies import Tally

    name = _format(parsed)
    done = _done(parsed, name)
    paths = _paths(parsed)
    rows = _rows(parsed, paths, [row.path for row in done])
    tally = Tally(total=len(paths))
    for row in done:
        tally.add(row)
    file = _output(parsed, name)
    try:
        for row in rows:
            file.write(line_of(row, "csv" if name == "csv" else "jsonl"))
            file.flush()
            tally.add(row)
            _progress(tally.line())
    finally:
        rows.close()
        _progress("")
        if file is not sys.stdout:
            file.close()
    if parsed.output not in ("", "-"):
        _finish(parsed.output, name)
        said(parsed.output)
    sys.stderr.write("".join(f"{line}\n" for line in tally.summary(_level(parsed))))
    return UNREAD if tally.errors and parsed.fail_on_error else 0


def _rows(
    parsed: argparse.Namespace, paths: list[str], done: list[str]
) -> Generator[PortfolioRow, None, None]:
    from functools import partial

    from lifecycle_map.analysis.pools import process_pool, processors
    from lifecycle_map.analysis.portfolios import portfolio
    from lifecycle_map.cli.reading import options_of
    from lifecycle_map.errors import InvalidOptionError
    from lifecycle_map.loading.readers import READERS

    if parsed.jobs < 0:
        raise InvalidOptionError(f"--jobs {parsed.jobs}", "it is a whole number, 0 or more")
    if not 0 <= parsed.time_limit < float("inf"):
        raise InvalidOptionError(f"--time-limit {parsed.time_limit:g}", "it is 0 or more seconds")
    if parsed.reader:
        READERS.resolve(parsed.reader)
    jobs = parsed.jobs or processors()
    return portfolio(
        paths,
        parsed.service,
        executor=partial(process_pool, jobs) if jobs > 1 else None,
        options=options_of(parsed),
        reader=parsed.reader,
        level=_level(parsed),
        time_limit=parsed.time_limit,
        done=done,
        chunk=max(1, min(LARGEST, len(paths) // (jobs * BATCHES))),
        ahead=2 * jobs + 2,
    )


def _paths(parsed: argparse.Namespace) -> list[str]:
    from lifecycle_map.cli.plan_files import plan_files
    from lifecycle_map.errors import UnreadableFileError

    paths = plan_files(parsed.plans, without="" if parsed.output == "-" else parsed.output)
    if not paths:
        raise UnreadableFileError(" ".join(parsed.plans), "there is no plan but the output itself")
    return paths


def _level(parsed: argparse.Namespace) -> Any:
    from lifecycle_map.cli.check import member
    from lifecycle_map.model.needs import NeedLevel

    return NeedLevel(member("level", parsed.level, tuple(each.value for each in NeedLevel)))


def _format(parsed: argparse.Namespace) -> str:
    from lifecycle_map.cli.check import member
    from lifecycle_map.cli.ledgers import FORMATS
    from lifecycle_map.cli.parquet import require_parquet
    from lifecycle_map.errors import InvalidOptionError

    suffix = os.path.splitext(parsed.output)[1].removeprefix(".").casefold()
    name = member("format", parsed.format or (suffix if suffix in FORMATS else "csv"), FORMATS)
    if name == "parquet":
        require_parquet()
        if parsed.output in ("", "-"):
            raise InvalidOptionError("--format parquet", "name the output: -o FILE")
    return name


def _done(parsed: argparse.Namespace, name: str) -> list[PortfolioRow]:
    """Return the rows of the run that is taken up; raises `InvalidOptionError`."""
    from lifecycle_map.errors import InvalidOptionError

    shown = parsed.output in ("", "-")
    if parsed.resume and shown:
        raise InvalidOptionError("--resume", "name the output to go on with: -o FILE")
    if shown or not any(map(_has_something, (parsed.output, _ledger(parsed.output, name)))):
        return []
    if not parsed.resume and not parsed.overwrite:
        told = "it is there already: --resume goes on with it, --overwrite begins anew"
        raise InvalidOptionError(parsed.output, told)
    rows = _taken_up(parsed.output, name) if parsed.resume else []
    _same_question(parsed, rows)
    return rows


def _has_something(path: str) -> bool:
    return os.path.isfile(path) and os.path.getsize(path) > 0


def _ledger(output: str, name: str) -> str:
    """Return the file that rows are added to: a Parquet file is made of one beside it."""
    from lifecycle_map.cli.parquet import ledger_of

    return ledger_of(output) if name == "parquet" else output


def _taken_up(output: str, name: str) -> list[PortfolioRow]:
    from lifecycle_map.cli.ledgers import take_up
    from lifecycle_map.cli.parquet import reopen_ledger

    if name == "parquet":
        reopen_ledger(output)
    return take_up(_ledger(output, name), "csv" if name == "csv" else "jsonl")


def _finish(output: str, name: str) -> None:
    from lifecycle_map.cli.parquet import close_ledger

    if name == "parquet":
        close_ledger(output)


def _same_question(parsed: argparse.Namespace, rows: list[PortfolioRow]) -> None:
    from lifecycle_map.cli.common import lifecycle_named
    from lifecycle_map.errors import InvalidOptionError

    asked = (lifecycle_named(parsed.service).key, _level(parsed).value) if rows else ()
    for row in rows:
        if (row.service, row.level) != asked:
            told = f"{parsed.output} was made with --service {row.service} --level {row.level}"
            raise InvalidOptionError("--resume", told)


def _output(parsed: argparse.Namespace, name: str) -> IO[str]:
    from lifecycle_map.cli.ledgers import heading, opened

    if parsed.output in ("", "-"):
        sys.stdout.write(heading(name))
        return sys.stdout
    ledger = _ledger(parsed.output, name)
    if parsed.overwrite and os.path.isfile(ledger):
        os.truncate(ledger, 0)
    return opened(ledger, name)


def _progress(line: str) -> None:
    """Show a line in the place of the last, on a terminal alone."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{line}")
        sys.stderr.flush()
