"""Correspondences of a whole lane: slim labelled bands along it, in place of a bundle of lines."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from lifecycle_map.layouts.captions import captions
from lifecycle_map.layouts.encodings import rung_colour, rung_dash
from lifecycle_map.layouts.measuring import shorten, text_width
from lifecycle_map.layouts.scenes import Anchor, Connector, Group, Rect, Text
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.model.matches import Direction
from lifecycle_map.views.diagrams import Arrow, Lane, Tone

BAND = 34.0
"""The height that a row of bands takes."""

_HEIGHT = 28.0
_SIZE = 14
_PAD = 28.0
_GAP = 12.0
_SIGN_ROOM = 48.0
_SIGN_PAD = 11.0


@frozen(kw_only=True)
class Band:
    """A band with its place along the lane: what passes, a drawn sign of who gives, and to whom."""

    arrow: Arrow
    what: str
    whom: str
    leads_away: bool
    x: float
    width: float

    def paint(self, y: float, theme: Theme) -> Group:
        """Return the band as shapes, its row starting at ``y``."""
        rect = Rect(
            x=self.x,
            y=y + (BAND - _HEIGHT) / 2,
            width=self.width,
            height=_HEIGHT,
            fill=theme.page,
            stroke=rung_colour(self.arrow, theme),
            stroke_width=1.75,
            dash=rung_dash(self.arrow),
            radius=_HEIGHT / 2,
        )
        words = f"{self.what} – {self.whom}"
        title = "\n".join(filter(None, (words, self.arrow.tooltip)))
        key = f"band:{self.arrow.key}"
        inside = self._inside(rect, theme)
        return Group(key=key, shapes=(rect, *inside), title=title, of=self.arrow.key)

    def _inside(self, rect: Rect, theme: Theme) -> tuple[Text, Connector, Text]:
        room = self.width - _PAD - _SIGN_ROOM
        whom = shorten(self.whom, room / 2, _SIZE)
        what = shorten(self.what, room - text_width(whom, _SIZE), _SIZE)
        used = text_width(what, _SIZE) + _SIGN_ROOM + text_width(whom, _SIZE)
        split = rect.middle - used / 2 + text_width(what, _SIZE)
        middle = rect.y + _HEIGHT / 2
        return (
            self._text(what, full=self.what, at=(split, middle), anchor=Anchor.END, theme=theme),
            self._sign(split + _SIGN_PAD, split + _SIGN_ROOM - _SIGN_PAD, middle, theme),
            self._text(
                whom,
                full=self.whom,
                at=(split + _SIGN_ROOM, middle),
                anchor=Anchor.START,
                theme=theme,
            ),
        )

    def _text(
        self, line: str, *, full: str, at: tuple[float, float], anchor: Anchor, theme: Theme
    ) -> Text:
        return Text(
            x=at[0],
            y=at[1] + _SIZE * 0.35,
            lines=(line,),
            size=_SIZE,
            fill=theme.ink,
            under=theme.page,
            anchor=anchor,
            full=full,
            fit=self.width,
        )

    def _sign(self, left: float, right: float, middle: float, theme: Theme) -> Connector:
        away = Direction.TO_SERVICE if self.leads_away else Direction.TO_PROJECT
        gives = self.arrow.direction
        handed = gives in (Direction.TO_SERVICE, Direction.TO_PROJECT)
        return Connector(
            start_key=self.arrow.start,
            end_key=self.arrow.end,
            points=((left, middle), (right, middle)),
            stroke=rung_colour(self.arrow, theme),
            stroke_width=2.25,
            head_start=gives is Direction.BOTH or (handed and gives is not away),
            head_end=gives is Direction.BOTH or gives is away,
            head=8.0,
        )


def bands(
    arrows: Sequence[Arrow],
    names: dict[str, str],
    lane: Lane,
    language: str,
    room: tuple[float, float],
) -> tuple[tuple[Band, ...], ...]:
    """Return the bands of a lane in rows; short ones share a row, and each row fills the lane."""
    left, width = room
    rows: list[list[Band]] = []
    used = 0.0
    for arrow in arrows:
        band = _band(arrow, names, lane, language)
        if not rows or used + band.width > width:
            rows.append([])
            used = 0.0
        rows[-1].append(band)
        used += band.width + _GAP
    return tuple(_spread(row, left, width) for row in rows)


def _band(arrow: Arrow, names: dict[str, str], lane: Lane, language: str) -> Band:
    whom = names[arrow.end if arrow.start == lane.key else arrow.start]
    throughout = captions(language)["throughout"]
    label = " ".join(arrow.label.split())
    what = f"{throughout}: {label}" if label else throughout
    wide = text_width(what, _SIZE) + text_width(whom, _SIZE) + _SIGN_ROOM + _PAD
    leads_away = lane.tone is not Tone.SERVICE
    return Band(arrow=arrow, what=what, whom=whom, leads_away=leads_away, x=0, width=wide)


def _spread(row: Sequence[Band], left: float, width: float) -> tuple[Band, ...]:
    spare = width - _GAP * (len(row) - 1) - sum(band.width for band in row)
    found, x = [], left
    for band in row:
        share = band.width + spare / len(row)
        found.append(evolve(band, x=x, width=share))
        x += share + _GAP
    return tuple(found)
