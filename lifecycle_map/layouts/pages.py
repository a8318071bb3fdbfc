"""What every picture has around it: title and subtitle above, the notice below, safe margins.

A layout asks `furniture` where its picture may start and end, and gives what it drew to `page`.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from lifecycle_map.layouts.captions import runs_leftwards
from lifecycle_map.layouts.measuring import Wrapped, text_width, wrap
from lifecycle_map.layouts.scenes import Group, Rect, Scene, Shape, Text, mirrored, read_leftwards
from lifecycle_map.layouts.themes import Theme
from lifecycle_map.views.diagrams import Diagram

MARGIN = 48.0
"""Nothing that matters stands nearer to the left and right edges: projectors cut."""

_BESIDE_LOGO = 24.0
_TOP = 34.0
_BOTTOM = 20.0
_TITLE_SIZES = (30, 26, 22)
_SUBTITLE = 16
_NOTICE = 11
_NOTICE_LEADING = 14


@frozen(kw_only=True)
class Furniture:
    """The texts around a picture, wrapped for a page of some width."""

    title: Wrapped
    title_size: float
    subtitle: Wrapped
    notice: Wrapped
    diagram: Diagram
    theme: Theme
    width: float

    @property
    def top(self) -> float:
        """Where the picture may start."""
        height = len(self.title.lines) * self.title_size * 1.2
        words = _TOP + height + len(self.subtitle.lines) * 22 + 16
        return round(max(words, _TOP + self.theme.logo[1] + 16 if self.theme.logo[1] else 0))

    @property
    def bottom(self) -> float:
        """How much of the page's foot is taken."""
        lines = len(self.notice.lines)
        return _BOTTOM + (lines * _NOTICE_LEADING + 8 if lines else 8.0)

    def paint(self, height: float) -> tuple[Shape, ...]:
        """Return the texts as shapes on a page of that height."""
        return tuple(filter(None, (self._title(), self._subtitle(), self._notice(height))))

    def _title(self) -> Group | None:
        y = _TOP + self.title_size * 0.85
        text = self._text(self.title, self.diagram.title, y, self.title_size, bold=True)
        return Group(key="title", shapes=(text,)) if self.title.lines else None

    def _subtitle(self) -> Group | None:
        y = _TOP + len(self.title.lines) * self.title_size * 1.2 + 15
        text = self._text(self.subtitle, self.diagram.subtitle, y, _SUBTITLE, leading=22)
        return Group(key="subtitle", shapes=(text,)) if self.subtitle.lines else None

    def _notice(self, height: float) -> Group | None:
        y = height - _BOTTOM - (len(self.notice.lines) - 1) * _NOTICE_LEADING
        text = self._text(self.notice, self.diagram.notice, y, _NOTICE, leading=_NOTICE_LEADING)
        title = self.diagram.notice if self.notice.cut else ""
        return Group(key="notice", shapes=(text,), title=title) if self.notice.lines else None

    def _text(
        self,
        words: Wrapped,
        full: str,
        y: float,
        size: float,
        *,
        leading: float = 0.0,
        bold: bool = False,
    ) -> Text:
        return Text(
            x=MARGIN,
            y=y,
            lines=words.lines,
            size=size,
            leading=leading or size * 1.2,
            fill=self.theme.ink if bold else self.theme.muted,
            under=self.theme.page,
            bold=bold,
            full=full,
            fit=self.width - 2 * MARGIN,
        )


def furniture(diagram: Diagram, theme: Theme, width: float) -> Furniture:
    """Return the texts around a picture on a page of that width."""
    room = width - 2 * MARGIN
    head = room - (theme.logo[0] + _BESIDE_LOGO if theme.logo[0] else 0)
    wanted = (s for s in _TITLE_SIZES if text_width(diagram.title, s, bold=True) <= head)
    size = next(wanted, _TITLE_SIZES[-1])
    return Furniture(
        title=wrap(diagram.title, head, size, lines=2, bold=True),
        title_size=size,
        subtitle=wrap(diagram.subtitle, head, _SUBTITLE, lines=2),
        notice=wrap(diagram.notice, room, _NOTICE, lines=3),
        diagram=diagram,
        theme=theme,
        width=width,
    )


def page(around: Furniture, height: float, shapes: Iterable[Shape], *, turns: bool = True) -> Scene:
    """Return a finished scene: the shapes of a layout on their page, with what stands around them.

    In languages that are written from right to left the page is mirrored, unless the picture
    says by ``turns`` that it has no direction of reading.
    """
    diagram, theme = around.diagram, around.theme
    ground = Rect(x=0, y=0, width=around.width, height=height, fill=theme.page)
    scene = Scene(
        width=around.width,
        height=height,
        background=theme.page,
        title=diagram.title,
        description=diagram.description,
        language=diagram.language,
        fonts=theme.fonts,
        shapes=(ground, *around.paint(height), *shapes),
    )
    if not runs_leftwards(diagram.language):
        return scene
    scene = read_leftwards(scene)
    return mirrored(scene) if turns else scene
