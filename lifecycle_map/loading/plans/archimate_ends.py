"""What the ends of ArchiMate relations are: elements, or other relations."""

from __future__ import annotations

from attrs import define, field

from lifecycle_map.loading.plans.archimate_models import Concept, Model, Tie


@define
class Ends:
    """The elements and relations of a model by their ids; of one id, the first is meant.

    In ArchiMate a relation may lead from or to a relation; ours join elements only. So such a
    relation is tied to the element at the source of the relation at its end.
    """

    elements: dict[str, Concept] = field(factory=dict)
    relations: dict[str, Tie] = field(factory=dict)
    _found: dict[str, str] = field(factory=dict)

    @classmethod
    def of(cls, model: Model) -> Ends:
        """Return the ends that relations of a model may have."""
        ends = cls()
        for element in model.elements:
            ends.elements.setdefault(element.id, element)
        for tie in model.relations:
            ends.relations.setdefault(tie.id, tie)
        # What has no id cannot be an end.
        ends.elements.pop("", None)
        ends.relations.pop("", None)
        return ends

    def element(self, end: str) -> str:
        """Return the id of the element that an end leads to, or an empty text without any."""
        here, passed = end, [end]
        seen = {end}
        while here not in self.elements and here not in self._found:
            here = self.relations[here].source if here in self.relations else ""
            if here in seen or not here:
                here = ""
                break
            seen.add(here)
            passed.append(here)
        found = self._found.get(here, here)
        self._found.update((each, found) for each in passed if each not in self.elements)
        return found

    def both(self, tie: Tie) -> tuple[str, str]:
        """Return the ids of the elements that a relation joins."""
        return self.element(tie.source), self.element(tie.target)
