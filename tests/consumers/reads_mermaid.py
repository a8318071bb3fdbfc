"""Draws our Mermaid with Mermaid in Chromium: every box, arrow and label is there, and no more.

needs: node packages chromium
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path

import attrs
from drawn import Tally, arrow_texts, box_texts, counted, differing, labels, pictures, written
from drawn import awkward as all_of

from lifecycle_map.formats.mermaid import DIALECTS, MOST_LANED
from lifecycle_map.views.diagrams import Diagram
from lifecycle_map.views.nesting import nest

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Draw every picture in both dialects, each awkward label alone, and something broken."""
    tally = Tally()
    given = {
        f"{name}.{dialect}": (picture, dialect)
        for name, picture in pictures().items()
        for dialect in DIALECTS
        if dialect == "flowchart" or len(picture.boxes) <= MOST_LANED or name == "awkward"
    }
    given |= {f"label-{n}": (all_of({n: text}), "flowchart") for n, text in labels().items()}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for key, (picture, dialect) in given.items():
            text = written(picture, "mermaid", dialect=dialect)
            (folder / f"{key}.mmd").write_text(text, "utf-8")
        (folder / "broken.mmd").write_text("flowchart LR\n  n1[a[b]]\n", "utf-8")
        made = drawn([folder / f"{key}.mmd" for key in (*given, "broken")])
    alone = [key for key in given if key.startswith("label-")]
    for key in (key for key in given if key not in alone):
        tally.check(f"mermaid {key}", problems(held(*given[key]), made[f"{key}.mmd"]))
    wrong = {key: problems(given[key][0], made[f"{key}.mmd"]) for key in alone}
    bad = [f"{key}: {told[0]}" for key, told in wrong.items() if told]
    tally.check(f"mermaid: {len(alone) - len(bad)} of {len(alone)} labels are plain text", bad)
    tally.check(
        "mermaid refuses what is broken", [] if "error" in made["broken.mmd"] else ["drawn"]
    )
    tally.end()


def drawn(files: list[Path]) -> dict[str, dict[str, object]]:
    """Return what Mermaid made of each file."""
    modules = Path(os.environ["CONSUMERS"]) / "node_modules"
    command = ["node", str(HERE / "mermaid.mjs"), str(modules), *map(str, files)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=550)
    return {each["file"]: each for each in map(json.loads, done.stdout.strip().split("\n"))}


def held(picture: Diagram, dialect: str) -> Diagram:
    """Return what a dialect says that it shows: no arrows of whole lanes in swimlanes."""
    lanes = {lane.key for lane in picture.lanes} if dialect == "swimlane" else set()
    arrows = tuple(a for a in picture.arrows if a.start not in lanes and a.end not in lanes)
    return attrs.evolve(picture, arrows=arrows)


def problems(picture: Diagram, made: dict[str, object]) -> list[str]:
    """Return what is not as it was written."""
    if "error" in made:
        return [str(made["error"])]
    found = [str(each) for kind in ("alarms", "strange", "handlers") for each in made[kind]]
    found += differing("boxes", made["boxes"], box_texts(picture))
    found += counted("arrows", made["arrows"], len(nest(picture).arrows))
    found += differing("labels", [w for w in made["words"] if w.strip()], arrow_texts(picture))
    found += differing("title", [made["title"] or ""], [picture.title])
    wanted = picture.description or "diagram"
    return found + differing("description", [made["desc"] or ""], [wanted])


if __name__ == "__main__":
    main()
