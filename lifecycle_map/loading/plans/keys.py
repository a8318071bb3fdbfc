"""Keys for what is read: made from names, each given once."""

from __future__ import annotations

from attrs import define, field

from lifecycle_map.model.refs import slug


@define
class Keys:
    """The keys that a reader has given so far."""

    _given: set[str] = field(factory=set)
    _counts: dict[str, int] = field(factory=dict)

    def claim(self, key: str) -> bool:
        """Take a key as it stands, and return whether it was still free."""
        is_free = key not in self._given
        self._given.add(key)
        return is_free

    def free(self, name: str) -> str:
        """Return a key of its own for a name; equal names are counted, not tried from 2 on."""
        wanted = slug(name)
        count = self._counts.get(wanted, 0) + 1
        key = wanted if count == 1 else f"{wanted}-{count}"
        while not self.claim(key):
            count += 1
            key = f"{wanted}-{count}"
        self._counts[wanted] = count
        return key
