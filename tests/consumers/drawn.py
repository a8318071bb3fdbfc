"""Diagrams of all kinds, and the labels that people really write, for the consumers of texts."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from awkward_labels import LABELS
from markup_samples import full

import lifecycle_map as lm
from lifecycle_map.formats.outputs import FORMATS, Options
from lifecycle_map.formats.rendering import diagram
from lifecycle_map.model.elements import ELEMENTS
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane
from lifecycle_map.views.nesting import lines_of, nest, spelled

EXAMPLE = Path(__file__).parents[2] / "examples" / "service-introduction.xml"
LONGEST = 400
"""A label of pages on an arrow is no picture any more: arrows have only shorter ones."""


def labels() -> dict[str, str]:
    """Return the labels of the tests, and those of a folder of oracles when one is named."""
    folder = os.environ.get("LIFECYCLE_MAP_ORACLES", "")
    if not folder:
        return LABELS
    sys.path.insert(0, folder)
    import labels as oracle

    return dict(oracle.LABELS)


def pictures() -> dict[str, Diagram]:
    """Return the diagrams that every language of text has to hold, by name."""
    prince2, itil = lm.load_lifecycle("prince2"), lm.load_lifecycle("itil")
    both = lm.align(prince2, itil)
    plan = lm.align(lm.read_lifecycle(EXAMPLE), itil)
    return {
        "ladder": diagram(both),
        "ladder-de": diagram(both, language="de", highlight="service-design"),
        "both": diagram(both, "graph"),
        "plan": diagram(plan, "graph"),
        "gaps": diagram(lm.check(plan), "gaps"),
        "itil": diagram(itil, highlight="service-design"),
        "prince2": diagram(prince2),
        "prince2-all": diagram(prince2, kinds=tuple(ELEMENTS)),
        "itil-ja": diagram(itil, language="ja"),
        "itil-ar": diagram(itil, language="ar"),
        "everything": full("The whole"),
        "awkward": awkward(labels()),
    }


def awkward(texts: dict[str, str]) -> Diagram:
    """Return a diagram that has each text in a box, and on an arrow to the box before it."""
    names = list(texts)
    arrows = (
        Arrow(start=name, end=names[number - 1], label=text)
        for number, (name, text) in enumerate(texts.items())
        if len(text) < LONGEST
    )
    return Diagram(
        kind="graph",
        title="Awkward",
        lanes=(Lane(key="l", label="L"), Lane(key="m", label="M")),
        boxes=tuple(Box(key=name, label=text, lane="l") for name, text in texts.items()),
        arrows=tuple(arrows),
    )


def written(picture: Diagram, format: str, **options: Any) -> str:
    """Return a diagram in a language of text."""
    return FORMATS.get(format).made(picture, Options(**options)).text


def box_texts(picture: Diagram) -> list[str]:
    """Return what stands in the boxes of a diagram."""
    return ["\n".join(lines_of(box)) for box in spelled(picture).boxes]


def arrow_texts(picture: Diagram) -> list[str]:
    """Return what stands on the arrows that have both ends, blank labels left out."""
    return [arrow.label for arrow in nest(picture).arrows if arrow.label.strip()]


class Tally:
    """Says of each check whether it holds, and remembers whether all did."""

    def __init__(self) -> None:
        """Begin with nothing wrong."""
        self.failed = 0

    def check(self, what: str, problems: list[str]) -> None:
        """Print one line, and more where something is wrong."""
        print(f"{'ok  ' if not problems else 'FAIL'} {what}", flush=True)
        for problem in problems[:5]:
            print(f"       {problem[:300]}")
        self.failed += bool(problems)

    def end(self) -> None:
        """Leave with 1 where any check failed."""
        sys.exit(1 if self.failed else 0)


def squashed(text: str) -> str:
    """Return a text without white space, which consumers fold, trim or turn into no-break ones."""
    return "".join(text.replace("\u00a0", " ").split())


def differing(what: str, found: list[str], wanted: list[str]) -> list[str]:
    """Return what differs between the texts that a consumer shows and those that were written."""
    got, want = sorted(map(squashed, found)), sorted(map(squashed, wanted))
    if got == want:
        return []
    extra = [text for text in got if text not in want]
    lost = [text for text in want if text not in got]
    return [f"{what}: {len(got)} for {len(want)}; shown {extra[:2]!a:.120}, not {lost[:2]!a:.120}"]


def counted(what: str, found: int, wanted: int) -> list[str]:
    """Return a problem where a number is not the one that was wanted."""
    return [] if found == wanted else [f"{found} {what} for {wanted}"]
