"""Who does something: the people and teams that a cell names."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

from lifecycle_map.loading.tables import values

LONGEST_NAME = 60
"""A longer text among the people is no name."""
_PARTS = re.compile(r"[;\n|；]")
_COMMAS = re.compile(r"[,，、،]")
_ALSO = re.compile(r"\s&\s|(?<=\w\w)/(?=\w\w)|\s/|/\s")
_AND = re.compile(r"\s(?:and|und|et|y|e|og|och|и)\s")
_SHARE = re.compile(r"\s*(?:\[[^\[\]]*\]|\(\s*\d+\s*%\s*\))$")
_LAST_FIRST = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*)?, ?[^\W\d_][\w'’. -]*")


@frozen
class Names:
    """How the cells of one column name people: whether "Smith, Anna" is one person."""

    last_first: bool = False
    are_groups: bool = False

    @classmethod
    def of(cls, texts: list[str], *, are_groups: bool) -> Names:
        """Return how the texts of a column name people.

        Commas part people, unless all between semicolons is of the form "Smith, Anna".
        """
        parts = [part.strip() for text in texts for part in _PARTS.split(text) if part.strip()]
        apart = any(_PARTS.search(text.strip()) for text in texts)
        last_first = apart and all(_LAST_FIRST.fullmatch(part) for part in parts)
        return cls(last_first, are_groups)

    def people(self, text: str) -> tuple[tuple[str, ...], bool]:
        """Return the names in a cell, and whether all that it says is in them."""
        return _people(self, text)

    def parts(self, text: str) -> list[str]:
        """Return what a cell names, one by one."""
        bare = text.strip()
        if bare.startswith("[") and bare.endswith("]") and "[" not in bare[1:]:
            bare = bare[1:-1]
        parts = _PARTS.split(bare)
        if not self.last_first:
            parts = [inner for part in parts for inner in _COMMAS.split(part)]
        parts = [inner for part in parts for inner in _ALSO.split(part)]
        if not self.are_groups:
            parts = [inner for part in parts for inner in _AND.split(part)]
        return [part.strip() for part in parts]


@lru_cache(maxsize=4096)
def _people(how: Names, text: str) -> tuple[tuple[str, ...], bool]:
    if values.is_nothing(text):
        return (), True
    found = [_SHARE.sub("", name).strip("-– @") for name in how.parts(text)]
    told = [" ".join(name.split()) for name in found if not values.is_nothing(name)]
    names = [name for name in told if len(name) <= LONGEST_NAME and _is_name(name)]
    return tuple(names), len(names) == len(told)


def _is_name(text: str) -> bool:
    return any(letter.isalpha() for letter in text)
