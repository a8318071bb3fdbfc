"""Names of the tasks that are proposed for needs, in the languages that there are."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from attrs import frozen

from lifecycle_map.loading.needs import load_needs

ENGLISH = "en"


@frozen
class TaskNames:
    """The names of proposed tasks in one language, by need, and the mark before each."""

    language: str
    mark: str
    tasks: dict[str, str]


@cache
def load_task_names() -> dict[str, TaskNames]:
    """Return the names by language; the English ones are those of the needs themselves."""
    english = TaskNames(ENGLISH, "[proposed]", {need.key: need.task for need in load_needs()})
    folder = files("lifecycle_map.reference") / "rules" / "tasks"
    found = {ENGLISH: english}
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            data = tomllib.loads(file.read_text(encoding="utf-8"))
            found[data["language"]] = TaskNames(**data)
    return found
