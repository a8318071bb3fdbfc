"""Finding an element by what a person calls it."""

from __future__ import annotations

from collections.abc import Iterator

from lifecycle_map.errors import UnknownNameError
from lifecycle_map.loading.frameworks import by_preference, list_lifecycles, load_lifecycle
from lifecycle_map.matching.texts import words_of
from lifecycle_map.model.elements import Element
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.refs import Ref


def find_element(text: str, lifecycle: Lifecycle | None = None) -> tuple[Lifecycle, Element]:
    """Return the element that a reference, key, name or alias in any language means.

    Looks in ``lifecycle``, or when there is none in the whole catalogue, in the order of
    `by_preference`. Raises `UnknownNameError` with the nearest name.
    """
    if lifecycle is None and ":" in text:
        ref = Ref.parse(text)
        home = load_lifecycle(ref.lifecycle)
        return home, home[ref.key]
    for home in _homes(lifecycle):
        key = text.removeprefix(f"{home.key}:")
        if key in home:
            return home, home[key]
    for home in _homes(lifecycle):
        for element in home:
            if words_of(text) in _names(element):
                return home, element
    raise UnknownNameError("element", text, _near(text, _homes(lifecycle)))


def _near(text: str, homes: Iterator[Lifecycle]) -> tuple[str, ...]:
    """Return the names that ``text`` may have stood for, the nearest first."""
    import difflib

    names: dict[str, str] = {}
    for home in homes:
        for element in home:
            for name in (element.name, element.key):
                names.setdefault(name.casefold(), name)
    near = difflib.get_close_matches(text[:100].casefold(), names, n=5, cutoff=0.6)
    return tuple(dict.fromkeys(names[name] for name in near))


def _homes(lifecycle: Lifecycle | None) -> Iterator[Lifecycle]:
    """Yield one lifecycle, or those of the catalogue in the order of `by_preference`.

    They are loaded one by one: most elements are found in the first.
    """
    if lifecycle is not None:
        yield lifecycle
        return
    for key in by_preference(entry.key for entry in list_lifecycles()):
        yield load_lifecycle(key)


def _names(element: Element) -> set[tuple[str, ...]]:
    texts = (element.name, *(alias.text for alias in element.aliases), element.source_id)
    return {words_of(text) for text in texts if text}
