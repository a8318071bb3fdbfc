"""Gives our graphs to networkx and igraph, our DOT to Graphviz, our ArchiMate to its schema.

The schema is not in any package: it is read from the folder that the variable ARCHIMATE_XSD names,
with archimate3_Diagram.xsd and what that includes, and left out without one.
needs: dot
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import files
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
from drawn import Tally, arrow_texts, box_texts, counted, differing, pictures, written

import lifecycle_map as lm
from lifecycle_map.views.diagrams import Diagram
from lifecycle_map.views.nesting import nest

SVG = "{http://www.w3.org/2000/svg}"


def main() -> None:
    """Give every lifecycle and picture to everything that reads it."""
    tally = Tally()
    prince2, itil = lm.load_lifecycle("prince2"), lm.load_lifecycle("itil")
    for lifecycle in (prince2, itil):
        tally.check(f"graphml {lifecycle.key}", list(graphml(lifecycle)))
        tally.check(f"gexf {lifecycle.key}", list(gexf(lifecycle)))
    both = lm.align(prince2, itil)
    with tempfile.TemporaryDirectory() as name:
        tally.check("gexf of both", list(gexf_of_both(both, Path(name))))
    for value, called in ((prince2, prince2.key), (itil, itil.key), (both, "both")):
        tally.check(f"archimate {called}", list(archimate(value)))
    for engine in ("dot", embedded()):
        for key, picture in pictures().items():
            tally.check(f"{Path(engine).name} {key}", list(dot(engine, picture)))
    broken = subprocess.run(
        ["dot", "-Tjson"], input=b"digraph { a [", check=False, capture_output=True
    )
    tally.check("dot refuses what is broken", [] if broken.returncode else ["drawn"])
    tally.end()


def graphml(lifecycle: lm.Lifecycle) -> Iterator[str]:
    """Yield what networkx or igraph read otherwise than it was written."""
    text = str(lm.render(lifecycle, "graphml"))
    graph = nx.parse_graphml(text, force_multigraph=True)
    yield from counted("nodes (networkx)", len(graph), len(lifecycle))
    yield from counted("edges (networkx)", graph.number_of_edges(), len(lifecycle.relations))
    yield from differing(
        "names", [told["name"] for _, told in graph.nodes(data=True)], [e.name for e in lifecycle]
    )
    import igraph

    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "a.graphml")
        path.write_text(text, "utf-8")
        other = igraph.Graph.Read_GraphML(str(path))
    yield from counted("nodes (igraph)", other.vcount(), len(lifecycle))
    yield from counted("edges (igraph)", other.ecount(), len(lifecycle.relations))
    yield from differing("names (igraph)", other.vs["name"], [e.name for e in lifecycle])


def gexf(lifecycle: lm.Lifecycle) -> Iterator[str]:
    """Yield what networkx reads otherwise than it was written."""
    with tempfile.TemporaryDirectory() as name:
        graph = nx.read_gexf(lm.export(lifecycle, Path(name, "a.gexf")), version="1.3")
    yield from counted("nodes", len(graph), len(lifecycle))
    yield from counted("edges", graph.number_of_edges(), len(lifecycle.relations))
    labels = [told["label"] for _, told in graph.nodes(data=True)]
    yield from differing("labels", labels, [element.name for element in lifecycle])


def gexf_of_both(both: lm.Alignment, folder: Path) -> Iterator[str]:
    """Yield where networkx finds other numbers of nodes and edges than there are."""
    graph = nx.read_gexf(_quiet(both, folder / "a.gexf"), version="1.3")
    rails = (both.subject, both.object)
    yield from counted("nodes", len(graph), sum(map(len, rails)))
    rows = [r for r in both.correspondences if r.match is not lm.Match.NONE]
    whole = sum(ref is not None and ref.is_whole for r in rows for ref in (r.subject, r.object))
    wanted = sum(len(rail.relations) for rail in rails) + len(rows) - whole
    yield from counted("edges", graph.number_of_edges(), wanted)


def _quiet(value: lm.Lifecycle | lm.Alignment, path: Path) -> Path:
    path.write_text(str(lm.render(value, path.name.partition(".")[2])), "utf-8")
    return path


def archimate(value: lm.Lifecycle | lm.Alignment) -> Iterator[str]:
    """Yield what the schema of The Open Group refuses, and what cannot be read again."""
    from lxml import etree

    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "a.archimate.xml")
        path.write_text(str(lm.render(value, "archimate")), "utf-8")
        yield from lm.read_lifecycle(path).warnings
        folder = os.environ.get("ARCHIMATE_XSD", "")
        if not folder:
            print("     (the schema of ArchiMate cannot be had from any package: not checked)")
            return
        schema = etree.XMLSchema(etree.parse(str(Path(folder, "archimate3_Diagram.xsd"))))
        schema.validate(etree.parse(str(path)))
        yield from map(str, schema.error_log)


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
    sys.exit(main())
