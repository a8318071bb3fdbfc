"""``lifecycle-map suggest``: a draft of a crosswalk, for people to review."""

from __future__ import annotations

import sys

from lifecycle_map.cli.common import (
    SIDE_HELP,
    add_no_more,
    check_no_more,
    crosswalk_named,
    lifecycle_named,
    put_rendered,
    share_of,
)
from lifecycle_map.cli.reading import add_reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any, Literal

    from lifecycle_map.model.crosswalks import Crosswalk

RELATIONS: dict[str, Literal["equal", "related"]] = {"equal": "equal", "related": "related"}


def add(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "suggest",
        help="draft a crosswalk between two lifecycles for review",
        description="Write what may belong together, with confidence and reasons, for review. "
        "Reviewed rows are kept, and steer the next run.",
    )
    command.add_argument("subject", metavar="A", help=SIDE_HELP)
    command.add_argument("object", metavar="B", help=SIDE_HELP)
    add_no_more(command)
    command.add_argument("-o", "--output", default="-", help="where to ('-': standard output)")
    command.add_argument(
        "-f", "--format", default="", help="sssom, toml, json, … (default: by suffix; sssom)"
    )
    command.add_argument(
        "--relation",
        default="related",
        help="equal (the same thing, one for one) or related (whatever belongs together)",
    )
    command.add_argument(
        "--least", default="0", metavar="CONFIDENCE", help="suggest nothing below it, 0 to 1"
    )
    command.add_argument(
        "--reviewed",
        action="append",
        default=[],
        metavar="FILE",
        help="a crosswalk with decided rows: curated, reviewed, or denied",
    )
    command.add_argument(
        "--encoder",
        default="",
        metavar="NAME",
        help="compare meanings too: wordllama (needs the extra [semantic])",
    )
    add_reading(command)
    command.set_defaults(run=run)


def run(parsed: argparse.Namespace) -> int:
    """Suggest, write, and say how much was kept and how much is new."""
    from lifecycle_map.analysis.suggesting import suggest
    from lifecycle_map.errors import UnknownNameError
    from lifecycle_map.formats.outputs import format_for
    from lifecycle_map.matching.encoding import encoder

    check_no_more(parsed, "suggest")
    least = share_of(parsed.least, "--least")
    if parsed.relation not in RELATIONS:
        raise UnknownNameError("relation", parsed.relation, tuple(RELATIONS))
    shown = parsed.output in ("", "-")
    name = parsed.format or ("sssom" if shown else format_for(parsed.output).name)
    reviewed = [crosswalk_named(path) for path in parsed.reviewed]
    first, second = lifecycle_named(parsed.subject, parsed), lifecycle_named(parsed.object)
    draft = suggest(
        first,
        second,
        relation=RELATIONS[parsed.relation],
        least=least,
        reviewed=reviewed,
        encoder=encoder(parsed.encoder) if parsed.encoder else None,
    )
    for path, each in zip(parsed.reviewed, reviewed, strict=True):
        _warn_of_lost(path, each, draft)
    put_rendered(draft, name, parsed.output)
    sys.stderr.write(f"lifecycle-map: {_told(draft)}\n")
    return 0


def _warn_of_lost(path: str, reviewed: Crosswalk, draft: Crosswalk) -> None:
    """Say which rows are not as they stood, so that a change without a decision is noticed."""
    from lifecycle_map.analysis.reviewing import is_decided

    if reviewed.subject_lifecycle != draft.subject_lifecycle:
        reviewed = reviewed.invert()
    found = {(r.subject, r.object, r.match, r.confidence) for r in draft.correspondences}
    decided = {r.subject for r in draft.correspondences if is_decided(r)}
    open_ = [r for r in reviewed.correspondences if r.subject not in decided and not is_decided(r)]
    lost = sum((r.subject, r.object, r.match, r.confidence) not in found for r in open_)
    if lost:
        sys.stderr.write(
            f"lifecycle-map: warning: {lost:,} rows of '{path}' on which nobody has decided are "
            "not suggested as they stood; 'lifecycle-map diff' shows them\n"
        )


def _told(draft: Crosswalk) -> str:
    from lifecycle_map.analysis.reviewing import is_decided
    from lifecycle_map.model.denials import denied

    kept = sum(map(is_decided, draft.correspondences))
    new = len(draft.correspondences) - kept
    return f"{new:,} suggested, {kept:,} kept as decided, {len(denied(draft)):,} denied"
