"""Texts that are pieces of some language, and a diagram that has everything."""

from __future__ import annotations

from lifecycle_map.model.matches import Direction, Match
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane, Shape, Tone

HOSTILE = [
    'a "quoted" <b>label</b>', "end", "`**bold**`", "%% comment", "#35;", "a;b", "a|b", "]]", "}}",
    "<img src=x onerror=alert(1)>", "a\nb", "a\r\nb", "\\n", "\\", "---", "{{x}}", "${HOME}",
    "1. list", "@enduml", "!include x", "' comment", "/' c '/", "<U+0041>", "a -> b", "a: b; c",
    "AT&T &amp; &#65;", "]]>", "<!-- -->", "日本語", "🚀", "שלום", "a\tb", "é vs é", "a\u2028b",
]  # fmt: skip


def full(text="T"):
    """Return a diagram with lanes, nesting, marks, every shape, and arrows of all kinds."""
    boxes = (
        Box(key="a", label=text, lane="p", shape=Shape.STAGE, tooltip=text, highlighted=True),
        Box(key="b", label="B", lane="p", within="a", shape=Shape.PROCESS, detail=(text,)),
        Box(key="c", label="C", lane="p", within="b", shape=Shape.GATE),
        Box(key="d", label="D", lane="s", shape=Shape.PRODUCT, outside=True, repeats=True),
        Box(key="e", label="E", lane="s", shape=Shape.ROLE),
        Box(key="f", label="F", shape=Shape.PRACTICE),
    )
    arrows = (
        Arrow(start="a", end="b", label=text),
        Arrow(start="b", end="c"),
        Arrow(start="a", end="d", label="x", match=Match.EXACT, direction=Direction.TO_SERVICE),
        Arrow(start="d", end="a", match=Match.BROAD, direction=Direction.BOTH, confidence=0.5),
        Arrow(start="d", end="b", match=Match.CLOSE, direction=Direction.TO_SERVICE),
        Arrow(start="p", end="e", label="y", match=Match.RELATED, direction=Direction.PARALLEL),
        Arrow(start="e", end="f", tooltip=text),
        Arrow(start="a", end="nowhere"),
    )
    return Diagram(
        kind="graph", title=text, subtitle="S", description=text, notice="N",
        lanes=(
            Lane(key="p", label=text, tone=Tone.PROJECT), Lane(key="s", label="S", tone=Tone.SERVICE)
        ),
        boxes=boxes, arrows=arrows,
    )  # fmt: skip
