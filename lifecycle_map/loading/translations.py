"""What pictures show, in other languages: a catalogue of messages for each, read when needed.

They are for showing alone. What plans are matched by are the words of `loading.words`: a name that
reads well may be one that many lines of a plan have by chance.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from attrs import field, frozen


@frozen(kw_only=True)
class Translations:
    """The catalogue of one language: ``texts`` by what they are in English, and ``names`` of
    elements by their refs, where one English word means two things.
    """

    language: str
    texts: Mapping[str, str] = field(factory=dict, repr=False)
    names: Mapping[str, str] = field(factory=dict, repr=False)

    def __call__(self, text: str, /, **values: object) -> str:
        """Return a text in this language, in English where there is none, with ``values`` in it."""
        found = self.texts.get(text, text)
        return found.format(**values) if values else found

    def __bool__(self) -> bool:
        """Say whether there is anything in it."""
        return bool(self.texts)


def base_of(language: str) -> str:
    """Return a tag of a language without its region, ``de`` for ``de_AT``."""
    return language.strip().replace("_", "-").partition("-")[0].casefold()


def load_translations(language: str) -> Translations:
    """Return the catalogue of a language; of English, and where there is none, an empty one."""
    return _catalogue(base_of(language))


@cache
def _catalogue(tag: str) -> Translations:
    file = files("lifecycle_map.reference") / "translations" / f"{tag}.toml"
    if not tag.isalpha() or not file.is_file():
        return Translations(language=tag)
    plain = tomllib.loads(file.read_text(encoding="utf-8"))
    return Translations(language=tag, texts=plain["texts"], names=plain.get("names", {}))
