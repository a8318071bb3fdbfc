"""Which languages a picture can be in, and which of them needs no other names."""

from __future__ import annotations

from collections.abc import Iterable

from lifecycle_map.errors import UnknownNameError
from lifecycle_map.model.elements import Element
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.views.wording import LANGUAGES

ENGLISH = "en"


def spoken(language: str, lifecycles: Iterable[Lifecycle]) -> str:
    """Return the language to look names up in, or nothing where the names are in it already.

    English names are taken for granted where a lifecycle has names in other languages: its
    English aliases are then synonyms. Raises `UnknownNameError` for a language in which neither
    the picture has words nor any element a name.
    """
    base = _base(language)
    tags = {tag for rail in lifecycles for tag in _tags(rail)}
    if base and base not in tags | set(LANGUAGES):
        raise UnknownNameError("language", language, tuple(sorted(tags | set(LANGUAGES))))
    return "" if base == ENGLISH and tags - {ENGLISH} else language


def said_in(language: str, text: str, lifecycles: Iterable[Lifecycle]) -> str:
    """Return a text that has no translation, unless the names beside it are in another language.

    It is told on hovering then: half a picture in one language and half in another helps nobody.
    """
    base = _base(language)
    return "" if base and any(base in _tags(rail) for rail in lifecycles) else text


def speaks(element: Element, language: str) -> bool:
    """Say whether an element has a name in a language."""
    return any(_base(alias.language) == _base(language) for alias in element.aliases)


def _tags(lifecycle: Lifecycle) -> frozenset[str]:
    return frozenset(_base(alias.language) for e in lifecycle for alias in e.aliases)


def _base(language: str) -> str:
    return language.strip().replace("_", "-").split("-")[0].lower()
