"""The activity loop: what is done over and over, in its usual order, and what leads back."""

from __future__ import annotations

from attrs import evolve

from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.views.diagrams import Diagram
from lifecycle_map.views.pictures import Picture, Wishes
from lifecycle_map.views.service_loops import loop_of
from lifecycle_map.views.wording import wording


def activity_loop(lifecycle: Lifecycle, *, language: str = "", highlight: str = "") -> Diagram:
    """Return the stages of a lifecycle as a loop in which none stands out.

    Their order is solid; all else that one of them triggers in another is dotted feedback.
    """
    wishes = Wishes(language=language, highlight=highlight)
    made = loop_of(lifecycle, wishes, outer="", verb=wording(language)["returns"])
    boxes = tuple(evolve(box, detail=()) for box in made.boxes)
    return evolve(made, kind="activity-loop", boxes=boxes)


def _draws(lifecycle: Lifecycle, wishes: Wishes) -> Diagram:
    return activity_loop(lifecycle, language=wishes.language, highlight=wishes.highlight)


ACTIVITY_LOOP = Picture(
    name="activity-loop",
    of=("Lifecycle",),
    draws=_draws,
    about="activities in a loop, solid in their usual order, dotted where one leads back",
)
