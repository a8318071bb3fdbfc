"""Pairs of which a crosswalk says that they do *not* correspond."""

from __future__ import annotations

from lifecycle_map.errors import InvalidRefError
from lifecycle_map.model.asides import ASIDE, aside_cells
from lifecycle_map.model.crosswalks import Crosswalk
from lifecycle_map.model.properties import Property
from lifecycle_map.model.refs import Ref

_WHOLE = "lifecycle"

Pair = tuple[Ref, Ref]


def denied(crosswalk: Crosswalk) -> tuple[Pair, ...]:
    """Return the pairs that a crosswalk denies, as subject and object, each once, in order.

    A mapping that is denied (``Not`` in SSSOM) is no correspondence: whoever read it has set it
    aside as a property. Only those that name an element on either side are returned.
    """
    pairs = (pair_in(crosswalk, held) for held in crosswalk.properties)
    return tuple(dict.fromkeys(pair for pair in pairs if pair is not None))


def pair_in(crosswalk: Crosswalk, held: Property) -> Pair | None:
    """Return the pair that one property of a crosswalk denies, if it does."""
    if held.name != ASIDE:
        return None
    cells = aside_cells(held.text)
    subject = _ref(cells.get("subject_id", ""), crosswalk.subject_lifecycle)
    object_ = _ref(cells.get("object_id", ""), crosswalk.object_lifecycle)
    return None if subject is None or object_ is None else (subject, object_)


def _ref(text: str, lifecycle: str) -> Ref | None:
    """Return the reference that an id is, when it names something in a lifecycle."""
    try:
        found = Ref.parse(text)
    except InvalidRefError:
        return None
    if found == Ref(_WHOLE, lifecycle):
        return Ref(lifecycle)
    return found if found.lifecycle == lifecycle and found.key else None
