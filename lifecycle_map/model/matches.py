"""The words of a correspondence: how two things match, why that is believed, who hands over."""

from __future__ import annotations

from enum import Enum


class Match(str, Enum):
    """The SKOS mapping relation of a correspondence, read from the subject.

    ``BROAD`` means that the *object* is the broader one, ``NARROW`` that the object is the
    narrower one. ``NONE`` is a finding too: somebody looked, and there is nothing.
    """

    EXACT = "exact"
    CLOSE = "close"
    BROAD = "broad"
    NARROW = "narrow"
    RELATED = "related"
    NONE = "none"

    @property
    def inverse(self) -> Match:
        """The same statement read from the object."""
        return _INVERSE.get(self, self)

    def then(self, other: Match) -> Match:
        """Return what follows when this match is chained with another.

        ``exact`` changes nothing, ``broad`` and ``narrow`` go on in their own direction, and all
        else is ``related``: SKOS says of ``closeMatch`` that it must not be chained.
        """
        if Match.NONE in (self, other):
            return Match.NONE
        if self is Match.EXACT:
            return other
        if other is Match.EXACT or (self is other and self in _INVERSE):
            return self
        return Match.RELATED

    def contradicts(self, other: Match) -> bool:
        """Return whether two statements of the same two things cannot both hold.

        ``exact`` is disjoint with ``broad``, ``narrow`` and ``related`` (SKOS Reference, S46 and
        its note), ``related`` with ``broad`` and ``narrow`` (S27, by S41), and nothing is both
        broader and narrower than another (no integrity condition of SKOS, but of any hierarchy
        without circles). ``close`` stands beside all. ``none`` speaks of one end only.
        """
        return frozenset((self, other)) in _DISJOINT

    @property
    def is_symmetric(self) -> bool:
        """Whether it holds from both ends alike (SKOS Reference, S44)."""
        return self in (Match.EXACT, Match.CLOSE, Match.RELATED)

    @property
    def is_transitive(self) -> bool:
        """Whether it can be chained and still be said (SKOS Reference, S45): ``exact`` alone.

        ``broad`` is not: what is broader than something broader is ``skos:broaderTransitive``,
        which is no mapping relation.
        """
        return self is Match.EXACT


_DISJOINT = frozenset(
    frozenset(pair)
    for pair in (
        (Match.EXACT, Match.BROAD),
        (Match.EXACT, Match.NARROW),
        (Match.EXACT, Match.RELATED),
        (Match.RELATED, Match.BROAD),
        (Match.RELATED, Match.NARROW),
        (Match.BROAD, Match.NARROW),
    )
)
_INVERSE = {Match.BROAD: Match.NARROW, Match.NARROW: Match.BROAD}


class Direction(str, Enum):
    """Who hands something over at a correspondence."""

    TO_PROJECT = "to-project"
    TO_SERVICE = "to-service"
    BOTH = "both"
    PARALLEL = "parallel"
    NONE = "none"


class Justification(str, Enum):
    """Why a correspondence is believed, as a term of the SEMAPV vocabulary.

    The first five are what this package gives; the others come with mappings that are read.
    """

    CURATED = "semapv:ManualMappingCuration"
    CHAINED = "semapv:MappingChaining"
    INVERTED = "semapv:MappingInversion"
    LEXICAL = "semapv:LexicalMatching"
    BACKGROUND = "semapv:BackgroundKnowledgeBasedMatching"
    REVIEWED = "semapv:MappingReview"
    LOGICAL = "semapv:LogicalReasoning"
    LEXICAL_SIMILARITY = "semapv:LexicalSimilarityThresholdMatching"
    SEMANTIC_SIMILARITY = "semapv:SemanticSimilarityThresholdMatching"
    STRUCTURAL = "semapv:StructuralMatching"
    INSTANCE_BASED = "semapv:InstanceBasedMatching"
    COMPOSITE = "semapv:CompositeMatching"
    UNSPECIFIED = "semapv:UnspecifiedMatching"
