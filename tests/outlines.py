"""Plans from outlines: two spaces go in a level, "|" begins the date, "@" the person."""

from __future__ import annotations

from datetime import datetime

from lifecycle_map.loading.plans.outlines import Line, Outline
from lifecycle_map.loading.readers import Reading
from lifecycle_map.model.elements import Schedule


def outlined(texts, name="The plan"):
    """Return the plan that an outline stands for."""
    outline = Outline(Reading(b"", "plan.txt"))
    levels = [(len(text) - len(text.lstrip())) // 2 + 1 for text in texts]
    people, lines = {}, []
    for number, (text, level) in enumerate(zip(texts, levels, strict=True)):
        rest, _, person = text.partition("@")
        label, _, when = rest.partition("|")
        day = datetime.fromisoformat(when.strip()) if when.strip() else None
        following = levels[number + 1] if number + 1 < len(levels) else 0
        schedule = Schedule(start=day, finish=day) if day else None
        uid = str(number + 1)
        lines.append(Line(uid, label.strip(), level, following > level, schedule))
        if person.strip():
            people[uid] = person.strip()
    outline.add_lines(lines)
    for uid, person in people.items():
        outline.add_person(person, person)
        outline.add_assignment(person, uid)
    return outline.lifecycle(name)
