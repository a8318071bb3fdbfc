"""One scene as the shapes of a slide, in the order in which they are read out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from attrs import evolve, field, frozen

from lifecycle_map.formats.figures import Figure, breadth, figures
from lifecycle_map.formats.insets import Insets, insets
from lifecycle_map.formats.outlines import around
from lifecycle_map.formats.pptx_connectors import connector, runs_aside, turns_back
from lifecycle_map.formats.pptx_shapes import Look, edge, frame, named, shape, site
from lifecycle_map.formats.pptx_texts import body
from lifecycle_map.layouts.scenes import Anchor, Connector, Point, Rect, Scene, Text

TITLE = "title"
"""The key of the group that is the title of a picture."""

_FIRST = 2  # 1 is the tree of shapes
_MARGIN = 48.0


@frozen(kw_only=True)
class Slide:
    """A scene with its figures; ``ports`` are where connectors end, by the number of a figure,
    ``snapped`` the ends (number of the connector, whether it is its start) glued to an edge.
    """

    scene: Scene
    figures: tuple[Figure, ...]
    title: int
    ports: dict[int, list[Point]] = field(hash=False)
    snapped: frozenset[tuple[int, bool]] = frozenset()

    def shapes(self) -> Iterator[str]:
        """Yield the shapes as XML: the title, then all others in the order of painting."""
        yield self._title()
        others = (figure for figure in self.figures if figure.number != self.title)
        for home, run in groupby(others, key=lambda figure: figure.home):
            members = list(run)
            single = len(members) == 1 or not home or any(f.glued for f in members)
            yield from (map(self._shape, members) if single else [self._group(members)])

    def _id(self, figure: Figure) -> int:
        return _FIRST + 1 + figure.number

    def _name(self, figure: Figure) -> str:
        """Return the key of what a figure is, with a number where it is not the whole of it."""
        same = [f.number for f in self.figures if f.home == figure.home]
        place = same.index(figure.number)
        key = figure.key or "shape"
        return key if len(same) == 1 else f"{key} · {place + 1}"

    def _shape(self, figure: Figure, told: str = "") -> str:
        told = told or figure.title
        if figure.glued and isinstance(figure.outline, Connector):
            held = (self._held(figure, start=True), self._held(figure, start=False))
            return connector(figure, self._id(figure), self._name(figure), told, held)
        look = Look(self.scene.language, self.ports.get(figure.number, ()))
        return shape(figure, self._id(figure), self._name(figure), told, look)

    def _held(self, figure: Figure, *, start: bool) -> tuple[int, int]:
        """Return the shape and the place on it that an end of a connector is glued to."""
        point = _end(figure, start=start)
        body = self.figures[figure.start if start else figure.end]
        if (figure.number, start) in self.snapped:
            return self._id(body), edge(body, point)[0]
        return self._id(body), site(body, point, self.ports.get(body.number, ()))

    def _group(self, members: Sequence[Figure]) -> str:
        box = around([figure.bounds for figure in members])
        inner = frame(box).replace("<a:xfrm>", "").replace("</a:xfrm>", "")
        child = inner.replace("a:off", "a:chOff").replace("a:ext", "a:chExt")
        key = members[0].key
        number = _FIRST + 1 + len(self.figures) + members[0].number
        shapes = "".join(self._shape(f, f.words or f.title) for f in members)
        return (
            f"<p:grpSp>{named(number, key, members[0].title, 'GrpSp')}<p:cNvGrpSpPr/><p:nvPr/>"
            f"</p:nvGrpSpPr><p:grpSpPr><a:xfrm>{inner}{child}</a:xfrm></p:grpSpPr>"
            f"{shapes}</p:grpSp>"
        )

    def _title(self) -> str:
        """Return the title in its role; a picture without one has it above the edge of the page,
        where it is read out and listed, but not seen.
        """
        words = self.figures[self.title].texts if self.title >= 0 else (self._unseen(),)
        box = self._title_box(words)
        edges = insets(words, box)
        if self.title < 0:
            edges = Insets(0, 0, 0, 0, middle=False)
        told = self.scene.title or "Diagram"
        return (
            f"<p:sp>{named(_FIRST, TITLE, told)}<p:cNvSpPr/>"
            '<p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr>'
            f'<p:spPr>{frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
            f"{body(words, edges, self.scene.language)}</p:sp>"
        )

    def _unseen(self) -> Text:
        told = self.scene.title or "Diagram"
        return Text(x=_MARGIN, y=-20, lines=(told,), size=24, fill="#000000", under="", full=told)

    def _title_box(self, words: tuple[Text, ...]) -> Rect:
        """Return the place of the title: as wide as the page, so that a longer one fits."""
        place = evolve(Figure(number=0, home=(), title="", texts=words)).bounds
        room = self.scene.width - 2 * _MARGIN
        if words[0].anchor is Anchor.MIDDLE or room < max(map(breadth, words)):
            return place
        left = place.x if words[0].anchor is Anchor.START else place.right - room
        return evolve(place, x=left, width=room)


def slide(scene: Scene) -> Slide:
    """Return a scene made ready to be a slide."""
    found = figures(scene)
    glued = [figure for figure in found if figure.glued]
    snapped = frozenset(end for figure in glued for end in _snapped(figure, found))
    ports: dict[int, list[Point]] = {}
    for figure in glued:
        for start, number in ((True, figure.start), (False, figure.end)):
            if (figure.number, start) not in snapped:
                ports.setdefault(number, []).append(_end(figure, start=start))
    return Slide(
        scene=scene, figures=found, title=_title_of(found, scene), ports=ports, snapped=snapped
    )


def _snapped(figure: Figure, found: Sequence[Figure]) -> tuple[tuple[int, bool], ...]:
    """Return the ends that are glued to the middle of an edge, though they are drawn beside it.

    LibreOffice routes connectors when it opens a file. It knows which way to leave at the middle
    of an edge, and needs that for a line that comes back, or that goes far aside.
    """
    line = figure.outline
    assert isinstance(line, Connector)
    if turns_back(line):
        return ((figure.number, True), (figure.number, False))
    if not runs_aside(line):
        return ()
    off = {
        start: edge(found[number], _end(figure, start=start))[1]
        for start, number in ((True, figure.start), (False, figure.end))
    }
    return ((figure.number, off[True] < off[False]),)


def _end(figure: Figure, *, start: bool) -> Point:
    assert isinstance(figure.outline, Connector)
    return figure.outline.points[0 if start else -1]


def _title_of(found: Sequence[Figure], scene: Scene) -> int:
    bare = [f for f in found if f.outline is None]
    named = [f.number for f in bare if TITLE in f.home]
    same = [f.number for f in bare if f.words == scene.title]
    return next(iter([*named, *same]), -1)
