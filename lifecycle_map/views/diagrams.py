"""The meaning of a picture: lanes, boxes and arrows. No pixel, no colour, no format in it."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from functools import cached_property

from attrs import frozen

from lifecycle_map.model.elements import ProductCategory
from lifecycle_map.model.matches import Direction, Match
from lifecycle_map.model.relations import Link
from lifecycle_map.registries import Drawable


class Tone(str, Enum):
    """Whose something is. Themes give each tone a colour, and a second cue beside the colour."""

    PROJECT = "project"
    SERVICE = "service"
    INTERFACE = "interface"
    NEUTRAL = "neutral"

    __hash__ = str.__hash__  # that of Enum is made anew each time, in Python


class Shape(str, Enum):
    """What a box stands for, which says how it is drawn."""

    STAGE = "stage"
    PROCESS = "process"
    ACTIVITY = "activity"
    GATE = "gate"
    PRODUCT = "product"
    ROLE = "role"
    PRACTICE = "practice"

    __hash__ = str.__hash__  # as that of Tone


class State(str, Enum):
    """How it stands with something, where a picture shows that: each has a colour and a sign."""

    VISIBLE = "visible"
    PARTLY = "partly"
    ABSENT = "not visible"
    UNCLEAR = "cannot tell"
    WAIVED = "accepted"
    WANTED = "wanted"
    RUNNING = "running"


@frozen(kw_only=True)
class Lane:
    """A row or column of boxes that belong to one lifecycle, one owner or one stage. ``group`` is
    the heading under which it stands with its neighbours, in a picture of many rows.
    """

    key: str
    label: str
    tone: Tone = Tone.NEUTRAL
    highlighted: bool = False
    group: str = ""


@frozen(kw_only=True)
class Box:
    """Something in the picture. ``detail`` are short lines under the label (dates, processes);
    ``within`` is the key of the box that contains this one, if that is drawn.

    In a grid it stands in a ``lane`` (the row) from ``column`` to ``until`` (one column when that
    is empty); on a time axis it lasts from ``start`` to ``finish``. ``share``, from 0 to 1, is how
    much of something it is, and ``state`` how it stands with it. ``category`` says which form a
    product has.
    """

    key: str
    label: str
    shape: Shape = Shape.STAGE
    lane: str = ""
    within: str = ""
    detail: tuple[str, ...] = ()
    tooltip: str = ""
    highlighted: bool = False
    outside: bool = False
    repeats: bool = False
    column: str = ""
    until: str = ""
    start: datetime | None = None
    finish: datetime | None = None
    share: float | None = None
    state: State | None = None
    category: ProductCategory | None = None


@frozen(kw_only=True)
class Arrow:
    """Something between two boxes, or between a whole lane and a box (``start`` or ``end`` is then
    the key of the lane).

    Without a ``match`` it is flow inside one lifecycle; with one it is a correspondence, whose
    ``confidence`` (0 to 1) and ``direction`` of hand-over are shown. ``label`` says what passes,
    ``weight`` how much, where a picture shows amounts, and ``link`` which relation it stands for,
    where a picture tells several apart. A ``dotted`` arrow is beside the main flow: what triggers
    or feeds back, not what comes next.
    """

    start: str
    end: str
    label: str = ""
    tooltip: str = ""
    match: Match | None = None
    confidence: float = 1.0
    direction: Direction = Direction.NONE
    weight: float = 1.0
    link: Link | None = None
    dotted: bool = False

    @property
    def key(self) -> str:
        """What the arrow is called: its ends. Arrows between the same two share it."""
        return f"{self.start}>{self.end}"


@frozen(kw_only=True)
class Step:
    """A frame of a picture that is built up before a class.

    ``shows`` are the keys of the lanes, columns, boxes and arrows that it adds, ``note`` is what a
    speaker might say to it.
    """

    title: str
    shows: tuple[str, ...]
    note: str = ""


@frozen(kw_only=True)
class Diagram(Drawable):
    """A picture, before anybody has decided where things stand. `render` and `export` make one of
    any format of pictures or tables from it, and a notebook shows it.

    ``kind`` names the layout that it is made for. ``description`` is the long alternative text
    for people who cannot see it, ``notice`` the line that belongs under it. ``columns`` are those
    of a grid, ``steps`` the frames in which it is built up; what no step names is always there.
    """

    kind: str
    title: str
    subtitle: str = ""
    description: str = ""
    notice: str = ""
    language: str = "en"
    lanes: tuple[Lane, ...] = ()
    boxes: tuple[Box, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    columns: tuple[Lane, ...] = ()
    steps: tuple[Step, ...] = ()

    def __str__(self) -> str:
        """Return what the picture is of, and the long alternative text."""
        return "\n".join(text for text in (self.title, self.description) if text)

    def heads(self, arrow: Arrow) -> tuple[bool, bool]:
        """Return whether an arrow has a head at its start and at its end.

        Flow points to its end. A hand-over points to the side that gets it, whichever end that
        is; between boxes of one side the start counts as the project's.
        """
        if arrow.direction is Direction.BOTH:
            return True, True
        if arrow.match is None:
            return False, True
        if arrow.direction not in (Direction.TO_PROJECT, Direction.TO_SERVICE):
            return False, False
        start, end = self.tone(arrow.start), self.tone(arrow.end)
        turned = (start is not end and Tone.SERVICE is start) or Tone.PROJECT is end is not start
        at_start = (arrow.direction is Direction.TO_PROJECT) is not turned
        return at_start, not at_start

    def tone(self, key: str) -> Tone:
        """Return the tone of the lane that this key names, or that its box stands in."""
        return self._tones.get(key, Tone.NEUTRAL)

    @cached_property
    def _tones(self) -> dict[str, Tone]:
        """Whose each lane and box is, looked up once: a picture may have thousands of arrows."""
        lanes = {lane.key: lane.tone for lane in reversed(self.lanes)}
        boxes = {box.key: lanes.get(box.lane, Tone.NEUTRAL) for box in reversed(self.boxes)}
        return lanes | boxes
