"""Lifecycles and what joins them in the language of a picture, as far as there are words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from lifecycle_map.analysis.alignments import Alignment
from lifecycle_map.loading.frameworks import list_lifecycles, load_lifecycle
from lifecycle_map.loading.translations import Translations, base_of, load_translations
from lifecycle_map.model.elements import Alias, Element
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.views.diagrams import Diagram

ENGLISH = "en"

FULLEST = "de"
"""A language whose catalogue has all messages of the pictures, so that it tells which there are."""


def in_english(language: str) -> bool:
    """Say whether a picture is in English, as it is when nobody says otherwise."""
    return base_of(language) in ("", ENGLISH)


def translated(lifecycle: Lifecycle, language: str) -> Lifecycle:
    """Return a lifecycle of the catalogue with its words in a language; any other as it is.

    The names of elements are there as aliases, the first of that language, so that the elements
    are still called by their own names; the words of a plan are its own.
    """
    if not load_translations(language) or lifecycle.key not in _shipped():
        return lifecycle
    made = lifecycle.once(_Translated).made
    tag = base_of(language)
    if tag not in made:
        made[tag] = _translated(lifecycle, load_translations(language))
    return made[tag]


class _Translated:
    """A lifecycle in the languages in which it was asked for."""

    def __init__(self, lifecycle: Lifecycle) -> None:
        self.made: dict[str, Lifecycle] = {}


def _shipped() -> frozenset[str]:
    return frozenset(entry.key for entry in list_lifecycles())


def _translated(lifecycle: Lifecycle, said: Translations) -> Lifecycle:
    return evolve(
        lifecycle,
        name=said(lifecycle.name),
        edition=said(lifecycle.edition),
        notice=said(lifecycle.notice),
        elements=tuple(_named(lifecycle, element, said) for element in lifecycle),
        relations=tuple(
            evolve(relation, label=said(relation.label))
            if relation.label in said.texts
            else relation
            for relation in lifecycle.relations
        ),
    )


def _named(lifecycle: Lifecycle, element: Element, said: Translations) -> Element:
    """Return an element with the name that pictures show: its own, else an alias, else a text."""
    own = said.names.get(f"{lifecycle.key}:{element.key}", "")
    known = element.label(said.language) if _speaks(element, said.language) else ""
    name = own or known or said.texts.get(element.name, "")
    if not name or name == known:
        return element
    first = Alias(said.language, name)
    same = (a for a in element.aliases if a.language == said.language and a != first)
    others = (a for a in element.aliases if a.language != said.language)
    return evolve(element, aliases=(first, *same, *others))


def _speaks(element: Element, tag: str) -> bool:
    return any(alias.language == tag for alias in element.aliases)


def translated_alignment(alignment: Alignment, language: str) -> Alignment:
    """Return an alignment with both lifecycles, and what its rows hand over, in a language."""
    said = load_translations(language)
    if not said:
        return alignment
    return evolve(
        alignment,
        subject=translated(alignment.subject, language),
        object=translated(alignment.object, language),
        correspondences=tuple(
            evolve(row, handed_over=said(row.handed_over)) if row.handed_over in said.texts else row
            for row in alignment.correspondences
        ),
    )


def speaks(element: Element, language: str) -> bool:
    """Say whether an element has a name in a language."""
    return _speaks(element, base_of(language))


def name_in(element: Element, language: str) -> str:
    """Return the name of an element of any lifecycle in a language, where there is one."""
    said = load_translations(language)
    return element.label(language) if _speaks(element, said.language) else said(element.name)


def shown_in(value: Alignment | Lifecycle, language: str) -> Alignment | Lifecycle:
    """Return a lifecycle or an alignment with its words in a language."""
    if isinstance(value, Alignment):
        return translated_alignment(value, language)
    return translated(value, language)


def names_in(keys: Iterable[str], language: str) -> dict[str, str]:
    """Return what the elements of lifecycles of the catalogue are called, by their own names."""
    return {
        element.name: element.label(language)
        for key in keys
        for element in translated(load_lifecycle(key), language)
    }


def left_in_english(
    drawn: Diagram, lifecycles: Iterable[Lifecycle], language: str, handed: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return the texts of a picture that are in English for want of words in its language.

    ``handed`` are the texts of what rows of a crosswalk hand over. What somebody called the parts
    of their own lifecycle is no such text.
    """
    if in_english(language):
        return ()
    said = load_translations(language)
    rails = tuple(lifecycles)
    known = {text for rail in rails for text in _unspoken(rail, language)}
    known |= set(handed) if all(rail.key in _shipped() for rail in rails) else set()
    if not said:
        known |= load_translations(FULLEST).texts.keys()
    missing = {text for text in known - said.texts.keys() if any(map(str.isalpha, text))}
    return tuple(text for text in dict.fromkeys(_texts(drawn)) if text in missing)


def _unspoken(lifecycle: Lifecycle, language: str) -> Iterator[str]:
    """Yield what a lifecycle of the catalogue says in English alone."""
    if lifecycle.key not in _shipped():
        return
    yield from (lifecycle.name, lifecycle.edition, lifecycle.notice)
    named = translated(lifecycle, language)
    yield from (element.name for element in named if not speaks(element, language))
    yield from (relation.label for relation in lifecycle.relations)


def _texts(drawn: Diagram) -> Iterator[str]:
    yield from (drawn.title, drawn.subtitle, drawn.notice)
    yield from (lane.label for lane in (*drawn.lanes, *drawn.columns))
    yield from (box.label for box in drawn.boxes)
    yield from (arrow.label for arrow in drawn.arrows)
    yield from (line for box in drawn.boxes for line in box.detail)
    yield from (step.title for step in drawn.steps)
