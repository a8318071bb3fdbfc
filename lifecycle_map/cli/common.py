"""What the commands share: finding a lifecycle, writing the result, saying what was written."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any, TypeVar

    from lifecycle_map.formats.outputs import Artifact
    from lifecycle_map.model.crosswalks import Crosswalk
    from lifecycle_map.model.lifecycles import Lifecycle
    from lifecycle_map.views.looks import Showable
    from lifecycle_map.views.tables import Table

    Made = TypeVar("Made", bound=Lifecycle | Crosswalk | Artifact)

KILO = 1024
MOST_WARNINGS = 20

SIDE_HELP = "a name from 'lifecycle-map list', or a file ('-': standard input)"


def lifecycle_named(text: str, parsed: argparse.Namespace | None = None) -> Lifecycle:
    """Return the lifecycle that a command-line argument means: a file when there is one or the
    text looks like a path, else a name of the catalogue. What the command line says about the
    reading of a file, where it does, is in ``parsed``.
    """
    from pathlib import PurePath

    from lifecycle_map.errors import UnknownNameError
    from lifecycle_map.loading.frameworks import load_lifecycle

    if text == "-" or _is_path(text):
        return _lifecycle_in(text, parsed)
    try:
        return load_lifecycle(text)
    except UnknownNameError:
        if not PurePath(text).suffix:
            raise
    return _lifecycle_in(text, parsed)


def _lifecycle_in(path: str, parsed: argparse.Namespace | None) -> Lifecycle:
    from lifecycle_map.loading.files import read_explained, read_lifecycle

    if parsed is None or not hasattr(parsed, "header_row"):
        return warned(read_lifecycle(path))
    from lifecycle_map.cli.reading import options_of

    return warned(read_explained(path, options_of(parsed), reader=parsed.reader)[0])


def crosswalk_named(text: str) -> Crosswalk:
    """Return the crosswalk that an argument means: a file when there is one or the text looks like
    a path, else one of the catalogue.
    """
    from pathlib import PurePath

    from lifecycle_map.errors import UnknownNameError
    from lifecycle_map.loading.files import read_crosswalk
    from lifecycle_map.loading.frameworks import load_crosswalk

    if text != "-" and not _is_path(text):
        try:
            return load_crosswalk(text)
        except UnknownNameError:
            if not PurePath(text).suffix:
                raise
    return warned(read_crosswalk(text))


def either_named(text: str, parsed: argparse.Namespace) -> Any:
    """Return the lifecycle or crosswalk that an argument means, whichever the file or the name
    is.
    """
    from lifecycle_map.cli.reading import options_of
    from lifecycle_map.loading.files import read_any

    if text == "-" or _is_path(text):
        return warned(read_any(text, options_of(parsed), reader=parsed.reader)[0])
    return crosswalk_named(text) if "--" in text else lifecycle_named(text, parsed)


def warned(found: Made) -> Made:
    """Say on standard error what a reader or a format left out, and return what it made."""
    for warning in found.warnings[:MOST_WARNINGS]:
        sys.stderr.write(f"lifecycle-map: warning: {warning}\n")
    more = len(found.warnings) - MOST_WARNINGS
    if more > 0:
        sys.stderr.write(f"lifecycle-map: … and {more:,} more warnings\n")
    return found


def put_rendered(value: Showable, name: str, path: str, **options: Any) -> None:
    """Write a value in a format (see `rendered` for the options), and say what that leaves out."""
    from lifecycle_map.formats.rendering import rendered

    put(warned(rendered(value, name, **options)).content, path)


def put(content: str | bytes, path: str) -> None:
    """Write content to a file, or to standard output for ``-`` or nothing."""
    if path in ("", "-"):
        if isinstance(content, bytes):
            sys.stdout.buffer.write(content)
        else:
            sys.stdout.write(content)
        return
    from lifecycle_map.formats.exporting import write_whole

    write_whole(content, path)
    said(path)


def said(path: str, more: str = "") -> None:
    """Say what was written, on standard error, so that it never mixes with output."""
    size = os.path.getsize(path)
    told = f"{size / KILO:.0f} KB" if size >= KILO else f"{size} bytes"
    sys.stderr.write(f"wrote {path} ({told}{more})\n")


def add_format(command: argparse.ArgumentParser, default: str, choices: str) -> None:
    """Add ``--format``."""
    command.add_argument("--format", "-f", default=default, help=choices)


def add_no_more(command: argparse.ArgumentParser) -> None:
    """Take more lifecycles than two, so that the command can say what is for them."""
    command.add_argument("more", nargs="*", help="==SUPPRESS==")


def check_no_more(parsed: argparse.Namespace, command: str) -> None:
    """Refuse more lifecycles than two; raises `InvalidOptionError`."""
    from lifecycle_map.errors import InvalidOptionError

    if parsed.more:
        told = f"{command} takes two lifecycles; 'lifecycle-map draw A B C' draws more in one"
        raise InvalidOptionError(parsed.more[0], told)


def share_of(text: str, option: str) -> float:
    """Return an option as a share, 0 to 1; raises `InvalidOptionError`."""
    from lifecycle_map.errors import InvalidOptionError

    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise InvalidOptionError(f"{option} {text}", "a confidence is a number from 0 to 1")
    return found


def table_text(table: Table, columns: tuple[str, ...] = (), *, room: int = 0) -> str:
    """Return some columns of a table as aligned text, cut at ``room`` characters if given."""
    shown = [table.columns.index(c) for c in columns] if columns else range(len(table.columns))
    rows = [tuple(" ".join(row[i].split()) for i in shown) for row in (table.columns, *table.rows)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        line = "  ".join(cells).rstrip()
        lines.append(line if not room or len(line) <= room else f"{line[: room - 1]}…")
    return "\n".join(lines) + "\n"


def terminal_width() -> int:
    """Return how many characters a line of the terminal has; 0 when output goes elsewhere."""
    import shutil

    return shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 0


def _is_path(text: str) -> bool:
    separators = {os.sep, os.altsep or os.sep, "/"}
    return os.path.exists(text) or any(separator in text for separator in separators)
