"""Node-link JSON, as networkx (``node_link_graph``) and D3 read it."""

from __future__ import annotations

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.analysis.graphs import node_link
from lifecycle_map.errors import UnsuitableFormatError
from lifecycle_map.formats.outputs import Format, Options, Takes
from lifecycle_map.formats.plain import to_json
from lifecycle_map.model.crosswalks import Crosswalk
from lifecycle_map.model.lifecycles import Lifecycle


def write_node_link(value: Lifecycle | Crosswalk | Alignment, options: Options) -> str:
    """Return a lifecycle as node-link JSON."""
    if not isinstance(value, Lifecycle):
        kind = type(value).__name__.casefold()
        raise UnsuitableFormatError("node-link", f"the {kind}", ("json", "csv"))
    return to_json(node_link(value))


NODE_LINK = Format(
    name="node-link",
    takes=Takes.MODEL,
    suffixes=(".node-link.json",),
    mime="application/json",
    write=write_node_link,
    about="the graph of a lifecycle as networkx and D3 have it in JSON",
)
