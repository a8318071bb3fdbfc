"""Draws our D2 with D2: every box, arrow and label is there, as plain text."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree as ET

from drawn import (
    Tally,
    arrow_texts,
    awkward,
    box_texts,
    counted,
    labels,
    pictures,
    squashed,
    written,
)

from lifecycle_map.views.diagrams import Diagram
from lifecycle_map.views.nesting import nest

PROGRAM = Path(sys.executable).parent / "d2"
SVG = "{http://www.w3.org/2000/svg}"


def main() -> None:
    """Draw every picture, each awkward label alone, and something broken."""
    tally = Tally()
    for name, picture in pictures().items():
        tally.check(f"d2 {name}", problems(picture, drawn(written(picture, "d2"))))
    given = {name: awkward({name: text}) for name, text in labels().items()}
    made = {name: drawn(written(picture, "d2")) for name, picture in given.items()}
    bad = [f"{n}: {told[0]}" for n, p in given.items() if (told := problems(p, made[n]))]
    tally.check(f"d2: {len(given) - len(bad)} of {len(given)} labels are plain text", bad)
    tally.check("d2 refuses what is broken", [] if not drawn("a -> {") else ["drawn"])
    tally.end()


def drawn(text: str) -> str:
    """Return the SVG of a text, or nothing when D2 refuses it."""
    with tempfile.TemporaryDirectory() as name:
        source, target = Path(name, "a.d2"), Path(name, "a.svg")
        source.write_text(text, "utf-8")
        command = [str(PROGRAM), "--omit-version", str(source), str(target)]
        done = subprocess.run(command, check=False, capture_output=True, timeout=120)
        return target.read_text("utf-8") if done.returncode == 0 else ""


def problems(picture: Diagram, svg: str) -> list[str]:
    """Return what is not as it was written."""
    if not svg:
        return ["refused"]
    root = ET.fromstring(svg)
    shown = squashed("\n".join("".join(text.itertext()) for text in root.iter(f"{SVG}text")))
    tags = {each.tag.removeprefix(SVG) for each in root.iter()}
    found = [f"<{tag}>" for tag in tags & {"a", "script", "image"}]
    wanted = [text for text in (*box_texts(picture), *arrow_texts(picture)) if text.strip()]
    found += [f"not shown: {text!a:.100}" for text in wanted if squashed(text) not in shown]
    arrows = len(re.findall(r'<path [^>]*class="connection', svg))
    return found + counted("arrows", arrows, len(nest(picture).arrows))


if __name__ == "__main__":
    main()
