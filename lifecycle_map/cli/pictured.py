"""What a command line wants drawn, and the files that it is read from."""

from __future__ import annotations

import itertools
import os

from lifecycle_map.cli.align import aligned, crosswalks_of
from lifecycle_map.cli.common import lifecycle_named

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from typing import Any

    from lifecycle_map.analysis.ladders import Ladder
    from lifecycle_map.views.looks import Showable


def pictured(parsed: argparse.Namespace) -> Showable:
    """Return the value that is to be drawn: a lifecycle, two that are aligned, a ladder of more, or
    what follows from these and the facts.
    """
    if not parsed.others:
        value: Showable = lifecycle_named(parsed.subject, parsed)
    elif len(parsed.others) == 1:
        value = aligned(parsed, parsed.subject, parsed.others[0])
    else:
        value = _ladder(parsed)
    return _with_facts(value, parsed) if parsed.facts else value


def files(parsed: argparse.Namespace) -> tuple[str, ...]:
    """Return the files that a picture is made from, each once: models, plans, crosswalks, facts,
    the theme, fonts.
    """
    models = (parsed.subject, *parsed.others)
    named = (*models, *parsed.crosswalk, parsed.facts, parsed.theme, *parsed.font)
    return tuple(dict.fromkeys(text for text in named if os.path.isfile(text)))


def _ladder(parsed: argparse.Namespace) -> Ladder:
    """Return each lifecycle aligned with the next; a view is asked of those that have it."""
    from lifecycle_map.analysis.aligning import align
    from lifecycle_map.analysis.ladders import ladder
    from lifecycle_map.errors import UnknownNameError

    own = crosswalks_of(parsed)
    rails = [lifecycle_named(parsed.subject, parsed), *map(lifecycle_named, parsed.others)]
    made, unknown = [], []
    for one, two in itertools.pairwise(rails):
        try:
            made.append(align(one, two, view=parsed.view, crosswalks=own))
        except UnknownNameError as error:
            unknown.append(error)
            made.append(align(one, two, crosswalks=own))
    if unknown and len(unknown) == len(made):
        raise max(unknown, key=lambda error: len(error.known))
    return ladder(*made)


def _with_facts(value: Any, parsed: argparse.Namespace) -> Showable:
    """Return what is worked out from a value and the facts, as the picture wants it.

    Raises `InvalidOptionError` where the picture shows nothing that facts tell.
    """
    from lifecycle_map.analysis.checking import check
    from lifecycle_map.analysis.involving import involvement
    from lifecycle_map.analysis.procedures import procedure_matrix
    from lifecycle_map.analysis.raci import raci_bridge
    from lifecycle_map.analysis.timing import timing
    from lifecycle_map.errors import InvalidOptionError
    from lifecycle_map.loading.rules import read_facts
    from lifecycle_map.views.pictures import picture_of

    made: dict[str, Callable[..., Showable]] = {
        "Report": check,
        "Involvement": involvement,
        "ProcedureMatrix": procedure_matrix,
        "RaciBridge": raci_bridge,
        "Timing": timing,
    }
    facts = read_facts(parsed.facts)
    picture = picture_of(value, parsed.picture)
    for kind in picture.of:
        if kind in made:
            return made[kind](value, facts=facts)
    raise InvalidOptionError("--facts", f"the picture '{picture.name}' shows nothing of them")
