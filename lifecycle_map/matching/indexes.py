"""One side of a match, prepared once: its words, who holds them, and what stands around."""

from __future__ import annotations

from itertools import pairwise

from attrs import define, field

from lifecycle_map.matching.columns import Numbers, numbers
from lifecycle_map.matching.encoding import Encoder
from lifecycle_map.matching.meanings import Vectors, encoded
from lifecycle_map.matching.normalising import stem, tokens
from lifecycle_map.matching.opposites import LONGEST, PLAIN, Poles, is_polar, poles
from lifecycle_map.matching.spelling import Lexicon
from lifecycle_map.matching.surroundings import Surroundings, surroundings
from lifecycle_map.model.elements import Element, Product, Role
from lifecycle_map.model.lifecycles import Lifecycle

Words = tuple[int, ...]


@define(eq=False)
class Prepared:
    """A lifecycle made ready to be matched, over and over.

    A *variant* is one name of an element: its own, or an alias. ``mains`` holds the first of each
    element (-1 where no name has a word), ``languages`` the language of each alias, ``poles`` the
    words in it that have an opposite. ``holders`` lists, for each word, the variants that hold it,
    ``tellers`` the elements whose summary does and whose own name does not.
    """

    lifecycle: Lifecycle
    lexicon: Lexicon = field(factory=Lexicon)
    stems: list[str] = field(factory=list)
    variants: list[Words] = field(factory=list)
    owners: Numbers = field(factory=numbers)
    languages: list[str] = field(factory=list)
    poles: list[Poles] = field(factory=list)
    mains: Numbers = field(factory=numbers)
    summaries: list[Words] = field(factory=list)
    holders: list[Numbers] = field(factory=list)
    tellers: list[Numbers] = field(factory=list)
    counts: dict[str, int] = field(factory=dict)
    families: Numbers = field(factory=numbers)
    polar: list[bool] = field(factory=list)
    around: Surroundings = field(init=False)
    verbosity: float = field(init=False, default=1.0)
    _vectors: Vectors | None = field(init=False, default=None)
    _twins: dict[tuple[str, ...], list[int]] | None = field(init=False, default=None)

    def __attrs_post_init__(self) -> None:
        self.around = surroundings(self.lifecycle)
        for number, element in enumerate(self.lifecycle):
            self._add(number, element)
        lengths = [len(self.variants[variant]) for variant in self.mains if variant >= 0]
        self.verbosity = max(1.0, sum(lengths) / len(lengths)) if lengths else 1.0

    @property
    def elements(self) -> tuple[Element, ...]:
        """The elements, in order."""
        return self.lifecycle.elements

    @property
    def twins(self) -> dict[tuple[str, ...], list[int]]:
        """The variants that are made of the same words and belong to several elements, by words."""
        if self._twins is None:
            self._twins = self._find_twins()
        return self._twins

    def _find_twins(self) -> dict[tuple[str, ...], list[int]]:
        # Few names have twins, so that the many others should take no room here.
        marks = sorted([hash(tuple(sorted(words))) for words in self.variants])
        again = {one for one, two in pairwise(marks) if one == two}
        del marks
        alike: dict[tuple[str, ...], list[int]] = {}
        for variant, words in enumerate(self.variants if again else ()):
            if hash(tuple(sorted(words))) in again:
                alike.setdefault(self.label(variant), []).append(variant)
        return {
            label: held
            for label, held in alike.items()
            if len({self.owners[variant] for variant in held}) > 1
        }

    def vectors(self, encoder: Encoder) -> Vectors:
        """Return what an encoder makes of the elements; kept for the next match with it."""
        if self._vectors is None or self._vectors.encoder is not encoder:
            self._vectors = encoded(self.lifecycle, encoder)
        return self._vectors

    def label(self, variant: int) -> tuple[str, ...]:
        """Return the words of a variant in one order, whatever theirs is."""
        return tuple(sorted(self.lexicon.words[word] for word in self.variants[variant]))

    def _add(self, number: int, element: Element) -> None:
        """Take in an element: its names, its summary, its family."""
        names = {self._numbers(element.name): ""}
        for alias in element.aliases:
            names.setdefault(self._numbers(alias.text), alias.language.partition("-")[0])
        names.pop((), None)
        self.mains.append(len(self.variants) if names else -1)
        for words, language in names.items():
            variant = len(self.variants)
            self.variants.append(words)
            self.owners.append(number)
            self.languages.append(language)
            self.poles.append(self._poles(words))
            for word in words:
                self.holders[word].append(variant)
        main: Words = next(iter(names), ())
        summary: Words = ()
        if element.summary:
            summary = tuple([word for word in self._numbers(element.summary) if word not in main])
        self.summaries.append(summary)
        for word in summary:
            self.tellers[word].append(number)
        counts = self.counts
        for held in {self.stems[word] for words in (*names, summary) for word in words}:
            counts[held] = counts.get(held, 0) + 1
        self.families.append(family(element))

    def _poles(self, words: Words) -> Poles:
        """Return the poles of a name; most names have none, and need not be read for it."""
        if len(words) <= LONGEST and not any(self.polar[word] for word in words):
            return PLAIN
        return poles([self.lexicon.words[word] for word in words])

    def _numbers(self, text: str) -> Words:
        """Return the words of a text by number."""
        found = tuple([self.lexicon.number(word) for word in tokens(text)])
        while len(self.holders) < len(self.lexicon.words):
            self.stems.append(stem(self.lexicon.words[len(self.stems)]))
            self.polar.append(is_polar(self.lexicon.words[len(self.polar)]))
            self.holders.append(numbers())
            self.tellers.append(numbers())
        return found


def family(element: Element) -> int:
    """Return a number that only elements share which may be the same thing.

    What is done (stages, processes, activities, gates, practices) is no thing that is made, and
    neither is a person.
    """
    return 1 if isinstance(element, Product) else 2 if isinstance(element, Role) else 0


def prepare(lifecycle: Lifecycle, *, encoder: Encoder | None = None) -> Prepared:
    """Return a lifecycle made ready to be matched, for `match` to take instead of it.

    It is worth it where one lifecycle is matched with many others. With an ``encoder``, its
    elements are encoded once for all matches with that encoder.
    """
    made = Prepared(lifecycle)
    if encoder is not None:
        made.vectors(encoder)
    return made
