"""Pictures of all kinds, and the labels that people really write, for the consumers of formats."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import lifecycle_map as lm
from lifecycle_map.formats.outputs import FORMATS, Options
from lifecycle_map.formats.rendering import diagram
from lifecycle_map.model.elements import ELEMENTS
from lifecycle_map.views.diagrams import Arrow, Box, Diagram, Lane

ROOT = Path(os.environ.get("LIFECYCLE_MAP_TEST_DATA", Path(__file__).parents[3] / "shared"))
ORACLES = ROOT / "robust" / "oracles"


def pictures() -> dict[str, Diagram]:
    """Return the diagrams that every format of text has to hold, by name."""
    prince2, itil = lm.load_lifecycle("prince2"), lm.load_lifecycle("itil")
    both = lm.align(prince2, itil)
    everything = tuple(ELEMENTS)
    return {
        "ladder": diagram(both),
        "ladder-de": diagram(both, language="de", highlight="service-design"),
        "both": diagram(both, "graph"),
        "itil": diagram(itil, highlight="service-design"),
        "prince2": diagram(prince2),
        "prince2-all": diagram(prince2, kinds=everything),
        "itil-ja": diagram(itil, language="ja"),
        "itil-ar": diagram(itil, language="ar"),
        "awkward": awkward(labels()),
    }


def labels() -> dict[str, str]:
    """Return awkward labels, by name: those of the trial data, or a few of our own without it."""
    if ORACLES.is_dir():
        sys.path.insert(0, str(ORACLES))
        from labels import LABELS  # the trial data lie outside the repository

        return dict(LABELS)
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from markup_samples import HOSTILE

    return {str(number): text for number, text in enumerate(HOSTILE)}


def awkward(texts: dict[str, str]) -> Diagram:
    """Return a diagram that has each text as a box and on an arrow."""
    boxes = [Box(key=name, label=text, lane="l") for name, text in texts.items()]
    arrows = [
        Arrow(start=name, end=boxes[number - 1].key, label=text)
        for number, (name, text) in enumerate(texts.items())
        if len(text) < 400  # a label of pages on an arrow is no picture any more
    ]
    lanes = (Lane(key="l", label="L"), Lane(key="m", label="M"))
    return Diagram(
        kind="graph", title="Awkward", lanes=lanes, boxes=tuple(boxes), arrows=tuple(arrows)
    )


def written(picture: Diagram, format: str, **options: Any) -> str:
    """Return a diagram in a format of text."""
    return FORMATS.get(format).made(picture, Options(**options)).text


class Tally:
    """Says of each check whether it holds, and remembers whether all did."""

    def __init__(self) -> None:
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


def differing(found: list[str], wanted: list[str]) -> list[str]:
    """Return what differs between the texts that a consumer shows and those that were written."""
    got, want = sorted(map(squashed, found)), sorted(map(squashed, wanted))
    if got == want:
        return []
    extra = [text for text in got if text not in want]
    lost = [text for text in want if text not in got]
    return [f"{len(got)} texts for {len(want)}; shown {extra[:2]!a:.140}; wanted {lost[:2]!a:.140}"]
