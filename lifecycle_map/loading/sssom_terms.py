"""The vocabulary of SSSOM and ours: predicates, justifications, identifiers, slots."""

from __future__ import annotations

import re
from urllib.parse import quote

from lifecycle_map.model.matches import Justification, Match
from lifecycle_map.model.refs import KEY, Ref

BUILT_IN = {
    "linkml": "https://w3id.org/linkml/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes that need no declaration, and what they have to stand for."""

OURS = "https://lifecycle-map.invalid/"
"""What our own names begin with: a name that nobody can look up, as SSSOM does for extensions."""

LIFECYCLES = f"{OURS}lifecycles/"
SLOTS = f"{OURS}slots/"
CROSSWALKS = f"{OURS}crosswalks/"
COLUMNS = f"{OURS}columns/"
UNDECLARED = f"{OURS}undeclared/"
LIFECYCLE, SLOT, COLUMN = "lifecycle", "lifecycle_map", "lifecycle_map_column"
"""The prefixes of a whole lifecycle (``lifecycle:itil-2011``), of our own slots, and of columns
that nobody has declared.
"""

NO_TERM = "sssom:NoTermFound"
OLD_NO_TERM = "sssom:NoMapping"
NO_LICENSE = "https://w3id.org/sssom/license/unspecified"

PREDICATES = {
    Match.EXACT: "skos:exactMatch",
    Match.CLOSE: "skos:closeMatch",
    Match.BROAD: "skos:broadMatch",
    Match.NARROW: "skos:narrowMatch",
    Match.RELATED: "skos:relatedMatch",
    # Nothing corresponds in whatever way: the relation that is above all the others.
    Match.NONE: "skos:mappingRelation",
}
"""How a match is written."""

_NEAREST = {
    Match.EXACT: (
        "skos:exactMatch", "owl:sameAs", "owl:equivalentClass", "owl:equivalentProperty",
        "semapv:crossSpeciesExactMatch",
    ),
    Match.CLOSE: ("skos:closeMatch", "semapv:crossSpeciesCloseMatch"),
    Match.BROAD: (
        "skos:broadMatch", "skos:broader", "skos:broaderTransitive", "rdfs:subClassOf",
        "rdfs:subPropertyOf", "rdf:type", "semapv:crossSpeciesBroadMatch",
    ),
    Match.NARROW: (
        "skos:narrowMatch", "skos:narrower", "skos:narrowerTransitive", "sssom:superClassOf",
        "semapv:crossSpeciesNarrowMatch",
    ),
    Match.RELATED: (
        "skos:relatedMatch", "skos:related", "skos:mappingRelation", "rdfs:seeAlso",
        "oboInOwl:hasDbXref",
    ),
}  # fmt: skip
NEGATIVE = ("owl:differentFrom", "owl:disjointWith", "owl:propertyDisjointWith", "owl:complementOf")
"""Predicates that say of two things that they are *not* the same."""

_JUSTIFIED = {
    **{justification.value: justification for justification in Justification},
    "semapv:LogicalMatching": Justification.LOGICAL,
    "semapv:CompoundMatching": Justification.COMPOSITE,
    "semapv:StringSimilarityThresholdMatching": Justification.LEXICAL_SIMILARITY,
    "semapv:LexicalSimilarityMatching": Justification.LEXICAL_SIMILARITY,
    "semapv:SemanticSimilarityMatching": Justification.SEMANTIC_SIMILARITY,
}
"""The terms that SSSOM lists, and others of SEMAPV with the nearest of those."""

MATCH_TYPES = {
    "Lexical": "semapv:LexicalMatching",
    "Logical": "semapv:LogicalMatching",
    "HumanCurated": "semapv:ManualMappingCuration",
    "Complex": "semapv:CompositeMatching",
    "Unspecified": "semapv:UnspecifiedMatching",
    "SemanticSimilarity": "semapv:SemanticSimilarityThresholdMatching",
}
"""What stood in ``match_type`` before there was ``mapping_justification``."""

_OBO_IN_OWL = "http://www.geneontology.org/formats/oboInOwl#"
_NO_CURIE = re.compile(r"[\s|<>\"{}^`\\\x00-\x20]")


def expanded(curie: str, prefixes: dict[str, str]) -> str:
    """Return the IRI behind a CURIE, or the text as it is when its prefix is not known."""
    prefix, colon, local = curie.partition(":")
    base = BUILT_IN.get(prefix) or prefixes.get(prefix, "")
    return f"{base}{local}" if colon and base else curie


_KNOWN = {"oboInOwl": _OBO_IN_OWL}
_MATCHES = {
    name: match
    for match, curies in _NEAREST.items()
    for curie in curies
    for name in (curie, expanded(curie, _KNOWN))
}
_DENIALS = frozenset(name for curie in NEGATIVE for name in (curie, expanded(curie, {})))


def match_of(predicate: str, prefixes: dict[str, str]) -> Match | None:
    """Return the match nearest to a predicate, or nothing for one that is not known."""
    return _MATCHES.get(expanded(predicate, prefixes)) or _MATCHES.get(predicate)


def denies(predicate: str, prefixes: dict[str, str]) -> bool:
    """Return whether a predicate says that two things are not the same."""
    return predicate in _DENIALS or expanded(predicate, prefixes) in _DENIALS


def justification_of(term: str) -> Justification | None:
    """Return the justification nearest to a term, or nothing for one that is not known."""
    return _JUSTIFIED.get(term)


def curie_fault(text: str, prefixes: dict[str, str]) -> str:
    """Return what is wrong with a text where a CURIE is expected; nothing if it is one."""
    bad = _NO_CURIE.search(text)
    if bad:
        shown = "a blank" if bad[0].isspace() else f"'{bad[0]}'"
        return f"'{text[:80]}' holds {shown}, which no CURIE does"
    prefix, colon, local = text.partition(":")
    if not colon or not prefix:
        return f"'{text[:80]}' is no CURIE (prefix:name)"
    if local.startswith("//") and prefix not in prefixes:
        return f"'{text[:80]}' is an IRI where a CURIE (prefix:name) is expected"
    if prefix not in prefixes and prefix not in BUILT_IN:
        return f"'{text[:80]}' has the prefix '{prefix}', which curie_map does not declare"
    return "" if local else f"'{text[:80]}' has nothing after its prefix"


def id_of(ref: Ref) -> str:
    """Return one of our references as a CURIE."""
    return str(ref) if ref.key else f"{LIFECYCLE}:{ref.lifecycle}"


def set_id_of(key: str) -> str:
    """Return the id of the mapping set that a crosswalk is."""
    return f"{CROSSWALKS}{quote(key, safe='-._')}"


def base_of(lifecycle: str) -> str:
    """Return what a lifecycle's key stands for as a prefix."""
    return f"{LIFECYCLES}{quote(lifecycle, safe='-._')}/"


def is_key(text: str) -> bool:
    """Return whether a text can be a key of ours as it is."""
    return KEY.fullmatch(text) is not None
