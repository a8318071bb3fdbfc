"""What a command line may say about the file that it reads."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from lifecycle_map.loading.limits import Limits
    from lifecycle_map.loading.readers import ReadOptions


def add_reading(command: argparse.ArgumentParser) -> None:
    """Add the options that say how a file is to be read."""
    group = command.add_argument_group("how the file is read (most is found by itself)")
    group.add_argument("--reader", default="", help="force a reader of 'lifecycle-map list'")
    group.add_argument(
        "--strict", action="store_true", help="refuse what would else be mended with a warning"
    )
    group.add_argument(
        "--sheet", default="", help="the sheet of a workbook ('*': all that are plans)"
    )
    group.add_argument(
        "--header-row", type=int, default=0, metavar="N", help="the row of the headings, from 1"
    )
    group.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help="the column of a field, by heading or letter: name='Work package', start=D",
    )
    group.add_argument("--encoding", default="", help="of a table: utf-8, cp1252, …")
    group.add_argument("--delimiter", default="", help="of a table: ';', ',', tab, …")
    order = group.add_mutually_exclusive_group()
    order.add_argument(
        "--day-first", action="store_true", default=None, help="03/04/2026 is 3 April"
    )
    order.add_argument(
        "--month-first",
        action="store_false",
        dest="day_first",
        default=None,
        help="03/04/2026 is 4 March",
    )
    group.add_argument("--model-view", default="", help="one view of an ArchiMate model")
    group.add_argument("--side", default="", help="which side a model stands on: project, service")
    group.add_argument(
        "--any-list", action="store_true", help="take a list that looks like no plan for one"
    )
    group.add_argument(
        "--limit",
        action="append",
        default=[],
        metavar="NAME=N",
        help="raise a bound: size, unpacked (bytes), depth, lines",
    )


def options_of(parsed: argparse.Namespace) -> ReadOptions:
    """Return what a command line says about its file; raises `UnknownNameError` and ValueError."""
    from lifecycle_map.errors import UnknownNameError
    from lifecycle_map.loading.readers import ReadOptions
    from lifecycle_map.model.lifecycles import Side

    if parsed.side and parsed.side not in set(Side):
        raise UnknownNameError("side", parsed.side, tuple(side.value for side in Side))
    return ReadOptions(
        strict=parsed.strict,
        any_list=parsed.any_list,
        sheet=parsed.sheet,
        header_row=parsed.header_row,
        columns=tuple(_pair(text, "--column name=Task") for text in parsed.column),
        encoding=parsed.encoding,
        delimiter={"tab": "\t"}.get(parsed.delimiter, parsed.delimiter),
        day_first=parsed.day_first,
        view=parsed.model_view,
        side=Side(parsed.side) if parsed.side else None,
        limits=_limits(parsed.limit),
    )


def _limits(texts: list[str]) -> Limits:
    import attrs

    from lifecycle_map.errors import InvalidOptionError, UnknownNameError
    from lifecycle_map.loading.limits import Limits

    known = tuple(a.name for a in attrs.fields(Limits))
    wanted = {}
    for text in texts:
        name, told = _pair(text, "--limit depth=500")
        if name not in known:
            raise UnknownNameError("limit", name, known)
        if not told.isdigit() or not int(told):
            raise InvalidOptionError(f"--limit {text}", "a limit is a whole number above 0")
        wanted[name] = int(told)
    return Limits(**wanted)


def _pair(text: str, example: str) -> tuple[str, str]:
    from lifecycle_map.errors import InvalidOptionError

    name, equals, told = text.partition("=")
    if not equals or not name.strip() or not told.strip():
        raise InvalidOptionError(text, f"write it as in {example}")
    return name.strip(), told.strip()
