"""Words of a language: what places a line of a plan, and what elements are called."""

from __future__ import annotations

from attrs import frozen

from lifecycle_map.model.phases import Phase


@frozen
class Naming:
    """What the element ``key`` is called in one language, in the lifecycles that ``scope`` covers.

    ``scope`` is the key of a lifecycle or the beginning of one: ``prince2`` covers every edition.
    """

    scope: str
    key: str
    texts: tuple[str, ...]

    def covers(self, lifecycle: str) -> bool:
        """Return whether this naming holds in the lifecycle with this key."""
        return lifecycle == self.scope or lifecycle.startswith(f"{self.scope}-")


# A vocabulary is long, and is asked for its hash with every plan.
@frozen(kw_only=True, cache_hash=True)
class Words:
    """The vocabulary of one language (a BCP 47 tag).

    ``phases`` pairs a phase with the phrases that speak for it. A phrase is matched on whole
    words; a ``*`` at the end or start of a word stands for any ending or beginning. ``weak`` are
    words that say little by themselves: what contains a line tells more than they do.
    """

    language: str
    phases: tuple[tuple[Phase, tuple[str, ...]], ...] = ()
    namings: tuple[Naming, ...] = ()
    weak: tuple[str, ...] = ()
