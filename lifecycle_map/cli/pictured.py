"""What a command line wants drawn, and the files that it is read from."""

from __future__ import annotations

import os

from lifecycle_map.cli.align import aligned
from lifecycle_map.cli.common import lifecycle_named

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from typing import Any

    from lifecycle_map.views.looks import Showable


def pictured(parsed: argparse.Namespace) -> Showable:
    """Return the value that is to be drawn: a lifecycle, two that are aligned, or what follows
    from these and the facts.
    """
    value = (
        aligned(parsed, parsed.subject, parsed.object)
        if parsed.object
        else lifecycle_named(parsed.subject, parsed)
    )
    return _with_facts(value, parsed) if parsed.facts else value


def files(parsed: argparse.Namespace) -> tuple[str, ...]:
    """Return the files that a picture is made from, each once: models, plans, crosswalks, facts,
    the theme, fonts.
    """
    named = (parsed.subject, parsed.object, *parsed.crosswalk, parsed.facts, parsed.theme)
    return tuple(dict.fromkeys(text for text in (*named, *parsed.font) if os.path.isfile(text)))


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
