"""GraphML: graphs as networkx, yEd, igraph, Gephi and this package itself write them.

- A node becomes an element: of the class that its data ``kind`` or ``type`` names, where it names
  one of ours; a group (a node with a graph inside) a stage or a process that contains what is in
  it; any other an activity. It is called by ``name``, ``label`` or ``title``, by the label that yEd
  draws, by ``description``, or else by its id.
- An edge becomes a relation: the link that its data ``link``, ``relation`` or ``type`` name, where
  `SCHEMA` allows it there; else ``precedes`` between work, if the edge has a direction; else
  ``associated-with``. A hyperedge becomes ``associated-with`` from its first end to each other one.
- All other data are kept as properties, as texts.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import PurePath

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.plans.graphml_elements import Elements
from lifecycle_map.loading.plans.graphml_graphs import Graphs
from lifecycle_map.loading.plans.graphml_keys import Facts
from lifecycle_map.loading.plans.graphml_relations import Relations
from lifecycle_map.loading.readers import Reader, Reading
from lifecycle_map.loading.xml import Node, head_of, parse_xml
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.properties import properties_of
from lifecycle_map.model.refs import KEY, slug
from lifecycle_map.model.sources import Source

NAMESPACE = "graphml.graphdrawing.org/xmlns"


def looks_like_graphml(data: bytes) -> bool:
    """Return whether the content is a ``graphml`` element, whatever its prefix."""
    bare = re.sub(rb"<!--.*?-->|<\?.*?\?>", b"", head_of(data)[:4096], flags=re.DOTALL)
    return re.search(rb"<(?:[\w.-]+:)?graphml[\s/>]", bare) is not None


def read_graphml(reading: Reading) -> Lifecycle:
    """Return the graphs in a GraphML file as one lifecycle (the rule is in the module's text).

    What is odd but can be read is told in ``warnings``, each with its line. Raises
    `InvalidFileError` for XML that is not well formed and for what is no GraphML.
    """
    root = parse_xml(reading.data, reading.path, limits=reading.options.limits)
    _check_root(root, reading)
    return graphs_lifecycle(root, reading)


def graphs_lifecycle(root: Node, reading: Reading) -> Lifecycle:
    """Return the graphs under a root of GraphML, or what was made alike, as one lifecycle."""
    graphs = Graphs.of(root, reading)
    about = graphs.about()
    keep_ids = about.find("key") >= 0 and about.find("side") >= 0
    elements = Elements.of(graphs, keep_ids=keep_ids)
    relations = Relations.of(graphs, elements)
    lifecycle = _lifecycle(graphs, about, elements, relations)
    _explain(graphs, elements)
    return lifecycle


def _check_root(root: Node, reading: Reading) -> None:
    if root.tag != "graphml":
        fault = Fault("", f"no GraphML: its root is <{root.tag[:60]}>", root.line)
        raise InvalidFileError(reading.path, (fault,))
    if root.namespace and NAMESPACE not in root.namespace:
        told = f"no GraphML: the namespace of its root is '{root.namespace[:80]}'"
        raise InvalidFileError(reading.path, (Fault("graphml", told, root.line),))


def _lifecycle(graphs: Graphs, about: Facts, elements: Elements, relations: Relations) -> Lifecycle:
    reading = graphs.reading
    file = PurePath(os.fsencode(reading.path).decode(errors="replace"))
    stem = file.stem if reading.path != "-" else "graph"
    key = about.take("the key of the lifecycle", "key").strip()
    name = about.take("the name of the lifecycle", "name", "label", "title").strip() or stem
    cited = dict.fromkeys(
        cited for made in (elements.made, relations.made) for each in made for cited in each.sources
    )
    if cited:
        told = f"the titles of {len(cited)} sources are not in the file; their keys stand for them"
        reading.note(told)
    _note_drawn(graphs)
    return Lifecycle(
        key=key if KEY.fullmatch(key) else slug(name),
        name=name,
        side=_side(about, reading),
        edition=about.take("the edition", "edition"),
        summary=about.take("the summary", "summary", "description", "desc"),
        elements=tuple(elements.made),
        relations=tuple(relations.made),
        sources=(
            Source(key="file", title=file.name or stem),
            *(Source(key=key, title=key) for key in cited if key != "file"),
        ),
        properties=properties_of(about.rest()),
        warnings=tuple(reading.warnings),
    )


def _side(about: Facts, reading: Reading) -> Side:
    told = about.take("the side", "side").strip().casefold()
    if reading.options.side is not None:
        return reading.options.side
    return Side(told) if told in set(Side) else Side.PROJECT


def _note_drawn(graphs: Graphs) -> None:
    """Tell that what is only drawn is left out, and how much of it there is."""
    count = sum(bool(found.facts.drawn) for found in graphs.nodes)
    if count:
        told = (
            f"the places, sizes and colours of {count:,} nodes are left out; their labels are kept"
        )
        graphs.reading.note(told)


def _explain(graphs: Graphs, elements: Elements) -> None:
    """Say how each tag and each kind of data was understood, and how many there are."""
    reading = graphs.reading
    for kind, count in Counter(element.kind for element in elements.made).items():
        reading.understand("<node>", f"{kind}: {count:,}")
    for tag, count in Counter(tie.tag for tie, _ in graphs.ties).items():
        reading.understand(f"<{tag}>", f"relations: {count:,}")
    graphs.table.tell()


GRAPHML = Reader(
    name="graphml",
    read=read_graphml,
    recognises=looks_like_graphml,
    suffixes=(".graphml",),
    about="graphs of yEd, Gephi, igraph, networkx and this package, as GraphML",
)
