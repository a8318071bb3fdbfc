"""``lifecycle-map align``: what of one lifecycle belongs to what of another."""

from __future__ import annotations

import sys

from lifecycle_map.cli.common import (
    SIDE_HELP,
    add_no_more,
    check_no_more,
    lifecycle_named,
    put,
    put_rendered,
    table_text,
    terminal_width,
    warned,
)
from lifecycle_map.cli.reading import add_reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from lifecycle_map.analysis.alignments import Alignment
    from lifecycle_map.model.crosswalks import Crosswalk


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "align",
        help="align two lifecycles, or a plan with a lifecycle, and say why and how sure",
        description="Align two lifecycles; print the correspondences or write a picture or table.",
    )
    command.add_argument("subject", metavar="A", help=SIDE_HELP)
    command.add_argument("object", metavar="B", help=SIDE_HELP)
    add_no_more(command)
    command.add_argument(
        "-o", "--output", default="", help="a file; its suffix names the format unless -f does"
    )
    command.add_argument("-f", "--format", default="", help="text, json, csv, markdown, svg, …")
    command.add_argument("--view", default="", help="only what one published position holds")
    command.add_argument(
        "--crosswalk", action="append", default=[], metavar="FILE", help="a crosswalk of your own"
    )
    command.add_argument("--lang", default="", help="language of labels in a picture (de, fr, …)")
    add_reading(command)
    command.set_defaults(run=run)


def aligned(parsed: argparse.Namespace, subject: str, counterpart: str) -> Alignment:
    """Return the alignment of what two arguments mean."""
    from lifecycle_map.analysis.aligning import align

    first, second = lifecycle_named(subject, parsed), lifecycle_named(counterpart)
    return align(first, second, view=parsed.view, crosswalks=crosswalks_of(parsed))


def crosswalks_of(parsed: argparse.Namespace) -> list[Crosswalk]:
    """Return the user's own crosswalks, read."""
    from lifecycle_map.loading.files import read_crosswalk

    return [warned(read_crosswalk(path)) for path in getattr(parsed, "crosswalk", ())]


def run(parsed: argparse.Namespace) -> int:
    """Align, and print or write."""
    from lifecycle_map.formats.outputs import format_for

    check_no_more(parsed, "align")
    shown = parsed.output in ("", "-")
    name = parsed.format or ("text" if shown else format_for(parsed.output).name)
    alignment = aligned(parsed, parsed.subject, parsed.object)
    for note in alignment.notes:
        sys.stderr.write(f"lifecycle-map: warning: {note}\n")
    if name == "text":
        put(_text(alignment, terminal_width() if shown else 0), parsed.output)
    else:
        put_rendered(alignment, name, parsed.output, language=parsed.lang)
    return 0


def _text(alignment: Alignment, room: int) -> str:
    from lifecycle_map.views.tables import alignment_table

    order = alignment.order_preservation()
    columns = ("row", "subject", "match", "object", "confidence", "hands over", "sources")
    kept = f"{order.share:.0%} of the linked pairs of stages keep their order on both sides"
    told = kept if order.pairs else "no two stages are linked: there is no order to compare"
    return (
        f"{alignment}\n\n"
        f"{table_text(alignment_table(alignment), columns, room=room)}\n"
        f"{told}; 'explain' says more of each element\n"
    )
