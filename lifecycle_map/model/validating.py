"""The rules for the parts of a model: every fault is found at once, each with its place."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator

import attrs

from lifecycle_map.errors import Fault, closest
from lifecycle_map.model.elements import ELEMENTS, Alias, Element, Schedule, Work
from lifecycle_map.model.properties import Property
from lifecycle_map.model.refs import KEY
from lifecycle_map.model.relations import SCHEMA, Link, Relation, allows
from lifecycle_map.model.sources import Source

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold, so that no picture and no exchange file could either."""

WHOLES = {"confidence": 1, "percent": 100}
"""The fields that are a share of a whole, and that whole."""


def element_faults(place: str, element: Element) -> Iterator[Fault]:
    """Yield what is wrong with one element by itself."""
    if type(element) not in ELEMENTS.values():
        yield Fault(place, f"{type(element).__name__} is not one of the element classes")
        return
    yield from key_faults(f"{place}.key", element.key)
    if not element.name.strip():
        yield Fault(f"{place}.name", "an element needs a name")
    yield from share_faults(place, "confidence", element.confidence)
    yield from text_faults(place, element)
    yield from alias_faults(f"{place}.aliases", element.aliases)
    yield from property_faults(f"{place}.properties", element.properties)
    if isinstance(element, Work) and element.schedule is not None:
        yield from schedule_faults(f"{place}.schedule", element.schedule)


def alias_faults(place: str, aliases: tuple[Alias, ...]) -> Iterator[Fault]:
    """Yield what is wrong with aliases: no text, no language, languages mixed up."""
    for alias in aliases:
        if not alias.text.strip() or not re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]+)*", alias.language):
            yield Fault(place, f"'{alias.language}' is not a language tag, or no text")
        yield from text_faults(place, alias)
    runs = [language for language, _ in itertools.groupby(alias.language for alias in aliases)]
    if len(runs) > len(set(runs)):
        # Files keep a list for each language: mixed up, they would load back in another order.
        yield Fault(place, "the aliases of one language stand together")


def property_faults(place: str, properties: tuple[Property, ...]) -> Iterator[Fault]:
    """Yield what is wrong with properties: no name, those of one name apart, a bad text."""
    if not properties:
        return
    runs = [name for name, _ in itertools.groupby(held.name for held in properties)]
    if len(runs) > len(set(runs)):
        # Files keep a table of names: mixed up, they would load back in another order.
        yield Fault(place, "the properties of one name stand together")
    for held in properties:
        if not held.name:
            yield Fault(place, "a property needs a name")
        yield from text_faults(place, held)


def relation_faults(
    place: str, relation: Relation, classes: dict[str, type[Element]]
) -> Iterator[Fault]:
    """Yield what is wrong with one relation between elements of these classes."""
    yield from share_faults(place, "confidence", relation.confidence)
    yield from text_faults(place, relation)
    yield from property_faults(f"{place}.properties", relation.properties)
    subject, object_ = classes.get(relation.subject), classes.get(relation.object)
    if subject is None or object_ is None:
        yield from _unknown_ends(place, relation, classes)
        return
    if not allows(relation.link, subject, object_):
        joins = "; ".join(
            f"{_kinds(subjects)} to {_kinds(objects)}"
            for subjects, objects in SCHEMA[relation.link]
        )
        yield Fault(
            place,
            f"'{relation.link.value}' cannot join a {subject.kind} ({relation.subject}) "
            f"to a {object_.kind} ({relation.object}); it joins {joins}",
        )


def _unknown_ends(
    place: str, relation: Relation, classes: dict[str, type[Element]]
) -> Iterator[Fault]:
    for end, key in (("subject", relation.subject), ("object", relation.object)):
        if key not in classes:
            near = closest(key, classes)
            hint = f"; did you mean '{near}'?" if near else ""
            yield Fault(f"{place}.{end}", f"no element has the key '{key}'{hint}")


def containment_faults(relations: tuple[Relation, ...]) -> Iterator[Fault]:
    """Yield where containment is no tree: a second parent, or an element inside itself."""
    parents: dict[str, str] = {}
    above: dict[str, str] = {}
    for number, relation in enumerate(relations):
        if relation.link is not Link.CONTAINS:
            continue
        place = f"relations[{number}]"
        if relation.object in parents:
            yield Fault(
                place,
                f"'{relation.object}' is contained twice, in '{parents[relation.object]}' and in "
                f"'{relation.subject}'; use active-in for the second",
            )
            continue
        if outermost(relation.subject, above) == relation.object:
            yield Fault(place, f"'{relation.object}' would contain itself")
            continue
        parents[relation.object] = above[relation.object] = relation.subject


def outermost(key: str, above: dict[str, str]) -> str:
    """Return the outermost of what contains an element, or itself when nothing does.

    ``above`` gives for an element one that is around it; it is changed to the outermost, so that
    a deep tree does not have to be climbed again for each element.
    """
    passed = []
    while key in above:
        passed.append(key)
        key = above[key]
    above.update((each, key) for each in passed)
    return key


def key_faults(place: str, key: str) -> Iterator[Fault]:
    """Yield whether a key is not one."""
    if not KEY.fullmatch(key):
        yield Fault(place, f"'{key[:60]}' is not a key: use letters, digits and single hyphens")


def share_faults(place: str, name: str, share: float) -> Iterator[Fault]:
    """Yield whether a share lies outside 0 to its whole, which is that of the field ``name``."""
    if not 0 <= share <= WHOLES[name]:
        yield Fault(f"{place}.{name}", f"{share} is not between 0 and {WHOLES[name]}")


def schedule_faults(place: str, schedule: Schedule) -> Iterator[Fault]:
    """Yield what is wrong with a schedule: a zone on a local time, a share above the whole."""
    yield from share_faults(place, "percent", schedule.percent)
    if schedule.duration is not None and not 0 <= schedule.duration < math.inf:
        yield Fault(f"{place}.duration", f"{schedule.duration} minutes is no duration")
    moments = {name: getattr(schedule, name) for name in _MOMENTS}
    if schedule.constraint is not None:
        moments["constraint.moment"] = schedule.constraint.moment
    for name, moment in moments.items():
        if moment is not None and moment.tzinfo is not None:
            yield Fault(f"{place}.{name}", "a plan's times are local: leave the time zone out")


_MOMENTS = ("start", "finish", "deadline", "baseline_start", "baseline_finish")


def source_faults(sources: tuple[Source, ...]) -> Iterator[Fault]:
    """Yield sources that share a key or have no title."""
    seen: set[str] = set()
    for number, source in enumerate(sources):
        place = f"sources[{number}]"
        if source.key in seen:
            yield Fault(f"{place}.key", f"duplicate source '{source.key}'")
        seen.add(source.key)
        if not source.title.strip():
            yield Fault(f"{place}.title", "a source needs a title")
        yield from text_faults(place, source)


def citation_faults(
    place: str, cited: tuple[str, ...], known: set[str], name: str = "sources"
) -> Iterator[Fault]:
    """Yield the sources that are cited and not listed."""
    for key in cited:
        if key not in known:
            near = closest(key, known)
            hint = f"; did you mean '{near}'?" if near else ""
            yield Fault(f"{place}.{name}", f"no source has the key '{key}'{hint}")


def text_faults(place: str, value: attrs.AttrsInstance) -> Iterator[Fault]:
    """Yield the texts of a value that hold a character which no XML file can."""
    for name in _text_fields(type(value)):
        held = getattr(value, name)
        for text in (held,) if isinstance(held, str) else held:
            # What can be printed holds no such character: the quick way for nearly all.
            bad = None if text.isprintable() else UNWRITABLE.search(text)
            if bad:
                where = f"{place}.{name}" if place else name
                told = f"the character U+{ord(bad.group()):04X} cannot be written to a file"
                yield Fault(where, told)


_TEXT_FIELDS: dict[type, tuple[str, ...]] = {}
_TEXTS = (str, "str", tuple[str, ...], "tuple[str, ...]")


def _text_fields(cls: type[attrs.AttrsInstance]) -> tuple[str, ...]:
    """Return the fields of a class that hold a text or texts."""
    found = _TEXT_FIELDS.get(cls)
    if found is None:
        found = tuple(a.name for a in attrs.fields(cls) if a.type in _TEXTS)
        _TEXT_FIELDS[cls] = found
    return found


def _kinds(classes: frozenset[type[Element]]) -> str:
    return "/".join(kind for kind, cls in ELEMENTS.items() if cls in classes)
