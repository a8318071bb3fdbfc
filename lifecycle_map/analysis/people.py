"""The people of a plan: which role of a method each plays, and who is of the service side."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from attrs import frozen

from lifecycle_map.analysis.curated import method
from lifecycle_map.loading.frameworks import METHOD
from lifecycle_map.loading.rules import line_phrases
from lifecycle_map.matching.phrases import Phrases
from lifecycle_map.matching.texts import words_of
from lifecycle_map.model.elements import Role, Work
from lifecycle_map.model.facts import Facts
from lifecycle_map.model.lifecycles import Lifecycle, Side
from lifecycle_map.model.relations import Link

Names = dict[tuple[str, ...], tuple[Side, Role]]

_OF_EITHER = frozenset(
    {"business-sponsor", "customer", "it-steering-group", "portfolio-governance", "test-manager",
     "change-authority"}
)  # fmt: skip
"""Roles that the service lifecycle names, and that projects have people of their own for."""


@frozen(kw_only=True)
class Player:
    """Somebody that a plan or a file of facts names: whose side, which role of the method (if one
    is known by the name), and the lines of the plan that they have a part in.
    """

    name: str
    side: Side
    role: Role | None = None
    lines: tuple[Work, ...] = ()


def players(plan: Lifecycle, facts: Facts | None = None) -> tuple[Player, ...]:
    """Return the people of a plan, then those that only the facts name.

    A name that holds the name or an alias of a role in any language plays it, the longest first;
    words that speak of operations or support make it the service side's.
    """
    told = {person.name.casefold(): person for person in (facts.people if facts else ())}
    found = []
    for role in plan.of(Role):
        person = told.pop(role.name.casefold(), None)
        texts = (role.name, person.role) if person else (role.name,)
        found.append(_player(texts, person.side if person else None, _lines(plan, role)))
    for person in told.values():
        wanted = {text.casefold() for text in person.attached_to}
        lines = tuple(
            work for work in plan.of(Work)
            if wanted & {work.key, work.name.casefold(), work.source_id.casefold()}
        )  # fmt: skip
        found.append(_player((person.name, person.role), person.side, lines))
    return tuple(found)


def _player(texts: tuple[str, ...], side: Side | None, lines: tuple[Work, ...]) -> Player:
    known = next((found for text in texts if (found := _played(text))), None)
    phrases = _service_phrases()
    serves = any(phrases.find(text) for text in texts)
    if side is None:
        usual = known[0] if known and known[1].key not in _OF_EITHER else Side.PROJECT
        side = Side.SERVICE if serves else usual
    return Player(name=texts[0], side=side, role=known[1] if known else None, lines=lines)


def _lines(plan: Lifecycle, role: Role) -> tuple[Work, ...]:
    links = (Link.PERFORMS, Link.ACCOUNTABLE_FOR, Link.DECIDES)
    found = (plan[r.object] for r in plan.outgoing(role.key) if r.link in links)
    return tuple(work for work in found if isinstance(work, Work))


def _played(text: str) -> tuple[Side, Role] | None:
    """Return the role of a method whose name, the longest there is, stands in a text."""
    words, names = words_of(text), _role_names()
    sizes = range(len(words), 0, -1)
    spans = (words[at : at + size] for size in sizes for at in range(len(words) - size + 1))
    return next((names[span] for span in spans if span in names), None)


@cache
def _role_names() -> Names:
    found: Names = {}
    for side, key in zip(Side, METHOD, strict=True):
        for role in method(key).of(Role):
            for text in (role.name, *(alias.text for alias in role.aliases)):
                found.setdefault(words_of(text), (side, role))
    return found


@cache
def _service_phrases() -> Phrases[str]:
    found: Phrases[str] = Phrases()
    for phrase in line_phrases()["service_people"]:
        found.add(phrase, "service")
    return found


def names_of(people: Iterable[Player]) -> tuple[str, ...]:
    """Return the names of some people, each once."""
    return tuple(dict.fromkeys(each.name for each in people))
