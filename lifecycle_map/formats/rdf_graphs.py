"""Values as RDF: lifecycles as SKOS concepts, crosswalks as SSSOM has mappings."""

from __future__ import annotations

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.errors import UnsuitableFormatError
from lifecycle_map.formats.rdf_crosswalks import crosswalk_graph
from lifecycle_map.formats.rdf_lifecycles import lifecycle_graph
from lifecycle_map.formats.rdf_nodes import Graph
from lifecycle_map.formats.sssom import document_of, joined
from lifecycle_map.model.crosswalks import Crosswalk
from lifecycle_map.model.lifecycles import Lifecycle


def graph_of(value: Lifecycle | Crosswalk | Alignment) -> Graph:
    """Return a value as RDF; raises `UnsuitableFormatError` for a report or a sheet."""
    if isinstance(value, Lifecycle):
        return lifecycle_graph(value)
    if isinstance(value, Crosswalk | Alignment):
        crosswalk = joined(value) if isinstance(value, Alignment) else value
        return crosswalk_graph(document_of(crosswalk))
    raise UnsuitableFormatError("rdf", "a report", ("json", "csv", "markdown"))
