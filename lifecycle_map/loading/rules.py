"""Rules, the words that they know lines by, and files of facts."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from lifecycle_map.codec import facts_from_plain, rules_from_plain, waivers_from_plain
from lifecycle_map.errors import InvalidFileError, InvalidModelError
from lifecycle_map.loading.native import lines_of, parse
from lifecycle_map.loading.places import placed
from lifecycle_map.loading.sources import read_bytes
from lifecycle_map.model.facts import Facts
from lifecycle_map.model.rules import Rule
from lifecycle_map.model.waivers import Waiver

T = TypeVar("T")


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """Return the rules of the package, in the order of their file."""
    return rules_from_plain(_shipped("rules.toml"))


@cache
def line_phrases() -> dict[str, tuple[str, ...]]:
    """Return the phrases by which lines and people are known, for each thing they speak of."""
    return {
        name: tuple(phrase for phrases in languages.values() for phrase in phrases)
        for name, languages in _shipped("lines.toml").items()
    }


def read_facts(path: str | os.PathLike[str]) -> Facts:
    """Read a file of facts (TOML or JSON; ``-``: standard input).

    Raises `UnreadableFileError` and `InvalidFileError` with every fault.
    """
    return _read(path, facts_from_plain)


def read_waivers(path: str | os.PathLike[str]) -> tuple[Waiver, ...]:
    """Read a file of accepted gaps: ``[[waivers]]`` with rule, owner, reason and expires.

    Raises `UnreadableFileError`, and `InvalidFileError` with every fault.
    """
    return _read(path, waivers_from_plain)


def read_rules(path: str | os.PathLike[str]) -> tuple[Rule, ...]:
    """Read a file of rules: ``[[rules]]``.

    Raises `UnreadableFileError`, and `InvalidFileError` with every fault.
    """
    return _read(path, rules_from_plain)


def _read(path: str | os.PathLike[str], structure: Callable[[object, str], T]) -> T:
    data, name = read_bytes(path), os.fspath(path)
    plain = parse(data, name)
    try:
        return structure(plain, name)
    except InvalidModelError as error:
        faults = placed(error.faults, lines_of(data, name, plain))
        raise InvalidFileError(name, faults) from None


def _shipped(name: str) -> dict[str, Any]:
    text = files("lifecycle_map.reference").joinpath("rules", name).read_text(encoding="utf-8")
    return tomllib.loads(text)
