"""What the keys of our files mean, in the words of `reference/keys.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def meanings() -> dict[str, dict[str, str]]:
    """Return what each key means, by the class that has it; a class has its own keys only."""
    text = files("lifecycle_map.reference").joinpath("keys.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def meanings_of(cls: type) -> dict[str, str]:
    """Return what the keys of a class mean, those of the classes that it comes from included."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        found.update(meanings().get(base.__name__, {}))
    return found
