"""Finding an element by what a person calls it."""

from __future__ import annotations

from collections.abc import Iterator

from lifecycle_map.errors import UnknownNameError
from lifecycle_map.loading.frameworks import list_lifecycles, load_lifecycle
from lifecycle_map.matching.texts import words_of
from lifecycle_map.model.elements import Element
from lifecycle_map.model.lifecycles import Lifecycle
from lifecycle_map.model.refs import Ref


def find_element(text: str, lifecycle: Lifecycle | None = None) -> tuple[Lifecycle, Element]:
    """Return the element that a reference, key, name or alias in any language means.

    Looks in ``lifecycle``, or in the whole catalogue, newest editions first, when there is none.
    Raises `UnknownNameError` with the nearest name.
    """
    if lifecycle is None and ":" in text:
        ref = Ref.parse(text)
        home = load_lifecycle(ref.lifecycle)
        return home, home[ref.key]
    homes = [lifecycle] if lifecycle is not None else list(_catalogue())
    for home in homes:
        key = text.removeprefix(f"{home.key}:")
        if key in home:
            return home, home[key]
    for home in homes:
        for element in home:
            if words_of(text) in _names(element):
                return home, element
    raise UnknownNameError("element", text, _near(text, homes))


def _near(text: str, homes: list[Lifecycle]) -> tuple[str, ...]:
    """Return the names that ``text`` may have stood for, the nearest first."""
    import difflib

    names = {name.casefold(): name for home in homes for e in home for name in (e.name, e.key)}
    near = difflib.get_close_matches(text[:100].casefold(), names, n=5, cutoff=0.6)
    return tuple(dict.fromkeys(names[name] for name in near))


def _catalogue() -> Iterator[Lifecycle]:
    """Yield the lifecycles of the catalogue, of each family the newest first."""
    for entry in reversed(list_lifecycles()):
        yield load_lifecycle(entry.key)


def _names(element: Element) -> set[tuple[str, ...]]:
    texts = (element.name, *(alias.text for alias in element.aliases), element.source_id)
    return {words_of(text) for text in texts if text}
