"""Keys for what a foreign file names: made of the names, each once."""

from __future__ import annotations

from attrs import define, field

from lifecycle_map.model.refs import slug


@define
class Keys:
    """The keys that have been given out for one lifecycle."""

    _taken: set[str] = field(factory=set)
    _counts: dict[str, int] = field(factory=dict)

    def free(self, name: str) -> str:
        """Return a key of its own for a name; equal names are counted, not tried from 2 on."""
        wanted = slug(name)
        count = self._counts.get(wanted, 0) + 1
        key = wanted if count == 1 else f"{wanted}-{count}"
        while key in self._taken:
            count += 1
            key = f"{wanted}-{count}"
        self._counts[wanted] = count
        self._taken.add(key)
        return key
