"""The words of the Alignment API's RDF/XML: relations, and where things are kept in our slots."""

from __future__ import annotations

from lifecycle_map.loading.sssom_terms import BUILT_IN

ALIGNMENT = "http://knowledgeweb.semanticweb.org/heterogeneity/alignment#"
FLOAT = f"{BUILT_IN['xsd']}float"

RELATIONS = {
    "=": "skos:exactMatch",
    "<": "skos:broadMatch",
    ">": "skos:narrowMatch",
    "~": "skos:closeMatch",
    "%": "owl:disjointWith",
    "InstanceOf": "rdf:type",
    "HasInstance": "skos:narrowMatch",
    "?": "skos:relatedMatch",
}
"""The signs of relations, read from the first entity: in ``a < b``, b is the more general one."""

_NAMED = {
    "equivalence": "=",
    "equivrelation": "=",
    "subsumedby": "<",
    "issubsumed": "<",
    "subsumedrelation": "<",
    "subsumes": ">",
    "subsumerelation": ">",
    "disjoint": "%",
    "incompatrelation": "%",
}
"""What a file may have for a sign: a word of EDOAL, or a class of the Alignment API."""

SIGNS = {
    predicate: sign for sign, predicate in reversed(RELATIONS.items()) if sign != "HasInstance"
}
"""The sign for a predicate."""


def predicate_of(sign: str) -> str:
    """Return the predicate for a relation, by its sign or its name; related where it is unknown."""
    named = _NAMED.get(sign.rpartition(".")[2].casefold(), sign)
    return RELATIONS.get(named, "skos:relatedMatch")


OWN = "oaei_"
"""What our names for things begin with that only such files say: ``oaei_level``."""
USUAL = {"xml": "yes", "level": "0", "type": "??"}
"""What such a file says of itself where nobody says otherwise."""
CURIE_MAP, DEFINITIONS = "curie_map", "extension_definitions"
"""Slots that hold tables; such a file has them as JSON."""
