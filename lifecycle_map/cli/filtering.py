"""What the commands on crosswalks share: which rows are wanted, and writing what is left."""

from __future__ import annotations

import sys

from lifecycle_map.cli.common import put_rendered, share_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from enum import Enum
    from typing import Any, TypeVar

    from lifecycle_map.model.crosswalks import Crosswalk

    Word = TypeVar("Word", bound=Enum)

CROSSWALK_HELP = "a name from 'lifecycle-map list', or a file"

_ALIASES = {"composed": "chained", "matched": "lexical"}
"""What the documentation calls two justifications."""


def add_filters(command: argparse.ArgumentParser) -> None:
    """Add where the result goes, and which of its rows are wanted."""
    command.add_argument("-o", "--output", default="-", help="where to ('-': standard output)")
    command.add_argument(
        "-f", "--format", default="", help="sssom, toml, json, … (default: by suffix; toml)"
    )
    command.add_argument(
        "--dialect", default="", help="of SSSOM: plain (the slots of the standard alone)"
    )
    command.add_argument(
        "--view", default="", help="only one published view, as a crosswalk with a key of its own"
    )
    _add_several(command, "--source", "KEY", "only rows that a source says (of several: any)")
    _add_several(command, "--match", "WORD", "only rows with this match: exact, close, broad, …")
    _add_several(
        command,
        "--justification",
        "WORD",
        "only rows made so: curated, composed, matched, reviewed, …, or a term of SEMAPV",
    )
    command.add_argument(
        "--least", default="0", metavar="CONFIDENCE", help="no row below it, 0 to 1"
    )


def _add_several(command: Any, option: str, metavar: str, told: str) -> None:
    command.add_argument(option, action="append", default=[], metavar=metavar, help=told)


def put_filtered(crosswalk: Crosswalk, parsed: argparse.Namespace) -> Crosswalk:
    """Write the rows of a crosswalk that are wanted, and return them as one.

    Raises `UnknownNameError` for a view, source or word that there is not, before anything is
    written.
    """
    from lifecycle_map.formats.outputs import format_for
    from lifecycle_map.model.matches import Justification, Match

    chosen = crosswalk.as_set(parsed.view) if parsed.view else crosswalk
    found = chosen.where(
        sources=parsed.source,
        least=share_of(parsed.least, "--least"),
        matches=[_word(Match, text) for text in parsed.match],
        justifications=[_word(Justification, text) for text in parsed.justification],
    )
    shown = parsed.output in ("", "-")
    name = parsed.format or ("toml" if shown else format_for(parsed.output).name)
    put_rendered(found, name, parsed.output, dialect=parsed.dialect)
    return found


def say_rows(crosswalk: Crosswalk, more: str = "") -> None:
    """Say on standard error how many rows were written."""
    count = len(crosswalk.correspondences)
    sys.stderr.write(f"lifecycle-map: {count:,} row{'s' * (count != 1)}{more}\n")


def _word(vocabulary: type[Word], text: str) -> Word:
    """Return a word by its name or its value, whatever its case; raises `UnknownNameError`."""
    from lifecycle_map.errors import UnknownNameError

    words = {word.name.casefold().replace("_", "-"): word for word in vocabulary}
    by_value = {str(word.value).casefold(): word for word in vocabulary}
    wanted = _ALIASES.get(text.casefold(), text.casefold())
    found = words.get(wanted) or by_value.get(wanted)
    if found is None:
        raise UnknownNameError(vocabulary.__name__.casefold(), text, tuple(words))
    return found
