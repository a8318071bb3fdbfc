"""GraphML, for yEd, Gephi and other graph tools."""

from __future__ import annotations

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.analysis.graphs import graphml
from lifecycle_map.errors import UnsuitableFormatError
from lifecycle_map.formats.outputs import Format, Options, Takes
from lifecycle_map.model.crosswalks import Crosswalk
from lifecycle_map.model.lifecycles import Lifecycle


def write_graphml(value: Lifecycle | Crosswalk | Alignment, options: Options) -> str:
    """Return a lifecycle as GraphML."""
    if not isinstance(value, Lifecycle):
        kind = type(value).__name__.casefold()
        raise UnsuitableFormatError("graphml", f"the {kind}", ("json", "csv"))
    return graphml(value)


GRAPHML = Format(
    name="graphml",
    takes=Takes.MODEL,
    suffixes=(".graphml",),
    mime="application/graphml+xml",
    write=write_graphml,
    about="the graph of a lifecycle for yEd, Gephi and the like",
)
