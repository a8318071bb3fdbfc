"""Where products stand: panels of few processes, rows in them, and in its row a product's way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from lifecycle_map.views.diagrams import Arrow, Box, Diagram


@frozen(kw_only=True)
class Stop:
    """What is done to a product in a column: the arrow, with its number in the diagram."""

    number: int
    arrow: Arrow
    column: int


@frozen(kw_only=True)
class Track:
    """A product in its row: the column in which it is made, and its stops to both sides.

    ``own`` is what is done to it where it is made. ``before`` and ``after`` are in the order in
    which a line from the product comes by.
    """

    box: Box
    home: int
    own: tuple[Stop, ...]
    before: tuple[Stop, ...]
    after: tuple[Stop, ...]

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last column that it takes."""
        columns = [self.home, *(stop.column for stop in (*self.before, *self.after))]
        return min(columns), max(columns)


@frozen(kw_only=True)
class Panel:
    """Some processes side by side (by their place among the lanes), with rows of products."""

    columns: tuple[int, ...]
    rows: tuple[tuple[Track, ...], ...]


def panels(diagram: Diagram, most: int) -> tuple[Panel, ...]:
    """Return the products of a diagram in panels of at most so many processes.

    A product stands in one panel, together with all processes that touch it: a process may stand
    in several panels. One that more processes touch makes its panel wider.
    """
    places = {lane.key: number for number, lane in enumerate(diagram.lanes)}
    touched: dict[str, list[Stop]] = {box.key: [] for box in diagram.boxes}
    for number, arrow in enumerate(diagram.arrows):
        if arrow.end in touched and arrow.start in places:
            stop = Stop(number=number, arrow=arrow, column=places[arrow.start])
            touched[arrow.end].append(stop)
    boxes = [box for box in diagram.boxes if box.lane in places]
    return tuple(_panel(group, touched, places) for group in _groups(boxes, touched, places, most))


def _groups(
    boxes: Sequence[Box], touched: dict[str, list[Stop]], places: dict[str, int], most: int
) -> Iterable[list[Box]]:
    """Yield products that share a panel, in their order."""
    group: list[Box] = []
    columns: set[int] = set()
    for box in boxes:
        own = {places[box.lane], *(stop.column for stop in touched[box.key])}
        if group and len(columns | own) > most:
            yield group
            group, columns = [], set()
        group.append(box)
        columns |= own
    if group:
        yield group


def _panel(group: list[Box], touched: dict[str, list[Stop]], places: dict[str, int]) -> Panel:
    columns = sorted(
        {place for b in group for place in (places[b.lane], *(s.column for s in touched[b.key]))}
    )
    within = {place: number for number, place in enumerate(columns)}
    tracks = [_track(box, touched[box.key], within, places) for box in group]
    return Panel(columns=tuple(columns), rows=tuple(map(tuple, _rows(tracks))))


def _track(box: Box, stops: list[Stop], within: dict[int, int], places: dict[str, int]) -> Track:
    home = within[places[box.lane]]
    placed = [Stop(number=s.number, arrow=s.arrow, column=within[s.column]) for s in stops]
    before = sorted((s for s in placed if s.column < home), key=lambda s: (-s.column, s.number))
    after = sorted((s for s in placed if s.column > home), key=lambda s: (s.column, s.number))
    own = tuple(stop for stop in placed if stop.column == home)
    return Track(box=box, home=home, own=own, before=tuple(before), after=tuple(after))


def _rows(tracks: Iterable[Track]) -> list[list[Track]]:
    """Return tracks in as few rows as it takes that none of a row share a column."""
    rows: list[list[Track]] = []
    for track in tracks:
        start, end = track.span
        free = (
            row
            for row in rows
            if all(end < other.span[0] or other.span[1] < start for other in row)
        )
        row = next(free, None)
        if row is None:
            rows.append([track])
        else:
            row.append(track)
    return rows
