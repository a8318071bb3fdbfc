"""The picture of a page: SVG whose groups can be reached by keys, and that knows its steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import frozen

from lifecycle_map.formats.svg import Marks, number, shape_lines
from lifecycle_map.formats.xml import quoted
from lifecycle_map.layouts.scenes import Connector, Group, Scene, Shape
from lifecycle_map.layouts.themes import FONTS


@frozen(kw_only=True)
class Entry:
    """Something that a picture tells: its name, more lines about it, and the keys of its groups,
    parted by spaces.
    """

    name: str
    more: tuple[str, ...]
    keys: str


def entries(scene: Scene) -> list[Entry]:
    """Return what can be looked up in a picture; groups that say the same are one thing."""
    keys: dict[str, list[str]] = {}
    for group in _told(scene):
        keys.setdefault(group.title, []).append(coded(group.key))
    return [_entry(title, dict.fromkeys(found)) for title, found in keys.items()]


def picture(scenes: Sequence[Scene], scheme: str) -> str:
    """Return the steps of a picture as one SVG; a shape says in which of them it is not."""
    whole = scenes[-1]
    wide, high = number(whole.width), number(whole.height)
    body = "\n".join(_layers(scenes, _marks(whole)))
    label = quoted(whole.title or "Diagram")
    return (
        f'<svg class="{scheme}" xmlns="http://www.w3.org/2000/svg" role="group" '
        f'aria-label="{label}" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
        f'font-family="{FONTS}">\n{body}\n</svg>'
    )


def coded(key: str) -> str:
    """Return a key without spaces, so that a list of keys can be parted by them."""
    return "_".join(key.split())


def _entry(title: str, keys: dict[str, None]) -> Entry:
    name, *more = [line for line in title.split("\n") if line.strip()] or [title]
    return Entry(name=name, more=tuple(more), keys=" ".join(keys))


def _told(scene: Scene) -> Iterator[Group]:
    """Yield the groups with a title that hold none themselves: a button may hold no button."""
    return (group for group in scene.groups() if group.title.strip() and not _holds_told(group))


def _holds_told(group: Group) -> bool:
    return any(
        isinstance(shape, Group) and (bool(shape.title.strip()) or _holds_told(shape))
        for shape in group.shapes
    )


def _marks(scene: Scene) -> Marks:
    """Return what groups say of themselves: that they are buttons, and what they join."""
    told = {id(group) for group in _told(scene)}
    titles = {group.title for group in _told(scene)}

    def marks(group: Group) -> str:
        ends = [
            coded(key)
            for shape in group.shapes
            if isinstance(shape, Connector)
            for key in (shape.start_key, shape.end_key)
            if key
        ]
        joins = f' data-ends="{quoted(" ".join(ends))}"' if ends else ""
        name = f' data-name="{quoted(coded(group.key))}"'
        is_told = id(group) in told or (group.title in titles and not _holds_told(group))
        role = ' role="button" tabindex="-1"' if is_told else ""
        return f"{name}{joins}{role}"

    return marks


def _layers(scenes: Sequence[Scene], marks: Marks) -> Iterator[str]:
    """Yield the lines of the shapes of all steps, each shape once."""
    for shape, steps in _merged(scenes):
        if len(steps) == len(scenes):
            yield from shape_lines(shape, 1, marks)
        else:
            last = ' class="off"' if len(scenes) not in steps else ""
            yield f'  <g data-steps="{" ".join(map(str, steps))}"{last}>'
            yield from shape_lines(shape, 2, marks)
            yield "  </g>"


def _merged(scenes: Sequence[Scene]) -> list[tuple[Shape, list[int]]]:
    """Return the shapes of all scenes in the order of painting, with the steps that have them."""
    merged: list[tuple[Shape, int]] = []
    steps: dict[tuple[Shape, int], list[int]] = {}
    for step, scene in reversed(list(enumerate(scenes, start=1))):
        after = 0
        for item in _counted(scene.shapes):
            if item in steps:
                after = max(after, merged.index(item) + 1)
            else:
                merged.insert(after, item)
                after += 1
            steps.setdefault(item, []).insert(0, step)
    return [(item[0], steps[item]) for item in merged]


def _counted(shapes: Sequence[Shape]) -> Iterator[tuple[Shape, int]]:
    """Yield shapes with a count of equal ones before, so that no two of a scene are the same."""
    seen: Counter[Shape] = Counter()
    for shape in shapes:
        yield shape, seen[shape]
        seen[shape] += 1
