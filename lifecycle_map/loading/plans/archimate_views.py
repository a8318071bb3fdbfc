"""One view of an ArchiMate model: what it shows, and what the views that it refers to show."""

from __future__ import annotations

from lifecycle_map.errors import UnknownNameError
from lifecycle_map.loading.plans.archimate_ends import Ends
from lifecycle_map.loading.plans.archimate_models import Model, View
from lifecycle_map.loading.readers import Reading


def in_view(model: Model, ends: Ends, reading: Reading) -> Model:
    """Return what the view that the user named shows, or the whole model without a name.

    Where boxes stand in each other, the exchange format leaves out the lines between them: then
    all relations of a box with the box around it are shown. Raises `UnknownNameError`.
    """
    _draw_nested(model)
    _understand(model.views, reading)
    if not reading.options.view:
        return model
    views = _with_inner(_chosen(model.views, reading), model.views)
    told = f"taken, with {len(views) - 1} views that it refers to; nothing else of the model is"
    reading.understand(str(views[0]), told)
    elements = {id_ for view in views for id_ in view.elements}
    relations = {id_ for view in views for id_ in view.relations}
    return Model(
        name=model.name,
        summary=model.summary,
        properties=(*model.properties, ("view", views[0].name or views[0].id)),
        elements=[each for each in model.elements if each.id and each.id in elements],
        relations=[tie for tie in model.relations
                   if tie.id in relations and set(ends.both(tie)) <= elements],
    )  # fmt: skip


def _understand(views: list[View], reading: Reading) -> None:
    """List the views, each with what it shows."""
    for view in views:
        told = f"{len(view.elements)} elements and {len(view.relations)} relations"
        reading.understand(str(view), f"shows {told}", f"line {view.line}")
    if views and not reading.options.view:
        told = "left aside, all of the model is read; choose one by its name or id"
        reading.understand(f"{len(views)} views", told)


def _draw_nested(model: Model) -> None:
    """Let views show the relations between boxes that stand in each other."""
    between: dict[frozenset[str], list[str]] = {}
    for tie in model.relations:
        between.setdefault(frozenset({tie.source, tie.target}), []).append(tie.id)
    for view in model.views:
        for pair in sorted(view.nested, key=sorted):
            view.relations.update(dict.fromkeys(between.get(pair, ()), view.line))


def _chosen(views: list[View], reading: Reading) -> View:
    """Return the view with an id or else a name; of several with one name, the first."""
    wanted = reading.options.view
    for fits in (
        [view for view in views if view.id == wanted],
        [view for view in views if view.name == wanted],
        [view for view in views if _folded(view.name) == _folded(wanted)],
    ):
        if len(fits) > 1:
            others = ", ".join(view.id for view in fits[1:])
            reading.note(
                f"of the views called '{wanted}', {fits[0].id} is taken (others: {others})"
            )
        if fits:
            return fits[0]
    names = tuple(dict.fromkeys(view.name for view in views if view.name.strip()))
    raise UnknownNameError("view", wanted, (*names, *(view.id for view in views if view.id)))


def _with_inner(first: View, views: list[View]) -> list[View]:
    """Return a view and those that it refers to, however deep, each once."""
    by_id = {view.id: view for view in reversed(views)}
    found, waiting = [first], [first]
    seen = {first.id}
    while waiting:
        for id_ in waiting.pop().views:
            if id_ in by_id and id_ not in seen:
                seen.add(id_)
                found.append(by_id[id_])
                waiting.append(by_id[id_])
    return found


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
