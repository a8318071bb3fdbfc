"""What must hold of every picture, whatever its kind: each check yields what is wrong.

Rows of the checklist of a good training picture; `test_pictures` runs them over every kind, and
the gallery of the documentation counts what they yield.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

from colours import MACHADO, contrast, lab, luminance
from scenery import Tray, bounds, dots, frames, groups, holds, hull, line_boxes, texts, within

from lifecycle_map.layouts.measuring import text_width
from lifecycle_map.layouts.pages import MARGIN
from lifecycle_map.layouts.scenes import Connector, Group, Path, Polygon, Rect, Scene, Shape, Text
from lifecycle_map.views.diagrams import Diagram
from lifecycle_map.views.diagrams import Shape as Kind

LEAST_TYPE = 12
LEAST_NOTICE = 10
MANY = 12
"""With more boxes than this, type may be smaller than 14 px."""


def too_wide(scene: Scene, diagram: Diagram) -> Iterator[str]:
    """Lines of text that are wider than the room that they were given, or that they stand in."""
    for text in texts(scene):
        for line in text.lines:
            if text_width(line, text.size, bold=text.bold) > text.fit + 0.5:
                yield f"{line!r} is wider than {text.fit:.0f}"
    boxes = frames(scene, diagram)
    for group in scene.groups():
        if group.key in boxes:
            yield from _sticking_out(group, boxes[group.key])


def _sticking_out(group: Group, box: Rect) -> Iterator[str]:
    for text in (shape for shape in group.shapes if isinstance(shape, Text)):
        for line, rect in zip(text.lines, line_boxes(text), strict=True):
            middle = rect.y + rect.height / 2
            if box.y < middle < box.bottom and (rect.x < box.x or rect.right > box.right):
                yield f"{line!r} sticks out of {group.key}"


def off_page(scene: Scene, diagram: Diagram) -> Iterator[str]:
    """Shapes that leave the page, and text that leaves the safe margin at the sides."""
    for shape in scene.walk():
        edge = MARGIN if isinstance(shape, Text) else 0.0
        for rect in bounds(shape):
            if rect.x < edge - 0.1 or rect.right > scene.width - edge + 0.1:
                yield f"{shape} leaves the page at a side"
            if rect.y < 0 or rect.bottom > scene.height + 0.1:
                yield f"{shape} leaves the page"


def text_on_text(scene: Scene, diagram: Diagram) -> Iterator[str]:
    """Lines of text whose ink shares an area."""
    named = [
        (line, rect)
        for text in texts(scene)
        for line, rect in zip(text.lines, line_boxes(text), strict=True)
    ]
    tray = Tray(rect for _, rect in named)
    for number, (line, rect) in enumerate(named):
        for other in tray.near(rect):
            if other > number and rect.overlaps(tray.rects[other]):
                yield f"{line!r} lies on {named[other][0]!r}"


def boxes_collide(scene: Scene, diagram: Diagram) -> Iterator[str]:
    """Boxes that overlap, neither lying in the other."""
    placed = frames(scene, diagram)
    gates = {box.key for box in diagram.boxes if box.shape is Kind.GATE}
    keys, tray = list(placed), Tray(placed.values())
    for number, one in enumerate(tray.rects):
        for other in (n for n in tray.near(one) if n > number):
            two = tray.rects[other]
            if {keys[number], keys[other]} & gates:
                continue  # a gate or milestone stands on the border of what it ends
            if one.overlaps(two, -0.5) and not (_lies_in(one, two) or _lies_in(two, one)):
                yield f"{keys[number]} overlaps {keys[other]}"


def _lies_in(inner: Rect, outer: Rect) -> bool:
    return (
        outer.x - 0.5 <= inner.x
        and inner.right <= outer.right + 0.5
        and outer.y - 0.5 <= inner.y
        and inner.bottom <= outer.bottom + 0.5
    )


def through_boxes(scene: Scene, diagram: Diagram) -> Iterator[str]:
    """Connectors that run through a box that they do not belong to."""
    placed = frames(scene, diagram)
    shapes = {group.key: _closed(group) for group in scene.groups() if group.key in placed}
    keys, tray = list(placed), Tray(placed.values())
    for line in _connectors(scene):
        own = {line.start_key, line.end_key}
        around = [placed[key] for key in own if key in placed]
        crossed = set()
        for point in dots(line):
            for number in tray.at(point):
                rect = tray.rects[number]
                if keys[number] in own or any(_lies_in(end, rect) for end in around):
                    continue
                if within(rect, point, -1.5) and any(holds(s, point) for s in shapes[keys[number]]):
                    crossed.add(keys[number])
        for key in sorted(crossed):
            yield f"{line.start_key} → {line.end_key} runs through {key}"


def _closed(group: Group) -> list[Rect | Polygon]:
    return [shape for shape in group.shapes if isinstance(shape, Rect | Polygon)]


def _connectors(scene: Scene) -> Iterator[Connector]:
    for shape in scene.walk():
        if isinstance(shape, Connector):
            yield shape


def struck_through(scene: Scene, diagram: Diagram) -> Iterator[str]:
    """Text with a line through it: nothing closed lies between the line and the text."""
    painted = list(scene.walk())
    inks = [
        (number, line, rect)
        for number, shape in enumerate(painted)
        if isinstance(shape, Text)
        for line, rect in zip(shape.lines, line_boxes(shape), strict=True)
    ]
    tray = Tray(rect for _, _, rect in inks)
    covers = [(n, s) for n, s in enumerate(painted) if isinstance(s, Rect | Polygon) and s.fill]
    shades = Tray(hull(shape) for _, shape in covers)
    for at, line in enumerate(painted):
        if not isinstance(line, Path | Connector) or not line.stroke:
            continue
        for number in sorted({n for dot in dots(line) for n in tray.at(dot)}):
            place, words, rect = inks[number]
            hits = [dot for dot in dots(line) if within(rect, dot, -1)]
            between = [
                shape
                for n in shades.near(rect)
                for order, shape in (covers[n],)
                if at < order < place
            ]
            if any(not any(holds(shape, hit) for shape in between) for hit in hits):
                yield f"{words!r} has a line through it"


def foreign_labels(scene: Scene, diagram: Diagram) -> Iterator[str]:
    """Labels of arrows that lie on the line of another arrow, or touch it."""
    lines = [
        (group.of or group.key, shape)
        for group in scene.groups()
        for shape in group.shapes
        if isinstance(shape, Connector)
    ]
    pills = [(g.of, _closed(g)[0]) for g in groups(scene, "label:") if g.of and _closed(g)]
    tray = Tray(hull(pill) for _, pill in pills)
    for of, line in lines:
        for number in sorted({n for dot in dots(line, 2) for n in tray.at(dot)}):
            gap = line.stroke_width / 2 + 1
            rect = tray.rects[number]
            if pills[number][0] != of and any(within(rect, dot, gap) for dot in dots(line, 2)):
                yield f"the label of {pills[number][0]} touches {of}"


def small_type(scene: Scene, diagram: Diagram) -> Iterator[str]:
    """Type under 14 px (12 with many boxes, 10 in the notice)."""
    least = LEAST_TYPE if len(diagram.boxes) > MANY else 14
    for group in scene.groups():
        for text in (shape for shape in group.shapes if isinstance(shape, Text)):
            if text.size < (LEAST_NOTICE if group.key == "notice" else least):
                yield f"{text.lines} has {text.size} px"


def illegible(scene: Scene, diagram: Diagram) -> Iterator[str]:
    """Text whose contrast with what is really painted under it is below 4.5."""
    for text, point, ground in _grounds(scene, Text):
        if contrast(text.fill, ground) < 4.5:
            yield f"{text.lines} at {point}: {text.fill} on {ground}"


def least_contrast(scene: Scene) -> float:
    """The least contrast of any text with what is really painted under it."""
    found = (contrast(text.fill, ground) for text, _, ground in _grounds(scene, Text))
    return min(found, default=21.0)


def invisible(scene: Scene, diagram: Diagram) -> Iterator[str]:
    """Lines whose contrast with what is really painted under them is below 3."""
    for line, point, ground in _grounds(scene, (Path, Connector)):
        if line.stroke and contrast(line.stroke, ground) < 3:
            yield f"a line at {point}: {line.stroke} on {ground}"


def _grounds(scene: Scene, kinds: object) -> Iterator[tuple[object, tuple[float, float], str]]:
    """Yield shapes of some kinds with points of theirs, and the colour that lies under each."""
    covers: list[Rect | Polygon] = []
    trays: list[Tray] = []
    painted = list(scene.walk())
    places = [n for n, s in enumerate(painted) if isinstance(s, Rect | Polygon) and s.fill]
    covers = [painted[n] for n in places]
    trays = [Tray(hull(shape) for shape in covers)]
    for at, shape in enumerate(painted):
        if isinstance(shape, kinds):
            for point in _samples(shape):
                under = [
                    number
                    for number in trays[0].at(point)
                    if places[number] < at and holds(covers[number], point)
                ]
                yield shape, point, covers[max(under)].fill if under else scene.background


def _samples(shape: object) -> list[tuple[float, float]]:
    if isinstance(shape, Text):
        return [(r.x + r.width / 2, r.y + r.height / 2) for r in line_boxes(shape)]
    found = list(dots(shape, 12))
    return found[1:-1:3] or found[:1]


def alike(scene: Scene, diagram: Diagram) -> Iterator[str]:
    """Colours of lines that look alike to somebody who lacks a kind of cone."""
    drawn = {line.stroke for line in _connectors(scene) if line.stroke}
    boxes = frames(scene, diagram).values()
    drawn |= {box.stroke for box in boxes if box.stroke and box.stroke_width >= 1.5}
    for vision in MACHADO:
        for one, other in itertools.combinations(sorted(drawn), 2):
            if _apart(one, other, vision) < 20:
                yield f"{one} and {other} with {vision}"


def _apart(one: str, other: str, vision: str) -> float:
    pairs = zip(lab(one, vision), lab(other, vision), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


def ink_heavy(scene: Scene, diagram: Diagram) -> Iterator[str]:
    """Large fills that would take more than a fifth of the ink on paper."""
    for shape in scene.walk():
        if isinstance(shape, Rect | Polygon) and shape.fill:
            area = hull(shape)
            large = area.width * area.height > 0.01 * scene.width * scene.height
            if large and 1 - luminance(shape.fill) ** (1 / 2.2) > 0.2:
                yield f"{shape.fill} over {area.width:.0f} × {area.height:.0f}"


def unexplained(scene: Scene, signs: set[str]) -> Iterator[str]:
    """Signs that the legend does not explain, and explanations of signs that are not there."""
    shown = {key for g in groups(scene, "legend:") for key in g.key.split(":")[1].split("+")}
    headings = {g.key.split(":")[1] for g in groups(scene, "legend:") if _is_heading(g)}
    for key in sorted(signs - (shown - headings)):
        yield f"the legend lacks {key}"
    for key in sorted(shown - headings - signs):
        yield f"the legend has {key}, which is not in the picture"


def _is_heading(group: Group) -> bool:
    return all(isinstance(shape, Text) and shape.bold for shape in group.shapes)


def moved(one: Scene, other: Scene) -> Iterator[str]:
    """Shapes of the first that stand elsewhere, or are not there, in the second."""
    held = set(_skeleton(other))
    for shape in _skeleton(one):
        if shape not in held:
            yield f"{shape} is not there"


def _skeleton(scene: Scene) -> Iterator[tuple[object, ...]]:
    for shape in scene.walk():
        if isinstance(shape, Text):
            yield "text", shape.x, shape.y, shape.lines, shape.size
        else:
            area = hull(shape)
            yield type(shape).__name__, area.x, area.y, area.width, area.height


GEOMETRY: dict[str, Callable[[Scene, Diagram], Iterator[str]]] = {
    "text out of its box": too_wide,
    "off the page": off_page,
    "text on text": text_on_text,
    "boxes on boxes": boxes_collide,
    "lines through boxes": through_boxes,
    "text struck through": struck_through,
    "type too small": small_type,
}
"""What is measured in one theme: the others stand at the same places."""

COLOURS: dict[str, Callable[[Scene, Diagram], Iterator[str]]] = {
    "contrast of text": illegible,
    "contrast of lines": invisible,
    "colours alike": alike,
}
"""What is measured in every theme."""


def leaves(shapes: tuple[Shape, ...]) -> Iterator[Shape]:
    for shape in shapes:
        if isinstance(shape, Group):
            yield from leaves(shape.shapes)
        else:
            yield shape
