"""Match pairs of models as the scorer of correspondences asks for it.

``match_pair(pair, relation)`` takes a pair as plain data and yields (source id, target id,
confidence); ``match_pair_semantic`` does so with the encoder that the extra ``[semantic]`` brings.
The settings are those of `lifecycle_map.match`: one per relation, the same for all data.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import lifecycle_map as lm

Ids = dict[str, str]
Elements = dict[str, dict[str, str]]

KINDS: dict[str, type[lm.Element]] = {"C": lm.Product, "P": lm.Practice}
"""What the classes and the properties of an ontology are here; all else is an activity."""


def match_pair(
    pair: dict[str, Any], relation: str, encoder: lm.Encoder | None = None
) -> Iterator[tuple[str, str, float]]:
    one, ids = as_lifecycle("source", pair["source"], pair.get("edges_source", ()))
    two, others = as_lifecycle("target", pair["target"], pair.get("edges_target", ()))
    for row in lm.match(one, two, relation=relation, encoder=encoder).correspondences:
        if row.subject.key in ids and row.object.key in others:
            yield ids[row.subject.key], others[row.object.key], row.confidence


def match_pair_semantic(pair: dict[str, Any], relation: str) -> Iterator[tuple[str, str, float]]:
    return match_pair(pair, relation, lm.encoder())


def as_lifecycle(key: str, elements: Elements, edges: Any) -> tuple[lm.Lifecycle, Ids]:
    """Return one side of a pair as a lifecycle, and the id of each of its keys."""
    keys = {id_: f"e{number}" for number, id_ in enumerate(elements)}
    made = [_element(keys[id_], each) for id_, each in elements.items()]
    works = {id_ for id_, each in elements.items() if each.get("kind") not in KINDS}
    relations = [
        lm.Relation(subject=keys[each["parent"]], link=lm.Link.CONTAINS, object=keys[id_])
        for id_, each in elements.items()
        if id_ in works and each.get("parent") in works - {id_}
    ]
    relations += [
        lm.Relation(subject=keys[one], link=lm.Link.PRECEDES, object=keys[two])
        for one, two in edges
        if one in works and two in works and one != two
    ]
    roles = dict.fromkeys(each["role"] for each in elements.values() if each.get("role"))
    names = {name: f"r{number}" for number, name in enumerate(roles)}
    made += [lm.Role(key=role, name=name) for name, role in names.items()]
    relations += [
        lm.Relation(subject=names[each["role"]], link=lm.Link.PERFORMS, object=keys[id_])
        for id_, each in elements.items()
        if each.get("role") and id_ in works
    ]
    lifecycle = lm.Lifecycle(
        key=key,
        name=key,
        side=lm.Side.PROJECT,
        elements=tuple(made),
        relations=tuple(dict.fromkeys(relations)),
    )
    return lifecycle, {made_key: id_ for id_, made_key in keys.items()}


def _element(key: str, each: dict[str, str]) -> lm.Element:
    """Return an element; a description that only repeats the label says nothing."""
    name = each.get("label", "").strip() or "-"
    summary = each.get("desc") or ""
    cls = KINDS.get(each.get("kind", ""), lm.Activity)
    return cls(key=key, name=name, summary="" if summary == name else summary)
