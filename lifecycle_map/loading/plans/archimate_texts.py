"""Names and notes in several languages: one is the name, the others are kept beside it."""

from __future__ import annotations

import re

from attrs import frozen

from lifecycle_map.loading.plans.archimate_models import Pairs
from lifecycle_map.loading.xml import Node
from lifecycle_map.model.elements import Alias

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]+)*")


@frozen
class Texts:
    """What something is called and what is said of it; ``rest`` are texts without a place."""

    name: str
    summary: str
    aliases: tuple[Alias, ...] = ()
    rest: Pairs = ()


def texts_of(node: Node, names: tuple[str, ...]) -> Texts:
    """Return the texts of an element: the English name or else the first, the others as aliases.

    A second name without a language, and notes in other languages, are properties.
    """
    name, others = _chosen([part for part in node.parts if part.tag in names])
    summary, notes = _chosen(list(node.all("documentation")))
    languages = list(dict.fromkeys(tag for tag, _ in others if _LANGUAGE.fullmatch(tag)))
    aliases = [Alias(tag, text) for each in languages for tag, text in others if tag == each]
    strange = ((f"name ({tag})" if tag else "name", text) for tag, text in others
               if not _LANGUAGE.fullmatch(tag))  # fmt: skip
    told = ((f"documentation ({tag})" if tag else "documentation", text) for tag, text in notes)
    return Texts(name, summary, tuple(aliases), (*strange, *told))


def _chosen(parts: list[Node]) -> tuple[str, list[tuple[str, str]]]:
    """Return the text to go by, and the others with their languages."""
    texts = [(_tag(part), part.text) for part in parts if part.text.strip()]
    if not texts:
        return "", []
    english = (at for at, (tag, _) in enumerate(texts) if tag.partition("-")[0] == "en")
    at = next(english, 0)
    return texts[at][1], texts[:at] + texts[at + 1 :]


def _tag(node: Node) -> str:
    return node.attributes.get("lang", "").strip().casefold().replace("_", "-")
