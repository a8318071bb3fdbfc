"""The words of our RDF: what slots of SSSOM and keys of our files are called there."""

from __future__ import annotations

from lifecycle_map.loading.sssom_terms import BUILT_IN, OURS

WORDS = f"{OURS}words/"
"""What our own predicates and classes begin with: keys of our files, links, classes of elements."""

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "lm": WORDS,
    "owl": BUILT_IN["owl"],
    "pav": "http://purl.org/pav/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": BUILT_IN["rdf"],
    "rdfs": BUILT_IN["rdfs"],
    "sh": "http://www.w3.org/ns/shacl#",
    "semapv": BUILT_IN["semapv"],
    "skos": BUILT_IN["skos"],
    "sssom": BUILT_IN["sssom"],
    "xsd": BUILT_IN["xsd"],
}

SLOT_IRIS = {
    "subject_id": "owl:annotatedSource",
    "predicate_id": "owl:annotatedProperty",
    "object_id": "owl:annotatedTarget",
    "mapping_set_version": "owl:versionInfo",
    "mapping_set_title": "dcterms:title",
    "mapping_set_description": "dcterms:description",
    "creator_id": "dcterms:creator",
    "author_id": "pav:authoredBy",
    "license": "dcterms:license",
    "mapping_set_source": "prov:wasDerivedFrom",
    "mapping_date": "dcterms:created",
    "publication_date": "dcterms:issued",
    "see_also": "rdfs:seeAlso",
    "comment": "rdfs:comment",
}
"""Slots of SSSOM that its schema gives the predicate of another vocabulary."""

_TYPES = {
    "owl class": "owl:Class",
    "owl object property": "owl:ObjectProperty",
    "owl data property": "owl:DataProperty",
    "owl annotation property": "owl:AnnotationProperty",
    "owl named individual": "owl:NamedIndividual",
    "skos concept": "skos:Concept",
    "rdfs resource": "rdfs:Resource",
    "rdfs class": "rdfs:Class",
    "rdfs literal": "rdfs:Literal",
    "rdfs datatype": "rdfs:Datatype",
    "rdf property": "rdf:Property",
    "composed entity expression": "sssom:ComposedEntityExpression",
}
CHOICE_IRIS: dict[str, dict[str, str]] = {
    "sssom_version": {"1.0": "sssom:version1.0", "1.1": "sssom:version1.1"},
    "predicate_modifier": {"Not": "sssom:NegatedPredicate"},
    "subject_type": _TYPES,
    "object_type": _TYPES,
    "predicate_type": _TYPES,
}
"""Words of SSSOM for which its schema has an IRI."""

ADDRESSES = frozenset({
    "license", "mapping_provider", "mapping_set_source", "issue_tracker", "see_also",
})  # fmt: skip
"""Slots whose values are IRIs, not CURIEs."""


def iri_of(curie: str) -> str:
    """Return the IRI of a word that is written with one of our prefixes."""
    prefix, _, local = curie.partition(":")
    return f"{PREFIXES[prefix]}{local}"


def slot_iri(slot: str) -> str:
    """Return the predicate of a slot that SSSOM has."""
    return iri_of(SLOT_IRIS.get(slot, f"sssom:{slot}"))


POSITION = f"{WORDS}position"
"""Where a mapping stands in its set, counted from 1: RDF itself has no order."""
WRAPPED = "urn:x-lifecycle-map-set:"
"""What the name of a set begins with whose own id is no IRI."""
CELLS = f"{WORDS}cells"
"""Cells word for word, as JSON, where their terms would not give them back: the order of a list,
one of two prefixes for the same."""
COLUMN = f"{WORDS}column/"
"""What the predicate of a column begins with that nobody has declared."""
