"""Labels that some format gives a meaning to, and a scene of one box to show them in."""

from __future__ import annotations

from lifecycle_map.layouts.scenes import Anchor, Connector, Group, Rect, Scene, Text

LABELS = {
    "quotes": 'The "Go/No-go" gate isn\'t `over`',
    "markup": "</title></text></svg><script>alert(1)</script> <b>bold</b> <!-- x --> ]]>",
    "entities": "AT&amp;T &lt;b&gt; &#9829; R&D",
    "formula": "=1+1",
    "office_escape": "_x0041_ _x000D_",
    "backslashes": "C:\\new\\table\\",
    "lines": "first line\nsecond line\n\n- last",
    "windows_lines": "a\r\nb",
    "spaces": "  two  inner  and outer  ",
    "tab": "a\tb",
    "separators": "a\u2028b\u2029c\u0085d\u00a0e",
    "arabic": "بدء المشروع (المرحلة 1)",
    "mixed": "שלב A לפני B",
    "japanese": "プロジェクト開始",
    "emoji": "🚀 👩\u200d💻 𠮷",
    "combining": "e\u0301 a\u030a\u0323 \u200b\ufeff",
    "long": "word " * 999 + "word",
    "unbroken": "x" * 5000,
}


def labelled(label: str) -> Scene:
    """Return a page with a box of that label, another box, and an arrow between the two."""
    return Scene(
        width=1280,
        height=720,
        background="#FFFFFF",
        title=label,
        shapes=(
            Rect(x=0, y=0, width=1280, height=720, fill="#FFFFFF"),
            Group(key="a", shapes=_box(60, label), title=label),
            Group(key="b", shapes=_box(700, "other"), title="other"),
            Connector(
                start_key="a", end_key="b", points=((560, 300), (700, 300)), stroke="#000000"
            ),
        ),
    )


def _box(x: float, label: str) -> tuple[Rect, Text]:
    rect = Rect(x=x, y=200, width=500, height=200, fill="#FFFFFF", stroke="#000000")
    text = Text(
        x=rect.middle,
        y=300,
        lines=(label,),
        size=16,
        fill="#000000",
        under="#FFFFFF",
        anchor=Anchor.MIDDLE,
        full=label,
        fit=480,
    )
    return rect, text
