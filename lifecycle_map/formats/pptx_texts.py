"""Words in the drawing language of Office: paragraphs in a shape, where the scene has them."""

from __future__ import annotations

from collections.abc import Sequence

from lifecycle_map.formats.figures import leading, leftwards, wording
from lifecycle_map.formats.insets import Insets
from lifecycle_map.formats.xml import escape
from lifecycle_map.layouts.scenes import Anchor, Text

EMU = 9525
"""Office's units of length to a px: 914,400 to an inch of 96 px."""

POINTS = 0.75
"""Points to a px."""

FONT = "Arial"
"""What every Office has, as wide as the fonts that scenes are measured with."""

_LANGUAGES = {
    "ar": "ar-SA",
    "de": "de-DE",
    "en": "en-GB",
    "es": "es-ES",
    "fr": "fr-FR",
    "he": "he-IL",
    "ja": "ja-JP",
    "nl": "nl-NL",
    "zh": "zh-CN",
}
_ALIGNED = {Anchor.START: "l", Anchor.MIDDLE: "ctr", Anchor.END: "r"}
_SMALLEST = 100


def emu(length: float) -> int:
    """Return a length in px as Office counts."""
    return round(length * EMU)


def body(
    texts: Sequence[Text], around: Insets, language: str, *, wraps: bool = True, tag: str = "p"
) -> str:
    """Return the words of a shape as its ``txBody``, one paragraph to a text."""
    anchor = "ctr" if around.middle else "t"
    paragraphs = "".join(
        _paragraph(text, texts[place - 1] if place else None, language)
        for place, text in enumerate(texts)
    )
    return (
        f'<{tag}:txBody><a:bodyPr wrap="{"square" if wraps else "none"}" lIns="{emu(around.left)}" '
        f'tIns="{emu(around.top)}" rIns="{emu(around.right)}" bIns="{emu(around.bottom)}" '
        f'anchor="{anchor}" rtlCol="0"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
        f"{paragraphs}</{tag}:txBody>"
    )


def language_tag(language: str) -> str:
    """Return a language as Office names it, with a country."""
    base = language.replace("_", "-")
    return base if "-" in base else _LANGUAGES.get(base.casefold(), base or "en-GB")


def _paragraph(text: Text, before: Text | None, language: str) -> str:
    words, _ = wording(text)
    rtl = ' rtl="1"' if text.leftwards or leftwards(words) else ""
    spacing = round(leading(text) * POINTS * 100)
    space = f'<a:spcBef><a:spcPts val="{_space(text, before)}"/></a:spcBef>'
    runs = "<a:br/>".join(
        f"<a:r>{_look(text, language)}<a:t>{escape(line)}</a:t></a:r>" if line else ""
        for line in words.split("\n")
    )
    return (
        f'<a:p><a:pPr algn="{_ALIGNED[text.anchor]}"{rtl}><a:lnSpc><a:spcPts val="{spacing}"/>'
        f"</a:lnSpc>{space}<a:buNone/></a:pPr>{runs}</a:p>"
    )


def _space(text: Text, before: Text | None) -> int:
    """Return the space above a paragraph in hundredths of a point."""
    if before is None:
        return 0
    last = before.y + (len(before.lines) - 1) * leading(before)
    return max(0, round((text.y - last - leading(text)) * POINTS * 100))


def _look(text: Text, language: str) -> str:
    size = max(_SMALLEST, round(text.size * POINTS * 100))
    bold = ' b="1"' if text.bold else ' b="0"'
    fonts = "".join(f'<a:{kind} typeface="{FONT}"/>' for kind in ("latin", "cs"))
    return (
        f'<a:rPr lang="{escape(language_tag(language))}" sz="{size}"{bold} dirty="0">'
        f"{solid(text.fill)}{fonts}</a:rPr>"
    )


def solid(colour: str) -> str:
    """Return a colour as a fill; no colour is no fill."""
    if not colour or colour == "none":
        return "<a:noFill/>"
    return f'<a:solidFill><a:srgbClr val="{rgb(colour)}"/></a:solidFill>'


def rgb(colour: str) -> str:
    """Return ``#abc`` or ``#aabbcc`` as six capital digits."""
    digits = colour.lstrip("#").upper()
    return "".join(2 * digit for digit in digits) if len(digits) == 3 else digits  # noqa: PLR2004
