"""A scene as an Excalidraw drawing: boxes with bound words, arrows bound to boxes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen

from lifecycle_map.formats.excalidraw_elements import box, line, plain, words
from lifecycle_map.formats.figures import Figure, figures
from lifecycle_map.formats.outputs import Artifact, Format, Options, Takes
from lifecycle_map.formats.pictures import scene_of, scenes_of
from lifecycle_map.layouts.scenes import Connector, Scene, Text
from lifecycle_map.views.diagrams import Diagram

Element = dict[str, Any]


def write_excalidraw(diagram: Diagram, options: Options) -> Artifact:
    """Return a diagram as the JSON of an Excalidraw file."""
    if options.frame is not None:
        return scenes_to_excalidraw((scene_of(diagram, options),))
    return scenes_to_excalidraw(scenes_of(diagram, options))


def scenes_to_excalidraw(scenes: Sequence[Scene]) -> Artifact:
    """Return an Excalidraw file of the last scene, which is the whole picture."""
    scene = scenes[-1]
    file = {
        "type": "excalidraw",
        "version": 2,
        "source": "lifecycle-map",
        "elements": _Drawing(figures(scene)).elements(),
        "appState": {"viewBackgroundColor": scene.background or "#ffffff", "gridSize": None},
        "files": {},
    }
    return Artifact(
        content=json.dumps(file, ensure_ascii=True, indent=1) + "\n",
        warnings=tuple(_losses(scenes)),
    )


def _losses(scenes: Sequence[Scene]) -> Iterator[str]:
    if len(scenes) > 1:
        yield f"the last of {len(scenes)} steps only: a drawing has no slides"
    if any(isinstance(shape, Text) and shape.bold for shape in scenes[-1].walk()):
        yield "bold text is plain: there is no other"


@frozen
class _Drawing:
    """The figures of a scene, as elements that know of each other."""

    figures: tuple[Figure, ...]

    def elements(self) -> list[Element]:
        """Return all elements in the order of painting."""
        made = [element for figure in self.figures for element in self._of(figure)]
        bound = self._bound()
        for element in made:
            held = bound.get(element["id"], [])
            element["boundElements"] = [*held, *element["boundElements"]]
        return [plain(element, place) for place, element in enumerate(made)]

    def _of(self, figure: Figure) -> Iterator[Element]:
        about = {"groupIds": self._groups(figure), "customData": _about(figure)}
        outline, name = figure.outline, f"n{figure.number}"
        if isinstance(outline, Connector) and figure.glued:
            ends = (self.figures[figure.start], self.figures[figure.end])
            yield {**line(name, outline, ends), **about}
        elif outline is not None:
            shape = box(name, outline)
            if figure.texts:
                shape["boundElements"] = [{"type": "text", "id": f"{name}-words"}]
            yield {**shape, **about}
            if figure.texts:
                yield {**words(f"{name}-words", figure.texts, figure), **about}
        else:
            for place, text in enumerate(figure.texts):
                yield {**words(f"{name}-{place}" if place else name, (text,), None), **about}

    def _groups(self, figure: Figure) -> list[str]:
        """Return the group that a figure is moved with, if there are others in it."""
        if not figure.home or figure.glued:
            return []
        same = [f for f in self.figures if f.home == figure.home and not f.glued]
        return [f"g{same[0].number}"] if len(same) > 1 else []

    def _bound(self) -> dict[str, list[Element]]:
        """Return the arrows that hold on to each shape, by its id."""
        bound: dict[str, list[Element]] = {}
        for figure in self.figures:
            if figure.glued:
                for number in sorted({figure.start, figure.end}):
                    arrow = {"type": "arrow", "id": f"n{figure.number}"}
                    bound.setdefault(f"n{number}", []).append(arrow)
        return bound


def _about(figure: Figure) -> dict[str, str]:
    return {"key": figure.key, "title": figure.title}


EXCALIDRAW = Format(
    name="excalidraw",
    takes=Takes.DIAGRAM,
    suffixes=(".excalidraw",),
    mime="application/vnd.excalidraw+json",
    write=write_excalidraw,
    about="a drawing to edit together in Excalidraw",
)
