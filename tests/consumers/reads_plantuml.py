"""Draws our PlantUML with PlantUML: every label is shown as plain text.

needs: plantuml
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path
from xml.etree import ElementTree as ET

import attrs
from drawn import Tally, awkward, counted, differing, labels, pictures, written

from lifecycle_map.views.diagrams import Diagram
from lifecycle_map.views.nesting import lines_of, nest, spelled

SVG = "{http://www.w3.org/2000/svg}"
FIRST, LAST = "QZA", "QZE"
"""PlantUML breaks labels into pieces; between these marks, it can be told which belong together."""


def main() -> None:
    """Draw every picture, each awkward label alone, and something broken."""
    tally = Tally()
    given = {name: marked(picture) for name, picture in pictures().items()}
    given |= {f"label-{name}": marked(awkward({name: text})) for name, text in labels().items()}
    bare = {f"bare-{name}": awkward({name: text}) for name, text in labels().items()}
    texts = {key: written(picture, "plantuml") for key, picture in (given | bare).items()}
    texts["broken"] = '@startuml\nrectangle "a" as\nfoo bar baz\n@enduml\n'
    made = drawn(texts)
    for key in pictures():
        tally.check(f"plantuml {key}", problems(given[key], made[key]))
    alone = [key for key in given if key.startswith("label-")]
    bad = [f"{key}: {told[0]}" for key in alone if (told := problems(given[key], made[key]))]
    tally.check(f"plantuml: {len(alone) - len(bad)} of {len(alone)} labels are plain text", bad)
    refused = [key for key in bare if "yntax" in words(made[key])]
    tally.check("plantuml takes labels without a mark around them", refused)
    tally.check(
        "plantuml refuses what is broken", [] if "yntax" in words(made["broken"]) else ["?"]
    )
    tally.end()


def marked(picture: Diagram) -> Diagram:
    """Return a diagram in which every text of a box or arrow stands between two marks."""
    boxes = tuple(
        attrs.evolve(
            box, label=f"{FIRST}{chr(10).join(lines_of(box))}{LAST}", detail=(), highlighted=False,
            column="", state=None,
        )
        for box in spelled(picture).boxes
    )  # fmt: skip
    arrows = tuple(
        attrs.evolve(arrow, label=f"{FIRST}{arrow.label}{LAST}") if arrow.label else arrow
        for arrow in nest(picture).arrows
    )
    return attrs.evolve(picture, boxes=boxes, arrows=arrows, columns=())


def drawn(texts: dict[str, str]) -> dict[str, str]:
    """Return the SVG of each text; one start of Java is enough for all."""
    with tempfile.TemporaryDirectory() as name:
        for key, text in texts.items():
            Path(name, f"{key}.puml").write_text(text, "utf-8")
        files = sorted(str(path) for path in Path(name).glob("*.puml"))
        options = ["-tsvg", "-charset", "UTF-8", "-nometadata"]
        subprocess.run(
            ["plantuml", *options, *files], check=False, capture_output=True, timeout=550
        )
        return {key: Path(name, f"{key}.svg").read_text("utf-8") for key in texts}


def words(svg: str) -> str:
    """Return all text of a drawing, one piece after the other."""
    return "".join("".join(text.itertext()) for text in ET.fromstring(svg).iter(f"{SVG}text"))


def problems(picture: Diagram, svg: str) -> list[str]:
    """Return what is not as it was written."""
    whole = words(svg)
    if "yntax Error" in whole:
        return [whole[:200]]
    tags = {each.tag.removeprefix(SVG) for each in ET.fromstring(svg).iter()}
    found = [f"<{tag}>" for tag in tags & {"a", "script", "image", "foreignObject"}]
    shown = re.findall(f"{FIRST}(.*?){LAST}", whole, re.DOTALL)
    texts = [box.label for box in picture.boxes] + [a.label for a in picture.arrows if a.label]
    wanted = [text[len(FIRST) : -len(LAST)] for text in texts]
    lines = sum(len(paths) for paths in [re.findall(r'<path [^>]*id="[^"]+', svg)])
    return found + differing("texts", shown, wanted) + counted("arrows", lines, len(picture.arrows))


if __name__ == "__main__":
    main()
