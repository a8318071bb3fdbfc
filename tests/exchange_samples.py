"""Mappings in formats of others, for the readers and writers of exchange."""

from __future__ import annotations

import attrs

import lifecycle_map as lm
from lifecycle_map.model.asides import ASIDE

OAEI = """\
<?xml version='1.0' encoding='utf-8' standalone='no'?>
<rdf:RDF xmlns='http://knowledgeweb.semanticweb.org/heterogeneity/alignment#'
         xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'
         xmlns:xsd='http://www.w3.org/2001/XMLSchema#'>
<Alignment>
  <xml>yes</xml>
  <level>0</level>
  <type>11</type>
  <method>by hand</method>
  <onto1>
    <Ontology rdf:about="http://paper.example">
      <location>file:paper.owl</location>
      <formalism><Formalism name="OWL2.0" uri="http://www.w3.org/2002/07/owl#"/></formalism>
    </Ontology>
  </onto1>
  <onto2>http://talk.example</onto2>
  <map><Cell rdf:about="#c1">
    <entity1 rdf:resource='http://paper.example#Co-author'/>
    <entity2 rdf:resource='http://talk.example#Regular_author'/>
    <relation>=</relation>
    <measure rdf:datatype='xsd:float'>1.0</measure>
  </Cell></map>
  <map><Cell>
    <entity1 rdf:resource='http://paper.example#Paper'/>
    <entity2 rdf:resource='http://talk.example#Document'/>
    <relation>&lt;</relation>
    <measure rdf:datatype='http://www.w3.org/2001/XMLSchema#float'>0.80</measure>
  </Cell></map>
  <map><Cell>
    <entity1 rdf:resource='http://paper.example#Person'/>
    <entity2 rdf:resource='http://talk.example#Room'/>
    <relation>%</relation>
    <measure rdf:datatype='http://www.w3.org/2001/XMLSchema#float'>0.5</measure>
  </Cell></map>
  <map><Cell>
    <entity1 rdf:resource='http://paper.example#Track'/>
    <entity2 rdf:resource='http://talk.example#Stream'/>
    <relation>HasInstance</relation>
    <measure rdf:datatype='http://www.w3.org/2001/XMLSchema#float'>0.25</measure>
    <semantics>crisp</semantics>
  </Cell></map>
</Alignment>
</rdf:RDF>
"""

SKOS = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix a: <http://example.org/a/> .
a:one skos:exactMatch <http://example.org/b#eins> ; skos:prefLabel "One"@en .
a:two skos:broadMatch <http://example.org/b#zahl> .
"""


def said(crosswalk, *, but_none=False):
    """What a crosswalk says, without how it was read; perhaps without what says that nothing
    matches."""
    rows = crosswalk.correspondences
    properties = crosswalk.properties
    if but_none:
        rows = tuple(row for row in rows if row.match is not lm.Match.NONE)
        properties = tuple(p for p in properties if p.name != ASIDE)
    return attrs.evolve(crosswalk, warnings=(), correspondences=rows, properties=properties)
