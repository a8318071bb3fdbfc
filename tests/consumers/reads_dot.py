"""Draws our DOT with two Graphviz engines: every box, arrow and label is there, as plain text.

needs: dot
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from importlib.metadata import files
from pathlib import Path
from xml.etree import ElementTree as ET

from drawn import Tally, arrow_texts, box_texts, counted, differing, pictures, written

from lifecycle_map.views.diagrams import Diagram
from lifecycle_map.views.nesting import nest

SVG = "{http://www.w3.org/2000/svg}"


def main() -> None:
    """Draw every picture with either engine, and something broken."""
    tally = Tally()
    for engine in ("dot", embedded()):
        for key, picture in pictures().items():
            tally.check(f"{Path(engine).name} {key}", list(dot(engine, picture)))
    broken = subprocess.run(
        ["dot", "-Tjson"], input=b"digraph { a [", check=False, capture_output=True
    )
    tally.check("dot refuses what is broken", [] if broken.returncode else ["drawn"])
    tally.end()


def embedded() -> str:
    """Return the program of the package graphviz-pure."""
    found = next(each for each in files("graphviz-pure") or [] if each.stem == "graphviz-pure")
    return str(Path(str(found.locate())).resolve())


def dot(engine: str, picture: Diagram) -> Iterator[str]:
    """Yield what an engine shows otherwise than it was written."""
    given = written(picture, "dot").encode()
    done = subprocess.run(
        [engine, "-Tsvg"], input=given, check=False, capture_output=True, timeout=300
    )
    if done.returncode or b"rror" in done.stderr:
        yield done.stderr.decode(errors="replace")[:200]
        return
    groups = [g for g in ET.fromstring(done.stdout.decode()).iter(f"{SVG}g") if g.get("class")]
    nodes = [text_of(group) for group in groups if group.get("class") == "node"]
    edges = [text_of(group) for group in groups if group.get("class") == "edge"]
    yield from differing("boxes", nodes, box_texts(picture))
    if not nest(picture).parts:  # between columns, there and back is one arrow
        yield from counted("arrows", len(edges), len(nest(picture).arrows))
        yield from differing("labels", list(filter(str.strip, edges)), arrow_texts(picture))


def text_of(group: ET.Element) -> str:
    """Return the text that is drawn for a node or an edge."""
    return "\n".join(text.text or "" for text in group.iter(f"{SVG}text"))


if __name__ == "__main__":
    main()
