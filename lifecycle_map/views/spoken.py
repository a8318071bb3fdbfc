"""Which languages a picture can be in, and which of them needs no other names."""

from __future__ import annotations

from collections.abc import Iterable

from lifecycle_map.errors import UnknownNameError
from lifecycle_map.loading.translations import base_of
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.views.wording import LANGUAGES

ENGLISH = "en"


def spoken(language: str, lifecycles: Iterable[Lifecycle]) -> str:
    """Return the language to look names up in, or nothing where the names are in it already.

    English names are taken for granted where a lifecycle has names in other languages: its
    English aliases are then synonyms. Raises `UnknownNameError` for a language in which neither
    the picture has words nor any element a name.
    """
    base = base_of(language)
    tags = {tag for rail in lifecycles for tag in _tags(rail)}
    if base and base not in tags | set(LANGUAGES):
        raise UnknownNameError("language", language, tuple(sorted(tags | set(LANGUAGES))))
    return "" if base == ENGLISH and tags - {ENGLISH} else language


def _tags(lifecycle: Lifecycle) -> frozenset[str]:
    return frozenset(base_of(alias.language) for e in lifecycle for alias in e.aliases)
