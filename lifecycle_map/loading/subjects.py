"""The words that tell what a plan is about."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import attrs

from lifecycle_map.errors import Fault, InvalidFileError
from lifecycle_map.loading.native import parse
from lifecycle_map.model.subjects import SubjectWords

_LISTS = tuple(field.name for field in attrs.fields(SubjectWords) if field.name != "language")


@cache
def load_subjects() -> tuple[SubjectWords, ...]:
    """Return the words that are shipped, by language."""
    file = files("lifecycle_map.reference") / "rules" / "subjects.toml"
    return subjects_of(file.read_bytes(), file.name)


def subjects_of(data: bytes, path: str) -> tuple[SubjectWords, ...]:
    """Return the words in a file's bytes; raises `InvalidFileError` with every fault."""
    plain = parse(data, path)
    if not isinstance(plain, dict):
        raise InvalidFileError(path, (Fault("", "expected a table for each language"),))
    faults: list[Fault] = []
    found = [_words(language, table, faults) for language, table in plain.items()]
    if faults:
        raise InvalidFileError(path, tuple(faults))
    return tuple(found)


def _words(language: str, table: Any, faults: list[Fault]) -> SubjectWords:
    if not isinstance(table, dict):
        faults.append(Fault(language, "expected a table of lists"))
        return SubjectWords(language)
    texts = {}
    for key, value in table.items():
        if key not in _LISTS:
            known = ", ".join(_LISTS)
            faults.append(Fault(f"{language}.{key}", f"unknown key; one of: {known}"))
        elif not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            faults.append(Fault(f"{language}.{key}", "expected a list of texts"))
        else:
            texts[key] = tuple(value)
    return SubjectWords(language, **texts)
